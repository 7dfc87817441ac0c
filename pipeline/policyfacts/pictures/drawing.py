"""Draws pages with PDFium and packs them as WebP.

PDFium works in a child process under limits (``reading.guard``). A page that breaks them costs its own picture: the
pages that were to be drawn along with it are drawn again one by one. Pages of text are packed without loss in a few
shades, which is smaller and sharper than WebP's lossy mode; photographs get the lossy mode.
"""

from __future__ import annotations

import ctypes
import io
import math
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

import pypdfium2.raw as pdfium_c
from PIL import Image

from policyfacts.errors import DamagedPdf, EncryptedPdf, LimitExceeded, ReadingError
from policyfacts.reading.annotations import whole_page
from policyfacts.reading.guard import guarded
from policyfacts.reading.pdfium import Document
from policyfacts.reading.repair import opened_or_rebuilt

SCALE = 1.4
"""Pixels a point: 100 dots an inch, at which nine-point print is read with ease."""
LONGEST = 2400
"""Most pixels that a side may have; larger pages (posters, maps) are drawn smaller."""
_POSTER = 1e6  # points: no page is larger
BATCH = 16  # pages a child draws: few enough to hold, enough to make the child's start cheap
_CPU_SECONDS, _CPU_PER_PAGE = 6.0, 2.0
_PATIENCE = 3  # pages that may break a child before the rest of the paper goes without pictures
_TOO_MUCH = "drawing the page takes more time or memory than a page may"
_GIVEN_UP = "not drawn: too many pages of the paper cannot be drawn within the limits"
_SHADES = 8  # that are left of each primary colour
_FEWER = [round(round(shade * (_SHADES - 1) / 255) * 255 / (_SHADES - 1)) for shade in range(256)]
_LARGE = 60_000  # bytes above which the lossy mode is tried too
_QUALITY = 50


@dataclass(frozen=True, slots=True)
class View:
    """What to draw: the page ``page`` (from 1), or the band of it between ``top`` and ``bottom``.

    Both are points from the top of the page as displayed; a band is as wide as the page, so that lines stay whole.
    """

    page: int
    top: float | None = None
    bottom: float | None = None


@dataclass(frozen=True, slots=True)
class Picture:
    """A page, or a band of one, as WebP.

    ``width`` and ``height`` are pixels; ``region`` is what is shown, in points from the top left of the page as
    displayed (left, top, right, bottom); ``scale`` is pixels a point: a place at (x, y) points stands at
    ``((x - region[0]) * scale, (y - region[1]) * scale)``.
    """

    view: View
    webp: bytes
    width: int
    height: int
    region: tuple[float, float, float, float]
    scale: float

    @property
    def page(self) -> int:
        return self.view.page


@dataclass(frozen=True, slots=True)
class Undrawn:
    """A page without a picture, and why."""

    view: View
    reason: str

    @property
    def page(self) -> int:
        return self.view.page


def draw(
    data: bytes, wanted: Iterable[View], *, password: str | None = None, scale: float = SCALE
) -> Iterator[Picture | Undrawn]:
    """A picture for each view, in their order; ``Undrawn`` for those that cannot be made.

    ``data`` is the PDF file, ``scale`` pixels a point (less for pages longer than ``LONGEST`` allows). Raises nothing
    for what the file does: one that cannot be opened gives ``Undrawn`` throughout. Same file, same bytes. In a process
    with several threads each call starts a fresh interpreter (some tenths of a second): a server should keep what it
    drew.
    """
    waiting = iter(wanted)
    patience = _PATIENCE
    while batch := tuple(islice(waiting, BATCH)):
        for found in _batch(data, batch, (password, scale), patience):
            patience -= isinstance(found, _Broken)
            yield Undrawn(found.view, found.reason) if isinstance(found, _Broken) else found


@dataclass(frozen=True, slots=True)
class _Broken:
    """A view whose child was lost or could not open the file."""

    view: View
    reason: str


Terms = tuple[str | None, float]


def _batch(data: bytes, batch: Sequence[View], terms: Terms, patience: int) -> Iterator[Picture | Undrawn | _Broken]:
    reason = _GIVEN_UP
    if patience > 0:
        try:
            yield from guarded(drawn, data, tuple(batch), terms, cpu_seconds=seconds_for(len(batch)))
            return
        except EncryptedPdf as exc:
            reason, patience = str(exc), 0
        except ReadingError as exc:
            if len(batch) == 1:
                yield _Broken(batch[0], _TOO_MUCH if isinstance(exc, LimitExceeded) else str(exc))
                return
    for view in batch:
        if patience <= 0:
            yield Undrawn(view, reason)
            continue
        for found in _batch(data, (view,), terms, patience):
            patience -= isinstance(found, _Broken)
            yield found


def seconds_for(pages: int) -> float:
    """The processor time that a child has for so many pages."""
    return _CPU_SECONDS + _CPU_PER_PAGE * pages


def drawn(data: bytes, batch: Sequence[View], terms: Terms) -> list[Picture | Undrawn]:
    """A picture for each view, drawn in this process: in a child under limits. ``terms``: the password, and pixels a
    point. Raises what ``opened_or_rebuilt`` raises."""
    password, scale = terms
    with opened_or_rebuilt(data, password=password) as document:
        return [_view(document, view, scale) for view in batch]


def _view(document: Document, view: View, scale: float) -> Picture | Undrawn:
    if not 1 <= view.page <= len(document):
        return Undrawn(view, f"the file has no page {view.page}")
    try:
        with whole_page(document, view.page - 1) as (page, _):
            return _rendered(page, view, scale)
    except DamagedPdf as exc:
        return Undrawn(view, str(exc))


def _rendered(page: object, view: View, scale: float) -> Picture | Undrawn:
    wide, high = float(pdfium_c.FPDF_GetPageWidthF(page)), float(pdfium_c.FPDF_GetPageHeightF(page))
    if not (0 < wide < _POSTER and 0 < high < _POSTER):
        return Undrawn(view, f"page {view.page} has no size that can be drawn")
    scale = min(scale, LONGEST / max(wide, high))
    across, down = max(1, round(wide * scale)), max(1, round(high * scale))
    first = 0 if view.top is None else min(max(0, int(view.top * scale)), down - 1)
    last = down if view.bottom is None else min(max(first + 1, math.ceil(view.bottom * scale)), down)
    image = _image(page, (across, down), first, last)
    if image is None:
        return Undrawn(view, f"there is no memory for a picture of page {view.page}")
    region = (0.0, first * high / down, wide, last * high / down)
    return Picture(view, packed(image), across, last - first, region, scale)


def _image(page: object, size: tuple[int, int], first: int, last: int) -> Image.Image | None:
    """Rows ``first`` to ``last`` (half-open) of the page drawn ``size`` pixels large, on white."""
    width, height = size[0], last - first
    stride = 4 * width
    buffer = (ctypes.c_ubyte * (stride * height))()
    bitmap = pdfium_c.FPDFBitmap_CreateEx(width, height, pdfium_c.FPDFBitmap_BGRx, buffer, stride)
    if not bitmap:
        return None
    try:
        pdfium_c.FPDFBitmap_FillRect(bitmap, 0, 0, width, height, 0xFFFFFFFF)
        pdfium_c.FPDF_RenderPageBitmap(bitmap, page, 0, -first, *size, 0, pdfium_c.FPDF_ANNOT)
    finally:
        pdfium_c.FPDFBitmap_Destroy(bitmap)
    return Image.frombuffer("RGB", (width, height), bytes(buffer), "raw", "BGRX", stride, 1)


def packed(image: Image.Image) -> bytes:
    """An RGB image as WebP: in few shades without loss, or, where that is large and the lossy mode smaller, lossy."""
    few = image.point(_FEWER * 3)
    best = _webp(few, lossless=True)
    if len(best) > _LARGE:
        best = min(best, _webp(image, lossless=False), key=len)
    return best


def _webp(image: Image.Image, *, lossless: bool) -> bytes:
    out = io.BytesIO()
    image.save(out, "WEBP", lossless=lossless, quality=60 if lossless else _QUALITY, method=2)
    return out.getvalue()
