"""The ledger: what became of each character that PDFium counts on a page.

A *character* is what ``FPDFText_CountChars`` counts: printed signs, the spaces the file holds, and the spaces and line
breaks that PDFium adds. A page's entries sum to that count.
"""

from __future__ import annotations

from typing import get_args

import numpy as np

from policyfacts.reading import outcomes
from policyfacts.reading.passages import Source
from policyfacts.records import LedgerEntry, PassageKind

KINDS: tuple[str, ...] = get_args(PassageKind)


def entries(source: Source, *, empty: str, lost: str) -> list[LedgerEntry]:
    """The ledger of one page; where it has no characters at all, either because there is nothing to read (``empty``
    says why), or because what there is could not be (``lost``)."""
    counts = np.bincount(source.fates[:-1], minlength=outcomes.KEPT + len(KINDS))
    if not counts.sum():
        if empty:
            return [LedgerEntry(source.number, "page without words", 0, "left out", empty)]
        return [LedgerEntry(source.number, "page", 0, "left out", lost)]
    result = []
    for index, kind in enumerate(KINDS):
        if counts[outcomes.KEPT + index]:
            number, reason = int(counts[outcomes.KEPT + index]), outcomes.KEPT_AS.get(kind, "")
            result.append(LedgerEntry(source.number, kind, number, "kept", reason))
    if counts[outcomes.ACCENT]:
        result.append(LedgerEntry(source.number, "accents", int(counts[outcomes.ACCENT]), "kept"))
    for fate, (region, reason) in outcomes.LEFT_OUT.items():
        if counts[fate]:
            result.append(LedgerEntry(source.number, region, int(counts[fate]), "left out", reason))
    return result
