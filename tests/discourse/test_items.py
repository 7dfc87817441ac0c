"""Digests and releases: where an item begins, and the date that it stands under."""

from __future__ import annotations

from dataclasses import replace

import pytest

from policyfacts.discourse import item_at, items_of
from policyfacts.language import paper_mentions
from policyfacts.records import Paper
from tests.builders import make_paper

BODY = "The bank lent the city a sum for its water mains, and the mayor thanked those who had come. " * 4


def _paper(*passages: str) -> Paper:
    paper = make_paper([*passages])
    heads = [not p.rstrip().endswith(".") and len(p) < 90 for p in passages]
    told = zip(paper.passages, heads, strict=True)
    return replace(paper, passages=tuple(replace(p, kind="heading") if head else p for p, head in told))


def _dates(paper: Paper) -> list[str]:
    return [str(item.date.value) if item.date else "" for item in items_of(paper, paper_mentions(paper))]


@pytest.mark.parametrize(
    ("line", "date"),
    [
        ("Ministry of Finance, Tue, 3 May 2022", "2022-05-03"),
        ("Accra, 3 May 2022", "2022-05-03"),
        ("May 3, 2022", "2022-05-03"),
        ("Press release No. 12, 3 May 2022", "2022-05-03"),
        ("Office of the President | 3 May 2022", "2022-05-03"),
        ("After The Accra Herald, May 2022", "2022-05"),
        ("After a press release of the bank, 3 May 2022", "2022-05-03"),
        ("Source: Treasury of Fiji, 3 May 2022", "2022-05-03"),
        ("Published on 3 May 2022", "2022-05-03"),
        ("After The Accra Herald and a local paper, 2019-2020", ""),
    ],
)
def test_a_dateline_of_its_own(line: str, date: str) -> None:
    paper = _paper("Water for the city", line, BODY)
    assert _dates(paper) == [date]


OPENINGS = ["ACCRA, May 3, 2022 – ", "Accra (3 May 2022): ", "LOMÉ/ACCRA, 3 May 2022 - ", "Accra, 3 May 2022. "]


@pytest.mark.parametrize("opening", OPENINGS)
def test_a_paragraph_that_opens_with_a_dateline(opening: str) -> None:
    assert _dates(_paper("Water for the city", opening + BODY)) == ["2022-05-03"]


@pytest.mark.parametrize(
    "line",
    [
        "What happened in May 2022",
        "On 3 May 2022 the bank signed.",
        "Forum of the Region, 3-5 May 2022",
        "Events of spring 2022",
        "The Accra Declaration of 3 May 2022",
    ],
)
def test_lines_that_are_no_dateline(line: str) -> None:
    assert _dates(_paper("Water for the city", line, BODY)) == []


def test_an_item_ends_where_the_next_one_begins() -> None:
    paper = _paper("One", "Ministry of Finance, 3 May 2022", BODY, "Two", "Ministry of Finance, 4 May 2022", BODY)
    items = items_of(paper, paper_mentions(paper))
    assert [paper.text[slice(*item.headline)] for item in items] == ["One", "Two"]
    assert items[0].end == items[1].start
    assert item_at(items, items[1].end - 5) is items[1]
    assert all(item.news for item in items)
