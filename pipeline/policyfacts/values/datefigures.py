"""Dates all in figures: ``03/04/2018``, ``3-5.5.2017``, ``04/2017``, ``2008-9``; and which is first, day or month."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from functools import lru_cache
from typing import Literal

from policyfacts.values.datepart import Part, point
from policyfacts.values.datewords import short_year

DayOrder = Literal["day first", "month first", ""]

_NUMERIC = re.compile(r"(?<![\w/.-])(\d{1,2})([/.-])(\d{1,2})\2(?:(?:19|20)\d\d|(?<=\d\d/\d\d/)\d\d)(?![\d/])")


@lru_cache(maxsize=16)
def day_order(text: str) -> DayOrder:
    """How dates in figures stand in ``text``: told by those that can only be read one way; empty without any."""
    firsts: Counter[DayOrder] = Counter()
    for first, _, second in (match.groups() for match in _NUMERIC.finditer(text)):
        if 12 < int(first) <= 31 and 1 <= int(second) <= 12:
            firsts["day first"] += 1
        elif 12 < int(second) <= 31 and 1 <= int(first) <= 12:
            firsts["month first"] += 1
    if firsts["day first"] == firsts["month first"]:
        return ""
    return max(firsts, key=firsts.__getitem__)


def read_figures(match: re.Match[str], order: DayOrder) -> Iterator[Part]:
    """A date all in figures, or a span that shares month or year: ``03/04/2018``, ``3-5.5.2017``."""
    spanned = match.lastgroup == "numspan"
    first, joint, second, year = match.group(*(("sc", "ss", "sd", "sy") if spanned else ("na", "ns", "nb", "ny")))
    numbers, which = (int(first), int(second)), int(year) if len(year) == 4 else short_year(year)
    # Where the paper does not tell, slashes are American and dots and hyphens European.
    american = (joint == "/" and order != "day first") or (joint == "-" and order == "month first")
    if spanned and not match["sb"]:
        american = False  # "14-16/10/2013": days, then their month
    american = numbers[1] > 12 or (american and numbers[0] <= 12)
    month, day = numbers if american else numbers[::-1]
    value = point(which, month, day)
    if month and day and value:
        opened = ""
        if spanned:
            ahead, after = int(match["sa"]), int(match["sb"] or 0)
            start = (ahead, after) if american else (after or month, ahead)
            opened = f"{point(which - (start > (month, day)), *start)}/"
            if opened == "/":
                return
        yield Part(match.start(), match.end(), "day", opened + value, month, day, year=which)


def read_numbered(match: re.Match[str]) -> Iterator[Part]:
    if match["nj"] == "/" or len(match["nm"]) == 2:
        year, month = int(match["nmy"]), int(match["nm"])
        yield Part(match.start(), match.end(), "numbered", point(year, month, 0), month, year=year)


def read_year(match: re.Match[str]) -> Iterator[Part]:
    text = match["year"].rstrip("'’")
    end, first, tail = match.start() + len(text), int(text[:4]), match["ye"] or match["ye1"]
    if not tail:
        yield Part(match.start(), end, "year", f"{first:04}", year=first)
        return
    last = int(text[: 4 - len(tail)] + tail) if len(tail) < 4 else int(tail)
    if tail == "00" and first % 100 == 99:
        last = first + 1
    joint = (match["yj"] or match["yj1"]).strip()
    if joint == "/" and first > 2060:  # "2074/75" is told in another calendar
        return
    if last == first + 1:
        kind = "numbered" if len(tail) == 1 and joint == "/" else "years"
        yield Part(match.start(), end, kind, f"{first:04}/{last:04}", year=first)
    elif joint != "/" and len(tail) > 1 and last > first and (len(tail) == 2 or last - first < 200):
        yield Part(match.start(), end, "years", f"{first:04}/{last:04}", year=first)
    elif joint in {"-", "/"} and len(tail) == 2 and 1 <= int(tail) <= 12:
        kind = "numbered" if joint == "/" else "month"
        yield Part(match.start(), end, kind, f"{first:04}-{tail}", int(tail), year=first)
