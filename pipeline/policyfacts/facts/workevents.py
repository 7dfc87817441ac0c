"""What became of a work, by the predicates of its sentence: begun, opened, halted, financed; whatever their form.

A predicate speaks of a work where the head of its argument is that work ("opened the port"), or a noun through which it
reaches one ("began construction of the port", "awarded the contract for it"). Where the head is anything else ("opened
fire on the port", "launched an investigation of it") it tells nothing of the work.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from policyfacts.facts.context import Sentence, Story
from policyfacts.facts.sightings import Sighting
from policyfacts.facts.works import listed
from policyfacts.frames import Argument, Frame
from policyfacts.frames.inflection import noun_forms
from policyfacts.knowledge import compiled, entries
from policyfacts.language.workwords import words
from policyfacts.records import Span

_PURPOSES = frozenset({"for", "towards", "toward", "into"})
# What is given to these may be given to those who work there.
_HOUSES = frozenset({"hospital", "school", "building", "zone", "network"})
_SPELLING = re.compile(r"(?:,\s(?:including|among them|namely|such as)|\ssuch as|:)\s(?:[\w-]+\s){0,3}$")
_BEING = re.compile(r"\bbeing\s(?:\w+\s)?$")
_TO = re.compile(r"\bto\s(?:\w+ly\s)?$")
_BETWEEN = r"(?:(?!(?:of|for|to|in|on|at|by|with|from|and|but|that|which|who|where)\s)[\w’'–/.,-]+\s){0,7}?"
_COMPOUND = re.compile(r"\b(?P<word>[\w-]+)\s$")
_AGREED = re.compile(r"\bagreed?\b[^;,]{0,40}\bto\s(?:\w+ly\s)?$")
_STUDIED = re.compile(
    r"\b(?:stud(?:y|ies|ied|ying)|examin\w+|explor\w+|assess\w*|look\w* into|consider\w*)\s(?:whether|if|how|the (?:possibility|feasibility))\b",
)
_WHETHER = re.compile(r"\b(?:whether|if|how)\b")
_PERFECT = re.compile(r"\b(?:has|have)\s(?:\w+\s)?$")
_ONLY_PLANNED = frozenset(
    "plan schedule expect foresee delay postpone set target propose envisage await slip move defer promise".split()
)
_SINCE = re.compile(r"\bsince\s")
_WORD = re.compile(r"[^\W\d_][\w-]*")
# Promised money counts as money; what is only to be signed or agreed is no milestone yet.
_COUNTS_AHEAD = frozenset({"financed", "planned", "proposed", "feasibility study"})
_NEVER_AHEAD = frozenset({"agreed", "contract signed", "suspended", "cancelled"})


@dataclass(frozen=True, slots=True)
class Happened:
    """The milestone ``event`` that the predicate at ``cue`` tells of the works at ``sightings`` (indices).

    No sightings: of the work that the sentences before it are about.
    """

    event: str
    rule: str
    cue: Span
    sightings: tuple[int, ...]


def happened(sentence: Sentence, story: Story, sightings: Sequence[Sighting]) -> Iterator[Happened]:
    """The milestones that the frames of ``sentence`` tell, in the order of their predicates."""
    for frame in story.frames(sentence, "works", "texts", "money"):
        if frame.negated or (frame.mood == "possible" and frame.sense != "build"):
            continue
        yield from _befell(sentence, sightings, frame)
        if frame.family == "money":
            yield from _paid_for(sentence, sightings, frame)


def _befell(sentence: Sentence, sightings: Sequence[Sighting], frame: Frame) -> Iterator[Happened]:
    for argument in _themes(frame):
        reached = _reached(sentence, sightings, argument)
        if reached is not None:
            event = _event(sentence, frame, reached[1])
            if event:
                works = _spelt_out(sentence, sightings, reached[0])
                yield Happened(event, f"{frame.sense}+{frame.form}", frame.span, works)
            return
    if frame.family == "works" and (behind := _right_behind(sentence, sightings, frame)) is not None:
        if event := _event(sentence, frame, None):
            yield Happened(event, f"{frame.sense}+{frame.form}", frame.span, behind)


def _right_behind(sentence: Sentence, sightings: Sequence[Sighting], frame: Frame) -> tuple[int, ...] | None:
    """The works right behind a predicate for which the parser found no object."""
    if frame.form not in {"active", "relative"} or any(a.marker == "object" and not a.nested for a in frame.arguments):
        return None
    following = next((i for i, s in enumerate(sightings) if s.span.start >= frame.end), None)
    if following is None or not re.fullmatch(
        rf"\s{_BETWEEN}", sentence.between(frame.end, sightings[following].span.start)
    ):
        return None
    first, last = listed(sentence, sightings, following)
    return tuple(range(first, last + 1))


def _paid_for(sentence: Sentence, sightings: Sequence[Sighting], frame: Frame) -> Iterator[Happened]:
    """The works that a sum is given for, or to: "the metro is lent $5 million", "gave $2 million towards a new quay"."""
    if not any(frame.clause.start <= m.start < frame.clause.end for m in sentence.of("amount")):
        return
    for argument in frame.arguments:
        given = argument.role == "recipient"
        if not (given or argument.role == "purpose" or argument.marker in _PURPOSES):
            continue
        reached = _reached(sentence, sightings, argument)
        if reached is None or not reached[0] or (reached[1] and reached[1].name not in {"building", "part"}):
            continue
        if not given or sightings[reached[0][0]].project.kind not in _HOUSES:
            yield Happened("financed", f"{frame.sense}+{frame.form}", frame.span, reached[0])


def _spelt_out(sentence: Sentence, sightings: Sequence[Sighting], works: tuple[int, ...]) -> tuple[int, ...]:
    """The works that a word for many of them spells out: "three projects were delivered, including a school"."""
    if not works or works[-1] + 1 >= len(sightings):
        return works
    many, following = sightings[works[-1]], sightings[works[-1] + 1]
    if not (many.project.soft or many.project.many) or many.project.named:
        return works
    if not _SPELLING.search(sentence.between(many.span.end, following.span.start)):
        return works
    first, last = listed(sentence, sightings, works[-1] + 1)
    return tuple(range(first, last + 1))


def _themes(frame: Frame) -> Sequence[Argument]:
    """The arguments that may be the work to which something happens: the object, or without one the others.

    "Began a search of the port" has an object, which is no port.
    """
    objects = [a for a in frame.arguments if a.marker == "object" and not a.nested]
    if frame.family != "works":
        return objects
    if objects and frame.form != "nominal" and " " not in frame.lemma:
        return objects
    return [a for a in frame.arguments if a.role == "work" and not a.nested]


def _event(sentence: Sentence, frame: Frame, carrier: Carrier | None) -> str:
    """The milestone that ``frame`` tells of its work; empty where it tells none."""
    told = frame.event if frame.family == "works" else ""
    if carrier is not None:
        own = carrier.events.get(frame.sense, carrier.otherwise)
        told = told if own == "same" else own
    if not told:
        return ""
    before = sentence.between(sentence.start, frame.start)
    if frame.form == "nominal":
        own = frame.sense != "build" and (frame.support or frame.sense in {"finish", "open"})
        own = own and frame.support not in _ONLY_PLANNED
        return told if own and not frame.mood else ""
    if frame.sense == "build" and (frame.mood or _WHETHER.search(before)) and _STUDIED.search(before):
        return "feasibility study"
    if told != "financed" and _AGREED.search(before):
        return "agreed"
    if frame.sense == "resume" and _PERFECT.search(before):
        return "under construction"
    if (
        frame.sense == "serve"
        and frame.mood != "planned"
        and not _SINCE.search(sentence.between(frame.end, frame.clause.end))
    ):
        return ""
    if frame.mood == "planned":
        return told if told in _COUNTS_AHEAD else "" if told in _NEVER_AHEAD else "planned"
    if frame.mood == "possible":
        return ""
    if _TO.search(before) and told not in _COUNTS_AHEAD:
        return ""
    word = sentence.between(frame.start, frame.end).split()[0].lower()
    if frame.sense == "build" and carrier is None:
        going_on = _BEING.search(before) or (
            word.endswith("ing") and (frame.tense == "present" or frame.form == "participle")
        )
        return (
            "under construction" if going_on else told if frame.tense != "present" and not word.endswith("ing") else ""
        )
    if _BEING.search(before) or (word.endswith("ing") and frame.form != "participle"):
        return told if told in {"financed", "feasibility study", "under construction"} else ""
    return told


@dataclass(frozen=True, slots=True, eq=False)
class Carrier:
    """Nouns through which a predicate reaches a work (``knowledge/project_carriers.toml``)."""

    name: str
    joints: re.Pattern[str]
    events: Mapping[str, str]
    otherwise: str


def _reached(
    sentence: Sentence, sightings: Sequence[Sighting], argument: Argument
) -> tuple[tuple[int, ...], Carrier | None] | None:
    """The works that ``argument`` is, or leads to, and the noun that leads there; no work: that of the sentences before."""
    for index, sighting in enumerate(sightings):
        if sighting.span.start <= argument.head < sighting.span.end and sighting.form != "alias":
            first, last = listed(sentence, sightings, index)
            inside = range(first, last + 1) if argument.start <= sighting.span.start else range(index, index + 1)
            return tuple(
                i for i in inside if i == index or argument.start <= sightings[i].span.start < argument.end
            ), None
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
            rf"\s(?:[\w’'-]+\s){{0,6}}?(?:{'|'.join(entry['joints'])}|to\s(?:{improve}))\s(?:(?:the|an?)\s(?:\w+\s)?(?:construction|building|first phase|second phase)\s(?:of|on)\s)?{_BETWEEN}",
            re.IGNORECASE,
        )
        carrier = Carrier(entry["carrier"], joints, entry["events"], entry["otherwise"])
        found |= {form: carrier for noun in entry["nouns"] for form in noun_forms(noun)}
    return found
