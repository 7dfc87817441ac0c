"""A promise told as a noun with what is promised behind it: "the pledge by Norway to provide $2 million"."""

from __future__ import annotations

import re
from dataclasses import dataclass

from policyfacts.facts.money.lines import Line
from policyfacts.facts.parties import Party
from policyfacts.frames import Frame
from policyfacts.records import Span

_PROMISE = re.compile(
    r"\b(?P<noun>(?:pledge|promise|commitment|offer|undertaking)s?)(?P<by>\s(?:by|from|of)\s[^;.]{2,80}?)?"
    r"\sto\s(?:(?:each|also|jointly|together)\s)?$",
    re.IGNORECASE,
)
_OWNED = re.compile(r"[’']s?\s(?:[\w-]+\s){0,3}$")


@dataclass(frozen=True, slots=True)
class Promise:
    """The noun of a promise, and who makes it where its own words tell."""

    span: Span
    giver: Party | None


def promise_of(line: Line, frame: Frame) -> Promise | None:
    """The promise whose content the verb of ``frame`` tells, if its words stand right before it."""
    start = line.sentence.start
    words = line.between(start, frame.start)
    match = _PROMISE.search(words)
    while match and (nearer := _PROMISE.search(words, match.end("noun"))):
        match = nearer
    if match is None or frame.form == "nominal":
        return None
    span = Span(start + match.start("noun"), start + match.end("noun"))
    low, high = start + match.start("by"), start + match.end("by")
    behind = [p for p in line.parties if match["by"] and low <= p.start < high]
    before = [p for p in line.parties if p.end <= span.start and _OWNED.fullmatch(line.between(p.end, span.start))]
    return Promise(span, next(iter((*behind, *before)), None))
