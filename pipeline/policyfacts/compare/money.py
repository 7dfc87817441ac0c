"""Sums of money as intervals: what "nearly US$20 billion" and "US$5-7 billion" may mean, and whether two may be one."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

from policyfacts.compare.told import Printed, Told, number

_ABOUT = Decimal("0.1")  # how far "about" and "nearly" reach to either side
_BEYOND = Decimal("1.5")  # how far "more than" reaches up, and "up to" down, before it is another sum
_ROUND = Decimal("0.5")


@dataclass(frozen=True, slots=True)
class Sum:
    """A sum as stated: value (or both ends of a range), currency, qualifier, and the interval that it may mean."""

    value: Decimal
    value_max: Decimal
    currency: str
    qualifier: str
    low: Decimal
    high: Decimal

    @property
    def width(self) -> Decimal:
        """How inexact it is."""
        return self.high - self.low


@lru_cache(maxsize=65536)
def sum_of(fact: Told) -> Sum | None:
    """The sum that a funds row states; None where it states none."""
    value = number(fact["amount"])
    if value is None:
        return None
    return interval(value, number(fact["amount_max"]), fact["currency"], fact.printed)


def interval(value: Decimal, value_max: Decimal | None, currency: str, printed: Printed) -> Sum:
    """The interval that a stated sum may mean: its last digit is rounded, its qualifier widens it."""
    top = value if value_max is None else max(value, value_max)
    half = _ROUND * (printed.unit or _unit(value))
    low, high = value - half, top + half
    if printed.qualifier == "approximate":
        low, high = min(low, value * (1 - _ABOUT)), max(high, top * (1 + _ABOUT))
    elif printed.qualifier == "at least":
        low, high = value, max(high, top * _BEYOND)
    elif printed.qualifier == "at most":
        low, high = min(low, value / _BEYOND), top
    return Sum(value, top, currency, printed.qualifier, low, high)


def compatible(a: Sum, b: Sum) -> bool:
    """Whether two sums of one currency may be the same: either lies in the interval of the other."""
    if a.currency != b.currency:
        return False
    return _within(a, b) or _within(b, a)


def _within(a: Sum, b: Sum) -> bool:
    return b.low <= a.value and a.value_max <= b.high


def _unit(value: Decimal) -> Decimal:
    """The unit of the second digit, where the text does not tell: "20 billion" is given to the billion."""
    if not value:
        return Decimal(0)
    return Decimal(10) ** (value.adjusted() - 1)
