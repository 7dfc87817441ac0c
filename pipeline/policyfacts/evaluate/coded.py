"""Scores found rows against a table of codes: one known record a page, such as AidData's coders keep of a project.

Where coders have kept only some columns of one fact a page, neither precision nor alignment can be told. What can be:
whether some row of the page has each code, whether one row has several together, and how many rows there are to choose
from.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from policyfacts.columns import Table
from policyfacts.errors import GoldError, UsageError
from policyfacts.evaluate.bootstrap import Interval, draws, intervals
from policyfacts.evaluate.counts import Counts, total
from policyfacts.evaluate.errors import Miss, row_text
from policyfacts.evaluate.scoring import read_found
from policyfacts.evaluate.similarity import similarity
from policyfacts.gold import page_of, read_csv
from policyfacts.schema import FACT_TABLES, TABLES
from policyfacts.tables.cells import Row
from policyfacts.values import edtf

KNOWN: Mapping[str, str] = {
    "year": "date",
    "recipient_iso3": "recipients",
    "provider_iso3": "providers",
}
"""Coded columns whose names differ from the table's. They come before columns of the table's own name, which may hold
the same in words.
"""

_SUM = ("amount", "currency")


@dataclass(frozen=True)
class CodedScores:
    """Shares of coded pages that are answered.

    ``counts[measure][doc]``: one measure for each coded column (some row of the page has the code) and one for columns
    together, joined by ``+`` (one row has them all); a page whose codes are empty is not asked. ``rows`` and ``pages``
    are those of the coded pages.
    """

    table: str
    counts: Mapping[str, Mapping[str, Counts]]
    docs: tuple[str, ...]
    rows: int
    pages: int
    misses: tuple[Miss, ...]

    def share(self, measure: str) -> float | None:
        """The share of pages answered, 0 to 1; None where no page is asked. Raises ``UsageError``."""
        return self.of(measure).recall

    def of(self, measure: str) -> Counts:
        """The counts of a measure over all papers. Raises ``UsageError`` for one that was not scored."""
        if measure not in self.counts:
            raise UsageError(f"Nothing was scored as {measure!r}. Scored: {', '.join(self.counts)}.")
        return total(self.counts[measure].values())

    @property
    def rows_per_page(self) -> float | None:
        """How many found rows a coded page has on average."""
        return self.rows / self.pages if self.pages else None

    @cached_property
    def intervals(self) -> dict[str, Interval | None]:
        """The 95% interval of each share: bootstrap over papers, None for fewer than two."""
        drawn = draws(max(len(self.docs), 1))
        return {
            name: intervals([by_doc.get(doc, Counts()) for doc in self.docs], drawn)["recall"]
            for name, by_doc in self.counts.items()
        }

    def as_text(self) -> str:
        """The shares as a table for a terminal."""
        width = max(map(len, self.counts), default=0)
        lines = [f"{'codes':<{width}}  share  95% interval  right  pages"]
        for name in self.counts:
            counts, interval = self.of(name), self.intervals[name]
            share = f"{counts.recall:.3f}" if counts.recall is not None else ""
            bounds = f"{interval[0]:.3f}-{interval[1]:.3f}" if interval else ""
            lines.append(f"{name:<{width}}  {share:>5}  {bounds:>12}  {counts.correct:>5}  {counts.gold:>5}")
        if self.rows_per_page is not None:
            lines.append(f"{self.table} rows a page: {self.rows_per_page:.2f}")
        return "\n".join(lines)


def score_coded(
    coded: Path | str,
    found: Path | str | Sequence[Row],
    *,
    table: str = "funds",
    columns: Mapping[str, str] | None = None,
) -> CodedScores:
    """Score the rows of ``table`` against a CSV file of codes: doc, page, and one or more coded columns.

    ``found`` is an output folder, or rows. ``columns`` maps coded columns to the table's; by default those with the
    same name, and ``KNOWN``. A code is right by the column's comparator, with three readings of its own: a year is
    right where the row's date lies within it, a list holds the codes named, and an amount may be either end of a range.
    Raises ``GoldError``, ``OutputError``, ``UsageError``.
    """
    if table not in FACT_TABLES:
        raise UsageError(f"{table!r} is not a table of facts. Tables: {', '.join(FACT_TABLES)}.")
    path, schema = Path(coded), TABLES[table]
    records = _read_coded(path)
    asked = _columns(path, records, schema, columns)
    rows = read_found(found, [table])[table] if isinstance(found, Path | str) else found
    by_page: dict[tuple[str, str], list[Row]] = {}
    for row in rows:
        by_page.setdefault(page_of(row), []).append(row)
    groups = _groups(asked)
    counts: dict[str, dict[str, Counts]] = {name: {} for name in groups}
    misses = []
    for record in records:
        candidates = by_page.get(page_of(record), [])
        for name, group in groups.items():
            codes = [code for code in group if record[code]]
            if not codes:
                continue
            right = any(all(_right(schema, asked[code], record[code], row) for code in codes) for row in candidates)
            by_doc = counts[name]
            by_doc[record["doc"]] = by_doc.get(record["doc"], Counts()) + Counts(correct=right, missing=not right)
            if not right:
                misses.append(_miss(schema, record, candidates, measure=name, codes=codes))
    pages = {page_of(record) for record in records}
    docs = tuple(sorted({doc for doc, _ in pages}))
    return CodedScores(
        table, counts, docs, sum(len(by_page.get(page, [])) for page in pages), len(pages), tuple(misses)
    )


def _read_coded(path: Path) -> list[Row]:
    rows = read_csv(path, columns=("doc", "page"))
    for number, row in rows:
        if not row["doc"] or not re.fullmatch(r"[1-9][0-9]*", row["page"]):
            raise GoldError(
                f"{path}, row {number}: doc {row['doc']!r}, page {row['page']!r}. "
                "Write the paper's file name without .pdf, and the page's position in it (the first page is 1)."
            )
    if not rows:
        raise GoldError(f"{path}: no rows under the header. Write one row a coded page.")
    return [row for _, row in rows]


def _columns(path: Path, records: Sequence[Row], table: Table, named: Mapping[str, str] | None) -> dict[str, str]:
    """The coded columns and the table's columns that they answer to."""
    header = records[0].keys()
    slots = {column.name for column in table.slots if column.compare != "none"}
    if named is None:
        known = {name: KNOWN[name] for name in header if KNOWN.get(name) in slots}
        taken = set(known.values())
        found = {name: known.get(name, name) for name in header if name in known or name in slots - taken}
        if not found:
            raise GoldError(f"{path}: no coded column. Name one or more as the table's: {', '.join(sorted(slots))}.")
        return found
    for code, column in named.items():
        if code not in header:
            raise GoldError(f"{path}: column {code!r} is missing; it has: {', '.join(header)}.")
        if column not in slots:
            raise UsageError(f"{column!r} is no scored column of {table.name}. Columns: {', '.join(sorted(slots))}.")
    return dict(named)


def _groups(asked: Mapping[str, str]) -> dict[str, tuple[str, ...]]:
    """What is asked of one row: each code alone, the sum (amount and currency), all codes together."""
    groups: dict[str, tuple[str, ...]] = {name: (name,) for name in asked}
    money = tuple(code for code, column in asked.items() if column in _SUM)
    for group in (money, tuple(asked)):
        if len(group) > 1:
            groups["+".join(group)] = group
    return groups


def _right(table: Table, column: str, code: str, row: Row) -> bool:
    value = row.get(column, "")
    if not value:
        return False
    declared = table.column(column)
    if declared.compare == "edtf":
        return value == code or (edtf.is_valid(code) and edtf.is_valid(value) and edtf.contains(code, value))
    if declared.compare == "set":
        listed = [part.strip() for part in value.split(";")]
        return all(any(similarity(declared, each.strip(), part) == 1 for part in listed) for each in code.split(";"))
    ends = [value, row.get(f"{column}_max", "")]
    return any(similarity(declared, code, end) == 1 for end in ends if end)


def _miss(table: Table, record: Row, rows: Sequence[Row], *, measure: str, codes: Sequence[str]) -> Miss:
    slots = [column.name for column in table.slots if column.compare != "none"]
    found = " // ".join(row_text(row, slots) for row in rows)
    quote = " // ".join(sorted({row.get("quote", "") for row in rows} - {""}))
    gold = row_text(record, codes)
    return Miss.at(table.name, record, kind="code not found", slot=measure, gold=gold, found=found, quote=quote)
