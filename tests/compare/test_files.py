"""The comparison as files: the same bytes, stale ones noticed, bad folders refused, hostile text inert."""

from __future__ import annotations

import json
from pathlib import Path

import pandas as pd
import pytest

from policyfacts import cli
from policyfacts.compare import compare, read_comparison, run, stale, write_comparison
from policyfacts.errors import OutputError, TableError
from policyfacts.schema import COMPARISON_TABLES
from policyfacts.tables import PaperRows, read_tables, write_tables
from policyfacts.tables.files import alone
from policyfacts.tables.switch import HOME
from tests.compare.made import partnership, tables_of

HOSTILE = '=HYPERLINK("http://x")\u202e\x07<script>alert(1)</script>\n"; '


@pytest.fixture
def out(tmp_path: Path) -> Path:
    """A folder with the tables of two papers."""
    return written(tmp_path / "out", "2016")


def written(folder: Path, date: str) -> Path:
    """Tables of two papers that tell one partnership; the second dates it ``date``."""
    rows = [
        partnership("a", date="2016-11-17", rule="r", quote=HOSTILE),
        partnership("b", date=date, rule="r", quote="q"),
    ]
    tables = tables_of("partnerships", rows)
    papers = [
        PaperRows(
            doc,
            {
                "documents": [row for row in tables.rows("documents") if row["doc"] == doc],
                "partnerships": [row for row in rows if row["doc"] == doc],
            },
            "",
        )
        for doc in ("a", "b")
    ]
    write_tables(folder, papers, run={})
    return folder


def test_what_is_written_is_read_back(out: Path) -> None:
    comparison = run(out)
    again = read_comparison(out)
    for name in COMPARISON_TABLES:
        assert again.rows(name) == comparison.rows(name)
        frame = pd.read_parquet(out / f"{name}.parquet")
        assert list(frame.columns) == list(COMPARISON_TABLES[name].names)
        assert len(frame) == len(comparison.rows(name)) == len(getattr(comparison, name))


def test_the_same_tables_give_the_same_bytes(out: Path, tmp_path: Path) -> None:
    run(out)
    other = written(tmp_path / "other", "2016")
    run(other)
    names = [f"{name}.{ending}" for name in COMPARISON_TABLES for ending in ("csv", "parquet")]
    for name in [*names, "compare.json"]:
        assert (out / name).read_bytes() == (other / name).read_bytes()


def test_a_second_run_changes_nothing(out: Path) -> None:
    run(out)
    before = {path.name: path.read_bytes() for path in out.iterdir() if path.is_file()}
    run(out)
    assert {path.name: path.read_bytes() for path in out.iterdir() if path.is_file()} == before


def test_a_folder_that_another_run_holds_is_refused(out: Path) -> None:
    with alone(out), pytest.raises(OutputError, match="another run writes"):
        run(out)
    assert not (out / "compare.json").exists()


def test_a_comparison_of_other_tables_is_stale(out: Path) -> None:
    run(out)
    assert not stale(read_comparison(out), read_tables(out))
    written(out, "2017")
    assert stale(read_comparison(out), read_tables(out))


def test_formulas_in_the_csv_files_are_inert(out: Path) -> None:
    run(out)
    text = (out / "comparisons.csv").read_text(encoding="utf-8")
    assert "'=HYPERLINK" in text
    assert ',"=HYPERLINK' not in text


def test_extract_tables_stay_as_they_are(out: Path) -> None:
    before = {path.name: path.read_bytes() for path in out.iterdir() if path.is_file()}
    run(out)
    assert {name: (out / name).read_bytes() for name in before} == before
    assert [path.name for path in out.glob(".policyfacts*")] in ([], [HOME])  # nothing half-written is left


def test_a_folder_without_tables_is_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["compare", "--out", str(tmp_path / "none")]) == 1
    message = capsys.readouterr().err
    assert "none" in message
    assert "Run 'policyfacts extract" in message
    assert not (tmp_path / "none").exists()


def test_a_torn_table_is_refused_and_nothing_is_written(out: Path, capsys: pytest.CaptureFixture[str]) -> None:
    whole = (out / "partnerships.csv").read_text(encoding="utf-8")
    (out / "partnerships.csv").write_text(whole[: len(whole) // 2], encoding="utf-8")
    assert cli.main(["compare", "--out", str(out)]) == 1
    assert "partnerships.csv" in capsys.readouterr().err
    assert not (out / "compare.json").exists()


@pytest.mark.parametrize("content", ["", "{", "[]", '{"rows": {}}'])
def test_a_torn_record_is_refused(out: Path, content: str) -> None:
    run(out)
    (out / "compare.json").write_text(content, encoding="utf-8")
    with pytest.raises(TableError, match="Run 'policyfacts compare' again"):
        read_comparison(out)


def test_no_comparison_says_what_to_run(out: Path) -> None:
    with pytest.raises(OutputError, match="Run 'policyfacts compare --out"):
        read_comparison(out)


def test_a_folder_that_cannot_be_written_keeps_its_old_comparison(out: Path) -> None:
    run(out)
    before = (out / "comparisons.csv").read_bytes()
    (out / ".policyfacts-compare").write_text("in the way", encoding="utf-8")
    with pytest.raises(OutputError, match="cannot be written"):
        write_comparison(out, compare(read_tables(out)))
    assert (out / "comparisons.csv").read_bytes() == before


def test_the_record_counts_rows(out: Path) -> None:
    comparison = run(out)
    record = json.loads((out / "compare.json").read_text(encoding="utf-8"))
    assert record["rows"] == {name: len(comparison.rows(name)) for name in COMPARISON_TABLES}


def test_the_summary_names_conflicts_with_papers_and_pages(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = written(tmp_path / "out", "2015")
    assert cli.main(["compare", "--out", str(out)]) == 0
    shown = capsys.readouterr().out
    assert "1 conflict:" in shown
    assert "2016-11-17 (a p. 1)" in shown
    assert "2015 (b p. 1)" in shown
