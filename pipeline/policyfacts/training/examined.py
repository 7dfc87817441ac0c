"""What one annotated paper teaches: its rows and cells, right or wrong, and its lines, with a missed fact or not."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field, replace
from multiprocessing import get_context

from policyfacts.batch.papers import Source
from policyfacts.evaluate.alignment import Alignment, align
from policyfacts.evaluate.hits import hits
from policyfacts.evaluate.judging import cells_right, rows_right
from policyfacts.facts import facts
from policyfacts.gold import Gold, optional, page_of
from policyfacts.language import paper_mentions
from policyfacts.learned.cells import cell_features, cells_of
from policyfacts.learned.features import Features, features
from policyfacts.learned.fitting import Judged
from policyfacts.learned.further import further_features
from policyfacts.learned.lines import Line, line_features, lines
from policyfacts.reading import read_bytes
from policyfacts.records import Fact, Mention, Paper
from policyfacts.schema import FACT_TABLES, TABLES
from policyfacts.sources import bytes_of
from policyfacts.tables import paper_rows, provable
from policyfacts.tables.cells import Row


@dataclass(frozen=True, slots=True)
class JudgedCell:
    """A cell that is right or wrong: the number of its row among the paper's judged rows, its column, its evidence."""

    row: int
    slot: str
    judged: Judged


@dataclass(frozen=True, slots=True)
class JudgedLine:
    """A line of an annotated page, for one table: whether it holds any fact of it (``judged.right``).

    ``quiet``: the rules found none there. ``missed``: the numbers of the missed rows of that paper and table that it
    holds. ``optional``: it holds none but one that counts on neither side. ``shown``, ``line``: what makes features;
    ``further``: where it is not quiet, those of a further fact.
    """

    judged: Judged
    shown: Features
    line: Line
    quiet: bool
    missed: tuple[int, ...]
    optional: bool
    further: Features | None = None


@dataclass(frozen=True, slots=True)
class Tally:
    """One table of one paper, on its annotated pages: how many facts there are, and how many were found.

    ``rows``: the numbers of the found rows among the paper's judged rows.
    """

    doc: str
    table: str
    facts: int
    found: int
    rows: tuple[int, ...]
    apart: bool


@dataclass(slots=True)
class Examined:
    """One paper."""

    doc: str
    rows: list[Judged] = field(default_factory=list)
    cells: list[JudgedCell] = field(default_factory=list)
    lines: list[JudgedLine] = field(default_factory=list)
    tallies: list[Tally] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Task:
    """A paper to examine: against the gold of its pages, or against verdicts on single rows by ``fact_id``."""

    source: Source
    parser: str
    gold: Gold | None = None
    verdicts: tuple[tuple[str, str], ...] = ()
    apart: bool = False


def examined(tasks: Sequence[Task]) -> Iterator[Examined]:
    """Every paper of ``tasks``, in order; several at a time where there are many and processors for them."""
    jobs = min(len(tasks) // 2, _cores())
    if jobs < 2:
        yield from map(examine, tasks)
        return
    with ProcessPoolExecutor(jobs, mp_context=get_context("spawn")) as pool:
        yield from pool.map(examine, tasks)


def _cores() -> int:
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def examine(task: Task) -> Examined:
    """One paper. Raises what reading raises."""
    source = task.source
    paper = read_bytes(bytes_of(source.at), doc=source.doc, path=source.shown)
    mentions = paper_mentions(paper)
    paper, found = provable(paper, facts(paper, mentions, parser=task.parser))
    made = _Found(paper, mentions, found)
    seen = Examined(source.doc)
    if task.gold is not None:
        _against_gold(seen, made, task.gold, apart=task.apart)
    else:
        _against_verdicts(seen, made, dict(task.verdicts))
    return seen


class _Found:
    """The facts of a paper with their rows and their evidence."""

    def __init__(self, paper: Paper, mentions: Sequence[Mention], found: Sequence[Fact]) -> None:
        self.paper, self.mentions, self.facts = paper, mentions, found
        self.evidence = features(paper, found, mentions)
        self.cells: list[dict[str, Features]] = [{} for _ in found]
        for cell, shown in zip(cells_of(found), cell_features(paper, found, mentions), strict=True):
            self.cells[cell.fact][cell.slot] = shown
        self.rows: dict[str, tuple[int, Row]] = {}
        for number, fact in enumerate(found):
            (row,) = paper_rows(paper, [], [fact]).rows[fact.table]
            self.rows.setdefault(row["fact_id"], (number, row))

    def table(self, row: Row) -> str:
        """The table of a found row."""
        return self.facts[self.rows[row["fact_id"]][0]].table

    def judged(self, fact_id: str, *, right: bool, apart: bool) -> Judged:
        number, row = self.rows[fact_id]
        fact = self.facts[number]
        return Judged(row["doc"], fact.table, row["rule"], self.evidence[number], right, apart=apart)


def _against_verdicts(seen: Examined, made: _Found, verdicts: dict[str, str]) -> None:
    """Rows judged one by one: of a right one all cells are right, of one that is no fact none, of others one cannot
    tell."""
    for fact_id, verdict in verdicts.items():
        if fact_id not in made.rows:
            continue
        judged = made.judged(fact_id, right=verdict in {"right", "mostly"}, apart=True)
        cells = made.cells[made.rows[fact_id][0]] if verdict in {"right", "not a fact"} else {}
        for slot, shown in cells.items():
            told = replace(judged, rule=slot, features=shown, right=verdict == "right")
            seen.cells.append(JudgedCell(len(seen.rows), slot, told))
        seen.rows.append(judged)


def _against_gold(seen: Examined, made: _Found, gold: Gold, *, apart: bool) -> None:
    doc = made.paper.doc
    pages = {str(page.number) for page in made.paper.pages}
    if gold.pages is not None:
        pages &= {page for name, page in gold.pages if name == doc}
    missed: dict[str, list[Row]] = {}
    for table, golds in gold.tables.items():
        missed[table] = _of_table(seen, made, (table, [row for row in golds if row["doc"] == doc], pages), apart=apart)
    for line in lines(made.paper, made.mentions, made.facts):
        if str(line.page) in pages:
            _of_line(seen, made.paper, line, (gold, missed), apart=apart)


def _of_table(seen: Examined, made: _Found, annotated: tuple[str, list[Row], set[str]], *, apart: bool) -> list[Row]:
    """Judge the rows and cells of one table; returns the gold rows that were missed."""
    table, golds, pages = annotated
    missed: list[Row] = []
    found, numbers = 0, []
    for page in sorted(pages, key=int):
        ours = [row for row in golds if page_of(row)[1] == page]
        theirs = [r for _, r in made.rows.values() if page_of(r)[1] == page and made.table(r) == table]
        aligned = align(TABLES[table], ours, theirs)
        missed += aligned.missed
        found += len(aligned.pairs)
        numbers += _of_page(seen, made, (table, aligned), apart=apart)
    seen.tallies.append(Tally(made.paper.doc, table, found + len(missed), found, tuple(numbers), apart))
    return missed


def _of_page(seen: Examined, made: _Found, told: tuple[str, Alignment], *, apart: bool) -> list[int]:
    table, aligned = told
    right, cells, numbers = rows_right(aligned), cells_right(aligned, table), []
    for fact_id in (fact_id for fact_id in made.rows if fact_id in right):
        judged = made.judged(fact_id, right=right[fact_id], apart=apart)
        for slot, shown in made.cells[made.rows[fact_id][0]].items():
            if (fact_id, slot) in cells:
                told_cell = replace(judged, rule=slot, features=shown, right=cells[fact_id, slot])
                seen.cells.append(JudgedCell(len(seen.rows), slot, told_cell))
        numbers.append(len(seen.rows))
        seen.rows.append(judged)
    return numbers


def _of_line(seen: Examined, paper: Paper, line: Line, told: tuple[Gold, dict[str, list[Row]]], *, apart: bool) -> None:
    gold, missed = told
    quote, page = paper.text[line.span.start : line.span.end], str(line.page)
    shown, kept = line_features(paper, line), replace(line, facts=())
    for table in (name for name in FACT_TABLES if name in gold.tables):
        here = [row for row in gold.tables[table] if page_of(row) == (paper.doc, page)]
        held = [row for row in here if hits(row, quote, line.mentions)]
        sure = [row for row in held if not optional(row)]
        mine = tuple(
            n for n, row in enumerate(missed[table]) if page_of(row)[1] == page and hits(row, quote, line.mentions)
        )
        judged = Judged(paper.doc, table, line.kind, {}, bool(sure), apart=apart)
        quiet = table not in line.told
        more = None if quiet else further_features(paper, line, table)
        seen.lines.append(JudgedLine(judged, shown, kept, quiet, mine, bool(held) and not sure, more))
