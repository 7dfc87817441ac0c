"""Cells: plain numbers, harmless text, and a CSV that reads back as it was."""

from __future__ import annotations

import csv
import io
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policyfacts.errors import TableError
from policyfacts.schema import TABLES
from policyfacts.tables.cells import cell, csv_header, csv_text, harmless, parse_csv, restored

EVIDENCE = TABLES["evidence"]
NASTY = st.text(alphabet=st.one_of(st.sampled_from("=+-@\t\r\n'\",; \x00\x1b\u202e"), st.characters(codec="utf-8")))


@pytest.mark.parametrize(
    ("value", "written"),
    [
        (None, ""),
        ("", ""),
        ("2018-05", "2018-05"),
        (7, "7"),
        (Decimal("1E+10"), "10000000000"),
        (Decimal("20.50"), "20.5"),
        (Decimal("1000.00"), "1000"),
        (0.1, "0.1"),
        (1e-7, "0.0000001"),
        (72.0, "72"),
        (-0.0, "0"),
        (float("nan"), ""),
    ],
)
def test_cells_are_plain(value: str | int | float | Decimal | None, written: str) -> None:
    assert cell(value) == written


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@SUM(A1)", "\tx", "\rx", "'=1", "''@x"])
def test_formulas_are_neutralised(text: str) -> None:
    assert harmless(text) == f"'{text}"
    assert restored(harmless(text)) == text


@pytest.mark.parametrize("text", ["", "China", "'quoted'", "1 = 1", "it's"])
def test_other_text_stays(text: str) -> None:
    assert harmless(text) == text
    assert restored(text) == text


@given(NASTY)
def test_harmless_is_reversible_and_starts_no_formula(text: str) -> None:
    assert restored(harmless(text)) == text
    assert not harmless(text).startswith(("=", "+", "-", "@", "\t", "\r"))


@given(st.lists(st.tuples(NASTY, NASTY, NASTY), max_size=4))
def test_what_is_written_reads_back(cells: list[tuple[str, str, str]]) -> None:
    rows = [
        {**dict.fromkeys(EVIDENCE.names, ""), "fact_id": one, "slot": two, "text": three, "start": "3"}
        for one, two, three in cells
    ]
    assert parse_csv(EVIDENCE, csv_header(EVIDENCE) + csv_text(EVIDENCE, rows), where="evidence.csv") == rows


def test_numbers_are_not_taken_for_formulas() -> None:
    row = {**dict.fromkeys(EVIDENCE.names, ""), "x0": "-3.5"}
    assert "'" not in csv_text(EVIDENCE, [row])


def test_a_cell_of_a_megabyte_reads_back_and_the_callers_limit_stays() -> None:
    before = csv.field_size_limit()
    row = {**dict.fromkeys(EVIDENCE.names, ""), "text": "x" * 1_000_000}
    assert parse_csv(EVIDENCE, csv_header(EVIDENCE) + csv_text(EVIDENCE, [row]), where="evidence.csv") == [row]
    assert csv.field_size_limit() == before


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "column 'fact_id' is missing"),
        ("fact_id,slot\n", "column 'page' is missing"),
        (csv_header(EVIDENCE) + "a,b\n", "row 2: 2 cells under 11 columns"),
        (csv_header(EVIDENCE) + '"a', "not valid CSV"),
    ],
)
def test_files_that_do_not_fit_are_named(text: str, message: str) -> None:
    with pytest.raises(TableError, match=message):
        parse_csv(EVIDENCE, text, where="evidence.csv")


def test_other_programs_read_the_same() -> None:
    row = {**dict.fromkeys(EVIDENCE.names, ""), "text": 'He said "now",\nthen left', "slot": "quote"}
    text = csv_header(EVIDENCE) + csv_text(EVIDENCE, [row])
    assert list(csv.DictReader(io.StringIO(text, newline=""))) == [row]
