"""Hyphens at line ends: printed by the typesetter, or part of the word? The paper's own vocabulary decides."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable

from policyfacts.reading.glyphs import HYPHEN_MARK

LINE_END = (chr(HYPHEN_MARK), "-", "\u2010")
_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?(?:[-\u2010\u2011][^\W\d_]+)*")
_LAST = re.compile(r"([^\W\d_]+(?:[-\u2010][^\W\d_]+)*)$")
_FIRST = re.compile(r"^([^\W\d_]+)")


def vocabulary(lines: Iterable[str]) -> Counter[str]:
    """How often each word occurs, in lower case, apart from the pieces at line ends."""
    words: Counter[str] = Counter()
    for text in lines:
        found = _WORD.findall(text.lower())
        if found and text.endswith(LINE_END):
            found = found[:-1]
        words.update(found)
    return words


def joined(before: str, after: str, words: Counter[str]) -> bool | None:
    """Whether the hyphen that ends ``before`` goes away when ``after`` follows.

    ``None`` where there is no hyphen; then a space belongs between the two. Kept hyphens need no space.
    """
    if not before.endswith(LINE_END):
        return None
    left, right = _LAST.search(before[:-1].lower()), _FIRST.match(after.lower())
    if left is None or right is None:
        # A number or a dash before it: "2014-" goes on as it is; a lonely dash keeps its space.
        return None if len(before) > 1 and before[-2] == " " else False
    if not after[:1].islower():
        return False
    first, second = left[1], right[1]
    whole = words[first.replace("\u2010", "-") + second]
    parted = words[f"{first}-{second}"]
    if whole or parted:
        return whole >= parted
    if "-" in first:
        return False if len(second) > 3 and words[second] else True
    return not (first in _KEEP and words[second])


_KEEP = frozenset(
    "non anti self well long short high low multi pro post pre semi half ex so mid quasi year month day people north south "
    "east west co- cross decision policy state world part full fact large small low far wide".split()
)
