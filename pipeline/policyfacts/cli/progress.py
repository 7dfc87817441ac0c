"""How far a run is: a bar on a terminal, plain lines elsewhere, nothing when asked to be quiet."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager

from policyfacts.batch.outcomes import Outcome, Watch

_MOST = 8  # papers that are named


@contextmanager
def progress(*, quiet: bool) -> Iterator[Watch]:
    """Yields whom to tell how far the run is. Writes to standard error."""
    if quiet:
        yield Watch()
    elif sys.stderr.isatty():
        with _bar() as watch:
            yield watch
    else:
        lines = _Lines()
        yield Watch(lines.planned, lines.done, _leaving)


def _leaving(docs: tuple[str, ...]) -> None:
    """Says which papers of the last run will not be in the tables any more."""
    if docs:
        shown = ", ".join(docs[:_MOST]) + (f" and {len(docs) - _MOST} more" if len(docs) > _MOST else "")
        print(
            f"{_papers(len(docs))} of the last run {'is' if len(docs) == 1 else 'are'} not named now and will leave "
            f"the tables: {shown}. To keep what is there, stop and run again with --add.",
            file=sys.stderr,
            flush=True,
        )


class _Lines:
    """A line for each paper that is read, with the time that is left."""

    def __init__(self) -> None:
        self._done = self._total = 0
        self._started = 0.0

    def planned(self, unread: int, kept: int) -> None:
        self._total, self._started = unread, time.monotonic()
        if kept:
            print(f"{_papers(unread)} to read, {kept} read before", file=sys.stderr, flush=True)

    def done(self, outcome: Outcome) -> None:
        self._done += 1
        left = max(0, self._total - self._done)
        seconds = (time.monotonic() - self._started) / self._done * left
        after = f"; {_clock(seconds)} left" if left else ""
        print(f"[{self._done}/{self._total}] {outcome.doc}: {_said(outcome)}{after}", file=sys.stderr, flush=True)


def _said(outcome: Outcome) -> str:
    if outcome.error:
        return "not read"
    return f"{outcome.pages} pages, {outcome.facts} facts{', read in part' if outcome.partly else ''}"


def _papers(number: int) -> str:
    return f"{number} paper{'' if number == 1 else 's'}"


def _clock(seconds: float) -> str:
    """Seconds as hours, minutes and seconds."""
    minutes, rest = divmod(round(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{rest:02}" if hours else f"{minutes}:{rest:02}"


@contextmanager
def _bar() -> Iterator[Watch]:
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
        task = bar.add_task("reading", total=None, pages=0, facts=0, failed=0)
        pages = facts = failed = 0

        def planned(unread: int, _kept: int) -> None:
            bar.update(task, total=unread, refresh=True)

        def done(outcome: Outcome) -> None:
            nonlocal pages, facts, failed
            pages, facts, failed = pages + outcome.pages, facts + outcome.facts, failed + bool(outcome.error)
            said = escape(outcome.doc[:40])
            bar.update(task, advance=1, description=said, pages=pages, facts=facts, failed=failed, refresh=True)

        yield Watch(planned, done, _leaving)
