"""Years of other calendars, as papers from Nepal, Ethiopia, Thailand or Japan give them: "2074 B.S.", "Heisei 30".

A year that is also one of ours where it is surely told (its first day lies in it, or it is the same year under another
count) has that value; any other has none, and no part of it is read as a year of ours. The calendars are in
``knowledge/calendars.toml``.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from pathlib import Path

from policyfacts.knowledge import compiled, entries
from policyfacts.values.datepart import Part
from policyfacts.values.datepattern import GAP
from policyfacts.values.datewords import SPACE

_DIGIT = re.compile(r"\d")


@dataclass(frozen=True, slots=True)
class Calendar:
    """One calendar: how its years are marked and how they are counted.

    ``offset`` is what to add for our year; ``None`` where a year is not surely one of ours. ``exact`` says that its
    years are ours under another count, so that days and months are ours too. A year that could be one of ours
    (``sure_from`` on it could not) is only taken for one of the calendar's where ``cue`` stands in the paper.
    """

    marked: re.Pattern[str]
    marks: tuple[str, ...]
    offset: int | None
    exact: bool
    first: int
    last: int
    sure_from: int
    cue: re.Pattern[str] | None

    def value(self, match: re.Match[str], whole: str) -> str | None:
        """Our year for a marked one (or ``2074/75``), empty where not sure; ``None`` where it is none of this calendar.

        A mark of bare capitals ("EC", "BS") or a month without its day ("Hut 2010") may mean something else, where
        nothing in the paper speaks for the calendar.
        """
        year, second = int(match["before"] or match["after"] or match["month"]), match["tail"]
        mark = match["mark"] or ""
        spelled = bool(match["day"]) if match["month"] else not (mark.isalpha() and mark.isupper())
        if not self.first <= year <= self.last:
            return None
        if year < self.sure_from and not (self.cue and self.cue.search(whole)):
            return "" if spelled else None
        if self.offset is None:
            return ""
        ours = year + self.offset
        return f"{ours:04}/{ours + 1:04}" if second else f"{ours:04}"


def in_our_years(text: str, found: list[Part], whole: str, packs: tuple[Path, ...]) -> list[Part]:
    """``found`` with the years of other calendars among them converted, or taken out."""
    calendars, marks = _calendars(packs)
    if not (_DIGIT.search(text) and marks.search(text)):
        return found
    for calendar in calendars:
        if any(mark in text for mark in calendar.marks):
            for match in calendar.marked.finditer(text):
                found = _replaced(text, found, match, calendar, whole)
    return found


def _replaced(text: str, found: list[Part], match: re.Match[str], calendar: Calendar, whole: str) -> list[Part]:
    value = calendar.value(match, whole)
    if value is None:
        return found
    kept = [part for part in found if part.end <= match.start() or part.start >= match.end()]
    if match["month"]:
        value = ""
    if len(kept) == len(found) and calendar.exact:  # "12 May B.E. 2557": the day is ours too
        led = [part for part in kept if part.partial and re.fullmatch(rf",?{GAP}", text[part.end : match.start()])]
        if led and (dated := led[-1].in_year(int(value or 0))):
            kept.remove(led[-1])
            return _in_order([*kept, replace(led[-1], end=match.end(), value=dated, year=int(value))])
    elif calendar.exact and value:
        for part in found:
            if part not in kept and part.month:
                dated = replace(part, end=match.end()).in_year(int(value))
                return _in_order([*kept, replace(part, end=match.end(), value=dated, year=int(value))])
    if not value:
        return kept
    return _in_order([*kept, Part(match.start(), match.end(), "era", value, year=int(value[:4]))])


def _in_order(found: list[Part]) -> list[Part]:
    return sorted(found, key=lambda part: part.start)


@compiled
def _calendars(packs: tuple[Path, ...]) -> tuple[tuple[Calendar, ...], re.Pattern[str]]:
    """The calendars, and what finds any mark of one, at little cost, since most passages have none."""
    found = tuple(_calendar(entry) for entry in entries("calendars", packs))
    marks = sorted({mark for calendar in found for mark in calendar.marks}, key=lambda mark: (-len(mark), mark))
    return found, re.compile(rf"(?:{'|'.join(map(re.escape, marks))})(?![^\W\d_])")


def _calendar(entry: dict[str, object]) -> Calendar:
    def listed(key: str) -> tuple[str, ...]:
        value = entry.get(key, ())
        return tuple(map(str, value)) if isinstance(value, (list, tuple)) else ()

    before, after, months = (
        "|".join(re.escape(mark).replace(r"\ ", SPACE) for mark in listed(key)) or "(?!)"
        for key in ("before", "after", "months")
    )
    years = entry["years"]
    assert isinstance(years, list)
    cue, offset = entry.get("cue"), entry.get("offset")
    return Calendar(
        re.compile(
            rf"""(?<!\w)(?:(?:FY|[Ff]iscal{SPACE}[Yy]ear){GAP})?
            (?: (?:{before}){GAP}(?:year{SPACE})?(?P<before>\d{{1,4}})(?!\w|[.,]\d)
              | (?P<day>\d\d?{SPACE})?(?:{months}),?{SPACE}(?P<month>\d{{3,4}})(?!\w|[.,]\d)
              | (?P<after>\d{{3,4}})(?P<tail>[/-]\d\d(?:\d\d)?)?,?{GAP}
                  (?P<open>\((?=[\w. ]+\)))?(?:in{SPACE})?(?:the{SPACE})?(?P<mark>{after})(?![\w-])(?(open)\))
            )""",
            re.VERBOSE,
        ),
        (*listed("before"), *listed("after"), *listed("months")),
        offset if isinstance(offset, int) else None,
        bool(entry.get("exact")),
        int(years[0]),
        int(years[1]),
        int(str(entry.get("sure_from", years[0]))),
        re.compile(str(cue)) if cue else None,
    )
