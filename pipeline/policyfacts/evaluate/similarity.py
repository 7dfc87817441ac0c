"""How like two cells of one column are: 1 is right, 0 is wrong, between them is partly right.

The comparator follows from the column's declaration (``schema.Column.compare``). ``equal``: the same text. ``edtf``: 1
when equal, one half when one date contains the other. ``number``: the same number. ``name``: 1 when the words overlap
or the spelling agrees to .8 or more, else 0; case, accents, quotation marks and punctuation do not count. ``set``: the
Jaccard index of the values joined by ``; ``. In names and sets an acronym equals its full name.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Mapping
from decimal import Decimal, InvalidOperation
from functools import lru_cache

import numpy as np
from rapidfuzz import fuzz
from scipy.optimize import linear_sum_assignment

from policyfacts.columns import Column, Compare
from policyfacts.values import edtf

NAME_THRESHOLD = 0.8

_LINKS = frozenset(
    (
        "a",
        "an",
        "and",
        "at",
        "by",
        "de",
        "del",
        "des",
        "du",
        "et",
        "for",
        "from",
        "in",
        "la",
        "of",
        "on",
        "the",
        "to",
        "y",
    )
)
_WORD = re.compile(r"\w+")
_APOSTROPHES = re.compile(r"['’‘\u02bc`´]")


def similarity(column: Column, gold: str, found: str) -> float:
    """How like two filled cells of ``column`` are, 0 to 1."""
    return _COMPARATORS[column.compare](gold, found)


def same_number(gold: str, found: str) -> float:
    """1 where both write the same number (``20`` and ``20.0`` do), else 0."""
    return float(number(gold) == number(found))


def number(text: str) -> str:
    """A number in one spelling, so that equal numbers are equal texts; what is no number stays as it is."""
    try:
        value = Decimal(text)
    except InvalidOperation:
        return text
    return f"{value.normalize():f}" if value.is_finite() else text


@lru_cache(maxsize=65536)
def same_date(gold: str, found: str) -> float:
    """1 for the same EDTF text, .5 where one date lies within the other, else 0."""
    if gold == found:
        return 1.0
    if not (edtf.is_valid(gold) and edtf.is_valid(found)):
        return 0.0
    return 0.5 if edtf.contains(gold, found) or edtf.contains(found, gold) else 0.0


@lru_cache(maxsize=65536)
def same_name(gold: str, found: str) -> float:
    """1 where two names agree, else 0: words in common (Dice) or letters (Levenshtein-like ratio) .8 or more."""
    a, b = words(gold), words(found)
    if a == b:
        return 1.0
    if not a or not b:
        return 0.0
    common = 2 * len(set(a) & set(b)) / (len(set(a)) + len(set(b)))
    if common >= NAME_THRESHOLD or fuzz.ratio(" ".join(a), " ".join(b)) >= 100 * NAME_THRESHOLD:
        return 1.0
    return float(_acronym_of(gold, found))


@lru_cache(maxsize=65536)
def same_parties(gold: str, found: str) -> float:
    """The Jaccard index of two lists joined by ``; ``: values in both by values in either."""
    a, b = _members(gold), _members(found)
    common = a.keys() & b.keys()
    left = [name for key, name in a.items() if key not in common]
    right = [name for key, name in b.items() if key not in common]
    matched = len(common) + _most_pairs([[_acronym_of(x, y) for y in right] for x in left])
    union = len(a) + len(b) - matched
    return matched / union if union else 1.0


@lru_cache(maxsize=65536)
def words(name: str) -> tuple[str, ...]:
    """The words of a name without case, accents, quotation marks and punctuation."""
    plain = "".join(c for c in unicodedata.normalize("NFKD", name) if not unicodedata.combining(c))
    return tuple(_WORD.findall(_APOSTROPHES.sub("", plain.casefold())))


def acronym(short: str, full: str) -> bool:
    """Whether ``short`` abbreviates ``full``: every main word gives its first letter, in order, perhaps some more.

    ``ASEAN`` abbreviates Association of Southeast Asian Nations. A name that carries its acronym in brackets counts:
    ``AIIB`` and Asian Infrastructure Investment Bank (AIIB).
    """
    letters = re.sub(r"[.\s]", "", short)
    if not re.fullmatch(r"(?=.*[A-Z].*[A-Z])[A-Za-z]{2,12}", letters) or " " in short.strip():
        return False
    bracketed = re.fullmatch(r"(.+?)\s*\(([^()]+)\)", full.strip())
    if bracketed and bracketed[2].strip() == short.strip():
        return True
    main = words(bracketed[1] if bracketed else full)
    return len(main) > 1 and _spells(letters.casefold(), main)


def _spells(letters: str, main: tuple[str, ...]) -> bool:
    """Whether ``letters`` can be read off ``main``: the first letter of each word, link words at will, maybe more."""
    if not letters or not main:
        return not letters and all(word in _LINKS for word in main)
    word, rest = main[0], main[1:]
    if word in _LINKS and _spells(letters, rest):
        return True
    if letters[0] != word[0]:
        return False
    taken = 1
    position = 0
    while True:
        if _spells(letters[taken:], rest):
            return True
        if taken >= len(letters):
            return False
        position = word.find(letters[taken], position + 1)
        if position < 0:
            return False
        taken += 1


def _acronym_of(a: str, b: str) -> bool:
    return acronym(a, b) or acronym(b, a)


def _most_pairs(fits: list[list[bool]]) -> int:
    """How many rows can be given a fitting column, each column once."""
    if not any(map(any, fits)):
        return 0
    grid = np.array(fits)
    return int(grid[linear_sum_assignment(grid, maximize=True)].sum())


def _members(cell: str) -> dict[tuple[str, ...], str]:
    """The values of a list cell, each under its plain words (without a leading article), in a fixed order."""
    members: dict[tuple[str, ...], str] = {}
    for part in sorted(part.strip() for part in cell.split(";")):
        key = words(part)
        key = key[1:] if len(key) > 1 and key[0] == "the" else key
        if key:
            members.setdefault(key, part)
    return members


def _same_text(gold: str, found: str) -> float:
    return float(gold == found)


def _unscored(gold: str, found: str) -> float:
    raise ValueError(f"a column that is not scored was compared: {gold!r}, {found!r}")


_COMPARATORS: Mapping[Compare, Callable[[str, str], float]] = {
    "equal": _same_text,
    "edtf": same_date,
    "number": same_number,
    "name": same_name,
    "set": same_parties,
    "none": _unscored,
}
