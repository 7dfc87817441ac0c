"""How far a run is: a bar on a terminal, plain lines elsewhere, nothing when asked to be quiet."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager

from policyfacts.batch.run import Outcome, Watch, unwatched


@contextmanager
def progress(total: int, *, quiet: bool) -> Iterator[Watch]:
    """Yields what is to be called with the outcome of each paper. Writes to standard error."""
    if quiet:
        yield unwatched
    elif sys.stderr.isatty():
        with _bar(total) as watch:
            yield watch
    else:
        yield _lines(total)


def _lines(total: int) -> Watch:
    done = 0

    def watch(outcome: Outcome) -> None:
        nonlocal done
        done += 1
        print(f"[{done}/{total}] {outcome.doc}: {_said(outcome)}", file=sys.stderr, flush=True)

    return watch


def _said(outcome: Outcome) -> str:
    return "not read" if outcome.error else f"{outcome.pages} pages, {outcome.facts} facts"


@contextmanager
def _bar(total: int) -> Iterator[Watch]:
    from rich.console import Console
    from rich.markup import escape
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TextColumn("papers, {task.fields[pages]} pages, {task.fields[facts]} facts, {task.fields[failed]} not read"),
        TimeRemainingColumn(),
    )
    # No thread of its own: workers can then be forked.
    with Progress(*columns, console=Console(stderr=True), transient=True, auto_refresh=False) as bar:
        task = bar.add_task("reading", total=total, pages=0, facts=0, failed=0)
        pages = facts = failed = 0

        def watch(outcome: Outcome) -> None:
            nonlocal pages, facts, failed
            pages, facts, failed = pages + outcome.pages, facts + outcome.facts, failed + bool(outcome.error)
            said = escape(outcome.doc[:40])
            bar.update(task, advance=1, description=said, pages=pages, facts=facts, failed=failed, refresh=True)

        yield watch
