"""From a file to a ``Paper``: the steps of reading, in order."""

from __future__ import annotations

import hashlib
from pathlib import Path

import numpy as np

from policyfacts.errors import NotAPdf, NoTextLayer, ReadingError
from policyfacts.reading import glyphs, pdfium
from policyfacts.reading.blocks import Block, blocks, usual
from policyfacts.reading.flow import flowing
from policyfacts.reading.furniture import furniture
from policyfacts.reading.hyphens import vocabulary
from policyfacts.reading.lines import Sheet, laid_out
from policyfacts.reading.passages import Source, TextBuilder, passages
from policyfacts.records import Page, Paper


def read(path: str | Path, *, doc: str | None = None, password: str | None = None) -> Paper:
    """Read one PDF.

    ``doc`` names the paper in all tables; without it, the file's name without ``.pdf``. Raises ``NotAPdf``,
    ``DamagedPdf``, ``EncryptedPdf``, ``NoTextLayer`` or ``LimitExceeded``, each saying what to do.
    """
    path = Path(path)
    data = _bytes(path)
    pages, sheets, sources = [], [], {}
    with pdfium.opened(data, password=password) as document:
        for index in range(len(document)):
            with document.page(index) as handle:
                raw = pdfium.raw_page(handle, index + 1)
            sheet, source = _sheet(raw)
            pages.append(Page(raw.number, raw.width, raw.height))
            sheets.append(sheet)
            sources[raw.number] = source
    if not pages:
        raise NotAPdf(f"{path.name} has no pages")
    if not any(len(sheet.stream.first) for sheet in sheets):
        raise NoTextLayer(f"{path.name} has no text on any of its {len(pages)} pages: run it through OCR first")
    for sheet, mine in zip(sheets, furniture(sheets), strict=True):
        kept = [segment for segment in range(len(sheet.stream.first)) if segment not in mine]
        sheet.regions = laid_out(sheet, kept)
    style = usual(sheets)
    words = vocabulary(line.text for sheet in sheets for line in sheet.lines)
    found: list[Block] = [block for sheet in sheets for region in sheet.regions for block in blocks(region, style)]
    builder = TextBuilder(sources, words)
    parts = passages(flowing(found, style), builder)
    text, characters = builder.finished()
    return Paper(
        doc or path.stem,
        str(path),
        hashlib.sha256(data).hexdigest(),
        text,
        tuple(pages),
        tuple(parts),
        characters,
        title=next((text[p.start : p.end] for p in parts if p.kind == "title"), ""),
    )


def _bytes(path: Path) -> bytes:
    try:
        data = path.read_bytes()
    except OSError as exc:
        raise ReadingError(f"{path.name} cannot be opened: {exc.strerror or exc}") from exc
    if not data.strip(b"\0 \r\n\t"):
        raise NotAPdf(f"{path.name} is empty")
    if b"%PDF" not in data[:1024]:
        raise NotAPdf(f"{path.name} is not a PDF: it does not start with %PDF")
    return data


def _sheet(raw: pdfium.RawPage) -> tuple[Sheet, Source]:
    fates = np.zeros(len(raw.characters.code), np.uint8)
    quarter = glyphs.main_quarter(raw.characters)
    stream = glyphs.stream(raw, quarter, fates)
    width, height = (raw.height, raw.width) if quarter % 2 else (raw.width, raw.height)
    sheet = Sheet(raw.number, width, height, quarter, stream, raw.fonts)
    return sheet, Source(raw.number, stream, raw.characters.box, fates)
