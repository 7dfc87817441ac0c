"""Parliaments: whether a phrase is one, and whose. What a parliament approves is ratified."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from policyfacts.facts.actors import Actor
from policyfacts.facts.context import Sentence
from policyfacts.frames import Argument
from policyfacts.knowledge import compiled, entries
from policyfacts.records import Span

# A capital that tells whose a parliament is: "the parliament in Lima", "Lima's deputies".
_SEATED = re.compile(r"\s(?:in|at|of)\s(?:the\s)?")
_OWNED = re.compile(r"[’'](?:s\s)?(?:\w+\s){0,2}")


def is_assembly(sentence: Sentence, argument: Argument) -> bool:
    """Whether the head of a phrase is a parliament, or its members together."""
    for match in _parliaments(sentence.between(argument.start, argument.end)):
        if argument.start + match.start() <= argument.head < argument.start + match.end():
            return True
    return national(sentence, argument) is not None


def national(sentence: Sentence, argument: Argument) -> Actor | None:
    """The state whose parliament a phrase names: by a name that only it has, or by the capital beside the noun."""
    for actor in assemblies_in(sentence, argument.start, argument.end):
        if actor.start <= argument.head < actor.end:
            return actor
    return None


def assemblies_in(sentence: Sentence, start: int | None = None, end: int | None = None) -> Iterator[Actor]:
    """The parliaments between two places of ``sentence`` of which a name or a capital tells whose they are."""
    low, high = sentence.start if start is None else start, sentence.end if end is None else end
    phrase = sentence.between(low, high)
    for match in _names().finditer(phrase):
        span = Span(low + match.start(), low + match.end())
        yield Actor(*span, (_states()[match[0]],), (span,))
    for match in _parliaments(phrase):
        span = Span(low + match.start(), low + match.end())
        for capital in sentence.of("capital"):
            seated = capital.start > span.end and _SEATED.fullmatch(sentence.between(span.end, capital.start))
            owned = capital.end < span.start and _OWNED.fullmatch(sentence.between(capital.end, span.start))
            if seated or owned:
                place = Span(min(span.start, capital.start), max(span.end, capital.end))
                yield Actor(*place, (str(capital.value),), (capital.span,), "capital")


def names_assembly(text: str) -> bool:
    """Whether a parliament is named anywhere in ``text``."""
    return any(True for _ in _parliaments(text)) or _names().search(text) is not None


def _parliaments(text: str) -> Iterator[re.Match[str]]:
    """The words of ``text`` for a parliament, without those in the names of other bodies."""
    return (match for match in _words().finditer(text) if match["other"] is None)


@compiled
def _words(packs: tuple[Path, ...] = ()) -> re.Pattern[str]:
    nouns = [noun for entry in entries("parliaments", packs) for noun in entry.get("nouns", ())]
    others = [name for entry in entries("parliaments", packs) for name in entry.get("others", ())]
    return re.compile(rf"(?<![\w-])(?:(?P<other>{_either(others)})|(?i:{_either(nouns)}))(?![\w-])")


@compiled
def _names(packs: tuple[Path, ...] = ()) -> re.Pattern[str]:
    return re.compile(rf"(?<![\w-])(?:{_either(list(_states(packs)))})(?![\w-])")


@compiled
def _states(packs: tuple[Path, ...] = ()) -> dict[str, str]:
    return {name: code for entry in entries("parliaments", packs) for name, code in entry.get("names", ())}


def _either(words: list[str]) -> str:
    return "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))
