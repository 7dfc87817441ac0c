"""The seed paper beside two papers of the corpus: one true case of each relation, checked by hand on the pages."""

from __future__ import annotations

from pathlib import Path

import pytest

import policyfacts
from policyfacts.tables.cells import Row

SEED = "xu-2019-policy-coordination"
OLD = "latin-america-santiago-2018"
NEW = "china-latin-america-titles-2025"

# table, words of the fact, slot, relation, (paper, page, value) and (paper, page, value)
CASES = [
    ("partnerships", "BRA – CHN, strategic", "date", "agree", (SEED, 9, "1993"), (OLD, 1, "1993")),
    ("partnerships", "MEX", "date", "refine", (SEED, 9, "2013"), (NEW, 2, "2013-06-04")),
    ("partnerships", "ECU, comprehensive", "date", "conflict", (OLD, 1, "2017"), (SEED, 9, "2016")),
    ("partnerships", "BOL", "status", "revision", (OLD, 1, "proposed"), (NEW, 3, "established")),
    ("partnerships", "URY", "level", "revision", (SEED, 9, "strategic"), (NEW, 1, "comprehensive-strategic")),
    (
        "funds",
        "Production Capacity",
        "amount",
        "different scope",
        (SEED, 12, "USD 10000000000"),
        (NEW, 2, "USD 30000000000"),
    ),
    ("partnerships", "JAM", "", "single source", (NEW, 3, ""), None),
]


@pytest.fixture(scope="module")
def compared(shared: Path, root: Path) -> policyfacts.Comparison:
    papers = [shared / "papers" / f"{SEED}.pdf", *(root / "corpus" / "papers" / f"{name}.pdf" for name in (OLD, NEW))]
    return policyfacts.compare(policyfacts.extract(papers))


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case[3]} {case[1]} {case[2]}")
def test_a_true_case_of_each_relation(compared: policyfacts.Comparison, case: tuple[object, ...]) -> None:
    table, words, slot, relation, left, right = case
    pages = {row["fact_id"]: (row["doc"], int(row["page"])) for row in compared.rows("clusters")}
    labels = {row["cluster"]: row["label"] for row in compared.rows("clusters")}
    found = [
        row
        for row in compared.rows("comparisons")
        if (row["table"], row["slot"], row["relation"]) == (table, slot, relation)
        and _holds(words, labels[row["cluster"]])
    ]
    assert any(_tells(row, left, right, pages) or _tells(row, right, left, pages) for row in found), found


def _holds(words: object, label: str) -> bool:
    return all(word in label for word in str(words).split(", "))


def _tells(row: Row, left: object, right: object, pages: dict[str, tuple[str, int]]) -> bool:
    """Whether the row holds ``left`` against ``right``; in an agreement a paper may stand on either side."""
    return _side(row, "left", left, pages) and _side(row, "right", right, pages)


def _side(row: Row, side: str, told: object, pages: dict[str, tuple[str, int]]) -> bool:
    if told is None:
        return not row[f"{side}_facts"]
    assert isinstance(told, tuple)
    doc, page, value = told
    sides = ("left", "right") if row["relation"] == "agree" else (side,)
    places = {pages[fact_id] for each in sides for fact_id in row[f"{each}_facts"].split("; ") if fact_id}
    return (doc, page) in places and (not value or row[side] == value)
