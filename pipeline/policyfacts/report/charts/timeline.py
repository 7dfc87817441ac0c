"""Partnerships by country over time: a line a country, a mark for each step."""

from __future__ import annotations

from collections.abc import Sequence

import altair as alt

from policyfacts.report.charts.partnerships import OTHER, Step, levels
from policyfacts.report.charts.svg import INK, RULE, SERIES, SHAPES, WIDTH, Chart, Key, data, drawn, to_fact
from policyfacts.report.charts.svg import OTHER as GREY
from policyfacts.values.countries import name_of

MOST = 60
"""Countries that one chart shows: those with most steps."""
_LEVELS = 6
_SHAPES = {
    "established": "circle",
    "upgraded": "triangle-up",
    "proposed": "diamond",
    "downgraded": "triangle-down",
    "ended": "cross",
}


def timeline(found: Sequence[Step], hub: str) -> Chart | None:
    """The dated steps between ``hub`` and its partners; None where there are none."""
    mine = [step for step in found if step.hub == hub and step.year is not None]
    if not mine:
        return None
    order = _order(mine)
    mine = [step for step in mine if step.country in order]
    shown = levels(mine, most=_LEVELS)
    rest = [OTHER] if any(step.level not in shown for step in mine) else []
    rows = data(
        {
            "country": step.name,
            "year": step.year,
            "title": step.level if step.level in shown else OTHER,
            "status": step.status,
            "said": str(step),
            "link": to_fact(step.fact_id),
        }
        for step in mine
    )
    kinds = [status for status in _SHAPES if any(step.status == status for step in mine)]
    others = sorted({step.status for step in mine} - set(_SHAPES))
    y = alt.Y(
        "country:N", sort=[_name(mine, code) for code in order], title=None, axis=alt.Axis(grid=True, ticks=False)
    )
    x = alt.X(
        "year:Q",
        title=None,
        axis=alt.Axis(format="d", grid=False, orient="top", tickCount=10, labelFlush=False),
        scale=alt.Scale(zero=False, nice=True),
    )
    spans = (
        alt.Chart(rows)
        .mark_rule(color=RULE, strokeWidth=3)
        .encode(y=y, x=alt.X("min(year):Q", title=None), x2="max(year):Q")
    )
    marks = (
        alt.Chart(rows)
        .mark_point(filled=True, size=85, opacity=1)
        .encode(
            x=x,
            y=y,
            color=alt.Color(
                "title:N",
                legend=None,
                scale=alt.Scale(domain=[*shown, *rest], range=[*SERIES[: len(shown)], *[GREY for _ in rest]]),
            ),
            shape=alt.Shape(
                "status:N",
                legend=None,
                scale=alt.Scale(
                    domain=[*kinds, *others], range=[*(_SHAPES[kind] for kind in kinds), *["square" for _ in others]]
                ),
            ),
            href="link:N",
            description="said:N",
        )
    )
    chart = (spans + marks).properties(width=WIDTH - 240, height={"step": 19})
    titles = [*zip(shown, SERIES, strict=False), *((each, GREY) for each in rest)]
    legend = [Key(title, colour) for title, colour in titles]
    legend += [Key(kind, INK, SHAPES[_SHAPES.get(kind, "square")]) for kind in [*kinds, *others]]
    return drawn(chart, label=f"Partnerships with {name_of(hub)} by country and year", legend=legend)


def _order(found: Sequence[Step]) -> list[str]:
    """Countries by their first step, the busiest ones where there are too many."""
    count: dict[str, int] = {}
    first: dict[str, float] = {}
    for step in found:
        count[step.country] = count.get(step.country, 0) + 1
        first[step.country] = min(first.get(step.country, 9999.0), step.year or 9999.0)
    kept = sorted(count, key=lambda code: (-count[code], first[code], code))[:MOST]
    return sorted(kept, key=lambda code: (first[code], code))


def _name(found: Sequence[Step], code: str) -> str:
    return next(step.name for step in found if step.country == code)
