"""The ids by which ``evidence`` refers to rows."""

from __future__ import annotations

from policyfacts.tables.cells import Row


def fact_id(table: str, row: Row) -> str:
    """The ``fact_id`` of a row of a table of facts or mentions; empty for rows that nobody found, such as gold.

    A fact has it in a column; that of a date or an amount is its place, that of a country its page and code.
    """
    if row.get("fact_id"):
        return row["fact_id"]
    if table == "countries":
        return f"{row['doc']}:{table}:{row['page']}-{row['country']}"
    return f"{row['doc']}:{table}:{row['start']}-{row['end']}" if row.get("start") and row.get("end") else ""


def doc_of(row: Row) -> str:
    """The paper of a row of any table: its column ``doc``, else what its ``fact_id`` begins with."""
    return row["doc"] if "doc" in row else row["fact_id"].rsplit(":", 2)[0]
