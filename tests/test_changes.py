"""What is new, gone and changed between two states of a paper."""

from __future__ import annotations

import pytest

from policyfacts.changes import changes, tally

Fund = tuple[str, str, str]  # name, amount, date


def _rows(*funds: Fund) -> dict[str, list[dict[str, str]]]:
    return {
        "funds": [
            {"doc": "a", "page": "1", "name": name, "amount": amount, "date": date, "fact_id": f"a:funds:{number}"}
            for number, (name, amount, date) in enumerate(funds)
        ]
    }


DAM, ROAD = ("Dam Fund", "10", "2016"), ("Road Fund", "20", "2017")


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        ([DAM, ROAD], [ROAD, DAM], []),  # neither order nor the row's name is a difference
        ([], [DAM], [("new", "Dam Fund", {})]),
        ([DAM], [], [("gone", "Dam Fund", {})]),
        ([DAM], [("Dam Fund", "12", "2016")], [("changed", "Dam Fund", {"amount": ("10", "12")})]),
        ([DAM], [ROAD], [("gone", "Dam Fund", {}), ("new", "Road Fund", {})]),
        ([DAM, DAM], [DAM], [("gone", "Dam Fund", {})]),
        ([DAM], [DAM, DAM], [("new", "Dam Fund", {})]),
        (
            [DAM, ("Dam Fund", "30", "2018")],
            [("Dam Fund", "31", "2018"), ("Dam Fund", "10", "")],
            [
                ("changed", "Dam Fund", {"date": ("2016", "")}),
                ("changed", "Dam Fund", {"amount": ("30", "31")}),
            ],
        ),
        ([DAM], [("Dam Fund", "12", "2016"), DAM], [("new", "Dam Fund", {})]),
    ],
)
def test_changes(before: list[Fund], after: list[Fund], expected: list[tuple[str, str, dict[str, object]]]) -> None:
    found = list(changes("a", _rows(*before), _rows(*after)))
    assert [(change.kind, change.row["name"], change.what) for change in found] == expected


def test_a_tally_counts_the_tables_asked_for() -> None:
    found = list(changes("a", {}, {**_rows(DAM, ROAD), "dates": [{"doc": "a", "page": "1", "edtf": "2016"}]}))
    assert tally(found) == {"new": 3}
    assert tally(found, ["funds"]) == {"new": 2}
