"""What a row's cells say again for whoever works with the tables: dates as days, codes as names, lists as long rows.

All of it follows from the other cells by the schema (``Column.follows``); it adds nothing that the paper does not say,
and ``restated`` makes it anew for a row whose cells have been changed.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date

from policyfacts.columns import Column
from policyfacts.schema import TABLES
from policyfacts.tables.cells import Row
from policyfacts.values import edtf
from policyfacts.values.countries import name_of
from policyfacts.values.partykinds import is_bloc, is_country, party_kind

PARTIES = "parties"
_JOINT = "; "
ROLES: Mapping[str, Mapping[str, str]] = {
    "partnerships": {"country": "country", "counterparty": "counterparty"},
    "funds": {"providers": "provider", "recipients": "recipient"},
    "agreements": {"parties": "party"},
    "projects": {"countries": "country"},
    "meetings": {"participants": "participant"},
}
"""Which columns list parties, and what those are called in the table ``parties``."""


def completed(rows: Mapping[str, Sequence[Row]]) -> dict[str, Sequence[Row]]:
    """The tables of a paper, with all that follows from their cells: its columns, and the rows of ``parties``."""
    found: dict[str, Sequence[Row]] = {name: [restated(name, row) for row in mine] for name, mine in rows.items()}
    found[PARTIES] = [party for name in ROLES for row in rows.get(name, ()) for party in parties(name, row)]
    return found


def restated(table: str, row: Row) -> Row:
    """``row`` of ``table`` with the columns that follow from others; the same row where there are none."""
    columns = _FOLLOWING.get(table)
    if not columns:
        return row
    days = _days(row.get("date", ""))
    again = {column.name: days.get(column.name) or _names(column, row) for column in columns}
    return {name: again.get(name, row.get(name, "")) for name in TABLES[table].names if name in row or again.get(name)}


def parties(table: str, row: Row) -> Iterator[Row]:
    """The rows of ``parties`` for a row of ``table``: each name of a list once."""
    for column, role in ROLES.get(table, {}).items():
        for name in dict.fromkeys(filter(None, row.get(column, "").split(_JOINT))):
            code = name if is_country(name) or is_bloc(name) else ""
            yield {
                "fact_id": row["fact_id"],
                "role": role,
                "party": name_of(name),
                "code": code,
                "kind": party_kind(name),
            }


def named(text: str) -> str:
    """A list of codes and names with the names of countries for their codes."""
    return _JOINT.join(map(name_of, text.split(_JOINT))) if text else ""


def _names(column: Column, row: Row) -> str:
    return "" if column.follows == "date" else named(row.get(column.follows, ""))


def _days(when: str) -> dict[str, str]:
    """``date_start``, ``date_end`` and ``year`` of an EDTF date; empty where an end is open, or it is no date."""
    try:
        first, last = edtf.bounds(when)
    except ValueError:
        return {}
    closed = first != date.min and last != date.max
    return {
        "date_start": "" if first == date.min else first.isoformat(),
        "date_end": "" if last == date.max else last.isoformat(),
        "year": str(first.year) if closed and first.year == last.year else "",
    }


def _following(columns: Iterable[Column]) -> tuple[Column, ...]:
    return tuple(column for column in columns if column.follows)


_FOLLOWING = {name: found for name, table in TABLES.items() if (found := _following(table.columns))}
