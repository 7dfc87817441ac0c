"""Lists of contents: which segments of a page are entries that send the reader to another page.

An entry ends with a page number behind leaders (dots), at the margin, or behind the title; or begins with one. Leaders
tell an entry by themselves; the other forms count only under a heading such as "Contents", or where such a list goes
on from the page before. Under the heading also titles without numbers count, where they head a section further on.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise

from policyfacts.reading.lines import Line, Sheet, laid_out
from policyfacts.records import Box

_HEADING = re.compile(
    r"^\W*(?:(?:table of |list of )?contents?|(?:list of )?(?:figures|tables|boxes|maps|charts|annexes|appendices)"
    r"|(?:list of )?(?:figures|tables|boxes|maps)(?:,| and| &) (?:figures|tables|boxes|maps)"
    r"|in this (?:report|issue|paper|brief)|what’s inside|inside this \w+|sommaire"
    r"|table des matières|índice(?: general)?|indice|contenido|sumário"
    r"|inhalt(?:sverzeichnis)?|содержание|оглавление|目录)(?: \(?cont\w*\.?’?d?\)?)?\W*$",
    re.IGNORECASE,
)
_LEADER = re.compile(r"(?:\.\s?){4,}|(?:…\s?){2,}|(?:·\s?){4,}|(?:_\s?){4,}|(?:- ){5,}")
_PAGE = r"(?:p\.? ?)?(?:[A-Z]-)?(?:\d{1,4}|[ivxl]{1,6})(?:[–-]\d{1,4})?"
_LEADS = re.compile(rf"(?:{_LEADER.pattern})\s*{_PAGE}")
_NUMBER = re.compile(rf"^\W*{_PAGE}\W*$")
_ENDS = re.compile(rf"(?:[\s.…·_,]|^)({_PAGE})$")
_MAY_HEAD = (
    "content", "figures", "tables", "boxes", "maps", "charts", "annexes", "appendices", "in this ", "inside",
    "sommaire", "matières", "índice", "indice", "contenido", "sumário", "inhalt", "содержание", "оглавление", "目录",
)  # fmt: skip
_MAY_LEAD = ("....", ". . . .", ".. ..", "……", "… …", "····", "· · · ·", "____", "- - - - -")
"""A page without any of these signs holds no list: it is passed over fast."""
_YEAR = re.compile(r"(?:19|20)\d\d")
_DIGITS = re.compile(r"\d+")
_LABEL = re.compile(
    r"^(?:\d+(?:\.\d+)*|[IVX]+|[A-Z]|[a-z])[.):]?\s+|^(?:chapter|part|section|annex)\s+\S+[.:]?\s*", re.IGNORECASE
)
_PAGE_LABEL = re.compile(r"\b(?:pages?|página|seite|стр)\W*$", re.IGNORECASE)
_BESIDE = 50
"""A line of text beside the heading of a list makes the row longer than this."""
_MISSES = 4
"""So many rows may stand between two entries: titles of two lines and more, names of parts."""
_LOOSE = 60
"""Leaders without a heading: their numbers are at most so much larger than the number of pages."""


@dataclass(frozen=True, slots=True)
class _Row:
    """What stands on one row of a list: segments, left to right; ``number``: the page that it sends to, -1 for none;
    ``led``: whether leaders do."""

    segments: tuple[int, ...]
    text: str
    base: float
    x0: float
    x1: float
    number: int
    led: bool


@dataclass(frozen=True, slots=True)
class Listing:
    """A list of contents, or its part on one page: its entries in reading order, each as its rows of segments."""

    entries: tuple[tuple[tuple[int, ...], ...], ...]

    def box(self, sheet: Sheet) -> Box:
        """The rectangle around the list, in layout coordinates."""
        mine = sheet.stream.box[sorted(self.segments)]
        (x0, top), (x1, bottom) = mine[:, :2].min(axis=0).tolist(), mine[:, 2:].max(axis=0).tolist()
        return (x0, top, x1, bottom)

    @property
    def segments(self) -> set[int]:
        """All segments of the list."""
        return {segment for entry in self.entries for row in entry for segment in row}


Place = tuple[int, int]
"""Of a sheet: its page, and the direction of its writing."""


def contents_lists(sheets: Sequence[Sheet], out: Mapping[Place, Collection[int]]) -> dict[Place, Listing]:
    """The lists of contents of a paper, by sheet. ``out``: segments of each sheet that are no text."""
    found: dict[Place, Listing] = {}

    @cache
    def headings() -> frozenset[str]:
        return frozenset(title for sheet in sheets for title in _titles(sheet))

    count = max((sheet.number for sheet in sheets), default=0)
    for sheet in sheets:
        mine = out.get(sheet.place, ())
        kept = [segment for segment in range(len(sheet.stream.first)) if segment not in mine]
        here = listing(sheet, kept, goes_on=(sheet.number - 1, sheet.turn) in found, pages=count, headings=headings)
        if here is not None:
            found[sheet.place] = here
    return found


def entry_lines(sheet: Sheet, listed: Listing | None) -> list[list[Line]]:
    """The lines of each entry of a list."""
    entries = listed.entries if listed is not None else ()
    return [[line for row in entry for region in laid_out(sheet, row) for line in region.lines] for entry in entries]


def listing(
    sheet: Sheet, kept: Sequence[int], *, goes_on: bool, pages: int, headings: Callable[[], frozenset[str]]
) -> Listing | None:
    """The list of contents on a page, or none.

    ``goes_on``: whether the page before ended with one; ``pages``: how many the paper has; ``headings``: the letters
    of all lines of the paper that may head a section, asked for only where they are needed.
    """
    text = sheet.stream.text
    lower = text.lower()
    headed = _heads(sheet, kept) if any(word in lower for word in _MAY_HEAD) else set()
    leads = any(sign in text for sign in _MAY_LEAD) and _LEADS.search(text) is not None
    if not (goes_on or headed or leads):
        return None
    rows = list(_rows(sheet, kept))
    starts = [number for number, row in enumerate(rows) if headed.intersection(row.segments) and _heads_alone(row)]
    chosen = _entries(rows, starts[0] + 1) if starts else []
    if not chosen and starts:
        chosen = _repeated(rows, starts[0] + 1, headings())
    if not chosen and goes_on:
        chosen = _entries(rows, 0)
        sure = len(chosen) > 2 or any(row.led for row in chosen)
        chosen = chosen if sure and rows.index(chosen[0]) <= _MISSES else []
    if not chosen:
        chosen = _led(rows, pages)
    if not chosen:
        return None
    lead = _lead_in(rows, chosen[0], anything=goes_on and not starts)
    return Listing(tuple(_ordered([*lead, *rows[rows.index(chosen[0]) :]], chosen, lead)))


def letters(text: str) -> str:
    """The letters of a title, its number apart, in one case."""
    return "".join(c for c in _LABEL.sub("", text.strip()).casefold() if c.isalpha())


def _titles(sheet: Sheet) -> Iterator[str]:
    """The letters of each segment of a page that may be a title, counted once a page."""
    stream = sheet.stream
    for first, last in zip(stream.first.tolist(), stream.last.tolist(), strict=True):
        if 3 < last - first < 120:
            yield letters(stream.text[first:last])


def _heads(sheet: Sheet, kept: Sequence[int]) -> set[int]:
    """The segments that head a list of contents."""
    stream = sheet.stream
    short = (s for s in kept if int(stream.last[s]) - int(stream.first[s]) < 40)
    return {
        s for s in short if _HEADING.match(stream.text[int(stream.first[s]) : int(stream.last[s])].replace("'", "’"))
    }


def _heads_alone(row: _Row) -> bool:
    """Whether a heading of a list stands alone on its row, beside the label of a column or a line of text: not among
    the headings of a table."""
    return len(row.segments) == 1 or len(row.text) > _BESIDE or bool(_PAGE_LABEL.search(row.text))


def _rows(sheet: Sheet, kept: Sequence[int]) -> Iterator[_Row]:
    """The rows of a page from the top, those of two columns of entries apart."""
    stream = sheet.stream
    base, size, box = stream.segment_base.tolist(), stream.segment_size.tolist(), stream.box.tolist()
    first, last = stream.first.tolist(), stream.last.tolist()
    groups: list[list[int]] = []
    for segment in sorted(kept, key=lambda s: (base[s], box[s][0])):
        if groups and base[segment] - base[groups[-1][0]] < 0.5 * max(size[segment], size[groups[-1][0]]):
            groups[-1].append(segment)
        else:
            groups.append([segment])
    for group in groups:
        group.sort(key=lambda s: box[s][0])
        for part in _parted(group, [stream.text[first[s] : last[s]] for s in group]):
            text = " ".join(stream.text[first[s] : last[s]] for s in part)
            number, led = _sent(text, [stream.text[first[s] : last[s]] for s in part])
            x1 = max(box[s][2] for s in part)
            yield _Row(tuple(part), text, base[part[0]], box[part[0]][0], x1, number, led)


def _parted(group: list[int], texts: list[str]) -> Iterator[list[int]]:
    """The segments of a row, cut behind each page number that a title stands before."""
    if _NUMBER.match(texts[0]) and len(texts) > 1 and not _NUMBER.match(texts[-1]) and not _ENDS.search(texts[-1]):
        yield from _parted_first(group, texts)
        return
    part: list[int] = []
    lettered = False
    for segment, text in zip(group, texts, strict=True):
        part.append(segment)
        lettered = lettered or (any(c.isalpha() for c in _LEADER.sub("", text)) and not _NUMBER.match(text))
        closes = _NUMBER.match(text) or (_LEADER.search(text) and _ENDS.search(text))
        if lettered and closes:
            yield part
            part, lettered = [], False
    if part:
        yield part


def _parted_first(group: list[int], texts: list[str]) -> Iterator[list[int]]:
    """The segments of a row, cut in front of each page number that a title stands behind."""
    part: list[int] = []
    for segment, text in zip(group, texts, strict=True):
        if part and _NUMBER.match(text):
            yield part
            part = []
        part.append(segment)
    yield part


def _sent(text: str, parts: Sequence[str]) -> tuple[int, bool]:
    """The page to which a row sends the reader (0 for a Roman one), -1 for none, and whether leaders lead there."""
    led = _LEADER.search(text)
    title = text[: led.start()] if led else text
    if sum(c.isalpha() for c in title) < 2:
        return -1, False
    match = _ENDS.search(text)
    set_off = led or (len(parts) > 1 and _NUMBER.match(parts[-1]))
    if match is not None and (set_off or not _YEAR.fullmatch(match[1])):
        return _value(match[1]), led is not None
    if len(parts) > 1 and _NUMBER.match(parts[0]) and any(c.isalpha() for c in parts[1]):
        return _value(parts[0]), False
    return -1, False


def _value(text: str) -> int:
    digits = _DIGITS.search(text)
    return int(digits[0]) if digits else 0


def _entries(rows: Sequence[_Row], start: int) -> list[_Row]:
    """The entries from a row on, up to where none follows for some rows; none where their numbers do not grow."""
    found: list[_Row] = []
    misses = 0
    for row in rows[start:]:
        if row.number >= 0 and not (len(row.text) > 160 and not row.led):
            found.append(row)
            misses = 0
            continue
        misses += 1
        if misses > _MISSES + (3 if not found else 0):
            break
    if not found or (len(found) < 2 and not found[0].led) or not _grow(found):
        return []
    span = rows.index(found[-1]) - start + 1
    return found if len(found) >= 0.34 * span else []


def _grow(found: Sequence[_Row]) -> bool:
    """Whether page numbers grow down a list, each column of it by itself; a few may be out of order."""
    columns = _margins(found)
    pairs = [
        (above.number, below.number)
        for margin in columns
        for above, below in pairwise(row for row in found if _column(row, columns) == margin)
    ]
    falls = sum(below < above and below > 0 for above, below in pairs)
    return falls <= 0.15 * len(pairs) + (1 if len(pairs) > 5 else 0)


def _led(rows: Sequence[_Row], pages: int) -> list[_Row]:
    """Entries without a heading: leaders to numbers that grow and can be pages of this paper."""
    found = [row for row in rows if row.led and row.number >= 0]
    pages_only = all(row.number <= pages + _LOOSE and not _figured(row) for row in found)
    return found if len(found) > 2 and pages_only and _grow(found) and found[-1].number > found[0].number else []


def _figured(row: _Row) -> bool:
    """Whether the number that ends a row stands behind another one, as in a table of several columns."""
    match = _ENDS.search(row.text)
    return match is not None and row.text[: match.start()].rstrip()[-1:].isdigit()


def _repeated(rows: Sequence[_Row], start: int, headings: frozenset[str]) -> list[_Row]:
    """Titles without page numbers under "Contents" that head sections further on."""
    found: list[_Row] = []
    misses = 0
    for row in rows[start:]:
        mine = letters(row.text)
        if len(mine) > 3 and mine in headings:
            if any(letters(other.text) == mine for other in found):
                break  # the section itself
            found.append(row)
            misses = 0
            continue
        misses += 1
        if misses > 1:
            break
    return found if len(found) > 2 else []


def _margins(found: Sequence[_Row]) -> list[float]:
    """The right margins of the columns of a list: the x at which at least two of its entries end."""
    ends = sorted(row.x1 for row in found)
    if any(row.number < 0 for row in found):
        return ends[-1:]
    columns: list[float] = []
    for above, below in pairwise(ends):
        if below - above < 8 and (not columns or below - columns[-1] > 100):
            columns.append(below)
    return columns or [ends[-1]]


def _column(row: _Row, columns: Sequence[float]) -> float:
    return next((margin for margin in columns if row.x0 < margin), columns[-1])


def _ordered(
    rows: Sequence[_Row], found: Sequence[_Row], lead: Sequence[_Row]
) -> Iterator[tuple[tuple[int, ...], ...]]:
    """The entries column by column, with the rows between them that belong to them, and those that lead in."""
    columns = _margins(found)
    top, bottom = min(row.base for row in found), max(row.base for row in found)
    left, right = min(row.x0 for row in found) - 20, max(row.x1 for row in found) + 4
    listed = {*found, *lead}
    mine = [row for row in rows if row in listed or (top < row.base < bottom and left < row.x0 and row.x1 < right)]
    for margin in columns:
        waiting: list[tuple[int, ...]] = []
        for row in mine:
            if _column(row, columns) != margin:
                continue
            waiting.append(row.segments)
            if row in listed or len(row.text.split()) < 4:
                yield tuple(waiting)
                waiting = []
        if waiting:
            yield tuple(waiting)


def _lead_in(rows: Sequence[_Row], first: _Row, *, anything: bool) -> list[_Row]:
    """The rows between the heading of a list and its first entry: "Page", or the first line of a long title; on a page
    on which a list goes on, ``anything`` above it."""
    place = rows.index(first)
    above = rows[max(place - _MISSES, 0) : place]
    if anything:
        return list(above) if place <= _MISSES else []
    heads = [number for number, row in enumerate(above) if _HEADING.match(row.text.replace("'", "’"))]
    return list(above[heads[-1] + 1 :]) if heads else []
