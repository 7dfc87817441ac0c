"""How reliable the confidence is on documents left out, next to what needs no model."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from policyfacts.learned.fitting import FOLDS, Judged, Predict, by_constant, by_rule, by_table, held_out, truth
from policyfacts.learned.reliability import Bin, Floats, bins, brier, calibration_error, perfect_error

MODEL = "model"
HIGH = 0.8
# How far the error may lie above that of claims that are perfectly true, and how often rows above .8 must be right.
GOAL_ABOVE, GOAL_RIGHT = 0.03, 0.85

_RIVALS: tuple[tuple[str, Predict], ...] = (
    ("one rate for all", by_constant),
    ("a rate for each table", by_table),
    ("a rate for each rule", by_rule),
)


@dataclass(frozen=True, slots=True)
class Line:
    """One way of giving confidence, or one table of the model's: its error of calibration, that of perfect claims, its
    Brier score, and how many rows it gives more than ``HIGH``, with the share of them that is right (None where there
    are none)."""

    name: str
    rows: int
    error: float
    perfect: float
    brier: float
    high: int
    high_right: float | None

    @property
    def reached(self) -> bool:
        """Whether it does what is asked: facts above .8 are at least .85 right, and the error is at most .03 above that
        of perfect claims."""
        near = self.error <= self.perfect + GOAL_ABOVE
        return near and (self.high_right is None or self.high_right >= GOAL_RIGHT)


@dataclass(frozen=True, slots=True)
class Report:
    """The model and its rivals over all rows; the model table by table; its reliability in bins."""

    rivals: tuple[Line, ...]
    tables: tuple[Line, ...]
    bins: list[Bin]

    def as_text(self) -> str:
        """The report as lines of text."""
        head = f"{'':24}{'rows':>6}{'ECE':>8}{'perfect':>9}{'Brier':>8}{'> .8':>7}{'right':>8}"
        lines = [_text(line) for line in self.rivals]
        tables = [_text(line) for line in self.tables]
        parts = [f"{part.claimed:22.2f} ->{part.right:6.2f}{part.rows:8}" for part in self.bins]
        return "\n".join([head, *lines, "model, table by table", *tables, "claimed, right, rows", *parts])

    def as_card(self) -> dict[str, Any]:
        """The report as a model's card holds it."""
        return {
            "by": f"leaving documents out, one by one or in {FOLDS} parts; ECE over 10 bins of equal mass, over 5 for "
            "single tables",
            "goal": f"ECE at most {GOAL_ABOVE} above that of perfect claims; above {HIGH} at least {GOAL_RIGHT} right",
            "model and rivals": {line.name: _card(line) for line in self.rivals},
            "model, table by table": {line.name: _card(line) for line in self.tables},
            "reliability": [
                {"rows": part.rows, "claimed": round(part.claimed, 3), "right": round(part.right, 3)}
                for part in self.bins
            ],
        }


def scored(rows: Sequence[Judged], claimed: Floats) -> Report:
    """Score what a model claims of rows, each from a fit that has not seen its document, beside what needs no model.

    Where some rows stand apart, only those are scored: what is claimed of other papers is what matters.
    """
    asked = np.array([row.apart for row in rows])
    asked = asked if asked.any() else ~asked
    apart = [row for row, mine in zip(rows, asked, strict=True) if mine]
    claims = {MODEL: claimed[asked]}
    claims |= {name: held_out(rows, predict, asked=apart) for name, predict in _RIVALS}
    right = truth(apart)
    tables = np.array([row.table for row in apart])
    lines = [
        _line(name, claims[MODEL][tables == name], right[tables == name], count=5)
        for name in dict.fromkeys(row.table for row in apart)
    ]
    return Report(
        tuple(_line(name, claim, right) for name, claim in claims.items()),
        tuple(lines),
        bins(claims[MODEL], right),
    )


def _line(name: str, claimed: Floats, right: Floats, *, count: int = 10) -> Line:
    high = claimed > HIGH
    return Line(
        name,
        len(claimed),
        calibration_error(claimed, right, count=count),
        perfect_error(claimed, count=count),
        brier(claimed, right),
        int(high.sum()),
        float(right[high].mean()) if high.any() else None,
    )


def _text(line: Line) -> str:
    share = "" if line.high_right is None else f"{line.high_right:.3f}"
    errors = f"{line.error:8.3f}{line.perfect:9.3f}{line.brier:8.3f}"
    return f"{line.name:24}{line.rows:6}{errors}{line.high:7}{share:>8}"


def _card(line: Line) -> dict[str, Any]:
    return {
        "rows": line.rows,
        "ece": round(line.error, 3),
        "ece of perfect claims": round(line.perfect, 3),
        "brier": round(line.brier, 3),
        "above .8": line.high,
        "above .8, right": None if line.high_right is None else round(line.high_right, 3),
        "goal reached": line.reached,
    }
