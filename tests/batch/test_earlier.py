"""A second run into a folder tells which papers leave it, or keeps them: as if all had been named at once."""

from __future__ import annotations

import sys
import time
from pathlib import Path

import pytest

from policyfacts.batch import plan
from policyfacts.batch.earlier import with_earlier
from policyfacts.batch.options import Options
from policyfacts.batch.outcomes import Summary, Watch
from policyfacts.batch.papers import collect
from policyfacts.batch.run import extract_into
from tests.batch.staged import Folder, staged_rows

pytestmark = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="replaces what forked workers do")


@pytest.fixture(autouse=True)
def _stage(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("policyfacts.batch.one.rows_of", staged_rows)
    monkeypatch.setattr("policyfacts.batch.workers.warm_up", lambda _: None)
    monkeypatch.setattr(plan, "_FRESH", 0.0)


@pytest.fixture
def folder(tmp_path: Path) -> Folder:
    folder = Folder(tmp_path)
    folder.write(a="CHN PER 10", b="IND NPL 30", c="USA KEN 40", d="JPN VNM 50")
    return folder


def run(
    folder: Folder, *names: str, add: bool = False, out: Path | None = None
) -> tuple[Summary, list[str], list[str]]:
    """Run over the papers of these names; the papers that were read, and those said to leave."""
    out = out or folder.out
    read: list[str] = []
    left: list[str] = []
    watch = Watch(done=lambda outcome: read.append(outcome.doc), leaving=left.extend)
    sources = collect([folder.papers / name for name in names])
    sources = with_earlier(sources, out) if add else sources
    return extract_into(out, sources, options=Options("none", rules_only=True), watch=watch), sorted(read), left


def at_once(folder: Folder, *names: str) -> dict[str, bytes]:
    other = Folder.__new__(Folder)
    other.papers, other.out = folder.papers, folder.out.with_name(f"once-{time.monotonic_ns()}")
    run(other, *names)
    return other.files()


@pytest.mark.parametrize(
    ("first", "second", "leaving"),
    [
        (["a.pdf"], ["b.pdf"], ["a"]),
        (["a.pdf", "b.pdf"], ["b.pdf", "c.pdf"], ["a"]),
        (["a.pdf", "b.pdf", "c.pdf"], ["d.pdf"], ["a", "b", "c"]),
        (["a.pdf"], ["a.pdf", "b.pdf"], []),
        (["a.pdf", "b.pdf"], ["."], []),
        (["."], ["a.pdf"], ["b", "c", "d"]),
    ],
)
def test_what_leaves_is_said_and_can_be_kept(
    folder: Folder, first: list[str], second: list[str], leaving: list[str]
) -> None:
    run(folder, *first)
    kept = folder.out.with_name("kept")
    run(folder, *first, out=kept)
    summary, _, left = run(folder, *second)
    assert left == leaving
    assert set(summary.gone) == set(leaving)
    once = Folder.__new__(Folder)
    once.papers, once.out = folder.papers, kept
    summary, read, left = run(once, *second, add=True)
    assert (left, summary.gone) == ([], ())
    assert set(read).isdisjoint(leaving)
    assert once.files() == at_once(folder, *first, *second)


def test_papers_that_moved_do_not_leave(folder: Folder) -> None:
    run(folder, "a.pdf", "b.pdf")
    (folder.papers / "new").mkdir()
    (folder.papers / "a.pdf").rename(folder.papers / "new" / "a.pdf")
    _, read, left = run(folder, "new", "b.pdf")
    assert (read, left) == ([], [])


def test_a_paper_that_is_gone_stays_as_it_was_read(folder: Folder) -> None:
    run(folder, "a.pdf", "b.pdf")
    once = at_once(folder, "a.pdf", "b.pdf", "c.pdf")
    (folder.papers / "a.pdf").unlink()
    summary, read, left = run(folder, "c.pdf", add=True)
    assert (read, left, summary.gone) == (["c"], [], ())
    assert folder.files() == once
    summary, read, _ = run(folder, "d.pdf", add=True)
    assert (read, [outcome.doc for outcome in summary.outcomes]) == (["d"], ["a", "b", "c", "d"])


def test_a_paper_that_changed_is_read_again(folder: Folder) -> None:
    run(folder, "a.pdf", "b.pdf")
    folder.write(a="CHN PER 11")
    (folder.papers / "a.pdf").touch()
    _, read, _ = run(folder, "c.pdf", add=True)
    assert read == ["a", "c"]
    assert folder.files() == at_once(folder, "a.pdf", "b.pdf", "c.pdf")


def test_papers_of_one_name_are_told_apart_as_in_one_run(folder: Folder) -> None:
    other = folder.papers / "deep"
    other.mkdir()
    (other / "a.pdf").write_text("GBR GHA 7", encoding="utf-8")
    run(folder, "a.pdf", "b.pdf")
    _, read, left = run(folder, "deep", add=True)
    assert (len(read), left) == (2, [])
    assert folder.files() == at_once(folder, "a.pdf", "b.pdf", "deep")


def test_other_kinds_stay_too_and_are_not_counted_as_read(folder: Folder) -> None:
    (folder.papers / "a.docx").write_text("fail", encoding="utf-8")
    (folder.papers / "more").mkdir()
    (folder.papers / "more" / "e.pdf").write_text("GBR GHA 7", encoding="utf-8")
    summary, read, _ = run(folder, ".")
    assert read == ["a", "b", "c", "d", "e"]
    assert (summary.read, [outcome.lies for outcome in summary.failed]) == (5, [".docx"])
    summary, read, left = run(folder, "more", add=True)
    assert (read, left, [outcome.lies for outcome in summary.failed]) == ([], [], [".docx"])
    assert folder.files() == at_once(folder, ".")


def test_adding_to_nothing_is_a_first_run(folder: Folder) -> None:
    run(folder, "a.pdf", add=True)
    assert folder.files() == at_once(folder, "a.pdf")
