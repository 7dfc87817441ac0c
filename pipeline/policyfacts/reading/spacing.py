"""Where words end in text that is set loosely: letters spaced out for effect, and gaps of kerning inside numbers."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

_LOOSE = 0.4
"""Ems: in a line that writes its spaces, a narrower gap without one parts no words."""
_LOOSE_FIGURES = 0.5
"""As ``_LOOSE``, between the figures of a number."""
_SPACES = 2
"""A piece of text with so many spaces writes them all."""
_TRACKED = 0.12
"""Ems: where half of the gaps are wider than this, the letters are spaced out."""
_FULL = 0.2
"""Ems by which the gap between two words is wider than that between spaced letters."""
_LETTERS = 6
"""So few signs do not tell how they are spaced."""
_UNIFORM = 0.7


@dataclass(frozen=True, slots=True)
class Row:
    """Printed signs (n,) in order, each of the text object ``piece``.

    What stands before all but the first (n - 1,): the ``gap`` in ems, whether it is ``inside`` a row, and whether a
    space is ``written`` there in the file.
    """

    code: NDArray[np.uint32]
    piece: NDArray[np.int64]
    gap: NDArray[np.float32]
    inside: NDArray[np.bool_]
    written: NDArray[np.bool_]


def closed(row: Row, parted: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """Which of the gaps (n - 1,) that are ``parted`` part no words after all."""
    loose = parted & row.inside & ~row.written
    none = np.zeros(len(parted), bool)
    if not loose.any():
        return none
    same = row.piece[1:] == row.piece[:-1]
    spaces = np.bincount(row.piece[1:][row.written & same], minlength=int(row.piece.max()) + 1)
    figure = _figures(row.code)
    both = figure[1:] & figure[:-1]
    kerned = loose & same & (spaces[row.piece[1:]] >= _SPACES)
    result: NDArray[np.bool_] = kerned & (row.gap < np.where(both, _LOOSE_FIGURES, _LOOSE))
    if (loose[1:] & loose[:-1]).sum() > 1:
        result |= _spaced_out(row, loose)
    return result


def _figures(code: NDArray[np.uint32]) -> NDArray[np.bool_]:
    result: NDArray[np.bool_] = ((code >= 0x30) & (code <= 0x39)) | (code == ord(".")) | (code == ord(","))
    return result


def _spaced_out(row: Row, loose: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """Which gaps are those between letters spaced out evenly, rather than between words."""
    counts = np.bincount(row.piece)
    apart = np.concatenate([[0], np.cumsum(~row.inside)])
    # Pieces of single letters tell nothing: there the signs of one stretch of the row are looked at together.
    group = np.where(counts[row.piece] >= _LETTERS, row.piece, len(counts) + apart)[1:]
    group[~row.inside] = -1
    letter = (row.code >= ord("A")) & (row.code != 0xD7)
    result = np.zeros(len(loose), bool)
    groups, many = np.unique(group[loose], return_counts=True)
    for one in groups[many > 1].tolist():
        mine = np.flatnonzero(group == one)
        gaps = row.gap[mine[~row.written[mine]]]
        if len(gaps) + 1 < _LETTERS or letter[mine + 1].mean() < 0.6:
            continue
        usual = float(np.median(gaps))
        near = np.abs(gaps - usual) < _FULL / 2
        if usual > _TRACKED and near.mean() > _UNIFORM:
            result[mine] = loose[mine] & (row.gap[mine] < usual + _FULL)
    return result
