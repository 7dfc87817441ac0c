"""Tables drawn with lines on all sides, found by pdfplumber's ``TableFinder`` on a stand-in page.

The method is Nurminen's (2013, "Algorithmic extraction of data in tables in PDF documents"); the edges come from
PDFium, which is many times faster than pdfplumber's own page.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import NDArray

from policyfacts.reading.lines import Sheet
from policyfacts.reading.rulings import Rulings
from policyfacts.reading.tables import FoundCell, FoundTable, Word, header_rows
from policyfacts.records import Box

MAX_EDGES = 1500
_SNAP = 3.0
_PROSE = 110
"""A grid whose filled cells hold more words than this on average is a page set in frames, not a table."""


@dataclass(slots=True)
class _StandIn:
    """The little that ``TableFinder`` asks of a page."""

    bbox: Box
    edges: list[dict[str, Any]] = field(default_factory=list)


def ruled(sheet: Sheet, drawn: Rulings, words: list[Word]) -> tuple[list[FoundTable], list[Box]]:
    """The tables with lines on all sides, and the frames (one column only) that are boxes rather than tables."""
    if len(drawn.across) + len(drawn.down) > MAX_EDGES or len(drawn.across) < 2 or len(drawn.down) < 2:
        return [], []
    from pdfplumber.table import TableFinder

    page = _StandIn((0.0, 0.0, sheet.width, sheet.height))
    page.edges = [_edge(line, "h") for line in drawn.across.tolist()]
    page.edges += [_edge(line, "v") for line in drawn.down.tolist()]
    tables, frames = [], []
    for table in TableFinder(page).tables:  # type: ignore[arg-type]
        cells = [tuple(float(side) for side in cell) for cell in table.cells]
        found = _table(sheet, cells, words)
        if found is not None:
            tables.append(found)
        elif len(cells) < 8:
            frames.append(_around(cells))
    return tables, frames


def _edge(line: list[float], orientation: str) -> dict[str, Any]:
    x0, top, x1, bottom = line
    return {
        "object_type": "line", "orientation": orientation, "x0": x0, "x1": x1, "top": top, "bottom": bottom,
        "width": x1 - x0, "height": bottom - top,
    }  # fmt: skip


def _around(cells: list[tuple[float, ...]]) -> Box:
    array = np.array(cells)
    return (
        float(array[:, 0].min()), float(array[:, 1].min()), float(array[:, 2].max()), float(array[:, 3].max())
    )  # fmt: skip


def _table(sheet: Sheet, boxes: list[tuple[float, ...]], words: list[Word]) -> FoundTable | None:
    array = np.array(boxes)
    xs, ys = _levels(array[:, [0, 2]]), _levels(array[:, [1, 3]])
    if len(xs) < 3 or len(ys) < 3:
        return None
    frame = _around(boxes)
    inside = [w for w in words if frame[0] <= w.middle <= frame[2] and frame[1] <= w.height <= frame[3]]
    cells = []
    for x0, top, x1, bottom in sorted(boxes, key=lambda b: (b[1], b[0])):
        column, row = _nearest(xs, x0), _nearest(ys, top)
        across, down = _nearest(xs, x1) - column, _nearest(ys, bottom) - row
        if across <= 0 or down <= 0:
            continue
        mine = [w for w in inside if x0 <= w.middle < x1 and top <= w.height < bottom]
        cells.append(FoundCell(row, column, down, across, mine))
    cells, kept = _without_empty(cells, len(ys) - 1, len(xs) - 1)
    filled = [cell for cell in cells if cell.words]
    columns = {cell.column for cell in filled}
    if len({cell.row for cell in filled}) < 2 or len(columns) < 2 or len(filled) < 3:
        return None
    if sum(len(cell.words) for cell in filled) > _PROSE * len(filled):
        return None
    return FoundTable(sheet.number, frame, cells, [xs[k] for k in kept] + [xs[-1]], header_rows(sheet, cells))


def _levels(values: NDArray[np.float64]) -> list[float]:
    """Distinct edges, those within ``_SNAP`` taken together."""
    levels: list[float] = []
    for value in sorted(values.ravel().tolist()):
        if not levels or value - levels[-1] > _SNAP:
            levels.append(value)
    return levels


def _nearest(levels: list[float], value: float) -> int:
    return int(np.argmin(np.abs(np.array(levels) - value)))


def _without_empty(cells: list[FoundCell], rows: int, columns: int) -> tuple[list[FoundCell], list[int]]:
    """Leave out rows and columns that hold no word at all, such as those between double lines."""
    full_rows = {cell.row + k for cell in cells if cell.words for k in range(cell.row_span)}
    starts = {cell.column for cell in cells if cell.words}
    full_columns = starts | {
        cell.column + k for cell in cells if cell.words for k in range(cell.column_span) if cell.column_span == 1
    }
    # An empty column inside the grid is kept when its cells are drawn as real ones: a column left to fill in.
    drawn = {cell.column for cell in cells if cell.column_span == 1}
    full_columns |= drawn
    row_names = {old: new for new, old in enumerate(k for k in range(rows) if k in full_rows)}
    kept = [k for k in range(columns) if k in full_columns]
    column_names = {old: new for new, old in enumerate(kept)}
    result = []
    for cell in cells:
        mine = [row_names[cell.row + k] for k in range(cell.row_span) if cell.row + k in row_names]
        over = [column_names[cell.column + k] for k in range(cell.column_span) if cell.column + k in column_names]
        if mine and over:
            result.append(FoundCell(mine[0], over[0], len(mine), len(over), cell.words))
    return result, kept
