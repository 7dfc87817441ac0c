"""A file's pages out of PDFium's hands: their signs and lines, read from the text layer or, for scans, by OCR."""

from __future__ import annotations

import ctypes
from dataclasses import dataclass, field

import numpy as np
import pypdfium2.raw as pdfium_c

from policyfacts.errors import DamagedPdf
from policyfacts.reading import glyphs, ocr, pdfium, repair
from policyfacts.reading.drawing import Drawing, drawing
from policyfacts.reading.grades import BROKEN, grade, told
from policyfacts.reading.lines import Sheet
from policyfacts.reading.passages import Source, stream_boxes
from policyfacts.reading.pdfium import RawPage
from policyfacts.reading.rulings import Rulings, no_rulings, rulings
from policyfacts.reading.unseen import unseen
from policyfacts.records import Page

_HELP = f"install tesseract ({ocr.COMMAND}) and read the paper again"
_FEW = 120
"""A page with fewer characters than this that is mostly covered by a picture is taken for a scan."""


_LABEL = 30
"""Writing across that of its page with fewer signs than this is a label, and no table."""


@dataclass(slots=True)
class Loaded:
    """The pages of a file. ``notes``: what the ledger should say of a page (0: of the file), and of how many
    characters; ``turned``: writing in other directions than that of its page; ``layered``: whether the file may have
    layers that can be switched off."""

    pages: list[Page] = field(default_factory=list)
    sheets: list[Sheet] = field(default_factory=list)
    turned: list[Sheet] = field(default_factory=list)
    sources: dict[tuple[int, int], Source] = field(default_factory=dict)
    notes: dict[int, tuple[str, int]] = field(default_factory=dict)
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


def no_text() -> str:
    """Why a page bears no text, and what would help."""
    if ocr.tesseract():
        return "no text on the page, and OCR sees no words in its picture: scan it anew, or leave it out"
    return f"no text on the page, probably a scan: {_HELP}"


def _broken() -> str:
    if ocr.tesseract():
        return "the text layer is broken, and OCR sees no words in the picture of the page: get a better copy"
    return f"the text layer is broken: {_HELP}"


def loaded(data: bytes, *, password: str | None = None) -> Loaded:
    """The pages of a PDF held in memory; raises what ``pdfium.opened`` raises.

    A file that PDFium cannot open is rebuilt and tried once more, where pikepdf is installed.
    """
    try:
        return _loaded(data, password)
    except DamagedPdf:
        again = repair.repaired(data, password=password)
        if again is None:
            raise
    result = _loaded(again, password=None)
    result.notes[0] = ("the file was damaged and has been rebuilt with pikepdf; parts may be missing", 0)
    return result


def _loaded(data: bytes, password: str | None) -> Loaded:
    result = Loaded()
    failed = 0
    with pdfium.opened(data, password=password) as document:
        result.layered = document.layered()
        for index in range(len(document)):
            number = index + 1
            try:
                with document.page(index) as handle:
                    _load(result, handle, number)
            except DamagedPdf as exc:
                failed += 1
                result.notes[number] = (str(exc), 0)
                _add(result, pdfium.blank_page(number), no_rulings(), None)
    if failed and failed == len(result.pages):
        raise DamagedPdf("none of its pages can be loaded: get a fresh copy, or save it anew from a viewer")
    return result


def _load(result: Loaded, handle: object, number: int) -> None:
    """Take over one open page: its text layer, or what OCR sees where that is missing or broken."""
    raw = pdfium.raw_page(handle, number)
    count = len(raw.characters.code)
    missing = count < _FEW and _is_picture(handle, raw, empty=count == 0)
    if not missing:
        _add(result, raw, None, handle)
        if result.pages[-1].grade >= BROKEN:
            return
        result.notes[number] = (_broken(), 0)
    seen = ocr.scanned(handle, raw)
    if seen is None:
        if missing:
            _add(result, raw, None, handle)
        return
    if not missing:
        _take_back(result)
    _add(result, seen.page, seen.drawn, None)
    result.pages[-1] = Page(number, raw.width, raw.height, round(seen.confidence, 3), ocr=True)
    result.notes[number] = ("a broken text layer, read by OCR instead" if count else "", count)


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


def _is_picture(page: object, raw: RawPage, *, empty: bool) -> bool:
    """Whether a page is (nearly) all picture: an image over half of it, or, with no text at all, anything drawn."""
    count = int(pdfium_c.FPDFPage_CountObjects(page))
    if empty:
        return count > 0
    sides = [ctypes.c_float() for _ in range(4)]
    for number in range(min(count, 500)):
        thing = pdfium_c.FPDFPage_GetObject(page, number)
        if pdfium_c.FPDFPageObj_GetType(thing) != pdfium_c.FPDF_PAGEOBJ_IMAGE:
            continue
        if pdfium_c.FPDFPageObj_GetBounds(thing, *(ctypes.byref(side) for side in sides)):
            left, bottom, right, top = (side.value for side in sides)
            if (right - left) * (top - bottom) > 0.5 * raw.width * raw.height:
                return True
    return False
