"""The table of papers, and the ledger, of the report's first section."""

from __future__ import annotations

from policyfacts.columns import Column, Table
from policyfacts.report.factgrids import Grid, grid, nowhere
from policyfacts.report.overview import Overview
from policyfacts.schema import FACT_TABLES, TABLES
from policyfacts.tables import Tables
from policyfacts.tables.cells import Row, cell

PAPERS = Table(
    "papers",
    "bookkeeping",
    "The papers, with the number of facts that each of them holds.",
    (
        *(TABLES["documents"].column(name) for name in ("doc", "title", "published", "language", "pages")),
        *(Column(name, "integer", f"How many rows of the table {name} the paper has.") for name in FACT_TABLES),
        Column("kept", "number", "Percent of what is printed that is in the text; the ledger has the rest."),
        *(TABLES["documents"].column(name) for name in ("status", "error")),
    ),
)


def papers_grid(overview: Overview) -> Grid:
    """A row for each paper."""
    rows = []
    for paper in overview.papers:
        row: Row = {
            "doc": paper.doc,
            "title": paper.title,
            "published": paper.published,
            "language": paper.language,
            "pages": str(paper.pages),
            **{name: str(number) for name, number in paper.facts.items()},
            "kept": "" if paper.kept is None else cell(round(100 * paper.kept, 1)),
            "status": paper.status,
            "error": paper.error,
        }
        rows.append(row)
    return grid(PAPERS, rows, locate=lambda row: (row["doc"], []))


def ledger_grid(tables: Tables) -> Grid:
    """The ledger as it is."""
    return grid(TABLES["ledger"], tables.rows("ledger"), locate=nowhere)
