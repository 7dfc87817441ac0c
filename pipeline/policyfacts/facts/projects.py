"""Projects told in prose: dams, railways, ports, zones and the like, a row for each milestone and each figure."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from policyfacts.facts.context import Sentence, Story
from policyfacts.facts.dates import Dated, dates_of, issued
from policyfacts.facts.foreseen import milestone
from policyfacts.facts.sightings import Project, Sighting
from policyfacts.facts.workentries import entries_of_works
from policyfacts.facts.workevents import happened
from policyfacts.facts.workframes import Told, skeleton, told
from policyfacts.facts.workmeasures import cost, measures
from policyfacts.facts.workmoney import financed
from policyfacts.facts.workparts import GOES_ON, Part
from policyfacts.facts.works import Works, listed
from policyfacts.records import Fact, Slot, Span

_SKIPPED_KINDS = frozenset({"title", "front", "heading"})
_BUILDERS = re.compile(r"(?:re-?)?(?:built|constructed|renovated|erected|upgraded)\sby\b", re.IGNORECASE)
_OF_SUBJECTS = frozenset({"under construction", "completed", "commissioned", "cost"})
_OF_IT = re.compile(
    r"(?:It|Its|The|This|That|These|Construction|Works?|Completion|Opening|Trains?|Operations?|Commissioning|In|By|On|When|"
    r"After|Once|Now|Both|All|Engineering|Building|Rehabilitation|Phase|Unit)\b"
)
# A date before these belongs to the clause before: "was signed in 2021, and a railway is under construction".
_OTHER_CLAUSE = re.compile(r";|,\s(?:and|but|while|whereas)\s(?:a|an|its|this|that|these|two|three|his|her|their)\s")
_OF_WORKS = re.compile(r"\b(?:[Pp]rojects?|[Ss]chemes?|[Ww]orks)$")
_COMING = re.compile(r"\b(?:will|is to|are to|due|expected|planned|by|until|from)\b[^.;]{0,50}$")
_ENDING = re.compile(r"\b(?:by|until|till|before|through|from|than|up to)\s(?:the end of\s)?$")
_ITEM = 8  # sentences of a news item
_ONE_DAY = re.compile(r"\d{4}(?:-\d{2}){0,2}")
_RECENT = 2  # sentences of the paragraph in which the day of a flow may have been told
_DATE_REACH = 140
# Of works without a number or a name ("rural clinics") only these.
_OF_MANY = frozenset({"cost", "completed", "commissioned", "financed"})
# Of a programme, or of a project of which nothing else is known, only these are a work's milestones.
_OF_PROGRAMMES = frozenset({"cost", "completed", "suspended", "cancelled"})


def projects(story: Story, flows: Sequence[Fact] = ()) -> Iterator[Fact]:
    """Every milestone and figure of a project that the paper's prose states, in order.

    ``flows`` are the paper's flows of money: whom the money for a work goes to, and when, they have told already.
    """
    works = Works(story)
    by_sum = {span.start: fact for fact in flows if "amount" in fact.slots for span in fact.slots["amount"].spans}
    for sentence in story.sentences:
        for money in financed(sentence, works.of(sentence)):
            for sighting in works.of(sentence)[money.first : money.last + 1]:
                sighting.project.paid = sighting.project.paid or _receivers(by_sum.get(money.amount or -1))
    for sentence in story.sentences:
        if sentence.passage.kind in _SKIPPED_KINDS:
            continue
        sightings = works.of(sentence)
        topic = works.topic(sentence)
        if sightings or topic is not None:
            yield from _financings(sentence, story, sightings, by_sum)
            yield from _milestones(sentence, story, sightings, topic)
            yield from measures(sentence, story, sightings, topic)
            yield from entries_of_works(sentence, story, sightings, topic)


@dataclass(frozen=True, slots=True, eq=False)
class _Step:
    """A milestone that the words at ``cue`` tell of a project."""

    event: str
    rule: str
    cue: Span
    part: Part


def _milestones(
    sentence: Sentence, story: Story, sightings: Sequence[Sighting], topic: Project | None
) -> Iterator[Fact]:
    dates = [d for d in dates_of(sentence, story) if not _bracketed(sentence, d.start)]
    amounts = sentence.of("amount")
    frame = skeleton(sentence, sightings, amounts, dates)
    steps = [*_by_frames(sentence, story, sightings, topic)]
    known = [step.cue for step in steps]
    for each in sorted(told(frame), key=lambda t: t.position):
        if any(m.start < each.cue.end and each.cue.start < m.end for m in sentence.of("organisation", "fund")):
            continue
        for part in _parts(sentence, story, sightings, topic, each):
            if not _counts(part, each.event):
                continue
            if each.event == "cost":
                yield from cost(part, each, amounts)
            elif (event := milestone(frame, each)) and not _overlapping(each.cue, known):
                steps.append(_Step(event, each.name, each.cue, part))
    paid = {i for money in financed(sentence, sightings) for i in range(money.first, money.last + 1)}
    told_already = {id(sightings[i].project) for i in paid}
    # What is paid for has its loan agreement signed, too: no contract for the work.
    doubled = {"financed", "contract signed"} if " for which " in sentence.text else {"financed"}
    steps = [step for step in steps if step.event not in doubled or id(step.part.project) not in told_already]
    yield from _dated(sentence, dates, sorted(steps, key=lambda step: step.cue))


def _overlapping(cue: Span, others: Sequence[Span]) -> bool:
    return any(other.start < cue.end and cue.start < other.end for other in others)


def _by_frames(
    sentence: Sentence, story: Story, sightings: Sequence[Sighting], topic: Project | None
) -> Iterator[_Step]:
    for each in happened(sentence, story, sightings):
        parts = [Part(sightings[i].project, sightings[i], sentence, story) for i in each.sightings]
        if not each.sightings:
            earlier = [s for s in sightings if s.span.end <= each.cue.start]
            if earlier:
                parts = [Part(earlier[-1].project, earlier[-1], sentence, story)]
            elif topic is not None and GOES_ON.match(sentence.text):
                parts = [Part(topic, None, sentence, story)]
        for part in parts:
            if _counts(part, each.event) and not _inside(part, each.cue):
                yield _Step(each.event, each.rule, each.cue, part)


def _inside(part: Part, cue: Span) -> bool:
    """Whether a cue is but a word of the work's own description ("an EU-funded project")."""
    return part.sighting is not None and part.sighting.span.start <= cue.start < part.sighting.span.end


def _dated(sentence: Sentence, dates: Sequence[Dated], steps: Sequence[_Step]) -> Iterator[Fact]:
    """The rows of ``steps``, each with its own date; one that is told twice once."""
    cues = list(dict.fromkeys(step.cue for step in steps))
    taken: set[tuple[int, str, str]] = set()
    for step in steps:
        dated = _date(sentence, dates, step.cue, cues)
        key = (id(step.part.project), step.event, dated.edtf if dated else "")
        # "built by Sinohydro" says by whom; as a milestone it needs its day.
        bare = step.event == "completed" and _BUILDERS.match(sentence.between(step.cue.start, sentence.end)) is not None
        # "a project funded by the Union" says by whom, too.
        bare = bare or (
            step.event == "financed" and (step.part.project.soft or step.rule.endswith(("participle", "relative")))
        )
        if key not in taken and (dated or not bare):
            taken.add(key)
            when = {"date": Slot(dated.edtf, dated.spans)} if dated else {}
            yield step.part.fact(step.rule, event=Slot(step.event, (step.cue,)), **when)


def _receivers(flow: Fact | None) -> Slot | None:
    """The states that receive a flow; ``None`` where it goes to others or does not say."""
    receivers = flow.slots.get("recipients") if flow else None
    return receivers if receivers and re.fullmatch(r"[A-Z]{3}(?:; [A-Z]{3})*", str(receivers.value)) else None


def _financings(
    sentence: Sentence, story: Story, sightings: Sequence[Sighting], flows: Mapping[int, Fact]
) -> Iterator[Fact]:
    """A row for every work that money is said to be for, with the day of the money where the sentence tells it."""
    dates = [d for d in dates_of(sentence, story) if not _bracketed(sentence, d.start)]
    for money in financed(sentence, sightings):
        told = [d for d in dates if not _ENDING.search(sentence.between(sentence.start, d.start))]
        dated, flow = _date(sentence, told, money.cue, []), flows.get(money.amount or -1)
        when = {"date": Slot(dated.edtf, dated.spans)} if dated else {}
        if flow is not None and "date" in flow.slots:
            when = {"date": flow.slots["date"]}
        elif not when and money.amount is not None and (day := _told_before(sentence, story)):
            when = {"date": Slot(day.edtf, day.spans)}
        for sighting in sightings[money.first : money.last + 1]:
            project = sighting.project
            if (project.programme and not _OF_WORKS.search(project.name)) or (project.soft and not project.named):
                continue
            if money.amount is None and not when:
                continue
            part = Part(sighting.project, sighting, sentence, story)
            yield part.fact("money-for", event=Slot("financed", (money.cue,)), **when)


def _told_before(sentence: Sentence, story: Story) -> Dated | None:
    """The last date of the paragraph before ``sentence``, or the day of its news item."""
    digest = story.item(sentence) is not None
    for number, earlier in enumerate(story.before(sentence, reach=_ITEM if digest else _RECENT)):
        near = digest or (earlier.passage is sentence.passage and bool(earlier.of("amount")))
        dates = [
            m
            for m in earlier.of("date")
            if _ONE_DAY.fullmatch(str(m.value)) and not _COMING.search(earlier.between(earlier.start, m.start))
        ]
        if near and dates and (number < _RECENT or len(str(dates[-1].value)) > len("2020-01")):
            last = dates[-1]
            days = len(dates) > 1 and earlier.between(dates[-2].end, last.start) in {" and ", " to ", "–", "-"}
            told = (
                str(last.value)[:7] if days else str(last.value)
            )  # what is agreed at a meeting of days takes its month
            return Dated(last.start, last.end, told, (last.span,))
    return issued(sentence, story)


def _bracketed(sentence: Sentence, offset: int) -> bool:
    """Whether the place lies in square brackets, where papers print the numbers of loans and sources."""
    before = sentence.between(sentence.start, offset)
    return before.count("[") > before.count("]")


def _parts(
    sentence: Sentence, story: Story, sightings: Sequence[Sighting], topic: Project | None, each: Told
) -> Iterator[Part]:
    """The projects that a cue speaks of: those of its pattern, else the one before it, else the one spoken
    of before."""
    if each.work is not None:
        first, last = listed(sentence, sightings, each.work)
        for sighting in sightings[first : last + 1]:
            yield Part(sighting.project, sighting, sentence, story)
        return
    earlier = [s for s in sightings if s.span.end <= each.cue.start]
    if earlier:
        yield Part(earlier[-1].project, earlier[-1], sentence, story)
    elif topic is not None and _goes_on(sentence, each.event):
        yield Part(topic, None, sentence, story)


def _goes_on(sentence: Sentence, event: str) -> bool:
    """Whether a sentence without a work of its own speaks of the one before: it has no other subject."""
    if event == "planned":
        return _OF_IT.match(sentence.text) is not None
    return event not in _OF_SUBJECTS or GOES_ON.match(sentence.text) is not None


def _counts(part: Part, event: str) -> bool:
    """Whether what a cue tells is a row: enough is known of the project, and the cue is tied to it."""
    project = part.project
    if project.soft and not project.named:
        return event in {"feasibility study", "cost"} and part.sighting is not None
    if project.programme and event not in _OF_PROGRAMMES:
        return False
    if project.many and event not in _OF_MANY:
        return False
    if part.sentence.passage.kind == "caption" and (event in {"financed", "planned", "agreed"} or not project.named):
        return False
    return part.sighting is not None or event not in {"agreed", "financed"}


def _date(sentence: Sentence, dates: Sequence[Dated], cue: Span, cues: Sequence[Span]) -> Dated | None:
    """The date of the cue's own stretch: the first one behind it before another cue, else the nearest one before it."""
    following = min((c.start for c in cues if c.start >= cue.end), default=sentence.end)
    previous = max((c.end for c in cues if c.end <= cue.start), default=sentence.start)
    for dated in dates:
        if cue.start <= dated.start < following:
            between = sentence.between(cue.end, dated.start)
            if ";" in between or len(between) > _DATE_REACH or re.search(r",? (?:and|but) (?:in|on|by) $", between):
                break
            return dated
    earlier = [d for d in dates if previous <= d.start < cue.start]
    if earlier and previous > sentence.start and "," in sentence.between(earlier[-1].end, cue.start):
        earlier = [d for d in earlier if "," in sentence.between(previous, d.start)]  # the date of the cue before
    if earlier and _OTHER_CLAUSE.search(sentence.between(earlier[-1].end, cue.start)) is None:
        return earlier[-1]
    # "In May 2016 the dam was finished and opened": two cues in one verb phrase share a date.
    opening = [d for d in dates if d.end <= previous]
    return opening[-1] if opening and len(sentence.between(previous, cue.start)) < len(" and formally ") else None
