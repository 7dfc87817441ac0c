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
_LINKS = (
    r"of|worth|totaling|totalling|totaled|totalled|amounting\sto|amounted\sto|valued\sat|reached|reaching|"
    r"exceeded|exceeding|at|to|stood\sat|cost|costs|costing"
)
_ABOUT = r"about|around|nearly|almost|over|more\sthan|up\sto|at\sleast|some|approximately|a|an|the|estimated"
_BEHIND = re.compile(
    rf"{_PHRASE}\s(?:(?:that|which|has|have|had|was|were|is|are|will|would|be)\s)*(?:{_LINKS})\s(?:(?:{_ABOUT})\s)*$"
)
_LAST = frozenset(words.rpartition(r"\s")[2] for words in f"{_LINKS}|{_ABOUT}".split("|"))
"""The words with which ``_BEHIND`` may end: most sums have others before them, which is known at once."""


def measured(text: str, start: int, end: int) -> str:
    """The words beside ``text[start:end]`` that say what the sum is of; empty where they do not."""
    before = _last_line(text[max(0, start - _REACH) : start])
    last = before.split()[-1:]
    behind = _BEHIND.search(before) if last and last[0] in _LAST else None
    if behind:
        return _plain(behind["phrase"])
    ahead = _AHEAD.match(text, end, min(len(text), end + _REACH))
    return _plain(ahead["phrase"] or ahead["noun"]) if ahead else ""


def _last_line(text: str) -> str:
    """The part of ``text`` after its last full stop, semicolon or paragraph."""
    return re.split(r"[.;:!?]\s|\n\n", text)[-1]


def _plain(phrase: str) -> str:
    return re.sub(r"\s+", " ", phrase)
