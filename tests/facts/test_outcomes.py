"""A flow's status is taken from its paragraph where that tells of one sum, one recipient and one finished work."""

from __future__ import annotations

import csv
from decimal import Decimal, InvalidOperation
from pathlib import Path

import pytest

from policyfacts.facts import facts
from policyfacts.tables import paper_rows
from tests.builders import make_paper

CASES = [
    (
        "China signed a loan of $4 million with Peru for the Delta Dam. The Delta Dam was completed in 2012.",
        "Completion",
    ),
    ("China lent Peru $4 million for the Delta Dam, which was inaugurated in 2012.", "Completion"),
    ("China disbursed a loan of $4 million to Peru. The Delta Dam is under construction.", "Implementation"),
    ("China signed a loan of $4 million with Peru for the Delta Dam.", "Pipeline: Commitment"),
    ("China pledged $4 million to Peru. The Delta Dam was completed in 2012.", "Pipeline: Pledge"),
    ("China cancelled a loan of $4 million to Peru. The Delta Dam was completed in 2012.", "Cancelled"),
    (
        "China signed a loan of $4 million with Peru. Japan signed a loan of $9 million with Peru. The Delta Dam was "
        "completed in 2012.",
        "Pipeline: Commitment",
    ),
    (
        "China signed a loan of $4 million with Peru for the Delta Dam. The Delta Dam was completed in 2012. The "
        "Rio Bridge was completed in 2013.",
        "Pipeline: Commitment",
    ),
    (
        "China signed a loan of $4 million with Peru for the Delta Dam. The Delta Dam may be completed in 2032.",
        "Pipeline: Commitment",
    ),
]


@pytest.mark.parametrize(("text", "status"), CASES)
def test_status_of_the_first_flow(text: str, status: str) -> None:
    paper = make_paper([text])
    rows = paper_rows(paper, [], facts(paper, parser="none")).rows
    assert rows["funds"][0]["tuff_status"] == status
    proofs = [row["text"] for row in rows["evidence"] if row["slot"] == "tuff_status"]
    assert len(proofs) == (status == "Completion")


def test_another_paragraph_tells_of_another_flow() -> None:
    paper = make_paper(["China signed a loan of $4 million with Peru.", "The Delta Dam was completed in 2012."])
    assert [fact.outcome for fact in facts(paper, parser="none")] == [None, None]


def test_right_by_what_coders_say_of_narratives(shared: Path) -> None:
    """AidData's coders gave the same status to four of five projects or more."""
    right = 0
    coded = 0
    with (shared / "narratives" / "labelled.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            paper = make_paper([" ".join(row["description"].split())])
            for fact in facts(paper, parser="none"):
                if fact.outcome and _is_coded(fact.slots, row):
                    coded += 1
                    right += fact.outcome.value == row["status"]
                    break
    assert coded >= 40
    assert right >= 0.8 * coded


def _is_coded(slots: object, row: dict[str, str]) -> bool:
    try:
        amount = Decimal(row["amount"])
    except InvalidOperation:
        return False
    return all(
        name in slots and slots[name].value == value  # type: ignore[operator, index]
        for name, value in (("amount", amount), ("currency", row["currency"]))
    )
