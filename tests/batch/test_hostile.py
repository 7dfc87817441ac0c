"""A folder full of files made to harm, and two good papers among them: one run contains and reports them all."""

from __future__ import annotations

import os
import re
import socket
import sys
from pathlib import Path

import pytest

from policyfacts.batch.options import Options
from policyfacts.batch.papers import collect
from policyfacts.batch.run import extract_into
from policyfacts.tables import read_tables
from tests.pdfs import hostile, made, traps
from tests.typeset import LOAN, PARTNERSHIP, typeset

pytestmark = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="limits and special files as on Linux")

NAMES = {
    "new\nline.pdf": "new_line",
    "..\\..\\up.pdf": ".._.._up",
    "...pdf": "..",
    "-rf $(touch ran) `touch ran`;.pdf": "-rf $(touch ran) `touch ran`;",
    "=1+1.pdf": "=1+1",
    "\x1b[31mred.pdf": "_[31mred",
    "n" * 240 + ".pdf": "n" * 240,
}
"""Names that would do harm where they were taken at their word, and the papers' names in the tables."""
SPECIAL = {
    "pipe": "a pipe or a device",
    "device": "a pipe or a device",
    "socket": "cannot be opened",
    "circle": "cannot be opened",
    "nowhere": "cannot be opened",
    "sparse": "more than 1 GB",
    "empty": "the file is empty",
    "zeros": "the file is empty",
    "words": "not a PDF",
}


Run = tuple[Path, dict[str, dict[str, str]]]


def _special(folder: Path) -> None:
    os.mkfifo(folder / "pipe.pdf")
    (folder / "device.pdf").symlink_to("/dev/zero")
    (folder / "circle.pdf").symlink_to(folder / "circle.pdf")
    (folder / "nowhere.pdf").symlink_to(folder / "gone.pdf")
    (folder / "loop").symlink_to(folder)
    here = Path.cwd()
    os.chdir(folder)  # names of sockets are short
    with socket.socket(socket.AF_UNIX) as listener:
        listener.bind("socket.pdf")
    os.chdir(here)
    with (folder / "sparse.pdf").open("wb") as file:
        file.truncate(1 << 40)
    (folder / "empty.pdf").write_bytes(b"")
    (folder / "zeros.pdf").write_bytes(bytes(4096))
    (folder / "words.pdf").write_bytes(b"Dear Minister, no PDF here.")


@pytest.fixture(scope="module")
def run(tmp_path_factory: pytest.TempPathFactory) -> Run:
    """The output folder of one run over everything, and its documents by name."""
    folder, out = tmp_path_factory.mktemp("papers"), tmp_path_factory.mktemp("out")
    typeset(folder / "a good one.pdf", PARTNERSHIP)
    typeset(folder / "zz another.pdf", LOAN)
    for name, kind in traps.KINDS.items():
        (folder / f"{name}.pdf").write_bytes(kind.make())
    for name in NAMES:
        (folder / name).write_bytes(hostile.simple())
    whole = made.compiled(f"{LOAN} " * 300)
    for tenths in range(1, 10):
        (folder / f"cut{tenths}.pdf").write_bytes(hostile.truncated(whole, tenths))
    _special(folder)
    with pytest.MonkeyPatch.context() as patch:
        # Less time than papers really have, so that the test does not take minutes.
        patch.setattr("policyfacts.batch.workers.cpu_limit", lambda _: 5.0)
        patch.setattr("policyfacts.batch.workers.WALL", 20.0)
        options = Options(parser="none", jobs=2, rules_only=True)
        extract_into(out, collect([folder]), options=options)
    rows: list[dict[str, str]] = read_tables(out).documents.to_dict("records")  # type: ignore[assignment]
    return out, {row["doc"]: row for row in rows}


def test_there_are_kinds_enough() -> None:
    assert len(traps.KINDS) + len(SPECIAL) + len(NAMES) + 1 >= 25


@pytest.mark.parametrize("name", traps.KINDS)
def test_each_kind_is_read_or_refused_with_a_reason(run: Run, name: str) -> None:
    out, documents = run
    row = documents[name]
    if row["status"] == "failed":
        found = row["error"]
        assert found.startswith((f"{name}.pdf: ", str(Path(row["path"]))))
        assert not (out / "texts" / f"{name}.txt").exists()
    else:
        found = (out / "texts" / f"{name}.txt").read_text(encoding="utf-8")
        assert (row["status"] == "read") is not bool(row["error"])
    assert re.search(traps.KINDS[name].outcome, found), found[:200]


@pytest.mark.parametrize(("name", "reason"), SPECIAL.items())
def test_what_is_no_file_is_a_row_too(run: Run, name: str, reason: str) -> None:
    row = run[1][name]
    assert row["status"] == "failed"
    assert reason in row["error"]


@pytest.mark.parametrize("doc", NAMES.values())
def test_names_do_no_harm(run: Run, doc: str) -> None:
    out, documents = run
    assert documents[doc]["status"] == "read"
    assert (out / "texts" / f"{doc}.txt").read_text(encoding="utf-8").startswith(traps.READ)
    assert not Path("ran").exists()
    assert not (out.parent / "up.txt").exists()


@pytest.mark.parametrize("tenths", range(1, 10))
def test_a_file_cut_short_is_read_in_part_or_refused(run: Run, tenths: int) -> None:
    row = run[1][f"cut{tenths}"]
    assert (row["status"] == "read") or row["error"].startswith(f"cut{tenths}.pdf: the file is damaged"), row


def test_the_good_papers_beside_them_are_done(run: Run) -> None:
    out, documents = run
    assert [documents[doc]["status"] for doc in ("a good one", "zz another")] == ["read", "read"]
    tables = read_tables(out)
    found = tables.partnerships
    assert found[found["doc"] == "a good one"][["country", "level"]].values.tolist() == [["PER", "strategic"]]
    assert (tables.amounts["doc"] == "zz another").sum() == 1
