"""Dates that need another date to be understood: "the same year", "two years later", "in July", "13 November".

``find_relative`` finds them and says what to do; ``resolve`` does it, once an anchor is known. What the anchor is (the
nearest date told before, or the paper's own date) is for the caller to say.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import lru_cache
from typing import Literal

from policyfacts.records import Span
from policyfacts.values import edtf
from policyfacts.values.datepart import Part
from policyfacts.values.dateparts import parts
from policyfacts.values.datewords import MONTH, SPACE, month_number
from policyfacts.values.numbers import WORDED, worded

Unit = Literal["year", "season", "month", "quarter", "decade", "week", "day"]
Anchor = Literal["text", "paper"]

_AT_END = r"(?=[ ]*(?:[,.;:)]|$|and\b))"
_PATTERN = re.compile(
    rf"""(?<![\w-])
    (?: (?P<same>(?:[Ss]ame|[Tt]hat){SPACE}(?P<u1>year|month|quarter|decade|day))(?!{SPACE}(?:as|when|old)\b)
      | (?P<step>(?P<which>(?i:previous|preceding|prior|following|subsequent|succeeding|ensuing|next|last))
          {SPACE}(?P<u2>year|month|quarter|decade|day))
      | (?P<season>(?:[Ll]ast|[Tt]his{SPACE}past|[Pp]ast){SPACE}(?P<part>spring|summer|autumn|fall|winter))
      | (?P<turn>(?P<u5>year|month|day){SPACE}(?P<side>after|before|following|thereafter|that{SPACE}followed)
          (?:{SPACE}that)?{_AT_END})
      | (?P<this>(?:[Tt]his|[Cc]urrent){SPACE}(?P<u3>year|month|decade))
      | (?P<shift>(?:(?:[Ll]ess{SPACE}than|[Mm]ore{SPACE}than|[Aa]bout|[Aa]lmost|[Nn]early|[Jj]ust|[Ss]ome){SPACE})?
          (?P<n>\d{{1,3}}|(?i:half{SPACE}a)(?={SPACE}decade)|(?<![Hh]alf[ ])(?i:{WORDED})|[Aa]nother)
          {SPACE}(?P<u4>year|month|decade|week|fortnight|day)s?{SPACE}
          (?P<way>later|earlier|ago|afterwards?|thereafter|previously|beforehand|(?:on|hence){_AT_END}
            |after(?:{SPACE}(?:that|then|this))?(?=[ ]*[,.;)]|{SPACE}in\b)|before(?=[ ]*[,.;)])))
      | (?P<nth>(?P<ordinal>first|second|third|fourth|last){SPACE}day)(?={SPACE}of{SPACE}the\b)
      | (?P<turned>(?P<turning>(?i:following|next|subsequent|ensuing|preceding|previous)){SPACE}(?P<month>{MONTH}))
          (?!{SPACE}\d)
      | (?<=[Oo]n[ ]the[ ])(?P<dayth>\d{{1,2}}(?:st|nd|rd|th)(?:{SPACE}of{SPACE}(?:the{SPACE}same|that){SPACE}month)?)
          (?={SPACE}(?:in|at|by|with|and){SPACE}|[ ]*[,.;:)]|$)
    )(?!\w)""",
    re.VERBOSE,
)
# The seasons as EDTF numbers them, with the month in which each begins.
_SEASONS = {"spring": (21, 3), "summer": (22, 6), "autumn": (23, 9), "fall": (23, 9), "winter": (24, 12)}
_SEASON_LENGTH = 3
_BACK = frozenset({"previous", "preceding", "prior", "last", "before"})
_DURING = re.compile(rf"\b(?:[Ii]n|[Oo]ver|[Dd]uring|[Ww]ithin|[Ff]or){SPACE}the{SPACE}$")
_THE = re.compile(rf"[Tt]he{SPACE}$")
_YEAR = 12
_CUES = re.compile(
    r"(?:\b(?:in|since|by|until|till|from|during|early|mid|late|end of|beginning of|through|last|this|next|of|and|to"
    r"|for|the month of)|[(,])[ \n-]+(?:early |mid-|late |the )?$",
    re.IGNORECASE,
)
_OF_YEAR = re.compile(rf"{SPACE}(?:of{SPACE}|in{SPACE})?(?:the{SPACE})?")
_OF_LAST_YEAR = re.compile(
    rf"{SPACE}(?:of{SPACE})?(?:the{SPACE})?(?:last|same|that|this|next|previous|following){SPACE}year\b"
)
_MODAL = re.compile(r"[ \n]+(?:not|be|have|also|still|well|need|become|lead|help|take|make|or[ ]may)\b")


@dataclass(frozen=True, slots=True)
class Relative:
    """An expression at ``text[start:end]`` and how to work it out.

    ``step`` counts ``unit`` from the anchor, back where negative. ``month`` and ``day`` are those told (in the
    year that ``step`` leads to), ``season`` the word for a season that has passed; ``turn`` asks for the
    first such month behind the anchor, or the last before it (-1); ``nth`` picks a day of the anchor's span
    (-1: the last one). ``anchor`` is ``paper`` for what is told from the day of writing ("last year", "two years
    ago"), else ``text``: the nearest date before.
    """

    start: int
    end: int
    text: str
    unit: Unit
    step: int = 0
    month: int = 0
    day: int = 0
    last_day: int = 0
    nth: int = 0
    turn: int = 0
    season: str = ""
    anchor: Anchor = "text"

    @property
    def span(self) -> Span:
        return Span(self.start, self.end)


def find_relative(text: str) -> list[Relative]:
    """Every expression in ``text`` whose date must be worked out, in order; months and days without a year included."""
    return list(_found(text))


@lru_cache(maxsize=1024)  # several rules ask for those of one sentence
def _found(text: str) -> tuple[Relative, ...]:
    found = [_worded(match) for match in _PATTERN.finditer(text) if not _lasts(match)]
    years = {relative.start: relative for relative in found if relative.unit == "year"}
    ends = list(parts(text))
    for index, part in enumerate(ends):
        after = ends[index + 1] if index + 1 < len(ends) else None
        if not (part.partial and part.month and _stands(text, part, after)):
            continue
        if any(part.start < relative.end and relative.start < part.end for relative in found):
            continue  # "the following January"
        told = Relative(
            part.start,
            part.end,
            text[part.start : part.end],
            "day" if part.day else "month",
            month=part.month,
            day=part.day,
            last_day=part.last_day,
        )
        joint = _OF_YEAR.match(text, part.end)
        year = years.get(joint.end()) if joint else None
        if year is not None:  # "in October last year", "on 5 May of the same year"
            found.remove(year)
            told = replace(told, end=year.end, text=text[part.start : year.end], step=year.step, anchor=year.anchor)
        found.append(told)
    return tuple(sorted(found, key=lambda relative: relative.start))


def resolve(relative: Relative, anchor: str) -> str:
    """The EDTF date that ``relative`` means, counted from ``anchor``; empty where the anchor is too vague for it."""
    if not edtf.is_valid(anchor):
        return ""
    first, last = edtf.bounds(anchor)
    known = edtf.precision(anchor.split("/")[0] if anchor[:1].isdigit() else anchor.split("/")[-1])
    if relative.nth:
        day = last if relative.nth == -1 else first + timedelta(days=relative.nth - 1)
        return day.isoformat() if known == "day" and first <= day <= last else ""
    if relative.turn:
        return _turned(relative, first, known)
    if relative.season:
        return _passed(relative, first) if known in {"day", "month"} else ""
    if relative.month:
        return _told(relative).in_year(first.year + relative.step)
    if relative.day:  # "on the 14th"
        return _day_of(first, relative.day) if known in {"day", "month"} else ""
    if relative.unit in {"year", "decade"}:
        return _years(relative, first.year)
    if known not in {"day", "month"}:
        return ""
    return _shifted(relative, first) if relative.unit in {"month", "quarter"} or known == "day" else ""


def _turned(relative: Relative, first: date, known: str) -> str:
    """The first such month behind the anchor ("the following January"), or the last before it; of a bare year, that of
    the year behind or before."""
    if known not in {"day", "month"}:
        return f"{first.year + relative.turn:04}-{relative.month:02}"
    passed = relative.month <= first.month if relative.turn > 0 else relative.month >= first.month
    return f"{first.year + (relative.turn if passed else 0):04}-{relative.month:02}"


def _passed(relative: Relative, first: date) -> str:
    """The last such season that had passed by the anchor."""
    number, begins = _SEASONS[relative.season]
    over = first.year * _YEAR + first.month - (begins + _SEASON_LENGTH)
    return f"{over // _YEAR:04}-{number}"


def _day_of(first: date, day: int) -> str:
    """The ``day`` of the anchor's month; empty where the month has none."""
    try:
        return first.replace(day=day).isoformat()
    except ValueError:
        return ""


def _years(relative: Relative, year: int) -> str:
    if relative.unit == "decade" and not relative.step:
        return f"{year // 10:03}X"
    year += relative.step * (10 if relative.unit == "decade" else 1)
    return f"{year:04}" if 1 <= year <= 9999 else ""


def _shifted(relative: Relative, first: date) -> str:
    if relative.unit == "month":
        months = first.year * 12 + first.month - 1 + relative.step
        return f"{months // 12:04}-{months % 12 + 1:02}"
    if relative.unit == "quarter":
        quarters = first.year * 4 + (first.month - 1) // 3 + relative.step
        return f"{quarters // 4:04}-{33 + quarters % 4}"
    return (first + timedelta(days=relative.step * (7 if relative.unit == "week" else 1))).isoformat()


def _lasts(match: re.Match[str]) -> bool:
    """Whether the words tell how long, and not when: "$2 million in the last year"."""
    lasting = (match["which"] or "").lower() in {"last", "next"} and match["u2"] != "quarter"
    return lasting and _DURING.search(match.string, max(0, match.start() - 16), match.start()) is not None


def _worded(match: re.Match[str]) -> Relative:
    start, end, text = match.start(), match.end(), match[0]
    unit: Unit = match["u1"] or match["u2"] or match["u3"] or match["u4"] or match["u5"] or "day"  # type: ignore[assignment]
    if match["step"]:
        which = match["which"].lower()
        told_from: Anchor = (
            "paper"
            if which in {"last", "next"} and not _THE.search(match.string[max(0, start - 8) : start])
            else "text"
        )
        return Relative(start, end, text, unit, -1 if which in _BACK else 1, anchor=told_from)
    if match["season"]:
        return Relative(start, end, text, "season", season=match["part"].lower(), anchor="paper")
    if match["turn"]:
        return Relative(start, end, text, unit, -1 if match["side"] in _BACK else 1)
    if match["this"]:
        return Relative(start, end, text, unit, anchor="paper")
    if match["shift"]:
        return _shift(match)
    if match["nth"]:
        nth = {"first": 1, "second": 2, "third": 3, "fourth": 4, "last": -1}[match["ordinal"]]
        return Relative(start, end, text, "day", nth=nth)
    if match["turned"]:
        turn = -1 if match["turning"].lower() in _BACK else 1
        return Relative(start, end, text, "month", month=month_number(match["month"]), turn=turn)
    if match["dayth"]:
        return Relative(start, end, text, "day", day=int(re.sub(r"\D.*", "", match["dayth"], flags=re.DOTALL)))
    return Relative(start, end, text, unit)


def _shift(match: re.Match[str]) -> Relative:
    """So many units on or back: "six days afterwards", "half a decade later", "a fortnight ago"."""
    way = match["way"]
    back = way.startswith(("earlier", "ago", "before", "previously"))
    unit: Unit = "week" if match["u4"] == "fortnight" else match["u4"]  # type: ignore[assignment]
    if match["n"].lower().startswith("half"):
        unit, count = "year", 5
    else:
        count = _count(match["n"]) * (2 if match["u4"] == "fortnight" else 1)
    if unit == "month" and count % _YEAR == 0:
        unit, count = "year", count // _YEAR
    anchor: Anchor = "paper" if way == "ago" else "text"
    return Relative(match.start(), match.end(), match[0], unit, -count if back else count, anchor=anchor)


def _count(written: str) -> int:
    if written.isdigit():
        return int(written)
    return 1 if written.lower() == "another" else int(worded(written))


def _stands(text: str, part: Part, after: Part | None) -> bool:
    """Whether a month or a day without a year is one: no "may" or "March" in disguise, no member of a dated list."""
    if after is not None and after.year and after.kind == part.kind and after.start - part.end < 8:
        return False
    written = text[part.start : part.end]
    if part.day:
        return True
    if written.islower() or _MODAL.match(text, part.end):
        return False
    return _CUES.search(text[max(0, part.start - 24) : part.start]) is not None


def _told(relative: Relative) -> Part:
    return Part(0, 0, "day", month=relative.month, day=relative.day, last_day=relative.last_day)
