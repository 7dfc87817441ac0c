"""When a fact took place: the dates of a sentence, those without a year worked out from what stands before."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from policyfacts.facts.context import Sentence, Story
from policyfacts.records import Span
from policyfacts.values.relative import find_relative, resolve


@dataclass(frozen=True, slots=True)
class Dated:
    """A date with the words that prove it: its own, and those of the date that it was worked out from."""

    start: int
    end: int
    edtf: str
    spans: tuple[Span, ...]
    relative: bool = False


def dates_of(sentence: Sentence, story: Story) -> list[Dated]:
    """The dates of ``sentence`` in order: those told in full, and those to be worked out from the nearest before."""
    told = [Dated(m.start, m.end, str(m.value), (m.span,)) for m in sentence.of("date")]
    worked: list[Dated] = []
    for relative in find_relative(sentence.text):
        start, end = sentence.start + relative.start, sentence.start + relative.end
        if any(start < d.end and d.start < end for d in told):
            continue
        anchor = _anchor(start, told, sentence, story)
        if anchor is None:
            continue
        edtf = resolve(relative, anchor.edtf)
        if edtf:
            worked.append(Dated(start, end, edtf, (Span(start, end), *anchor.spans), relative=True))
    return sorted([*told, *worked], key=lambda d: d.start)


def of_event(dated: Dated) -> Dated:
    """``dated`` as the date of what is pledged or signed: of a meeting of several days, its month (the guidelines)."""
    days = re.fullmatch(r"(\d{4}-\d{2})-\d{2}/(\d{4}-\d{2})-\d{2}", dated.edtf)
    return replace(dated, edtf=days[1]) if days and days[1] == days[2] else dated


def _anchor(start: int, told: Sequence[Dated], sentence: Sentence, story: Story) -> Dated | None:
    """The nearest date told before ``start``, in the sentence or in those before it."""
    before = [d for d in told if d.end <= start]
    if before:
        return before[-1]
    for earlier in story.before(sentence):
        dates = earlier.of("date")
        if dates:
            last = dates[-1]
            return Dated(last.start, last.end, str(last.value), (last.span,))
    return None
