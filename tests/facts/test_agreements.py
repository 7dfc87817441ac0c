"""Agreements told in sentences: what, of what kind, between whom, when, and what became of it (``cases``)."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest

from policyfacts.facts import facts
from policyfacts.language.syntax import DEFAULT_PARSER
from tests.builders import make_paper
from tests.facts.told import told

CASES: list[dict[str, Any]] = tomllib.loads(
    (Path(__file__).parent.parent / "cases" / "agreements.toml").read_text(encoding="utf-8")
)["case"]
OPENINGS = {"": "", "china": "China has many friends. China trades with all of them. China lends to some."}


@pytest.mark.parametrize("case", CASES, ids=[" ".join(case["text"])[:60] for case in CASES])
def test_agreements(case: dict[str, Any]) -> None:
    columns = list(dict.fromkeys(column for row in case["rows"] for column in row)) or ["title"]
    about, published = OPENINGS[case.get("about", "")], case.get("published", "")
    found = _cut(told("agreements", *case["text"], about=about, published=published), columns)
    expected = _cut(case["rows"], columns)
    if case.get("among"):
        found = [row for row in found if row in expected]
    assert found == expected, case.get("shows", "")


def test_every_slot_is_proved_by_words_of_the_text() -> None:
    paper = make_paper(["China and Pakistan signed a free trade agreement on 24 November 2006."])
    found = [fact for fact in facts(paper, parser=DEFAULT_PARSER) if fact.table == "agreements"]
    assert found
    for fact in found:
        for slot in fact.slots.values():
            assert slot.spans
            assert all(paper.text[span.start : span.end].strip() for span in slot.spans)


def _cut(rows: list[dict[str, str]], columns: list[str]) -> list[tuple[str, ...]]:
    """The values of ``columns`` of each row, in an order that tells nothing; parties sorted."""
    return sorted(
        tuple("; ".join(sorted(row.get(c, "").split("; "))) if c == "parties" else row.get(c, "") for c in columns)
        for row in rows
    )
