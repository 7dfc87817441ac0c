"""Sentences of a passage, by rule.

One splitter serves every later stage, with a parser or without, so that a fact's quote never depends on what is
installed. It knows the abbreviations of policy papers, so that "the U.S. Congress", "Co. Ltd." and "No. 5" stay whole,
and it splits where a space was lost in print ("in 2025.The").
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from policyfacts.records import Span

# After these a full stop does not end a sentence, whatever follows.
_NEVER_LAST = frozenset(
    (
        "mr mrs ms dr prof gen col maj capt lt sgt hon rev messrs h.e st mt vs cf e.g i.e eg ie viz approx ca "
        "c fig figs tab eq no nos art arts para paras sec ch vol p pp ed eds al op cit ibid dept gov sen rep "
        "amb sq est avg min max incl excl resp esp"
    ).split()
)
# Nor after a currency before its figure: "Rs. 5,591 crore".
_MONEY = frozenset("rs tk sh shs ksh kshs ush tsh fr frs kr dh dhs rp rm lm birr le re".split())
# After these it does not if the next word could go on with the same name.
_SELDOM_LAST = frozenset(
    (
        "u.s u.k u.n e.u u.s.a u.a.e p.r d.c inc ltd co corp bros plc jan feb mar apr jun jul aug sep sept "
        "oct nov dec a.m p.m etc"
    ).split()
)
# Nor after these before a figure: "Rs. 5,591 crore".
_BEFORE_FIGURES = frozenset("rs tk frs fr shs sh kshs ushs dh dhs kr sk fcfa nu pk le".split())
_STARTERS = frozenset(
    (
        "the a an in on at by for from to this that these those it its he she they their we our however "
        "moreover furthermore in addition meanwhile while although as after before since during when both all "
        "some many most such under according there here his her but and so yet thus therefore also finally "
        "first second third"
    ).split()
)

_BOUNDARY = re.compile(
    r"(?P<stop>[.!?…]|[.!?]{2,3})(?P<close>[\"'”’»)\]]*)(?P<space>\s+)(?=[\"'“‘«(\[]*[A-Z0-9À-ÖØ-ÞĀ-ſА-Я€$£¥])"
    r"|(?<=[a-z0-9)])(?P<glued>\.)(?=(?:The|In|This|It|On|At|However|These|For|Since|As)\b)"
    r"|(?P<semi>;)\s+(?=\([a-z]\)\s)"
)
_LAST_WORD = re.compile(r"([A-Za-z][A-Za-z.]*|[^\W\d_]\.?)$")
_NEXT_WORD = re.compile(r"[\"'“‘«(\[]*([^\W_][\w'’-]*)")


def sentences(text: str) -> Iterator[Span]:
    """The sentences of ``text``, as half-open ranges without the white space between them.

    ``text`` is one passage: a blank line in it ends a sentence too.
    """
    begin = 0
    for match in _BOUNDARY.finditer(text):
        if match["stop"] and not match["close"] and _runs_on(text, match):
            continue
        end = match.end("close") if match["stop"] else match.end()
        if match["stop"] and match["close"] and ")" in match["close"] and text.rfind("(", begin, end) <= begin:
            # "(It was signed.) Then ..." is a sentence; "(U.S.) forces" is not.
            previous = _LAST_WORD.search(text, begin, match.start("stop"))
            if previous and previous[1].lower() in _SELDOM_LAST:
                continue
        yield from _trimmed(text, begin, end)
        begin = end
    yield from _trimmed(text, begin, len(text))


def _runs_on(text: str, match: re.Match[str]) -> bool:
    """Whether the stop at ``match`` belongs to an abbreviation or an initial, and the sentence goes on."""
    if match["stop"] != ".":
        return False
    before = _LAST_WORD.search(text[max(0, match.start() - 20) : match.start()])
    if before is None:
        return False
    word = before[1].lower()
    if word in _MONEY and text[match.end() : match.end() + 1].isdigit():
        return True
    if word in _NEVER_LAST:
        return not (word == "no" and not text[match.end() : match.end() + 1].isdigit())
    if word in _BEFORE_FIGURES:
        return text[match.end() : match.end() + 1].isdigit()
    following = _NEXT_WORD.match(text, match.end())
    lowered = following[1].lower() if following else ""
    if word in _SELDOM_LAST:
        return lowered not in _STARTERS
    # A single capital is an initial ("J. Smith"), unless a new sentence plainly begins.
    return len(word) == 1 and before[1].isupper() and lowered not in _STARTERS


def _trimmed(text: str, start: int, end: int) -> Iterator[Span]:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    if start < end:
        yield Span(start, end)
