"""Aligning the rows of a page, and counting slots as MUC does, against numbers worked out by hand."""

from __future__ import annotations

import itertools

import pytest

from policyfacts.evaluate import Scores, evaluate
from policyfacts.evaluate.alignment import align, compare
from policyfacts.evaluate.counts import Counts
from policyfacts.gold import Gold
from policyfacts.schema import FUNDS, PARTNERSHIPS
from policyfacts.tables.cells import Row
from tests.evaluate.made import gold_of, row

PORT = row(
    "funds",
    name="loan for the port",
    kind="loan",
    amount="500",
    currency="USD",
    date="2016-05",
    event="signed",
    providers="CHN",
    recipients="KEN; TZA",
)


def measured(*gold: Row, found: list[Row], table: str = "funds") -> Scores:
    return evaluate(gold_of(table, *gold), {table: found})


def slots(gold: Row, found: Row) -> dict[str, tuple[str, float]]:
    return {match.slot: (match.outcome, match.similarity) for match in compare(FUNDS, gold, found)}


def test_each_slot_has_one_outcome() -> None:
    found = {**PORT, "kind": "grant", "date": "2016", "recipients": "KEN", "event": "", "scope": "total"}
    assert slots(PORT, found) == {
        "name": ("correct", 1),
        "kind": ("incorrect", 0),
        "amount": ("correct", 1),
        "currency": ("correct", 1),
        "scope": ("spurious", 0),
        "date": ("partial", 0.5),
        "event": ("missing", 0),
        "providers": ("correct", 1),
        "recipients": ("partial", 0.5),
    }


def test_counts_of_one_pair_worked_by_hand() -> None:
    found = {**PORT, "kind": "grant", "date": "2016", "recipients": "KEN", "event": "", "scope": "total"}
    scores = measured(PORT, found=[found])
    # 4 right + 2 halves = 5 of 9 slots filled on either side: similarity 5/9, so the pair is detected
    assert scores.of("funds") == Counts(correct=1)
    assert scores.of("funds", "slot") == Counts(4, 2, 1, 1, 1, credit=1.0)
    assert scores.of("funds", "slot").precision == pytest.approx(5 / 8)
    assert scores.of("funds", "slot").recall == pytest.approx(5 / 8)
    assert scores.of("funds", "strict") == Counts(incorrect=1)
    assert scores.of("funds", "slot.date") == Counts(partial=1, credit=0.5)
    assert scores.of("funds", "slot.scope") == Counts(spurious=1)


@pytest.mark.parametrize(
    ("changes", "strict"),
    [
        ({}, True),
        ({"scope": "total", "amount_max": "600"}, True),  # gold leaves these empty
        ({"amount": "500.0"}, True),
        ({"name": "Loan for the Port"}, True),
        ({"recipients": "TZA; KEN"}, True),
        ({"date": "2016"}, False),
        ({"date": ""}, False),
        ({"recipients": "KEN"}, False),
        ({"kind": "grant"}, False),
    ],
)
def test_strict_asks_for_every_slot_that_gold_fills(changes: dict[str, str], strict: bool) -> None:
    counts = measured(PORT, found=[{**PORT, **changes}]).of("funds", "strict")
    assert (counts.correct, counts.incorrect) == (int(strict), int(not strict))


@pytest.mark.parametrize(
    ("found", "detected"),
    [
        (row("funds", name="dam", kind="loan"), 1),  # 1 of 2
        (row("funds", name="dam", kind="loan", scope="total"), 0),  # 1 of 3
        (row("funds", name="port", kind="grant"), 1),
        (row("funds", name="dam", kind="grant"), 0),
        (row("funds"), 0),
    ],
)
def test_detected_from_one_half_on(found: Row, detected: int) -> None:
    counts = measured(row("funds", name="port", kind="loan"), found=[found]).of("funds")
    assert counts == Counts(correct=detected, missing=1 - detected, spurious=1 - detected)


def test_rows_of_no_pair_count_with_all_their_slots() -> None:
    scores = measured(PORT, found=[row("funds", name="Fund of Another Kind", kind="fund", amount="3")])
    assert scores.of("funds") == Counts(missing=1, spurious=1)
    assert scores.of("funds", "slot") == Counts(missing=8, spurious=3)
    assert scores.of("funds", "strict") == Counts(missing=1, spurious=1)
    assert [miss.kind for miss in scores.misses] == ["missed row", "invented row"]


def test_the_best_sum_wins_over_the_best_pair() -> None:
    first = row("funds", name="A", kind="loan", amount="1", currency="USD")
    second = row("funds", name="A", kind="loan", amount="2", currency="EUR")
    # ``one`` is like ``first`` by 3/4 and like ``second`` by 3/4; ``two`` is like ``first`` alone by 3/4
    one = row("funds", name="A", kind="loan", amount="2", currency="USD")
    two = row("funds", name="A", kind="grant", amount="1", currency="USD")
    for gold, found in itertools.product([(first, second), (second, first)], [(one, two), (two, one)]):
        aligned = align(FUNDS, gold, found)
        assert {(pair.gold["currency"], pair.found["kind"]) for pair in aligned.pairs} == {
            ("EUR", "loan"),
            ("USD", "grant"),
        }


def test_pages_and_papers_are_never_mixed() -> None:
    scores = measured(PORT, found=[{**PORT, "page": "2"}, {**PORT, "doc": "elsewhere"}])
    assert scores.of("funds") == Counts(missing=1, spurious=1)  # the paper ``elsewhere`` has no gold at all


def test_found_rows_on_pages_not_annotated_do_not_count() -> None:
    gold = Gold({"funds": (PORT,)}, frozenset({("a", "1"), ("b", "1")}))
    found = [PORT, {**PORT, "page": "2"}, {**PORT, "doc": "b"}, {**PORT, "doc": "c"}]
    assert evaluate(gold, {"funds": found}).of("funds") == Counts(correct=1, spurious=1)


OPTIONAL = {**PORT, "note": "optional; read off a picture"}
WEAK = {**PORT, "amount": "", "currency": "", "event": ""}


@pytest.mark.parametrize(
    ("gold", "found", "expected"),
    [
        ([OPTIONAL], [], Counts()),
        ([OPTIONAL], [PORT], Counts()),
        ([OPTIONAL], [WEAK], Counts()),
        ([OPTIONAL], [PORT, PORT], Counts(spurious=1)),
        ([OPTIONAL], [row("funds", name="Other Thing", kind="fund")], Counts(spurious=1)),
        ([PORT, OPTIONAL], [PORT], Counts(correct=1)),  # the required row comes first
        ([PORT, OPTIONAL], [PORT, PORT], Counts(correct=1)),
        ([{**PORT, "event": "pledged"}, OPTIONAL], [PORT], Counts(missing=1)),  # the optional row is more like it
    ],
)
def test_optional_rows_count_on_neither_side(gold: list[Row], found: list[Row], expected: Counts) -> None:
    for order in itertools.permutations(gold):
        scores = measured(*order, found=found)
        assert scores.of("funds") == expected
        assert (scores.of("funds", "strict").gold, scores.of("funds", "strict").found) == (
            expected.gold,
            expected.found,
        )


@pytest.mark.parametrize(
    ("country", "counterparty", "correct", "incorrect"),
    [("BRA", "CHN", 4, 0), ("CHN", "BRA", 4, 0), ("CHN", "PER", 3, 1), ("PER", "CHN", 3, 1), ("PER", "IND", 2, 2)],
)
def test_two_sides_of_a_partnership_are_unordered(
    country: str, counterparty: str, correct: int, incorrect: int
) -> None:
    gold = row("partnerships", country="BRA", counterparty="CHN", level="strategic", status="established")
    scores = measured(gold, found=[{**gold, "country": country, "counterparty": counterparty}], table="partnerships")
    assert scores.of("partnerships", "slot") == Counts(correct=correct, incorrect=incorrect)


def test_one_side_missing_is_missing_whichever_column_it_would_stand_in() -> None:
    gold = row("partnerships", country="BRA", counterparty="CHN", level="strategic")
    for found in ({**gold, "country": "CHN", "counterparty": ""}, {**gold, "counterparty": ""}):
        matches = compare(PARTNERSHIPS, gold, found)
        assert sorted(match.outcome for match in matches) == ["correct", "correct", "missing"]


def test_errors_tell_page_slot_values_and_quote() -> None:
    found = {**PORT, "date": "2016", "kind": "grant", "quote": "The two sides signed in May."}
    wrong = {miss.slot: miss for miss in measured(PORT, found=[found]).misses}
    assert set(wrong) == {"date", "kind"}
    assert wrong["kind"].as_row() == {
        "table": "funds",
        "doc": "a",
        "page": "1",
        "kind": "wrong slot",
        "slot": "kind",
        "gold": "loan",
        "found": "grant",
        "quote": "The two sides signed in May.",
    }
    assert wrong["date"].kind == "partly right slot"
