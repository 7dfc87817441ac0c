"""How much hangs on a row: what it adds to a sum, a timeline that it stands in, a conflict that it is part of."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from policyfacts.compare import Comparison, compare
from policyfacts.schema import FACT_TABLES
from policyfacts.tables import Tables

MOST = 2_000
"""Facts above which papers are not compared for this: it takes some milliseconds a fact."""
_PART, _TIMELINE, _CONFLICT = 3.0, 0.5, 2.0


def stakes_of(tables: Tables) -> dict[str, float]:
    """How much hangs on each fact, by ``fact_id``; a fact on which nothing hangs, 1, is absent.

    The part (0 to 1) that a row has in a sum counts three times, a conflict twice, a timeline half.
    """
    if sum(len(tables.rows(name)) for name in FACT_TABLES) > MOST:
        return {}
    amounts = {row["fact_id"]: float(row["amount"] or 0) for row in tables.rows("funds")}
    found: defaultdict[str, float] = defaultdict(lambda: 1.0)
    for fact, weight in _weights(compare(tables), amounts):
        found[fact] += weight
    return dict(found)


def _weights(comparison: Comparison, amounts: dict[str, float]) -> Iterator[tuple[str, float]]:
    for row in comparison.rows("sums"):
        facts = _facts(row["fact_ids"]) if row["outcome"] == "counted" else []
        whole = sum(amounts.get(fact, 0.0) for fact in facts)
        yield from ((fact, _PART * amounts.get(fact, 0.0) / whole) for fact in facts if whole)
    for row in comparison.rows("timeline"):
        yield from ((fact, _TIMELINE) for fact in _facts(row["fact_ids"]))
    for row in comparison.rows("comparisons"):
        if row["relation"] == "conflict":
            yield from ((fact, _CONFLICT) for fact in _facts(f"{row['left_facts']}; {row['right_facts']}"))


def _facts(cell: str) -> list[str]:
    return [fact for fact in cell.split("; ") if fact]
