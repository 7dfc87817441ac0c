"""Whose a text is by its deed: who signed it, with whom, and what the paragraph leaves to be understood."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from policyfacts.facts.actors import SIDES, Actor, Cast, actors_in, casts_in, placed
from policyfacts.facts.context import Sentence
from policyfacts.facts.counterparts import both, completed, host, of_label, shared, sovereign, topic
from policyfacts.facts.doers import doers
from policyfacts.facts.scenes import Deed, Scene
from policyfacts.facts.signatories import BILATERAL, attached, everyone, union, values
from policyfacts.facts.textdates import headline
from policyfacts.facts.textnames import Text
from policyfacts.facts.textserving import served

# Who does what is told of a text, and with whom, by the markers of a frame's arguments.
_DOING = ("subject", "poss", "by", "from", "modifier", "object", "of", "for", "on behalf of")
_OTHER_SIDE = ("with", "between", "among", "to", "object2")
MADE = frozenset({"signed", "adopted", "released", "announced", "ratified"})
"""What is done by those whose text it is."""
_NAMED = re.compile(r"[A-ZÀ-Þ][\w’'-]+\s[A-ZÀ-Þ][\w’'-]+")
_BOTH_SIDES = re.compile(
    rf"(?:the\s)?(?:two\s|both\s)?(?:\w+\s){{0,2}}?(?:{SIDES}|foreign\soffices|heads\sof\s(?:state|government)|envoys|"
    r"ambassadors|two|both)",
    re.IGNORECASE,
)
_THEY = re.compile(r"they|both|all", re.IGNORECASE)
# How something is done, where the parser takes it for who does it: "by acclamation", "by 138 votes to 132".
_MANNER = re.compile(
    r"\b(?:acclamation|consensus|votes?|majority|video(?:\slink)?|telephone|means|letters?|decree|show\sof\shands|ballot|exchange)\b"
)
_ACTING = frozenset({"party", "person", "group"})
_MANY_SIDED = re.compile(r"\b(?:tri|quadri|multi|pluri)lateral\b")
_PAIR = 2


def who(scene: Scene, text: Text, deed: Deed) -> tuple[tuple[Actor, ...], tuple[Actor, ...]]:
    """With whom a text is, by its title and the words behind; and who does what is told of it."""
    sentence, story = scene.sentence, scene.story
    found = attached(sentence, story, text, scene.limit(text))
    doing = tuple(a for f in deed.frames for a in doers(sentence, story, text.span, f, _DOING))
    if not deed.frames and headline(sentence, story):
        doing = tuple(a for a in actors_in(sentence, story) if a.end <= deed.span.start and a.sort in _ACTING)
    others = tuple(a for f in deed.frames for a in doers(sentence, story, text.span, f, _OTHER_SIDE))
    if scene.leads(deed) and not text.elliptic:
        others = tuple(a for a in others if a.start < scene.limit(text))
    if not doing and any(_THEY.fullmatch(p) for p in _subjects(scene, text, deed)):
        doing = _before(scene, deed)
    both_sides = sorted(union(others, found), key=lambda a: a.start)
    return tuple(both_sides), () if text.elliptic else tuple(dict.fromkeys(doing))


def _subjects(scene: Scene, text: Text, deed: Deed) -> list[str]:
    """The words for those who do what is told of ``text``."""
    told = [a for f in deed.frames for a in f.of("party") if a.marker == "subject" and not a.nested]
    return [scene.sentence.between(a.start, a.end) for a in told if not text.span.start <= a.head < text.span.end]


def _before(scene: Scene, deed: Deed) -> tuple[Actor, ...]:
    """Whom "they" stands for: those who act before it in its sentence, or first in the one before, if several."""
    told = [c for c in casts_in(scene.sentence, scene.story) if c.end <= deed.span.start and _acts(scene.sentence, c)]
    if told and len(values(told[0].actors)) >= _PAIR:
        return told[0].actors
    for earlier in scene.story.before(scene.sentence, reach=1):
        first = next((c.actors for c in casts_in(earlier, scene.story) if _acts(earlier, c)), ())
        return first if len(values(first)) >= _PAIR and earlier.passage is scene.sentence.passage else ()
    return ()


def _acts(sentence: Sentence, cast: Cast) -> bool:
    """Whether a list of parties is no place: "Peru and Chile", "the ministers of Peru and Chile"."""
    return not placed(sentence, cast) or sentence.between(sentence.start, cast.start).rstrip("the ").endswith(" of")


def parties(
    scene: Scene, text: Text, deed: Deed, found: tuple[Actor, ...], before: Sequence[Actor]
) -> tuple[Actor, ...]:
    """Who agreed, with what the text before, the sentence or the paragraph says where the clause says too little."""
    sentence, story = scene.sentence, scene.story
    if text.elliptic and found:
        many = _MANY_SIDED.search(sentence.between(text.span.start, text.span.end)) is not None
        found = union(found, before) if many else union(found, shared(sentence, story, text)[: 2 - len(values(found))])
    elif len(values(found)) < _PAIR and (text.borrowed or not found):
        found = union(found, text.known)
    found = found or served(sentence, story, text)
    if not found and text.kind in BILATERAL | {"joint statement"}:
        found = tuple(before)
        if (not found and text.kind in {"joint statement", "declaration"}) or "by all" in sentence.text:
            found = everyone(sentence, story, text)
    guess = deed.event != "withdrawn" and (text.kind == "contract" or not _done_by_others(scene, text, deed))
    return _guessed(scene, text, deed, found) if guess else tuple(dict.fromkeys(found))


def _guessed(scene: Scene, text: Text, deed: Deed, found: tuple[Actor, ...]) -> tuple[Actor, ...]:
    """``found`` with the sides that the paragraph, its headings and its section leave to be understood."""
    sentence, story = scene.sentence, scene.story
    if text.kind in BILATERAL | {"joint statement", "contract"} and (sides := of_label(sentence, story, found)):
        return sides
    if not found and not text.named and text.kind in BILATERAL | {"contract"} and text.kind != "declaration":
        about = topic(sentence, story, text.span.start)
        found = (about,) if about is not None else ()
    if text.kind == "contract":
        return host(sentence, story, text, found)
    if text.kind == "plan" and deed.event == "signed":  # what is signed has two sides
        text = replace(text, kind="agreement")
    if text.kind in {"policy paper", "plan"}:
        return tuple(dict.fromkeys(found))
    return completed(sentence, story, text, found) or both(sentence, story, text)


def by_name(scene: Scene, text: Text, deed: Deed) -> bool:
    """Whether somebody makes it whom the sentence tells, though nobody knows for whom.

    "Jane Doe signed the accord", "the two sides signed a memorandum".
    """
    told = [a for f in deed.frames for a in f.of("party") if a.marker == "subject" and not a.nested]
    phrases = [scene.sentence.between(a.start, a.end) for a in told]
    both_sides = text.kind in BILATERAL | {"joint statement"} and deed.event in MADE and deed.frame is not None
    return any(_NAMED.match(p) or (both_sides and _BOTH_SIDES.fullmatch(p)) for p in phrases)


def _done_by_others(scene: Scene, text: Text, deed: Deed) -> bool:
    """Whether those who do it are told, but nobody of them is known: then the sides are not to be guessed."""
    told = [a for f in deed.frames for a in f.of("party") if a.marker == "subject" and not a.nested]
    told = [a for a in told if not text.span.start <= a.head < text.span.end]
    told = [a for a in told if not _MANNER.search(scene.sentence.between(a.start, a.end))]
    told = [a for a in told if not _BOTH_SIDES.fullmatch(scene.sentence.between(a.start, a.end))]
    return bool(told) and not any(doers(scene.sentence, scene.story, text.span, f, _DOING) for f in deed.frames)


def own_sides(scene: Scene, text: Text) -> tuple[Actor, ...]:
    """Who agreed on a text that is told with its date and nothing else: "the treaty of 4 May 2010 obliges Peru"."""
    sentence, story = scene.sentence, scene.story
    actors = attached(sentence, story, text) or text.known or served(sentence, story, text)
    if not actors and sentence.text.startswith(" by ", text.after - sentence.start):
        return ()  # whose it is is told, but nobody of them is known
    if not actors and text.kind in {"joint statement", "declaration"}:
        actors = everyone(sentence, story, text)
    if not actors and not text.named and text.kind in BILATERAL:
        told = [a for a in actors_in(sentence, story) if a.sort in {"party", "person"} and sovereign(story, a)]
        behind = [a for a in told if a.start >= text.after]
        ahead = [a for a in told if a.end <= text.span.start and ";" not in sentence.between(a.end, text.span.start)]
        actors = tuple(behind[:2] or ahead[-1:])
    if text.kind == "contract":
        return host(sentence, story, text, actors)
    return completed(sentence, story, text, actors) or both(sentence, story, text)
