"""The characters and fonts of a page, as PDFium knows them, in numpy arrays.

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
from math import atan2, degrees, hypot
from typing import Any

import numpy as np
import pypdfium2.raw as pdfium_c
from numpy.typing import NDArray

from policyfacts.reading.turning import (
    Corners,
    directions,
    displayed,
    displayed_points,
    levelled,
    straightened,
    turned_box,
    turned_points,
)

_STRIDE = 6
_BLANK = 0x20
_SOFT_HYPHEN, _NO_WIDTH = 0xAD, 0x200B
_SPOT = 0.01
"""Points: what begins as close as this begins at one spot."""
_BATCH = 4096
_NOTHING = (0.0,) * 6
_BOLD = ("bold", "black", "heavy", "demi", "-bd", "medi")
_ITALIC = ("italic", "oblique", "-it", "slanted")


def fast(function: Any, result: Any) -> Callable[..., int]:
    address = ctypes.cast(function, c_void_p).value
    return ctypes.PYFUNCTYPE(result)(address)  # type: ignore[arg-type]


pointer = c_void_p.from_param
_get_unicode = fast(pdfium_c.FPDFText_GetUnicode, c_uint)
_get_text = fast(pdfium_c.FPDFText_GetText, c_int)
_get_loose_box = fast(pdfium_c.FPDFText_GetLooseCharBox, c_int)
_is_generated = fast(pdfium_c.FPDFText_IsGenerated, c_int)
_get_object = fast(pdfium_c.FPDFText_GetTextObject, c_size_t)
_get_matrix = fast(pdfium_c.FPDFText_GetMatrix, c_int)
_get_origin = fast(pdfium_c.FPDFText_GetCharOrigin, c_int)
_get_tight_box = fast(pdfium_c.FPDFText_GetCharBox, c_int)
_get_font = fast(pdfium_c.FPDFTextObj_GetFont, c_size_t)
_get_size = fast(pdfium_c.FPDFTextObj_GetFontSize, c_int)
_get_font_name = fast(pdfium_c.FPDFFont_GetBaseFontName, c_size_t)
_get_font_flags = fast(pdfium_c.FPDFFont_GetFlags, c_int)
_get_glyph_width = fast(pdfium_c.FPDFFont_GetGlyphWidth, c_int)


@dataclass(frozen=True, slots=True)
class Characters:
    """All ``n`` characters of a page, in the order in which the file writes them.

    ``code`` (n,) Unicode code points; ``box`` (n, 4) where they are printed on the page displayed; ``x0 x1 baseline``
    (n,) where they begin, end and stand in the layout coordinates of their ``direction`` (n,) of writing (see
    ``turning``); ``size`` (n,) points; ``style`` (n,) index into the page's ``fonts``; ``generated`` (n,) whether they
    belong to no text of the file: spaces and line breaks that PDFium adds.
    """

    code: NDArray[np.uint32]
    box: NDArray[np.float32]
    x0: NDArray[np.float32]
    x1: NDArray[np.float32]
    baseline: NDArray[np.float32]
    size: NDArray[np.float32]
    style: NDArray[np.int32]
    direction: NDArray[np.int8]
    generated: NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Font:
    """A font as far as layout needs it."""

    name: str
    bold: bool
    italic: bool


@dataclass(frozen=True, slots=True)
class View:
    """How PDFium's coordinates become displayed ones: the page's corners, and the quarters clockwise by which it is
    turned when displayed."""

    origin: Corners
    rotation: int

    @property
    def page(self) -> tuple[float, float]:
        """Width and height as displayed."""
        left, bottom, right, top = self.origin
        return (top - bottom, right - left) if self.rotation % 2 else (right - left, top - bottom)


@dataclass(frozen=True, slots=True)
class Pieces:
    """The text objects of an open page: their handles (k,), 0 for what belongs to none, their first characters (k,),
    and for each character the number of its own (n,)."""

    handle: NDArray[np.uint64]
    first: NDArray[np.int64]
    of: NDArray[np.int64]


def page_characters(text: int, count: int, view: View) -> tuple[Characters, tuple[Font, ...], Pieces]:
    """The characters of an open page of text, their fonts, and the objects that they come from."""
    handle = pointer(text)
    code = _codes(handle, count)
    objects = _text_objects(handle, count)
    box = _loose_boxes(handle, count)
    added = (objects == 0) | _added_spaces(handle, code, box)
    _silence(handle, code, box)
    firsts, inverse = _runs(objects)
    fonts, table = _objects(handle, objects[firsts], firsts)
    style, size, _, wide, ox, oy = table.T[:, inverse]
    pieces = np.flatnonzero(objects[firsts])
    table[pieces, 2] = straightened(table[pieces, 2], np.bincount(inverse)[pieces])
    turned, tilts = directions(table[:, 2] - 90 * view.rotation)
    direction, tilt = turned[inverse], tilts[inverse]
    sideways = (direction + view.rotation) % 4 != 0
    odd = (objects != 0) & (sideways | (tilt != 0))
    _mend(handle, box, sideways | (box[:, 2] <= box[:, 0]) | (box[:, 3] <= box[:, 1]), objects, size)
    size, oy = _with_raised_figures(handle, code, (objects, odd), size, oy)
    shown = displayed(box, view.origin, view.rotation)
    lines = displayed_points(np.stack([ox, oy], axis=1), view.origin, view.rotation)
    x0, x1, base = _laid(shown, lines, direction, view.page)
    if odd.any():
        which = np.flatnonzero(odd)
        end = _widths(which, (code, style, objects)) * wide[which]
        spots = displayed_points(_origins(handle, which), view.origin, view.rotation)
        _level(spots, (which, direction, tilt), (x0, x1, base), end, view.page)
    characters = Characters(
        code,
        shown,
        x0,
        x1,
        base,
        size.astype(np.float32),
        style.astype(np.int32),
        direction,
        added,
    )
    return characters, fonts, Pieces(objects[firsts], firsts, inverse)


def _laid(
    box: NDArray[np.float32], lines: NDArray[np.float64], direction: NDArray[np.int8], page: tuple[float, float]
) -> tuple[NDArray[np.float32], NDArray[np.float32], NDArray[np.float32]]:
    """Where characters that PDFium knows the boxes of begin, end and stand in layout coordinates."""
    x0, x1, base = box[:, 0].copy(), box[:, 2].copy(), lines[:, 1].astype(np.float32)
    for quarter in (1, 2, 3):
        mine = direction == quarter
        if mine.any():
            turned = turned_box(box[mine], quarter, page)
            x0[mine], x1[mine] = turned[:, 0], turned[:, 2]
            base[mine] = turned_points(lines[mine], quarter, page)[:, 1]
    return x0, x1, base


def _level(
    spots: NDArray[np.float64],
    how: tuple[NDArray[np.int64], NDArray[np.int8], NDArray[np.float64]],
    laid: tuple[NDArray[np.float32], NDArray[np.float32], NDArray[np.float32]],
    width: NDArray[np.float64],
    page: tuple[float, float],
) -> None:
    """Put in place where turned characters stand, by the ``spots`` (n, 2) displayed at which they begin.

    The boxes that PDFium gives of them are those of their ink: around a "1" there seems to be a space.
    """
    which, direction, tilt = how
    x0, x1, base = laid
    for one in np.unique(direction[which]).tolist():
        mine = direction[which] == one
        here = which[mine]
        points = levelled(turned_points(spots[mine], one, page), tilt[here])
        x0[here], base[here] = points[:, 0], points[:, 1]
        x1[here] = points[:, 0] + width[mine]


def _origins(text: Any, which: NDArray[np.int64]) -> NDArray[np.float64]:
    """Where the characters ``which`` begin on their line, (n, 2) in PDF space."""
    x, y = c_double(), c_double()
    to_x, to_y = byref(x), byref(y)
    points = np.zeros((len(which), 2))
    for number, index in enumerate(which.tolist()):
        _get_origin(text, index, to_x, to_y)
        points[number] = x.value, y.value
    return points


def _widths(
    which: NDArray[np.int64], signs: tuple[NDArray[np.uint32], NDArray[np.float64], NDArray[np.uint64]]
) -> NDArray[np.float64]:
    """How far each of the characters ``which`` carries its line on, in ems of its font: asked once for each glyph."""
    code, style, objects = signs
    glyph = (style[which].astype(np.int64) << 32) | code[which]
    _, firsts, inverse = np.unique(glyph, return_index=True, return_inverse=True)
    width = c_float()
    found = np.empty(len(firsts))
    for number, index in enumerate(which[firsts].tolist()):
        width.value = 0.0
        font = pointer(_get_font(pointer(int(objects[index]))))
        _get_glyph_width(font, c_uint(int(code[index])), c_float(1000.0), byref(width))
        found[number] = width.value / 1000
        if width.value <= 0:  # the font does not know its own glyph by that sign
            found[number] = 0.5
    return found[inverse]


def _codes(text: Any, count: int) -> NDArray[np.uint32]:
    """The code points of all characters: in one call where PDFium has one UTF-16 unit for each, else one by one."""
    units = np.zeros(count + 2, np.uint16)
    if _get_text(text, 0, count, pointer(units.ctypes.data)) == count + 1:
        return units[:count].astype(np.uint32)
    return np.fromiter(map(_get_unicode, repeat(text), range(count)), np.uint32, count)


def _loose_boxes(text: Any, count: int) -> NDArray[np.float32]:
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


def _added_spaces(text: Any, code: NDArray[np.uint32], box: NDArray[np.float32]) -> NDArray[np.bool_]:
    """Which spaces PDFium adds inside a piece of text, for a gap: they have no width."""
    result: NDArray[np.bool_] = (code == _BLANK) & (box[:, 2] <= box[:, 0])
    spaces = np.flatnonzero(result).tolist()
    result[spaces] = [_is_generated(text, index) == 1 for index in spaces]
    return result


def _silence(text: Any, code: NDArray[np.uint32], box: NDArray[np.float32]) -> None:
    """Make soft hyphens of which nothing is printed signs of no width.

    They say where a word may be parted. There is no ink in them, or they begin where the letter before them does: the
    file says of one letter that it stands for two signs, and PDFium parts its box between them.
    """
    left, right, bottom, top = (c_double() for _ in range(4))
    for index in np.flatnonzero(code == _SOFT_HYPHEN).tolist():
        _get_tight_box(text, index, byref(left), byref(right), byref(bottom), byref(top))
        empty = right.value <= left.value
        if index and not empty:
            here, before = _origins(text, np.array([index, index - 1]))
            empty = bool(np.abs(here - before).max() < _SPOT)
            box[index - 1, 2] = max(box[index - 1, 2], box[index, 2]) if empty else box[index - 1, 2]
        if empty:
            code[index] = _NO_WIDTH


def _text_objects(text: Any, count: int) -> NDArray[np.uint64]:
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


def _with_raised_figures(
    text: Any,
    code: NDArray[np.uint32],
    frame: tuple[NDArray[np.uint64], NDArray[np.bool_]],
    size: NDArray[np.float64],
    base: NDArray[np.float64],
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Make figures that a font draws raised (the glyphs of its "sups" feature) small and high, as they look.

    Such figures have the size and the baseline of the text around them; only their tight box tells. Asked only of
    the last figure of each number, and of those before it once the last is raised.
    """
    objects, odd = frame
    figure = (code >= 0x30) & (code <= 0x39) & (objects != 0) & ~odd
    ends = figure.copy()
    ends[:-1] &= ~figure[1:]
    bottom, *others = (c_double() for _ in range(4))
    places = [byref(side) for side in (others[0], others[1], bottom, others[2])]
    raised = []
    for index in np.flatnonzero(ends).tolist():
        for number in range(index, -1, -1):
            if not figure[number]:
                break
            _get_tight_box(text, number, *places)
            if bottom.value - base[number] <= 0.22 * size[number]:
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
        _get_origin(text, first, to_x, to_y)
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


def _mend(
    text: Any,
    box: NDArray[np.float32],
    wrong: NDArray[np.bool_],
    objects: NDArray[np.uint64],
    size: NDArray[np.float64],
) -> None:
    """Replace in place the boxes that PDFium gets wrong: those of rotated text, and empty ones."""
    left, right, bottom, top = (c_double() for _ in range(4))
    places = [byref(side) for side in (left, right, bottom, top)]
    for index in np.flatnonzero(wrong & (objects != 0)).tolist():
        _get_tight_box(text, index, *places)
        if right.value > left.value and top.value > bottom.value:
            box[index] = (left.value, bottom.value, right.value, top.value)
            continue
        _get_origin(text, index, places[0], places[2])
        box[index] = (left.value, bottom.value, left.value + 0.3 * size[index], bottom.value + 0.7 * size[index])
