"""Reading with the books checked: every paper that a test reads must account for all its characters."""

from __future__ import annotations

import contextlib
from collections import Counter
from pathlib import Path

import pypdfium2

from policyfacts import reading
from policyfacts.reading import repair
from policyfacts.records import Paper


def read(path: Path, *, password: str | None = None) -> Paper:
    """``policyfacts.read``; and the ledger must sum to PDFium's own count on every page."""
    paper = reading.read(path, password=password)
    assert summed(paper) == counted(path, password=password)
    return paper


def counted(path: Path, *, password: str | None = None) -> dict[int, int]:
    """PDFium's own count of characters, by page; pages without any are left out."""
    try:
        document = pypdfium2.PdfDocument(path, password=password)
    except pypdfium2.PdfiumError:  # the reader rebuilt it: what counts is what PDFium sees then
        document = pypdfium2.PdfDocument(repair.repaired(path.read_bytes(), password=password) or b"")
    counts: dict[int, int] = {}
    for index in range(len(document)):
        with contextlib.suppress(pypdfium2.PdfiumError):  # a page that cannot be loaded has none
            counts[index + 1] = document[index].get_textpage().count_chars()
    document.close()
    return {page: count for page, count in counts.items() if count}


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
