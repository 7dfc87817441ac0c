"""What extract says, and with which exit code, when not all was read."""

from __future__ import annotations

from pathlib import Path

import pytest

from policyfacts import cli
from policyfacts.tables import read_tables
from tests.language.test_foreign import TEXTS
from tests.pdfs import beside
from tests.typeset import typeset


def extract(capsys: pytest.CaptureFixture[str], *paths: Path, out: Path, more: tuple[str, ...] = ()) -> tuple[int, str]:
    """The exit code, and what stands on standard error, without the lines that tell how far the run is."""
    command = ["extract", *map(str, paths), "--out", str(out), "--parser", "none", "--rules-only", *more]
    code = cli.main(command)
    lines = capsys.readouterr().err.splitlines()
    return code, "\n".join(line for line in lines if not line.startswith("[") and " to read, " not in line)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    typeset(tmp_path / "in" / "paper.pdf", "In May 2017 China and Peru established a strategic partnership.")
    return tmp_path / "in"


def test_a_folder_of_papers_alone(folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert extract(capsys, folder, out=tmp_path / "out") == (0, "")


def test_what_lies_there_is_one_line(folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for name in ("paper.docx", "two.DOCX", "README.md", "deep/page.html"):
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_bytes(b"words")
    said = (
        "policyfacts: 4 files beside the papers (2 .docx, 1 .html, 1 .md) not read: no PDF. Save as PDF what you want "
        "read; documents.csv names each"
    )
    for more in ((), ("--quiet",)):
        assert extract(capsys, folder, out=tmp_path / "out", more=more) == (3, said)
    rows = {row["doc"]: row["status"] for row in read_tables(tmp_path / "out").rows("documents")}
    assert sorted(rows.values()) == ["failed"] * 4 + ["read"]
    assert rows["paper"] == "read"


def test_what_was_named_has_a_line_of_its_own(folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / "two.docx").write_bytes(b"words")
    said = "policyfacts: two: not read: two.docx: a Word document, not a PDF: save it as PDF, and name that"
    assert extract(capsys, folder / "paper.pdf", folder / "two.docx", out=tmp_path / "out") == (3, said)


def test_foreign_papers_are_told_in_one_line(folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for name in ("French", "German", "Spanish"):
        typeset(folder / f"{name}.pdf", " ".join([TEXTS[name]] * 8))
    said = (
        "policyfacts: 3 papers with pages in a language in which no facts are looked for, read in part: French, "
        "German, Spanish; documents.csv says which pages"
    )
    assert extract(capsys, folder, out=tmp_path / "out") == (3, said)
    rows = {row["doc"]: row["error"] for row in read_tables(tmp_path / "out").rows("documents")}
    assert rows["German"] == "pages 1: text in German, in which no facts are looked for: read an English version"


def test_what_was_read_in_part_says_what_to_do(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (folder / "annexed.pdf").write_bytes(beside.attached("annex.pdf", "names"))
    (folder / "form.pdf").write_bytes(beside.xfa())
    code, said = extract(capsys, folder, out=tmp_path / "out")
    assert code == 3
    assert said.splitlines() == [
        "policyfacts: annexed: read in part: annex.pdf: not read: save it from a viewer, and name it",
        "policyfacts: form: read in part: the file is an XFA form, whose content only Adobe Reader shows, and which "
        "was not read: print it from there to a new PDF, and name that",
    ]


def test_a_second_run_says_what_leaves(folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    other = typeset(tmp_path / "other.pdf", "In 2018.")
    out = tmp_path / "out"
    assert extract(capsys, folder, out=out)[0] == 0
    said = (
        "1 paper of the last run is not named now and will leave the tables: paper. To keep what is there, stop and "
        "run again with --add."
    )
    assert extract(capsys, other, out=out) == (0, said)
    assert extract(capsys, folder, out=out, more=("--add",)) == (0, "")
    assert [row["doc"] for row in read_tables(out).rows("documents")] == ["other", "paper"]
