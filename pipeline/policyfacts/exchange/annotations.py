"""What all annotation formats hold: a paper's text, and facts whose slots stand at offsets in it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from policyfacts.records import Box, Span
from policyfacts.schema import GOLD_TABLES, TABLES
from policyfacts.tables import Tables
from policyfacts.tables.cells import Row


@dataclass(frozen=True, slots=True)
class Proof:
    """The words of one slot: a half-open range of the text, and where they are printed, line by line."""

    span: Span
    places: tuple[tuple[int, Box], ...]


@dataclass(frozen=True, slots=True)
class Annotated:
    """One row of a table: its id, page and values, and the proofs of each slot (column name to proofs, in order)."""

    fact_id: str
    table: str
    page: int
    values: dict[str, str]
    proofs: dict[str, tuple[Proof, ...]]

    @property
    def first(self) -> Span | None:
        """Where its first proving words stand; ``None`` where the row has none."""
        return min((proof.span for proofs in self.proofs.values() for proof in proofs), default=None)


@dataclass(frozen=True, slots=True)
class Sheet:
    """A paper with its annotations, in the order of the text."""

    doc: str
    path: str
    sha256: str
    text: str
    facts: list[Annotated] = field(default_factory=list)


def sheets(tables: Tables) -> Iterator[Sheet]:
    """Every paper that was read, with the rows of all tables that have gold; sorted by ``doc``."""
    proofs = _proofs(tables)
    by_doc: dict[str, list[Annotated]] = {doc: [] for doc in tables.texts}
    for name in GOLD_TABLES:
        for row in tables.rows(name):
            if row["doc"] in by_doc:
                by_doc[row["doc"]].append(_annotated(name, row, proofs))
    for document in tables.rows("documents"):
        doc = document["doc"]
        if doc in by_doc:
            facts = sorted(by_doc[doc], key=lambda fact: (fact.first or Span(0, 0), fact.table, fact.fact_id))
            yield Sheet(doc, document["path"], document["sha256"], tables.texts[doc], facts)


def fact_id(table: str, row: Row) -> str:
    """The id by which ``evidence`` names a row; those of mentions follow from the row itself."""
    if table == "countries":
        return f"{row['doc']}:{table}:{row['page']}-{row['country']}"
    return row.get("fact_id") or f"{row['doc']}:{table}:{row['start']}-{row['end']}"


def _annotated(name: str, row: Row, proofs: dict[str, dict[str, tuple[Proof, ...]]]) -> Annotated:
    number = fact_id(name, row)
    values = {column.name: row[column.name] for column in TABLES[name].slots if row[column.name]}
    return Annotated(number, name, int(row["page"]), values, proofs.get(number, {}))


def _proofs(tables: Tables) -> dict[str, dict[str, tuple[Proof, ...]]]:
    """fact_id -> slot -> its proofs; the lines of one range are one proof."""
    lines: dict[str, dict[str, dict[Span, list[tuple[int, Box]]]]] = {}
    for row in tables.rows("evidence"):
        span = Span(int(row["start"]), int(row["end"]))
        box = (float(row["x0"]), float(row["y0"]), float(row["x1"]), float(row["y1"]))
        slots = lines.setdefault(row["fact_id"], {})
        slots.setdefault(row["slot"], {}).setdefault(span, []).append((int(row["page"]), box))
    return {
        number: {
            slot: tuple(Proof(span, tuple(spans[span])) for span in sorted(spans)) for slot, spans in slots.items()
        }
        for number, slots in lines.items()
    }
