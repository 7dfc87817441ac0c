"""People who act for states: heads of state and government by name, and office-holders whose country the text tells.

"Xi Jinping" is known from ``knowledge/leaders.csv``; "President Xi" too, by title and family name. "The Panamanian
president, Juan Pérez" is found by the adjective beside the office, whoever it is.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from policyfacts.knowledge import compiled, rows
from policyfacts.knowledge.searches import Search
from policyfacts.records import Mention, Span

OFFICE = (
    r"(?:(?:[Vv]ice[- ]?|[Dd]eputy |[Aa]cting |[Tt]hen[- ]|[Ff]ormer |[Ss]tate )*(?:[Pp]resident|[Pp]remier|"
    r"[Pp]rime [Mm]inister|"
    r"[Cc]hancellor|[Kk]ing|[Ee]mir|[Ss]ultan|[Cc]rown [Pp]rince|[Ff]oreign [Mm]inister|"
    r"[Ff]oreign [Ss]ecretary|[Ss]ecretary of [Ss]tate|"
    r"(?:[Ff]inance|[Tt]rade|[Dd]efen[cs]e|[Ee]nergy) [Mm]inister|[Gg]eneral [Ss]ecretary|"
    r"[Ss]ecretary[- ][Gg]eneral|[Mm]inister|[Ll]eader|[Cc]ounterpart|"
    r"[Hh]ead of (?:state|government)|[Cc]ommission [Pp]resident|[Aa]mbassador|[Ee]nvoy))"
)
NAME = r"[A-ZÀ-Þ][\w’'-]+(?:\s(?:de|da|dos|bin|al|el|van|von|der|[A-ZÀ-Þ]\.|[A-ZÀ-Þ][\w’'-]+)){0,4}"
_AFTER_COUNTRY = re.compile(rf"(?:[’']s?)?\s{OFFICE}(?P<who>,?\s(?P<name>{NAME}))?")
_OFFICE_OF = Search(rf"{OFFICE}s?(?:,?\s(?P<name>{NAME}),?)?\sof\s(?:the\s)?$")
_NOT_A_NAME = re.compile(r"(?:In|On|At|The|And|With|During|After|When|While)\b")


@dataclass(frozen=True, slots=True)
class Person:
    """A person (or the holder of an office) at ``[start, end)`` who acts for ``country``; ``name`` may be empty."""

    start: int
    end: int
    name: str
    country: str

    @property
    def span(self) -> Span:
        return Span(self.start, self.end)


def find_people(text: str, countries: Sequence[Mention] = (), *, packs: tuple[Path, ...] = ()) -> list[Person]:
    """Everyone in ``text`` who acts for a state, in order. ``countries``: the mentions of states and blocs in it."""
    found: dict[int, Person] = {}
    for person in (*_told(text, countries), *_known(text, packs)):
        if not any(person.start < other.end and other.start < person.end for other in found.values()):
            found[person.start] = person
    return [found[start] for start in sorted(found)]


def _known(text: str, packs: tuple[Path, ...]) -> Iterator[Person]:
    full, families = _leaders(packs)
    for match in _full_pattern(packs).finditer(text):
        yield Person(match.start(), match.end(), match[0], full[match[0]])
    for match in _family_pattern(packs).finditer(text):
        yield Person(match.start(), match.end(), match[0], families[match["family"]])


def _told(text: str, countries: Sequence[Mention]) -> Iterator[Person]:
    for country in countries:
        after = _AFTER_COUNTRY.match(text, country.end)
        if after:
            named = after["name"] if after["name"] and not _NOT_A_NAME.match(after["name"]) else None
            if named and "," in after["who"] and _leaders(())[0].get(named, country.value) != country.value:
                named = None
            end = after.end() if named else after.start("who") if after["who"] else after.end()
            yield Person(country.start, end, named or "", str(country.value))
            continue
        before = _OFFICE_OF.search(text, max(0, country.start - 70), country.start)
        if before:
            yield Person(before.start(), country.end, before["name"] or "", str(country.value))


@compiled
def _leaders(packs: tuple[Path, ...]) -> tuple[dict[str, str], dict[str, str]]:
    table = rows("leaders", packs)
    return {row["name"]: row["country"] for row in table}, {
        row["family"]: row["country"] for row in table if row["family"]
    }


@compiled
def _full_pattern(packs: tuple[Path, ...]) -> Search:
    names = sorted(_leaders(packs)[0], key=lambda name: (-len(name), name))
    return Search(rf"\b(?:{'|'.join(map(re.escape, names))})\b")


@compiled
def _family_pattern(packs: tuple[Path, ...]) -> Search:
    names = sorted(_leaders(packs)[1], key=lambda name: (-len(name), name))
    return Search(rf"\b{OFFICE}\s(?P<family>{'|'.join(map(re.escape, names))})\b")
