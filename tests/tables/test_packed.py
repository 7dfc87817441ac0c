"""Packed papers: the same rows again, in bytes and in the tables' files."""

from __future__ import annotations

import re
from pathlib import Path

import duckdb
import pyarrow.parquet as pq
import pytest
from hypothesis import given
from hypothesis import strategies as st

from policyfacts.schema import TABLES
from policyfacts.tables import PaperRows, failed_rows, packed, read_tables, unpacked, write_tables
from policyfacts.tables import sinks as sinks_module
from policyfacts.tables.files import STATE
from policyfacts.tables.packed import from_bytes, relocated, to_bytes

TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=12)
HARD = st.sampled_from(
    ["", "'", "''=1", "'=1", "=1+1", "-5", '"', 'a"b', "a,b", "a\nb", "\r", "\t", " a ", "NA", "null", "\0", "'a"]
)
CELL = TEXT | HARD


def _document(path: str, title: str) -> dict[str, str]:
    row = {"doc": "a", "path": path, "sha256": "0" * 64, "title": title, "pages": "2", "status": "read"}
    return dict.fromkeys(TABLES["documents"].names, "") | row


@given(CELL, CELL, st.text(max_size=30).filter(lambda text: text.isprintable()))
def test_packing_loses_nothing(path: str, title: str, text: str) -> None:
    paper = PaperRows("a", {"documents": [_document(path, title)]}, text, settled=False, encrypted=True)
    again = unpacked(from_bytes(to_bytes(packed(paper))))
    assert again == paper


@given(st.binary(max_size=60))
def test_other_bytes_are_refused(data: bytes) -> None:
    with pytest.raises(ValueError, match="not a packed paper"):
        from_bytes(data)


@pytest.mark.parametrize("cut", [0, 1, 20, 200, -1, -20])
def test_torn_bytes_are_refused(cut: int) -> None:
    data = to_bytes(packed(PaperRows("a", {"documents": [_document("p", "t" * 99)]}, "text " * 99)))
    with pytest.raises(ValueError, match="not a packed paper"):
        from_bytes(data[:cut])


def test_a_paper_that_failed_says_so() -> None:
    paper = packed(failed_rows("a", path="a.pdf", sha256="", error="torn"))
    assert (paper.error, paper.text, paper.pages, paper.facts) == ("torn", None, 0, 0)


def test_another_path_changes_the_path_alone() -> None:
    paper = packed(PaperRows("a", {"documents": [_document("old/a.pdf", "=1")]}, "text"))
    moved = relocated(paper, "=new/a.pdf")
    assert unpacked(moved).rows["documents"] == [_document("=new/a.pdf", "=1")]
    assert relocated(moved, "=new/a.pdf") is moved


@given(st.lists(st.tuples(CELL, CELL), min_size=1, max_size=4))
def test_parquet_holds_what_csv_holds(cells: list[tuple[str, str]]) -> None:
    lines = packed(PaperRows("a", {"documents": [_document(*pair) for pair in cells[:1]]})).lines["documents"]
    table = sinks_module._typed(lines, sinks_module.parquet_schema(TABLES["documents"]))
    (row,) = table.to_pylist()
    assert {**row, "pages": str(row["pages"])} == _document(*cells[0])


def _many(count: int) -> list[PaperRows]:
    ledger = [{"doc": "", "page": "1", "region": f"r{n}", "characters": str(n), "outcome": "kept"} for n in range(5)]
    papers = []
    for number in range(count):
        doc = f"p{number:03}"
        rows = {"documents": [_document("p", "t") | {"doc": doc}], "ledger": [{**row, "doc": doc} for row in ledger]}
        papers.append(PaperRows(doc, rows, "text"))
    return papers


def test_a_large_table_is_a_folder_of_parts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sinks_module, "GROUP_ROWS", 10)
    monkeypatch.setattr(sinks_module, "PART_ROWS", 20)
    write_tables(tmp_path, _many(2), run={})
    assert (tmp_path / "ledger.parquet").is_file()
    write_tables(tmp_path, _many(13), run={})
    parts = sorted((tmp_path / "ledger.parquet").iterdir())
    assert [path.name for path in parts] == [f"part-{number:05}.parquet" for number in range(4)]
    assert [pq.ParquetFile(path).metadata.num_rows for path in parts] == [20, 20, 20, 5]
    whole = pq.read_table(tmp_path / "ledger.parquet").to_pylist()  # the folder reads as the file did
    assert [row["doc"] for row in whole] == [row["doc"] for row in read_tables(tmp_path).rows("ledger")]
    write_tables(tmp_path, _many(3), run={})
    assert pq.ParquetFile(tmp_path / "ledger.parquet").metadata.num_rows == 15
    assert not (tmp_path / STATE).exists()


def test_the_line_of_the_page_reads_a_file_and_a_folder_of_parts(
    tmp_path: Path, root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    line = re.search(
        r'^duckdb -c "(.*)"$', (root / "docs" / "many-papers.md").read_text(encoding="utf-8"), re.MULTILINE
    )
    assert line is not None
    monkeypatch.setattr(sinks_module, "GROUP_ROWS", 2)
    papers = [_loans(f"p{number}") for number in range(3)]
    for rows in (1_000_000, 2):
        monkeypatch.setattr(sinks_module, "PART_ROWS", rows)
        write_tables(tmp_path / "my-tables", papers, run={})
        query = line[1].replace("my-tables", str(tmp_path / "my-tables"))
        assert duckdb.connect().execute(query).fetchall() == [("CNY", "pledged", 21.0), ("USD", "signed", 30.0)]
    assert (tmp_path / "my-tables" / "funds.parquet").is_dir()


def _loans(doc: str) -> PaperRows:
    funds = [
        {"doc": doc, "page": "1", "currency": "USD", "event": "signed", "amount": "10"},
        {"doc": doc, "page": "1", "currency": "CNY", "event": "pledged", "amount": "7"},
    ]
    return PaperRows(doc, {"documents": [_document("p", "t") | {"doc": doc}], "funds": funds}, "text")
