"""How like two names are, with the reason, and what makes them names of different things.

The words of a name weigh by what they tell: a word of its own (Chancay) more than a country, a country more than a type
(port, dam). What must not differ is held apart from the score: numbers and ordinals (the 21st session is not the 22nd,
phase I not phase II), years, countries, words such as north and south, and words of their own on both sides.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache

from rapidfuzz import fuzz

from policyfacts.compare.parties import region
from policyfacts.evaluate.similarity import acronym
from policyfacts.knowledge import compiled, entries
from policyfacts.values.countries import find_blocs, find_countries

_WORD = re.compile(r"[^\W_]+(?:[’'][^\W\d_]+)?", re.UNICODE)
_ORDINAL = re.compile(r"(\d+)(?:st|nd|rd|th)?")
_ROMAN = re.compile(r"(?=[IVX])(?:X{0,3})(?:IX|IV|V?I{0,3})")
_ROMANS = {"I": 1, "V": 5, "X": 10}
_TENS = ("twentieth", "thirtieth", "fortieth", "fiftieth")
_ORDINALS = (
    "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth fifteenth "
    "sixteenth seventeenth eighteenth nineteenth"
).split()
_CARDINALS = "one two three four five six seven eight nine ten eleven twelve".split()
_NUMBERS = {
    **{word: number for number, word in enumerate(_ORDINALS, start=1)},
    **{word: 20 + 10 * number for number, word in enumerate(_TENS)},
}
_PARTS = frozenset({"phase", "stage", "section", "part", "line", "round", "tranche"})
_WEIGHTS = {"own": 1.0, "number": 0.6, "place": 0.5, "plain": 0.5, "common": 0.3, "type": 0.3}
_NONE: frozenset[str] = frozenset()
_LIKE = 85  # letters in common (rapidfuzz ratio) at which two words of their own are one word
_OTHER_TYPE = 0.8  # what the score keeps where one is a dam and the other a railway
_YEARS = range(1900, 2100)


@dataclass(frozen=True, slots=True)
class Likeness:
    """How like two names are (0 to 1), the words for it, and what keeps them from being one, or nothing: ``apart``
    (numbers, years, countries that differ) or ``other`` (each has words of its own that the other lacks).

    ``named`` says whether what they share tells a thing from others by itself: a word of its own (one that is no
    country, number, type or common word), or all words of a name in capitals ("Production Capacity Fund").
    """

    score: float
    why: str
    apart: str = ""
    other: str = ""
    named: bool = False


@dataclass(frozen=True, slots=True)
class Name:
    """A name taken apart: words with the kind of each, places (codes), numbers and years."""

    text: str
    words: Mapping[str, str]
    places: frozenset[str]
    numbers: frozenset[int]
    years: frozenset[int]
    sides: frozenset[str]
    capitals: int
    kinds: Mapping[str, frozenset[str]]

    @property
    def own(self) -> frozenset[str]:
        """Its words of its own."""
        return self.of("own")

    @property
    def telling(self) -> bool:
        """Whether it tells a thing from others of its type: by a word of its own, a number, or two other words."""
        return bool(self.own or self.numbers) or len(self.of("plain", "common")) > (0 if self.proper else 1)

    @property
    def proper(self) -> bool:
        """Whether it is written as a name, with capitals besides those of countries."""
        return self.capitals > 1

    def of(self, *kinds: str) -> frozenset[str]:
        """Its words of these kinds."""
        return _NONE.union(*(self.kinds[kind] for kind in kinds)) if len(kinds) > 1 else self.kinds[kinds[0]]

    @property
    def weight(self) -> float:
        """What all its words weigh together."""
        return sum(_WEIGHTS[kind] for kind in self.words.values())


@lru_cache(maxsize=65536)
def likeness(a: str, b: str) -> Likeness:
    """How like the names ``a`` and ``b`` are; the same in either order."""
    if a == b:
        return Likeness(1.0, "the same name", named=_all_said(name(a), name(a)) or bool(name(a).own))
    if a > b:
        return likeness(b, a)
    if acronym(a, b) or acronym(b, a):
        return Likeness(1.0, "one name is the acronym of the other", named=True)
    return _weighed(name(a), name(b))


@lru_cache(maxsize=65536)
def name(text: str) -> Name:
    """``text`` taken apart."""
    plain = unicodedata.normalize("NFKC", text)
    places, covered = _places(plain)
    lists = _lists()
    words: dict[str, str] = {}
    numbers: set[int] = set()
    years: set[int] = set()
    before, capitals = "", 0
    for match in _WORD.finditer(plain):
        raw = match[0]
        word = _folded(raw)
        number = _number(raw, word, before)
        before = word
        if covered.get(match.start()):
            words[covered[match.start()]] = "place"
        elif number is not None:
            (years if number in _YEARS else numbers).add(number)
            words[f"#{number}"] = "number"
        elif word not in lists.links and len(word) > 1:
            word, kind = lists.kind(word, capital=raw[0].isupper())
            words.setdefault(word, kind)
            capitals += raw[0].isupper()
    kinds = {kind: frozenset(word for word, own in words.items() if own == kind) for kind in _WEIGHTS}
    told = (frozenset(places), frozenset(numbers), frozenset(years), frozenset(words) & lists.sides)
    return Name(text, words, *told, capitals, kinds)


def _weighed(a: Name, b: Name) -> Likeness:
    common = {word: word for word in a.words if word in b.words}
    for word in sorted(a.own - common.keys()):
        near = next((other for other in sorted(b.own - set(common.values())) if _near(word, other)), None)
        if near:
            common[word] = near
    shared = sum(_WEIGHTS[a.words[word]] for word in common)
    least, most = sorted((a.weight, b.weight))
    if not least:
        return Likeness(0.0, "a name without words")
    score = 0.6 * 2 * shared / (least + most) + 0.4 * min(1.0, shared / least)
    if a.of("type") and b.of("type") and not a.of("type") & b.of("type"):
        score *= _OTHER_TYPE
    told = ", ".join(word.lstrip("#") for word in common) or "none"
    named = any(a.words[word] == "own" for word in common) or _all_said(a, b)
    return Likeness(round(score, 3), f"words in common: {told}", _apart(a, b), _other(a, b, common), named)


def _all_said(a: Name, b: Name) -> bool:
    """Whether two names without words of their own have all other words in common, two or more."""
    said = a.of("plain", "common", "number")
    if a.own or b.own or said != b.of("plain", "common", "number"):
        return False
    return bool(said) and ((a.proper and b.proper) or bool(a.numbers))


def _apart(a: Name, b: Name) -> str:
    if a.numbers and b.numbers and not a.numbers & b.numbers:
        return f"number {_listed(a.numbers)} and {_listed(b.numbers)}"
    if a.years and b.years and not (a.years <= b.years or b.years <= a.years):
        return f"years {_listed(a.years)} and {_listed(b.years)}"
    if a.places and b.places and not (_covers(a.places, b.places) or _covers(b.places, a.places)):
        return f"{_listed(a.places)} and {_listed(b.places)}"
    for sides in _lists().apart:
        left, right = sides & a.sides, sides & b.sides
        if left and right and left != right:
            return f"{_listed(left)} and {_listed(right)}"
    return ""


def _other(a: Name, b: Name, common: Mapping[str, str]) -> str:
    left, right = a.own - common.keys(), b.own - set(common.values())
    if left and right:
        return f"{_listed(left)} and {_listed(right)}"
    if a.proper and b.proper and not a.own and not b.own and a.of("type") == b.of("type"):
        left, right = a.of("common", "plain") - common.keys(), b.of("common", "plain") - common.keys()
        if left or right:
            return f"{_listed(left | right)} in one name alone"
    return ""


def _covers(wide: frozenset[str], narrow: frozenset[str]) -> bool:
    """Whether every place of ``narrow`` is in ``wide``; two blocs of the same states count as one (LAC and CELAC)."""
    return all(place in wide or any(_one_region(place, bloc) for bloc in wide) for place in narrow)


def _one_region(a: str, b: str) -> bool:
    return bool(region(a)) and region(a) == region(b)


def _near(a: str, b: str) -> bool:
    return min(len(a), len(b)) > 4 and fuzz.ratio(a, b) >= _LIKE


def _listed(values: Iterable[object]) -> str:
    return ", ".join(sorted(map(str, values)))


def _places(text: str) -> tuple[set[str], dict[int, str]]:
    """The codes of countries and blocs in ``text``, and which one each word inside such a mention belongs to."""
    found = sorted([*find_countries(text), *find_blocs(text)], key=lambda mention: (mention.start, -mention.end))
    covered: dict[int, str] = {}
    for mention in found:
        for position in range(mention.start, mention.end):
            covered.setdefault(position, str(mention.value))
    return {str(mention.value) for mention in found}, covered


def _folded(word: str) -> str:
    plain = "".join(c for c in unicodedata.normalize("NFKD", word) if not unicodedata.combining(c))
    return re.sub(r"[’']s?$", "", plain.casefold())


def _number(raw: str, word: str, before: str) -> int | None:
    if word in _NUMBERS:
        return _NUMBERS[word]
    if digits := _ORDINAL.fullmatch(word):
        return int(digits[1][:9])
    if before in _PARTS:
        if word in _CARDINALS:
            return _CARDINALS.index(word) + 1
        if raw and _ROMAN.fullmatch(raw):
            return _roman(raw)
    return _roman(raw) if len(raw) > 1 and raw.isupper() and _ROMAN.fullmatch(raw) else None


def _roman(raw: str) -> int:
    values = [_ROMANS[sign] for sign in raw]
    return sum(-v if v < max(values[i:]) else v for i, v in enumerate(values))


@dataclass(frozen=True, slots=True)
class _Lists:
    """The words of ``knowledge/name_words.toml``."""

    types: Mapping[str, str]
    common: frozenset[str]
    links: frozenset[str]
    apart: tuple[frozenset[str], ...]

    @property
    def sides(self) -> frozenset[str]:
        """All words that tell two things apart."""
        return frozenset().union(*self.apart)

    def kind(self, word: str, *, capital: bool) -> tuple[str, str]:
        """The word that stands for ``word``, and its kind."""
        for form in (word, word.removesuffix("s"), re.sub("ies$", "y", word)):
            if form in self.types:
                return self.types[form], "type"
            if form in self.common:
                return form, "common"
        stem = word.removesuffix("s") if len(word) > 4 else word
        return stem, "own" if capital else "plain"


@compiled
def _lists() -> _Lists:
    types: dict[str, str] = {}
    words: dict[str, set[str]] = {"common": set(), "link": set()}
    apart: list[frozenset[str]] = []
    for entry in entries("name_words"):
        if entry["role"] == "same":
            types.update(dict.fromkeys(entry["words"], entry["words"][0]))
        elif entry["role"] == "apart":
            apart.append(frozenset(entry["words"]))
        else:
            words[entry["role"]].update(entry["words"])
    return _Lists(types, frozenset(words["common"]), frozenset(words["link"]), tuple(apart))
