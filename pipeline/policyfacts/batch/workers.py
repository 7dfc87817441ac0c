"""Papers through one process or several, in their order whatever finishes first."""

from __future__ import annotations

import multiprocessing
from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import replace
from itertools import islice

from policyfacts.batch.one import rows_of, unread
from policyfacts.batch.options import Options
from policyfacts.batch.papers import Source
from policyfacts.tables import PaperRows

_AHEAD = 4  # papers waiting for each process: enough to keep it busy, few enough to bound memory


def processed(sources: Iterable[Source], options: Options) -> Iterator[PaperRows]:
    """The rows of each paper, in the order of ``sources``; ``options.jobs`` processes work on them.

    A process that dies costs the paper that killed it its rows (a row says so), and no other paper anything.
    """
    if options.jobs == 1:
        for source in sources:
            yield rows_of(source, options=options)
        return
    waiting = iter(sources)
    window: deque[tuple[Source, Future[PaperRows]]] = deque()
    while True:
        with _pool(options.jobs) as pool:
            try:
                while True:
                    for source in islice(waiting, _AHEAD * options.jobs - len(window)):
                        window.append((source, pool.submit(rows_of, source, options=options)))
                    if not window:
                        return
                    rows = window[0][1].result()
                    window.popleft()
                    yield rows
            except BrokenProcessPool:
                pass
        while window:
            yield _alone(window.popleft()[0], options)


def _alone(source: Source, options: Options) -> PaperRows:
    """One paper in a process of its own, which it may kill."""
    with _pool(1) as pool:
        try:
            return pool.submit(rows_of, source, options=replace(options, jobs=1)).result()
        except BrokenProcessPool:
            return unread(source, f"{source.shown}: the process that read it was killed, probably for lack of memory")


def _pool(jobs: int) -> ProcessPoolExecutor:
    # A fresh interpreter: forking a process that runs threads (Arrow's, BLAS's) may hang.
    return ProcessPoolExecutor(jobs, mp_context=multiprocessing.get_context("spawn"))
