"""Sums that no noun or verb makes money given, but the bank beside them: "the Development Bank ($150 million)"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from policyfacts.facts.context import Sentence
from policyfacts.facts.cues import clause
from policyfacts.facts.flows import Measure, compared, measure
from policyfacts.facts.frames import Frame, Role, series
from policyfacts.facts.parties import Party
from policyfacts.records import Mention, Slot, Span
from policyfacts.values.organisations import organisation

_LENDERS = frozenset({"lender", "multilateral", "fund"})
# Agencies of aid are listed as lenders too; only these names say that money is lent.
_LENDING_NAME = re.compile(r"bank|\bFund\b|\bCAF\b", re.IGNORECASE)
# Where creditors come to terms, the sum is what they are owed.
_OWED = re.compile(r"\b(?:debts?|creditors?|claims|restructur\w+|arrears|stopped paying|default\w*)\b", re.IGNORECASE)
_COMMITTED = frozenset({"loan", "grant", "credit line", "guarantee"})
# A figure's noun nearer than this tells what the sum is.
_NEAR = 60
# A bank farther from a sum than this says nothing about it.
_REACH = 90
# What banks say of the world, hold and earn is no money given.
_SAYS = re.compile(
    r"\b(?:estimat|accord|forecast|calculat|assess|projected|reckon|warn|say|said|put the|found that|"
    r"report(?:s|ed) that|"
    r"subscri|capital|assets|balance|portfolio|worth|valu|holds?|held|own|ow(?:es|ed|ing)|joint venture|stake)\w*",
    re.IGNORECASE,
)


# Banks that only say or count are no givers.
_SAID = re.compile(
    r"\b(?:according to|estimat\w+|forecasts?|calculat\w+|reckon\w*|put the|warn\w*|found that|reports? that|"
    r"shares? in)\b",
    re.IGNORECASE,
)


# A programme that is a condition, a member and an adviser give nothing here.
_ELSEWHERE = re.compile(
    r"\b(?:if|once|unless|until|provided|without|except|like|unlike|than|member of|advice of|besides)"
    r"\s(?:an?\s|the\s)?$",
    re.IGNORECASE,
)


def lent_beside(sentence: Sentence, framed: Frame, index: int) -> tuple[Measure, Role] | None:
    """The flow that sum number ``index`` is by the bank beside it, and the bank's part; ``None`` where it is none."""
    amount = framed.amounts[index]
    if compared(sentence, amount.span) or _told_otherwise(sentence, amount):
        return None
    for party in (*_in_brackets(framed, index), *_before(sentence, framed, amount)):
        if all(_lends(value) for value in party.values):
            kind = "loan" if _LENDING_NAME.search(party.values[0]) else "aid"
            kind = "debt relief" if _OWED.search(sentence.text) else kind
            role = Role("provider", "lender-beside", party, Span(party.start, party.end), (index,))
            return Measure(kind, kind, amount.span, 0, 0, verbal=True), role
    return None


def lender_named(sentence: Sentence, framed: Frame, index: int, tied: Mapping[str, Role]) -> Role | None:
    """The bank or fund that the sentence names nearest to sum number ``index``, where no words tie it to a side.

    "The Fund's own credit of $3 million", "a loan of $2 million contracted with the Arab Fund".
    """
    amount = framed.amounts[index]
    taken = {value for role in tied.values() for value in role.party.values}
    within = clause(sentence, amount.start, amount.end)
    if _SAID.search(sentence.text):
        return None
    near = [
        (0 if within.start <= party.start < within.end else 200, _gap(party, amount), party)
        for party in framed.parties
        if all(_lends(value) for value in party.values)
        and not taken & set(party.values)
        and not _ELSEWHERE.search(sentence.between(sentence.start, party.start))
        # "A fund of $2 million, and a credit of $1 million by the Bank": the Bank lends the second sum.
        and not any(amount.end <= other.start < party.start for other in framed.amounts)
    ]
    if not near:
        return None
    _, _, party = min(near, key=lambda told: (told[0] + told[1], told[2].start))
    return Role("provider", "lender-named", party, Span(party.start, party.end), (index,))


def lends_so(provider: Role, slots: Mapping[str, Slot]) -> bool:
    """Whether ``provider`` commits money of which nothing more is said: a bank beside it, or a bank's dated loan."""
    if provider.rule == "lender-beside":
        return True
    dated = "date" in slots and "/" not in str(slots["date"].value)
    return dated and slots["kind"].value in _COMMITTED and all(_lends(value) for value in provider.party.values)


def _gap(party: Party, amount: Mention) -> int:
    return amount.start - party.end if party.end <= amount.start else party.start - amount.end


def _in_brackets(framed: Frame, index: int) -> Iterator[Party]:
    return (party for party, number in series(framed) if number == index)


def _before(sentence: Sentence, framed: Frame, amount: Mention) -> Iterator[Party]:
    """The nearest party before the sum in its clause, with no other sum between; else the nearest behind it."""
    within = clause(sentence, amount.start, amount.end)
    if _SAYS.search(sentence.between(within.start, within.end)):
        return
    others = [a for a in framed.amounts if a is not amount]
    before = [p for p in framed.parties if within.start <= p.start and p.end <= amount.start]
    behind = [p for p in framed.parties if amount.end <= p.start and p.end <= within.end]
    for party in (*before[-1:], *behind[:1]):
        low, high = (party.end, amount.start) if party.end <= amount.start else (amount.end, party.start)
        if high - low <= _REACH and not any(low <= a.start < high for a in others):
            yield party


def _told_otherwise(sentence: Sentence, amount: Mention) -> bool:
    found = measure(sentence, amount.span)
    return found is not None and not found.kind and found.distance <= _NEAR


def _lends(value: str) -> bool:
    known = organisation(value)
    return known is not None and known.kind in _LENDERS
