"""Where the words of a judgement stand now: in the text of the run that they were judged in, or of a later one."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import groupby

from policyfacts.corrections.journal import AROUND, Anchor, Ground
from policyfacts.records import Span
from policyfacts.tables.cells import Row

_LONG = 40  # characters of words that stand in few papers twice
_STOP = re.compile(r"[.!?][”\"’)]*\s+(?=[A-Z“\"‘(])")
_SIDE, _TELLING = 12, 8  # characters beside shorter ones that must be the same on one side at least; what tells enough


def anchored(text: str, span: Span) -> Anchor:
    """The words of ``text`` at ``span``, with what stands around them."""
    start, end = span
    return Anchor(start, text[start:end], text[max(0, start - AROUND) : start], text[end : end + AROUND])


def found_again(text: str, anchor: Anchor) -> Span | None:
    """Where the anchor's words stand in ``text``, nearest to where they stood; ``None`` where they do so no longer.

    Blanks and line ends count as one. Words that might stand anywhere need the same neighbours on one side at least.
    """
    if not anchor.words.strip():
        return None
    if text.startswith(anchor.words, anchor.start) and anchor.start >= 0:
        return Span(anchor.start, anchor.start + len(anchor.words))
    spans = [Span(*match.span()) for match in _pattern(anchor.words).finditer(text)]
    if len(anchor.words) < _LONG:
        spans = [span for span in spans if _beside(text, span, anchor)]
    return min(spans, key=lambda span: abs(span.start - anchor.start), default=None)


def sentence_around(text: str, span: Span) -> Span:
    """The sentence, or else the paragraph, that holds ``span``."""
    start = text.rfind("\n\n", 0, span.start)
    start = 0 if start < 0 else start + 2
    end = text.find("\n\n", span.end)
    end = len(text) if end < 0 else end
    stops = [start + stop.end() for stop in _STOP.finditer(text[start:end])]
    begin = max((stop for stop in stops if stop <= span.start), default=start)
    close = min((stop for stop in stops if stop >= span.end), default=end)
    words = text[begin:close]
    return Span(begin + len(words) - len(words.lstrip()), begin + len(words.rstrip()))


def proofs_again(text: str, ground: Ground, place: Span | None) -> Iterator[Row]:
    """The proofs of a judgement, with offsets in ``text``, those whose words stand there no longer left out.

    ``place``: where the anchor's words stand now; words of the fact have moved with them, or stand within them.
    """
    shift = place.start - ground.anchor.start if place is not None and ground.anchor is not None else 0
    for key, lines in groupby(ground.proofs, key=_words):
        start, end, words = key
        span = _near(text, Anchor(start + shift, words), place)
        if span is not None and end > start:
            told = {"start": str(span.start), "end": str(span.end), "text": text[span.start : span.end]}
            yield from ({**line, **told} for line in lines)


def slots_of(proofs: Iterable[Row]) -> set[str]:
    """The columns that rows of evidence prove."""
    return {row["slot"] for row in proofs}


def _words(row: Row) -> tuple[int, int, str]:
    return int(row["start"]), int(row["end"]), row["text"]


def _near(text: str, expected: Anchor, place: Span | None) -> Span | None:
    pattern = _pattern(expected.words)
    if exact := pattern.match(text, max(0, expected.start)):
        return Span(*exact.span())
    if place is None:
        return None
    inside = [Span(*match.span()) for match in pattern.finditer(text, place.start, place.end)]
    return min(inside, key=lambda span: abs(span.start - expected.start), default=None)


def _pattern(words: str) -> re.Pattern[str]:
    return re.compile(r"(?<!\w)" * words[:1].isalnum() + r"\s+".join(map(re.escape, words.split())))


def _beside(text: str, span: Span, anchor: Anchor) -> bool:
    before, behind = text[max(0, span.start - AROUND) : span.start], text[span.end : span.end + AROUND]
    left, right = _plain(anchor.before)[-_SIDE:], _plain(anchor.behind)[:_SIDE]
    same_left = len(left) >= _TELLING and _plain(before).endswith(left)
    return same_left or (len(right) >= _TELLING and _plain(behind).startswith(right))


def _plain(text: str) -> str:
    return " ".join(text.split())
