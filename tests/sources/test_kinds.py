"""Every file has its row: what lies beside papers and looks like one, in folders, archives, and behind links."""

from __future__ import annotations

import os
import warnings
import zipfile
from pathlib import Path

import pytest

from policyfacts.batch.one import rows_of
from policyfacts.batch.options import Options
from policyfacts.batch.papers import Source, collect
from policyfacts.errors import ReadingError, UsageError
from policyfacts.sources import Missing, bytes_of, found
from policyfacts.sources.kinds import OTHERS

LYING = [
    *(f"one{ending}" for ending in OTHERS),
    "TWO.DOCX",
    "Three.Htm",
    "deep/er/four.odt",
    "with space and ü.rtf",
    "two.dots.in.txt",
    ".hidden.md",
    "README.md",
    "a.pdf.docx",
    "empty.txt",
]
NO_PAPERS = [
    "._one.docx",
    "~$one.docx",
    ".~lock.one.odt",
    "sheet.xlsx",
    "picture.png",
    "table.csv",
    "docx",
    "notes.txt.bak",
    ".git/notes.txt",
    "deep/.venv/lib/licence.md",
    "folder.html/",
    "out/run.json",
    "out/texts/one.txt",
    "out/one.pdf",
]


def laid(folder: Path, *names: str) -> Path:
    """``folder`` with a paper and files (folders, where they end in a stroke) of these names."""
    for name in ("paper.pdf", *names):
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        if name.endswith("/"):
            path.mkdir()
        else:
            path.write_bytes(b"%PDF" if name.endswith(".pdf") else b"words")
    return folder


def zipped(folder: Path, path: Path) -> Path:
    with zipfile.ZipFile(path, "w") as archive:
        for file in sorted(folder.rglob("*")):
            archive.write(file, file.relative_to(folder).as_posix())
    return path


def names(sources: list[Source], top: Path) -> list[str]:
    return sorted(source.shown.removeprefix(f"{top.as_posix()}/") for source in sources if source.lies)


def error(source: Source) -> str:
    (row,) = rows_of(source, options=Options("none", rules_only=True)).rows["documents"]
    assert row["status"] == "failed"
    return row["error"]


@pytest.mark.parametrize("name", LYING)
def test_what_looks_like_a_paper_has_its_row(tmp_path: Path, name: str) -> None:
    folder = laid(tmp_path / "in", name)
    for top in (folder, zipped(folder, tmp_path / "in.zip")):
        sources = collect([top])
        assert names(sources, top) == [name]
        (source,) = (source for source in sources if source.lies)
        said = error(source)
        assert said.startswith(f"{Path(name).name}: ") or name == "empty.txt"
        assert said.endswith("not a PDF: save it as PDF, and name that")


@pytest.mark.parametrize("name", NO_PAPERS)
def test_what_does_not_is_passed_over(tmp_path: Path, name: str) -> None:
    folder = laid(tmp_path / "in", *[name, "out/run.json"][: 1 + name.startswith("out")])
    for top in (folder, zipped(folder, tmp_path / "in.zip")):
        assert [source.shown for source in collect([top])] == [f"{top.as_posix()}/paper.pdf"]


@pytest.mark.parametrize("name", LYING)
def test_what_is_named_is_told_by_itself(tmp_path: Path, name: str) -> None:
    path = laid(tmp_path, name) / name
    (source,) = collect([path])
    assert not source.lies
    assert "not a PDF: save it as PDF" in error(source)
    (source,) = (source for source in collect([path, tmp_path]) if source.shown == str(path))
    assert not source.lies


@pytest.mark.parametrize("ending", OTHERS)
def test_other_kinds_change_the_name_of_no_paper(tmp_path: Path, ending: str) -> None:
    laid(tmp_path, f"paper{ending}", "x/other.pdf", f"y/other{ending.upper()}", f"z/other{ending}")
    docs = {source.doc: source.lies for source in collect([tmp_path])}
    assert {doc for doc, lies in docs.items() if not lies} == {"paper", "other"}
    assert sum(docs.values()) == 3


def test_a_paper_under_another_ending_is_read_where_it_is_one(tmp_path: Path) -> None:
    (tmp_path / "paper.pdf").write_bytes(b"%PDF")
    (tmp_path / "really.txt").write_bytes(b"%PDF-1.4")
    (source,) = (source for source in collect([tmp_path]) if source.lies)
    assert "damaged" in error(source)


def test_a_folder_without_any_pdf_is_refused_unless_there_are_others(tmp_path: Path) -> None:
    (tmp_path / "words").mkdir()
    (tmp_path / "words" / "one.docx").write_bytes(b"")
    with pytest.raises(UsageError, match=r"no PDF in this folder or below it, only papers of other kinds \(\.docx\)"):
        collect([tmp_path / "words"])
    (tmp_path / "paper.pdf").write_bytes(b"%PDF")
    assert [source.doc for source in collect([tmp_path / "words", tmp_path / "paper.pdf"])] == ["one", "paper"]


def test_tables_written_among_the_papers_are_no_papers(tmp_path: Path) -> None:
    laid(tmp_path, "run.json", "report.html", "texts/paper.txt", "more/two.pdf", "more/three.docx")
    assert [source.doc for source in collect([tmp_path])] == ["paper", "two"]


def test_folders_behind_links_are_looked_into_once(tmp_path: Path) -> None:
    away = laid(tmp_path / "away", "deep/two.pdf", "note.docx")
    here = laid(tmp_path / "here")
    (here / "linked").symlink_to(away)
    (here / "again").symlink_to(away)
    (away / "deep" / "round").symlink_to(here)
    (here / "broken").symlink_to(tmp_path / "nowhere")
    shown = [source.shown.removeprefix(f"{here}/") for source in collect([here])]
    assert sorted(shown) == ["again/deep/two.pdf", "again/note.docx", "again/paper.pdf", "paper.pdf"]


def test_a_folder_that_may_not_be_read_is_a_row(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    laid(tmp_path, "open/one.pdf", "closed/two.pdf")
    scan = os.scandir

    def refusing(path: str) -> object:
        if os.fspath(path).endswith("closed"):
            raise PermissionError(13, "Permission denied", path)
        return scan(path)

    monkeypatch.setattr(os, "scandir", refusing)
    sources = collect([tmp_path])
    assert [source.doc for source in sources] == ["closed", "one", "paper"]
    assert error(sources[0]) == f"{tmp_path}/closed: the folder cannot be opened: Permission denied"


def test_what_an_archive_hides_is_a_row(tmp_path: Path) -> None:
    path = tmp_path / "old.zip"
    with zipfile.ZipFile(path, "w") as archive, warnings.catch_warnings():
        warnings.simplefilter("ignore")
        for name, data in (("a.pdf", b"%PDF 1"), ("a.pdf", b"%PDF 2"), ("b.pdf", b"%PDF"), ("in/more.ZIP", b"PK")):
            archive.writestr(name, data)
    places = found([path]).papers
    said = {place.shown.removeprefix(f"{path}/"): place.reason for place in places if isinstance(place, Missing)}
    assert said == {
        "a.pdf": "1 more of this name in the archive, which the last one hides: unpack them by hand",
        "in/more.ZIP": "an archive within an archive: unpack it by hand",
    }
    assert [bytes_of(place) for place in places if not isinstance(place, Missing)] == [b"%PDF 2", b"%PDF"]


@pytest.mark.parametrize("kind", ["pipe", "device", "nowhere"])
def test_what_is_no_archive_does_not_hang(tmp_path: Path, kind: str) -> None:
    laid(tmp_path)
    if kind == "pipe":
        os.mkfifo(tmp_path / "odd.zip")
    else:
        (tmp_path / "odd.zip").symlink_to("/dev/zero" if kind == "device" else tmp_path / "gone")
    odd, _ = found([tmp_path]).papers
    with pytest.raises(ReadingError, match="not an archive: leave it out"):
        bytes_of(odd)
