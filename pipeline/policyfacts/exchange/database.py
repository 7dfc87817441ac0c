"""A SQLite database: the tables with types, keys and indices, and what Datasette wants to know of them.

Every row of facts and mentions is named in ``facts``, to which its ``fact_id`` refers, and those of ``evidence`` and
``parties`` too. Facts and texts can be searched for words, and views join what is asked for most (``searching``). The
column meanings go into ``<name>-metadata.json`` beside it: ``datasette policyfacts.sqlite --metadata ...``.
"""

from __future__ import annotations

import contextlib
import json
import sqlite3
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from policyfacts.columns import Column, Table
from policyfacts.exchange import searching
from policyfacts.exchange.annotations import fact_id
from policyfacts.schema import FACT_TABLES, GOLD_TABLES, TABLES
from policyfacts.tables import Tables
from policyfacts.tables.cells import Row

_TYPES = {"integer": "INTEGER", "number": "NUMERIC"}
_FACETS = ("doc", "country", "counterparty", "level", "kind", "event", "status", "currency", "outcome")


def write(tables: Tables, path: Path, dest: Path) -> None:
    """Write the database to ``path``, and the metadata for Datasette beside ``dest``."""
    with contextlib.closing(sqlite3.connect(path)) as base, base:
        base.execute("PRAGMA foreign_keys = ON")
        base.execute("PRAGMA journal_mode = OFF")  # nobody reads it before it is whole
        # Papers first, then all rows: the others refer to them.
        for table in sorted(TABLES.values(), key=lambda table: table.name != "documents"):
            if table.name == "dates":
                base.execute(_FACTS)
                base.executemany("INSERT OR IGNORE INTO facts VALUES (?, ?, ?, ?)", _every(tables))
            base.execute(_create(table))
            names = ", ".join(f'"{name}"' for name in _columns(table))
            marks = ", ".join("?" * len(_columns(table)))
            rows = (_typed(table, row) for row in tables.rows(table.name))
            base.executemany(f'INSERT INTO "{table.name}" ({names}) VALUES ({marks})', rows)
            for index in _indices(table):
                base.execute(index)
        base.execute("CREATE TABLE texts (doc TEXT PRIMARY KEY REFERENCES documents(doc), text TEXT NOT NULL)")
        base.executemany("INSERT INTO texts VALUES (?, ?)", sorted(tables.texts.items()))
        searching.add(base)
    about = json.dumps(_metadata(dest.stem), ensure_ascii=False, indent=2) + "\n"
    dest.with_name(f"{dest.stem}-metadata.json").write_text(about, encoding="utf-8")


_FACTS = """CREATE TABLE facts (
    fact_id TEXT PRIMARY KEY, "table" TEXT NOT NULL, doc TEXT NOT NULL REFERENCES documents(doc), page INTEGER
)"""


def _every(tables: Tables) -> Iterator[tuple[str, str, str, int]]:
    """What names every row of facts and mentions; and what evidence and parties speak of without it."""
    for name in GOLD_TABLES:
        for row in tables.rows(name):
            yield fact_id(name, row), name, row["doc"], int(row["page"])
    for row in (*tables.rows("evidence"), *tables.rows("parties")):
        doc, name, _ = row["fact_id"].rsplit(":", 2)
        yield row["fact_id"], name, doc, int(row.get("page") or 0)


def _columns(table: Table) -> tuple[str, ...]:
    """The table's columns; mentions get the id by which ``evidence`` names them."""
    named = table.name in GOLD_TABLES and "fact_id" not in table.names
    return (*table.names, "fact_id") if named else table.names


def _create(table: Table) -> str:
    lines = [_declared(table, column) for column in table.columns]
    if len(_columns(table)) > len(lines):
        lines.append('"fact_id" TEXT PRIMARY KEY REFERENCES "facts"("fact_id")')
    return f'CREATE TABLE "{table.name}" ({", ".join(lines)})'


def _declared(table: Table, column: Column) -> str:
    words = [f'"{column.name}"', _TYPES.get(column.kind, "TEXT")]
    if (table.name, column.name) == ("documents", "doc") or (table.name in FACT_TABLES and column.name == "fact_id"):
        words.append("PRIMARY KEY")
    if table.name == "corrections" and column.name == "fact_id":
        words.append("NOT NULL")  # a rejected row is nowhere else
    elif column.name == "fact_id":
        words.append('NOT NULL REFERENCES "facts"("fact_id")')
    elif (table.name, column.name) != ("documents", "doc") and column.name == "doc":
        words.append('NOT NULL REFERENCES "documents"("doc")')
    return " ".join(words)


def _indices(table: Table) -> Iterator[str]:
    name = table.name
    if name == "evidence":
        yield 'CREATE INDEX "evidence_fact" ON "evidence" ("fact_id", "slot")'
    elif name == "parties":
        yield 'CREATE INDEX "parties_fact" ON "parties" ("fact_id")'
        yield 'CREATE INDEX "parties_code" ON "parties" ("code", "role")'
    elif name == "corrections":
        yield 'CREATE INDEX "corrections_fact" ON "corrections" ("fact_id", "slot")'
    elif name != "documents":
        yield f'CREATE INDEX "{name}_place" ON "{name}" ("doc", "page")'


def _typed(table: Table, row: Row) -> list[str | int | float | None]:
    cells: list[str | int | float | None] = []
    for column in table.columns:
        text = row.get(column.name, "")
        if column.kind in _TYPES:
            cells.append(_number(text) if text else None)
        else:
            cells.append(text.replace("\0", "\ufffd"))  # SQLite's own tools stop at a NUL
    if len(_columns(table)) > len(cells):
        cells.append(fact_id(table.name, row))
    return cells


def _number(text: str) -> int | float:
    """A whole number where it is one that SQLite can hold."""
    if "." in text or abs(int(text)) >= 1 << 63:
        return float(text)
    return int(text)


def _metadata(name: str) -> dict[str, Any]:
    described = {
        table.name: {
            "description": table.meaning,
            "columns": {column.name: column.meaning for column in table.columns},
            "facets": [column for column in _FACETS if column in table.names],
        }
        for table in TABLES.values()
    }
    described["texts"] = {"description": "The papers' texts, in which all offsets count.", "columns": {}, "facets": []}
    described["facts"] = {
        "description": "Every row by its id.",
        "columns": {},
        "facets": ["table", "doc"],
    }
    described |= {
        name: {"description": meaning, "columns": {}, "facets": []} for name, meaning in searching.MEANINGS.items()
    }
    return {"title": "Facts read from policy papers", "databases": {name: {"tables": described}}}
