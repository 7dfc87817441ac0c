"""Workers: every paper comes back once, and what kills or stops a worker costs one paper."""

from __future__ import annotations

import multiprocessing
import os
import signal
import sys
import threading
import time
from pathlib import Path

import pytest

from policyfacts.batch.options import Options
from policyfacts.batch.papers import Source
from policyfacts.batch.workers import processed
from policyfacts.errors import ModelError
from policyfacts.sources import File
from policyfacts.tables import Packed, PaperRows
from policyfacts.tables.packed import from_bytes
from tests.typeset import LOAN, typeset

pytestmark = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="replaces what forked workers do")

DONE = {"documents": [{"status": "read"}]}


def _work(source: Source, *, options: Options) -> PaperRows:
    assert options.parser == "none"
    if source.doc.startswith("kill"):
        os.kill(os.getpid(), signal.SIGKILL)
    if source.doc.startswith("cpu"):
        os.kill(os.getpid(), signal.SIGXCPU)
    if source.doc.startswith("crash"):
        os._exit(7)
    if source.doc.startswith("hang"):
        time.sleep(60)
    if source.doc.startswith("model"):
        raise ModelError("no parser")
    if source.doc.startswith("slow"):
        time.sleep(0.1)
    return PaperRows(source.doc, DONE, "text")


@pytest.fixture(autouse=True)
def _stage(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("policyfacts.batch.one.rows_of", _work)
    monkeypatch.setattr("policyfacts.batch.workers.warm_up", lambda _: None)


def _sources(*docs: str) -> list[Source]:
    return [Source(doc, File(Path(f"{doc}.pdf"))) for doc in docs]


def _read(docs: list[str], jobs: int) -> dict[str, Packed]:
    papers = [from_bytes(data) for data in processed(_sources(*docs), Options("none", jobs=jobs))]
    assert len(papers) == len(docs)
    return {paper.doc: paper for paper in papers}


@pytest.mark.parametrize("jobs", [1, 2, 3])
def test_every_paper_comes_back_once(jobs: int) -> None:
    docs = [f"{'slow' if number % 3 == 0 else 'quick'}{number}" for number in range(20)]
    assert sorted(_read(docs, jobs), key=docs.index) == docs


def test_what_is_no_pdf_is_passed_on_without_getting_ready(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    ready: list[Options] = []
    monkeypatch.setattr("policyfacts.batch.workers.warm_up", ready.append)
    for name, head in (("note", b"Dear all,"), ("late", b"\n" * 1000 + b"%PDF-1.7"), ("empty", b"")):
        (tmp_path / f"{name}.pdf").write_bytes(head)
    strange = [Source(doc, File(tmp_path / f"{doc}.pdf")) for doc in ("note", "empty", "absent")]
    assert len(list(processed(strange, Options("none")))) == 3
    assert ready == []
    papers = [*strange, Source("late", File(tmp_path / "late.pdf"))]
    assert len(list(processed(papers, Options("none")))) == 4
    assert ready == [Options("none")]


@pytest.mark.parametrize("jobs", [1, 2])
@pytest.mark.parametrize(
    ("doc", "reason"),
    [
        ("kill", "kill.pdf: took more memory than a paper may (SIGKILL)"),
        ("cpu", "cpu.pdf: took more processor time than a paper may"),
        ("crash", "crash.pdf: crashed the reader (exit code 7)"),
        ("hang", "hang.pdf: took longer than 4 s"),
    ],
)
def test_what_kills_a_worker_costs_one_paper(jobs: int, doc: str, reason: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("policyfacts.batch.workers._seconds", lambda _: 1.0)
    found = _read(["a", doc, "b", "c"], jobs)
    assert {name for name, paper in found.items() if paper.text == b"text"} == {"a", "b", "c"}
    assert found[doc].error.startswith(reason)
    assert not found[doc].settled


def test_what_concerns_all_papers_ends_the_run() -> None:
    with pytest.raises(ModelError, match="no parser"):
        list(processed(_sources("a", "model", "b"), Options("none", jobs=2)))


def test_a_run_that_is_dropped_leaves_no_workers() -> None:
    before = set(multiprocessing.active_children())
    run = processed(_sources(*"abcdef"), Options("none", jobs=2))
    next(iter(run))
    run.close()  # type: ignore[attr-defined]
    assert set(multiprocessing.active_children()) <= before


def test_beside_a_thread_of_the_program_workers_are_started_anew(tmp_path: Path) -> None:
    """Nothing that this test replaced reaches them: a real worker reads a real paper."""
    source = Source("one", File(typeset(tmp_path / "one.pdf", LOAN)))
    done = threading.Event()
    beside = threading.Thread(target=done.wait)
    beside.start()
    try:
        (paper,) = (from_bytes(data) for data in processed([source], Options("none", rules_only=True)))
    finally:
        done.set()
        beside.join()
    assert paper.text == b"China lent Peru $2 billion in 2018."


def test_no_papers_no_rows() -> None:
    assert list(processed([], Options("none", jobs=2))) == []
