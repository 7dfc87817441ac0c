"""Charts say what the tables say, the same way each time, and carry no one's markup."""

from __future__ import annotations

from xml.etree import ElementTree

import altair as alt
import pytest

from policyfacts.learned.reliability import Bin
from policyfacts.report.charts.figures import Figure, reliability_chart, scores_chart
from policyfacts.report.charts.partnerships import hubs, levels, standing, steps, year_of
from policyfacts.report.charts.sums import sums_chart
from policyfacts.report.charts.svg import Chart, data, drawn, to_fact
from policyfacts.report.charts.timeline import timeline
from policyfacts.report.charts.worldmap import worldmap
from policyfacts.tables.cells import Row


def _time(sides: str, state: str, date: str, *, status: str = "established", facts: str = "") -> Row:
    return {
        "table": "partnerships",
        "countries": sides,
        "state": state,
        "date": date,
        "status": status,
        "fact_ids": facts or f"p:partnerships:{sides}{state}{date}".replace("; ", ""),
    }


TIMES = [
    _time("CHN; PER", "strategic", "2008"),
    _time("CHN; PER", "comprehensive-strategic", "2013-04", status="upgraded"),
    _time("CHN; FJI", "strategic", "2014~"),
    _time("CHN; TON", "strategic", "2014"),
    _time("BRA; CHN", "strategic", "1993"),
    _time("BRA; CHN", "strategic", "2020", status="ended"),
    _time("CHN; GHA", "strategic", "2015", status="proposed"),
    _time("CHN; KEN", "strategic", "2016", facts="p:partnerships:supposed"),
]
ROWS = [{"fact_id": row["fact_ids"], "doc": "p", "page": "3", "certainty": "asserted"} for row in TIMES[:-1]] + [
    {"fact_id": "p:partnerships:supposed", "doc": "p", "page": "3", "certainty": "hypothetical"}
]


def _parsed(chart: Chart | None) -> ElementTree.Element:
    assert chart
    return ElementTree.fromstring(str(chart.svg))


def _links(chart: Chart | None) -> dict[str, str]:
    """What each link of the chart is called, and where it leads."""
    return {
        link.attrib["aria-label"]: link.attrib["href"] for link in _parsed(chart).iter("{http://www.w3.org/2000/svg}a")
    }


def test_every_relation_is_seen_from_both_sides_and_suppositions_are_left_out() -> None:
    found = steps(TIMES, ROWS)
    assert len(found) == 14
    assert hubs(found, most=9) == ["CHN"]
    assert not [step for step in found if "KEN" in (step.country, step.hub)]


def test_the_latest_title_stands_until_it_ends() -> None:
    reached = standing(steps(TIMES, ROWS), "CHN")
    assert {code: step.level for code, step in reached.items()} == {
        "PER": "comprehensive-strategic",
        "FJI": "strategic",
        "TON": "strategic",
    }


def test_levels_come_from_the_highest_down() -> None:
    assert levels(steps(TIMES, ROWS), most=5) == ["comprehensive-strategic", "strategic"]


@pytest.mark.parametrize(
    ("edtf", "year"),
    [("2014", 2014.0), ("2014-07-02", 2014.499), ("2013/2015", 2013.0), ("", None), ("soon", None), ("197X", 1970.0)],
)
def test_dates_stand_at_their_first_day(edtf: str, year: float | None) -> None:
    assert year_of(edtf) == (year if year is None else pytest.approx(year, abs=0.002))


def test_the_timeline_has_a_mark_for_each_dated_step() -> None:
    links = _links(timeline(steps(TIMES, ROWS), "CHN"))
    assert len(links) == 7
    assert links["Peru: comprehensive-strategic, upgraded 2013-04 (p, p. 3)"] == (
        "#fact=p%3Apartnerships%3ACHNPERcomprehensive-strategic2013-04"
    )


def test_the_map_has_large_and_small_countries() -> None:
    chart = worldmap(steps(TIMES, ROWS), "CHN")
    assert sorted(name.partition(":")[0] for name in _links(chart)) == ["Fiji", "Peru", "Tonga"]
    assert chart
    assert [key.label for key in chart.legend] == ["comprehensive-strategic", "strategic"]


def test_a_side_without_dates_or_places_has_no_charts() -> None:
    found = steps([_time("ASEAN; EU", "strategic", "")], [{**ROWS[0], "fact_id": "p:partnerships:ASEANEUstrategic"}])
    assert found
    assert timeline(found, "EU") is None
    assert worldmap(found, "EU") is None


def _sum(currency: str, year: str, status: str, amount: str, *, outcome: str = "counted") -> Row:
    return {
        "outcome": outcome, "currency": currency, "year": year, "status": status, "amount": amount, "facts": "2",
    }  # fmt: skip


SUMS = [
    _sum("USD", "2018", "disbursed", "2000000000"),
    _sum("USD", "2018", "disbursed", "500000000"),
    _sum("USD", "2018", "pledged", "1000000000"),
    _sum("USD", "", "pledged", "3000000000"),
    _sum("USD", "2018", "pledged", "9000000000", outcome="left out"),
    _sum("EUR", "2018", "pledged", "7000000000"),
]


def test_sums_of_one_currency_are_added_by_year_and_status() -> None:
    assert set(_links(sums_chart(SUMS, "USD"))) == {
        "2018, disbursed: USD 2.5 billion (4 sums)",
        "2018, pledged: USD 1 billion (2 sums)",
        "no year, pledged: USD 3 billion (2 sums)",
    }
    assert set(_links(sums_chart(SUMS, "EUR"))) == {"2018, pledged: EUR 7 billion (2 sums)"}
    assert sums_chart(SUMS, "JPY") is None


def test_scores_and_reliability_are_drawn_with_their_figures() -> None:
    chart = scores_chart([Figure("funds", "slot", 0.5, 0.4, 0.6), Figure("dates", "value", 1.0, None, None)])
    assert "funds, slot: F1 0.500, 95% interval 0.400 to 0.600" in chart.svg
    assert "dates, value: F1 1.000" in chart.svg
    assert [key.label for key in chart.legend] == ["value", "slot"]
    assert "20 rows: claimed 0.80, right 0.75" in reliability_chart([Bin(20, 0.8, 0.75)]).svg


@pytest.mark.parametrize(
    "text", ["</svg><script>alert(1)</script>", "\x00\x1b", "a\u202eb", "]]>", "&amp;", "x" * 90_000]
)
def test_text_in_charts_is_inert(text: str) -> None:
    rows = data([{"x": text, "y": 1, "link": to_fact(text[:500]), "said": text[:500]}])
    chart = alt.Chart(rows).mark_bar().encode(x="x:N", y="y:Q", href="link:N", description="said:N")
    root = _parsed(drawn(chart, label=text[:500]))
    assert {element.tag.rpartition("}")[2] for element in root.iter()} <= {
        "svg", "g", "path", "line", "text", "a", "title", "rect",
    }  # fmt: skip
    (link,) = root.iter("{http://www.w3.org/2000/svg}a")
    assert link.attrib["href"].startswith("#fact=")
    assert not [name for element in root.iter() for name in element.attrib if name.startswith("on") or name == "style"]


def test_links_lead_nowhere_else() -> None:
    rows = data([{"x": 1, "link": "https://example.org/#fact=1"}, {"x": 2, "link": "https://example.org/"}])
    chart = alt.Chart(rows).mark_bar().encode(x="x:O", href="link:N")
    root = _parsed(drawn(chart, label="x"))
    assert not [element for element in root.iter() if "href" in element.attrib]


def test_charts_are_the_same_each_time() -> None:
    found = steps(TIMES, ROWS)
    assert timeline(found, "CHN") == timeline(found, "CHN")
    assert worldmap(found, "CHN") == worldmap(found, "CHN")
    assert sums_chart(SUMS, "USD") == sums_chart(SUMS, "USD")
