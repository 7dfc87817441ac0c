"""What has changed between two states of the tables: rows by paper, and what papers now agree on or contradict."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby

from policyfacts.changes import Change, changes, tally
from policyfacts.columns import Column, Table
from policyfacts.compare import compare
from policyfacts.schema import GOLD_TABLES, TABLES
from policyfacts.tables import Tables
from policyfacts.tables.cells import Row, csv_header, csv_text

_STEERING = re.compile(r"[\x00-\x1f\x7f-\x9f\u200e\u200f\u2028-\u202e\u2066-\u2069]+")
_LONGEST = 80
RELATIONS = {"agree": "newly agreed", "conflict": "newly contradicted"}
CHANGES = Table(
    "changes",
    "bookkeeping",
    "One row for each row that is new or gone, and for each cell that has changed.",
    (
        Column("doc", "text", "The paper; for what papers now agree on or contradict, all of them."),
        Column("table", "code", "The row's table.", vocabulary=GOLD_TABLES),
        Column("change", "code", "new, gone, changed, newly agreed or newly contradicted."),
        Column("page", "integer", "The row's page."),
        Column("row", "text", "The row in a few words: the columns that tell which fact it is about."),
        Column("column", "text", "The column that differs."),
        Column("before", "text", "What stood there; where papers are compared, what the earlier one says."),
        Column("after", "text", "What stands there; where papers are compared, what the later one says."),
        Column("fact_id", "text", "Names the row, where its table names rows."),
    ),
)


@dataclass(frozen=True, slots=True)
class Verdict:
    """A slot of which papers now say the same, or what contradicts: as a row of ``comparisons``."""

    relation: str
    row: Row

    @property
    def docs(self) -> tuple[str, ...]:
        """The papers that say it."""
        names = f"{self.row['left_docs']}; {self.row['right_docs']}".strip("; ").split("; ")
        return tuple(dict.fromkeys(names))


@dataclass(frozen=True, slots=True)
class Diff:
    """``changes`` by paper; ``verdicts``: what is newly agreed and newly contradicted between papers."""

    changes: tuple[Change, ...]
    verdicts: tuple[Verdict, ...]

    def rows(self) -> Iterator[Row]:
        """The rows of the table ``CHANGES``."""
        for change in self.changes:
            yield from _change_rows(change)
        for verdict in self.verdicts:
            row = verdict.row
            yield {
                "doc": "; ".join(verdict.docs),
                "table": row["table"],
                "change": RELATIONS[verdict.relation],
                "column": row["slot"],
                "before": row["left"],
                "after": row["right"],
            }

    def as_csv(self) -> str:
        """All of it as a CSV file."""
        return csv_header(CHANGES) + csv_text(CHANGES, self.rows())

    def as_text(self) -> str:
        """All of it to be read, by paper."""
        return "\n".join(_lines(self))


def diff(before: Tables, after: Tables) -> Diff:
    """What has changed in the eight tables of mentions and facts from ``before`` to ``after``, sorted by paper."""
    old, new = _by_doc(before), _by_doc(after)
    found = [change for doc in sorted({*old, *new}) for change in changes(doc, old[doc], new[doc])]
    return Diff(tuple(found), tuple(verdicts(before, after)))


def _by_doc(tables: Tables) -> defaultdict[str, dict[str, list[Row]]]:
    found: defaultdict[str, dict[str, list[Row]]] = defaultdict(lambda: defaultdict(list))
    for name in GOLD_TABLES:
        for row in tables.rows(name):
            found[row["doc"]][name].append(row)
    return found


def verdicts(before: Tables, after: Tables) -> Iterator[Verdict]:
    """What papers agree on, or contradict, in ``after`` and did not in ``before``."""
    known = Counter(key for key, _ in _told(before))
    for key, row in _told(after):
        if known[key]:
            known[key] -= 1
        else:
            yield Verdict(row["relation"], row)


def _told(tables: Tables) -> Iterator[tuple[tuple[str, ...], Row]]:
    for row in compare(tables).rows("comparisons"):
        if row["relation"] in RELATIONS:
            yield tuple(row[n] for n in ("table", "slot", "relation", "left", "right", "left_docs", "right_docs")), row


def _change_rows(change: Change) -> Iterator[Row]:
    row = {
        "doc": change.doc,
        "table": change.table,
        "change": change.kind,
        "page": change.row.get("page", ""),
        "row": _named(change),
        "fact_id": change.row.get("fact_id", ""),
    }
    if not change.what:
        yield row
    for column, (old, new) in change.what.items():
        yield {**row, "column": column, "before": old, "after": new}


def _named(change: Change) -> str:
    """The row in a few words: what tells which fact it is about, else all that it states."""
    columns = TABLES[change.table].slots
    chosen = [column.name for column in columns if column.identity] or [column.name for column in columns]
    return ", ".join(filter(None, (change.row.get(name, "") for name in chosen)))


def _lines(found: Diff) -> Iterator[str]:
    for doc, group in groupby(found.changes, key=lambda change: change.doc):
        of_doc = list(group)
        yield f"{_short(doc)}: {_counted(of_doc)}"
        for change in of_doc:
            sign = {"new": "+", "gone": "-", "changed": "~"}[change.kind]
            yield f"  {sign} {change.table}, p. {change.row.get('page', '')}: {_short(_named(change))}"
            for column, (old, new) in change.what.items():
                yield f"      {column}: {_short(old) or 'nothing'} -> {_short(new) or 'nothing'}"
    for relation, said in RELATIONS.items():
        rows = [verdict.row for verdict in found.verdicts if verdict.relation == relation]
        yield f"{len(rows)} {said}{':' if rows else ''}"
        for row in rows:
            yield f"  {row['table']}, {row['slot']}: {_short(row['left'])} ({_short(row['left_docs'])})"
            yield f"      and {_short(row['right'])} ({_short(row['right_docs'])})"


def _counted(found: Iterable[Change]) -> str:
    counts = tally(found)
    return ", ".join(f"{counts[kind]} {kind}" for kind in ("new", "gone", "changed") if counts[kind])


def _short(text: str) -> str:
    plain = _STEERING.sub(" ", text)
    return plain if len(plain) <= _LONGEST else f"{plain[: _LONGEST - 1]}…"
