"""Sums that could not be read, in the ledger."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from policyfacts.language import paper_mentions, with_unread
from policyfacts.records import LedgerEntry, Money
from policyfacts.values.amounts import find_amounts, unread_amounts
from policyfacts.values.pieces import BELOW_ZERO, BEYOND, BROKEN
from policyfacts.values.quantities import find_quantities
from tests.pdfs.accounts import counted, read, summed
from tests.typeset import typeset


def test_what_could_not_be_read_stands_apart_as_kept(tmp_path: Path) -> None:
    text = (
        "The bank gave a grant of \\$12,5000 to Togo. It lent Mali USD 1 4 million. It ended at -\\$3 million in May."
    )
    path = typeset(tmp_path / "sums.pdf", text, "It lent Togo EUR 8 million.")
    before = read(path)
    after = with_unread(before)
    apart = {(entry.page, entry.reason): entry for entry in after.ledger if entry.region == "numbers"}
    assert {key: entry.characters for key, entry in apart.items()} == {
        (1, BROKEN): len("$12,5000") + len("USD14million"),
        (1, BELOW_ZERO): len("-$3million"),
    }
    assert {entry.outcome for entry in apart.values()} == {"kept"}
    assert summed(after) == summed(before) == counted(path)
    assert [mention.text for mention in paper_mentions(after) if mention.label == "amount"] == ["EUR 8 million"]


@pytest.mark.parametrize("figures", [25, 40, 330, 3000])
def test_figures_larger_than_any_sum_of_money_are_none(figures: int) -> None:
    nines = "9" * figures
    text = f"China lent Peru ${nines} in 2014, EUR {nines} million in 2015 and $5 million to ${nines} in 2016."
    assert [mention.value for mention in find_amounts(text)] == []
    assert {reason for _, reason in unread_amounts(text)} == {BEYOND}
    assert [str(one.value) for one in find_quantities(f"The plant has {nines} MW and the road {nines} km.")] == []
    (sum_,) = find_amounts("China lent Peru $" + "9" * 24 + " in 2014.")
    assert isinstance(sum_.value, Money)
    assert sum_.value.value == 10**24 - 1


def test_what_the_ledger_says_of_file_and_page_stays(tmp_path: Path) -> None:
    paper = read(typeset(tmp_path / "sums.pdf", "The bank gave a grant of \\$12,5000 to Togo."))
    told = (LedgerEntry(0, "file", 0, "kept", "rebuilt"), LedgerEntry(1, "page", 0, "kept", "read by OCR"))
    after = with_unread(replace(paper, ledger=(*told, *paper.ledger)))
    assert after.ledger[:2] == told
    assert any(entry.region == "numbers" for entry in after.ledger)


def test_a_paper_of_sums_that_are_read_keeps_its_ledger(tmp_path: Path) -> None:
    paper = read(typeset(tmp_path / "sums.pdf", "It lent Togo EUR 8 million in 2016."))
    assert with_unread(paper) is paper
