"""Time: what stopped the run or the machine does not count, and long papers have more of it."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from multiprocessing import Pipe
from pathlib import Path

import pytest

from policyfacts.batch.options import Options
from policyfacts.batch.papers import Source
from policyfacts.batch.workers import processed
from policyfacts.limits import CPU_PER_PAGE
from policyfacts.reading import guard
from policyfacts.reading.guard import guarded, limits, page_read, waited
from policyfacts.sources import File
from policyfacts.tables import PaperRows
from policyfacts.tables.packed import from_bytes

pytestmark = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="replaces what forked workers do")

_SLEEPER = """
import os, signal, sys, time
from multiprocessing import Pipe
from policyfacts.reading.guard import waited
here, there = Pipe()
print("ready", flush=True)
speaking, passed = waited([here], 2.0)
print(len(speaking), round(passed, 1))
"""


def test_a_wait_ends_when_somebody_speaks_or_time_is_up() -> None:
    here, there = Pipe()
    speaking, passed = waited([here], 0.2)
    assert (speaking, passed >= 0.2) == ([], True)
    there.send(1)
    speaking, passed = waited([here], 60.0)
    assert (speaking, passed < 60.0) == ([here], True)


def test_time_during_which_a_run_was_stopped_does_not_count() -> None:
    command = [sys.executable, "-c", _SLEEPER]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "ready\n"
        started = time.monotonic()
        process.send_signal(signal.SIGSTOP)
        time.sleep(4.0)
        process.send_signal(signal.SIGCONT)
        said = process.stdout.read().split()
        # The stop was twice as long as the wait; hardly a second and a half of it counts.
        assert time.monotonic() - started >= 4.0 + 2.0 - guard._SLICE - guard._LATE
    assert said[0] == "0"


def _reads(pages: int, seconds: float) -> float:
    """Read pages, each of which takes so many processor seconds; returns how many there were in all."""
    spent = time.process_time()
    for _ in range(pages):
        until = time.process_time() + seconds
        while time.process_time() < until:
            pass
        page_read()
    return time.process_time() - spent


def _long(pages: int, seconds: float, granted: list[int]) -> float:
    with limits(cpu_seconds=1.0, pages=10, told=granted.append):
        return _reads(pages, seconds)


def test_a_long_paper_has_more_time_with_each_page() -> None:
    assert guarded(_long, 50, 0.05, [], cpu_seconds=100.0) >= 2.5  # more than twice the second that it began with
    granted: list[int] = []
    with limits(pages=10, told=granted.append):
        for _ in range(35):
            page_read()
    assert sum(granted) == 30
    assert CPU_PER_PAGE * sum(granted) > 0
    page_read()  # outside of a limit nobody counts


def test_what_stands_still_on_a_page_is_given_up() -> None:
    with pytest.raises(Exception, match="processor time"):
        guarded(_long, 1, 5.0, [], cpu_seconds=100.0)


def _work(source: Source, *, options: Options) -> PaperRows:
    assert options.parser == "none"
    if source.doc == "long":
        for _ in range(100):
            page_read()
            time.sleep(0.03)
    else:
        time.sleep(60)
    return PaperRows(source.doc, {"documents": [{"status": "read"}]}, "text")


def test_a_long_paper_is_waited_for(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("policyfacts.batch.one.rows_of", _work)
    monkeypatch.setattr("policyfacts.batch.workers.warm_up", lambda _: None)
    monkeypatch.setattr("policyfacts.batch.workers._seconds", lambda _: 0.25)
    monkeypatch.setattr("policyfacts.batch.workers._pages", lambda _: 1)
    sources = [Source(doc, File(Path(f"{doc}.pdf"))) for doc in ("long", "still")]
    found = {(p := from_bytes(data)).doc: p for data in processed(sources, Options("none", jobs=2))}
    assert found["long"].text == b"text"
    assert "still.pdf: took longer than 1 s" in found["still"].error


def test_a_worker_stopped_with_its_run_goes_on(tmp_path: Path) -> None:
    """The whole group of processes is stopped for longer than the paper has, as when a laptop's lid is closed."""
    script = tmp_path / "run.py"
    script.write_text(
        "import time\n"
        "from pathlib import Path\n"
        "from policyfacts.batch import one, workers\n"
        "from policyfacts.batch.options import Options\n"
        "from policyfacts.batch.papers import Source\n"
        "from policyfacts.sources import File\n"
        "from policyfacts.tables import PaperRows\n"
        "from policyfacts.tables.packed import from_bytes\n"
        "def work(source, *, options):\n"
        "    print('begun', flush=True)\n"
        "    for _ in range(10):\n"
        "        time.sleep(0.1)\n"
        "    return PaperRows(source.doc, {'documents': [{'status': 'read'}]}, 'text')\n"
        "one.rows_of = work\n"
        "workers.warm_up = lambda _: None\n"
        "workers._seconds = lambda _: 0.8\n"
        "if __name__ == '__main__':\n"
        "    for data in workers.processed([Source('a', File(Path('a.pdf')))], Options('none', jobs=1)):\n"
        "        print(from_bytes(data).error or 'read')\n",
        encoding="utf-8",
    )
    with subprocess.Popen(
        [sys.executable, str(script)], stdout=subprocess.PIPE, text=True, start_new_session=True
    ) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "begun\n"
        os.killpg(process.pid, signal.SIGSTOP)
        time.sleep(4.5)
        os.killpg(process.pid, signal.SIGCONT)
        assert process.stdout.read() == "read\n"
