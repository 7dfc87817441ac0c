"""A paper's pages to blocks in reading order: tables and boxes set apart, notes, kinds, sections, run-on paragraphs."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from policyfacts.reading.blocks import BULLET, CAPTION, Block, Style, blocks, usual
from policyfacts.reading.flow import flowing
from policyfacts.reading.grids import tables_and_boxes
from policyfacts.reading.kinds import ITEM, set_kinds
from policyfacts.reading.lines import Line, Region, Sheet, laid_out
from policyfacts.reading.notes import mark_notes, note_blocks
from policyfacts.reading.rulings import Rulings
from policyfacts.reading.tables import FoundTable
from policyfacts.records import Box

_RUN_IN = 110
"""A run-in heading has at most this many characters."""


@dataclass(slots=True)
class Arranged:
    """The blocks of a paper in their final order, and the tables of each page, which blocks name by number."""

    blocks: list[Block]
    tables: list[list[FoundTable]]
    sheets: list[Sheet]


def arranged(
    sheets: list[Sheet], drawn: Sequence[Rulings], out: Sequence[dict[int, str]], turned: Sequence[Sheet]
) -> Arranged:
    """Lay out all pages. ``out``: segments of each page that are furniture; ``turned``: writing in other directions."""
    tables: list[list[FoundTable]] = []
    boxes: list[list[list[Region]]] = []
    gutters: list[float] = []
    for sheet, mine, lines in zip(sheets, out, drawn, strict=True):
        kept = [segment for segment in range(len(sheet.stream.first)) if segment not in mine]
        sheet.gutters = gutters  # shared: later pages know the gutters of earlier ones
        found, framed = _set_apart(sheet, kept, lines)
        tables.append(found)
        boxes.append(framed)
    for sheet in turned:
        sheet.regions = laid_out(sheet, range(len(sheet.stream.first)))
    style = usual(sheets)
    aside = {sheet.number: sheet for sheet in turned}
    ordered: list[Block] = []
    for sheet, lines, framed in zip(sheets, drawn, boxes, strict=True):
        mark_notes(sheet, style, lines.across)
        for region in sheet.regions:
            ordered += _blocks(region, style, framed)
        if sheet.number in aside:
            for region in aside[sheet.number].regions:
                ordered += [replace(block, kind="caption", tags={"box", "turned"}) for block in blocks(region, style)]
    set_kinds(ordered, style)
    return Arranged(flowing([block for block in ordered if block.lines]), tables, sheets)


def _set_apart(sheet: Sheet, kept: list[int], drawn: Rulings) -> tuple[list[FoundTable], list[list[Region]]]:
    """Lay out one page around its tables and boxes; these tables, and the regions inside each box."""
    found, frames = tables_and_boxes(sheet, kept, drawn)
    taken = {segment for table in found for segment in table.segments}
    kept = [segment for segment in kept if segment not in taken]
    obstacles = [(f"table:{k}", table.box) for k, table in enumerate(found)]
    framed: list[list[Region]] = []
    for box in frames:
        inside = {segment for segment in kept if _inside(sheet.stream.box[segment], box)}
        obstacles.append((f"box:{len(framed)}", box))
        framed.append(laid_out(sheet, sorted(inside)))
        kept = [segment for segment in kept if segment not in inside]
    sheet.regions = laid_out(sheet, kept, obstacles)
    return found, framed


def _inside(segment: NDArray[np.float32], box: Box) -> bool:
    x, y = (segment[0] + segment[2]) / 2, (segment[1] + segment[3]) / 2
    return bool(box[0] < x < box[2] and box[1] < y < box[3])


def _blocks(region: Region, style: Style, framed: Sequence[list[Region]]) -> list[Block]:
    flow = [line for line in region.lines if line.role != "note"]
    notes = [line for line in region.lines if line.role == "note"]
    result: list[Block] = []
    for block in blocks(replace(region, lines=flow), style):
        role, _, number = block.lines[0].role.partition(":")
        if role == "box":
            for inner in framed[int(number)]:
                for part in blocks(inner, style):
                    result += [replace(piece, tags={"box"}) for piece in _without_run_in(part)]
            continue
        if role == "table":
            block.tags = {"table", number}
        result += _without_run_in(block)
    return result + note_blocks(notes, region)


def _without_run_in(block: Block) -> list[Block]:
    """A block, with a bold heading that runs into its first line as a block of its own."""
    first = block.lines[0]
    head = first.text[: first.lead].rstrip()
    if not first.lead or not 3 <= len(head) <= _RUN_IN or not head.endswith((".", ":", "—", "–")):
        return [block]
    if any(pattern.match(first.text) for pattern in (CAPTION, BULLET, ITEM)) or not first.text[len(head) :].strip():
        return [block]
    start, end = first.parts[0]
    cut = start + len(head)
    rest = first.text[len(head) :].lstrip()
    after = start + len(first.text[: end - start]) - len(first.text[len(head) : end - start].lstrip())
    x = first.x0 + (first.x1 - first.x0) * len(head) / len(first.text)
    box = (first.x0, first.top, x, first.bottom)
    title = replace(first, parts=((start, cut),), text=head, box=box, bold=True, weight=1.0, lead=0)
    parts = ((after, end), *first.parts[1:]) if after < end else first.parts[1:]
    body: Line = replace(first, parts=parts, text=rest, bold=False, weight=0.0, lead=0, label="")
    return [
        Block([title], "heading", block.left, block.right, tags={"run-in"}),
        Block([body, *block.lines[1:]], "prose", block.left, block.right),
    ]
