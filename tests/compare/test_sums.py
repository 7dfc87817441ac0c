"""Sums: each sum of money once, and what is left out says why."""

from __future__ import annotations

import re

import pytest

from policyfacts.tables.cells import Row
from tests.compare.made import compared, fund

BILLION = "000000000"


def told(*rows: Row) -> tuple[dict[tuple[str, str], str], list[str]]:
    """(status, currency) -> the sum counted, and why each other row was left out."""
    found = compared("funds", *rows).rows("sums")
    counted = {(row["status"], row["currency"]): row["amount"] for row in found if row["outcome"] == "counted"}
    return counted, [row["why"] for row in found if row["outcome"] == "left out"]


def money(doc: str = "a", amount: str = "5", **cells: str) -> Row:
    """So many billions for Peru, pledged in 2014."""
    told = {"name": "Karlo Fund", "event": "pledged", "date": "2014-07", "recipients": "PER", "scope": "total"}
    return fund(doc, **{**told, "amount": f"{amount}{BILLION}", **cells})


@pytest.mark.parametrize(
    ("rows", "counted", "reason"),
    [
        ([money("a"), money("b")], {("pledged", "USD"): "5"}, "the same fund in another paper"),
        ([money("a"), money("a", page="2")], {("pledged", "USD"): "5"}, "the same fund told twice"),
        (
            [money("a"), money("a", "2", event="disbursed", date="2016")],
            {("disbursed", "USD"): "2"},
            "pledged: the same money, disbursed, is counted",
        ),
        ([money("a"), money("a", "2", scope="contribution")], {("pledged", "USD"): "5"}, r"a part \(contribution\)"),
        ([money("a"), money("a", "2", scope="first phase")], {("pledged", "USD"): "5"}, r"a part \(first phase\)"),
        (
            [money("a", "66", currency="CNY", quote="x"), money("a", "10", quote="x")],
            {("pledged", "CNY"): "66"},
            "the same money in another currency",
        ),
        ([money("a", certainty="hypothetical")], {}, "only hypothetical"),
        (
            [
                money("a", "7", name="package", kind="package", quote="7, of which 3 for loans and 4 for grants"),
                money("a", "3", name="loans", kind="loan", quote="7, of which 3 for loans and 4 for grants"),
                money("a", "4", name="grants", kind="grant", quote="7, of which 3 for loans and 4 for grants"),
            ],
            {("pledged", "USD"): "7"},
            "a part of what is counted",
        ),
    ],
)
def test_nothing_is_counted_twice(rows: list[Row], counted: dict[tuple[str, str], str], reason: str) -> None:
    found, why = told(*rows)
    assert found == {key: f"{amount}{BILLION}" for key, amount in counted.items()}
    assert len(why) == len(rows) - len(counted)
    assert all(re.search(reason, one) for one in why)


def test_parts_of_several_givers_are_added_where_no_whole_is_told() -> None:
    counted, why = told(*(money("a", scope="contribution", providers=giver) for giver in ("DEU", "FRA", "JPN")))
    assert counted == {("pledged", "USD"): f"15{BILLION}"}
    assert why == []


def test_currencies_are_never_added() -> None:
    counted, _ = told(money("a"), money("a", name="Merin Fund", currency="EUR"))
    assert counted == {("pledged", "USD"): f"5{BILLION}", ("pledged", "EUR"): f"5{BILLION}"}


def test_an_umbrella_gives_way_to_what_it_covers() -> None:
    umbrella = money(
        "a", "180", name="loans to African states", kind="loan", date="2000/2023", recipients="Africa", providers="CHN"
    )
    loans = [
        money(
            "b",
            amount,
            name=f"loan for the {place} dam",
            kind="loan",
            recipients=code,
            providers="China Development Bank",
        )
        for amount, place, code in (("2", "Karlo", "KEN"), ("3", "Merin", "ZMB"))
    ]
    rows = compared("funds", umbrella, *loans).rows("sums")
    assert [row["recipient"] for row in rows if row["outcome"] == "counted"] == ["KEN", "ZMB"]
    (left_out,) = (row for row in rows if row["outcome"] == "left out")
    assert left_out["fact_ids"] == umbrella["fact_id"]
    assert left_out["why"].startswith("an umbrella over 2 sums")


def test_recipients_years_and_status_are_apart() -> None:
    rows = compared(
        "funds", money("a"), money("a", name="Merin Fund", date="2015"), money("a", name="Tolo Fund", recipients="CHL")
    ).rows("sums")
    assert {(row["recipient"], row["year"]) for row in rows} == {("PER", "2014"), ("PER", "2015"), ("CHL", "2014")}
    assert all(row["fact_ids"] and row["docs"] for row in rows)
