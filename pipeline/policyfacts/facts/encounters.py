"""Encounters of those who act for states and organisations: visits, receptions, talks, calls, gatherings.

Each predicate of a meeting that the sentence holds is read by its sense: who takes part by its roles, where by its
place. Who is merely mentioned takes no part.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from policyfacts.facts.actors import Actor
from policyfacts.facts.context import Sentence, Story
from policyfacts.facts.places import Place, places_in
from policyfacts.facts.sides import of_role
from policyfacts.frames import Argument, Frame
from policyfacts.records import Span

_FAMILY = "meetings"
_NAME_LENGTH = 160
_ARTICLE = re.compile(r"^(?:the|a|an|its|his|her|their)\s", re.IGNORECASE)
_PAIR = 2
# So near before its verb somebody's words belong to the words that tell the encounter.
_BESIDE = 40
_PLURAL = frozenset({"talk", "negotiation", "consultation", "discussion"})


@dataclass(frozen=True, slots=True)
class Encounter:
    """A visit or a meeting: its name, the words that tell it, who takes part, and where (if told)."""

    span: Span
    name: str
    actors: tuple[Actor, ...]
    places: tuple[Place, ...]
    rule: str
    proofs: tuple[Span, ...]
    frame: Frame


def encounters(sentence: Sentence, story: Story) -> list[Encounter]:
    """Every visit and encounter that ``sentence`` tells, in order; of two readings of the same words the fuller."""
    found = [
        encounter
        for frame in story.frames(sentence, _FAMILY)
        if (read := _READERS.get(frame.sense)) and (encounter := read(sentence, story, frame))
    ]
    kept: list[Encounter] = []
    for encounter in sorted(found, key=lambda e: (-len(_values(e.actors)), -len(e.places), e.span)):
        if not any(_same(encounter, other) for other in kept):
            kept.append(encounter)
    return sorted(kept, key=lambda e: e.span)


def _same(one: Encounter, other: Encounter) -> bool:
    """Whether two encounters are one: their words overlap, or one is the noun that the other's verb supports."""
    if one.span.start < other.span.end and other.span.start < one.span.end:
        return True
    verbs = {one.frame.verb, other.frame.verb} - {None}
    return one.frame.span in verbs or other.frame.span in verbs


def _meeting(sentence: Sentence, story: Story, frame: Frame) -> Encounter | None:
    """ "X met Y", "talks between X and Y", "X and Y held talks"."""
    ones = of_role(sentence, story, frame, "participant")
    if len(_values(ones)) < _PAIR or not _somebody(ones):
        return None
    noun = "call" if frame.sense == "call" else frame.lemma if frame.form == "nominal" else "meeting"
    first, rest = _called(sentence, ones[0]), ones[1:]
    if not rest:
        name = f"{noun} of {first}"
    elif noun in _PLURAL:
        name = f"{noun}s between {first} and {_listed(sentence, rest)}"
    else:
        name = f"{noun} of {first} with {_listed(sentence, rest)}"
    return _encounter(sentence, frame, name, ones, places_of(sentence, frame, "place"))


def _visit(sentence: Sentence, story: Story, frame: Frame) -> Encounter | None:
    """ "X visited Y", "X's visit to Y"."""
    guests = of_role(sentence, story, frame, "guest")
    places = places_of(sentence, frame, "place")
    guests = tuple(g for g in guests if not any(p.span.start <= g.start < p.span.end for p in places))
    if not guests or (not places and not _somebody(guests)):
        return None
    if frame.form != "nominal" and not _official(sentence, frame, guests):
        return None
    if not places and frame.form != "nominal":
        return None
    hosts = tuple(
        Actor(*p.span, (p.country,), (p.span,))
        for p in places
        if p.country and not any(p.country in g.values for g in guests)
    )
    where = " and ".join(dict.fromkeys(p.words for p in places))
    name = f"{frame.lemma if frame.form == 'nominal' else 'visit'} of {_listed(sentence, guests)}"
    return _encounter(sentence, frame, f"{name} to {where}" if where else name, (*guests, *hosts), places)


def _reception(sentence: Sentence, story: Story, frame: Frame) -> Encounter | None:
    """ "X received Y", "Y was received in Lima": a guest is somebody."""
    guests = of_role(sentence, story, frame, "guest")
    if not any(g.sort == "person" for g in guests):
        return None
    hosts = tuple(h for h in of_role(sentence, story, frame, "host") if not set(h.values) & _values(guests))
    places = places_of(sentence, frame, "place")
    if not hosts and not places:
        return None
    there = tuple(
        Actor(*p.span, (p.country,), (p.span,)) for p in places if p.country and p.country not in _values(guests)
    )
    by = f" by {_listed(sentence, hosts)}" if hosts else f" in {places[0].words}"
    name = f"reception of {_listed(sentence, guests)}{by}"
    return _encounter(sentence, frame, name, (*hosts, *guests, *(() if hosts else there)), places)


def _gathering(sentence: Sentence, story: Story, frame: Frame) -> Encounter | None:
    """ "The ministers of X and Y gathered in Lima"."""
    ones = of_role(sentence, story, frame, "participant")
    places = places_of(sentence, frame, "place")
    if not ones or not (places or len(_values(ones)) >= _PAIR):
        return None
    who = next((_words(sentence, a) for a in frame.of("participant")), "")
    return _encounter(sentence, frame, f"gathering of {who}", ones, places) if who else None


_READERS: Mapping[str, Callable[[Sentence, Story, Frame], Encounter | None]] = {
    "meet": _meeting,
    "call": _meeting,
    "visit": _visit,
    "receive": _reception,
    "gather": _gathering,
}


def _encounter(
    sentence: Sentence, frame: Frame, name: str, actors: Sequence[Actor], places: Sequence[Place]
) -> Encounter | None:
    inside = [a for a in actors if sentence.start <= a.start < sentence.end]
    ends = [frame.end, *(p.span.end for p in places)]
    start = min([frame.start, *(a.start for a in inside if frame.start - a.end < _BESIDE and a.end <= frame.start)])
    proofs = (frame.span, *(s for a in actors for s in a.spans), *(p.span for p in places))
    if len(name) > _NAME_LENGTH:
        return None
    return Encounter(
        Span(start, max(ends)),
        name,
        tuple(dict.fromkeys(actors)),
        tuple(places),
        f"{frame.sense}+{frame.form}",
        tuple(dict.fromkeys(proofs)),
        frame,
    )


def _official(sentence: Sentence, frame: Frame, guests: Sequence[Actor]) -> bool:
    """Whether those who travel do so for their state: people in office, delegations, bodies."""
    if any(g.sort == "person" or len(g.values[0]) > len("CHN") for g in guests):
        return True
    heads = [re.match(r"[\w-]+", sentence.between(a.head, a.end)) for a in frame.of("guest")]
    return any(h and h[0].lower() in {"delegation", "delegations", "officials", "ministers", "leaders"} for h in heads)


def places_of(sentence: Sentence, frame: Frame, role: str) -> tuple[Place, ...]:
    """The places that a frame's phrases in ``role`` name."""
    found: list[Place] = []
    for argument in frame.of(role):
        found += places_in(sentence, argument.start, argument.end, head=argument.head)
    return tuple({p.value: p for p in reversed(found)}.values())[::-1]


def _somebody(actors: Sequence[Actor]) -> bool:
    return any(a.sort in {"person", "party", "group", "collective", "company"} for a in actors)


def _values(actors: Sequence[Actor]) -> set[str]:
    return {value for actor in actors for value in actor.values}


def _called(sentence: Sentence, actor: Actor) -> str:
    if actor.name:
        return actor.name
    words = sentence.between(actor.start, actor.end)
    return re.sub(r"\s+", " ", words) or actor.values[0]


def _listed(sentence: Sentence, actors: Sequence[Actor]) -> str:
    names = list(dict.fromkeys(_called(sentence, a) for a in actors))
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"


def _words(sentence: Sentence, argument: Argument) -> str:
    words = re.sub(r"\s+", " ", sentence.between(argument.start, argument.end))
    return _ARTICLE.sub("", words)
