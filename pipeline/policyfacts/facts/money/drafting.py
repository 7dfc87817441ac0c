"""From a flow to a row: the cells of one sum, each with the words that prove it."""

from __future__ import annotations

import re
from collections.abc import Sequence

from policyfacts.facts.money.choosing import sides_of
from policyfacts.facts.money.dating import date_of
from policyfacts.facts.money.events import Told, event_of, totalled
from policyfacts.facts.money.flows import Flow
from policyfacts.facts.money.givers import by_topic, receiving, settled
from policyfacts.facts.money.kinds import contributed_to, lent
from policyfacts.facts.money.lines import Line
from policyfacts.facts.money.naming import FundName, kind_of, name_of_flow, told_apart
from policyfacts.facts.money.sides import Side, Sides, all_lend
from policyfacts.facts.money.sited import set_right
from policyfacts.facts.money.threads import Thread, completed, dated, led
from policyfacts.facts.parties import Party
from policyfacts.facts.scopes import part_of_last, scope
from policyfacts.records import Fact, Mention, Money, Slot, Span

# What a bank does with a loan or a grant by these verbs is to commit it.
_COMMITTING = frozenset({"give", "provide", "furnish", "receive", "award", "contribute"})
_PAIR = 2
_OWED = re.compile(r"\b(?:debts?|arrears|liabilities|claims)\b", re.IGNORECASE)
_OWNS = re.compile(r"[’']s?\s")
_LENT_KINDS = frozenset({"loan", "grant", "credit line", "guarantee"})


def drafted(line: Line, index: int, flow: Flow, sides: Sides) -> tuple[Fact, Sides]:
    """The row of sum number ``index`` with its ``sides``; these without a receiver that the fund itself is."""
    told = event_of(line, index, flow)
    flow = lent(line, flow, sides)
    shared = contributed_to(line, flow, sides)
    if shared and "recipient" in sides and shared.spans != sides["recipient"].party.spans:
        sides = {role: side for role, side in sides.items() if role == "provider"}
    name = shared or told_apart(name_of_flow(line, index, flow, sides), sides)
    sides = named_for(line, name.spans, sides)
    slots = {
        "name": Slot(name.text, name.spans),
        "kind": Slot(kind_of(flow, name), (flow.span,)),
        **sum_slots(line.sums[index]),
    }
    if event := _event(line, index, flow, told, sides):
        slots["event"] = event
    slots["scope"] = _scope(line, index, shared, sides)
    if when := date_of(line, index, told) or dated(line, index, told):
        slots["date"] = Slot(when.edtf, when.spans)
    slots |= side_slots(sides)
    return Fact("funds", slots, line.sentence.span, rule_of(flow, sides)), sides


def named_for(line: Line, spans: Sequence[Span], sides: Sides) -> Sides:
    """``sides`` with the receiver that a fund is named for: who owns it, or stands beside the paper's own state."""
    if "recipient" in sides or not spans:
        return sides
    inside = [
        m for m in line.sentence.of("country", "bloc") if any(s.start <= m.start and m.end <= s.end for s in spans)
    ]
    beside = [m for m in inside if m.value != line.story.lead] if len(inside) == _PAIR else []
    given = sides["provider"].party.values if "provider" in sides else ()
    # "Togo’s Water Fund": what is paid into it is for Togo
    owner = [m for m in inside if given and _OWNS.match(line.between(m.end, line.sentence.end))]
    others = owner if len(inside) == 1 else beside
    if len(others) != 1 or str(others[0].value) in given:
        return sides
    party = Party((others[0],), (str(others[0].value),))
    return {**sides, "recipient": Side("recipient", "fund-name", party)}


def sides_for(line: Line, index: int, flow: Flow, thread: Thread, giver: str) -> Sides:
    """Who gives and who receives a sum: by its sentence, else its paragraph, else the paper's ``giver``."""
    found = completed(line, flow, receiving(line.story, sides_of(line, index, flow)), thread)
    return set_right(line, settled(line, found, giver))


def sides_beyond(line: Line, sides: Sides, thread: Thread, giver: str) -> Sides:
    """``sides`` with what headings and the item's first lines tell."""
    return set_right(line, led(line, by_topic(line, sides, giver), thread))


def side_slots(sides: Sides) -> dict[str, Slot]:
    """The two columns of parties, those that are told."""
    columns = (("provider", "providers"), ("recipient", "recipients"))
    return {column: sides[role].party.slot() for role, column in columns if role in sides}


def rule_of(flow: Flow, sides: Sides, *, bare: str = "") -> str:
    """The name of what made a row: the sense of its predicate, and the rule of each side."""
    told = (sides[role].rule if role in sides else "none" for role in ("provider", "recipient"))
    return "+".join((f"fund/{flow.sense or 'noun'}{bare}", *told))


def sum_slots(amount: Mention) -> dict[str, Slot]:
    """The columns that a sum fills."""
    money = amount.value
    if not isinstance(money, Money):
        raise TypeError(f"an amount's value is Money, not {type(money).__name__}")
    slots = {"amount": Slot(money.value, (amount.span,)), "currency": Slot(money.currency, (amount.span,))}
    if money.value_max is not None:
        slots["amount_max"] = Slot(money.value_max, (amount.span,))
    return slots


def _event(line: Line, index: int, flow: Flow, told: Told | None, sides: Sides) -> Slot | None:
    lent_so = "provider" in sides and all_lend(sides["provider"].party) and flow.kind in _LENT_KINDS
    if sized := totalled(line, index, told):
        return Slot("reported", (sized,))
    owed = flow.kind == "debt relief" and _OWED.search(line.between(*flow.span)) is not None
    if told is not None and told.name == "cancel" and owed:
        return Slot("committed", (told.span,))  # a debt written off is relief given
    if told is not None:
        slice_of = part_of_last(line.sentence, line.sums[index].span)
        giving = (
            slice_of is None
            and told.frame is not None
            and told.frame.lemma in _COMMITTING
            and told.value == "disbursed"
        )
        return Slot("committed" if giving and lent_so else told.value, (told.span,))
    if lent_so and line.dates:
        return Slot("committed", (line.sums[index].span,))
    if flow.weak or flow.sense == "finance":
        return Slot("reported", (line.sums[index].span,))
    return None


def _scope(line: Line, index: int, shared: FundName | None, sides: Sides) -> Slot:
    part = scope(line.sentence, line.sums[index].span)
    one_of_many = "provider" in sides and (shared is not None or sides["provider"].rule == "series")
    return Slot("contribution", part.spans) if one_of_many and part.value == "total" else part
