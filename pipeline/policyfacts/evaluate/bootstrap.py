"""Intervals: the percentile bootstrap over papers.

Papers, not facts, are drawn again with replacement, since facts of one paper stand and fall together.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from policyfacts.evaluate.counts import Counts

Interval = tuple[float, float]

SAMPLES = 2000
LEVEL = 0.95


def draws(papers: int, *, samples: int = SAMPLES, seed: int = 0) -> NDArray[np.int64]:
    """How often each paper is drawn in each sample: an array (samples, papers); each row adds up to ``papers``."""
    generator = np.random.default_rng(seed)
    return generator.multinomial(papers, np.full(papers, 1 / papers), size=samples)


def intervals(counts: Sequence[Counts], drawn: NDArray[np.int64]) -> dict[str, Interval | None]:
    """The interval that holds the middle 95% of the samples, for ``precision``, ``recall`` and ``f1``.

    ``counts`` has one entry a paper. None where fewer than two papers bear on the score. Samples in which a score is
    undefined are left out.
    """
    table = np.array([(each.earned, each.gold, each.found) for each in counts], dtype=np.float64).reshape(-1, 3)
    if (table[:, 1:].sum(axis=1) > 0).sum() < 2:
        return dict.fromkeys(("precision", "recall", "f1"))
    earned, gold, found = (drawn @ table).T
    return {
        "precision": _middle(earned, found),
        "recall": _middle(earned, gold),
        "f1": _middle(2 * earned, gold + found),
    }


def _middle(top: NDArray[np.float64], bottom: NDArray[np.float64]) -> Interval | None:
    defined = bottom > 0
    if not defined.any():
        return None
    low, high = np.quantile(top[defined] / bottom[defined], [(1 - LEVEL) / 2, (1 + LEVEL) / 2])
    return float(low), float(high)
