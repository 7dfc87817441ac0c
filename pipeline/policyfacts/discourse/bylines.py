"""Who issues a release: the lines right behind its date, "Jane Doe, Secretary of State", "Office of the Spokesperson".

A line counts by what ``knowledge/issuers.toml`` says of the office; the line with the place may follow it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path

from policyfacts.knowledge import compiled, entries
from policyfacts.records import Paper, Passage, Span

# A byline is no longer than this, and of so many lines.
_LINE = 160
_LINES = 3
_NAME = r"(?:[A-ZÀ-Þ][\w.’'-]* ){1,4}?[A-ZÀ-Þ][\w’'-]*"
# "Jane Doe, Peruvian Foreign Minister": who else speaks.
_HOLDER = re.compile(
    r"\b(?:Minister|President|Secretary|Premier|Ambassador|Director|Chair\w*|Commissioner|Representative)\b"
)
# "Lima", "Los Angeles, California": a heading of the text has no comma.
_PLACE = re.compile(
    rf"[A-ZÀ-Þ][\w’'-]*|{_NAME},(?:\s[A-ZÀ-Þ][\w’'.-]*,?){{1,6}}|[A-ZÀ-Þ][\w’'-]*,(?:\s[A-ZÀ-Þ][\w’'.-]*,?){{1,6}}"
)


def byline(paper: Paper, passages: Sequence[Passage], line: int) -> Span:
    """The lines that tell who issued an item behind ``passages[line]``, its dateline; an empty range without them."""
    start = end = passages[line].end
    for passage in passages[line + 1 : line + 1 + _LINES]:
        text = paper.text[passage.start : passage.end].strip()
        first = start == end
        fits = issuing_state(text) if first else _PLACE.fullmatch(text)
        if not fits or len(text) > _LINE:
            break
        start, end = (passage.start if first else start), passage.end
    return Span(start, end)


def issuing_state(line: str) -> str:
    """The state or union whose office opens ``line``; empty where it is no such line."""
    return next((state for pattern, state in _patterns() if pattern.fullmatch(line)), "")


def place_start(line: str) -> int | None:
    """Where in a line of a byline its place begins, behind the office if there is one; ``None`` where it has none."""
    match = next((found for pattern, _ in _patterns() if (found := pattern.fullmatch(line))), None)
    if match is not None:
        return match.start("place") if match["place"] else None
    return 0 if _PLACE.fullmatch(line) and not _HOLDER.search(line) else None


def lacks(state: str, office: str) -> bool:
    """Whether ``state`` has no such office as ``office`` ("Foreign Minister Jane Doe" is no American)."""
    found = _lacking().get(state)
    return found is not None and found.search(office) is not None


@compiled
def _lacking(packs: tuple[Path, ...] = ()) -> dict[str, re.Pattern[str]]:
    told = ((entry["state"], entry["lacks"]) for entry in entries("issuers", packs) if entry.get("lacks"))
    return {state: re.compile(rf"(?i)\b(?:{'|'.join(offices)})\b") for state, offices in told}


@compiled
def _patterns(packs: tuple[Path, ...] = ()) -> tuple[tuple[re.Pattern[str], str], ...]:
    place = r"(?:[,;]?\s(?P<place>(?:[A-ZÀ-Þ][\w’'.-]*,?\s?){1,10}))?"
    told = ((entry["state"], "|".join(entry["patterns"]).replace("NAME", _NAME)) for entry in entries("issuers", packs))
    return tuple((re.compile(rf"(?:{patterns}){place}"), state) for state, patterns in told)
