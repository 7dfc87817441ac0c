"""Money told in sentences: what, how much, from whom, to whom, when, and what became of it (``cases/funds.toml``)."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest

from tests.facts.told import told

CASES: list[dict[str, Any]] = tomllib.loads(
    (Path(__file__).parents[1] / "cases" / "funds.toml").read_text(encoding="utf-8")
)["case"]


def _paragraphs(case: dict[str, Any]) -> list[str]:
    text = case["text"]
    return [text] if isinstance(text, str) else list(text)


@pytest.mark.parametrize("case", CASES, ids=[_paragraphs(case)[-1][:60] for case in CASES])
def test_funds(case: dict[str, Any]) -> None:
    rows = told("funds", *_paragraphs(case), about=case.get("about", ""))
    expected = case.get("rows", [])
    assert [
        {name: row.get(name, "") for name in wanted} for row, wanted in zip(rows, expected, strict=False)
    ] == expected
    assert len(rows) == len(expected)


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("Japan pledged a loan of $85 million to Laos.", ("loan", "JPN", "LAO")),
        ("France cancelled a grant of EUR 9 million to Mali.", ("grant", "FRA", "MLI")),
        ("India extended a line of credit of USD 500 million to Sri Lanka.", ("credit line", "IND", "LKA")),
    ],
)
def test_the_plainest_sentences_are_read_without_a_parser(sentence: str, expected: tuple[str, ...]) -> None:
    (row,) = told("funds", sentence, parser="none")
    assert (row["kind"], row["providers"], row["recipients"]) == expected
