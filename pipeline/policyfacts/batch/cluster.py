"""Papers through a Dask cluster, each as it is done; what Dask's own tools start (SLURM, Kubernetes, clouds) will do.

Only so many papers are under way as keep all workers busy. A worker that is lost loses nothing: Dask gives its papers
to others. A paper under which one worker after the other is lost is tried once more, alone, and then costs its row.
"""

from __future__ import annotations

import logging
import queue
import time
import uuid
from collections import Counter, deque
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from policyfacts.batch.one import unread
from policyfacts.batch.options import Options
from policyfacts.batch.papers import Source
from policyfacts.batch.record import fingerprint, record
from policyfacts.batch.task import Sent, Task, done
from policyfacts.errors import EngineError, PolicyfactsError, ReadingError
from policyfacts.sources import File, Location, Member, bytes_of
from policyfacts.tables import packed
from policyfacts.tables.packed import to_bytes

if TYPE_CHECKING:
    from distributed import Client, Future

_AHEAD = 3  # papers under way or waiting for each thread of the cluster: enough to keep it busy, and memory bounded
_PATIENCE = 600.0  # seconds without any worker
_CONNECT = 30.0  # seconds without the scheduler
_TRIES = 5
_LOST = "The scheduler has gone. Papers read so far are kept: start the cluster again, and run the same command."


def processed(sources: Sequence[Source], options: Options) -> Iterator[bytes]:
    """The rows of each paper, packed (``tables.packed``), as they are done.

    Raises ``EngineError`` where Dask is not installed, the scheduler cannot be reached or goes away, or no worker
    comes; ``ModelError`` and ``KnowledgeError``, which concern all papers.
    """
    with _connected(options) as client:
        flow = _Flow(client, options)
        try:
            yield from flow.of(sources)
        finally:
            flow.drop()


@contextmanager
def _connected(options: Options) -> Iterator[Client]:
    try:
        from distributed import Client, LocalCluster
    except ImportError as exc:
        raise EngineError(
            "--engine dask needs what is not installed here: pip install 'policyfacts[dask]', or leave it out."
        ) from exc
    logger = logging.getLogger("distributed")
    level = logger.level
    logger.setLevel(logging.CRITICAL)  # what matters of it is told by our own errors
    with ExitStack() as stack:
        stack.callback(logger.setLevel, level)
        address: Any = options.scheduler
        if address is None:
            address = stack.enter_context(
                LocalCluster(  # type: ignore[no-untyped-call]
                    n_workers=options.jobs,
                    threads_per_worker=1,
                    dashboard_address="127.0.0.1:0",
                    silence_logs=logging.CRITICAL,
                )
            )
        try:
            client = Client(address, timeout=_CONNECT, set_as_default=False)  # type: ignore[no-untyped-call]
        except (OSError, ValueError) as exc:
            raise EngineError(
                f"{address}: no scheduler answers there. Start one, or name another with --scheduler."
            ) from exc
        stack.callback(client.close, 5)
        yield client


class _Flow:
    """The papers that are under way."""

    def __init__(self, client: Client, options: Options) -> None:
        self._client = client
        here = Path.cwd()
        models = None if options.models is None else here / options.models
        self._options = replace(options, knowledge=tuple(here / pack for pack in options.knowledge), models=models)
        self._mark = fingerprint(record(options))
        self._run = uuid.uuid4().hex
        self._under_way: dict[str, tuple[Future[Any], Source]] = {}
        self._ended: queue.SimpleQueue[str] = queue.SimpleQueue()
        self._waiting: deque[Source] = deque()
        self._tries: Counter[str] = Counter()
        self._suspects: list[Source] = []
        self._alone = False
        self._threads = 0
        self._looked = self._heard = self._seen = time.monotonic()

    def of(self, sources: Sequence[Source]) -> Iterator[bytes]:
        """All papers; those that cost several workers last, one at a time."""
        yield from self._through(sources)
        suspects, self._suspects, self._alone = self._suspects, [], True
        yield from self._through(suspects)
        for source in self._suspects:
            said = f"{source.name}: workers of the cluster were lost whenever they read it: leave it out, or give them"
            yield to_bytes(packed(unread(source, f"{said} more memory.")))

    def drop(self) -> None:
        """Let go of what is under way."""
        for future, _ in self._under_way.values():
            future.release()  # type: ignore[no-untyped-call]
        self._under_way.clear()

    def _through(self, sources: Sequence[Source]) -> Iterator[bytes]:
        self._waiting.extend(sources)
        while self._waiting or self._under_way:
            while self._waiting and len(self._under_way) < self._width():
                self._send(self._waiting.popleft())
            try:
                key = self._ended.get(timeout=1.0)
            except queue.Empty:
                self._look()
                continue
            future, source = self._under_way.pop(key)
            rows = self._outcome(future, source)
            future.release()  # type: ignore[no-untyped-call]
            if rows is not None:
                yield rows

    def _send(self, source: Source) -> None:
        at = source.at
        task = Task(source.doc, source.shown, _anywhere(at), at.size(), self._options, self._mark)
        name = f"policyfacts-{self._run}-{uuid.uuid4().hex}"
        try:
            future = self._client.submit(done, task, key=name, pure=False)
        except (OSError, RuntimeError):  # just gone
            self._again(source)
            return
        self._under_way[name] = (future, source)
        future.add_done_callback(lambda ended: self._ended.put(ended.key))  # type: ignore[no-untyped-call]

    def _outcome(self, future: Future[Any], source: Source) -> bytes | None:
        """The paper's rows; None where it is sent again, or suspected. Raises what ends the run."""
        from distributed import KilledWorker

        if future.status in {"cancelled", "lost"}:
            self._again(source)
            return None
        if future.status == "error":
            exc = future.exception(timeout=_CONNECT)  # type: ignore[no-untyped-call]
            if isinstance(exc, KilledWorker):
                self._suspects.append(source)
                return None
            if isinstance(exc, PolicyfactsError):
                raise exc
            raise EngineError(
                f"A worker of the cluster failed: {type(exc).__name__}: {exc}. Is the same policyfacts installed there?"
            ) from exc
        try:
            rows: bytes | None = future.result(timeout=_CONNECT)
        except Exception:  # whatever the network says when a worker or the scheduler has gone
            self._again(source)
            return None
        return self._carried(source) if rows is None else rows

    def _again(self, source: Source) -> None:
        """Send a paper once more whose rows were lost on their way, with a worker or with the scheduler."""
        self._tries[source.doc] += 1
        if self._tries[source.doc] > _TRIES:
            raise EngineError(_LOST)
        self._waiting.append(source)

    def _carried(self, source: Source) -> bytes | None:
        """Send a paper again, with its bytes: the worker could not get at them."""
        if isinstance(source.at, Sent):
            raise EngineError(f"{source.shown}: a worker of the cluster did not get the bytes that it was sent.")
        try:
            data = bytes_of(source.at)
        except ReadingError as exc:
            return to_bytes(packed(unread(source, str(exc))))
        self._send(Source(source.doc, Sent(source.shown, source.at.stem, data)))
        return None

    def _width(self) -> int:
        """How many papers may be under way."""
        if time.monotonic() - self._looked > 2 or not self._threads or self._client.status != "running":
            self._look()
        if self._client.status != "running":
            return 0
        return 1 if self._alone else max(2, _AHEAD * self._threads)

    def _look(self) -> None:
        """See who is there. Raises ``EngineError`` where the scheduler has gone, or no worker has come for long."""
        now = self._looked = time.monotonic()
        if self._client.status != "running":  # connecting again, or closed
            if self._client.status == "closed" or now - self._heard > _CONNECT:
                raise EngineError(_LOST)
            return
        try:
            self._threads = sum(self._client.nthreads().values())  # type: ignore[no-untyped-call]
        except (OSError, RuntimeError, ValueError):  # just gone: the status will tell
            return
        self._heard = now
        if self._threads:
            self._seen = now
        elif now - self._seen > _PATIENCE:
            raise EngineError(
                f"The cluster has had no worker for {_PATIENCE / 60:.0f} minutes. Papers read so far are kept: start "
                "workers, and run the same command again."
            )


def _anywhere(at: Location) -> Location:
    """The place as it is found from any working directory."""
    if isinstance(at, File):
        return replace(at, path=Path.cwd() / at.path)
    if isinstance(at, Member):
        return replace(at, archive=Path.cwd() / at.archive)
    return at
