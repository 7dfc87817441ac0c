"""The states and blocs of a sentence as sides of a tie: named, or by those who act for them, or by their capitals."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from functools import lru_cache
from itertools import pairwise

from policyfacts.facts.actors import Actor, actors_in
from policyfacts.facts.context import SOVEREIGN_LABELS, Sentence, Story
from policyfacts.records import Span

_CODE = re.compile(r"[A-Z]{3,4}")
# Where something is done, and where somebody goes.
_PLACE = re.compile(
    r"\b(?:visit(?:s|ed|ing)?(?: to)?|travel(?:l?ed|s|l?ing)? to|in|at|from|near|trip to|tour of|summit in|held in|"
    r"flew to|of|for|to|outside|around|via|into|through|toward|towards|reached|left|en route)\s"
    r"(?:the\s)?(?:\w+ern\s)?$|\($",
    re.IGNORECASE,
)
_NO_PLACE = re.compile(
    r"\b(?:ties|relations?|relationship|links|partners?|partnerships?|bonds)\s(?:to|of)\s(?:the\s)?$"
)
_DATELINE = re.compile(
    r"(?:,|\s\(|\sin)\s(?:early\s|late\s)?(?:\d|[A-Z][a-z]+\s\d)|-based\b|\s(?:summit|declaration)\b", re.IGNORECASE
)
# Those who are only compared with: "Unlike Peru, Chile has ...".
_ASIDE = re.compile(
    r"\b(?:unlike|like|after|before|behind|alongside|following|besides|than|where|while)\s(?:the\s)?$", re.IGNORECASE
)
# What may stand between two of a list: the date of the first, in brackets or not, and a joint.
_DATE = r"(?:\s?\([^()]{1,60}\)|,?\s(?:in|on|since|from|by|as of|of)\s(?:[\w-]+\s){0,3}\d{4})"
_JOINT = re.compile(
    rf"{_DATE}?[,;]?\s*(?:and|or|&|–|-|/|as well as|then|both)?,?{_DATE}?,?\s*"
    r"(?:(?:with|to|by|of|between)\s)?(?:both\s)?(?:the\s)?(?:(?:governments?|republic|kingdom)\sof\s(?:the\s)?)?",
    re.IGNORECASE,
)

# "with Peru, and Chile one since 2016", "and Chile followed": Chile has a title, or a verb, of its own.
_GAPPED = re.compile(
    r"[’']s?\s|\s(?:ones?|its|their|an?|did|was|were|is|are|has|have|had|will|came|became|got|\w+ed)\b"
)


@lru_cache(maxsize=64)
def states_in(sentence: Sentence, story: Story) -> tuple[Actor, ...]:
    """Those of ``sentence`` that may be a side, one by one, in order; capitals wherever they stand."""
    acting = [a for a in actors_in(sentence, story) if is_state(story, a) and a.sort != "capital"]
    seats = [
        Actor(m.start, m.end, ("EU" if m.text == "Brussels" else str(m.value),), (m.span,), "capital", m.text)
        for m in sentence.of("capital")
        if not any(a.start < m.end and m.start < a.end for a in acting)
    ]
    return tuple(sorted((*acting, *seats), key=lambda a: a.start))


def is_state(story: Story, actor: Actor) -> bool:
    """Whether ``actor`` is a state or a bloc, or stands for some; firms and bodies are none."""
    if actor.sort in {"company", "crowd"}:
        return False
    blocs = {str(m.value) for span in actor.spans for m in story.mentions_in(*span) if m.label in SOVEREIGN_LABELS}
    return all(_CODE.fullmatch(value) or value in blocs or actor.sort == "group" for value in actor.values)


def singles(actors: Iterable[Actor]) -> tuple[Actor, ...]:
    """Each value of ``actors`` on its own, once: of "the two countries" both."""
    found: dict[str, Actor] = {}
    for actor in actors:
        for value in actor.values:
            found.setdefault(value, replace(actor, values=(value,)))
    return tuple(found.values())


def placed(sentence: Sentence, actor: Actor) -> bool:
    """Whether ``actor`` is where something is done, or only compared with, rather than a side of it."""
    before = sentence.between(sentence.start, actor.start)
    if _ASIDE.search(before):
        return True
    if actor.sort != "capital":
        match = _PLACE.search(before)
        return match is not None and not re.match(r"of|for|to\b|into|toward|\(", match[0], re.IGNORECASE)
    if _DATELINE.match(sentence.between(actor.end, sentence.end)) and not before.endswith("with "):
        return True
    return _PLACE.search(before) is not None and _NO_PLACE.search(before) is None


def run(sentence: Sentence, actors: Sequence[Actor], start: Actor) -> tuple[Actor, ...]:
    """The list that ``start`` opens: "Peru (2013), Chile (2016) and, since 2023, Fiji"."""
    behind = [a for a in actors if a.start >= start.start]
    found = [start]
    for one, other in pairwise(behind):
        gapped = _GAPPED.match(sentence.between(other.end, sentence.end))
        if gapped or not _JOINT.fullmatch(sentence.between(one.end, other.start)):
            break
        found.append(other)
    return tuple(found)


def acting(sentence: Sentence, story: Story, within: Span) -> Iterator[Actor]:
    """Those in ``within`` that act there."""
    yield from (
        a for a in states_in(sentence, story) if within.start <= a.start < within.end and not placed(sentence, a)
    )
