"""How the paper puts a fact: as its own statement, as another's words, as something that may come, or as denied.

Cues are data (``knowledge/modality.toml``) and count within the clause of the fact, after ConText (Harkema and others,
"ConText: an algorithm for determining negation, experiencer, and temporal status from clinical reports", Journal of
Biomedical Informatics 42, 2009): a cue's reach ends where the clause ends.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import cast

from policyfacts.facts.context import Sentence, Story
from policyfacts.facts.cues import clause
from policyfacts.knowledge import compiled, entries
from policyfacts.knowledge.searches import Family, Search
from policyfacts.records import Certainty, Fact, Span

# What an event or status by itself says about the certainty of its row.
_BY_VALUE: dict[str, Certainty] = {"denied": "denied", "proposed": "hypothetical", "planned": "hypothetical"}
# Told as done by their own words: a condition elsewhere in the sentence changes nothing about them.
_DONE = frozenset(
    "signed established upgraded announced disbursed committed adopted released held completed commissioned repaid "
    "cancelled ratified withdrawn suspended increased".split()
) | {"in force", "construction started", "under construction", "contract signed"}


@dataclass(frozen=True, slots=True)
class _Judge:
    name: str
    certainty: Certainty
    scope: str
    pattern: Search


def judged(story: Story, facts: Iterable[Fact]) -> Iterator[Fact]:
    """``facts`` with their certainty and, where the paper reports another's words, the speaker."""
    by_start = {sentence.start: sentence for sentence in story.sentences}
    for fact in facts:
        sentence = by_start.get(fact.quote.start)
        if sentence is None:
            certainty = _BY_VALUE.get(_outcome(fact), "asserted")
            yield replace(fact, certainty=certainty)
        else:
            certainty, speaker = judgement(sentence, fact)
            yield replace(fact, certainty=certainty, speaker=speaker)


def judgement(sentence: Sentence, fact: Fact) -> tuple[Certainty, Span | None]:
    """The certainty of ``fact`` in ``sentence``, and where the speaker is named (``None``: the paper itself speaks)."""
    speaker = None
    told = _BY_VALUE.get(_outcome(fact))
    core = _core(sentence, fact)
    within = clause(sentence, core.start, core.end)
    for judge in _judges().possible(sentence.text):
        left, right = (sentence.start, sentence.end) if judge.scope == "sentence" else within
        if judge.scope == "before":
            right = core.start
        begin = max(left, sentence.start)
        match = judge.pattern.search(sentence.between(begin, right))
        if match is None or (judge.certainty in {"hypothetical", "denied"} and (told or _outcome(fact) in _DONE)):
            continue
        if judge.certainty == "reported":
            named = (name for name, value in match.groupdict().items() if name.startswith("who") and value)
            start, end = next((match.span(name) for name in named), (0, 0))
            speaker = Span(begin + start, begin + end) if end else None
        told = told or judge.certainty
    return told or "asserted", speaker


def _outcome(fact: Fact) -> str:
    slot = fact.slots.get("status") or fact.slots.get("event")
    return str(slot.value) if slot else ""


def _core(sentence: Sentence, fact: Fact) -> Span:
    """The place in the sentence that the fact hangs by: its sum, its title, or its name."""
    for column in ("amount", "level", "title", "quantity", "name"):
        for span in fact.slots[column].spans if column in fact.slots else ():
            if sentence.start <= span.start < sentence.end:
                return span
    return Span(sentence.start, sentence.start + 1)


@compiled
def _judges(packs: tuple[Path, ...] = ()) -> Family[_Judge]:
    judges = (
        _Judge(
            entry["name"],
            cast("Certainty", entry["certainty"]),
            entry["scope"],
            _first_of(entry["cues"]),
        )
        for entry in entries("modality", packs)
    )
    return Family((judge.pattern, judge) for judge in judges)


def _first_of(cues: list[str]) -> Search:
    """One pattern of all ``cues``; each one's speaker has a group of its own."""
    named = [cue.replace("(?P<who>", f"(?P<who{i}>") for i, cue in enumerate(cues)]
    joined = "|".join(rf"(?:(?<!\w){cue}(?!\w))" for cue in named)
    return Search(joined)
