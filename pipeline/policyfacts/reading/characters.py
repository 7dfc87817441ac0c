"""The characters and fonts of a page, as PDFium knows them, in numpy arrays; and where they stand in its layout."""

from __future__ import annotations

from ctypes import byref, c_double
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from policyfacts.reading.asking import (
    Font,
    codes,
    described,
    get_origin,
    get_tight_box,
    is_generated,
    loose_boxes,
    origins,
    pointer,
    text_objects,
    widths,
)
from policyfacts.reading.raised import raised
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

_BLANK = 0x20
_SOFT_HYPHEN, _NO_WIDTH = 0xAD, 0x200B
_KERN = 0.15
"""Two letters are moved into one another by at most this share of a width."""
_SPOT = 0.01
"""Points: what begins as close as this begins at one spot."""
_WIDEST = 4.0
"""A ligature is at most so many times as wide as its widest letter."""


@dataclass(frozen=True, slots=True)
class Characters:
    """All ``n`` characters of a page, in the order in which the file writes them.

    ``code`` (n,) Unicode code points; ``box`` (n, 4) where they are printed on the page displayed; ``x0 x1 baseline``
    (n,) where they begin, end and stand in the layout coordinates of their ``direction`` (n,) of writing (see
    ``turning``); ``size`` (n,) points; ``style`` (n,) index into the page's ``fonts``; ``generated`` (n,) whether they
    belong to no text of the file: spaces and line breaks that PDFium adds. ``turned``: whether any of them is written
    otherwise than level to the right.
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
    turned: bool = False


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
    code = codes(handle, count)
    objects = text_objects(handle, count)
    box = loose_boxes(handle, count)
    added = (objects == 0) | _added_spaces(handle, code, box)
    _silence(handle, code, box)
    firsts, inverse = _runs(objects)
    fonts, table = described(handle, objects[firsts], firsts)
    style, size, _, wide, ox, oy = table.T[:, inverse]
    pieces = np.flatnonzero(objects[firsts])
    table[pieces, 2] = straightened(table[pieces, 2], np.bincount(inverse)[pieces])
    turned, tilts = directions(table[:, 2] - 90 * view.rotation)
    direction, tilt = turned[inverse], tilts[inverse]
    quarter = np.where((objects != 0) & (direction < 4), (direction + view.rotation) % 4, -1).astype(np.int8)
    sideways = quarter != 0
    odd = (objects != 0) & (sideways | (tilt != 0))
    _mend(handle, box, sideways | (box[:, 2] <= box[:, 0]) | (box[:, 3] <= box[:, 1]), objects, size)
    shown = displayed(box, view.origin, view.rotation)
    lines = displayed_points(np.stack([ox, oy], axis=1), view.origin, view.rotation)
    x0, x1, base = _laid(shown, lines, direction, view.page)
    if odd.any():
        which = np.flatnonzero(odd)
        end = widths(which, (code, style, objects)) * wide[which]
        spots = displayed_points(origins(handle, which), view.origin, view.rotation)
        _level(spots, (which, direction, tilt, inverse), (x0, x1, base), end, view.page)
    high = raised(handle, code, quarter, size)
    if len(high):  # small and high, as they look
        base[high] -= 0.33 * size[high]
        size = np.where(np.isin(np.arange(count), high), 0.6 * size, size)
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
        turned=view.rotation != 0 or bool(odd.any()),
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
    how: tuple[NDArray[np.int64], NDArray[np.int8], NDArray[np.float64], NDArray[np.int64]],
    laid: tuple[NDArray[np.float32], NDArray[np.float32], NDArray[np.float32]],
    width: NDArray[np.float64],
    page: tuple[float, float],
) -> None:
    """Put in place where turned characters stand, by the ``spots`` (n, 2) displayed at which they begin.

    The boxes that PDFium gives of them are those of their ink: around a "1" there seems to be a space. ``how``: which
    characters, and the direction, tilt and piece of each character of the page.
    """
    which, direction, tilt, piece = how
    x0, x1, base = laid
    for one in np.unique(direction[which]).tolist():
        mine = direction[which] == one
        here = which[mine]
        points = levelled(turned_points(spots[mine], one, page), tilt[here])
        ink = x1[here]
        x0[here], base[here] = points[:, 0], points[:, 1]
        close = (here[1:] == here[:-1] + 1) & (piece[here[1:]] == piece[here[:-1]])
        x1[here] = _ends(x0[here], (ink, width[mine]), close)
        one_glyph = close & (np.abs(np.diff(points, axis=0)).max(axis=1, initial=0) < _SPOT)
        for first, last in _stretches(one_glyph):
            _part(laid, here[first : last + 1], int(here[last]) + 1 if last < len(close) and close[last] else -1)


def _stretches(joined: NDArray[np.bool_]) -> list[tuple[int, int]]:
    """The first and the last of each row of characters that are joined to the next one."""
    edges = np.flatnonzero(np.diff(np.concatenate([[False], joined, [False]]).astype(np.int8))).tolist()
    return list(zip(edges[::2], edges[1::2], strict=True))


def _part(
    laid: tuple[NDArray[np.float32], NDArray[np.float32], NDArray[np.float32]], signs: NDArray[np.int64], after: int
) -> None:
    """Put in place the signs of a ligature, which all begin with it: each has its share of the room up to the sign
    ``after``, or, where there is none, as far as any of them goes."""
    x0, x1, _ = laid
    start, end = float(x0[signs[0]]), float(x1[signs].max())
    if after >= 0 and start < x0[after] < start + _WIDEST * (end - start):
        end = float(x0[after])
    edges = np.linspace(start, end, len(signs) + 1, dtype=np.float32)
    x0[signs], x1[signs] = edges[:-1], edges[1:]


def _ends(
    x0: NDArray[np.float32], reach: tuple[NDArray[np.float32], NDArray[np.float64]], close: NDArray[np.bool_]
) -> NDArray[np.float32]:
    """Where characters (n,) end that begin at ``x0``: as far as they are wide, but hardly behind where the next begins
    in their piece. ``reach``: where their ink ends, and their width; ``close``: which are of one piece with the next.

    Fonts may not know the width of their own glyph by its sign, or tell that of another.
    """
    ink, width = reach
    following = np.full(len(x0), np.inf, np.float32)
    following[:-1][close & (x0[1:] > x0[:-1])] = x0[1:][close & (x0[1:] > x0[:-1])]
    wide = np.where(np.isnan(width), np.maximum(ink - x0, 1), width)
    end = np.minimum(x0 + wide, following + _KERN * wide)
    return np.maximum(end, np.minimum(ink, following)).astype(np.float32)


def _added_spaces(text: Any, code: NDArray[np.uint32], box: NDArray[np.float32]) -> NDArray[np.bool_]:
    """Which spaces PDFium adds inside a piece of text, for a gap: they have no width."""
    result: NDArray[np.bool_] = (code == _BLANK) & (box[:, 2] <= box[:, 0])
    spaces = np.flatnonzero(result).tolist()
    result[spaces] = [is_generated(text, index) == 1 for index in spaces]
    return result


def _silence(text: Any, code: NDArray[np.uint32], box: NDArray[np.float32]) -> None:
    """Make soft hyphens of which nothing is printed signs of no width.

    They say where a word may be parted. There is no ink in them, or they begin where the letter before them does: the
    file says of one letter that it stands for two signs, and PDFium parts its box between them.
    """
    left, right, bottom, top = (c_double() for _ in range(4))
    for index in np.flatnonzero(code == _SOFT_HYPHEN).tolist():
        get_tight_box(text, index, byref(left), byref(right), byref(bottom), byref(top))
        empty = right.value <= left.value
        if index and not empty:
            here, before = origins(text, np.array([index, index - 1]))
            empty = bool(np.abs(here - before).max() < _SPOT)
            box[index - 1, 2] = max(box[index - 1, 2], box[index, 2]) if empty else box[index - 1, 2]
        if empty:
            code[index] = _NO_WIDTH


def _runs(objects: NDArray[np.uint64]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """The first index of each run of equal values, and for each element the number of its run."""
    if not len(objects):
        return np.zeros(0, np.int64), np.zeros(0, np.int64)
    starts = np.empty(len(objects), bool)
    starts[0] = True
    np.not_equal(objects[1:], objects[:-1], out=starts[1:])
    return np.flatnonzero(starts), np.cumsum(starts) - 1


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
        get_tight_box(text, index, *places)
        if right.value > left.value and top.value > bottom.value:
            box[index] = (left.value, bottom.value, right.value, top.value)
            continue
        get_origin(text, index, places[0], places[2])
        box[index] = (left.value, bottom.value, left.value + 0.3 * size[index], bottom.value + 0.7 * size[index])
