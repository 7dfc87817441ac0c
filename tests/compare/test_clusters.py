"""Which rows tell the same fact."""

from __future__ import annotations

import pytest

from policyfacts.tables.cells import Row
from tests.compare.made import compared, fact, fund, partnership


def together(table: str, *rows: Row) -> bool:
    """Whether all rows are in one cluster."""
    return len({row["cluster"] for row in compared(table, *rows).rows("clusters")}) == 1


@pytest.mark.parametrize(
    ("other", "same"),
    [
        ({"country": "CHN", "counterparty": "PER"}, True),
        ({"level": "comprehensive-strategic"}, False),
        ({"country": "CHL"}, False),
        ({"date": "2008", "status": "proposed"}, True),
    ],
)
def test_partnerships(other: dict[str, str], same: bool) -> None:
    assert together("partnerships", partnership("a", date="2010"), partnership("b", **other)) is same


@pytest.mark.parametrize(
    ("left", "right", "same"),
    [
        ({"amount": "20"}, {"amount": "90"}, True),
        ({"name": "Tidewater Fund, phase I"}, {"name": "Tidewater Fund, phase II"}, False),
        ({"name": "Tidewater Fund"}, {"name": "Sandbank Fund"}, False),
        ({"recipients": "PER"}, {"recipients": "CHL"}, False),
        ({"recipients": "PER"}, {"recipients": "LAC"}, True),
        ({"providers": "China Development Bank"}, {"providers": "CHN"}, True),
        (
            {"name": "loan", "kind": "loan", "amount": "1680000000", "date": "2010-06", "recipients": "ECU"},
            {"name": "credit", "kind": "loan", "amount": "1700000000", "date": "2010", "recipients": "ECU"},
            True,
        ),
        (
            {"name": "loan", "kind": "loan", "amount": "1680000000", "date": "2010", "recipients": "ECU"},
            {"name": "loan", "kind": "loan", "amount": "1680000000", "date": "2016", "recipients": "ECU"},
            False,
        ),
        ({"name": "loan", "kind": "loan"}, {"name": "loan", "kind": "loan"}, False),
    ],
)
def test_funds(left: dict[str, str], right: dict[str, str], same: bool) -> None:
    assert together("funds", fund("a", **left), fund("b", **right)) is same


@pytest.mark.parametrize(
    ("left", "right", "same"),
    [
        ({"event": "signed", "date": "2009-04-28"}, {"event": "in force", "date": "2010-03-01"}, True),
        ({"parties": "CHN; PER"}, {"parties": "CHL; CHN"}, False),
        ({"kind": "treaty"}, {"kind": "contract"}, False),
        (
            {"title": "memorandum", "kind": "memorandum of understanding"},
            {"title": "declaration", "kind": "declaration"},
            False,
        ),
    ],
)
def test_agreements(left: dict[str, str], right: dict[str, str], same: bool) -> None:
    told = {"title": "free trade agreement", "kind": "free trade agreement", "parties": "CHN; PER"}
    rows = [fact("agreements", doc, **{**told, **cells}) for doc, cells in (("a", left), ("b", right))]
    assert together("agreements", *rows) is same


@pytest.mark.parametrize(
    ("left", "right", "same"),
    [
        ({}, {}, True),
        ({"name": "21st session of the Karlo Forum"}, {"name": "22nd session of the Karlo Forum"}, False),
        ({"date": "2018-01"}, {"date": "2018-01-22"}, True),
        ({"date": "2018-01"}, {"date": "2019-01"}, False),
        ({"place": "Lima"}, {"place": "Quito"}, False),
        (
            {"name": "summit meeting", "participants": "CHN; PER", "date": "2024-11"},
            {"name": "summit meeting", "participants": "CHN; MEX", "date": "2024-11"},
            False,
        ),
    ],
)
def test_meetings(left: dict[str, str], right: dict[str, str], same: bool) -> None:
    told = {"name": "Karlo Forum", "date": "2018-01-22", "participants": "CHN; CELAC"}
    rows = [fact("meetings", doc, **{**told, **cells}) for doc, cells in (("a", left), ("b", right))]
    assert together("meetings", *rows) is same


def test_a_vague_name_does_not_chain_what_contradicts() -> None:
    rows = [fund("a", name="Karlo Fund, phase I"), fund("b", name="Karlo Fund"), fund("c", name="Karlo Fund, phase II")]
    found = {row["doc"]: row["cluster"] for row in compared("funds", *rows).rows("clusters")}
    assert found["a"] != found["c"]


def test_each_row_says_why_it_is_where_it_is() -> None:
    rows = compared("funds", fund("a", name="Karlo Fund"), fund("b", name="the Fund of Karlo")).rows("clusters")
    assert all(row["score"] and row["why"] for row in rows)
    assert {row["label"] for row in rows} == {"the Fund of Karlo"}
