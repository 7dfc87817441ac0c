"""An output folder to export: two small papers, and one row of hostile text."""

from __future__ import annotations

from pathlib import Path

import pytest

from policyfacts.batch.options import Options
from policyfacts.batch.papers import collect
from policyfacts.batch.run import extract_into
from policyfacts.tables import Tables, read_tables
from tests.typeset import LOAN, PARTNERSHIP, typeset

HOSTILE = "=cmd|' /C calc'!A1 <script>alert(1)</script> \u202e\x0b]]>"


@pytest.fixture(scope="session")
def _extracted(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("exchange")
    typeset(folder / "papers" / "one.pdf", PARTNERSHIP, f"{LOAN} Brazil and Peru met in Lima on 4 June 2018.")
    typeset(folder / "papers" / "two.pdf", LOAN)
    extract_into(folder / "out", collect([folder / "papers"]), options=Options(rules_only=True))
    return folder / "out"


@pytest.fixture
def out(_extracted: Path, tmp_path: Path) -> Path:
    """A fresh copy of the tables."""
    import shutil

    return Path(shutil.copytree(_extracted, tmp_path / "out"))


@pytest.fixture
def tables(out: Path) -> Tables:
    return read_tables(out)


@pytest.fixture
def hostile(tables: Tables) -> Tables:
    """The same tables, with a name that spreadsheets and pages would run, and a cell of a million characters."""
    rows = {name: tables.rows(name) for name in ("dates", "countries", "amounts", "funds", "documents", "evidence")}
    rows["funds"][0]["name"] = HOSTILE
    rows["funds"][0]["quote"] = "@" * 1_000_000
    return Tables(rows, texts=tables.texts)
