"""A grid as the fact rules see it: rows of cells with their mentions, columns with what their headings promise."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from policyfacts.facts.context import Story
from policyfacts.facts.cues import whole_words
from policyfacts.knowledge import compiled, entries
from policyfacts.knowledge.searches import Search
from policyfacts.records import Cell, Grid, Mention, Span


@dataclass(frozen=True, slots=True, eq=False)
class TableCell:
    """A cell with its text and mentions. A cell that spans rows or columns stands in each of them."""

    column: int
    span: Span
    text: str
    mentions: tuple[Mention, ...]

    def of(self, *labels: str) -> list[Mention]:
        return [mention for mention in self.mentions if mention.label in labels]


@dataclass(frozen=True, slots=True, eq=False)
class Tabular:
    """The body of a grid: its rows, each with one cell (or none) for each column, and the columns' headings."""

    grid: Grid
    rows: tuple[tuple[TableCell | None, ...], ...]
    headings: tuple[TableCell | None, ...]
    caption: str
    caption_mentions: tuple[Mention, ...] = ()

    def quote(self, row: tuple[TableCell | None, ...]) -> Span:
        """The range of the paper's text from the first to the last cell of ``row``."""
        cells = [cell for cell in row if cell is not None and cell.text]
        return Span(min(c.span.start for c in cells), max(c.span.end for c in cells))

    def role(self, column: int, *, packs: tuple[Path, ...] = ()) -> str:
        """What the heading of ``column`` says its cells are: a role of ``knowledge/columns.toml``, or empty."""
        heading = self.headings[column] if column < len(self.headings) else None
        if heading is None:
            return ""
        return next((role for role, pattern in _roles(packs) if pattern.search(heading.text)), "")

    def share(self, column: int, *labels: str) -> float:
        """The share of the column's filled cells that hold a mention with one of ``labels``."""
        filled = [row[column] for row in self.rows if column < len(row) and row[column] is not None]
        cells = [cell for cell in filled if cell is not None and cell.text]
        return sum(bool(cell.of(*labels)) for cell in cells) / len(cells) if cells else 0.0


def tables(story: Story) -> Iterator[Tabular]:
    """Every grid of the paper that has a heading row and a body."""
    for grid in story.paper.grids:
        width = 1 + max((c.column + c.column_span - 1 for c in grid.cells), default=-1)
        height = 1 + max((c.row + c.row_span - 1 for c in grid.cells), default=-1)
        if width < 2 or height < 2:
            continue
        board: list[list[TableCell | None]] = [[None] * width for _ in range(height)]
        for cell in grid.cells:
            seen = _cell(story, cell)
            for row in range(cell.row, cell.row + cell.row_span):
                for column in range(cell.column, cell.column + cell.column_span):
                    board[row][column] = seen
        head = min(grid.header_rows, height - 1)
        headings = tuple(_heading([board[row][column] for row in range(head)]) for column in range(width))
        caption = story.paper.text[grid.caption.start : grid.caption.end] if grid.caption else ""
        body = tuple(tuple(row) for row in board[head:] if any(c is not None and c.text for c in row))
        told = story.mentions_in(grid.caption.start, grid.caption.end) if grid.caption else ()
        yield Tabular(grid, body, headings, caption, told)


def _cell(story: Story, cell: Cell) -> TableCell:
    text = story.paper.text[cell.start : cell.end]
    return TableCell(cell.column, Span(cell.start, cell.end), text, story.mentions_in(cell.start, cell.end))


def _heading(stack: list[TableCell | None]) -> TableCell | None:
    """The headings above one column as one: their words from top to bottom, the place of the lowest."""
    cells = [cell for cell in stack if cell is not None and cell.text]
    if not cells:
        return None
    texts = list(dict.fromkeys(cell.text for cell in cells))
    text = re.sub(r"(?<=[a-z])- (?=[a-z])", "", " ".join(texts))
    return TableCell(cells[-1].column, cells[-1].span, text, tuple(m for c in cells for m in c.mentions))


@compiled
def _roles(packs: tuple[Path, ...]) -> tuple[tuple[str, Search], ...]:
    return tuple((entry["role"], whole_words(entry["words"])) for entry in entries("columns", packs))
