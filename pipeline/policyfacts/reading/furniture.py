"""Running heads, running feet and page numbers: what repeats at the page's edge, found before columns are.

A segment is furniture when its text, digits masked, comes again near the same height on other pages, in the outer
part of the page and apart from the next row; or when it is a number that grows with the pages. A page is never
emptied altogether, so that a paper of one repeated line keeps its text.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence

import numpy as np

from policyfacts.reading.glyphs import Stream
from policyfacts.reading.lines import Sheet
from policyfacts.reading.rulings import Rulings

ZONE = 0.15
"""The outer part of the page's height where furniture is looked for."""
_ROWS = 4

_NUMBER = re.compile(
    r"^(?:page|p\.|стр\.|página|seite)?\s*[-–—|•·]?\s*(\d{1,4}|[ivxl]{1,7})\s*[-–—|•·]?"
    r"(?:\s*(?:/|of|de|из)\s*\d{1,4})?$",
    re.IGNORECASE,
)
_DIGITS = re.compile(r"\d+")
_ISSUE = re.compile(
    r"\bvol(?:\.|ume)|\bno\. ?\d|\bissn\b|\bdoi\b|©|\bcopyright\b|\bpp\. ?\d|https?://|www\.|\bissue \d"
    r"|\bworking paper\b|\bpolicy brief\b",
    re.IGNORECASE,
)
_CAPTION = re.compile(r"(?:table|figure|box|chart|map|annex) #", re.IGNORECASE)
_ROMAN = {"i": 1, "v": 5, "x": 10, "l": 50}


Edges = list[list[list[int]]]
"""Of one page: the rows of segments at the top and at the bottom, from the edge inwards."""


def furniture(sheets: Sequence[Sheet]) -> list[dict[int, str]]:
    """For each page, its segments that are furniture, and as what: ``running head`` or ``page number``.

    What stands between two rulings is the heading of a table.
    """
    edges = [_edge_rows(sheet) for sheet in sheets]
    found: list[dict[int, str]] = [{} for _ in sheets]
    _repeated(sheets, edges, found)
    _numbers(sheets, edges, found)
    _single(sheets, edges, found)
    for sheet, mine in zip(sheets, found, strict=True):
        if len(mine) == len(sheet.stream.first):
            mine.clear()
    return found


def _edge_rows(sheet: Sheet) -> Edges:
    """The rows of segments in the zone at the top and at the bottom, from the edge inwards; and whether they end."""
    stream = sheet.stream
    if not len(stream.first):
        return [[], []]
    centre = (stream.box[:, 1] + stream.box[:, 3]) / 2
    result = []
    for order, edge in ((np.argsort(centre, kind="stable"), 1), (np.argsort(-centre, kind="stable"), -1)):
        rows: list[list[int]] = []
        for segment in order.tolist():
            depth = centre[segment] if edge == 1 else sheet.height - centre[segment]
            if rows and abs(centre[segment] - centre[rows[-1][0]]) < 0.5 * float(stream.segment_size[segment]):
                rows[-1].append(segment)
                continue
            if depth > ZONE * sheet.height or len(rows) > _ROWS:
                break
            rows.append([segment])
        result.append(rows)
    return result


def _masked(text: str) -> str:
    return _DIGITS.sub("#", text).strip().lower()


def _text(stream: Stream, segment: int) -> str:
    return stream.text[int(stream.first[segment]) : int(stream.last[segment])]


def _repeated(sheets: Sequence[Sheet], edges: list[Edges], found: list[dict[int, str]]) -> None:
    places: dict[tuple[int, str], list[tuple[int, int, float]]] = defaultdict(list)
    for index, side, segment in _outer(edges):
        stream = sheets[index].stream
        height = float(stream.segment_base[segment])
        places[side, _masked(_text(stream, segment))].append((index, segment, height))
    least = 2 if len(sheets) < 8 else 3
    candidates: list[set[int]] = [set() for _ in sheets]
    for (_, text), hits in places.items():
        if text in {"", "#"} or _CAPTION.match(text):
            continue
        heights = Counter(round(height / 4) for _, _, height in hits)
        for index, segment, height in hits:
            bucket = round(height / 4)
            repeats = heights[bucket] + heights[bucket - 1] + heights[bucket + 1] >= least
            if repeats and not _between_rules(sheets[index].stream, segment, sheets[index].drawn):
                candidates[index].add(segment)
    for sheet, sides, mine, result in zip(sheets, edges, candidates, found, strict=True):
        for rows in sides:
            for segment in _apart(sheet.stream, rows, mine):
                result[segment] = "running head"


def _between_rules(stream: Stream, segment: int, drawn: Rulings) -> bool:
    """Whether a segment stands between two level rules that are close to it and longer than it."""
    x0, top, x1, bottom = stream.box[segment].tolist()
    rules = drawn.across
    over = rules[(rules[:, 0] < x0 + 3) & (rules[:, 2] > x1 - 3)][:, 1]
    em = float(stream.segment_size[segment])
    above, below = top - over, over - bottom
    return bool(((above > -0.3 * em) & (above < 1.6 * em)).any() and ((below > -0.3 * em) & (below < 1.6 * em)).any())


def _outer(edges: list[Edges]) -> Iterator[tuple[int, int, int]]:
    """All segments near the edges: page, side (0 top, 1 bottom), segment."""
    for index, sides in enumerate(edges):
        for side, rows in enumerate(sides):
            for row in rows[:_ROWS]:
                for segment in row:
                    yield index, side, segment


def _apart(stream: Stream, rows: list[list[int]], candidates: set[int]) -> list[int]:
    """The candidates of the outermost rows, as far as these stand apart from the next row."""
    chosen: list[int] = []
    waiting: list[int] = []
    for number, row in enumerate(rows):
        mine = [segment for segment in row if segment in candidates]
        if not mine:
            if number and not _NUMBER.match(_text(stream, row[0]).strip()):
                break
            continue
        waiting += mine
        following = rows[number + 1] if number + 1 < len(rows) else None
        if following is not None and _aligned(stream, row, following):
            break
        if following is None:
            chosen, waiting = chosen + waiting, []
            continue
        near = min(_distance(stream, a, b) for a in row for b in following)
        if near > 0.55 * float(stream.segment_size[row[0]]):
            chosen, waiting = chosen + waiting, []
    return chosen


def _aligned(stream: Stream, row: list[int], following: list[int]) -> bool:
    """Whether a row stands over the next as headings of columns do: three or more that begin at the same x."""
    if len(row) < 3 or len(following) < 2:
        return False
    starts = [float(stream.box[segment, 0]) for segment in following]
    return sum(any(abs(float(stream.box[s, 0]) - x) < 2 for x in starts) for s in row) >= 2


def _distance(stream: Stream, a: int, b: int) -> float:
    return float(max(stream.box[a, 1], stream.box[b, 1]) - min(stream.box[a, 3], stream.box[b, 3]))


def _numbers(sheets: Sequence[Sheet], edges: list[Edges], found: list[dict[int, str]]) -> None:
    hits: dict[int, list[tuple[int, int]]] = defaultdict(list)
    for index, segment in _numerals(edges, found):
        value = _value(_text(sheets[index].stream, segment))
        if value is not None:
            hits[value - index].append((index, segment))
    heights: set[int] = set()
    for places in hits.values():
        if len({index for index, _ in places}) < min(2, len(sheets)):
            continue
        for index, segment in places:
            if len(sheets) > 1 or _alone(sheets[index].stream, edges[index], segment):
                found[index][segment] = "page number"
                heights.add(_height(sheets[index].stream, segment))
    # Numbers at the same height that jump (a page is missing) are page numbers too.
    for index, segment in (place for places in hits.values() for place in places):
        if _height(sheets[index].stream, segment) in heights:
            found[index][segment] = "page number"


def _numerals(edges: list[Edges], found: list[dict[int, str]]) -> Iterator[tuple[int, int]]:
    """Page and segment of what may be a page number: in the outermost two rows that are not yet known as heads."""
    for index, sides in enumerate(edges):
        for rows in sides:
            fresh = [row for row in rows if any(segment not in found[index] for segment in row)]
            for row in fresh[:2]:
                if len(row) <= 3:
                    yield from ((index, segment) for segment in row)


def _height(stream: Stream, segment: int) -> int:
    return round(float(stream.segment_base[segment]) / 3)


def _single(sheets: Sequence[Sheet], edges: list[Edges], found: list[dict[int, str]]) -> None:
    """Heads and feet that come only once: the short title over one page, the issue line at the foot of the first."""
    title = _letters(_largest(sheets[0].stream)) if sheets else ""
    for index, (sheet, sides) in enumerate(zip(sheets, edges, strict=True)):
        for side, rows in enumerate(sides):
            rows = [row for row in rows if not all(segment in found[index] for segment in row)]
            if len(rows) < 2 or min(_distance(sheet.stream, a, b) for a in rows[0] for b in rows[1]) < 0.9 * float(
                sheet.stream.segment_size[rows[0][0]]
            ):
                continue
            text = " ".join(_text(sheet.stream, segment) for segment in rows[0])
            short = _letters(text)
            named = index > 0 and side == 0 and len(short) > 7 and short in title
            issue = side == 1 and len(text) < 140 and bool(_ISSUE.search(text)) and _outermost(sheet, rows[0][0])
            if named or issue:
                found[index].update(dict.fromkeys(rows[0], "running head"))


def _outermost(sheet: Sheet, segment: int) -> bool:
    """Whether a segment stands in the lowest tenth of the page."""
    return float(sheet.stream.segment_base[segment]) > 0.9 * sheet.height


def _largest(stream: Stream) -> str:
    """What is printed largest on a page."""
    if not len(stream.first):
        return ""
    size = float(stream.segment_size.max())
    return " ".join(_text(stream, s) for s in range(len(stream.first)) if stream.segment_size[s] > 0.9 * size)


def _letters(text: str) -> str:
    return "".join(c for c in text.casefold() if c.isalpha())


def _alone(stream: Stream, sides: list[list[list[int]]], segment: int) -> bool:
    return any(rows and rows[0] == [segment] for rows in sides) and len(stream.first) > 1


def _value(text: str) -> int | None:
    match = _NUMBER.match(text.strip())
    if match is None:
        return None
    digits = match[1].lower()
    if digits.isdigit():
        return int(digits)
    values = [_ROMAN[letter] for letter in digits]
    return sum(-v if any(w > v for w in values[k + 1 : k + 2]) else v for k, v in enumerate(values))
