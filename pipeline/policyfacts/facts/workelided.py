"""Milestones whose verb is not said again: "Kita was completed in 1996, Bla in 2002", "Bla followed in 2004".

The verb is that of the milestone told last, in the sentence itself or, of a work that "followed", in the one before.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from policyfacts.facts.workframes import Skeleton
from policyfacts.records import Span

_WHEN = r"(?:(?:only|finally|not\suntil|at\slast|already)\s)?(?:(?:in|on|by|from)\s)?(?:the\send\sof\s)?⟨D\d+⟩"
_AND = r"(?:,|;|\sand|,\sand|;\sand|,\swhile|,\sbut)\s"
# "..., the Bla bridge in 2014": a work and its day, and nothing else.
_VERBLESS = re.compile(
    rf"{_AND}(?:(?:of|for|on|at)\s)?(?:(?:the|its|that\sof(?:\sthe)?)\s)?⟨[SO](?P<work>\d+)⟩(?:\s\([^()]*\)|,\s[^,;⟨]{{2,30}},)?\s{_WHEN}"
    r"(?=[,;.)]|$|\sand\s|\swith\s)"
)
# "..., to Bla on 8 October", "..., the second in May": the same work further on.
_FURTHER = re.compile(
    rf"{_AND}(?P<cue>(?:then\s)?(?:(?:as\sfar\sas|up\sto|on\sto|through\sto|to)\s[A-Z][^,;⟨]{{1,40}}?|(?:from|between)\s[A-Z][^,;⟨]{{1,30}}\s(?:to|and)\s[A-Z][^,;⟨]{{1,30}}?|"
    r"(?:the|its)\s(?:second|third|fourth|fifth|sixth|other|last|next|twin|remaining\s\w+)(?:\s(?:one|unit|phase|stage|section|line|half|reactor|turbine|leg|track|berth))?))"
    rf"\s{_WHEN}(?=[,;.)]|$|\sand\s|\swith\s)"
)
_FOLLOWED = re.compile(
    r"⟨S(?P<work>\d+)⟩(?:\s?\([^()]*\))?(?:,?\s(?:of|with|at|in|near|on)\s[^;⟨]{2,60}?|,\s[^;⟨]{2,60}?,)?,?\s"
    rf"(?P<cue>(?:(?:had|has|duly|soon)\s)?(?:followed(?:\ssuit)?|came\s(?:next|after|second|third|last)|was\snext|did\s(?:so|the\ssame)|joined\sit)),?\s{_WHEN}"
)
_CAME = re.compile(rf"(?:^|[;.]\s)(?P<cue>(?:[Tt]hen|[Nn]ext)\scame)\s(?:the\s|an?\s)?⟨[SO](?P<work>\d+)⟩,?\s{_WHEN}")
# Another verb between is what is not said again.
_VERB = re.compile(r"\b(?:is|are|was|were|has|have|had|will|would|did|does)\s")
_DATE = re.compile(r"⟨D\d+⟩")
LASTING = frozenset(
    {"completed", "commissioned", "construction started", "suspended", "cancelled", "contract signed", "planned"}
)
"""What may be told of one work and, without its verb, of another."""


@dataclass(frozen=True, slots=True)
class Said:
    """A milestone, its rule and the cue that tells it, in the paper; ``work``: the index of its sighting."""

    event: str
    rule: str
    cue: Span
    work: int | None


def carried_on(frame: Skeleton, said: Sequence[Said], before: str) -> Iterator[Said]:
    """What the sentence of ``frame`` tells without a verb; ``before``: the event that the sentence before told last."""
    told = sorted((s for s in said if s.event in LASTING), key=lambda s: s.cue)
    for match in (*_VERBLESS.finditer(frame.text), *_FURTHER.finditer(frame.text)):
        last = _last(frame, told, match.start())
        between = frame.text[_position(frame, last.cue.end) : match.start() + 1] if last else ""
        if last is None or not _DATE.search(between) or _VERB.search(between):
            continue
        work = int(match["work"]) if "work" in match.re.groupindex else last.work
        group = "cue" if "cue" in match.re.groupindex else "work"
        yield Said(last.event, f"{last.rule}+elided", _span(frame, match, group), work)
    for match in (*_FOLLOWED.finditer(frame.text), *_CAME.finditer(frame.text)):
        last = _last(frame, told, match.start())
        event = last.event if last else before
        if event:
            yield Said(event, "followed", _span(frame, match, "cue"), int(match["work"]))


def _last(frame: Skeleton, told: Sequence[Said], position: int) -> Said | None:
    return next((s for s in reversed(told) if s.cue.end <= frame.offset(position)), None)


def _position(frame: Skeleton, offset: int) -> int:
    """Where in the skeleton what stands at ``offset`` of the paper begins."""
    return next((i for i, start in enumerate(frame.starts) if start >= offset), len(frame.text))


def _span(frame: Skeleton, match: re.Match[str], group: str) -> Span:
    """What stands at a group of ``match`` in the paper; of a token, the words that it stands for."""
    start, end = match.span(group)
    if group == "work":
        start, end = frame.text.rindex("⟨", 0, start), end + 1
        return Span(frame.offset(start), frame.offset(end))
    return Span(frame.offset(start), frame.offset(end - 1) + 1)
