"""Who signs, adopts or leaves a text: the parties among the arguments of a frame, and those whom they join in it."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator

from policyfacts.facts.actors import Actor, actors_in, casts_in, excepted
from policyfacts.facts.context import Sentence, Story
from policyfacts.facts.sides import side
from policyfacts.frames import Argument, Frame, Reading
from policyfacts.records import Span

_SIDES = re.compile(r",?\son\s(?:the\s)?one\s(?:side|hand|part),?\s(?:and\s)?")
# "The decision of Peru to leave the pact" is Peru's.
_DECIDED = re.compile(
    r"(?:decision|move|intention|resolution|vote|announcement|threat|choice|wish|plan)s?\s(?:of|by)\s(?:the\s)?(?:[Gg]overnments?\sof\s(?:the\s)?)?"
)
_MORE = re.compile(r"\w")
_OWNED = re.compile(r"[’']s?\s(?:the\s)?")
_MINISTRY = re.compile(r"[’']s?\s(?:the\s)?(?:[A-Z][\w-]+\s)?(?:Ministry|Department|Government|Office|Treasury)\b")
_OPENS = re.compile(r"(?:[Tt]he\s)?")
# A list of so many is one, however the parser takes it apart.
_LONG = 3


def doers(sentence: Sentence, story: Story, text: Span, frame: Frame, markers: Collection[str]) -> tuple[Actor, ...]:
    """The actors of the frame's arguments for parties so marked, not those of the phrase of the text at ``text``.

    Of a noun for a deed those whom it is "of" count too.
    """
    if "subject" in markers and (two := _on_two_sides(sentence, story, frame)):
        return two
    found: dict[Actor, None] = {}
    for argument in frame.arguments:
        of_noun = frame.form == "nominal" and argument.marker == "of"
        own = text.start <= argument.head < text.end
        if (argument.role == "party" or of_noun) and not (own or argument.nested) and argument.marker in markers:
            found.update(dict.fromkeys(_each(sentence, story, argument)))
            if argument.marker == "subject" and argument.inherited:
                found.update(dict.fromkeys(_joined_by(sentence, story, frame)))
    return tuple(a for a in found if not (excepted(sentence, a) or _owns(sentence, a, found)))


def _owns(sentence: Sentence, actor: Actor, found: Collection[Actor]) -> bool:
    """Whether a state is only told as that of the body behind it: "Egypt's Power Authority"."""
    return any(_OWNED.fullmatch(sentence.between(actor.end, b.start)) for b in found if b.start > actor.end) and (
        _MINISTRY.match(sentence.text, actor.end - sentence.start) is None
    )


def _each(sentence: Sentence, story: Story, argument: Argument) -> Iterator[Actor]:
    """The parties of a phrase; of a list of which one is named otherwise ("Peru and the bank") each member's."""
    found = side(sentence, story, argument)
    if not found and sentence.between(argument.start, argument.end).startswith("whose "):
        before = [a for a in actors_in(sentence, story) if a.end <= argument.start]
        found = tuple(a for a in before[-1:] if argument.start - a.end <= len(", "))  # "Peru, whose government"
    if not found and (of := _DECIDED.match(sentence.between(argument.head, sentence.end))):
        told = [a for a in actors_in(sentence, story) if a.start >= argument.head + of.end() - 1]
        found = tuple(a for a in told[:1] if not _MORE.search(sentence.between(argument.head + of.end(), a.start)))
    left_out = tuple(_left_out(sentence, story, argument, found))
    yield from sorted((*left_out, *found), key=lambda a: a.start)
    reading = story.reading(sentence)
    head = reading.clauses.tree.at(argument.head - reading.offset) if reading else None
    if reading is None or head is None or len({v for a in found for v in a.values}) > 1:
        return
    for member in _listed(reading, head):
        start, end = (reading.offset + at for at in reading.clauses.phrase(member))
        at = reading.offset + reading.clauses.token(member).start
        if not any(a.start <= at < a.end for a in found):
            yield from side(sentence, story, Argument(argument.role, argument.marker, start, end, at))


def _left_out(sentence: Sentence, story: Story, argument: Argument, found: tuple[Actor, ...]) -> Iterator[Actor]:
    """Members of a list whom the parser leaves out of a party's phrase: of one that opens its sentence those before
    ("USAID and the Ministry"), of a long one all."""
    cast = next((c for c in casts_in(sentence, story) if found and found[0] in c.actors), None)
    if cast is None:
        return
    opens = argument.marker == "subject" and _OPENS.fullmatch(sentence.text, 0, cast.start - sentence.start)
    long = len(cast.actors) >= _LONG and (opens or found[0] is cast.actors[0])
    yield from (a for a in cast.actors if a not in found and (long or (opens and a.end <= found[0].start)))


def _listed(reading: Reading, head: int) -> Iterator[int]:
    """The members of a list behind its first, each of which the parser hangs on the one before."""
    for member in reading.clauses.children(head, "conj"):
        yield member
        yield from _listed(reading, member)


def _joined_by(sentence: Sentence, story: Story, frame: Frame) -> Iterator[Actor]:
    """Those whom the subject joins in doing it: "Peru joined Chile and Fiji in signing"."""
    reading = story.reading(sentence)
    verb = reading.clauses.tree.at(frame.start - reading.offset) if reading else None
    if reading is None or verb is None or reading.clauses.token(verb).dep != "pcomp":
        return
    above = reading.clauses.token(reading.clauses.token(verb).head).head
    if reading.clauses.token(above).lemma == "join":
        for direct in reading.clauses.children(above, "dobj"):
            start, end = (reading.offset + at for at in reading.clauses.phrase(direct))
            head = reading.offset + reading.clauses.token(direct).start
            yield from side(sentence, story, Argument("party", "object", start, end, head))


def _on_two_sides(sentence: Sentence, story: Story, frame: Frame) -> tuple[Actor, ...]:
    """Both of "A and B on the one side and C, a venture of D and E, on the other"."""
    parted = _SIDES.search(sentence.between(sentence.start, frame.start))
    if parted is None:
        return ()
    casts = casts_in(sentence, story)
    low, high = sentence.start + parted.start(), sentence.start + parted.end()
    one, other = [c for c in casts if c.end <= low][-1:], [c for c in casts if high <= c.start < frame.start][:1]
    return tuple(a for c in (*one, *other) for a in c.actors) if one and other else ()
