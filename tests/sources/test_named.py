"""Lists of papers, and marks of files."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from policyfacts.batch.papers import collect
from policyfacts.errors import ReadingError, UsageError
from policyfacts.sources import File, Missing, bytes_of, found, named_in_list, sha256_of


@pytest.mark.parametrize(
    ("text", "entries"),
    [
        ("{0}/a.pdf\n{0}/b.pdf\n", ["a", "b"]),
        ("{0}/a.pdf\r\n\r\n{0}/b.pdf", ["a", "b"]),
        ("{0}/a.pdf\0{0}/b.pdf\0", ["a", "b"]),
        ("{0}", ["a", "b"]),
        ("{0}/*.pdf\n{0}/b.pdf", ["a", "b"]),
        ("{0}/gone.pdf\n{0}/b.pdf", ["b", "gone"]),
        ("{0}/gone.pdf", ["gone"]),
    ],
)
def test_a_list_names_papers_and_a_wrong_line_costs_a_row(tmp_path: Path, text: str, entries: list[str]) -> None:
    for name in ("a.pdf", "b.pdf"):
        (tmp_path / name).write_bytes(b"%PDF")
    listed = named_in_list(text.format(tmp_path))
    assert [source.doc for source in collect(listed)] == entries
    lost = [place.stem for place in found(listed).papers if isinstance(place, Missing)]
    assert lost == ["gone"] * ("gone" in text)


def test_an_empty_path_is_not_the_folder_we_are_in(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "a.pdf").write_bytes(b"%PDF")
    monkeypatch.chdir(tmp_path)
    assert [source.doc for source in collect(["."])] == ["a"]
    with pytest.raises(UsageError, match="empty path"):
        collect([""])


def test_what_is_missing_says_so(tmp_path: Path) -> None:
    (place,) = found(named_in_list(f"{tmp_path}/gone.pdf")).papers
    assert isinstance(place, Missing)
    with pytest.raises(ReadingError, match=r"gone\.pdf: no such file or folder"):
        bytes_of(place)


def test_a_file_that_cannot_be_read_has_no_hash(tmp_path: Path) -> None:
    assert sha256_of(File(tmp_path / "gone.pdf")) == ""


def test_a_pipe_in_the_place_of_a_file_does_not_hang(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.pdf")
    with pytest.raises(ReadingError, match="a pipe or a device, not a file"):
        bytes_of(File(tmp_path / "pipe.pdf"))


def test_a_mark_changes_with_the_file(tmp_path: Path) -> None:
    path = tmp_path / "a.pdf"
    path.write_bytes(b"%PDF 1")
    before = File(path).mark()
    assert File(path).mark() == before
    other = tmp_path / "new"
    other.write_bytes(b"%PDF 2")
    other.replace(path)
    assert File(path).mark() != before
    path.unlink()
    assert File(path).mark() == ""
