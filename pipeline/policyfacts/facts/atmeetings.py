"""People who met at a meeting that has a name of its own: "she spoke with the Andean ministers at the Rivers Forum".

Those who met took part in it. With a whole body of people (ministers, a bloc’s members) the encounter is that
meeting; with somebody by name it is one beside it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from policyfacts.facts.attendance import PAIR, values
from policyfacts.facts.context import Sentence
from policyfacts.facts.occasions import Occasion

_AT = re.compile(r"\b(?:at|during)\s(?:(?:the|an?|its|their|this\syear[’']s|today[’']s)\s)?(?:[a-z-]+\s)?$")
# What else was done there, or by whom: "met her guest, who had spoken at the Forum", "met them and spoke at the Forum".
_APART = re.compile(
    r"[;:]|\b(?:who|which|that|where|when|after|before|and\s(?:[a-z]+ly\s)?(?:[a-z]+ed|spoke|took|held|gave|made))\b"
)
_ENCOUNTERS = ("meet+", "call+", "see+")


def at_meetings(sentence: Sentence, found: Sequence[Occasion]) -> list[Occasion]:
    """``found`` with those who met at a named meeting among its participants, and such encounters left out."""
    inside = {id(met): hall for met in found if (hall := _hall(sentence, met, found)) is not None}
    return [
        _attended(occasion, [met for met in found if inside.get(id(met)) is occasion])
        for occasion in found
        if id(occasion) not in inside or _of_two_people(occasion)
    ]


def _hall(sentence: Sentence, met: Occasion, found: Sequence[Occasion]) -> Occasion | None:
    """The named meeting at which ``met`` took place, by the words that lead from its verb to that name."""
    if not met.personal or not met.rule.startswith(_ENCOUNTERS) or met.rule.endswith("+nominal") or met.clause is None:
        return None
    for occasion in _named_in(met, found):
        gap = sentence.between(met.spans[0].end, occasion.span.start)
        if _AT.search(gap) and not _APART.search(gap):
            return occasion
    return None


def _named_in(met: Occasion, found: Sequence[Occasion]) -> Iterator[Occasion]:
    end = met.clause.end if met.clause else met.span.end
    for occasion in found:
        if not occasion.personal and occasion.firm and met.spans[0].end <= occasion.span.start < end:
            yield occasion


def _of_two_people(met: Occasion) -> bool:
    return sum(actor.sort == "person" and actor.name[:1].isupper() for actor in met.actors) >= PAIR


def _attended(occasion: Occasion, encounters: Sequence[Occasion]) -> Occasion:
    """``occasion`` with those who met there; that they met tells that it took place, or will."""
    if not encounters:
        return occasion
    known = values(occasion.actors)
    more = (a for met in encounters for a in met.actors if not set(a.values) <= known)
    return replace(
        occasion,
        actors=tuple(dict.fromkeys((*occasion.actors, *more))),
        told=occasion.told or encounters[0].told,
        outlook=occasion.outlook or encounters[0].outlook,
    )
