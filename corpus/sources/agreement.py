"""How far two coders agree: ``python corpus/sources/agreement.py FIRST SECOND`` names two gold folders.

The second coder's rows are scored against the first's as a system's rows would be, and then the other way round. A row
that is optional and answers nothing counts on neither side; nor does an answer to an optional row. Rows are read as
they are, so that a slip that ``read_gold`` would refuse is a difference like others.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable, Sequence
from pathlib import Path

from policyfacts.evaluate import Scores, evaluate
from policyfacts.evaluate.alignment import align
from policyfacts.evaluate.mentions import match
from policyfacts.evaluate.similarity import number
from policyfacts.gold import Gold, optional, page_of, read_csv
from policyfacts.schema import FACT_TABLES, GOLD_TABLES, TABLES, Table
from policyfacts.tables.cells import Row

MEASURES = ("detection", "slot", "strict")


def read(folder: str) -> Gold:
    """The tables of ``folder``, only their headers checked."""
    return Gold(
        {
            name: tuple(row for _, row in read_csv(Path(folder) / f"{name}.csv", columns=TABLES[name].gold_names))
            for name in GOLD_TABLES
        }
    )


def agreement(first: Gold, second: Gold) -> Scores:
    """The scores of ``second`` against ``first``, without those optional rows of ``second`` that answer none."""
    return evaluate(
        first, {name: counted(TABLES[name], rows, second.tables[name]) for name, rows in first.tables.items()}
    )


def counted(table: Table, gold: Iterable[Row], found: Iterable[Row]) -> list[Row]:
    """The found rows that count: all but the optional ones that are paired with no gold row of their page."""
    gold, found = list(gold), list(found)
    alone: set[int] = set()
    for page in {page_of(row) for row in found}:
        ours, theirs = ([row for row in rows if page_of(row) == page] for rows in (gold, found))
        alone |= {id(row) for row in _unpaired(table, ours, theirs) if optional(row)}
    return [row for row in found if id(row) not in alone]


def _unpaired(table: Table, gold: Sequence[Row], found: Sequence[Row]) -> tuple[Row, ...]:
    if table.name in FACT_TABLES:
        return align(table, gold, found).invented
    names = [column.name for column in table.slots if column.identity]
    return match(gold, found, lambda row: tuple(number(row[name]) for name in names)).invented


def main(folders: Sequence[str]) -> int:
    """Print a Markdown table of F1, the second coder against the first and the other way round."""
    if len(folders) != 2:
        sys.stderr.write("Name two gold folders: agreement.py FIRST SECOND\n")
        return 2
    first, second = map(read, folders)
    ways = agreement(first, second), agreement(second, first)
    for name in GOLD_TABLES:
        measures = MEASURES if name in FACT_TABLES else ("value",)
        cells = [" / ".join(f"{way.f1(name, measure) or 0:.3f}" for way in ways) for measure in measures]
        sys.stdout.write(f"| {name} | {' | '.join(cells)} |\n")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
