"""Claims drawn to what comes true elsewhere: one slope and one step for all, and a step for each table.

Platt scaling with the tables' steps drawn towards none, so that a table with few judged rows follows the others. It
keeps the order of claims within a table, and it can be folded into the regression that it corrects: slope times
weights, steps onto the weights of the tables.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np

from policyfacts.learned.reliability import Floats

# How strongly slope and steps are drawn to 1 and 0; without tables' steps the error on documents left out is greater.
_SLOPE, _START, _TABLE = 5.0, 0.1, 5.0
_ROUNDS, _NEAR = 50, 1e-9
_FLATTEST = 0.05  # a slope below would turn the order of claims round


@dataclass(frozen=True, slots=True)
class Shift:
    """``slope`` times the log-odds, plus ``start``, plus the step of the table."""

    slope: float = 1.0
    start: float = 0.0
    tables: Mapping[str, float] = field(default_factory=dict)

    def moved(self, odds: Floats, tables: Sequence[str]) -> Floats:
        """The log-odds ``odds`` of rows of ``tables``, moved."""
        steps = np.array([self.tables.get(table, 0.0) for table in tables])
        return np.asarray(self.slope * odds + self.start + steps)


def fitted(odds: Floats, right: Floats, tables: Sequence[str], *, firm: float = 1.0) -> Shift:
    """The shift that makes claims with the log-odds ``odds`` come true on judged rows; ``firm`` draws it to none."""
    names = sorted(set(tables))
    steps = np.array([[table == name for name in names] for table in tables], float).reshape(len(odds), len(names))
    columns = np.column_stack([odds, np.ones(len(odds)), steps])
    none = np.array([1.0, 0.0, *np.zeros(len(names))])
    pull = firm * np.array([_SLOPE, _START, *np.full(len(names), _TABLE)])
    found = none.copy()

    def loss(at: Floats) -> float:
        said = columns @ at
        return float((np.logaddexp(0, said) - right * said).sum() + (pull * (at - none) ** 2).sum() / 2)

    for _ in range(_ROUNDS):  # Newton's method, with shorter steps where a whole one would lead away: the sum is convex
        claimed = probability(columns @ found)
        slope = columns.T @ (claimed - right) + pull * (found - none)
        curve = (columns * (claimed * (1 - claimed))[:, None]).T @ columns + np.diag(pull)
        step = np.linalg.solve(curve, slope)
        while loss(found - step) > loss(found) and np.abs(step).max() > _NEAR:
            step = step / 2
        found = found - step
        if np.abs(step).max() < _NEAR:
            break
    rounded = np.round(found, 6) + 0.0
    return Shift(
        max(float(rounded[0]), _FLATTEST), float(rounded[1]), dict(zip(names, rounded[2:].tolist(), strict=True))
    )


def probability(odds: Floats) -> Floats:
    """Probabilities of log-odds."""
    return np.asarray(1 / (1 + np.exp(-np.clip(odds, -700, 700))))


def log_odds(claimed: Floats, *, edge: float = 0.0005) -> Floats:
    """Log-odds of probabilities, which are kept ``edge`` away from 0 and 1."""
    inside = np.clip(claimed, edge, 1 - edge)
    return np.asarray(np.log(inside / (1 - inside)))
