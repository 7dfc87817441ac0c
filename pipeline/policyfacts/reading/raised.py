"""Figures and letters that a font draws raised: the glyphs of its feature for superscripts.

They have the size and the baseline of the text around them; only the box of their ink tells.
"""

from __future__ import annotations

from collections.abc import Iterable
from ctypes import byref, c_double
from typing import Any

import numpy as np
from numpy.typing import NDArray

from policyfacts.reading.asking import get_origin, get_tight_box

_HIGH = 0.22
"""Ems above the line at which the ink of a raised sign begins; that of letters with nothing below begins at 0."""
_LONGEST = 4
"""Labels of notes have no more letters than this."""


def raised(
    text: Any, code: NDArray[np.uint32], quarter: NDArray[np.int8], size: NDArray[np.float64]
) -> NDArray[np.int64]:
    """Which figures and small letters are drawn raised; ``quarter``: the direction in which each is written in PDF
    space, -1 for those not to be asked about.

    Asked of the last figure of each number, and of letters that end a word behind a figure; of all letters that end a
    word once one is raised. Of the signs before these, as long as they are.
    """
    figure = (code >= ord("0")) & (code <= ord("9")) & (quarter >= 0)
    letter = (code >= ord("a")) & (code <= ord("z")) & (quarter >= 0)
    left, right, bottom, top, x, y = (c_double() for _ in range(6))
    places = [byref(side) for side in (left, right, bottom, top)]
    origin = byref(x), byref(y)

    def above(index: int) -> float:
        """How far above its line the ink of a sign begins."""
        get_tight_box(text, index, *places)
        get_origin(text, index, *origin)
        gaps = bottom.value - y.value, x.value - right.value, y.value - top.value, left.value - x.value
        return gaps[int(quarter[index])]

    def high(ends: Iterable[int], kind: NDArray[np.bool_], most: int) -> set[int]:
        found: set[int] = set()
        for end in ends:
            for index in range(end, max(end - most, -1), -1):
                if not kind[index] or above(index) <= _HIGH * size[index]:
                    break
                found.add(index)
        return found

    chosen = high(_ends(figure).tolist(), figure, len(code))
    chosen |= high(_behind(figure, letter), letter, _LONGEST)
    if chosen:
        chosen |= high(_ends(letter).tolist(), letter, _LONGEST)
    return np.array(sorted(chosen), np.int64)


def _ends(kind: NDArray[np.bool_]) -> NDArray[np.int64]:
    """The last sign of each stretch of a kind."""
    result = kind.copy()
    result[:-1] &= ~kind[1:]
    return np.flatnonzero(result)


def _behind(figure: NDArray[np.bool_], letter: NDArray[np.bool_]) -> list[int]:
    """The last of each few letters that stand right behind a figure."""
    found = []
    for end in (np.flatnonzero(figure[:-1] & letter[1:]) + 1).tolist():
        start = end
        while end + 1 < len(letter) and letter[end + 1] and end - start < _LONGEST:
            end += 1
        found.append(end)
    return found
