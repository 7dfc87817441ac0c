"""Whether a found row is right, as the confidence means it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from policyfacts.evaluate.alignment import PAIRED_SIDES, Alignment, Pair, align
from policyfacts.gold import Gold, page_of
from policyfacts.schema import FACT_TABLES, TABLES
from policyfacts.tables.cells import Row

ENOUGH = 0.75
"""The share of a row's filled cells that has to be right. Two careful annotators agree on all cells of every second
row only, so that "all" would ask more of a row than of a person; and one wrong cell of four leaves a row of use."""


def judgements(gold: Gold, found: Mapping[str, Iterable[Row]]) -> Iterator[tuple[Row, bool]]:
    """Every found row of the fact tables on annotated pages, and whether it is right; optional ones are neither."""
    for name in (name for name in FACT_TABLES if name in gold.tables):
        ours, theirs = _by_page(gold.tables[name]), _by_page(found.get(name, ()))
        for page, rows in theirs.items():
            if page[0] in gold.docs if gold.pages is None else page in gold.pages:
                right = judged_page(name, ours.get(page, []), rows)
                yield from ((row, right[row["fact_id"]]) for row in rows if row["fact_id"] in right)


def judged_page(table: str, gold: Iterable[Row], found: Iterable[Row]) -> dict[str, bool]:
    """Whether the found rows of one page are right, by ``fact_id``; those that answer optional gold are absent."""
    return rows_right(align(TABLES[table], list(gold), list(found)))


def rows_right(aligned: Alignment) -> dict[str, bool]:
    """Whether the found rows of one page are right, by ``fact_id``."""
    right = {pair.found["fact_id"]: share_right(pair) >= ENOUGH for pair in aligned.pairs}
    return right | {row["fact_id"]: False for row in aligned.invented}


def cells_right(aligned: Alignment, table: str) -> dict[tuple[str, str], bool]:
    """Whether the filled cells of the found rows of one page are right, by ``fact_id`` and column.

    A cell is right where its column's comparator gives 1 against the gold row that its row answers; all cells of a row
    that answers none are wrong.
    """
    names = [column.name for column in TABLES[table].slots if column.compare != "none"]
    wrong = {(row["fact_id"], name): False for row in aligned.invented for name in names if row.get(name)}
    return wrong | {
        (pair.found["fact_id"], name): right for pair in aligned.pairs for name, right in _cells(pair, table)
    }


def _cells(pair: Pair, table: str) -> Iterator[tuple[str, bool]]:
    """The filled cells of a pair's found row; sides taken the other way round, by the column they stand in."""
    one, other = PAIRED_SIDES.get(table, ("", ""))
    crossed = any(match.slot == one and match.found != pair.found.get(one, "") for match in pair.slots) or any(
        match.slot == other and match.found != pair.found.get(other, "") for match in pair.slots
    )
    turned = {one: other, other: one} if crossed else {}
    for match in pair.slots:
        if match.found:
            yield turned.get(match.slot, match.slot), match.similarity == 1


def share_right(pair: Pair) -> float:
    """The share of the cells filled by the found row that gold confirms, partial credit included."""
    filled = [match.similarity for match in pair.slots if match.found]
    return sum(filled) / len(filled) if filled else 0.0


def _by_page(rows: Iterable[Row]) -> dict[tuple[str, str], list[Row]]:
    pages: dict[tuple[str, str], list[Row]] = {}
    for row in rows:
        pages.setdefault(page_of(row), []).append(row)
    return pages
