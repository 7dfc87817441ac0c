"""Annotations that were made in other programs, back as rows of gold."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from policyfacts.errors import PolicyfactsError, UsageError
from policyfacts.exchange import brat, labelstudio
from policyfacts.exchange.marks import Mark, row_of
from policyfacts.reading import read_bytes
from policyfacts.schema import GOLD_TABLES
from policyfacts.sources import bytes_of, located
from policyfacts.tables import Tables, read_tables
from policyfacts.tables.cells import Row


@dataclass(slots=True)
class Imported:
    """Gold rows by table, in reading order, and what could not be read, each in a sentence."""

    rows: dict[str, list[Row]] = field(default_factory=lambda: {name: [] for name in GOLD_TABLES})
    problems: list[str] = field(default_factory=list)


def imported(path: Path | str, *, out: Path | str) -> Imported:
    """The gold that annotators made of an export of the folder ``out``: a brat folder, or Label Studio's JSON.

    Raises ``UsageError`` where ``path`` is neither, or was made from other texts than those of ``out``.
    """
    path = Path(path)
    tables = read_tables(out)
    pages = _Pages(tables)
    found = Imported()
    for mark in _marks(path, tables):
        text = tables.texts[mark.doc]
        row, problems = row_of(mark, text, pages.of(mark.doc))
        found.problems += problems
        found.rows[mark.table].append(row)
    found.rows["countries"] = _counted(found.rows["countries"])
    return found


def _marks(path: Path, tables: Tables) -> Iterator[Mark]:
    if path.is_dir() and any(path.glob("*.ann")):
        yield from brat.read(path, tables.texts)
    elif path.is_file() and path.suffix.lower() == ".json":
        yield from labelstudio.read(path, tables.texts)
    else:
        raise UsageError(f"{path}: neither a brat folder (*.ann) nor a JSON export of Label Studio.")


def _counted(rows: list[Row]) -> list[Row]:
    """One row a page and country, however many marks it came in."""
    counted: dict[tuple[str, str, str], Row] = {}
    for row in rows:
        key = row["doc"], row["page"], row["country"]
        if key in counted:
            row = {**counted[key], "mentions": str(int(counted[key]["mentions"]) + int(row["mentions"]))}
        counted[key] = row
    return list(counted.values())


class _Pages:
    """On which page an offset stands: the PDF tells; where it is not here any more, the nearest proved words do."""

    def __init__(self, tables: Tables) -> None:
        self._paths = {row["doc"]: row["path"] for row in tables.rows("documents")}
        self._texts = tables.texts
        self._near: dict[str, list[tuple[int, int]]] = {}
        for row in tables.rows("evidence"):
            doc = row["fact_id"].rsplit(":", 2)[0]
            self._near.setdefault(doc, []).append((int(row["start"]), int(row["page"])))
        self._known: dict[str, Callable[[int], int]] = {}

    def of(self, doc: str) -> Callable[[int], int]:
        """What tells the page of an offset of one paper; the PDF is opened when it is first asked."""

        def page(start: int) -> int:
            if doc not in self._known:
                self._known[doc] = self._read(doc)
            return self._known[doc](start)

        return page

    def _read(self, doc: str) -> Callable[[int], int]:
        try:
            paper = read_bytes(bytes_of(located(self._paths[doc])), doc=doc, path=self._paths[doc])
        except PolicyfactsError:
            paper = None
        if paper is not None and paper.text == self._texts[doc]:
            return paper.page_of
        near = self._near.get(doc) or [(0, 1)]
        return lambda start: min(near, key=lambda one: abs(one[0] - start))[1]
