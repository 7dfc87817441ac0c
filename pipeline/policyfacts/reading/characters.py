"""The characters and fonts of a page, as PDFium knows them, in numpy arrays.

The functions called once a character go through untyped prototypes and ``map``: three to four times faster than the
typed wrappers. Where one call tells of many characters, or a few calls of all, that is used instead.
"""

from __future__ import annotations

import ctypes
from collections import deque
from collections.abc import Callable
from ctypes import POINTER, byref, c_double, c_float, c_int, c_size_t, c_uint, c_void_p
from dataclasses import dataclass
from itertools import repeat
from typing import Any

import numpy as np
import pypdfium2.raw as pdfium_c
from numpy.typing import NDArray

Corners = tuple[float, float, float, float]

_STRIDE = 6
_BOLD = ("bold", "black", "heavy", "demi", "-bd", "medi")
_ITALIC = ("italic", "oblique", "-it", "slanted")


def _fast(function: Any, result: Any, *arguments: Any) -> Callable[..., int]:
    address = ctypes.cast(function, c_void_p).value
    return ctypes.PYFUNCTYPE(result, *arguments)(address)  # type: ignore[arg-type]


_get_unicode = _fast(pdfium_c.FPDFText_GetUnicode, c_uint, c_void_p, c_int)
_get_text = _fast(pdfium_c.FPDFText_GetText, c_int, c_void_p, c_int, c_int, c_void_p)
_get_loose_box = _fast(pdfium_c.FPDFText_GetLooseCharBox, c_int, c_void_p, c_int, c_void_p)
_get_object = _fast(pdfium_c.FPDFText_GetTextObject, c_size_t, c_void_p, c_int)
_get_matrix = _fast(pdfium_c.FPDFText_GetMatrix, c_int, c_void_p, c_int, c_void_p)
_get_origin = _fast(pdfium_c.FPDFText_GetCharOrigin, c_int, c_void_p, c_int, POINTER(c_double), POINTER(c_double))
_get_tight_box = _fast(pdfium_c.FPDFText_GetCharBox, c_int, c_void_p, c_int, *(POINTER(c_double),) * 4)
_get_font = _fast(pdfium_c.FPDFTextObj_GetFont, c_size_t, c_void_p)
_get_size = _fast(pdfium_c.FPDFTextObj_GetFontSize, c_int, c_void_p, POINTER(c_float))
_get_font_name = _fast(pdfium_c.FPDFFont_GetBaseFontName, c_size_t, c_void_p, c_void_p, c_size_t)
_get_font_flags = _fast(pdfium_c.FPDFFont_GetFlags, c_int, c_void_p)


@dataclass(frozen=True, slots=True)
class Characters:
    """All ``n`` characters of a page, in the order in which the file writes them.

    ``code`` (n,) Unicode code points; ``box`` (n, 4) where they are printed; ``baseline`` (n,) y (x for upright
    text) of the line they stand on; ``size`` (n,) points; ``style`` (n,) index into the page's ``fonts``;
    ``quarter`` (n,) direction of writing: 0 to the right, 1 upwards, 2 to the left, 3 downwards;
    ``generated`` (n,) whether it belongs to no text of the file: spaces and line breaks that PDFium adds.
    """

    code: NDArray[np.uint32]
    box: NDArray[np.float32]
    baseline: NDArray[np.float32]
    size: NDArray[np.float32]
    style: NDArray[np.int32]
    quarter: NDArray[np.int8]
    generated: NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Font:
    """A font as far as layout needs it."""

    name: str
    bold: bool
    italic: bool


def displayed(box: NDArray[np.float32], origin: Corners, rotation: int) -> NDArray[np.float32]:
    """Boxes (n, 4) of left, bottom, right, top in PDF space as x0, y0, x1, y1 from the top left of the page shown."""
    left, bottom, right, top = origin
    x0, y0, x1, y1 = box[:, 0], box[:, 1], box[:, 2], box[:, 3]
    columns = {
        0: (x0 - left, top - y1, x1 - left, top - y0),
        1: (y0 - bottom, x0 - left, y1 - bottom, x1 - left),
        2: (right - x1, y0 - bottom, right - x0, y1 - bottom),
        3: (top - y1, right - x1, top - y0, right - x0),
    }[rotation]
    return np.stack(columns, axis=1).astype(np.float32)


def page_characters(text: int, count: int, origin: Corners, rotation: int) -> tuple[Characters, tuple[Font, ...]]:
    numbers = range(count)
    code = _codes(text, count)
    objects = _text_objects(text, count)
    loose = np.zeros((count, 4), np.float32)
    address = loose.ctypes.data
    deque(map(_get_loose_box, repeat(text), numbers, range(address, address + 16 * count, 16)), 0)
    box = loose[:, [0, 3, 2, 1]]  # FS_RECTF is left, top, right, bottom
    firsts, inverse = _runs(objects)
    fonts, table = _objects(text, objects[firsts], firsts)
    style, size, quarter, ox, oy = (table[:, k][inverse] for k in range(5))
    turned = (quarter.astype(np.int8) - rotation) % 4
    _mend(text, box, (quarter != 0) | (box[:, 2] <= box[:, 0]) | (box[:, 3] <= box[:, 1]), objects, size)
    size, oy = _with_raised_figures(text, code, (objects, quarter), size, oy)
    shown = displayed(box, origin, rotation)
    spot = displayed(np.stack([ox, oy, ox, oy], axis=1).astype(np.float32), origin, rotation)
    baseline = spot[:, 1].copy()
    upright = turned % 2 != 0
    if upright.any():
        baseline[upright] = spot[upright, 0]
    characters = Characters(
        code,
        shown,
        baseline,
        size.astype(np.float32),
        style.astype(np.int32),
        turned.astype(np.int8),
        objects == 0,
    )
    return characters, fonts


def _codes(text: int, count: int) -> NDArray[np.uint32]:
    """The code points of all characters: in one call where PDFium has one UTF-16 unit for each, else one by one."""
    units = np.zeros(count + 2, np.uint16)
    if _get_text(text, 0, count, units.ctypes.data) == count + 1:
        return units[:count].astype(np.uint32)
    return np.fromiter(map(_get_unicode, repeat(text), range(count)), np.uint32, count)


def _text_objects(text: int, count: int) -> NDArray[np.uint64]:
    """The text object of each character.

    Objects follow one another and none comes twice, so where two characters of one object stand ``_STRIDE`` apart,
    all between are of it too (spaces that PDFium adds included); only the other stretches are asked one by one.
    """
    points = np.arange(0, count, _STRIDE)
    if count > 0 and points[-1] != count - 1:
        points = np.append(points, count - 1)
    known = np.fromiter(map(_get_object, repeat(text), points.tolist()), np.uint64, len(points))
    objects = np.repeat(known, np.diff(np.append(points, count)))
    mixed = np.flatnonzero((known[1:] != known[:-1]) | (known[1:] == 0))
    if len(mixed):
        inner = (points[mixed][:, None] + np.arange(_STRIDE)).ravel()
        inner = inner[inner < count]
        objects[inner] = np.fromiter(map(_get_object, repeat(text), inner.tolist()), np.uint64, len(inner))
    return objects


def _with_raised_figures(
    text: int,
    code: NDArray[np.uint32],
    frame: tuple[NDArray[np.uint64], NDArray[np.float64]],
    size: NDArray[np.float64],
    base: NDArray[np.float64],
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Make figures that a font draws raised (the glyphs of its "sups" feature) small and high, as they look.

    Such figures have the size and the baseline of the text around them; only their tight box tells. Asked only of
    the last figure of each number, and of those before it once the last is raised.
    """
    objects, quarter = frame
    figure = (code >= 0x30) & (code <= 0x39) & (objects != 0) & (quarter == 0)
    ends = figure.copy()
    ends[:-1] &= ~figure[1:]
    sides = [c_double() for _ in range(4)]
    raised = []
    for index in np.flatnonzero(ends).tolist():
        for number in range(index, -1, -1):
            if not figure[number]:
                break
            _get_tight_box(text, number, *(byref(side) for side in sides))
            if sides[2].value - base[number] <= 0.22 * size[number]:
                break
            raised.append(number)
    if not raised:
        return size, base
    size, base = size.copy(), base.copy()
    chosen = np.unique(raised)
    base[chosen] += 0.33 * size[chosen]
    size[chosen] *= 0.6
    return size, base


def _runs(objects: NDArray[np.uint64]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """The first index of each run of equal values, and for each element the number of its run."""
    if not len(objects):
        return np.zeros(0, np.int64), np.zeros(0, np.int64)
    starts = np.empty(len(objects), bool)
    starts[0] = True
    np.not_equal(objects[1:], objects[:-1], out=starts[1:])
    return np.flatnonzero(starts), np.cumsum(starts) - 1


def _objects(
    text: int, objects: NDArray[np.uint64], firsts: NDArray[np.int64]
) -> tuple[tuple[Font, ...], NDArray[np.float64]]:
    """For each run of characters of one text object: font number, size, direction, origin x and y (PDF space)."""
    fonts: dict[int, int] = {}
    found: list[Font] = []
    table = np.zeros((len(objects), 5))
    matrix = (c_float * 6)()
    place = ctypes.addressof(matrix)
    x, y, size = c_double(), c_double(), c_float()
    for row, (pointer, first) in enumerate(zip(objects.tolist(), firsts.tolist(), strict=True)):
        if not pointer:
            continue
        font = _get_font(pointer)
        if font not in fonts:
            fonts[font] = len(found)
            found.append(_font(font))
        _get_size(pointer, byref(size))
        _get_matrix(text, first, place)
        a, b, c, d = matrix[0], matrix[1], matrix[2], matrix[3]
        _get_origin(text, first, byref(x), byref(y))
        scale = (c * c + d * d) ** 0.5 or 1.0
        quarter = (0 if a >= 0 else 2) if abs(a) >= abs(b) else (1 if b > 0 else 3)
        table[row] = (fonts[font], abs(size.value) * scale, quarter, x.value, y.value)
    return tuple(found), table


def _font(pointer: int) -> Font:
    if not pointer:
        return Font("", bold=False, italic=False)
    buffer = ctypes.create_string_buffer(200)
    _get_font_name(pointer, ctypes.addressof(buffer), 200)
    name = buffer.value.decode("utf-8", "replace").rpartition("+")[2]
    low = name.lower()
    flags = _get_font_flags(pointer)
    bold = any(word in low for word in _BOLD) or bool(flags > 0 and flags & 1 << 18)
    return Font(name, bold, any(word in low for word in _ITALIC) or bool(flags > 0 and flags & 1 << 6))


def _mend(
    text: int,
    box: NDArray[np.float32],
    wrong: NDArray[np.bool_],
    objects: NDArray[np.uint64],
    size: NDArray[np.float64],
) -> None:
    """Replace in place the boxes that PDFium gets wrong: those of rotated text, and empty ones."""
    sides = [c_double() for _ in range(4)]
    left, right, bottom, top = sides
    for index in np.flatnonzero(wrong & (objects != 0)).tolist():
        _get_tight_box(text, index, *(byref(side) for side in sides))
        if right.value > left.value and top.value > bottom.value:
            box[index] = (left.value, bottom.value, right.value, top.value)
            continue
        _get_origin(text, index, byref(left), byref(bottom))
        box[index] = (left.value, bottom.value, left.value + 0.3 * size[index], bottom.value + 0.7 * size[index])
