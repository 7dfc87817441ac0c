"""Each format is read back by a program that is not ours, and holds what the tables hold."""

from __future__ import annotations

import contextlib
import json
import sqlite3
from pathlib import Path
from typing import Any

import openpyxl
import pytest
import spacy
from spacy.tokens import DocBin

from policyfacts.cli import main
from policyfacts.errors import OutputError, UsageError
from policyfacts.exchange import FORMATS, database, export, workbook
from policyfacts.schema import FACT_TABLES, TABLES
from policyfacts.tables import Tables, read_tables
from tests.exchange.conftest import HOSTILE


def _book(path: Path) -> Any:
    return openpyxl.load_workbook(path)


def test_a_workbook_has_a_sheet_a_table_with_filters(out: Path, tables: Tables) -> None:
    book = _book(export(out, to="xlsx"))
    assert book.sheetnames == ["contents", *TABLES]
    for name, table in TABLES.items():
        sheet = book[name]
        assert [cell.value for cell in sheet[1]] == list(table.names)
        assert sheet.max_row - 1 == len(tables.rows(name))
        assert sheet.auto_filter.ref.startswith("A1:")
        assert sheet.freeze_panes == "C2"


def _links(path: Path) -> list[tuple[str, Any, Any]]:
    """The sheet, the cell and the link of every link of a workbook."""
    return [
        (sheet.title, cell, cell.hyperlink)
        for sheet in _book(path)
        for line in sheet.iter_rows()
        for cell in line
        if cell.hyperlink
    ]


def test_the_cells_of_a_workbook_are_typed_and_lead_to_their_words(out: Path, tables: Tables) -> None:
    book = _book(export(out, to="xlsx"))
    sheet = book["amounts"]
    cells = dict(zip(TABLES["amounts"].names, sheet[2], strict=True))
    assert (cells["value"].value, cells["page"].value, cells["currency"].value) == (2_000_000_000, 2, "USD")
    assert cells["value"].number_format == "#,##0"
    assert cells["doc"].value == "one"
    name, _, place = cells["doc"].hyperlink.location.rpartition("!")
    words = dict(zip(TABLES["evidence"].names, book[name.strip("'")][int(place[1:])], strict=True))
    start = tables.rows("amounts")[0]["start"]
    assert (words["slot"].value, words["start"].value) == ("value", int(start))
    assert words["fact_id"].hyperlink.location == "'amounts'!A2"


def test_every_link_of_a_workbook_holds_on_another_machine(out: Path, tmp_path: Path) -> None:
    alone = export(out, to="xlsx", dest=tmp_path / "mail" / "a.xlsx")
    assert all(link.location and not link.target for _, _, link in _links(alone))
    folder = export(out, to="xlsx-papers", dest=tmp_path / "elsewhere")
    pages = [(cell, link) for _, cell, link in _links(folder / "elsewhere.xlsx") if link.target]
    targets = {link.target.replace("\\", "/") for _, link in pages}
    assert targets == {"papers/one.pdf", "papers/two.pdf"}
    assert all((folder / target).read_bytes()[:5] == b"%PDF-" for target in targets)
    assert all(link.location == f"page={cell.value}" for cell, link in pages)


def test_hostile_text_is_inert_in_a_workbook(hostile: Tables, tmp_path: Path) -> None:
    workbook.write(hostile, tmp_path / "h.xlsx", tmp_path / "h.xlsx")
    cells = dict(zip(TABLES["funds"].names, _book(tmp_path / "h.xlsx")["funds"][2], strict=True))
    assert cells["name"].data_type == "s"
    assert cells["name"].value.startswith("'=cmd")
    assert len(cells["quote"].value) == 32_767
    assert cells["quote"].value.endswith("(the whole is in the CSV file)")


def test_a_workbook_is_the_same_bytes_every_time(out: Path, tmp_path: Path) -> None:
    first, second = (export(out, to="xlsx", dest=tmp_path / name / "a.xlsx").read_bytes() for name in ("1", "2"))
    assert first == second


def test_a_database_answers_with_types_and_keys(out: Path, tables: Tables) -> None:
    with contextlib.closing(sqlite3.connect(export(out, to="sqlite"))) as base:
        assert base.execute("PRAGMA foreign_key_check").fetchall() == []
        assert base.execute("SELECT currency, value, typeof(value) FROM amounts WHERE doc = 'two'").fetchall() == [
            ("USD", 2e9, "integer")
        ]
        proved = "SELECT count(*) FROM evidence JOIN amounts USING (fact_id) WHERE slot = 'value'"
        assert base.execute(proved).fetchone() == (len(tables.rows("amounts")),)
        assert base.execute("SELECT text FROM texts WHERE doc = 'two'").fetchone() == (tables.texts["two"],)


def test_a_database_can_be_searched_and_has_views(out: Path, tables: Tables) -> None:
    with contextlib.closing(sqlite3.connect(export(out, to="sqlite"))) as base:
        (words,) = base.execute("SELECT count(*) FROM fact_words WHERE fact_words MATCH 'lent OR loan'").fetchone()
        assert words
        (doc, start, text), *_ = base.execute("SELECT * FROM text_words WHERE text_words MATCH 'Lima'").fetchall()
        assert tables.texts[doc][start : start + len(text)] == text
        every = sum(len(tables.rows(name)) for name in FACT_TABLES)
        assert base.execute("SELECT count(*) FROM all_facts").fetchone() == (every,)
        assert base.execute("SELECT count(*) FROM proofs").fetchone() == (len(tables.rows("evidence")),)
        partners = "SELECT partner, level_text, year FROM partners WHERE of_code = 'CHN'"
        assert base.execute(partners).fetchall() == [("Peru", "strategic partnership", 2017)]
        given = "SELECT provider, recipient, amount FROM money WHERE doc = 'two'"
        assert base.execute(given).fetchall() == [("China", "Peru", 2_000_000_000)]
        named = "SELECT count(*) FROM evidence LEFT JOIN facts USING (fact_id) WHERE facts.fact_id IS NULL"
        assert base.execute(named).fetchone() == (0,)
        keys = {row[2] for row in base.execute("PRAGMA foreign_key_list(evidence)")}
        assert "facts" in keys


def test_datasette_is_told_what_the_columns_mean(out: Path) -> None:
    place = export(out, to="sqlite")
    about = json.loads(place.with_name("policyfacts-metadata.json").read_text(encoding="utf-8"))
    with contextlib.closing(sqlite3.connect(place)) as base:
        for name, told in about["databases"]["policyfacts"]["tables"].items():
            columns = {row[1] for row in base.execute(f'PRAGMA table_info("{name}")')}
            assert set(told["columns"]) <= columns
            assert set(told["facets"]) <= columns


def test_hostile_text_stays_as_it_is_in_a_database(hostile: Tables, tmp_path: Path) -> None:
    database.write(hostile, tmp_path / "h.sqlite", tmp_path / "h.sqlite")
    with contextlib.closing(sqlite3.connect(tmp_path / "h.sqlite")) as base:
        assert base.execute("SELECT name FROM funds").fetchone() == (HOSTILE,)


def test_spacy_reads_the_spans(out: Path, tables: Tables) -> None:
    docs = list(DocBin().from_disk(export(out, to="spacy")).get_docs(spacy.blank("en").vocab))
    assert [doc.text for doc in docs] == [tables.texts["one"], tables.texts["two"]]
    levels = [span for span in docs[0].spans["partnerships"] if span.label_ == "partnerships.level_text"]
    assert [span.text for span in levels] == ["strategic partnership"]
    facts = docs[0].user_data["policyfacts"]["facts"]
    assert facts[levels[0].id_]["values"]["level"] == "strategic"
    assert facts[levels[0].id_]["page"] == 1


def test_web_annotations_name_the_words_and_the_place(out: Path, tables: Tables) -> None:
    page = json.loads((export(out, to="web-annotation") / "one.jsonld").read_text(encoding="utf-8"))
    text = tables.texts["one"]
    assert page["type"] == "AnnotationPage"
    for item in page["items"]:
        for target in item["target"]:
            by_type = {selector["type"]: selector for selector in target["selector"]}
            position, words = by_type["TextPositionSelector"], by_type["TextQuoteSelector"]
            assert text[position["start"] : position["end"]] == words["exact"]
            assert words["prefix"] + words["exact"] + words["suffix"] in text
            assert by_type["FragmentSelector"]["value"].startswith("page=")
    values = {item["body"][0]["value"]: item["body"][1]["value"] for item in page["items"]}
    assert values["partnerships.level"] == "strategic"


@pytest.mark.parametrize("to", FORMATS)
def test_an_export_is_renewed_but_never_spoils_what_others_made(out: Path, to: str) -> None:
    place = export(out, to=to)
    assert export(out, to=to) == place
    changed = place if place.is_file() else sorted(path for path in place.rglob("*") if path.is_file())[0]
    changed.write_bytes(b"mine")
    with pytest.raises(OutputError, match="changed since"):
        export(out, to=to)
    assert changed.read_bytes() == b"mine"
    export(out, to=to, replace=True)
    assert changed.read_bytes() != b"mine"
    assert not list(out.glob("*exporting*"))


def test_a_file_that_no_export_made_is_left(out: Path, tmp_path: Path) -> None:
    (tmp_path / "thesis.xlsx").write_bytes(b"years of work")
    with pytest.raises(OutputError, match="did not make"):
        export(out, to="xlsx", dest=tmp_path / "thesis.xlsx")
    assert (tmp_path / "thesis.xlsx").read_bytes() == b"years of work"


@pytest.mark.parametrize("dest", [".", "..", "../here", "texts", "texts/one.txt", "dates.csv"])
def test_no_export_takes_the_place_of_the_tables(
    out: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, dest: str
) -> None:
    (tmp_path / "here").mkdir(exist_ok=True)
    monkeypatch.chdir(tmp_path / "here")
    before = {path: path.read_bytes() for path in out.rglob("*") if path.is_file()}
    place = tmp_path / "here" if dest == "../here" else out / dest
    with pytest.raises(OutputError, match=r"Name (a new one|another place)"):
        export(out, to="brat", dest=place, replace=True)
    assert {path: path.read_bytes() for path in out.rglob("*") if path.is_file()} == before


@pytest.mark.skipif(not Path("/proc/self").is_dir(), reason="there is no folder here in which nobody can write")
@pytest.mark.parametrize("to", FORMATS)
def test_a_place_where_nobody_can_write(out: Path, to: str) -> None:
    with pytest.raises(OutputError, match=r"/proc/mine: cannot be written: .+\. Name another place with --dest\."):
        export(out, to=to, dest=Path("/proc/mine"))


def test_an_unknown_format(out: Path) -> None:
    with pytest.raises(UsageError, match=r"no format is called 'doc'\. Formats: xlsx"):
        export(out, to="doc")


def test_on_the_command_line(out: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["export", "--out", str(out), "--to", "sqlite"]) == 0
    assert capsys.readouterr().out == f"Written: {out / 'policyfacts.sqlite'}\n"
    assert main(["export", "--out", str(out), "--to", "doc"]) == 2
    assert main(["export", "--out", str(out / "gone"), "--to", "xlsx"]) == 1
    assert "Run 'policyfacts extract" in capsys.readouterr().err


def test_tables_are_as_they_were(out: Path) -> None:
    before = {path.name: path.read_bytes() for path in out.glob("*.csv")}
    for to in FORMATS:
        export(out, to=to)
    assert {path.name: path.read_bytes() for path in out.glob("*.csv")} == before
    assert read_tables(out).rows("funds")
