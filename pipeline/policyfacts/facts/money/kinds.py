"""The kind of a flow where its noun leaves it open: by who lends, by the fund its paragraph is about.

Also sums that no noun or verb makes money given, but the bank beside them: "the Development Bank ($150 million)".
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from policyfacts.facts.money.flows import Flow
from policyfacts.facts.money.lines import Line
from policyfacts.facts.money.naming import FundName, spoken_of
from policyfacts.facts.money.nouns import compared, noun_of
from policyfacts.facts.money.series import dealt
from policyfacts.facts.money.sides import Sides
from policyfacts.facts.parties import Party
from policyfacts.records import Mention
from policyfacts.values.organisations import organisation

# The Fund lends, whatever its arrangement is called (Articles of Agreement of the IMF, article V).
_ONLY_LENDS = frozenset({"International Monetary Fund", "IMF"})
# What a bank of many states does where it lends; what it "provides" may be anything.
_LENDING = re.compile(r"(?:approv|extend|obtain|secur|sign|borrow|unlock|vot|underwr)\w*", re.IGNORECASE)
_LENDERS = frozenset({"lender", "multilateral", "fund"})
# Agencies of aid are listed as lenders too; only these names say that money is lent.
_LENDING_NAME = re.compile(r"bank|\bFund\b|\bCAF\b", re.IGNORECASE)
# Where creditors come to terms, the sum is what they are owed.
_OWED = re.compile(r"\b(?:debts?|creditors?|claims|restructur\w+|arrears|stopped paying|default\w*)\b", re.IGNORECASE)
# A figure's noun nearer than this tells what the sum is; a bank farther from it says nothing about it.
_NEAR = 60
_REACH = 90
# What banks say of the world, hold and earn is no money given.
_SAYS = re.compile(
    r"\b(?:estimat|accord|forecast|calculat|assess|projected|reckon|warn|say|said|put the|found that|"
    r"report(?:s|ed) that|subscri|capital|assets|balance|portfolio|worth|valu|holds?|held|own|ow(?:es|ed|ing)|"
    r"joint venture|stake)\w*",
    re.IGNORECASE,
)
# These say where something lies rather than who receives.
_WEAK_RECEIPT = ("told-before", "sum-in", "money-in", "state-named", "topic", "fronted-in", "item-lead")
_NAMED_FUND = re.compile(r"\b(?:Fund|Facility)$")
_PLEDGES = re.compile(r"pledges?|promises?|contributions?|commitments?", re.IGNORECASE)
_PARAGRAPH = 12
_INTO_FUNDS = frozenset({"pledge", "give", "announce", "receive", "grant", "pay", "take", "secure", "increase"})


def lent(line: Line, flow: Flow, sides: Sides) -> Flow:
    """``flow`` as a loan, where only a verb tells of money that a bank for development or export gives.

    What a company puts up is an investment.
    """
    provider = sides.get("provider")
    if provider is None:
        return flow
    open_kind = flow.kind == "fund" or (flow.kind == "aid" and (flow.weak or flow.verbal))
    if open_kind and set(provider.party.values) <= _ONLY_LENDS:
        return replace(flow, kind="loan")
    if flow.kind != "aid" or not flow.verbal:
        return flow
    pairs = list(zip(provider.party.members, provider.party.values, strict=True))
    known = [organisation(v) if m.label == "organisation" else None for m, v in pairs]
    if all(k and k.kind == "company" for k in known):
        return replace(flow, kind="investment")
    lenders = {"lender", "multilateral"} if _LENDING.fullmatch(line.between(*flow.span)) else {"lender"}
    lend = any(k and k.kind in lenders and not k.gives for k in known)
    return replace(flow, kind="loan") if lend else flow


def contributed_to(line: Line, flow: Flow, sides: Sides) -> FundName | None:
    """The fund that the paragraph is about, where only a verb or a promise says what becomes of the sum."""
    told = sides.get("recipient")
    if told and flow.kind in {"aid", "fund"} and (fund := _fund_of(told.party)):
        return FundName(fund, told.party.spans, "fund", told.party.members[0])
    pledged = flow.noun is not None and _PLEDGES.fullmatch(line.between(*flow.noun.span)) is not None
    if flow.kind != "aid" or not (flow.verbal or pledged):
        return None
    if told and not told.rule.startswith(_WEAK_RECEIPT):
        return None
    if flow.sense and flow.sense not in _INTO_FUNDS:
        return None
    mention = _topic(line)
    return spoken_of(line, mention) if mention else None


def _fund_of(party: Party) -> str:
    """The name of a receiver that is a fund itself, and no agency; else empty."""
    if len(party.values) != 1:
        return ""
    member, value = party.members[0], party.values[0]
    known = organisation(value) if member.label == "organisation" else None
    fund = member.label == "fund" or (known is not None and known.kind == "fund")
    return value if fund or (known is None and member.label == "organisation" and _NAMED_FUND.search(value)) else ""


def _topic(line: Line) -> Mention | None:
    """The one named fund of the paragraph so far."""
    sentence, story = line.sentence, line.story
    found = list(line.funds)
    for earlier in story.before(sentence, reach=_PARAGRAPH):
        if earlier.passage is not sentence.passage:
            break
        found = [*Line(earlier, story).funds, *found]
    return found[-1] if len({str(m.value) for m in found}) == 1 else None


def lent_beside(line: Line, index: int) -> Flow | None:
    """The flow that a sum is by the bank beside it; ``None`` where it is none."""
    amount = line.sums[index]
    noun = noun_of(line.sentence, amount.span)
    if compared(line.sentence, amount.span) or (noun and not noun.kind and noun.distance <= _NEAR):
        return None
    boxed = dealt(line, index)
    for party in (*((boxed,) if boxed else ()), *_beside(line, index)):
        if all(_lends(m, v) for m, v in zip(party.members, party.values, strict=True)):
            kind = "loan" if _LENDING_NAME.search(party.values[0]) else "aid"
            kind = "debt relief" if _OWED.search(line.sentence.text) else kind
            return Flow(kind, amount.span, verbal=True)
    return None


def _beside(line: Line, index: int) -> Iterator[Party]:
    """The nearest party before the sum in its clause, with no other sum between; else the nearest behind it."""
    amount, within = line.sums[index], line.clause(index)
    if _SAYS.search(line.between(within.start, within.end)):
        return
    before = [p for p in line.parties if within.start <= p.start and p.end <= amount.start]
    behind = [p for p in line.parties if amount.end <= p.start and p.end <= within.end]
    for party in (*before[-1:], *behind[:1]):
        low, high = (party.end, amount.start) if party.end <= amount.start else (amount.end, party.start)
        if high - low <= _REACH and not any(low <= a.start < high for a in line.sums):
            yield party


def _lends(member: Mention, value: str) -> bool:
    known = organisation(value) if member.label == "organisation" else None
    return known is not None and known.kind in _LENDERS
