"""Passages page by page, and the cells of tables with their headings and units."""

from __future__ import annotations

from dataclasses import replace

from policyfacts.records import Cell, Grid
from policyfacts.schema import TABLES
from policyfacts.tables.layout import cell_rows, passage_rows
from policyfacts.vocabularies import PASSAGE_KINDS
from tests.builders import make_paper


def test_a_passage_has_a_row_for_each_of_its_pages() -> None:
    paper = make_paper(["A heading", "It begins here"], ["...and ends there", "Another"])
    rows = passage_rows(paper)
    said = [(row["page"], paper.text[int(row["start"]) : int(row["end"])]) for row in rows]
    assert said == [("1", "A heading"), ("1", "It begins here"), ("2", "and ends there"), ("2", "Another")]
    assert {row["kind"] for row in rows} <= set(PASSAGE_KINDS)
    assert set(rows[0]) == set(TABLES["passages"].names)


def test_cells_say_what_stands_above_them_and_what_they_count() -> None:
    words = ["Country", "Loans (USD million)", "Peru", "450", "Chile", "510"]
    paper = make_paper(words)
    starts = [paper.text.index(word) for word in words]
    cells = tuple(
        Cell(number // 2, number % 2, start, start + len(word))
        for number, (start, word) in enumerate(zip(starts, words, strict=True))
    )
    paper = replace(paper, grids=(Grid(1, (0, 0, 100, 100), cells),))
    rows = cell_rows(paper, [])
    assert [(row["role"], row["text"]) for row in rows[:3]] == [
        ("heading", "Country"),
        ("heading", "Loans (USD million)"),
        ("cell", "Peru"),
    ]
    assert (rows[3]["row"], rows[3]["column"], rows[3]["heading"], rows[3]["unit"]) == (
        "2",
        "2",
        "Loans (USD million)",
        "USD million",
    )
    assert all(paper.text[int(row["start"]) : int(row["end"])] == row["text"] for row in rows)
    assert (rows[0]["x0"], rows[0]["x1"]) == ("50", "85")
    assert set(rows[0]) == set(TABLES["cells"].names)


def test_a_paper_without_tables_has_no_cells() -> None:
    assert cell_rows(make_paper(["Words"]), []) == []
