"""Sums that are parts of one told before: "of the money, $2 million goes to ...", lists under a whole, tranches.

A part has the kind, the sides, the event and the date of its whole, as far as it tells none of its own.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal

from policyfacts.discourse import Item
from policyfacts.facts.cues import clause
from policyfacts.facts.money.flows import Flow
from policyfacts.facts.money.lines import Line
from policyfacts.facts.money.nouns import noun_of, nouns_of
from policyfacts.facts.money.series import each, item_of
from policyfacts.facts.money.sides import Sides
from policyfacts.facts.scopes import part_of_last
from policyfacts.records import Fact, Money, Slot, Span

# Predicates that deal out what has been told before.
_DEALING = frozenset({"go", "have", "receive", "take", "draw", "finance", "pay", "invest", "give", "lend", "grant"})
_LISTED = re.compile(r".{0,160}?(?:,|;|:|\band|\bplus|\bwhile)\s(?:[^;:]{0,60}\s)?", re.DOTALL)
_TAIL = re.compile(r"(?:\s\([^()]*\))?\s(?:for|to|as|in|towards)\s|\s?[;,.]")
_WHOLE = re.compile(
    r"\b(?:of (?:the|this|that|these|its|\w+[’']s) (?:\w+ ){0,2}(?:money|sum|total|amount|loans?|grants?|"
    r"package|funding|credit|aid|items|assistance|fund|pledge|billion|million)"
    r"|the (?:remaining|rest|other|last|final|balance|first|second|third|latter|former|bigger|larger|smaller|biggest|"
    r"largest|smallest)\b)",
    re.IGNORECASE,
)
_OWN = frozenset({"accounts", "cost", "economy", "trade"})
_ELABORATES = re.compile(
    r"^(?:(?:Of|In) (?:this|these|that)|(?:This|These|The|Our|Its|Their|It|Both)(?:\s[\w’'-]+){0,5}?)\s"
    r"(?=(?:also\s)?(?:includes?|consists?|comprises?|covers?|will|is|are|supports?|provides?|contains?)\b)"
)
# Kinds that a paragraph goes on with, and what those who receive do.
_LASTING = frozenset({"loan", "grant", "credit line", "guarantee", "debt relief"})
_TAKING = frozenset({"", "receive", "take", "secure", "go", "have", "finance"})
_ROUNDING = Decimal("0.006")


def part_of(line: Line, index: int, whole: Fact | None, made: Sequence[Fact]) -> Flow | None:
    """The flow that a sum without a noun or verb of money is as part of what was told just before; else ``None``."""
    core = line.sums[index]
    noun = noun_of(line.sentence, core.span)
    if (noun and not noun.kind and noun.distance <= 25) or _keeps_accounts(line, core.span):
        return None
    money = core.value
    listed = bool(made) and _in_list(line, index)
    of = made[-1] if listed else whole
    if of is None or not isinstance(money, Money) or not _fits(money, of):
        return None
    dealt = any(
        f.sense in _DEALING and any(_holds(a, core.start) for a in f.arguments if a.marker != "of") for f in line.frames
    )
    explicit = _WHOLE.search(line.between(line.sentence.start, core.start)) is not None
    if not (listed or dealt or explicit or item_of(line, index)):
        return None
    return Flow(str(of.slots["kind"].value), core.span, verbal=True)


def _keeps_accounts(line: Line, core: Span) -> bool:
    """Whether a clause tells of a body's own accounts or costs, whose sums are no parts of money given."""
    within = clause(line.sentence, core.start, core.end)
    nouns = nouns_of(line.sentence, core, line.held)
    return any(n.name in _OWN and within.start <= n.span.start < within.end for n in nouns if not n.kind)


def _holds(argument: object, at: int) -> bool:
    return getattr(argument, "start", 0) <= at < getattr(argument, "end", 0)


def _in_list(line: Line, index: int) -> bool:
    """Whether the sum goes on with the list of the one before it: "2 million for the water, 3 million for the grid"."""
    if not index:
        return False
    between = line.between(line.sums[index - 1].end, line.sums[index].start)
    return (
        _LISTED.fullmatch(between) is not None
        and _TAIL.match(line.between(line.sums[index].end, line.sentence.end)) is not None
    )


def _fits(money: Money, whole: Fact) -> bool:
    """Whether a sum can be part of ``whole``: of its currency, and not larger."""
    if "amount" not in whole.slots:
        return False
    return money.currency == whole.slots["currency"].value and money.value <= Decimal(str(whole.slots["amount"].value))


def sliced(line: Line, index: int) -> Slot | None:
    """The words that make a sum a slice of the money told last: "of which", "a first tranche of"."""
    return part_of_last(line.sentence, line.sums[index].span)


def as_slice(fact: Fact, whole: Fact, scope: Slot, *, own: bool) -> Fact:
    """``fact`` as a slice of ``whole``, with its name and kind unless it has a noun of its ``own``, and its sides."""
    slots = {**fact.slots, "scope": scope}
    for column in ("name", "kind"):
        if not own:
            slots[column] = whole.slots[column]
    for column in ("providers", "recipients"):
        if column in whole.slots and (column not in slots or not own):
            slots.setdefault(column, whole.slots[column])
    if "event" not in slots:
        slots |= {c: whole.slots[c] for c in ("event", "date") if c in whole.slots and c not in slots}
    return replace(fact, slots=slots, rule=f"{fact.rule}+slice")


def inherited(fact: Fact, whole: Fact, *, event: bool) -> Fact:
    """``fact`` with what its ``whole`` tells and it leaves unsaid; its event too where ``event``."""
    slots = dict(fact.slots)
    for column in ("date", "providers", "recipients"):
        if column in whole.slots:
            slots.setdefault(column, whole.slots[column])
    says_less = "event" in slots and _value(whole, "event") == "reported"
    if "event" in whole.slots and (event or "event" not in slots) and not says_less:
        slots["event"] = whole.slots["event"]
    return fact if slots == fact.slots else replace(fact, slots=slots, rule=f"{fact.rule}+of-whole")


def summed(facts: Sequence[Fact]) -> dict[int, int]:
    """By index, the facts that together make up an earlier one: the sums that follow it add up to its sum."""
    found: dict[int, int] = {}
    for whole, fact in enumerate(facts):
        if whole in found or "amount" not in fact.slots:
            continue
        total, goal, members = Decimal(0), Decimal(str(fact.slots["amount"].value)), []
        for index in range(whole + 1, len(facts)):
            slots = facts[index].slots
            if "amount" not in slots or slots["currency"].value != fact.slots["currency"].value:
                break
            total += Decimal(str(slots["amount"].value))
            members.append(index)
            if len(members) > 1 and abs(total - goal) <= goal * _ROUNDING:
                found |= dict.fromkeys(members, whole)
                break
            if total > goal * (1 + _ROUNDING):
                break
    return found


def elaborates(line: Line) -> bool:
    """Whether a sentence says what the money told before is made of: "This includes", "The package consists of"."""
    match = _ELABORATES.match(line.sentence.text)
    return match is not None and any(
        f.sense == "go" and f.start - line.sentence.start <= match.end() + 40 for f in line.frames
    )


def going_on(line: Line, index: int, flow: Flow, fact: Fact, before: Fact | None) -> Fact | None:
    """``fact`` with the event and date of the sum ``before`` it, where it goes on without a verb of its own."""
    if before is None or "event" in fact.slots or "event" not in before.slots:
        return None
    if index and before.quote == fact.quote:
        gap = Span(line.sums[index - 1].end, line.sums[index].start)
        if any(gap.start <= f.start < gap.end and f.event for f in line.frames if f.form != "nominal"):
            return None
    elif any(b.frame.event for b in flow.bearings):
        return None
    slots = {**fact.slots, "event": before.slots["event"]}
    if "date" in before.slots:
        slots.setdefault("date", before.slots["date"])
    return replace(fact, slots=slots)


def same_kind(flow: Flow, fact: Fact, before: Fact | None) -> Fact:
    """``fact`` as money of the kind told just ``before``, where only a verb tells of it and the giver is the same.

    "The fund signed six loans. ... Togo obtained $4 million, and Benin received $3 million."
    """
    if before is None or not (flow.verbal or flow.weak) or fact.slots["kind"].value != "aid":
        return fact
    kind = before.slots["kind"]
    if (
        kind.value not in _LASTING
        or flow.sense not in _TAKING
        or _value(fact, "providers") != _value(before, "providers")
    ):
        return fact
    return replace(fact, slots={**fact.slots, "kind": kind})


def for_each(line: Line, index: int, fact: Fact, sides: Sides) -> Iterator[Fact]:
    """A fact for every member of the side that a sum is told of "each"; none where it is told once."""
    if not each(line, index):
        return
    for role, column in (("provider", "providers"), ("recipient", "recipients")):
        side = sides.get(role)
        if side is None or len(side.party.values) < 2:
            continue
        for member, value in zip(side.party.members, side.party.values, strict=True):
            one = Slot(value, (member.span,))
            yield replace(fact, slots={**fact.slots, column: one})
        return


def alike(fact: Fact, before: Fact) -> Fact:
    """``fact`` as told with the verb of the sum ``before`` it, which it leaves out; a fund is the same."""
    slots = {**fact.slots}
    for column in ("event", "date"):
        if column in before.slots:
            slots.setdefault(column, before.slots[column])
    if before.slots["kind"].value == "fund":
        slots |= {column: before.slots[column] for column in ("name", "kind", "scope") if column in before.slots}
        if "recipients" not in before.slots:
            slots.pop("recipients", None)
    return replace(fact, slots=slots)


def of_deal(line: Line, fact: Fact, lead: Fact | None) -> Fact:
    """``fact`` with the day of the deal that its news item opens with, where it is told of the same two sides.

    "The bank and India signed loan agreements on 27 March. ... The metro is lent $2 million."
    """
    item = line.story.item(line.sentence)
    if lead is None or "date" not in lead.slots or item is None or ("date" in fact.slots and not _of_issue(fact, item)):
        return fact
    if any(_value(fact, c) != _value(lead, c) or not _value(fact, c) for c in ("providers", "recipients")):
        return fact
    if _value(fact, "event") in {"reported", "proposed", "repaid", "cancelled"} or line.dates:
        return fact
    slots = {**fact.slots, "date": lead.slots["date"]}
    if _value(lead, "event") in {"signed", "announced"} and _value(fact, "event") in {"", "committed"}:
        slots["event"] = lead.slots["event"]
    return replace(fact, slots=slots)


def _of_issue(fact: Fact, item: Item) -> bool:
    """Whether nothing dates ``fact`` but the dateline of its item."""
    return item.date is not None and fact.slots["date"].spans == (item.date.span,)


def _value(fact: Fact, column: str) -> str:
    return str(fact.slots[column].value) if column in fact.slots else ""
