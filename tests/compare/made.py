"""Tables made for tests of the comparison: facts by paper, and the papers' dates."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence

from policyfacts.compare import Comparison, compare
from policyfacts.schema import FACT_TABLES, TABLES
from policyfacts.tables import Tables
from policyfacts.tables.cells import Row

DAYS = {"old": "2015-06-01", "new": "2024-06-01", "a": "", "b": "", "c": ""}
"""When each paper was published."""


def fact(table: str, /, doc: str = "a", **cells: str) -> Row:
    """A row of ``table`` in the paper ``doc``, with a ``fact_id`` made from its cells; cells not named are empty."""
    row = {**dict.fromkeys(TABLES[table].names, ""), "doc": doc, "page": "1", **cells}
    key = hashlib.sha256(json.dumps(sorted(row.items())).encode()).hexdigest()[:10]
    return {**row, "fact_id": f"{doc}:{table}:{key}"}


def partnership(doc: str = "a", **cells: str) -> Row:
    """A strategic partnership of Peru with China."""
    return fact(
        "partnerships",
        doc,
        **{"country": "PER", "counterparty": "CHN", "level": "strategic", "status": "established", **cells},
    )


def fund(doc: str = "a", **cells: str) -> Row:
    """The Tidewater Fund, in dollars."""
    return fact("funds", doc, **{"name": "Tidewater Fund", "kind": "fund", "currency": "USD", **cells})


def tables_of(
    table: str, rows: Sequence[Row], *, texts: Mapping[str, str] | None = None, titles: Mapping[str, str] | None = None
) -> Tables:
    """Tables that hold ``rows`` of one table, and their papers."""
    docs = sorted({row["doc"] for row in rows} | set(texts or {}))
    documents = [
        {
            **dict.fromkeys(TABLES["documents"].names, ""),
            "doc": doc,
            "title": (titles or {}).get(doc, ""),
            "published": DAYS.get(doc, ""),
            "status": "read",
        }
        for doc in docs
    ]
    assert table in FACT_TABLES
    return Tables({"documents": documents, table: rows}, texts=texts or dict.fromkeys(docs, ""))


def compared(table: str, *rows: Row) -> Comparison:
    """The comparison of ``rows`` of one table."""
    return compare(tables_of(table, rows))


def relations(comparison: Comparison, slot: str) -> list[str]:
    """The relations found for ``slot``."""
    return [row["relation"] for row in comparison.rows("comparisons") if row["slot"] == slot]
