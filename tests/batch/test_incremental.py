"""Runs into a folder that holds an earlier one: what is read again, what is not, and that the bytes are the same."""

from __future__ import annotations

import errno
import json
import os
import signal
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from policyfacts.batch import plan
from policyfacts.batch.history import BEFORE, LAST, remembered
from policyfacts.batch.options import Options
from policyfacts.batch.outcomes import Watch
from policyfacts.batch.papers import Source, collect
from policyfacts.batch.run import extract_into
from policyfacts.batch.states import before_and_after
from policyfacts.batch.store import Store
from policyfacts.errors import OutputError
from policyfacts.tables import PaperRows, read_tables
from policyfacts.tables.files import STATE
from policyfacts.tables.packed import to_bytes
from tests.batch.staged import Folder, staged_rows

pytestmark = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="replaces what forked workers do")

A, B, C = "CHN PER 10\nCHN CHL 20", "IND NPL 30", "USA KEN 40"


@pytest.fixture(autouse=True)
def _stage(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("policyfacts.batch.one.rows_of", staged_rows)
    monkeypatch.setattr("policyfacts.batch.workers.warm_up", lambda _: None)
    monkeypatch.setattr(plan, "_FRESH", 0.0)


@pytest.fixture
def folder(tmp_path: Path) -> Folder:
    folder = Folder(tmp_path / "one")
    folder.write(a=A, b=B, c=C)
    return folder


def undisturbed(folder: Folder, **run: Any) -> dict[str, bytes]:
    """What one run over the same papers, under the same paths, writes into a new folder."""
    again = Folder.__new__(Folder)
    again.papers, again.out = folder.papers, folder.out.with_name(f"again-{time.monotonic_ns()}")
    again.run(**run)
    return again.files()


def test_only_new_and_changed_papers_are_read(folder: Folder) -> None:
    summary, read = folder.run()
    assert (read, summary.read, summary.changed) == (["a", "b", "c"], 3, None)
    folder.write(b="IND NPL 31\nIND BTN 5", d="JPN VNM 50")
    (folder.papers / "c.pdf").unlink()
    summary, read = folder.run()
    assert (read, summary.read, summary.gone) == (["b", "d"], 2, ("c",))
    assert summary.changed == {"b": {"new": 1, "changed": 1}, "c": {"gone": 1}, "d": {"new": 1}}
    assert [outcome.doc for outcome in summary.outcomes] == ["a", "b", "d"]
    assert set(read_tables(folder.out).texts) == {"a", "b", "d"}
    assert folder.files() == undisturbed(folder)


def test_a_folder_of_another_version_is_written_over(folder: Folder, monkeypatch: pytest.MonkeyPatch) -> None:
    """Its papers were kept with other columns: they are read again, and nothing is said of what has changed."""
    folder.run()
    last = remembered(folder.out)
    store = Store(folder.out / STATE / "entries", mark=last.mark)
    for kept in last.papers.values():
        paper = store.get(kept.key)
        assert paper is not None
        store.put(kept.key, to_bytes(replace(paper, lines={**paper.lines, "funds": b"a,1,loan\n"})))
    monkeypatch.setattr("policyfacts.batch.run.fingerprint", lambda _: "another")
    summary, read = folder.run()
    assert (read, summary.changed) == (["a", "b", "c"], {})
    with pytest.raises(OutputError, match="what an earlier run wrote is not kept here"):
        before_and_after(folder.out)


def test_files_for_excel_are_made_without_reading(folder: Folder) -> None:
    plain, marked = Options("none", rules_only=True), Options("none", rules_only=True, excel=True)
    folder.run()
    for options, start in ((marked, b"\xef\xbb\xbfdoc"), (marked, b"\xef\xbb\xbfdoc"), (plain, b"doc")):
        summary = extract_into(folder.out, collect([folder.papers]), options=options)
        assert summary.read == 0
        assert (folder.out / "funds.csv").read_bytes().startswith(start)
        assert set(read_tables(folder.out).texts) == {"a", "b", "c"}


def test_what_compare_noted_stays_in_the_record(folder: Folder) -> None:
    folder.run()
    path = folder.out / "run.json"
    path.write_text(json.dumps({**json.loads(path.read_text(encoding="utf-8")), "compare": {"in": "USD"}}), "utf-8")
    folder.write(d="JPN VNM 50")
    folder.run()
    assert json.loads(path.read_text(encoding="utf-8"))["compare"] == {"in": "USD"}


def test_nothing_changed_nothing_done(folder: Folder, monkeypatch: pytest.MonkeyPatch) -> None:
    first, _ = folder.run()
    before = {path: path.stat().st_mtime_ns for path in folder.out.rglob("*")}

    def unwanted(*_: object, **__: object) -> None:
        raise AssertionError("nothing needs doing")

    monkeypatch.setattr("policyfacts.batch.gather.write_packed", unwanted)
    monkeypatch.setattr("policyfacts.batch.gather.processed", unwanted)
    monkeypatch.setattr(plan, "sha256_of", unwanted)
    second, read = folder.run()
    assert (read, second.read, second.changed) == ([], 0, {})
    assert second.outcomes == first.outcomes
    assert {path: path.stat().st_mtime_ns for path in folder.out.rglob("*")} == before


@pytest.mark.parametrize(
    "harm",
    [
        lambda out: (out / "funds.csv").write_text("mine", encoding="utf-8"),
        lambda out: (out / "texts" / "b.txt").write_text("mine", encoding="utf-8"),
        lambda out: (out / "evidence.parquet").unlink(),
        lambda out: (out / "texts" / "a.txt").unlink(),
        lambda out: (out / STATE / LAST).write_bytes(b"torn"),
        lambda out: (out / STATE / LAST).unlink(),
    ],
)
def test_what_was_spoiled_is_made_again_without_reading(folder: Folder, harm: Callable[[Path], object]) -> None:
    folder.run()
    whole = folder.files()
    harm(folder.out)
    _, read = folder.run()
    assert (read, folder.files()) == ([], whole)


@pytest.mark.parametrize("content", [b"", b"policyfacts 1 00\n{}", None])
def test_a_torn_entry_costs_one_paper(folder: Folder, content: bytes | None) -> None:
    folder.run()
    entries = sorted((folder.out / STATE / "entries").rglob("??*/*"))
    assert len(entries) == 3
    if content is None:
        data = bytearray(entries[1].read_bytes())
        data[-3] ^= 1
        content = bytes(data)
    entries[1].write_bytes(content)
    folder.write(d="JPN VNM 50")
    _, read = folder.run()
    assert len(read) == 2
    assert "d" in read
    assert folder.files() == undisturbed(folder)


def test_a_file_that_was_only_touched_is_not_read_again(folder: Folder) -> None:
    folder.run()
    os.utime(folder.papers / "a.pdf")
    assert folder.run()[1] == []


def test_a_file_changed_behind_its_time_is_read_again(folder: Folder) -> None:
    folder.run()
    folder.write(b="IND NPL 99")  # as long as before, and with the same time
    assert folder.run()[1] == ["b"]


def test_a_new_name_is_a_new_paper_and_a_new_path_is_not(folder: Folder) -> None:
    folder.run()
    (folder.papers / "a.pdf").rename(folder.papers / "z.pdf")
    (folder.papers / "below").mkdir()
    (folder.papers / "b.pdf").rename(folder.papers / "below" / "b.pdf")
    summary, read = folder.run()
    assert (read, summary.gone) == (["z"], ("a",))
    assert [row["path"] for row in read_tables(folder.out).rows("documents")] == [
        (folder.papers / name).as_posix() for name in ("below/b.pdf", "c.pdf", "z.pdf")
    ]
    assert folder.files() == undisturbed(folder)


def test_bad_files_are_remembered_and_those_out_of_time_tried_again(folder: Folder) -> None:
    folder.write(d="fail", e="busy")
    assert folder.run()[1] == ["a", "b", "c", "d", "e"]
    summary, read = folder.run()
    assert read == ["e"]
    assert [outcome.doc for outcome in summary.failed] == ["d", "e"]
    assert folder.files() == undisturbed(folder)


def test_a_password_concerns_encrypted_papers_alone(folder: Folder) -> None:
    folder.write(d="LOCKED PER 1")
    folder.run()
    assert folder.run(password="open")[1] == ["d"]
    assert folder.run(password="open")[1] == []
    assert folder.run(password="other")[1] == ["d"]
    assert b"other" not in b"".join(path.read_bytes() for path in (folder.out / STATE).rglob("*.json"))


def test_fresh_starts_over(folder: Folder) -> None:
    folder.run()
    whole = folder.files()
    assert folder.run(fresh=True)[1] == ["a", "b", "c"]
    assert folder.files() == whole


def test_another_fingerprint_reads_all_again(folder: Folder, monkeypatch: pytest.MonkeyPatch) -> None:
    folder.run()
    monkeypatch.setattr("policyfacts.batch.run.fingerprint", lambda _: "other")
    summary, read = folder.run()
    assert (read, summary.changed) == (["a", "b", "c"], {})


def test_entries_of_two_runs_are_kept_and_no_more(folder: Folder) -> None:
    for amount in range(4):
        folder.write(a=f"CHN PER {amount}")
        folder.run()
    assert len([path for path in (folder.out / STATE / "entries").rglob("*") if path.is_file()]) == 4
    assert (folder.out / STATE / BEFORE).is_file()


_STEPS = ("write_bytes", "replace", "rename", "unlink", "mkdir", "write_text", "rmdir")
# What is taken away needs no room on the disk.
_NEEDING_ROOM = ("write_bytes", "replace", "rename", "mkdir", "write_text")


def _at_step(
    monkeypatch: pytest.MonkeyPatch, number: int, act: Callable[[], None], steps: Sequence[str] = _STEPS
) -> list[int]:
    """Call ``act`` before the given step that changes the disk; returns a list that holds how many there were."""
    count = [0]
    for name in steps:
        real = getattr(Path, name)

        def step(path: Path, *args: Any, _real: Any = real, **options: Any) -> Any:
            count[0] += 1
            if count[0] == number:
                act()
            return _real(path, *args, **options)

        monkeypatch.setattr(Path, name, step)
    return count


def _killed(folder: Folder, monkeypatch: pytest.MonkeyPatch, number: int) -> bool:
    """Run in a process that dies (as of ``kill -9``) at a step; whether it did."""
    child = os.fork()
    if not child:
        _at_step(monkeypatch, number, lambda: os.kill(os.getpid(), signal.SIGKILL))
        folder.run()
        os._exit(0)
    _, status = os.waitpid(child, 0)
    assert os.WIFSIGNALED(status) or os.waitstatus_to_exitcode(status) == 0
    return os.WIFSIGNALED(status)


@pytest.mark.filterwarnings("ignore:This process")
def test_a_run_killed_at_any_step_goes_on(folder: Folder, monkeypatch: pytest.MonkeyPatch) -> None:
    folder.run()
    folder.write(b="IND NPL 31", d="JPN VNM 50")
    (folder.papers / "c.pdf").unlink()
    whole = undisturbed(folder)
    kills, number = 0, 1
    while _killed(folder, monkeypatch, number):  # each goes on from what the one before left
        kills, number = kills + 1, number + 2
        tables = read_tables(folder.out)
        assert set(tables.texts) in ({"a", "b", "c"}, {"a", "b", "d"})
    assert kills > 10
    folder.run()
    assert folder.files() == whole


@pytest.mark.parametrize("number", [1, 3, 5, 8, 13, 21, 34])
def test_a_full_disk_ends_the_run_and_the_next_goes_on(
    folder: Folder, number: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full() -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    folder.run()
    folder.write(b="IND NPL 31", d="JPN VNM 50")
    whole = undisturbed(folder)
    with monkeypatch.context() as patch:
        _at_step(patch, number, full, _NEEDING_ROOM)
        with pytest.raises(OutputError, match=r"No space left on device\. Make room"):
            folder.run()
        assert set(read_tables(folder.out).texts) in ({"a", "b", "c"}, {"a", "b", "c", "d"})
    folder.run()
    assert folder.files() == whole


@pytest.mark.filterwarnings("ignore:This process")
def test_workers_of_a_killed_run_do_not_hold_the_folder(folder: Folder, monkeypatch: pytest.MonkeyPatch) -> None:
    begun = folder.out.with_name("begun")

    def slow(source: Source, *, options: Options) -> PaperRows:
        begun.touch()
        time.sleep(2)
        return staged_rows(source, options=options)

    child = os.fork()
    if not child:
        monkeypatch.setattr("policyfacts.batch.one.rows_of", slow)
        folder.run()
        os._exit(0)
    while not begun.exists():
        time.sleep(0.01)
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    assert folder.run()[1] == ["a", "b", "c"]


def test_a_second_run_is_refused_while_workers_live(folder: Folder) -> None:
    def second(*_: object) -> None:
        with pytest.raises(OutputError, match="another run writes"):
            folder.run()

    options = Options("none", rules_only=True)
    extract_into(folder.out, collect([folder.papers]), options=options, watch=Watch(done=second))
    assert folder.run()[1] == []
