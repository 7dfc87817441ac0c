"""When a quote holds a missed row, and what comes of that in totals."""

from __future__ import annotations

import pytest

from policyfacts.evaluate.alignment import align
from policyfacts.evaluate.hits import hits
from policyfacts.evaluate.judging import cells_right
from policyfacts.language import mentions
from policyfacts.schema import TABLES

FUND = {"name": "Coastal Resilience Facility", "amount": "2000000000", "date": "2018", "recipients": "PER; TON"}


@pytest.mark.parametrize(
    ("quote", "held"),
    [
        ("Norland gave $2 billion.", True),
        ("Norland gave $3 billion.", False),
        ("Tonga got it in 2018.", True),
        ("Tonga got it on 4 May 2018.", True),
        ("Tonga got it in 2019.", False),
        ("It came in 2018.", False),
        ("The Facility for Coastal Resilience grew.", True),
        ("The coastal facility grew.", False),
    ],
)
def test_hits(quote: str, held: bool) -> None:
    assert hits(FUND, quote, mentions(quote)) is held


def test_a_measure_hits_by_its_figure() -> None:
    row = {"name": "", "quantity": "450", "unit": "MW"}
    assert hits(row, "It makes 450 MW.", [])
    assert not hits(row, "It makes 45 MW.", [])


def _row(**cells: str) -> dict[str, str]:
    return {"doc": "d", "page": "1", "fact_id": "d:partnerships:1", "note": "", **cells}


def test_cells_are_right_in_the_column_that_they_stand_in() -> None:
    gold = _row(country="PER", counterparty="CHN", level="strategic", date="2017-05")
    found = _row(country="CHN", counterparty="PER", level="strategic", date="2017")
    assert cells_right(align(TABLES["partnerships"], [gold], [found]), "partnerships") == {
        ("d:partnerships:1", "country"): True,
        ("d:partnerships:1", "counterparty"): True,
        ("d:partnerships:1", "level"): True,
        ("d:partnerships:1", "date"): False,
    }
    assert not any(cells_right(align(TABLES["partnerships"], [], [found]), "partnerships").values())
