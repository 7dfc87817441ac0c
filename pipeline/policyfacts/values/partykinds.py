"""What sort of party a name is: a country, a bloc, or an organisation of some kind, by lists and by the name's words.

Listed organisations are in ``knowledge/organisations.toml``; what the words of other names tell is in
``knowledge/party_kinds.toml``.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from policyfacts.knowledge import compiled, entries, recalled
from policyfacts.values.countries import codes
from policyfacts.values.organisations import organisation

OTHER = "other"
_LONGEST = 300  # characters: what is longer is no name
_LISTED: Mapping[str, str] = {"agency": "government", "un": "united nations"}
"""Kinds of listed organisations that the tables call otherwise."""


def party_kind(name: str) -> str:
    """The kind of the party ``name`` (a code, a bloc's short name, or a name), as ``vocabularies.PARTY_KINDS`` lists
    them; ``other`` where nothing tells."""
    if len(name) > _LONGEST:
        return OTHER
    if is_country(name):
        return "country"
    if is_bloc(name):
        return "bloc"
    known = organisation(name)
    if known is not None:
        return _LISTED.get(known.kind, known.kind or OTHER)
    return by_words(name)


def is_country(name: str) -> bool:
    """Whether ``name`` is the code of a country."""
    return name in _codes()


def is_bloc(name: str) -> bool:
    """Whether ``name`` is the short name of a bloc."""
    return name in _blocs()


@recalled
def by_words(name: str) -> str:
    """What the words of an organisation's name tell of its kind; ``other`` where they tell nothing."""
    return next((kind for kind, pattern in _patterns() if pattern.search(name)), OTHER)


@compiled
def _codes() -> frozenset[str]:
    return frozenset(codes())


@compiled
def _blocs() -> frozenset[str]:
    return frozenset(str(entry["name"]) for entry in entries("blocs") if "name" in entry)


@compiled
def _patterns() -> tuple[tuple[str, re.Pattern[str]], ...]:
    return tuple((entry["kind"], re.compile("|".join(entry["patterns"]))) for entry in entries("party_kinds"))
