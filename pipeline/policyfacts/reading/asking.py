"""What PDFium is asked about the characters of a page, many at a time, in numpy arrays.

The functions called once a character go through prototypes that declare no arguments, and ``map``: eight times faster
than the typed wrappers. Pointers must then be made arguments by ``pointer`` or ``byref`` first; indices may be plain
integers. Where one call tells of many characters, or a few calls of all, that is used instead.
"""

from __future__ import annotations

import ctypes
from collections import deque
from collections.abc import Callable
from ctypes import byref, c_double, c_float, c_int, c_size_t, c_uint, c_void_p
from dataclasses import dataclass
from functools import cache
from itertools import chain, repeat
from math import atan2, degrees, hypot, nan
from typing import Any

import numpy as np
import pypdfium2.raw as pdfium_c
from numpy.typing import NDArray

_STRIDE = 6
_BATCH = 4096
_NOTHING = (0.0,) * 6
_BOLD = ("bold", "black", "heavy", "demi", "-bd", "medi")
_ITALIC = ("italic", "oblique", "-it", "slanted")


def fast(function: Any, result: Any) -> Callable[..., int]:
    """A function of PDFium that takes its arguments as they are."""
    address = ctypes.cast(function, c_void_p).value
    return ctypes.PYFUNCTYPE(result)(address)  # type: ignore[arg-type]


pointer = c_void_p.from_param
_get_unicode = fast(pdfium_c.FPDFText_GetUnicode, c_uint)
_get_text = fast(pdfium_c.FPDFText_GetText, c_int)
_get_loose_box = fast(pdfium_c.FPDFText_GetLooseCharBox, c_int)
is_generated = fast(pdfium_c.FPDFText_IsGenerated, c_int)
_get_object = fast(pdfium_c.FPDFText_GetTextObject, c_size_t)
_get_matrix = fast(pdfium_c.FPDFText_GetMatrix, c_int)
get_origin = fast(pdfium_c.FPDFText_GetCharOrigin, c_int)
get_tight_box = fast(pdfium_c.FPDFText_GetCharBox, c_int)
_get_font = fast(pdfium_c.FPDFTextObj_GetFont, c_size_t)
_get_size = fast(pdfium_c.FPDFTextObj_GetFontSize, c_int)
_get_font_name = fast(pdfium_c.FPDFFont_GetBaseFontName, c_size_t)
_get_font_flags = fast(pdfium_c.FPDFFont_GetFlags, c_int)
_get_glyph_width = fast(pdfium_c.FPDFFont_GetGlyphWidth, c_int)


@dataclass(frozen=True, slots=True)
class Font:
    """A font as far as layout needs it."""

    name: str
    bold: bool
    italic: bool


def codes(text: Any, count: int) -> NDArray[np.uint32]:
    """The code points of all characters: in one call where PDFium has one UTF-16 unit for each, else one by one."""
    units = np.zeros(count + 2, np.uint16)
    if _get_text(text, 0, count, pointer(units.ctypes.data)) == count + 1:
        return units[:count].astype(np.uint32)
    return np.fromiter(map(_get_unicode, repeat(text), range(count)), np.uint32, count)


def loose_boxes(text: Any, count: int) -> NDArray[np.float32]:
    """The boxes (n, 4) of all characters, as high as their fonts: left, bottom, right, top."""
    room, places = _room()
    box = np.empty((count, 4), np.float32)
    for start in range(0, count, _BATCH):
        end = min(start + _BATCH, count)
        room[: end - start] = 0
        deque(map(_get_loose_box, repeat(text), range(start, end), places), 0)
        box[start:end] = room[: end - start, [0, 3, 2, 1]]  # FS_RECTF is left, top, right, bottom
    return box


@cache
def _room() -> tuple[NDArray[np.float32], list[Any]]:
    """Room for ``_BATCH`` boxes, and the place of each as an argument for PDFium: making these takes as long as using
    them."""
    room = (c_float * (4 * _BATCH))()
    return np.ctypeslib.as_array(room).reshape(_BATCH, 4), [byref(room, 16 * k) for k in range(_BATCH)]


def text_objects(text: Any, count: int) -> NDArray[np.uint64]:
    """The text object of each character.

    Objects follow one another and none comes twice, so where two characters of one object stand ``_STRIDE`` apart,
    all between are of it too (spaces that PDFium adds included); only the other stretches are asked one by one.
    """
    points = chain(range(0, count, _STRIDE), (count - 1,) if count else ())
    known = np.fromiter(map(_get_object, repeat(text), points), np.uint64)
    before, after = known[:-1], known[1:]
    objects = before.repeat(_STRIDE)[:count]
    mixed = ((before != after) | (after == 0)).nonzero()[0]
    if len(mixed):
        inner = (mixed[:, None] * _STRIDE + np.arange(_STRIDE)).ravel()
        inner = inner[inner < count]
        objects[inner] = np.fromiter(map(_get_object, repeat(text), inner.tolist()), np.uint64, len(inner))
    return objects


def described(
    text: Any, objects: NDArray[np.uint64], firsts: NDArray[np.int64]
) -> tuple[tuple[Font, ...], NDArray[np.float64]]:
    """For each run of characters of one text object, in PDF space: font number, size, degrees by which it is turned,
    points an em is wide, origin x and y."""
    fonts: dict[int, int] = {}
    found: list[Font] = []
    rows: list[tuple[float, ...]] = []
    matrix, x, y, size = (c_float * 6)(), c_double(), c_double(), c_float()
    to_matrix, to_x, to_y, to_size = byref(matrix), byref(x), byref(y), byref(size)
    for thing, first in zip(objects.tolist(), firsts.tolist(), strict=True):
        if not thing:
            rows.append(_NOTHING)
            continue
        handle = pointer(thing)
        font = _get_font(handle)
        if font not in fonts:
            fonts[font] = len(found)
            found.append(_font(font))
        _get_size(handle, to_size)
        _get_matrix(text, first, to_matrix)
        get_origin(text, first, to_x, to_y)
        a, b, c, d = matrix[:4]
        high, wide = hypot(c, d) or 1.0, hypot(a, b) or 1.0
        em = abs(size.value)
        rows.append(
            (
                fonts[font],
                em * high,
                degrees(atan2(b, a)) if b else 0.0 if a >= 0 else 180.0,
                em * wide,
                x.value,
                y.value,
            )
        )
    return tuple(found), np.array(rows, np.float64).reshape(-1, 6)


def _font(font: int) -> Font:
    if not font:
        return Font("", bold=False, italic=False)
    buffer = ctypes.create_string_buffer(200)
    handle = pointer(font)
    _get_font_name(handle, buffer, c_size_t(200))
    name = buffer.value.decode("utf-8", "replace").rpartition("+")[2]
    low = name.lower()
    flags = _get_font_flags(handle)
    bold = any(word in low for word in _BOLD) or bool(flags > 0 and flags & 1 << 18)
    return Font(name, bold, any(word in low for word in _ITALIC) or bool(flags > 0 and flags & 1 << 6))


def origins(text: Any, which: NDArray[np.int64]) -> NDArray[np.float64]:
    """Where the characters ``which`` begin on their line, (n, 2) in PDF space."""
    x, y = c_double(), c_double()
    to_x, to_y = byref(x), byref(y)
    points = np.zeros((len(which), 2))
    for number, index in enumerate(which.tolist()):
        get_origin(text, index, to_x, to_y)
        points[number] = x.value, y.value
    return points


def widths(
    which: NDArray[np.int64], signs: tuple[NDArray[np.uint32], NDArray[np.float64], NDArray[np.uint64]]
) -> NDArray[np.float64]:
    """How far each of the characters ``which`` carries its line on, in ems of its font: asked once for each glyph.

    No number where the font does not know its own glyph by that sign.
    """
    code, style, objects = signs
    glyph = (style[which].astype(np.int64) << 32) | code[which]
    _, firsts, inverse = np.unique(glyph, return_index=True, return_inverse=True)
    width = c_float()
    found = np.empty(len(firsts))
    for number, index in enumerate(which[firsts].tolist()):
        width.value = 0.0
        font = pointer(_get_font(pointer(int(objects[index]))))
        _get_glyph_width(font, c_uint(int(code[index])), c_float(1000.0), byref(width))
        found[number] = width.value / 1000 if width.value > 0 else nan
    return found[inverse]
