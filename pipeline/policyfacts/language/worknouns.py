"""The nouns of works in a text, and the kind that each tells (``knowledge/projects.toml``)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from policyfacts.knowledge import compiled, entries, recalled
from policyfacts.knowledge.searches import Branches, Search

REFER = "any"
"""The kind of a mention that only takes up another: "the route"."""
_SITE = re.compile(r"\ssites?$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Noun:
    """The noun of a work at ``[start, end)``; ``double`` where it was made of two ("railway project")."""

    start: int
    end: int
    text: str
    double: bool = False

    @property
    def lower(self) -> str:
        return self.text.lower()


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of works: its further nouns and the units that it is measured in."""

    name: str
    refers: frozenset[str]
    measures: frozenset[str]
    soft: bool


@compiled
def kinds(packs: tuple[Path, ...] = ()) -> dict[str, Kind]:
    """The kinds of works by name."""
    return {
        entry["kind"]: Kind(
            entry["kind"],
            frozenset(entry.get("refers", ())),
            frozenset(entry.get("measures", ())),
            bool(entry.get("soft", False)),
        )
        for entry in entries("projects", packs)
    }


@recalled
def find_nouns(text: str, packs: tuple[Path, ...]) -> tuple[tuple[str, Noun], ...]:
    """Every noun of works in ``text`` with its kind; two that follow one another ("railway project") are one."""
    pattern, names = _grammar(packs)
    lowered = text.lower()
    found: list[Noun] = []
    # Small letters throughout spare the search its slow comparison without case; a few signs grow when made small.
    for match in pattern.finditer(lowered, text) if len(lowered) == len(text) else pattern.finditer(text):
        if found and match.start() == found[-1].end + 1 and text[found[-1].end].isspace() and not found[-1].double:
            found[-1] = Noun(found[-1].start, match.end(), text[found[-1].start : match.end()], double=True)
        else:
            found.append(Noun(match.start(), match.end(), text[match.start() : match.end()]))
    return tuple(_told(noun, names) for noun in map(_without_site, found))


def _told(noun: Noun, names: tuple[tuple[str, Search], ...]) -> tuple[str, Noun]:
    """The kind that ``noun`` tells; of two of which the first tells none ("Development Road"), that of the second."""
    kind = _kind(noun.text.lower(), names)
    if kind == REFER and noun.double and " " in noun.text:
        start = noun.start + noun.text.rindex(" ") + 1
        closing = Noun(start, noun.end, noun.text[start - noun.start :])
        if (own := _kind(closing.lower, names)) != REFER:
            return own, closing
    return kind, noun


def _without_site(noun: Noun) -> Noun:
    """ "Dam" of "dam site": where a work is built is no other work."""
    site = _SITE.search(noun.text) if noun.double else None
    return Noun(noun.start, noun.start + site.start(), noun.text[: site.start()]) if site else noun


@compiled
def _kind(noun: str, names: tuple[tuple[str, Search], ...]) -> str:
    """The kind whose nouns cover the most of ``noun``, the first of equals."""
    ranked = [
        (max((m.end() - m.start() for m in pattern.finditer(noun)), default=0), -order, name)
        for order, (name, pattern) in enumerate(names)
    ]
    return max(ranked)[2]


@compiled
def _grammar(packs: tuple[Path, ...]) -> tuple[Branches, tuple[tuple[str, Search], ...]]:
    groups = [(entry["kind"], list[str](entry["nouns"])) for entry in entries("projects", packs)]
    further = {noun for entry in entries("projects", packs) for noun in entry.get("refers", ())}
    groups.append((REFER, sorted(further, key=lambda noun: (-len(noun), noun))))
    opening = r"(?:(?<![\w-])|(?<=\bmega-)|(?<=\bmini-)|(?<=\bmulti-)|(?<=\bgiga-))"
    every = Branches(opening, [noun for _, nouns in groups for noun in nouns], r"(?!\w|-[a-z])")
    return every, tuple((kind, Search(_alone("|".join(nouns)))) for kind, nouns in groups)


def _alone(nouns: str) -> str:
    return rf"(?<![\w-])(?:{_without_context(nouns)})(?!\w)"


def _without_context(nouns: str) -> str:
    """The patterns without what they look ahead to, which a noun cut out of its sentence has lost."""
    while (start := nouns.find("(?=")) >= 0:
        end = depth = 0
        while end == 0 or depth:
            depth += (nouns[start + end] == "(") - (nouns[start + end] == ")")
            end += 1
        nouns = nouns[:start] + nouns[start + end :]
    return nouns
