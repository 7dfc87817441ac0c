"""Bodies and communities that meet and are no states: "members of the House of Deputies", "the Fur and Zaghawa chiefs".

They are parties by their names, which stand in no list: a body's name tells it by its noun, a community's by the word
for its people behind it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from policyfacts.facts.actors import Actor
from policyfacts.facts.context import PARTY_LABELS, Sentence
from policyfacts.frames import Argument
from policyfacts.records import Span

_CAPITAL = r"[A-ZÀ-Þ][\w’'+-]*"
_NOUN = (
    r"(?:House|Council|Chamber|Senate|Assembly|Committee|Commission|Party|Front|Movement|Army|Forces|Alliance|Coalition|"
    r"Authority|Union|Board|Congress|Federation|League|Brigade)"
)
_BODY = (
    rf"(?:(?:\d\+\d|{_CAPITAL})\s(?:(?:of|for|and)\s(?:the\s)?)?){{0,5}}?{_NOUN}(?!\s[A-ZÀ-Þ])(?:\s(?:of|for|on)\s(?:the\s)?{_CAPITAL}"
    rf"(?:(?:\s(?:and|of))?\s{_CAPITAL}){{0,3}})?"
)
_MEMBERS = re.compile(
    r"\b(?:members|representatives|officials|leaders|leadership|delegates|delegations?|chairs?|heads|commanders|speakers?|"
    rf"president)\s(?:of|from)\s(?:the\s)?(?P<one>{_BODY})(?:,?\sand\s(?:(?:of|from)\s)?(?:the\s)?(?P<two>{_BODY}))?"
)
_TRIBE = rf"{_CAPITAL}(?:\s{_CAPITAL})?"
_PEOPLES = re.compile(
    rf"(?P<one>{_TRIBE})(?:,?\sand\s(?:the\s)?(?P<two>{_TRIBE}))?\s(?:[a-z]+\s){{0,2}}?"
    r"(?:communit(?:y|ies)|tribes?|clans?|factions?|militias?|pastoralists|herders|farmers|(?:traditional|tribal|community|local)"
    r"\s(?:leaders|chiefs|elders|authorities)|chiefs|elders|rebels|armed\sgroups)\b"
)

# A name may be parted from the word for its people: "the Fur | traditional leaders".
_BEHIND = 30
_MADE_OF = re.compile(r"\s(?:comprising|consisting\sof|composed\sof|made\sup\sof|including)\s")
_MEMBERSHIP = 100


def factions(sentence: Sentence, told: Sequence[Argument]) -> Iterator[Actor]:
    """The bodies and communities that the phrases ``told`` name, in order, without those that are known parties."""
    for argument in told:
        made_of = _MADE_OF.match(sentence.text, argument.end - sentence.start)
        end = argument.end + (_MEMBERSHIP if made_of else 0)
        phrase = sentence.between(argument.start, end + _BEHIND)
        for pattern in (_MEMBERS, _PEOPLES):
            for match in pattern.finditer(phrase):
                if argument.start + match.start("one") >= end:
                    continue
                for group in ("one", "two"):
                    if match[group]:
                        named = Span(*(argument.start + place for place in match.span(group)))
                        yield from _actor(sentence, named, argument.start + match.end())


def _actor(sentence: Sentence, span: Span, end: int) -> Iterator[Actor]:
    """The one named at ``span``, whose phrase ends at ``end``."""
    if not any(m.start < span.end and span.start < m.end for m in sentence.of(*PARTY_LABELS, "capital")):
        name = re.sub(r"\s+", " ", sentence.between(*span))
        yield Actor(span.start, end, (name,), (span,), "company", name)
