"""One date as it is written: the record that readers of pieces make and that lists and spans are put together from."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Part:
    """One date as written, at ``text[start:end]``.

    ``value`` is its EDTF where it needs nothing more. Otherwise ``month``, ``day`` (``last_day`` for a range of days)
    or ``division`` (an EDTF code from 21 to 41; ``last_division`` for a range) wait for a year. ``kind`` names the
    piece it comes from.
    """

    start: int
    end: int
    kind: str
    value: str = ""
    month: int = 0
    day: int = 0
    last_day: int = 0
    last_month: int = 0
    division: int = 0
    last_division: int = 0
    year: int = 0

    @property
    def partial(self) -> bool:
        """Whether the year is missing."""
        return not self.value

    def in_year(self, year: int) -> str:
        """The EDTF value, if the year is ``year``; empty where there is no such day."""
        if self.division:
            first = f"{year:04}-{self.division}"
            return f"{first}/{year:04}-{self.last_division}" if self.last_division else first
        first = point(year, self.month, self.day)
        if self.last_month:
            return f"{first}/{point(year, self.last_month, 0)}"
        if self.last_day:
            last = point(year, self.month, self.last_day)
            return f"{first}/{last}" if first and last and self.last_day > self.day else first
        return first


def point(year: int, month: int, day: int) -> str:
    if not month:
        return f"{year:04}"
    if not day:
        return f"{year:04}-{month:02}"
    return f"{year:04}-{month:02}-{day:02}" if 0 < month <= 12 and day <= monthrange(year, month)[1] else ""


def one_day(match: re.Match[str], year: int, month: int, day: int) -> Iterator[Part]:
    """A single whole day, if there is one."""
    value = point(year, month, day) if year else ""
    if value or not year:
        yield Part(match.start(), match.end(), "day", value, month, day, year=year)


def whole(match: re.Match[str], kind: str, value: str) -> Part:
    return Part(match.start(), match.end(), kind, value)
