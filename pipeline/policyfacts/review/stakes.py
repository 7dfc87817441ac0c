"""How much hangs on a row: what it adds to a sum, a timeline that it stands in, a conflict that it is part of."""

from __future__ import annotations

from collections import Counter

from policyfacts.compare import Comparison, compare
from policyfacts.schema import FACT_TABLES
from policyfacts.tables import Tables

MOST = 2_000
"""Facts above which papers are not compared for this: it takes some milliseconds a fact."""
_PART, _TIMELINE, _CONFLICT = 3.0, 0.5, 2.0
_SPLIT = "; "


def stakes_of(tables: Tables) -> dict[str, float]:
    """How much hangs on each fact, by ``fact_id``: 1 for a row on which nothing else does; rows at 1 may be absent.

    A row's part of its sum (0 to 1) counts three times, a conflict twice, a timeline half.
    """
    if sum(len(tables.rows(name)) for name in FACT_TABLES) > MOST:
        return {}
    return dict(_weighed(compare(tables)))


def _weighed(comparison: Comparison) -> Counter[str]:
    found: Counter[str] = Counter()
    told = {fact for row in comparison.rows("clusters") for fact in (row["fact_id"],)}
    for fact in told:
        found[fact] = 1  # what nothing hangs on
    weighed = {fact: 1.0 for fact in sorted(told)}
    for row in comparison.rows("sums"):
        if row["outcome"] == "counted":
            facts = row["fact_ids"].split(_SPLIT)
            for fact in facts:
                weighed[fact] = weighed.get(fact, 1.0) + _PART / len(facts)
    for row in comparison.rows("timeline"):
        for fact in row["fact_ids"].split(_SPLIT):
            weighed[fact] = weighed.get(fact, 1.0) + _TIMELINE
    for row in comparison.rows("comparisons"):
        if row["relation"] == "conflicts":
            for fact in filter(None, (*row["left_facts"].split(_SPLIT), *row["right_facts"].split(_SPLIT))):
                weighed[fact] = weighed.get(fact, 1.0) + _CONFLICT
    return Counter(weighed)
