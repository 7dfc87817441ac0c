"""The section on sums of money: by year and status, each currency apart, and what no sum holds."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from policyfacts.report.charts.sums import sums_chart
from policyfacts.report.charts.svg import Chart
from policyfacts.report.factgrids import Located, grid
from policyfacts.report.page import Part, section
from policyfacts.schema import COMPARISON_TABLES
from policyfacts.tables.cells import Row

MOST = 6
"""Currencies that are charted: those with most sums."""


@dataclass(frozen=True, slots=True)
class Currency:
    """One currency and its chart."""

    code: str
    chart: Chart


def sums_part(rows: Sequence[Row], locate: Callable[[Row], Located]) -> Part | None:
    """The charts and the table of ``sums``; None where no sum of money is stated."""
    if not rows:
        return None
    counted = [row for row in rows if row["outcome"] == "counted"]
    frequent = Counter(row["currency"] for row in counted)
    codes = [code for code, _ in sorted(frequent.items(), key=lambda item: (-item[1], item[0]))[:MOST]]
    charts = [(code, sums_chart(counted, code)) for code in codes]
    html = section(
        "sums.html",
        currencies=[Currency(code, chart) for code, chart in charts if chart],
        others=max(0, len(frequent) - len(codes)),
        counted=sum(int(row["facts"]) for row in counted),
        left_out=len(rows) - len(counted),
    )
    return Part("money", "Sums", html, (grid(COMPARISON_TABLES["sums"], rows, locate=locate),))
