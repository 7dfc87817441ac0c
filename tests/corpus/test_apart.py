"""The pages that no rule was made on: annotated as the schema asks, every row on a page that is there."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from policyfacts.schema import FACT_TABLES, TABLES

APART = Path(__file__).resolve().parents[2] / "corpus" / "apart"


@pytest.mark.parametrize("table", FACT_TABLES)
def test_rows_stand_on_pages_that_are_there(table: str) -> None:
    papers = {path.stem for path in (APART / "papers").glob("*.pdf")}
    with (APART / "gold" / f"{table}.csv").open(encoding="utf-8", newline="") as lines:
        reader = csv.DictReader(lines)
        assert tuple(reader.fieldnames or ()) == TABLES[table].gold_names
        assert {row["doc"] for row in reader} <= papers
    assert len(papers) == 27
