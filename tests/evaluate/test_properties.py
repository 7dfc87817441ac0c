"""What holds for any gold and any answer."""

from __future__ import annotations

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from policyfacts.columns import Column
from policyfacts.evaluate import Scores, evaluate
from policyfacts.evaluate.counts import Counts
from policyfacts.gold import Gold
from policyfacts.schema import GOLD_TABLES, TABLES
from policyfacts.tables.cells import Row

_DATES = ("2016", "2016-11-17", "2016-11", "2007/2009", "197X", "2021-33")
_NAMES = ("Silk Road Fund", "Fund", "loan for the port", "AIIB", "Asian Infrastructure Investment Bank", "Lake dam")
_CODES = ("CHN", "BRA", "CHN; BRA", "BRA; PER; CHN")
_PLACES = [(doc, page) for doc in "abc" for page in "12"]


def cells(column: Column) -> st.SearchStrategy[str]:
    if column.vocabulary:
        values: tuple[str, ...] = column.vocabulary[:3]
    elif column.compare == "edtf":
        values = _DATES
    elif column.kind in {"number", "integer"}:
        values = ("1", "20", "300")
    elif column.compare == "name":
        values = _NAMES
    else:
        values = _CODES
    return st.sampled_from(values if column.required else ("", *values))


@st.composite
def rows(draw: st.DrawFn, table: str, *, notes: tuple[str, ...] = ("",)) -> list[Row]:
    """Rows that a table could hold, each with at least one slot filled."""
    made = []
    for _ in range(draw(st.integers(0, 6))):
        doc, page = draw(st.sampled_from(_PLACES))
        row = {column.name: draw(cells(column)) for column in TABLES[table].slots}
        first = next(column for column in TABLES[table].slots if column.compare != "none")
        row[first.name] = row[first.name] or draw(cells(first).filter(bool))
        made.append({"doc": doc, "page": page, **row, "note": draw(st.sampled_from(notes))})
    return made


@st.composite
def cases(draw: st.DrawFn) -> tuple[str, list[Row], list[Row]]:
    """A table, gold rows (some optional), and found rows of which some are gold's."""
    table = draw(st.sampled_from(GOLD_TABLES))
    gold = draw(rows(table, notes=("", "", "optional")))
    found = draw(rows(table))
    if gold:
        found += [{**row, "note": ""} for row in draw(st.lists(st.sampled_from(gold), max_size=4))]
    return table, gold, found


def measured(table: str, gold: list[Row], found: list[Row]) -> Scores:
    return evaluate(Gold({table: tuple(gold)}, frozenset(_PLACES)), {table: found})


def counts(scores: Scores) -> dict[tuple[str, str], Counts]:
    return {(table, measure): scores.of(table, measure) for table in scores.counts for measure in scores.counts[table]}


def close(one: Counts, other: Counts) -> bool:
    whole = ("correct", "partial", "incorrect", "missing", "spurious")
    same = all(getattr(one, name) == getattr(other, name) for name in whole)
    return same and one.credit == pytest.approx(other.credit)


@given(case=cases())
def test_gold_against_itself_is_right_in_every_measure(case: tuple[str, list[Row], list[Row]]) -> None:
    table, gold, _ = case
    for each in counts(measured(table, gold, gold)).values():
        assert each.f1 in {None, 1.0}
        assert (each.missing, each.spurious, each.incorrect, each.partial) == (0, 0, 0, 0)


@given(case=cases(), seed=st.integers(0, 99))
def test_the_order_of_rows_does_not_matter(case: tuple[str, list[Row], list[Row]], seed: int) -> None:
    table, gold, found = case
    order = random.Random(seed)
    one = measured(table, gold, found)
    other = measured(table, order.sample(gold, len(gold)), order.sample(found, len(found)))
    assert one.counts == other.counts
    assert one.misses == other.misses


@given(case=cases())
def test_a_corpus_split_in_two_adds_up(case: tuple[str, list[Row], list[Row]]) -> None:
    table, gold, found = case
    whole = Gold({table: tuple(gold)}, frozenset(_PLACES))
    halves = [counts(evaluate(whole.restricted(docs), {table: found})) for docs in ("a", "bc")]
    for measure, each in counts(evaluate(whole, {table: found})).items():
        assert close(each, halves[0][measure] + halves[1][measure])


@given(case=cases(), place=st.sampled_from(_PLACES))
def test_a_row_like_no_other_lowers_precision_and_leaves_recall(
    case: tuple[str, list[Row], list[Row]], place: tuple[str, str]
) -> None:
    table, gold, found = case
    column = next(column for column in TABLES[table].slots if column.compare != "none")
    wrong = dict.fromkeys(TABLES[table].gold_names, "") | {"doc": place[0], "page": place[1], column.name: "ZZZ"}
    before, after = counts(measured(table, gold, found)), counts(measured(table, gold, [*found, wrong]))
    for measure, each in after.items():
        assert each.recall == pytest.approx(before[measure].recall)
        assert (each.precision or 0) <= (before[measure].precision or 0) + 1e-12


@given(case=cases())
def test_optional_rows_are_neutral(case: tuple[str, list[Row], list[Row]]) -> None:
    """Rows that answer optional ones, and optional ones themselves, change nothing where nothing is like them."""
    table, gold, found = case
    required = [row for row in gold if "optional" not in row["note"]]
    spare = [{**row, "page": "7", "note": "optional"} for row in gold]
    whole = frozenset({*_PLACES, *((doc, "7") for doc in "abc")})
    plain = evaluate(Gold({table: tuple(required)}, whole), {table: found})
    for answers in ([], [{**row, "note": ""} for row in spare]):
        # countries are a set a page, so the same optional answer twice is one answer
        other = evaluate(Gold({table: (*required, *spare)}, whole), {table: [*found, *answers]})
        assert counts(other) == counts(plain)


@given(case=cases())
@settings(max_examples=50)
def test_counts_account_for_every_row(case: tuple[str, list[Row], list[Row]]) -> None:
    table, gold, found = case
    scores = measured(table, gold, found)
    main = scores.of(table)
    required = [row for row in gold if not row["note"]]
    if table != "countries":
        assert main.gold == len(required)
        assert len(found) - main.found in range(len(gold) - len(required) + 1)
    assert main.missing == sum(miss.kind == "missed row" for miss in scores.misses)
    assert main.spurious == sum(miss.kind == "invented row" for miss in scores.misses)
