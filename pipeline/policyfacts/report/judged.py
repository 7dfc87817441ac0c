"""What people judged: the table of corrections, and who stands behind which cell."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping

from policyfacts.bookkeeping import CORRECTIONS
from policyfacts.columns import Column, Table
from policyfacts.report.factgrids import Grid, Located, grid, reference
from policyfacts.schema import FACT_TABLES
from policyfacts.tables.cells import Row

_SHOWN = Table(
    CORRECTIONS.name,
    CORRECTIONS.role,
    CORRECTIONS.meaning,
    (
        Column("doc", "text", "The paper."),
        Column("table", "code", "The table of the row."),
        Column("cell", "text", "The column; empty where the whole row was found right."),
        *(column for column in CORRECTIONS.columns if column.name not in {"fact_id", "slot"}),
    ),
)


def judged_grids(corrections: Iterable[Row], facts: Collection[str]) -> list[Grid]:
    """The table of corrections, where there are any; each row leads to its fact, if that is among ``facts``."""

    def locate(row: Row) -> Located:
        return "", [reference(row["fact_id"], row["slot"])] if row["fact_id"] in facts else []

    rows = [row | _named(row) for row in corrections]
    return [grid(_SHOWN, rows, locate=locate)] if rows else []


def judges(corrections: Iterable[Row]) -> Mapping[str, Mapping[str, str]]:
    """fact_id -> column -> who judged the cell; of the tables of facts."""
    found: dict[str, dict[str, str]] = {}
    for row in corrections:
        if row["after"] and row["fact_id"].rsplit(":", 2)[-2] in FACT_TABLES:
            found.setdefault(row["fact_id"], {})[row["slot"]] = row["judged_by"]
    return found


def _named(row: Row) -> Row:
    doc, table, _ = row["fact_id"].rsplit(":", 2)
    return {"doc": doc, "table": table, "cell": row["slot"]}
