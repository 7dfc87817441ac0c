"""Scores with their intervals, and how far confidence can be taken at its word."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import altair as alt

from policyfacts.learned.reliability import Bin
from policyfacts.report.charts.svg import INK, RULE, SERIES, WIDTH, Chart, Key, data, drawn

_SIDE = 340
_ORDER = ("value", "detection", "slot", "strict")


@dataclass(frozen=True, slots=True)
class Figure:
    """F1 of one measure of a table, 0 to 1, with the ends of its 95% interval where there is one."""

    table: str
    measure: str
    f1: float
    low: float | None
    high: float | None


def scores_chart(figures: Sequence[Figure]) -> Chart:
    """A row for each table: a dot for each measure, a line for its interval."""
    rows = data(
        {
            "table": each.table,
            "measure": each.measure,
            "f1": round(each.f1, 4),
            "low": round(each.f1 if each.low is None else each.low, 4),
            "high": round(each.f1 if each.high is None else each.high, 4),
            "said": f"{each.table}, {each.measure}: F1 {each.f1:.3f}"
            + ("" if each.low is None or each.high is None else f", 95% interval {each.low:.3f} to {each.high:.3f}"),
        }
        for each in figures
    )
    measures = sorted({each.measure for each in figures}, key=_ORDER.index)
    tables = list(dict.fromkeys(each.table for each in figures))
    y = alt.Y("table:N", sort=tables, title=None, axis=alt.Axis(ticks=False, grid=False))
    offset = alt.YOffset("measure:N", sort=measures)
    colour = alt.Color("measure:N", legend=None, sort=measures, scale=alt.Scale(domain=measures, range=list(SERIES)))
    x = alt.X("low:Q", title="F1", scale=alt.Scale(domain=[0, 1]), axis=alt.Axis(values=[0, 0.2, 0.4, 0.6, 0.8, 1]))
    base = alt.Chart(rows)
    lines = base.mark_rule(strokeWidth=2, opacity=0.55).encode(x=x, x2="high:Q", y=y, yOffset=offset, color=colour)
    dots = base.mark_circle(size=70, opacity=1).encode(
        x=alt.X("f1:Q"), y=y, yOffset=offset, color=colour, description="said:N"
    )
    chart = (lines + dots).properties(width=WIDTH - 240, height={"step": 10})
    return drawn(chart, label="F1 by table and measure, with 95% intervals", legend=map(Key, measures, SERIES))


def reliability_chart(bins: Sequence[Bin]) -> Chart:
    """A point for each bin of rows: the confidence that they claim to the right, the share that is right upwards."""
    rows = data(
        {
            "claimed": round(each.claimed, 4),
            "right": round(each.right, 4),
            "said": f"{each.rows} rows: claimed {each.claimed:.2f}, right {each.right:.2f}",
        }
        for each in bins
    )
    ticks = [0, 0.2, 0.4, 0.6, 0.8, 1]
    axis = alt.Axis(values=ticks)
    scale = alt.Scale(domain=[0, 1])
    diagonal = alt.Chart(data([{"x": 0, "y": 0}, {"x": 1, "y": 1}])).mark_line(
        color=INK, strokeDash=[4, 4], strokeWidth=1, opacity=0.5
    )
    points = alt.Chart(rows).encode(
        x=alt.X("claimed:Q", title="confidence claimed", scale=scale, axis=axis),
        y=alt.Y("right:Q", title="share of rows right", scale=scale, axis=axis),
    )
    chart = alt.layer(
        diagonal.encode(x=alt.X("x:Q"), y=alt.Y("y:Q")),
        points.mark_line(color=RULE, strokeWidth=2),
        points.mark_circle(size=80, opacity=1, color=SERIES[0]).encode(description="said:N"),
    ).properties(width=_SIDE, height=_SIDE)
    return drawn(chart, label="Reliability: confidence claimed against the share of rows that are right")
