"""An output folder to review, and a desk over it."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from policyfacts.batch.options import Options
from policyfacts.batch.papers import collect
from policyfacts.batch.run import extract_into
from policyfacts.corrections.journal import Verdict
from policyfacts.review import Journal, Judgement
from policyfacts.review.desk import Desk
from tests.review.serving import serving
from tests.typeset import LOAN, PARTNERSHIP, typeset

HOSTILE = (
    "The \\<script>document.title='run'\\</script>\\<img src=x onerror=alert(1)> Fund lent Peru \\$3 billion in 2019."
)


@pytest.fixture(scope="session")
def _read(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("review")
    typeset(
        folder / "papers" / "one.pdf",
        PARTNERSHIP,
        f"{LOAN} The presidents of Brazil and Peru met in Lima on 4 June 2018.",
    )
    typeset(folder / "papers" / "two.pdf", HOSTILE)
    extract_into(folder / "out", collect([folder / "papers"]), options=Options())
    return folder / "out"


@pytest.fixture
def out(_read: Path, tmp_path: Path) -> Path:
    """A fresh copy of the tables."""
    return Path(shutil.copytree(_read, tmp_path / "out"))


@pytest.fixture
def desk(out: Path) -> Desk:
    return Desk(out, who="anna")


@pytest.fixture
def journal(out: Path) -> Journal:
    return Journal(out)


@pytest.fixture
def address(desk: Desk) -> Iterator[str]:
    """The page, served."""
    yield from serving(desk)


def said(verdict: Verdict, number: int = 1, **rest: object) -> Judgement:
    """A judgement of one of a number of made-up funds rows."""
    row = {"doc": "one", "page": "2", "name": f"loan {number}", "kind": "loan"}
    row |= dict.fromkeys(("amount", "amount_max", "currency", "scope", "date", "event", "note"), "")
    row |= {"providers": "CHN", "recipients": "PER"}
    row |= {name: str(value) for name, value in rest.items() if name != "who"}
    return Judgement("2026-01-01T00:00:00Z", str(rest.get("who", "anna")), verdict, "funds", f"one:funds:{number}", row)
