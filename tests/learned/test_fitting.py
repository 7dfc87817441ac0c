"""The model learns what the rows hold, and is judged on documents that it has not seen."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import pytest

from policyfacts.learned.fitting import Judged, Predict, by_constant, by_model, by_rule, by_table, fit, held_out, truth
from policyfacts.learned.reliability import Floats, brier, calibration_error
from tests.learned.rows import made

ROWS = made()


def test_the_model_tells_sure_rules_from_wild_ones() -> None:
    many = [*ROWS] * 3  # as many rows as outweigh the shrinkage
    claimed = held_out(many, by_model)
    sure = np.array([row.rule.endswith("sure") for row in many])
    assert claimed[sure].min() > 0.75
    assert claimed[~sure].max() < 0.55
    assert calibration_error(claimed, truth(many), count=4) < 0.1  # drawn to the middle: few features, much shrinkage
    assert brier(claimed, truth(many)) < brier(held_out(many, by_table), truth(many))


def test_no_document_is_judged_by_what_was_fitted_on_it() -> None:
    seen: list[tuple[set[str], set[str]]] = []

    def predict(known: Sequence[Judged], asked: Sequence[Judged]) -> Floats:
        seen.append(({row.doc for row in known}, {row.doc for row in asked}))
        return np.full(len(asked), 0.5)

    held_out(ROWS, predict)
    assert len(seen) == 8
    assert all(len(asked) == 1 and not asked & known for known, asked in seen)


def _row(table: str, rule: str, *, right: bool) -> Judged:
    return Judged("paper", table, rule, {}, right)


@pytest.mark.parametrize(
    ("predict", "table", "rule", "claimed"),
    [
        (by_constant, "funds", "funds/a", 0.5),
        (by_table, "funds", "funds/a", 0.75),
        (by_table, "meetings", "meetings/a", 0.25),
        (by_table, "projects", "projects/new", 0.5),
        (by_rule, "funds", "funds/a", (2 + 5 * 0.75) / 7),
        (by_rule, "funds", "funds/a+nsubj-lend", (2 + 5 * 0.75) / 7),
        (by_rule, "funds", "funds/new", 0.75),
    ],
)
def test_rivals(predict: Predict, table: str, rule: str, claimed: float) -> None:
    told = {"funds": ("a+", "a+", "b+", "b-"), "meetings": ("a+", "a-", "b-", "b-")}
    known = [_row(table, f"{table}/{sign[0]}", right=sign[1] == "+") for table, signs in told.items() for sign in signs]
    assert predict(known, [_row(table, rule, right=False)]) == pytest.approx([claimed])


def test_evidence_never_seen_changes_nothing() -> None:
    model = fit(ROWS)
    known = {"table=funds": 1.0, "rule=sure": 1.0}
    assert model.predict_proba([known]) == pytest.approx(model.predict_proba([{**known, "rule=new": 1.0}]))


def _gaps_apart() -> tuple[Sequence[Judged], Floats, Floats]:
    """Rows apart that come true half as often, what is claimed of them, and what would be if they counted once."""
    draw = random.Random(7)
    apart = [
        replace(row, doc=f"apart-{number % 10}", apart=True, right=row.right and draw.random() < 0.5)
        for number, row in enumerate(made(200))
    ]
    rows = [*ROWS, *apart]
    as_ever = [replace(row, apart=False) for row in rows]
    return apart, held_out(rows, by_model, asked=apart), held_out(as_ever, by_model, asked=apart)


def test_claims_are_drawn_to_what_comes_true_on_papers_apart() -> None:
    apart, drawn, as_ever = _gaps_apart()
    right = truth(apart).mean()
    assert abs(drawn.mean() - right) < abs(as_ever.mean() - right) / 2
    assert brier(drawn, truth(apart)) < brier(as_ever, truth(apart))


def test_claims_on_papers_apart_are_within_a_twentieth_of_the_truth() -> None:
    apart, drawn, as_ever = _gaps_apart()
    right = truth(apart).mean()
    assert abs(drawn.mean() - right) < 0.05 < abs(as_ever.mean() - right)
