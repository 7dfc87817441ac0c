"""Dates as they are written, piece by piece, before they are joined into lists and spans.

``values.datepattern`` finds every piece (``18-19 May 2023``, ``Q3 2021``, ``the 1970s``, a bare ``July``); here each
becomes one or more ``Part`` records. A part without a year is partial: a neighbour, or an anchor elsewhere, completes
it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from itertools import chain

from policyfacts.values.datefigures import day_order, read_figures, read_numbered, read_year
from policyfacts.values.datepart import Part, one_day, point, whole
from policyfacts.values.datepattern import BEGINS, CODE, DASH, DAY, IN_FIGURES, IN_WORDS, MONTHS, ORDINAL
from policyfacts.values.datewords import (
    COUNTS,
    DECADES,
    ORDINALS,
    SEASON,
    SEASONS,
    century_number,
    month_number,
    nth_number,
    short_year,
    year_number,
)

_DATED = re.compile(
    r"(?:^|\n|[(,;:]|\b(?:on|of|the|from|to|until|till|since|by|before|after|and|dated|vom))[ \u00a0]*$"
)
_TOGETHER = re.compile(rf"to|until|till|through|thru|/|{DASH}")
_OWNED = re.compile(r"[ \n]+(?!(?:and|or|to|was|were|is|are|in|of|on|at|as|the|when|that|with|but|saw|had)\b)[^\W\d]")


def parts(text: str, whole: str = "") -> Iterator[Part]:
    """Every piece of a date in ``text``, in order. Bare years are not yet judged by what surrounds them.

    ``whole`` is the paper's text: it tells how days and months stand in figures (see ``day_order``).
    """
    free = 0
    for start in chain((0,), (begin.end() for begin in BEGINS.finditer(text))):
        # A number behind a slash is half of something ("A/79/811"), unless a date ends before the slash.
        if start < free or ((start - 1 != free or not free) and _slashed(text, start)):
            continue
        figures = text[start : start + 1].isdigit()
        match = (IN_FIGURES if figures else IN_WORDS).match(text, start)
        if match is None or (figures and match["dot"] and not _DATED.search(text[max(0, start - 12) : start])):
            continue
        form = match.lastgroup or ""
        if form in {"numeric", "numspan"}:
            yield from read_figures(match, day_order(whole or text))
        else:
            yield from _READERS[form](match)
        free = match.end()


def _slashed(text: str, start: int) -> bool:
    return start > 1 and text[start - 1] == "/" and (text[start - 2].isalnum() or text[start - 2] == "_")


def _list(match: re.Match[str], group: str, item: str) -> list[list[tuple[int, int, str]]]:
    """The items of a joined list, ranges grouped together: ``2-3 and 5`` gives ``[[2, 3], [5]]`` with their places."""
    found: list[list[tuple[int, int, str]]] = []
    begin, text = match.start(group), match[group]
    end = 0
    for one in re.finditer(item, text):
        here = (begin + one.start(), begin + one.end(), one[0])
        joint = text[end : one.start()].strip().removesuffix("the").rstrip()
        if found and _TOGETHER.fullmatch(joint):
            found[-1].append(here)
        else:
            found.append([here])
        end = one.end()
    return found


def _days(match: re.Match[str], days: str, month: str, year: int) -> Iterator[Part]:
    groups = _list(match, days, DAY)
    number = month_number(match[month])
    for index, group in enumerate(groups):
        first, last = (int(re.sub(r"\D", "", group[at][2])) for at in (0, -1))
        start = match.start() if index == 0 else group[0][0]
        end = match.end() if index == len(groups) - 1 else group[-1][1]
        part = Part(start, end, "day", month=number, day=first, last_day=last if len(group) > 1 else 0, year=year)
        value = part.in_year(year) if year else ""
        if year and not value:  # no such day: a misprint, of which the month is still told
            if index == len(groups) - 1:
                yield Part(match.start(month), end, "month", f"{year:04}-{number:02}", number, year=year)
            continue
        yield Part(start, end, "day", value, number, first, part.last_day, year=year)


def _year_of(match: re.Match[str], full: str, short: str = "") -> int:
    """The year in the group ``full`` or, of two digits, ``short``; 0 where none is told."""
    if match[full]:
        return int(match[full])
    return short_year(match[short]) if short and match[short] else 0


def _read_months(match: re.Match[str]) -> Iterator[Part]:
    year = _year_of(match, "y3", "y3s")
    groups = _list(match, "m3", MONTHS)
    for index, group in enumerate(groups):
        end = group[-1][1] if index < len(groups) - 1 else match.end() if year else _undotted(match)
        first, last = month_number(group[0][2]), month_number(group[-1][2])
        part = Part(group[0][0], end, "month", month=first, last_month=last if last > first else 0, year=year)
        value = part.in_year(year) if year else ""
        if year and last < first:
            value = f"{year - 1:04}-{first:02}/{year:04}-{last:02}"
        yield Part(part.start, end, "month", value, first, last_month=part.last_month, year=year)


def _undotted(match: re.Match[str]) -> int:
    """Where a month without a year ends: the dot after "Sept." belongs to it, that after "June." ends a sentence."""
    name = match[0].rstrip(".")
    full = len(re.split(r"\W", name)[-1]) > 4 or name.lower().endswith(("may", "june", "july"))
    return match.start() + len(name) if full else match.end()


def _division(unit: str, ordinal: int) -> int:
    halves = unit.lower().startswith(("h", "sem"))
    last = 2 if halves else 4
    number = last if ordinal == -1 else ordinal
    return (39 if halves else 32) + number if number <= last else 0


def _divided(match: re.Match[str], codes: list[list[tuple[int, int, int]]], year: int) -> Iterator[Part]:
    """Parts of a year, from groups of ``(start, end, EDTF code)``; a group of several is a range."""
    for index, group in enumerate(codes):
        start = match.start() if index == 0 else group[0][0]
        end = match.end() if index == len(codes) - 1 else group[-1][1]
        first, last = group[0][2], group[-1][2]
        if not first or not last:
            continue
        part = Part(start, end, "division", division=first, last_division=last if len(group) > 1 else 0, year=year)
        value = part.in_year(year) if year else ""
        if value and last == 21 and first == 24:  # winter begins in the year before its spring
            value = f"{year - 1:04}-{first}/{year:04}-{last}"
        kind = "season" if first < 33 else "division"
        yield Part(start, end, kind, value, division=first, last_division=part.last_division, year=year)


def _read_part(match: re.Match[str]) -> Iterator[Part]:
    count = {"two": 2, "three": 3}.get(match["pn"] or "", 0)
    if not count:
        found = _list(match, "po", ORDINAL)
        codes = [[(a, b, _division(match["pu"], ORDINALS[word.lower()])) for a, b, word in group] for group in found]
        yield from _divided(match, codes, _year_of(match, "y4"))
    elif match["y4"] and match["pu"].startswith("q") and match["po"].lower() in {"first", "last"}:
        year, first = match["y4"], 1 if match["po"].lower() == "first" else 13 - 3 * count
        yield whole(match, "division", f"{year}-{first:02}/{year}-{first + 3 * count - 1:02}")


def _read_code(match: re.Match[str]) -> Iterator[Part]:
    division = _division(match["qh"], int(match["qn"]))
    yield from _divided(match, [[(match.start(), match.end(), division)]], _year_of(match, "y6", "y6s"))


def _read_year_codes(match: re.Match[str]) -> Iterator[Part]:
    found = _list(match, "qs", CODE)
    codes = [[(a, b, _division(code[0], int(code[1]))) for a, b, code in group] for group in found]
    yield from _divided(match, codes, _year_of(match, "y7"))


def _read_seasons(match: re.Match[str]) -> Iterator[Part]:
    codes = [[(a, b, SEASONS[word.lower()]) for a, b, word in group] for group in _list(match, "sn", SEASON)]
    yield from _divided(match, codes, _year_of(match, "y8"))


def _read_opening(match: re.Match[str]) -> Iterator[Part]:
    decade = 9 if match["oo"] == "last" else ORDINALS[match["oo"]] - 1
    yield whole(match, "decade", f"{century_number(match['oc']) - 1:02}{decade}X")


def _read_fiscal(match: re.Match[str]) -> Iterator[Part]:
    first = int(match["f1"]) if len(match["f1"]) == 4 else short_year(match["f1"])
    value = f"{first:04}"
    if match["f2"]:
        last = int(match["f2"]) if len(match["f2"]) == 4 else first // 100 * 100 + int(match["f2"])
        last += 100 if last == first // 100 * 100 and first % 100 == 99 else 0
        value = f"{first:04}/{last:04}" if last > first else value
    if first <= 2060 or not match["f2"]:  # "FY 2074/75" is told in another calendar
        yield whole(match, "fiscal", value)


def _read_decade(match: re.Match[str]) -> Iterator[Part]:
    named = match.groupdict().get("de")
    if named is None:
        yield whole(match, "decade", f"19{_tens(match, 'da', 'dw')}X")
    elif match["da1"] and _owner(match):  # "2010's summit"
        yield Part(match.start(), match.start() + 4, "year", f"{named}0", year=int(named) * 10)
    elif named.endswith("0") and named < "20":  # "the 1800s"
        yield whole(match, "century", f"{named[:2]}XX")
    else:
        yield whole(match, "decade", f"{named}X")


def _tens(match: re.Match[str], digit: str, word: str) -> str:
    """The figure of the tens of a decade without its century, told by a digit or a word."""
    told = match.groupdict()
    return told.get(digit) or str(DECADES[told[word]])


def _owner(match: re.Match[str]) -> bool:
    before = match.string[max(0, match.start() - 16) : match.start()]
    owned = _OWNED.match(match.string, match.end()) is not None
    return owned and not re.search(r"\b(?:the|early|mid|late)[ \n-]+$", before)


def _read_century(match: re.Match[str]) -> Iterator[Part]:
    first = f"{century_number(match['c1']) - 1:02}XX"
    if not match["c2"]:
        yield whole(match, "century", first)
        return
    second = f"{century_number(match['c2']) - 1:02}XX"
    if _TOGETHER.fullmatch(match["cj"].strip().removesuffix("the").rstrip()):
        yield whole(match, "century", f"{first}/{second}")
    else:
        yield Part(match.start(), match.end("c1"), "century", first)
        yield Part(match.start("c2"), match.end(), "century", second)


def _read_worded(match: re.Match[str]) -> Iterator[Part]:
    year = year_number(match["ww"]) if match["ww"] else _year_of(match, "wy")
    yield from one_day(match, year, month_number(match["wm"]), nth_number(match["wd"]))


def _read_year_first(match: re.Match[str]) -> Iterator[Part]:
    year, month, day = int(match["yy"]), month_number(match["ym"]), int(re.sub(r"\D", "", match["yd"] or "0"))
    if not day and match["ym"].upper() == "MAY":  # "In 2016 May came to power"
        yield Part(match.start(), match.end("yy"), "year", match["yy"], year=year)
    elif value := point(year, month, day):
        yield Part(match.start(), match.end(), "day" if day else "month", value, month, day, year=year)


_READERS: dict[str, Callable[[re.Match[str]], Iterator[Part]]] = {
    "iso": lambda m: one_day(m, int(m["iy"]), int(m["im"]), int(m["id"])),
    "numbered": read_numbered,
    "roman": lambda m: (
        one_day(m, int(m["ry"]), month_number(m["rm"]), int(m["rd"]))
        if m["rj"].strip() or len(m["rm"]) > 1
        else iter(())
    ),
    "dms": lambda m: one_day(m, short_year(m["sy2"]), month_number(m["smonth"]), int(re.sub(r"\D", "", m["sday"]))),
    "dmy": lambda m: _days(m, "d1", "m1", _year_of(m, "y1", "y1s")),
    "mdh": lambda m: _days(m, "hd", "hm", int(m["hy"])),
    "mdy": lambda m: _days(m, "d2", "m2", _year_of(m, "y2", "y2s")),
    "my": _read_months,
    "worded": _read_worded,
    "part": _read_part,
    "months": lambda m: iter([whole(m, "months", f"{m['y5']}-01/{m['y5']}-{COUNTS.get(m['mn']) or int(m['mn']):02}")]),
    "opening": _read_opening,
    "code": _read_code,
    "edoc": _read_year_codes,
    "season": _read_seasons,
    "fiscal": _read_fiscal,
    "decade": _read_decade,
    "short": lambda m: iter([whole(m, "short", f"19{_tens(m, 'ds', 'dn')}X")]),
    "century": _read_century,
    "spelled": lambda m: iter([Part(m.start(), m.end(), "spelled", f"{(y := year_number(m[0])):04}", year=y)]),
    "ymd": _read_year_first,
    "year": read_year,
}
