"""What the first tables of the report say: present titles, money by giver, a row a country."""

from __future__ import annotations

from pathlib import Path

import pytest

from policyfacts.compare import compare
from policyfacts.report.album import Album
from policyfacts.report.answers import answers
from policyfacts.report.charts.partnerships import Step, standing
from policyfacts.report.comparing import Locator
from policyfacts.tables import Tables, read_tables
from tests.report.made import made


def _step(level: str, status: str, year: int) -> Step:
    return Step(f"a:partnerships:{year}", "PER", "CHN", level, status, str(year), float(year), "a, p. 1")


@pytest.mark.parametrize(
    ("told", "present"),
    [
        ([("strategic", "established", 2010)], 2010),
        ([("strategic", "established", 2010), ("comprehensive-strategic", "upgraded", 2015)], 2015),
        ([("comprehensive-strategic", "established", 2010), ("strategic", "established", 2015)], 2010),
        ([("comprehensive-strategic", "established", 2010), ("strategic", "downgraded", 2015)], 2015),
        ([("strategic", "established", 2010), ("strategic", "established", 2012)], 2010),
        ([("strategic", "established", 2010), ("comprehensive-strategic", "proposed", 2015)], 2010),
        ([("strategic", "established", 2010), ("strategic", "ended", 2015)], None),
        ([("strategic", "ended", 2010), ("strategic", "established", 2015)], 2015),
    ],
)
def test_the_present_title_is_the_highest_that_has_not_ended(
    told: list[tuple[str, str, int]], present: int | None
) -> None:
    found = standing([_step(*one) for one in told], "CHN")
    assert [step.date for step in found.values()] == ([] if present is None else [str(present)])


def _told(tables: Tables) -> dict[str, list[dict[str, str]]]:
    rows = {row["fact_id"]: row for name in ("partnerships", "funds") for row in tables.rows(name)}
    found = answers(tables, compare(tables), Locator(Album(), {}, rows))
    names = {grid.name: [column["name"] for column in grid.spec["columns"]] for grid in found}
    return {grid.name: [dict(zip(names[grid.name], cells, strict=True)) for _, cells, _ in grid.rows] for grid in found}


def test_each_relation_is_told_once_from_the_side_with_more_partners(tmp_path: Path) -> None:
    found = _told(read_tables(made(tmp_path)))
    assert [(row["country"], row["partner"], row["since"]) for row in found["partners"]] == [
        ("CHL", "CHN", "2011"),
        ("PER", "CHN", "2019-06"),
    ]
    assert found["partners"][1]["before"] == "strategic (2013-03); strategic (2017-05)"


def test_money_stands_under_who_gives_and_who_receives(tmp_path: Path) -> None:
    found = _told(read_tables(made(tmp_path)))
    assert [(row["giver"], row["receiver"], row["year"], row["amount"]) for row in found["flows"]] == [
        ("CHN", "PER", "2018", "2000000000"),
        ("JPN", "GHA", "2020", "50000000"),
    ]
    countries = {row["country"]: row for row in found["country_by_country"]}
    assert (countries["GHA"]["receives"], countries["JPN"]["gives"]) == ("USD 50,000,000", "USD 50,000,000")
    assert countries["CHN"]["partner_of"] == (
        "Chile: strategic since 2011; Peru: comprehensive-strategic since 2019-06"
    )


def test_tables_without_an_answer_are_absent() -> None:
    assert _told(Tables({})) == {}
