"""An Excel workbook: a sheet a table with typed columns, filters, and links that hold wherever the workbook goes.

A row's first cell leads to the words that prove it, in the sheet ``evidence``, and from there back. A page's number
leads to the PDF where that travels along: it is on the web, or lies in the workbook's folder or below it.
``write_folder`` puts the papers there.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import Any

import xlsxwriter

from policyfacts.columns import Column, Table
from policyfacts.errors import ReadingError
from policyfacts.exchange.annotations import fact_id
from policyfacts.schema import GOLD_TABLES, TABLES
from policyfacts.sources.remote import is_url
from policyfacts.tables import Tables
from policyfacts.tables.cells import Row, harmless
from policyfacts.tables.ids import doc_of
from policyfacts.tables.source import pdf_bytes

_ROWS = 1_048_575  # of a sheet, less the header
_LONGEST = 32_767  # characters of a cell
_LINKS = 65_000  # of a sheet: Excel takes 65,530; two of a row
_LONGEST_LINK = 2_000
_CUT = " […] (the whole is in the CSV file)"
_WIDTHS = {"quote": 80, "text": 40, "name": 40, "title": 40, "error": 60, "reason": 40, "path": 40, "fact_id": 34}
_PLAIN = {"integer": 8, "number": 16, "edtf": 14, "code": 14}


def write(tables: Tables, path: Path, dest: Path) -> None:
    """Write the workbook to ``path``; it will stand where ``dest`` does."""
    paths = {row["doc"]: row["path"] for row in tables.rows("documents")}
    _write(tables, path, {doc: _link(path, dest.parent) for doc, path in paths.items()})


def write_folder(tables: Tables, path: Path, dest: Path) -> None:
    """Write a folder to ``path``: the workbook, and in ``papers`` the PDFs to which its pages lead."""
    (path / "papers").mkdir(parents=True)
    links = {}
    for row in tables.rows("documents"):
        name = f"{row['doc']}.pdf"
        try:
            (path / "papers" / name).write_bytes(pdf_bytes(row))
        except (OSError, ReadingError):  # gone or changed: its pages lead nowhere
            continue
        links[row["doc"]] = f"external:papers/{name}"
    _write(tables, path / f"{dest.stem}.xlsx", links)


def _write(tables: Tables, path: Path, papers: Mapping[str, str]) -> None:
    """Write the workbook; ``papers``: where each paper is, as a link, or nothing."""
    options = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    path.touch()  # where it cannot stand is known before xlsxwriter fills temporary files, which it would leave behind
    with xlsxwriter.Workbook(os.fspath(path), {**options, "constant_memory": True}) as book:
        book.set_properties({"title": "Facts read from policy papers", "created": datetime(2000, 1, 1)})
        looks = {
            "head": book.add_format({"bold": True, "bg_color": "#E8EDF3", "bottom": 1, "valign": "top"}),
            "text": book.add_format({"valign": "top", "num_format": "@"}),
            "wrap": book.add_format({"valign": "top", "num_format": "@", "text_wrap": True}),
            "integer": book.add_format({"valign": "top", "num_format": "0"}),
            "number": book.add_format({"valign": "top", "num_format": "#,##0.######"}),
            "whole": book.add_format({"valign": "top", "num_format": "#,##0"}),
            "link": book.add_format({"valign": "top", "font_color": "#0B5394", "underline": 1}),
        }
        _contents(book.add_worksheet("contents"), tables, looks)
        links = _Links(tables, papers, looks["link"])
        for table in TABLES.values():
            rows = tables.rows(table.name)
            for number, first in enumerate(range(0, max(len(rows), 1), _ROWS), start=1):
                sheet = book.add_worksheet(table.name if number == 1 else f"{table.name} {number}")
                _head(sheet, table, min(_ROWS, len(rows) - first), looks["head"])
                for line, row in enumerate(rows[first : first + _ROWS], start=1):
                    _line(sheet, line, table, row, looks)
                    if line <= _LINKS // 2:
                        links.add(sheet, line, table, row)


class _Links:
    """Where rows lead: a fact to the first words that prove it, those back to it, and each to its page."""

    def __init__(self, tables: Tables, papers: Mapping[str, str], look: Any) -> None:
        self._papers, self._look = papers, look
        self._proofs: dict[str, str] = {}
        self._rows: dict[str, str] = {}
        for number, row in enumerate(tables.rows("evidence")):
            self._proofs.setdefault(row["fact_id"], _at("evidence", number))
        for name in GOLD_TABLES:
            for number, row in enumerate(tables.rows(name)):
                self._rows[fact_id(name, row)] = _at(name, number)

    def add(self, sheet: Any, line: int, table: Table, row: Row) -> None:
        """Make the first cell of a line lead to its words (or back from them), and its page to the paper."""
        name = fact_id(table.name, row) if table.name in GOLD_TABLES else row.get("fact_id", "")
        there = (self._rows if table.name in {"evidence", "parties"} else self._proofs).get(name, "")
        if there:
            shown = harmless(row[table.names[0]])[:_LONGEST]
            sheet.write_url(line, 0, f"internal:{there}", self._look, string=shown)
        paper = self._papers.get(doc_of(row) if "page" in table.names else "", "")
        if paper:
            place, page = table.names.index("page"), row["page"]
            link = f"{paper}#page={page}"
            if len(link) <= _LONGEST_LINK:
                sheet.write_url(line, place, link, self._look, string=page)
                sheet.write_number(line, place, int(page), self._look)


def _at(table: str, number: int) -> str:
    """The cell in which a row of a table begins."""
    sheet, line = divmod(number, _ROWS)
    return f"'{table if not sheet else f'{table} {sheet + 1}'}'!A{line + 2}"


def _link(path: str, folder: Path) -> str:
    """The link to a paper; empty where it would not hold on another machine, or the paper is no file of its own."""
    if not path or ".zip/" in path.lower():
        return ""
    if is_url(path):
        return path if path.startswith("http") else ""
    try:
        relative = Path(path).resolve().relative_to(folder.resolve())
    except ValueError:  # not below it
        return ""
    return f"external:{relative.as_posix()}"


def _contents(sheet: Any, tables: Tables, looks: dict[str, Any]) -> None:
    sheet.set_column(0, 0, 16)
    sheet.set_column(1, 1, 18)
    sheet.set_column(2, 2, 100)
    lines: list[tuple[str, str, str]] = [("table", "rows / column", "holds")]
    for table in TABLES.values():
        lines.append((table.name, f"{len(tables.rows(table.name))} rows", table.meaning))
        lines += [("", column.name, column.meaning) for column in table.columns]
    for number, line in enumerate(lines):
        for column, text in enumerate(line):
            sheet.write_string(number, column, text, looks["text"] if number else looks["head"])
    sheet.freeze_panes(1, 0)


def _head(sheet: Any, table: Table, rows: int, look: Any) -> None:
    for number, column in enumerate(table.columns):
        sheet.set_column(number, number, _WIDTHS.get(column.name, _PLAIN.get(column.kind, 22)))
    sheet.freeze_panes(1, 2)
    sheet.autofilter(0, 0, max(rows, 1), len(table.columns) - 1)
    for number, column in enumerate(table.columns):
        sheet.write_string(0, number, column.name, look)


def _line(sheet: Any, line: int, table: Table, row: Row, looks: dict[str, Any]) -> None:
    for number, column in enumerate(table.columns):
        _cell(sheet, (line, number), column, row.get(column.name, ""), looks)


def _cell(sheet: Any, at: tuple[int, int], column: Column, text: str, looks: dict[str, Any]) -> None:
    if not text:
        return
    if column.kind in {"integer", "number"}:
        look = "whole" if column.kind == "number" and "." not in text else column.kind
        sheet.write_number(*at, float(text), looks[look])
        return
    text = harmless(text)
    if len(text) > _LONGEST:
        text = text[: _LONGEST - len(_CUT)] + _CUT
    sheet.write_string(*at, text, looks["wrap"] if column.name == "quote" else looks["text"])
