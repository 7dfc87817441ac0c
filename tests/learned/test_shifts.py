"""Claims are drawn to what comes true, and keep their order."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from policyfacts.learned.fitting import regression, shifted
from policyfacts.learned.shifts import Shift, fitted, log_odds, probability
from tests.learned.rows import made


def _judged(share: float, count: int = 2000) -> tuple[np.ndarray, np.ndarray, list[str]]:
    draw = np.random.default_rng(3)
    claimed = draw.uniform(0.5, 0.95, count)
    return log_odds(claimed), (draw.random(count) < claimed * share).astype(float), ["funds"] * count


@pytest.mark.parametrize("share", [0.4, 0.7, 1.0])
def test_claims_come_true_after_a_shift(share: float) -> None:
    odds, right, tables = _judged(share)
    moved = probability(fitted(odds, right, tables).moved(odds, tables))
    assert moved.mean() == pytest.approx(right.mean(), abs=0.02)


def test_a_table_is_moved_alone_where_only_it_is_wrong() -> None:
    odds, right, _ = _judged(1.0)
    tables = ["funds" if number % 2 else "meetings" for number in range(len(odds))]
    wrong = np.where(np.array(tables) == "funds", 0.0, right)
    shift = fitted(odds, wrong, tables)
    assert shift.tables["funds"] < shift.tables["meetings"]


@given(st.floats(-0.5, 0.5), st.lists(st.tuples(st.floats(-5, 5), st.booleans()), min_size=2, max_size=30))
def test_the_order_of_claims_stays(start: float, judged: list[tuple[float, bool]]) -> None:
    odds = np.array([claim + start for claim, _ in judged])
    tables = ["funds"] * len(odds)
    shift = fitted(odds, np.array([float(right) for _, right in judged]), tables)
    moved = shift.moved(odds, tables)
    assert (np.diff(moved[np.argsort(odds, kind="stable")]) >= -1e-9).all()


def test_few_judgements_change_little() -> None:
    shift = fitted(np.array([0.5]), np.array([0.0]), ["funds"])
    assert abs(shift.slope - 1) < 0.2
    assert abs(shift.tables["funds"]) < 0.2


def test_a_shift_can_be_folded_into_the_regression() -> None:
    rows = made(100)
    shift = Shift(0.5, 0.25, {"funds": -1.0})
    plain = regression(rows, np.ones(len(rows)))
    before = plain.decision_function([row.features for row in rows])
    after = shifted(plain, shift).decision_function([row.features for row in rows])
    assert after == pytest.approx(shift.moved(before, [row.table for row in rows]), abs=1e-4)
