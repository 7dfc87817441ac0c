"""Two papers say something of one slot of the same fact: the relation."""

from __future__ import annotations

import pytest

from policyfacts.compare import compare
from policyfacts.schema import TABLES
from policyfacts.tables import Tables
from policyfacts.tables.cells import Row
from tests.compare.made import compared, fact, fund, partnership, relations, tables_of


@pytest.mark.parametrize(
    ("left", "right", "relation"),
    [
        ("2016", "2016", "agree"),
        ("2016", "2016-11-17", "refine"),
        ("2016-11", "2016-11-17", "refine"),
        ("2016-23", "2016-10", "refine"),
        ("2014~", "2015", "refine"),
        ("2015", "2017-01", "conflict"),
        ("2016-11-17", "2016-11-18", "conflict"),
        ("2010/2014", "2012/2016", "different scope"),
    ],
)
def test_dates(left: str, right: str, relation: str) -> None:
    found = compared("partnerships", partnership("a", date=left), partnership("b", date=right))
    assert relations(found, "date") == [relation]


@pytest.mark.parametrize(
    ("left", "right", "relation"),
    [
        ({"amount": "20000000000"}, {"amount": "20000000000"}, "agree"),
        ({"amount": "20000000000"}, {"amount": "20300000000"}, "refine"),
        ({"amount": "5000000000", "amount_max": "7000000000"}, {"amount": "6000000000"}, "refine"),
        ({"amount": "20000000000"}, {"amount": "30000000000"}, "conflict"),
        ({"amount": "20000000000"}, {"amount": "20000000000", "currency": "EUR"}, "different scope"),
        ({"amount": "20000000000", "scope": "total"}, {"amount": "9000000000", "scope": "annual"}, "different scope"),
        (
            {"amount": "20000000000", "event": "pledged"},
            {"amount": "3000000000", "event": "disbursed"},
            "different scope",
        ),
    ],
)
def test_amounts(left: dict[str, str], right: dict[str, str], relation: str) -> None:
    told = {"date": "2014-07", "scope": "total"}
    found = compared("funds", fund("a", **{**told, **left}), fund("b", **{**told, **right}))
    assert relations(found, "amount") == [relation]


def test_a_later_paper_revises_a_figure_that_grows() -> None:
    found = compared(
        "funds",
        fund("old", amount="20000000000", scope="total", date="2014"),
        fund("new", amount="35000000000", scope="total", date="2022"),
    )
    assert relations(found, "amount") == ["revision"]


def test_a_later_paper_with_a_higher_level_revises_it() -> None:
    found = compared(
        "partnerships",
        partnership("old", date="2008"),
        partnership("new", date="2008"),
        partnership("new", level="comprehensive-strategic", date="2023", status="upgraded"),
    )
    assert relations(found, "level") == ["agree", "revision"]


def test_milestones_of_one_project_are_no_conflict() -> None:
    rows = [
        fact("projects", doc, name="Karlo dam", countries="ECU", event=event, date=date)
        for doc, event, date in [
            ("a", "contract signed", "2009"),
            ("b", "construction started", "2010-07"),
            ("b", "completed", "2016"),
        ]
    ]
    assert "conflict" not in [row["relation"] for row in compared("projects", *rows).rows("comparisons")]


def test_very_many_values_are_held_against_those_told_most() -> None:
    rows = [fund(f"p{n:02d}", amount=f"{n + 1}000000000", scope="total", date="2014") for n in range(40)]
    rows += [fund(f"q{n}", amount="99000000000", scope="total", date="2014") for n in range(2)]
    conflicts = [row for row in compared("funds", *rows).rows("comparisons") if row["slot"] == "amount"]
    assert len(conflicts) < 12 * 41
    assert sum("99000000000" in row["left"] + row["right"] for row in conflicts) == 41


def test_a_fact_of_one_paper_has_a_single_source() -> None:
    (row,) = compared("partnerships", partnership("a", date="2008")).rows("comparisons")
    assert (row["relation"], row["left_docs"], row["right_docs"]) == ("single source", "a", "")


def status_of(*rows: Row) -> list[str]:
    """The relations of the status slot."""
    table = rows[0]["fact_id"].split(":")[1]
    return relations(compared(table, *rows), "status" if table == "partnerships" else "event")


def text(doc: str, event: str, date: str, parties: str = "CHN; PER") -> Row:
    """The Karlo Agreement."""
    return fact("agreements", doc, title="Karlo Agreement", kind="agreement", parties=parties, event=event, date=date)


@pytest.mark.parametrize(
    ("old", "new", "found"),
    [
        ("signed", "in force", ["revision"]),
        ("in force", "signed", []),  # the later paper only tells of an earlier step
        ("signed", "adopted", ["refine"]),
        ("in force", "in force", ["agree"]),
        ("in force", "suspended", ["revision"]),
    ],
)
def test_a_status_moves_forward_only(old: str, new: str, found: list[str]) -> None:
    assert status_of(text("old", old, ""), text("new", new, "")) == found


def test_a_status_is_compared_as_each_paper_tells_it_last() -> None:
    rows = [text("old", "signed", "2009"), text("old", "in force", "2010"), text("new", "in force", "2010")]
    assert status_of(*rows) == ["agree"]


def test_papers_of_one_time_that_tell_of_an_end_and_of_none_conflict() -> None:
    assert status_of(text("a", "in force", ""), text("b", "suspended", "")) == ["conflict"]


def test_one_party_that_leaves_does_not_end_a_text_of_many() -> None:
    many = "CHN; PER; CHL; JPN"
    rows = [
        text("a", "in force", "2010", many),
        text("b", "withdrawn", "2017", "CHL"),
        text("b", "in force", "2010", many),
    ]
    assert status_of(*rows) == ["agree"]


def test_two_papers_may_date_what_goes_on_at_any_time() -> None:
    rows = [
        fact("projects", doc, name="Karlo dam", countries="ECU", event="under construction", date=date)
        for doc, date in (("a", "2017-08"), ("b", "2024-09"))
    ]
    assert relations(compared("projects", *rows), "date") == []


def test_a_paper_that_tells_two_payments_does_not_contradict_one_that_tells_the_first() -> None:
    rows = [
        fund("a", event="disbursed", date="2015"),
        fund("b", event="disbursed", date="2015"),
        fund("b", event="disbursed", date="2018"),
    ]
    assert "conflict" not in relations(compared("funds", *rows), "date")


@pytest.mark.parametrize(("event", "relation"), [("under construction", "revision"), ("commissioned", "conflict")])
def test_the_cost_of_a_work_changes_until_it_is_done(event: str, relation: str) -> None:
    told = {"name": "Karlo dam", "countries": "ECU"}
    rows = [
        fact("projects", "old", **told, event=event, date="2014"),
        fact("projects", "old", **told, event="cost", quantity="2250000000", unit="USD"),
        fact("projects", "new", **told, event="cost", quantity="2850000000", unit="USD"),
    ]
    assert relations(compared("projects", *rows), "quantity") == [relation]


def test_a_paper_without_a_date_is_later_than_what_it_tells_as_done() -> None:
    visits = [
        fact("meetings", "a", name=f"visit of {who}", event="held", date=f"202{n}")
        for n, who in enumerate(("Ana Karlo", "Ivo Merin", "Eva Tolo", "Jan Pilar"))
    ]
    rows = [text("old", "signed", ""), text("a", "in force", "")]
    tables = tables_of("agreements", rows)
    found = compare(Tables({"documents": tables.rows("documents"), "agreements": rows, "meetings": visits}))
    assert "revision" in relations(found, "event")


@pytest.mark.parametrize(
    ("table", "slot", "left", "right", "relation"),
    [
        ("funds", "kind", "loan", "aid", "refine"),
        ("funds", "kind", "loan", "grant", "conflict"),
        ("funds", "providers", "China Development Bank", "CHN", "refine"),
        ("funds", "providers", "CDB", "China Development Bank", "agree"),
        ("funds", "providers", "official creditors", "CHN; FRA", "refine"),
        ("funds", "recipients", "PER", "LAC", "refine"),
        ("agreements", "parties", "CHN; PER", "PER; CHN", "agree"),
        ("agreements", "count", "37", "35", "conflict"),
        ("meetings", "place", "Beijing", "CHN", "refine"),
        ("meetings", "place", "Lima", "Lima, Peru", "refine"),
        ("meetings", "participants", "CHN; PER", "CHN", "refine"),
    ],
)
def test_other_slots(table: str, slot: str, left: str, right: str, relation: str) -> None:
    told = {
        "funds": {"name": "Tidewater Fund"},
        "agreements": {"title": "Karlo Agreements", "parties": "CHN; PER", "date": "2024-11-20", "event": "signed"},
        "meetings": {"name": "Karlo Forum", "date": "2018-01-22"},
    }[table]
    rows = [fact(table, doc, **{**told, slot: value}) for doc, value in (("a", left), ("b", right))]
    assert relations(compared(table, *rows), slot) == [relation]


def test_qualifiers_refine_a_sum() -> None:
    rows = [fund(doc, amount="20000000000") for doc in ("a", "b")]
    tables = tables_of("funds", rows)
    amounts = [
        {**dict.fromkeys(TABLES["amounts"].names, ""), "doc": doc, "page": "1", "text": words, "value": "20000000000"}
        | {"currency": "USD", "qualifier": qualifier}
        for doc, words, qualifier in (("a", "nearly USD 20 billion", "approximate"), ("b", "USD 20 billion", "exact"))
    ]
    found = compare(Tables({"documents": tables.rows("documents"), "funds": rows, "amounts": amounts}))
    (row,) = (row for row in found.rows("comparisons") if row["slot"] == "amount")
    assert (row["relation"], row["left"], row["right"]) == ("refine", "approximate USD 20000000000", "USD 20000000000")


@pytest.mark.parametrize(
    ("a", "b", "printed_a", "printed_b", "same"),
    [
        ("9000000000", "9200000000", ("US$9 billion", "exact"), ("US$9.2 billion", "exact"), True),
        ("9000000000", "9600000000", ("US$9 billion", "exact"), ("US$9.6 billion", "exact"), False),
        ("1000000000", "1030000000", ("over US$1 billion", "at least"), ("US$1.03 billion", "exact"), True),
        ("1000000000", "5000000000", ("over US$1 billion", "at least"), ("US$5 billion", "exact"), False),
        ("10000000000", "9000000000", ("up to US$10 billion", "at most"), ("US$9.0 billion", "exact"), True),
        ("7300000000", "7900000000", ("about $7.3 billion", "approximate"), ("$7.9 billion", "exact"), True),
    ],
)
def test_sums_as_printed(a: str, b: str, printed_a: tuple[str, str], printed_b: tuple[str, str], same: bool) -> None:
    rows = [fund("a", amount=a, scope="total"), fund("b", amount=b, scope="total")]
    tables = tables_of("funds", rows)
    amounts = [
        {**dict.fromkeys(TABLES["amounts"].names, ""), "doc": doc, "page": "1", "text": words, "value": value}
        | {"currency": "USD", "qualifier": qualifier}
        for doc, value, (words, qualifier) in (("a", a, printed_a), ("b", b, printed_b))
    ]
    found = compare(Tables({"documents": tables.rows("documents"), "funds": rows, "amounts": amounts}))
    assert relations(found, "amount") == ["refine" if same else "conflict"]
