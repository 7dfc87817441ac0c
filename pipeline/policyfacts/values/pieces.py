"""A number with the currency beside it, as it stands in a text, and what about it keeps it from being an amount."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from decimal import Decimal

from policyfacts.limits import LARGEST_SUM
from policyfacts.values.numerals import labelled

BROKEN = "a number that could not be read whole"
BEYOND = "a figure that is larger than any sum of money"
BELOW_ZERO = "a sum with a minus before it"

YEAR_LIKE = re.compile(r"(?:19|20)\d\d")
_GROUPED = re.compile(r"\d{1,3}(?:[,'’ \u00a0\u202f\u2009]\d{2,3})+(?:\.\d+)?")
_SET_APART = re.compile(r"(?<![\w.,/$€£¥-])\d{1,3} $")
_SCALED_BEFORE = re.compile(r"[0-9][ ]?[A-Za-z]*(?:illion|housand|rore|akh)[ ]$")
_MINUS = re.compile(r"(?:(?:^|[\s(])[-\u2212\u2013]|\b(?:minus|negative)[ ])$", re.IGNORECASE)
_RUNS_ON = re.compile(r"(?:\d|illion|housand|\d[a-zA-Z]{1,2})\s*[-\u2212\u2013]$")
_LOOK_BACK = 24


@dataclass(frozen=True, slots=True)
class Sum:
    """A number at ``text[start:end]``, with the currency beside it where there is one (``code``).

    ``digits`` is the number as written; ``top`` is the upper end of a range, in whole units; ``more`` says that a plus
    stands behind the number; ``lent`` that scale or currency are told elsewhere in a list; ``whole`` that nothing
    of it is left beside it. Where ``unread`` gives a reason, the sum is no amount.
    """

    start: int
    end: int
    number: Decimal
    factor: Decimal
    digits: str
    code: str = ""
    leading: bool = False  # the currency stands before the number
    top: Decimal | None = None
    more: bool = False
    lent: bool = False
    whole: bool = True
    unread: str = ""

    @property
    def value(self) -> Decimal:
        return self.number * self.factor

    @property
    def too_large(self) -> bool:
        return max(self.value, self.top or 0) >= LARGEST_SUM

    @property
    def in_words(self) -> bool:
        return not self.digits[:1].isdigit()

    @property
    def year_like(self) -> bool:
        return YEAR_LIKE.fullmatch(self.digits) is not None

    @property
    def sized(self) -> bool:
        """Whether the number is written as sums are, with a scale word or its thousands set apart."""
        return self.factor > 1 or _GROUPED.fullmatch(self.digits) is not None


def faulty(text: str, s: Sum) -> Sum:
    """``s``, or what is unread where a minus or a piece of its number stands before it ("1 7 million dollars")."""
    apart = None if s.leading or s.in_words else _SET_APART.search(text, max(0, s.start - 5), s.start)
    if apart and not labelled(text, apart.start()):
        return replace(s, start=apart.start(), unread=BROKEN)
    back = max(0, s.start - _LOOK_BACK)
    if not s.leading and _SCALED_BEFORE.search(text, back, s.start):
        return replace(s, unread=BROKEN)  # "2 million 500 dollars"
    minus = _MINUS.search(text, back, s.start)
    if minus is None or _RUNS_ON.search(text, back, s.start):
        return s
    return replace(s, start=s.start - len(minus[0].lstrip(" \n(")), unread=BELOW_ZERO)
