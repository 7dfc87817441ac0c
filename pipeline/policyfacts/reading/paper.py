"""From a file to a ``Paper``: the steps of reading, in order."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from pathlib import Path, PurePath

import numpy as np
from numpy.typing import NDArray

from policyfacts.errors import DamagedPdf, NotAPdf, NoTextLayer, ReadingError
from policyfacts.reading import ledger, ocr, outcomes
from policyfacts.reading.arrange import arranged
from policyfacts.reading.citations import citations
from policyfacts.reading.compose import composed
from policyfacts.reading.front import of_the_issue, published
from policyfacts.reading.furniture import furniture
from policyfacts.reading.hyphens import vocabulary
from policyfacts.reading.languages import with_languages
from policyfacts.reading.lines import Sheet
from policyfacts.reading.load import Loaded, loaded, no_text
from policyfacts.reading.overprint import overprint
from policyfacts.reading.passages import Source, TextBuilder
from policyfacts.reading.strikes import struck
from policyfacts.reading.ties import tied
from policyfacts.records import LedgerEntry, Paper, Passage
from policyfacts.sources import File, bytes_of

_FATES = {
    "running head": outcomes.HEAD,
    "page number": outcomes.NUMBER,
    "watermark": outcomes.WATERMARK,
    "line number": outcomes.LINE_NUMBER,
}
"""What the books say of furniture."""


def read(path: str | Path, *, doc: str | None = None, password: str | None = None) -> Paper:
    """Read one PDF.

    ``doc`` names the paper in all tables; without it, the file's name without ``.pdf``. Raises ``NotAPdf``,
    ``DamagedPdf``, ``EncryptedPdf``, ``NoTextLayer`` or ``LimitExceeded``, each saying what to do.
    """
    path = Path(path)
    return read_bytes(bytes_of(File(path)), doc=doc or path.stem, path=str(path), password=password)


def read_bytes(data: bytes, *, doc: str, path: str, password: str | None = None) -> Paper:
    """Read one PDF whose bytes are here already; ``path`` is where they came from. Raises what ``read`` raises."""
    name = PurePath(path).name
    try:
        pages = loaded(_checked(data), password=password)
        if not pages.pages:
            raise DamagedPdf("the file has no pages: get a fresh copy")
        if not pages.has_text:
            raise NoTextLayer(no_text())
    except ReadingError as exc:
        raise type(exc)(f"{name}: {exc}") from exc
    return _paper(path, hashlib.sha256(data).hexdigest(), doc, pages)


def _checked(data: bytes) -> bytes:
    if not data.strip(b"\0 \r\n\t"):
        raise NotAPdf("the file is empty: get a fresh copy")
    if b"%PDF" not in data[:1024]:
        raise NotAPdf("the file is not a PDF (it does not start with %PDF): export it as PDF first")
    return data


def _paper(path: str, digest: str, doc: str, file: Loaded) -> Paper:
    out = overprint([*file.sheets, *file.turned], file.sources)
    upright = file.upright
    for sheet, mine in zip(upright, furniture(upright), strict=True):
        out[sheet.place] = mine | out[sheet.place]
    edges = _marked([*file.sheets, *file.turned], out, file.sources)
    for sheet in (*file.sheets, *file.turned):
        file.sources[sheet.place].struck = struck(sheet)
    whole = arranged(file.sheets, file.turned, out)
    words = vocabulary(line.text for sheet in file.sheets for line in sheet.lines)
    builder = TextBuilder(file.sources, words)
    parts, grids, labelled = composed(whole, builder)
    text, characters = builder.finished()
    parts, notes = tied(parts, labelled, builder.marks, characters)
    passages, language = with_languages(text, parts)
    return Paper(
        doc,
        path,
        digest,
        text,
        tuple(file.pages),
        tuple(passages),
        characters,
        grids=tuple(grids),
        notes=tuple(notes),
        citations=tuple(citations(text, passages)),
        struck=tuple(builder.struck),
        ledger=tuple(_ledger(file)),
        title=next((text[p.start : p.end] for p in passages if p.kind == "title"), ""),
        language=language,
        published=published(_front(text, passages, characters.page), edges),
    )


def _marked(
    sheets: Sequence[Sheet], out: Mapping[tuple[int, int], dict[int, str]], sources: dict[tuple[int, int], Source]
) -> list[str]:
    """Note in the ledger's books what is furniture; the running heads and feet of the first two pages."""
    edges = []
    for sheet in sheets:
        stream = sheet.stream
        fates = sources[sheet.place].fates
        for segment, role in sorted(out.get(sheet.place, {}).items()):
            first, last = int(stream.first[segment]), int(stream.last[segment])
            origin = stream.source[first:last]
            fates[origin[origin >= 0]] = _FATES[role]
            if role == "running head" and sheet.number <= 3:
                edges.append(stream.text[first:last])
    return edges


def _front(text: str, passages: Sequence[Passage], page: NDArray[np.int32]) -> list[str]:
    """The lines of the first page that may bear a date of publication."""
    chosen = []
    for passage in passages:
        if page[passage.start] != 1:
            break
        words = text[passage.start : passage.end]
        issue = passage.kind in {"front", "title"} or (passage.kind == "note" and of_the_issue(words))
        if issue or (passage.kind != "note" and len(words) < 60):
            chosen.append(words)
    return chosen


def _ledger(file: Loaded) -> list[LedgerEntry]:
    result = []
    if 0 in file.notes:
        result.append(LedgerEntry(0, "file", 0, "kept", file.notes[0][0]))
    for page in file.pages:
        reason, characters = file.notes.get(page.number, (no_text(), 0))
        result += ledger.entries(file.sources[page.number, 0], empty=reason)
        if page.ocr:
            how = f"read by OCR (tesseract, {ocr.DPI} dots per inch), confidence {page.grade:.2f}"
            result.append(LedgerEntry(page.number, "page", 0, "kept", how))
        if page.number in file.notes and (characters or (page.grade < 1 and not page.ocr)):
            result.append(LedgerEntry(page.number, "text layer", characters, "left out", reason))
    return result
