"""From a file to a ``Paper``: the steps of reading, in order."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from policyfacts.errors import DamagedPdf, NotAPdf, NoTextLayer, ReadingError
from policyfacts.reading import glyphs, ledger, pdfium
from policyfacts.reading.arrange import arranged
from policyfacts.reading.citations import citations
from policyfacts.reading.compose import composed
from policyfacts.reading.front import published
from policyfacts.reading.furniture import furniture
from policyfacts.reading.hyphens import vocabulary
from policyfacts.reading.languages import with_languages
from policyfacts.reading.lines import Sheet
from policyfacts.reading.passages import Source, TextBuilder, stream_boxes
from policyfacts.reading.rulings import Rulings, rulings
from policyfacts.records import LedgerEntry, Page, Paper, Passage

_NO_TEXT = (
    "no text on the page, probably a scan: install tesseract (apt-get install tesseract-ocr) and policyfacts[ocr], "
    "then read it again"
)


def read(path: str | Path, *, doc: str | None = None, password: str | None = None) -> Paper:
    """Read one PDF.

    ``doc`` names the paper in all tables; without it, the file's name without ``.pdf``. Raises ``NotAPdf``,
    ``DamagedPdf``, ``EncryptedPdf``, ``NoTextLayer`` or ``LimitExceeded``, each saying what to do.
    """
    path = Path(path)
    data = _bytes(path)
    try:
        loaded = _loaded(data, password)
    except ReadingError as exc:
        raise type(exc)(f"{path.name}: {exc}") from exc
    if not loaded.pages:
        raise DamagedPdf(f"{path.name}: the file has no pages: get a fresh copy")
    if not any(len(sheet.stream.first) for sheet in (*loaded.sheets, *loaded.turned)):
        raise NoTextLayer(f"{path.name}: {_NO_TEXT}")
    return _paper(path, hashlib.sha256(data).hexdigest(), doc or path.stem, loaded)


class _Loaded:
    """The pages of a file, out of PDFium's hands."""

    def __init__(self) -> None:
        self.pages: list[Page] = []
        self.sheets: list[Sheet] = []
        self.turned: list[Sheet] = []
        self.drawn: list[Rulings] = []
        self.sources: dict[tuple[int, int], Source] = {}
        self.failed: dict[int, str] = {}
        self.meta_title = ""

    def add(self, raw: pdfium.RawPage, drawn: Rulings | None, handle: object) -> None:
        """Take over one page and all its directions of writing."""
        main = glyphs.main_quarter(raw.characters)
        fates = np.zeros(len(raw.characters.code) + 1, np.uint8)
        self.pages.append(Page(raw.number, raw.width, raw.height))
        present = sorted(set(raw.characters.quarter[~raw.characters.generated].tolist()) | {main})
        for quarter in sorted(present, key=lambda q: q != main):
            width, height = (raw.height, raw.width) if quarter % 2 else (raw.width, raw.height)
            stream = glyphs.stream(raw, quarter, fates[:-1])
            turn = (quarter - main) % 4
            sheet = Sheet(raw.number, width, height, quarter, stream, raw.fonts, turn=turn)
            self.sources[raw.number, turn] = Source(raw.number, stream, stream_boxes(stream, raw.characters.box), fates)
            if turn:
                self.turned.append(sheet)
            else:
                self.sheets.append(sheet)
                self.drawn.append(rulings(handle, raw, quarter) if drawn is None else drawn)


def _bytes(path: Path) -> bytes:
    try:
        data = path.read_bytes()
    except OSError as exc:
        raise ReadingError(f"{path.name}: the file cannot be opened: {exc.strerror or exc}") from exc
    if not data.strip(b"\0 \r\n\t"):
        raise NotAPdf(f"{path.name}: the file is empty: get a fresh copy")
    if b"%PDF" not in data[:1024]:
        raise NotAPdf(f"{path.name}: the file is not a PDF (it does not start with %PDF): export it as PDF first")
    return data


def _loaded(data: bytes, password: str | None) -> _Loaded:
    loaded = _Loaded()
    with pdfium.opened(data, password=password) as document:
        for index in range(len(document)):
            try:
                with document.page(index) as handle:
                    loaded.add(pdfium.raw_page(handle, index + 1), None, handle)
            except DamagedPdf as exc:
                loaded.failed[index + 1] = str(exc)
                loaded.add(pdfium.blank_page(index + 1), rulings_none(), None)
    if loaded.failed and len(loaded.failed) == len(loaded.pages):
        raise DamagedPdf("none of its pages can be loaded: get a fresh copy, or open it in a viewer and save it anew")
    return loaded


def rulings_none() -> Rulings:
    """No rulings at all."""
    empty = np.zeros((0, 4), np.float32)
    return Rulings(empty, empty, empty)


def _paper(path: Path, digest: str, doc: str, loaded: _Loaded) -> Paper:
    out = furniture(loaded.sheets)
    edges = _marked(loaded.sheets, out, loaded.sources)
    whole = arranged(loaded.sheets, loaded.drawn, out, loaded.turned)
    words = vocabulary(line.text for sheet in loaded.sheets for line in sheet.lines)
    builder = TextBuilder(loaded.sources, words)
    parts, grids = composed(whole, builder)
    text, characters = builder.finished()
    passages, language = with_languages(text, parts)
    return Paper(
        doc,
        str(path),
        digest,
        text,
        tuple(loaded.pages),
        tuple(passages),
        characters,
        grids=tuple(grids),
        citations=tuple(citations(text, passages)),
        ledger=tuple(_ledger(loaded)),
        title=next((text[p.start : p.end] for p in passages if p.kind == "title"), ""),
        language=language,
        published=published(_front(text, passages, characters.page), edges),
    )


def _marked(
    sheets: Sequence[Sheet], out: Sequence[dict[int, str]], sources: dict[tuple[int, int], Source]
) -> list[str]:
    """Note in the ledger's books what is furniture; the running heads and feet of the first two pages."""
    edges = []
    for sheet, mine in zip(sheets, out, strict=True):
        stream = sheet.stream
        fates = sources[sheet.number, 0].fates
        for segment, role in sorted(mine.items()):
            first, last = int(stream.first[segment]), int(stream.last[segment])
            origin = stream.source[first:last]
            fates[origin[origin >= 0]] = glyphs.HEAD if role == "running head" else glyphs.NUMBER
            if role == "running head" and sheet.number <= 3:
                edges.append(stream.text[first:last])
    return edges


def _front(text: str, passages: Sequence[Passage], page: NDArray[np.int32]) -> list[str]:
    """The lines of the first page that may bear a date of publication."""
    chosen = []
    for passage in passages:
        if page[passage.start] != 1:
            break
        if passage.kind in {"front", "title", "note"} or passage.end - passage.start < 60:
            chosen.append(text[passage.start : passage.end])
    return chosen


def _ledger(loaded: _Loaded) -> list[LedgerEntry]:
    result = []
    for page in loaded.pages:
        reason = loaded.failed.get(page.number, _NO_TEXT)
        result += ledger.entries(loaded.sources[page.number, 0], empty=reason)
    return result
