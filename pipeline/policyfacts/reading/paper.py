"""From a file to a ``Paper``: the steps of reading, in order."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping, Sequence
from pathlib import Path, PurePath

import numpy as np
from numpy.typing import NDArray

from policyfacts.errors import DamagedPdf, NotAPdf, NoTextLayer, ReadingError
from policyfacts.reading import ledger, ocr, outcomes
from policyfacts.reading.arrange import arranged
from policyfacts.reading.citations import citations
from policyfacts.reading.compose import composed
from policyfacts.reading.front import FrontPage, said
from policyfacts.reading.furniture import furniture
from policyfacts.reading.hyphens import vocabulary
from policyfacts.reading.languages import with_languages
from policyfacts.reading.lines import Sheet
from policyfacts.reading.load import Loaded, loaded, no_text
from policyfacts.reading.overprint import overprint
from policyfacts.reading.passages import Source, TextBuilder
from policyfacts.reading.strikes import struck
from policyfacts.reading.symbols import is_symbol, symbol_entries
from policyfacts.reading.ties import tied
from policyfacts.records import LedgerEntry, Paper, Passage
from policyfacts.sources import File, bytes_of, kinds

OCR = "read by OCR"
"""How the reason begins that the ledger gives for a page that was read from its picture."""

_FATES = {
    "running head": outcomes.HEAD,
    "page number": outcomes.NUMBER,
    "watermark": outcomes.WATERMARK,
    "line number": outcomes.LINE_NUMBER,
}
"""What the books say of furniture."""
_LINE = 140
"""A line of an imprint has at most this many characters."""
_SAMPLE = 30_000
"""So many characters at the paper's start tell which words it writes in small letters."""


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
        pages = loaded(_checked(data, name), password=password)
        if not pages.pages:
            raise DamagedPdf("the file has no pages: get a fresh copy")
        if not pages.has_text:
            raise NoTextLayer(pages.why_no_text())
    except ReadingError as exc:
        raise type(exc)(f"{name}: {exc}") from exc
    return _paper(path, hashlib.sha256(data).hexdigest(), doc, pages)


def _checked(data: bytes, name: str) -> bytes:
    if not data.strip(b"\0 \r\n\t"):
        raise NotAPdf("the file is empty: get a fresh copy")
    if not kinds.begins_as_pdf(data):
        if kinds.is_other(name):
            raise NotAPdf(kinds.advice(name))
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
    front = said(_front(text, passages, characters.page, edges))
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
        ledger=(*_ledger(file), *symbol_entries(text, characters.page)),
        title=next((text[p.start : p.end].rstrip(" *†‡") for p in passages if p.kind == "title"), ""),
        language=language,
        published=front.published,
        authors=front.authors,
        publisher=front.publisher,
        identifier=front.identifier,
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
            head = role == "running head"
            symbol = head and is_symbol(stream.text[first:last])
            fates[origin[origin >= 0]] = outcomes.SYMBOL if symbol else _FATES[role]
            if head and last - first < _LINE and sheet.number <= 3:
                edges.append(stream.text[first:last])
    return edges


def _front(text: str, passages: Sequence[Passage], pages: NDArray[np.int32], edges: Sequence[str]) -> FrontPage:
    """The lines of the first pages that tell of the paper itself."""
    lines: list[str] = []
    stray: list[str] = []
    notes: list[str] = []
    imprint: list[str] = []
    title = -1
    first = int(pages[passages[0].start]) if passages else 1
    for passage in passages:
        page = int(pages[passage.start])
        if page > first + 1:
            break
        words = _apart(text, pages, passage)
        if passage.kind in {"cell", "contents", "reference"}:
            continue
        if page > first:
            imprint += [words] if len(words) < _LINE else []
        elif passage.kind == "note":
            notes.append(words)
        elif passage.kind in {"front", "title"}:
            title = len(lines) if passage.kind == "title" else title
            lines.append(words)
        elif len(words) < _LINE // 2:
            stray.append(words)
    small = frozenset(re.findall(r"(?<=[a-z,] )[a-z]{3,}", text[:_SAMPLE]))
    return FrontPage(tuple(lines), title, tuple(stray), tuple(notes), tuple(edges), tuple(imprint), small)


def _apart(text: str, pages: NDArray[np.int32], passage: Passage) -> str:
    """A passage with line ends where a printed line ends, or a wide gap parts it; a title as it stands."""
    words = text[passage.start : passage.end]
    if passage.kind == "title":
        return words
    blank = pages[passage.start : passage.end] == 0
    return "".join("\n" if gap and sign == " " else sign for sign, gap in zip(words, blank.tolist(), strict=True))


def _ledger(file: Loaded) -> list[LedgerEntry]:
    result = []
    if 0 in file.notes:
        result.append(LedgerEntry(0, "file", 0, "kept", file.notes[0][0]))
    result += file.entries
    for page in file.pages:
        reason, characters = file.notes.get(page.number, (no_text(), 0))
        result += ledger.entries(file.sources[page.number, 0], empty=file.wordless.get(page.number, ""), lost=reason)
        if page.ocr:
            how = f"{OCR} (tesseract, {ocr.DPI} dots per inch), confidence {page.grade:.2f}"
            result.append(LedgerEntry(page.number, "page", 0, "kept", how))
        if page.number in file.notes and (characters or (page.grade < 1 and not page.ocr)):
            result.append(LedgerEntry(page.number, "text layer", characters, "left out", reason))
    return result
