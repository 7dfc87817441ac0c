"""The lines and boxes drawn on a page: what tables and sidebars are made of."""

from __future__ import annotations

from ctypes import byref, c_float, c_int, c_size_t
from dataclasses import dataclass
from typing import Any

import numpy as np
import pypdfium2.raw as pdfium_c
from numpy.typing import NDArray

from policyfacts.reading.asking import fast, pointer
from policyfacts.reading.drawing import Drawing, Matrix, matrix_of, moved, point, product, shade_of
from policyfacts.reading.pdfium import RawPage
from policyfacts.reading.turning import displayed, turned_box

_get_draw_mode = fast(pdfium_c.FPDFPath_GetDrawMode, c_int)
_get_bounds = fast(pdfium_c.FPDFPageObj_GetBounds, c_int)
_get_segments = fast(pdfium_c.FPDFPath_CountSegments, c_int)
_get_segment = fast(pdfium_c.FPDFPath_GetPathSegment, c_size_t)
_get_type = fast(pdfium_c.FPDFPathSegment_GetType, c_int)
_get_point = fast(pdfium_c.FPDFPathSegment_GetPoint, c_int)
_get_close = fast(pdfium_c.FPDFPathSegment_GetClose, c_int)

_THIN = 3.0
_SHORT = 4.0
_MAX_SEGMENTS = 400


@dataclass(frozen=True, slots=True)
class Rulings:
    """Straight lines and filled or framed boxes in layout coordinates: arrays (n, 4) of x0, top, x1, bottom."""

    across: NDArray[np.float32]
    down: NDArray[np.float32]
    boxes: NDArray[np.float32]


def rulings(drawn: Drawing, raw: RawPage, quarter: int) -> Rulings:
    """The rulings among what is drawn on an open page; ``quarter`` is the direction in which it is laid out."""
    found_lines: list[tuple[float, ...]] = []
    found_boxes: list[tuple[float, ...]] = []
    for path, matrix in drawn.paths:
        _path(path, matrix, found_lines, found_boxes)
    found_lines += [_centred((x0, (y0 + y1) / 2, x1, (y0 + y1) / 2)) for x0, y0, x1, y1 in drawn.strikes]
    lines = _laid(found_lines, raw, quarter)
    boxes = _laid(found_boxes, raw, quarter)
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


def _path(thing: Any, matrix: Matrix, lines: list[tuple[float, ...]], boxes: list[tuple[float, ...]]) -> None:
    fill, stroke = c_int(), c_int()
    if not _get_draw_mode(thing, byref(fill), byref(stroke)):
        return
    if not stroke.value and (not fill.value or _pale(thing)):
        return
    sides = [c_float() for _ in range(4)]
    if not _get_bounds(thing, *(byref(side) for side in sides)):
        return
    box = moved((sides[0].value, sides[1].value, sides[2].value, sides[3].value), matrix)
    width, height = box[2] - box[0], box[3] - box[1]
    if width <= _THIN or height <= _THIN:
        if max(width, height) >= _SHORT:
            lines.append(_centred(box))
        return
    count = _get_segments(thing)
    if count > _MAX_SEGMENTS:
        return
    edges = _edges(thing, count, product(matrix_of(thing), matrix))
    if edges is None:
        return
    if stroke.value:
        lines.extend(edges)
    if _framed(edges, box):
        boxes.append(box)


def _pale(thing: Any) -> bool:
    """Whether a fill cannot be seen: white, or transparent."""
    shade, alpha = shade_of(thing)
    return alpha < 10 or shade > 252


def _edges(thing: Any, count: int, matrix: Matrix) -> list[tuple[float, ...]] | None:
    """The straight level and upright edges of a path; ``None`` for drawings with curves or slopes."""
    x, y = c_float(), c_float()
    edges: list[tuple[float, ...]] = []
    start = last = (0.0, 0.0)
    for number in range(count):
        segment = pointer(_get_segment(thing, number))
        kind = _get_type(segment)
        if kind == pdfium_c.FPDF_SEGMENT_BEZIERTO:
            if count > 30:
                return None
            _get_point(segment, byref(x), byref(y))
            last = point((x.value, y.value), matrix)
            continue
        _get_point(segment, byref(x), byref(y))
        here = point((x.value, y.value), matrix)
        if kind == pdfium_c.FPDF_SEGMENT_MOVETO:
            start = here
        elif not _edge(last, here, edges):
            return None
        if _get_close(segment) and not _edge(here, start, edges):
            return None
        last = here
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
