"""Gold: tables annotated by hand, read and checked against the declared schema.

A gold folder holds one ``<table>.csv`` for each annotated table and, where only some pages are annotated, ``pages.csv``
(doc, page). Nothing is guessed: a cell that breaks the schema is an error that says where it stands and what to do.
"""

from __future__ import annotations

import csv
import difflib
import io
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from pathlib import Path

from babel.core import get_global
from babel.numbers import list_currencies

from policyfacts.columns import Column, Table
from policyfacts.errors import GoldError, UsageError
from policyfacts.limits import GOLD
from policyfacts.schema import GOLD_TABLES, TABLES
from policyfacts.sources import door
from policyfacts.tables.cells import Row, harmless, restored
from policyfacts.values import edtf

_SHOWN = 10
# Alpha-3 codes that ISO 3166-1 leaves to private use; XKX, Kosovo, is one that is in general use.
_PRIVATE = re.compile(r"AAA|Q[M-Z][A-Z]|X(?!KX)[A-Z]{2}|ZZZ")


@dataclass(frozen=True, slots=True)
class Gold:
    """Annotated tables: ``tables`` maps a table's name to its rows.

    ``pages`` holds the annotated pages as (doc, page), or is None where every page of every paper named is annotated.
    Rows are as written; ``optional(row)`` tells which of them count on neither side.
    """

    tables: Mapping[str, tuple[Row, ...]]
    pages: frozenset[tuple[str, str]] | None = None

    @property
    def docs(self) -> tuple[str, ...]:
        """The annotated papers, sorted; a paper may be annotated and hold no fact."""
        if self.pages is not None:
            return tuple(sorted({doc for doc, _ in self.pages}))
        return tuple(sorted({row["doc"] for rows in self.tables.values() for row in rows}))

    def restricted(self, docs: Iterable[str]) -> Gold:
        """The gold of ``docs`` alone."""
        kept = frozenset(docs)
        pages = None if self.pages is None else frozenset(place for place in self.pages if place[0] in kept)
        return Gold({name: tuple(r for r in rows if r["doc"] in kept) for name, rows in self.tables.items()}, pages)


def optional(row: Mapping[str, str]) -> bool:
    """Whether a gold row is optional: its ``note`` contains that word, and it counts on neither side."""
    return "optional" in row.get("note", "")


def page_of(row: Mapping[str, str]) -> tuple[str, str]:
    """The page a row stands on, as (doc, page); pages are whole numbers (``7``, ``07`` and ``7.0`` agree)."""
    page = row.get("page", "").strip()
    try:
        number = Decimal(page)
    except InvalidOperation:
        return row.get("doc", ""), page
    return row.get("doc", ""), str(int(number)) if number == number.to_integral_value() else page


def read_gold(folder: Path | str, *, tables: Iterable[str] | None = None) -> Gold:
    """The gold tables of a folder, checked: columns, vocabularies, EDTF dates, ISO codes, numbers and pages.

    ``tables`` names the tables to read; by default all that the folder holds. Raises ``GoldError`` naming file, row
    (the header is row 1), column and value, and what to do; ``UsageError`` for a table that cannot have gold.
    """
    folder = Path(folder)
    wanted = tuple(GOLD_TABLES if tables is None else tables)
    for name in wanted:
        if name not in GOLD_TABLES:
            raise UsageError(f"There is no gold for a table called {name!r}. Tables: {', '.join(GOLD_TABLES)}.")
    if not folder.is_dir():
        raise GoldError(f"{folder}: no such folder. Name a folder that holds gold tables such as dates.csv.")
    names = [name for name in wanted if tables is not None or door.exists(folder / f"{name}.csv")]
    if not names:
        raise GoldError(f"{folder}: no gold tables here. Expected one or more of {_files(wanted)}.")
    path = folder / "pages.csv"
    pages = frozenset(page_of(row) for row in _read_pages(path)) if door.exists(path) else None
    read = {name: _read_table(folder / f"{name}.csv", TABLES[name], pages) for name in names}
    return Gold(read, pages)


def write_gold(folder: Path | str, tables: Mapping[str, Iterable[Row]], *, pages: Iterable[Row] | None = None) -> None:
    """Write gold tables (and ``pages.csv``) into a new folder, or one without gold, sorted by doc and page.

    Raises ``GoldError`` where a row breaks the schema, or gold stands there already; nothing is written then.
    """
    folder = Path(folder)
    files = {name: (TABLES[name].gold_names, list(rows)) for name, rows in tables.items()}
    if pages is not None:
        files["pages"] = (("doc", "page"), list(pages))
    taken = [name for name in files if (folder / f"{name}.csv").exists()]
    if taken:
        raise GoldError(f"{folder / taken[0]}.csv: gold stands here already. Name a new folder.")
    for name, (columns, rows) in files.items():
        if name in TABLES:
            path = folder / f"{name}.csv"
            _raise(
                path, (say for number, row in enumerate(rows, 2) for say in _problems(number, row, TABLES[name], None))
            )
        rows.sort(key=lambda row: (row["doc"], int(row["page"])))
        files[name] = columns, rows
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for name, (columns, rows) in files.items():
            with (folder / f"{name}.csv").open("x", encoding="utf-8", newline="") as file:
                writer = csv.writer(file, lineterminator="\n")
                writer.writerow(columns)
                writer.writerows([harmless(row.get(column, "")) for column in columns] for row in rows)
    except OSError as exc:
        raise GoldError(f"{folder}: cannot be written: {exc.strerror or exc}. Name another folder.") from exc


def read_csv(path: Path, *, columns: Iterable[str], error: type[Exception] = GoldError) -> list[tuple[int, Row]]:
    """The rows of a CSV file in UTF-8, each with its number (the header is row 1); cells lose outer white space.

    ``columns`` must be among the header's; others may be. Raises ``error`` naming file, row, column and what to do.
    """
    try:
        text = door.read_text(path, GOLD, encoding="utf-8-sig")
    except OSError as exc:
        raise error(f"{path}: cannot be read: {exc.strerror or exc}.") from exc
    except UnicodeDecodeError as exc:
        line = exc.object[: exc.start].count(b"\n") + 1
        raise error(f"{path}: not UTF-8 (line {line}, byte {exc.start}). Save the file again as CSV UTF-8.") from exc
    if "\0" in text:
        raise error(f"{path}: holds NUL characters, so it is no CSV file. Save it again as CSV UTF-8.")
    try:
        lines = list(csv.reader(io.StringIO(text, newline=""), strict=True))
    except csv.Error as exc:
        raise error(f"{path}: not valid CSV: {exc}. Check quotes; a quote inside a cell is doubled.") from exc
    if not lines or not any(cell.strip() for cell in lines[0]):
        raise error(f"{path}: empty. It needs a header row: {','.join(columns)}.")
    header = [cell.strip() for cell in lines[0]]
    _check_header(path, header, tuple(columns), error)
    rows: list[tuple[int, Row]] = []
    for number, cells in enumerate(lines[1:], start=2):
        if not cells:
            continue
        if len(cells) != len(header):
            raise error(
                f"{path}, row {number}: {len(cells)} cells under {len(header)} columns. "
                "Put cells that hold commas in double quotes."
            )
        rows.append((number, {name: restored(cell.strip()) for name, cell in zip(header, cells, strict=True)}))
    return rows


def _check_header(path: Path, header: list[str], columns: tuple[str, ...], error: type[Exception]) -> None:
    twice = sorted({name for name in header if header.count(name) > 1})
    if twice:
        raise error(f"{path}: column {twice[0]!r} stands twice in the header. Rename or remove one.")
    missing = [name for name in columns if name not in header]
    if missing:
        near = difflib.get_close_matches(missing[0], [name for name in header if name not in columns], n=1)
        hint = f" Is {near[0]!r} meant for it?" if near else ""
        raise error(
            f"{path}: column {missing[0]!r} is missing.{hint} The header needs: {','.join(columns)}; "
            f"it has: {','.join(header)}."
        )


def _files(names: Iterable[str]) -> str:
    return ", ".join(f"{name}.csv" for name in names)


def _read_pages(path: Path) -> list[Row]:
    rows = read_csv(path, columns=("doc", "page"))
    _raise(path, (problem for number, row in rows for problem in _place_problems(number, row)))
    return [row for _, row in rows]


def _read_table(path: Path, table: Table, pages: frozenset[tuple[str, str]] | None) -> tuple[Row, ...]:
    if not door.exists(path):
        raise GoldError(f"{path}: no such file. Annotate the table, or leave it out of the tables asked for.")
    rows = read_csv(path, columns=table.gold_names)
    _raise(path, (problem for number, row in rows for problem in _problems(number, row, table, pages)))
    return tuple(row for _, row in rows)


def _raise(path: Path, problems: Iterator[str]) -> None:
    found = list(problems)
    if found:
        more = f"\n... and {len(found) - _SHOWN} more" if len(found) > _SHOWN else ""
        raise GoldError("\n".join(f"{path}, {problem}" for problem in found[:_SHOWN]) + more)


def problems_of(row: Row, table: Table) -> list[str]:
    """Why a row cannot stand in a gold table, each with its column and what could; empty where it can."""
    return [problem.partition(", ")[2] for problem in _problems(1, row, table, None)]


def _place_problems(number: int, row: Row) -> Iterator[str]:
    if not row["doc"]:
        yield f"row {number}, column 'doc': empty. Write the paper's file name without .pdf."
    if not re.fullmatch(r"[1-9][0-9]*", row["page"]):
        yield (
            f"row {number}, column 'page': {row['page']!r} is not a whole number. "
            "Write the page's position in the PDF; the first page is 1."
        )


def _problems(number: int, row: Row, table: Table, pages: frozenset[tuple[str, str]] | None) -> Iterator[str]:
    yield from _place_problems(number, row)
    if pages is not None and page_of(row) not in pages:
        yield (
            f"row {number}: page {row['page']} of {row['doc']} is not among the annotated pages. "
            "Add it to pages.csv, or remove the row."
        )
    for column in table.slots:
        value = row[column.name]
        if not value and column.required and "optional" not in row.get("note", ""):
            yield f"row {number}, column {column.name!r}: empty. {column.meaning}"
        elif value:
            reason = _reason(column, value)
            if reason:
                yield f"row {number}, column {column.name!r}: {value!r} {reason}"


def _reason(column: Column, value: str) -> str:
    """Why ``value`` cannot stand in ``column``, and what could; empty where it can."""
    if column.vocabulary:
        return "" if value in column.vocabulary else _not_in(column.vocabulary, value)
    if column.kind == "edtf":
        return "" if edtf.is_valid(value) else "is not EDTF. Write 2018-05-08, 2018-05, 2018, 2007/2009, 197X or 2014~."
    if column.kind == "integer":
        return "" if re.fullmatch(r"[0-9]+", value) else "is not a whole number. Write digits only."
    if column.kind == "number":
        plain = re.fullmatch(r"-?[0-9]+(\.[0-9]+)?", value)
        return "" if plain else "is not a number. Write digits, without commas or units."
    if column.name == "currency":
        return "" if value in list_currencies() else "is not an ISO 4217 code. Write one such as USD or CNY."
    if column.kind == "code":
        return "" if _is_country(value) else "is no ISO 3166 code. Write alpha-3 (CHN); alpha-4 for dissolved states."
    if column.kind in {"codes", "names"}:
        parts = value.split("; ")
        if any(part != part.strip() or not part or ";" in part for part in parts):
            return "is not a list. Join several with '; ', without empty places."
    return ""


def _is_country(code: str) -> bool:
    """Whether ``code`` is an alpha-3 code that CLDR knows, or has the shape of ISO 3166-3's alpha-4 codes."""
    if re.fullmatch(r"[A-Z]{4}", code):
        return True
    known = code == "XKX" or code in get_global("territory_aliases")
    return known and re.fullmatch(r"[A-Z]{3}", code) is not None and not _PRIVATE.fullmatch(code)


def _not_in(vocabulary: tuple[str, ...], value: str) -> str:
    near = difflib.get_close_matches(value.lower(), vocabulary, n=1)
    hint = f" Is {near[0]!r} meant?" if near else ""
    return f"is not in the vocabulary.{hint} Write one of: {', '.join(vocabulary)}."
