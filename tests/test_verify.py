"""Verify proves what is true, and finds what is not."""

from __future__ import annotations

import csv
from collections.abc import Callable
from pathlib import Path

import pytest

from policyfacts.reading import read
from policyfacts.records import Mention
from policyfacts.tables import paper_rows, write_tables
from policyfacts.verify import verify
from tests.typeset import LOAN, PARTNERSHIP, typeset

LONG = "The two sides signed the declaration on the first day of " * 4 + "May 2017."


def _written(folder: Path, *pages: str, setup: str = "") -> Path:
    """An output folder with evidence for every run of three words on the pages."""
    paper = read(typeset(folder / "paper.pdf", *pages, setup=setup))
    words = [place for place, sign in enumerate(paper.text) if sign in " \n"]
    mentions = []
    for start, end in zip([0, *words], [*words[3:], len(paper.text)], strict=False):
        text = paper.text[start:end].strip()
        begin = paper.text.index(text, start)
        mentions.append(Mention("date", begin, begin + len(text), text, "2017"))
    write_tables(folder / "out", [paper_rows(paper, mentions, [])], run={})
    return folder / "out"


@pytest.mark.parametrize(
    "setup",
    [
        "",
        "#set page(columns: 2)\n#set par(justify: true)\n",
        "#set text(hyphenate: true, size: 14pt)\n",
        "#set page(flipped: true)\n",
    ],
)
def test_what_is_true_is_proved(tmp_path: Path, setup: str) -> None:
    proof = verify(_written(tmp_path, f"{PARTNERSHIP} {LONG}", LOAN, setup=setup))
    assert proof.failures == ()
    assert proof.papers == 1
    assert proof.rows > 20


def _change(column: str, change: Callable[[str], str]) -> Callable[[Path], None]:
    def apply(out: Path) -> None:
        path = out / "evidence.csv"
        with path.open(encoding="utf-8", newline="") as file:
            rows = list(csv.DictReader(file))
        rows[0][column] = change(rows[0][column])
        with path.open("w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, list(rows[0]), lineterminator="\n")
            writer.writeheader()
            writer.writerows(rows)

    return apply


def _shift_text(out: Path) -> None:
    path = out / "texts" / "paper.txt"
    path.write_text("x" + path.read_text(encoding="utf-8"), encoding="utf-8")


@pytest.mark.parametrize(
    ("damage", "reason"),
    [
        (_change("text", lambda text: text.replace("May", "June")), "has other words"),
        (_change("start", lambda text: str(int(text) + 1)), "has other words"),
        (_change("y0", lambda text: str(float(text) + 40)), "is not printed in its rectangles"),
        (_change("x1", lambda text: str(float(text) - 30)), "is not printed in its rectangles"),
        (_change("page", lambda text: str(int(text) + 1)), "is not printed in its rectangles"),
        (_change("page", lambda _: "99"), "is not printed in its rectangles"),
        (_change("fact_id", lambda _: "other:dates:1-2"), "its paper is not among"),
        (_shift_text, "has other words"),
        (lambda out: (out.parent / "paper.pdf").write_bytes(b"%PDF-1.4 changed"), "its SHA-256 differs"),
        (lambda out: (out.parent / "paper.pdf").unlink(), "cannot be opened"),
    ],
)
def test_what_is_wrong_is_found(tmp_path: Path, damage: Callable[[Path], object], reason: str) -> None:
    out = _written(tmp_path, f"In {PARTNERSHIP}", LOAN)
    assert verify(out).failures == ()
    damage(out)
    failures = verify(out).failures
    assert failures
    assert reason in str(failures[0])
