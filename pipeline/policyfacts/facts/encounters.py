"""Encounters of those who act for states and organisations: visits, receptions, talks, calls, gatherings.

Each predicate of a meeting that the sentence holds is read by its sense: who takes part by its roles, where by its
place. Who is merely mentioned takes no part.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import pairwise

from policyfacts.facts.actors import Actor, antecedents
from policyfacts.facts.bodies import joint_body_of
from policyfacts.facts.context import Sentence, Story
from policyfacts.facts.factions import factions
from policyfacts.facts.homes import at_home, officials_called, travellers
from policyfacts.facts.meetingrecords import (
    Encounter,
    called,
    listed,
    place_next,
    place_where,
    places_of,
    somebody,
    told_encounter,
    values_of,
    words_of,
)
from policyfacts.facts.nomeetings import no_meeting
from policyfacts.facts.places import Place, places_in
from policyfacts.facts.sides import of_role, sides
from policyfacts.facts.visits import CODE, reception, sending, visit
from policyfacts.frames import Argument, Frame
from policyfacts.language.phrases import with_round
from policyfacts.records import Span

_FAMILY = "meetings"
_NAMED = re.compile(r"[A-Z]")
_PLAIN = re.compile(r"(?:[a-z\d-]+\s){1,4}")
_OCCASION = re.compile(
    r"\b(?:meeting|session|conference|forum|workshop|summit|event|dialogue|gathering|round|talk|consultation|visit)s?$",
    re.IGNORECASE,
)
_OCCASION_WORDS = frozenset(
    "round rounds talks consultation consultations sitting plenary edition negotiations".split()
)
_PAIR = 2
_DAY = len("2019-05-03")
_TIMES = re.compile(r"\s(?:\w+\s)?(?:twice|(?:two|three|four|five|six|seven|eight|nine|ten|\d+|several|many)\stimes)\b")
_WISHED = frozenset("pledge promise urge seek propose need want demand favour favor support recommend".split())
_PLURAL = frozenset({"talk", "negotiation", "consultation", "discussion"})
_AFTER_ALL = re.compile(r"\b(?:after all|no longer|any longer|any more|anymore)\b")
_WIRE = re.compile(r"^(?:the\s|a\s)?(?:tele)?phone\b|^(?:a\s)?video[\s-]?(?:link|call|conference)")
# "we, the ministers of", "for our third summit"
_AS_US = re.compile(r"^(?:we|us),?\s(?:the\s)?", re.IGNORECASE)
_AS_OWN = re.compile(r"^(?:our|their|its|the|an?)\s")
# Those who travel with somebody told before.
_TEAM = frozenset({"they", "the delegation", "the team", "the accompanying delegation"})
_BRACKET = re.compile(r"\s\([A-Z][\w-]*\)?$")
_PEERS = frozenset({"with", "object", "subject"})
_PRONOUNS = frozenset({"they", "both", "the two"})


def encounters(sentence: Sentence, story: Story) -> list[Encounter]:
    """Every visit and encounter that ``sentence`` tells, in order; of two readings of the same words the fuller."""
    found = [
        encounter
        for frame in story.frames(sentence, _FAMILY)
        if (not frame.negated or _dropped(sentence, frame)) and (read := _READERS.get(frame.sense))
        for part in _one_by_one(sentence, frame)
        if (encounter := read(sentence, story, part))
    ]
    kept: list[Encounter] = []
    for encounter in sorted(found, key=lambda e: (-len(values_of(e.actors)), -len(e.places), e.span)):
        if not any(_same(encounter, other) for other in kept):
            kept.append(encounter)
    return sorted(kept, key=lambda e: e.span)


def _one_by_one(sentence: Sentence, frame: Frame) -> Iterator[Frame]:
    """A predicate for each whom it tells to be met by himself: "met with the premier of Peru; with that of Chile"."""
    told = [a for a in frame.of("with") if not a.inherited]
    apart = all(";" in sentence.between(one.end, other.start) for one, other in pairwise(told))
    for own in told if len(told) > 1 and apart else ():
        yield replace(frame, arguments=tuple(a for a in frame.arguments if a not in told or a is own))
    if not (len(told) > 1 and apart):
        yield frame


def _same(one: Encounter, other: Encounter) -> bool:
    """Whether two encounters are one: their words overlap, or one is the noun that the other's verb supports."""
    if one.frame.span == other.frame.span and one.frame.sense == other.frame.sense:
        return one.frame.arguments == other.frame.arguments  # else those met one by one
    if one.span.start < other.span.end and other.span.start < one.span.end:
        return True
    verbs = {frame.verb for frame in (one.frame, other.frame) if frame.form == "nominal"}
    return one.frame.span in verbs or other.frame.span in verbs


def _meeting(sentence: Sentence, story: Story, frame: Frame) -> Encounter | None:
    """ "X met Y", "talks between X and Y", "X and Y held talks"."""
    if no_meeting(sentence, story, frame):
        return None
    told = sorted(frame.of("participant"), key=lambda a: (a.marker != "subject", a.nested, a.start))
    if frame.form != "nominal" and (found := _of_body(sentence, story, frame)):
        return found
    ones = _met(sentence, story, told)
    places = (
        places_of(sentence, frame, "place") or place_where(sentence, frame.start) or _with_guest(sentence, told, ones)
    )
    if frame.form == "nominal" and frame.support in _WISHED:
        return None  # "pledged closer consultation"
    if _TIMES.match(sentence.text, frame.end - sentence.start):
        return None  # how often they met is no meeting
    if not somebody(ones) or (len(values_of(ones)) < _PAIR and not (_by_itself(sentence, frame, ones))):
        return None
    return told_encounter(sentence, frame, _name(sentence, frame, ones, told), ones, places)


def _with_guest(sentence: Sentence, told: Sequence[Argument], ones: Sequence[Actor]) -> tuple[Place, ...]:
    """The place that stands behind the last of those met, and reads as if it were theirs: "met the premier in Lima"."""
    for argument in reversed(told):
        guest = any(one.sort == "person" and argument.start <= one.start < argument.end for one in ones)
        if guest and argument.marker in _PEERS - {"subject"} and (there := place_next(sentence, argument.head_end)):
            return there
    return ()


def _name(sentence: Sentence, frame: Frame, ones: Sequence[Actor], told: Sequence[Argument]) -> str:
    """What a meeting is called: by its body or its series, else by those who met."""
    noun = "call" if frame.sense == "call" else frame.lemma if frame.form == "nominal" else "meeting"
    kind = _round(sentence, frame) + _kind(sentence, frame)
    first, rest = called(sentence, ones[0]), ones[1:]
    series = next((a for a in frame.of("of") if frame.form == "nominal" and _occasion_head(sentence, a)), None)
    if frame.form != "nominal" and (body := _body(sentence, frame)):
        return f"{noun} of {body}"
    if series is not None:
        return f"{kind}{noun} of the {words_of(sentence, series)}"
    if not rest:
        return f"{kind}{noun} of {first}"
    if noun not in _PLURAL and _one_phrase(ones, told):
        return f"{kind}{noun} of {listed(sentence, ones)}"
    if noun in _PLURAL:
        return f"{kind}{noun}s between {first} and {listed(sentence, rest)}"
    return f"{kind}{noun} of {first} with {listed(sentence, rest)}"


def _dropped(sentence: Sentence, frame: Frame) -> bool:
    """Whether what was planned will not be: "she will not visit Peru after all"."""
    ahead = frame.mood == "planned" or frame.tense == "future"
    return frame.negated and ahead and _AFTER_ALL.search(sentence.between(*frame.clause)) is not None


def _one_phrase(ones: Sequence[Actor], told: Sequence[Argument]) -> bool:
    """Whether one phrase tells all who met, as "the ministers of Peru and Chile" does."""
    if any(one.sort == "person" for one in ones[1:]):
        return False
    return any(all(a.start <= one.start and one.end <= a.end for one in ones) for a in told)


def _met(sentence: Sentence, story: Story, told: Sequence[Argument]) -> tuple[Actor, ...]:
    """Who met, with those who are at home where the others are."""
    pronoun = any(a.marker == "subject" and sentence.between(a.start, a.end).lower() in _TEAM for a in told)
    others = [a for a in told if a.marker == "with"]
    if pronoun and others:
        ones = (*travellers(sentence, story), *sides(sentence, story, others))
    else:
        ones = sides(sentence, story, told) or _they(sentence, story, told)
    if len(values_of(ones)) == 1 and ones[0].sort == "person":
        ones = (*ones, *at_home(sentence, story, told, ones))
    if len(values_of(ones)) < _PAIR:
        known = values_of(ones)
        ones = (*ones, *(f for f in factions(sentence, told) if f.name not in known))
    return tuple(_in_full(sentence, told, one) for one in ones)


def _in_full(sentence: Sentence, told: Sequence[Argument], one: Actor) -> Actor:
    """A party told by those who act for it ("Peruvian government officials") by all these words, not only its own."""
    for argument in told:
        inside = argument.start <= one.start and one.end <= argument.head
        if (
            inside
            and one.sort == "party"
            and not one.name.isupper()
            and argument.marker in {"with", "object", "subject"}
        ):
            return replace(one, name=officials_called(sentence, argument))
    return one


def _they(sentence: Sentence, story: Story, told: Sequence[Argument]) -> tuple[Actor, ...]:
    """ "They met again": the two named last together."""
    pronoun = next((a for a in told if sentence.between(a.start, a.end).lower() in _PRONOUNS), None)
    return tuple(antecedents(sentence, story, pronoun.start, _PAIR)) if pronoun else ()


def _of_body(sentence: Sentence, story: Story, frame: Frame) -> Encounter | None:
    """ "The joint commission met in Lima": its members met, where the clause tells a day or a place."""
    told = list(frame.of("participant"))
    body = joint_body_of(sentence, story, told[0]) if len(told) == 1 else None
    places = places_of(sentence, frame, "place")
    dated = any(frame.clause.start <= d.start < frame.clause.end for d in sentence.of("date"))
    if body is None or not (places or dated):
        return None
    found = told_encounter(sentence, frame, f"meeting of {body.name}", body.members, places)
    return replace(found, proofs=tuple(dict.fromkeys((*found.proofs, body.span)))) if found else None


def _occasion_head(sentence: Sentence, argument: Argument) -> bool:
    """Whether what is convened is a meeting, which is told by its own name."""
    head = sentence.between(argument.head, argument.head_end)
    return _OCCASION.search(head) is not None or head.lower() in _OCCASION_WORDS


def _by_itself(sentence: Sentence, frame: Frame, ones: Sequence[Actor]) -> bool:
    """Whether a body met: "the Board of the Bank met in Lima on 3 May" needs nobody else, but a day or a place."""
    body = len(ones) == 1 and ones[0].sort in {"party", "company"} and len(ones[0].values[0]) > CODE
    told = any(frame.clause.start <= d.start < frame.clause.end for d in sentence.of("date"))
    return body and told and frame.form == "active" and frame.lemma == "meet" and frame.one("object", "with") is None


def _body(sentence: Sentence, frame: Frame) -> str:
    """The body, or the ministers, who met by themselves: "the Joint Commission of Peru and Chile met"."""
    told = list(frame.of("participant"))
    if len(told) != 1 or told[0].marker not in {"subject"}:
        return ""
    words = _AS_US.sub("", re.sub(r"\s+", " ", sentence.between(told[0].start, told[0].end)))
    if words.lower() in _PRONOUNS:
        return ""
    return words[:1].lower() + words[1:] if re.match(r"(?:The|Ministers|Leaders)\b", words) else words


def _gathering(sentence: Sentence, story: Story, frame: Frame) -> Encounter | None:
    """ "The ministers of X and Y gathered in Lima"."""
    if found := _of_body(sentence, story, frame):
        return found
    ones = of_role(sentence, story, frame, "participant")
    places = places_of(sentence, frame, "place")
    if any(_occasion_head(sentence, a) for a in frame.of("object")):
        return None
    if not ones or not (places or len(values_of(ones)) >= _PAIR):
        return None
    if frame.lemma.startswith("bring") and not _brought(sentence, story, frame, places):
        return None
    if any(_occasion_head(sentence, a) for a in frame.of("place")) or (len(ones) == 1 and ones[0].sort == "person"):
        return None  # "the summit, convened in Lima": one alone does not gather
    told = sorted(frame.of("participant"), key=lambda a: a.marker != "object")  # whom one brings together
    who = next((words_of(sentence, a) for a in told), "")
    if not who or _OCCASION.search(who):  # "the meeting convened by the bank" is told by its own name
        return None
    summit = next((a for a in frame.of("for") if _occasion_head(sentence, a)), None)
    name = _own_session(sentence, summit, who) if summit else f"gathering of {_AS_US.sub('', who)}"
    found = told_encounter(sentence, frame, name, ones, places)
    if found is None or summit is None:
        return found
    span = Span(found.span.start, max(found.span.end, summit.end))
    return replace(found, span=span, proofs=(*found.proofs, summit.span))


def _brought(sentence: Sentence, story: Story, frame: Frame, places: Sequence[Place]) -> bool:
    """Whether those who are brought together act for two states, and it is told when or where."""
    met = sides(sentence, story, [a for a in frame.of("participant") if a.marker == "object"])
    dated = any(frame.clause.start <= d.start < frame.clause.end for d in sentence.of("date"))
    return len(values_of(met)) >= _PAIR and (dated or bool(places))


def _own_session(sentence: Sentence, summit: Argument, who: str) -> str:
    """What those convene for, by its name; by their own where it has but a number ("for its ninth meeting")."""
    name = _AS_OWN.sub("", words_of(sentence, summit))
    return name if _NAMED.search(name) else f"{name} of the {_BRACKET.sub('', _AS_US.sub('', who))}"


def _joint_act(sentence: Sentence, story: Story, frame: Frame) -> Encounter | None:
    """Two people of two states who do one thing at one place on one day: "On 3 May 2019, in Rome, X and Y signed"."""
    ones = of_role(sentence, story, frame, "participant")
    if any(_WIRE.search(sentence.between(a.start, a.end)) for a in frame.of("by", "over", "via")):
        return _by_wire(sentence, frame, ones)
    days = [
        d for d in sentence.of("date") if len(str(d.value)) == _DAY and frame.clause.start <= d.start < frame.clause.end
    ]
    if len(days) != 1 or len(values_of(ones)) < _PAIR or not any(a.sort == "person" for a in ones) or frame.mood:
        return None
    places = tuple(
        p for a in frame.of("in", "at") for p in places_in(sentence, a.start, a.end, head=a.head) if p.country
    )
    if not places:
        return None
    name = f"meeting of {called(sentence, ones[0])} with {listed(sentence, ones[1:])}"
    return told_encounter(sentence, frame, name, ones, places)


def _by_wire(sentence: Sentence, frame: Frame, ones: Sequence[Actor]) -> Encounter | None:
    """ "X and Y agreed by telephone": a call of those two."""
    if len(values_of(ones)) < _PAIR or not any(a.sort == "person" for a in ones) or frame.mood:
        return None
    return told_encounter(sentence, frame, f"call of {listed(sentence, ones)}", ones, ())


def _seeing(sentence: Sentence, story: Story, frame: Frame) -> Encounter | None:
    """ "X saw Y", "X spoke with Y": a meeting where both are people."""
    told = sides(sentence, story, list(frame.of("participant")))
    return _meeting(sentence, story, frame) if len(told) >= _PAIR and all(a.sort == "person" for a in told) else None


def _kind(sentence: Sentence, frame: Frame) -> str:
    """What sort of a meeting a noun says it was: "first trilateral ", "virtual "; empty where it does not."""
    if frame.form != "nominal":
        return ""
    # The capital of a sentence's first word names nothing.
    plain = (
        a for a in frame.of("modifier") if not _NAMED.search(sentence.between(max(a.start, sentence.start + 1), a.end))
    )
    own = [a for a in plain if a.end <= frame.start]
    start = min((a.start for a in own), default=frame.start)
    words = re.sub(r"\s+", " ", sentence.between(start, frame.start))
    if start == sentence.start:
        words = words[:1].lower() + words[1:]
    return words if words and _PLAIN.fullmatch(words) else ""


def _round(sentence: Sentence, frame: Frame) -> str:
    """ "third round of ", where a noun is told as one of a series."""
    before = min((a.start for a in frame.of("modifier") if a.end <= frame.start), default=frame.start) - sentence.start
    start = with_round(sentence.text, before) if frame.form == "nominal" else before
    return re.sub(r"\s+", " ", sentence.text[start:before])


_READERS: Mapping[str, Callable[[Sentence, Story, Frame], Encounter | None]] = {
    "meet": _meeting,
    "call": _meeting,
    "see": _seeing,
    "visit": visit,
    "send": sending,
    "receive": reception,
    "gather": _gathering,
    "sit": _of_body,
    "act": _joint_act,
}
