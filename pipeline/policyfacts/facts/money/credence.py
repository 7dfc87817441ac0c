"""Whether what was read of a sum is enough for a row: money given between parties, or through a named instrument.

Silence is the default. A body's own accounts, a parliament's own spending and figures in passing give none.
"""

from __future__ import annotations

import re

from policyfacts.facts.donors import donors
from policyfacts.facts.money.flows import BESIDE, TELLING, Flow
from policyfacts.facts.money.lines import Line
from policyfacts.facts.money.sides import Side, Sides, of_states
from policyfacts.facts.topics import nations
from policyfacts.records import Fact
from policyfacts.values.countries import name_of
from policyfacts.values.currencies import of_place

# Sides that no word of the sentence ties to its sum.
_LOOSE = (
    "topic",
    "state-named",
    "donor-named",
    "lender-named",
    "told-before",
    "item-lead",
    "paper-gives",
    "section",
    "other-side",
)
_STRONG = frozenset({"loan", "grant", "credit line", "debt relief", "guarantee", "package", "investment"})
# These need somebody else who receives, or gives.
_ONE_SIDED = frozenset({"appropriate", "seek", "pay", "take", "finance", "have"})
_ASKING = frozenset({"seek", "plan"})
_BUDGET = re.compile(
    r"(?:\b(?:[Tt]his|[Oo]ur|[Tt]he|[Ii]ts)|[’']s)\s(?:(?:FY|[Ff]iscal [Yy]ear)\s?\d{4}\s)?[Bb]udget\b(?! support)"
)
# A fund that the sentences before name.
_FUND = re.compile(r"\w\s(?:Fund|Facility|Accelerator|Window|Pool)\b")


def credible(line: Line, flow: Flow, fact: Fact, sides: Sides) -> bool:
    """Whether ``fact`` is told firmly enough to be a row."""
    named = _named(line, fact)
    if not named and flow.sense in _ASKING and _of_budget(line, sides.get("recipient")):
        return False
    provider, recipient = sides.get("provider"), sides.get("recipient")
    given, got = "providers" in fact.slots, "recipients" in fact.slots
    if given and not got and provider is not None and _own_money(line, fact, provider) and not named:
        return False
    if not given and not got:
        return (named and "event" in fact.slots) or (flow.sense == "contract" and _signed(line))
    if flow.sense != "appropriate" and (fact.rule.endswith(("of-whole", "slice")) or named):
        return True
    verb = flow.sense in TELLING or flow.verbal
    if flow.sense == "appropriate":
        return given and recipient is not None and of_states(recipient.party)
    if flow.sense in _ONE_SIDED and not (given and got):
        return flow.kind in _STRONG | {"fund"} and (_tied(provider) or _tied(recipient))
    if given and got:
        return verb or not flow.weak or _tied(provider)
    if _tied(provider) or _tied(recipient):
        return verb or not flow.weak or _tied(provider)
    beside = flow.noun is not None and flow.noun.distance <= BESIDE
    return flow.kind in _STRONG and ("event" in fact.slots or beside)


def _of_budget(line: Line, recipient: Side | None) -> bool:
    """Whether a government asks its parliament for what it will spend itself: "the budget requests $2 million for"."""
    before = line.between(line.sentence.passage.start, line.sentence.end)
    abroad = recipient is not None and of_states(recipient.party) and _tied(recipient)
    return _BUDGET.search(before) is not None and not abroad


def _signed(line: Line) -> bool:
    """Whether the sentence names who signed, even if it does not say who of them gives."""
    return any(
        a.role == "party" and line.party_of(a) for f in line.frames for a in f.arguments if f.sense == "contract"
    )


def _own_money(line: Line, fact: Fact, provider: Side) -> bool:
    """Whether a state that does not give by trade spends its own currency, and nobody is said to get it: a budget."""
    states = nations(line.story, provider.party)
    own = {code for value in states for code in of_place(name_of(value))}
    return (
        fact.slots["kind"].value in {"aid", "investment"}
        and not states & donors()
        and str(fact.slots["currency"].value) in own
    )


def _tied(side: Side | None) -> bool:
    return side is not None and not side.rule.startswith(_LOOSE)


def _named(line: Line, fact: Fact) -> bool:
    """Whether a fact's name is that of an instrument."""
    spans = fact.slots["name"].spans
    if fact.slots["kind"].value == "fund" and _FUND.search(str(fact.slots["name"].value)):
        return True
    return any(m.start < s.end and s.start < m.end for s in spans for m in (*line.names, *line.funds))
