"""What a described work is called: a name that stands before the description, or in brackets behind it.

"Medusa, a submarine cable" is called Medusa; "a railway between Sohar and Abu Dhabi (Hafeet Rail)" is called Hafeet
Rail; "the Grand Renaissance Dam (GERD)" goes on as GERD.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace

from policyfacts.facts.context import Sentence
from policyfacts.language.projectnames import Work
from policyfacts.language.workwords import CAPITAL, capital_words
from policyfacts.records import Span

_NAME = rf"{CAPITAL}(?:\s(?:(?:de|del|da|do|la|el|al|es|of|d[’'])\s?)?{CAPITAL}){{0,4}}"
_APPOSED = re.compile(
    rf"(?P<name>{_NAME}(?:\s(?:\d{{1,3}}|[IVX]+))?)(?:\s\([^)]*\)|\s(?:in|near)\s{CAPITAL})?,\s"
    r"(?:(?:a|an|the|(?P<long>(?:some\s|about\s)?[\d.,]+\s(?:km|kilomet(?:re|er)s|miles)\sof))\s)?"
    r"(?:(?:major|large|new|big|small|modern|key|important|[\w.,-]+)\s){0,4}$"
)
_BRACKETED = re.compile(rf"\s?\((?:the\s|[“\"‘])?(?P<name>{_NAME})[”\"’]?\)")
_CALLED = re.compile(
    rf",?\s(?:(?:also\s|better\s)?known\sas|called|named|dubbed|baptised|"
    rf"christened)\s(?:the\s)?[“\"‘]?(?P<name>{_NAME})"
)
_ACRONYM = re.compile(r"\s?\((?:the\s|or\s|hereafter\s)?[“\"‘]?(?P<short>[A-Z][A-Za-z]*[A-Z]\d?)[”\"’]?\)")
_AT = re.compile(rf"(?:[•–*-]\s)?(?P<by>At|In|Near|Outside|Off|For)\s(?P<place>{_NAME})(?=,|\s(?:a|an|the|is|was)\s)")
_STANDS = re.compile(rf"(?P<gap>[^;:()]{{0,70}}?),?\s(?P<by>at|in|near|outside)\s(?P<place>{_NAME})")
_STANDING = re.compile(r"^(?:At|In|Near|Outside|Off)\s$")
# What was signed or said in a town is no work in it.
_ELSEWHERE = re.compile(
    r"\b(?:sign|agree|announc|approv|len[dt]|loan|visit|met\b|meet|said|propos|promis|pledg|discuss|negotiat|grant|bank|"
    r"company|firm|ministr|and|but|which|whose|that|who|when|while)",
    re.IGNORECASE,
)
AGREED = re.compile(
    r"\b(?:agree\w*|terms|accords?|deals?|sign\w*|talks|contracts?|memorand\w+|protocols?)\b[^,;]{0,60}$"
)
"""Behind these words a place may be that of the meeting: "agreed on a railway in Tokyo"."""
_OPENING = re.compile(
    r"(?:^|[’']s\s|[,;:]\s|\b(?:[Ff]or|[Oo]f|[Oo]n|[Tt]o|[Aa]t|and|but|while|with|by|from|like|as|near|is|was|than)\s)$"
)
# A definite description between commas says what the name before it is: "Karuma, the 600 MW station on the Nile, has".
_SUBJECT_OPENS = re.compile(
    r"(?:^|[;:]\s|\b(?:and|but|while|that|when|after|on|of|to|with|over|as|into|by|for)\s(?:the\s)?)$"
)
_CLOSED = re.compile(
    r"(?:\s[^,;.]{0,120}?)?(?:,\s(?:(?:has|have|had|is|are|was|were|will|would|should|can|could|may|must|[a-z]+(?:ed|s))\s|which\s)"
    r"|[.;]|$)"
)
# What ends so is a place as well as a body: "the Garrison Energy Center, a gas-fired plant".
_OF_PLACE = re.compile(r"(?:Cent(?:er|re)|Station|Plant|Complex|Facility|Works|Park|Terminal|Hospital|School)$")
# Names of other things that stand before a description: states, towns, firms, people.
_OTHERS = ("country", "bloc", "capital", "organisation", "date", "fund")


_COMPANIES = re.compile(
    r"\b(?:consorti\w+|joint ventures?|subsidiar\w+|firms?|compan(?:y|ies)|contractors?|shareholders?)\s(?:of|"
    r"between|led by|like|such as|from)?"
    r"\s?(?:(?:[A-Z][\w’.&-]*|and|of|the|with|&),?\s){0,6}$"
)
_OF_COMPANIES = frozenset({"Resources", "Works", "Power", "Ports", "Railways", "Roads", "Airports", "Highways"})
# A name that runs on over these ("the Investment Bank for the Chongwe") holds no work's name.
LEADS_ON = re.compile(r"\s(?:for|to|by|with|from|towards)\s")
_NUMBER = re.compile(r",\sthe\s(?P<name>[A-Z]{1,3}[-–\s]?\d{1,3}[A-Z]?)(?=[,.;)])")
"""The number of a road behind what it is: "a section of motorway, the E-80"."""


def own_name(sentence: Sentence, work: Work, place: Span) -> Span | None:
    """Where the name of the work described at ``place`` stands in the paper; ``None`` where it has none."""
    if work.form != "described" and not work.name[:1].islower():
        return None
    if not work.article:
        long = _before(sentence, place, long=True)
        if long is not None and any(m.start < long.end and long.start < m.end for m in sentence.of(*_OTHERS)):
            return None
        return long or (_defined(sentence, place) if work.definite else None)
    for found in (_before(sentence, place), _behind(sentence, place)):
        if found is None or _STANDING.search(sentence.between(sentence.start, found.start)):
            continue
        others = [m for m in sentence.of(*_OTHERS) if m.start <= found.start and found.end <= m.end]
        if all(m.label == "organisation" and _OF_PLACE.search(m.text) for m in others):
            return found
    return None


def _before(sentence: Sentence, place: Span, *, long: bool = False) -> Span | None:
    """The name that the description is apposed to; with ``long`` only by its length ("Route 3, 107 km of road")."""
    text = sentence.between(sentence.start, place.start)
    match = _APPOSED.search(text)
    if match is None or (long and match["long"] is None):
        return None
    words = re.sub(r"\s\d{1,2}$", "", match["name"])
    own = capital_words(f"{words} ", len(words) + 1, 0)
    start, end = match.start("name") + own, match.end("name")
    clean = start < end and _OPENING.search(text[:start]) is not None
    return Span(sentence.start + start, sentence.start + end) if clean else None


def _defined(sentence: Sentence, place: Span) -> Span | None:
    """The name that a definite description between commas is apposed to; none of a state, a body or a day."""
    text = sentence.between(sentence.start, place.start)
    match = _APPOSED.search(text)
    if match is None or not re.search(r",\sthe\s", text[match.start() :]):
        return None
    start = match.start("name") + capital_words(f"{match['name']} ", len(match["name"]) + 1, 0)
    found = Span(sentence.start + start, sentence.start + match.end("name"))
    if start >= match.end("name") or not _SUBJECT_OPENS.search(text[:start]):
        return None
    if not _CLOSED.match(sentence.between(place.end, sentence.end)):
        return None
    return None if any(m.start < found.end and found.start < m.end for m in sentence.of(*_OTHERS)) else found


def _behind(sentence: Sentence, place: Span) -> Span | None:
    offset = place.end - sentence.start
    match = next((m for p in (_BRACKETED, _CALLED, _NUMBER) if (m := p.match(sentence.text, offset))), None)
    if match is None or _ACRONYM.match(sentence.text, offset):
        return None
    return Span(sentence.start + match.start("name"), sentence.start + match.end("name"))


def placed_name(sentence: Sentence, work: Work, place: Span) -> tuple[str, Span] | None:
    """What a work without name and place is called by where its sentence says that it stands, and the place's span.

    "At Anaklia, a harbour", "a port is planned at Chancay". A state or a bloc names no work.
    """
    if work.form != "described" or work.tail or work.soft or not work.article:
        return None
    opening = _AT.match(sentence.text)
    match = opening if opening and opening.end() <= place.start - sentence.start else None
    agreed = AGREED.search(sentence.text[: place.start - sentence.start]) is not None
    behind = None if match or agreed else _STANDS.match(sentence.text, place.end - sentence.start)
    if behind and not _ELSEWHERE.search(behind["gap"]):
        match = behind
    if match is None:
        return None
    span = Span(sentence.start + match.start("place"), sentence.start + match.end("place"))
    others = sentence.of("country", "bloc", "organisation", "date")
    if match["place"].endswith(("’s", "'s")) or any(m.start < span.end and span.start < m.end for m in others):
        return None
    return f"{work.name} {match['by'].lower().replace('for', 'in')} {match['place']}", span


def short_form(sentence: Sentence, place: Span) -> str:
    """The acronym in brackets right behind the work at ``place``; empty where there is none."""
    match = _ACRONYM.match(sentence.text, place.end - sentence.start)
    return match["short"] if match and len(match["short"]) > 2 else ""


def called_again(sentence: Sentence, names: Mapping[str, object]) -> Iterator[tuple[str, Span]]:
    """Each place where one of ``names`` stands by itself in ``sentence``."""
    for name in names:
        if name in sentence.text:
            for match in re.finditer(rf"(?<![\w-]){re.escape(name)}(?![\w-])", sentence.text):
                yield name, Span(match.start(), match.end())


def _closes(behind: str, noun: str) -> bool:
    """Whether ``behind`` a body's name a work's noun follows in small letters, with no more than adjectives between."""
    return re.match(rf"(?:\s[a-z][a-z-]+){{0,3}}?\s{re.escape(noun)}(?!\w)", behind) is not None


def is_foreign(sentence: Sentence, work: Work) -> bool:
    """Whether what looks like a work is part of an organisation's or a company's name."""
    start, end = sentence.start + work.start, sentence.start + work.end
    bodies = [m for m in sentence.of("organisation") if m.start < end and start < m.end]
    # "The Dangote refinery" is called by who owns it; "the World Bank project" says only whose it is.
    bodies = [m for m in bodies if not (work.noun == "lng" and m.end == end)]
    # "The plant of Ganfeng" is told by its owner behind it.
    bodies = [m for m in bodies if work.soft or not (work.name[:1].islower() and m.start > start and m.end == end)]
    bodies = [m for m in bodies if work.soft or not _closes(sentence.between(m.end, end), work.noun)]
    if any(not LEADS_ON.search(sentence.between(m.start, start)) for m in bodies):
        return True
    if work.form != "named":
        return False
    if work.name[:1].isupper() and _COMPANIES.search(sentence.between(sentence.start, start)):
        return True
    words = work.name.split()
    # A country and a noun in capitals is how companies are called ("China Harbour").
    own = any(m.start == start and m.end == start + len(words[0]) for m in sentence.of("country"))
    return own and (len(words) == 2 or words[-1] in _OF_COMPANIES) and all(word[:1].isupper() for word in words)


def without_meeting_place(sentence: Sentence, work: Work) -> Work:
    """A described work without the capital behind it in which it was only agreed on: "agreed on a railway in Tokyo"."""
    if work.tail is None or work.form != "described" or not AGREED.search(sentence.text[: work.start]):
        return work
    start = sentence.start + work.tail.start
    capital = next((m for m in sentence.of("capital") if start < m.start < sentence.start + work.tail.end), None)
    if capital is None or sentence.between(start, capital.start) != "in ":
        return work
    end = work.tail.start - 1
    return replace(work, end=end, tail=None, name=work.name.removesuffix(sentence.text[end : work.tail.end]))


def titled(text: str) -> str:
    """A heading's capitals as a name would be written; as long as before."""
    return re.sub(r"[^\W\d_]+", lambda m: m[0] if len(m[0]) == 1 and m[0] == "I" else _small(m[0]), text)


def _small(word: str) -> str:
    return (
        word.lower()
        if word in {"THE", "OF", "AND", "IN", "ON", "FOR", "TO", "A", "AN", "OR", "BY", "AT"}
        else word.capitalize()
    )
