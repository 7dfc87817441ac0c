"""Blocks and tables to the paper's text: passages and grids, in order."""

from __future__ import annotations

from dataclasses import replace

from policyfacts.reading.arrange import Arranged
from policyfacts.reading.blocks import Block
from policyfacts.reading.citations import bibliographic
from policyfacts.reading.pagetables import Sheets, add_table, continued, repeated_header
from policyfacts.reading.passages import TextBuilder
from policyfacts.reading.tables import FoundTable
from policyfacts.reading.ties import Labelled, label_of
from policyfacts.reading.turning import displayed_box
from policyfacts.records import Cell, Grid, Passage, Span


def composed(paper: Arranged, builder: TextBuilder) -> tuple[list[Passage], list[Grid], list[Labelled]]:
    """The passages and grids of a paper, their text appended to ``builder``; and which passages are labelled notes."""
    parts: list[Passage] = []
    labelled: list[Labelled] = []
    grids: list[Grid] = []
    head: FoundTable | None = None  # where the table began, with its column headings
    last: FoundTable | None = None
    caption: Span | None = None
    for number, block in enumerate(paper.blocks):
        if "table" in block.tags:
            table = paper.tables[block.page, block.lines[0].turn][int(next(tag for tag in block.tags if tag.isdigit()))]
            goes_on = last is not None and bool(grids) and continued(last, table, paper.sheets)
            if goes_on and head is not None:
                table = repeated_header(head, table, paper.sheets, builder)
            else:
                head = table
            made, cells = add_table(table, paper.sheets, builder, block.section)
            parts += made
            if goes_on:
                grids[-1] = _extended(grids[-1], cells)
            else:
                grids.append(_grid(table, cells, paper.sheets, (caption, block.section)))
            last, caption = table, None
            continue
        label = _noted(block)
        span = builder.add(block.lines, block.kind)
        if span.end == span.start:
            continue
        if label:
            labelled.append(Labelled(len(parts), label, "endnote" in block.tags))
        parts.append(Passage(span.start, span.end, block.kind, block.section))
        if "of table" in block.tags:
            grids, tied = _tied(block, span, grids, paper.blocks[number - 1] if number else None)
            # A line of units under the caption is part of it.
            caption = Span(caption.start, tied.end) if caption and tied else tied
        elif "heads table" in block.tags:
            caption, last = span, None
        elif block.kind not in {"note", "reference", "caption"} and not block.tags & {"box"}:
            last = None
    return parts, grids, labelled


def _noted(block: Block) -> str:
    """The label of a note; a note that only cites becomes a reference. Empty for other blocks.

    What begins with a raised marker is a note where it cites, also where the page has too little text to tell notes by
    their size.
    """
    if block.kind == "prose" and block.lines[0].label and bibliographic(block.text):
        block.kind = "reference"
    if block.kind != "note":
        return ""
    if "of table" not in block.tags and bibliographic(block.text):
        block.kind = "reference"
    return label_of(block)


def _tied(block: Block, span: Span, grids: list[Grid], before: Block | None) -> tuple[list[Grid], Span | None]:
    """Tie a caption or a note to its table: to the last one, or, for a caption above it, to the next."""
    if block.kind == "note" and grids:
        return [*grids[:-1], replace(grids[-1], notes=(*grids[-1].notes, span))], None
    if before is not None and "table" in before.tags and grids and grids[-1].caption is None:
        return [*grids[:-1], replace(grids[-1], caption=span)], None
    return grids, span


def _grid(table: FoundTable, cells: list[Cell], sheets: Sheets, heads: tuple[Span | None, tuple[str, ...]]) -> Grid:
    sheet = sheets[table.place]
    size = (sheet.height, sheet.width) if sheet.quarter % 2 else (sheet.width, sheet.height)
    x0, y0, x1, y1 = displayed_box(table.box, sheet.quarter, size)
    return Grid(table.page, (x0, y0, x1, y1), tuple(cells), table.header_rows, heads[0], (), heads[1])


def _extended(grid: Grid, cells: list[Cell]) -> Grid:
    """A grid with the rows of its continuation on the next page."""
    rows = max(cell.row + cell.row_span for cell in grid.cells)
    return replace(grid, cells=(*grid.cells, *(replace(cell, row=cell.row + rows) for cell in cells)))
