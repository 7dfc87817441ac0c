"""How far the number of right rows of a paper lies from the sum of their confidences."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from policyfacts.learned.fitting import Judged, truth
from policyfacts.learned.reliability import Floats

_DECIMALS = 4


def spread_of(rows: Sequence[Judged], claimed: Floats) -> dict[str, Any]:
    """What the interval around a sum of confidences needs (``learned.likely``).

    ``alike``: how much more rows of one paper are right or wrong together than chance makes them (the correlation of
    two of them); ``mean``: the standard error of the mean claim, papers being what is drawn.
    """
    asked = np.array([row.apart for row in rows])
    asked = asked if asked.any() else ~asked
    docs = np.array([row.doc for row in rows])[asked]
    right, claims = truth(rows)[asked], claimed[asked]
    off, chance, pairs = [], [], []
    for doc in sorted(set(docs)):
        mine = docs == doc
        each = claims[mine] * (1 - claims[mine])
        off.append(float((right[mine] - claims[mine]).sum()))
        chance.append(float(each.sum()))
        pairs.append(float(each.sum() * (mine.sum() - 1)))
    beyond = sum(o * o for o in off) - sum(chance)
    alike = max(0.0, beyond / sum(pairs)) if sum(pairs) else 0.0
    mean = float(np.sqrt(sum(o * o for o in off))) / len(claims)
    return {"alike": round(alike, _DECIMALS), "mean": round(mean, _DECIMALS)}
