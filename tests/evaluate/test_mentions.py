"""Mentions: multisets and sets of values, page by page, worked by hand and held against scikit-learn."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sklearn.metrics import precision_recall_fscore_support
from sklearn.preprocessing import MultiLabelBinarizer

from policyfacts.evaluate import Scores, evaluate
from policyfacts.evaluate.counts import Counts
from policyfacts.tables.cells import Row
from tests.evaluate.made import gold_of, row


def dates(*cells: str) -> list[Row]:
    """Rows from ``text=edtf``; a trailing ``!`` makes a row optional."""
    return [
        row(
            "dates",
            text=cell.partition("=")[0],
            edtf=cell.partition("=")[2].rstrip("!"),
            note="optional" * ("!" in cell),
        )
        for cell in cells
    ]


def measured(table: str, gold: list[Row], found: list[Row]) -> Scores:
    return evaluate(gold_of(table, *gold), {table: found})


@pytest.mark.parametrize(
    ("gold", "found", "expected"),
    [
        (["2019=2019"], ["2019=2019"], Counts(correct=1)),
        (["2019=2019", "2019=2019"], ["2019=2019"], Counts(correct=1, missing=1)),
        (["2019=2019"], ["2019=2019", "2019=2019"], Counts(correct=1, spurious=1)),
        (["May 2019=2019-05"], ["2019=2019"], Counts(missing=1, spurious=1)),  # containment earns nothing here
        (["2019=2019!"], ["2019=2019"], Counts()),
        (["2019=2019!"], [], Counts()),
        (["2019=2019!"], ["2019=2019", "in 2019=2019"], Counts(spurious=1)),
        (["2019=2019!", "2019=2019"], ["2019=2019"], Counts(correct=1)),
        (["FY19=2019", "2019=2019!"], ["2019=2019"], Counts(correct=1)),  # a required value first, whatever its words
        (["2019=2019"], ["2020=2020"], Counts(missing=1, spurious=1)),
    ],
)
def test_dates_are_a_multiset_a_page(gold: list[str], found: list[str], expected: Counts) -> None:
    for order in itertools.permutations(gold):
        assert measured("dates", dates(*order), dates(*found)).of("dates") == expected


def test_variants_after_semeval_2013() -> None:
    gold = dates("May 2019=2019-05", "2020=2020", "early 2021=2021", "3 June 2022=2022-06-03")
    found = dates("May 2019=2019-05", "in 2020=2020", "early 2021=2021-01", "1999=1999")
    scores = measured("dates", gold, found)
    assert scores.of("dates", "value") == Counts(correct=2, missing=2, spurious=2)
    assert scores.of("dates", "strict") == Counts(correct=1, missing=3, spurious=3)
    assert scores.of("dates", "exact") == Counts(correct=2, missing=2, spurious=2)
    assert scores.of("dates", "type") == Counts(correct=2, missing=2, spurious=2)
    assert scores.of("dates", "partial") == Counts(correct=2, partial=1, missing=1, spurious=1, credit=0.5)


def amount(value: str, **cells: str) -> Row:
    return row("amounts", **{"text": f"USD {value}", "value": value, "currency": "USD", "qualifier": "exact", **cells})


@pytest.mark.parametrize(
    ("found", "value", "qualifier"),
    [
        (amount("50"), Counts(correct=1), Counts(correct=1)),
        (amount("50.0", text="50 dollars"), Counts(correct=1), Counts(correct=1)),
        (amount("50", qualifier="at least"), Counts(correct=1), Counts(incorrect=1)),
        (amount("50", measures="other words"), Counts(correct=1), Counts(correct=1)),
        (amount("50", currency="EUR"), Counts(missing=1, spurious=1), Counts(missing=1, spurious=1)),
        (amount("50", value_max="60"), Counts(missing=1, spurious=1), Counts(missing=1, spurious=1)),
        (amount("51"), Counts(missing=1, spurious=1), Counts(missing=1, spurious=1)),
    ],
)
def test_amounts_need_value_range_and_currency_and_their_qualifier_apart(
    found: Row, value: Counts, qualifier: Counts
) -> None:
    scores = measured("amounts", [amount("50")], [found])
    assert (scores.of("amounts"), scores.of("amounts", "qualifier")) == (value, qualifier)


def test_countries_are_a_set_a_page_and_their_mentions_apart() -> None:
    gold = [row("countries", country=code, mentions=n) for code, n in [("BRA", "3"), ("CHN", "9"), ("PER", "1")]]
    gold.append(row("countries", country="PAN", mentions="1", note="optional"))
    found = [row("countries", country=code, mentions=n) for code, n in [("BRA", "3"), ("CHN", "8"), ("PAN", "4")]]
    scores = measured("countries", gold, [*found, found[0], row("countries", country="USA", mentions="1")])
    assert scores.of("countries") == Counts(correct=2, missing=1, spurious=1)
    assert scores.of("countries", "mentions") == Counts(correct=1, incorrect=1, missing=1, spurious=1)
    assert {(miss.kind, miss.slot, miss.gold, miss.found) for miss in scores.misses} == {
        ("wrong slot", "mentions", "9", "8"),
        ("missed row", "", "country=PER", ""),
        ("invented row", "", "", "country=USA"),
    }


_PAGES = st.lists(
    st.tuples(
        st.sets(st.sampled_from(["BRA", "CHN", "PER", "USA"])), st.sets(st.sampled_from(["BRA", "CHN", "PER", "USA"]))
    ),
    min_size=1,
    max_size=6,
)


@given(pages=_PAGES)
def test_countries_agree_with_scikit_learn(pages: list[tuple[set[str], set[str]]]) -> None:
    def rows(side: int) -> list[Row]:
        return [
            row("countries", page=str(number), country=code, mentions="1")
            for number, sets in enumerate(pages, start=1)
            for code in sorted(sets[side])
        ]

    counts = measured("countries", [*rows(0), row("countries", page="99", note="optional")], rows(1)).of("countries")
    labels = MultiLabelBinarizer(classes=["BRA", "CHN", "PER", "USA"])
    truth, answers = (labels.fit_transform([sets[side] for sets in pages]) for side in (0, 1))
    expected = precision_recall_fscore_support(truth, answers, average="micro", zero_division=0)[:3]
    assert [counts.precision or 0, counts.recall or 0, counts.f1 or 0] == pytest.approx(expected)
