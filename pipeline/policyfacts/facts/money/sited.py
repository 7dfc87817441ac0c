"""Who receives by where the money's work lies: "at Kostolac a unit was built with a loan" is not the neighbour's loan.

What the sentences before told of who receives does not hold for a work that the sentence itself sets in another state,
nor behind a sentence that has turned to another: "Peru's road is the sad tale. Of the $2 million borrowed ...".
"""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import replace

from policyfacts.facts.donors import donors
from policyfacts.facts.money.lines import Line
from policyfacts.facts.money.sides import Sides
from policyfacts.facts.parties import Party
from policyfacts.facts.topics import nations
from policyfacts.records import Mention
from policyfacts.values.sites import Site, find_sites

# These rules take who receives from other sentences.
_FROM_AFAR = frozenset({"told-before", "topic", "item-lead"})
_REACH = 2
_OPENS = re.compile(r"(?:(?:In|For|The|As\sfor)\s(?:the\s)?)?")
_SUBJECT = re.compile(r"[’']s?\s|,\s|\s(?:has|had|is|was|will|would|also|itself|\w+ed|\w+s)\b")
_STATES = frozenset({"country", "capital"})
# "At Kostolac", "the port of Limón", "Pokhara’s airport", "For the next, Mateševo–Andrijevica"
_SET_IN = re.compile(
    r"(?:^|\b(?:in|at|near|outside|across|along|around|of|from|to|for|between|and|the|next)[,]?\s(?:the\s)?(?:[a-z-]+\s){0,2}(?:of\s)?|–)$",
    re.IGNORECASE,
)


def set_right(line: Line, sides: Sides) -> Sides:
    """``sides`` with the state in which the sentence's towns and works lie as receiver, for one told elsewhere."""
    told = sides.get("recipient")
    if told is None or told.rule not in _FROM_AFAR or _names_states(line):
        return sides
    giver = sides["provider"].party if "provider" in sides else None
    taken = nations(line.story, giver) if giver else set()
    named = frozenset(str(m.value) for m in line.story.mentions if m.label in _STATES)
    if turned := _turned_to(line, told.party, taken):
        return {**sides, "recipient": replace(told, rule="turned-to", party=turned)}
    found = {state: site for site in find_sites(line.sentence.text) for state in _states(line, site, named)}
    states = [state for state in found if state not in taken]
    if len(states) != 1 or states[0] in told.party.values:
        return sides
    site = found[states[0]]
    start, end = line.sentence.start + site.start, line.sentence.start + site.end
    place = Mention("country", start, end, line.between(start, end), states[0])
    return {**sides, "recipient": replace(told, rule="site", party=Party((place,), (states[0],)))}


def _names_states(line: Line) -> bool:
    """Whether the sentence itself names a state, other than in the name of a bank or a firm."""
    bodies = line.sentence.of("organisation")
    return any(not any(b.start <= m.start < b.end for b in bodies) for m in line.sentence.of("country"))


def _turned_to(line: Line, told: Party, taken: Collection[str]) -> Party | None:
    """The state with which a sentence between the one told and this one opens."""
    for earlier in line.story.before(line.sentence, reach=_REACH):
        if earlier.passage is not line.sentence.passage or earlier.start <= told.start:
            return None
        opening = next(iter(earlier.of("country")), None)
        if opening and _OPENS.fullmatch(earlier.between(earlier.start, opening.start)):
            value = str(opening.value)
            if value in {*taken, *told.values, *donors()} or not _SUBJECT.match(
                earlier.text, opening.end - earlier.start
            ):
                return None
            return Party((opening,), (value,))
    return None


def _states(line: Line, site: Site, named: frozenset[str]) -> tuple[str, ...]:
    """The one state, of those that the paper names, in which a place lies that the sentence is set in."""
    states = tuple(site.of(named))
    set_in = _SET_IN.search(line.sentence.text, 0, site.start) is not None
    return states if len(states) == 1 and set_in else ()
