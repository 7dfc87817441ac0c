"""Proves every evidence row again, from the PDFs, by another path than the one that made it.

The text must say at each offset what the row says. And the words must stand in the row's rectangles: PDFium itself is
asked which characters lie there, so that a mistake in our own layout or character map cannot hide.
"""

from __future__ import annotations

import hashlib
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from ctypes import byref, c_double
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path

import pypdfium2 as pdfium
import pypdfium2.raw as pdfium_c

from policyfacts.errors import ReadingError
from policyfacts.reading.annotations import whole_page
from policyfacts.reading.characters import Characters
from policyfacts.reading.guard import cpu_limit, guarded
from policyfacts.reading.ocr import scanned
from policyfacts.reading.pdfium import Document, page_corners, raw_page
from policyfacts.reading.repair import repaired
from policyfacts.schema import FACT_TABLES, TABLES
from policyfacts.sources import bytes_of, located
from policyfacts.tables import Tables, read_tables
from policyfacts.tables.cells import Row, flowing

_BATCH = 100  # pages that are checked in one process
_SCAN = 40  # so many pages of text take the time of one that OCR looks at
_LEFT_OUT = 6  # letters and figures that may stand between two words and be none of the text
_MARGIN = 0.5  # points: rectangles are rounded, and characters touch


@dataclass(frozen=True, slots=True)
class Failure:
    """One row that could not be proved: the paper, the row's ``fact_id`` (or none), the column, and why."""

    doc: str
    fact_id: str
    slot: str
    reason: str

    def __str__(self) -> str:
        return ": ".join(filter(None, (self.fact_id or self.doc, self.slot, self.reason)))


@dataclass(frozen=True, slots=True)
class Proof:
    """What ``verify`` found: how many papers and evidence rows it checked, what failed, and how many cells stand as
    people judged them, without a place in the paper."""

    papers: int
    rows: int
    failures: tuple[Failure, ...]
    judged: int = 0


def verify(out: Path | str, *, password: str | None = None) -> Proof:
    """Check every row of ``evidence.csv`` in the folder ``out`` against the texts and the PDFs.

    The PDFs are looked for where ``documents.csv`` says, from the working directory. Raises ``OutputError`` and
    ``TableError`` where the folder does not hold tables.
    """
    tables = read_tables(out)
    by_doc: dict[str, list[Row]] = {row["doc"]: [] for row in tables.rows("documents") if row["status"] != "failed"}
    scans: dict[str, set[int]] = {doc: set() for doc in by_doc}
    for row in tables.rows("ledger"):
        if row["doc"] in scans and row["reason"].startswith("read by OCR"):
            scans[row["doc"]].add(int(row["page"]))
    unproved = list(_unproved(tables))
    judged = _judged(tables)
    failures = [
        *_strays(tables, by_doc),
        *(one for one in unproved if (one.fact_id, one.slot) not in judged),
        *_unquoted(tables),
    ]
    claims = [
        _Claim(row, tables.texts[row["doc"]], tuple(by_doc[row["doc"]]), frozenset(scans[row["doc"]]))
        for row in tables.rows("documents")
        if row["doc"] in by_doc
    ]
    for batch in _batches(claims):
        failures += _checked(batch, password)
    apart = sum((one.fact_id, one.slot) in judged for one in unproved)
    return Proof(len(by_doc), len(tables.rows("evidence")), tuple(failures), apart)


@dataclass(frozen=True, slots=True)
class _Claim:
    """A paper that was read: its row of ``documents``, its text, its evidence, and its pages read by OCR."""

    document: Row
    text: str
    evidence: tuple[Row, ...]
    scans: frozenset[int]

    @property
    def pages(self) -> int:
        return int(self.document["pages"] or 0)


def _batches(claims: Iterable[_Claim]) -> Iterator[list[_Claim]]:
    """Papers that are checked in one process: as many as have some hundred pages together."""
    batch: list[_Claim] = []
    for claim in claims:
        batch.append(claim)
        if sum(one.pages + 1 for one in batch) >= _BATCH:
            yield batch
            batch = []
    if batch:
        yield batch


def _checked(claims: Sequence[_Claim], password: str | None) -> list[Failure]:
    """Check papers under the limits that they were read under: a file that breaks them costs its own proof alone."""
    seconds = cpu_limit(sum(claim.pages * (1 + _SCAN * bool(claim.scans)) for claim in claims))
    try:
        return guarded(_check, tuple(claims), password, cpu_seconds=seconds)
    except ReadingError as exc:
        if len(claims) == 1:
            return [Failure(claims[0].document["doc"], "", "", f"cannot be checked: {exc}")]
    return [failure for claim in claims for failure in _checked([claim], password)]


def _check(claims: Sequence[_Claim], password: str | None) -> list[Failure]:
    return [failure for claim in claims for failure in _check_paper(claim, password)]


def _strays(tables: Tables, by_doc: Mapping[str, list[Row]]) -> Iterator[Failure]:
    """Evidence of papers that ``documents.csv`` does not list; the rest is put under its paper."""
    for row in tables.rows("evidence"):
        doc = row["fact_id"].rsplit(":", 2)[0]
        if doc in by_doc:
            by_doc[doc].append(row)
        else:
            yield Failure(doc, row["fact_id"], row["slot"], "its paper is not among the papers read")


def _unproved(tables: Tables) -> Iterator[Failure]:
    """Filled cells of facts that no evidence row speaks of."""
    proved = {(row["fact_id"], row["slot"]) for row in tables.rows("evidence")}
    for name in FACT_TABLES:
        for row in tables.rows(name):
            for column in (*(slot.name for slot in TABLES[name].slots), "speaker"):
                if row[column] and (row["fact_id"], column) not in proved:
                    yield Failure(row["doc"], row["fact_id"], column, "no evidence row")


def _judged(tables: Tables) -> set[tuple[str, str]]:
    """Cells that hold what people judged, as ``corrections`` says; the machine's own are none of them."""
    after = {(row["fact_id"], row["slot"]): row["after"] for row in tables.rows("corrections") if row["after"]}
    rows = {row["fact_id"]: row for name in FACT_TABLES for row in tables.rows(name)}
    return {(number, slot) for (number, slot), cell in after.items() if rows.get(number, {}).get(slot) == cell}


def _unquoted(tables: Tables) -> Iterator[Failure]:
    """Facts whose quote does not stand in the paper's text; a run of white space in either counts as one blank.

    A row that people added without marking any words quotes nobody but them.
    """
    added = {row["fact_id"]: row["judged_by"] for row in tables.rows("corrections") if row["verdict"] == "add"}
    texts = {doc: " ".join(text.split()) for doc, text in tables.texts.items()}
    for name in FACT_TABLES:
        for row in tables.rows(name):
            if row["quote"] == f"judged by {added.get(row['fact_id'])}":
                continue
            if row["doc"] in texts and flowing(row["quote"]) not in texts[row["doc"]]:
                yield Failure(row["doc"], row["fact_id"], "quote", f"does not stand in texts/{row['doc']}.txt")


def _check_paper(claim: _Claim, password: str | None) -> Iterator[Failure]:
    document, text = claim.document, claim.text
    doc, path = document["doc"], document["path"]
    sound: list[Row] = []
    for row in claim.evidence:
        start, end = int(row["start"]), int(row["end"])
        if not row["text"] or flowing(text[start:end]) != flowing(row["text"]):
            yield Failure(doc, row["fact_id"], row["slot"], f"texts/{doc}.txt has other words at {start}-{end}")
        else:
            sound.append(row)
    try:
        data = bytes_of(located(path))
    except ReadingError as exc:
        yield Failure(doc, "", "", f"{exc}: run verify from where extract was run")
        return
    if hashlib.sha256(data).hexdigest() != document["sha256"]:
        yield Failure(doc, "", "", f"{path} is not the file that was read: its SHA-256 differs. Run extract again")
        return
    pdf = _opened(data, password)
    if pdf is None:
        yield Failure(doc, "", "", f"{path} cannot be opened. If it is encrypted, give --password")
        return
    with pdf:
        yield from _check_places(doc, pdf, sound, claim.scans)


def _opened(data: bytes, password: str | None) -> pdfium.PdfDocument | None:
    """The file, rebuilt where it is damaged, as when it was read."""
    try:
        return pdfium.PdfDocument(data, password=password)
    except pdfium.PdfiumError:
        again = repaired(data, password=password)
    try:
        return pdfium.PdfDocument(again) if again is not None else None
    except pdfium.PdfiumError:
        return None


def _check_places(doc: str, pdf: pdfium.PdfDocument, rows: Iterable[Row], scans: frozenset[int]) -> Iterator[Failure]:
    """``scans``: the pages that were read from their pictures; these are read once more."""
    inside: dict[int, str] = {}  # row number -> what is printed in its rectangle
    turned: set[str] = set()  # pages on which PDFium turns lines around
    rows = list(rows)
    document = Document(pdf.raw, b"")
    order = sorted(range(len(rows)), key=lambda number: int(rows[number]["page"]))
    for page_number, numbers in groupby(order, key=lambda number: int(rows[number]["page"])):
        if not 1 <= page_number <= len(pdf):
            continue
        with whole_page(document, page_number - 1):
            pass  # what is typed onto the page is part of it from now on
        page = pdf[page_number - 1]
        words = page.get_textpage()
        if any(unicodedata.bidirectional(sign) in {"R", "AL"} for sign in words.get_text_range()):
            turned.add(str(page_number))
        seen = _scanned(page, page_number) if page_number in scans else None
        for number in numbers:
            row = rows[number]
            printed = words.get_text_bounded(*_bounds(page, row)) if seen is None else _within(seen, row)
            inside[number] = printed
        words.close()
        page.close()
    document.leave()
    cells: dict[tuple[str, str, str, str], list[int]] = {}
    for number, row in enumerate(rows):
        cells.setdefault((row["fact_id"], row["slot"], row["start"], row["end"]), []).append(number)
    for (fact_id, slot, _, _), mine in cells.items():
        printed = [_letters(inside.get(number, "")) for number in mine]
        left = _missing(rows[mine[0]]["text"], printed)
        if left and rows[mine[0]]["page"] in turned:
            left = _missing_words(rows[mine[0]]["text"], printed)
        if left and not scans.intersection(int(rows[number]["page"]) for number in mine):
            left = _missing_signs(pdf, [rows[number] for number in mine])
        if left:
            pages = ", ".join(dict.fromkeys(rows[number]["page"] for number in mine))
            yield Failure(doc, fact_id, slot, f"page {pages}: {left!r} is not printed in its rectangles")


def _missing_signs(pdf: pdfium.PdfDocument, rows: Sequence[Row]) -> str:
    """What of a cell's text is not printed in the rectangles of its rows, asked sign by sign: in the order in which the
    file has them, or, where two lines are printed on one spot, in that in which they stand."""
    signs = [_signs(pdf, row) for row in rows]
    drawn = _missing(rows[0]["text"], [_letters("".join(sign for sign, _ in line)) for line in signs])
    across = [sorted(line, key=lambda sign: sign[1]) for line in signs]
    return drawn and _missing(rows[0]["text"], [_letters("".join(sign for sign, _ in line)) for line in across])


def _signs(pdf: pdfium.PdfDocument, row: Row) -> list[tuple[str, float]]:
    """The signs that begin in a row's rectangle, and how far from the left: what PDFium tells of a rectangle leaves out
    those that have no size, because their font has them not."""
    if not 1 <= int(row["page"]) <= len(pdf):
        return []
    page = pdf[int(row["page"]) - 1]
    words = page.get_textpage()
    left, bottom, right, top = _bounds(page, row)
    found, x, y = [], c_double(), c_double()
    for index in range(words.count_chars()):
        pdfium_c.FPDFText_GetCharOrigin(words.raw, index, byref(x), byref(y))
        if left <= x.value <= right and bottom <= y.value <= top:
            found.append((chr(pdfium_c.FPDFText_GetUnicode(words.raw, index)), x.value))
    words.close()
    page.close()
    return found


def _bounds(page: pdfium.PdfPage, row: Row) -> tuple[float, float, float, float]:
    """The row's rectangle as PDFium wants it: left, bottom, right, top in the page's own, unturned coordinates."""
    left, bottom, right, top = page_corners(page.raw)
    corners = []
    for x, y in ((float(row["x0"]), float(row["y0"])), (float(row["x1"]), float(row["y1"]))):
        corners.append(
            {
                0: (left + x, top - y),
                90: (left + y, bottom + x),
                180: (right - x, bottom + y),
                270: (right - y, top - x),
            }[page.get_rotation()]
        )
    (xa, ya), (xb, yb) = corners
    return min(xa, xb) - _MARGIN, min(ya, yb) - _MARGIN, max(xa, xb) + _MARGIN, max(ya, yb) + _MARGIN


def _scanned(page: pdfium.PdfPage, number: int) -> Characters | None:
    """What OCR sees on a page."""
    seen = scanned(page.raw, raw_page(page.raw, number))
    return seen.page.characters if seen else None


def _within(seen: Characters, row: Row) -> str:
    """What OCR sees in a row's rectangle."""
    x, y = (seen.box[:, 0] + seen.box[:, 2]) / 2, (seen.box[:, 1] + seen.box[:, 3]) / 2
    x0, y0, x1, y1 = (float(row[side]) for side in ("x0", "y0", "x1", "y1"))
    inside = (x > x0 - _MARGIN) & (x < x1 + _MARGIN) & (y > y0 - _MARGIN) & (y < y1 + _MARGIN)
    return "".join(map(chr, seen.code[inside].tolist()))


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
