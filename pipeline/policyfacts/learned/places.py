"""Where the words that prove a cell stand, seen from the sentence or table row that states the fact."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from typing import Literal

from policyfacts.records import Fact, Paper, Passage, Slot, Span

Place = Literal["clause", "sentence", "paragraph", "heading", "further"]
PLACES: tuple[Place, ...] = ("clause", "sentence", "paragraph", "heading", "further")
"""From the surest ground to the least sure."""

_BREAKS = re.compile(r"[;:–—(]|,\s(?:and|but|while|which|who|where)\s")
_CORES = ("amount", "level", "title", "quantity", "name", "event")


class Places:
    """The places of one paper: finds a passage by offset without looking at all of them."""

    def __init__(self, paper: Paper) -> None:
        self._paper = paper
        self._passages = sorted(paper.passages, key=lambda passage: passage.start)
        self._starts = [passage.start for passage in self._passages]

    def of(self, fact: Fact, slot: Slot) -> Place:
        """The place of the least sure of the slot's words."""
        core = core_of(fact)
        found = (self._of_span(span, fact.quote, core) for span in slot.spans)
        return max(found, key=PLACES.index, default="further")

    def passage(self, start: int) -> Passage | None:
        """The passage at an offset."""
        index = bisect_right(self._starts, start) - 1
        return self._passages[index] if index >= 0 else None

    def _of_span(self, span: Span, quote: Span, core: Span | None) -> Place:
        if quote.start <= span.start and span.end <= quote.end:
            if core is None:
                return "sentence"
            between = self._paper.text[min(span.end, core.end) : max(span.start, core.start)]
            return "sentence" if _BREAKS.search(between) else "clause"
        own, other = self.passage(quote.start), self.passage(span.start)
        if own is None or other is None:
            return "further"
        if own is other:
            return "paragraph"
        if other.kind in {"heading", "caption"} and other.start < quote.start:
            title = self._paper.text[other.start : other.end].strip()
            return "heading" if other.kind == "caption" or title in own.section else "further"
        in_table = own.kind == other.kind == "cell" and self._same_grid(quote, span)
        return "heading" if in_table else "further"

    def _same_grid(self, quote: Span, span: Span) -> bool:
        for grid in self._paper.grids:
            cells = [(cell.start, cell.end) for cell in grid.cells if cell.end > cell.start]
            if cells and min(cells)[0] <= quote.start < max(end for _, end in cells):
                return min(cells)[0] <= span.start < max(end for _, end in cells)
        return False


def core_of(fact: Fact) -> Span | None:
    """The first proving words of the cell that a fact is told about: its sum, level, title, quantity or name."""
    slot = next((fact.slots[name] for name in _CORES if name in fact.slots), None)
    return slot.spans[0] if slot is not None and slot.spans else None


def outside(fact: Fact, spans: Sequence[Span]) -> int:
    """How many characters lie between the quote and the farthest of ``spans``; 0 where all stand in it."""
    gaps = (max(fact.quote.start - span.end, span.start - fact.quote.end, 0) for span in spans)
    return max(gaps, default=0)
