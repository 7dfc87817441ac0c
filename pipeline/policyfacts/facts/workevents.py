"""What became of a work, by the predicates of its sentence: begun, opened, halted, financed; whatever their form.

A predicate speaks of a work where the head of its argument is that work ("opened the port"), or a noun through which it
reaches one ("began construction of the port", "awarded the contract for it"). Where the head is anything else ("opened
fire on the port", "launched an investigation of it") it tells nothing of the work.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from policyfacts.facts.context import Sentence, Story
from policyfacts.facts.sightings import Sighting
from policyfacts.facts.workcarriers import BETWEEN, Carrier, reached
from policyfacts.facts.workneighbours import listed
from policyfacts.frames import Argument, Frame
from policyfacts.language.workwords import words
from policyfacts.records import Span

_PURPOSES = frozenset({"for", "towards", "toward", "into"})
# Senses of money that give none: what is asked for, owed, paid back, or only a size.
_NO_PAYMENT = frozenset({"seek", "owe", "repay", "plan", "cancel", "amount", "buy", "forgive", "implement", "have"})
# "took its first ship": no money.
_FIRST_CALL = re.compile(r"\s(?:in\s)?(?:its|the|their)\s(?:first|maiden|inaugural)\s")
# What is given to these may be given to those who work there.
_HOUSES = frozenset({"hospital", "school", "building", "zone", "network"})
_TO_BUILD = re.compile(
    r"\sfor\s(?:(?:its|their|the|an?)\s)?(?:[a-z]+,?\s){0,2}(?:construction|building|rehabilitation|reconstruction|renovation|"
    r"modernisation|modernization|expansion|extension|upgrad\w+|repairs?|equipment)\b"
)
_TO_BUILD_IT = re.compile(
    rf"(?:,?\s(?:in|on|at|by)\s[^,;:]{{2,30}},?)?\s(?:to\s(?:build|dig|lay|construct|erect|rebuild|drive|bore|dredge|widen|pave)|"
    rf"(?:building|digging|laying|constructing|erecting|rebuilding|boring|dredging|widening|paving))\s{BETWEEN}"
)
_RUN = frozenset({"network", "digital route", "cable", "school", "hospital"})
_SPELLING = re.compile(r"(?:,\s(?:including|among them|namely|such as)|\ssuch as|:)\s(?:[\w-]+\s){0,3}$")
_BEING = re.compile(r"\bbeing\s(?:\w+\s)?$")
_TO = re.compile(r"\bto\s(?:\w+ly\s)?$")
# "until the pipeline has been built": it has not.
_NOT_YET = re.compile(
    r"\b(?:until|till|before|once|unless|by the time|as soon as)\s(?:[\w’'–-]+\s){0,7}"
    r"(?:has|have|is|are)\s(?:\w+ly\s)?(?:been\s)?$"
)
# "once it opens in 2027"
_ONCE = re.compile(r"\b(?:once|when|until|till|before|as soon as|by the time)\s(?:[\w’'–-]+\s){1,6}$")
# What a work begins to do when it is in service: anything but being built.
_DOES = re.compile(r"\s(?:to\s(?P<base>[a-z]+)|(?P<ing>[a-z]+ing))\b")
_FIRST_STROKE = re.compile(
    r"\b(?:had|has|saw|seen)\s(?:had\s)?(?:its|the)\s(?:first\s|foundation\s)?(?:rail|pile|stone|concrete|pipe|sod|caisson|pier|slab)s?\s$"
)
_TO_BE = re.compile(r"\bto be\s(?:\w+ly\s)?$")
# "Ten schools will be rebuilt and two bridges built": the second verb leaves "will be" to the first.
_ELIDED = re.compile(
    r"\b(?:will|would|shall|should|must|(?:is|are|was|were|has|have|due|planned) to|to)\s(?:\w+ly\s|also\s|then\s)?"
    r"be\s(?:\w+ly\s)?[a-z-]+(?:ed|built|laid|dug|set up|put up)\b"
    r"(?:(?!\b(?:is|are|was|were|has|have|had|which|that|who|where|after)\b)[^;.:])*"
    r"(?:,|\sand|,\sand)\s(?:(?:an?|the|its|their|some|about|another)\s)?(?:[\w’'.,–-]+\s){1,7}$"
)
_SHOULD = re.compile(r"\b(?:should|would)\s(?:then\s|also\s|thus\s)?(?:be\s)?(?:\w+ly\s)?$")
_AGREED = re.compile(r"\bagreed?\b[^;,]{0,40}\bto\s(?:\w+ly\s)?$")
_STUDIED = re.compile(
    r"\b(?:stud(?:y|ies|ied|ying)|examin\w+|explor\w+|assess\w*|look\w* into|consider\w*)\s"
    r"(?:whether|if|how|the (?:possibility|feasibility))\b",
)
_WHETHER = re.compile(r"\b(?:whether|if|how)\b")
_PERFECT = re.compile(r"\b(?:has|have)\s(?:\w+\s)?$")
_ONLY_PLANNED = frozenset(
    "plan schedule expect foresee delay postpone set target propose envisage await slip move defer promise".split()
)
_DOUBTED = re.compile(
    r"\b(?:den(?:y|ies|ied)|rumou?r(?:s|ed)?|doubt\w*|unclear|unknown|uncertain)\b[^;.]{0,40}\b(?:that|if|whether|when)\b[^;.]*$"
)
# What a project is for is not yet planned of it.
_PURPOSE = re.compile(r"\b(?:purpose|aim|objective|goal|scope)s?\b[^.;]{0,60}\b(?:is|was|are|were)\sto\s(?:\w+ly\s)?$")
_PARTIAL = re.compile(
    r"(?:\bper ?cent|%|\bhalf|\bthirds?|\bquarters?|\bfifths|\bnearly|\balmost|\bpart(?:ly|ially)|\bnot(?: yet)?)[\s-]$"
)
_IS_PARTLY = re.compile(r"(?:[^;]|\([^()]*\)){1,160}?\s(?:is|are|was|were|stands?|being)\s[^,;]{0,30}")
# "inaugurated, in December 2022, the line": what stands between commas parts no verb from its object.
_WHEN_OR_WHERE = re.compile(
    r"^(?:,\s(?:in|on|at|after|amid|with|under|by|for)\s[^,;:]{2,60},(?=\s)|\s(?:in|on)\s[^,;:]{2,30}(?=\s(?:the|an?|its)\s))"
)
# "commissioning foreseen for 2026"
_FORESEEN = re.compile(
    r"\s(?:(?:is|was|are|were)\s)?(?:now\s)?(?:foreseen|expected|planned|scheduled|due|slated|promised|envisaged|targeted)\b(?!\sto\b)"
)
_SINCE = re.compile(r"\bsince\s")
# Promised money counts as money; what is only to be signed or agreed is no milestone yet.
_COUNTS_AHEAD = frozenset({"financed", "planned", "proposed", "feasibility study"})
_GOING_ON = frozenset({"financed", "feasibility study", "under construction"})
_OF_BUILDING = frozenset(
    "work digg be ris rise tak tunnel tunnell pil pour mov plan lay clear excavat".split(),
)
_ENDS = frozenset({"completed", "commissioned", "construction started"})
_NEVER_AHEAD = frozenset({"agreed", "contract signed", "suspended", "cancelled"})


@dataclass(frozen=True, slots=True)
class Happened:
    """The milestone ``event`` that the predicate at ``cue`` tells of the works at ``sightings`` (indices).

    No sightings: of the work that the sentences before it are about. ``again``: the predicate is not said again, and
    the cue is the work itself ("finished the dam in 2012 and the port in 2019").
    """

    event: str
    rule: str
    cue: Span
    sightings: tuple[int, ...]
    again: bool = False


def happened(sentence: Sentence, story: Story, sightings: Sequence[Sighting]) -> Iterator[Happened]:
    """The milestones that the frames of ``sentence`` tell, in the order of their predicates."""
    for frame in story.frames(sentence, "works", "texts", "money"):
        if frame.negated or (frame.mood == "possible" and frame.sense != "build" and frame.event not in _ENDS):
            continue
        if _DOUBTED.search(sentence.between(sentence.start, frame.start)):
            continue
        yield from _befell(sentence, sightings, frame)
        if (
            frame.family == "money"
            and frame.form != "nominal"
            and frame.sense not in _NO_PAYMENT
            and not _FIRST_CALL.match(sentence.between(frame.end, sentence.end))
        ):
            yield from _paid_for(sentence, sightings, frame)


def _befell(sentence: Sentence, sightings: Sequence[Sighting], frame: Frame) -> Iterator[Happened]:
    if partly := _partly(sentence, sightings, frame):
        yield Happened("under construction", f"{frame.sense}+{frame.form}", frame.span, partly)
        return
    if frame.sense == "build" and _first_stroke(sentence, frame):
        return
    if frame.sense == "begin" and (begun := _begun(sentence, sightings, frame)) is not None:
        yield Happened(frame.event, f"{frame.sense}+{frame.form}", frame.span, begun)
        return
    for argument in _themes(frame):
        found = reached(sentence, sightings, argument)
        if found is not None:
            event = _event(sentence, frame, found[1])
            if frame.lemma == "launch" and found[1] is None:
                event = _launched(frame, [sightings[i] for i in found[0]], event)
            if event:
                works = _spelt_out(sentence, sightings, found[0])
                again = frame.verb is not None and frame.form != "nominal"
                yield Happened(event, f"{frame.sense}+{frame.form}", frame.span, works, again)
            return
    behind = _right_behind(sentence, sightings, frame) if frame.family == "works" else None
    if behind is not None and (event := _event(sentence, frame, None)):
        yield Happened(event, f"{frame.sense}+{frame.form}", frame.span, behind)


def _begun(sentence: Sentence, sightings: Sequence[Sighting], frame: Frame) -> tuple[int, ...] | None:
    """The works that somebody has begun to build: "began in May to dig the tunnel"."""
    if frame.mood or frame.tense != "past" or frame.form != "active":
        return None
    following = next((i for i, s in enumerate(sightings) if s.span.start >= frame.end), None)
    if following is None or not _TO_BUILD_IT.fullmatch(sentence.between(frame.end, sightings[following].span.start)):
        return None
    first, last = listed(sentence, sightings, following)
    return tuple(range(first, last + 1))


def _first_stroke(sentence: Sentence, frame: Frame) -> bool:
    """Whether only the first rail, pile or stone is laid, with which a work begins."""
    return _FIRST_STROKE.search(sentence.between(sentence.start, frame.start)) is not None


def _partly(sentence: Sentence, sightings: Sequence[Sighting], frame: Frame) -> tuple[int, ...]:
    """The work of which a part is said to be done: "the new hall for the guards is 70 per cent completed"."""
    if frame.sense not in {"finish", "build"} or not _PARTIAL.search(sentence.between(sentence.start, frame.start)):
        return ()
    for index, sighting in reversed([*enumerate(sightings)]):
        if sighting.subject and sighting.span.end <= frame.start:
            first, last = listed(sentence, sightings, index)
            between = sentence.between(sightings[last].span.end, frame.start)
            return tuple(range(first, last + 1)) if _IS_PARTLY.fullmatch(between) else ()
    return ()


def _launched(frame: Frame, works: Sequence[Sighting], event: str) -> str:
    """A railway that "was launched" was begun; a network was opened; who launched either, the words leave open."""
    if any(work.project.kind in _RUN for work in works):
        return "commissioned" if event == "construction started" else event
    return event if frame.form in {"passive", "participle"} else ""


def _right_behind(sentence: Sentence, sightings: Sequence[Sighting], frame: Frame) -> tuple[int, ...] | None:
    """The works right behind a predicate for which the parser found no object."""
    if frame.form not in {"active", "relative"} or any(a.marker == "object" and not a.nested for a in frame.arguments):
        return None
    following = next((i for i, s in enumerate(sightings) if s.span.start >= frame.end), None)
    if following is None:
        return None
    between = _WHEN_OR_WHERE.sub("", sentence.between(frame.end, sightings[following].span.start))
    if not re.fullmatch(rf"\s{BETWEEN}", between):
        return None
    first, last = listed(sentence, sightings, following)
    return tuple(range(first, last + 1))


def _paid_for(sentence: Sentence, sightings: Sequence[Sighting], frame: Frame) -> Iterator[Happened]:
    """The works that a sum is given for, or to: "the metro is lent $5 million", "$2 million towards a quay"."""
    if not any(frame.clause.start <= m.start < frame.clause.end for m in sentence.of("amount")):
        return
    for argument in frame.arguments:
        given = argument.role == "recipient"
        if not (given or argument.role == "purpose" or argument.marker in _PURPOSES):
            continue
        found = reached(sentence, sightings, argument)
        if found is None or not found[0] or (found[1] and found[1].name not in {"building", "part"}):
            continue
        to_build = _TO_BUILD.search(sentence.between(argument.head, frame.clause.end)) is not None
        if not given or to_build or sightings[found[0][0]].project.kind not in _HOUSES:
            yield Happened("financed", f"{frame.sense}+{frame.form}", frame.span, found[0])


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
        through = carrier.events.get(frame.sense, carrier.otherwise)
        told = told if through == "same" else through
    if not told:
        return ""
    if frame.form == "nominal":
        return told if _is_told_of(frame) else ""
    if frame.sense == "begin" and _at_work(sentence, frame):
        told = "commissioned"
    if told in _ENDS and _FORESEEN.match(sentence.between(frame.end, sentence.end)):
        return "planned"
    return _ahead(sentence, frame, told) or _in_time(sentence, frame, told, of_work=carrier is None)


def _at_work(sentence: Sentence, frame: Frame) -> bool:
    """Whether a work is said to begin what it is for ("began feeding the grid"), not to be built."""
    does = _DOES.match(sentence.between(frame.end, sentence.end))
    if does is None or frame.form not in {"active", "relative"}:
        return False
    building = {verb.removesuffix("e") for verb in words("improve")} | _OF_BUILDING
    return (does["base"] or does["ing"].removesuffix("ing")).removesuffix("e") not in building


def _is_told_of(frame: Frame) -> bool:
    """Whether a noun ("the opening of the port") says that it took place, by itself or by its verb."""
    own = frame.sense in {"finish", "open"} or bool(frame.support)
    return own and frame.sense != "build" and not frame.mood and frame.support not in _ONLY_PLANNED


def _ahead(sentence: Sentence, frame: Frame, told: str) -> str:
    """What is studied or agreed before it is done: "studied whether to build a port", "agreed to build it"."""
    before = sentence.between(sentence.start, frame.start)
    if frame.sense == "build" and (frame.mood or _WHETHER.search(before)) and _STUDIED.search(before):
        return "feasibility study"
    return "agreed" if told != "financed" and _AGREED.search(before) else ""


def _is_to_be(sentence: Sentence, frame: Frame, before: str) -> bool:
    """Whether something is only to be done ("a bridge, to be built for $5 million") or should be done by its day."""
    dated = any(frame.clause.start <= m.start < frame.clause.end for m in sentence.of("date"))
    return _TO_BE.search(before) is not None or (dated and _SHOULD.search(before) is not None)


def _leaves_will_be(frame: Frame, before: str) -> bool:
    """Whether a participle shares the auxiliary of the verb before it: "will be widened and two bridges built"."""
    return frame.form in {"participle", "active"} and _ELIDED.search(before) is not None


def _in_time(sentence: Sentence, frame: Frame, told: str, *, of_work: bool) -> str:
    """``told`` by the mood and the tense of its verb: planned, going on, done; ``of_work``: no noun between."""
    before = sentence.between(sentence.start, frame.start)
    if told in _ENDS and frame.tense == "present" and _ONCE.search(before):
        return "planned"
    if frame.mood == "planned":
        if _PURPOSE.search(before):
            return ""
        return told if told in _COUNTS_AHEAD else "" if told in _NEVER_AHEAD else "planned"
    if _NOT_YET.search(before):
        return ""
    if told in _ENDS and (_is_to_be(sentence, frame, before) or _leaves_will_be(frame, before)):
        return "planned"
    return "" if frame.mood == "possible" else _done(sentence, frame, told, of_work=of_work)


def _done(sentence: Sentence, frame: Frame, told: str, *, of_work: bool) -> str:
    """``told`` where its verb is neither of the future nor only possible."""
    before = sentence.between(sentence.start, frame.start)
    if _TO.search(before) and told not in _COUNTS_AHEAD:
        return ""
    if frame.sense == "serve" and not _SINCE.search(sentence.between(frame.end, frame.clause.end)):
        return ""
    in_part = _PARTIAL.search(before) if told == "completed" else frame.sense == "resume" and _PERFECT.search(before)
    if in_part:
        return "under construction"
    being = _BEING.search(before) is not None
    ing = sentence.between(frame.start, frame.end).split()[0].lower().endswith("ing")
    if frame.sense == "build" and of_work:
        if being or (ing and (frame.tense == "present" or frame.form == "participle")):
            return "under construction"
        return "" if ing or frame.tense == "present" else told
    if being or (ing and frame.form != "participle"):
        return told if told in _GOING_ON else ""
    return told
