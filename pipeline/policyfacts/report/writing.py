"""From an output folder to ``report.html``."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from pathlib import Path

from policyfacts.compare import Comparison, compare, read_comparison, stale
from policyfacts.errors import OutputError, TableError
from policyfacts.evaluate.report import write_text
from policyfacts.gold import read_gold
from policyfacts.report.album import FOLDER, Album, album, chosen
from policyfacts.report.answers import answers
from policyfacts.report.comparing import Locator, comparison_part
from policyfacts.report.evaluation import error_pages, evaluated, evaluation_part
from policyfacts.report.factgrids import Evidence, by_fact, fact_grids
from policyfacts.report.judged import judged_grids, judges
from policyfacts.report.money import sums_part
from policyfacts.report.overtime import partnerships_part
from policyfacts.report.overview import overview
from policyfacts.report.page import Content, rendered
from policyfacts.report.papers import ledger_grid, papers_grid
from policyfacts.report.texts import texts
from policyfacts.report.trust import missing_part, settings_of, trust
from policyfacts.schema import FACT_TABLES, MENTION_TABLES
from policyfacts.tables import Tables, read_tables
from policyfacts.tables.ids import fact_id

NAME = "report.html"
LARGEST = 50_000_000
"""Characters above which pictures leave the file for a folder beside it."""


@dataclass(frozen=True, slots=True)
class Written:
    """What was written: the file, its size in bytes, how many pages are pictured and how many could not be, and the
    folder of pictures where they do not fit into the file."""

    path: Path
    size: int
    pictures: int
    missing: int
    folder: Path | None = None


def write_report(
    out: Path | str,
    *,
    gold: Path | str | None = None,
    password: str | None = None,
    machine: bool = False,
    watch: Callable[[str], None] = lambda _: None,
) -> Written:
    """Write ``report.html`` into the folder ``out``, which holds what ``extract`` wrote.

    ``gold`` is a folder of annotated tables: the report then shows how well the tables answer it. The papers are
    looked for where ``documents.csv`` says, from the working directory; the pages of one that is gone or changed are
    missing, the rest is not. ``machine``: without what people judged. ``watch`` is told each
    paper's name when its pages are drawn. The same tables and papers give the same bytes. Raises ``OutputError``,
    ``TableError``, ``GoldError``.
    """
    out = Path(out)
    tables = read_tables(out, machine=machine)
    annotated = None if gold is None else read_gold(gold)
    scores = None if annotated is None else evaluated(annotated, read_tables(out, machine=True))
    evidence = by_fact(tables.rows("evidence"))
    pages = _pages(tables, FACT_TABLES, evidence)
    for doc, numbers in (error_pages(scores) if scores else {}).items():
        pages.setdefault(doc, set()).update(numbers)
    wanted = chosen(pages, _pages(tables, MENTION_TABLES, evidence))
    made = album(out, tables.rows("documents"), wanted, password=password, watch=watch)
    content = _content(tables, evidence, made, compared(out, tables))
    settings = settings_of(out)
    if part := missing_part(tables, settings):
        content.parts.append(part)
    content = replace(content, trust=trust(tables, settings))
    if annotated and scores:
        content.parts.append(evaluation_part(scores, annotated, tables, album=made, evidence=evidence))
    return _write(out, content)


def compared(out: Path, tables: Tables) -> Comparison:
    """The comparison beside the tables where it was made from them, else a new one."""
    try:
        found = read_comparison(out)
    except (OutputError, TableError):
        return compare(tables)
    return compare(tables) if stale(found, tables) else found


def _content(tables: Tables, evidence: Evidence, made: Album, comparison: Comparison) -> Content:
    shown = overview(tables)
    rows = {name: tables.rows(name) for name in (*FACT_TABLES, *MENTION_TABLES)}
    facts = {row["fact_id"]: row for name in FACT_TABLES for row in tables.rows(name)}
    locator = Locator(made, evidence, facts)
    parts = [
        partnerships_part(comparison.rows("timeline"), tables.rows("partnerships")),
        sums_part(comparison.rows("sums"), locator.facts),
        comparison_part(comparison, locator) if len(shown.papers) > 1 or facts else None,
    ]
    return Content(
        overview=shown,
        answers=answers(tables, comparison, locator),
        texts=texts(tables, evidence, made),
        papers=papers_grid(shown),
        ledger=ledger_grid(tables),
        facts=[*fact_grids(rows, evidence, made), *judged_grids(tables.rows("corrections"), facts)],
        judges=judges(tables.rows("corrections")),
        parts=[part for part in parts if part],
        album=made,
    )


def _pages(tables: Tables, names: Iterable[str], evidence: Evidence) -> dict[str, set[int]]:
    """The pages on which the evidence of some tables stands, by paper."""
    found: dict[str, set[int]] = {}
    for name in names:
        for row in tables.rows(name):
            proofs = evidence.get(fact_id(name, row), ())
            found.setdefault(row["doc"], set()).update(int(proof["page"]) for proof in proofs)
    return found


def _write(out: Path, content: Content) -> Written:
    text = rendered(content)
    if len(text) > LARGEST and not content.album.folder:
        content.album.beside(out)
        text = rendered(content)
    write_text(out / NAME, text)
    leaves = content.album.leaves
    drawn = sum(bool(leaf.source) for leaf in leaves)
    folder = out / FOLDER if content.album.folder else None
    return Written(out / NAME, len(text.encode("utf-8")), drawn, len(leaves) - drawn, folder)
