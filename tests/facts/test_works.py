"""Works told in sentences: the cases of ``tests/cases/projects.toml``."""

from __future__ import annotations

from typing import Any

import pytest

from tests.cases import cases
from tests.facts.told import told

ALWAYS = ("name", "countries", "event", "date")


@pytest.mark.parametrize("case", cases("projects"), ids=lambda case: case["told"][0][:60])
def test_works(case: dict[str, Any]) -> None:
    wanted = [dict.fromkeys(ALWAYS, "") | row for row in case["rows"]]
    found = told("projects", *case["told"], about=case.get("about", ""))
    columns = [tuple(row) for row in wanted]
    cut = [{c: row.get(c, "") for c in (columns[i] if i < len(columns) else ALWAYS)} for i, row in enumerate(found)]
    assert cut == wanted
