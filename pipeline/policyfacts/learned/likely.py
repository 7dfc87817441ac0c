"""How many rows are likely right, with the interval that holds the number nine times in ten."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NamedTuple

_WIDE = 1.6449  # standard deviations on both sides of the mean that hold 90 %


class Likely(NamedTuple):
    """Of ``rows`` rows ``right`` are likely right; between ``low`` and ``high``, nine times in ten."""

    rows: int
    right: float
    low: float
    high: float


def likely_right(papers: Iterable[Sequence[float]], settings: Mapping[str, Any]) -> Likely:
    """The sum of the confidences of rows, paper by paper, with its interval.

    The variance is that of chance, greater as rows of one paper are right and wrong together (``alike``), and that of
    the mean claim itself, which is known from some papers only (``mean``); ``training.spread`` fits both.
    """
    rows, right, variance = 0, 0.0, 0.0
    for claims in papers:
        chance = math.fsum(claim * (1 - claim) for claim in claims)
        variance += chance * (1 + (len(claims) - 1) * settings["alike"]) if claims else 0.0
        rows += len(claims)
        right += math.fsum(claims)
    reach = _WIDE * math.sqrt(variance + (rows * settings["mean"]) ** 2)
    return Likely(rows, right, max(0.0, right - reach), min(float(rows), right + reach))
