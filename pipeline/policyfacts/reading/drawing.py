"""What is drawn on a page beside its text, in the order of painting: what may lie over words, or under them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from ctypes import byref, c_float, c_int, c_size_t, c_uint
from dataclasses import dataclass, field
from functools import cache
from itertools import islice, repeat
from math import nan
from typing import Any

import numpy as np
import pypdfium2.raw as pdfium_c
from numpy.typing import NDArray

from policyfacts.reading.asking import fast, pointer

_get_count = fast(pdfium_c.FPDFPage_CountObjects, c_int)
_get_object = fast(pdfium_c.FPDFPage_GetObject, c_size_t)
_get_inner_count = fast(pdfium_c.FPDFFormObj_CountObjects, c_int)
_get_inner = fast(pdfium_c.FPDFFormObj_GetObject, c_size_t)
_get_type = fast(pdfium_c.FPDFPageObj_GetType, c_int)
_get_bounds = fast(pdfium_c.FPDFPageObj_GetBounds, c_int)
_get_fill = fast(pdfium_c.FPDFPageObj_GetFillColor, c_int)
_get_segments = fast(pdfium_c.FPDFPath_CountSegments, c_int)
_get_mode = fast(pdfium_c.FPDFPath_GetDrawMode, c_int)
_get_matrix = fast(pdfium_c.FPDFPageObj_GetMatrix, c_int)

_MOST_PATHS = 3000
"""Pages with more paths than this are drawings themselves; of the rest nothing is taken to lie over words."""
MAX_OBJECTS = 20_000
"""Objects looked at on one page; maps and plots may have more, tables never."""
_MOST_COMMENTS = 500
_BATCH = 1024
_MAX_DEPTH = 4
_MOST_SEGMENTS = 16
"""A bar or a patch has few sides; what has more is part of a drawing, with gaps."""
_THIN = 4.0
"""Points: what is thinner covers no line of text."""
_SOLID = 200
"""Least opacity, of 255, with which a fill hides what lies under it."""

Matrix = tuple[float, float, float, float, float, float]
_IDENTITY: Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)


@dataclass(slots=True)
class Drawing:
    """What is drawn on an open page, in PDF space.

    ``order``: the place in the order of painting of each text object, ``inside``: those that stand in a form;
    ``paths``: handles, and the matrices of the forms around them; ``strikes``: boxes of text that a reader's comment
    strikes out; ``fills`` (m, 7): of what may hide words, its place
    in that order, left, bottom, right, top, and grey from 0 (black) to 255, or no number for pictures, and 1 for
    bars and patches, 0 for drawings with gaps.
    """

    order: dict[int, int] = field(default_factory=dict)
    inside: set[int] = field(default_factory=set)
    paths: list[tuple[Any, Matrix]] = field(default_factory=list)
    strikes: list[tuple[float, float, float, float]] = field(default_factory=list)
    fills: NDArray[np.float64] = field(default_factory=lambda: np.zeros((0, 7)))


def drawing(page: Any) -> Drawing:
    """What is drawn on an open page."""
    found = Drawing()
    fills: list[tuple[float, ...]] = []
    for place, (kind, thing, matrix) in enumerate(islice(_things(page), MAX_OBJECTS)):
        if kind == pdfium_c.FPDF_PAGEOBJ_TEXT:
            found.order[thing] = place
            if matrix is not _IDENTITY:
                found.inside.add(thing)
            continue
        if kind == pdfium_c.FPDF_PAGEOBJ_PATH:
            found.paths.append((pointer(thing), matrix))
        if len(found.paths) <= _MOST_PATHS:
            fills += _filled(place, (kind, thing, matrix))
    found.fills = np.array(fills, np.float64).reshape(-1, 7)
    found.strikes = _strikes(page)
    return found


def texts(page: Any) -> list[int]:
    """The handles of the text objects of an open page."""
    things = islice(_things(page), MAX_OBJECTS)
    return [thing for kind, thing, _ in things if kind == pdfium_c.FPDF_PAGEOBJ_TEXT]


def _strikes(page: Any) -> list[tuple[float, float, float, float]]:
    """The boxes, one for each line, of text struck out by comments on an open page."""
    found = []
    for number in range(min(int(pdfium_c.FPDFPage_GetAnnotCount(page)), _MOST_COMMENTS)):
        comment = pdfium_c.FPDFPage_GetAnnot(page, number)
        if pdfium_c.FPDFAnnot_GetSubtype(comment) == pdfium_c.FPDF_ANNOT_STRIKEOUT:
            corners = pdfium_c.FS_QUADPOINTSF()
            for line in range(int(pdfium_c.FPDFAnnot_CountAttachmentPoints(comment))):
                if pdfium_c.FPDFAnnot_GetAttachmentPoints(comment, line, byref(corners)):
                    xs = corners.x1, corners.x2, corners.x3, corners.x4
                    ys = corners.y1, corners.y2, corners.y3, corners.y4
                    found.append((min(xs), min(ys), max(xs), max(ys)))
        pdfium_c.FPDFPage_CloseAnnot(comment)
    return found


def _things(page: Any) -> Iterator[tuple[int, int, Matrix]]:
    """Type, handle and matrix of all objects but forms, in the order of painting."""
    handle = pointer(page)
    yield from _nested(_get_object, handle, _get_count(handle), (_IDENTITY, _MAX_DEPTH))


def _nested(
    get: Callable[..., int], holder: Any, count: int, state: tuple[Matrix, int]
) -> Iterator[tuple[int, int, Matrix]]:
    outer, depth = state
    things = list(map(get, repeat(holder), range(min(count, MAX_OBJECTS))))
    kinds = list(map(_get_type, map(pointer, things)))
    if pdfium_c.FPDF_PAGEOBJ_FORM not in kinds:
        yield from zip(kinds, things, repeat(outer))
        return
    for kind, thing in zip(kinds, things, strict=True):
        if kind != pdfium_c.FPDF_PAGEOBJ_FORM:
            yield kind, thing, outer
        elif depth:
            form = pointer(thing)
            inner = _get_inner_count(form)
            yield from _nested(_get_inner, form, inner, (product(matrix_of(form), outer), depth - 1))


def _filled(place: int, what: tuple[int, int, Matrix]) -> list[tuple[float, ...]]:
    """A fill that may hide words: its place, box and shade."""
    kind, thing, matrix = what
    handle = pointer(thing)
    solid = True
    shade = 128.0 if kind == pdfium_c.FPDF_PAGEOBJ_SHADING else nan
    if kind == pdfium_c.FPDF_PAGEOBJ_PATH:
        fill, stroke = c_int(), c_int()
        _get_mode(handle, byref(fill), byref(stroke))
        if not fill.value:
            return []
        solid = _get_segments(handle) <= _MOST_SEGMENTS
        shade, alpha = shade_of(handle)
        if alpha < _SOLID:
            return []
    box = _bounds(thing, matrix)
    if box[2] - box[0] < _THIN or box[3] - box[1] < _THIN:
        return []
    return [(float(place), *box, shade, float(solid))]


_red, _green, _blue, _alpha = (c_uint() for _ in range(4))
_to_colour = byref(_red), byref(_green), byref(_blue), byref(_alpha)


def shade_of(handle: Any) -> tuple[float, int]:
    """The grey of an object's fill, 0 (black) to 255, and its opacity, 0 to 255."""
    if not _get_fill(handle, *_to_colour):
        return 0.0, 255
    return (299 * _red.value + 587 * _green.value + 114 * _blue.value) / 1000, _alpha.value


def shades_of(handles: Sequence[Any]) -> tuple[NDArray[np.float64], NDArray[np.uint32]]:
    """``shade_of`` of many objects: their greys and opacities."""
    room, places = _room()
    grey, alpha = np.zeros(len(handles)), np.full(len(handles), 255, np.uint32)
    for start in range(0, len(handles), _BATCH):
        batch = handles[start : start + _BATCH]
        told = np.fromiter(map(_get_fill, batch, *places), bool, len(batch))
        mine = start + np.flatnonzero(told)
        grey[mine] = room[: len(batch), :3][told] @ np.array([0.299, 0.587, 0.114])
        alpha[mine] = room[: len(batch), 3][told]
    return grey, alpha


@cache
def _room() -> tuple[NDArray[np.uint32], list[list[Any]]]:
    """Room for ``_BATCH`` colours, and the place of each part of each as an argument for PDFium."""
    room = (c_uint * (4 * _BATCH))()
    places = [[byref(room, 4 * (4 * k + part)) for k in range(_BATCH)] for part in range(4)]
    return np.ctypeslib.as_array(room).reshape(_BATCH, 4), places


def _bounds(thing: int, matrix: Matrix) -> tuple[float, float, float, float]:
    left, bottom, right, top = (c_float() for _ in range(4))
    _get_bounds(pointer(thing), byref(left), byref(bottom), byref(right), byref(top))
    return moved((left.value, bottom.value, right.value, top.value), matrix)


def matrix_of(thing: Any) -> Matrix:
    """The matrix of a form or path."""
    found = pdfium_c.FS_MATRIX()
    if not _get_matrix(thing, byref(found)):
        return _IDENTITY
    return (found.a, found.b, found.c, found.d, found.e, found.f)


def product(inner: Matrix, outer: Matrix) -> Matrix:
    """The matrix that does what ``inner`` does, then what ``outer`` does."""
    a, b, c, d, e, f = inner
    p, q, r, s, t, u = outer
    return (a * p + b * r, a * q + b * s, c * p + d * r, c * q + d * s, e * p + f * r + t, e * q + f * s + u)


def point(spot: tuple[float, float], matrix: Matrix) -> tuple[float, float]:
    """Where a matrix moves a point to."""
    a, b, c, d, e, f = matrix
    x, y = spot
    return (a * x + c * y + e, b * x + d * y + f)


def moved(box: tuple[float, float, float, float], matrix: Matrix) -> tuple[float, float, float, float]:
    """The box around a box that a matrix has moved."""
    if matrix is _IDENTITY:
        return box
    corners = [point((x, y), matrix) for x in (box[0], box[2]) for y in (box[1], box[3])]
    xs, ys = [x for x, _ in corners], [y for _, y in corners]
    return min(xs), min(ys), max(xs), max(ys)
