"""What went wrong, one record each: misses, wrong slots and inventions, with their page and quote."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from policyfacts.columns import Column, Table
from policyfacts.gold import page_of
from policyfacts.tables.cells import Row
from policyfacts.tables.ids import fact_id

ERRORS = Table(
    "errors",
    "bookkeeping",
    "What went wrong, one row each.",
    (
        Column("table", "text", "The table.", required=True),
        Column("doc", "text", "The paper.", required=True),
        Column("page", "integer", "The page; the first is 1.", required=True),
        Column("kind", "text", "A row or a slot missed, invented, wrong or partly right.", required=True),
        Column("slot", "text", "The column; empty where the whole row is meant."),
        Column("gold", "text", "What the coder wrote."),
        Column("found", "text", "What was found."),
        Column("quote", "text", "The sentence, table row or expression that it was found in."),
    ),
)


@dataclass(frozen=True, slots=True)
class Miss:
    """One error. ``kind``: ``missed row``, ``invented row``, ``wrong slot``, ``partly right slot``, ``missing slot``,
    ``invented slot``. ``slot`` is empty where the whole row is meant, and ``gold`` or ``found`` then tells the row.
    ``fact_id`` names the found row, where there is one that has a name; it is not in the file.
    """

    table: str
    doc: str
    page: str
    kind: str
    slot: str = ""
    gold: str = ""
    found: str = ""
    quote: str = ""
    fact_id: str = ""

    @classmethod
    def at(  # noqa: PLR0913
        cls,
        table: str,
        row: Row,
        *,
        kind: str,
        slot: str = "",
        gold: str = "",
        found: str = "",
        quote: str = "",
        answer: Row | None = None,
    ) -> Miss:
        """An error on the page on which ``row`` stands; ``answer`` is the found row."""
        doc, page = page_of(row)
        return cls(table, doc, page, kind, slot, gold, found, quote, fact_id(table, answer) if answer else "")

    def as_row(self) -> Row:
        """The error as a row of ``errors.csv``."""
        return {name: str(getattr(self, name)) for name in ERRORS.names}


def row_text(row: Row, columns: Iterable[str]) -> str:
    """A row's filled cells in one line: ``country=BRA | level=strategic``."""
    return " | ".join(f"{name}={row[name]}" for name in columns if row.get(name))
