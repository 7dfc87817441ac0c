"""The ledger: what became of each character that PDFium counts on a page.

A *character* is what ``FPDFText_CountChars`` counts: printed signs, the spaces the file holds, and the spaces and line
breaks that PDFium adds. A page's entries sum to that count.
"""

from __future__ import annotations

from typing import get_args

import numpy as np

from policyfacts.reading import glyphs
from policyfacts.reading.passages import Source
from policyfacts.records import LedgerEntry, PassageKind

KINDS: tuple[str, ...] = get_args(PassageKind)

_LEFT_OUT = {
    glyphs.PENDING: ("other", "not part of any line"),
    glyphs.SPACE: ("white space", "the text has its own spaces"),
    glyphs.SILENT: ("control signs", "nothing is printed for them"),
    glyphs.DOUBLE: ("overprint", "the same sign printed twice on one spot"),
    glyphs.OUTSIDE: ("outside", "beyond the edge of the page"),
    glyphs.HYPHEN: ("line-end hyphens", "the word is put together again"),
    glyphs.MARKER: ("note markers", "raised figures and signs that point to a note"),
    glyphs.HEAD: ("running head", "repeated at the edge of the pages"),
    glyphs.NUMBER: ("page number", "the number of the page"),
    glyphs.REPEATED: ("repeated heading", "headings of columns printed again where a table goes on"),
}


def entries(source: Source, *, empty: str) -> list[LedgerEntry]:
    """The ledger of one page; ``empty`` is the reason to give where there are no characters at all."""
    counts = np.bincount(source.fates[:-1], minlength=glyphs.KEPT + len(KINDS))
    if not counts.sum():
        return [LedgerEntry(source.number, "page", 0, "left out", empty)]
    result = []
    for index, kind in enumerate(KINDS):
        if counts[glyphs.KEPT + index]:
            result.append(LedgerEntry(source.number, kind, int(counts[glyphs.KEPT + index]), "kept"))
    if counts[glyphs.ACCENT]:
        result.append(LedgerEntry(source.number, "accents", int(counts[glyphs.ACCENT]), "kept"))
    for fate, (region, reason) in _LEFT_OUT.items():
        if counts[fate]:
            result.append(LedgerEntry(source.number, region, int(counts[fate]), "left out", reason))
    return result
