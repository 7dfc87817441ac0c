"""Projects told in prose: dams, railways, ports, zones and the like, a row for each milestone and each figure."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from policyfacts.facts.context import Sentence, Story
from policyfacts.facts.dates import Dated, dates_of
from policyfacts.facts.workframes import Skeleton, Told, skeleton, told
from policyfacts.facts.workplaces import countries
from policyfacts.facts.works import Project, Sighting, Works
from policyfacts.language.projectnames import kinds
from policyfacts.records import Fact, Mention, Money, Slot, Span
from policyfacts.values.quantities import find_quantities, measured

_SKIPPED_KINDS = frozenset({"title", "front", "heading"})
_FUTURE = re.compile(
    r"\b(?:will|would|shall|should|could|may|might|(?:is|are|was|were) (?:\w+ )?(?:to|expected|scheduled|due|slated|set|planned|"
    r"supposed|meant|likely|hoped)|expected|scheduled|slated|due|plan(?:s|ned|ning)? (?:to|for)|hop(?:es|ed|ing) to|aim(?:s|ed|ing)? to|"
    r"intend(?:s|ed)? to|wants? to|promised to|vowed to|pledged to|agreed to|set to|about to|in order to|ahead of|"
    r"before|until|once|if|unless|when)\b[^;]{0,60}$",
    re.IGNORECASE,
)
_INFINITIVE = re.compile(r"\bto (?:be )?(?:\w+ly )?$")
_DENIED = re.compile(
    r"\b(?:not|no|never|neither|nor|without|fail(?:ed|s|ure)? to|yet to|refus(?:ed|es) to|declin(?:ed|es) to|unable to|"
    r"den(?:y|ies|ied)|hardly|instead of|rather than|rumou?rs?)\b[^;,]{0,40}$",
    re.IGNORECASE,
)
_WISHED = re.compile(
    r"\b(?:hop(?:e|es|ed|ing) (?:of|for)|in search of|bid for|application for|request(?:s|ed)? (?:for)?|appl(?:y|ied) for|seek(?:s|ing)?|"
    r"sought|negotiat\w+|talks (?:on|over|about)|awaiting|asked for)\b[^;,]{0,40}$",
    re.IGNORECASE,
)
_OPEN = re.compile(r"\bunder (?:negotiation|discussion|consideration|review)\b|\bbeing negotiated\b", re.IGNORECASE)
_UNTIL = re.compile(r"\b(?:until|before|by the time)\s(?:\w+\s){0,4}$", re.IGNORECASE)
_DISTANCE = re.compile(
    r"^\s(?:(?:to the\s)?(?:north|south|east|west|north-?\w+|south-?\w+|inland|off|offshore|away|from|outside|upstream|downstream|apart|"
    r"deep|wide|radius|below|above|of (?:the )?(?:border|coast|capital|city|shore))\b)",
    re.IGNORECASE,
)
_LISTED = re.compile(r"[”\"’]?(?:, | and |, and | as well as |, as well as )(?:the |a |an |its )?[“\"‘]?")
_MEASURE_REACH = 130


def projects(story: Story) -> Iterator[Fact]:
    """Every milestone and figure of a project that the paper's prose states, in order."""
    works = Works(story)
    for sentence in story.sentences:
        if sentence.passage.kind in _SKIPPED_KINDS:
            continue
        sightings = works.of(sentence)
        topic = works.topic(sentence)
        if not sightings and topic is None:
            continue
        yield from _milestones(sentence, story, sightings, topic)
        yield from _measures(sentence, story, sightings, topic)


def _milestones(
    sentence: Sentence, story: Story, sightings: Sequence[Sighting], topic: Project | None
) -> Iterator[Fact]:
    dates = dates_of(sentence, story)
    amounts = sentence.of("amount")
    frame = skeleton(sentence, sightings, amounts, dates)
    found = sorted(told(frame), key=lambda t: t.position)
    taken: set[tuple[int, str]] = set()
    placed: list[tuple[Told, Sighting | None, Project]] = []
    for each in found:
        if each.work is not None:
            meant: list[Sighting | None] = [*_listed(sentence, sightings, each.work)]
        else:
            meant = [_before(sightings, each.cue)]
        for sighting in meant:
            project = sighting.project if sighting else topic
            if project is not None and _counts(project, sighting, each):
                placed.append((each, sighting, project))
    cues = [each.cue for each, _, _ in placed if each.event != "cost"]
    for each, sighting, project in placed:
        if each.event == "cost":
            if fact := _cost(sentence, story, amounts, each, sighting, project):
                yield fact
            continue
        event = _event(frame, each)
        if event is None:
            continue
        dated = _date(sentence, dates, each.cue, cues)
        key = (id(project), f"{event}{dated.edtf if dated else ''}")
        if key in taken or event in {"planned"} and not dated and project.soft:
            continue
        taken.add(key)
        slots = _named(project, sighting, story)
        slots["event"] = Slot(event, (each.cue,))
        if dated:
            slots["date"] = Slot(dated.edtf, dated.spans)
        yield Fact("projects", slots, sentence.span, f"project/{each.name}")


def _counts(project: Project, sighting: Sighting | None, each: Told) -> bool:
    """Whether the paper says enough of the project for a row: a name, or a description with a place or an article."""
    if project.soft and not project.named:
        return each.event == "feasibility study"
    if project.programme and each.event not in {"cost", "completed", "suspended", "cancelled"}:
        return False
    if each.work is None and sighting is None and each.event in {"agreed", "financed"}:
        return False
    return True


def _event(frame: Skeleton, each: Told) -> str | None:
    """The milestone as the clause puts it: ``planned`` for what is still to come; ``None`` for what is denied."""
    before = frame.text[max(0, each.position - 90) : each.position]
    before = re.split(r"[;]|, (?:and|but|while|whereas|although)\s|\s(?:while|although)\s", before)[-1]
    if _DENIED.search(before):
        return None
    after = frame.text[each.position : each.position + 120]
    if each.event in {"financed", "contract signed", "agreed"} and (_WISHED.search(before) or _OPEN.search(after)):
        return None
    if each.future and (_FUTURE.search(before) or _INFINITIVE.search(before)):
        if _UNTIL.search(before) or each.event in {"agreed", "financed", "contract signed"}:
            return None
        return "planned"
    return each.event


def _date(sentence: Sentence, dates: Sequence[Dated], cue: Span, cues: Sequence[Span]) -> Dated | None:
    """The date of the cue's own stretch: the first one behind it before another cue, else the nearest one before it."""
    following = min((c.start for c in cues if c.start >= cue.end), default=sentence.end)
    previous = max((c.end for c in cues if c.end <= cue.start), default=sentence.start)
    for dated in dates:
        if cue.start <= dated.start < following:
            between = sentence.between(cue.end, dated.start)
            if ";" in between or re.search(r",? (?:and|but) (?:in|on|by) $", between) or len(between) > 140:
                break
            return dated
    earlier = [d for d in dates if previous <= d.start < cue.start]
    if earlier and ";" not in sentence.between(earlier[-1].end, cue.start):
        return earlier[-1]
    if not any(c != cue for c in cues):
        return None
    opening = [d for d in dates if d.start - sentence.start < 12 and d.end <= cue.start]
    return (
        opening[0]
        if opening and previous < cue.start and not earlier and _shares(sentence, previous, cue.start)
        else None
    )


def _shares(sentence: Sentence, previous: int, start: int) -> bool:
    """Whether two cues stand in one verb phrase ("was finished and opened"), so that they share a date."""
    return len(sentence.between(previous, start)) < 12


def _cost(
    sentence: Sentence,
    story: Story,
    amounts: Sequence[Mention],
    each: Told,
    sighting: Sighting | None,
    project: Project,
) -> Fact | None:
    if each.amount is None or (project.soft and sighting is None):
        return None
    amount = amounts[each.amount]
    money = amount.value
    if not isinstance(money, Money):
        return None
    slots = _named(project, sighting, story)
    slots["event"] = Slot("cost", (each.cue,))
    slots["quantity"] = Slot(money.value, (amount.span,))
    slots["unit"] = Slot(money.currency, (amount.span,))
    return Fact("projects", slots, sentence.span, "project/cost")


def _measures(sentence: Sentence, story: Story, sightings: Sequence[Sighting], topic: Project | None) -> Iterator[Fact]:
    """Capacities, lengths and jobs: each quantity goes to the nearest work of a kind that is so measured."""
    for mention in find_quantities(sentence.text):
        figure, unit, measure = measured(mention)
        span = Span(sentence.start + mention.start, sentence.start + mention.end)
        if measure == "length" and _DISTANCE.match(sentence.between(span.end, sentence.end)):
            continue
        near = [s for s in sightings if _fits(s.project, unit, measure) and _gap(s.span, span) <= _MEASURE_REACH]
        near = [
            s for s in near if ";" not in sentence.between(min(s.span.end, span.end), max(s.span.start, span.start))
        ]
        sighting = min(
            near,
            key=lambda s: (_gap(s.span, span) + (25 if s.span.start > span.start else 0), s.span.start),
            default=None,
        )
        project = sighting.project if sighting else (topic if not sightings or measure == "jobs" else None)
        if project is None or not _fits(project, unit, measure) or (project.soft and not project.named):
            continue
        yield _measure_fact(sentence, story, (figure, unit, measure), span, sighting, project)


def _measure_fact(sentence, story, value, span, sighting, project):  # type: ignore[no-untyped-def]
    figure, unit, measure = value
    slots = _named(project, sighting, story)
    slots["event"] = Slot(measure, (span,))
    slots["quantity"] = Slot(figure, (span,))
    slots["unit"] = Slot(unit, (span,))
    return Fact("projects", slots, sentence.span, f"project/{measure}")


def _fits(project: Project, unit: str, measure: str) -> bool:
    return measure == "jobs" or unit in kinds()[project.kind].measures or project.soft


def _named(project: Project, sighting: Sighting | None, story: Story) -> dict[str, Slot]:
    spans = sighting.proof if sighting else project.spans
    if sighting and sighting.form != "reference" and project.spans[0] not in spans:
        spans = (*spans, *project.spans[:1])
    slots = {"name": Slot(project.name, spans)}
    if where := countries(project, story):
        slots["countries"] = where
    return slots


def _listed(sentence: Sentence, sightings: Sequence[Sighting], index: int) -> Iterator[Sighting]:
    """The work number ``index`` and those listed with it ("the port and the railway")."""
    first = last = index
    while first > 0 and _LISTED.fullmatch(sentence.between(sightings[first - 1].span.end, sightings[first].span.start)):
        first -= 1
    while last + 1 < len(sightings) and _LISTED.fullmatch(
        sentence.between(sightings[last].span.end, sightings[last + 1].span.start)
    ):
        last += 1
    yield from sightings[first : last + 1]


def _before(sightings: Sequence[Sighting], cue: Span) -> Sighting | None:
    """The nearest work before the cue in its sentence."""
    earlier = [s for s in sightings if s.span.end <= cue.start]
    return earlier[-1] if earlier else None


def _gap(one: Span, other: Span) -> int:
    return one.start - other.end if one.start >= other.end else max(0, other.start - one.end)
