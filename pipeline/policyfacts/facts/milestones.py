"""What became of a text: cues, each bound to the title it speaks of, with its date."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from policyfacts.facts.context import Sentence
from policyfacts.facts.cues import whole_words
from policyfacts.facts.dates import Dated
from policyfacts.knowledge import compiled, entries
from policyfacts.knowledge.searches import Family, Search
from policyfacts.records import Span

_AUX = re.compile(
    r"(?:\b(?:is|are|was|were|be|been|being|which|that|and|but|then|both|all three|finally|had|has|have|not|"
    r"last|first|fully|formally|officially|also|only|in|it|now)\s|,\s|\(|^)"
    r"(?:\w+ly\s)?$"
)
_PASSIVE = re.compile(r"\b(?:is|are|was|were|be|been|being)\s(?:\w+\s){0,2}$")
# "...; all three entered into force": a pronoun takes the title up again, however far it stands.
_TAKEN_UP = re.compile(r"[;,:]\s(?:and\s|but\s)?(?:it|both|they|all (?:two|three|four|five|six))\s(?:\w+\s){0,2}$")
# "...; India had walked out": who leaves leaves the text told before.
_LEFT_IT = re.compile(r"[;,]\s(?:and\s|but\s|while\s)?(?:the\s)?[A-Z][\w\s]{1,30}?\s(?:(?:had|has|then|later)\s)?$")
# A date that opens its sentence ("On 3 May 2018, ...") holds for all of it.
_OPENS = 6
_OBJECT = re.compile(r"\s(?:a|an|the|its|their|that|[“\"‘])")
_BREAK = re.compile(r"[;]|:\s|\.\s")
# "..., and a line is planned": the cue behind it speaks of something else.
_NEW_SUBJECT = re.compile(r",\s(?:and|but|while|whereas)\s(?:an?|the)\s(?!two\b|three\b|latter\b|former\b)")
# A date told of the party in passing, not of a meeting: "Peru, which joined in 2020, signed ...".
_IN_ASIDE = re.compile(
    r",\s(?:which|who|whose|where)\s"
    r"(?!(?:was |were |had )?(?:met|held|took place|convened|gathered|opened|ended|closed)\b)[^,;]*$"
)
_FUTURE = re.compile(
    r"\b(?:will|would|shall|should|could|may|might|must|to be|(?:plan|plans|planned|hope|hopes|hoped|intend|"
    r"intends|intended|"
    r"want|wants|wanted|aim|aims|aimed|expect|expects|expected|due|set|ready|agreed|scheduled|likely|"
    r"promise[sd]?|pledge[sd]?|tr(?:y|ies|ied)|"
    r"about|supposed|invited|urged|pressed|asked) to(?: be)?|was to have been|is to have been)\s(?:\w+\s)?$",
    re.IGNORECASE,
)
_NEGATION = re.compile(
    r"(?:\b(?:not|never|no longer|neither|nor|cannot|yet to|without|await(?:s|ed|ing)?|pending|subject to|"
    r"fail(?:ed|s|ing)? to|refus(?:ed|es|"
    r"ing)? to|declin(?:ed|es|ing)? to|"
    r"unable to|awaits?|awaiting|awaited|pending|subject to|"
    r"reluctan\w+ to|rather than|instead of|den(?:y|ied|ies) (?:that )?)|n[’']t)\s(?:[\w’'-]+\s){0,3}$",
    re.IGNORECASE,
)
_DENIED_WITHIN = re.compile(r"\b(?:not|never)\b")
_CONDITION = re.compile(r"(?:if|unless)\b|(?:had|were|should)\s(?:the|it|they|he|she|its|their|an?|[A-Z]\w+)\b")
_NOT_BEFORE = re.compile(r"\s(?:[\w’'-]+\s){0,3}?(?:before|until|till)\s")
_DATE_BAR = re.compile(
    r"[;:]|\b(?:that|which|who|to(?!\s(?:the\s)?[A-Z])|worth|aimed|covering|allowing|expects?|because|ahead of|before|"
    r"than|expires?|by the end|until|till|following|after|the one|like|unlike|replacing|instead of)\b"
)
# The event of a cue that says only that a text was made: what is understood of such a text.
OWN = "own"
# "...  of two texts: a treaty on water": the colon opens the list of what the cue speaks of.
_LISTS = re.compile(
    r"\b(?:two|three|four|five|six|several|these|following)\s(?:\w+\s)?(?:texts|documents|instruments|agreements|accords|"
    r"treaties|memoranda)\b[^;:]*(?::\s)(?:\(\w\)\s)?(?:an?|the)\s(?:[\w-]+\s)?$"
)
# "Lima, 3 May 2019: the ministers sign ...": the dateline of a chronicle holds for its sentence.
_DATELINE = re.compile(r"(?:[A-Z][\w’-]+(?:\s[A-Z][\w’-]+)*,\s)?$")
# "broke off after a fifth round in April": the round is the last, its date that of the end.
_ROUNDS = re.compile(r"\b(?:after|following)\s(?:an?|the|its|their|\w+)\s(?:\w+\s)?(?:rounds?|sessions?)\b")
# "..., read a statement issued by the bank": what was issued is the statement; a study of works is no text's.
_OF_ANOTHER = re.compile(
    r"\b(?:an?|its|his|her)\s(?:\w+\s)?(?:statement|report|release|notice|article|bulletin)\s(?:was\s)?$"
)
_OF_WORKS = re.compile(
    r"(?:\s(?:of|on|for|into))?\s(?:the\s|an?\s|its\s)?(?:[\w-]+\s){0,4}?"
    r"(?:pipelines?|projects?|railways?|dams?|ports?|plants?|lines?|roads?|bridges?|mines?|canals?|corridors?)\b"
)
# "implementation of the accords is constrained by": no word of their being in force.
_HAMPERED = re.compile(
    r"^implement\w*\sof\b[^.;]*?\b(?:constrained|stalled|delayed|hampered|hindered|slow(?:ed)?|uneven|depends?|requires?|would|"
    r"remains? (?:to|limited|weak|slow))\b",
    re.IGNORECASE,
)
_FUTURE_EVENTS = frozenset({"signed", "adopted", "released", "announced", "ratified", "in force"})


@dataclass(frozen=True, slots=True)
class Milestone:
    """A cue at ``span`` for ``event``. ``leads`` where it may stand before its title, ``trails`` where behind it."""

    name: str
    event: str
    span: Span
    leads: bool
    trails: bool


def milestones(sentence: Sentence, taken: Sequence[Span]) -> list[Milestone]:
    """Every cue of ``sentence`` outside the titles at ``taken``, in order; of those that overlap the first "
    "in the data."""
    found: list[Milestone] = []
    for name, event, leads, pattern in _patterns().possible(sentence.text):
        for match in pattern.finditer(sentence.text):
            span = _trimmed(sentence, Span(sentence.start + match.start(), sentence.start + match.end()))
            if any(span.start < other.end and other.start < span.end for other in taken):
                continue
            found.append(Milestone(name, event, span, leads, not leads))
    kept: list[Milestone] = []
    for cue in found:
        rival = next((k for k in kept if k.span.start < cue.span.end and cue.span.start < k.span.end), None)
        if rival is None:
            kept.append(cue)
        elif rival.name == cue.name:
            wide = Span(min(rival.span.start, cue.span.start), max(rival.span.end, cue.span.end))
            kept[kept.index(rival)] = Milestone(
                cue.name, cue.event, wide, rival.leads or cue.leads, rival.trails or cue.trails
            )
    return sorted(kept, key=lambda cue: cue.span)


def bound(
    sentence: Sentence, cue: Milestone, titles: Sequence[Span], cues: Sequence[Milestone]
) -> tuple[int, str] | None:
    """The index in ``titles`` of the title that ``cue`` speaks of, and on which side the cue stands."""
    if _OF_ANOTHER.search(sentence.between(sentence.start, cue.span.start)) and cue.event == "released":
        return None
    if _OF_WORKS.match(sentence.between(cue.span.end, sentence.end)) and cue.event == "feasibility study":
        return None
    before = [i for i, t in enumerate(titles) if t.end <= cue.span.start]
    after = [i for i, t in enumerate(titles) if t.start >= cue.span.end]
    lead = sentence.between(sentence.start, cue.span.start)
    choices: list[tuple[float, int, str]] = []
    if before and cue.trails and not _acts(sentence, cue):
        gap = gap_between(sentence, titles[before[-1]].end, cue.span.start)
        taken_up = _TAKEN_UP.search(gap) or (cue.event == "withdrawn" and _LEFT_IT.search(gap))
        if taken_up or (not _BREAK.search(gap) and not _NEW_SUBJECT.search(gap) and len(gap) <= 160):
            strong = _AUX.search(lead) is not None or not gap.strip(" ,(") or cue.event == "in force"
            cost = len(gap) * 0.3 if strong else len(gap) + 30
            choices.append((cost, before[-1], "trails"))
    if after and cue.leads:
        gap = gap_between(sentence, cue.span.end, titles[after[0]].start)
        if (lists_texts(gap) or (not _BREAK.search(gap) and len(gap) <= 110)) and not _interrupted(
            cue, titles[after[0]], cues
        ):
            cost = len(gap) + (60 if _PASSIVE.search(lead) and before else 0)
            choices.append((cost, after[0], "leads"))
    if not choices:
        return None
    _, index, side = min(choices)
    return index, side


def _acts(sentence: Sentence, cue: Milestone) -> bool:
    """Whether a cue that may follow its title is a verb with an object of its own: "signed it and announced a fund"."""
    lead = sentence.between(sentence.start, cue.span.start)
    return (
        re.search(r"\band\s$", lead) is not None
        and _OBJECT.match(sentence.between(cue.span.end, sentence.end)) is not None
    )


def lists_texts(gap: str) -> bool:
    """Whether the words from a cue to a title open a list of which the title is one ("of two texts: a")."""
    return len(gap) <= 160 and _LISTS.search(gap) is not None


def gap_between(sentence: Sentence, start: int, end: int) -> str:
    """The words from ``start`` to ``end``, without citations in square brackets."""
    return re.sub(r"\s?\[[^\]]*\]", "", sentence.between(start, end))


def state(sentence: Sentence, cue: Milestone) -> str:
    """The event that ``cue`` stands for in its clause: ``proposed`` where it lies ahead, empty where it is denied."""
    before = sentence.between(sentence.start, cue.span.start)
    if _DENIED_WITHIN.search(sentence.between(*cue.span)):
        return ""
    clause_start = max((m.end() for m in re.finditer(r"[;:,]\s", before)), default=0)
    near = before[clause_start:]
    if _NEGATION.search(near) and not _NOT_BEFORE.match(sentence.between(cue.span.end, sentence.end)):
        return ""
    if (_CONDITION.match(near) and clause_start != 0) or re.match(r"(?:If|Had|Unless|Should)\b", before):
        return ""
    if cue.name == "into-force" and _HAMPERED.search(sentence.between(cue.span.start, sentence.end)):
        return ""
    if cue.event in _FUTURE_EVENTS and _FUTURE.search(near):
        return "proposed"
    return cue.event


def date_of(
    sentence: Sentence, cue: Milestone, title: Span, dates: Sequence[Dated], stops: Sequence[Span]
) -> Dated | None:
    """The date of ``cue``: the first one behind it and its title, before the next of ``stops``; else the "
    "nearest before."""
    outer = [d for d in dates if not (title.start <= d.start < title.end)]
    right_from = max(cue.span.end, title.end) if title.start >= cue.span.end else cue.span.end
    right_to = min((s.start for s in stops if s.start >= right_from), default=sentence.end)
    for dated in _absolute_first(outer):
        if cue.span.end <= dated.start < right_to:
            gap = sentence.between(
                max(right_from, cue.span.end) if dated.start >= right_from else cue.span.end, dated.start
            )
            if not _DATE_BAR.search(_ROUNDS.sub("", gap.replace("not before", ""))) or _not_before(
                sentence, cue, dated
            ):
                return dated
            break
    left_to = min(cue.span.start, title.start)
    left_from = max((s.end for s in stops if s.end <= left_to), default=sentence.start)
    low, high = sorted((cue.span, title))
    inside = [d for d in outer if low.end <= d.start and d.end <= high.start]
    if inside:
        return inside[-1]
    earlier = [d for d in outer if left_from <= d.start and d.end <= left_to]
    for dated in reversed(earlier):
        gap = sentence.between(dated.end, left_to)
        aside = gap.startswith(",") and _IN_ASIDE.search(sentence.between(sentence.start, dated.start))
        reach = 400 if dated.start - sentence.start <= _OPENS else 170
        dateline = gap.startswith(": ") and _DATELINE.fullmatch(sentence.between(sentence.start, dated.start))
        if dateline and not _BREAK.search(gap, 2):
            return dated
        if not aside and not _BREAK.search(gap) and len(gap) <= reach:
            return dated
    return None


def _absolute_first(dates: Sequence[Dated]) -> Iterator[Dated]:
    """The dates in order, without those worked out that a full date explains ("five years later, on 3 May 2020")."""
    for index, dated in enumerate(dates):
        following = dates[index + 1] if index + 1 < len(dates) else None
        if dated.relative and following and not following.relative and following.start - dated.end < 12:
            continue
        yield dated


def _not_before(sentence: Sentence, cue: Milestone, dated: Dated) -> bool:
    return re.fullmatch(r"\s(?:before|until|till)\s", sentence.between(cue.span.end, dated.start)) is not None


def _interrupted(cue: Milestone, title: Span, cues: Sequence[Milestone]) -> bool:
    """Whether a nearer leading cue stands between ``cue`` and the title ("agreed to launch negotiations on")."""
    return any(other.leads and cue.span.end <= other.span.start < title.start for other in cues if other is not cue)


def _trimmed(sentence: Sentence, span: Span) -> Span:
    text = sentence.between(span.start, span.end)
    return Span(span.start + len(text) - len(text.lstrip()), span.end)


@compiled
def _patterns(packs: tuple[Path, ...] = ()) -> Family[tuple[str, str, bool, Search]]:
    return Family((rule[-1], rule) for rule in _rules(packs))


def _rules(packs: tuple[Path, ...]) -> Iterator[tuple[str, str, bool, Search]]:
    for entry in entries("agreement_events", packs):
        for side in ("before", "after"):
            if entry.get(side):
                yield entry["name"], entry["event"], side == "before", whole_words(entry[side])
