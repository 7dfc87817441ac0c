"""The corpus keeps its own rules: columns, vocabularies, codes, dates, and words that stand on their page."""

from __future__ import annotations

import csv
import re
from collections import Counter
from functools import cache
from pathlib import Path

import edtf
import pypdfium2
import pytest

from policyfacts import schema

CORPUS = Path(__file__).resolve().parents[2] / "corpus"
PAPERS = sorted(path.stem for path in (CORPUS / "papers").glob("*.pdf"))
VERBATIM = {"dates": "text", "amounts": "text", "partnerships": "level_text"}
CURRENCIES = {"AED", "AUD", "BRL", "CNY", "EUR", "INR", "JPY", "NZD", "PHP", "USD", "XDR"}


def rows(table: str) -> list[dict[str, str]]:
    """The gold rows of one table."""
    with (CORPUS / "gold" / f"{table}.csv").open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def plain(text: str) -> str:
    """The text in one line, with straight quotes, without hyphens or spaces that a line end made."""
    text = re.sub("[\u00ad\u0002\ufffe]\\s*", "", text)
    text = text.translate(str.maketrans("’‘“”\u00a0", "''\"\" "))
    text = re.sub(r"(?<=\w)([–-])\s*[\r\n]+\s*(?=\w)", r"\1", text)
    return re.sub(r"\s+", " ", text)


@cache
def pages(paper: str) -> tuple[str, ...]:
    """The text of each page of a paper, as PDFium gives it."""
    with pypdfium2.PdfDocument(CORPUS / "papers" / f"{paper}.pdf") as document:
        return tuple(plain(page.get_textpage().get_text_range()) for page in document)


def test_the_corpus_is_as_large_as_promised() -> None:
    assert len(PAPERS) >= 6
    assert sum(len(pages(paper)) for paper in PAPERS) >= 25


@pytest.mark.parametrize("table", schema.GOLD_TABLES)
def test_columns_are_those_of_the_schema(table: str) -> None:
    with (CORPUS / "gold" / f"{table}.csv").open(encoding="utf-8", newline="") as lines:
        assert tuple(next(csv.reader(lines))) == schema.TABLES[table].gold_names


@pytest.mark.parametrize("table", schema.GOLD_TABLES)
def test_every_paper_has_rows_on_pages_that_exist(table: str) -> None:
    found = rows(table)
    assert {row["doc"] for row in found} <= set(PAPERS)
    assert not [row for row in found if not 1 <= int(row["page"]) <= len(pages(row["doc"]))]
    if table in ("dates", "countries", "amounts", "funds", "partnerships"):
        assert {row["doc"] for row in found} == set(PAPERS)


@pytest.mark.parametrize("table", schema.GOLD_TABLES)
def test_cells_hold_what_their_column_allows(table: str) -> None:
    wrong: list[tuple[str, dict[str, str]]] = []
    for row in rows(table):
        for column in schema.TABLES[table].columns:
            cell = row.get(column.name, "")
            if not cell:
                if column.required and column.gold:
                    wrong.append((column.name, row))
            elif column.vocabulary:
                if cell not in column.vocabulary:
                    wrong.append((column.name, row))
            elif column.kind == "edtf":
                edtf.parse_edtf(cell)
            elif column.kind in ("number", "integer"):
                float(cell)
            elif (column.name == "country" and table == "countries" and not re.fullmatch("[A-Z]{3,4}", cell)) or (
                column.name == "currency" and cell not in CURRENCIES
            ):
                wrong.append((column.name, row))
    assert wrong == []


@pytest.mark.parametrize(("table", "column"), sorted(VERBATIM.items()))
def test_words_stand_on_the_page(table: str, column: str) -> None:
    missing: list[tuple[str, str, str]] = []
    for row in rows(table):
        first = int(row["page"]) - 1
        last = first + (2 if table == "partnerships" else 1)  # a fact's sentence may run on to the next page
        text = " ".join(pages(row["doc"])[first:last])
        if "straddles" not in row["note"] and plain(row[column]).lower() not in text.lower():
            missing.append((row["doc"], row["page"], row[column]))
    assert missing == []


@pytest.mark.parametrize("table", ["dates", "amounts"])
def test_no_words_are_annotated_more_often_than_they_stand_there(table: str) -> None:
    whole = [row for row in rows(table) if "straddles" not in row["note"]]
    often = Counter((row["doc"], int(row["page"]), plain(row["text"])) for row in whole)
    assert not [key for key, count in often.items() if count > pages(key[0])[key[1] - 1].count(key[2])]


@pytest.mark.parametrize("table", schema.FACT_TABLES)
def test_no_fact_is_told_twice_on_one_page(table: str) -> None:
    told = Counter(tuple(value for name, value in row.items() if name != "note") for row in rows(table))
    assert [fact for fact, count in told.items() if count > 1] == []


def test_the_readme_counts_the_rows() -> None:
    readme = (CORPUS / "README.md").read_text(encoding="utf-8")
    for paper in PAPERS:
        counts = [sum(row["doc"] == paper for row in rows(table)) for table in schema.GOLD_TABLES]
        assert f"| {paper} | {len(pages(paper))} | {' | '.join(map(str, counts))} |" in readme


def test_typesetting_the_sources_gives_the_papers(tmp_path: Path) -> None:
    typst = pytest.importorskip("typst")
    source = CORPUS / "sources" / f"{PAPERS[0]}.typ"
    if f'VERSION = "{typst.__version__}"' not in (CORPUS / "sources" / "build.py").read_text(encoding="utf-8"):
        pytest.skip("the papers were typeset with another version of typst")
    made = tmp_path / "made.pdf"
    made.write_bytes(typst.compile(source, root=source.parent, ignore_system_fonts=True, format="pdf", timestamp=0))
    assert made.read_bytes() == (CORPUS / "papers" / f"{PAPERS[0]}.pdf").read_bytes()
