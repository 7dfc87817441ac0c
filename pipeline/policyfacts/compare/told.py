"""What one row of a table tells, ready to be compared: its row, its paper's date of publication, the sum as printed."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from functools import lru_cache

from policyfacts.columns import Table
from policyfacts.evaluate.similarity import words
from policyfacts.schema import FACT_TABLES, TABLES
from policyfacts.tables import Tables
from policyfacts.tables.cells import Row
from policyfacts.values import edtf

Days = tuple[date, date]
_AHEAD = frozenset({"planned", "proposed"})
_SAID = frozenset({"", "asserted", "reported"})
_CHECKED = 3
_MOST_PAGES = 10**9
_NUMERAL = re.compile(r"\d[\d.,\u00a0\u202f ]*")


@dataclass(frozen=True, slots=True)
class Printed:
    """How a sum stands in the text: its qualifier, the unit of its last digit and its offset (0 where not known)."""

    qualifier: str = ""
    unit: Decimal = Decimal(0)
    start: int = 0


@dataclass(frozen=True, slots=True, eq=False)
class Told:
    """One fact as one paper tells it."""

    table: Table
    row: Row
    published: Days | None = None
    printed: Printed = Printed()

    @property
    def fact_id(self) -> str:
        """The row's own name."""
        return self.row["fact_id"]

    @property
    def doc(self) -> str:
        """The paper."""
        return self.row["doc"]

    @property
    def page(self) -> int:
        """The page; 0 where the cell holds no number."""
        value = number(self.row.get("page", ""))
        return int(value) if value is not None and abs(value) < _MOST_PAGES else 0

    @property
    def days(self) -> Days | None:
        """The first and last day of the row's date; None where none is stated."""
        return days(self.row.get("date", ""))

    @property
    def label(self) -> str:
        """The fact in a few words."""
        if self.table.name == "partnerships":
            sides = " – ".join(sorted(filter(None, (self.row["country"], self.row["counterparty"]))))
            return f"{sides}, {self.row['level']}"
        return self.row["title" if self.table.name == "agreements" else "name"]

    def __getitem__(self, column: str) -> str:
        return self.row.get(column, "")


def told(tables: Tables) -> dict[str, list[Told]]:
    """The rows of every fact table, by table, in the order of their ``fact_id``."""
    published = _published(tables)
    sums = _Sums(tables)
    return {
        name: sorted(
            (Told(TABLES[name], row, published.get(row["doc"]), sums.of(row)) for row in tables.rows(name)),
            key=lambda fact: fact.fact_id,
        )
        for name in FACT_TABLES
    }


def _published(tables: Tables) -> dict[str, Days]:
    """When each paper was published; a paper that does not say came out after what it tells as done.

    Of what is done the third last counts, since a date may be misread.
    """
    known = {row["doc"]: days(row["published"]) for row in tables.rows("documents")}
    done: dict[str, list[date]] = {}
    for name in FACT_TABLES:
        status = "status" if name == "partnerships" else "event"
        for row in tables.rows(name):
            when = days(row.get("date", ""))
            if (
                when
                and known.get(row["doc"]) is None
                and row[status] not in _AHEAD
                and row.get("certainty", "") in _SAID
            ):
                done.setdefault(row["doc"], []).append(when[0])
    guessed = {doc: (sorted(dates)[-_CHECKED], date.max) for doc, dates in done.items() if len(dates) >= _CHECKED}
    return {**guessed, **{doc: bounds for doc, bounds in known.items() if bounds is not None}}


@lru_cache(maxsize=65536)
def days(date_text: str) -> Days | None:
    """The bounds of an EDTF date; None where it is empty or not valid."""
    return edtf.bounds(date_text) if date_text and edtf.is_valid(date_text) else None


@lru_cache(maxsize=65536)
def number(text: str) -> Decimal | None:
    """A number cell; None where it is empty or no number."""
    try:
        value = Decimal(text)
    except InvalidOperation:
        return None
    return value if value.is_finite() else None


class _Sums:
    """The sums of money of all papers, to look up how the amount of a row is printed."""

    def __init__(self, tables: Tables) -> None:
        self._by_value: dict[tuple[str, str, Decimal, str], list[Row]] = {}
        self._by_place: dict[tuple[str, str, str], Row] = {}
        self._places: dict[str, tuple[str, str]] = {}
        for row in tables.rows("amounts"):
            value = number(row["value"])
            if value is not None:
                self._by_value.setdefault((row["doc"], row["page"], value, row["currency"]), []).append(row)
            if row.get("start"):
                self._by_place[row["doc"], row["start"], row["end"]] = row
        for row in tables.rows("evidence"):
            if row["slot"] in {"amount", "quantity"}:
                self._places.setdefault(row["fact_id"], (row["start"], row["end"]))

    def of(self, row: Row) -> Printed:
        """How the amount (or the quantity in money) of ``row`` is printed."""
        value = number(row.get("amount") or row.get("quantity") or "")
        if value is None:
            return Printed()
        start, end = self._places.get(row["fact_id"], ("", ""))
        exact = self._by_place.get((row["doc"], start, end))
        if exact is not None:
            return _printed(exact)
        currency = row.get("currency") or row.get("unit") or ""
        page = number(row["page"]) or Decimal(0)
        pages = (row["page"], str(page + 1))  # a sentence may run over to the next page
        found = next((here for page in pages if (here := self._by_value.get((row["doc"], page, value, currency)))), [])
        if not found:
            return Printed()
        said = words(row.get("name", ""))
        return _printed(max(found, key=lambda one: len(set(said) & set(words(one.get("measures", ""))))))


def _printed(row: Mapping[str, str]) -> Printed:
    start = number(row.get("start", ""))
    return Printed(row.get("qualifier", ""), next(_units(row), Decimal(0)), int(start) if start else 0)


def _units(row: Mapping[str, str]) -> Iterator[Decimal]:
    """The unit of the last digit as printed: 1e8 in "US$9.2 billion", 1e9 in "US$9 billion"."""
    value = number(row.get("value", ""))
    match = _NUMERAL.search(row.get("text", ""))
    if not value or match is None:
        return
    text = re.sub(r"[\s\u00a0\u202f]", "", match[0]).rstrip(".,")
    plain = text.replace(",", "")
    printed = number(plain)
    if not printed:
        return
    scale = value / printed
    decimals = len(plain.partition(".")[2])
    if scale >= 1 and scale == 10 ** (len(str(int(scale))) - 1):
        yield scale / 10**decimals
