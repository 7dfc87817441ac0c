"""The licence of a fact: the words of a paper that may prove its cells, by where it is told.

In prose its paragraph (its clause and sentence with it), the parent of its list item, the headings above it, the lead
of its section, and the headline, dateline and lead of its item of news; of a table its row, the headings of its
columns, the line over its group, and the table's caption and notes. Whom a pronoun or definite noun stands for may be
named in the paragraph before. What the title or the front names is the paper's own subject: it may be a side where the
section speaks of it, and a name where the paragraph takes it up by its noun ("the dam"). All else is too far: another
section, item or table, a note to something else, a page beyond.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property

from policyfacts.discourse.items import RELEASE, Item, item_at
from policyfacts.discourse.rows import Line, Lines
from policyfacts.records import Fact, Mention, Paper, Passage, Slot, Span

SIDES = frozenset({"country", "counterparty", "providers", "recipients", "parties", "countries", "participants"})
"""The columns of parties."""
NAMING = SIDES | {"name", "title"}
"""The columns of parties, and of names, which may be made of these ("loan to Peru")."""
_READ = frozenset({"prose", "item"})
_SUBJECT = frozenset({"title", "front"})
# A lead, or the paragraph before, is so many pages away at most: a section may run over one break.
_PAGES = 1

# In news each paragraph is a sentence: as many as hold so much count as one.
_WHOLE = 300
# What is longer than this is no item of a list that only a colon tells.
_SHORT = 260
# A dateline of its own is no longer than this; else it opens a paragraph.
_LINE = 160

Path = tuple[int, ...]
"""A section, by the numbers of the passages that head it, outermost first."""


@dataclass(frozen=True, slots=True)
class Licence:
    """Where the proof of a fact may stand, nearest first.

    ``near`` may prove any cell; ``before`` a side or a name that a pronoun or definite noun stands for; ``subject`` the
    like where it names one of ``spoken``: the values of the mentions in the fact's section.
    """

    near: tuple[Span, ...]
    before: tuple[Span, ...] = ()
    subject: tuple[Span, ...] = ()
    spoken: frozenset[str] = frozenset()

    def stretches(self, column: str, *, referred: bool = False) -> tuple[Span, ...]:
        """The ranges that may prove a cell of ``column``; what ``subject`` names must also be ``spoken`` of.

        ``referred``: words of the cell that are near refer to others ("on 3 May" to a year).
        """
        if column in NAMING:
            return (*self.near, *self.before, *self.subject)
        return (*self.near, *self.before) if referred else self.near


@dataclass(frozen=True, eq=False)
class Licences:
    """The licences of a paper's facts. ``mentions`` and ``items`` are the paper's, in order."""

    paper: Paper
    mentions: Sequence[Mention]
    items: Sequence[Item] = ()
    _known: dict[int, Licence] = field(default_factory=dict)

    def of(self, quote: Span) -> Licence:
        """The licence of a fact that the sentence or row at ``quote`` tells."""
        place = self._at(quote.start)
        if self._passages[place].kind == "cell" and (line := self._lines.at(quote)):
            return self._of_line(line, place)
        if place not in self._known:
            self._known[place] = self._of_prose(place)
        return self._known[place]

    def outside(self, fact: Fact) -> dict[str, tuple[Span, ...]]:
        """The cells of ``fact`` that words outside its licence prove, each with those words."""
        licence = self.of(fact.quote)
        far = {name: tuple(self._far(licence, name, slot)) for name, slot in fact.slots.items()}
        return {name: spans for name, spans in far.items() if spans}

    def proved(self, quote: Span, column: str, slot: Slot) -> bool:
        """Whether all words of a cell of ``column`` may prove it in a fact that ``quote`` tells."""
        return not any(self._far(self.of(quote), column, slot))

    def _far(self, licence: Licence, column: str, slot: Slot) -> Iterator[Span]:
        far = [span for span in slot.spans if not self.holds(licence, licence.stretches(column), span)]
        if not far or len(far) == len(slot.spans):
            return iter(far)
        stretches = licence.stretches(column, referred=True)
        return (span for span in far if not self.holds(licence, stretches, span))

    def holds(self, licence: Licence, stretches: Sequence[Span], span: Span) -> bool:
        """Whether the words at ``span`` are in ``stretches``, those of ``licence`` for a cell, and may prove it."""
        if not any(_within(span, stretch) for stretch in stretches):
            return False
        if any(_within(span, stretch) for stretch in (*licence.near, *licence.before)):
            return True
        return any(str(m.value) in licence.spoken for m in self.named(span)) or self._taken_up(licence, span)

    def _taken_up(self, licence: Licence, span: Span) -> bool:
        """Whether the fact's own paragraph takes up what the title names by the noun of the name: "the dam"."""
        words, own = self.paper.text[span.start : span.end].split(), licence.near[0]
        if not words:
            return False
        taken = re.compile(rf"\b(?:the|this|that|these|those)\s(?:[\w-]+\s)?{re.escape(words[-1])}\b", re.IGNORECASE)
        return taken.search(self.paper.text, own.start, own.end) is not None

    def named(self, stretch: Span) -> Sequence[Mention]:
        """The mentions that start in ``stretch``."""
        starts = self._mention_starts
        return self.mentions[bisect_left(starts, stretch.start) : bisect_left(starts, stretch.end)]

    def _of_prose(self, place: int) -> Licence:
        own = self._passages[place]
        marked = self._marked.get(place, ()) if own.kind == "note" else ()
        home = marked[0] if marked else place
        near = [place, *marked, *self._noted.get(place, ()), *self._parents(place), *reversed(self._paths[home])]
        if own.kind == "heading":
            near += self._lead((*self._paths[place], place), place)
        near += self._lead(self._paths[home], home)
        before = self._before(home)
        return self._licence(near, before, home)

    def _of_line(self, line: Line, place: int) -> Licence:
        path = self._paths[place]
        found = self._licence([*reversed(path), *self._lead(path, place)], self._before(place), place)
        return replace(found, near=(*line.licence, *found.near))

    def _licence(self, near: Sequence[int], before: Sequence[int], place: int) -> Licence:
        item = item_at(self.items, self._passages[place].start)
        told = [_span(self._passages[n]) for n in dict.fromkeys(near)]
        if item is not None:
            told += [item.dateline, *(s for s in (item.byline, item.headline) if s.end > s.start)]
            told += [_span(self._passages[n]) for n in self._item_lead(item)]
        elif not self.items and len(self.paper.text) <= RELEASE:  # a brief is an item, with a dateline or without
            told += [_span(self._passages[n]) for n in self._opening]
        fronts = tuple(_span(p) for p in self._passages if p.kind in _SUBJECT)
        return Licence(
            tuple(told),
            tuple(_span(self._passages[n]) for n in before),
            fronts,
            self._spoken.get(self._paths[place], frozenset()),
        )

    def _item_lead(self, item: Item) -> Iterator[int]:
        """The paragraphs that open an item: as many as make one where each is a sentence."""
        if not item.short:
            return
        told = 0
        for number in range(self._at(item.dateline.start), len(self._passages)):
            passage = self._passages[number]
            if passage.start >= item.end or told >= _WHOLE:
                return
            long = passage.end - passage.start > _LINE
            if passage.kind in _READ and (long or passage.start >= item.dateline.end):
                yield number
                told += passage.end - passage.start

    @cached_property
    def _opening(self) -> tuple[int, ...]:
        """The paragraphs that open a paper, as many as make one where each is a sentence."""
        found: list[int] = []
        told = 0
        for number, passage in enumerate(self._passages):
            if told >= _WHOLE or passage.kind == "heading":
                break
            if passage.kind in _READ:
                found.append(number)
                told += passage.end - passage.start
        return tuple(found)

    def _parents(self, place: int) -> Iterator[int]:
        """What a list item hangs by: the paragraph that leads its list, and an item above that ends in a colon.

        A list is known by its layout, or is a run of short paragraphs under one that ends in a colon.
        """
        listed = self._passages[place].kind == "item"
        for number in range(place - 1, -1, -1):
            above, below = self._passages[number], self._passages[number + 1]
            if self._paths[number] != self._paths[place] or not (listed or below.end - below.start <= _SHORT):
                return
            leads = self.paper.text[above.start : above.end].rstrip().endswith(":")
            if above.kind in _READ and (leads or (listed and above.kind == "prose")):
                yield number
            if above.kind == "prose" and (leads or listed):
                return

    def _lead(self, path: Path, place: int) -> tuple[int, ...]:
        """The first paragraph of a section, unless it is far ahead of ``place`` or belongs to another item."""
        first = self._leads.get(path)
        return (first,) if first is not None and self._together(first, place) else ()

    def _before(self, place: int) -> list[int]:
        """The paragraph before, within the section and the item; where each is a sentence as many as make one."""
        found: list[int] = []
        told = 0
        for number in range(place - 1, -1, -1):
            if self._paths[number] != self._paths[place] or told >= _WHOLE:
                break
            passage = self._passages[number]
            if passage.kind in _READ:
                if not self._together(number, place):
                    break
                found.append(number)
                told += passage.end - passage.start
        return found

    def _together(self, one: int, other: int) -> bool:
        first, second = self._passages[one].start, self._passages[other].start
        near = abs(self.paper.page_of(first) - self.paper.page_of(second)) <= _PAGES
        return near and item_at(self.items, first) is item_at(self.items, second)

    def _at(self, offset: int) -> int:
        return max(0, bisect_right(self._starts, offset) - 1)

    @property
    def _passages(self) -> tuple[Passage, ...]:
        return self.paper.passages

    @cached_property
    def _starts(self) -> list[int]:
        return [passage.start for passage in self.paper.passages]

    @cached_property
    def _mention_starts(self) -> list[int]:
        return [mention.start for mention in self.mentions]

    @cached_property
    def _lines(self) -> Lines:
        return Lines.of(self.paper, self.mentions)

    @cached_property
    def _paths(self) -> list[Path]:
        """For each passage the headings above it."""
        open_: list[int] = []
        found: list[Path] = []
        for number, passage in enumerate(self._passages):
            depth = len(passage.section)
            if passage.kind == "heading":
                open_ = [h for h in open_ if len(self._passages[h].section) < depth]
            found.append(tuple(h for h in open_ if len(self._passages[h].section) < depth))
            if passage.kind == "heading":
                open_.append(number)
        return found

    @cached_property
    def _leads(self) -> dict[Path, int]:
        found: dict[Path, int] = {}
        for number, passage in enumerate(self._passages):
            if passage.kind in _READ:
                found.setdefault(self._paths[number], number)
        return found

    @cached_property
    def _spoken(self) -> dict[Path, frozenset[str]]:
        """For each section the values of the mentions in it and in its headings."""
        found: defaultdict[Path, set[str]] = defaultdict(set)
        for number, passage in enumerate(self._passages):
            values = {str(m.value) for m in self.named(_span(passage)) if isinstance(m.value, str)}
            if passage.kind not in _SUBJECT:
                found[self._paths[number]] |= values
            if passage.kind == "heading":
                found[(*self._paths[number], number)] |= values
        return {path: frozenset(values) for path, values in found.items()}

    @cached_property
    def _noted(self) -> dict[int, list[int]]:
        """For each passage its notes."""
        found: defaultdict[int, list[int]] = defaultdict(list)
        for link in self.paper.notes:
            found[self._at(max(0, link.marker - 1))].append(self._at(link.note.start))
        return found

    @cached_property
    def _marked(self) -> dict[int, list[int]]:
        """For each note the passages that it belongs to."""
        found: defaultdict[int, list[int]] = defaultdict(list)
        for marked, notes in self._noted.items():
            for note in notes:
                found[note].append(marked)
        return found


def _span(passage: Passage) -> Span:
    return Span(passage.start, passage.end)


def _within(span: Span, stretch: Span) -> bool:
    return stretch.start <= span.start and span.end <= stretch.end
