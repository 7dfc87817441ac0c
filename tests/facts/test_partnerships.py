"""Partnerships told in sentences: who, with whom, at what level, since when, and what became of it (``cases``)."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest

from policyfacts.language.syntax import DEFAULT_PARSER
from tests.facts.told import cut, told

CHINA = "China has many friends. China trades with all of them. China lends to some."
CASES: list[dict[str, Any]] = tomllib.loads(
    (Path(__file__).parent.parent / "cases" / "partnerships.toml").read_text(encoding="utf-8")
)["case"]


@pytest.mark.parametrize("case", CASES, ids=[" ".join(case["text"])[:60] for case in CASES])
def test_partnerships(case: dict[str, Any]) -> None:
    rows = told("partnerships", *case["text"], about=CHINA if "about" in case else "")
    found = _told(rows)
    assert found == sorted(cut(case["rows"], "sides", "level", "date", "status")), case.get("shows", "")


def _told(rows: list[dict[str, str]]) -> list[tuple[str, ...]]:
    """The rows with their two sides as one cell, in any order."""
    for row in rows:
        row["sides"] = "; ".join(sorted((row["country"], row["counterparty"])))
    return sorted(cut(rows, "sides", "level", "date", "status"))


def test_the_papers_lead_is_the_counterparty() -> None:
    rows = told("partnerships", "China and Serbia announced a strategic partnership in 2009.", about=CHINA)
    assert cut(rows, "country", "counterparty") == [("SRB", "CHN")]


def test_it_stands_for_the_country_of_the_sentence_before() -> None:
    rows = told(
        "partnerships", "Belarus came late. It was named a strategic partner of China on 3 May 2013.", about=CHINA
    )
    assert cut(rows, "country", "date") == [("BLR", "2013-05-03")]


def test_the_two_neighbours_are_those_of_the_sentence_before() -> None:
    rows = told(
        "partnerships",
        "Chile had long quarrelled with Peru. The two neighbours signed a strategic partnership in 2005.",
        about=CHINA,
    )
    assert {frozenset(pair) for pair in cut(rows, "country", "counterparty")} == {frozenset(("CHL", "PER"))}


def test_one_partnership_told_twice_on_a_page_is_one_row() -> None:
    sentence = "China and Serbia announced a strategic partnership in 2009."
    assert len(told("partnerships", sentence, f"As was said, {sentence}", about=CHINA)) == 1


def test_a_capital_stands_for_its_country() -> None:
    rows = told(
        "partnerships",
        "During a visit to Minsk in May 2015, Xi proclaimed a comprehensive strategic partnership.",
        about=CHINA,
    )
    assert cut(rows, "country", "level", "date") == [("BLR", "comprehensive-strategic", "2015-05")]


def test_others_receive_the_title_told_before() -> None:
    rows = told(
        "partnerships",
        "Thailand was named a strategic cooperative partner in April 2012. "
        "Laos received the title in 2009 and Cambodia in 2010. Peru’s dates from June 2008.",
        about=CHINA,
    )
    assert cut(rows, "country", "level", "date") == [
        ("THA", "strategic-cooperative", "2012-04"),
        ("LAO", "strategic-cooperative", "2009"),
        ("KHM", "strategic-cooperative", "2010"),
        ("PER", "strategic-cooperative", "2008-06"),
    ]


@pytest.mark.parametrize(
    "sentence",
    [
        "Ms. Doe of Kenya led the Division of Policy and Strategic Partnerships.",
        "The Bureau of External Relations and Strategic Partnerships was opened in Chile.",
        "The merger of the Strategic Partnerships Unit was told to Peru and Chile.",
        "Peru forged strategic partnerships with the private sector.",
        "Chile works with strategic partners on the ground.",
        "The Strategic Partnership Dialogue Forum met in Peru with guests from Chile.",
    ],
)
def test_units_and_plain_talk_are_no_partnerships(sentence: str) -> None:
    assert not told("partnerships", sentence, parser=DEFAULT_PARSER)
