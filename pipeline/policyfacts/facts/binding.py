"""Which of a sentence's parties give and receive each of its sums."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence

from policyfacts.facts.context import SOVEREIGN_LABELS, Sentence, Story
from policyfacts.facts.cues import clause
from policyfacts.facts.frames import Frame, Role, gapped, series
from policyfacts.facts.parties import Party
from policyfacts.records import Mention, Span

_ROLES = ("provider", "recipient")
# What the tree says counts for less than a pattern of words close by.
_TREE_RULES = ("nsubj-", "agent-", "csubj-", "pronoun-")


def bound(
    sentence: Sentence, framed: Frame, found: Sequence[Role], index: int, *, dealt: Collection[int] = ()
) -> dict[str, Role]:
    """The provider and the recipient of the sum number ``index``: the nearest that a pattern ties to it.

    A pattern that holds another sum speaks of that one. A party behind the sum serves it only where no other sum stands
    between (but for those of one series, ``dealt``); a party before it (a subject, "In Kenya, ...") serves all
    that follow.
    """
    amount = framed.amounts[index]
    chosen: dict[str, Role] = {}
    for wanted in _ROLES:
        rivals = [r for r in found if r.role == wanted and _may_serve(framed, r, index, dealt)]
        if wanted == "recipient" and "provider" in chosen:
            rivals = [r for r in rivals if r.party.values != chosen["provider"].party.values]
        if not rivals:
            continue
        best = min(rivals, key=lambda r: (_cost(sentence, r, amount, index), found.index(r)))
        chosen[wanted] = _institution(best, rivals) if wanted == "provider" else best
    return chosen


def dealt_out(framed: Frame, found: Sequence[Role]) -> dict[int, Role]:
    """Roles of the parties of a series ("Egypt ($8 million), Mali ($2 million)"): all as the first one has it."""
    members = list(series(framed))
    if not members:
        return {}
    parties = [party for party, _ in members]
    lead = next((r for r in found if r.party in parties), None)
    if lead is None:
        return {}
    return {index: Role(lead.role, f"series-{lead.rule}", party, lead.span, (index,)) for party, index in members}


def elided(framed: Frame, index: int, before: Mapping[str, Role], flows: Collection[int]) -> Role | None:
    """The role of the party right before sum number ``index`` where its verb is that of the sum before it.

    "Norway pledged $5 million, Japan $3 million": Japan gives, as Norway does; "Samoa was given $5 million, Tonga $3
    million": Tonga receives.
    """
    party = next((party for party, amount in gapped(framed) if amount == index), None)
    earlier = [i for i in flows if i < index]
    if party is None or not earlier:
        return None
    start = framed.amounts[earlier[0]].start
    here = framed.offset(0)
    # Of two parties before the sum the one beside it: "Japan promised Laos $2 million and Fiji $1 million".
    told = [r for r in _ROLES if r in before and here <= before[r].party.start < start]
    wanted = max(told, key=lambda r: before[r].party.end, default="provider")
    return Role(wanted, "verb-left-out", party, Span(party.start, framed.amounts[index].end), (index,))


def by_name(story: Story, mention: Mention) -> Role | None:
    """The recipient that a fund's own name tells: the other side of a "China-Brazil ... Fund"."""
    inside = [m for m in story.mentions_in(mention.start, mention.end) if m.label in SOVEREIGN_LABELS]
    if len({m.value for m in inside}) < 2 or story.lead not in {m.value for m in inside}:
        return None
    others = tuple(m for m in inside if m.value != story.lead)
    return Role("recipient", "name-tells", Party(others, tuple(str(m.value) for m in others)), mention.span)


def _may_serve(framed: Frame, role: Role, index: int, dealt: Collection[int]) -> bool:
    if role.amounts:
        return index in role.amounts
    amount = framed.amounts[index]
    if role.party.start >= amount.end and _told_again(framed, index, role.party.start):
        return True
    # The sums of a series belong together: what stands behind the last serves all of them.
    rivals = [a for i, a in enumerate(framed.amounts) if not (index in dealt and i in dealt)]
    between = [a for a in rivals if amount.end <= a.start < role.party.start]
    return not between


def _told_again(framed: Frame, index: int, stop: int) -> bool:
    """Whether all that stands between the sum and ``stop`` is the same sum in another currency, in brackets."""
    between = [i for i, a in enumerate(framed.amounts) if framed.amounts[index].end <= a.start < stop]
    return between == [index + 1] and re.search(rf"⟨A{index}⟩ \((?:[a-z]+ )*⟨A{index + 1}⟩\)", framed.text) is not None


def _cost(sentence: Sentence, role: Role, amount: Mention, index: int) -> float:
    distance = float(_gap(role.party, amount.span))
    if index in role.amounts and not role.rule.startswith(_TREE_RULES):
        distance *= 0.3
    if role.rule.startswith(_TREE_RULES):
        distance = distance * 0.5 + 25
    if role.rule == "fronted-in":
        distance = min(distance, 60.0)
    within = clause(sentence, amount.start, amount.end)
    if role.party.start < within.start or role.party.end > within.end:
        distance += 40
    return distance


def _institution(best: Role, rivals: Sequence[Role]) -> Role:
    """A bank rather than the state that stands behind it: "China will open a facility, run by the Development Bank"."""
    if any(m.label != "country" for m in best.party.members) or not best.rule.startswith(_TREE_RULES):
        return best
    banks = [r for r in rivals if all(m.label == "organisation" for m in r.party.members)]
    return banks[0] if banks else best


def _gap(party: Party, span: Span) -> int:
    return span.start - party.end if party.end <= span.start else max(0, party.start - span.end)


def nearest(found: Sequence[Role], span: Span) -> Iterator[tuple[str, Role]]:
    """The nearest provider and recipient of a name without a sum."""
    for wanted in _ROLES:
        rivals = [r for r in found if r.role == wanted]
        if rivals:
            yield wanted, min(rivals, key=lambda r: (_gap(r.party, span), r.party.start))
