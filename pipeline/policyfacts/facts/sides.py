"""Which party a phrase names: the one question that every role of a frame asks.

A phrase is a party where its head is one ("Peru", "the World Bank", "President Doe") or acts for the one named in it
("the Peruvian delegation", "ministers of Chile"); where it stands for one named before ("they", "the two sides", "the
bank"); else it is none, whatever it mentions ("Chilean tourists", "a bank in Chile").
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from pathlib import Path

from policyfacts.facts.actors import SIDES, Actor, Cast, casts_in, collective
from policyfacts.facts.assemblies import national
from policyfacts.facts.context import Sentence, Story
from policyfacts.facts.reference import antecedent
from policyfacts.frames import Argument, Frame
from policyfacts.knowledge import compiled, entries
from policyfacts.records import Span

# Inside a phrase these make what follows a place or a topic, and no member of it.
_ASIDE = re.compile(r"\b(?:in|at|near|on|from|about|against|for|to|towards?|via|through|over|under)\s(?:the\s)?$")
_OF = re.compile(r"\b(?:of|for|to|from)\s(?:the\s)?(?:\w+\s){0,2}$")
_WORDS = re.compile(r"[\w’'-]+")
# "25 donors", "nineteen countries": a party of its own kind, which nothing else names.
_COUNTED = re.compile(
    r"(?<![\w,.])(?:\d[\d,]*|(?:[Tt]wo|[Tt]hree|[Ff]our|[Ff]ive|[Ss]ix|[Ss]even|[Ee]ight|[Nn]ine|[Tt]en|[Ee]leven|[Tt]welve|"
    r"[A-Za-z]+teen|[A-Za-z]+ty)(?:-\w+)?)\s(?:[\w-]+\s){0,2}"
    r"(?:countries|states|governments|donors|creditors|lenders|nations|members|delegations|ministers|leaders|banks)\b"
)
# "the two countries" are those named before, or nobody.
_DEFINITE = re.compile(r"(?:the|both|these|those|all|our)\s", re.IGNORECASE)
_SENT_FROM = re.compile(r"\b(?P<noun>[a-z]+)\sfrom\s(?:the\s)?$")
_NAME = re.compile(r"[A-ZÀ-Þ][\w.’'-]+")
# "we, the ministers of Peru and Chile": those named behind.
_WE = frozenset({"we", "us"})
# Those who are called by what they are, and what leads from there to their names.
_CALLED = re.compile(
    rf"{SIDES}|members|signatories|participants|heads|envoys|ambassadors|creditors|donors", re.IGNORECASE
)
_TOLD = re.compile(
    rf"(?:\s(?:of|from)\s(?:the\s|all\s|these\s)?(?:[\w-]+\s){{0,3}}{SIDES})?(?:\s\(|\s?[–—]\s?|,\s|:\s)(?:namely,?\s|the\s)*",
    re.IGNORECASE,
)
_BUILT = re.compile(r"consorti(?:um|a)|venture", re.IGNORECASE)
_BUILT_OF = re.compile(
    r"(?:\s\([^()]*\))?,?\s(?:(?:led|headed)\sby|of|between|comprising|made\sup\sof|including)\s(?:the\s)?"
)
_SEVERAL = 2
_NEAR = 60
_CODE = len("CHN")


def sides(sentence: Sentence, story: Story, arguments: Sequence[Argument]) -> tuple[Actor, ...]:
    """The parties that ``arguments`` name, in order, each once."""
    found: dict[tuple[str, ...], Actor] = {}
    for argument in arguments:
        for actor in side(sentence, story, argument):
            found.setdefault(actor.values, actor)
    return tuple(found.values())


def side(sentence: Sentence, story: Story, argument: Argument) -> tuple[Actor, ...]:
    """The parties that one phrase names; none where it is no party."""
    parliament = national(sentence, argument)
    if parliament is not None:
        return (parliament,)
    return _told_one_by_one(sentence, story, argument) or _named(sentence, story, argument)


def _named(sentence: Sentence, story: Story, argument: Argument) -> tuple[Actor, ...]:
    """The parties that a phrase names by its head, by what acts for them, or as somebody told before."""
    casts = list(_casts(sentence, story, argument))
    named = next((c for c in casts if any(_heads(argument, a) for a in c.actors)), None)
    if named is not None and named.actors[0].sort == "company" and (of := _states_behind(sentence, argument, casts)):
        return of  # "the Joint Commission of Chile and Peru" acts for both
    if named is not None:
        return tuple(a for c in casts if c is named or _joined(sentence, argument, c) for a in c.actors)
    return _body_behind(sentence, argument, casts) or _stood_for(sentence, story, argument, casts)


def _stood_for(sentence: Sentence, story: Story, argument: Argument, casts: Sequence[Cast]) -> tuple[Actor, ...]:
    """The parties that a phrase stands for whose head names none."""
    head = _WORDS.match(sentence.text, argument.head - sentence.start)
    if head is None:
        return ()
    if head[0].lower() in acting_nouns():
        own = [c for c in casts if _beside(sentence, argument, c)]
        if own:
            return tuple(a for c in own for a in c.actors)
        both = collective(sentence, story, Span(argument.start, argument.end))
        if both and both.start <= argument.head < both.end:
            return (both,)  # "the two governments", where it is told before whose
        definite = _DEFINITE.match(sentence.text, argument.start - sentence.start)
        if not definite and (counted := _COUNTED.search(sentence.between(argument.start, argument.end))):
            start = argument.start + counted.start()
            span = Span(start, argument.start + counted.end())
            return (Actor(*span, (counted[0],), (span,), "crowd", counted[0]),)
    both = collective(sentence, story, Span(argument.start, argument.end))
    if both and both.start <= argument.head < both.end:
        return (both,)
    names = head[0].lower() in _WE or _NAME.match(sentence.text, argument.head - sentence.start)
    if names and (served := _served(sentence, argument, casts)):
        return served
    found = antecedent(sentence, story, argument)
    return (found,) if found else ()


def _body_behind(sentence: Sentence, argument: Argument, casts: Sequence[Cast]) -> tuple[Actor, ...]:
    """The body whose name stands right behind what it is: "the Turkish builder Acme", "the development bank KfW"."""
    head = _WORDS.match(sentence.text, argument.head - sentence.start)
    end = sentence.start + head.end() if head else argument.head_end
    behind = next((c for c in casts if c.start >= end), None)
    if behind is None or sentence.between(end, behind.start) not in {" ", " “", " ‘", ' "'}:
        return ()
    bodies = {m.start for m in sentence.of("organisation", "fund")}
    return behind.actors if behind.start in bodies else ()


def _told_one_by_one(sentence: Sentence, story: Story, argument: Argument) -> tuple[Actor, ...]:
    """Those who are called by what they are and named behind: "the three states – Chile, Fiji and Peru", "a consortium
    of Acme and Apex"."""
    head = sentence.between(argument.head, argument.head_end)
    if not (_CALLED.fullmatch(head) or _BUILT.fullmatch(head)):
        return ()
    cast = next((c for c in casts_in(sentence, story) if c.start > argument.head_end), None)
    if cast is None:
        return ()
    gap = sentence.between(argument.head_end, cast.start)
    built = _BUILT.fullmatch(head) is not None and _BUILT_OF.fullmatch(gap) is not None
    return cast.actors if built or (len(cast.values) >= _SEVERAL and _TOLD.fullmatch(gap)) else ()


def of_role(sentence: Sentence, story: Story, frame: Frame, *roles: str) -> tuple[Actor, ...]:
    """The parties in ``roles`` of ``frame``."""
    return sides(sentence, story, list(frame.of(*roles)))


@compiled
def acting_nouns(packs: tuple[Path, ...] = ()) -> frozenset[str]:
    """Nouns that act for the party named beside them."""
    return frozenset(noun for entry in entries("acting_nouns", packs) for noun in entry["nouns"])


def _casts(sentence: Sentence, story: Story, argument: Argument) -> Iterator[Cast]:
    """The lists of parties in the phrase; of lists that run on beyond it, what stands in it."""
    for cast in casts_in(sentence, story):
        inside = tuple(a for a in cast.actors if argument.start <= a.start and a.end <= argument.end)
        if inside:
            yield Cast(inside)


def _served(sentence: Sentence, argument: Argument, casts: Sequence[Cast]) -> tuple[Actor, ...]:
    """Whom people of whatever office act for: "Jane Doe, secretary of Peru's ministry, and Chilean envoy Eva Ro"."""
    told = (a for c in casts for a in c.actors)
    return tuple(a for a in told if not _ASIDE.search(sentence.between(argument.start, a.start)))


def _states_behind(sentence: Sentence, argument: Argument, casts: Sequence[Cast]) -> tuple[Actor, ...]:
    """The states behind the "of" of a body that is named for them."""
    for cast in casts:
        between = sentence.between(argument.head_end, cast.start)
        if cast.start > argument.head and re.fullmatch(r"\s(?:of|between)\s(?:the\s)?", between):
            return cast.actors if all(len(v) == _CODE for v in cast.values) else ()
    return ()


def _heads(argument: Argument, actor: Actor) -> bool:
    """Whether ``actor`` is the head of the phrase."""
    return actor.start < max(argument.head_end, argument.head + 1) and argument.head < actor.end


def _joined(sentence: Sentence, argument: Argument, cast: Cast) -> bool:
    """Whether a further list in the phrase belongs to it, and is no place or topic."""
    before = sentence.between(argument.start, cast.start)
    sent = _SENT_FROM.search(before)
    if sent is not None and sent["noun"].lower() in acting_nouns():
        return True  # "Peru, along with delegates from Chile"
    return _ASIDE.search(before) is None and cast.start > argument.head


def _beside(sentence: Sentence, argument: Argument, cast: Cast) -> bool:
    """Whether the party stands before the acting noun ("the Peruvian minister") or behind its "of"."""
    if cast.end <= argument.head:
        return True
    between = sentence.between(argument.head, cast.start)
    return _OF.search(between) is not None and len(between) < _NEAR
