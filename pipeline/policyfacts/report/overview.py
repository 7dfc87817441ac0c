"""What was read and what was not: each paper, and what was left out of the text for which reason."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from policyfacts.report.visible import visible
from policyfacts.schema import FACT_TABLES
from policyfacts.tables import Tables
from policyfacts.tables.cells import Row

_TITLE = 300


@dataclass(frozen=True, slots=True)
class Paper:
    """One paper: what it is, how many facts it holds by table, how much of its text was kept (0 to 1, or None)."""

    doc: str
    title: str
    published: str
    language: str
    pages: int
    status: str
    error: str
    facts: Mapping[str, int]
    kept: float | None

    @property
    def total(self) -> int:
        return sum(self.facts.values())


@dataclass(frozen=True, slots=True)
class LeftOut:
    """What was left out for one reason: characters, on how many pages of how many papers."""

    reason: str
    characters: int
    pages: int
    papers: int


@dataclass(frozen=True, slots=True)
class Overview:
    """All papers, and what was left out, most first."""

    papers: tuple[Paper, ...]
    left_out: tuple[LeftOut, ...]
    kept: float | None

    @property
    def read(self) -> int:
        return sum(paper.status != "failed" for paper in self.papers)

    @property
    def failed(self) -> int:
        return len(self.papers) - self.read

    @property
    def partly(self) -> int:
        return sum(paper.status == "partly read" for paper in self.papers)

    @property
    def pages(self) -> int:
        return sum(paper.pages for paper in self.papers)

    @property
    def facts(self) -> int:
        return sum(paper.total for paper in self.papers)


def overview(tables: Tables) -> Overview:
    """The papers of ``documents`` with what ``ledger`` says of them."""
    counts = {name: Counter(row["doc"] for row in tables.rows(name)) for name in FACT_TABLES}
    ledger = tables.rows("ledger")
    kept = _shares(ledger)
    papers = tuple(
        _paper(row, {name: counts[name][row["doc"]] for name in FACT_TABLES}, kept.get(row["doc"]))
        for row in tables.rows("documents")
    )
    return Overview(papers, _left_out(ledger), _share(ledger))


def _paper(row: Row, facts: Mapping[str, int], kept: float | None) -> Paper:
    return Paper(
        doc=visible(row["doc"], longest=_TITLE),
        title=visible(row["title"], longest=_TITLE),
        published=visible(row["published"], longest=_TITLE),
        language=visible(row["language"], longest=_TITLE),
        pages=int(row["pages"] or 0),
        status=row["status"],
        error=visible(row["error"], longest=2000),
        facts=facts,
        kept=kept,
    )


def _shares(ledger: Iterable[Row]) -> dict[str, float | None]:
    by_doc: dict[str, list[Row]] = {}
    for row in ledger:
        by_doc.setdefault(row["doc"], []).append(row)
    return {doc: _share(rows) for doc, rows in by_doc.items()}


def _share(ledger: Iterable[Row]) -> float | None:
    """Of what is printed: white space is never taken from the page."""
    ledger = [row for row in ledger if row["region"] != "white space"]
    kept = sum(_characters(row) for row in ledger if row["outcome"] == "kept")
    whole = sum(map(_characters, ledger))
    return kept / whole if whole else None


def _left_out(ledger: Iterable[Row]) -> tuple[LeftOut, ...]:
    rows: dict[str, list[Row]] = {}
    for row in ledger:
        if row["outcome"] == "left out":
            rows.setdefault(visible(row["reason"] or row["region"], longest=_TITLE), []).append(row)
    found = [
        LeftOut(
            reason,
            sum(map(_characters, mine)),
            len({(row["doc"], row["page"]) for row in mine}),
            len({row["doc"] for row in mine}),
        )
        for reason, mine in rows.items()
    ]
    return tuple(sorted(found, key=lambda each: (-each.characters, each.reason)))


def _characters(row: Row) -> int:
    return int(row["characters"] or 0)
