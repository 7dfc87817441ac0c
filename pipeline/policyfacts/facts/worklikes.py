"""Works told by their likeness to the one before, as a part of it, or only by their measure.

"The one at Isimba", "a third, between Kita and Bla", "its first leg", "the Malian section", "to lay 108 km along the
Niger".
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from policyfacts.facts.context import Sentence
from policyfacts.language.workwords import CAPITAL
from policyfacts.records import Span

NAME = rf"{CAPITAL}(?:\s(?:(?:de|del|da|do|la|el|al|es|of)\s)?{CAPITAL}){{0,3}}(?:[\s-](?:\d{{1,2}}|[IVX]{{1,4}}))?"
"""The name of a place or a work, with the number that may close it."""
_SISTER = r"(?:sister|twin|counterpart|sibling|neighbour|neighbor|cousin|successor)"
_MONTH = r"(?:January|February|March|April|May|June|July|August|September|October|November|December)"
_LIKE = re.compile(
    r"\b(?:(?:[Tt]he\s)?one|[Tt]he\sother|[Aa]nother|[Tt]hat|"
    rf"(?:[Ii]ts|[Tt]he|[Aa])\s(?:[\w-]+\s){{0,2}}(?:one|{_SISTER}))"
    rf"\s(?P<by>at|in|near|on)\s(?!{_MONTH}\b)(?P<name>{NAME})"
)
# "A third, between Kita and Bla": one more of the works before it, told by its place alone.
_ORDINAL = r"(?:first|second|third|fourth|fifth|sixth|seventh|next|last|latest|other)"
_ONE_MORE = re.compile(
    rf"\b(?:[Tt]he|[Aa]|[Ii]ts)\s{_ORDINAL}(?:\sone)?(?:,\s|\s)"
    rf"(?P<place>(?:at|near|off|outside)\s{NAME}|between\s{NAME}\sand\s{NAME}|from\s{NAME}\s(?:in\s{NAME}\s)?to\s{NAME})"
)
_POWER_BEHIND = re.compile(r"(?:\s\(|,\s(?:of\s)?)\d[\d.,]*[\s-]?(?:MW|GW|megawatts)")
_TWIN_TO = re.compile(rf"\b[Ii]ts\s{_SISTER}\s(?P<place>(?:to|from)\s{NAME})")
# "Its neighbour to the north, which ties Kita to Bla".
_TYING = re.compile(
    rf"\b(?:[Ii]ts|[Tt]he)\s(?:\w+\s)?(?:{_SISTER}|{_ORDINAL})(?:\s(?:to|in)\sthe\s[\w-]+)?,?\s(?:which|that)\s"
    rf"(?:links|ties|connects|joins|runs\sfrom|will\slink|will\sconnect|is\sto\slink)\s(?P<one>{NAME})(?:\sin\s{NAME})?\s(?:to|with|and)\s(?P<other>{NAME})"
)
_PARTS = "leg|section|stretch|phase|stage|part|lot|half|portion|segment|end"
# "Its first leg", "the Hungarian part": a part of the work before, with what is told of it alone.
_OF_WORK = re.compile(
    rf"\b(?:[Ii]ts)\s(?P<part>(?:{_ORDINAL}|northern|southern|eastern|western|central)\s(?:{_PARTS}))\b(?!\sof\b)"
)
_EXTENSION = re.compile(
    rf"(?:\b[Ii]ts|(?P<alone>^(?:•\s)?(?:An?|The)))\s(?:[a-z]+\s)?"
    rf"(?P<part>(?:extension|continuation|branch|spur|prolongation)\s(?:to|towards|from|into)\s{NAME})"
)
_OF_STATE = re.compile(rf"\s(?P<noun>one|{_PARTS})\b(?!\sof\b)")
_ITS_OR_THE = re.compile(r"\b(?:[Tt]he|[Ii]ts)\s$")
_BUILD = (
    r"(?:lay|lays|laid|laying|build|builds|built|building|constructs?|constructed|constructing|widen(?:s|ed|ing)?|electrif\w+|pav(?:e|es|ed|ing)|"
    r"rebuil[dt]|upgrad(?:e|es|ed|ing)|rehabilitat(?:e|es|ed|ing)|doubl(?:e|es|ed|ing)|open(?:s|ed|ing)?|finish(?:es|ed|ing)?|complet(?:e|es|ed|ing)|"
    r"inaugurat(?:e|es|ed|ing)|commission(?:s|ed|ing)?|add(?:s|ed|ing)?|install(?:s|ed|ing)?|switch(?:es|ed|ing)?\son|brought\son\s?line)"
)
# "To lay 108 km along Corridor VIII": the measure is all that is said of what is built.
_WAY_BUILT = re.compile(
    rf"\b{_BUILD}\s(?:(?:about|some|over|nearly|another|the)\s)?(?P<way>\d[\d.,]*\s(?:km|kilomet(?:re|er)s|miles)\s"
    rf"(?:along\s(?:the\s)?{NAME}(?:\sand\s[A-Z][\w-]*)?|between\s{NAME}\sand\s{NAME}|from\s{NAME}\sto\s{NAME}))"
)
# "At Karavasta, a French firm switched on 140 MW"; "switched on 140 MW at Karavasta".
_POWER_AT = re.compile(
    rf"\b(?:[Aa]t|[Nn]ear)\s(?P<name>{NAME}),\s[^;:.]{{2,70}}?\s{_BUILD}\s(?:(?:about|some|over|nearly|another|its|first)\s){{0,2}}"
    r"(?P<power>\d[\d.,]*\s?(?:MW|GW|megawatts))(?=\s(?:in|on|by|of|for|from)\s|[,;.]|$)"
)
_AT_POWER = re.compile(
    rf"\b{_BUILD}\s(?:(?:about|some|over|nearly|another|its|first)\s){{0,2}}(?P<power>\d[\d.,]*\s?(?:MW|GW|megawatts))"
    rf"(?:\sof\s[a-z]+(?:\s[a-z]+)?)?\s(?:at|near)\s(?P<name>{NAME})"
)
# "Hungary’s 166 km were contracted": a state's part of the work before, told by its length.
_OF_A_STATE = re.compile(
    r"[’']s?\s\d[\d.,]*\s(?:km|kilomet(?:re|er)s|miles)(?=\s(?:is|are|was|were|has|have|had|will|would)\s)"
)
# "Of the four dams on the river, Kita has gone furthest."
_ONE_OF = re.compile(
    rf"(?:Of|Among)\s(?:the|its|these|those|all)\s[^,;:]{{3,80}},\s(?:only\s)?(?P<name>{NAME})\s(?=(?:has|is|was|had|will|came|went|stands)\b)"
)
# "Katse was completed in 1996, Mohale in 2002": one more of them, and its day.
_NEXT_ONE = re.compile(
    r"\b(?:was|were)\s(?:\w+ly\s)?(?:completed|finished|opened|inaugurated|commissioned|begun|started|built|ready|closed|"
    rf"switched\son)\s(?:in|on)\s(?:\d|{_MONTH})[^,;.]{{0,20}}(?:[,;]|,?\sand)\s(?P<name>{NAME})\s(?:only\s)?(?:in|on)\s(?=\d|{_MONTH})"
)
# How adjectives of states end: Malian, Polish, Chinese, Iraqi, Czech.
_ADJECTIVE = ("n", "h", "e", "i", "c")
_OTHERS = ("country", "bloc", "capital", "organisation", "date", "fund")


@dataclass(frozen=True, slots=True)
class Nounless:
    """A work without its noun at ``span`` (offsets in the sentence); ``unit`` of its figure, empty for a likeness.

    It ``explains`` what stands before a colon: "a solar plant: Sanankoroba, 200 MW". ``deed``: what it is known by.
    ``near``: it is like the work of the sentence before, or a ``part`` of it, and none without one. ``way``: by its
    words it leads from one place to another. ``alone``: a name that is one of those works by itself. ``kind``: the
    kind of a work that is known by this name.
    """

    span: Span
    name: str
    unit: str
    explains: bool = False
    deed: str = ""
    near: bool = False
    part: str = ""
    alone: bool = False
    way: bool = False
    kind: str = ""


def alike(sentence: Sentence) -> Iterator[Nounless]:
    """What is told to be like the work before, one more of them, a part of it, or only by its measure."""
    yield from _one_more(sentence)
    yield from _parts(sentence)
    yield from _by_measure(sentence.text)


def _one_more(sentence: Sentence) -> Iterator[Nounless]:
    """One more of the works before: "the one at Isimba", "a third, between Kita and Bla"."""
    text = sentence.text
    for match in _LIKE.finditer(text):
        if not is_taken(sentence, Span(match.start("name"), match.end("name"))):
            yield Nounless(Span(match.start(), match.end()), match["name"], "")
    for match in _ONE_MORE.finditer(text):
        if match[0][0].islower() and text[: match.start()].endswith(", "):
            continue  # "a bridge at Kita, the first between Mali and Niger"
        power = "MW" if _POWER_BEHIND.match(text, match.end()) else ""
        yield Nounless(Span(match.start(), match.end()), match["place"], power, near=True)
    for match in _TWIN_TO.finditer(text):
        yield Nounless(Span(match.start(), match.end()), match["place"], "", near=True)
    for match in _TYING.finditer(text):
        yield Nounless(Span(match.start(), match.end()), f"from {match['one']} to {match['other']}", "", near=True)
    following = _NEXT_ONE.search(text)
    if following and not is_taken(sentence, span := Span(following.start("name"), following.end("name"))):
        yield Nounless(span, following["name"], "", near=True, alone=True)
    one = _ONE_OF.match(text)
    if one and not is_taken(sentence, Span(one.start("name"), one.end("name"))):
        yield Nounless(Span(one.start("name"), one.end("name")), one["name"], "", near=True, alone=True)


def _parts(sentence: Sentence) -> Iterator[Nounless]:
    """Parts of the work before: "its first leg", "the Malian section", "Mali’s 166 km were"."""
    text = sentence.text
    for match in _OF_WORK.finditer(text):
        yield Nounless(Span(match.start(), match.end()), "", "", near=True, part=match["part"])
    for match in _EXTENSION.finditer(text):
        name = match["part"] if match["alone"] else ""
        yield Nounless(Span(match.start(), match.end()), name, "", near=True, part=match["part"])
    for mention in sentence.of("country"):
        start, end = mention.start - sentence.start, mention.end - sentence.start
        behind, before = _OF_STATE.match(text, end), _ITS_OR_THE.search(text[:start])
        if behind and before and text[start:end].endswith(_ADJECTIVE):
            noun = "section" if behind["noun"] == "one" else behind["noun"]
            yield Nounless(Span(before.start(), behind.end()), "", "", near=True, part=f"{text[start:end]} {noun}")
        elif measure := _OF_A_STATE.match(text, end):
            yield Nounless(Span(start, measure.end()), "", "", near=True, part=f"{text[start:end]}’s section")


def _by_measure(text: str) -> Iterator[Nounless]:
    """What is built and told only by its length or its power: "to lay 108 km along the Niger"."""
    for match in _WAY_BUILT.finditer(text):
        yield Nounless(Span(match.start("way"), match.end()), match["way"], "km", way=True)
    for match in (*_POWER_AT.finditer(text), *_AT_POWER.finditer(text)):
        yield Nounless(Span(match.start("power"), match.end("power")), match["name"], "MW")


def is_taken(sentence: Sentence, span: Span, *, whole: bool = False) -> bool:
    """Whether what stands at ``span`` of a sentence is known as something else: a state, a body, a day.

    Of a name known as a ``whole`` a state may be a part ("PNG LNG").
    """
    start, end = sentence.start + span.start, sentence.start + span.end
    others = [m for m in sentence.of(*_OTHERS) if m.start < end and start < m.end]
    if whole:
        others = [m for m in others if m.label != "country" or m.start < start or end < m.end or m.span == (start, end)]
    return bool(others)
