"""Words written from right to left, Arabic and Hebrew, among those written from left to right.

PDFium turns whole lines around where it sees such words, English ones included. Here the signs of a page are put back
as they stand, row by row from the left; then each stretch that is written to the left is mirrored within its own
extent, so that all writing runs to the right in layout coordinates and the text is in the order in which it is read.
A plain form of the Unicode Bidirectional Algorithm (UAX 9), without embedding.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

_ROW = 0.45
"""Ems: what stands closer than this, up or down, is on one row."""
_GAP = 2.0
"""Ems of a gap that parts two columns."""
_NUDGE = np.float32(0.01)
_LEFTWARD = ((0x590, 0x8FF), (0xFB1D, 0xFDFF), (0xFE70, 0xFEFF))
_FIGURES = ((0x30, 0x39), (0x660, 0x669), (0x6F0, 0x6F9))
_OPENING = {ord(")"): ord("("), ord("]"): ord("["), ord("}"): ord("{")}
_CLOSING = {opening: closing for closing, opening in _OPENING.items()}
_NEUTRAL, _RIGHTWARD, _LEFT, _FIGURE = range(4)


@dataclass(frozen=True, slots=True)
class Placed:
    """Signs (n,), spaces among them, and where they stand in layout coordinates."""

    code: NDArray[np.uint32]
    x0: NDArray[np.float32]
    x1: NDArray[np.float32]
    base: NDArray[np.float32]
    size: NDArray[np.float32]


def has_leftward(code: NDArray[np.uint32]) -> bool:
    """Whether any sign is of a script written from right to left."""
    return bool(len(code)) and bool(_among(code, _LEFTWARD).any())


def _among(code: NDArray[np.uint32], ranges: tuple[tuple[int, int], ...]) -> NDArray[np.bool_]:
    result: NDArray[np.bool_] = np.zeros(len(code), bool)
    for low, high in ranges:
        result |= (code >= low) & (code <= high)
    return result


def in_reading_order(signs: Placed) -> tuple[NDArray[np.int64], NDArray[np.float32], NDArray[np.float32]]:
    """The order in which signs are read, by row; and their x0 and x1, mirrored where they are written to the left.

    Brackets that PDFium has turned around with the words inside them are put right in ``signs.code``.
    """
    kind = np.full(len(signs.code), _NEUTRAL, np.int8)
    letter = ((signs.code | 0x20) >= 0x61) & ((signs.code | 0x20) <= 0x7A) | (signs.code >= 0xC0) & (signs.code < 0x590)
    kind[letter] = _RIGHTWARD
    kind[_among(signs.code, _LEFTWARD)] = _LEFT
    kind[_among(signs.code, _FIGURES)] = _FIGURE
    x0, x1 = signs.x0.copy(), signs.x1.copy()
    row = _rows(signs)
    order = np.lexsort((x0, row))
    for stretch in np.split(order, np.flatnonzero(_parts(signs, row, order)) + 1):
        for first, last in _leftward(kind[stretch]):
            _mirror(stretch[first : last + 1], kind, (x0, x1))
            _bracket(signs.code, stretch, (first - 1, last + 1))
    return np.lexsort((x0, row)), x0, x1


def _rows(signs: Placed) -> NDArray[np.int64]:
    """The number of the row of each sign, from the top."""
    order = np.argsort(signs.base, kind="stable")
    base, size = signs.base[order], signs.size[order]
    fresh = np.diff(base) > _ROW * np.maximum(size[1:], size[:-1])
    row = np.zeros(len(order), np.int64)
    row[order[1:]] = np.cumsum(fresh)
    return row


def _parts(signs: Placed, row: NDArray[np.int64], order: NDArray[np.int64]) -> NDArray[np.bool_]:
    """Behind which signs, in order, a row ends, or its column."""
    before, after = order[:-1], order[1:]
    wide = signs.x0[after] - signs.x1[before] > _GAP * np.maximum(signs.size[after], signs.size[before])
    ends: NDArray[np.bool_] = (row[after] != row[before]) | wide
    return ends


def _leftward(kind: NDArray[np.int8]) -> list[tuple[int, int]]:
    """The stretches, ends included, of a row that are written to the left: with the figures and signs between their
    letters, and beside them where all of the row is."""
    strong = np.flatnonzero((kind == _LEFT) | (kind == _RIGHTWARD))
    left = kind[strong] == _LEFT
    if not left.any():
        return []
    if left.all():
        return [(0, len(kind) - 1)]
    edges = np.flatnonzero(np.diff(np.concatenate([[False], left, [False]]).astype(np.int8))).tolist()
    return [(int(strong[a]), int(strong[b - 1])) for a, b in zip(edges[::2], edges[1::2], strict=True)]


def _mirror(
    which: NDArray[np.int64], kind: NDArray[np.int8], extent: tuple[NDArray[np.float32], NDArray[np.float32]]
) -> None:
    """Mirror signs, in their order from the left, within their extent; numbers among them keep their direction."""
    x0, x1 = extent
    low, high = float(x0[which].min()), float(x1[which].max())
    x0[which], x1[which] = low + high - x1[which], low + high - x0[which]
    if which[0] > which[-1]:  # PDFium has turned them around one by one: letters of a ligature, on one spot, as well
        spot = np.flatnonzero(x0[which[1:]] == x0[which[:-1]])
        x0[which[spot]] += _NUDGE
    figure = kind[which] == _FIGURE
    number = figure.copy()
    number[1:-1] |= figure[:-2] & figure[2:] & (kind[which][1:-1] == _NEUTRAL)  # 1,250
    edges = np.flatnonzero(np.diff(np.concatenate([[False], number, [False]]).astype(np.int8))).tolist()
    for first, last in zip(edges[::2], edges[1::2], strict=True):
        part = which[first:last]
        low, high = float(x0[part].min()), float(x1[part].max())
        x0[part], x1[part] = low + high - x1[part], low + high - x0[part]


def _bracket(code: NDArray[np.uint32], stretch: NDArray[np.int64], around: tuple[int, int]) -> None:
    """Make the brackets on either side of words written to the left open before and close behind them."""
    for place, turned in zip(around, (_OPENING, _CLOSING), strict=True):
        if 0 <= place < len(stretch):
            sign = stretch[place]
            code[sign] = turned.get(int(code[sign]), code[sign])
