"""Whether a mention of a work can be the subject of what its clause tells, or only hangs by another noun."""

from __future__ import annotations

import re

from policyfacts.facts.context import Sentence
from policyfacts.knowledge import compiled
from policyfacts.language.workwords import words
from policyfacts.records import Span

# "the construction of the dam" stands for the dam; "a loan for the dam" does not.
_TRANSPARENT = frozenset(
    "construction building completion rehabilitation modernisation modernization upgrade upgrading expansion extension "
    "phase section stage part stretch segment development work works renovation reconstruction half third portion leg "
    "unit units turbine line implementation installation".split()
)
_GOVERNED = re.compile(
    r"(?:(?P<head>[\w’'-]+)\s)?(?P<prep>of|for|on|in|at|to|with|from|by|under|about|into|behind|around|near|"
    r"against|over|through|than|as|towards?|via|between)\s(?:(?:the|a|an|its|this|that|their|new|old|proposed|planned|"
    r"so-called|\d+-?\w*)\s){0,3}[“\"‘]?$",
    re.IGNORECASE,
)
# "a study for the first section of the railway": what follows is said of the study.
_PAPERWORK = re.compile(
    r"\b(?:stud(?:y|ies)|surveys?|loans?|credits?|agreements?|contracts?|negotiations?|talks|tenders?|designs?|"
    r"memorand\w+|bids?)\s(?:for|on|of)\s(?:the\s)?(?:[\w–-]+\s){0,3}$"
)
_RELATIVE = re.compile(
    r"(?:\s(?:for|of|in|at|near|worth|on)\s[^,;]{0,40})?\s?(?:\([^)]*\))?,?\s(?:which|that)\b"
    r"|\s?(?:\([^)]*\))?,\s(?:first |later |formally |officially )?(?:opened|completed|built|inaugurated|"
    r"commissioned|finished|launched|"
    r"begun|started|proposed|suspended|cancelled|shelved|scrapped|abandoned|halted|mothballed|frozen|dropped|"
    r"switched on|shut|closed|revived|resumed|stalled|running|operational|energi[sz]ed|handed over|awarded|rebuilt|"
    r"under construction|still under construction)\b"
)


def is_subject(sentence: Sentence, span: Span) -> bool:
    if _RELATIVE.match(sentence.between(span.end, sentence.end)):
        return True
    before = sentence.between(sentence.start, span.start)
    if _to_do().search(before):
        return False
    match = _GOVERNED.search(before)
    if match is None:
        return True
    if (match["head"] or "").lower() not in _TRANSPARENT:
        return False
    return _PAPERWORK.search(before[: match.start("head")]) is None


@compiled
def _to_do() -> re.Pattern[str]:
    """ "a loan to widen the road was approved": the loan was."""
    return re.compile(rf"\bto\s(?:{'|'.join(sorted(words('improve')))})\s(?:(?:the|an?|its)\s)?(?:\w+\s)?$")
