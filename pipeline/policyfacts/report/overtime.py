"""The section on partnerships: by country over time, and on the map."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from policyfacts.report.charts.partnerships import hubs, steps
from policyfacts.report.charts.svg import Chart
from policyfacts.report.charts.timeline import MOST as COUNTRIES
from policyfacts.report.charts.timeline import timeline
from policyfacts.report.charts.worldmap import worldmap
from policyfacts.report.page import Part, section
from policyfacts.report.visible import visible
from policyfacts.tables.cells import Row
from policyfacts.values.countries import name_of

MOST = 4
"""Sides whose partners are charted: those with most of them."""


@dataclass(frozen=True, slots=True)
class Hub:
    """One side and the charts of its partners."""

    name: str
    timeline: Chart | None
    map: Chart | None


def partnerships_part(over_time: Sequence[Row], rows: Sequence[Row]) -> Part | None:
    """``over_time`` is the comparison's table ``timeline``, ``rows`` the partnerships.

    The charts for the sides with most partners; None where no partnership has a date or a place on the map."""
    found = steps(over_time, rows)
    names = hubs(found, most=MOST)
    shown = [Hub(visible(name_of(hub), longest=80), timeline(found, hub), worldmap(found, hub)) for hub in names]
    shown = [hub for hub in shown if hub.timeline or hub.map]
    if not shown:
        return None
    others = max(0, len({step.hub for step in found}) - len(shown))
    return Part(
        "partnerships", "Partnerships", section("partnerships.html", hubs=shown, others=others, countries=COUNTRIES)
    )
