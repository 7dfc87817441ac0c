"""Named works and places in running text, and the states in which they lie.

``knowledge/works.csv`` lists works of the world by the name that is used without a noun ("Karuma"), ``places.csv``
provinces, rivers, islands and small towns, ``cities.csv`` towns. They tell of which kind a bare name is, and which of
the states that a paper names is meant by a place: a state that the paper does not name is never added.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from policyfacts.knowledge import active, compiled, recalled, table
from policyfacts.knowledge.kept import keep, mark, recall

_WORD = re.compile(r"[^\W_]+(?:[’'][^\W\d_]+)*")
_OWNED = re.compile(r"[’']s?$")
_JOINT = re.compile(r"[\s\u00a0]|\s?[-\u2010-\u2015/]\s?|\.\s?|,\s(?=[A-Z])")
_PIECES = re.compile(r"[^\W_]+")
_MOST_WORDS = 6
_NAME = "sites"
_Row = tuple[list[str], list[str], str, str]
_LETTERS = str.maketrans({"ı": "i", "ł": "l", "đ": "d", "ø": "o", "’": "", "'": ""})


@dataclass(frozen=True, slots=True)
class Site:
    """A work or place named at ``[start, end)``: the states that it lies in, those with another of its name, and for a
    work its kind.

    ``alone``: the bare name of a work means it (``yes``), or first of all a town or river (``place``).
    """

    start: int
    end: int
    states: tuple[str, ...]
    others: tuple[str, ...] = ()
    kind: str = ""
    alone: str = ""

    def of(self, named: Collection[str]) -> tuple[str, ...]:
        """The states, of those ``named``, in which it lies: all of a work; of a place only one that is certain."""
        own = tuple(state for state in self.states if state in named)
        if self.kind:
            return () if any(state in named for state in self.others) else own
        return own if len({*own, *(s for s in self.others if s in named)}) == 1 else ()


@recalled
def find_sites(text: str) -> tuple[Site, ...]:
    """Every work and place that ``text`` names, in order; of several that overlap the longest."""
    words, found, index = list(_WORD.finditer(text)), list[Site](), 0
    while index < len(words):
        taken = 0
        if words[index][0][0].isupper():
            row, taken, end = _longest(text, words, index)
            if row is not None:
                states, others, kind, alone = row
                found.append(Site(words[index].start(), end, tuple(states), tuple(others), kind, alone))
        index += max(1, taken)
    return tuple(found)


def _longest(text: str, words: Sequence[re.Match[str]], first: int) -> tuple[_Row | None, int, int]:
    """What is known of the longest name that begins with the word number ``first``, how many words it has, its end."""
    best: tuple[_Row | None, int, int] = None, 0, 0
    if plain(_OWNED.sub("", words[first][0])).partition(" ")[0] not in _openings():
        return best
    known, key = _known(), ""
    for number in range(first, min(first + _MOST_WORDS, len(words))):
        if number > first and not _JOINT.fullmatch(text, words[number - 1].end(), words[number].start()):
            break
        word = words[number][0]
        bare = _OWNED.sub("", word)
        row = known.get(key + plain(bare))
        if row is not None:
            best = row, number - first + 1, words[number].start() + len(bare)
        if bare != word:
            break
        key += f"{plain(word)} "
    return best


def plain(name: str) -> str:
    """A name without accents, apostrophes and capitals, its words parted by single spaces."""
    bare = name.casefold().translate(_LETTERS)
    if not bare.isascii():
        bare = "".join(c for c in unicodedata.normalize("NFD", bare) if not unicodedata.combining(c))
    return bare if bare.isalnum() else " ".join(_PIECES.findall(bare))


@compiled
def _known() -> Mapping[str, _Row]:
    """The sites by plain name: a work rather than a place, a place rather than a town."""
    under = mark(active())
    kept = recall(_NAME, under)
    if isinstance(kept, dict):
        return kept
    found: dict[str, _Row] = {name: ([state], others.split(), "", "") for name, state, others in table("cities")}
    for name, _, states, others in table("places"):
        found[plain(name)] = states.split(";"), _codes(others), "", ""
    for name, kind, states, others, alone in table("works"):
        found[plain(name)] = states.split(";"), _codes(others), kind, alone
    keep(_NAME, under, found)
    return found


@compiled
def _openings() -> frozenset[str]:
    """The first words of all plain names."""
    return frozenset(name.partition(" ")[0] for name in _known())


def _codes(joined: str) -> list[str]:
    return [code for code in joined.split(";") if code]
