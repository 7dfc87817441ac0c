"""The state in which a work lies, by the town, river or province of its name, or by what is known of the work.

Only a state is told that the paper names, itself or by its capital: "the Mbeya bypass" lies in Tanzania where Tanzania
is spoken of. Both prove it: the words of the place and the nearest ones of the state.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from policyfacts.facts.context import Story
from policyfacts.facts.sightings import Sighting
from policyfacts.facts.workhosts import LENDERS
from policyfacts.records import Mention, Slot, Span
from policyfacts.values.sites import Site, find_sites

_STATES = frozenset({"country", "capital"})
# "in the north of", "near the town of"
_SET_IN = re.compile(
    r"\b(?:in|at|near|outside|across|along|around|throughout)\s(?:the\s)?(?:[a-z-]+\s){0,2}(?:of\s)?$", re.IGNORECASE
)


def sited(
    sighting: Sighting, story: Story, *, tied: Sequence[Mention], beside: Sequence[Sequence[Mention]], linking: bool
) -> Sequence[Mention] | Slot:
    """The states in which the mention's own words lie; else, or where it says the same, more or less, those that the
    work is ``tied`` to.

    ``beside``: what else may tell of several states; of a group with the one that is known the whole counts. Works that
    are ``linking`` places lie where all of them do.
    """
    found, known = _by_site(sighting, story, linking=linking)
    if found is None:
        return tied
    states, told = set(str(found.value).split("; ")), _states(tied)
    if not known:
        for group in beside:
            if states < _states(group):
                return tied if _alike(told, _states(group)) else group
    return tied if _alike(told, states) else found


def lies_elsewhere(sightings: Sequence[Sighting], story: Story) -> bool:
    """Whether a work is known by name to lie in states that the paper never speaks of: those that it does speak of
    are not its own."""
    for sighting in sightings:
        for site, _ in _sites(sighting, sighting.span):
            if site.kind and site.alone == "yes":
                return not site.of(story.spoken_of)
    return False


def _alike(told: set[str], states: set[str]) -> bool:
    return bool(told) and (told <= states or told >= states)


def _states(mentions: Sequence[Mention]) -> set[str]:
    return {str(mention.value) for mention in mentions}


def _by_site(sighting: Sighting, story: Story, *, linking: bool) -> tuple[Slot | None, bool]:
    """The states in which the mention's own words lie, if that is known, and whether it is known of the work itself.

    Of what is ``linking`` places all of them count.
    """
    stretch = Span(sighting.span.start, max(sighting.span.end, sighting.tail.end if sighting.tail else 0))
    found = [(site, place) for site, place in _sites(sighting, stretch) if site.of(story.spoken_of)]
    kind = sighting.project.kind
    works = [(site, place) for site, place in found if site.kind and (site.alone == "yes" or site.kind == kind)]
    chosen = works[:1] or (found if linking else found[:1])
    states = tuple(dict.fromkeys(state for site, _ in chosen for state in site.of(story.spoken_of)))
    return (_slot(states, [place for _, place in chosen], story) if states else None), bool(works)


def at_site(sighting: Sighting, story: Story) -> Slot | None:
    """The state of the first town, river or province that the mention's part of the sentence is set in; ``None``
    where it names none. Where lenders meet ("agreed in Shanghai") no work lies."""
    sentence = sighting.sentence
    seats = [m.span for m in sentence.of("capital")]
    for site, place in _sites(sighting, sighting.reach):
        states = site.of(story.spoken_of)
        if not states or (site.kind and site.alone == "yes") or LENDERS & set(states) or place in seats:
            continue
        if _SET_IN.search(sentence.between(sentence.start, place.start)):
            return _slot(states, [place], story)
    return None


def of_cell(text: str, where: Span, story: Story) -> Slot | None:
    """The states of the work or the places that the cell of a table at ``where`` names; ``None`` where it names
    none."""
    found = [site for site in find_sites(text) if site.of(story.spoken_of)]
    works = [site for site in found if site.kind and site.alone == "yes"]
    states = tuple(dict.fromkeys(state for site in works[:1] or found for state in site.of(story.spoken_of)))
    return _slot(states, [where], story) if states else None


def _sites(sighting: Sighting, stretch: Span) -> Iterator[tuple[Site, Span]]:
    """The works and places that a stretch of the mention's sentence names, in order."""
    start = sighting.sentence.start
    for site in find_sites(sighting.sentence.text):
        place = Span(start + site.start, start + site.end)
        if stretch.start <= place.start and place.end <= stretch.end:
            yield site, place


def _slot(states: Sequence[str], places: Sequence[Span], story: Story) -> Slot:
    proof = list(places)
    for state in states:
        named = [m for m in story.mentions if m.label in _STATES and m.value == state]
        nearest = min(named, key=lambda m: (abs(m.start - places[0].start), m.start), default=None)
        proof += [nearest.span] if nearest is not None else []
    return Slot("; ".join(states), tuple(sorted(proof)))
