"""What the candidates of an output folder are worth, and whether the estimates of what was found hold: totals only."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from policyfacts.evaluate.alignment import align
from policyfacts.evaluate.hits import hits
from policyfacts.gold import Gold, optional, page_of, read_gold
from policyfacts.language import mentions
from policyfacts.schema import FACT_TABLES, TABLES
from policyfacts.tables import Tables, read_tables
from policyfacts.tables.cells import Row

FACTS = 10
"""Pairs of paper and table with fewer facts say little of an interval."""


@dataclass(slots=True)
class MissingScores:
    """How many ``candidates`` stand on annotated pages and how many are ``right`` (those that hold an optional row only
    are left out); how many facts were ``missed`` and how many of them candidates ``held``; of ``pairs`` of paper and
    table with ten facts or more, in how many the interval holds the share found, and the widths of the intervals."""

    candidates: int = 0
    right: int = 0
    missed: int = 0
    held: int = 0
    pairs: int = 0
    inside: int = 0
    widths: list[float] = field(default_factory=list)

    def as_text(self) -> str:
        """In two lines, for people."""
        width = sum(self.widths) / len(self.widths) if self.widths else 0.0
        return (
            f"candidates: {self.candidates}, of which {self.right} hold a missed fact; they hold {self.held} of "
            f"{self.missed} missed facts\nshare found: {self.pairs} pairs of paper and table with {FACTS} facts or "
            f"more, within the interval {self.inside}; mean width {width:.2f}"
        )


def missing_scores(gold: Gold | Path | str, out: Path | str) -> MissingScores:
    """Hold ``candidates`` and ``coverage`` of the folder ``out`` against gold. Raises ``GoldError``, ``OutputError``.

    Where only some pages of a paper are annotated, its estimate speaks of more pages than its gold: such a paper counts
    for its candidates alone.
    """
    gold = gold if isinstance(gold, Gold) else read_gold(gold)
    tables = read_tables(out, machine=True)
    scores = MissingScores()
    whole = _whole(gold, tables)
    told = {(row["doc"], row["table"]): row for row in tables.rows("coverage")}
    for table in (name for name in FACT_TABLES if name in gold.tables):
        facts: dict[str, list[int]] = defaultdict(lambda: [0, 0])
        for page, ours, theirs in _pages(gold, tables, table):
            aligned = align(TABLES[table], ours, theirs)
            looked = [r for r in tables.rows("candidates") if r["table"] == table and page_of(r) == page]
            _count(scores, aligned.missed, [row for row in ours if optional(row)], looked)
            facts[page[0]][0] += len(aligned.pairs)
            facts[page[0]][1] += len(aligned.pairs) + len(aligned.missed)
        for doc, (found, every) in facts.items():
            row = told.get((doc, table))
            if every >= FACTS and doc in whole and row is not None:
                scores.pairs += 1
                scores.inside += float(row["low"]) <= found / every <= float(row["high"])
                scores.widths.append(float(row["high"]) - float(row["low"]))
    return scores


def _count(scores: MissingScores, missed: Iterable[Row], optional_rows: Iterable[Row], looked: Iterable[Row]) -> None:
    missed, held = list(missed), set[int]()
    scores.missed += len(missed)
    for row in looked:
        quote = row["quote"]
        found = mentions(quote)
        mine = {number for number, one in enumerate(missed) if hits(one, quote, found)}
        if mine or not any(hits(one, quote, found) for one in optional_rows):
            scores.candidates += 1
            scores.right += bool(mine)
        held |= mine
    scores.held += len(held)


def _pages(gold: Gold, tables: Tables, table: str) -> Iterable[tuple[tuple[str, str], list[Row], list[Row]]]:
    """Every annotated page: its gold rows, and those found there."""
    ours: dict[tuple[str, str], list[Row]] = defaultdict(list)
    theirs: dict[tuple[str, str], list[Row]] = defaultdict(list)
    for row in gold.tables[table]:
        ours[page_of(row)].append(row)
    for row in tables.rows(table):
        theirs[page_of(row)].append(row)
    docs = set(gold.docs)
    pages = gold.pages or {page for page in {*ours, *theirs} if page[0] in docs}
    for page in sorted(pages):
        yield page, ours[page], theirs[page]


def _whole(gold: Gold, tables: Tables) -> set[str]:
    """The papers of which every page is annotated."""
    pages: Mapping[str, int] = {row["doc"]: int(row["pages"] or 0) for row in tables.rows("documents")}
    if gold.pages is None:
        return set(pages)
    return {doc for doc, count in pages.items() if sum(name == doc for name, _ in gold.pages) >= count}
