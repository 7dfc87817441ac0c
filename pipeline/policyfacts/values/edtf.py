"""Dates in EDTF (ISO 8601-2): are they well formed, which days do they cover, does one lie within another.

Level 1 with level 2's divisions of a year: seasons (21-32), quarters (33-36), thirds (37-39), halves (40, 41). Years
run from 0001 to 9999. Written here rather than taken from the ``edtf`` package, which costs 0.15 s to import; the
tests hold the two against each other.
"""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date
from functools import lru_cache
from typing import Literal

Precision = Literal["day", "month", "season", "quarter", "third", "half", "year", "decade", "century", "span"]

_POINT = re.compile(
    r"""(?P<year>\d{4}|\d{3}X|\d{2}XX|\d{1}XXX)
        (?:-(?P<part>\d\d|XX)(?:-(?P<day>\d\d|XX))?)?
        [?~%]?""",
    re.VERBOSE,
)
_THIRD, _HALF = 37, 40
_MONTHS = 12
# First month and number of months of each division of a year. Winter begins in December; the season without a
# hemisphere is taken as the northern one.
_DIVISIONS: dict[int, tuple[int, int]] = {
    **{season: (3 + 3 * index, 3) for base in (21, 25) for index, season in enumerate(range(base, base + 4))},
    **{29: (9, 3), 30: (12, 3), 31: (3, 3), 32: (6, 3)},
    **{33 + index: (1 + 3 * index, 3) for index in range(4)},
    **{_THIRD + index: (1 + 4 * index, 4) for index in range(3)},
    **{_HALF + index: (1 + 6 * index, 6) for index in range(2)},
}


def is_valid(edtf: str) -> bool:
    """Whether ``edtf`` is a date or a span that exists: ``2018-02-30`` and ``2019/2017`` do not."""
    return _bounds(edtf) is not None


def bounds(edtf: str) -> tuple[date, date]:
    """The first and the last day that ``edtf`` may mean.

    An open end (``..`` or nothing) is ``date.min`` or ``date.max``. ``~``, ``?`` and ``%`` do not widen the bounds.
    Raises ``ValueError`` where ``edtf`` is not valid.
    """
    found = _bounds(edtf)
    if found is None:
        raise ValueError(f"{edtf!r} is not an EDTF date; write it as 2018, 2018-05, 2018-05-08 or 2018/2020.")
    return found


def contains(outer: str, inner: str) -> bool:
    """Whether every day of ``inner`` lies within ``outer``: 2016 contains 2016-11-17. Each date contains itself."""
    if outer == inner:
        return True
    wide, narrow = _bounds(outer), _bounds(inner)
    return wide is not None and narrow is not None and wide[0] <= narrow[0] and narrow[1] <= wide[1]


def precision(edtf: str) -> Precision:
    """How exactly ``edtf`` names a time. Raises ``ValueError`` where it is not valid."""
    bounds(edtf)
    if "/" in edtf:
        return "span"
    year, _, rest = edtf.rstrip("?~%").partition("-")
    if not rest or rest.startswith("XX"):
        return {0: "year", 1: "decade"}.get(year.count("X"), "century")  # type: ignore[return-value]
    part, _, day = rest.partition("-")
    if day:
        return "month" if day == "XX" else "day"
    code = int(part)
    if code <= _MONTHS:
        return "month"
    if code < 33:
        return "season"
    return "quarter" if code < _THIRD else "third" if code < _HALF else "half"


@lru_cache(maxsize=4096)
def _bounds(edtf: str) -> tuple[date, date] | None:
    if "/" not in edtf:
        return _point(edtf)
    head, tail = edtf.split("/", 1)
    if head in {"", ".."} and tail in {"", ".."}:
        return None
    start = (date.min, date.min) if head in {"", ".."} else _point(head)
    end = (date.max, date.max) if tail in {"", ".."} else _point(tail)
    if start is None or end is None or start[0] > end[1]:
        return None
    return start[0], end[1]


def _point(edtf: str) -> tuple[date, date] | None:
    match = _POINT.fullmatch(edtf)
    if match is None:
        return None
    year, part, day = match["year"], match["part"], match["day"]
    first, last = int(year.replace("X", "0")) or 1, int(year.replace("X", "9"))
    if last == 0:
        return None
    if part is None or (part == "XX" and day in {None, "XX"}):
        return date(first, 1, 1), date(last, 12, 31)
    if part == "XX" or "X" in year:
        return None
    return _part(first, int(part), day)


def _part(year: int, part: int, day: str | None) -> tuple[date, date] | None:
    if part in _DIVISIONS and day is None:
        month, length = _DIVISIONS[part]
        last = month + length - 1
        closing = (year + (last - 1) // _MONTHS, (last - 1) % _MONTHS + 1)
        if closing[0] > date.max.year:
            return None
        return date(year, month, 1), date(*closing, monthrange(*closing)[1])
    if not 1 <= part <= _MONTHS:
        return None
    length = monthrange(year, part)[1]
    if day is None or day == "XX":
        return date(year, part, 1), date(year, part, length)
    return (date(year, part, int(day)),) * 2 if 1 <= int(day) <= length else None
