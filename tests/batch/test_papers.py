"""Which papers are meant, and how they are named."""

from __future__ import annotations

import hashlib
import os
import zipfile
from pathlib import Path

import pytest

from policyfacts.batch.papers import collect, fitting
from policyfacts.errors import UsageError
from policyfacts.limits import LONGEST_DOC


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name in ("b.pdf", "a.PDF", "sub/c.pdf", "sub/deep/d.pdf", "notes.txt", "empty/readme.md"):
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(name, encoding="utf-8")
    return tmp_path


@pytest.mark.parametrize(
    ("named", "docs"),
    [
        (["b.pdf"], ["b"]),
        (["."], ["a", "b", "c", "d", "notes", "readme"]),
        (["sub"], ["c", "d"]),
        (["*.pdf"], ["b"]),
        (["**/*.pdf"], ["b", "c", "d"]),
        (["s*"], ["c", "d"]),
        (["b.pdf", ".", "sub/../b.pdf"], ["a", "b", "c", "d", "notes", "readme"]),
        (["notes.txt"], ["notes"]),
        (["notes.txt", "sub", "empty"], ["c", "d", "notes", "readme"]),
    ],
)
def test_paths_name_papers(folder: Path, monkeypatch: pytest.MonkeyPatch, named: list[str], docs: list[str]) -> None:
    monkeypatch.chdir(folder)
    assert [source.doc for source in collect(named)] == docs


@pytest.mark.parametrize(
    ("named", "message"),
    [
        ("gone.pdf", "gone.pdf: no such file or folder"),
        ("empty", "empty: no PDF in this folder"),
        ("x*.pdf", r"x\*.pdf: nothing matches"),
        ("emp*", r"emp\*: no PDF among what matches"),
    ],
)
def test_paths_that_name_nothing(folder: Path, monkeypatch: pytest.MonkeyPatch, named: str, message: str) -> None:
    monkeypatch.chdir(folder)
    with pytest.raises(UsageError, match=message):
        collect([named])


def test_no_paths_at_all() -> None:
    with pytest.raises(UsageError, match="No papers named"):
        collect([])


def test_a_pipe_is_no_paper(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.pdf")
    with pytest.raises(UsageError, match="neither a file nor a folder"):
        collect([tmp_path / "pipe.pdf"])


def test_papers_that_share_a_stem_are_told_apart_by_their_bytes(tmp_path: Path) -> None:
    for name, content in {"x/p.pdf": "one", "y/p.pdf": "two", "z/p.pdf": "two", "q.pdf": "one"}.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(content, encoding="utf-8")
    one, two = (hashlib.sha256(content).hexdigest()[:6] for content in (b"one", b"two"))
    sources = collect([tmp_path])
    assert sorted(source.doc for source in sources) == sorted([f"p-{one}", f"p-{two}", f"p-{two}-2", "q"])
    assert [source.doc for source in sources] == sorted(source.doc for source in sources)


@pytest.mark.parametrize(
    ("name", "doc"),
    [("a\nb.pdf", "a_b"), ("tab\there.pdf", "tab_here"), ("back\\slash.pdf", "back_slash"), ("中国.pdf", "中国")],
)
def test_names_that_would_break_a_table_are_mended(tmp_path: Path, name: str, doc: str) -> None:
    (tmp_path / name).write_text("", encoding="utf-8")
    assert [source.doc for source in collect([tmp_path])] == [doc]


def test_a_name_that_is_not_utf8_can_be_written(tmp_path: Path) -> None:
    path = Path(os.fsdecode(os.fsencode(tmp_path) + b"/caf\xe9.pdf"))
    try:
        path.write_text("", encoding="utf-8")
    except OSError:
        pytest.skip("this file system takes only names in UTF-8")
    (source,) = collect([path])
    assert source.doc == "caf_"
    assert source.shown.encode("utf-8").endswith(b"caf\\udce9.pdf")


@pytest.mark.parametrize("stem", ["n" * 255, "n" * 300, "é" * 200, "中" * 100, "n" * 237 + "é" * 9])
def test_names_too_long_for_a_file_are_cut(tmp_path: Path, stem: str) -> None:
    with zipfile.ZipFile(tmp_path / "long.zip", "w") as archive:
        for name in (f"{stem}.pdf", f"x/{stem}.pdf", f"{stem}2.pdf"):
            archive.writestr(name, name)
    docs = [source.doc for source in collect([tmp_path / "long.zip"])]
    assert len(set(docs)) == 3
    for doc in docs:
        assert len(doc.encode()) <= LONGEST_DOC
        (tmp_path / f"{doc}.jsonld").touch()


def test_papers_with_one_long_stem_are_told_apart(tmp_path: Path) -> None:
    for name in ("x", "y", "z"):
        (tmp_path / name).mkdir()
        (tmp_path / name / ("m" * 250 + ".pdf")).write_text("z" if name == "z" else "x", encoding="utf-8")
    docs = sorted(source.doc for source in collect([tmp_path]))
    assert len(set(docs)) == 3
    assert all(doc.startswith("m" * 200) for doc in docs)


def test_names_that_some_file_systems_take_for_one_are_told_apart(tmp_path: Path) -> None:
    names = ["A", "a", "\u00e9", "e\u0301", "Straße", "STRASSE", "b"]
    with zipfile.ZipFile(tmp_path / "one.zip", "w") as archive:
        for name in names:
            archive.writestr(f"{name}.pdf", name)
    docs = {source.at.stem: source.doc for source in collect([tmp_path / "one.zip"])}
    assert docs["b"] == "b"
    hashes = {name: hashlib.sha256(name.encode()).hexdigest()[:6] for name in names[:6]}
    assert {name: docs[name] for name in names[:6]} == {name: f"{name}-{hashes[name]}" for name in names[:6]}


@pytest.mark.parametrize(
    ("stem", "name"),
    [
        ("CON", "_CON"),
        ("nul.2020", "_nul.2020"),
        ("console", "console"),
        ('a<b>:"|?*', "a_b______"),
        ("a. .", "a_"),
        ("Lpt1", "_Lpt1"),
        ("what now", "what now"),
    ],
)
def test_names_that_windows_has_not(stem: str, name: str) -> None:
    assert fitting(stem, windows=True) == name
    assert fitting(stem, windows=False) == stem
