"""The output folder: complete, the same bytes each time, replaced whole or not at all."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from policyfacts.errors import OutputError, TableError
from policyfacts.schema import TABLES
from policyfacts.tables import PaperRows, failed_rows, paper_rows, read_tables, write_tables
from policyfacts.tables.switch import HOME
from tests.builders import fact_of, make_paper, mention_of

RUN = {"versions": {"policyfacts": "0"}, "timing": {"seconds": 1.0}}


def a_paper(doc: str, words: str = "=China lent Peru money in 2018.") -> PaperRows:
    paper = make_paper([words], doc=doc)
    loan = fact_of(paper, "funds", words, {"kind": ("loan", "lent"), "providers": ("CHN", "China")})
    return paper_rows(paper, [mention_of(paper, "date", "2018", "2018")], [loan])


def files_of(out: Path) -> dict[str, bytes]:
    return {str(path.relative_to(out)): path.read_bytes() for path in sorted(out.rglob("*")) if path.is_file()}


def test_every_table_is_there_even_without_rows(tmp_path: Path) -> None:
    write_tables(tmp_path, [], run=RUN)
    for name, table in TABLES.items():
        assert (tmp_path / f"{name}.csv").read_bytes() == (",".join(table.names) + "\n").encode()
        assert pq.read_schema(tmp_path / f"{name}.parquet").names == list(table.names)
    assert json.loads((tmp_path / "run.json").read_text(encoding="utf-8")) == RUN


def test_tables_read_back_as_written(tmp_path: Path) -> None:
    papers = [a_paper("a"), a_paper("b"), failed_rows("c", path="c.pdf", sha256="", error="=damaged")]
    write_tables(tmp_path, papers, run=RUN)
    tables = read_tables(tmp_path)
    for name in TABLES:
        written = [dict.fromkeys(TABLES[name].names, "") | row for paper in papers for row in paper.rows.get(name, ())]
        assert tables.rows(name) == written
    assert tables.texts == {"a": papers[0].text, "b": papers[1].text}
    assert "'=China" in (tmp_path / "funds.csv").read_text(encoding="utf-8")


def test_frames_are_typed(tmp_path: Path) -> None:
    write_tables(tmp_path, [a_paper("a")], run=RUN)
    tables = read_tables(tmp_path)
    assert tables.funds["quote"].tolist() == ["=China lent Peru money in 2018."]
    assert tables.funds["recipients"].tolist() == [""]
    assert str(tables.funds["amount"].dtype) == "Float64"
    assert str(tables.dates["page"].dtype) == "Int64"
    assert list(tables.evidence.columns) == list(TABLES["evidence"].names)
    assert {"funds", "rows"} <= set(dir(tables))
    assert "funds: 1" in repr(tables)
    with pytest.raises(AttributeError, match="no table called 'fund'"):
        _ = tables.fund


def test_parquet_holds_the_same_values(tmp_path: Path) -> None:
    write_tables(tmp_path, [a_paper("a")], run=RUN)
    (row,) = pq.read_table(tmp_path / "dates.parquet").to_pylist()
    assert row == {"doc": "a", "page": 1, "text": "2018", "edtf": "2018", "start": 26, "end": 30}
    (fund,) = pq.read_table(tmp_path / "funds.parquet").to_pylist()
    assert (fund["amount"], fund["recipients"], fund["quote"][0]) == (None, "", "=")


def test_the_same_papers_give_the_same_bytes(tmp_path: Path) -> None:
    for name in ("one", "two"):
        write_tables(tmp_path / name, [a_paper("a"), a_paper("b")], run=RUN)
    assert files_of(tmp_path / "one") == files_of(tmp_path / "two")


def test_the_data_package_describes_every_column(tmp_path: Path) -> None:
    write_tables(tmp_path, [], run=RUN)
    package = json.loads((tmp_path / "datapackage.json").read_text(encoding="utf-8"))
    assert [resource["path"] for resource in package["resources"]] == [f"{name}.csv" for name in TABLES]
    for resource in package["resources"]:
        fields = resource["schema"]["fields"]
        assert [field["name"] for field in fields] == list(TABLES[resource["name"]].names)
        assert all(field["description"] for field in fields)


def test_removed_papers_leave_and_foreign_files_stay(tmp_path: Path) -> None:
    write_tables(tmp_path, [a_paper("a"), a_paper("b")], run=RUN)
    (tmp_path / "notes.md").write_text("mine", encoding="utf-8")
    (tmp_path / "texts" / "mine.txt").write_text("mine", encoding="utf-8")
    write_tables(tmp_path, [a_paper("b")], run=RUN)
    assert {path.name for path in (tmp_path / "texts").iterdir()} == {"b.txt", "mine.txt"}
    assert (tmp_path / "notes.md").exists()
    assert [path.name for path in tmp_path.glob(".policyfacts*")] == [HOME]
    assert len(list((tmp_path / HOME).iterdir())) == 2  # the run, and what leads to it


def test_a_run_that_breaks_leaves_the_old_tables(tmp_path: Path) -> None:
    write_tables(tmp_path, [a_paper("a")], run=RUN)
    before = files_of(tmp_path)

    def breaking() -> Iterator[PaperRows]:
        yield a_paper("b")
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        write_tables(tmp_path, breaking(), run=RUN)
    assert files_of(tmp_path) == before


def test_a_second_run_on_the_same_folder_is_refused(tmp_path: Path) -> None:
    def nested() -> Iterator[PaperRows]:
        with pytest.raises(OutputError, match="another run writes"):
            write_tables(tmp_path, [], run=RUN)
        yield a_paper("a")

    write_tables(tmp_path, nested(), run=RUN)
    assert list(read_tables(tmp_path).texts) == ["a"]


def test_a_folder_that_cannot_be_written_says_so(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    with pytest.raises(OutputError, match="cannot be written"):
        write_tables(tmp_path / "file", [], run=RUN)


def test_a_folder_without_tables_says_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(OutputError, match="Run 'policyfacts extract"):
        read_tables(tmp_path)


def test_a_table_without_a_column_says_so(tmp_path: Path) -> None:
    write_tables(tmp_path, [], run=RUN)
    (tmp_path / "dates.csv").write_text("doc,page\n", encoding="utf-8")
    with pytest.raises(TableError, match="'text' is missing"):
        read_tables(tmp_path)


@pytest.mark.parametrize(
    "before", ["doc,path,status\nb,b.pdf,read\n", "doc\nb\n", "", '"', "\ufeffdoc,status\nb,read\n"]
)
def test_what_another_version_left_does_not_keep_a_run_from_writing(tmp_path: Path, before: str) -> None:
    write_tables(tmp_path, [a_paper("b")], run=RUN)
    (tmp_path / "documents.csv").write_text(before, encoding="utf-8")
    write_tables(tmp_path, [a_paper("a")], run=RUN)
    assert list(read_tables(tmp_path).documents["doc"]) == ["a"]
