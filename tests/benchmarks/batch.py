"""Measures what runs over many papers cost, on papers that ``manypapers.py`` makes.

    python -m tests.benchmarks.batch MEASURE FOLDER [PAPERS [PAGES]]      (default: 200 papers of 10 pages)

    all       one after the other:

    first     a run into an empty folder: time, pages a second, peak memory of the parent
    again     the same once more, with nothing changed
    changed   with one paper in a hundred changed
    jobs      one process and two, in turn, over 24 papers each time
    dask      a cluster of two workers on this machine
    killed    a run killed (SIGKILL) five times at random moments, and completed

``again`` and ``changed`` go on from ``first``; ``dask`` and ``killed`` are held against its bytes. Every run is a
process of its own. On a machine that does other work too the clock says little: processor seconds (of the parent and
of its workers) are printed beside it.
"""

from __future__ import annotations

import json
import os
import random
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path

from tests.benchmarks.manypapers import make

MEASURES = ("first", "again", "changed", "jobs", "dask", "killed")
_RUN = """
import json, os, sys, time
from pathlib import Path
from policyfacts.batch.options import Options
from policyfacts.batch.papers import collect
from policyfacts.batch.run import extract_into
papers, out, options = sys.argv[1], Path(sys.argv[2]), json.loads(sys.argv[3])
if __name__ == "__main__":
    started = time.monotonic()
    summary = extract_into(out, collect([papers]), options=Options(**options))
    spent = os.times()
    peak = next(line for line in Path("/proc/self/status").read_text().splitlines() if line.startswith("VmHWM"))
    print(json.dumps({
        "papers": len(summary.outcomes), "read": summary.read, "pages": sum(o.pages for o in summary.outcomes),
        "wall": round(time.monotonic() - started, 1), "parent": round(spent.user + spent.system, 1),
        "workers": round(spent.children_user + spent.children_system, 1), "peak_mb": int(peak.split()[1]) // 1024,
        "facts": sum(o.facts for o in summary.outcomes),
    }))
"""


def run(papers: Path, out: Path, **options: object) -> dict[str, float]:
    """One run in a process of its own; what it cost."""
    command = [sys.executable, "-c", _RUN, str(papers), str(out), json.dumps({"jobs": 2, **options})]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    found: dict[str, float] = json.loads(done.stdout.splitlines()[-1])
    return {**found, "cpu": round(found["parent"] + found["workers"], 1)}


def same(one: Path, other: Path) -> bool:
    """Whether two output folders hold the same bytes, but for the time in ``run.json``."""
    return _files(one) == _files(other)


def _files(out: Path) -> dict[str, bytes]:
    found = {}
    for path in sorted(out.rglob("*")):
        name = path.relative_to(out).as_posix()
        if path.is_file() and not name.startswith(".policyfacts"):
            found[name] = path.read_bytes()
    said = json.loads(found.pop("run.json"))
    return {**found, "run.json": json.dumps({**said, "timing": {}}).encode()}


def first(home: Path, papers: int, pages: int) -> None:
    make(home / "papers", papers, pages)
    shutil.rmtree(home / "out", ignore_errors=True)
    _say("first", run(home / "papers", home / "out"))


def again(home: Path, papers: int, _pages: int) -> None:
    _say(f"again, {papers} papers", run(home / "papers", home / "out"))


def changed(home: Path, papers: int, pages: int) -> None:
    other = home / "other"
    make(other, max(1, papers // 100), pages, seed=papers)
    for number, path in enumerate(sorted(other.glob("*.pdf"))):
        path.replace(home / "papers" / f"paper-{number * 100:05}.pdf")
    _say("changed", run(home / "papers", home / "out"))


def jobs(home: Path, _papers: int, pages: int) -> None:
    few = home / "few"
    make(few, 24, pages)
    for _ in range(3):
        for count in (1, 2):
            shutil.rmtree(home / f"jobs-{count}", ignore_errors=True)
            _say(f"jobs={count}", run(few, home / f"jobs-{count}", jobs=count))
    print("same bytes:", same(home / "jobs-1", home / "jobs-2"))


def dask(home: Path, _papers: int, _pages: int) -> None:
    shutil.rmtree(home / "dask", ignore_errors=True)
    _say("dask", run(home / "papers", home / "dask", engine="dask"))
    print("same bytes:", same(home / "out", home / "dask"))


def killed(home: Path, papers: int, _pages: int) -> None:
    out = home / "killed"
    shutil.rmtree(out, ignore_errors=True)
    chance = random.Random(5)
    command = [sys.executable, "-c", _RUN, str(home / "papers"), str(out), json.dumps({"jobs": 2})]
    for number in range(5):
        before = _kept(out)
        with subprocess.Popen(command, stdout=subprocess.DEVNULL) as process:
            goal = before + chance.randint(1, max(1, papers // 6))
            while process.poll() is None and _kept(out) < goal:
                time.sleep(chance.uniform(0.05, 0.5))
            process.send_signal(signal.SIGKILL)
        print(f"killed {number + 1}: {_kept(out)} papers kept")
    _say("completed", run(home / "papers", out))
    print("same bytes:", same(home / "out", out))


def _kept(out: Path) -> int:
    return sum(1 for path in (out / ".policyfacts" / "entries").rglob("*") if path.is_file())


def _say(what: str, found: dict[str, float]) -> None:
    print(what, json.dumps(found), f"load={os.getloadavg()[0]:.1f}", flush=True)


def main(arguments: Sequence[str]) -> None:
    measure, folder, papers, pages = (*arguments, "200", "10")[:4] if len(arguments) != 3 else (*arguments, "10")
    for name in MEASURES if measure == "all" else (measure,):
        globals()[name](Path(folder), int(papers), int(pages))


if __name__ == "__main__":
    main(sys.argv[1:])
