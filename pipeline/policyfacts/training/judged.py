"""What training looks at: annotated papers, and rows that somebody judged one by one."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path, PurePath

from policyfacts.batch.papers import Source, collect
from policyfacts.errors import UsageError
from policyfacts.gold import Gold, read_gold
from policyfacts.learned.fitting import Judged
from policyfacts.limits import GOLD
from policyfacts.schema import FACT_TABLES
from policyfacts.sources import File, door, sha256_of
from policyfacts.training.examined import Task, examined

_VERDICTS = ("right", "mostly", "cells", "not a fact")


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

    def tasks(self, *, parser: str) -> list[Task]:
        """The papers, each to be held against its gold. Raises ``GoldError``, ``UsageError``."""
        gold = self.read()
        return [Task(source, parser, gold.restricted([source.doc]), apart=self.apart) for source in self.sources()]

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
    yield from (row for paper in examined(corpus.tasks(parser=parser)) for row in paper.rows)


@dataclass(frozen=True, slots=True)
class Verdicts:
    """Rows that somebody judged one by one, in papers that no rule was made on: the papers, and a CSV of ``fact_id``
    and ``verdict`` (right, mostly, cells, not a fact; others, such as optional, count on neither side)."""

    papers: Path
    file: Path

    def read(self) -> dict[str, str]:
        """The verdict on each judged row, by ``fact_id``. Raises ``UsageError`` where a column is missing."""
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
        return {row["fact_id"]: row["verdict"] for row in rows if row["verdict"] in _VERDICTS}

    def tasks(self, *, parser: str) -> list[Task]:
        """The papers of judged rows, each to be held against the verdicts on its rows."""
        by_doc: dict[str, list[tuple[str, str]]] = {}
        for fact_id, verdict in self.read().items():
            by_doc.setdefault(fact_id.rsplit(":", 2)[0], []).append((fact_id, verdict))
        found = [source for source in collect([self.papers]) if source.doc in by_doc]
        return [Task(source, parser, verdicts=tuple(by_doc[source.doc]), apart=True) for source in found]

    def hashes(self) -> Iterator[tuple[str, str]]:
        """The SHA-256 of the file."""
        yield self.file.name, sha256_of(File(self.file))


def told_right(verdicts: Verdicts, *, parser: str) -> Iterator[Judged]:
    """Every fact that was judged and is found again, in order."""
    yield from (row for paper in examined(verdicts.tasks(parser=parser)) for row in paper.rows)
