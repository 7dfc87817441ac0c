"""A grid as it is read: rows of cells with their mentions, columns with their headings."""

from __future__ import annotations

from dataclasses import dataclass

from policyfacts.records import Grid, Mention, Span


@dataclass(frozen=True, slots=True, eq=False)
class TableCell:
    """A cell with its text and mentions. A cell that spans rows or columns stands in each of them.

    ``parts``: the cells whose words a heading over several lines has, from top to bottom; ``span`` is that of the last.
    """

    column: int
    span: Span
    text: str
    mentions: tuple[Mention, ...]
    parts: tuple[TableCell, ...] = ()

    def of(self, *labels: str) -> list[Mention]:
        """The mentions with one of ``labels``, in order."""
        return [mention for mention in self.mentions if mention.label in labels]


Row = tuple[TableCell | None, ...]
"""One row: a cell, or none, for each column."""


@dataclass(frozen=True, slots=True, eq=False)
class Table:
    """The body of a grid, its headings, and what stands around it: caption, notes, a line of units above or below.

    ``headings``: the headings above each column as one cell, their words from top to bottom.
    """

    grid: Grid
    rows: tuple[Row, ...]
    headings: tuple[TableCell | None, ...]
    caption: TableCell | None
    notes: tuple[TableCell, ...] = ()

    @property
    def width(self) -> int:
        """How many columns there are."""
        return len(self.headings)

    @property
    def title(self) -> str:
        """The caption's text; empty without one."""
        return self.caption.text if self.caption else ""

    def quote(self, row: Row) -> Span:
        """The range of the paper's text from the first to the last cell of ``row``."""
        cells = [cell for cell in row if cell is not None and cell.text]
        return Span(min(c.span.start for c in cells), max(c.span.end for c in cells))

    def heading(self, column: int) -> str:
        """The words above ``column``; empty without a heading."""
        cell = self.headings[column] if column < len(self.headings) else None
        return cell.text if cell else ""

    def cells(self, column: int) -> list[TableCell]:
        """The filled cells of ``column``, from top to bottom."""
        return [cell for row in self.rows if (cell := row[column]) is not None and cell.text]
