"""Meetings as reports, resolutions and briefs tell them: the cases of ``tests/cases/meetings.toml``."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from tests.builders import make_paper
from tests.cases import cases
from tests.facts.told import rows_of

CASES = cases("meetings")


def _passages(case: dict[str, Any]) -> list[str]:
    return [case["text"]] if isinstance(case["text"], str) else case["text"]


@pytest.mark.parametrize("case", CASES, ids=[" ".join(_passages(case))[:70] for case in CASES])
def test_meetings(case: dict[str, Any]) -> None:
    paper = replace(make_paper(_passages(case)), published=case.get("published", ""))
    found = rows_of("meetings", paper)
    told = [{c: row.get(c, "") for c in want} for row, want in zip(found, case["rows"], strict=False)]
    assert told == case["rows"]
    assert len(found) == len(case["rows"]), found
