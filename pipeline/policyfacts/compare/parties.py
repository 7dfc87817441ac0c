"""Lists of states, blocs and organisations: which sides they name, and how two lists stand to one another."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Literal

from policyfacts.evaluate.similarity import acronym, words
from policyfacts.knowledge import compiled, entries
from policyfacts.values.countries import codes, find_blocs, find_countries, members
from policyfacts.values.organisations import organisation

Standing = Literal["equal", "part", "overlap", "apart"]

_OTHERS = re.compile(r",? (?:and|et) (?:others|al\.?)$")


@lru_cache(maxsize=65536)
def sides(cell: str) -> frozenset[str]:
    """The values of a cell joined by ``; ``, each under one name: codes as they are, banks by full name."""
    return frozenset(_one(part.strip()) for part in cell.split(";") if part.strip())


@lru_cache(maxsize=65536)
def states(cell: str) -> frozenset[str]:
    """The codes of the states and blocs that a cell names or whose organisations it names."""
    found: set[str] = set()
    for side in sides(cell):
        found.update(state_of(side) or {side})
    return frozenset(found)


@lru_cache(maxsize=65536)
def state_of(side: str) -> frozenset[str]:
    """The states behind one side: a code itself, the owner of a bank, the countries in a company's name."""
    if len(side) in {3, 4} and side.isupper() and (len(side) == 4 or side in codes() or region(side)):
        return frozenset({side})
    listed = organisation(side)
    if listed is not None:
        return frozenset({listed.country} if listed.country else ())
    named = {str(mention.value) for mention in (*find_countries(side), *find_blocs(side))}
    return frozenset(named)


@lru_cache(maxsize=65536)
def standing(a: str, b: str) -> Standing:
    """How two filled cells stand: ``equal``; ``part`` (one is within the other, or says it more exactly); ``overlap``
    (each names a side that the other leaves out); ``apart`` (nothing in common)."""
    left, right = sides(a), sides(b)
    open_left = {side for side in left if not any(_same(side, other) for other in right)}
    open_right = {side for side in right if not any(_same(side, other) for other in left)}
    if not open_left and not open_right:
        return "equal"
    inexact_left = {side for side in open_left if not any(_within(side, other) for other in right)}
    inexact_right = {side for side in open_right if not any(_within(side, other) for other in left)}
    if not inexact_left or not inexact_right:
        return "part"
    touching = len(open_left) < len(left) or len(inexact_left) < len(left)
    return "overlap" if touching else "apart"


@lru_cache(maxsize=65536)
def compatible(a: str, b: str) -> bool:
    """Whether two cells may name the same sides: one is empty, or they have a side or a state in common."""
    return not a or not b or standing(a, b) != "apart" or bool(states(a) & states(b))


def many(cell: str) -> bool:
    """Whether a cell stands for many sides: none named, three or more, or a bloc alone."""
    named = sides(cell)
    return not named or len(named) > 2 or (len(named) == 1 and any(region(side) for side in named))


@lru_cache(maxsize=65536)
def rivals(a: str, b: str) -> bool:
    """Whether each of two cells names a state, or each an organisation, that the other leaves out: "Peru; China" and
    "Brazil; China". Sides that are only described do not count."""
    left, right = (frozenset(side for side in sides(cell) if not vague(side)) for cell in (a, b))
    alone, others = _alone(left, right), _alone(right, left)
    return any(_is_state(x) == _is_state(y) for x in alone for y in others)


def _alone(some: frozenset[str], others: frozenset[str]) -> set[str]:
    return {side for side in some if not any(_same(side, other) or _belong(side, other) for other in others)}


@compiled
def region(side: str) -> frozenset[str]:
    """The states of a region or an organisation of states, by its short name; empty for a state."""
    found = set(members(side))
    for entry in entries("regions"):
        if side == entry["name"] or side in entry["also"]:
            found.update(entry["members"])
    return frozenset(found)


def vague(side: str) -> bool:
    """Whether a side is only described: "25 donors", "official creditors"."""
    first = side[:1]
    return first.islower() or first.isdigit()


def _one(part: str) -> str:
    part = _OTHERS.sub("", part)
    listed = organisation(part)
    return listed.name if listed is not None else part


def _same(a: str, b: str) -> bool:
    return a == b or _words(a) == _words(b) or acronym(a, b) or acronym(b, a)


def _words(side: str) -> tuple[str, ...]:
    found = words(side)
    return found[1:] if len(found) > 1 and found[0] == "the" else found


def _within(a: str, b: str) -> bool:
    """Whether one of two sides is a member of the other, or belongs to it: Brazil and BRICS, a bank and its state.

    Sides that are only described, and organisations of which no state is known, may belong to any.
    """
    if vague(a) or vague(b) or _belong(a, b):
        return True
    return any(
        _is_state(x) and not _is_state(y) and not state_of(y) and not organisation(y) for x, y in ((a, b), (b, a))
    )


def _is_state(side: str) -> bool:
    return len(side) == 3 and side in codes()


def _belong(a: str, b: str) -> bool:
    return _belongs(a, b) or _belongs(b, a)


def _belongs(part: str, whole: str) -> bool:
    if part in region(whole) or (region(part) and region(part) == region(whole)):
        return True
    behind = state_of(part)
    if len(behind) == 1 and behind == {whole} and part != whole:
        return True
    few, many = set(_words(part)), set(_words(whole))
    return bool(many) and many < few
