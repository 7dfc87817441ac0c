"""What each block is: heading, prose, item of a list, caption, note, title, front matter."""

from __future__ import annotations

import re
from collections.abc import Sequence

from policyfacts.reading.blocks import BULLET, CAPTION, Block, Style, ends_sentence
from policyfacts.records import PassageKind

ITEM = re.compile(r"^(?:\((?:\d{1,2}|[a-z]|[ivx]{1,4})\)|(?:[a-z]|[ivx]{1,4})[.)]|\d{1,2}\))\s")
_HEADING_NUMBER = re.compile(r"^(?:\d{1,2}(?:\.\d{1,2})*\.?|[IVX]+\.|[A-Z]\.)\s+\S")
_ABSTRACT = re.compile(
    r"^\W*(?:abstract|summary|executive summary|key ?words|аннотация|resumen|résumé)\b", re.IGNORECASE
)
_PULLED = re.compile(r"[“\"«„‘].*[.!?…,][”\"»“’]$", re.DOTALL)
"""A sentence in quotation marks by itself, however large: a pull quote, no heading."""
_MOST_LINES = 8
_BANNER = 260.0
"""A title in a coloured banner stands at most this many points from the top."""
_MOST_CHARACTERS = 260


def set_kinds(blocks: Sequence[Block], style: Style) -> None:
    """Give every block its kind, and find the title."""
    for number, block in enumerate(blocks):
        if "table" in block.tags:
            block.kind = "cell"
        if block.kind in {"cell", "note"} or block.tags & {"run-in", "turned"}:
            continue
        following = blocks[number + 1] if number + 1 < len(blocks) else None
        before = blocks[number - 1] if number else None
        by_table = any(b is not None and "table" in b.tags and b.page == block.page for b in (before, following))
        block.kind = _kind(block, style, by_table=by_table)
    _title(blocks, style)


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
    if text.rstrip().endswith((".", ",", ";")) and not (_HEADING_NUMBER.match(text) and len(text) < 8):
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


def _title(blocks: Sequence[Block], style: Style) -> None:
    """The largest heading of the first page is the title; what stands before it, and between it and the first
    heading or long paragraph, is front matter."""
    page = blocks[0].page if blocks else 1
    heads = [b for b in blocks if b.page == page and b.kind == "heading" and (not b.tags or _is_banner(b, style))]
    if not heads:
        return
    best = max(heads, key=_prominence)
    if best.size <= 1.12 * style.size or _HEADING_NUMBER.match(best.text):
        return
    start = next(number for number, block in enumerate(blocks) if block is best)
    best.kind = "title"
    while start + 1 < len(blocks):
        following = blocks[start + 1]
        if following.kind != "heading" or abs(following.size - best.size) > 0.06 * best.size:
            break
        if following.page != best.page or following.lines[0].base - best.lines[-1].base > 1.6 * best.size:
            break
        best.lines += following.lines
        following.lines = []
        start += 1
    for block in blocks[:start]:
        if block is not best and block.kind in {"heading", "prose"} and len(block.text) < 300:
            block.kind = "front"
    for block in blocks[start + 1 :]:
        if block.page != page or not _is_front(blocks, block):
            break
        block.kind = "front"


def _is_front(blocks: Sequence[Block], block: Block) -> bool:
    """Whether a block under the title is front matter: no heading of prose, no long text, no sentence."""
    text = block.text
    if block.kind == "heading":
        return not _heads_prose(blocks, block) and not _HEADING_NUMBER.match(text)
    if block.kind != "prose" or len(text) > 250 or len(block.lines) > 4:
        return False
    return len(text) <= 60 or not (ends_sentence(text) or _mostly_small(text))


def _is_banner(block: Block, style: Style) -> bool:
    """Whether a block in a box is large writing near the top of the page: the box is then a banner with the title."""
    return "box" in block.tags and block.size > 1.4 * style.size and block.lines[0].top < _BANNER


def _mostly_small(text: str) -> bool:
    """Whether most words begin with small letters, as in sentences, unlike names and places of work."""
    words = [word for word in text.split() if word[0].isalpha()]
    return sum(word[0].islower() for word in words) > 0.6 * len(words)


def _prominence(block: Block) -> float:
    """How likely a heading is the title: by size; names of a series or a body have a word or two, titles more."""
    words = sum(word.strip(".,:;()").isalpha() for word in block.text.split())
    if _HEADING_NUMBER.match(block.text):
        return 0.5 * block.size
    return block.size * (1.0 if words > 2 else 0.65)


def _heads_prose(blocks: Sequence[Block], heading: Block) -> bool:
    number = next(k for k, block in enumerate(blocks) if block is heading)
    following = blocks[number + 1] if number + 1 < len(blocks) else None
    return following is not None and len(following.text) > 120 and not _ABSTRACT.match(following.text)
