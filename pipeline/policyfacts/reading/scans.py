"""Which pages are pictures: scans, with or without a few words printed over them, and photographs."""

from __future__ import annotations

import ctypes
from collections.abc import Iterator

import numpy as np
import pypdfium2.raw as pdfium_c

from policyfacts.reading.pdfium import RawPage, picture_of

_FEW = 120
"""A page with fewer characters than this that is mostly covered by a picture is taken for a scan."""
_STAMPS = 800
"""So are pages with fewer characters than this which all stand at the edges, where stamps are."""
_EDGE = 0.08
_COVERED = 0.5
_MOST_OBJECTS = 500
_DEEPEST = 3
_GROUND_DPI = 30
_ALIKE = 24
"""Points that differ by no more than this, of 255, are of one ground."""
_LIGHT = 160

Box = tuple[float, float, float, float]
_Matrix = tuple[float, float, float, float, float, float]
_PLAIN: _Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)


def is_bare(page: object) -> bool:
    """Whether nothing at all is drawn on a page."""
    return int(pdfium_c.FPDFPage_CountObjects(page)) <= 0


def stands_for_text(page: object, raw: RawPage) -> bool:
    """Whether a page is (nearly) all picture: images over half of it and few words, or, with no text at all, anything
    drawn."""
    count = len(raw.characters.code)
    if not count:
        return not is_bare(page)
    if count >= _FEW and not (count < _STAMPS and _at_edges(raw)):
        return False
    area = sum((box[2] - box[0]) * (box[3] - box[1]) for box in _images(page, raw))
    return area > _COVERED * raw.width * raw.height


def says_more(seen: RawPage, raw: RawPage) -> bool:
    """Whether OCR sees clearly more letters and digits than the text layer has."""
    return _letters(seen) > 1.3 * _letters(raw) + (10 if _letters(raw) else 0)


def has_image(page: object, raw: RawPage) -> bool:
    """Whether there is any image on a page."""
    return any(True for _ in _images(page, raw))


def is_photograph(page: object, raw: RawPage) -> bool:
    """Whether most of a page is not one light ground, as that of a page of writing is."""
    scale = _GROUND_DPI / 72
    grey = picture_of(page, max(round(raw.width * scale), 20), max(round(raw.height * scale), 20))
    if grey is None:
        return False
    counts = np.bincount(grey.ravel(), minlength=256)
    near = np.convolve(counts, np.ones(2 * _ALIKE + 1, np.int64), mode="same")
    ground = int(near.argmax())
    return ground < _LIGHT or int(near[ground]) < 0.5 * grey.size


def _letters(raw: RawPage) -> int:
    return sum(chr(code).isalnum() for code in raw.characters.code.tolist() if code < 0x110000)


def _at_edges(raw: RawPage) -> bool:
    """Whether all signs stand near an edge of the page."""
    box = raw.characters.box[~raw.characters.generated]
    x, y = (box[:, 0] + box[:, 2]) / 2, (box[:, 1] + box[:, 3]) / 2
    across, down = _EDGE * raw.width, _EDGE * raw.height
    inner = (x > across) & (x < raw.width - across) & (y > down) & (y < raw.height - down)
    return not inner.any()


def _images(page: object, raw: RawPage) -> Iterator[Box]:
    """The boxes of a page's images, in points, within the page; also of those in the forms that it draws."""
    left, bottom, right, top = raw.origin
    things = [
        (pdfium_c.FPDFPage_GetObject(page, number), _PLAIN, 0)
        for number in range(min(int(pdfium_c.FPDFPage_CountObjects(page)), _MOST_OBJECTS))
    ]
    for thing, matrix, depth in things:  # grows
        kind = pdfium_c.FPDFPageObj_GetType(thing)
        if kind == pdfium_c.FPDF_PAGEOBJ_FORM and depth < _DEEPEST:
            inner = _within(_matrix(thing), matrix)
            count = min(int(pdfium_c.FPDFFormObj_CountObjects(thing)), _MOST_OBJECTS - len(things))
            things += [(pdfium_c.FPDFFormObj_GetObject(thing, number), inner, depth + 1) for number in range(count)]
        elif kind == pdfium_c.FPDF_PAGEOBJ_IMAGE and (box := _box(thing, matrix)):
            x0, y0, x1, y1 = max(box[0], left), max(box[1], bottom), min(box[2], right), min(box[3], top)
            if x0 < x1 and y0 < y1:
                yield x0, y0, x1, y1


def _box(thing: object, matrix: _Matrix) -> Box | None:
    sides = [ctypes.c_float() for _ in range(4)]
    if not pdfium_c.FPDFPageObj_GetBounds(thing, *(ctypes.byref(side) for side in sides)):
        return None
    x0, y0, x1, y1 = (side.value for side in sides)
    a, b, c, d, e, f = matrix
    corners = [(a * x + c * y + e, b * x + d * y + f) for x in (x0, x1) for y in (y0, y1)]
    across, up = zip(*corners, strict=True)
    return min(across), min(up), max(across), max(up)


def _matrix(thing: object) -> _Matrix:
    found = pdfium_c.FS_MATRIX()
    if not pdfium_c.FPDFPageObj_GetMatrix(thing, ctypes.byref(found)):
        return _PLAIN
    return found.a, found.b, found.c, found.d, found.e, found.f


def _within(inner: _Matrix, outer: _Matrix) -> _Matrix:
    """The matrix that leads from inside a form to the page."""
    a, b, c, d, e, f = inner
    p, q, r, s, t, u = outer
    return a * p + b * r, a * q + b * s, c * p + d * r, c * q + d * s, e * p + f * r + t, e * q + f * s + u
