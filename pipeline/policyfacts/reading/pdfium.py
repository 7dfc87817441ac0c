"""Opening PDFs with PDFium.

Coordinates leave this module in points from the top left of the page *as displayed* (after ``/Rotate``, relative to the
crop box). PDFium is not thread-safe; read one paper at a time in a process.
"""

from __future__ import annotations

import ctypes
import re
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from ctypes import byref, c_void_p
from dataclasses import dataclass

import numpy as np
import pypdfium2  # noqa: F401  (initialises the library)
import pypdfium2.raw as pdfium_c
from numpy.typing import NDArray

from policyfacts.errors import DamagedPdf, EncryptedPdf, LimitExceeded
from policyfacts.limits import LARGEST_PAGE, MAX_CHARACTERS, MAX_PAGES, MAX_PIXELS, MAX_UNPACKED
from policyfacts.reading.asking import Font
from policyfacts.reading.characters import Characters, Pieces, View, page_characters
from policyfacts.reading.turning import Corners

_NEAR = 400


@dataclass(frozen=True, slots=True)
class RawPage:
    """What PDFium knows of a page. ``rotation``: quarter turns clockwise by which it is displayed; ``pieces``: while
    the page is open, the objects of the file that its characters come from."""

    number: int
    width: float
    height: float
    rotation: int
    origin: Corners
    characters: Characters
    fonts: tuple[Font, ...]
    pieces: Pieces | None = None


class Document:
    """An open PDF. Use ``opened`` to get one."""

    def __init__(self, handle: object, data: bytes) -> None:
        self.handle = handle
        self._data = data  # PDFium reads from this buffer as long as the document is open
        self._callbacks: object = None
        self.form: object = None
        """PDFium's handle of the file's form; None where it has none."""
        if self.form_type != pdfium_c.FORMTYPE_NONE:
            self._callbacks = pdfium_c.FPDF_FORMFILLINFO(version=2)
            self.form = pdfium_c.FPDFDOC_InitFormFillEnvironment(handle, self._callbacks) or None

    def __len__(self) -> int:
        return int(pdfium_c.FPDF_GetPageCount(self.handle))

    @property
    def form_type(self) -> int:
        """One of PDFium's ``FORMTYPE_``: none, a form, or one in XFA."""
        return int(pdfium_c.FPDF_GetFormType(self.handle))

    def leave(self) -> None:
        """Let go of the form; the document stays open."""
        if self.form:
            pdfium_c.FPDFDOC_ExitFormFillEnvironment(self.form)
            self.form = None

    def close(self) -> None:
        self.leave()
        pdfium_c.FPDF_CloseDocument(self.handle)

    @contextmanager
    def page(self, index: int) -> Iterator[object]:
        """PDFium's handle of page ``index`` (from 0); raises ``DamagedPdf`` when the page cannot be loaded."""
        handle = pdfium_c.FPDF_LoadPage(self.handle, index)
        if not handle:
            raise DamagedPdf(f"page {index + 1} cannot be loaded")
        try:
            yield handle
        finally:
            pdfium_c.FPDF_ClosePage(handle)

    def layered(self) -> bool:
        """Whether the file may have layers that can be switched off; where that cannot be told, it may."""
        data = self._data
        if b"/OCG" in data or b"/Encrypt" in data:
            return True
        for found in re.finditer(rb"/ObjStm\b", data):  # objects may be packed
            start = data.find(b"stream", found.end(), found.end() + _NEAR)
            packed = data[start + len(b"stream") : data.find(b"endstream", start)].lstrip(b"\r\n")
            try:
                if b"/OCG" in zlib.decompressobj().decompress(packed, MAX_UNPACKED):
                    return True
            except zlib.error:
                return True
        return False

    def meta(self, key: str) -> str:
        """An entry of the document information, such as ``Title``; empty where there is none."""
        size = pdfium_c.FPDF_GetMetaText(self.handle, key.encode(), None, 0)
        if not 2 < size < 4000:
            return ""
        buffer = ctypes.create_string_buffer(size)
        pdfium_c.FPDF_GetMetaText(self.handle, key.encode(), buffer, size)
        return buffer.raw[: size - 2].decode("utf-16-le", "replace").strip()


def forget() -> None:
    """Let PDFium forget what it keeps of the papers before: the letters of a font that a file leaves out are drawn in
    another's, and how wide those are depends on what they stood for last.

    Only for processes that do nothing but read papers: all documents, whoever opened them, must be closed.
    """
    pdfium_c.FPDF_DestroyLibrary()
    pdfium_c.FPDF_InitLibraryWithConfig(pdfium_c.FPDF_LIBRARY_CONFIG(2, None, None, 0))


@contextmanager
def opened(data: bytes, *, password: str | None = None) -> Iterator[Document]:
    """Open a PDF held in memory.

    Raises ``EncryptedPdf`` when it needs a (different) password, ``DamagedPdf`` when its structure is broken,
    ``LimitExceeded`` when it has more than ``MAX_PAGES`` pages.
    """
    secret = password.encode() if password else None
    handle = pdfium_c.FPDF_LoadMemDocument64(data, len(data), secret)
    if not handle:
        code = pdfium_c.FPDF_GetLastError()
        if code == pdfium_c.FPDF_ERR_PASSWORD:
            hint = "the password given does not open it" if password else "give its password with --password"
            raise EncryptedPdf(f"the file is encrypted: {hint}")
        if code == pdfium_c.FPDF_ERR_SECURITY:
            raise EncryptedPdf("the file is encrypted in an unknown way: print it to a new PDF and use that")
        raise DamagedPdf("the file is damaged beyond reading: get a fresh copy, or save it anew from a viewer")
    document = Document(handle, data)
    try:
        if len(document) > MAX_PAGES:
            raise LimitExceeded(f"the file has {len(document)} pages, more than {MAX_PAGES}: split it")
        yield document
    finally:
        document.close()


def page_corners(page: object) -> Corners:
    """Left, bottom, right and top of an open page in PDF space; at most ``LARGEST_PAGE`` points apart, since farther
    out no place can be told exactly."""
    bounds = pdfium_c.FS_RECTF()
    pdfium_c.FPDF_GetPageBoundingBox(page, byref(bounds))
    left, bottom = bounds.left, bounds.bottom
    return left, bottom, min(bounds.right, left + LARGEST_PAGE), min(bounds.top, bottom + LARGEST_PAGE)


def raw_page(page: object, number: int) -> RawPage:
    """The characters of one open page; raises ``LimitExceeded`` above ``MAX_CHARACTERS``."""
    rotation = int(pdfium_c.FPDFPage_GetRotation(page)) % 4
    origin = page_corners(page)
    view = View(origin, rotation)
    text = pdfium_c.FPDFText_LoadPage(page)
    if not text:
        raise DamagedPdf(f"the text of page {number} cannot be loaded")
    try:
        count = int(pdfium_c.FPDFText_CountChars(text))
        if count > MAX_CHARACTERS:
            raise LimitExceeded(f"page {number} holds {count} characters, more than {MAX_CHARACTERS}")
        characters, fonts, pieces = page_characters(ctypes.cast(text, c_void_p).value or 0, max(count, 0), view)
    finally:
        pdfium_c.FPDFText_ClosePage(text)
    width, height = view.page
    return RawPage(number, float(width), float(height), rotation, origin, characters, fonts, pieces)


def picture_of(page: object, width: int, height: int) -> NDArray[np.uint8] | None:
    """An open page as it is displayed, in grey: (height, width) pixels, 0 black to 255 white; ``None`` where that
    would be no picture, or too large a one."""
    if width < 20 or height < 20 or width * height > MAX_PIXELS:
        return None
    bitmap = pdfium_c.FPDFBitmap_CreateEx(width, height, pdfium_c.FPDFBitmap_Gray, None, 0)
    if not bitmap:
        return None
    try:
        pdfium_c.FPDFBitmap_FillRect(bitmap, 0, 0, width, height, 0xFFFFFFFF)
        flags = pdfium_c.FPDF_GRAYSCALE | pdfium_c.FPDF_ANNOT
        pdfium_c.FPDF_RenderPageBitmap(bitmap, page, 0, 0, width, height, 0, flags)
        stride = int(pdfium_c.FPDFBitmap_GetStride(bitmap))
        buffer = ctypes.string_at(pdfium_c.FPDFBitmap_GetBuffer(bitmap), stride * height)
    finally:
        pdfium_c.FPDFBitmap_Destroy(bitmap)
    return np.frombuffer(buffer, np.uint8).reshape(height, stride)[:, :width].copy()


def blank_page(number: int) -> RawPage:
    """Stands for a page that cannot be loaded."""
    floats, signs = np.zeros(0, np.float32), np.zeros(0, np.int32)
    characters = Characters(
        np.zeros(0, np.uint32),
        np.zeros((0, 4), np.float32),
        floats,
        floats,
        floats,
        floats,
        signs,
        np.zeros(0, np.int8),
        np.zeros(0, bool),
    )
    return RawPage(number, 612.0, 792.0, 0, (0.0, 0.0, 612.0, 792.0), characters, ())
