"""Two papers say something of one slot of the same fact: the relation."""

from __future__ import annotations

import pytest

from tests.compare.made import compared, fact, fund, partnership, relations


@pytest.mark.parametrize(
    ("left", "right", "relation"),
    [
        ("2016", "2016", "agree"),
        ("2016", "2016-11-17", "refine"),
        ("2016-11", "2016-11-17", "refine"),
        ("2016-23", "2016-10", "refine"),
        ("2014~", "2015", "refine"),
        ("2015", "2017-01", "conflict"),
        ("2016-11-17", "2016-11-18", "conflict"),
        ("2010/2014", "2012/2016", "different scope"),
    ],
)
def test_dates(left: str, right: str, relation: str) -> None:
    found = compared("partnerships", partnership("a", date=left), partnership("b", date=right))
    assert relations(found, "date") == [relation]


@pytest.mark.parametrize(
    ("left", "right", "relation"),
    [
        ({"amount": "20000000000"}, {"amount": "20000000000"}, "agree"),
        ({"amount": "20000000000"}, {"amount": "20300000000"}, "refine"),
        ({"amount": "5000000000", "amount_max": "7000000000"}, {"amount": "6000000000"}, "refine"),
        ({"amount": "20000000000"}, {"amount": "30000000000"}, "conflict"),
        ({"amount": "20000000000"}, {"amount": "20000000000", "currency": "EUR"}, "different scope"),
        ({"amount": "20000000000", "scope": "total"}, {"amount": "9000000000", "scope": "annual"}, "different scope"),
        (
            {"amount": "20000000000", "event": "pledged"},
            {"amount": "3000000000", "event": "disbursed"},
            "different scope",
        ),
    ],
)
def test_amounts(left: dict[str, str], right: dict[str, str], relation: str) -> None:
    told = {"date": "2014-07", "scope": "total"}
    found = compared("funds", fund("a", **{**told, **left}), fund("b", **{**told, **right}))
    assert relations(found, "amount") == [relation]


def test_a_later_paper_revises_a_figure_that_grows() -> None:
    found = compared(
        "funds",
        fund("old", amount="20000000000", scope="total", date="2014"),
        fund("new", amount="35000000000", scope="total", date="2022"),
    )
    assert relations(found, "amount") == ["revision"]


def test_a_later_paper_with_a_higher_level_revises_it() -> None:
    found = compared(
        "partnerships",
        partnership("old", date="2008"),
        partnership("new", date="2008"),
        partnership("new", level="comprehensive-strategic", date="2023", status="upgraded"),
    )
    assert relations(found, "level") == ["agree", "revision"]


def test_milestones_of_one_project_are_no_conflict() -> None:
    rows = [
        fact("projects", doc, name="Karlo dam", countries="ECU", event=event, date=date)
        for doc, event, date in [
            ("a", "contract signed", "2009"),
            ("b", "construction started", "2010-07"),
            ("b", "completed", "2016"),
        ]
    ]
    assert "conflict" not in [row["relation"] for row in compared("projects", *rows).rows("comparisons")]


def test_a_fact_of_one_paper_has_a_single_source() -> None:
    (row,) = compared("partnerships", partnership("a", date="2008")).rows("comparisons")
    assert (row["relation"], row["left_docs"], row["right_docs"]) == ("single source", "a", "")
