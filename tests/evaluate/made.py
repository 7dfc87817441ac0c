"""Rows made for tests of the scorer."""

from __future__ import annotations

from policyfacts.gold import Gold
from policyfacts.schema import TABLES
from policyfacts.tables.cells import Row


def row(table: str, /, **cells: str) -> Row:
    """A row of ``table`` on page 1 of the paper ``a``; cells not named are empty."""
    return {**dict.fromkeys(TABLES[table].gold_names, ""), "doc": "a", "page": "1", **cells}


def gold_of(table: str, *rows: Row) -> Gold:
    """Gold of one table, every page annotated."""
    return Gold({table: rows})
