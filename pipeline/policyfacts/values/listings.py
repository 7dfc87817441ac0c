"""Sums that share what is told once: "$5, 7 and 12 million", "10 or 20 million yuan", "5 million euros to Ghana and 6
million to Togo", "USD 5.5 (EUR 5) million".

Scale words are lent to numbers of the same size; a currency to numbers that the grammar of the list sets beside it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from policyfacts.values.numbers import scales
from policyfacts.values.numerals import labelled
from policyfacts.values.pieces import BROKEN, Sum, faulty

_COMMA = re.compile(r"[ ]*,[ \n]*")
_LAST = re.compile(r"[ ]*,?[ \n]*(?<=[ \n])(?:and|or)[ \n]+")
_LISTED = re.compile(rf"{_LAST.pattern}|{_COMMA.pattern}")
_TO = re.compile(r"[ \n]+to[ \n]+")
_FROM = re.compile(r"\bfrom[ \n]+(?:\w+[ \n]+)?$", re.IGNORECASE)
_OF_WHOLE = re.compile(
    r"[ \n]+(?:out[ \n]+)?of[ \n]+(?:(?:the|its|a|an|that|this|their)[ \n]+)?(?:(?:total|committed)[ \n]+)?"
)
_PART = re.compile(r"[ ]*,[ \n]*(?:(?:and|with|or)[ \n]+)?(?:about[ \n]+|over[ \n]+)?|[ \n]+(?:and|with)[ \n]+")
_OF_WHICH = re.compile(r"[ \n]+of[ \n]+(?:which|this|that|it)\b")
_RESPECTIVELY = re.compile(r"[^.;]{0,120}\brespectively\b")
# What the last number of a list counts, if it counts things: "$5 and 7 million people".
_COUNTED = re.compile(
    r"[ -]\n?(?:[a-z-]+[ ]){0,2}?(?:people|men|women|children|(?!(?:was|is|has|as)\b)[a-z-]*[a-z]s)\b|%"
)
_CLOSED = re.compile(r"[ ]?(?:[.,;:)\]]|\n|$)|[ \n](?:and|or|in|to|for|from|by|respectively|were|was|at|on)\b")
_GIVEN = re.compile(
    r"[ \n](?P<way>(?:to|for|from|by)(?=[ \n]\w)|in(?=[ \n](?:the[ ])?[A-Z0-9]))[ \n][\w' -]{1,40}(?:,|,?[ \n]and)[ \n]"
)
_GIVEN_BEHIND = re.compile(r"[ \n](?P<way>to|for|from|by|in(?=[ \n](?:the[ ])?[A-Z0-9]))[ \n]")
_CLOSING = re.compile(r"\)")
_BRACKET = re.compile(r"[ ]?\(")
_SAME_SIZE = (Decimal("0.05"), Decimal(20))


def listed(text: str, found: Sequence[Sum], scale: re.Pattern[str]) -> list[Sum]:
    """``found``, each with the scale and the currency that its neighbours lend it; ``scale`` matches scale words."""
    done = list(found)
    for index in range(len(done) - 1):
        _share(text, done, index, scale)
    for index in range(len(done) - 1, 0, -1):
        done[index - 1] = _lent(text, done[index - 1], done[index])
    before: Sum | None = None
    for index, s in enumerate(done):
        if before and before.code and not s.code and s.factor > 1 and _goes_with(text, before, s):
            done[index] = replace(s, code=before.code, lent=True)
        if s.code or not s.year_like:
            before = done[index]
    return done


def _share(text: str, found: list[Sum], index: int, scale: re.Pattern[str]) -> None:
    """Lend what a list that begins at ``index`` tells at its front (currency) and at its end (scale)."""
    first, second = found[index], found[index + 1]
    if not first.code or first.unread or first.top is not None:
        return
    closing = _CLOSING.match(text, second.end)
    if (
        second.code
        and first.factor == second.factor == 1
        and closing
        and _BRACKET.fullmatch(text[first.end : second.start])
    ):
        if behind := scale.match(text, closing.end()):
            factor = scales().factor(behind[0])
            found[index], found[index + 1] = (
                replace(first, factor=factor, lent=True),
                replace(second, factor=factor, lent=True),
            )
        return
    if first.factor == 1 and not second.whole and _joins(text, first, second):
        found[index] = replace(first, unread=BROKEN)  # "$5 and 7 million2": the scale of both is lost
        return
    end = _end_of_list(text, found, index) if first.leading or first.factor > 1 else index
    last = found[end]
    for place in range(index, end + 1):
        one = found[place]
        factor = last.factor if one.factor == 1 else one.factor
        found[place] = replace(one, code=first.code, factor=factor, lent=True)


def _end_of_list(text: str, found: Sequence[Sum], index: int) -> int:
    """Where the list ends of whose numbers only the first, at ``index``, has a currency; ``index`` where none does."""
    stop = index
    while stop + 1 < len(found) and _joins(text, found[stop], found[stop + 1]):
        stop += 1
    for end in range(stop, index, -1):
        last, joint = found[end], text[found[end - 1].end : found[end].start]
        if last.factor == 1 or _COUNTED.match(text, last.end):
            continue
        if not (_LAST.fullmatch(joint) or _falls(text, found[end - 1], last)):
            continue
        inner = found[index:end]
        if all(one.factor == 1 and _plain(one) and _same_size(one, last) for one in inner):
            return end
        if all(one.factor == last.factor for one in inner) and (_glued(text, last) or _CLOSED.match(text, last.end)):
            return end
    return index


def _joins(text: str, before: Sum, s: Sum) -> bool:
    joint = text[before.end : s.start]
    return not s.code and not s.unread and (_LISTED.fullmatch(joint) is not None or _falls(text, before, s))


def _lent(text: str, s: Sum, after: Sum) -> Sum:
    """``s`` with what it takes from the sum right after it, which may have taken it from the next."""
    joint = text[s.end : after.start]
    if not after.code or after.factor == 1 or not after.number or s.unread:
        return s
    if not s.code and s.factor > 1:
        shared = _OF_WHOLE.fullmatch(joint) or (not after.leading and _LISTED.fullmatch(joint))
        return faulty(text, replace(s, code=after.code, lent=True)) if shared else s
    if s.factor != 1 or not _plain(s) or not _same_size(s, after):
        return s
    falls = _falls(text, s, after)
    if s.code:
        same = s.code == after.code and (_LISTED.fullmatch(joint) or falls)
        return replace(s, factor=after.factor, lent=True) if same else s
    if after.leading or (s.in_words and not after.in_words) or labelled(text, s.start) or s.year_like:
        return s
    if _LAST.fullmatch(joint) or falls or (after.lent and _COMMA.fullmatch(joint)):
        return faulty(text, replace(s, factor=after.factor, code=after.code, lent=True))
    return s


def _goes_with(text: str, before: Sum, s: Sum) -> bool:
    """Whether ``s`` is told like the sum before it: "5m euros to Ghana, 6 million to Togo"."""
    joint = text[before.end : s.start]
    if _OF_WHICH.match(text, s.end) and _PART.fullmatch(joint):
        return True
    given = _GIVEN.fullmatch(joint) if before.factor > 1 else None
    told = _GIVEN_BEHIND.match(text, s.end) if given else None
    return given is not None and told is not None and told["way"] == given["way"]


def _falls(text: str, first: Sum, last: Sum) -> bool:
    """Whether the two are told as a change downwards: "from 10 to 8 million"."""
    if not _TO.fullmatch(text[first.end : last.start]) or first.number <= last.number:
        return False
    return _FROM.search(text, max(0, first.start - 30), first.start) is not None


def _glued(text: str, s: Sum) -> bool:
    """Whether a short scale word stands right at the number: "12m"."""
    return text[s.end - 1].isalpha() and text[s.start : s.end].isascii() and " " not in text[s.start : s.end]


def _plain(s: Sum) -> bool:
    return len(s.digits) <= 5 and "," not in s.digits


def _same_size(s: Sum, other: Sum) -> bool:
    return bool(other.number) and _SAME_SIZE[0] <= s.number / other.number <= _SAME_SIZE[1]
