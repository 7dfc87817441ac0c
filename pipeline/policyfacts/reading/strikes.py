"""What is struck out: a line is drawn through it."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from policyfacts.reading.lines import Sheet

_LOW, _HIGH = 0.1, 0.48
"""Ems above the baseline between which a line goes through small letters."""
_BEYOND = 4.0
"""Ems by which it may begin before the words or end behind them; rules of tables are longer."""


def struck(sheet: Sheet) -> NDArray[np.bool_] | None:
    """Which signs of a sheet's stream a level line goes through; ``None`` where there is none."""
    rules, stream = sheet.drawn.across, sheet.stream
    if not len(rules) or not len(stream.first):
        return None
    above = stream.segment_base[:, None] - rules[:, 1]
    em = stream.segment_size[:, None]
    through = (above > _LOW * em) & (above < _HIGH * em)
    through &= (rules[:, 0] > stream.box[:, :1] - _BEYOND * em) & (rules[:, 2] < stream.box[:, 2:3] + _BEYOND * em)
    if not through.any():
        return None
    result = np.zeros(len(stream.code), bool)
    for segment, rule in np.argwhere(through).tolist():
        signs = slice(int(stream.first[segment]), int(stream.last[segment]))
        middle = (stream.x0[signs] + stream.x1[signs]) / 2
        result[signs] |= (middle > rules[rule, 0]) & (middle < rules[rule, 2])
    return result if result.any() else None
