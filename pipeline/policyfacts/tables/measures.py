"""What a sum of money is a sum of, in a few of the paper's own words.

Read off the words beside the sum: "a loan of $2 billion", "$2 billion in grants", "trade worth $2 billion". Nothing is
scored or decided by it; it helps a reader of ``amounts.csv``.
"""

from __future__ import annotations

import re

_REACH = 90
# Words that end a phrase, and say nothing of what a sum is of.
_STOPS = (
    r"a|an|the|of|in|to|for|from|by|at|with|and|or|but|as|is|are|was|were|be|been|being|"
    r"has|have|had|will|would|that|which|who|this|these|those|its|their|his|her|it|they|he|"
    r"she|on|over|under|about|around|nearly|almost|some|up|down|than|more|less|into|not|"
    r"no|also|only|worth|total|totalling|between|during|since|until|after|before|when|while|"
    r"reached|reach|reaches|provided|provide|gave|give|granted|granting|offered|pledged|announced|"
    r"signed|including|amounting|valued|estimated|approximately|roughly|least|most|each"
)
_WORD = r"[A-Za-zÀ-ÿ][\w’'-]*"
_PHRASE = rf"(?P<phrase>\b(?:(?!(?i:{_STOPS})\b){_WORD}\s){{0,3}}(?!(?i:{_STOPS})\b){_WORD})"
_AHEAD = re.compile(
    rf"\s(?:worth\sof|in|of|for|as)\s(?:(?:a|an|the|its|their|new|annual|additional)\s)*{_PHRASE}"
    r"|[\s-](?P<noun>(?:[a-z][\w’'-]*\s){0,2}(?:loans?|grants?|funds?|facilit(?:y|ies)|credits?|credit\slines?|"
    r"investments?|aid|package|project|deal|contract|programme|program|debt|trade|exports?|imports?))\b"
)
_BEHIND = re.compile(
    rf"{_PHRASE}\s(?:(?:that|which|has|have|had|was|were|is|are|will|would|be)\s)*(?:of|worth|totall?ing|totall?ed|"
    r"amounting\sto|amounted\sto|valued\sat|reached|reaching|exceeded|exceeding|at|to|stood\sat|cost|costs|costing)\s"
    r"(?:(?:about|around|nearly|almost|over|more\sthan|up\sto|at\sleast|some|approximately|an?|the|estimated)\s)*$"
)


def measured(text: str, start: int, end: int) -> str:
    """The words beside ``text[start:end]`` that say what the sum is of; empty where they do not."""
    before = _last_line(text[max(0, start - _REACH) : start])
    behind = _BEHIND.search(before)
    if behind:
        return _plain(behind["phrase"])
    ahead = _AHEAD.match(text, end, min(len(text), end + _REACH))
    return _plain(ahead["phrase"] or ahead["noun"]) if ahead else ""


def _last_line(text: str) -> str:
    """The part of ``text`` after its last full stop, semicolon or paragraph."""
    return re.split(r"[.;:!?]\s|\n\n", text)[-1]


def _plain(phrase: str) -> str:
    return re.sub(r"\s+", " ", phrase)
