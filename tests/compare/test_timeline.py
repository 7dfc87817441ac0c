"""Timelines and triangulation."""

from __future__ import annotations

from policyfacts.compare import compare
from tests.compare.made import compared, fact, partnership, tables_of


def test_levels_of_two_sides_in_order_each_as_exactly_as_any_paper_says() -> None:
    rows = compared(
        "partnerships",
        partnership("a", date="2008"),
        partnership("b", date="2008-11"),
        partnership("b", level="comprehensive-strategic", date="2013-04-06", status="upgraded"),
        partnership("a", level="comprehensive-strategic", date="2013", status="established"),
    ).rows("timeline")
    assert [(row["subject"], row["date"], row["state"], row["status"]) for row in rows] == [
        ("CHN – PER", "2008-11", "strategic", "established"),
        ("CHN – PER", "2013-04-06", "comprehensive-strategic", "upgraded"),
    ]
    assert {row["docs"] for row in rows} == {"a; b"}


def test_milestones_of_a_work_in_order() -> None:
    told = {"name": "Karlo dam", "countries": "ECU"}
    rows = compared(
        "projects",
        fact("projects", **told, event="commissioned", date="2016-11-18"),
        fact("projects", **told, event="contract signed", date="2009"),
        fact("projects", **told, event="suspended"),
        fact("projects", **told, event="capacity", quantity="1500", unit="MW"),
    ).rows("timeline")
    assert [(row["date"], row["state"]) for row in rows] == [
        ("2009", "contract signed"),
        ("2016-11-18", "commissioned"),
        ("", "suspended"),
    ]


TEXT = (
    "The harbour of Karlo was deepened in nine months by a company from the north, which had never seen a tide. Its "
    "engineers measured the water with a rope and wrote the figures on the wall of the customs house, where they stand "
    "to this day, and nobody has dared to paint over them, for the rope was long and the wall was short."
)


def counts(texts: dict[str, str], titles: dict[str, str] | None = None, **cells: str) -> tuple[str, str, str, str]:
    """Papers, independent ones, those discounted and why, for one partnership that all of them tell."""
    rows = [partnership(doc, **cells) for doc in texts]
    (row,) = compare(tables_of("partnerships", rows, texts=texts, titles=titles)).rows("triangulation")
    return row["papers"], row["independent"], row["discounted"], row["why"]


def test_papers_that_write_for_themselves_all_count() -> None:
    assert counts({"a": TEXT, "b": "Something else altogether.", "c": ""}) == ("3", "3", "", "")


def test_a_copy_does_not_count() -> None:
    papers, independent, discounted, why = counts({"old": TEXT, "new": f"{TEXT} And so on.", "b": "Something else."})
    assert (papers, independent, discounted) == ("3", "2", "new")
    assert "of the shorter text in common" in why


def test_any_number_of_copies_counts_once() -> None:
    papers, independent, _, why = counts({f"copy-{number:02d}": TEXT for number in range(60)})
    assert (papers, independent) == ("60", "1")
    assert "copy-00 and copy-59 have the same text" in why


def test_a_paper_that_names_another_by_its_title_does_not_count() -> None:
    texts = {"old": TEXT, "new": "As Ropes and Walls of Karlo, a study, says, it was deepened."}
    assert counts(texts, {"old": "Ropes and Walls of Karlo"})[1:] == ("1", "new", "new names old by its title")


def test_papers_that_tell_it_in_the_same_words_count_once() -> None:
    quote = "Peru and China have been strategic partners since the visit of the president in the autumn of 2008."
    assert counts({"a": "", "b": ""}, quote=quote)[1] == "1"


def test_papers_that_report_the_same_speaker_count_once() -> None:
    assert counts({"a": "", "b": ""}, speaker="the ministry")[1:] == ("1", "b", "a and b both report the ministry")
