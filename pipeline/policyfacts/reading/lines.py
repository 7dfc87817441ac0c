"""Lines: the segments of one column that stand on one row, left to right."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from policyfacts.reading.asking import Font
from policyfacts.reading.columns import Setting, regions
from policyfacts.reading.glyphs import Stream
from policyfacts.reading.rulings import Rulings, no_rulings
from policyfacts.records import Box


@dataclass(slots=True)
class Line:
    """One printed line of one column of a page.

    ``parts`` are half-open ranges of signs in the page's stream, left to right; ``text`` is what they say, joined by
    spaces. ``size`` is that of most signs; ``bold``/``italic`` whether most are. ``box`` is in layout coordinates.
    ``region`` numbers the column's stretch on the page. ``role`` is empty for text; for what takes a place among
    the lines, ``table:N`` or ``box:N``. ``label`` is the raised marker with which a note begins,
    ``weight`` the share of bold signs, ``turn`` that of its sheet,
    ``lead`` how many signs at the start are bold where the rest is not.
    """

    page: int
    region: int
    parts: tuple[tuple[int, int], ...]
    text: str
    box: Box
    base: float
    size: float
    bold: bool
    italic: bool
    role: str = ""
    label: str = ""
    weight: float = 0.0
    turn: int = 0
    lead: int = 0

    @property
    def x0(self) -> float:
        return self.box[0]

    @property
    def x1(self) -> float:
        return self.box[2]

    @property
    def top(self) -> float:
        return self.box[1]

    @property
    def bottom(self) -> float:
        return self.box[3]


@dataclass(slots=True)
class Region:
    """A column's stretch: its lines from top to bottom and its margins."""

    lines: list[Line]
    left: float
    right: float


@dataclass(slots=True)
class Sheet:
    """One direction of writing of a page on its way through the layout: its stream and its regions in reading order.

    ``quarter`` is the direction, ``slanted`` whether it is none of the four; ``turn`` numbers the page's directions, 0
    being that of most of it. ``drawn`` are the page's rulings, seen from this direction.
    """

    number: int
    width: float
    height: float
    quarter: int
    stream: Stream
    fonts: tuple[Font, ...]
    regions: list[Region] = field(default_factory=list)
    turn: int = 0
    slanted: bool = False
    drawn: Rulings = field(default_factory=no_rulings)
    gutters: list[float] = field(default_factory=list)

    @property
    def place(self) -> tuple[int, int]:
        """The page's number, and which of its directions."""
        return self.number, self.turn

    @property
    def lines(self) -> list[Line]:
        return [line for region in self.regions for line in region.lines]


def usual_size(stream: Stream) -> float:
    """The size of most of the page's signs, in points."""
    if not len(stream.size):
        return 10.0
    counts = np.bincount(np.round(stream.size * 4).astype(np.int64))
    return float(counts.argmax()) / 4


def laid_out(sheet: Sheet, segments: Sequence[int], obstacles: Sequence[tuple[str, Box]] = ()) -> list[Region]:
    """The regions of a page, in reading order, made of ``segments``.

    ``obstacles`` (a role such as ``table:0``, and a box) take their place in the order as lines without text.
    """
    stream = sheet.stream
    chosen = np.array(segments, np.int64)
    count = len(chosen)
    columns = _columns(sheet)
    result: list[Region] = []
    boxes = stream.box[chosen]
    if obstacles:
        boxes = np.concatenate([boxes, np.array([box for _, box in obstacles], np.float32)])
    for group in regions(boxes, Setting(max(usual_size(stream), 1.0), sheet.gutters)):
        mine = [int(chosen[k]) for k in group if k < count]
        lines = [_line(sheet, len(result), row, columns) for row in _rows(columns, mine)]
        blanks = [_blank(sheet, len(result), obstacles[k - count]) for k in group if k >= count]
        if not lines:
            if blanks:
                result.append(Region(blanks, blanks[0].x0, blanks[0].x1))
            continue
        left = _margin([line.x0 for line in lines], low=True)
        right = _margin([line.x1 for line in lines], low=False)
        if blanks:
            lines = sorted([*lines, *blanks], key=lambda line: (line.top + line.bottom) / 2)
        result.append(Region(lines, left, right))
    return result


def _blank(sheet: Sheet, region: int, obstacle: tuple[str, Box]) -> Line:
    role, box = obstacle
    return Line(sheet.number, region, (), "", box, box[3], 10.0, bold=False, italic=False, role=role, turn=sheet.turn)


@dataclass(frozen=True, slots=True)
class _Columns:
    """What lines need of a stream's segments, as lists: ``heavy`` and ``slanted`` count bold and slanted signs.
    ``bold`` tells which fonts of the page are."""

    first: list[int]
    last: list[int]
    box: list[Box]
    base: list[float]
    size: list[float]
    low: list[float]
    heavy: list[int]
    slanted: list[int]
    bold: NDArray[np.bool_]


def _columns(sheet: Sheet) -> _Columns:
    stream = sheet.stream
    low = np.minimum.reduceat(stream.size, stream.first) if len(stream.first) else stream.segment_size
    bold = np.array([font.bold for font in sheet.fonts] or [False])
    italic = np.array([font.italic for font in sheet.fonts] or [False])
    return _Columns(
        stream.first.tolist(),
        stream.last.tolist(),
        [(x0, top, x1, bottom) for x0, top, x1, bottom in stream.box.tolist()],
        stream.segment_base.tolist(),
        stream.segment_size.tolist(),
        low.tolist(),
        _counts(bold, stream),
        _counts(italic, stream),
        bold,
    )


def _counts(marked: NDArray[np.bool_], stream: Stream) -> list[int]:
    """How many signs of each segment are in one of the fonts ``marked``."""
    if not (marked.any() and len(stream.first)):
        return [0] * len(stream.first)
    counts: list[int] = np.add.reduceat(marked[stream.style].astype(np.int64), stream.first).tolist()
    return counts


def _rows(columns: _Columns, segments: list[int]) -> list[list[int]]:
    """Segments on one row together, rows from the top down, each from the left to the right."""
    rows: list[list[int]] = []
    bounds: list[tuple[float, float]] = []
    boxes = columns.box
    for segment in sorted(segments, key=lambda s: (columns.base[s], boxes[s][0])):
        _, top, _, bottom = boxes[segment]
        for back in range(len(rows) - 1, max(len(rows) - 4, -1), -1):
            high, low = bounds[back]
            overlap = min(bottom, low) - max(top, high)
            if overlap > 0.55 * min(bottom - top, low - high) and _beside(columns, rows[back], segment):
                rows[back].append(segment)
                bounds[back] = (min(high, top), max(low, bottom)) if bottom - top < low - high else (top, bottom)
                break
        else:
            rows.append([segment])
            bounds.append((top, bottom))
    for row in rows:
        if len(row) > 1:
            row.sort(key=lambda s: boxes[s][0])
    return rows


def _beside(columns: _Columns, row: list[int], segment: int) -> bool:
    """Whether a segment belongs to a row: it prints over none of it, and is no other side of a letterhead, far away
    and of another size."""
    x0, _, x1, _ = columns.box[segment]
    for other in row:
        left, _, right, _ = columns.box[other]
        if min(x1, right) - max(x0, left) > 0.5 * min(x1 - x0, right - left):
            return False
    nearest = max(row, key=lambda s: columns.box[s][2])
    one, two = columns.size[segment], columns.size[nearest]
    big = max(one, two)
    return not (x0 - columns.box[nearest][2] > 3 * big and abs(one - two) > 0.12 * big)


def _line(sheet: Sheet, region: int, row: list[int], columns: _Columns) -> Line:
    stream = sheet.stream
    parts = tuple((columns.first[s], columns.last[s]) for s in row)
    text = " ".join([stream.text[a:b] for a, b in parts])
    biggest = row[0] if len(row) == 1 else max(row, key=lambda s: columns.last[s] - columns.first[s])
    size = columns.size[biggest]
    if columns.low[biggest] < 0.9 * size:
        sizes = stream.size[columns.first[biggest] : columns.last[biggest]]
        size = Counter(np.round(sizes, 1).tolist()).most_common(1)[0][0]
    length = sum([b - a for a, b in parts])
    heavy = sum([columns.heavy[s] for s in row]) / length
    slanted = sum([columns.slanted[s] for s in row]) / length
    boxes = [columns.box[s] for s in row]
    x0, top, x1, bottom = boxes[0]
    for box in boxes[1:]:
        x0, top, x1, bottom = min(x0, box[0]), min(top, box[1]), max(x1, box[2]), max(bottom, box[3])
    return Line(
        sheet.number, region, parts, text, (x0, top, x1, bottom),
        columns.base[biggest], size, heavy > 0.6, slanted > 0.6,
        label=stream.labels.get(parts[0][0], "") if stream.labels else "", weight=heavy, turn=sheet.turn,
        lead=_lead(stream, parts[0], columns.bold) if 0.02 < heavy < 0.98 else 0,
    )  # fmt: skip


def _lead(stream: Stream, part: tuple[int, int], bold: NDArray[np.bool_]) -> int:
    """How many signs at the start of a line are bold."""
    first, last = part
    for number, heavy in enumerate(bold[stream.style[first:last]].tolist()):
        if not heavy and stream.text[first + number] != " ":
            return number
    return last - first


def _margin(values: list[float], *, low: bool) -> float:
    """The margin of a column: the outermost x that at least two lines share, else the outermost."""
    ordered = sorted(values, reverse=not low)
    for value, after in pairwise(ordered):
        if abs(value - after) < 1.5:
            return value
    return ordered[0]
