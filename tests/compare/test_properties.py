"""What holds whatever the tables say: order does not matter, sides are symmetric, contained dates never conflict."""

from __future__ import annotations

import os
import random
import subprocess
import sys
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from policyfacts.compare import Comparison, compare
from policyfacts.schema import COMPARISON_TABLES, FACT_TABLES, TABLES
from policyfacts.tables import Tables
from policyfacts.tables.cells import Row
from policyfacts.values import edtf
from policyfacts.vocabularies import RELATIONS
from tests.compare.made import compared, fact, partnership, relations, tables_of

DATES = st.sampled_from(
    [
        "",
        "2014",
        "2014-07",
        "2014-07-17",
        "2014~",
        "2014/2016",
        "2015",
        "2015-01",
        "201X",
        "2014-40",
        "2016-23",
        "2013/..",
    ]
)
DOCS = st.sampled_from(["a", "b", "c", "old", "new"])
PARTNERSHIPS = st.builds(
    lambda doc, country, level, date, status: partnership(doc, country=country, level=level, date=date, status=status),
    DOCS,
    st.sampled_from(["PER", "CHL"]),
    st.sampled_from(["strategic", "comprehensive-strategic", "cooperative"]),
    DATES,
    st.sampled_from(TABLES["partnerships"].column("status").vocabulary),
)
FUNDS = st.builds(
    lambda doc, cells: fact("funds", doc, **cells),
    DOCS,
    st.fixed_dictionaries(
        {
            "name": st.sampled_from(["Karlo Fund", "Karlo Fund, phase II", "loan", "fund for Karlo", ""]),
            "kind": st.sampled_from(["fund", "loan", "aid", ""]),
            "amount": st.sampled_from(["", "5000000000", "5200000000", "20000000000"]),
            "currency": st.sampled_from(["USD", "CNY"]),
            "scope": st.sampled_from(["", *(TABLES["funds"].column("scope").vocabulary)]),
            "event": st.sampled_from(TABLES["funds"].column("event").vocabulary),
            "date": DATES,
            "providers": st.sampled_from(["", "CHN", "China Development Bank", "JPN"]),
            "recipients": st.sampled_from(["", "PER", "LAC", "PER; CHL"]),
        }
    ),
)
MEETINGS = st.builds(
    lambda doc, cells: fact("meetings", doc, **cells),
    DOCS,
    st.fixed_dictionaries(
        {
            "name": st.sampled_from(
                ["21st session of the Karlo Forum", "22nd session of the Karlo Forum", "Karlo Forum", "visit"]
            ),
            "date": DATES,
            "participants": st.sampled_from(["", "CHN; PER", "CHN; CHL", "CHN"]),
            "event": st.sampled_from(["held", "planned", "cancelled"]),
        }
    ),
)


def unique(rows: list[Row]) -> list[Row]:
    """The rows, each ``fact_id`` once."""
    return list({row["fact_id"]: row for row in rows}.values())


def everything(comparison: Comparison) -> dict[str, list[Row]]:
    """All rows of all tables."""
    return {name: comparison.rows(name) for name in COMPARISON_TABLES}


def check(table: str, rows: list[Row], seed: int) -> None:
    rows = unique(rows)
    first = compared(table, *rows)
    shuffled = rows[:]
    random.Random(seed).shuffle(shuffled)
    assert everything(compare(tables_of(table, shuffled))) == everything(first)
    assert sorted(row["fact_id"] for row in first.rows("clusters")) == sorted(row["fact_id"] for row in rows)
    assert {row["relation"] for row in first.rows("comparisons")} <= set(RELATIONS)
    known = {row["fact_id"] for row in rows}
    for row in first.rows("comparisons"):
        facts = [fact_id for side in ("left_facts", "right_facts") for fact_id in row[side].split("; ") if fact_id]
        assert facts
        assert set(facts) <= known
    for row in first.rows("comparisons"):
        if row["slot"] == "date" and row["relation"] == "conflict":
            assert not edtf.contains(row["left"], row["right"])
            assert not edtf.contains(row["right"], row["left"])


@settings(deadline=None, max_examples=60)
@given(st.lists(PARTNERSHIPS, max_size=8), st.integers(0, 99))
def test_partnerships(rows: list[Row], seed: int) -> None:
    check("partnerships", rows, seed)


@settings(deadline=None, max_examples=100)
@given(st.lists(FUNDS, max_size=8), st.integers(0, 99))
def test_funds(rows: list[Row], seed: int) -> None:
    check("funds", rows, seed)


@settings(deadline=None, max_examples=60)
@given(st.lists(MEETINGS, max_size=8), st.integers(0, 99))
def test_meetings(rows: list[Row], seed: int) -> None:
    check("meetings", rows, seed)


@settings(deadline=None, max_examples=100)
@given(st.lists(FUNDS, max_size=8))
def test_every_stated_sum_is_counted_or_left_out_once(rows: list[Row]) -> None:
    rows = unique(rows)
    told = [i for row in compared("funds", *rows).rows("sums") for i in row["fact_ids"].split("; ")]
    assert sorted(told) == sorted(row["fact_id"] for row in rows if row["amount"])


@settings(deadline=None)
@given(DATES, DATES)
def test_two_dates_compare_alike_from_either_side(x: str, y: str) -> None:
    one = compared("partnerships", partnership("a", date=x), partnership("b", date=y))
    other = compared("partnerships", partnership("a", date=y), partnership("b", date=x))
    assert relations(one, "date") == relations(other, "date")


def test_tables_without_rows_compare_to_nothing() -> None:
    assert all(not rows for rows in everything(compare(Tables({}))).values())


ANY = st.text(max_size=12) | st.sampled_from(
    ["1e400000", "-5", "NaN", "2016-13-45", "; ", "II", "CHN; ", "²", "9" * 40, "EU"]
)


@settings(deadline=None, max_examples=100)
@given(st.sampled_from(FACT_TABLES), st.data())
def test_whatever_the_cells_hold_it_compares(table: str, data: st.DataObject) -> None:
    names = [column.name for column in TABLES[table].columns if column.name not in {"doc", "fact_id"}]
    cells = st.fixed_dictionaries(dict.fromkeys(names, ANY))
    rows = [fact(table, doc, **data.draw(cells)) for doc in ("a", "b", "b")]
    found = compared(table, *unique(rows))
    assert len(found.rows("clusters")) == len(unique(rows))


def test_the_hash_seed_changes_nothing(root: Path) -> None:
    code = (
        "import sys\n"
        "from policyfacts.compare import compare\n"
        "from policyfacts.compare.annotated import read_annotated\n"
        "from policyfacts.schema import COMPARISON_TABLES\n"
        "found = compare(read_annotated(sys.argv[1]).tables)\n"
        "print([found.rows(name) for name in COMPARISON_TABLES])\n"
    )
    gold = str(root / "corpus" / "compare")
    outputs = {
        subprocess.run(
            [sys.executable, "-c", code, gold],
            env={**os.environ, "PYTHONHASHSEED": seed},
            capture_output=True,
            check=True,
        ).stdout
        for seed in ("1", "2", "3")
    }
    assert len(outputs) == 1
