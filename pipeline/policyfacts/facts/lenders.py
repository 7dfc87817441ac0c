"""Sums that no noun or verb makes money given, but the bank beside them: "the Development Bank ($150 million)"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from policyfacts.facts.context import Sentence
from policyfacts.facts.cues import clause
from policyfacts.facts.flows import Measure, compared, measure
from policyfacts.facts.frames import Frame, Role, series
from policyfacts.facts.parties import Party
from policyfacts.records import Mention, Span
from policyfacts.values.organisations import organisation

_LENDERS = frozenset({"lender", "multilateral", "fund"})
# Agencies of aid are listed as lenders too; only these names say that money is lent.
_LENDING_NAME = re.compile(r"bank|\bFund\b|\bCAF\b", re.IGNORECASE)
# Where creditors come to terms, the sum is what they are owed.
_OWED = re.compile(r"\b(?:debts?|creditors?|claims|restructur\w+|arrears|stopped paying|default\w*)\b", re.IGNORECASE)
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
