"""Money told in tables: lines of loans, columns of years, what the caption tells of all lines."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from policyfacts.facts import facts
from policyfacts.records import Cell, Grid, Paper, Passage, Span
from tests.builders import make_paper
from tests.facts.told import cut


def test_a_column_of_years_makes_a_row_of_each_sum() -> None:
    rows = _rows(
        "Contributions to the Sahel Water Fund (United States dollars)",
        [["Donor", "2022", "2024 (pledged)"], ["Japan", "4 200 000", "5 000 000"], ["Norway", "–", "800 000"]],
    )
    assert cut(rows, "name", "kind", "amount", "date", "event", "providers") == [
        ("Sahel Water Fund", "fund", "4200000", "2022", "disbursed", "JPN"),
        ("Sahel Water Fund", "fund", "5000000", "2024", "pledged", "JPN"),
        ("Sahel Water Fund", "fund", "800000", "2024", "pledged", "NOR"),
    ]


def test_the_lender_that_the_caption_names_lends_in_every_line() -> None:
    rows = _rows(
        "Operations of the World Bank",
        [["Country", "Borrower and purpose", "Signed", "USD million"], ["Togo", "Treasury, rural roads", "2021", "40"]],
    )
    assert cut(rows, "name", "kind", "amount", "date", "event", "providers", "recipients") == [
        ("rural roads", "loan", "40000000", "2021", "signed", "World Bank", "TGO")
    ]


def test_a_line_without_a_name_is_named_by_its_kind() -> None:
    rows = _rows(
        "Support for Chad and Togo",
        [["Recipient", "Provider", "Form", "Amount"], ["Chad", "Qatar", "Deposit", "US$3 million"]],
    )
    assert cut(rows, "name", "kind", "providers", "recipients") == [("deposit", "loan", "QAT", "TCD")]


def test_years_of_titles_are_no_dates_of_loans() -> None:
    rows = _rows(
        "Titles, and loans of China signed, 2000–2023",
        [["State", "Title", "Year", "Loans, USD million"], ["Kenya", "strategic partnership", "2017", "900"]],
    )
    assert cut(rows, "name", "date", "recipients") == [("loan to Kenya", "2000/2023", "KEN")]


def test_a_caption_may_name_the_fund_first_and_tell_millions() -> None:
    rows = _rows(
        "Table 2 Western Ports Preparation Facility: contributions (Millions of United States dollars)",
        [["Contributor", "2022", "2024 (pledged)"], ["Japan", "4.2", "5.0"]],
    )
    assert cut(rows, "name", "kind", "amount", "event", "providers") == [
        ("Western Ports Preparation Facility", "fund", "4200000", "disbursed", "JPN"),
        ("Western Ports Preparation Facility", "fund", "5000000", "pledged", "JPN"),
    ]


def test_a_year_behind_what_was_done_heads_a_column_too() -> None:
    rows = _rows(
        "Table 2 Sahel Corridor Preparation Facility: contributions (Millions of United States dollars)",
        [["Contributor", "Paid in, 2022", "Pledged, 2024", "Earmarked for"], ["Japan", "4.2", "5.0", "Mali"]],
    )
    assert cut(rows, "name", "amount", "date", "event", "scope", "recipients") == [
        ("Sahel Corridor Preparation Facility", "4200000", "2022", "disbursed", "contribution", "Sahel"),
        ("Sahel Corridor Preparation Facility", "5000000", "2024", "pledged", "contribution", "Sahel"),
    ]


def test_a_caption_tells_the_scale_of_cells_that_name_only_currencies() -> None:
    rows = _rows(
        "Sovereign loans by lenders of the region, in millions",
        [["Lender", "Borrower", "Amount"], ["BOAD", "Togo", "CFAF 9 000"], ["JICA", "Benin", "JPY 2 million"]],
    )
    assert cut(rows, "amount", "currency", "recipients") == [
        ("9000000000", "XOF", "TGO"),
        ("2000000", "JPY", "BEN"),
    ]


def test_what_projects_cost_is_no_money_given() -> None:
    rows = _rows(
        "Projects with foreign lenders: state of play",
        [["Project", "Country", "Cost (US$ m)", "Status"], ["Kara plant", "Togo", "115", "completed 2021"]],
    )
    assert rows == []


def _rows(caption: str, table: Sequence[Sequence[str]]) -> list[dict[str, str]]:
    found = [fact for fact in facts(_paper(caption, table), parser="none") if fact.table == "funds"]
    return [{name: str(slot.value) for name, slot in fact.slots.items()} for fact in found]


def _paper(caption: str, table: Sequence[Sequence[str]]) -> Paper:
    """A paper of a caption and one table whose first row is its heading."""
    paper = make_paper([caption, *(text for row in table for text in row)])
    passages = [replace(p, kind="caption" if i == 0 else "cell") for i, p in enumerate(paper.passages)]
    cells: list[Cell] = []
    spans: list[Passage] = passages[1:]
    width = len(table[0])
    for index, passage in enumerate(spans):
        cells.append(Cell(index // width, index % width, passage.start, passage.end))
    grid = Grid(1, (0.0, 0.0, 1.0, 1.0), tuple(cells), 1, Span(0, len(caption)))
    return replace(paper, passages=tuple(passages), grids=(grid,))
