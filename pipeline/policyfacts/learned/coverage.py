"""How much of a table was found: an estimate with its 90 % interval, from confidences and from what may be missing.

What was told is the sum of the rows' confidences and a share of the others, since a wrong row may yet answer a fact in
part. What was missed is the sum of the scores of lines that gave nothing, times the facts that one such line stands
for, and a share of what was told, for facts missed in sentences that gave another. The share found follows from both,
its interval is logit-normal: what chance alone makes of so few facts, and how far papers lie apart.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

_WIDE = 1.6449  # standard deviations on both sides of the mean that hold 90 %
LEAST = 0.5
"""Fewer facts than this, told and missed together, are none."""


@dataclass(frozen=True, slots=True)
class Estimate:
    """How many ``rows`` there are; how many of them are likely ``right``, and tell a fact at least in part (``told``);
    how many facts are likely ``missed``; the share found, with the interval that holds it nine times in ten."""

    rows: int
    right: float
    told: float
    missed: float
    share: float
    low: float
    high: float

    @property
    def facts(self) -> float:
        """How many facts there are likely to be."""
        return self.told + self.missed


def estimate(table: str, claims: Sequence[float], scores: float, settings: Mapping[str, Any]) -> Estimate:
    """The estimate for one table of one paper: the confidences of its rows, and the sum of the scores of quiet lines.

    ``settings``: as training has fitted them (``training.found``).
    """
    right = math.fsum(claims)
    told = right + settings["answers"] * (len(claims) - right)
    missed = settings["lines"].get(table, 1.0) * scores + settings["beside"].get(table, 0.0) * told
    low, high = interval(told, missed, spread=settings["spread"], clumps=settings["clumps"])
    return Estimate(len(claims), right, told, missed, _share(told, missed), low, high)


def together(estimates: Iterable[Estimate], settings: Mapping[str, Any]) -> Estimate:
    """The estimate for several papers or tables.

    Papers that lie apart make up for one another, but for what all of them have in common, of which the papers that the
    estimate was fitted on are a sample.
    """
    parts = [part for part in estimates if part.facts > 0]
    told, missed = (math.fsum(getattr(part, name) for part in parts) for name in ("told", "missed"))
    whole = told + missed
    alone = math.fsum(part.facts**2 for part in parts) / whole**2 if whole else 1.0
    spread = settings["spread"] * math.sqrt(min(1.0, alone + 1 / max(1, settings["papers"])))
    low, high = interval(told, missed, spread=spread, clumps=settings["clumps"])
    rows, right = sum(part.rows for part in parts), math.fsum(part.right for part in parts)
    return Estimate(rows, right, told, missed, _share(told, missed), low, high)


def interval(told: float, missed: float, *, spread: float, clumps: float) -> tuple[float, float]:
    """The interval of the share found; its ends are 0 and 1 where less than half a fact would be found, or missed.

    ``spread``: the standard deviation between papers, in log-odds; ``clumps``: how many facts are found or missed
    together, as the rows of one printed table are.
    """
    share, count = _share(told, missed), told + missed + 1
    chance = clumps / (count * share * (1 - share))
    reach = _WIDE * math.sqrt(chance + spread**2)
    middle = math.log(share / (1 - share))
    low, high = _probability(middle - reach), _probability(middle + reach)
    return (low if low * count >= LEAST else 0.0), (high if (1 - high) * count >= LEAST else 1.0)


def _share(told: float, missed: float) -> float:
    """Half a fact on either side keeps it off 0 and 1, where few facts say little."""
    return (told + 0.5) / (told + missed + 1)


def _probability(odds: float) -> float:
    return 1 / (1 + math.exp(-odds))
