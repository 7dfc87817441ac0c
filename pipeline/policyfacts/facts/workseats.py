"""The capitals that tell where a work stands in a paper that never names their states."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from policyfacts.facts.context import Sentence, Story
from policyfacts.facts.sightings import Sighting
from policyfacts.facts.workhosts import LENDERS
from policyfacts.records import Mention, Span

# Where something was signed or said tells who met, not where a work stands.
_MET_IN = re.compile(r"\b(?:in|at|to|from|via|by)\s$")
_LISTED = re.compile(r"(?:[’']s?)?,?\s(?:and|with)\s")
_REACH = 8  # sentences


def seats(sighting: Sighting, story: Story, *, lending: bool) -> list[Mention]:
    """The capitals nearest to the work's mention, sentence by sentence; with ``lending`` of lenders, too.

    Two that act together ("Ljubljana and Budapest inaugurated") are both told.
    """
    for lenders in (False, True) if lending else (False,):
        for sentence in _around(sighting, story):
            capitals = [m for m in sentence.of("capital") if not _in_body(sentence, m)]
            own = [m for m in capitals if not _MET_IN.search(sentence.between(sentence.start, m.start))]
            chosen = own if lenders else [m for m in capitals if m.value not in LENDERS]
            if chosen:
                nearest = min(chosen, key=lambda m: (abs(m.start - sighting.span.start), m.start))
                return _together(sentence, nearest, own)
    return []


def _around(sighting: Sighting, story: Story) -> Iterator[Sentence]:
    """The mention's sentence, those before it in its section, and the others of its paragraph."""
    yield sighting.sentence
    yield from story.before(sighting.sentence, reach=_REACH)
    passage = sighting.sentence.passage
    yield from (s for s in story.sentences if s.passage is passage and s.start > sighting.sentence.start)


def _together(sentence: Sentence, one: Mention, others: Sequence[Mention]) -> list[Mention]:
    """``one`` and those listed right before and behind it, in order."""
    joined = [
        m
        for m in others
        if m is not one and _LISTED.fullmatch(sentence.between(min(m.end, one.end), max(m.start, one.start)))
    ]
    return sorted([one, *joined], key=lambda m: m.start)


def _in_body(sentence: Sentence, capital: Mention) -> bool:
    where = Span(capital.start, capital.end)
    return any(m.start <= where.start and where.end <= m.end for m in sentence.of("organisation", "fund"))
