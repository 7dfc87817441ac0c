"""Mentions of works that stand side by side: lists, what the later says of the earlier, and a name right behind."""

from __future__ import annotations

import re
from collections.abc import Sequence

from policyfacts.facts.context import Sentence
from policyfacts.facts.sightings import Project, Sighting
from policyfacts.language.projectnames import COMMON, REFER, Work, figure_before
from policyfacts.records import Span

_LISTED = re.compile(
    r"[”\"’]?(?:\s\([^()]*\))?"
    r"(?:\s(?:in|at|near)\s(?:the\s)?[A-Z][\w’-]+(?:\s[A-Z][\w’-]+){0,3})?"
    r"(?:, | and |, and | as well as |, as well as )(?:the |a |an |its )?[“\"‘]?"
)
_DEFINED = re.compile(r"(?:\s\([^)]*\))?,\sthe\s(?:[\d.,]+[\s-]?[A-Za-z]+\s)?")
_RESTRICTED = re.compile(r"\s(?:that|(?:by|through|with|on|for|over|along)\swhich|built|dug|laid|opened|begun)\s")
_THE = re.compile(r"\b[Tt]he\s$")
_ITS = re.compile(r"\b(?:[Ii]ts|[Tt]heir)\s$")
# "the breakwater, more than 14 km in length,": its size tells that it is spoken of for the first time.
_SIZED_BEHIND = re.compile(
    r"(?:,\s|\s\()(?:(?:about|some|over|nearly|more than|all of)\s)?\d[\d.,]*[\s-]?(?:km|kilomet|m\b|met|MW|miles)"
)
_APPOSITION = re.compile(
    r"(?:\s(?:in|at|near)\s[A-Z][\w’-]+(?:\s[A-Z][\w’-]+)?)?(?:\s\([^)]*\)|\swhose\s(?:first|second|third|last)\s(?:stage|phase|section|part|leg))?"
    r",\s(?:an?|the|itself an?|in fact an?)\s(?:[\w.-]+\s){0,3}"
)
_IS_A = re.compile(r"\s(?:is|was|will be|remains)\s(?:itself\s)?(?:an?|the|one)\s(?:[\w-]+\s){0,4}")
_LINES = frozenset({"railway", "road", "grid", "cable", "pipeline", "interconnector"})
# What is said of a work by "to be" is that work: "Karuma is to become the largest dam of the country".
_BECOMES = re.compile(
    r"(?:\s\([^)]*\)|,\s[^,;]{2,40},)?\s(?:is|was|will\sbe|would\sbe|remains|became|will\sbecome|(?:is|was)\sto\s(?:be|become)|"
    r"has\sbecome)\s(?:itself\s|now\s|still\s|by\sfar\s)?(?:an?|the|its|one\sof\sthe)\s(?:[\w-]+\s){0,4}"
)
# "The Kita bridge, 6 km of road over rail": the measure says what the work before it is made of.
_MEASURE_OF = re.compile(
    r",\s(?:(?:about|some|over|nearly|all)\s)?\d[\d.,]*\s(?:km|kilomet(?:re|er)s|miles|m)\sof\s(?:[a-z-]+\s){0,2}"
)
# "A second bridge": another than the one before.
_ONE_MORE = re.compile(r"(?:[A-Z][\w-]*[’']s\s)?(?:second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth)\s")
# "two projects: a dam and a mill": what many are is told by the works themselves.
_SEVERAL = re.compile(r"(?:two|three|four|five|six|seven|eight|nine|ten|several|various|many|\d+)\s", re.IGNORECASE)
_MORE = re.compile(
    r"(?:,[^,;.]{0,40})?,?\sand\s(?:an?|the|two|three|four|\d+|new)\s|,\s(?:an?|the|two)\s[^,;.]{0,40}\sand\s"
)


def listed(sentence: Sentence, found: Sequence[Sighting], index: int) -> tuple[int, int]:
    """The first and the last mention of the list in which the one at ``index`` stands ("the port and the railway")."""
    first = last = index
    while first > 0 and _LISTED.fullmatch(sentence.between(found[first - 1].span.end, found[first].span.start)):
        first -= 1
    while last + 1 < len(found) and _LISTED.fullmatch(
        sentence.between(found[last].span.end, found[last + 1].span.start)
    ):
        last += 1
    return first, last


def named_behind(sentence: Sentence, work: Work, place: Span, here: Sequence[Sighting]) -> Project | None:
    """The work just described ("its first cable") that is named right behind: "the 1,960-km Vaka spur"."""
    if not here or here[-1].project.named or here[-1].sentence is not sentence:
        return None
    last = here[-1].project
    if last.many or len(last.sightings) > 0 or not _DEFINED.fullmatch(sentence.between(here[-1].span.end, place.start)):
        return None
    last.name, last.named, last.spans = work.name, True, (place,)
    return last


def apposed(sentence: Sentence, one: Span, other: Span) -> bool:
    """Whether the later words only say what the earlier ones name ("Line 2, a metro of 13 km"), and list no more."""
    between, behind = sentence.between(one.end, other.start), sentence.between(other.end, sentence.end)
    return _APPOSITION.fullmatch(between) is not None and _MORE.match(behind) is None


def says_what(sentence: Sentence, one: Sighting, work: Work, place: Span) -> bool:
    """Whether a description only says what the work before it is or is made of: "the railway will be a line"."""
    between = sentence.between(one.span.end, place.start)
    named = one.project.named and not one.project.soft and work.name[:1].islower() and work.form != "reference"
    if named and (_BECOMES.fullmatch(between) or _MEASURE_OF.fullmatch(between)):
        return True
    alike = (
        one.project.kind == work.kind
        or (one.project.kind == "line" and work.kind in _LINES)
        or apposed(sentence, one.span, place)
        or (work.soft and _IS_A.fullmatch(between))
    )
    own = (work.article or not work.tail) and not (work.article and of_several(one.project))
    own = own and not (_ONE_MORE.match(work.name) and not apposed(sentence, one.span, place))
    return bool(work.form == "described" and alike and own and not separate(sentence, one.span, place))


def of_several(project: Project) -> bool:
    """Whether a project stands for several works together, none of which a later description is."""
    return _SEVERAL.match(project.name) is not None


def separate(sentence: Sentence, one: Span, other: Span) -> bool:
    """Whether two works of a kind stand in a list, and the later does not say what the earlier one is."""
    return _LISTED.fullmatch(sentence.between(one.end, other.start)) is not None and not apposed(sentence, one, other)


def distinct(sentence: Sentence, work: Work) -> bool:
    """Whether a definite work tells by its own words which one it is, though none was named before.

    So do "the interoceanic canal", "the 102-km conduit" and "the pipeline that a loan paid for".
    """
    written = sentence.text[: work.start]
    before = figure_before(written)
    if work.soft or work.kind in {REFER, "line"}:
        return False
    if _ITS.search(written) and " " in work.name and _SIZED_BEHIND.match(sentence.text, work.end):
        return True
    if _THE.search(before) is None:
        return False
    told = before != written or _RESTRICTED.match(sentence.text, work.end) is not None
    if _SIZED_BEHIND.match(sentence.text, work.end):
        return True
    return " " in work.name or (told and work.kind not in COMMON)
