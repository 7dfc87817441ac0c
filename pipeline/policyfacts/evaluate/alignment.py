"""Which found row answers which gold row of a page: the optimal one-to-one alignment.

Rows of one page are paired so that the sum of their similarities is greatest (``scipy.optimize.linear_sum_assignment``,
as CEAF aligns entities). A row's similarity is the mean of its slots' similarities over the slots that either side
fills: a slot that only one side fills is 0, a slot that both leave empty does not count. Pairs below ``DETECTED`` are
no pairs: their rows are a miss and an invention.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np
from scipy.optimize import linear_sum_assignment

from policyfacts.columns import Column, Table
from policyfacts.evaluate.similarity import similarity
from policyfacts.gold import optional
from policyfacts.tables.cells import Row

DETECTED = 0.5

PAIRED_SIDES: Mapping[str, tuple[str, str]] = {"partnerships": ("country", "counterparty")}
"""Columns whose values are an unordered pair: either side may stand in either column."""

Outcome = Literal["correct", "partial", "incorrect", "missing", "spurious"]
"""What became of a slot, as MUC counts it: ``missing`` only gold fills it, ``spurious`` only the found row does."""


@dataclass(frozen=True, slots=True)
class SlotMatch:
    """One slot of a pair of rows: what both sides state, how like that is (0 to 1), and how it counts."""

    slot: str
    gold: str
    found: str
    similarity: float

    @property
    def outcome(self) -> Outcome:
        if not self.found:
            return "missing"
        if not self.gold:
            return "spurious"
        if self.similarity == 1:
            return "correct"
        return "partial" if self.similarity > 0 else "incorrect"


@dataclass(frozen=True, slots=True)
class Pair:
    """A gold row and the found row that answers it, slot by slot (slots that both leave empty are absent)."""

    gold: Row
    found: Row
    slots: tuple[SlotMatch, ...]

    @property
    def similarity(self) -> float:
        return _mean(self.slots)

    @property
    def strict(self) -> bool:
        """Whether every slot that gold fills is right."""
        return all(match.outcome in {"correct", "spurious"} for match in self.slots)


@dataclass(frozen=True, slots=True)
class Alignment:
    """One page of one fact table: pairs, gold rows without an answer, found rows without a question.

    Optional gold rows and the found rows aligned with them are in none of the three.
    """

    pairs: tuple[Pair, ...]
    missed: tuple[Row, ...]
    invented: tuple[Row, ...]


def align(table: Table, gold: Sequence[Row], found: Sequence[Row]) -> Alignment:
    """Align the gold and found rows of one page. The order of rows does not matter."""
    slots = scored_slots(table)
    golds = sorted(gold, key=lambda row: (optional(row), _key(row, slots)))
    founds = sorted(found, key=lambda row: _key(row, slots))
    grid = [[compare(table, row, other) for other in founds] for row in golds]
    weights = np.array([[_weight(row, slots) for slots in line] for row, line in zip(golds, grid, strict=True)])
    pairs: list[Pair] = []
    answered: set[int] = set()
    used: set[int] = set()
    if golds and founds:
        for i, j in zip(*linear_sum_assignment(weights, maximize=True), strict=True):
            if _mean(grid[i][j]) >= DETECTED:
                answered.add(int(i))
                used.add(int(j))
                if not optional(golds[i]):
                    pairs.append(Pair(golds[i], founds[j], grid[i][j]))
    missed = tuple(row for i, row in enumerate(golds) if i not in answered and not optional(row))
    invented = tuple(row for j, row in enumerate(founds) if j not in used)
    return Alignment(tuple(pairs), missed, invented)


def scored_slots(table: Table) -> tuple[Column, ...]:
    """The columns of a fact table that are compared."""
    return tuple(column for column in table.slots if column.compare != "none")


def compare(table: Table, gold: Row, found: Row) -> tuple[SlotMatch, ...]:
    """Compare two rows slot by slot; an unordered pair of sides is taken the way round that fits better."""
    straight = _compare(table, gold, found)
    sides = PAIRED_SIDES.get(table.name)
    if sides is None:
        return straight
    one, other = sides
    turned = {**found, one: found.get(other, ""), other: found.get(one, "")}
    crossed = _compare(table, gold, turned)
    return crossed if _mean(crossed) > _mean(straight) else straight


def _compare(table: Table, gold: Row, found: Row) -> tuple[SlotMatch, ...]:
    matches = []
    for column in scored_slots(table):
        a, b = gold.get(column.name, ""), found.get(column.name, "")
        if a or b:
            matches.append(SlotMatch(column.name, a, b, similarity(column, a, b) if a and b else 0.0))
    return tuple(matches)


def _mean(matches: Sequence[SlotMatch]) -> float:
    return sum(match.similarity for match in matches) / len(matches) if matches else 0.0


def _weight(gold: Row, slots: tuple[SlotMatch, ...]) -> float:
    """A pair's similarity; among equal sums, more pairs detected, then more of them strict, then required ones."""
    pair = _mean(slots)
    right = all(match.outcome in {"correct", "spurious"} for match in slots)
    return pair + 1e-6 * (pair >= DETECTED) + 1e-7 * right + 1e-9 * (not optional(gold))


def _key(row: Row, slots: tuple[Column, ...]) -> tuple[str, ...]:
    return tuple(row.get(column.name, "") for column in slots)
