"""What a word or two say of a work's stage, in tables and entries: "Opened May 2017", "under construction", "Cost"."""

from __future__ import annotations

import re

from policyfacts.facts.cues import whole_words
from policyfacts.facts.workframes import Skeleton, Told, told
from policyfacts.knowledge import compiled, entries
from policyfacts.knowledge.searches import Search

_PARTLY = re.compile(r"\b(?:in part|part(?:ly|ially)|not|no|never)\b", re.IGNORECASE)
_WORD = re.compile(r"(?<![\w-])[^\W\d_]")


def stage(text: str) -> Told | None:
    """The milestone that ``text`` tells ("First phase completed"), its cue by offsets in ``text``."""
    if _PARTLY.search(text):
        return None
    for word in _WORD.finditer(text):
        opening = "⟨S0⟩ is "
        frame = Skeleton(
            opening + text[word.start() :], (*[word.start()] * len(opening), *range(word.start(), len(text) + 1))
        )
        found = sorted((t for t in told(frame) if t.event != "cost"), key=lambda t: t.position)
        if found:
            return found[0]
    return None


def headed(label: str) -> str:
    """What a heading or a label announces (``knowledge/project_columns.toml``), or empty."""
    return next((event for event, pattern in _words() if pattern.search(label)), "")


@compiled
def _words() -> tuple[tuple[str, Search], ...]:
    return tuple((entry["event"], whole_words(entry["words"])) for entry in entries("project_columns"))
