"""Tables and boxes of a page: found, taken out of the flow, and turned into ``Grid`` records."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import pairwise

import numpy as np

from policyfacts.reading.aligned import by_captions, by_rules, stacks
from policyfacts.reading.columns import Setting, regions
from policyfacts.reading.lines import Sheet, usual_size
from policyfacts.reading.outcomes import REPEATED
from policyfacts.reading.passages import TextBuilder
from policyfacts.reading.ruled import ruled
from policyfacts.reading.shaded import by_shading, painted
from policyfacts.reading.tables import CAPTION, Caption, FoundCell, FoundTable, Word, cell_lines, page_words, words_text
from policyfacts.records import Box, Cell, Passage, Span

Sheets = Mapping[tuple[int, int], Sheet]
"""The directions of writing of all pages, by page and turn."""

MAX_SEGMENTS = 4000
"""Pages with more segments than this are drawings; no tables are looked for."""


def tables_and_boxes(sheet: Sheet, segments: Sequence[int]) -> tuple[list[FoundTable], list[Box]]:
    """What stands apart from the running text on one page: its tables, and its framed or shaded boxes."""
    if len(segments) > MAX_SEGMENTS:
        return [], []
    drawn = sheet.drawn
    captions = _captions(sheet, segments)
    crossed = len(drawn.across) > 1 and len(drawn.down) > 1
    stacked = crossed or any(_lines_between(sheet, segments, stack) for stack in stacks(drawn))
    shaded = painted(drawn)
    if not captions and not stacked and not shaded:
        return [], _boxes(sheet, segments, drawn.boxes.tolist(), []) if len(drawn.boxes) else []
    words = page_words(sheet, segments)
    tables, frames = ruled(sheet, drawn, words)
    for table in by_shading(sheet, shaded, _outside(words, tables)):
        if not any(_overlap(table.box, other.box) for other in tables):
            tables.append(table)
    left = _outside(words, tables)
    for table in by_rules(sheet, drawn, left, captions):
        if not any(_overlap(table.box, other.box) for other in tables):
            tables.append(table)
    left = _outside(words, tables)
    open_captions = [c for c in captions if not any(_titles(c, table.box) for table in tables)]
    for table in by_captions(sheet, left, open_captions):
        if not any(_overlap(table.box, other.box) for other in tables):
            tables.append(table)
    for table in tables:
        _whole_segments(table, words)
        table.turn = sheet.turn
    return tables, _boxes(sheet, segments, [*drawn.boxes.tolist(), *frames], tables)


def _lines_between(sheet: Sheet, segments: Sequence[int], rules: list[tuple[float, float, float, float]]) -> bool:
    """Whether a stack of rules may be a table's: three rules or more, or few lines between them."""
    if len(rules) > 2:
        return True
    height = sheet.stream.box[np.array(segments, np.int64), 1]
    return bool(0 < ((height > rules[0][1]) & (height < rules[-1][1])).sum() < 40)


def _captions(sheet: Sheet, segments: Sequence[int]) -> list[Caption]:
    """The segments that look like titles of tables."""
    stream = sheet.stream
    found = []
    columns: list[Box] = []
    for segment in segments:
        first = int(stream.first[segment])
        if stream.text[first] not in "TtAaТт":
            continue
        text = stream.text[first : int(stream.last[segment])]
        match = CAPTION.match(text)
        if match is None:
            continue
        rest = text[match.end() :].strip()
        if not rest or rest[0] in ".:|–—-(" or rest[0].isupper():
            columns = columns or _columns(sheet, segments)
            x0, top, x1, bottom = (float(side) for side in stream.box[segment])
            margins = [(c[0], c[2]) for c in columns if _overlap(c, (x0, top - 1, x1, bottom + 1))]
            left = min((c[0] for c in margins), default=x0)
            right = max((c[1] for c in margins), default=x1)
            found.append(Caption(float(stream.segment_base[segment]), float(stream.segment_size[segment]), left, right))
    return found


def _columns(sheet: Sheet, segments: Sequence[int]) -> list[Box]:
    """The page's columns as far as they can be told before its tables are known, stretched to the next prose."""
    boxes = sheet.stream.box[np.array(segments, np.int64)]
    groups = regions(boxes, Setting(usual_size(sheet.stream), list(sheet.gutters)))
    found = []
    prose = []
    for group in groups:
        mine = boxes[group]
        width = float(mine[:, 2].max() - mine[:, 0].min())
        full = (mine[:, 2] - mine[:, 0] > 0.85 * width).sum()
        if full >= 5 and full > 0.15 * len(mine) and width > 15 * usual_size(sheet.stream):
            prose.append((float(mine[:, 0].min()), float(mine[:, 2].max())))
        found.append(
            (float(mine[:, 0].min()), float(mine[:, 1].min()), float(mine[:, 2].max()), float(mine[:, 3].max()))
        )
    low, high = min(c[0] for c in found), max(c[2] for c in found)
    return [_stretched(c, prose, (low, high)) for c in found]


def _stretched(column: Box, edges: Sequence[tuple[float, float]], frame: tuple[float, float]) -> Box:
    """A column as wide as the free space beside it, up to the next column on either side."""
    left = max((right for _, right in edges if right <= column[0]), default=frame[0])
    right = min((left for left, _ in edges if left >= column[2]), default=frame[1])
    return (left - 1, column[1], right + 1, column[3])


def _titles(caption: Caption, box: Box) -> bool:
    if caption.right < box[0] or caption.left > box[2]:
        return False
    em = caption.size
    return -5 * em < caption.y - box[1] < em or -em < caption.y - box[3] < 4 * em


def _outside(words: Sequence[Word], tables: Sequence[FoundTable]) -> list[Word]:
    taken: set[int] = set()
    for table in tables:
        taken |= table.segments
    return [word for word in words if word.segment not in taken]


def _overlap(one: Box, other: Box) -> bool:
    wide = min(one[2], other[2]) - max(one[0], other[0])
    high = min(one[3], other[3]) - max(one[1], other[1])
    return wide > 2 and high > 2


def _whole_segments(table: FoundTable, words: Sequence[Word]) -> None:
    """Give words that stick out of the table, but belong to a segment in it, to the nearest cell."""
    inside = {(word.first, word.segment) for cell in table.cells for word in cell.words}
    mine = table.segments
    filled = [cell for cell in table.cells if cell.words]
    for word in words:
        if word.segment in mine and (word.first, word.segment) not in inside:
            nearest = min(
                filled,
                key=lambda cell: min(abs(w.base - word.base) * 3 + abs(w.middle - word.middle) for w in cell.words),
            )
            nearest.words.append(word)


def _boxes(sheet: Sheet, segments: Sequence[int], boxes: list[Box], tables: Sequence[FoundTable]) -> list[Box]:
    """The outermost boxes that hold some, but not most, of the page's lines, and no table."""
    stream = sheet.stream
    chosen = np.array(segments, np.int64)
    if not len(chosen):
        return []
    middle = (stream.box[chosen, 0] + stream.box[chosen, 2]) / 2
    height = (stream.box[chosen, 1] + stream.box[chosen, 3]) / 2
    found: list[Box] = []
    for box in sorted(boxes, key=lambda b: -(b[2] - b[0]) * (b[3] - b[1])):
        x0, top, x1, bottom = (float(side) for side in box)
        inside = (middle > x0) & (middle < x1) & (height > top) & (height < bottom)
        count = int(inside.sum())
        if count < 2 or (count > 0.8 * len(chosen) and bottom - top > 0.6 * sheet.height):
            continue
        rows = np.unique(np.round(stream.segment_base[chosen[inside]]))
        if len(rows) < 2 or any(_overlap((x0, top, x1, bottom), other) for other in found):
            continue
        if any(_overlap((x0, top, x1, bottom), table.box) for table in tables):
            continue
        found.append((x0, top, x1, bottom))
    return found


def continued(before: FoundTable, after: FoundTable, sheets: Sheets) -> bool:
    """Whether ``after`` goes on with the table ``before``, on the next page or in the next column: as many columns, as
    wide, and on the next page at the same place."""
    if not 0 <= after.page - before.page <= 1 or before.turn != after.turn or len(before.columns) != len(after.columns):
        return False
    width = sheets[before.place].width
    shift = after.columns[0] - before.columns[0]
    if after.page == before.page and (shift <= 0 or after.box[0] < before.box[2] - 2):
        return False
    if abs(shift) < 0.03 * width:
        shift = 0.0
    elif min(before.box[2] - before.box[0], after.box[2] - after.box[0]) > 0.55 * width:
        return False
    narrowest = min(right - left for left, right in pairwise(before.columns))
    slack = max(0.03 * width, 0.4 * narrowest)
    return all(abs(a + shift - b) < slack for a, b in zip(before.columns, after.columns, strict=True))


def repeated_header(before: FoundTable, after: FoundTable, sheets: Sheets, builder: TextBuilder) -> FoundTable:
    """A continuation without the column headings that it prints again; the ledger's books say so."""
    depth = before.header_rows
    heads = [[words_text(sheets[t.place], c.words) for c in t.cells if c.row < depth] for t in (before, after)]
    if heads[0] != heads[1]:
        return after
    source = builder.sources[after.place]
    for cell in (cell for cell in after.cells if cell.row < depth):
        for word in cell.words:
            origin = source.stream.source[word.first : word.last]
            source.fates[origin[origin >= 0]] = REPEATED
    cells = [replace(cell, row=cell.row - depth) for cell in after.cells if cell.row >= depth]
    return replace(after, cells=cells)


def add_table(
    table: FoundTable, sheets: Sheets, builder: TextBuilder, section: tuple[str, ...]
) -> tuple[list[Passage], list[Cell]]:
    """Append the table's cells to the text, row by row; the passages and cells made."""
    passages: list[Passage] = []
    cells: list[Cell] = []
    for cell in sorted(table.cells, key=lambda c: (c.row, c.column)):
        span = _added(cell, sheets[table.place], builder)
        if span.end > span.start:
            passages.append(Passage(span.start, span.end, "cell", section))
        cells.append(Cell(cell.row, cell.column, span.start, span.end, cell.row_span, cell.column_span))
    return passages, cells


def _added(cell: FoundCell, sheet: Sheet, builder: TextBuilder) -> Span:
    return builder.add(cell_lines(sheet, cell), "cell")
