"""Dates as front pages print them, with their values in EDTF."""

from __future__ import annotations

import re
from dataclasses import dataclass

_MONTHS = {
    name: number
    for names in (
        "january february march april may june july august september october november december",
        "jan feb mar apr may jun jul aug sep oct nov dec",
        "enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre",
        "janvier février mars avril mai juin juillet août septembre octobre novembre décembre",
        "januar februar märz april mai juni juli august september oktober november dezember",
        "janeiro fevereiro março abril maio junho julho agosto setembro outubro novembro dezembro",
        "gennaio febbraio marzo aprile maggio giugno luglio agosto settembre ottobre novembre dicembre",
        "января февраля марта апреля мая июня июля августа сентября октября ноября декабря",
    )
    for number, name in enumerate(names.split(), 1)
} | {"sept": 9}
_SEASONS = {"spring": 21, "summer": 22, "autumn": 23, "fall": 23, "winter": 24}
_MONTH = "|".join(sorted(_MONTHS, key=len, reverse=True))
_YEAR = r"(?P<y>(?:19|20)\d\d)(?![\d/])"
_DAY = r"(?P<d>\d{1,2})(?:st|nd|rd|th|\.)?"
_FORMS = (
    rf"{_DAY}(?: de| of|er)? (?P<m>{_MONTH})\.?,?(?: de)? {_YEAR}",
    rf"(?P<m>{_MONTH})\.? {_DAY},? {_YEAR}",
    rf"{_YEAR}-(?P<n>\d\d)-(?P<d>\d\d)",
    rf"(?P<d>\d{{1,2}})\.\s?(?P<n>\d{{1,2}})\.\s?{_YEAR}",
    rf"(?P<d>1[3-9]|2\d|3[01])/(?P<n>\d{{1,2}})/{_YEAR}",
    rf"(?P<n>\d{{1,2}})/(?P<d>1[3-9]|2\d|3[01])/{_YEAR}",
    rf"(?P<m>{_MONTH})\.?(?: ?[/–-] ?| and )(?P<m2>{_MONTH})\.?,? {_YEAR}",
    rf"(?P<m>{_MONTH})\.?(?: de)?,? {_YEAR}",
    rf"(?P<s>spring|summer|autumn|fall|winter) {_YEAR}",
)
_DATE = [re.compile(rf"(?<![\w/.]){form}(?!\w)", re.IGNORECASE) for form in _FORMS]
_YEAR_ONLY = re.compile(r"(?<![\w/–.-])(?:19|20)\d\d(?![\w/–]|-\d|\.\d)")
_HAS_YEAR = re.compile(r"(?:19|20)\d\d")
_BEFORE = re.compile(rf"(?:\d|{_MONTH})\.? ?(?:[–—-]|to|and|until|through) ?$", re.IGNORECASE)
_AFTER = re.compile(r"^ ?(?:[–—-]|to|until|through) ?(?:\d|[A-Z][a-z]+ \d)")


@dataclass(frozen=True, slots=True)
class Printed:
    """A date on a line: the half-open range that it takes up, its EDTF, and whether it is part of a span of days."""

    start: int
    end: int
    edtf: str
    span: bool


def dates_in(line: str) -> list[Printed]:
    """The dates of a line that name a month at least, in order and without overlaps."""
    found: list[Printed] = []
    for form in _DATE if _HAS_YEAR.search(line) else ():
        for match in form.finditer(line):
            value = _edtf(match)
            if value and not any(match.start() < other.end and other.start < match.end() for other in found):
                span = bool(_BEFORE.search(line[: match.start()]) or _AFTER.match(line[match.end() :]))
                found.append(Printed(*match.span(), value, span))
    return sorted(found, key=lambda date: date.start)


def years_in(line: str) -> list[Printed]:
    """The years of a line that stand alone."""
    return [Printed(*match.span(), match[0], span=False) for match in _YEAR_ONLY.finditer(line)]


def _edtf(match: re.Match[str]) -> str:
    """The value of a date; empty where month or day are none."""
    parts = match.groupdict()
    year = parts["y"]
    if parts.get("s"):
        return f"{year}-{_SEASONS[parts['s'].lower()]}"
    month = _MONTHS[parts["m"].lower()] if parts.get("m") else int(parts["n"])
    if not 1 <= month <= 12:
        return ""
    if parts.get("m2"):
        return f"{year}-{month:02d}/{year}-{_MONTHS[parts['m2'].lower()]:02d}"
    if not parts.get("d"):
        return f"{year}-{month:02d}"
    return f"{year}-{month:02d}-{int(parts['d']):02d}" if 1 <= int(parts["d"]) <= 31 else ""
