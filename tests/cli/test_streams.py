"""Streams that are closed, full, or whose reader has left: the work is done all the same, and the exit code is true."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from policyfacts.tables import read_tables
from tests.pdfs import hostile

pytestmark = pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs /dev/full, and a shell")

EXTRACT = "extract {papers} --out {out} --parser none --rules-only --jobs 1"


@pytest.fixture
def papers(tmp_path: Path) -> Path:
    folder = tmp_path / "papers"
    folder.mkdir()
    for number in range(3):
        (folder / f"p{number}.pdf").write_bytes(
            hostile.simple(b"BT /F 12 Tf 20 200 Td (Signed in May 201%d.) Tj ET" % number)
        )
    return folder


def shell(line: str) -> tuple[int, str]:
    """The exit code of the command itself (not of what it is piped into), and what the shell's own error says."""
    script = line.replace("policyfacts", f"{sys.executable} -m policyfacts", 1) + "\nexit ${PIPESTATUS[0]}"
    done = subprocess.run(["bash", "-c", script], capture_output=True, text=True, check=False, timeout=300)
    return done.returncode, done.stderr


@pytest.mark.parametrize(
    "end",
    [
        "2>&1 | head -1",
        ">&-",
        "2>&-",
        "<&-",
        "<&- >&- 2>&-",
        "2> /dev/full",
    ],
)
def test_nobody_has_to_listen(papers: Path, tmp_path: Path, end: str) -> None:
    code, said = shell(f"policyfacts {EXTRACT.format(papers=papers, out=tmp_path / 'out')} {end}")
    assert code == 0
    assert "Traceback" not in said
    assert "Exception" not in said
    assert sorted(read_tables(tmp_path / "out").texts) == ["p0", "p1", "p2"]
    for path in (tmp_path / "out").rglob("*"):  # nothing that was said stands in a file
        assert not path.is_file() or b"[1/3]" not in path.read_bytes()


def test_output_that_is_lost_is_told(papers: Path, tmp_path: Path) -> None:
    code, said = shell(f"policyfacts {EXTRACT.format(papers=papers, out=tmp_path / 'out')} > /dev/full")
    assert code == 1
    assert said.endswith("standard output cannot be written: No space left on device. The work itself is done.\n")
    assert sorted(read_tables(tmp_path / "out").texts) == ["p0", "p1", "p2"]
    for command, end, expected in (
        ("verify", "> /dev/full", 1),
        ("verify", "| true", 0),
        ("verify", ">&-", 0),
        ("compare", "2>&-", 0),
        ("--help", "> /dev/full", 1),
        ("--help", "| true", 0),
    ):
        out = "" if command.startswith("-") else f"--out {tmp_path / 'out'}"
        assert shell(f"policyfacts {command} {out} {end}")[0] == expected, (command, end)


def test_a_list_on_a_closed_or_endless_input(tmp_path: Path) -> None:
    command = EXTRACT.format(papers="-", out=tmp_path / "out")
    assert shell(f"policyfacts {command} <&-") == (
        2,
        "policyfacts: -: standard input is closed. Give the list of papers on it, or name them.\n",
    )
    code, said = shell(f"ulimit -v 4000000; policyfacts {command} < /dev/zero")
    assert (code, said) == (
        2,
        "policyfacts: -: the list of papers cannot be read: more than 256 MB, more than a list of papers may have.\n",
    )
    assert not os.path.lexists(tmp_path / "out")
