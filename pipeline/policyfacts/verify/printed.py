"""Whether words are printed where rows of evidence say: PDFium is asked what stands in their rectangles."""

from __future__ import annotations

import ctypes
import unicodedata
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from ctypes import byref, c_double
from dataclasses import dataclass, replace
from itertools import groupby
from typing import Any

import pypdfium2.raw as pdfium_c

from policyfacts.reading.annotations import whole_page
from policyfacts.reading.characters import Characters
from policyfacts.reading.ocr import scanned
from policyfacts.reading.pdfium import Document, page_corners, raw_page
from policyfacts.tables.cells import Row

_LEFT_OUT = 6  # letters and figures that may stand between two words and be none of the text
_MARGIN = 0.5  # points: rectangles are rounded, and characters touch
_LEFTWARD = {"R", "AL"}
_Signs = list[tuple[str, float]]


@dataclass(frozen=True, slots=True)
class _Inside:
    """What stands in the rectangle of a row. ``text``: as PDFium tells it; ``signs``: one by one, and how far from the
    left each is, where that has been asked; ``turned``: whether PDFium turns lines of the page around."""

    row: Row
    text: str = ""
    signs: _Signs | None = None
    turned: bool = False


def unprinted(document: Document, rows: Sequence[Row], scans: frozenset[int]) -> Iterator[tuple[Row, str, str]]:
    """The cells whose text is not printed in their rectangles: a row of each, its pages, and what is missing.

    ``rows``: evidence of one paper; ``scans``: the pages that were read from their pictures; these are read once more.
    """
    cells: dict[tuple[str, str, str, str], list[_Inside]] = {}
    found = {id(one.row): one for one in _found(document, rows, scans)}
    for row in rows:
        mine = found.get(id(row), _Inside(row))
        cells.setdefault((row["fact_id"], row["slot"], row["start"], row["end"]), []).append(mine)
    for cell in cells.values():
        left = _left(document, cell)
        if left:
            yield cell[0].row, ", ".join(dict.fromkeys(one.row["page"] for one in cell)), left


def _left(document: Document, cell: Sequence[_Inside]) -> str:
    """What of a cell's text is not printed in its rectangles; empty where all of it is.

    Asked sign by sign in the end: in the order in which the file has them, or, where two lines are printed on one spot
    and where OCR jumps about, in that in which they stand.
    """
    text = cell[0].row["text"]
    printed = [_letters(one.text) for one in cell]
    left = _missing(text, printed)
    if left and cell[0].turned:
        left = _missing_words(text, printed)
    if left:
        lines = [_asked(document, one).signs or [] for one in cell]
        for order in (lines, [sorted(line, key=lambda sign: sign[1]) for line in lines]):
            left = left and _missing(text, [_letters("".join(sign for sign, _ in line)) for line in order])
    return left


def _found(document: Document, rows: Sequence[Row], scans: frozenset[int]) -> Iterator[_Inside]:
    """What stands in the rectangles of rows, page by page; nothing of pages that there are not."""
    for number, mine in groupby(sorted(rows, key=_page), key=_page):
        if not 1 <= number <= len(document):
            continue
        with _opened(document, number) as (page, words):
            if number in scans:
                seen = scanned(page, raw_page(page, number))
                for row in mine:
                    signs = _within(seen.page.characters, row) if seen else []
                    yield _Inside(row, "".join(sign for sign, _ in signs), signs)
                continue
            whole = _text(words, None)
            turned = any(unicodedata.bidirectional(sign) in _LEFTWARD for sign in whole)
            for row in mine:
                yield _Inside(row, _text(words, _bounds(page, row)), turned=turned)


def _page(row: Row) -> int:
    return int(row["page"])


@contextmanager
def _opened(document: Document, number: int) -> Iterator[tuple[Any, Any]]:
    """PDFium's handles of a page, with what is typed onto it, and of its text."""
    with whole_page(document, number - 1) as (page, _):
        words = pdfium_c.FPDFText_LoadPage(page)
        try:
            yield page, words
        finally:
            pdfium_c.FPDFText_ClosePage(words)


def _text(words: Any, bounds: tuple[float, float, float, float] | None) -> str:
    """The text of a page, or what of it stands within bounds: left, bottom, right, top."""
    if bounds is None:
        size = int(pdfium_c.FPDFText_CountChars(words)) + 1
        buffer = (ctypes.c_ushort * (2 * size))()
        written = pdfium_c.FPDFText_GetText(words, 0, size - 1, buffer) - 1
    else:
        left, bottom, right, top = bounds
        size = int(pdfium_c.FPDFText_GetBoundedText(words, left, top, right, bottom, None, 0))
        buffer = (ctypes.c_ushort * max(size, 1))()
        written = pdfium_c.FPDFText_GetBoundedText(words, left, top, right, bottom, buffer, size)
    return bytes(buffer)[: 2 * max(written, 0)].decode("utf-16-le", "ignore")


def _asked(document: Document, one: _Inside) -> _Inside:
    """A row with the signs that begin in its rectangle: what PDFium tells of a rectangle leaves out those that have no
    size, because their font has them not."""
    number = _page(one.row)
    if one.signs is not None or not 1 <= number <= len(document):
        return one
    found: _Signs = []
    x, y = c_double(), c_double()
    with _opened(document, number) as (page, words):
        left, bottom, right, top = _bounds(page, one.row)
        for index in range(pdfium_c.FPDFText_CountChars(words)):
            pdfium_c.FPDFText_GetCharOrigin(words, index, byref(x), byref(y))
            if left <= x.value <= right and bottom <= y.value <= top:
                found.append((chr(pdfium_c.FPDFText_GetUnicode(words, index)), x.value))
    return replace(one, signs=found)


def _bounds(page: Any, row: Row) -> tuple[float, float, float, float]:
    """The row's rectangle as PDFium wants it: left, bottom, right, top in the page's own, unturned coordinates."""
    left, bottom, right, top = page_corners(page)
    quarter = int(pdfium_c.FPDFPage_GetRotation(page)) % 4
    corners = []
    for x, y in ((float(row["x0"]), float(row["y0"])), (float(row["x1"]), float(row["y1"]))):
        corners.append(
            {
                0: (left + x, top - y),
                1: (left + y, bottom + x),
                2: (right - x, bottom + y),
                3: (right - y, top - x),
            }[quarter]
        )
    (xa, ya), (xb, yb) = corners
    return min(xa, xb) - _MARGIN, min(ya, yb) - _MARGIN, max(xa, xb) + _MARGIN, max(ya, yb) + _MARGIN


def _within(seen: Characters, row: Row) -> _Signs:
    """What OCR sees in a row's rectangle."""
    x, y = (seen.box[:, 0] + seen.box[:, 2]) / 2, (seen.box[:, 1] + seen.box[:, 3]) / 2
    x0, y0, x1, y1 = (float(row[side]) for side in ("x0", "y0", "x1", "y1"))
    inside = (x > x0 - _MARGIN) & (x < x1 + _MARGIN) & (y > y0 - _MARGIN) & (y < y1 + _MARGIN)
    return list(zip(map(chr, seen.code[inside].tolist()), x[inside].tolist(), strict=True))


def _letters(text: str) -> str:
    """Letters, digits and currency signs alone: hyphens, spaces and the form of a letter may differ in print."""
    folded = unicodedata.normalize("NFKD", text).casefold()
    return "".join(sign for sign in folded if sign.isalnum() or unicodedata.category(sign) == "Sc")


def _missing(text: str, printed: Sequence[str]) -> str:
    """What of ``text`` is not among the letters ``printed``; empty where all of it is.

    All in one go, but for what is left out between two words: the label of a note, the number of a line.
    """
    left = _rest(_letters(text), printed)
    whole, place = "".join(printed), 0
    for word in map(_letters, text.split()) if left else ():
        found = whole.find(word, place, place + len(word) + _LEFT_OUT) if place else whole.find(word)
        if found < 0:
            return left
        place = found + len(word)
    return ""


def _missing_words(text: str, printed: Sequence[str]) -> str:
    """The first word of ``text`` that is not printed by itself: where words written to the left stand on a page, PDFium
    turns its lines around."""
    whole = "".join(printed)
    return next((word for word in map(_letters, text.split()) if word not in whole and word[::-1] not in whole), "")


def _rest(words: str, lines: Sequence[str]) -> str:
    """What is left of ``words`` when each line in turn has given all that it can; every line must give something."""
    for line in lines:
        length = next((size for size in range(len(words), 0, -1) if words[:size] in line), 0)
        if not length and words:
            return words
        words = words[length:]
    return words
