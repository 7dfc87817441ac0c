"""Years of other calendars, as papers from Nepal, Ethiopia, Thailand or Japan give them: "2074 B.S.", "Heisei 30".

A year that is also one of ours where it is surely told (its first day lies in it, or it is the same year under another
count) has that value; any other has none, and no part of it is read as a year of ours. The calendars are in
``knowledge/calendars.toml``.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from pathlib import Path

from policyfacts.knowledge import Entry, compiled, entries
from policyfacts.values.datepart import Part
from policyfacts.values.datepattern import GAP
from policyfacts.values.datewords import SPACE

_DIGIT = re.compile(r"\d")
_LED = re.compile(rf",?{GAP}")


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
        if self.offset is None or match["month"]:
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
    """``found`` with what is marked at ``match`` as one part, or without it."""
    value = calendar.value(match, whole)
    if value is None:
        return found
    kept = [part for part in found if part.end <= match.start() or part.start >= match.end()]
    if not value:
        return kept
    ours = Part(match.start(), match.end(), "era", value, year=int(value[:4]))
    day = next((part for part in found if calendar.exact and _leads(text, part, match)), None)
    if day is not None and (dated := day.in_year(ours.year)):  # "12 May B.E. 2557": the day is ours too
        kept = [part for part in kept if part is not day]
        ours = replace(day, end=ours.end, value=dated, year=ours.year)
    return sorted([*kept, ours], key=lambda part: part.start)


def _leads(text: str, part: Part, match: re.Match[str]) -> bool:
    """Whether ``part`` is the day or month of the year at ``match``."""
    before = part.partial and _LED.fullmatch(text[part.end : match.start()]) is not None
    return part.month > 0 and (before or part.start < match.start() < part.end)


@compiled
def _calendars(packs: tuple[Path, ...]) -> tuple[tuple[Calendar, ...], re.Pattern[str]]:
    """The calendars, and what finds any mark of one, at little cost, since most passages have none."""
    found = tuple(_calendar(entry) for entry in entries("calendars", packs))
    marks = sorted({mark for calendar in found for mark in calendar.marks}, key=lambda mark: (-len(mark), mark))
    return found, re.compile(rf"(?:{'|'.join(map(re.escape, marks))})(?![^\W\d_])")


def _calendar(entry: Entry) -> Calendar:
    before, after, months = (
        "|".join(re.escape(mark).replace(r"\ ", SPACE) for mark in entry.get(key, ())) or "(?!)"
        for key in ("before", "after", "months")
    )
    first, last = entry["years"]
    cue = entry.get("cue")
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
        (*entry.get("before", ()), *entry.get("after", ()), *entry.get("months", ())),
        entry.get("offset"),
        entry.get("exact", False),
        first,
        last,
        entry.get("sure_from", first),
        re.compile(cue) if cue else None,
    )
