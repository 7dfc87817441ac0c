"""Entries: short records of one undertaking each, a headline and a single paragraph under it.

What a policy paper deals out over a section, an entry tells of one flow: whom its paragraph names most receives, the
first date is the flow's, and a sum in the headline is the sum in the paragraph.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from policyfacts.facts.context import Story
from policyfacts.facts.frames import instruments
from policyfacts.facts.merging import joined, same_sum
from policyfacts.records import Fact, Mention, Passage, Slot, Span

_HEADS = frozenset({"heading", "title"})
_BODIES = frozenset({"prose", "item"})
# The headline tells what the entry is about: each naming there counts as often as this.
_HEADLINE_WEIGHT = 3


@dataclass(frozen=True, slots=True)
class Entry:
    """A headline and the one paragraph under it."""

    headline: Passage
    body: Passage

    def holds(self, fact: Fact) -> bool:
        """Whether ``fact`` is told in this entry."""
        return self.headline.start <= fact.quote.start < self.body.end


def entries_of(story: Story) -> Iterator[Entry]:
    """The entries of a paper, in order: headings that speak of a party or of money, with one paragraph each."""
    passages = [p for p in story.paper.passages if p.kind in _HEADS | _BODIES]
    for index, passage in enumerate(passages[:-1]):
        body = passages[index + 1]
        behind = passages[index + 2] if index + 2 < len(passages) else None
        alone = body.kind in _BODIES and (behind is None or behind.kind in _HEADS)
        if passage.kind in _HEADS and alone and _speaks_of_money(story, passage):
            yield Entry(passage, body)


def _speaks_of_money(story: Story, headline: Passage) -> bool:
    here = story.mentions_in(headline.start, headline.end)
    if any(m.label == "amount" for m in here):
        return True
    text = story.paper.text[headline.start : headline.end]
    return any(m.label == "country" for m in here) or any(i.pattern.search(text) for i in instruments() if not i.weak)


def settled(story: Story, facts: Iterable[Fact]) -> list[Fact]:
    """``facts`` with those of each entry made whole: one row a sum, with the entry's receiver and date."""
    told = list(facts)
    for entry in entries_of(story):
        inside = [f for f in told if entry.holds(f)]
        if inside:
            rest = [f for f in told if not entry.holds(f)]
            told = [*rest, *(_completed(story, entry, f) for f in _one_a_sum(inside))]
    return sorted(told, key=lambda f: (f.quote.start, f.start))


def _one_a_sum(facts: Sequence[Fact]) -> list[Fact]:
    """The paragraph's telling of each sum first, then what the headline adds."""
    kept: list[Fact] = []
    for fact in reversed(facts):
        index = next((i for i, known in enumerate(kept) if same_sum(known, fact) or _same_fund(known, fact)), None)
        if index is None:
            kept.append(fact)
        else:
            kept[index] = joined(kept[index], fact)
    return kept[::-1]


def _same_fund(one: Fact, other: Fact) -> bool:
    """Whether one tells of a named fund's founding, and the other of its size."""
    sums = [f for f in (one, other) if "amount" in f.slots]
    return (
        len(sums) == 1
        and sums[0].slots["scope"].value == "total"
        and one.slots["name"].value == other.slots["name"].value
    )


def _completed(story: Story, entry: Entry, fact: Fact) -> Fact:
    if fact.rule.startswith("fund/part"):
        return fact
    slots = dict(fact.slots)
    if "date" not in slots and (date := _first_date(story, entry)):
        slots["date"] = Slot(str(date.value), (date.span,))
    if "recipients" not in slots and (country := _about(story, entry, slots.get("providers"))):
        slots["recipients"] = Slot(str(country.value), (country.span,))
    return fact if slots == fact.slots else replace(fact, slots=slots, rule=f"{fact.rule}+entry")


def _first_date(story: Story, entry: Entry) -> Mention | None:
    return next((m for m in story.mentions_in(entry.body.start, entry.body.end) if m.label == "date"), None)


def _about(story: Story, entry: Entry, providers: Slot | None) -> Mention | None:
    """The country that the entry names most beside the giver's."""
    given = set(str(providers.value).split("; ")) if providers else set()
    spans: tuple[Span, ...] = providers.spans if providers else ()
    given |= {str(m.value) for s in spans for m in story.mentions_in(s.start, s.end)}
    here = [
        m
        for m in story.mentions_in(entry.headline.start, entry.body.end)
        if m.label == "country" and str(m.value) not in given
    ]
    counts = Counter(str(m.value) for m in here)
    counts.update(str(m.value) for m in here if m.start < entry.headline.end for _ in range(_HEADLINE_WEIGHT - 1))
    if not counts:
        return None
    first = {str(m.value): m for m in reversed(here)}
    return first[min(counts, key=lambda value: (-counts[value], first[value].start))]
