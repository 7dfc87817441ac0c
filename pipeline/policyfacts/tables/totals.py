"""What the confidences and the estimates of single papers come to over all papers of a run."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from policyfacts.learned.coverage import Estimate, together
from policyfacts.learned.likely import Likely, likely_right
from policyfacts.tables.cells import Row
from policyfacts.vocabularies import FACT_NAMES

ALL = "all"
"""Stands for all tables together."""


def found_of(coverage: Iterable[Row], settings: Mapping[str, Any]) -> dict[str, Estimate]:
    """How much of each table was found over all papers, and of ``ALL``; tables of which there is nothing are absent.

    ``coverage``: the rows of that table; ``settings``: those of the model of candidates (``run.json``, ``estimates``).
    """
    by_table: dict[str, list[Estimate]] = {name: [] for name in FACT_NAMES}
    by_doc: dict[str, list[Estimate]] = {}
    for row in coverage:
        numbers = (float(row[name]) for name in ("right", "told", "missed", "share", "low", "high"))
        found = Estimate(int(row["rows"]), *numbers)
        by_table[row["table"]].append(found)
        by_doc.setdefault(row["doc"], []).append(found)
    totals = {name: together(mine, settings) for name, mine in by_table.items() if mine}
    # Tables of one paper are found or missed together: a paper counts as one.
    papers = [together(mine, settings) for mine in by_doc.values()]
    return totals | ({ALL: together(papers, settings)} if papers else {})


def likely_of(facts: Iterable[Row], settings: Mapping[str, Any]) -> Likely | None:
    """How many of the rows of tables of facts are likely right; None where they have no confidence.

    ``settings``: those of the model of rows (``run.json``, ``estimates``).
    """
    claims: dict[str, list[float]] = {}
    for row in facts:
        if not row["confidence"]:
            return None
        claims.setdefault(row["doc"], []).append(float(row["confidence"]))
    return likely_right(claims.values(), settings) if claims else None


def told(totals: Mapping[str, Estimate]) -> dict[str, dict[str, float]]:
    """Totals as ``run.json`` holds them."""
    names = ("right", "told", "missed", "share", "low", "high")
    return {
        table: {"rows": found.rows, **{name: round(getattr(found, name), 3) for name in names}}
        for table, found in totals.items()
    }
