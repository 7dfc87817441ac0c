"""Reading with the books checked: every paper that a test reads must account for all its characters."""

from __future__ import annotations

import contextlib
from collections import Counter
from pathlib import Path

import pypdfium2.raw as pdfium_c

from policyfacts import reading
from policyfacts.errors import DamagedPdf
from policyfacts.reading.repair import opened_or_rebuilt
from policyfacts.reading.replaced import as_printed
from policyfacts.records import Paper


def read(path: Path, *, password: str | None = None) -> Paper:
    """``policyfacts.read``; and the ledger must sum to PDFium's own count on every page."""
    paper = reading.read(path, password=password)
    assert summed(paper) == counted(path, password=password)
    return paper


def counted(path: Path, *, password: str | None = None) -> dict[int, int]:
    """PDFium's own count of the characters that are printed, by page; pages without any are left out."""
    counts: dict[int, int] = {}
    with opened_or_rebuilt(path.read_bytes(), password=password) as document:
        for index in range(len(document)):
            with contextlib.suppress(DamagedPdf), document.page(index) as page:  # what cannot be loaded has none
                as_printed(document, page)
                words = pdfium_c.FPDFText_LoadPage(page)
                counts[index + 1] = pdfium_c.FPDFText_CountChars(words)
                pdfium_c.FPDFText_ClosePage(words)
    return {page: count for page, count in counts.items() if count > 0}


def summed(paper: Paper) -> dict[int, int]:
    """The ledger's characters, by page; pages without any are left out.

    Of pages read from their picture, those of the text layer that the picture stands for: PDFium counts no others.
    """
    seen = {page.number for page in paper.pages if page.ocr}
    sums: Counter[int] = Counter()
    for entry in paper.ledger:
        if entry.page not in seen or entry.region == "text layer":
            sums[entry.page] += entry.characters
    return {page: count for page, count in sums.items() if count}
