"""``codebook.csv``: every column of every table in a row, with what it holds and which values it may have.

It is made from the schema, so that it cannot say anything else than the tables do.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from policyfacts.columns import Column, Table
from policyfacts.schema import COMPARISON_TABLES, TABLES
from policyfacts.tables.cells import Row, csv_header, csv_text

NAME = "codebook.csv"
_KINDS = {
    "text": "text",
    "integer": "whole number",
    "number": "number",
    "edtf": "date (EDTF, ISO 8601-2)",
    "day": "day (YYYY-MM-DD)",
    "code": "code",
    "codes": "codes joined by '; '",
    "names": "names or codes joined by '; '",
}

CODEBOOK = Table(
    "codebook",
    "bookkeeping",
    "What each column of each table holds.",
    (
        Column("table", "text", "The table: its file is <table>.csv.", required=True),
        Column("table_holds", "text", "What the table holds."),
        Column("column", "text", "The column.", required=True),
        Column("type", "text", "How a cell is written; an empty cell means: not stated.", required=True),
        Column("holds", "text", "What the column holds.", required=True),
        Column("values", "names", "The only values that it may have, where there is such a list."),
        Column("always_filled", "code", "Whether the cell is never empty.", vocabulary=("yes", "no")),
        Column("in_gold", "code", "Whether people annotate the column in gold tables.", vocabulary=("yes", "no")),
        Column("follows", "text", "The column that this one says again in another form."),
        Column("written_by", "code", "The command that writes the table.", vocabulary=("extract", "compare")),
    ),
)


def codebook() -> str:
    """The whole file."""
    return csv_header(CODEBOOK) + csv_text(CODEBOOK, _rows())


def _rows() -> Iterator[Row]:
    yield from _of(TABLES.values(), "extract")
    yield from _of(COMPARISON_TABLES.values(), "compare")


def _of(tables: Iterable[Table], command: str) -> Iterator[Row]:
    for table in tables:
        annotated = table.role in {"mentions", "facts"}
        for column in table.columns:
            yield {
                "table": table.name,
                "table_holds": table.meaning,
                "column": column.name,
                "type": _KINDS[column.kind],
                "holds": column.meaning,
                "values": "; ".join(column.vocabulary),
                "always_filled": "yes" if column.required else "no",
                "in_gold": "yes" if annotated and column.gold else "no",
                "follows": column.follows,
                "written_by": command,
            }
