"""Who stands in a phrase as one who acts: its head, those joined to it, those whom an office or "both sides" means."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence

from policyfacts.facts.actors import Actor, actors_in, antecedents, casts_in, collective
from policyfacts.facts.context import Sentence, Story
from policyfacts.facts.parties import parties
from policyfacts.frames import Argument, Frame, Reading
from policyfacts.records import Span

# Through these an office, a people or a group leads to whom it is of: "the ministers of A and B", "leaders from A".
_THROUGH = frozenset({"of", "from", "between", "including", "for", "among", "with", "alongside"})
_UNDER = ("poss", "amod", "compound", "nmod", "conj", "appos", "npadvmod")
_PRONOUNS = re.compile(r"(?:they|we|both|he|she|it|who|the latter)\b", re.IGNORECASE)
_SIDES = re.compile(r",?\son\s(?:the\s)?one\s(?:side|hand|part),?\s(?:and\s)?")
_STANDS = frozenset({"party", "person", "group", "capital", "company"})


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
            found.update(dict.fromkeys(actors_of(sentence, story, argument)))
            if argument.marker == "subject" and argument.inherited:
                found.update(dict.fromkeys(_joined_by(sentence, story, frame)))
    return tuple(found)


def _joined_by(sentence: Sentence, story: Story, frame: Frame) -> Iterator[Actor]:
    """Those whom the subject joins in doing it: "Peru joined Chile and Fiji in signing"."""
    reading = story.reading(sentence)
    verb = reading.clauses.tree.at(frame.start - reading.offset) if reading else None
    if reading is None or verb is None or reading.clauses.token(verb).dep != "pcomp":
        return
    above = reading.clauses.token(reading.clauses.token(verb).head).head
    named = [a for a in actors_in(sentence, story) if a.sort in _STANDS]
    if reading.clauses.token(above).lemma == "join":
        for direct in reading.clauses.children(above, "dobj"):
            yield from _under(reading, direct, named)


def _on_two_sides(sentence: Sentence, story: Story, frame: Frame) -> tuple[Actor, ...]:
    """Both of "A and B on the one side and C, a venture of D and E, on the other"."""
    parted = _SIDES.search(sentence.between(sentence.start, frame.start))
    if parted is None:
        return ()
    casts = casts_in(sentence, story)
    low, high = sentence.start + parted.start(), sentence.start + parted.end()
    one, other = [c for c in casts if c.end <= low][-1:], [c for c in casts if high <= c.start < frame.start][:1]
    return tuple(a for c in (*one, *other) for a in c.actors) if one and other else ()


def actors_of(sentence: Sentence, story: Story, argument: Argument) -> tuple[Actor, ...]:
    """The actors that a phrase stands for, in order; empty where it stands for nobody who is known."""
    reading = story.reading(sentence)
    if reading is None:
        return ()
    head = reading.clauses.tree.at(argument.head - reading.offset)
    if head is None:
        return ()
    named = [a for a in actors_in(sentence, story) if a.sort in _STANDS]
    found = sorted(dict.fromkeys(_under(reading, head, named)), key=lambda a: a.start)
    if found:
        return tuple(found)
    if together := collective(sentence, story, argument.span):
        return (together,)
    if _PRONOUNS.fullmatch(sentence.between(argument.start, argument.end)):
        return _meant(sentence, story, argument)
    return tuple(
        Actor(p.start, p.end, p.values, p.spans)
        for p in parties(sentence, story)
        if argument.start <= p.start and p.end <= argument.end and sentence.between(p.start, p.end)[:1].islower()
    )


def _under(reading: Reading, head: int, named: Sequence[Actor]) -> Iterator[Actor]:
    """The actors at ``head`` and joined to it; below a head that is none, those that it is of."""
    c, queue, seen = reading.clauses, [head], set[int]()
    while queue:
        here = queue.pop(0)
        if here in seen:
            continue
        seen.add(here)
        start = reading.offset + c.token(here).start
        actor = next((a for a in named if a.start <= start < a.end), None)
        if actor is not None:
            yield actor
            queue += c.children(here, "conj", "appos")
            continue
        queue += c.children(here, *_UNDER)
        for preposition in c.children(here, "prep"):
            if c.words[preposition] in _THROUGH:
                queue += c.children(preposition, "pobj")


def _meant(sentence: Sentence, story: Story, argument: Argument) -> tuple[Actor, ...]:
    """Whom a pronoun stands for: those named together before it, or the one that the sentence before begins with."""
    word = sentence.between(argument.start, argument.end).lower()
    if word in {"they", "we", "both"}:
        return tuple(antecedents(sentence, story, argument.start, 2 if word == "both" else 0))
    for earlier in story.before(sentence, reach=1):
        if earlier.passage is sentence.passage:
            acting = [a for a in actors_in(earlier, story) if a.sort in {"party", "person"}]
            return tuple(acting[:1])
    return ()
