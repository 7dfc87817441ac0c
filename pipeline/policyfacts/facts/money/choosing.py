"""Which party gives and which receives each sum of a sentence: the evidence of every form, weighed in one place."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from policyfacts.facts.asked import asked_once
from policyfacts.facts.money.evidence import by_frames
from policyfacts.facts.money.flows import Flow, flow_of
from policyfacts.facts.money.lines import Line
from policyfacts.facts.money.series import dealt, gapped, member
from policyfacts.facts.money.sides import Side, Sides, all_lend, gives_by_trade, of_states
from policyfacts.facts.money.wording import (
    around_noun,
    behind_sum,
    beside_sum,
    envoys,
    host_of,
    in_order,
    in_title,
    named_here,
    own_matter,
)
from policyfacts.facts.parties import Party
from policyfacts.values.organisations import organisation

# Beyond this weight of doubt a side is left empty.
_LIMIT = 4.5
_OTHER = {"provider": "recipient", "recipient": "provider"}
_GUESSED = ("state-named", "donor-named", "lender-named", "before-verb")


def sides_of(line: Line, index: int, flow: Flow) -> Sides:
    """The giver and the receiver of sum number ``index``, as far as its own sentence tells."""
    if line.core is None and flow is flow_of(line, index):
        return dict(_own_sides(line, index))
    return _sides(line, index, flow)


@asked_once
def _own_sides(line: Line, index: int) -> Sides:
    flow = flow_of(line, index)
    return _sides(line, index, flow) if flow else {}


def _sides(line: Line, index: int, flow: Flow) -> Sides:
    rivals = sorted(_evidence(line, index, flow), key=lambda s: (s.doubt, s.party.start))
    chosen: Sides = {}
    for side in rivals:
        if side.role in chosen or side.doubt > _LIMIT:
            continue
        other = chosen.get(_OTHER[side.role])
        if other and set(side.party.values) & set(other.party.values):
            continue
        chosen[side.role] = side
    if "provider" in chosen:
        chosen["provider"] = _through_bank(chosen["provider"], rivals)
    chosen = {role: _narrowed(line, index, side) for role, side in chosen.items()}
    if series := dealt(line, index):
        role = _of_series(line, rivals, chosen)
        chosen = {r: s for r, s in chosen.items() if r != role and not set(s.party.values) & set(series.values)}
        chosen[role] = Side(role, "series", series)
    return chosen


def _narrowed(line: Line, index: int, side: Side) -> Side:
    """Of "A and B ... 1 and 2 respectively" the one whose sum this is."""
    one = member(line, index, side.party)
    return replace(side, party=one, rule=f"{side.rule}+respectively") if one else side


def _through_bank(giver: Side, rivals: Sequence[Side]) -> Side:
    """The bank through which a state lends, where a word ties it to the money: "China announced a loan, which the China
    Development Bank provides"."""
    if not of_states(giver.party) or len(giver.party.values) > 1:
        return giver
    for side in rivals:
        if side.role != "provider" or side.doubt > _LIMIT or side.rule.startswith(_GUESSED):
            continue
        states = {known.country if (known := organisation(value)) else "" for value in side.party.values}
        if states == {giver.party.values[0]} and all_lend(side.party):
            return side
    return giver


def _of_series(line: Line, rivals: Sequence[Side], chosen: Sides) -> str:
    """Which side the parties of a series are on: that of its first; else the one that nobody before it holds."""
    first = next(i for i in range(len(line.sums)) if dealt(line, i))
    opening = dealt(line, first)
    for side in rivals:
        if opening and side.party.start <= opening.start < side.party.end and not side.rule.startswith(_GUESSED):
            return side.role
    if opening and all_lend(opening):
        return "provider"
    if "provider" in chosen and "recipient" not in chosen:
        return "recipient"
    if "recipient" in chosen and "provider" not in chosen:
        return "provider"
    before = line.between(line.sentence.start, line.sums[first].start)
    return (
        "provider"
        if re.search(r"\b(?:by|from|donors|contribut\w+|pledg\w+|lenders|financ\w+)\b", before)
        else "recipient"
    )


def _evidence(line: Line, index: int, flow: Flow) -> Iterator[Side]:
    for side in _told(line, index, flow):
        if in_title(line, side.party):
            continue
        if side.role != "recipient" or not own_matter(line, side.party):
            yield _at_home(line, side)


def _at_home(line: Line, side: Side) -> Side:
    """``side`` with the state that hosts a nation's people, which gets what is given for them there."""
    single = side.role == "recipient" and len(side.party.values) == 1
    host = host_of(line, side.party) if single else None
    return replace(side, party=host, rule=f"{side.rule}+host") if host else side


def _told(line: Line, index: int, flow: Flow) -> Iterator[Side]:
    yield from by_frames(line, index, flow)
    yield from behind_sum(line, index, flow)
    yield from beside_sum(line, index)
    yield from around_noun(line, index, flow)
    yield from in_order(line, index, flow)
    yield from named_here(line, index)
    yield from envoys(line)
    if party := gapped(line, index):
        role = _gap_role(line, index, party)
        yield Side(role, "verb-left-out", party, -0.2)


def _gap_role(line: Line, index: int, party: Party) -> str:
    """Whether "..., Fiji $2 million" goes on with who gives or with who receives in the clause before."""
    first = next((i for i in reversed(range(index)) if not gapped(line, i)), 0)
    if gives_by_trade(party):
        received = [p for f in line.frames for a in f.of("recipient") if (p := line.party_of(a))]
        if received and not any(gives_by_trade(p) for p, _ in received):
            return "provider"  # "Norway lent Mali $2 million and the World Bank $3 million"
    for frame in line.frames:
        theme = line.sums[first].start
        if not any(a.start <= theme < a.end for a in frame.arguments):
            continue
        for wanted in ("recipient", "provider"):
            told = [a for a in frame.of(wanted) if a.end <= theme and line.party_of(a)]
            if told and (
                wanted == "provider"
                or told[-1].marker in {"object2", "subject"}
                or frame.sense in {"receive", "take", "have"}
            ):
                return wanted
    return "recipient" if line.marker(party) in {"to", "for"} else "provider"
