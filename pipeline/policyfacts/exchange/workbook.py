"""An Excel workbook: a sheet a table with typed columns, filters, and links to the page of the PDF."""

from __future__ import annotations

import os
from datetime import datetime
from pathlib import Path
from typing import Any

import xlsxwriter

from policyfacts.schema import TABLES, Column, Table
from policyfacts.sources.remote import is_url
from policyfacts.tables import Tables
from policyfacts.tables.cells import Row, harmless

_ROWS = 1_048_575  # of a sheet, less the header
_LONGEST = 32_767  # characters of a cell
_LINKS = 65_000  # of a sheet: Excel takes 65,530
_LONGEST_LINK = 2_000
_CUT = " […] (the whole is in the CSV file)"
_WIDTHS = {"quote": 80, "text": 40, "name": 40, "title": 40, "error": 60, "reason": 40, "path": 40, "fact_id": 34}
_PLAIN = {"integer": 8, "number": 16, "edtf": 14, "code": 14}


def write(tables: Tables, path: Path, dest: Path) -> None:
    """Write the workbook to ``path``; links are relative to where ``dest`` stands."""
    paths = {row["doc"]: row["path"] for row in tables.rows("documents")}
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
            "link": book.add_format({"valign": "top", "font_color": "#0B5394", "underline": 1}),
        }
        _contents(book.add_worksheet("contents"), tables, looks)
        links = _Links(paths, dest.parent, looks["link"])
        for table in TABLES.values():
            rows = tables.rows(table.name)
            for number, first in enumerate(range(0, max(len(rows), 1), _ROWS), start=1):
                sheet = book.add_worksheet(table.name if number == 1 else f"{table.name} {number}")
                _head(sheet, table, min(_ROWS, len(rows) - first), looks["head"])
                for line, row in enumerate(rows[first : first + _ROWS], start=1):
                    _line(sheet, line, table, row, looks)
                    if "page" in table.names and line <= _LINKS:
                        links.add(sheet, line, row)


class _Links:
    """Where the pages of papers are, seen from the workbook."""

    def __init__(self, paths: dict[str, str], folder: Path, look: Any) -> None:
        self._paths, self._folder, self._look = paths, folder.resolve(), look

    def add(self, sheet: Any, line: int, row: Row) -> None:
        """Make the first cell of a line lead to the row's page."""
        doc = row["doc"] if "doc" in row else row["fact_id"].rsplit(":", 2)[0]
        link = self._to(doc, row["page"])
        if link:
            shown = next(iter(row.values()))
            sheet.write_url(line, 0, link, self._look, string=harmless(shown)[:_LONGEST], tip=f"page {row['page']}")

    def _to(self, doc: str, page: str) -> str:
        """The link to a page; empty where the paper is no file that can be linked."""
        path = self._paths.get(doc, "")
        if not path or ".zip/" in path.lower():
            return ""
        if is_url(path):
            link = f"{path}#page={page}" if path.startswith("http") else ""
        else:
            try:
                relative = os.path.relpath(Path(path).resolve(), self._folder)
            except ValueError:  # another drive
                return ""
            link = f"external:{Path(relative).as_posix()}#page={page}"
        return link if len(link) <= _LONGEST_LINK else ""


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
        sheet.write_number(*at, float(text), looks[column.kind])
        return
    text = harmless(text)
    if len(text) > _LONGEST:
        text = text[: _LONGEST - len(_CUT)] + _CUT
    sheet.write_string(*at, text, looks["wrap"] if column.name == "quote" else looks["text"])
