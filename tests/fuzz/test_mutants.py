"""Mutants of real papers: each has its one row, within limits, and what is read of it adds up and is proved.

``POLICYFACTS_MUTANTS=2000 pytest tests/fuzz`` reads so many; ``POLICYFACTS_MUTANTS_FROM`` names the first.
"""

from __future__ import annotations

import os
import sys
from collections import Counter
from pathlib import Path

import pytest

from policyfacts.batch.options import Options
from policyfacts.batch.papers import collect
from policyfacts.batch.run import extract_into
from policyfacts.errors import ReadingError
from policyfacts.reading.guard import guarded
from policyfacts.reading.repair import repaired
from policyfacts.tables import Tables, read_tables
from policyfacts.verify import verify
from tests.fuzz.mutants import mutant, two_pages
from tests.pdfs.accounts import counted
from tests.switches import MUTANTS

pytestmark = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="limits as on Linux")

_FROM = int(os.environ.get("POLICYFACTS_MUTANTS_FROM", "0"))
_PARTS = 4 if MUTANTS < 400 else MUTANTS // 100
_ROWS = ("dates", "countries", "amounts", "partnerships", "funds", "agreements", "projects", "meetings")


@pytest.mark.parametrize("part", range(_PARTS))
def test_mutants(root: Path, tmp_path: Path, part: int) -> None:
    papers, out = tmp_path / "papers", tmp_path / "out"
    papers.mkdir()
    numbers = range(_FROM + part, _FROM + MUTANTS, _PARTS)
    for number in numbers:
        (papers / f"m{number:06}.pdf").write_bytes(mutant(root / "corpus" / "papers", number))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("policyfacts.batch.workers._seconds", lambda _: 20.0)
        extract_into(out, collect([papers]), options=Options("none", jobs=1, rules_only=True))
    tables = read_tables(out)
    _each_has_its_row(tables, [f"m{number:06}" for number in numbers])
    _the_ledger_sums(tables, papers)
    assert [str(failure) for failure in verify(out).failures] == []


def test_a_mutant_follows_from_its_number(root: Path) -> None:
    papers = root / "corpus" / "papers"
    first = [mutant(papers, number) for number in range(12)]
    two_pages.cache_clear()
    assert [mutant(papers, number) for number in range(12)] == first


def test_what_was_read_before_changes_nothing(root: Path, tmp_path: Path) -> None:
    """A damaged paper whose letters are drawn in another font's, alone and behind others of its kind."""
    read = []
    for folder, numbers in (("alone", [1690]), ("behind", [910, 1230, 1350, 1690])):
        (tmp_path / folder).mkdir()
        for order, number in enumerate(numbers):
            (tmp_path / folder / f"{order}-m.pdf").write_bytes(mutant(root / "corpus" / "papers", number))
        out = tmp_path / f"{folder}-out"
        extract_into(out, collect([tmp_path / folder]), options=Options("none", jobs=1, rules_only=True))
        assert [str(failure) for failure in verify(out).failures] == []
        tables, last = read_tables(out), f"{len(numbers) - 1}-m"
        read.append((tables.texts[last], [{**r, "doc": ""} for r in tables.rows("ledger") if r["doc"] == last]))
    assert read[0] == read[1]


def _each_has_its_row(tables: Tables, docs: list[str]) -> None:
    rows = {row["doc"]: row for row in tables.rows("documents")}
    assert sorted(rows) == docs
    assert len(tables.rows("documents")) == len(docs)
    for doc, row in rows.items():
        assert row["status"] in {"read", "partly read", "failed"}
        assert (row["status"] == "read") is not bool(row["error"]), row
        assert "fault of policyfacts" not in row["error"], row
        assert "Traceback" not in row["error"], row
        assert (row["status"] == "failed") is (doc not in tables.texts)
    read = set(tables.texts)
    for name in _ROWS:
        assert {row["doc"] for row in tables.rows(name)} <= read


def _the_ledger_sums(tables: Tables, papers: Path) -> None:
    """On every page of every paper that was read the ledger has as many characters as PDFium counts."""
    sums: dict[str, Counter[int]] = {doc: Counter() for doc in tables.texts}
    seen = {(row["doc"], row["page"]) for row in tables.rows("ledger") if row["reason"].startswith("read by OCR")}
    for row in tables.rows("ledger"):
        if (row["doc"], row["page"]) not in seen or row["region"] == "text layer":
            sums[row["doc"]][int(row["page"])] += int(row["characters"])
    rebuilt = {row["doc"] for row in tables.rows("ledger") if row["region"] == "file" and "rebuilt" in row["reason"]}
    for doc, pages in sums.items():
        try:
            there = guarded(_counted, papers / f"{doc}.pdf", doc in rebuilt, cpu_seconds=30)
        except ReadingError:  # what counts is lost with the file, not the reader
            continue
        assert {page: count for page, count in pages.items() if count} == there, doc


def _counted(path: Path, rebuilt: bool) -> dict[int, int]:
    """PDFium's own count; of a file that was read as rebuilt, in what was made of it."""
    if rebuilt:
        data = repaired(path.read_bytes())
        path = path.with_suffix(".rebuilt")
        path.write_bytes(data or b"")
    return counted(path)
