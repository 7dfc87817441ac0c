"""All papers of a run, one after the other, into a folder or into memory."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from policyfacts.batch.options import Options
from policyfacts.batch.papers import Source, collect
from policyfacts.batch.record import record
from policyfacts.batch.workers import processed
from policyfacts.schema import FACT_TABLES, TABLES
from policyfacts.tables import PaperRows, Tables, write_tables


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of one paper: how many pages and facts, or why it could not be read."""

    doc: str
    pages: int
    facts: int
    error: str = ""


@dataclass(frozen=True, slots=True)
class Summary:
    """What came of a run: an outcome for each paper, by ``doc``."""

    outcomes: tuple[Outcome, ...]
    seconds: float

    @property
    def failed(self) -> tuple[Outcome, ...]:
        return tuple(outcome for outcome in self.outcomes if outcome.error)


Watch = Callable[[Outcome], None]


def unwatched(_: Outcome) -> None:
    """Watches nothing."""


def extract(
    paths: Iterable[str | Path] | str | Path,
    *,
    jobs: int = 1,
    parser: str = Options().parser,
    password: str | None = None,
    rules_only: bool = False,
) -> Tables:
    """Read papers and return their tables, a DataFrame an attribute: ``tables.dates``, ``tables.funds`` ...

    ``paths`` names PDF files, folders (with what is below them) and globs. A paper that cannot be read is a row of
    ``tables.documents`` with status ``failed`` and its error. ``parser`` is an installed spaCy pipeline, or ``none``
    for rules alone; ``rules_only`` goes without the trained models too, and leaves ``confidence`` empty. Raises
    ``UsageError`` where a path names nothing, ``ModelError`` where the parser or a model is missing.
    """
    sources = collect([paths] if isinstance(paths, str | Path) else paths)
    options = Options(parser=parser, password=password, jobs=jobs, rules_only=rules_only)
    papers = list(processed(sources, options))
    rows = {name: [_whole(name, row) for paper in papers for row in paper.rows.get(name, ())] for name in TABLES}
    return Tables(rows, texts={paper.doc: paper.text for paper in papers if paper.text is not None})


def extract_into(out: Path, sources: Sequence[Source], *, options: Options, watch: Watch = unwatched) -> Summary:
    """Read ``sources`` (as ``collect`` returns them) and write the tables into the folder ``out``.

    ``watch`` is told of each paper when it is done. Raises ``OutputError`` where the folder cannot be written,
    ``ModelError`` where the parser is missing; what stood in the folder is then as it was.
    """
    started = time.monotonic()
    run = record(options)
    outcomes: list[Outcome] = []

    def noted() -> Iterator[PaperRows]:
        for paper in processed(sources, options):
            outcome = _outcome(paper)
            outcomes.append(outcome)
            run["papers"][paper.doc] = {"sha256": paper.rows["documents"][0]["sha256"]}
            watch(outcome)
            yield paper
        run["timing"] = _timing(outcomes, time.monotonic() - started)

    write_tables(out, noted(), run=run)
    return Summary(tuple(outcomes), time.monotonic() - started)


def _whole(name: str, row: dict[str, str]) -> dict[str, str]:
    return {column: row.get(column, "") for column in TABLES[name].names}


def _outcome(paper: PaperRows) -> Outcome:
    (row,) = paper.rows["documents"]
    return Outcome(
        doc=paper.doc,
        pages=int(row.get("pages") or 0),
        facts=sum(len(paper.rows.get(name, ())) for name in FACT_TABLES),
        error=row.get("error", "") if row["status"] == "failed" else "",
    )


def _timing(outcomes: Sequence[Outcome], seconds: float) -> dict[str, Any]:
    pages = sum(outcome.pages for outcome in outcomes)
    return {"seconds": round(seconds, 2), "pages_per_second": round(pages / seconds, 1) if seconds else 0}
