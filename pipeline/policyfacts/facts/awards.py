"""Contracts of which only the deed is told: "NEC was hired for the cable", "the line was let to Acme".

The firm must be known as one by its place or its name, and the work must be what it is hired for, given, wins or signs
for: the text is then the "contract for the cable". "It" stands for the work with which the sentence before begins.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import chain

from policyfacts.facts.actors import Actor, actors_in, casts_in
from policyfacts.facts.context import Sentence, Story
from policyfacts.facts.firms import of_arguments
from policyfacts.facts.scenes import Deed
from policyfacts.facts.textnames import Text
from policyfacts.facts.textstates import FAMILY
from policyfacts.frames import Frame
from policyfacts.language.projectnames import Work, find_works, has_work
from policyfacts.records import Span
from policyfacts.values.partykinds import party_kind

_SENSES = frozenset({"hire", "award", "let"})
_WINNING = frozenset({"win", "sign"})
"""Senses of which the firm is the subject; it wins what is to be done to a work, or signs for the work."""
# A firm that is hired stands here by the verb's voice; one that is given a work is always "to" whom it is given.
_TAKING = frozenset({"to", "object", "object2"})
# Between a firm and the work that it is hired for: "to rebuild the", "for the".
_FOR = re.compile(
    r"(?:\sand\s[^,;:.]{2,40}?)?(?:\s(?:on|in)\s[\w\s]{4,20})?,?\s(?:for|to\s[a-z]+(?:\sand\s[a-z]+)?)\s"
    r"(?:the\s|an?\s|its\s|their\s)?(?:[\w-]+\s){0,2}"
)
# Between a work and the predicate of the firm hired for it: "a cable for which", "For the dam, ...".
_FOR_WHICH = re.compile(r"[^;:.]{0,90},?\sfor\swhich\s[^;:.]{0,60}")
_FRONTED = re.compile(r"(?:^|[;:.]\s)[Ff]or\s(?:the\s|an?\s|its\s)?(?:[\w-]+\s){0,2}$")
# Between a firm and the predicate of which it is told, and the other way round.
_WAS = re.compile(
    r"(?:\sand\s[A-ZÀ-Þ][\w’'-]*(?:\s[A-ZÀ-Þ][\w’'-]*)*)?\s(?:was|were|has\sbeen|have\sbeen|had\sbeen)\s(?:\w+ly\s)?"
)
_HIRED = re.compile(r"\s(?:the\s|an?\s)?(?:[\w’'-]+\s){0,3}")
_TO = re.compile(r"[^;:.]{0,90}\sto\s(?:the\s|an?\s)?(?:[\w’'-]+\s){0,3}")
_ARTICLE = re.compile(r"\s(?:the\s|an?\s|its\s|their\s)?(?:[\w-]+\s){0,2}")
_EVENT = "announced"
# "won the redevelopment of the port", "signed for the bridge"
_WON = re.compile(
    r"\s(?:the\s|an?\s)(?:[\w-]+\s(?:and\s)?){0,2}(?:(?:re)?(?:construction|building|development)|rehabilitation|refurbishment|"
    r"renovation|moderni[sz]ation|upgrad(?:e|ing)|extension|expansion|dredging|overhaul|laying|electrification|widening|"
    r"deepening|repair|operation|management)\sof\s(?:the\s|an?\s|its\s)?(?:[\w-]+\s){0,2}"
)
_SIGNED_FOR = re.compile(r"\s(?:up\s)?for\s(?:the\s|an?\s)?(?:[\w-]+\s){0,2}")
_IT = re.compile(r"[^;:.]{0,90}?\sfor\s(?:it|this|both)\b")
# What the sentence before begins with.
_OPENING = 60


def awards(sentence: Sentence, story: Story, texts: Sequence[Text]) -> Iterator[tuple[Text, Deed]]:
    """Every contract that ``sentence`` tells by its deed alone; whoever lists the texts sets the index of the deed."""
    if any(t.kind == "contract" for t in texts):
        return
    works = _works(sentence)
    for frame in story.frames(sentence, FAMILY) if works or _IT.search(sentence.text) else ():
        if frame.sense not in _SENSES | _WINNING or frame.form == "nominal" or not _done(frame):
            continue
        deed = Deed(0, "signed" if frame.lemma == "sign" else _EVENT, frame.sense, frame.span, (frame,))
        firm = _firm(sentence, story, deed)
        work = next((w for w in works if firm is not None and _given(sentence, frame, firm, w)), None)
        home = sentence
        if firm is not None and work is None and (meant := _meant(sentence, story, frame)):
            home, work = meant
        if firm is not None and work is not None:
            listed = next((c.actors for c in casts_in(sentence, story) if firm in c.actors), (firm,))
            told = Span(home.start + work.start, home.start + work.end)
            yield _contract(told, work.name, told if home is sentence else frame.span, listed), deed
            return


def _works(sentence: Sentence) -> list[Work]:
    """The single works that a sentence names."""
    if not has_work(sentence.text):
        return []
    return [w for w in find_works(sentence.text) if not (w.many or w.soft or w.programme)]


def _meant(sentence: Sentence, story: Story, frame: Frame) -> tuple[Sentence, Work] | None:
    """The work that "it" stands for, with its sentence: the one with which the sentence before begins."""
    hired_for = frame.sense == "hire" or frame.lemma == "sign"
    if not hired_for or not _IT.match(sentence.between(frame.end, sentence.end)):
        return None
    for earlier in story.before(sentence, reach=1):
        works = [w for w in _works(earlier) if w.start < _OPENING]
        return (earlier, works[0]) if works and earlier.passage is sentence.passage else None
    return None


def _done(frame: Frame) -> bool:
    """Whether a predicate tells what has been done."""
    return not (frame.negated or frame.mood or frame.tense == "future")


def _firm(sentence: Sentence, story: Story, deed: Deed) -> Actor | None:
    """The firm that is hired or is given the work; ``None`` where none is known as one."""
    frame = deed.frame
    if frame is None:
        return None
    if frame.sense in _WINNING and (frame.sense == "win" or frame.lemma == "sign") and frame.form == "active":
        taking = [a for a in frame.arguments if a.marker == "subject" and not a.nested]
    else:
        taking = [a for a in frame.arguments if a.marker in _TAKING and not a.nested]
    if frame.sense not in {"hire", *_WINNING}:
        taking = [a for a in taking if a.marker != "object"]
    probe = Text(frame.span, "contract", "contract", _EVENT, (frame.span,), plural=False, named=False)
    told = [*of_arguments(sentence, probe, deed), *(a for a in actors_in(sentence, story) if _is_firm(a))]
    taken = (f for f in told if any(a.start <= f.start and f.end <= a.end for a in taking))
    placed = () if frame.sense in _WINNING else (f for f in told if _beside(sentence, frame, f))
    return next(chain(taken, placed), None)


def _beside(sentence: Sentence, frame: Frame, firm: Actor) -> bool:
    """Whether a firm stands where one that is hired or given a work stands, whatever the parser makes of it."""
    if frame.sense == "hire" and firm.end <= frame.start:
        return _WAS.fullmatch(sentence.between(firm.end, frame.start)) is not None
    behind = sentence.between(frame.end, firm.start) if frame.end <= firm.start else ""
    return (_HIRED if frame.sense == "hire" else _TO).fullmatch(behind) is not None


def _is_firm(actor: Actor) -> bool:
    """Whether a party that the paper or the lists know is a company."""
    return actor.sort in {"company", "party"} and party_kind(actor.values[0]) == "company"


def _given(sentence: Sentence, frame: Frame, firm: Actor, work: Work) -> bool:
    """Whether ``work`` is what the firm is hired for, or what is given to it."""
    start, end = sentence.start + work.start, sentence.start + work.end
    if firm.start < end and start < firm.end:
        return False
    if frame.sense in _WINNING:
        won = _WON if frame.sense == "win" else _SIGNED_FOR
        return won.fullmatch(sentence.between(frame.end, start)) is not None
    if frame.sense != "hire":
        if frame.end <= start < firm.start and _ARTICLE.fullmatch(sentence.between(frame.end, start)):
            return True
        return any(
            a.start <= start and a.head < end and start <= a.head for a in frame.of("text", "") if a.marker == "object"
        )
    if start >= firm.end:
        behind = max(firm.end, frame.end)
        return _FOR.fullmatch(sentence.between(behind, start)) is not None
    fronted = _FRONTED.search(sentence.between(sentence.start, start)) is not None
    return fronted or _FOR_WHICH.fullmatch(f"{sentence.between(end, frame.start)} ") is not None


def _contract(told: Span, name: str, place: Span, known: tuple[Actor, ...]) -> Text:
    """The contract for the work ``name`` at ``told`` with the firms ``known``, which the page does not call one.

    ``place`` is where its sentence speaks of it: the work, or the predicate of a work told before.
    """
    return Text(
        place, f"contract for the {name.removeprefix('the ')}", "contract", _EVENT, (told,), plural=False, named=False,
        opener="a", known=known, borrowed=True, after=place.end,
    )  # fmt: skip
