"""An encounter of those who act for states and organisations: its record, and what its name calls them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from policyfacts.facts.actors import Actor
from policyfacts.facts.context import Sentence
from policyfacts.facts.places import Place, place_at, places_in
from policyfacts.frames import Argument, Frame
from policyfacts.records import Span

_NAME_LENGTH = 160
ARTICLE = re.compile(r"^(?:the|a|an|its|his|her|their)\s", re.IGNORECASE)
# So near before its verb somebody's words belong to the words that tell the encounter.
_BESIDE = 40
# What stands behind these verbs took place: "the tour took her to Lima", "held talks", "opened a visit".
_HAPPENS = frozenset(
    "take bring lead begin start open end close conclude finish see follow mark last have hold make pay host".split()
)


_NAMED = r"[A-ZÀ-Þ][\w’ -]{2,30}"
_WHERE = re.compile(
    rf"(?P<lead>(?:.*\s)?(?:[Ii]n|to|visit(?:ed)?)\s(?:the\s)?){_NAMED}(?:,\s(?:the\s)?{_NAMED})?"
    r"(?:,?\s(?:(?:on|from)\s)?(?:[A-Z][a-z]+\s)?\d[^,;]{0,30})?,\swhere\b[^;]*$"
)


_NEXT = re.compile(r"\s(?:to|in|at)\s(?:the\s)?(?=[A-ZÀ-Þ])")


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


def outlook(frame: Frame) -> str:
    """What a predicate itself says of its meeting: "planned", "held", "cancelled", or nothing."""
    if frame.negated:
        return "cancelled"
    if frame.mood == "planned" or frame.tense == "future":
        return "planned"
    told = frame.form in {"active", "passive", "relative"} or frame.support in _HAPPENS
    return "held" if told and frame.tense == "past" and not frame.mood else ""


def told_encounter(
    sentence: Sentence, frame: Frame, name: str, actors: Sequence[Actor], places: Sequence[Place]
) -> Encounter | None:
    opens = frame.verb.end if frame.verb and frame.form != "nominal" else sentence.start  # "and Ghana in June"
    inside = [a for a in actors if opens <= a.start < sentence.end]
    peoples = [a.end for a in inside if a.sort == "company" and frame.end < a.start < frame.end + _BESIDE]
    ends = [frame.end, *(p.span.end for p in places), *peoples]
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


def places_of(sentence: Sentence, frame: Frame, role: str) -> tuple[Place, ...]:
    """The places that a frame's phrases in ``role`` name."""
    found: list[Place] = []
    told = list(frame.of(role))
    if frame.form == "nominal":  # "leased to Peru during her visit to Chile": the noun's own places first
        own = [a for a in told if not a.inherited]
        named = any(places_in(sentence, a.start, a.end, head=a.head) for a in own)
        told = own if named else told
    for argument in told:
        here = places_in(sentence, argument.start, argument.end, head=argument.head)
        # What a verb that only supports the noun says of "in" may be a paper or a plan: it must be a state's place.
        found += [p for p in here if p.country or not argument.inherited]
    return tuple({p.value: p for p in reversed(found)}.values())[::-1]


def place_where(sentence: Sentence, start: int) -> tuple[Place, ...]:
    """ "in Chile, where it was signed during her visit", "to Lima, where she met the premier": there."""
    clause = _WHERE.match(sentence.between(sentence.start, start))
    place = place_at(sentence, sentence.start + clause.end("lead")) if clause else None
    return (place,) if place else ()


def place_next(sentence: Sentence, end: int) -> tuple[Place, ...]:
    """The place told right behind ``end``: "met the premier in Lima", "an Official Visit to Peru"."""
    lead = _NEXT.match(sentence.text, end - sentence.start)
    place = place_at(sentence, sentence.start + lead.end()) if lead else None
    return (place,) if place else ()


def somebody(actors: Sequence[Actor]) -> bool:
    return any(a.sort in {"person", "party", "group", "collective", "company"} for a in actors)


def values_of(actors: Sequence[Actor]) -> set[str]:
    return {value for actor in actors for value in actor.values}


def called(sentence: Sentence, actor: Actor) -> str:
    """What the name of a meeting calls one who takes part: by name, else as the sentence does."""
    if actor.name:
        return actor.name
    if actor.sort == "collective":
        return " and ".join(actor.values)
    words = sentence.between(actor.start, actor.end)
    return re.sub(r"\s+", " ", words) or actor.values[0]


def listed(sentence: Sentence, actors: Sequence[Actor]) -> str:
    names = list(dict.fromkeys(called(sentence, a) for a in actors))
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"


def words_of(sentence: Sentence, argument: Argument) -> str:
    words = re.sub(r"\s+", " ", sentence.between(argument.start, argument.end))
    return ARTICLE.sub("", words)
