"""Fact tables: detection, slots and strict facts, counted apart and never mixed."""

from __future__ import annotations

from collections.abc import Iterator

from policyfacts.columns import Table
from policyfacts.evaluate.alignment import Alignment, Outcome, SlotMatch, align, scored_slots
from policyfacts.evaluate.counts import Counts
from policyfacts.evaluate.errors import Miss, row_text
from policyfacts.tables.cells import Row


def count_facts(table: Table, gold: list[Row], found: list[Row]) -> tuple[dict[str, Counts], list[Miss]]:
    """The counts of one page by measure, and what went wrong there.

    ``detection``: rows paired at similarity .5 or more. ``slot``: filled slots, those of rows missed and invented
    included; ``slot.<column>`` the same for one column. ``strict``: rows of which every slot that gold fills is right.
    """
    aligned = align(table, gold, found)
    pairs, missed, invented = len(aligned.pairs), len(aligned.missed), len(aligned.invented)
    right = sum(pair.strict for pair in aligned.pairs)
    counts = {
        "detection": Counts(correct=pairs, missing=missed, spurious=invented),
        "strict": Counts(correct=right, incorrect=pairs - right, missing=missed, spurious=invented),
    }
    slot = Counts()
    for name, each in _slot_counts(table, aligned).items():
        counts[f"slot.{name}"] = each
        slot += each
    counts["slot"] = slot
    return counts, list(_misses(table, aligned))


def _slot_counts(table: Table, aligned: Alignment) -> dict[str, Counts]:
    columns = [column.name for column in scored_slots(table)]
    counts = dict.fromkeys(columns, Counts())
    for pair in aligned.pairs:
        for match in pair.slots:
            counts[match.slot] += _one(match)
    for name in columns:
        missing = sum(bool(row.get(name)) for row in aligned.missed)
        spurious = sum(bool(row.get(name)) for row in aligned.invented)
        counts[name] += Counts(missing=missing, spurious=spurious)
    return counts


def _one(match: SlotMatch) -> Counts:
    partial = match.outcome == "partial"
    return Counts(**{match.outcome: 1}, credit=match.similarity if partial else 0.0)


_KINDS: dict[Outcome, str] = {
    "partial": "partly right slot",
    "incorrect": "wrong slot",
    "missing": "missing slot",
    "spurious": "invented slot",
}


def _misses(table: Table, aligned: Alignment) -> Iterator[Miss]:
    columns = [column.name for column in scored_slots(table)]
    for row in aligned.missed:
        yield Miss.at(table.name, row, kind="missed row", gold=row_text(row, columns))
    for row in aligned.invented:
        found, quote = row_text(row, columns), row.get("quote", "")
        yield Miss.at(table.name, row, kind="invented row", found=found, quote=quote, answer=row)
    for pair in aligned.pairs:
        for match in pair.slots:
            if match.outcome in _KINDS:
                yield Miss.at(
                    table.name,
                    pair.gold,
                    kind=_KINDS[match.outcome],
                    slot=match.slot,
                    gold=match.gold,
                    found=match.found,
                    quote=pair.found.get("quote", ""),
                    answer=pair.found,
                )
