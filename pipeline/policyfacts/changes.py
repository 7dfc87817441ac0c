"""What is new, gone or changed between two states of a paper's tables.

A row is about the same fact as another where the identity columns of the schema agree; of several, those are paired
that have most cells in common. How a row was found (``fact_id``, offsets, rule, confidence, quote) is no difference.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from policyfacts.columns import Table
from policyfacts.schema import GOLD_TABLES, TABLES
from policyfacts.tables.cells import Row

_LOOSE = frozenset({"doc", "fact_id", "start", "end", "rule", "confidence", "quote", "mentions"})


@dataclass(frozen=True, slots=True)
class Change:
    """One row that is not as it was. ``what``: for a changed row, each column that differs with its two cells;
    ``row`` is the later row, for one that is gone the earlier."""

    doc: str
    table: str
    kind: Literal["new", "gone", "changed"]
    row: Mapping[str, str]
    what: Mapping[str, tuple[str, str]]


Rows = Mapping[str, Sequence[Row]]
"""The rows of one paper, by table."""


def changes(doc: str, before: Rows, after: Rows) -> Iterator[Change]:
    """The changes of one paper, by table; within a table those that are gone first, then changed, then new."""
    for name in GOLD_TABLES:
        yield from _table_changes(doc, TABLES[name], before.get(name, ()), after.get(name, ()))


def tally(found: Iterable[Change], tables: Iterable[str] = GOLD_TABLES) -> Counter[str]:
    """How many rows of ``tables`` are new, gone and changed."""
    wanted = set(tables)
    return Counter(change.kind for change in found if change.table in wanted)


def _table_changes(doc: str, table: Table, before: Sequence[Row], after: Sequence[Row]) -> Iterator[Change]:
    columns = [column.name for column in table.columns if column.name not in _LOOSE and not column.follows]
    identity = [column.name for column in table.columns if column.identity and column.name != "doc"]
    gone, new = _unlike(before, after, columns)
    waiting: dict[tuple[str, ...], list[Row]] = defaultdict(list)
    for row in new:
        waiting[_cells(row, identity)].append(row)
    lost: list[Row] = []
    changed: list[Change] = []
    for row in gone:
        partners = waiting[_cells(row, identity)]
        if not partners:
            lost.append(row)
            continue
        later = max(partners, key=lambda other: sum(row.get(name, "") == other.get(name, "") for name in columns))
        partners.remove(later)
        what = {n: (row.get(n, ""), later.get(n, "")) for n in columns if row.get(n, "") != later.get(n, "")}
        changed.append(Change(doc, table.name, "changed", later, what))
    yield from (Change(doc, table.name, "gone", row, {}) for row in lost)
    yield from changed
    left = {id(row) for rows in waiting.values() for row in rows}
    yield from (Change(doc, table.name, "new", row, {}) for row in new if id(row) in left)


def _unlike(before: Sequence[Row], after: Sequence[Row], columns: Sequence[str]) -> tuple[list[Row], list[Row]]:
    """The rows of each side that the other has not, cell for cell."""
    here = Counter(_cells(row, columns) for row in before)
    there = Counter(_cells(row, columns) for row in after)
    return _surplus(before, here - there, columns), _surplus(after, there - here, columns)


def _surplus(rows: Sequence[Row], surplus: Counter[tuple[str, ...]], columns: Sequence[str]) -> list[Row]:
    """As many of ``rows`` as ``surplus`` counts; of equal ones the last."""
    left = Counter(surplus)
    found = []
    for row in reversed(rows):
        cells = _cells(row, columns)
        if left[cells] > 0:
            left[cells] -= 1
            found.append(row)
    return found[::-1]


def _cells(row: Row, columns: Sequence[str]) -> tuple[str, ...]:
    return tuple(row.get(name, "") for name in columns)
