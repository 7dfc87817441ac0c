"""Running totals: the sum to which what was told before adds up, and which nobody gives anew."""

from __future__ import annotations

import re

from policyfacts.facts.money.lines import Line
from policyfacts.records import Span

_ADDS_UP = re.compile(
    r"\b(?P<verb>(?:brings?|bringing|brought|tak(?:es?|ing)|took|"
    r"(?:doubl|rais|increas)(?:es|ed|ing)(?=[^;]{0,30}\b(?:total|cumulative|overall)\b)))\s"
    r"(?=[^;]{0,140}\b(?:totals?|cumulative|overall|combined|contributions?|assistance|aid|support|funding|commitments?|"
    r"investments?|donations?)\b)[^;]{1,160}?\s(?:up\s)?to\s"
    r"(?:(?:nearly|about|over|more|than|almost|some|approximately|around|roughly|at|least|well|an?|total|of|estimated)\s)*$",
    re.IGNORECASE,
)


def added_up(line: Line, index: int) -> Span | None:
    """The verb that makes sum number ``index`` a running total: "which brings our aid to Togo to $2 million".

    ``None`` where somebody raises it by his own doing: "Norway brought its pledge to $2 million".
    """
    start = line.sums[index - 1].end if index else line.sentence.start
    match = _ADDS_UP.search(line.between(start, line.sums[index].start))
    if match is None:
        return None
    verb = Span(start + match.start("verb"), start + match.end("verb"))
    before = (line.between(p.end, verb.start).strip() for p in line.parties if p.end <= verb.start)
    raised = any(words in {"", "has", "had", "will"} for words in before)
    return None if raised and match["verb"].lower() != "bringing" else verb
