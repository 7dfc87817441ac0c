"""Gold and found tables to scores, page by page."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeAlias

from policyfacts.columns import Table
from policyfacts.errors import OutputError
from policyfacts.evaluate.counts import Counts
from policyfacts.evaluate.errors import Miss
from policyfacts.evaluate.facts import count_facts
from policyfacts.evaluate.mentions import count_mentions
from policyfacts.evaluate.scores import Scores
from policyfacts.gold import Gold, page_of, read_csv, read_gold
from policyfacts.limits import TABLE
from policyfacts.schema import TABLES
from policyfacts.sources import door
from policyfacts.tables import Tables, read_tables
from policyfacts.tables.cells import Row

if TYPE_CHECKING:
    import pandas as pd

Page = tuple[str, str]


Rows = Iterable[Mapping[str, Any]]
Found: TypeAlias = "Tables | Mapping[str, Rows] | Mapping[str, pd.DataFrame] | Path | str"


def evaluate(gold: Gold | Path | str, found: Found) -> Scores:
    """Score found tables against gold.

    ``gold`` is a folder, or what ``read_gold`` gave. ``found`` is a folder (see ``read_found``), what ``extract`` gave,
    or a mapping from table names to rows (mappings from column to text) or DataFrames; a table it lacks has no rows.
    Only tables that have gold are scored, and only rows on annotated pages. Optional gold rows count on neither side.
    """
    gold = gold if isinstance(gold, Gold) else read_gold(gold)
    found = read_found(found, gold.tables) if isinstance(found, str | Path) else found
    docs = gold.docs
    counts: dict[str, dict[str, dict[str, Counts]]] = {}
    misses: list[Miss] = []
    for name in gold.tables:
        table = TABLES[name]
        by_measure: dict[str, dict[str, Counts]] = {}
        for page, ours, theirs in _pages(gold, name, list(_rows(found, table))):
            measured, wrong = (count_facts if table.role == "facts" else count_mentions)(table, ours, theirs)
            misses += wrong
            for measure, each in measured.items():
                by_doc = by_measure.setdefault(measure, {})
                by_doc[page[0]] = by_doc.get(page[0], Counts()) + each
        if not by_measure:
            by_measure = {measure: {} for measure in _measures(table)}
        counts[name] = by_measure
    return Scores(counts, docs, tuple(misses))


def read_found(out: Path | str, tables: Iterable[str]) -> dict[str, list[Row]]:
    """The rows of the tables in a folder that ``extract`` wrote, or of tables alone, as a second coder writes them:
    the machine's own, without what people judged.

    Raises ``OutputError`` where one is missing or cannot be read.
    """
    out = Path(out)
    if not out.is_dir():
        raise OutputError(f"{out}: no such folder. Run 'policyfacts extract PAPERS --out {out}' first.")
    if (out / "run.json").is_file():
        written = read_tables(out, machine=True)
        return {name: written.rows(name) for name in tables}
    found = {}
    for name in tables:
        path = out / f"{name}.csv"
        if not path.is_file():
            raise OutputError(f"{path}: no such file. Run 'policyfacts extract PAPERS --out {out}' first.")
        columns = ("doc", "page", *(column.name for column in TABLES[name].slots))
        found[name] = [row for _, row in read_csv(path, columns=columns, error=OutputError)]
    return found


def unread(out: Path, docs: Iterable[str]) -> tuple[str, ...]:
    """Annotated papers that ``documents.csv`` does not list as read; all their gold rows count as missed."""
    path = out / "documents.csv"
    if not door.exists(path):
        return ()
    try:
        lines = io.StringIO(door.read_text(path, TABLE), newline="")
    except (OSError, UnicodeDecodeError) as exc:
        raise OutputError(f"{path}: cannot be read: {getattr(exc, 'strerror', None) or exc}.") from exc
    read = {row.get("doc", "") for row in csv.DictReader(lines) if row.get("status") != "failed"}
    return tuple(doc for doc in docs if doc not in read)


def _measures(table: Table) -> tuple[str, ...]:
    counter = count_facts if table.role == "facts" else count_mentions
    return tuple(counter(table, [], [])[0])


def _pages(gold: Gold, name: str, found: list[Row]) -> Iterator[tuple[Page, list[Row], list[Row]]]:
    """The annotated pages on which either side has rows, in order, with the rows of both."""
    ours = _by_page(gold.tables[name])
    theirs = _by_page(found)
    docs = frozenset(gold.docs)
    for page in sorted(ours.keys() | theirs.keys(), key=lambda page: (page[0], len(page[1]), page[1])):
        if page[0] in docs if gold.pages is None else page in gold.pages:
            yield page, ours.get(page, []), theirs.get(page, [])


def _by_page(rows: Iterable[Row]) -> dict[Page, list[Row]]:
    pages: dict[Page, list[Row]] = {}
    for row in rows:
        pages.setdefault(page_of(row), []).append(row)
    return pages


def _rows(found: Tables | Mapping[str, Rows] | Mapping[str, pd.DataFrame], table: Table) -> Iterator[Row]:
    rows: Any = found.rows(table.name) if isinstance(found, Tables) else found.get(table.name, ())
    for row in rows.to_dict("records") if hasattr(rows, "to_dict") else rows:
        yield {str(name): _text(value) for name, value in row.items()}


def _text(value: object) -> str:
    """A cell as its file holds it: what is missing is empty, a whole number has no point."""
    # NaN, NaT and pandas.NA are the values that are not equal to themselves (NA's comparison is NA, no boolean).
    if value is None or type(value).__name__ in {"NAType", "NaTType"} or (isinstance(value, float) and value != value):
        return ""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value).strip()
