"""Text of a page that nobody sees: invisible, on a layer switched off, clipped away, covered, in the colour of its
ground, or too small.

What the file says of a piece of text only raises a doubt. Where there is one, the page is drawn with the doubtful text
and without it: what makes no difference is not seen. Such text is still read where a picture shows it, as in scans
with a layer of text made by OCR, unless other text that is read stands on the same spot.
"""

from __future__ import annotations

import ctypes
from collections.abc import Iterator, Sequence
from ctypes import byref, c_float, c_int, c_size_t, c_ulong
from dataclasses import dataclass
from itertools import repeat
from math import ceil, floor
from typing import Any

import numpy as np
import pypdfium2.raw as pdfium_c
from numpy.typing import NDArray

from policyfacts.reading import outcomes
from policyfacts.reading.asking import fast, pointer
from policyfacts.reading.characters import Pieces
from policyfacts.reading.drawing import Drawing, shades_of
from policyfacts.reading.pdfium import RawPage, picture_of
from policyfacts.reading.turning import displayed

_get_mode = fast(pdfium_c.FPDFTextObj_GetTextRenderMode, c_int)
_get_clip = fast(pdfium_c.FPDFPageObj_GetClipPath, c_size_t)
_get_paths = fast(pdfium_c.FPDFClipPath_CountPaths, c_int)
_get_segments = fast(pdfium_c.FPDFClipPath_CountPathSegments, c_int)
_get_segment = fast(pdfium_c.FPDFClipPath_GetPathSegment, c_size_t)
_get_point = fast(pdfium_c.FPDFPathSegment_GetPoint, c_int)
_get_marks = fast(pdfium_c.FPDFPageObj_CountMarks, c_int)
_get_mark = fast(pdfium_c.FPDFPageObj_GetMark, c_size_t)
_get_mark_name = fast(pdfium_c.FPDFPageObjMark_GetName, c_int)

_set_active = fast(pdfium_c.FPDFPageObj_SetIsActive, c_int)

_BLANK = 0x20
_LAYER = "OC".encode("utf-16-le") + b"\0\0"
_name, _length = ctypes.create_string_buffer(16), c_ulong()
_to_length = byref(_length)
_INVISIBLE_MODES = (3, 7)
_MARKS = 8
"""Marks looked at around one piece of text."""
_TRANSPARENT = 20
"""Opacity, of 255, below which letters are as good as invisible."""
_PALE = 225
"""Grey from which a fill may be that of paper."""
_ALIKE = 24
"""Fills and letters whose greys differ by less may be one colour."""
_TINY = 1.3
"""Points: the height of letters that nobody reads."""
_SCALE = 1.5
"""Pixels a point in which a doubtful page is drawn."""
_LARGEST = 2000.0
"""Points: pages that are larger are drawn smaller."""
_COARSE = 0.3
"""Pixels a point below which letters are mere specks."""
_SEEN = 8
"""Least difference in grey, of 255, that a letter must make."""
_SHOWN = 40
"""Least difference in grey within the place of a letter that a picture shows."""
_SHARE = 0.3
"""A piece of text is shown by a picture when the picture shows so many of its letters."""


@dataclass(frozen=True, slots=True)
class _Doubts:
    """For each piece of text (k,), why it may not be seen, or 0; and whether a picture lies at its place."""

    reason: NDArray[np.uint8]
    pictured: NDArray[np.bool_]


def unseen(page: Any, raw: RawPage, drawn: Drawing, *, layered: bool) -> NDArray[np.uint8]:
    """For each character of an open page, why it is not seen (see ``outcomes``); 0 for those that are.

    ``layered``: whether the file may have layers that can be switched off.
    """
    chars, pieces = raw.characters, raw.pieces
    result = np.zeros(len(chars.code), np.uint8)
    if pieces is None or not len(result):
        return result
    printed = ~chars.generated & (chars.code > _BLANK) & (chars.code != 0xA0)
    tiny = printed & (chars.size < _TINY) & (chars.box[:, 3] - chars.box[:, 1] < _TINY)
    result[tiny] = outcomes.TINY
    doubts = _doubts(drawn, raw, pieces, layered=layered)
    if doubts.reason.any():
        doubtful = np.flatnonzero(printed & ~tiny & (doubts.reason[pieces.of] > 0))
        certain = np.flatnonzero(printed & ~tiny & (doubts.reason[pieces.of] == 0))
        _judge(page, raw, doubts, (doubtful, certain), result)
    return result


def _doubts(drawn: Drawing, raw: RawPage, pieces: Pieces, *, layered: bool) -> _Doubts:
    """What of the text may not be seen, by what the file says."""
    doubt = np.zeros(len(pieces.handle), np.uint8)
    boxes, shades, places = _extents(raw, pieces), np.zeros(len(doubt)), np.zeros(len(doubt))
    fills = drawn.fills.copy()
    fills[:, 1:5] = displayed(fills[:, 1:5].astype(np.float32), raw.origin, raw.rotation)
    which = np.flatnonzero(pieces.handle)
    things = pieces.handle[which].tolist()
    handles = list(map(pointer, things))
    shades[which], alpha = shades_of(handles)
    if len(fills):
        places[which] = [drawn.order.get(thing, 1 << 30) for thing in things]
    paths = np.fromiter(map(_get_paths, map(pointer, map(_get_clip, handles))), np.int64, len(handles))
    framed = [number for number in which[paths > 0].tolist() if int(pieces.handle[number]) not in drawn.inside]
    doubt[[number for number in framed if _clipped(pieces, number, boxes[number], raw)]] = outcomes.CLIPPED
    if layered:
        doubt[which[_on_layers(handles)]] = outcomes.SWITCHED_OFF
    mode = np.fromiter(map(_get_mode, handles), np.int8, len(handles))
    doubt[which[np.isin(mode, _INVISIBLE_MODES) | (alpha < _TRANSPARENT)]] = outcomes.INVISIBLE
    rest = (doubt == 0) & (pieces.handle != 0)
    doubt[rest & _covered(boxes, places, fills)] = outcomes.COVERED
    rest &= doubt == 0
    doubt[rest & _without_contrast(boxes, (shades, places), fills)] = outcomes.PALE
    return _Doubts(doubt, _pictured(boxes, fills))


def _extents(raw: RawPage, pieces: Pieces) -> NDArray[np.float32]:
    """The displayed boxes (k, 4) of pieces of text."""
    box = raw.characters.box
    low, high = np.minimum.reduceat(box, pieces.first), np.maximum.reduceat(box, pieces.first)
    return np.concatenate([low[:, :2], high[:, 2:]], axis=1)


def _on_layers(handles: Sequence[Any]) -> list[int]:
    """Which of some pieces of text, by number, are on a layer that may be switched off."""
    counts = list(map(_get_marks, handles))
    if max(counts, default=0) <= 0:
        return []
    found: set[int] = set()
    known: dict[int, bool] = {}  # what follows one another mostly shares its marks
    for mark in range(min(max(counts), _MARKS)):
        mine = [number for number, count in enumerate(counts) if count > mark]
        marks = list(map(_get_mark, map(handles.__getitem__, mine), repeat(mark)))
        for one in set(marks) - known.keys():
            _get_mark_name(pointer(one), _name, c_ulong(len(_name)), _to_length)
            known[one] = _length.value == len(_LAYER) and _name.raw.startswith(_LAYER)
        found.update(number for number, one in zip(mine, marks, strict=True) if known[one])
    return sorted(found)


def _clipped(pieces: Pieces, piece: int, box: NDArray[np.float32], raw: RawPage) -> bool:
    """Whether part of a piece of text lies outside one of the frames that it is clipped to."""
    frame = pointer(_get_clip(pointer(int(pieces.handle[piece]))))
    count = _get_paths(frame)
    x, y = c_float(), c_float()
    for path in range(min(count, 10)):
        points = []
        for number in range(min(_get_segments(frame, path), 40)):
            _get_point(pointer(_get_segment(frame, path, number)), byref(x), byref(y))
            points.append((x.value, y.value))
        if not points:
            continue
        corners = np.array(points, np.float32)
        low, high = corners.min(axis=0), corners.max(axis=0)
        shown = displayed(np.array([[*low, *high]], np.float32), raw.origin, raw.rotation)[0]
        middle = (box[1] + box[3]) / 2
        if box[0] < shown[0] - 2 or box[2] > shown[2] + 2 or not shown[1] - 1 < middle < shown[3] + 1:
            return True
    return False


def _covered(boxes: NDArray[np.float32], places: NDArray[np.float64], fills: NDArray[np.float64]) -> NDArray[np.bool_]:
    """Which pieces of text a later fill or picture reaches over the middle of."""
    result = np.zeros(len(boxes), bool)
    middle = (boxes[:, 1] + boxes[:, 3]) / 2
    bars = fills[(fills[:, 0] > places.min(initial=0)) & (fills[:, 6] > 0)]
    for place, x0, y0, x1, y1, *_ in bars.tolist():
        result |= (places < place) & (boxes[:, 0] < x1) & (boxes[:, 2] > x0) & (middle > y0) & (middle < y1)
    return result


def _without_contrast(
    boxes: NDArray[np.float32], text: tuple[NDArray[np.float64], NDArray[np.float64]], fills: NDArray[np.float64]
) -> NDArray[np.bool_]:
    """Which pieces of text may be in the colour of their ground: the last fill under them, else white paper."""
    shades, places = text
    ground = np.full(len(boxes), 255.0)
    x, y = (boxes[:, 0] + boxes[:, 2]) / 2, (boxes[:, 1] + boxes[:, 3]) / 2
    for place, x0, y0, x1, y1, shade, solid in fills.tolist():
        over = (places > place) & (x > x0) & (x < x1) & (y > y0) & (y < y1)
        ground[over if solid else over & (shades > _PALE)] = shade
    return (np.abs(ground - shades) < _ALIKE) | ((shades > _PALE) & (ground > _PALE))


def _pictured(boxes: NDArray[np.float32], fills: NDArray[np.float64]) -> NDArray[np.bool_]:
    """Which pieces of text have their middle in a picture."""
    result = np.zeros(len(boxes), bool)
    x, y = (boxes[:, 0] + boxes[:, 2]) / 2, (boxes[:, 1] + boxes[:, 3]) / 2
    for _, x0, y0, x1, y1, *_ in fills[np.isnan(fills[:, 5])].tolist():
        result |= (x > x0) & (x < x1) & (y > y0) & (y < y1)
    return result


def _judge(
    page: Any,
    raw: RawPage,
    doubts: _Doubts,
    which: tuple[NDArray[np.int64], NDArray[np.int64]],
    result: NDArray[np.uint8],
) -> None:
    """Note in ``result`` which of the doubtful characters are not seen; ``which``: these, and those beyond doubt."""
    doubtful, certain = which
    pieces = raw.pieces
    assert pieces is not None
    of = pieces.of[doubtful]
    shown = doubts.pictured[of]
    seen = np.zeros(len(doubtful), bool)
    if not (shown & (doubts.reason[of] == outcomes.INVISIBLE)).all():
        looks = _looks(page, raw, pieces.handle[doubts.reason > 0].tolist())
        if looks is None:
            return
        seen, shown = looks.made(raw.characters.box[doubtful], of), looks.under(_cores(raw, doubtful))
    taken = np.zeros((int(raw.height) + 2, int(raw.width) + 2), bool)
    _take(taken, raw, np.concatenate([certain, doubtful[seen]]))
    cores = _cores(raw, doubtful)
    for number in np.unique(of[~seen]).tolist():
        mine = np.flatnonzero((of == number) & ~seen)
        if _is_taken(taken, cores[mine]):
            second = doubts.reason[number] == outcomes.INVISIBLE
            result[doubtful[mine]] = outcomes.SECOND_LAYER if second else doubts.reason[number]
        elif shown[mine].mean() >= _SHARE:  # the text of a picture
            _take(taken, raw, doubtful[mine])
        else:
            result[doubtful[mine]] = doubts.reason[number]


@dataclass(frozen=True, slots=True)
class _Looks:
    """A page drawn without its doubtful text, and what that text changes: (height, width) greys, pixels a point."""

    without: NDArray[np.uint8]
    change: NDArray[np.uint8]
    scale: float

    def made(self, box: NDArray[np.float32], of: NDArray[np.int64]) -> NDArray[np.bool_]:
        """Which characters, in these boxes (n, 4) and of these pieces, leave any ink; single ones as those around."""
        seen = np.array([int(part.max(initial=0)) >= _SEEN for part in self._parts(self.change, box)], bool)
        alone = np.zeros(len(seen), bool)
        alone[1:-1] = (
            (seen[1:-1] != seen[:-2]) & (seen[1:-1] != seen[2:]) & (of[1:-1] == of[:-2]) & (of[1:-1] == of[2:])
        )
        return seen ^ alone

    def under(self, box: NDArray[np.float32]) -> NDArray[np.bool_]:
        """In which boxes (n, 4) something is drawn without that text: letters of a picture."""
        return np.array(
            [part.size > 0 and int(np.ptp(part)) >= _SHOWN for part in self._parts(self.without, box)], bool
        )

    def _parts(self, picture: NDArray[np.uint8], box: NDArray[np.float32]) -> Iterator[NDArray[np.uint8]]:
        places = np.clip(np.nan_to_num(box * self.scale), 0, 1e6)
        for x0, y0, x1, y1 in places.tolist():
            yield picture[floor(y0) : ceil(y1), floor(x0) : ceil(x1)]


def _looks(page: Any, raw: RawPage, handles: list[int]) -> _Looks | None:
    """Draw an open page with and without some pieces of text; ``None`` where it is too large or small to be drawn."""
    scale = _SCALE * min(1.0, _LARGEST / max(raw.width, raw.height, 1.0))
    size = round(raw.width * scale), round(raw.height * scale)
    whole = picture_of(page, *size) if scale > _COARSE else None
    if whole is None:
        return None
    for handle in handles:
        _set_active(pointer(handle), 0)
    try:
        without = picture_of(page, *size)
    finally:
        for handle in handles:
            _set_active(pointer(handle), 1)
    if without is None:
        return None
    change = np.abs(whole.astype(np.int16) - without).astype(np.uint8)
    return _Looks(without, change, scale)


def _cores(raw: RawPage, which: NDArray[np.int64]) -> NDArray[np.float32]:
    """The inner halves of the boxes of characters, without what may belong to their neighbours."""
    box = raw.characters.box[which]
    wide, high = (box[:, 2] - box[:, 0]) / 4, (box[:, 3] - box[:, 1]) / 4
    return np.stack([box[:, 0] + wide, box[:, 1] + high, box[:, 2] - wide, box[:, 3] - high], axis=1)


def _take(taken: NDArray[np.bool_], raw: RawPage, which: NDArray[np.int64]) -> None:
    """Mark, point by point, where characters stand that are read: as wide as they are, but not as high, since the next
    line is close."""
    box, core = raw.characters.box[which], _cores(raw, which)
    flat = raw.characters.direction[which] % 2 == 0
    across = np.where(flat[:, None], box[:, [0, 2]], core[:, [0, 2]])
    down = np.where(flat[:, None], core[:, [1, 3]], box[:, [1, 3]])
    places = np.stack([across[:, 0], down[:, 0], across[:, 1], down[:, 1]], axis=1)
    for x0, y0, x1, y1 in np.clip(np.nan_to_num(places), 0, 1e6).tolist():
        taken[floor(y0) : ceil(y1), floor(x0) : ceil(x1)] = True


def _is_taken(taken: NDArray[np.bool_], cores: NDArray[np.float32]) -> bool:
    """Whether most of some characters stand where others are read."""
    x = np.clip((cores[:, 0] + cores[:, 2]) / 2, 0, taken.shape[1] - 1).astype(np.int64)
    y = np.clip((cores[:, 1] + cores[:, 3]) / 2, 0, taken.shape[0] - 1).astype(np.int64)
    return bool(taken[y, x].mean() > 0.5)
