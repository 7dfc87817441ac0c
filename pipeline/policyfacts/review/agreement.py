"""How far two reviewers agree: Cohen's kappa on what both judged, and F1 of one's rows held against the other's."""

from __future__ import annotations

import warnings
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import combinations

from policyfacts.corrections.journal import Journal, Judgement
from policyfacts.evaluate import evaluate
from policyfacts.gold import Gold
from policyfacts.review.judged import rows_by
from policyfacts.schema import GOLD_TABLES
from policyfacts.tables.cells import Row


@dataclass(frozen=True, slots=True)
class Agreement:
    """Two reviewers, how many rows both judged, Cohen's kappa (accepted, corrected, rejected), and F1 by table.

    ``kappa`` is None where both said the same of every row, or nothing in common: chance cannot be told from agreement
    then. ``f1``: the second's rows scored against the first's, as a system's would be, over the rows both judged.
    """

    first: str
    second: str
    both: int
    same: int
    kappa: float | None
    f1: Mapping[str, float]

    def as_text(self) -> str:
        """In one line, for people."""
        kappa = "not to be told" if self.kappa is None else f"{self.kappa:.2f}"
        tables = ", ".join(f"{name} {value:.2f}" for name, value in self.f1.items())
        return (
            f"{self.first} and {self.second}: {self.both} rows judged by both, the same verdict on {self.same}; "
            f"Cohen's kappa {kappa}; F1 {tables or '-'}"
        )


def agreements(journal: Journal) -> list[Agreement]:
    """How far each two reviewers agree, by name."""
    standing = journal.standing()
    return [_agreement(first, second, standing) for first, second in combinations(sorted(standing), 2)]


def _agreement(first: str, second: str, standing: Mapping[str, Mapping[str, Judgement]]) -> Agreement:
    both = sorted(set(standing[first]) & set(standing[second]))
    verdicts = [[str(standing[who][number].verdict) for number in both] for who in (first, second)]
    same = sum(one == other for one, other in zip(*verdicts, strict=True))
    mine, theirs = ({number: standing[who][number] for number in both} for who in (first, second))
    return Agreement(first, second, len(both), same, _kappa(*verdicts), _f1(mine, theirs))


def _kappa(one: list[str], other: list[str]) -> float | None:
    if len(set(one) | set(other)) < 2:
        return None
    from sklearn.metrics import cohen_kappa_score

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return float(cohen_kappa_score(one, other))


def _f1(one: Mapping[str, Judgement], other: Mapping[str, Judgement]) -> dict[str, float]:
    tables = [name for name in GOLD_TABLES if any(judgement.table == name for judgement in one.values())]
    gold: dict[str, list[Row]] = {name: [] for name in tables}
    found: dict[str, list[Row]] = {name: [] for name in tables}
    for rows, standing in ((gold, one), (found, other)):
        for name, row in rows_by(standing):
            rows[name].append(row)
    pages = frozenset((judgement.doc, str(judgement.row["page"])) for judgement in one.values())
    scores = evaluate(Gold({name: tuple(rows) for name, rows in gold.items()}, pages), found)
    return {name: value for name in tables if (value := scores.f1(name)) is not None}
