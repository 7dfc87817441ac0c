"""Files that are no PDF, damaged, locked or made to harm: each is refused with a reason, or read, within limits."""

from __future__ import annotations

import hashlib
import os
from pathlib import Path
from typing import Any

import pytest

from policyfacts import errors
from policyfacts.reading.guard import guarded
from policyfacts.sources import File
from tests.pdfs import hostile, made, traps
from tests.pdfs.accounts import read


def text_of(path: Path) -> str:
    return read(path).text


def contained(path: Path) -> str:
    return guarded(text_of, path, memory=1 << 30, cpu_seconds=10, wall_seconds=30)


def outcome_of(path: Path) -> str:
    """The text, or the reason why it is refused."""
    try:
        return contained(path)
    except errors.ReadingError as exc:
        return f"refused: {exc}"


@pytest.mark.parametrize(
    ("name", "data", "error", "words"),
    [
        ("empty.pdf", b"", errors.NotAPdf, "empty"),
        ("zeros.pdf", bytes(4096), errors.NotAPdf, "empty"),
        ("words.pdf", b"Dear Minister, no PDF here.", errors.NotAPdf, "not a PDF"),
        ("head.pdf", b"%PDF-1.7\n", errors.DamagedPdf, "damaged"),
    ],
)
def test_what_is_no_pdf(tmp_path: Path, name: str, data: bytes, error: type[Exception], words: str) -> None:
    path = tmp_path / name
    path.write_bytes(data)
    with pytest.raises(error, match=words) as caught:
        read(path)
    assert name in str(caught.value)


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(errors.ReadingError, match="cannot be opened"):
        read(tmp_path / "nowhere.pdf")


@pytest.mark.parametrize("tenths", range(1, 10))
def test_a_truncated_file_is_read_in_part_or_refused(tmp_path: Path, tenths: int) -> None:
    path = tmp_path / "cut.pdf"
    path.write_bytes(hostile.truncated(made.compiled("A loan was signed in 2014. " * 300), tenths))
    outcome = outcome_of(path)
    assert outcome.startswith(("A loan was signed", "refused: cut.pdf"))


@pytest.mark.parametrize(
    ("name", "error"),
    [
        ("no_pages", errors.DamagedPdf),
        ("no_text", errors.NoTextLayer),
        ("many_pages", errors.LimitExceeded),
        ("cyclic_page_tree", errors.DamagedPdf),
        ("encrypted", errors.EncryptedPdf),
        ("behind_garbage", errors.NotAPdf),
        ("text_bomb", errors.LimitExceeded),
    ],
)
def test_the_error_tells_the_kind(tmp_path: Path, name: str, error: type[Exception]) -> None:
    path = tmp_path / "bad.pdf"
    path.write_bytes(traps.KINDS[name].make())
    with pytest.raises(error):
        contained(path)


def test_a_password_opens_an_encrypted_file(tmp_path: Path) -> None:
    path = tmp_path / "locked.pdf"
    path.write_bytes(hostile.encrypted("open sesame"))
    assert read(path, password="open sesame").text == "A loan was signed in 2014."
    with pytest.raises(errors.EncryptedPdf, match="does not open it"):
        read(path, password="wrong")


def test_odd_file_names(tmp_path: Path) -> None:
    path = tmp_path / "a\nname, with ümlauts.and.dots.pdf"
    path.write_bytes(hostile.simple())
    paper = read(path)
    assert paper.doc == "a\nname, with ümlauts.and.dots"
    assert paper.text == "A loan was signed in 2014."


def test_one_bad_page_costs_only_itself(tmp_path: Path) -> None:
    path = tmp_path / "half.pdf"
    path.write_bytes(hostile.missing_page())
    paper = read(path)
    assert paper.text == "A loan was signed in 2014."
    assert [(e.page, e.outcome) for e in paper.ledger if e.page == 2] == [(2, "left out")]


def test_a_pipe_is_refused_at_once(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.pdf")
    with pytest.raises(errors.ReadingError, match=r"pipe.pdf: a pipe or a device, not a file"):
        read(tmp_path / "pipe.pdf")


def grown(path: Path, monkeypatch: pytest.MonkeyPatch, *, times: int) -> None:
    """Have ``path`` rewritten ``times`` times, each time after its state was asked for and before it is read."""
    real, left = File.open, [times]

    def opened(self: File) -> Any:
        if left[0]:
            left[0] -= 1
            with path.open("ab") as file:
                file.write(b"%% more\n")
        return real(self)

    monkeypatch.setattr(File, "open", opened)


@pytest.mark.parametrize("times", [1, 2])
def test_a_file_that_is_still_being_written_is_read_whole(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, times: int
) -> None:
    path = tmp_path / "growing.pdf"
    path.write_bytes(hostile.simple())
    grown(path, monkeypatch, times=times)
    paper = read(path)
    assert paper.sha256 == hashlib.sha256(path.read_bytes()).hexdigest()


def test_a_file_that_never_holds_still_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "growing.pdf"
    path.write_bytes(hostile.simple())
    grown(path, monkeypatch, times=100)
    with pytest.raises(errors.ReadingError, match=r"growing.pdf: the file changes while it is read: wait"):
        read(path)


def test_a_file_too_large_is_refused_unread(tmp_path: Path) -> None:
    path = tmp_path / "sparse.pdf"
    with path.open("wb") as file:
        file.truncate(1 << 40)
    with pytest.raises(errors.LimitExceeded, match=r"sparse.pdf: more than 1 GB"):
        read(path)


def test_a_small_file_takes_little_memory(tmp_path: Path) -> None:
    path = tmp_path / "small.pdf"
    path.write_bytes(hostile.simple())
    assert guarded(text_of, path, memory=300 << 20, cpu_seconds=60, wall_seconds=300) == "A loan was signed in 2014."
    path.write_bytes(hostile.no_pages())
    with pytest.raises(errors.ReadingError, match=r"none of its pages|damaged|no pages"):
        guarded(text_of, path, memory=300 << 20, cpu_seconds=60, wall_seconds=300)


@pytest.mark.parametrize("name", ["giant_font", "endless_numbers", "odd_signs", "missing_page", "huge_box"])
def test_the_good_part_of_a_bad_file_is_read(tmp_path: Path, name: str) -> None:
    path = tmp_path / "bad.pdf"
    path.write_bytes(traps.KINDS[name].make())
    assert read(path).text.startswith(traps.READ)
