"""Some 630 passages by writers who had not seen the rules: how much of what they tell is found, table by table.

``corpus/passages`` holds them with the rows that a careful reader writes for each. Half of them, at even places in
their files, were read while rules were made, and the other half later: ``FLOORS`` says of a change whether it loses
what was won, and not how well an unseen paper is read (``docs/measured.md`` does).
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from policyfacts.evaluate.alignment import Alignment, align
from policyfacts.facts import facts
from policyfacts.schema import FACT_TABLES, TABLES
from policyfacts.tables.cells import Row
from policyfacts.values import edtf
from tests.builders import make_paper

PASSAGES = Path(__file__).resolve().parents[2] / "corpus" / "passages"
GENRES = sorted(path.stem for path in PASSAGES.glob("*.toml"))
READ = sorted({*GENRES} - {"briefs", "pages"})  # whole pages hold tables, which a plain text has not

FLOORS = {
    "partnerships": (0.88, 0.79),
    "funds": (0.60, 0.42),
    "agreements": (0.62, 0.50),
    "projects": (0.67, 0.59),
    "meetings": (0.67, 0.53),
}
"""The least F1 by table: of rows found, and of their cells."""


@cache
def passages(genre: str) -> tuple[dict[str, Any], ...]:
    """The passages of one file, in order."""
    return tuple(tomllib.loads((PASSAGES / f"{genre}.toml").read_text(encoding="utf-8"))["passage"])


def rows(passage: dict[str, Any], table: str) -> tuple[Row, ...]:
    """What ``passage`` tells of ``table``."""
    return tuple(passage.get(table, ()))


def test_there_are_passages_of_seven_kinds() -> None:
    assert GENRES == ["bodies", "briefs", "diplomacy", "finance", "pages", "scholars", "works"]
    assert sum(len(passages(genre)) for genre in GENRES) >= 650


@pytest.mark.parametrize("genre", GENRES)
def test_the_rows_are_written_as_the_schema_asks(genre: str) -> None:
    wrong = [f"{passage['text'][0][:40]}: {said}" for passage in passages(genre) for said in _faults(passage)]
    assert wrong == []


def _faults(passage: dict[str, Any]) -> Iterator[str]:
    if unknown := passage.keys() - {"text", "published", *FACT_TABLES}:
        yield f"keys {unknown}"
    for table in FACT_TABLES:
        columns = {column.name: column for column in TABLES[table].slots}
        for row in rows(passage, table):
            if unknown := row.keys() - {*columns, "note"}:
                yield f"columns {unknown} of {table}"
            if row.get("date") and not edtf.is_valid(str(row["date"])):
                yield f"date {row['date']}"
            for name, value in row.items():
                allowed = columns[name].vocabulary if name in columns else ()
                if allowed and value not in allowed:
                    yield f"{name} {value} of {table}"


def test_passages_are_read_as_well_as_before() -> None:
    fallen = []
    for table, (rows_least, cells_least) in FLOORS.items():
        found, cells = _scores(table)
        if found < rows_least or cells < cells_least:
            fallen.append(f"{table}: {found:.3f} of rows (floor {rows_least}), {cells:.3f} of cells ({cells_least})")
    assert fallen == []


def _scores(table: str) -> tuple[float, float]:
    """F1 of the rows of ``table`` in all passages, and of their cells."""
    told = [alignments[table] for alignments in _read()]
    pairs = sum(len(each.pairs) for each in told)
    missed = sum(len(each.missed) for each in told)
    invented = sum(len(each.invented) for each in told)
    cells = [match.outcome for each in told for pair in each.pairs for match in pair.slots]
    right = cells.count("correct")
    asked = len(cells) - cells.count("spurious")
    given = len(cells) - cells.count("missing")
    asked += sum(len(_filled(row, table)) for each in told for row in each.missed)
    given += sum(len(_filled(row, table)) for each in told for row in each.invented)
    return 2 * pairs / (2 * pairs + missed + invented), 2 * right / (asked + given)


def _filled(row: Row, table: str) -> list[str]:
    return [column.name for column in TABLES[table].slots if column.compare != "none" and row.get(column.name)]


@cache
def _read() -> tuple[dict[str, Alignment], ...]:
    return tuple(_aligned(passage) for genre in READ for passage in passages(genre))


def _aligned(passage: dict[str, Any]) -> dict[str, Alignment]:
    """What is found in a passage, read as a paper of its own, beside what it tells."""
    issued = [str(passage["published"])] if "published" in passage else []
    found = facts(make_paper([*issued, *passage["text"]]))
    told: dict[str, list[Row]] = {table: [] for table in FACT_TABLES}
    for fact in found:
        told[fact.table].append({name: str(slot.value) for name, slot in fact.slots.items()})
    return {table: align(TABLES[table], rows(passage, table), told[table]) for table in FACT_TABLES}
