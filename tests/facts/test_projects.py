"""Works told in sentences: what they are called, where they stand, what became of them, and their figures."""

from __future__ import annotations

from policyfacts.facts import facts
from tests.builders import make_paper
from tests.facts.told import paper_of_table, told


def test_every_slot_is_proved_where_it_says() -> None:
    paper = make_paper(["The Bui dam stands in Ghana. Construction began in 2009. It has a capacity of 400 MW."])
    found = [fact for fact in facts(paper) if fact.table == "projects"]
    assert found
    for fact in found:
        for slot in fact.slots.values():
            assert slot.spans
            assert all(paper.text[start:end].strip() for start, end in slot.spans)
        assert fact.rule.startswith("project/")


def test_projects_in_tables() -> None:
    paper = paper_of_table(
        [
            ["Project", "Country", "Size", "Cost (US$ million)", "Stage"],
            ["Bui dam", "Ghana", "400 MW", "790", "Commissioned in 2013"],
            ["Kribi port", "Cameroon", "–", "1,200", "Under construction"],
            ["Moro–Dodoma railway (300 km)", "Tanzania", "–", "–", "First phase completed in 2022"],
        ],
        "Table 1: Selected projects, as of 2021",
    )
    found = [fact for fact in facts(paper) if fact.table == "projects"]
    rows = [
        tuple(
            str(fact.slots[c].value) if c in fact.slots else ""
            for c in ("name", "countries", "event", "date", "quantity")
        )
        for fact in found
    ]
    assert sorted(rows) == [
        ("Bui dam", "GHA", "capacity", "", "400"),
        ("Bui dam", "GHA", "commissioned", "2013", ""),
        ("Bui dam", "GHA", "cost", "", "790000000"),
        ("Kribi port", "CMR", "cost", "", "1200000000"),
        ("Kribi port", "CMR", "under construction", "2021", ""),
        ("Moro–Dodoma railway", "TZA", "completed", "2022", ""),
        ("Moro–Dodoma railway", "TZA", "length", "", "300"),
    ]


def test_what_the_project_builds_is_the_project() -> None:
    rows = told(
        "projects",
        "The Matale Water Supply Scheme in Sri Lanka was approved in 2011. The purpose of the project was to build a "
        "treatment plant with a capacity of 54,000 cubic metres per day. Construction started on 12 November 2012.",
        about="China lends. China builds. China trades.",
    )
    assert [(r["name"], r["countries"], r["event"]) for r in rows] == [
        ("Matale Water Supply Scheme", "LKA", "agreed"),
        ("Matale Water Supply Scheme", "LKA", "capacity"),
        ("Matale Water Supply Scheme", "LKA", "construction started"),
    ]


def test_an_acronym_stands_for_the_work_it_was_given_to() -> None:
    rows = told(
        "projects",
        "The Grand Valley Dam (GVD) in Ethiopia was begun in 2011. The GVD was opened on 9 September 2025.",
    )
    assert [(r["name"], r["event"], r["date"]) for r in rows] == [
        ("Grand Valley Dam", "construction started", "2011"),
        ("Grand Valley Dam", "commissioned", "2025-09-09"),
    ]


def test_a_paper_on_one_state_tells_of_works_in_it() -> None:
    rows = told(
        "projects",
        "The Duqm refinery, for which $4 billion came from American banks, was inaugurated on 7 February 2024.",
        about="Oman is a sultanate. Oman exports oil. Oman borrows.",
    )
    assert [(r["name"], r["countries"], r["event"]) for r in rows] == [
        ("Duqm refinery", "OMN", "financed"),
        ("Duqm refinery", "OMN", "commissioned"),
    ]


def test_the_paragraph_opens_with_the_country() -> None:
    rows = told(
        "projects",
        "Tanzania supplies the exception. The Kigoma line, for which Danish banks lent, was finished in 2022.",
        about="China lends. China builds. China trades.",
    )
    assert [(r["name"], r["countries"]) for r in rows] == [("Kigoma line", "TZA")]


def test_a_table_of_loans_is_no_table_of_works() -> None:
    paper = paper_of_table(
        [
            ["Purpose", "Country", "Amount", "Stage"],
            ["Water supply in Tabora", "Tanzania", "$2 million", "Signed in 2019"],
            ["Lusaka ring road", "Zambia", "$3 million", "Cancelled in 2021"],
        ],
        "Table 1: Loans",
    )
    assert [fact for fact in facts(paper) if fact.table == "projects"] == []


def test_titles_before_later_ones_in_tables() -> None:
    """An "Earlier rank" is a title of its own, and makes the other one of its line an upgrade."""
    paper = paper_of_table(
        [
            ["Country", "Rank", "Year", "Earlier rank"],
            ["Kenya", "comprehensive strategic partnership", "2017", "strategic (2013)"],
            ["Ghana", "strategic partnership", "2024", "–"],
        ],
        "Table 1. Ranks of African states in China’s eyes",
    )
    found = [f for f in facts(paper) if f.table == "partnerships"]
    assert {tuple(f.slots[s].value for s in ("country", "level", "date", "status")) for f in found} == {
        ("KEN", "comprehensive-strategic", "2017", "upgraded"),
        ("KEN", "strategic", "2013", "established"),
        ("GHA", "strategic", "2024", "established"),
    }
