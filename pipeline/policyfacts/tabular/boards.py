"""From a paper's grids to tables: cells on a board, headings told from the body, and what stands around them."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

from policyfacts.records import Grid, Mention, Paper, Passage, Span
from policyfacts.tabular.records import Table, TableCell
from policyfacts.tabular.units import states_units

# A figure that no heading would be: "17.3", "1 250", "US$40m"; years may head columns.
_FIGURE = re.compile(r"(?!(?:19|20)\d\d$)[~<>≥≤]?(?:[A-Z]{0,3}[$€£¥])?\d[\d.,\s]*%?")
_YEARS = re.compile(r"(?:FY ?)?(?:19|20)\d\d(?:[-–/](?:\d\d){1,2})?[*a-e]?")
_GOES_ON = re.compile(r"\b(?:continued|cont[’']?d|cont\.|concluded)", re.IGNORECASE)
_NUMBERED = re.compile(r"(?:Table|Annex|Appendix|Tableau)\s+[\w.]+", re.IGNORECASE)
_BROKEN = re.compile(r"(?<=[a-z])- (?=[a-z])")
_BESIDE = 160  # a line of units above or below a table is no longer than this


def tables(paper: Paper, mentions: Sequence[Mention]) -> Iterator[Table]:
    """Every grid of ``paper`` with at least two rows and columns; ``mentions`` are the paper's, by place.

    A grid that goes on from the one before, on the same or the next page, has the headings and the caption of that.
    """
    starts = [mention.start for mention in mentions]

    def seen(start: int, end: int, column: int = 0) -> TableCell:
        inside = mentions[bisect_left(starts, start) : bisect_left(starts, end)]
        return TableCell(column, Span(start, end), paper.text[start:end], tuple(inside))

    before: Table | None = None
    for grid in paper.grids:
        board = _board(grid, seen)
        if len(board) < 2 or len(board[0]) < 2:
            continue
        goes_on = before is not None and grid.caption is None and _follows(paper, before, grid, len(board[0]))
        head = _depth(grid, board, figures=1 if goes_on else 2)
        headings = tuple(_heading([row[column] for row in board[:head]]) for column in range(len(board[0])))
        body = tuple(tuple(row) for row in board[head:] if any(cell is not None and cell.text for cell in row))
        caption = seen(*grid.caption) if grid.caption else None
        notes = (*(seen(*note) for note in grid.notes), *(seen(*line) for line in _lines_beside(paper, grid)))
        table = Table(grid, body, headings, caption, notes)
        if before is not None and _continues(paper, before, table):
            table = _with_head_of(before, table)
        before = table
        yield table


def _board(grid: Grid, seen: Callable[[int, int, int], TableCell]) -> list[list[TableCell | None]]:
    width = 1 + max((cell.column + cell.column_span - 1 for cell in grid.cells), default=-1)
    height = 1 + max((cell.row + cell.row_span - 1 for cell in grid.cells), default=-1)
    board: list[list[TableCell | None]] = [[None] * width for _ in range(height)]
    for cell in grid.cells:
        made = seen(cell.start, cell.end, cell.column)
        for row in range(cell.row, cell.row + cell.row_span):
            for column in range(cell.column, cell.column + cell.column_span):
                board[row][column] = made
    return board


def _depth(grid: Grid, board: Sequence[Sequence[TableCell | None]], *, figures: int) -> int:
    """How many rows are headings: as the grid says, less a row with so many ``figures``, and rows of years or units."""
    head = min(grid.header_rows, len(board) - 1)
    found = [cell for cell in board[0] if cell is not None and _FIGURE.fullmatch(cell.text)]
    if head == 1 and len(found) >= figures and board[0][0] is not None and board[0][0].text:
        return 0
    while head and head < len(board) - 1 and _heads(board[head]):
        head += 1
    return head


def _heads(row: Sequence[TableCell | None]) -> bool:
    """Whether a row below the headings belongs to them: its stub is empty, the rest are years or units."""
    filled = [cell for cell in row[1:] if cell is not None and cell.text]
    if not filled or (row[0] is not None and row[0].text and row[0] not in filled):
        return False
    return all(_YEARS.fullmatch(cell.text) or states_units(cell.text, whole=True) for cell in filled)


def _heading(stack: Sequence[TableCell | None]) -> TableCell | None:
    """The headings above one column as one: their words from top to bottom, the place of the lowest."""
    cells = [cell for cell in stack if cell is not None and cell.text]
    if not cells:
        return None
    text = _BROKEN.sub("", " ".join(dict.fromkeys(cell.text for cell in cells)))
    told = tuple(dict.fromkeys(mention for cell in cells for mention in cell.mentions))
    return TableCell(cells[-1].column, cells[-1].span, text, told, tuple(cells) if len(cells) > 1 else ())


def _lines_beside(paper: Paper, grid: Grid) -> Iterator[Span]:
    """Short lines right above and right below the grid that state units, and are neither caption nor note."""
    first = min(cell.start for cell in grid.cells)
    last = max(cell.end for cell in grid.cells)
    known = {grid.caption, *grid.notes}
    above = [p for p in paper.passages if p.kind != "cell" and p.end <= first and first - p.end < 2 * _BESIDE][-2:]
    below = [p for p in paper.passages if p.kind != "cell" and 0 <= p.start - last < _BESIDE][:1]
    for passage in (*above, *below):
        span, text = Span(passage.start, passage.end), paper.text[passage.start : passage.end]
        if span not in known and len(text) < _BESIDE and states_units(text, whole=True):
            yield span


def _continues(paper: Paper, before: Table, table: Table) -> bool:
    """Whether ``table`` goes on from ``before``: it says so, or stands without a caption and headings of its own."""
    if table.caption is None:
        alike = [h.text if h else "" for h in before.headings] == [h.text if h else "" for h in table.headings]
        return (alike or not any(table.headings)) and _follows(paper, before, table.grid, table.width)
    if before.width != table.width or not 0 <= table.grid.page - _last_page(paper, before) <= 1:
        return False
    one, two = _NUMBERED.match(before.title), _NUMBERED.match(table.title)
    same = one is not None and two is not None and one[0].lower() == two[0].lower()
    return _GOES_ON.search(table.title) is not None and (same or two is None)


def _follows(paper: Paper, before: Table, grid: Grid, width: int) -> bool:
    """Whether ``grid`` stands right behind a table as wide, on its page or the next."""
    near = 0 <= grid.page - _last_page(paper, before) <= 1
    return before.width == width and near and not _between(paper, before.grid, grid)


def _last_page(paper: Paper, table: Table) -> int:
    return paper.page_of(max(cell.start for cell in table.grid.cells))


def _between(paper: Paper, one: Grid, two: Grid) -> list[Passage]:
    """What is printed between two grids, notes apart."""
    end, start = max(cell.end for cell in one.cells), min(cell.start for cell in two.cells)
    noted = {*one.notes, *two.notes}
    return [
        p for p in paper.passages if end <= p.start < start and p.kind != "note" and Span(p.start, p.end) not in noted
    ]


def _with_head_of(before: Table, table: Table) -> Table:
    headings = table.headings if any(table.headings) else before.headings
    return replace(table, headings=headings, caption=before.caption, notes=(*before.notes, *table.notes))
