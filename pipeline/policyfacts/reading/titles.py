"""The title of a paper, and the front matter around it."""

from __future__ import annotations

import re
from collections.abc import Sequence

from policyfacts.reading.blocks import Block, Style, ends_sentence
from policyfacts.reading.frontlines import NEVER, role

HEADING_NUMBER = re.compile(r"^(?:\d{1,2}(?:\.\d{1,2})*\.?|[IVX]+\.|[A-Z]\.)\s+\S")
_ABSTRACT = re.compile(
    r"^\W*(?:abstract|summary|executive summary|key ?words|аннотация|resumen|résumé)\b", re.IGNORECASE
)
_BANNER = 260.0
"""A title in a coloured banner stands at most this many points from the top."""
_LONG = 250
"""A paragraph of more characters is running text: what stands behind it is hardly the title."""
_WEIGHTS = {"series": 0.4, "body": 0.55, "genre": 0.6, "country": 0.4}
"""How much less likely a line of this role is the title than another of its size."""
_LINE = 60
_LONGEST = 500
"""Large writing of more characters than this is no title."""
_WANTS_MORE = re.compile(r"(?:\b(?:of|on|to|the|and|in|for|from|at|by|a|with|de|la|et)|[,:–—-])$", re.IGNORECASE)


def set_title(blocks: Sequence[Block], style: Style) -> None:
    """Find the title on the first page; what stands before it, and between it and the text, is front matter."""
    page = blocks[0].page if blocks else 1
    first = [block for block in blocks if block.page == page]
    roles = [role(block.text) if block.kind in {"heading", "prose"} else "" for block in first]
    start = _chosen(first, roles, style)
    if start is None:
        for block, mine in zip(first, roles, strict=True):
            if mine in {"masthead", "issue", "symbol", "stamp"}:
                block.kind = "front"
        return
    best = first[start]
    best.kind = "title"
    last = _with_rest(first, roles, start)
    for block, mine in zip(first[:start], roles, strict=False):
        if block.kind in {"heading", "prose"} and (len(block.text) < 300 or mine):
            block.kind = "front"
    for number in range(last + 1, len(first)):
        if not _is_front(first, number, roles[number]):
            break
        first[number].kind = "front"


def _chosen(blocks: Sequence[Block], roles: Sequence[str], style: Style) -> int | None:
    """Which block begins the title: the most prominent one that may be one; none where nothing stands out."""
    able = [n for n, block in enumerate(blocks) if roles[n] not in NEVER and _may_be(block, style)]
    if not able:
        return None
    running = (n for n, b in enumerate(blocks) if b.kind == "prose" and len(b.text) > _LONG and n not in able)
    text = next(running, len(blocks))
    largest = max(blocks[n].size for n in able)
    lesser = {n for n in able if n > text or (_names_item(blocks, roles, n) and blocks[n].size < 0.95 * largest)}
    best = max(able, key=lambda n: _prominence(blocks[n], roles[n]) * (0.5 if n in lesser else 1.0))
    block = blocks[best]
    if HEADING_NUMBER.match(block.text):
        return None
    if block.size > 1.12 * style.size:
        return best
    opens = best < text and all(roles[n] in _WEIGHTS for n in able if n < best)
    return best if opens and not roles[best] and len(block.text) > 12 else None


def _names_item(blocks: Sequence[Block], roles: Sequence[str], number: int) -> bool:
    """Whether a block is the name of the item of the agenda whose number stands above it."""
    above = next((n for n in range(number - 1, -1, -1) if blocks[n].lines), None)
    return above is not None and roles[above] == "item"


def _may_be(block: Block, style: Style) -> bool:
    """Whether a block is set as a title may be: a heading, or large writing that ends as a sentence does."""
    if block.tags and not _is_banner(block, style):
        return False
    large = block.kind == "prose" and block.size > 1.3 * style.size and len(block.text) < _LONGEST
    return (block.kind == "heading" or large) and sum(c.isalpha() for c in block.text) > 3


def _is_banner(block: Block, style: Style) -> bool:
    """Whether a block in a box is large writing near the top of the page: the box is then a banner with the title."""
    return "box" in block.tags and block.size > 1.4 * style.size and block.lines[0].top < _BANNER


def _prominence(block: Block, role_of: str) -> float:
    """How likely a heading is the title: by size; names of a series or a body have a word or two, titles more."""
    if HEADING_NUMBER.match(block.text):
        return 0.5 * block.size
    words = sum(any(c.isalpha() for c in word) for word in block.text.split())
    return block.size * _WEIGHTS.get(role_of, 1.0) * (1.0 if words > 2 else 0.65) * (1.03 if block.bold else 1.0)


def _with_rest(blocks: Sequence[Block], roles: Sequence[str], start: int) -> int:
    """Take the blocks that go on with the title into its own; the last of them."""
    best = blocks[start]
    while start + 1 < len(blocks):
        following = blocks[start + 1]
        if following.kind not in {"heading", "prose"} or abs(following.size - best.size) > 0.06 * best.size:
            break
        if following.kind == "prose" and following.size < 1.3 * blocks[-1].size:
            break
        if following.lines[0].base - best.lines[-1].base > 1.6 * best.size or following.bold != best.bold:
            break
        if roles[start + 1] and not _WANTS_MORE.search(best.text):
            break
        best.lines += following.lines
        following.lines = []
        start += 1
    return start


def _is_front(blocks: Sequence[Block], number: int, role_of: str) -> bool:
    """Whether a block under the title is front matter: no heading of prose, no long text, no sentence."""
    block = blocks[number]
    text = block.text
    if not block.lines:
        return True
    if role_of in NEVER - {"heading"}:
        return True
    if block.kind == "heading":
        return not _heads_prose(blocks, number) and not HEADING_NUMBER.match(text)
    if block.kind != "prose" or len(text) > _LONG or len(block.lines) > 4:
        return False
    if len(text) <= _LINE:
        return not (ends_sentence(text) and _mostly_small(text))
    return not (ends_sentence(text) or _mostly_small(text))


def _mostly_small(text: str) -> bool:
    """Whether most words begin with small letters, as in sentences, unlike names and places of work."""
    words = [word for word in text.split() if word[0].isalpha()]
    return sum(word[0].islower() for word in words) > 0.55 * len(words)


def _heads_prose(blocks: Sequence[Block], number: int) -> bool:
    following = blocks[number + 1] if number + 1 < len(blocks) else None
    return following is not None and len(following.text) > 120 and not _ABSTRACT.match(following.text)
