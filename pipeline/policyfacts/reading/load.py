"""A file's pages out of PDFium's hands: their signs and lines, read from the text layer or, for scans, by OCR."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

import numpy as np

from policyfacts.errors import DamagedPdf
from policyfacts.reading import glyphs, ocr, pdfium, repair, scans
from policyfacts.reading.annotations import Beside, of_the_file, whole_page
from policyfacts.reading.drawing import Drawing, drawing
from policyfacts.reading.grades import BROKEN, DOUBTFUL, garbled, grade, overprinted, told
from policyfacts.reading.guard import page_read
from policyfacts.reading.lines import Sheet
from policyfacts.reading.passages import Source, stream_boxes
from policyfacts.reading.pdfium import RawPage
from policyfacts.reading.piles import clumped, overlaid
from policyfacts.reading.rulings import Rulings, no_rulings, rulings
from policyfacts.reading.unseen import unseen
from policyfacts.records import LedgerEntry, Page

_HELP = f"install tesseract ({ocr.COMMAND}) and read the paper again"
_BLANK = "nothing is drawn on the page"
_PHOTOGRAPH = "a photograph or a ground without words"
_UNDRAWN = "no text on the page, which is empty, or cannot be read: get a fresh copy if it should not be empty"
_LOST = "nothing is left of the page in the damaged file: get a fresh copy"
_CUT = "the end of the file is missing, and what stood there with it: get a fresh copy"
_REBUILT = "the file was damaged and has been rebuilt with pikepdf; parts may be missing: get a fresh copy"
_OVERLAID = "letters lie on one another, since the file is damaged: get a fresh copy"
_END = b"startxref"
_END_WITHIN = 4096
"""Bytes at the end of a file, in which what tells where its parts are must stand."""


_LABEL = 30
"""Writing across that of its page with fewer signs than this is a label, and no table."""


@dataclass(slots=True)
class Loaded:
    """The pages of a file. ``notes``: what the ledger should say of a page's text layer (0: of the file), and of how
    many characters; ``entries``: what else it should say; ``wordless``: pages on which there is nothing to read, and
    why; ``bare``: pages on which nothing is drawn; ``damaged``: whether parts of the file are missing; ``turned``:
    writing in other directions than that of its page; ``layered``: whether the file may have layers that can be
    switched off."""

    pages: list[Page] = field(default_factory=list)
    sheets: list[Sheet] = field(default_factory=list)
    turned: list[Sheet] = field(default_factory=list)
    sources: dict[tuple[int, int], Source] = field(default_factory=dict)
    notes: dict[int, tuple[str, int]] = field(default_factory=dict)
    entries: list[LedgerEntry] = field(default_factory=list)
    wordless: dict[int, str] = field(default_factory=dict)
    bare: list[int] = field(default_factory=list)
    damaged: bool = False
    layered: bool = False

    @property
    def upright(self) -> list[Sheet]:
        """For each page, the writing that stands upright as the page is displayed, else that of most of it.

        Running heads and page numbers are looked for in it: those of pages with a table laid sideways stay upright.
        """
        level = {sheet.number: sheet for sheet in self.turned if not (sheet.quarter or sheet.slanted)}
        return [level.get(sheet.number, sheet) if sheet.quarter else sheet for sheet in self.sheets]

    @property
    def has_text(self) -> bool:
        """Whether any page bears a sign."""
        return any(len(sheet.stream.first) for sheet in (*self.sheets, *self.turned))

    def why_no_text(self) -> str:
        """Of a file without any sign: why its pages bear none, and what to do."""
        known = {number: reason for number, (reason, _) in self.notes.items()} | self.wordless
        numbers = (0, *(page.number for page in self.pages))
        reasons = (known.get(number, no_text() if number else "") for number in numbers)
        return "; ".join(filter(None, dict.fromkeys(reasons)))


def no_text() -> str:
    """Why a page bears no text, and what would help."""
    if ocr.tesseract():
        return "no text on the page, and OCR sees no words in its picture: scan it anew, or leave it out"
    return f"no text on the page, probably a scan: {_HELP}"


def _broken() -> str:
    if ocr.tesseract():
        return "the text layer is broken, and OCR sees no words in the picture of the page: get a better copy"
    return f"the text layer is broken: {_HELP}"


def _pictured() -> str:
    """Why a picture with a few words printed over it was not read."""
    if ocr.tesseract():
        return "a picture, in which OCR sees no words but those printed over it: scan it anew, or leave it out"
    return f"a picture with a few words printed over it, probably a scan: {_HELP}"


def loaded(data: bytes, *, password: str | None = None) -> Loaded:
    """The pages of a PDF held in memory; raises what ``pdfium.opened`` raises.

    A file that PDFium cannot open is rebuilt and tried once more, where pikepdf is installed.
    """
    cut = _END not in data[-_END_WITHIN:]
    try:
        result = _loaded(data, password, damaged=cut)
    except DamagedPdf:
        again = repair.repaired(data, password=password)
        if again is None:
            raise
    else:
        if cut:
            result.notes[0] = (_CUT, 0)
        return result
    result = _loaded(again, None, damaged=True)
    result.notes[0] = (_REBUILT, 0)
    return result


def _loaded(data: bytes, password: str | None, *, damaged: bool) -> Loaded:
    result = Loaded(damaged=damaged)
    failed = 0
    besides: list[Beside] = []
    with pdfium.opened(data, password=password) as document:
        result.layered = document.layered()
        for index in range(len(document)):
            number = index + 1
            try:
                with whole_page(document, index) as (handle, beside):
                    besides.append(beside)
                    _load(result, handle, number)
                page_read()
            except DamagedPdf as exc:
                failed += 1
                result.notes[number] = (str(exc), 0)
                _add(result, pdfium.blank_page(number), no_rulings(), None)
        result.entries += of_the_file(document, data, besides)
    _judge_bare(result, data, password)
    if failed and failed == len(result.pages):
        raise DamagedPdf("none of its pages can be loaded: get a fresh copy, or save it anew from a viewer")
    return result


def _load(result: Loaded, handle: object, number: int) -> None:
    """Take over one open page: its text layer, or what OCR sees where that is missing or broken."""
    raw = pdfium.raw_page(handle, number)
    count = len(raw.characters.code)
    mapped_wrongly, on_one_another = clumped(raw), overlaid(raw)
    if not count and scans.is_bare(handle):
        result.bare.append(number)
    elif on_one_another and not mapped_wrongly and not scans.has_image(handle, raw):
        _leave_out(result, number, (_OVERLAID, count))  # its picture is no better
        return
    elif scans.stands_for_text(handle, raw):
        _load_picture(result, handle, raw)
        return
    _add(result, raw, None, handle)
    lost = on_one_another or mapped_wrongly
    if lost or overprinted(result.sources[number, 0].fates):
        result.pages[-1] = replace(result.pages[-1], grade=DOUBTFUL)
    if result.pages[-1].grade >= BROKEN:
        return
    result.notes[number] = (_broken(), 0)
    seen = ocr.scanned(handle, raw)
    if seen is not None:
        _take_back(result)
        _add_seen(result, raw, seen, "a broken text layer, read by OCR instead")
    elif lost or garbled(result.sheets[-1].stream):
        _take_back(result)
        _leave_out(result, number, (_broken(), count))


def _leave_out(result: Loaded, number: int, note: tuple[str, int]) -> None:
    """Take over a page without its text layer, which is not what is printed. ``note``: why, and how many characters."""
    _add(result, pdfium.blank_page(number), no_rulings(), None)
    result.notes[number] = note


def _load_picture(result: Loaded, handle: object, raw: RawPage) -> None:
    """Take over a page that is a picture with few words over it, or none."""
    seen = ocr.scanned(handle, raw)
    count = len(raw.characters.code)
    if seen is not None and scans.says_more(seen.page, raw):
        _add_seen(result, raw, seen, "a few words over the picture of a page, read by OCR with it" if count else "")
        return
    _add(result, raw, None, handle)
    if scans.is_photograph(handle, raw) and (count or ocr.tesseract()):
        result.wordless[raw.number] = _PHOTOGRAPH
    elif not count and result.damaged and not scans.has_image(handle, raw):
        result.bare.append(raw.number)
    elif count:
        result.entries.append(LedgerEntry(raw.number, "picture", 0, "left out", _pictured()))


def _judge_bare(result: Loaded, data: bytes, password: str | None) -> None:
    """Say why nothing is drawn on pages: by intent, for what the file has lost, or because it cannot be read."""
    meant = repair.empty_pages(data, result.bare, password=password) if result.bare and not result.damaged else set()
    result.wordless |= dict.fromkeys(meant, _BLANK)
    result.notes |= dict.fromkeys(set(result.bare) - meant, (_LOST if result.damaged else _UNDRAWN, 0))


def _add_seen(result: Loaded, raw: RawPage, seen: ocr.Scanned, note: str) -> None:
    """Take over a page as OCR sees it."""
    _add(result, seen.page, seen.drawn, None)
    result.pages[-1] = Page(raw.number, raw.width, raw.height, round(seen.confidence, 3), ocr=True)
    result.notes[raw.number] = (note, len(raw.characters.code))


def _take_back(result: Loaded) -> None:
    page = result.pages.pop()
    result.sheets.pop()
    result.turned = [sheet for sheet in result.turned if sheet.number != page.number]
    result.sources = {key: source for key, source in result.sources.items() if key[0] != page.number}


def _add(result: Loaded, raw: RawPage, seen: Rulings | None, handle: object) -> None:
    """Take over one page and all its directions of writing; ``seen``: its rulings, where these were seen by OCR."""
    present = glyphs.directions(raw.characters)
    fates = np.zeros(len(raw.characters.code) + 1, np.uint8)
    drawn = drawing(handle) if seen is None else Drawing()
    fates[:-1] = unseen(handle, raw, drawn, layered=result.layered)
    for turn, direction in enumerate(present):
        quarter = direction if direction < 4 else 0
        width, height = (raw.height, raw.width) if quarter % 2 else (raw.width, raw.height)
        stream = glyphs.stream(raw, direction, fates[:-1])
        sheet = Sheet(raw.number, width, height, quarter, stream, raw.fonts, turn=turn, slanted=direction > 3)
        sheet.drawn = _rulings(sheet, raw, drawn) if seen is None else seen
        result.sources[raw.number, turn] = Source(raw.number, stream, stream_boxes(stream, raw.characters.box), fates)
        if turn:
            result.turned.append(sheet)
            continue
        result.sheets.append(sheet)
        result.pages.append(Page(raw.number, raw.width, raw.height, round(min(grade(stream), told(raw.characters)), 3)))


def _rulings(sheet: Sheet, raw: RawPage, drawn: Drawing) -> Rulings:
    """The rulings of a page as one direction of writing sees them; where that is only a label, none."""
    if sheet.turn and (sheet.slanted or len(sheet.stream.code) < _LABEL):
        return no_rulings()
    return rulings(drawn, raw, sheet.quarter)
