"""What each block is: heading, prose, item of a list, caption, note, title, front matter."""

from __future__ import annotations

import re
from collections.abc import Sequence

from policyfacts.reading.blocks import BULLET, CAPTION, Block, Style
from policyfacts.reading.titles import HEADING_NUMBER, set_title
from policyfacts.records import PassageKind

ITEM = re.compile(r"^(?:\((?:\d{1,2}|[a-z]|[ivx]{1,4})\)|(?:[a-z]|[ivx]{1,4})[.)]|\d{1,2}\))\s")
_PULLED = re.compile(r"[“\"«„‘].*[.!?…,][”\"»“’]$", re.DOTALL)
"""A sentence in quotation marks by itself, however large: a pull quote, no heading."""
_MOST_LINES = 8
_MOST_CHARACTERS = 260


def set_kinds(blocks: Sequence[Block], style: Style) -> None:
    """Give every block its kind, and find the title."""
    for number, block in enumerate(blocks):
        if "table" in block.tags:
            block.kind = "cell"
        if block.kind in {"cell", "note", "contents"} or block.tags & {"run-in", "turned"}:
            continue
        following = blocks[number + 1] if number + 1 < len(blocks) else None
        before = blocks[number - 1] if number else None
        by_table = any(b is not None and "table" in b.tags and b.page == block.page for b in (before, following))
        block.kind = _kind(block, style, by_table=by_table)
    set_title(blocks, style)


def _kind(block: Block, style: Style, *, by_table: bool) -> PassageKind:
    text = block.text
    match = CAPTION.match(text)
    if match and len(text) < 400 and (by_table or _titled(match["rest"], block, style)):
        return "caption"
    if BULLET.match(text) or ITEM.match(text):
        return "item"
    if len(text) > _MOST_CHARACTERS or len(block.lines) > _MOST_LINES:
        return "prose"
    letters = sum(c.isalpha() for c in text)
    if letters < 2:
        return "prose"
    if text.rstrip().endswith((".", ",", ";")) and not (HEADING_NUMBER.match(text) and len(text) < 8):
        return "prose"
    if _PULLED.match(text):
        return "prose"
    larger = block.size > 1.08 * style.size
    heavier = block.bold and not style.bold
    capitals = text.upper() == text and letters > 3 and block.size >= 0.9 * style.size
    italic = all(line.italic for line in block.lines) and len(block.lines) == 1 and len(text) < 90
    apart = larger or heavier or capitals or (italic and not text.rstrip().endswith(":"))
    return "heading" if apart else "prose"


def _titled(rest: str, block: Block, style: Style) -> bool:
    """Whether the words after "Table 1" are a title rather than the rest of a sentence."""
    if not rest or rest[0] in ".:|–—-(":
        return True
    return rest[0].isupper() and (block.bold or block.size < 0.95 * style.size or len(block.lines) <= 2)
