"""Papers through real Dask clusters on this machine: the same bytes, none lost and none double, whatever dies."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

import distributed
import pytest

from policyfacts.batch import cluster, plan
from policyfacts.batch.options import Options
from policyfacts.batch.outcomes import Outcome, Summary, Watch
from policyfacts.batch.papers import Source, collect
from policyfacts.batch.run import extract_into
from policyfacts.errors import EngineError
from policyfacts.tables import packed, read_tables
from policyfacts.tables.packed import to_bytes
from tests.batch import stagedtask
from tests.batch.staged import Folder, staged_rows
from tests.pdfs import hostile
from tests.typeset import LOAN, PARTNERSHIP, typeset

pytestmark = [
    pytest.mark.skipif(not sys.platform.startswith("linux"), reason="kills processes as Linux does"),
    pytest.mark.allow_hosts(["127.0.0.1", "localhost"]),
    pytest.mark.filterwarnings("ignore::ResourceWarning", "ignore::DeprecationWarning"),
]


@pytest.fixture(scope="module")
def workers() -> Iterator[distributed.LocalCluster]:
    """Two workers, each of which is started again when it is killed."""
    with (
        distributed.LocalCluster(  # type: ignore[no-untyped-call]
            n_workers=2, threads_per_worker=1, dashboard_address="127.0.0.1:0", host="127.0.0.1", silence_logs=50
        ) as found,
    ):
        yield found


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Folder:
    """Twelve staged papers."""
    monkeypatch.setattr(cluster, "done", stagedtask.done)
    monkeypatch.setattr(plan, "_FRESH", 0.0)
    folder = Folder(tmp_path / "one")
    folder.write(**{f"{'slow' if n % 3 == 0 else 'paper'}-{n:02}": f"CHN PER {n}\nIND NPL {n}" for n in range(12)})
    return folder


def _run(folder: Folder, address: str, watch: Watch | None = None) -> Summary:
    options = Options("none", rules_only=True, engine="dask", scheduler=address)
    return extract_into(folder.out, collect([folder.papers]), options=options, watch=watch)


def _local(folder: Folder) -> dict[str, bytes]:
    """What an undisturbed run on this machine writes."""
    again = Folder.__new__(Folder)
    again.papers, again.out = folder.papers, folder.out.with_name("local")
    with pytest.MonkeyPatch.context() as patch:  # no forks here: the cluster's threads run in this process
        patch.setattr("policyfacts.batch.gather.processed", _one_by_one)
        again.run()
    return again.files()


def _one_by_one(sources: Sequence[Source], options: Options) -> Iterator[bytes]:
    return (to_bytes(packed(staged_rows(source, options=options))) for source in sources)


def test_the_same_bytes_as_on_one_machine(folder: Folder, workers: distributed.LocalCluster) -> None:
    folder.write(far="USA KEN 5", bad="fail")
    summary = _run(folder, workers.scheduler_address)
    assert [outcome.doc for outcome in summary.failed] == ["bad"]
    assert folder.files() == _local(folder)
    assert _run(folder, workers.scheduler_address).read == 0


def test_a_worker_killed_in_mid_run_loses_nothing(folder: Folder, workers: distributed.LocalCluster) -> None:
    seen: list[str] = []

    def done(outcome: Outcome) -> None:
        seen.append(outcome.doc)
        if len(seen) == 2:
            os.kill(next(iter(workers.workers.values())).pid, signal.SIGKILL)

    _run(folder, workers.scheduler_address, Watch(done=done))
    assert len(seen) == len(set(seen)) == 12
    assert folder.files() == _local(folder)


def test_a_paper_that_kills_every_worker_costs_its_own_row(
    folder: Folder, workers: distributed.LocalCluster, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(workers.scheduler, "allowed_failures", 0)  # each start of a worker takes seconds
    folder.write(poison="USA KEN 5")
    summary = _run(folder, workers.scheduler_address)
    (failed,) = summary.failed
    assert failed.error == (
        "poison.pdf: workers of the cluster were lost whenever they read it: leave it out, or give them more memory."
    )
    assert len(read_tables(folder.out).rows("funds")) == 24


@pytest.mark.parametrize(
    ("doc", "message"),
    [("other", "A worker has another policyfacts"), ("odd", "ModuleNotFoundError: No module named 'odd'. Is the same")],
)
def test_workers_that_do_not_fit_end_the_run(
    folder: Folder, workers: distributed.LocalCluster, doc: str, message: str
) -> None:
    folder.write(**{doc: "USA KEN 5"})
    with pytest.raises(EngineError, match=message):
        _run(folder, workers.scheduler_address)
    assert not (folder.out / "funds.csv").exists()


def _program(log: Path, *arguments: str) -> subprocess.Popen[bytes]:
    """Start a part of Dask as a program of its own, as on a cluster."""
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))}
    with log.open("wb") as file:
        return subprocess.Popen(
            [sys.executable, "-m", "dask", *arguments, "--host", "127.0.0.1", "--no-dashboard"],
            stdin=subprocess.DEVNULL,
            stdout=file,
            stderr=file,
            env=environment,
        )


@pytest.fixture
def scheduler(tmp_path: Path) -> Iterator[tuple[subprocess.Popen[bytes], str]]:
    """A scheduler with a worker, and the scheduler's address."""
    log = tmp_path / "scheduler.log"
    program = _program(log, "scheduler", "--port", "0")
    while not (found := re.search(r"Scheduler at: +(tcp://[\d.:]+)", log.read_text(encoding="utf-8"))):
        assert program.poll() is None, log.read_text(encoding="utf-8")
        time.sleep(0.1)
    worker = _program(tmp_path / "worker.log", "worker", found[1], "--nthreads", "2", "--no-nanny")
    try:
        yield program, found[1]
    finally:
        for one in (worker, program):
            one.kill()
            one.wait()


def test_a_scheduler_that_goes_away_ends_the_run_and_keeps_what_was_read(
    folder: Folder, scheduler: tuple[subprocess.Popen[bytes], str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(cluster, "_CONNECT", 5.0)
    program, address = scheduler
    seen: list[str] = []

    def done(outcome: Outcome) -> None:
        seen.append(outcome.doc)
        if len(seen) == 3:
            program.send_signal(signal.SIGKILL)

    with pytest.raises(EngineError, match="The scheduler has gone"):
        _run(folder, address, Watch(done=done))
    assert 3 <= len(seen) < 12
    assert not (folder.out / "funds.csv").exists()
    monkeypatch.setattr("policyfacts.batch.gather.processed", _one_by_one)
    assert folder.run()[0].read == 12 - len(seen)
    assert folder.files() == _local(folder)


def test_nobody_at_the_address(folder: Folder, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cluster, "_CONNECT", 0.5)
    with pytest.raises(EngineError, match=r"tcp://127\.0\.0\.1:9: no scheduler answers there"):
        _run(folder, "tcp://127.0.0.1:9")


def test_no_worker_for_long(folder: Folder, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cluster, "_PATIENCE", 1.0)
    with (
        distributed.LocalCluster(  # type: ignore[no-untyped-call]
            n_workers=0, dashboard_address="127.0.0.1:0", host="127.0.0.1", silence_logs=50
        ) as empty,
        pytest.raises(EngineError, match="has had no worker"),
    ):
        _run(folder, empty.scheduler_address)


def test_without_dask_the_extra_is_named(folder: Folder, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "distributed", None)
    with pytest.raises(EngineError, match=r"pip install 'policyfacts\[dask\]'"):
        _run(folder, "tcp://127.0.0.1:9")


def test_real_papers_under_the_same_limits(tmp_path: Path, workers: distributed.LocalCluster) -> None:
    """No stand-ins: a worker's own process reads, and a paper that needs too much memory costs its row alone."""
    papers = tmp_path / "papers"
    papers.mkdir()
    typeset(papers / "good.pdf", PARTNERSHIP, LOAN)
    typeset(papers / "other.pdf", LOAN)
    (papers / "bomb.pdf").write_bytes(hostile.text_bomb())
    found = []
    for options in (
        Options("none", engine="dask", scheduler=workers.scheduler_address),
        Options("none", jobs=1),
    ):
        out = tmp_path / options.engine
        summary = extract_into(out, collect([papers]), options=options)
        assert [outcome.doc for outcome in summary.failed] == ["bomb"]
        assert len(read_tables(out).rows("funds")) == 2
        found.append({path.name: path.read_bytes() for path in out.glob("*.csv")})
    assert found[0] == found[1]
