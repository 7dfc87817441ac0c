"""Through which nouns a predicate reaches a work: "began construction of the port", "awarded the contract for it"."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from policyfacts.facts.context import Sentence
from policyfacts.facts.sightings import Sighting
from policyfacts.facts.workneighbours import listed
from policyfacts.frames import Argument
from policyfacts.frames.inflection import noun_forms
from policyfacts.knowledge import compiled, entries
from policyfacts.language.workwords import words
from policyfacts.records import Span

_COMPOUND = re.compile(r"\b(?P<word>[\w-]+)\s$")
BETWEEN = (
    r"(?:(?!(?:of|for|to|in|on|at|by|with|from|and|but|that|which|who|where|until|till|before|after|when|while|since|because|if|"
    r"as|than)\s)[\w’'–/.,-]+\s){0,7}?"
)
"""What may stand between a predicate or a preposition and the name of a work: no other preposition."""
_THEIR_OWN = re.compile(r"\b(?:its|their|his|her)\s(?:[a-z-]+\s)?$")
# "a total of 12 bridges": the bridges.
_COUNTED = re.compile(
    r"(?:total|number|series|set|group|half|majority|dozen|couple|pair|batch|string|one|both|most|some|all)s?\sof\s(?:the\s|its\s)?"
)
_NEAR = 24
_WORD = re.compile(r"[^\W\d_][\w-]*")


@dataclass(frozen=True, slots=True, eq=False)
class Carrier:
    """Nouns through which a predicate reaches a work (``knowledge/project_carriers.toml``)."""

    name: str
    joints: re.Pattern[str]
    events: Mapping[str, str]
    otherwise: str


def reached(
    sentence: Sentence, sightings: Sequence[Sighting], argument: Argument
) -> tuple[tuple[int, ...], Carrier | None] | None:
    """The works that ``argument`` is, or leads to, and the noun that leads there.

    A noun that leads to no work of the sentence speaks of the one of the sentences before.
    """
    for index, sighting in enumerate(sightings):
        if sighting.span.start <= argument.head < sighting.span.end and sighting.form != "alias":
            first, last = listed(sentence, sightings, index)
            inside = range(first, last + 1) if argument.start <= sighting.span.start else range(index, index + 1)
            return tuple(
                i for i in inside if i == index or argument.start <= sightings[i].span.start < argument.end
            ), None
    counted = _COUNTED.match(sentence.text, argument.head - sentence.start)
    if counted is not None:
        meant = next(
            (i for i, s in enumerate(sightings) if 0 <= s.span.start - sentence.start - counted.end() <= _NEAR), None
        )
        return ((meant,), None) if meant is not None and sightings[meant].form != "alias" else None
    match = _WORD.match(sentence.text, argument.head - sentence.start)
    carrier = _carriers().get(match[0].lower()) if match else None
    if (
        carrier is not None
        and carrier.name == "building"
        and (of := _COMPOUND.search(sentence.text[: match.start()] if match else ""))
    ):
        carrier = _carriers().get(of["word"].lower(), carrier)  # "the study work"
    if match is None or carrier is None:
        return None
    return _led_to(sentence, sightings, Span(argument.head, sentence.start + match.end()), carrier)


def _led_to(
    sentence: Sentence, sightings: Sequence[Sighting], noun: Span, carrier: Carrier
) -> tuple[tuple[int, ...], Carrier] | None:
    for index, sighting in enumerate(sightings):
        if sighting.form == "alias":
            continue
        if sighting.span.end <= noun.start and re.fullmatch(
            r"(?:[’']s?)?\s(?:[\w-]+\s){0,2}", sentence.between(sighting.span.end, noun.start)
        ):
            return (index,), carrier
        if sighting.span.start >= noun.end:
            if carrier.joints.fullmatch(sentence.between(noun.end, sighting.span.start)):
                first, last = listed(sentence, sightings, index)
                return tuple(range(first, last + 1)), carrier
            break
    behind = sentence.between(noun.end, sentence.end)
    said = sentence.between(sentence.start, noun.start)
    if carrier.name == "building" and _THEIR_OWN.search(said):
        return None  # "the fund began its work"
    own = carrier.name in {"building", "part"} or (
        carrier.name == "contract" and re.search(r"\b[Tt]he\s(?:\w+\s)?$", said)
    )
    own = own and not re.match(r"\s(?:of|on|for)\s", behind)
    return ((), carrier) if own else None


@compiled
def _carriers() -> Mapping[str, Carrier]:
    found: dict[str, Carrier] = {}
    improve = "|".join(sorted(words("improve")))
    for entry in entries("project_carriers"):
        joints = re.compile(
            rf"\s(?:[\w’'-]+\s){{0,6}}?(?:{'|'.join(entry['joints'])}|to\s(?:[a-z]+(?:,\s[a-z]+)?,?\sand\s)?(?:{improve}))\s"
            rf"(?:(?:the|an?)\s(?:\w+\s)?(?:construction|building|first phase|second phase)\s(?:of|on)\s)?{BETWEEN}",
            re.IGNORECASE,
        )
        carrier = Carrier(entry["carrier"], joints, entry["events"], entry["otherwise"])
        found |= {form: carrier for noun in entry["nouns"] for form in noun_forms(noun)}
    return found
