"""Two hundred short passages that nobody wrote for the rules: how many of them are read right, table by table.

``tests/cases/strangers.toml`` holds the passages, the rows that a reader writes for one table, and the floors: the
share of each table's cases that must be right. A case is right when every expected row is found, no further row stands
in the table, and at least three quarters of the expected cells agree.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from policyfacts.evaluate.alignment import Alignment, align
from policyfacts.schema import FACT_TABLES, TABLES
from policyfacts.tables.cells import Row
from tests.facts.told import told

CASES = Path(__file__).parents[1] / "cases" / "strangers.toml"

AGREEING = 0.75
"""The least share of a case's expected cells that its found rows must repeat."""


@dataclass(frozen=True, slots=True)
class Case:
    """A passage or several, and the rows of ``table`` that a reader writes for them; none where it tells no fact."""

    table: str
    kind: str
    passages: tuple[str, ...]
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class Reading:
    """What was found for a case, and how it answers what was expected."""

    case: Case
    found: tuple[Row, ...]
    alignment: Alignment

    @property
    def right(self) -> bool:
        """Whether nothing is missed or invented, and enough of the expected cells agree."""
        if self.alignment.missed or self.alignment.invented:
            return False
        cells = [match for pair in self.alignment.pairs for match in pair.slots if match.gold]
        return sum(match.outcome == "correct" for match in cells) >= AGREEING * len(cells)

    def __str__(self) -> str:
        told_rows = "\n".join(f"    expected {row}" for row in self.case.rows) or "    expected nothing"
        found_rows = "\n".join(f"    found    {row}" for row in self.found) or "    found    nothing"
        return f"[{self.case.kind}] {' | '.join(self.case.passages)}\n{told_rows}\n{found_rows}"


@pytest.mark.parametrize("table", FACT_TABLES)
def test_strangers_are_read_at_least_as_well_as_the_floor_says(table: str) -> None:
    readings = [read(case) for case in cases() if case.table == table]
    fallen = [reading for reading in readings if not reading.right]
    share = (len(readings) - len(fallen)) / len(readings)
    listed = "\n".join(map(str, fallen))
    assert share >= floors()[table], f"{share:.3f} of {table} right; these cases fell:\n{listed}"


def test_every_table_has_forty_cases_and_ten_that_tell_nothing() -> None:
    for table in FACT_TABLES:
        of_table = [case for case in cases() if case.table == table]
        assert (len(of_table), sum(not case.rows for case in of_table)) == (40, 10)


def test_the_rows_name_columns_of_their_table() -> None:
    for case in cases():
        columns = {column.name for column in TABLES[case.table].slots} | {"note"}
        for row in case.rows:
            assert row.keys() <= columns, f"{case.passages}: {row.keys() - columns}"


def read(case: Case) -> Reading:
    """Read a case's passages as a paper of their own."""
    found = tuple(told(case.table, *case.passages))
    return Reading(case, found, align(TABLES[case.table], case.rows, found))


@cache
def cases() -> tuple[Case, ...]:
    """All cases, in the order of the file."""
    return tuple(_cases(_file()["case"]))


def floors() -> Mapping[str, float]:
    """The share of cases that must be right, by table."""
    shares: Mapping[str, float] = _file()["floors"]
    return shares


@cache
def _file() -> dict[str, Any]:
    return tomllib.loads(CASES.read_text(encoding="utf-8"))


def _cases(entries: list[dict[str, Any]]) -> Iterator[Case]:
    for entry in entries:
        passages = tuple(entry.get("passages") or [entry["text"]])
        rows = tuple({column: str(value) for column, value in row.items()} for row in entry["rows"])
        yield Case(entry["table"], entry["kind"], passages, rows)
