"""The rows that there are to judge, doubtful ones first."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from policyfacts.exchange.annotations import fact_id
from policyfacts.schema import FACT_TABLES, MENTION_TABLES, TABLES
from policyfacts.tables import Tables
from policyfacts.tables.cells import Row

_CANDIDATE = "candidate-"
_SURELY = 0.8  # from here on a row is asked about after what may be missing
_SURE = {"asserted": 0, "reported": 1, "denied": 2, "hypothetical": 3}


@dataclass(frozen=True, slots=True)
class Found:
    """One row of a table, under the id that ``evidence`` gives it."""

    fact_id: str
    table: str
    row: Row

    @property
    def asks(self) -> bool:
        """Whether it is no row, but a place that may hold one: is there a fact here?"""
        return self.fact_id.split(":")[-1].startswith(_CANDIDATE)

    @property
    def span(self) -> tuple[int, int]:
        """Where the words of a place that ``asks`` stand."""
        start, end = self.fact_id.rpartition(_CANDIDATE)[2].split("-")
        return int(start), int(end)

    @property
    def gold_row(self) -> Row:
        """What gold holds of it, ``note`` empty."""
        return {name: self.row.get(name, "") for name in TABLES[self.table].gold_names}


def rows_to_judge(tables: Tables, stakes: Mapping[str, float] | None = None) -> list[Found]:
    """All rows of tables that have gold: facts first, of which what changes most if they are wrong (``stakes``, by
    ``fact_id``; all the same by default) times how likely they are, most first; mentions, which have no confidence, in
    reading order.

    Without confidence (``--rules-only``), what the paper only reports or denies comes first.
    """
    cells: dict[str, float] = {}
    for row in tables.rows("evidence"):
        if row["confidence"]:
            cells[row["fact_id"]] = min(cells.get(row["fact_id"], 1.0), float(row["confidence"]))
    facts = [found for name in FACT_TABLES for found in _of(tables, name)]
    facts.sort(key=lambda found: _doubt(found, cells, stakes or {}))
    return facts + [found for name in MENTION_TABLES for found in _of(tables, name)]


def asked(tables: Tables, stakes: Mapping[str, float]) -> list[Found]:
    """All that a reviewer is asked, in order: doubtful rows, places that may hold a fact, the other rows."""
    rows = rows_to_judge(tables, stakes)
    doubtful = [found for found in rows if float(found.row.get("confidence") or 1) < _SURELY]
    held = {found.fact_id for found in doubtful}
    return [*doubtful, *places_to_judge(tables), *(found for found in rows if found.fact_id not in held)]


def places_to_judge(tables: Tables) -> list[Found]:
    """What looks like a fact that no row tells, likeliest first: rows of nothing but their place and quote."""
    ranked = sorted(tables.rows("candidates"), key=lambda row: (-float(row["score"]), row["doc"], int(row["start"])))
    return [
        Found(
            f"{row['doc']}:{row['table']}:{_CANDIDATE}{row['start']}-{row['end']}",
            row["table"],
            {"doc": row["doc"], "page": row["page"], "quote": row["quote"], "score": row["score"]},
        )
        for row in ranked
    ]


def evidence_by_fact(tables: Tables) -> dict[str, list[Row]]:
    """The rows of ``evidence`` by the fact that they prove."""
    proofs: dict[str, list[Row]] = {}
    for row in tables.rows("evidence"):
        proofs.setdefault(row["fact_id"], []).append(row)
    return proofs


def label_of(table: str, row: Row) -> str:
    """A row in a few words, for lists."""
    said: Sequence[str] = {
        "partnerships": (row.get("country", ""), row.get("counterparty", ""), row.get("level", "")),
        "funds": (row.get("name", ""), row.get("amount", ""), row.get("currency", "")),
        "agreements": (row.get("title", ""), row.get("event", "")),
        "projects": (row.get("name", ""), row.get("event", "")),
        "meetings": (row.get("name", ""), row.get("date", "")),
        "dates": (row.get("text", ""), row.get("edtf", "")),
        "countries": (row.get("country", ""), row.get("mentions", "")),
        "amounts": (row.get("text", ""), row.get("value", ""), row.get("currency", "")),
    }[table]
    return " · ".join(filter(None, said))


def _of(tables: Tables, name: str) -> list[Found]:
    return [Found(fact_id(name, row), name, row) for row in tables.rows(name)]


def _doubt(
    found: Found, cells: Mapping[str, float], stakes: Mapping[str, float]
) -> tuple[float, float, int, str, int, str]:
    """What is likely to change if the row is judged, most first: of two rows that matter alike, the less sure one."""
    row = found.row
    sure = float(row["confidence"]) if row["confidence"] else 1.0
    least = min(sure, cells.get(found.fact_id, 1.0))
    changes = stakes.get(found.fact_id, 1.0) * (1 - (sure + least) / 2)
    return -changes, sure, -_SURE.get(row["certainty"], 0), row["doc"], int(row["page"]), found.fact_id
