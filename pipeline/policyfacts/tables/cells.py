"""How one cell is written: plain numbers, empty for what is not stated, and no text that a spreadsheet would run.

A text that a spreadsheet program would take for a formula (OWASP, "CSV Injection") gets an apostrophe in front, and so
does a text that begins with apostrophes before such a sign; ``restored`` takes exactly that one away.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal

from policyfacts.columns import Kind, Table
from policyfacts.errors import TableError

Row = dict[str, str]
"""One row of a table, as its file writes it: column name to text, the empty string where nothing is stated."""

_FORMULA = ("=", "+", "-", "@", "\t", "\r")
_SUSPECT = frozenset({*_FORMULA, "'"})
_NUMBERS = ("integer", "number")
_PARTING = re.compile(r'[",\r\n]')
_SPECIAL = re.compile(r'["\r\n]')
_LONGEST_CELL = 2**31 - 1
_RUN = re.compile(r"[^\S ]|  ")  # white space that is not one blank


def cell(value: str | int | float | Decimal | None) -> str:
    """``value`` as text: numbers without exponent and without trailing zeros, None as the empty string."""
    if value is None:
        return ""
    if isinstance(value, str):
        return value
    number = Decimal(repr(value)) if isinstance(value, float) else Decimal(value)
    if not number.is_finite():
        return ""
    text = format(number, "f")
    text = text.rstrip("0").rstrip(".") if "." in text else text
    return "0" if text == "-0" else text


def harmless(text: str) -> str:
    """``text`` with an apostrophe in front where a spreadsheet program would take it for a formula."""
    if text[:1] not in _SUSPECT:
        return text
    return f"'{text}" if text.lstrip("'").startswith(_FORMULA) else text


def restored(text: str) -> str:
    """The text that ``harmless`` was given."""
    return text[1:] if text.startswith("'") and text.lstrip("'").startswith(_FORMULA) else text


def flowing(text: str) -> str:
    """``text`` with one blank for each run of white space, as CSV files have quotes."""
    return " ".join(text.split()) if _RUN.search(text) or text != text.strip() else text


def csv_text(table: Table, rows: Iterable[Row]) -> str:
    """``rows`` as lines of CSV (RFC 4180, but ``\\n`` at line ends), without the header."""
    columns = [(column.name, column.kind in _NUMBERS) for column in table.columns]
    # The look at the first sign is ``harmless``'s own: few cells need more.
    return "".join(
        _line(
            [
                text if (text := row.get(name, ""))[:1] not in _SUSPECT or number else harmless(text)
                for name, number in columns
            ]
        )
        for row in rows
    )


def csv_header(table: Table) -> str:
    """The first line of the table's CSV file."""
    return _line(table.names)


def parse_csv(table: Table, text: str, *, where: str) -> list[Row]:
    """The rows of a CSV file that ``csv_text`` wrote; ``where`` names the file in errors.

    Raises ``TableError`` for a missing column, a short or long row, and text that is no CSV.
    """
    return list(csv_rows(table, io.StringIO(text, newline=""), where=where))


def csv_rows(table: Table, file: Iterable[str], *, where: str) -> Iterator[Row]:
    """The rows of a CSV file, one after the other: ``file`` is opened with ``newline=""``. Raises as ``parse_csv``."""
    limit = csv.field_size_limit(_LONGEST_CELL)
    try:
        lines = csv.reader(file, strict=True)
        header = next(lines, [])
        missing = [column.name for column in table.columns if column.name not in header and not column.follows]
        if missing:
            raise TableError(f"{where}: column {missing[0]!r} is missing. Run 'policyfacts extract' again.")
        kinds = {column.name: column.kind for column in table.columns}
        for number, cells in enumerate(lines, start=2):
            if len(cells) != len(header):
                said = f"{len(cells)} cells under {len(header)} columns. Mend that row."
                raise TableError(f"{where}, row {number}: {said}")
            found = dict(zip(header, cells, strict=True))
            yield {name: _read(found.get(name, ""), kind) for name, kind in kinds.items()}
    except csv.Error as exc:
        raise TableError(f"{where}: not valid CSV: {exc}. Run 'policyfacts extract' again.") from exc
    finally:
        csv.field_size_limit(limit)


def _read(text: str, kind: Kind) -> str:
    return text if kind in _NUMBERS else restored(text)


def _line(cells: Sequence[str]) -> str:
    # The csv module quotes carriage returns in some Python versions and not in others: the bytes must not depend on it.
    line = ",".join(cells)
    if _SPECIAL.search(line) or line.count(",") >= len(cells) or [*map(str.strip, cells)] != [*cells]:
        line = ",".join(map(_quoted, cells))
    return line + "\n"


def _quoted(text: str) -> str:
    if _PARTING.search(text) or text != text.strip():
        return '"' + text.replace('"', '""') + '"'
    return text
