"""Funds, loans, grants and other money told in prose: what, how much, from whom, to whom, when, and with what event.

Each sum of a sentence is read as a flow or as none (``flows``, ``parts``, ``kinds``), given its sides (``choosing``,
``threads``, ``givers``) and its other cells (``drafting``), and kept where enough of it is told (``credence``).
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from policyfacts.facts.context import Story
from policyfacts.facts.money.bare import without_sums
from policyfacts.facts.money.choosing import sides_of
from policyfacts.facts.money.credence import credible
from policyfacts.facts.money.drafting import drafted, sides_beyond, sides_for
from policyfacts.facts.money.entries import Entries, entries_of
from policyfacts.facts.money.entries import settled as settled_entries
from policyfacts.facts.money.events import by_default, denied
from policyfacts.facts.money.flows import BESIDE, Flow, bearings, flow_of
from policyfacts.facts.money.fragments import Lead, lead_of, under_lead, with_lead
from policyfacts.facts.money.givers import giver_of
from policyfacts.facts.money.kinds import lent_beside
from policyfacts.facts.money.lines import Line
from policyfacts.facts.money.nouns import compared
from policyfacts.facts.money.parts import (
    alike,
    as_slice,
    elaborates,
    for_each,
    going_on,
    inherited,
    of_deal,
    part_of,
    same_kind,
    sliced,
    summed,
)
from policyfacts.facts.money.rolls import rolls, rows
from policyfacts.facts.money.series import gapped
from policyfacts.facts.money.sides import Sides
from policyfacts.facts.money.threads import Thread
from policyfacts.facts.money.worths import worths
from policyfacts.facts.scopes import as_part, as_whole, converted, parts_in
from policyfacts.records import Fact, Span

_SKIPPED_KINDS = frozenset({"title", "front"})


@dataclass(frozen=True, slots=True)
class Whole:
    """What the paper as a whole tells: who gives throughout, its entries, and what their undertakings are worth."""

    giver: str
    entries: Entries
    worths: Mapping[int, Flow]


def funds(story: Story) -> list[Fact]:
    """Every flow of money that the paper's prose states, in order."""
    lines = [Line(s, story) for s in story.sentences if s.passage.kind not in _SKIPPED_KINDS]
    giver = giver_of(_plain_sides(lines), story)
    entries = entries_of(story)
    whole = Whole(giver, entries, worths(story, entries, giver))
    return settled_entries(story, _told(story, lines, whole), entries, giver)


def _plain_sides(lines: Sequence[Line]) -> Iterator[Sides]:
    """The sides of each sum, by its own sentence alone."""
    for line in lines:
        for index in range(len(line.sums)):
            if flow := flow_of(line, index):
                yield sides_of(line, index, flow)


def _told(story: Story, lines: Sequence[Line], whole: Whole) -> Iterator[Fact]:
    thread = Thread(story)
    stretch: Span | None = None
    told: list[Fact] = []
    listed = {
        id(e.line.sums[e.index]): fact
        for roll in rolls(lines, story)
        for e, fact in zip(roll.entries, rows(roll), strict=False)
    }
    yield from listed.values()
    for line in lines:
        thread.enter(line)
        if thread.stretch != stretch:
            yield from _made_whole(told)
            stretch, told = thread.stretch, []
        here = _Sums(line, thread, whole, listed.keys(), lead_of(line, story)).facts() if line.sums else []
        rolled = any(id(core) in listed for core in line.sums)
        told += [*here, *(() if rolled else _without_sums(line, thread, here))]
    yield from _made_whole(told)


def _without_sums(line: Line, thread: Thread, here: list[Fact]) -> Iterator[Fact]:
    if line.sentence.passage.kind == "heading":
        return
    for fact, sides in without_sums(line, here):
        yield fact
        thread.named[str(fact.slots["name"].value)] = fact
        if not here and len(sides) > 1:
            thread.tell(fact, sides)


def _made_whole(facts: list[Fact]) -> Iterator[Fact]:
    """The facts of an item; those that together make up an earlier one with what it tells."""
    parts = summed(facts)
    for index, fact in enumerate(facts):
        yield inherited(fact, facts[parts[index]], event=_says_little(fact)) if index in parts else fact


def _says_little(fact: Fact) -> bool:
    """Whether a part's own event says no more than that money is given."""
    return "event" not in fact.slots or fact.slots["event"].value in {"committed", "disbursed", "reported"}


@dataclass(slots=True)
class _Sums:
    """The sums of one sentence as they are taken one by one, each with what those before it have told."""

    line: Line
    thread: Thread
    whole: Whole
    listed: Collection[int] = ()
    lead: Lead | None = None
    made: dict[int, Fact] = field(default_factory=dict)
    flows: dict[int, Flow] = field(default_factory=dict)

    def facts(self) -> list[Fact]:
        """The facts of the sentence about its sums, in order."""
        sentence, amounts = self.line.sentence, self.line.sums
        wholes, again = parts_in(sentence, amounts), converted(sentence, amounts)
        found: list[Fact] = []
        for index in range(len(self.line.sums)):
            if index not in again and id(self.line.sums[index]) not in self.listed:
                found += self._of_sum(index, wholes)
        for of in set(wholes.values()) & self.made.keys():
            parts = [self.made[i] for i, w in wholes.items() if w == of and i in self.made]
            entire = as_whole(self.made[of], parts, self.line.sums[of].span)
            found = [entire if fact is self.made[of] else fact for fact in found]
        return found

    def _of_sum(self, index: int, wholes: Mapping[int, int]) -> list[Fact]:
        flow, part = self._flow(index)
        if flow is None or any(denied(self.line, b.frame) for b in flow.bearings[:1]):
            return []  # "did not give": what was not given is no fact of money
        self.flows[index] = flow
        sides = sides_for(self.line, index, flow, self.thread, self.whole.giver)
        if self.lead is not None:
            sides = with_lead(self.line, index, sides, self.lead)
        entries, start = self.whole.entries, self.line.sentence.start
        if not entries.hold(start):
            sides = sides_beyond(self.line, sides, self.thread, self.whole.giver)
        fact, sides = drafted(self.line, index, flow, sides)
        fact = of_deal(self.line, self._in_context(index, flow, fact, part=part), self.thread.lead)
        if (of := wholes.get(index)) in self.made:
            fact = as_part(fact, self.made[of])
        if not (entries.register and entries.hold(start)) and not credible(self.line, flow, fact, sides):
            return []
        if self.lead is not None:
            fact = under_lead(fact, self.lead)
        if "event" not in fact.slots:
            fact = replace(fact, slots={**fact.slots, "event": by_default(self.line, index, flow)})
        self.made[index] = fact
        self.thread.tell(fact, sides)
        return [*for_each(self.line, index, fact, sides)] or [fact]

    def _flow(self, index: int) -> tuple[Flow | None, bool]:
        """What a sum is, and whether only as part of what was told before."""
        line, thread = self.line, self.thread
        if flow := flow_of(line, index) or self.whole.worths.get(line.sums[index].start):
            return flow, False
        if (thread.last or self.made) and sliced(line, index):
            return Flow("aid", line.sums[index].span, verbal=True, bearings=tuple(bearings(line, index, None))), False
        if flow := part_of(line, index, thread.last or thread.lead, list(self.made.values())):
            return flow, True
        if index - 1 in self.flows and gapped(line, index):
            return replace(self.flows[index - 1], bearings=()), False
        if self.lead is not None and not compared(line.sentence, line.sums[index].span):
            return Flow("aid", line.sums[index].span, verbal=True), False  # what else would a list of gifts name
        return lent_beside(line, index), False

    def _in_context(self, index: int, flow: Flow, fact: Fact, *, part: bool) -> Fact:
        """``fact`` with what it leaves to the sum before it, or to the one that it is part of."""
        before, last = self.made.get(index - 1), self.thread.last
        if (told := before or last) and (slice_of := sliced(self.line, index)):
            own = flow.noun is not None and not flow.weak and flow.noun.distance <= BESIDE
            fact = as_slice(fact, told, slice_of, own=own)
        fact = same_kind(flow, self.thread.again(fact), before or last)
        if before and gapped(self.line, index):
            fact = alike(fact, before)
        if part:
            entire = before or last or self.thread.lead
            return inherited(fact, entire, event=_says_little(fact)) if entire else fact
        if before is None and elaborates(self.line):
            before = last or self.thread.lead
        return going_on(self.line, index, flow, fact, before) or fact
