"""Money by recipient, year, status and currency: each sum of money once, and what was left out, with the reason.

What is counted is made so that all counted rows of one currency may be added: of the rows that tell one fund, the
furthest status counts (a disbursement, not the pledge before it), a whole or its parts but not both, one of two
currencies, one of two papers; and an umbrella ("lending to Africa, 2000-2023") gives way to the sums that it covers.
Different currencies are never added.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from policyfacts.compare import money, parties
from policyfacts.compare.clusters import Cluster
from policyfacts.compare.ladders import ladder
from policyfacts.compare.told import Told, number
from policyfacts.compare.umbrellas import covered
from policyfacts.tables.cells import Row, cell

_DIVIDED = ("contribution", "tranche", "annual", "first phase")
# The ways in which a fund is cut into parts; where a paper gives several, the first of these counts.
_UNSAID = frozenset({"hypothetical", "denied"})


@dataclass(frozen=True, slots=True, eq=False)
class LeftOut:
    """A row that no sum holds, and why."""

    fact: Told
    why: str


def sums(found: Iterable[Cluster]) -> list[Row]:
    """The rows of ``sums`` for the clusters of the table ``funds``."""
    counted: list[Told] = []
    left_out: list[LeftOut] = []
    for cluster in found:
        mine, others = _once(cluster)
        counted += mine
        left_out += others
    umbrellas = covered(counted)
    left_out += [LeftOut(fact, umbrellas[fact.fact_id]) for fact in counted if fact.fact_id in umbrellas]
    counted = [fact for fact in counted if fact.fact_id not in umbrellas]
    rows = [*_totals(counted), *map(_left_out, left_out)]
    return sorted(rows, key=_order)


def _once(cluster: Cluster) -> tuple[list[Told], list[LeftOut]]:
    """The rows of one cluster that count, and the others."""
    stated = [fact for fact in cluster.facts if number(fact["amount"]) is not None and fact["currency"]]
    left_out = [LeftOut(fact, f"only {fact['certainty']}") for fact in stated if fact["certainty"] in _UNSAID]
    stated = [fact for fact in stated if fact["certainty"] not in _UNSAID]
    if not stated:
        return [], left_out
    wholes = [fact for fact in stated if fact["scope"] not in _DIVIDED]
    if wholes:
        best = min(wholes, key=_worth)
        return [best], [*left_out, *(LeftOut(fact, _reason(fact, best)) for fact in stated if fact is not best)]
    way = next(scope for scope in _DIVIDED if any(fact["scope"] == scope for fact in stated))
    best_parts: dict[str, Told] = {}
    for fact in sorted((fact for fact in stated if fact["scope"] == way), key=_worth):
        best_parts.setdefault(_part(fact), fact)
    for fact in stated:
        counted = best_parts.get(_part(fact)) if fact["scope"] == way else None
        if counted is None:
            left_out.append(LeftOut(fact, f"{fact['scope']}: the fund is counted by {way}"))
        elif counted is not fact:
            left_out.append(LeftOut(fact, _reason(fact, counted)))
    return list(best_parts.values()), left_out


def _part(fact: Told) -> str:
    """What tells one part of a fund from another: who gives it, or when."""
    if fact["scope"] == "contribution":
        return "; ".join(sorted(parties.sides(fact["providers"])))
    return fact["date"] if fact["scope"] == "tranche" else _year(fact)


def _worth(fact: Told) -> tuple[int, int, int, int, Decimal, str]:
    """Orders the rows that could count: the furthest status, the latest paper, the first in it, the most exact."""
    step = ladder("funds").step(fact["event"])
    published = fact.published[0] if fact.published else date.min
    value = money.sum_of(fact)
    width = value.width / max(abs(value.value), Decimal(1)) if value else Decimal(0)
    return (
        -1 if step is None else -step,
        -published.toordinal(),
        _converted(fact),
        fact.printed.start,
        width,
        fact.fact_id,
    )


def _converted(fact: Told) -> int:
    """0 for a sum as stated, 1 for its like in another currency, which is rounded as a rule."""
    return int(fact.printed.qualifier == "approximate")


def _reason(fact: Told, counted: Told) -> str:
    what = f"counted as {counted.fact_id}"
    x, y = money.sum_of(fact), money.sum_of(counted)
    smaller = x is not None and y is not None and x.currency == y.currency and x.value < y.value
    if smaller and fact["scope"] in _DIVIDED and counted["scope"] not in _DIVIDED:
        return f"a part ({fact['scope']}) of what is {what}"
    if x and y and x.currency != y.currency:
        return f"the same money in another currency, {what}"
    if ladder("funds").forward(fact["event"], counted["event"]):
        return f"{fact['event']}: the same money, {counted['event']}, is {what}"
    if fact.doc != counted.doc:
        return f"the same fund in another paper, {what}"
    return f"the same fund told twice, {what}"


def _totals(counted: Iterable[Told]) -> Iterator[Row]:
    groups: dict[tuple[str, str, str, str], list[Told]] = {}
    for fact in counted:
        groups.setdefault((_recipient(fact), _year(fact), fact["event"], fact["currency"]), []).append(fact)
    for (recipient, year, status, currency), facts in groups.items():
        low = sum((number(fact["amount"]) or Decimal(0) for fact in facts), Decimal(0))
        high = sum((number(fact["amount_max"]) or number(fact["amount"]) or Decimal(0) for fact in facts), Decimal(0))
        ordered = sorted(facts, key=lambda fact: fact.fact_id)
        yield {
            "outcome": "counted",
            "recipient": recipient,
            "year": year,
            "status": status,
            "currency": currency,
            "amount": cell(low),
            "amount_max": cell(high) if high != low else "",
            "facts": str(len(facts)),
            "fact_ids": "; ".join(fact.fact_id for fact in ordered),
            "docs": "; ".join(sorted({fact.doc for fact in facts})),
            "why": "",
        }


def _left_out(one: LeftOut) -> Row:
    (row,) = _totals([one.fact])
    return {**row, "outcome": "left out", "why": one.why}


def _recipient(fact: Told) -> str:
    return "; ".join(sorted(parties.sides(fact["recipients"])))


def _year(fact: Told) -> str:
    """The year of the date, or both years of a span."""
    if not fact.days:
        return ""
    first, last = fact.days
    return f"{first.year:04d}" if first.year == last.year else f"{first.year:04d}/{last.year:04d}"


def _order(row: Row) -> tuple[str, ...]:
    return row["recipient"], row["year"], row["currency"], row["status"], row["outcome"], row["fact_ids"]
