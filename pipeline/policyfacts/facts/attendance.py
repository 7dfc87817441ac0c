"""Who takes part in a meeting: those in its name, joined to it, acting at it, or whose joint body it is."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from policyfacts.facts.actors import Actor, Cast, actors_in, antecedents, casts_in, placed
from policyfacts.facts.context import Sentence, Story
from policyfacts.facts.occasions import Occasion
from policyfacts.facts.sides import of_role

_HOSTED = re.compile(
    r"\b(?:host(?:ed|s|ing)?|organi[sz]ed|co-?hosted|co-organi[sz]ed|convened|held)"
    r"(?:,\s(?:on|in|from)\s[^,;]{4,40},)?\s(?:(?:the|a|an|its|"
    r"their)\s)?(?:\w+\s){0,2}$"
)
# "of the leaders of the Union and of Peru"
_AND_AGAIN = re.compile(r"(?:\s\([^()]*\))?,?\sand\s(?:of|with|by)\s(?:(?:the|those\sof)\s)*")
_WITH = re.compile(
    r"(?:between|with|of|by|among|attended by|gathered|brought together)\s(?:the\s)?(?:\w+\s(?:of\s(?:the\s)?)?){0,3}$",
    re.IGNORECASE,
)
# Bodies of two states, which are no party of their own.
_JOINT_BODY = re.compile(
    r"\b(?:Joint|Bi-?[Nn]ational|[Bb]ilateral|[Ii]nter-?[Gg]overnmental|Mixed|Permanent\sMixed|High[- ][Ll]evel|"
    r"Strategic\sPlanning)\s"
    r"(?:[A-Z][\w’-]*\s){0,4}?(?:Commission|Committee|Group|Council|Board)\b"
)
# "under the chairmanship of Peru", "chaired by the Peruvian minister".
_LED_BY = re.compile(
    r"\b(?:under\s(?:the\s)?(?:\w+\s)?(?:chair(?:man)?ship|presidency|auspices|leadership)\sof"
    r"|(?:co-?)?(?:chaired|hosted|convened|organi[sz]ed)\s(?:jointly\s)?by|presided\sover\sby)\s(?:the\s)?"
)
_NEAR_IT = 80
# Between a meeting and who chaired it these words lead to something else.
_ELSE = re.compile(r"\b(?:from|by|for|with|said|signed|agreed|announced|pledged|promised|adopted|that|and)\b|;")
_TO_NAME = re.compile(r"(?:(?:[a-z]+|[A-Z][a-z]+)\s){0,3}(?:of\s)?(?:the\s)?")
_CAPITAL_OR_NUMBER = re.compile(r"[A-ZÀ-Þ\d]")
# Meetings that have two sides, where nobody is told: those named before.
_BETWEEN_TWO = re.compile(r"\b(?:talks|consultations|negotiations|conversations)\b", re.IGNORECASE)
_OF_THREE = re.compile(r"\b(?:tripartite|trilateral|three-way)\b", re.IGNORECASE)
_THREE = 3
_NEXT_TO = 40
CODE = len("CHN")
PAIR = 2
# Kinds of meeting between sides: where the paper names one side, the other is the one that the paper is about.
_SIDED = frozenset({"summit", "meeting", "call"})


def joint_body(actor: Actor) -> bool:
    """Whether ``actor`` is a body of two states ("the Joint Commission"): they meet in it."""
    return actor.sort == "company" and _JOINT_BODY.search(actor.values[0]) is not None


def hosts(sentence: Sentence, story: Story, meeting: Occasion) -> tuple[Actor, ...]:
    """Who hosts or holds it, where the verb stands before the meeting."""
    match = _HOSTED.search(sentence.between(sentence.start, meeting.span.start))
    if match is None or meeting.personal:
        return ()
    casts = [c for c in casts_in(sentence, story) if c.end <= sentence.start + match.start()]
    return casts[-1].actors if casts and sentence.start + match.start() - casts[-1].end < 40 else ()


def participants(sentence: Sentence, story: Story, meeting: Occasion, hosts: Sequence[Actor]) -> tuple[Actor, ...]:
    """Those in the meeting's name; those joined to it by "of" or "between"; those who act at it."""
    if meeting.rule == "session" and (pair := _of_joint_body(sentence, story, meeting)):
        return pair
    if meeting.personal:
        return meeting.actors
    found: list[Actor] = [*meeting.actors]
    chairs = [a for a in _chairs(sentence, story, meeting) if not set(a.values) & values(found)]
    if not found and len(values(chairs)) < PAIR:
        chairs = []  # a host alone does not meet
    if meeting.rule == "session":
        return tuple(dict.fromkeys((*found, *chairs)))
    found += _joined_to(sentence, story, meeting)
    found += [a for a in (*hosts, *chairs) if a not in found]
    found = [a for a in found if not joint_body(a)]
    if len(values(found)) < PAIR:
        pair = _of_joint_body(sentence, story, meeting) or _all_told(sentence, story, meeting)
        if pair or (pair := _told_before(sentence, story, meeting, found)):
            return pair
        acting = (a for a in _acting(sentence, meeting, casts_in(sentence, story)) if not joint_body(a))
        found += [a for a in acting if not set(a.values) & values(found)]
    if len(values(found)) == 1 and meeting.rule in _SIDED and not (meeting.actors and meeting.firm):
        found.extend(_other_side(sentence, story, meeting, values(found)))
    return tuple(dict.fromkeys(found))


def _joined_to(sentence: Sentence, story: Story, meeting: Occasion) -> tuple[Actor, ...]:
    """Those right behind the meeting: "a conference attended by Peru and Chile"."""
    casts = [c for c in casts_in(sentence, story) if c.start >= meeting.span.end]
    cast = casts[0] if casts else None
    gap = sentence.between(meeting.span.end, cast.start) if cast else ""
    joined = cast and len(gap) < _NEXT_TO and _WITH.search(gap) and not re.search(r"[;:]|\bin\b", gap)
    if not cast or not joined:
        return ()
    again = len(casts) > 1 and _AND_AGAIN.fullmatch(sentence.between(cast.end, casts[1].start))
    return (*cast.actors, *casts[1].actors) if again else cast.actors


def _told_before(sentence: Sentence, story: Story, meeting: Occasion, found: Sequence[Actor]) -> tuple[Actor, ...]:
    """The two or three sides of talks, or of a tripartite summit, that were named together last."""
    if _OF_THREE.search(meeting.name):
        return tuple(antecedents(sentence, story, sentence.end, _THREE))
    if not found and _BETWEEN_TWO.search(meeting.name):
        return tuple(antecedents(sentence, story, meeting.span.start, PAIR))
    return ()


def _chairs(sentence: Sentence, story: Story, meeting: Occasion) -> Iterator[Actor]:
    """Who presides over it, by the verb or by "under the chairmanship of", or has it at home."""
    for frame in story.frames(sentence, "meetings"):
        over = [a for a in frame.of("object", "over") if a.start < meeting.span.end and meeting.span.start < a.end]
        if frame.sense == "hold" and over and not frame.negated:
            yield from of_role(sentence, story, frame, "host")
    behind = sentence.between(meeting.span.end, sentence.end)
    led = _LED_BY.search(behind)
    if led is None or led.start() > _NEAR_IT or _ELSE.search(behind, 0, led.start()):
        return
    start = meeting.span.end + led.end()
    cast = next((c for c in casts_in(sentence, story) if start <= c.start), None)
    if cast is not None and _TO_NAME.fullmatch(sentence.between(start, cast.start)):
        yield from cast.actors


def _of_joint_body(sentence: Sentence, story: Story, meeting: Occasion) -> tuple[Actor, ...]:
    """The two states whose joint body met: those in its name, else those named last together before it."""
    if _JOINT_BODY.search(meeting.name) is None:
        return ()
    within = (*meeting.spans, meeting.span)
    own = [
        Actor(m.start, m.end, (str(m.value),), (m.span,))
        for m in sentence.of("country", "bloc")
        if any(s.start <= m.start < s.end for s in within)
    ]
    if len(values(own)) == PAIR:
        return tuple(own)
    return tuple(antecedents(sentence, story, meeting.span.start, PAIR))


def _all_told(sentence: Sentence, story: Story, meeting: Occasion) -> tuple[Actor, ...]:
    """The two states of a meeting without a name, where the clause speaks of no more: "Peru told Chile at a summit"."""
    name = meeting.name
    for place in meeting.places:
        name = name.replace(place.words, "")
    if meeting.rule not in _SIDED or meeting.actors or _CAPITAL_OR_NUMBER.search(name):
        return ()
    begin = sentence.start + sentence.between(sentence.start, meeting.span.start).rfind(";") + 1
    told = (
        a for a in actors_in(sentence, story) if a.start >= begin and a.sort in {"party", "person", "group", "capital"}
    )
    acting = [a for a in told if not _at(sentence, a)]
    states = all(len(v) == CODE and v.isupper() for v in values(acting))
    return tuple(acting) if states and len(values(acting)) == PAIR else ()


def _at(sentence: Sentence, actor: Actor) -> bool:
    return (
        re.search(r"\b(?:in|at|near|from|on|about|over)\s(?:the\s)?$", sentence.between(sentence.start, actor.start))
        is not None
    )


def values(found: Sequence[Actor]) -> set[str]:
    return {value for actor in found for value in actor.values}


def _acting(sentence: Sentence, meeting: Occasion, casts: Sequence[Cast]) -> Iterator[Actor]:
    """Who does something at the meeting: the subject of the sentence's main clause."""
    after = [c for c in casts if c.start >= meeting.span.end and not placed(sentence, c)]
    opening = re.match(r"(?:[^,;]{0,60},\s)?(?:[Aa]t|[Dd]uring|[Ii]n|[Oo]n|[Ff]or|[Ww]hen|[Aa]fter)\b", sentence.text)
    before = [c for c in casts if c.end <= meeting.span.start and not placed(sentence, c)]
    if opening and after:
        yield from after[0].actors
    elif before and meeting.span.start - before[-1].end < 120:
        yield from before[-1].actors


def _other_side(sentence: Sentence, story: Story, meeting: Occasion, known: set[str]) -> Iterator[Actor]:
    """The state or bloc that the paper is about, where the paragraph names it."""
    if story.lead in known or (any(len(v) != 3 or not v.isupper() for v in known) and meeting.actors):
        return
    for mention in story.mentions_in(sentence.passage.start, sentence.passage.end):
        if mention.label in {"country", "bloc"} and mention.value == story.lead:
            yield Actor(mention.start, mention.end, (story.lead,), (mention.span,))
            return
