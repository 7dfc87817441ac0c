"""Whether a sentence or table row holds a gold row that was missed.

It does when it holds the row's sum, or its date and one of its parties, or three quarters of the words of its name.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Sequence

from policyfacts.evaluate.similarity import number, same_name, words
from policyfacts.records import Mention, Money
from policyfacts.tables.cells import Row, cell
from policyfacts.values import edtf

ENOUGH = 0.75
"""The share of a name's words that has to be there."""
_SUMS = ("amount", "quantity")
_NAMES = ("name", "title", "level_text")
_PARTIES = ("country", "counterparty", "countries", "providers", "recipients", "parties", "participants")
_SMALL = frozenset("a an and at by for from in of on the to with".split())
_FIGURE = re.compile(r"\d[\d,]*(?:\.\d+)?")


def hits(row: Row, quote: str, mentions: Sequence[Mention]) -> bool:
    """Whether ``quote``, with the ``mentions`` in it, holds the gold ``row``."""
    return _summed(row, quote, mentions) or _met(row, mentions) or _named(row, frozenset(words(quote)))


def _summed(row: Row, quote: str, mentions: Sequence[Mention]) -> bool:
    sums = {number(row[name]) for name in _SUMS if row.get(name)}
    if not sums:
        return False
    told = {number(cell(value)) for money in _money(mentions) for value in (money.value, money.value_max) if value}
    told |= {number(figure.replace(",", "")) for figure in _FIGURE.findall(quote)} if row.get("quantity") else set()
    return bool(sums & told)


def _money(mentions: Iterable[Mention]) -> Iterable[Money]:
    return (mention.value for mention in mentions if isinstance(mention.value, Money))


def _met(row: Row, mentions: Sequence[Mention]) -> bool:
    """Whether the row's date and one of its parties are told."""
    date = row.get("date", "")
    parties = [part for name in _PARTIES for part in row.get(name, "").split("; ") if part]
    if not date or not parties:
        return False
    dates = (str(mention.value) for mention in mentions if mention.label == "date")
    if not any(told == date or edtf.contains(date, told) for told in dates):
        return False
    named = {str(m.value) for m in mentions if m.label not in {"date", "amount"}}
    return any(part in named or any(same_name(part, name) for name in named) for part in parties)


def _named(row: Row, told: Collection[str]) -> bool:
    names = [row[name] for name in _NAMES if row.get(name)]
    for name in names:
        wanted = [word for word in words(name) if word not in _SMALL]
        if wanted and sum(word in told for word in wanted) >= ENOUGH * len(wanted):
            return True
    return False
