"""The lines and boxes drawn on a page: what tables and sidebars are made of."""

from __future__ import annotations

import ctypes
from ctypes import byref, c_float, c_int, c_uint
from dataclasses import dataclass

import numpy as np
import pypdfium2.raw as pdfium_c
from numpy.typing import NDArray

from policyfacts.reading.pdfium import RawPage
from policyfacts.reading.turning import displayed, turned_box

MAX_OBJECTS = 20_000
"""Objects looked at on one page; maps and plots may have more, tables never."""
MAX_DEPTH = 4
_THIN = 3.0
_SHORT = 4.0
_MAX_SEGMENTS = 400

Matrix = tuple[float, float, float, float, float, float]
_IDENTITY: Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)


@dataclass(frozen=True, slots=True)
class Rulings:
    """Straight lines and filled or framed boxes in layout coordinates: arrays (n, 4) of x0, top, x1, bottom."""

    across: NDArray[np.float32]
    down: NDArray[np.float32]
    boxes: NDArray[np.float32]


def rulings(page: object, raw: RawPage, quarter: int) -> Rulings:
    """The rulings of one open page; ``quarter`` is the direction in which it is laid out."""
    found: tuple[list[tuple[float, ...]], list[tuple[float, ...]]] = ([], [])
    budget = [MAX_OBJECTS]
    count = int(pdfium_c.FPDFPage_CountObjects(page))
    _collect(lambda k: pdfium_c.FPDFPage_GetObject(page, k), count, _IDENTITY, (found, budget, MAX_DEPTH))
    lines = _laid(found[0], raw, quarter)
    boxes = _laid(found[1], raw, quarter)
    wide = lines[:, 2] - lines[:, 0]
    high = lines[:, 3] - lines[:, 1]
    inside = (boxes[:, 2] - boxes[:, 0] < 0.98 * max(raw.width, raw.height)) | (len(boxes) == 0)
    return Rulings(
        lines[(wide >= high) & (wide >= _SHORT)],
        lines[(high > wide) & (high >= _SHORT)],
        boxes[inside],
    )


def no_rulings() -> Rulings:
    """No rulings at all."""
    empty = np.zeros((0, 4), np.float32)
    return Rulings(empty, empty, empty)


def _laid(found: list[tuple[float, ...]], raw: RawPage, quarter: int) -> NDArray[np.float32]:
    if not found:
        return np.zeros((0, 4), np.float32)
    shown = displayed(np.array(found, np.float32), raw.origin, raw.rotation)
    limit = np.array([raw.width, raw.height, raw.width, raw.height], np.float32)
    shown = np.clip(shown, 0, limit)
    return turned_box(shown, quarter, (raw.width, raw.height))


def _collect(get, count: int, matrix: Matrix, state) -> None:  # type: ignore[no-untyped-def]
    (lines, boxes), budget, depth = state
    for number in range(min(count, budget[0])):
        budget[0] -= 1
        thing = get(number)
        kind = pdfium_c.FPDFPageObj_GetType(thing)
        if kind == pdfium_c.FPDF_PAGEOBJ_PATH:
            _path(thing, matrix, lines, boxes)
        elif kind == pdfium_c.FPDF_PAGEOBJ_FORM and depth > 0:
            inner = int(pdfium_c.FPDFFormObj_CountObjects(thing))
            nested = _product(_matrix(thing), matrix)
            _collect(
                lambda k, form=thing: pdfium_c.FPDFFormObj_GetObject(form, k),
                inner, nested, ((lines, boxes), budget, depth - 1),
            )  # fmt: skip


def _path(thing: object, matrix: Matrix, lines: list[tuple[float, ...]], boxes: list[tuple[float, ...]]) -> None:
    fill, stroke = c_int(), c_int()
    if not pdfium_c.FPDFPath_GetDrawMode(thing, byref(fill), byref(stroke)):
        return
    if not stroke.value and (not fill.value or _pale(thing)):
        return
    sides = [c_float() for _ in range(4)]
    if not pdfium_c.FPDFPageObj_GetBounds(thing, *(byref(side) for side in sides)):
        return
    box = _moved((sides[0].value, sides[1].value, sides[2].value, sides[3].value), matrix)
    width, height = box[2] - box[0], box[3] - box[1]
    if width <= _THIN or height <= _THIN:
        if max(width, height) >= _SHORT:
            lines.append(_centred(box))
        return
    count = int(pdfium_c.FPDFPath_CountSegments(thing))
    if count > _MAX_SEGMENTS:
        return
    edges = _edges(thing, count, _product(_matrix(thing), matrix))
    if edges is None:
        return
    if stroke.value:
        lines.extend(edges)
    if _framed(edges, box):
        boxes.append(box)


def _pale(thing: object) -> bool:
    """Whether a fill cannot be seen: white, or transparent."""
    red, green, blue, alpha = (c_uint() for _ in range(4))
    if not pdfium_c.FPDFPageObj_GetFillColor(thing, byref(red), byref(green), byref(blue), byref(alpha)):
        return False
    return alpha.value < 10 or min(red.value, green.value, blue.value) > 252


def _edges(thing: object, count: int, matrix: Matrix) -> list[tuple[float, ...]] | None:
    """The straight level and upright edges of a path; ``None`` for drawings with curves or slopes."""
    x, y = c_float(), c_float()
    edges: list[tuple[float, ...]] = []
    start = last = (0.0, 0.0)
    for number in range(count):
        segment = pdfium_c.FPDFPath_GetPathSegment(thing, number)
        kind = pdfium_c.FPDFPathSegment_GetType(segment)
        if kind == pdfium_c.FPDF_SEGMENT_BEZIERTO:
            if count > 30:
                return None
            pdfium_c.FPDFPathSegment_GetPoint(segment, byref(x), byref(y))
            last = _point((x.value, y.value), matrix)
            continue
        pdfium_c.FPDFPathSegment_GetPoint(segment, byref(x), byref(y))
        point = _point((x.value, y.value), matrix)
        if kind == pdfium_c.FPDF_SEGMENT_MOVETO:
            start = point
        elif not _edge(last, point, edges):
            return None
        if pdfium_c.FPDFPathSegment_GetClose(segment) and not _edge(point, start, edges):
            return None
        last = point
    return edges


def _edge(a: tuple[float, float], b: tuple[float, float], edges: list[tuple[float, ...]]) -> bool:
    """Note the edge from ``a`` to ``b``; false when it slopes."""
    across, up = abs(a[0] - b[0]), abs(a[1] - b[1])
    if min(across, up) > 1.0:
        return False
    if max(across, up) >= 1.0:
        edges.append(_centred((min(a[0], b[0]), min(a[1], b[1]), max(a[0], b[0]), max(a[1], b[1]))))
    return True


def _framed(edges: list[tuple[float, ...]], box: tuple[float, ...]) -> bool:
    """Whether the edges go round the box, rounded corners allowed."""
    wide = sum(e[2] - e[0] for e in edges)
    high = sum(e[3] - e[1] for e in edges)
    return wide >= 1.6 * (box[2] - box[0]) * 0.9 and high >= 1.6 * (box[3] - box[1]) * 0.9


def _centred(box: tuple[float, ...]) -> tuple[float, ...]:
    """A thin box as the line through its middle."""
    x0, y0, x1, y1 = box
    if x1 - x0 >= y1 - y0:
        middle = (y0 + y1) / 2
        return (x0, middle, x1, middle)
    middle = (x0 + x1) / 2
    return (middle, y0, middle, y1)


def _matrix(thing: object) -> Matrix:
    found = pdfium_c.FS_MATRIX()
    if not pdfium_c.FPDFPageObj_GetMatrix(thing, ctypes.byref(found)):
        return _IDENTITY
    return (found.a, found.b, found.c, found.d, found.e, found.f)


def _product(inner: Matrix, outer: Matrix) -> Matrix:
    a, b, c, d, e, f = inner
    p, q, r, s, t, u = outer
    return (a * p + b * r, a * q + b * s, c * p + d * r, c * q + d * s, e * p + f * r + t, e * q + f * s + u)


def _point(point: tuple[float, float], matrix: Matrix) -> tuple[float, float]:
    a, b, c, d, e, f = matrix
    x, y = point
    return (a * x + c * y + e, b * x + d * y + f)


def _moved(box: tuple[float, ...], matrix: Matrix) -> tuple[float, ...]:
    corners = [_point((x, y), matrix) for x in (box[0], box[2]) for y in (box[1], box[3])]
    xs, ys = [x for x, _ in corners], [y for _, y in corners]
    return (min(xs), min(ys), max(xs), max(ys))
