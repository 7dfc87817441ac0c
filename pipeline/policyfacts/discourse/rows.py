"""What of a table may prove the cells of a fact that one of its lines tells."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import takewhile

from policyfacts.records import Mention, Paper, Span
from policyfacts.tabular import Row, Table, TableCell, tables


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a table, or a column of one that is turned: its filled cells, and what may prove it.

    That is: these, the headings of their columns, the line over its group, the stubs that it leaves empty, the table's
    caption and notes.
    """

    cells: tuple[Span, ...]
    licence: tuple[Span, ...]

    @property
    def place(self) -> Span:
        """From its first cell to its last."""
        return Span(min(c.start for c in self.cells), max(c.end for c in self.cells))


@dataclass(frozen=True, slots=True)
class Lines:
    """The lines and columns of a paper's tables, by where each ends."""

    ends: Mapping[int, Sequence[Line]]

    @classmethod
    def of(cls, paper: Paper, mentions: Sequence[Mention]) -> Lines:
        """The lines of all tables of ``paper``; ``mentions`` are the paper's."""
        found: defaultdict[int, list[Line]] = defaultdict(list)
        for table in tables(paper, mentions):
            for line in (*_lines(table), *_columns(table)):
                found[line.place.end].append(line)
        return cls(found)

    def at(self, quote: Span) -> Line | None:
        """The line or column that ends where ``quote`` does; of several that which begins there too."""
        found = self.ends.get(quote.end, ())
        return next((line for line in found if line.place == quote), found[0] if found else None)


def _lines(table: Table) -> Iterator[Line]:
    around = (*((table.caption,) if table.caption else ()), *table.notes)
    headings = _headings(table)
    group: TableCell | None = None
    stubs: dict[int, TableCell] = {}
    for row in table.rows:
        filled = list(dict.fromkeys(_filled(row)))
        if len(filled) == 1 and len(row) > 2:
            group = filled[0]
        open_ = {column: stubs[column] for column in _empty_ahead(row) if column in stubs}
        heads = [heading for column, heading in headings if row[column] in filled or column in open_]
        above = (*heads, *(c.span for c in (*open_.values(), *((group,) if group else ()), *around)))
        cells = tuple(c.span for c in filled)
        yield Line(cells, tuple(dict.fromkeys((*cells, *above))))
        stubs |= {column: cell for column, cell in enumerate(row) if cell is not None and cell.text}


def _columns(table: Table) -> Iterator[Line]:
    """The columns of a table as its lines, for one that is turned: works side by side, what is told of each below."""
    around = (*((table.caption,) if table.caption else ()), *table.notes)
    stubs = tuple(stub.span for row in table.rows if (stub := row[0]) is not None and stub.text)
    for column, heading in enumerate(table.headings):
        if column and heading is not None and heading.text:
            cells = tuple(c.span for c in (heading, *table.cells(column)))
            yield Line(cells, (*cells, *stubs, *(c.span for c in around)))


def _headings(table: Table) -> list[tuple[int, Span]]:
    """The cells above the body by column, also those of the table that it goes on from."""
    body = {cell.span for row in table.rows for cell in _filled(row)}
    found = [
        (column, Span(cell.start, cell.end))
        for cell in table.grid.cells
        if cell.end > cell.start and Span(cell.start, cell.end) not in body
        for column in range(cell.column, min(cell.column + cell.column_span, table.width))
    ]
    found += [(column, head.span) for column, head in enumerate(table.headings) if head is not None]
    return found


def _filled(row: Row) -> Iterable[TableCell]:
    return (cell for cell in row if cell is not None and cell.text)


def _empty_ahead(row: Row) -> list[int]:
    """The columns of a line's stub that it leaves empty: those before its first filled cell."""
    return list(takewhile(lambda column: (cell := row[column]) is None or not cell.text, range(len(row))))
