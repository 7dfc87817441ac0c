"""Tables whose rows are told by shading: every other one is painted, as one box or a box to a cell.

The painted rows, and the one that stands between each two of them, are the rows of the table; one more may stand above
the first (the headings) and one below the last. Where each cell is painted by itself, the boxes tell the columns too.
Such a table needs no caption, so that its rest in the next column or on the next page is found as well.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from policyfacts.reading.gaps import column_at, columns, phrases
from policyfacts.reading.lines import Sheet
from policyfacts.reading.rulings import Rulings
from policyfacts.reading.tables import MAX_WORDS, FoundCell, FoundTable, Word, header_rows, text_rows

_SAME = 1.5
"""Points by which edges that belong together may differ."""
_DEEP = 8.0
"""A painted row is at most so many ems high, and so far from the next."""
_MOST_BOXES = 800


@dataclass(slots=True)
class Band:
    """A painted row: its top and bottom, and the x of its edges, those between cells included where these are drawn."""

    top: float
    bottom: float
    edges: list[float]

    def under(self, above: Band) -> bool:
        """Whether both are painted rows of one table."""
        gap, em = self.top - above.bottom, max(self.bottom - self.top, above.bottom - above.top)
        alike = len(self.edges) == len(above.edges) and all(
            abs(a - b) < _SAME for a, b in zip(self.edges, above.edges, strict=True)
        )
        return alike and -_SAME < gap < 4 * em


def painted(drawn: Rulings) -> list[list[Band]]:
    """The painted rows of each table that a page may have: two or more, or one whose cells are painted one by one."""
    if not 1 < len(drawn.boxes) <= _MOST_BOXES:
        return []
    stacks: list[list[Band]] = []
    for band in _bands(drawn.boxes.tolist()):
        stack = next((stack for stack in stacks if band.under(stack[-1])), None)
        if stack is None:
            stacks.append([band])
        else:
            stack.append(band)
    return [stack for stack in stacks if len(stack) > 1 or len(stack[0].edges) > 3]


def by_shading(sheet: Sheet, stacks: Sequence[Sequence[Band]], words: Sequence[Word]) -> list[FoundTable]:
    """The tables of a page that painted rows tell (``painted``)."""
    found = [_table(sheet, stack, words) for stack in stacks]
    return [table for table in found if table is not None]


def _bands(boxes: Sequence[Sequence[float]]) -> list[Band]:
    """The painted rows: boxes side by side on one level together, from the top down."""
    bands: list[Band] = []
    for x0, top, x1, bottom in sorted(boxes, key=lambda box: (round(box[1]), round(box[3]), box[0])):
        last = bands[-1] if bands else None
        level = last is not None and abs(last.top - top) < _SAME and abs(last.bottom - bottom) < _SAME
        if last is not None and level and abs(last.edges[-1] - x0) < _SAME:
            last.edges.append(x1)
        else:
            bands.append(Band(top, bottom, [x0, x1]))
    return bands


def _table(sheet: Sheet, stack: Sequence[Band], words: Sequence[Word]) -> FoundTable | None:
    left, right = stack[0].edges[0], stack[0].edges[-1]
    mine = [word for word in words if left <= word.middle <= right]
    first, last = stack[0], stack[-1]
    inside = [word for word in mine if first.top < word.height < last.bottom]
    if not inside or any(band.bottom - band.top > _DEEP * inside[0].size for band in stack):
        return None
    levels = sorted({level for band in stack for level in (band.top, band.bottom)})
    levels = [level for k, level in enumerate(levels) if k == 0 or level - levels[k - 1] > _SAME]
    edges = list(first.edges)
    if len(edges) < 3:
        edges = columns(text_rows(inside), (left, first.top, right, last.bottom), levels)
    if len(edges) < 3:
        return None
    above = _row([word for word in mine if word.height < first.top], first.top, edges, upwards=True)
    below = _row([word for word in mine if word.height > last.bottom], last.bottom, edges, upwards=False)
    if above:
        levels.insert(0, min(word.base - 0.8 * word.size for word in above))
    if below:
        levels.append(max(word.base + 0.25 * word.size for word in below))
    cells = _cells([*above, *inside, *below], levels, edges)
    filled = [cell for cell in cells if cell.words]
    if len(levels) < 3 or len({cell.column for cell in filled}) < 2 or len(filled) < 0.5 * len(cells):
        return None
    if float(np.median([len(cell.words) for cell in filled])) > MAX_WORDS:
        return None
    return FoundTable(sheet.number, (left, levels[0], right, levels[-1]), cells, edges, header_rows(sheet, cells))


def _row(words: Sequence[Word], edge: float, edges: list[float], *, upwards: bool) -> list[Word]:
    """The words of the unpainted row that stands on the ``edge`` of a painted one, or hangs from it; none where what
    is there fills but one column, or stands over a gap between two."""
    lines = text_rows(words)
    chosen: list[list[Word]] = []
    for line in reversed(lines) if upwards else lines:
        em = line[0].size
        step = abs(line[0].height - (chosen[-1][0].height if chosen else edge))
        if step > (1.45 if chosen else 1.6) * em:
            break
        if any(start < x < end for start, end in phrases(line, em, edges[1:-1]) for x in edges[1:-1]):
            break
        chosen.append(line)
    row = [word for line in chosen for word in line]
    return row if len({column_at(word.middle, edges) for word in row}) > 1 else []


def _cells(words: Sequence[Word], levels: list[float], edges: list[float]) -> list[FoundCell]:
    """The cells between ``levels``, empty ones included."""
    cells = [[FoundCell(row, column) for column in range(len(edges) - 1)] for row in range(len(levels) - 1)]
    for word in words:
        cells[column_at(word.height, levels)][column_at(word.middle, edges)].words.append(word)
    return [cell for row in cells for cell in row]
