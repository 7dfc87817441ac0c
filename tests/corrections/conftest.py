"""An output folder to correct, and reviewers who do so as the review page does."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from policyfacts.batch.options import Options
from policyfacts.batch.papers import collect
from policyfacts.batch.run import extract_into
from policyfacts.review.deciding import DecidingDesk
from policyfacts.review.desk import Desk
from tests.typeset import LOAN, PARTNERSHIP, typeset

MEETING = "The presidents of Brazil and Peru met in Lima on 4 June 2018."
OTHER = "Japan lent Kenya \\$3 billion in 2019. Norway gave Ghana a grant of EUR 5 million on 2 May 2017."


@pytest.fixture(scope="session")
def _read(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("corrections")
    typeset(folder / "papers" / "one.pdf", PARTNERSHIP, f"{LOAN} {MEETING}")
    typeset(folder / "papers" / "two.pdf", OTHER)
    extract_into(folder / "out", collect([folder / "papers"]), options=Options())
    return folder


@pytest.fixture
def papers(_read: Path, tmp_path: Path) -> Path:
    """The papers, beside ``out``; the paths in its tables lead to the ones that were read."""
    return Path(shutil.copytree(_read / "papers", tmp_path / "papers"))


@pytest.fixture
def out(_read: Path, tmp_path: Path) -> Path:
    """A fresh copy of the tables."""
    return Path(shutil.copytree(_read / "out", tmp_path / "out"))


@pytest.fixture
def folder(_read: Path) -> Path:
    """The papers that the tables were read from."""
    return _read / "papers"


Judge = Callable[..., str]


@pytest.fixture
def judge(out: Path) -> Judge:
    """Judge the row of ``table`` in which ``words`` stand; ``marks`` are words of page ``page`` by column."""

    def say(verdict: str, table: str, words: str = "", *, who: str = "anna", **more: Any) -> str:
        desk = DecidingDesk(out, who=who) if more.get("decides") else Desk(out, who=who)
        marks: dict[str, str] = more.get("marks", {})
        cells: dict[str, str] = more.get("cells", {})
        if verdict == "add":
            row = {"doc": "one", "page": "2", **cells}
            said = {"verdict": "add", "table": table, "fact_id": "", "row": row, "key": more.get("key", "0123456789")}
            return str(desk.judge({**said, "spans": spans(desk, row, marks)})["fact_id"])
        listed = [row for row in desk.overview()["rows"] if row["table"] == table]
        shown = next(one for one in (desk.row(row["id"]) for row in listed) if words in str(one["found"]))
        said = {"verdict": verdict, "row": {**shown["row"], **cells}, "spans": spans(desk, shown["found"], marks)}
        names = ("table", "fact_id", "version")
        return str(desk.judge({**said, **{name: shown[name] for name in names}, "take": more.get("take")})["fact_id"])

    return say


def spans(desk: Desk, row: dict[str, str], marks: dict[str, str]) -> dict[str, list[list[int]]]:
    """Where the words of ``marks`` stand in the paper's text."""
    text = desk._texts[row["doc"]]
    return {slot: [[text.index(words), text.index(words) + len(words)]] for slot, words in marks.items()}
