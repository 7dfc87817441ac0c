"""Found rows whose truth is known, because the page that they stand on is annotated."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path, PurePath

from policyfacts.batch.papers import Source, collect
from policyfacts.errors import UsageError
from policyfacts.evaluate.judging import judged_page
from policyfacts.facts import facts
from policyfacts.gold import Gold, page_of, read_gold
from policyfacts.language import paper_mentions
from policyfacts.learned.features import Features, features
from policyfacts.learned.fitting import Judged
from policyfacts.limits import GOLD
from policyfacts.reading import read_bytes
from policyfacts.records import Fact, Paper
from policyfacts.schema import FACT_TABLES
from policyfacts.sources import File, bytes_of, door, sha256_of
from policyfacts.tables import paper_rows, provable
from policyfacts.tables.cells import Row

_VERDICTS = {"right": True, "mostly": True, "cells": False, "not a fact": False}


@dataclass(frozen=True, slots=True)
class Annotated:
    """Papers and their gold: a folder, file or glob of PDFs, and a folder of gold tables.

    ``apart``: no rule was made on them.
    """

    papers: Path
    gold: Path
    apart: bool = False

    def sources(self) -> list[Source]:
        """The papers that are annotated."""
        docs = self.read().docs
        found = [source for source in collect([self.papers]) if source.doc in docs]
        if not found:
            raise UsageError(f"{self.papers}: none of the papers annotated in {self.gold} is here. Name their folder.")
        return found

    def read(self) -> Gold:
        """The gold of the fact tables that are annotated. Raises ``GoldError``."""
        return read_gold(self.gold, tables=self._tables())

    def hashes(self) -> Iterator[tuple[str, str]]:
        """The SHA-256 of every paper and every gold table that training looks at, by file name."""
        for source in self.sources():
            yield PurePath(source.shown).name, sha256_of(source.at)
        for path in (self.gold / name for name in [*(f"{name}.csv" for name in self._tables()), "pages.csv"]):
            if path.is_file():
                yield f"{self.gold.resolve().parent.name}/{path.name}", sha256_of(File(path))

    def _tables(self) -> list[str]:
        names = [name for name in FACT_TABLES if (self.gold / f"{name}.csv").is_file()]
        if not names:
            raise UsageError(
                f"{self.gold}: no gold for any table of facts ({', '.join(FACT_TABLES)}). Name its folder."
            )
        return names


def judged(corpus: Annotated, *, parser: str) -> Iterator[Judged]:
    """Every fact found on annotated pages that is right or wrong, in order; optional ones are neither."""
    gold = corpus.read()
    for source in corpus.sources():
        paper = read_bytes(bytes_of(source.at), doc=source.doc, path=source.shown)
        paper, found = provable(paper, facts(paper, paper_mentions(paper), parser=parser))
        yield from (replace(row, apart=corpus.apart) for row in _of_paper(paper, found, gold))


@dataclass(frozen=True, slots=True)
class Verdicts:
    """Rows that somebody judged one by one, in papers that no rule was made on: the papers, and a CSV of ``fact_id``
    and ``verdict`` (right, mostly, cells, not a fact; others, such as optional, count on neither side)."""

    papers: Path
    file: Path

    def read(self) -> dict[str, bool]:
        """Whether each judged row is right, by ``fact_id``. Raises ``UsageError`` where a column is missing."""
        try:
            text = door.read_text(self.file, GOLD, encoding="utf-8-sig")
        except (OSError, UnicodeDecodeError) as exc:
            raise UsageError(f"{self.file}: cannot be read: {getattr(exc, 'strerror', None) or exc}.") from exc
        try:
            rows = list(csv.DictReader(io.StringIO(text, newline="")))
        except csv.Error as exc:
            raise UsageError(f"{self.file}: not valid CSV: {exc}.") from exc
        if rows and not {"fact_id", "verdict"} <= set(rows[0]):
            raise UsageError(f"{self.file}: the columns fact_id and verdict are asked for. Add them.")
        return {row["fact_id"]: _VERDICTS[row["verdict"]] for row in rows if row["verdict"] in _VERDICTS}

    def hashes(self) -> Iterator[tuple[str, str]]:
        """The SHA-256 of the file."""
        yield self.file.name, sha256_of(File(self.file))


def told_right(verdicts: Verdicts, *, parser: str) -> Iterator[Judged]:
    """Every fact that was judged and is found again, in order."""
    right = verdicts.read()
    docs = {fact_id.rsplit(":", 2)[0] for fact_id in right}
    for source in collect([verdicts.papers]):
        if source.doc not in docs:
            continue
        paper = read_bytes(bytes_of(source.at), doc=source.doc, path=source.shown)
        paper, found = provable(paper, facts(paper, paper_mentions(paper), parser=parser))
        for fact, evidence in zip(found, features(paper, found), strict=True):
            (row,) = paper_rows(paper, [], [fact]).rows[fact.table]
            if row["fact_id"] in right:
                yield Judged(source.doc, fact.table, row["rule"], evidence, right[row["fact_id"]], apart=True)


def _of_paper(paper: Paper, found: Sequence[Fact], gold: Gold) -> Iterator[Judged]:
    evidence = features(paper, found)
    for name, golds in gold.tables.items():
        rows = _rows(paper, [(f, e) for f, e in zip(found, evidence, strict=True) if f.table == name])
        pages = {page_of(row) for row, _ in rows.values()}
        for page in sorted(pages, key=lambda page: int(page[1])):
            if gold.pages is None or page in gold.pages:
                ours = [row for row in golds if page_of(row) == page]
                yield from _of_page(name, ours, {i: r for i, r in rows.items() if page_of(r[0]) == page})


def _rows(paper: Paper, found: Sequence[tuple[Fact, Features]]) -> dict[str, tuple[Row, Features]]:
    """Each fact as its row, by ``fact_id``, with its features."""
    rows: dict[str, tuple[Row, Features]] = {}
    for fact, evidence in found:
        (row,) = paper_rows(paper, [], [fact]).rows[fact.table]
        rows.setdefault(row["fact_id"], (row, evidence))
    return rows


def _of_page(name: str, golds: Sequence[Row], rows: Mapping[str, tuple[Row, Features]]) -> Iterator[Judged]:
    right = judged_page(name, golds, [row for row, _ in rows.values()])
    for fact_id, (row, evidence) in rows.items():
        if fact_id in right:
            yield Judged(row["doc"], name, row["rule"], evidence, right[fact_id])
