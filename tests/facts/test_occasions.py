"""Meetings as reports, resolutions and briefs tell them: the cases of ``tests/cases/meetings.toml``."""

from __future__ import annotations

from typing import Any

import pytest

from tests.cases import cases
from tests.facts.told import told

CASES = cases("meetings")


def _passages(case: dict[str, Any]) -> list[str]:
    return [case["text"]] if isinstance(case["text"], str) else case["text"]


@pytest.mark.parametrize("case", CASES, ids=[" ".join(_passages(case))[:70] for case in CASES])
def test_meetings(case: dict[str, Any]) -> None:
    found = told("meetings", *_passages(case), published=case.get("published", ""))
    cut = [{c: row.get(c, "") for c in want} for row, want in zip(found, case["rows"], strict=False)]
    assert cut == case["rows"]
    assert len(found) == len(case["rows"]), found
