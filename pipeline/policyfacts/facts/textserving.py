"""Whose a text is by what it serves: "under a contract of 1999 Acme buys gas from Beta", "from the bank, under a loan
agreement"; and by the label of its line in a list: "• Peru. The trade pact, signed in 2012, ..." under "CHILE".
"""

from __future__ import annotations

import re

from policyfacts.facts.actors import Actor, actors_in
from policyfacts.facts.context import SOVEREIGN_LABELS, Sentence, Story
from policyfacts.facts.sides import sides
from policyfacts.facts.textnames import Text
from policyfacts.frames import Argument, Frame
from policyfacts.records import Mention, Passage
from policyfacts.values.organisations import organisation

_UNDER = frozenset({"under", "pursuant to", "by virtue of"})
_ACTING = frozenset({"subject", "by", "from", "to", "with", "object2"})
_PARTIES = frozenset({"party", "provider", "recipient", "seller", "buyer"})
_OF_MONEY = re.compile(r"\b(?:loan|credit|financ|grant|debt|lend|lent\b|advanced\b|facility|swap)", re.IGNORECASE)
_LENDERS = frozenset({"lender", "insurer", "multilateral"})
# Between a lender and the text that it lends by: "from the bank, under a".
_BY_TEXT = re.compile(r"[^;:.]{0,90}\b(?:under|in|through|by)\s(?:an?\s|the\s|its\s)?(?:[\w-]+\s){0,2}", re.IGNORECASE)
_LABEL = re.compile(r"(?:[•▪◦·–—-]\s*)?(?:The\s|the\s)?(?=[A-ZÀ-Þ])")
_LABEL_END = re.compile(r"(?:\.|:|\s[–—])\s")


def served(sentence: Sentence, story: Story, text: Text) -> tuple[Actor, ...]:
    """Those who do what is done under ``text``, or the one that lends by it; empty where neither is told."""
    reading = story.reading(sentence)
    for frame in reading.frames if reading else ():
        under = any(a.marker in _UNDER and not a.nested and a.start <= text.span.start < a.end for a in frame.arguments)
        if under and (found := sides(sentence, story, [a for a in frame.arguments if _acts(frame, a)])):
            return found
    return _lender(sentence, story, text)


def _acts(frame: Frame, argument: Argument) -> bool:
    """Whether an argument is one of those who deal with each other."""
    dealing = argument.role in _PARTIES or argument.marker in {"subject", "from", "with"}
    return dealing and argument.marker in _ACTING and not argument.nested and frame.form != "nominal"


def _lender(sentence: Sentence, story: Story, text: Text) -> tuple[Actor, ...]:
    """The bank or agency named right before a text, where it is one that lends and the text one of money or of its."""
    before = [a for a in actors_in(sentence, story) if a.end <= text.span.start]
    if not before or (known := organisation(before[-1].values[0])) is None or known.kind not in _LENDERS:
        return ()
    gap = sentence.between(before[-1].end, text.span.start)
    return (before[-1],) if _BY_TEXT.fullmatch(gap) and _OF_MONEY.search(f"{gap}{text.name}") else ()


def labelled(story: Story, passage: Passage) -> Actor | None:
    """The state or bloc that stands as the label of a line of a list; ``None`` where there is none."""
    text = story.paper.text
    lead = _LABEL.match(text, passage.start, passage.end) if passage.kind == "item" else None
    told = story.mentions_in(lead.end(), passage.end) if lead else ()
    first = next((m for m in told if m.label in SOVEREIGN_LABELS), None)
    if lead is None or first is None or first.start != lead.end() or _LABEL_END.match(text, first.end) is None:
        return None
    return _of(first)


def _of(mention: Mention) -> Actor:
    return Actor(mention.start, mention.end, (str(mention.value),), (mention.span,), "party", mention.text)
