"""A party's part in a flow of money, and what kinds of parties there are: those that lend, those that give by trade."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from policyfacts.facts.donors import donors
from policyfacts.facts.parties import Party
from policyfacts.records import Mention, Span
from policyfacts.values.organisations import organisation

_PAIR = 2
LENDERS = frozenset({"lender", "insurer", "multilateral"})


@dataclass(frozen=True, slots=True)
class Side:
    """A party's part in a flow: ``role`` and the ``rule`` that told it, with the doubt left (0: none)."""

    role: str
    rule: str
    party: Party
    doubt: float = 0.0

    @property
    def span(self) -> Span:
        return Span(self.party.start, self.party.end)


Sides = dict[str, Side]


def lends(member: Mention, value: str) -> bool:
    """Whether a party is a listed bank or agency that lends or gives."""
    known = organisation(value) if member.label == "organisation" else None
    return known is not None and known.kind in LENDERS


def all_lend(party: Party) -> bool:
    """Whether all members lend or give by trade, as banks and agencies do."""
    return all(lends(m, v) for m, v in zip(party.members, party.values, strict=True))


def gives_by_trade(party: Party) -> bool:
    """Whether all members are states that give by trade, or banks and agencies that lend or give."""
    return set(party.values) <= donors() if of_states(party) else all_lend(party)


def signing(party: Party) -> Iterator[Side]:
    """The sides of those who sign: banks lend, states that give by trade give, any other takes."""
    pairs = list(zip(party.members, party.values, strict=True))
    gives = [(m, v) for m, v in pairs if v in donors() or lends(m, v)]
    takes = [(m, v) for m, v in pairs if (m, v) not in gives]
    if len(takes) > 1 and not gives:
        return  # of two states that sign none is said to lend
    if len(pairs) > _PAIR and len(gives) * 2 >= len(pairs):
        gives, takes = pairs, []  # many who sign together are lenders
    # "three banks and the treasury of France signed loans": all of them lend
    all_of_many = len(pairs) > _PAIR and any(lends(m, v) for m, v in pairs)
    if not takes and len(gives) > 1 and not all_of_many:
        banks = [(m, v) for m, v in gives if lends(m, v)]
        if not banks or len(banks) == len(gives):
            return
        gives, takes = banks, [pair for pair in gives if pair not in banks]  # of a bank and a state, the state takes
    for role, members in (("provider", gives), ("recipient", takes)):
        if members:
            yield Side(role, "", Party(tuple(m for m, _ in members), tuple(v for _, v in members)))


def of_states(party: Party) -> bool:
    """Whether all members are states, blocs or regions."""
    return all(m.label in {"country", "bloc"} for m in party.members)
