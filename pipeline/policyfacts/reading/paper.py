"""From a file to a ``Paper``: the steps of reading, in order."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np

from policyfacts.errors import NotAPdf, NoTextLayer, ReadingError
from policyfacts.reading import glyphs, pdfium
from policyfacts.reading.blocks import Block, Style, blocks, usual
from policyfacts.reading.flow import flowing
from policyfacts.reading.furniture import furniture
from policyfacts.reading.grids import add_table, continued, tables_and_boxes
from policyfacts.reading.hyphens import vocabulary
from policyfacts.reading.kinds import set_kinds
from policyfacts.reading.lines import Region, Sheet, laid_out
from policyfacts.reading.notes import mark_notes, note_blocks
from policyfacts.reading.passages import Source, TextBuilder
from policyfacts.reading.rulings import Rulings, rulings
from policyfacts.reading.tables import FoundTable
from policyfacts.records import Box, Cell, Grid, Page, Paper, Passage, Span


def read(path: str | Path, *, doc: str | None = None, password: str | None = None) -> Paper:
    """Read one PDF.

    ``doc`` names the paper in all tables; without it, the file's name without ``.pdf``. Raises ``NotAPdf``,
    ``DamagedPdf``, ``EncryptedPdf``, ``NoTextLayer`` or ``LimitExceeded``, each saying what to do.
    """
    path = Path(path)
    data = _bytes(path)
    pages: list[Page] = []
    sheets: list[Sheet] = []
    sources: dict[int, Source] = {}
    drawn: list[Rulings] = []
    with pdfium.opened(data, password=password) as document:
        for index in range(len(document)):
            with document.page(index) as handle:
                raw = pdfium.raw_page(handle, index + 1)
                sheet, source = _sheet(raw)
                drawn.append(rulings(handle, raw, sheet.quarter))
            pages.append(Page(raw.number, raw.width, raw.height))
            sheets.append(sheet)
            sources[raw.number] = source
    if not pages:
        raise NotAPdf(f"{path.name} has no pages")
    if not any(len(sheet.stream.first) for sheet in sheets):
        raise NoTextLayer(f"{path.name} has no text on any of its {len(pages)} pages: run it through OCR first")
    tables, ordered = _arranged(sheets, drawn)
    builder = TextBuilder(sources, vocabulary(line.text for sheet in sheets for line in sheet.lines))
    parts, grids = _written(ordered, tables, sheets, builder)
    text, characters = builder.finished()
    return Paper(
        doc or path.stem,
        str(path),
        hashlib.sha256(data).hexdigest(),
        text,
        tuple(pages),
        tuple(parts),
        characters,
        grids=tuple(grids),
        title=next((text[p.start : p.end] for p in parts if p.kind == "title"), ""),
    )


def _bytes(path: Path) -> bytes:
    try:
        data = path.read_bytes()
    except OSError as exc:
        raise ReadingError(f"{path.name} cannot be opened: {exc.strerror or exc}") from exc
    if not data.strip(b"\0 \r\n\t"):
        raise NotAPdf(f"{path.name} is empty")
    if b"%PDF" not in data[:1024]:
        raise NotAPdf(f"{path.name} is not a PDF: it does not start with %PDF")
    return data


def _sheet(raw: pdfium.RawPage) -> tuple[Sheet, Source]:
    fates = np.zeros(len(raw.characters.code), np.uint8)
    quarter = glyphs.main_quarter(raw.characters)
    stream = glyphs.stream(raw, quarter, fates)
    width, height = (raw.height, raw.width) if quarter % 2 else (raw.width, raw.height)
    sheet = Sheet(raw.number, width, height, quarter, stream, raw.fonts)
    return sheet, Source(raw.number, stream, raw.characters.box, fates)


def _arranged(sheets: Sequence[Sheet], drawn: Sequence[Rulings]) -> tuple[list[list[FoundTable]], list[Block]]:
    """The tables of each page, and the blocks of the whole paper in reading order."""
    tables: list[list[FoundTable]] = []
    boxes: list[list[tuple[Box, list[Region]]]] = []
    for sheet, mine, lines in zip(sheets, furniture(sheets), drawn, strict=True):
        kept = [segment for segment in range(len(sheet.stream.first)) if segment not in mine]
        found, frames = tables_and_boxes(sheet, kept, lines)
        taken = {segment for table in found for segment in table.segments}
        kept = [segment for segment in kept if segment not in taken]
        obstacles = [(f"table:{k}", table.box) for k, table in enumerate(found)]
        framed: list[tuple[Box, list[Region]]] = []
        for box in frames:
            inside = [segment for segment in kept if _inside(sheet.stream.box[segment], box)]
            kept = [segment for segment in kept if segment not in set(inside)]
            obstacles.append((f"box:{len(framed)}", box))
            framed.append((box, laid_out(sheet, inside)))
        sheet.regions = laid_out(sheet, kept, obstacles)
        tables.append(found)
        boxes.append(framed)
    style = usual(sheets)
    ordered: list[Block] = []
    for sheet, lines, framed in zip(sheets, drawn, boxes, strict=True):
        mark_notes(sheet, style, lines.across)
        for region in sheet.regions:
            ordered += _blocks(region, style, framed)
    set_kinds(ordered, style)
    return tables, flowing([block for block in ordered if block.lines])


def _inside(segment: np.ndarray, box: Box) -> bool:  # type: ignore[type-arg]
    x, y = (segment[0] + segment[2]) / 2, (segment[1] + segment[3]) / 2
    return bool(box[0] < x < box[2] and box[1] < y < box[3])


def _blocks(region: Region, style: Style, framed: Sequence[tuple[Box, list[Region]]]) -> list[Block]:
    flow = [line for line in region.lines if line.role != "note"]
    notes = [line for line in region.lines if line.role == "note"]
    result: list[Block] = []
    for block in blocks(replace(region, lines=flow), style):
        role, _, number = block.lines[0].role.partition(":")
        if role == "box":
            for inner in framed[int(number)][1]:
                result += [replace(b, tags={"box"}) for b in blocks(inner, style)]
            continue
        if role == "table":
            block.tags = {"table", number}
        result.append(block)
    return result + note_blocks(notes, region)


def _written(
    ordered: Sequence[Block], tables: Sequence[Sequence[FoundTable]], sheets: Sequence[Sheet], builder: TextBuilder
) -> tuple[list[Passage], list[Grid]]:
    """The passages and grids of the blocks, their text appended to ``builder``."""
    parts: list[Passage] = []
    grids: list[Grid] = []
    last: FoundTable | None = None
    caption: Span | None = None
    for number, block in enumerate(ordered):
        if "table" in block.tags:
            table = tables[block.page - 1][int(next(tag for tag in block.tags if tag.isdigit()))]
            made, cells = add_table(table, sheets, builder, block.section)
            parts += made
            if last is not None and grids and continued(last, table, sheets):
                grids[-1] = _extended(grids[-1], cells)
            else:
                box = tuple(float(s) for s in glyphs.displayed_box(
                    table.box, sheets[block.page - 1].quarter, _size(sheets[block.page - 1])))
                grids.append(Grid(table.page, box, tuple(cells), table.header_rows, caption, (), block.section))
            last, caption = table, None
            continue
        span = builder.add(block.lines)
        if span.end == span.start:
            continue
        parts.append(Passage(span.start, span.end, block.kind, block.section))
        if "of table" in block.tags:
            after = block.kind == "caption" and number and "table" in ordered[number - 1].tags and grids
            if block.kind == "note" and grids:
                grids[-1] = replace(grids[-1], notes=(*grids[-1].notes, span))
            elif after and grids[-1].caption is None:
                grids[-1] = replace(grids[-1], caption=span)
            else:
                caption = span
        elif block.kind not in {"note", "caption"}:
            last = None
    return parts, grids


def _size(sheet: Sheet) -> tuple[float, float]:
    return (sheet.height, sheet.width) if sheet.quarter % 2 else (sheet.width, sheet.height)


def _extended(grid: Grid, cells: list[Cell]) -> Grid:
    """A grid with the rows of its continuation on the next page."""
    rows = max(cell.row + cell.row_span for cell in grid.cells)
    return replace(grid, cells=(*grid.cells, *(replace(cell, row=cell.row + rows) for cell in cells)))
