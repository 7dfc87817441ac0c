"""Sums of money by year and status, a chart for each currency: different currencies are never added."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from decimal import Decimal

import altair as alt

from policyfacts.report.charts.svg import OTHER, SERIES, WIDTH, Chart, Key, data, drawn, to_rows
from policyfacts.tables.cells import Row
from policyfacts.vocabularies import FUND_EVENTS

UNDATED = "no year"
_LARGE = ((Decimal(10) ** 12, "trillion"), (Decimal(10) ** 9, "billion"), (Decimal(10) ** 6, "million"))


def sums_chart(rows: Sequence[Row], currency: str) -> Chart | None:
    """The counted sums of ``sums`` (a table of ``compare``) in one currency; None where there are none."""
    added: dict[tuple[str, str], Decimal] = defaultdict(Decimal)
    facts: dict[tuple[str, str], int] = defaultdict(int)
    for row in rows:
        if row["outcome"] == "counted" and row["currency"] == currency:
            key = row["year"], row["status"]
            added[key] += Decimal(row["amount"])
            facts[key] += int(row["facts"])
    if not any(added.values()):
        return None
    unit, word = _unit(max(added.values()))
    statuses = [status for status in (*FUND_EVENTS, "") if any(status == other for _, other in added)]
    # More kinds than colours: the smallest share one.
    ranked = sorted(statuses, key=lambda status: -sum(added[key] for key in added if key[1] == status))
    shown = sorted(ranked[: len(SERIES)], key=statuses.index)
    colours = [*SERIES[: len(shown)], *[OTHER for _ in statuses[len(shown) :]]]
    order = [*shown, *(status for status in statuses if status not in shown)]
    values = data(
        {
            "year": year or UNDATED,
            "status": status or "not stated",
            "order": order.index(status),
            "amount": float(amount / unit),
            "said": f"{year or UNDATED}, {status or 'not stated'}: {currency} {amount / unit:,.4g} {word}".rstrip()
            + f" ({facts[year, status]} sums)",
            "link": to_rows("sums", outcome="counted", currency=currency, year=year, status=status),
        }
        for (year, status), amount in sorted(added.items())
    )
    years = [year or UNDATED for year in sorted({year for year, _ in added}, key=_order)]
    chart = (
        alt.Chart(values)
        .mark_bar()
        .encode(
            x=alt.X("year:O", sort=years, title=None, axis=alt.Axis(labelAngle=-45 if len(years) > 14 else 0)),
            y=alt.Y("sum(amount):Q", title=f"{currency}, {word}".rstrip(", "), axis=alt.Axis(tickCount=5)),
            color=alt.Color(
                "status:N",
                legend=None,
                scale=alt.Scale(domain=[status or "not stated" for status in order], range=colours),
            ),
            order=alt.Order("order:Q"),
            href="link:N",
            description="said:N",
        )
        .properties(width=min(WIDTH - 120, 60 + 46 * len(years)), height=260)
    )
    named = [status or "not stated" for status in order]
    legend = [Key(name, colour) for name, colour in zip(named, SERIES[: len(shown)], strict=False)]
    if rest := named[len(shown) :]:
        legend.append(Key(", ".join(rest), OTHER))
    return drawn(chart, label=f"Sums in {currency} by year and status", legend=legend)


def _unit(largest: Decimal) -> tuple[Decimal, str]:
    return next(((unit, word) for unit, word in _LARGE if largest >= unit), (Decimal(1), ""))


def _order(year: str) -> tuple[bool, bool, str]:
    """Years, then spans of years, then what has no date."""
    return not year, "/" in year, year
