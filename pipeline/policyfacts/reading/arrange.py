"""A paper's pages to blocks in reading order: tables and boxes set apart, notes, kinds, sections, run-on paragraphs."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from policyfacts.reading.blocks import BULLET, CAPTION, Block, Style, blocks, usual
from policyfacts.reading.contents import Listing, contents_lists, entry_lines
from policyfacts.reading.flow import flowing
from policyfacts.reading.frontlines import role
from policyfacts.reading.kinds import ITEM, set_kinds
from policyfacts.reading.lines import Line, Region, Sheet, laid_out
from policyfacts.reading.notes import mark_notes, note_blocks
from policyfacts.reading.pagetables import tables_and_boxes
from policyfacts.reading.tables import FoundTable, words_text
from policyfacts.records import Box, PassageKind

_HEAD_CELLS = 8
"""So many cells tell whether a table is the head of a front page."""
_RUN_IN = 110
"""A run-in heading has at most this many characters."""
_PARAGRAPH = 3
"""Sideways writing of so many lines is a paragraph rather than a label."""


@dataclass(slots=True)
class Arranged:
    """The blocks of a paper in their final order; by page and turn, its sheets, and the tables that blocks name by
    number."""

    blocks: list[Block]
    tables: dict[tuple[int, int], list[FoundTable]]
    sheets: dict[tuple[int, int], Sheet]


def arranged(
    sheets: Sequence[Sheet], turned: Sequence[Sheet], out: Mapping[tuple[int, int], Collection[int]]
) -> Arranged:
    """Lay out all pages. ``turned``: writing in other directions; ``out``: segments of each sheet that are no text."""
    tables: dict[tuple[int, int], list[FoundTable]] = {}
    boxes: dict[tuple[int, int], list[list[Region]]] = {}
    listings = contents_lists([*sheets, *turned], out)
    gutters: list[float] = []
    aside: dict[int, list[Sheet]] = {}
    for sheet in (*sheets, *turned):
        mine = out.get(sheet.place, ())
        kept = [segment for segment in range(len(sheet.stream.first)) if segment not in mine]
        if sheet.turn:
            aside.setdefault(sheet.number, []).append(sheet)
        else:
            sheet.gutters = gutters  # shared: later pages know the gutters of earlier ones
        tables[sheet.place], boxes[sheet.place] = _set_apart(sheet, kept, listings.get(sheet.place))
    style = usual(sheets)
    ordered: list[Block] = []
    for sheet in sheets:
        mark_notes(sheet, style, sheet.drawn.across)
        for region in sheet.regions:
            ordered += _blocks(region, style, boxes[sheet.place], entry_lines(sheet, listings.get(sheet.place)))
        for other in aside.get(sheet.number, ()):
            for region in other.regions:
                listed = entry_lines(other, listings.get(other.place))
                ordered += [_aside(block) for block in _blocks(region, style, boxes[other.place], listed)]
    set_kinds(ordered, style)
    everything = {sheet.place: sheet for sheet in (*sheets, *turned)}
    return Arranged(flowing([block for block in ordered if block.lines]), tables, everything)


def _aside(block: Block) -> Block:
    """A block of writing across that of its page: a table, or else a box, in which few lines are a caption."""
    if block.tags & {"table", "contents"}:
        return block
    kind: PassageKind = "prose" if len(block.lines) >= _PARAGRAPH else "caption"
    return replace(block, kind=kind, tags=block.tags | {"box", "turned"})


def _set_apart(sheet: Sheet, kept: list[int], listed: Listing | None) -> tuple[list[FoundTable], list[list[Region]]]:
    """Lay out one sheet around its list of contents, tables and boxes; these tables, and the regions in each box."""
    obstacles: list[tuple[str, Box]] = []
    if listed is not None:
        kept = [segment for segment in kept if segment not in listed.segments]
        obstacles.append(("contents", listed.box(sheet)))
    found, frames = tables_and_boxes(sheet, kept)
    if sheet.number == 1:
        found = [table for table in found if not _is_letterhead(sheet, table)]
    taken = {segment for table in found for segment in table.segments}
    kept = [segment for segment in kept if segment not in taken]
    obstacles += [(f"table:{k}", table.box) for k, table in enumerate(found)]
    framed: list[list[Region]] = []
    for box in frames:
        inside = {segment for segment in kept if _inside(sheet.stream.box[segment], box)}
        obstacles.append((f"box:{len(framed)}", box))
        framed.append(laid_out(sheet, sorted(inside)))
        kept = [segment for segment in kept if segment not in inside]
    sheet.regions = laid_out(sheet, kept, obstacles)
    return found, framed


def _is_letterhead(sheet: Sheet, table: FoundTable) -> bool:
    """Whether what looks like a table, by the rules around it, is the head of the front page."""
    cells = [cell for cell in table.cells if cell.words][:_HEAD_CELLS]
    return sum(role(words_text(sheet, cell.words)) in {"masthead", "issue", "symbol"} for cell in cells) > 1


def _inside(segment: NDArray[np.float32], box: Box) -> bool:
    x, y = (segment[0] + segment[2]) / 2, (segment[1] + segment[3]) / 2
    return bool(box[0] < x < box[2] and box[1] < y < box[3])


def _blocks(region: Region, style: Style, framed: Sequence[list[Region]], entries: Sequence[list[Line]]) -> list[Block]:
    flow = [line for line in region.lines if line.role != "note"]
    notes = [line for line in region.lines if line.role == "note"]
    result: list[Block] = []
    for block in blocks(replace(region, lines=flow), style):
        kind, _, number = block.lines[0].role.partition(":")
        if kind == "contents":
            result += [Block(lines, "contents", region.left, region.right, tags={"contents"}) for lines in entries]
            continue
        if kind == "box":
            for inner in framed[int(number)]:
                for part in blocks(inner, style):
                    result += [replace(piece, tags={"box"}) for piece in _without_run_in(part)]
            continue
        if kind == "table":
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
