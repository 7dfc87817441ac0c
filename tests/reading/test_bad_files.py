"""Files that are no PDF, damaged, locked or made to harm: each is refused with a reason, or read, within limits."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from policyfacts import errors
from policyfacts.reading import read
from policyfacts.reading.guard import guarded
from tests.pdfs import hostile, made


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


@pytest.mark.parametrize("maker", hostile.CONTAINED.values(), ids=hostile.CONTAINED)
def test_hostile_files_are_contained(tmp_path: Path, maker: Callable[[], bytes]) -> None:
    path = tmp_path / "bad.pdf"
    path.write_bytes(maker())
    outcome = outcome_of(path)
    assert outcome.startswith(("A loan was signed", "aaaa", "refused: "))
    assert len(outcome) > 20


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
        ("exponential_forms", errors.LimitExceeded),
        ("unpacking_bomb", errors.LimitExceeded),
    ],
)
def test_the_error_tells_the_kind(tmp_path: Path, name: str, error: type[Exception]) -> None:
    path = tmp_path / "bad.pdf"
    path.write_bytes(hostile.CONTAINED[name]())
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
