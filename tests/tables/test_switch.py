"""One switch for all tables: what a reader sees, what moves with the folder, and what is done without links."""

from __future__ import annotations

import errno
import hashlib
import json
import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from policyfacts.errors import OutputError
from policyfacts.tables import PaperRows, files, read_tables, switch, write_tables
from policyfacts.tables.switch import HOME
from tests.tables.test_files import RUN, a_paper


def seen(out: Path) -> dict[str, bytes]:
    """All that a reader can open in ``out``."""
    found = {path.relative_to(out).as_posix(): path for path in out.rglob("*") if path.is_file()}
    return {name: path.read_bytes() for name, path in sorted(found.items()) if not name.startswith(".policyfacts")}


@pytest.fixture
def out(tmp_path: Path) -> Path:
    write_tables(tmp_path / "out", [a_paper("a"), a_paper("b")], run=RUN)
    return tmp_path / "out"


def other(folder: Path) -> dict[str, bytes]:
    """What a run over other papers looks like."""
    write_tables(folder / "other", [a_paper("b"), a_paper("c")], run=RUN)
    return seen(folder / "other")


def test_all_files_lead_through_one_link(out: Path) -> None:
    names = set(seen(out))
    assert {"dates.csv", "dates.parquet", "run.json", "datapackage.json", "texts/a.txt"} <= names
    assert {(out / name).is_symlink() for name in names} == {True}
    assert {(out / name).resolve().relative_to(out.resolve()).parts[:2] for name in names} == {(HOME, "1")}


def test_the_folder_can_be_moved_and_copied(out: Path, tmp_path: Path) -> None:
    before, after = seen(out), other(tmp_path)
    copies = {"linked": True, "whole": False}
    for name, symlinks in copies.items():
        shutil.copytree(out, tmp_path / name, symlinks=symlinks)
    out.rename(tmp_path / "moved")
    for name in ("moved", *copies):
        assert seen(tmp_path / name) == before
        write_tables(tmp_path / name, [a_paper("b"), a_paper("c")], run=RUN)
        assert seen(tmp_path / name) == after
        assert (tmp_path / name / "dates.csv").is_symlink()


@pytest.mark.parametrize(
    "change",
    [
        lambda out: (out / "dates.csv").write_text("mine", encoding="utf-8"),
        lambda out: ((out / "dates.csv").unlink(), (out / "dates.csv").write_text("mine", encoding="utf-8")),
        lambda out: shutil.rmtree(out / HOME),
        lambda out: (out / HOME / "current").unlink(),
        lambda out: ((out / "dates.parquet").unlink(), (out / "dates.parquet").mkdir()),
        lambda out: (out / "texts" / "b.txt").unlink(),
        lambda out: shutil.rmtree(out / "texts"),
    ],
)
def test_what_somebody_changed_is_put_right(out: Path, tmp_path: Path, change: Callable[[Path], object]) -> None:
    change(out)
    write_tables(out, [a_paper("b"), a_paper("c")], run=RUN)
    assert seen(out) == other(tmp_path)


def test_a_file_put_in_the_place_of_a_link_is_what_is_read(out: Path) -> None:
    text = (out / "dates.csv").read_text(encoding="utf-8").replace("2018", "2019")
    (out / "dates.csv").unlink()
    (out / "dates.csv").write_text(text, encoding="utf-8")
    assert {row["text"] for row in read_tables(out).rows("dates")} == {"2019"}


def test_a_reader_between_two_runs_has_one_of_them(out: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Runs end while the tables are being read: after each file that is opened, until the fourth time."""
    real, runs = files._read, [a_paper("c"), a_paper("d"), a_paper("e")]

    def read(out: Path, folder: Path, name: str) -> str:
        if name == "evidence.csv" and runs:
            write_tables(out, [runs.pop(0)], run=RUN)
        return real(out, folder, name)

    monkeypatch.setattr(files, "_read", read)
    tables = read_tables(out)
    assert list(tables.texts) == ["e"]
    assert {row["doc"] for row in tables.rows("dates")} == {"e"}


def test_tables_of_many_parts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import pandas as pd

    monkeypatch.setattr("policyfacts.tables.sinks.GROUP_ROWS", 1)
    out = tmp_path / "out"
    for rows, folder in ((1, True), (1_000_000, False), (1, True)):
        monkeypatch.setattr("policyfacts.tables.sinks.PART_ROWS", rows)
        write_tables(out, [a_paper("a"), a_paper("b")], run=RUN)
        assert (out / "dates.parquet").is_dir() is folder
        assert list(pd.read_parquet(out / "dates.parquet")["doc"]) == ["a", "b"]


def _no_links(code: int) -> Callable[..., None]:
    def symlink_to(*_: object, **__: object) -> None:
        raise OSError(code, os.strerror(code))

    return symlink_to


@pytest.mark.parametrize("code", [errno.EPERM, errno.EOPNOTSUPP])
def test_where_there_are_no_links(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, code: int) -> None:
    whole = other(tmp_path)
    monkeypatch.setattr(Path, "symlink_to", _no_links(code))
    out = tmp_path / "out"
    write_tables(out, [a_paper("a"), a_paper("b")], run=RUN)
    write_tables(out, [a_paper("b"), a_paper("c")], run=RUN)
    found = seen(out)
    assert not list(out.glob(".policyfacts*"))
    assert not any(path.is_symlink() for path in out.rglob("*"))
    said = json.loads(found.pop("run.json"))
    assert said == {**RUN, "files": {name: hashlib.sha256(data).hexdigest() for name, data in found.items()}}
    whole.pop("run.json")
    assert found == whole


def test_a_run_killed_while_files_are_moved_is_told_by_run_json_and_completed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(switch, "possible", lambda _: False)
    monkeypatch.setattr(files, "possible", lambda _: False)
    for doc in "ab":
        write_tables(tmp_path / doc, [a_paper(doc)], run=RUN)
    real, moved = Path.replace, 0

    def killed(path: Path, target: Path) -> Path:
        nonlocal moved
        moved += 1
        if moved == stop:
            raise KeyboardInterrupt
        return real(path, target)

    for stop in range(1, 25, 4):
        out, moved = tmp_path / f"killed{stop}", 0
        write_tables(out, [a_paper("a")], run=RUN)
        with monkeypatch.context() as patch:
            patch.setattr(Path, "replace", killed)
            with pytest.raises(KeyboardInterrupt):
                write_tables(out, [a_paper("b")], run=RUN)
        said = json.loads((out / "run.json").read_bytes())["files"]
        whole = all(hashlib.sha256((out / name).read_bytes()).hexdigest() == said[name] for name in said)
        assert whole is (seen(out) == seen(tmp_path / "a"))
        assert list(read_tables(out).texts) == ["b"]
        assert seen(out) == seen(tmp_path / "b")


def test_a_full_disk_is_no_lack_of_links(out: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = seen(out)
    with monkeypatch.context() as patch:
        patch.setattr(Path, "symlink_to", _no_links(errno.ENOSPC))
        with pytest.raises(OutputError, match="No space left on device"):
            write_tables(out, [a_paper("c")], run=RUN)
    assert seen(out) == before
    papers: list[PaperRows] = [a_paper("c")]
    write_tables(out, papers, run=RUN)
    assert "texts/c.txt" in seen(out)
