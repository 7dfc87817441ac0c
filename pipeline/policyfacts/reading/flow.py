"""The flow of blocks through the paper: kinds, sections, paragraphs that run on over columns and pages."""

from __future__ import annotations

import re
from collections.abc import Sequence

from policyfacts.reading.blocks import BULLET, Block, Style, ends_sentence, reaches
from policyfacts.reading.hyphens import LINE_END

_REFERENCES = re.compile(
    r"^\W*(?:\d+\.?\s*)?(?:references|bibliography|works cited|literature(?: cited)?|sources cited|selected bibliography"
    r"|список литературы|литература|referencias|bibliografía|références|bibliographie|literatur(?:verzeichnis)?)\W*$",
    re.IGNORECASE,
)
_NUMBER = re.compile(r"^(\d{1,2}(?:\.\d{1,2})*)\.?\s+\S")
_CAPTION = re.compile(r"^(?:table|figure|fig\.|box|chart|map|graph|exhibit)\s+[\dIVX]+[a-z]?\b", re.IGNORECASE)
_NOTE = re.compile(r"^(?:\d{1,3}|[*†‡§]+)\s?\S")


def flowing(blocks: Sequence[Block], style: Style) -> list[Block]:
    """The blocks in their final order, each with its kind and section, broken paragraphs made whole."""
    for block in blocks:
        block.kind = _kind(block, style)
    _title(blocks, style)
    ordered = _notes_last(_merged_headings(blocks))
    _sections(ordered, style)
    return _joined(ordered, style)


def _kind(block: Block, style: Style):  # type: ignore[no-untyped-def]
    text = block.text
    if _CAPTION.match(text) and len(text) < 300:
        return "caption"
    if block.size < 0.93 * style.size and _NOTE.match(text):
        return "note"
    if BULLET.match(text):
        return "item"
    letters = sum(c.isalpha() for c in text)
    if letters < 2 or len(text) > 220 or len(block.lines) > 5 or text.rstrip().endswith((".", ",", ";")):
        return "prose"
    larger = block.size > 1.08 * style.size
    heavier = block.bold and not style.bold
    capitals = text.upper() == text and len(text) > 3 and block.size >= 0.9 * style.size
    return "heading" if larger or heavier or capitals else "prose"


def _title(blocks: Sequence[Block], style: Style) -> None:
    first = [block for block in blocks if block.page == 1 and block.kind == "heading"]
    if not first:
        return
    best = max(first, key=lambda block: block.size)
    if best.size <= 1.15 * style.size:
        return
    best.kind = "title"
    for block in blocks:
        if block is best:
            break
        block.kind = "front"


def _merged_headings(blocks: Sequence[Block]) -> list[Block]:
    return list(blocks)


def _notes_last(blocks: Sequence[Block]) -> list[Block]:
    """Notes after the main flow of their page."""
    pages: dict[int, tuple[list[Block], list[Block]]] = {}
    for block in blocks:
        pages.setdefault(block.page, ([], []))[block.kind == "note"].append(block)
    return [block for flow, notes in pages.values() for block in (*flow, *notes)]


def _sections(blocks: Sequence[Block], style: Style) -> None:
    path: list[tuple[tuple[float, ...], str]] = []
    listing = False
    for block in blocks:
        if block.kind == "heading":
            rank = _rank(block)
            path = [entry for entry in path if entry[0] < rank]
            block.section = tuple(text for _, text in path)
            path.append((rank, block.text))
            listing = bool(_REFERENCES.match(block.text))
            continue
        block.section = tuple(text for _, text in path)
        if listing and block.kind in {"prose", "item", "note"}:
            block.kind = "reference"


def _rank(block: Block) -> tuple[float, ...]:
    number = _NUMBER.match(block.text)
    depth = number[1].count(".") if number else 0
    return (-round(block.size), 0.0 if block.bold else 1.0, float(depth))


def _joined(blocks: Sequence[Block], style: Style) -> list[Block]:
    result: list[Block] = []
    open_block: Block | None = None
    for block in blocks:
        if block.kind in {"note", "caption", "cell"}:
            result.append(block)
            continue
        if open_block is not None and block.kind == "prose" and _continues(open_block, block):
            open_block.lines += block.lines
            open_block.right = block.right
            continue
        result.append(block)
        open_block = block if block.kind in {"prose", "item"} else None
    return result


def _continues(before: Block, after: Block) -> bool:
    """Whether ``after`` is the rest of the paragraph ``before``."""
    last, first = before.lines[-1], after.lines[0]
    if abs(last.size - first.size) > 0.1 * first.size:
        return False
    moved = (last.page, last.region) != (first.page, first.region)
    if not ends_sentence(last.text) and (first.text[:1].islower() or last.text.endswith(LINE_END)):
        return True
    if not moved:
        return False
    em = first.size
    flush = len(after.lines) == 1 or first.x0 < after.lines[1].x0 + 0.5 * em
    if not ends_sentence(last.text):
        return flush and reaches(last, before.right, 2 * em)
    return flush and len(before.lines) > 1 and len(after.lines) > 1 and reaches(last, before.right, 0.4 * em)
