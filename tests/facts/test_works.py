"""Works told in sentences: the cases of ``tests/cases/projects.toml``."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import pytest

from tests.cases import cases
from tests.facts.told import paper_of_table, rows_of, titled, told

COLUMNS = ("name", "countries", "event", "date")


@pytest.mark.parametrize("case", cases("projects"), ids=lambda case: case.get("caption") or case["told"][0][:60])
def test_works(case: Mapping[str, Any]) -> None:
    columns: Sequence[str] = case.get("columns", COLUMNS)
    further = {c for row in case["rows"] for c in ("quantity", "unit") if c in row}
    if "table" in case:
        found = rows_of("projects", paper_of_table(case["table"], case["caption"]))
    elif "title" in case:
        found = rows_of("projects", titled(case["title"], *case["told"]))
    else:
        found = told("projects", *case["told"], about=case.get("about", ""))
    assert _cut(found, columns, further) == _cut(case["rows"], columns, further)


def _cut(rows: Sequence[Mapping[str, str]], columns: Sequence[str], further: set[str]) -> list[tuple[str, ...]]:
    """The values of ``columns`` and ``further`` of each row, each row once, sorted."""
    return sorted({tuple(row.get(c, "") for c in (*columns, *sorted(further - set(columns)))) for row in rows})
