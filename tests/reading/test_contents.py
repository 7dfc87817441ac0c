"""Lists of contents: no sum, no fact is read in them, and the ledger says what they are."""

from __future__ import annotations

from pathlib import Path

import pytest

from policyfacts.facts import facts
from policyfacts.language import paper_mentions
from policyfacts.reading.paper import read
from policyfacts.records import Paper
from tests.pdfs import listed
from tests.typeset import typeset


def _kept_as_contents(paper: Paper) -> set[int]:
    return {entry.page for entry in paper.ledger if entry.region == "contents" and "table of contents" in entry.reason}


@pytest.mark.parametrize("name", listed.LISTS)
def test_a_list_of_contents_states_nothing(tmp_path: Path, name: str) -> None:
    pages = listed.LISTS[name]
    paper = read(typeset(tmp_path / "listed.pdf", *pages, listed.AFTER))
    last = len(pages)
    assert _kept_as_contents(paper) == set(range(1, last + 1))
    mentions = paper_mentions(paper)
    assert [m.text for m in mentions if m.label == "amount" and paper.page_of(m.start) <= last] == []
    assert [fact for fact in facts(paper, mentions, parser="none") if paper.page_of(fact.start) <= last] == []
    kinds = {p.kind for p in paper.passages if paper.page_of(p.start) <= last}
    assert kinds <= {"contents", "heading", "title"}


@pytest.mark.parametrize("name", listed.LISTS)
def test_what_follows_a_list_is_read(tmp_path: Path, name: str) -> None:
    paper = read(typeset(tmp_path / "listed.pdf", *listed.LISTS[name], listed.AFTER))
    heads = [paper.text[p.start : p.end] for p in paper.passages if p.kind == "heading"]
    assert "What is left to do" in heads
    assert "A loan of $2 billion from China to Peru" in heads


@pytest.mark.parametrize("name", listed.NO_LISTS)
def test_what_looks_like_a_list_and_is_none(tmp_path: Path, name: str) -> None:
    paper = read(typeset(tmp_path / "none.pdf", listed.NO_LISTS[name]))
    assert not [p for p in paper.passages if p.kind == "contents"]
