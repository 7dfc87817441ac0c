"""Which rows are worth holding together: those that share a word, a sum, a pair of sides or a day.

Without this, every row would be held against every other. A row has several keys; rows that share one are candidates.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from decimal import Decimal
from itertools import combinations
from typing import TypeVar

from policyfacts.compare import parties
from policyfacts.compare.ladders import one_title
from policyfacts.compare.names import name
from policyfacts.compare.told import Told, number

Key = tuple[str, ...]
T = TypeVar("T")

_PREFIX = 4  # letters of a word of its own that make a key: endings and misspellings come later
_MOST_SIDES = 6
_LARGE = 200  # rows in one block, above which each is held against its neighbours only
_NEIGHBOURS = 40
_UNNAMED = frozenset({"sum", "sides", "side", "paper", "told"})  # the first word of keys for rows that lack a name
_STEP = Decimal("1.3").log10()


def keys(fact: Told) -> frozenset[Key]:
    """The keys of one row."""
    return frozenset(_TABLES[fact.table.name](fact))


def named(fact: Told) -> bool:
    """Whether the row's name has words of its own."""
    return fact.table.name != "partnerships" and bool(name(fact.label).own)


def candidates(items: Sequence[tuple[T, frozenset[Key], bool]]) -> Iterator[tuple[T, T]]:
    """The pairs of items that share a key, each once; in very large blocks, of neighbours in the order given.

    An item has its keys and whether it is ``named``; two named ones are no candidates by what they are worth or who
    takes part, since their names would have to share a word.
    """
    blocks: dict[Key, list[int]] = {}
    for number_, (_, found, _) in enumerate(items):
        for key in found:
            blocks.setdefault(key, []).append(number_)
    seen: set[tuple[int, int]] = set()
    for key, block in sorted(blocks.items()):
        for left, right in _pairs(block):
            both = items[left][2] and items[right][2] and key[0] in _UNNAMED
            if not both and (left, right) not in seen:
                seen.add((left, right))
                yield items[left][0], items[right][0]


def _pairs(block: Sequence[int]) -> Iterator[tuple[int, int]]:
    reach = len(block) if len(block) <= _LARGE else _NEIGHBOURS
    for place, left in enumerate(block):
        for right in block[place + 1 : place + 1 + reach]:
            yield left, right


def _partnerships(fact: Told) -> Iterator[Key]:
    sides = sorted(parties.sides(fact["country"]) | parties.sides(fact["counterparty"]))
    yield ("level", one_title(fact["level"]), *sides)


def _funds(fact: Told) -> Iterator[Key]:
    yield from _named(fact["name"])
    value = number(fact["amount"])
    if not value or value < 0:
        return
    bucket = int(value.log10() / _STEP)
    states = [*sorted(parties.states(fact["recipients"])), *sorted(parties.states(fact["providers"]))]
    for near in (bucket, bucket + 1):
        for state in states[:_MOST_SIDES]:
            yield ("sum", fact["currency"], str(near), state)
        for year in _years(fact):
            yield ("sum", fact["currency"], str(near), year)
    yield ("place", fact.doc, fact["page"], fact["name"], fact["date"])


def _agreements(fact: Told) -> Iterator[Key]:
    yield from _named(fact["title"])
    states = sorted(parties.states(fact["parties"]))[:_MOST_SIDES]
    for pair in combinations(states, 2):
        yield ("sides", *pair)
    for state in states:
        for year in _years(fact):
            yield ("side", state, year)


def _projects(fact: Told) -> Iterator[Key]:
    yield from _named(fact["name"])
    for country in sorted(parties.states(fact["countries"])):
        yield ("paper", fact.doc, country)
        if fact["date"] or fact["quantity"]:
            yield ("told", country, fact["event"], fact["quantity"] or fact["date"][:4])


def _meetings(fact: Told) -> Iterator[Key]:
    found = list(_named(fact["name"]))
    yield from found
    for year in _years(fact):
        month = fact["date"][5:7] if "/" not in fact["date"] else ""
        for side in sorted(parties.states(fact["participants"]))[:_MOST_SIDES]:
            yield ("met", side, year)
        if month and fact["place"]:
            yield ("place", year, month, fact["place"].casefold())


def _named(text: str) -> Iterator[Key]:
    parts = name(text)
    for word in parts.own:
        yield ("word", word[:_PREFIX])
    if not parts.own:
        yield ("words", *sorted(parts.words))
    short = "".join(word[0] for word in text.split() if word[:1].isupper())
    if len(short) > 2:
        yield ("short", short.casefold())
    if text.isupper() and " " not in text:
        yield ("short", text.casefold())


def _years(fact: Told) -> list[str]:
    """The first and last year of the row's date."""
    bounds = fact.days
    return sorted({f"{day.year:04d}" for day in bounds}) if bounds else []


_TABLES: Mapping[str, Callable[[Told], Iterator[Key]]] = {
    "partnerships": _partnerships,
    "funds": _funds,
    "agreements": _agreements,
    "projects": _projects,
    "meetings": _meetings,
}
