"""Lines: the segments of one column that stand on one row, left to right."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from policyfacts.records import Box
from policyfacts.reading.columns import Setting, regions
from policyfacts.reading.glyphs import Stream
from policyfacts.reading.pdfium import Font


@dataclass(slots=True)
class Line:
    """One printed line of one column of a page.

    ``parts`` are half-open ranges of signs in the page's stream, left to right; ``text`` is what they say, joined by
    spaces. ``size`` is that of most signs; ``bold``/``italic`` whether most are. ``box`` is in layout coordinates.
    ``region`` numbers the column's stretch on the page. ``role`` is empty for text; for what takes a place among
    the lines, ``table:N`` or ``box:N``. ``label`` is the raised marker with which a note begins,
    ``weight`` the share of bold signs, ``turn`` the direction of writing, in quarters from that of the page,
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
    """A page on its way through the layout: its stream and its regions in reading order."""

    number: int
    width: float
    height: float
    quarter: int
    stream: Stream
    fonts: tuple[Font, ...]
    regions: list[Region] = field(default_factory=list)
    turn: int = 0
    gutters: list[float] = field(default_factory=list)

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
    bold = np.array([font.bold for font in sheet.fonts] or [False])
    italic = np.array([font.italic for font in sheet.fonts] or [False])
    heavy = np.concatenate([[0], np.cumsum(bold[stream.style])])
    slanted = np.concatenate([[0], np.cumsum(italic[stream.style])])
    result = []
    boxes = stream.box[chosen]
    if obstacles:
        boxes = np.concatenate([boxes, np.array([box for _, box in obstacles], np.float32)])
    for group in regions(boxes, Setting(max(usual_size(stream), 1.0), sheet.gutters)):
        mine = [int(chosen[k]) for k in group if k < count]
        lines = [_line(sheet, len(result), row, (heavy, slanted)) for row in _rows(stream, mine)]
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
    return Line(sheet.number, region, (), "", box, box[3], 10.0, bold=False, italic=False, role=role)


def _rows(stream: Stream, segments: list[int]) -> list[list[int]]:
    """Segments on one row together, rows from the top down, each from the left to the right."""
    rows: list[list[int]] = []
    bounds: list[tuple[float, float]] = []
    order = sorted(segments, key=lambda s: (float(stream.segment_base[s]), float(stream.box[s, 0])))
    for segment in order:
        x0, top, x1, bottom = stream.box[segment].tolist()
        for back in range(len(rows) - 1, max(len(rows) - 4, -1), -1):
            high, low = bounds[back]
            overlap = min(bottom, low) - max(top, high)
            if overlap > 0.55 * min(bottom - top, low - high) and not (
                _over(stream, rows[back], x0, x1) or _apart(stream, rows[back], segment)
            ):
                rows[back].append(segment)
                bounds[back] = (min(high, top), max(low, bottom)) if bottom - top < low - high else (top, bottom)
                break
        else:
            rows.append([segment])
            bounds.append((top, bottom))
    for row in rows:
        row.sort(key=lambda s: float(stream.box[s, 0]))
    return rows


def _apart(stream: Stream, row: list[int], segment: int) -> bool:
    """Whether a segment stands far from the row and is of another size: a letterhead's two sides, not one line."""
    x0 = float(stream.box[segment, 0])
    nearest = max((other for other in row), key=lambda s: float(stream.box[s, 2]))
    one, two = float(stream.segment_size[segment]), float(stream.segment_size[nearest])
    return x0 - float(stream.box[nearest, 2]) > 3 * max(one, two) and abs(one - two) > 0.12 * max(one, two)


def _over(stream: Stream, row: list[int], x0: float, x1: float) -> bool:
    """Whether a segment from ``x0`` to ``x1`` would print over one of the row."""
    for other in row:
        shared = min(x1, float(stream.box[other, 2])) - max(x0, float(stream.box[other, 0]))
        if shared > 0.5 * min(x1 - x0, float(stream.box[other, 2] - stream.box[other, 0])):
            return True
    return False


def _line(sheet: Sheet, region: int, row: list[int], weights: tuple[NDArray[np.int64], ...]) -> Line:
    stream = sheet.stream
    parts = tuple((int(stream.first[s]), int(stream.last[s])) for s in row)
    text = " ".join(stream.text[a:b] for a, b in parts)
    biggest = max(row, key=lambda s: int(stream.last[s] - stream.first[s]))
    a, b = int(stream.first[biggest]), int(stream.last[biggest])
    sizes = stream.size[a:b]
    size = float(stream.segment_size[biggest])
    if float(sizes.min()) < 0.9 * size:
        size = Counter(np.round(sizes, 1).tolist()).most_common(1)[0][0]
    length = sum(y - x for x, y in parts)
    heavy, slanted = (sum(int(w[y] - w[x]) for x, y in parts) / length for w in weights)
    box = stream.box[row]
    return Line(
        sheet.number, region, parts, text,
        (float(box[:, 0].min()), float(box[:, 1].min()), float(box[:, 2].max()), float(box[:, 3].max())),
        float(stream.segment_base[biggest]), size, heavy > 0.6, slanted > 0.6,
        label=stream.markers.get(parts[0][0], "") if stream.markers else "", weight=heavy, turn=sheet.turn,
        lead=_lead(stream, parts[0], weights[0]) if 0.02 < heavy < 0.98 else 0,
    )  # fmt: skip


def _lead(stream: Stream, part: tuple[int, int], heavy: NDArray[np.int64]) -> int:
    """How many signs at the start of a line are bold."""
    first, last = part
    marks = np.diff(heavy[first : last + 1])
    plain = np.flatnonzero((marks == 0) & (stream.code[first:last] != 0x20))
    return int(plain[0]) if len(plain) else last - first


def _margin(values: list[float], *, low: bool) -> float:
    """The margin of a column: the outermost x that at least two lines share, else the outermost."""
    ordered = sorted(values, reverse=not low)
    for value, after in zip(ordered, ordered[1:], strict=False):
        if abs(value - after) < 1.5:
            return value
    return ordered[0]
