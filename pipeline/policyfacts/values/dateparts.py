"""Dates as they are written, piece by piece, before they are joined into lists and spans.

One expression finds every piece (``18-19 May 2023``, ``Q3 2021``, ``the 1970s``, a bare ``July``); each piece becomes
one or more ``Part`` records. A part without a year is partial: a neighbour, or an anchor elsewhere, completes it.
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import chain

_NAMES = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
MONTHS = {name: number for number, name in enumerate(_NAMES, start=1)}
ORDINALS = {
    **{"first": 1, "1st": 1, "second": 2, "2nd": 2, "third": 3, "3rd": 3, "fourth": 4, "4th": 4},
    **{"last": -1, "final": -1, "latter": -1, "later": -1},
}
SEASONS = {"spring": 21, "summer": 22, "autumn": 23, "fall": 23, "winter": 24}
_CENTURIES = {
    **{"sixteenth": 16, "seventeenth": 17, "eighteenth": 18, "nineteenth": 19},
    **{"twentieth": 20, "twenty-first": 21, "twenty first": 21},
}
_DECADES = {
    **{"twenties": 2, "thirties": 3, "forties": 4, "fifties": 5},
    **{"sixties": 6, "seventies": 7, "eighties": 8, "nineties": 9},
}
_NUMBERS = ("two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven")
_COUNTS = {word: number for number, word in enumerate(_NUMBERS, start=2)}

SPACE = r"(?:[ \u00a0\u2009\u202f]+(?:\n[ \u00a0]*)?|\n[ \u00a0]*)"  # at most one line break: never over a blank line
GAP = r"[ \u00a0\u2009\u202f]*(?:\n[ \u00a0]*)?"
DASH = r"[-\u2010-\u2015\u2212]"
_YEAR = r"(?:1[0-9]|20|21)\d\d(?!\d)"
_MONTH = (
    r"(?:Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|Sept?(?:ember)?|Oct(?:ober)?"
    r"|Nov(?:ember)?|Dec(?:ember)?|JAN(?:UARY)?|FEB(?:RUARY)?|MAR(?:CH)?|APR(?:IL)?|MAY|JUNE?|JULY?|AUG(?:UST)?"
    r"|SEPT?(?:EMBER)?|OCT(?:OBER)?|NOV(?:EMBER)?|DEC(?:EMBER)?"
    r"|january|february|april|june|july|august|september|october|november|december)(?![^\W\d_])"
)
_DAY = r"(?:0?[1-9]|[12]\d|3[01])(?!\d)(?:(?:st|nd|rd|th|ST|ND|RD|TH)\b)?"
_JOIN = rf"(?:{GAP}(?:,|{DASH}|/|&){GAP}(?:(?:and|or){SPACE})?|{SPACE}(?:and|or|to|until|till|through){SPACE})"
_DAYS = rf"{_DAY}(?:{_JOIN}{_DAY}){{0,6}}"
_OF = rf"(?:of{SPACE}(?:the{SPACE}year{SPACE})?)?"
_UNIT = r"(?:quarter|half|semester|trimester)s?"
_CENTURY = rf"(?:\d\d?(?:st|nd|rd|th)|{'|'.join(sorted(_CENTURIES))})"

# How any piece begins, after a character that is no part of a word. Most words fail here, at little cost.
_BEGINS = re.compile(
    r"\W(?=\d|['’]\d|[QH]-?\d|FY|AY|[Ff](?:i[rsn]|al|ou|eb)|[Ss](?:ec|pr|um|ix|e[vp])|[Tt](?:hi|we)|[Ll]a[st]|[Ww]in"
    r"|[Aa](?:ut|pr|ug)|[Dd]ec|[Jj](?:an|u[nl])|[Nn](?:in|ov)|[Oo]ct|[Ee]ig|Ma[ry]"
    r"|JAN|FEB|MA[RY]|APR|JU[NL]|AUG|SEP|OCT|NOV|DEC)"
)

_PIECE = re.compile(
    rf"""(?<![\w.$€£¥₹\#]) (?<!\d[,:]) (?<!\w/)
    (?: (?P<iso>(?P<iy>(?:19|20)\d\d)(?P<is>[-/.])(?P<im>0?[1-9]|1[0-2])(?P=is)(?P<id>0?[1-9]|[12]\d|3[01])(?![\d/-]))
      | (?P<numeric>(?P<na>\d{{1,2}})(?P<ns>[/.-])(?P<nb>\d{{1,2}})(?P=ns)(?P<ny>(?:19|20)\d\d)(?![\d/-]))
      | (?P<dmy>(?P<d1>{_DAYS})(?:{GAP}(?:day{SPACE})?(?:of{SPACE}(?:the{SPACE}month{SPACE}of{SPACE})?)?|-)
          (?P<m1>{_MONTH})(?:\.?(?:,?{GAP}{_OF}|-|/)(?P<y1>{_YEAR})(?!{GAP}%))?)
      | (?P<mdy>(?P<m2>{_MONTH})\.?{GAP}(?:the{SPACE})?(?P<d2>{_DAYS})(?!{DASH}?[\w%$]|[.:]\d|,\d(?!\d\d\d\b))
          (?:{GAP},?{GAP}(?:of{SPACE}|in{SPACE})?(?P<y2>{_YEAR}))?)
      | (?P<my>(?P<m3>{_MONTH}\.?(?:{_JOIN}{_MONTH}\.?){{0,11}})
          (?:,?(?:{SPACE}|-|/)?{_OF}(?P<y3>{_YEAR})(?!\w)|{GAP}['’](?P<y3s>\d\d)\b)?)
      | (?P<part>(?P<po>[Ff]irst|[Ss]econd|[Tt]hird|[Ff]ourth|[Ll]ast|[Ff]inal|[Ll]atter|[Ll]ater|1st|2nd|3rd|4th)[\s-]
          (?:(?P<pn>two|three){SPACE})?(?P<pu>{_UNIT})
          (?:,?{SPACE}(?:of{SPACE}|in{SPACE})?(?:the{SPACE})?(?:(?:fiscal|financial|calendar){SPACE})?(?:year{SPACE})?
             (?P<y4>{_YEAR})(?![\w]))?)
      | (?P<months>[Ff]irst{SPACE}(?P<mn>two|three|four|five|six|seven|eight|nine|ten|eleven|[2-9]|1[01]){SPACE}
          months{SPACE}of{SPACE}(?P<y5>{_YEAR}))
      | (?P<opening>(?P<oo>first|second|third|last){SPACE}decade{SPACE}of{SPACE}the{SPACE}
          (?P<oc>{_CENTURY})[\s-][Cc]entury)
      | (?P<code>(?:(?P<qh>[QH])-?(?P<qn>[1-4])|(?P<qn2>[1-4])(?P<qh2>[QH]))
          (?:{GAP}(?:of{SPACE}|,{GAP}|-|–|/)?(?:FY{GAP})?(?:(?P<y6>{_YEAR})(?!\w)|['’]?(?P<y6s>\d\d)\b))?(?!\w))
      | (?P<edoc>(?P<y7>{_YEAR})[\s-]?(?P<qh3>[QH])(?P<qn3>[1-4])\b)
      | (?P<season>(?P<sn>[Ss]pring|[Ss]ummer|[Aa]utumn|[Ff]all|[Ww]inter)(?:{SPACE}{_OF}|,{GAP}|-)
          (?P<y8>{_YEAR})(?:[-/–]\d\d(?:\d\d)?)?(?!\w))
      | (?P<fiscal>(?:FYs?|AY|[Ff]iscal(?:{SPACE}[Yy]ears?)?|[Ff]inancial{SPACE}[Yy]ears?){GAP}-?['’]?
          (?P<f1>{_YEAR}|\d\d(?!\d))(?:{GAP}(?:{DASH}|/){GAP}(?:FY{GAP})?['’]?(?P<f2>{_YEAR}|\d\d(?!\d)))?(?!\w))
      | (?P<decade>(?:(?P<de>(?:1[0-9]|20)\d)0['’]?s|['’](?P<da>[1-9])0['’]?s
          |(?:nineteen[\s-])(?P<dw>twenties|thirties|forties|fifties|sixties|seventies|eighties|nineties))(?!\w))
      | (?P<short>(?:(?P<ds>[1-9])0['’]?s|(?P<dn>sixties|seventies|eighties|nineties))(?!\w))
      | (?P<century>(?P<c1>{_CENTURY})(?:(?P<cj>{_JOIN})(?P<c2>{_CENTURY}))?(?:[\s-]|{GAP})
          (?:[Cc]entur(?:y|ies)|CENTURY)(?!\w|{SPACE}(?:BC|B\.C)))
      | (?P<year>(?:1[5-9]|20|21)\d\d(?:(?P<yj>{GAP}(?:{DASH}|/){GAP})(?P<ye>(?:1[5-9]|20|21)\d\d|\d\d)(?!\d))?
          (?:['’](?=s\b))?(?![\w%‰°$€£¥#&/]|{DASH}\d|[.:]\d\d|,\d\d\d))
    )""",
    re.VERBOSE,
)


@dataclass(frozen=True, slots=True)
class Part:
    """One date as written, at ``text[start:end]``.

    ``value`` is its EDTF where it needs nothing more. Otherwise ``month``, ``day`` (``last_day`` for a range of days)
    or ``division`` (an EDTF code from 21 to 41) wait for a year. ``kind`` names the piece it comes from.
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
    year: int = 0

    @property
    def partial(self) -> bool:
        """Whether the year is missing."""
        return not self.value

    def in_year(self, year: int) -> str:
        """The EDTF value, if the year is ``year``; empty where there is no such day."""
        if self.division:
            return f"{year:04}-{self.division}"
        first = _point(year, self.month, self.day)
        if self.last_month:
            return f"{first}/{_point(year, self.last_month, 0)}"
        if self.last_day:
            last = _point(year, self.month, self.last_day)
            return f"{first}/{last}" if first and last and self.last_day > self.day else first
        return first


def parts(text: str) -> Iterator[Part]:
    """Every piece of a date in ``text``, in order. Bare years are not yet judged by what surrounds them."""
    free = 0
    for start in chain((0,), (begin.end() for begin in _BEGINS.finditer(text))):
        if start >= free and (match := _PIECE.match(text, start)):
            yield from _READERS[match.lastgroup or ""](match)
            free = match.end()


def month_number(word: str) -> int:
    """1 to 12 for a month's name or abbreviation."""
    return MONTHS[word[:3].lower()]


def _point(year: int, month: int, day: int) -> str:
    if not month:
        return f"{year:04}"
    if not day:
        return f"{year:04}-{month:02}"
    return f"{year:04}-{month:02}-{day:02}" if day <= monthrange(year, month)[1] else ""


def _century_year(digits: str) -> int:
    """The year that two digits stand for: 50 to 99 lie in the twentieth century."""
    return int(digits) + (1900 if int(digits) >= 50 else 2000)


def _list(match: re.Match[str], group: str, item: str) -> list[list[tuple[int, int, str]]]:
    """The items of a joined list, ranges grouped together: ``2-3 and 5`` gives ``[[2, 3], [5]]`` with their places."""
    found: list[list[tuple[int, int, str]]] = []
    begin, text = match.start(group), match[group]
    end = 0
    for one in re.finditer(item, text):
        here = (begin + one.start(), begin + one.end(), one[0])
        joint = text[end : one.start()].strip()
        if found and (joint in {"to", "until", "till", "through", "/"} or re.fullmatch(DASH, joint)):
            found[-1].append(here)
        else:
            found.append([here])
        end = one.end()
    return found


def _days(match: re.Match[str], days: str, month: str, year: str) -> Iterator[Part]:
    groups = _list(match, days, _DAY)
    number = month_number(match[month])
    which = int(match[year]) if match[year] else 0
    for index, group in enumerate(groups):
        first, last = (int(re.sub(r"\D", "", group[at][2])) for at in (0, -1))
        start = match.start() if index == 0 else group[0][0]
        end = match.end() if index == len(groups) - 1 else group[-1][1]
        part = Part(start, end, "day", month=number, day=first, last_day=last if len(group) > 1 else 0)
        value = part.in_year(which) if which else ""
        if which and not value:  # no such day: a misprint, of which the month is still told
            if index == len(groups) - 1:
                yield Part(match.start(month), end, "month", f"{which:04}-{number:02}", number, year=which)
            continue
        yield Part(start, end, "day", value, number, first, part.last_day, 0, 0, which)


def _months(match: re.Match[str]) -> Iterator[Part]:
    year = int(match["y3"]) if match["y3"] else _century_year(match["y3s"]) if match["y3s"] else 0
    groups = _list(match, "m3", _MONTH)
    for index, group in enumerate(groups):
        end = group[-1][1] if index < len(groups) - 1 else match.end() if year else _undotted(match)
        first, last = month_number(group[0][2]), month_number(group[-1][2])
        part = Part(group[0][0], end, "month", month=first, last_month=last if last > first else 0, year=year)
        value = part.in_year(year) if year else ""
        if year and last < first:
            value = f"{year - 1:04}-{first:02}/{year:04}-{last:02}"
        yield Part(part.start, end, "month", value, first, 0, 0, part.last_month, 0, year)


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


def _divided(match: re.Match[str], unit: str, ordinal: int, digits: str | None) -> Iterator[Part]:
    division = _division(unit, ordinal)
    if division:
        year = 0 if not digits else int(digits) if len(digits) == 4 else _century_year(digits)
        value = f"{year:04}-{division}" if year else ""
        yield Part(match.start(), match.end(), "division", value, division=division, year=year)


def _read_part(match: re.Match[str]) -> Iterator[Part]:
    count = {"two": 2, "three": 3}.get(match["pn"] or "", 0)
    if not count:
        yield from _divided(match, match["pu"], ORDINALS[match["po"].lower()], match["y4"])
    elif match["y4"] and match["pu"].startswith("q") and match["po"].lower() in {"first", "last"}:
        year, first = match["y4"], 1 if match["po"].lower() == "first" else 13 - 3 * count
        yield _whole(match, "division", f"{year}-{first:02}/{year}-{first + 3 * count - 1:02}")


def _read_opening(match: re.Match[str]) -> Iterator[Part]:
    century = _century(match["oc"])
    decade = 9 if match["oo"] == "last" else ORDINALS[match["oo"]] - 1
    yield _whole(match, "decade", f"{century - 1:02}{decade}X")


def _read_fiscal(match: re.Match[str]) -> Iterator[Part]:
    first = int(match["f1"]) if len(match["f1"]) == 4 else _century_year(match["f1"])
    value = f"{first:04}"
    if match["f2"]:
        last = int(match["f2"]) if len(match["f2"]) == 4 else first // 100 * 100 + int(match["f2"])
        value = f"{first:04}/{last:04}" if last > first else value
    yield _whole(match, "fiscal", value)


def _read_decade(match: re.Match[str]) -> Iterator[Part]:
    if match["de"]:
        yield _whole(match, "decade", f"{match['de']}X")
    else:
        yield _whole(match, "decade", f"19{match['da'] or _DECADES[match['dw']]}X")


def _century(word: str) -> int:
    return int(word[:-2]) if word[0].isdigit() else _CENTURIES[word]


def _read_century(match: re.Match[str]) -> Iterator[Part]:
    first = f"{_century(match['c1']) - 1:02}XX"
    if not match["c2"]:
        yield _whole(match, "century", first)
        return
    second = f"{_century(match['c2']) - 1:02}XX"
    if match["cj"].strip() in {"and", "or", ",", "&"}:
        yield Part(match.start(), match.end("c1"), "century", first)
        yield Part(match.start("c2"), match.end(), "century", second)
    else:
        yield _whole(match, "century", f"{first}/{second}")


def _read_numeric(match: re.Match[str]) -> Iterator[Part]:
    first, second, year = int(match["na"]), int(match["nb"]), int(match["ny"])
    # Slashes are American unless the first number cannot be a month; dots and hyphens are European.
    american = (match["ns"] == "/" and first <= 12) or second > 12
    month, day = (first, second) if american else (second, first)
    if 1 <= month <= 12 and 1 <= day <= monthrange(year, month)[1]:
        yield Part(match.start(), match.end(), "day", _point(year, month, day), month, day, 0, 0, 0, year)


def _read_iso(match: re.Match[str]) -> Iterator[Part]:
    year, month, day = int(match["iy"]), int(match["im"]), int(match["id"])
    if day <= monthrange(year, month)[1]:
        yield Part(match.start(), match.end(), "day", _point(year, month, day), month, day, 0, 0, 0, year)


def _read_year(match: re.Match[str]) -> Iterator[Part]:
    text = match["year"].rstrip("'’")
    end, first, tail = match.start() + len(text), int(text[:4]), match["ye"]
    if not tail:
        yield Part(match.start(), end, "year", f"{first:04}", year=first)
        return
    last = int(tail) if len(tail) == 4 else int(text[: 4 - len(tail)] + tail)
    slash = "/" in match["yj"]
    if last > first and (len(tail) == 2 or last - first < 200) and (not slash or len(tail) == 4 or last == first + 1):
        yield Part(match.start(), end, "years", f"{first:04}/{last:04}", year=first)
    elif match["yj"] in {"-", "/"} and len(tail) == 2 and 1 <= int(tail) <= 12 and not slash:
        yield Part(match.start(), end, "month", f"{first:04}-{tail}", int(tail), year=first)


def _whole(match: re.Match[str], kind: str, value: str) -> Part:
    return Part(match.start(), match.end(), kind, value)


_READERS: dict[str, Callable[[re.Match[str]], Iterator[Part]]] = {
    "iso": _read_iso,
    "numeric": _read_numeric,
    "dmy": lambda m: _days(m, "d1", "m1", "y1"),
    "mdy": lambda m: _days(m, "d2", "m2", "y2"),
    "my": _months,
    "part": _read_part,
    "months": lambda m: iter(
        [_whole(m, "months", f"{m['y5']}-01/{m['y5']}-{_COUNTS.get(m['mn']) or int(m['mn']):02}")]
    ),
    "opening": _read_opening,
    "code": lambda m: _divided(m, m["qh"] or m["qh2"], int(m["qn"] or m["qn2"]), m["y6"] or m["y6s"]),
    "edoc": lambda m: _divided(m, m["qh3"], int(m["qn3"]), m["y7"]),
    "season": lambda m: iter([_whole(m, "season", f"{m['y8']}-{SEASONS[m['sn'].lower()]}")]),
    "fiscal": _read_fiscal,
    "decade": _read_decade,
    "short": lambda m: iter([_whole(m, "short", f"19{m['ds'] or _DECADES[m['dn']]}X")]),
    "century": _read_century,
    "year": _read_year,
}
