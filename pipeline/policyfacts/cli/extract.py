"""``policyfacts extract``."""

from __future__ import annotations

import argparse
import os
import shlex
import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from policyfacts.batch.options import ENGINES, Options, cores
from policyfacts.batch.papers import collect
from policyfacts.cli.arguments import knowledge, password
from policyfacts.errors import OutputError, UsageError
from policyfacts.limits import LIST
from policyfacts.sources import Listed, door, named_in_list

if TYPE_CHECKING:
    from policyfacts.batch.outcomes import Outcome, Summary

_NAMED = 8  # papers that are named in one line
_MOST = 20  # papers that are told of one by one
_KINDS = ("new", "gone", "changed", "newly agreed", "newly contradicted")
_COMPARED = 2_000  # facts; comparing papers takes about a millisecond a fact, twice


def add(commands: argparse._SubParsersAction[Any]) -> None:
    """Declare the command."""
    command = commands.add_parser(
        "extract",
        help="read PDFs, write the tables",
        description="Reads PDFs and writes the tables, their evidence and what became of every page into a folder. "
        "Papers that were read into the same folder before, in the same way, are not read again.",
    )
    defaults = Options()
    command.add_argument(
        "paths",
        nargs="+",
        metavar="PATH",
        help="PDF files, folders (with what is below), globs, zip archives, addresses (s3://, gs://, https://: with "
        "the extra of that name), - for a list on standard input",
    )
    command.add_argument(
        "--out", type=Path, default=Path("outputs"), metavar="DIR", help="where the tables go (default: outputs)"
    )
    command.add_argument(
        "--parser",
        default=defaults.parser,
        metavar="NAME",
        help=f"an installed spaCy pipeline, or none for rules alone (default: {defaults.parser})",
    )
    command.add_argument(
        "--jobs",
        type=int,
        metavar="N",
        help="processes (default: one for each processor); the tables do not depend on it",
    )
    command.add_argument("--fresh", action="store_true", help="forget what was read before, and read all papers again")
    command.add_argument(
        "--add",
        action="store_true",
        help="keep the papers of the last run into the same folder: the tables are those of one run over all of them",
    )
    command.add_argument(
        "--engine",
        choices=ENGINES,
        default=defaults.engine,
        help="where papers are read: on this machine, or by a Dask cluster (default: local)",
    )
    command.add_argument(
        "--scheduler",
        metavar="ADDRESS",
        help="of the Dask cluster, such as tcp://host:8786 (default: --jobs workers that are started here)",
    )
    knowledge(command, "a pack of knowledge beside our own")
    command.add_argument(
        "--min-confidence",
        type=float,
        default=defaults.min_confidence,
        metavar="X",
        help="drop facts that are right less likely than this (0 to 1); the ledger says how many",
    )
    command.add_argument(
        "--min-cell-confidence",
        type=float,
        default=defaults.min_cell_confidence,
        metavar="X",
        help="empty cells that are right less likely than this (0 to 1), and keep their rows; the ledger says how many",
    )
    command.add_argument(
        "--models", type=Path, metavar="DIR", help="the trained models (default: those that came with this copy)"
    )
    command.add_argument("--rules-only", action="store_true", help="go without trained models; confidence stays empty")
    password(command)
    command.add_argument(
        "--parquet-to", metavar="URL", help="copy the Parquet tables to a remote store too (s3://..., gs://...)"
    )
    command.add_argument(
        "--excel",
        action="store_true",
        help="begin CSV files with a byte order mark, by which Excel knows them for UTF-8",
    )
    command.add_argument("--quiet", action="store_true", help="print errors only")
    command.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Extract, show how far it is, say what came of it."""
    options = Options(
        parser=arguments.parser,
        password=arguments.password,
        jobs=cores() if arguments.jobs is None else arguments.jobs,
        knowledge=tuple(arguments.knowledge),
        models=arguments.models,
        rules_only=arguments.rules_only,
        min_confidence=arguments.min_confidence,
        min_cell_confidence=arguments.min_cell_confidence,
        engine=arguments.engine,
        scheduler=arguments.scheduler,
        excel=arguments.excel,
    )
    from policyfacts.knowledge.patterncodes import remembered_patterns

    with remembered_patterns():
        return _extracted(arguments, options)


def _extracted(arguments: argparse.Namespace, options: Options) -> int:
    sources = collect(_listed(arguments.paths))

    from policyfacts.batch.earlier import with_earlier
    from policyfacts.batch.run import extract_into
    from policyfacts.cli.progress import progress
    from policyfacts.tables.publish import publish_parquet

    if arguments.add:
        sources = with_earlier(sources, arguments.out)
    with progress(quiet=arguments.quiet) as watch:
        summary = extract_into(arguments.out, sources, options=options, watch=watch, fresh=arguments.fresh)
    if arguments.parquet_to:
        publish_parquet(arguments.out, arguments.parquet_to)
    _report(summary, arguments.out, quiet=arguments.quiet)
    return 3 if summary.failed or summary.in_part else 0


def _listed(paths: Iterable[str]) -> Iterator[str | Listed]:
    """The paths as given, and in the place of ``-`` those that standard input lists."""
    for path in paths:
        if path == "-":
            yield from named_in_list(os.fsdecode(_standard_input()))
        else:
            yield path


def _standard_input() -> bytes:
    if sys.stdin is None:
        raise UsageError("-: standard input is closed. Give the list of papers on it, or name them.")
    try:
        return door.taken(sys.stdin.buffer, Path("-"), LIST)
    except OSError as exc:
        raise UsageError(f"-: the list of papers cannot be read: {exc.strerror or exc}.") from exc


def _report(summary: Summary, out: Path, *, quiet: bool) -> None:
    for line in (*_losses(summary), *summary.judged.unplaced):
        print(f"policyfacts: {line}", file=sys.stderr)
    if quiet:
        return
    papers = [outcome for outcome in summary.outcomes if not (outcome.lies and outcome.error)]
    failed = sum(bool(outcome.error) for outcome in papers)
    counted = ", ".join(
        (
            _count(len(papers) - failed, "paper"),
            _count(sum(outcome.pages for outcome in papers), "page"),
            _count(sum(outcome.facts for outcome in papers), "fact"),
        )
    )
    parts = f"; {_count(len(summary.in_part), 'paper')} read in part" if summary.in_part else ""
    losses = f"; {_count(failed, 'paper')} could not be read" if failed else ""
    print(f"{counted} in {summary.seconds:.1f} s{parts}{losses}. Tables: {out}")
    if said := summary.judged.as_text():
        print(said)
    if summary.changed is not None:
        print(_news(summary, summary.changed, out))


def _losses(summary: Summary) -> Iterator[str]:
    """What was not read: a line for each paper, but one for all that lie there, and one for all in other languages."""
    yield from (f"{o.doc}: not read: {o.error}" for o in summary.failed if not o.lies)
    foreign = _in_foreign(summary.in_part)
    yield from (f"{o.doc}: read in part: {o.partly}" for o in summary.in_part if o not in foreign)
    if foreign:
        docs = ", ".join(outcome.doc for outcome in foreign[:_NAMED])
        more = f" and {len(foreign) - _NAMED} more" if len(foreign) > _NAMED else ""
        yield (
            f"{_count(len(foreign), 'paper')} with pages in a language in which no facts are looked for, read in part: "
            f"{docs}{more}; documents.csv says which pages"
        )
    if lying := [outcome for outcome in summary.failed if outcome.lies]:
        counts = ", ".join(f"{number} {end}" for end, number in sorted(Counter(o.lies for o in lying).items()))
        yield (
            f"{_count(len(lying), 'file')} beside the papers ({counts}) not read: no PDF. Save as PDF what you want "
            "read; documents.csv names each"
        )


def _in_foreign(outcomes: Sequence[Outcome]) -> list[Outcome]:
    """Those read in part for no other reason than the language of their pages."""
    if not outcomes:
        return []
    from policyfacts.language.mentions import UNSEARCHED

    return [outcome for outcome in outcomes if all(UNSEARCHED in reason for reason in outcome.partly.split("; "))]


def _news(summary: Summary, changed: Mapping[str, Counter[str]], out: Path) -> str:
    """What is not as it was after the last run into the same folder."""
    before = sum(not outcome.lies for outcome in summary.outcomes) - summary.read
    papers = f"{_count(summary.read, 'paper')} read, {before} read before, {len(summary.gone)} gone"
    facts = _facts(sum(changed.values(), Counter()))
    told = dict(changed)
    between = []
    if changed and sum(outcome.facts for outcome in summary.outcomes) <= _COMPARED:
        relations, by_doc = _between_papers(out)
        between = [f"Between papers: {_facts(relations) or 'nothing newly agreed or contradicted'}."]
        told = {doc: told.get(doc, Counter()) + by_doc.get(doc, Counter()) for doc in sorted({*told, *by_doc})}
    elif changed:
        between = [f"What papers newly agree on or contradict: policyfacts diff {shlex.quote(str(out))}"]
    lines = [f"Since the last run: {papers}; facts: {facts or 'as they were'}.", *between]
    lines += [f"  {doc}: {_facts(counts)}" for doc, counts in list(told.items())[:_MOST]]
    if len(told) > _MOST:
        lines.append(f"  ... and {len(told) - _MOST} papers more: see policyfacts diff")
    return "\n".join(lines)


def _between_papers(out: Path) -> tuple[Counter[str], dict[str, Counter[str]]]:
    """How many slots papers newly agree on and contradict, together and by paper."""
    from policyfacts.batch.states import before_and_after
    from policyfacts.diff import RELATIONS, verdicts

    relations: Counter[str] = Counter()
    by_doc: dict[str, Counter[str]] = {}
    try:
        states = before_and_after(out)
    except OutputError:  # the run before was one of another version
        return relations, by_doc
    for verdict in verdicts(*states):
        relation = RELATIONS[verdict.relation]
        relations[relation] += 1
        for doc in verdict.docs:
            by_doc.setdefault(doc, Counter())[relation] += 1
    return relations, by_doc


def _facts(counts: Mapping[str, int]) -> str:
    return ", ".join(f"{counts[kind]} {kind}" for kind in _KINDS if counts.get(kind))


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}{'' if number == 1 else 's'}"
