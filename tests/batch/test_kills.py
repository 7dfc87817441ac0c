"""A run killed at each operation on files, and at random: whoever looks sees the run before or this one, whole."""

from __future__ import annotations

import hashlib
import json
import os
import random
import shutil
import signal
import sys
import time
from pathlib import Path

import pytest

from policyfacts.batch import plan
from policyfacts.tables import read_tables
from tests.batch.staged import Folder
from tests.switches import MUCH

pytestmark = [
    pytest.mark.skipif(not sys.platform.startswith("linux"), reason="replaces what forked workers do"),
    pytest.mark.filterwarnings("ignore:This process"),
]

_CHANGES = {"os.rename", "os.link", "os.symlink", "os.remove", "os.rmdir", "os.mkdir", "os.truncate", "os.chmod"}
_WRITING = os.O_WRONLY | os.O_RDWR


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Folder:
    """A folder with one run into it, and papers that have changed since: new, changed, gone, the same."""
    from tests.batch.staged import staged_rows

    monkeypatch.setattr("policyfacts.batch.one.rows_of", staged_rows)
    monkeypatch.setattr("policyfacts.batch.workers.warm_up", lambda _: None)
    monkeypatch.setattr(plan, "_FRESH", 0.0)
    folder = Folder(tmp_path / "one")
    folder.write(a="CHN PER 10\nCHN CHL 20", b="IND NPL 30", c="USA KEN 40")
    folder.run()
    folder.write(b="IND NPL 31", d="JPN VNM 50")
    (folder.papers / "c.pdf").unlink()
    return folder


def after(folder: Folder) -> dict[str, bytes]:
    """What one undisturbed run writes."""
    again = Folder.__new__(Folder)
    again.papers, again.out = folder.papers, folder.out.with_name("again")
    again.run()
    return again.files()


def _dies_at(number: int) -> None:
    """From now on this process is killed before the operation of that number that changes a file or folder."""
    me, count = os.getpid(), 0

    def hook(event: str, arguments: tuple[object, ...]) -> None:
        nonlocal count
        writes = event == "open" and isinstance(arguments[2], int) and arguments[2] & _WRITING
        if (writes or event in _CHANGES) and os.getpid() == me:
            count += 1
            if count == number:
                os.kill(me, signal.SIGKILL)

    sys.addaudithook(hook)


def killed_at(folder: Folder, number: int) -> bool:
    """Run in a process that dies at an operation; whether it did."""
    child = os.fork()
    if not child:
        _dies_at(number)
        folder.run()
        os._exit(0)
    _, status = os.waitpid(child, 0)
    assert os.WIFSIGNALED(status) or os.waitstatus_to_exitcode(status) == 0
    return os.WIFSIGNALED(status)


def killed_after(folder: Folder, seconds: float) -> None:
    child = os.fork()
    if not child:
        folder.run()
        os._exit(0)
    time.sleep(seconds)
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)


def _reset(folder: Folder, kept: Path) -> None:
    shutil.rmtree(folder.out)
    shutil.copytree(kept, folder.out, symlinks=True)


def test_a_run_killed_at_each_operation(folder: Folder, tmp_path: Path) -> None:
    """At every fourth, where nobody asks for more."""
    old, new, kept = folder.files(), after(folder), tmp_path / "kept"
    shutil.copytree(folder.out, kept, symlinks=True)
    number, step = 1, 1 if MUCH else 4
    outcomes = []
    while killed_at(folder, number):
        found = folder.files()
        assert found in (old, new), f"killed at operation {number}"
        outcomes.append(found == new)
        assert set(read_tables(folder.out).texts) in ({"a", "b", "c"}, {"a", "b", "d"})
        if number % 5 == 0:
            folder.run()
            assert folder.files() == new
        _reset(folder, kept)
        number += step
    assert folder.files() == new
    assert len(outcomes) * step > 50
    assert outcomes == sorted(outcomes)  # one switch: all before it see the old run, all behind it the new one
    assert {False, True} == set(outcomes)


def test_a_run_killed_at_random(folder: Folder, tmp_path: Path) -> None:
    chance = random.Random(13)
    old, new, kept = folder.files(), after(folder), tmp_path / "kept"
    shutil.copytree(folder.out, kept, symlinks=True)
    started = time.monotonic()
    folder.run()
    whole = time.monotonic() - started
    for _ in range(100 if MUCH else 8):
        _reset(folder, kept)
        for _ in range(chance.randint(1, 3)):  # each goes on from what the one before left
            killed_after(folder, chance.uniform(0, 1.2 * whole))
            assert folder.files() in (old, new)
        folder.run()
        assert folder.files() == new


Looks = list[tuple[str, str]]  # what was seen, by our own reading and by a program's that reads the folder of a run


def test_a_reader_beside_runs_that_are_killed(folder: Folder, tmp_path: Path) -> None:
    """Who reads all the while that runs come, go and are killed sees one run's tables each time, whole."""
    chance, states = random.Random(31), ({"b": "IND NPL 31", "d": "JPN VNM 50"}, {"b": "IND NPL 32", "d": "FJI TON 60"})
    whole = []
    for state in states:
        folder.write(**state)
        folder.run()
        whole.append(_seen(folder.out))
    asked, told = tmp_path / "stop", tmp_path / "looks.json"
    reader = os.fork()
    if not reader:
        _looks_until(asked, folder.out, told)
    for number in range(100 if MUCH else 4):
        folder.write(**states[number % 2])
        for _ in range(chance.randint(0, 2)):
            killed_after(folder, chance.uniform(0, 0.3))
        folder.run()
        assert _seen(folder.out) == whole[number % 2]
    asked.touch()
    assert os.waitstatus_to_exitcode(os.waitpid(reader, 0)[1]) == 0
    looks = [tuple(look) for look in json.loads(told.read_text(encoding="utf-8"))]
    assert set(looks) <= {(first, second) for first, _ in whole for _, second in whole}  # two reads may lie apart
    assert {first for first, _ in looks} == {first for first, _ in whole}
    assert {second for _, second in looks} == {second for _, second in whole}
    assert len(looks) > 9


def _looks_until(asked: Path, out: Path, told: Path) -> None:
    """Look at the tables in ``out`` until ``asked`` is there; write down what was seen, and end this process."""
    looks: Looks = []
    code = 1
    try:
        while not asked.exists():
            looks.append(_seen(out))
        told.write_text(json.dumps(looks), encoding="utf-8")
        code = 0
    finally:
        os._exit(code)


def _seen(out: Path) -> tuple[str, str]:
    """What our own reader finds there, and what one finds who opens all files of the folder that the links lead to."""
    tables = read_tables(out)
    ours = json.dumps([tables.rows("funds"), sorted(tables.texts.items())], sort_keys=True, default=str)
    while True:
        home = Path(os.path.realpath(out / ".policyfacts-tables" / "current"))
        try:
            files = sorted(path for path in home.rglob("*") if path.is_file() and path.name != "run.json")
            opened = [path.open("rb") for path in files]
        except FileNotFoundError:  # a run took its place just now, and its folder went
            continue
        digest = hashlib.sha256()
        for path, file in zip(files, opened, strict=True):
            with file:
                digest.update(str(path.relative_to(home)).encode() + file.read())
        if files and home.exists():
            return ours, digest.hexdigest()
