"""What only the headline of a release tells: its meeting (who, on which day, where), and the sides of its text."""

from __future__ import annotations

import pytest

from tests.facts.told import cut, rows_of, titled

SPOKEN = (
    "SECRETARY DOE: Good afternoon, everyone. It is good to be together again, and there is a lot to do between us, as "
    "there was last year and the year before, in all the many matters that concern our peoples."
)

REEFS = (
    "The reefs are home to a great many fish and corals. All who live by them will work on their health together, for "
    "as long as it takes, and they will teach others what they have learnt from it in all the years before this one."
)

CASES: list[tuple[str, str, list[tuple[str, ...]]]] = [
    # (headline, line behind the dateline, [(name, date, place, participants, event)])
    (
        "Secretary Jane Doe And Peruvian Foreign Minister Ana Roe Before Their Meeting",
        "Jane Doe, Secretary of State Washington, D.C.",
        [("meeting of Jane Doe with Ana Roe", "2022-03-10", "Washington, D.C.", "USA; PER", "held")],
    ),
    (
        "Secretary Jane Doe with Chilean President Eva Paz and Peruvian Foreign Minister Ana Roe",
        "Jane Doe, Secretary of State Lima, Peru",
        [("meeting of Jane Doe with Eva Paz and Ana Roe", "2022-03-10", "Lima", "USA; CHL; PER", "held")],
    ),
    (
        "Secretary Jane Doe at a Round Table on Rivers",
        "Jane Doe, Secretary of State Los Angeles, California",
        [("Round Table on Rivers", "2022-03-10", "Los Angeles", "USA", "held")],
    ),
    ("Secretary Jane Doe With John Roe of the Daily Star", "Jane Doe, Secretary of State", []),
    ("Secretary Doe to Deliver Remarks at a Round Table on Rivers", "Office of the Spokesperson", []),
    ("Secretary Jane Doe at a Press Availability", "Jane Doe, Secretary of State", []),
    ("Peru and Chile Before Their Elections", "Office of the Spokesperson", []),
]


@pytest.mark.parametrize(("headline", "byline", "expected"), CASES)
def test_headlines(headline: str, byline: str, expected: list[tuple[str, ...]]) -> None:
    rows = rows_of("meetings", titled(headline, "10 March 2022", byline, SPOKEN))
    assert cut(rows, "name", "date", "place", "participants", "event") == expected


def test_what_the_release_itself_tells_is_told_once() -> None:
    told = "Secretary of State Jane Doe met with Peruvian Foreign Minister Ana Roe in Lima. " + SPOKEN
    headline = "Secretary Jane Doe And Peruvian Foreign Minister Ana Roe Before Their Meeting"
    paper = titled(headline, "10 March 2022", "Jane Doe, Secretary of State", told)
    assert len(rows_of("meetings", paper)) == 1


@pytest.mark.parametrize(
    ("headline", "lead", "sides"),
    [
        (
            "Peru, Chile, and Ecuador Sign a Memorandum of Understanding on the Pacific Reefs",
            "Today Chile signed a Memorandum of Understanding on the Pacific Reefs.",
            {"PER", "CHL", "ECU"},
        ),
        (
            "Peru Signs a Memorandum of Understanding on the Pacific Reefs",
            "Today Peru and Chile signed a Memorandum of Understanding on the Pacific Reefs.",
            {"PER", "CHL"},
        ),
    ],
)
def test_a_text_has_the_sides_of_its_headline_where_that_tells_more(headline: str, lead: str, sides: set[str]) -> None:
    rows = rows_of("agreements", titled(headline, "10 March 2022", "Office of the Spokesperson", f"{lead} {REEFS}"))
    assert [set(row["parties"].split("; ")) for row in rows] == [sides]
