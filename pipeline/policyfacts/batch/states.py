"""The tables of an output folder as they are, and as they were before the last run that changed them."""

from __future__ import annotations

from pathlib import Path

from policyfacts.batch.history import BEFORE, LAST, remembered
from policyfacts.batch.store import Store
from policyfacts.errors import OutputError, TableError
from policyfacts.schema import TABLES
from policyfacts.tables import Tables, unpacked
from policyfacts.tables.cells import Row
from policyfacts.tables.files import STATE


def before_and_after(out: Path) -> tuple[Tables, Tables]:
    """The tables before the last run that changed them, and after it.

    Raises ``OutputError`` where no two runs are kept in ``out``.
    """
    return _tables(out, BEFORE), _tables(out, LAST)


def _tables(out: Path, name: str) -> Tables:
    run = remembered(out, name)
    store = Store(out / STATE / "entries", mark=run.mark)
    rows: dict[str, list[Row]] = {table: [] for table in TABLES}
    texts = {}
    for doc, kept in run.papers.items():
        found = store.get(kept.key)
        if found is None:
            break
        try:
            paper = unpacked(found)
        except TableError:
            break  # another version kept it, whose tables have other columns
        for table, mine in paper.rows.items():
            rows[table] += mine
        if paper.text is not None:
            texts[doc] = paper.text
    else:
        if run.papers:
            return Tables(rows, texts=texts)
    raise OutputError(
        f"{out}: what an earlier run wrote is not kept here. Run 'policyfacts extract' into this folder twice, or name "
        "two folders."
    )
