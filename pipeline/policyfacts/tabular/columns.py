"""What columns and rows are of: roles by their headings, totals, and tables that tell of shares or counts."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from policyfacts.knowledge import compiled, entries, recalled
from policyfacts.knowledge.searches import Search, whole_words
from policyfacts.records import Span
from policyfacts.tabular.records import Row, Table, TableCell
from policyfacts.tabular.units import unit_of

NONE = re.compile(
    r"\s*(?:[–—‒―-]+|n\.?/?a\.?|nil|none|\.\.\.?|…|\*|TBD|tbc|un(?:known|decided|determined|allocated|identified)|"
    r"(?:still |yet |not yet )*(?:open|to be (?:decided|determined|found|confirmed|identified|agreed))|"
    r"not (?:yet )?(?:known|decided|disclosed|identified|secured|specified|stated|available|applicable))\s*",
    re.IGNORECASE,
)
"""A cell that says that there is nothing."""
_TOTAL = re.compile(
    r"\W*(?:(?P<sub>sub-?\s?total|of which)|(?:grand |overall |combined |net |gross )?"
    r"(?:total|averages?|mean|median|aggregate|"
    r"all (?:donors|countries|lenders|borrowers|recipients|loans|projects|lines|regions|partners|sources|years))\b"
    r"|(?:all|world|sum|together)\W*$)",
    re.IGNORECASE,
)
_TOTAL_BEHIND = re.compile(
    r"[,:–—-]\s*(?P<sub>sub-?)?\s?total\W*$|\b(?P<part>sub-?total)\W*$|\btotal\W*$", re.IGNORECASE
)
_SHORT = 60  # letters: what is longer is no heading that says in a few words what a column is of
_UNITS = re.compile(r"\s*[(\[][^)\]]*[)\]]|,\s.*$")


@recalled
def role_of(text: str, *, packs: tuple[Path, ...] = ()) -> str:
    """What a heading says its cells are: a role of ``knowledge/columns.toml``, or empty."""
    return next((role for role, pattern in _roles(packs) if pattern.search(text)), "")


def headed_by(text: str, role: str, *, packs: tuple[Path, ...] = ()) -> bool:
    """Whether ``text`` has a word of ``role``, whatever else it has."""
    return any(pattern.search(text) for name, pattern in _roles(packs) if name == role)


def share(table: Table, column: int, *labels: str) -> float:
    """The share of the column's filled cells that hold a mention with one of ``labels``."""
    cells = table.cells(column)
    return sum(bool(cell.of(*labels)) for cell in cells) / len(cells) if cells else 0.0


def total_of(row: Row) -> str:
    """``total`` or ``subtotal`` where the first words of ``row`` say so; empty for a line of its own."""
    first = next((cell for cell in row if cell is not None and cell.text), None)
    return "" if first is None else _told_total(first.text)


def total_column(table: Table, column: int) -> str:
    """``total`` or ``subtotal`` where the heading of ``column`` says so and other columns have headings too."""
    return _told_total(table.heading(column))


def rows_told(table: Table) -> Iterator[tuple[Row, TableCell | None]]:
    """The lines of ``table`` that are no totals, each with the line above it that only names a group of lines."""
    group: TableCell | None = None
    for row in table.rows:
        filled = list(dict.fromkeys(cell for cell in row if cell is not None and cell.text))
        if len(filled) == 1 and len(row) > 2:
            group = filled[0]
        elif not total_of(row):
            yield row, group


def plain_heading(text: str) -> str:
    """A heading without its units: "Holdings (EUR billions)" -> "Holdings"; empty where no words are left."""
    unit = unit_of(text)
    text = _UNITS.sub("", text[: unit.span.start] + text[unit.span.end :] if unit else text)
    words = re.sub(r"\s+", " ", text).strip(" ,:;–—()")
    return words if len(words) <= _SHORT and re.search(r"[^\W\d_]{2}", words) else ""


def _told_total(text: str) -> str:
    match = _TOTAL.match(text) or _TOTAL_BEHIND.search(text)
    if match is None:
        return ""
    return "subtotal" if any(value for value in match.groupdict().values()) else "total"


def without_names(cell: TableCell | None) -> str:
    """The words of a heading or caption less names of organisations: "Export-Import Bank" tells of no trade."""
    text = cell.text if cell is not None else ""
    for mention in cell.of("organisation", "fund") if cell is not None else ():
        text = text.replace(mention.text, " ")
    return text


def within(cell: TableCell, start: int, end: int) -> Span:
    """A range of a cell's text by offsets in the paper; of a heading over several lines in the line that has the words,
    or its last where they run over lines."""
    if not cell.parts:
        return Span(cell.span.start + start, cell.span.start + end)
    words = cell.text[start:end]
    for part in cell.parts:
        if (found := part.text.find(words)) >= 0:
            return within(part, found, found + len(words))
    return cell.span


@compiled
def _roles(packs: tuple[Path, ...]) -> tuple[tuple[str, Search], ...]:
    return tuple((entry["role"], whole_words(entry["words"])) for entry in entries("columns", packs))
