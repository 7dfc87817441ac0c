"""Papers through worker processes of this machine, each as it is done.

A worker serves one paper after the other under the limits of ``reading.guard``. One that dies or hangs costs the paper
that it was working on its rows (a row says why); another takes its place.
"""

from __future__ import annotations

import contextlib
import gc
import multiprocessing
import os
import signal
import sys
import threading
import warnings
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import islice
from multiprocessing.connection import Connection
from typing import Protocol

from policyfacts.batch.one import packed_of, unread, warm_up, warm_up_for_many
from policyfacts.batch.options import Options
from policyfacts.batch.papers import Source
from policyfacts.errors import ReadingError
from policyfacts.limits import CPU_PER_PAGE, LEAST_PAGES, PAGE_SIZE, WALL
from policyfacts.reading.guard import cpu_limit, limits, waited
from policyfacts.reading.pdfium import forget
from policyfacts.sources import File, Missing
from policyfacts.sources.kinds import HEAD, begins_as_pdf
from policyfacts.tables import packed
from policyfacts.tables.packed import to_bytes

_FEW = 2  # papers, for which things are better got ready as they are needed
_COLLECT = 50_000  # objects: what reading makes is nearly all freed without looking for rings


def processed(sources: Sequence[Source], options: Options) -> Iterator[bytes]:
    """The rows of each paper, packed (``tables.packed``), as they are done; ``options.jobs`` processes work on them.

    Raises ``ModelError`` and ``KnowledgeError``, which concern all papers.
    """
    if any(_may_be_pdf(source) for source in sources):
        warm_up(options)
    waiting, count = iter(sources), min(options.jobs, len(sources))
    if len(sources) > _FEW:
        warm_up_for_many()
    workers = [Worker(options) for _ in range(count)]
    try:
        while True:
            for worker in workers:
                if worker.idle:
                    for source in islice(waiting, 1):
                        worker.take(source)
            if all(worker.idle for worker in workers):
                return
            for worker in ready(workers):
                yield worker.give()
    finally:
        for worker in workers:
            worker.stop()


def ready(workers: Iterable[Worker]) -> list[Worker]:
    """The workers that have an answer, have died, or have run out of time; waits for one of them."""
    busy = [worker for worker in workers if not worker.idle]
    if not busy:
        return []
    while True:
        speaking, passed = waited([worker.pipe for worker in busy], min(worker.left for worker in busy))
        for worker in busy:
            worker.left -= passed
        ready = [worker for worker in busy if (worker.pipe in speaking and worker.answers()) or worker.late]
        if ready:
            return ready


class Process(Protocol):
    """What a worker needs to know of its process."""

    @property
    def exitcode(self) -> int | None: ...

    def is_alive(self) -> bool: ...

    def kill(self) -> None: ...

    def join(self, timeout: float | None = None) -> None: ...


Start = Callable[[Options], tuple[Connection, Process]]


class Worker:
    """A process that reads papers, and what it is working on."""

    pipe: Connection
    _process: Process

    def __init__(self, options: Options, *, start: Start | None = None) -> None:
        self._options = options
        self._begin = start or begun
        self._work: Source | None = None
        self._answer: bytes | Exception | None = None
        self._granted = 0.0
        self.left = 0.0
        self._start()

    @property
    def idle(self) -> bool:
        return self._work is None

    @property
    def late(self) -> bool:
        return self.left <= 0

    def take(self, source: Source) -> None:
        """Begin with a paper."""
        self._work = source
        self._answer = None
        self.left = self._granted = WALL * _seconds(source)
        with contextlib.suppress(OSError):  # dead already: `give` will say so
            self.pipe.send(source)

    def answers(self) -> bool:
        """Listen to the process: whether it has answered, or is dead. Else it has more time, for the pages it read."""
        try:
            while self._answer is None and self.pipe.poll():
                said = self.pipe.recv()
                if isinstance(said, int):
                    self.left += WALL * CPU_PER_PAGE * said
                    self._granted += WALL * CPU_PER_PAGE * said
                else:
                    self._answer = said
        except (EOFError, OSError):
            return True
        return self._answer is not None

    def give(self) -> bytes:
        """The paper's rows, packed. Raises what concerns all papers."""
        if self._work is None:
            raise RuntimeError("this worker has no paper")
        source, self._work = self._work, None
        self.answers()
        answer, self._answer = self._answer, None
        if isinstance(answer, Exception):
            raise answer
        if answer is None:
            self._process.join(0 if self.late else 1.0)
            hangs = self._process.is_alive()
            self._process.kill()
            self.stop()
            reason = f"took longer than {self._granted:.0f} s" if hangs else _death(self._process.exitcode)
            said = f"{source.name}: {reason}: the file is damaged or made to harm. Leave it out."
            self._start()
            return to_bytes(packed(unread(source, said)))
        return bytes(answer)

    def stop(self) -> None:
        """End the process: an idle one leaves by itself, a busy one is killed."""
        if self._work is None:
            with contextlib.suppress(OSError):
                self.pipe.send(None)
            self._process.join(0.2)
        self.pipe.close()
        if self._process.is_alive():
            self._process.kill()
        self._process.join()

    def _start(self) -> None:
        self.pipe, self._process = self._begin(self._options)


def begun(options: Options) -> tuple[Connection, Process]:
    """A process that serves papers, and the pipe to it. It is forked from this one where that is safe."""
    # A fork is quick, and only safe from a single thread.
    forks = sys.platform.startswith("linux") and threading.active_count() == 1
    context = multiprocessing.get_context("fork" if forks else "spawn")
    pipe, theirs = context.Pipe()
    process = context.Process(target=serve, args=(theirs, options), daemon=True)  # type: ignore[attr-defined]
    with warnings.catch_warnings():
        # Python 3.12 counts the threads of BLAS, which stand a fork.
        warnings.simplefilter("ignore", DeprecationWarning)
        process.start()
    theirs.close()
    return pipe, process


def serve(pipe: Connection, options: Options) -> None:
    """What a worker does: paper after paper, until nobody is there to answer."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    gc.freeze()  # what the parent loaded is here to stay: no collection needs to look at it
    gc.set_threshold(_COLLECT)
    parent = os.getppid()
    answer: bytes | Exception
    while True:
        try:
            # Other workers hold copies of the parent's end: its death does not close the pipe.
            while not pipe.poll(1.0):
                if os.getppid() != parent:
                    return
            source: Source | None = pipe.recv()
        except (EOFError, OSError):
            return
        if source is None:
            return
        try:
            with limits(cpu_seconds=_seconds(source), pages=_pages(source), told=pipe.send):
                forget()
                answer = packed_of(source, options=options)
        except Exception as exc:
            answer = exc
        try:
            pipe.send(answer)
        except OSError:
            return


def _pages(source: Source) -> int:
    """For how many pages the paper has time before any is read: by the size of its file."""
    return max(LEAST_PAGES, source.at.size() // PAGE_SIZE)


def _may_be_pdf(source: Source) -> bool:
    """Whether a paper is worth getting ready for; a file that does not begin as PDFs do is refused without."""
    if not isinstance(source.at, File | Missing):
        return True
    try:
        with source.at.open() as file:
            return begins_as_pdf(file.read(HEAD))
    except ReadingError:
        return False


def _seconds(source: Source) -> float:
    """Processor seconds that the paper may take; it has more for each further page that is read."""
    return cpu_limit(_pages(source))


def _death(code: int | None) -> str:
    name = signal.Signals(-code).name if code and -code in set(signal.Signals) else f"exit code {code}"
    if name == "SIGXCPU":
        return "took more processor time than a paper may"
    if name in {"SIGKILL", "SIGABRT", "SIGILL", "SIGTRAP"}:
        return f"took more memory than a paper may ({name})"
    return f"crashed the reader ({name})"
