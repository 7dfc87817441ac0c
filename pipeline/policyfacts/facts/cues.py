"""Cue words: what a clause says became of a fact. The cues are data; this finds them within their clause."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from policyfacts.facts.context import Sentence
from policyfacts.knowledge import compiled, entries
from policyfacts.knowledge.searches import Family, Search
from policyfacts.knowledge.searches import whole_words as whole_words
from policyfacts.records import Span

_CLAUSE_END = re.compile(
    r";|:\s|\s[–—]\s|,\s(?:and|but|while|whereas|although|though|when|which|who|yet|so|as)\s"
    r"|,\s(?:(?:half |part |some |most |all )?of|in|for|to|by|after|under)\swhich\s"
    r"|\s(?:but|while|whereas|although|though)\s",
)


@dataclass(frozen=True, slots=True)
class Cue:
    """A cue found: the entry's name, the value it stands for, and its place in the paper."""

    name: str
    value: str
    span: Span


@dataclass(frozen=True, slots=True)
class CueRule:
    """An entry of a file of cues: the value that they stand for, and on which side of the core they count."""

    name: str
    value: str
    where: str
    pattern: Search
    sentence_wide: bool


@lru_cache(maxsize=64)
def clause(sentence: Sentence, start: int, end: int) -> Span:
    """The clause of ``sentence`` around ``[start, end)``, by offsets in the paper."""
    left, right = sentence.start, sentence.end
    for match in _CLAUSE_END.finditer(sentence.text):
        if sentence.start + match.end() <= start:
            left = sentence.start + match.end()
        elif sentence.start + match.start() >= end:
            right = sentence.start + match.start()
            break
    return Span(left, right)


def first_cue(
    knowledge: str,
    sentence: Sentence,
    core: Span,
    within: Span,
    *,
    governs: Callable[[Span], bool] | None = None,
) -> Cue | None:
    """The first entry of ``knowledge`` that has a cue around ``core`` within ``within``.

    Entries are tried in their order; of one entry's cues the one nearest to ``core`` counts. ``governs`` may refuse
    cues that, by the sentence's tree, speak of something else.
    """
    for rule in rules(knowledge).possible(sentence.text):
        if cue := cue_by(rule, sentence, core, within, governs=governs):
            return cue
    return None


def cue_by(
    rule: CueRule, sentence: Sentence, core: Span, within: Span, *, governs: Callable[[Span], bool] | None = None
) -> Cue | None:
    """The cue of ``rule`` that is nearest to ``core`` within ``within``, on the side where the rule looks."""
    left, right = (sentence.start, sentence.end) if rule.sentence_wide else within
    before, after = Span(left, core.start), Span(core.end, right)
    stretches = {"before": (before,), "after": (after,), "clause": (before, after)}
    found = [
        Span(stretch.start + match.start(), stretch.start + match.end())
        for stretch in stretches[rule.where]
        for match in rule.pattern.finditer(sentence.between(stretch.start, stretch.end))
    ]
    kept = [span for span in found if governs is None or governs(span)]
    if not kept:
        return None
    return Cue(rule.name, rule.value, min(kept, key=lambda span: (_distance(span, core), span.start)))


@compiled
def rules(knowledge: str, packs: tuple[Path, ...] = ()) -> Family[CueRule]:
    """The entries of ``knowledge`` as rules, in their order."""
    found = (
        CueRule(
            entry["name"],
            entry["status"] if "status" in entry else entry["event"],
            entry.get("where", "clause"),
            whole_words(entry["cues"]),
            entry.get("scope") == "sentence",
        )
        for entry in entries(knowledge, packs)
    )
    return Family((rule.pattern, rule) for rule in found)


def _distance(span: Span, core: Span) -> int:
    return core.start - span.end if span.end <= core.start else span.start - core.end
