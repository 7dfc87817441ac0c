"""One paper as a task: what a Dask worker does.

Each thread of the worker has a process of its own for papers (``child``), with the limits of ``reading.guard`` around
each paper; what kills that process costs one paper, and the worker goes on.
"""

from __future__ import annotations

import io
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cache
from typing import BinaryIO

from policyfacts.batch.child import started
from policyfacts.batch.options import Options
from policyfacts.batch.papers import Source
from policyfacts.batch.record import fingerprint, record
from policyfacts.batch.workers import Worker, ready
from policyfacts.errors import EngineError, ReadingError
from policyfacts.sources import Location, bytes_of

_lock = threading.Lock()
_idle: dict[Options, list[Worker]] = {}


@dataclass(frozen=True, slots=True)
class Sent:
    """A paper whose bytes are here already, wherever they came from; a ``sources.Location``."""

    shown: str
    stem: str
    data: bytes = field(repr=False)

    @contextmanager
    def open(self) -> Iterator[BinaryIO]:
        yield io.BytesIO(self.data)

    def size(self) -> int:
        return len(self.data)

    def mark(self) -> str:
        return ""


@dataclass(frozen=True, slots=True)
class Task:
    """A paper for a worker. ``at``: where it is, whatever the working directory; ``shown``: as the tables write it;
    ``size``: its bytes as the run's own machine counts them; ``mark``: the run's fingerprint."""

    doc: str
    shown: str
    at: Location
    size: int
    options: Options
    mark: str


def done(task: Task) -> bytes | None:
    """The paper's rows, packed; None where its bytes cannot be had here, or are not as many as they should be.

    Raises ``EngineError`` where this machine would make other rows than the one that sent the task, and what concerns
    all papers.
    """
    if _fingerprint(task.options) != task.mark:
        raise EngineError(
            "A worker has another policyfacts, other libraries, knowledge or models than this machine: it would write "
            "other tables. Install the same there (the same lock file), and the same programs (tesseract)."
        )
    try:
        data = bytes_of(task.at)
    except ReadingError:
        return None
    if len(data) != task.size:
        return None
    return _read(Source(task.doc, Sent(task.shown, task.at.stem, data)), task.options)


@cache
def _fingerprint(options: Options) -> str:
    with _lock:
        return fingerprint(record(options))


def _read(source: Source, options: Options) -> bytes:
    worker = _taken(options)
    try:
        worker.take(source)
        ready([worker])
        rows = worker.give()
    except BaseException:
        worker.stop()
        raise
    with _lock:
        _idle.setdefault(options, []).append(worker)
    return rows


def _taken(options: Options) -> Worker:
    """A worker that is idle, or a new one; those of other runs are ended."""
    with _lock:
        others = [worker for other in set(_idle) - {options} for worker in _idle.pop(other)]
        mine = _idle.get(options)
        worker = mine.pop() if mine else None
    for other in others:
        other.stop()
    return worker or Worker(options, start=started)
