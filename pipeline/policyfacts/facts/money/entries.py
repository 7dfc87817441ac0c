"""Entries: short records of one undertaking each, a headline and a single paragraph under it.

What a policy paper deals out over a section, an entry tells of one flow: whom its paragraph names most receives, the
first date is the flow's, and a sum in the headline is the sum in the paragraph.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from policyfacts.facts.context import Story
from policyfacts.facts.donors import donors
from policyfacts.facts.merging import joined, same_sum
from policyfacts.facts.money.nouns import instruments
from policyfacts.records import Fact, Mention, Passage, Slot, Span

_HEADS = frozenset({"heading", "title"})
_BODIES = frozenset({"prose", "item"})
# The headline tells what the entry is about: each naming there counts as often as this.
_HEADLINE_WEIGHT = 3
# A paper is a register of entries where it has so many, and so large a share of its headings opens one.
_REGISTER = 4
_REGISTER_SHARE = 0.75


@dataclass(frozen=True, slots=True)
class Entry:
    """A headline and the one paragraph under it."""

    headline: Passage
    body: Passage

    def holds(self, start: int) -> bool:
        """Whether the place ``start`` lies in this entry."""
        return self.headline.start <= start < self.body.end


@dataclass(frozen=True, slots=True)
class Entries:
    """A paper's entries in order; ``register`` where the paper is little else."""

    all: tuple[Entry, ...]
    register: bool

    def hold(self, start: int) -> bool:
        """Whether the place ``start`` lies in one of them."""
        return any(entry.holds(start) for entry in self.all)


def entries_of(story: Story) -> Entries:
    """The entries of a paper: in a register all headings with one paragraph; else those that speak of money too."""
    passages = [p for p in story.paper.passages if p.kind in _HEADS | _BODIES]
    headings = sum(p.kind in _HEADS for p in passages)
    single = tuple(_single(passages))
    register = len(single) >= max(_REGISTER, _REGISTER_SHARE * headings)
    return Entries(tuple(e for e in single if register or _speaks_of_money(story, e.headline)), register)


def _single(passages: Sequence[Passage]) -> Iterator[Entry]:
    for index, passage in enumerate(passages[:-1]):
        body = passages[index + 1]
        behind = passages[index + 2] if index + 2 < len(passages) else None
        if passage.kind in _HEADS and body.kind in _BODIES and (behind is None or behind.kind in _HEADS):
            yield Entry(passage, body)


def _speaks_of_money(story: Story, headline: Passage) -> bool:
    here = story.mentions_in(headline.start, headline.end)
    if any(m.label in {"amount", "country"} for m in here):
        return True
    text = story.paper.text[headline.start : headline.end]
    return any(i.pattern.search(text) for i in instruments() if not i.weak)


def settled(story: Story, facts: Iterable[Fact], entries: Entries, giver: str) -> list[Fact]:
    """``facts`` with those of each entry made whole: one row a sum, with the entry's receiver and date."""
    told = list(facts)
    for entry in entries.all:
        inside = [f for f in told if entry.holds(f.quote.start)]
        if inside:
            rest = [f for f in told if not entry.holds(f.quote.start)]
            told = [*rest, *(_completed(story, entry, f, giver) for f in _one_a_sum(story, inside))]
    return sorted(told, key=lambda f: (f.quote.start, f.start))


def _one_a_sum(story: Story, facts: Sequence[Fact]) -> list[Fact]:
    """The paragraph's telling of each sum first, then what the headline adds."""
    kept: list[Fact] = []
    for fact in reversed(facts):
        index = next((i for i, known in enumerate(kept) if same_sum(known, fact) or _same_fund(known, fact)), None)
        if index is None:
            kept.append(fact)
        else:
            kept[index] = joined(kept[index], fact, story.licences)
    return kept[::-1]


def _same_fund(one: Fact, other: Fact) -> bool:
    """Whether one tells of a named fund's founding, and the other of its size."""
    sums = [f for f in (one, other) if "amount" in f.slots]
    whole = len(sums) == 1 and sums[0].slots["scope"].value == "total"
    return whole and one.slots["name"].value == other.slots["name"].value


def _completed(story: Story, entry: Entry, fact: Fact, giver: str) -> Fact:
    """``fact`` with the entry's date, and the country that the entry is about beside or instead of an organisation."""
    if fact.rule.startswith("fund/part"):
        return fact
    slots = dict(fact.slots)
    if "date" not in slots and (date := _first_date(story, entry)):
        slots["date"] = Slot(str(date.value), (date.span,))
    if country := _about(story, entry, slots, giver):
        value, span = str(country.value), country.span
        told = slots.get("recipients")
        if told is None:
            slots["recipients"] = Slot(value, (span,))
        elif not _states(story, told):
            slots["recipients"] = Slot(f"{told.value}; {value}", (*told.spans, span))
    return fact if slots == fact.slots else replace(fact, slots=slots, rule=f"{fact.rule}+entry")


def _first_date(story: Story, entry: Entry) -> Mention | None:
    return next((m for m in story.mentions_in(entry.body.start, entry.body.end) if m.label == "date"), None)


def _states(story: Story, slot: Slot) -> bool:
    """Whether a party's cell names a state or bloc by itself, and not only organisations."""
    values = set(str(slot.value).split("; "))
    here = [m for span in slot.spans for m in story.mentions_in(span.start, span.end)]
    return any(m.label in {"country", "bloc"} and str(m.value) in values for m in here)


def _about(story: Story, entry: Entry, slots: dict[str, Slot], giver: str) -> Mention | None:
    """The country that the entry names most beside those that give."""
    providers = slots.get("providers")
    given = {giver, *(str(providers.value).split("; ") if providers else ())}
    spans: tuple[Span, ...] = providers.spans if providers else ()
    given |= {str(m.value) for s in spans for m in story.mentions_in(s.start, s.end)}
    mentions = story.mentions_in(entry.headline.start, entry.body.end)
    sums = [m for m in mentions if m.label == "amount"]
    here = [
        m
        for m in mentions
        if m.label == "country"
        and str(m.value) not in given
        and str(m.value) not in donors()
        and not any(s.start <= m.start and m.end <= s.end for s in sums)
    ]
    counts = Counter(str(m.value) for m in here)
    counts.update(str(m.value) for m in here if m.start < entry.headline.end for _ in range(_HEADLINE_WEIGHT - 1))
    if not counts:
        return None
    first = {str(m.value): m for m in reversed(here)}
    return first[min(counts, key=lambda value: (-counts[value], first[value].start))]
