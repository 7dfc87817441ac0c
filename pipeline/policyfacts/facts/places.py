"""Where a meeting took place: a country by its code, any other place by its name as printed."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from policyfacts.facts.context import Sentence
from policyfacts.records import Mention, Span
from policyfacts.values.countries import seat_of

_NAME = re.compile(r"[A-ZÀ-Þ][\w’'.-]*(?:\s(?:(?:el|al|de|del|des|du|da|do|la|am|upon)[\s-])?[A-ZÀ-Þ][\w’'-]*){0,2}")
# "the Department of State", "the Palace of Westminster": a house by its whole name.
_BUILDING = re.compile(
    r"(?:Department|Ministry|Palace|House|Hall|Embassy|Museum|University|Cathedral|Library|Castle|Port|City|Island|Isle|Bay)\s"
    r"(?:of|for)\s(?:the\s)?[A-ZÀ-Þ][\w’'-]*(?:(?:\s(?:and|of))?\s[A-ZÀ-Þ][\w’'-]*){0,4}"
)
# Behind a country's name these make it whose somebody or something is, and no place.
_ACTING = re.compile(
    r"[’']s?\b|\s(?i:president|premier|government|prime|ambassador|embassy|leaders?|ministers?|foreign|"
    r"delegation|side|counterpart|"
    r"compan|firm|vice|authorities|officials?)"
)
_OPENS = re.compile(r"(?<![\w’'-])[A-ZÀ-Þ]")
# "State House, Nairobi": a place told by a house and its town.
_HOUSE = re.compile(r"(?:the\s)?(?:[A-ZÀ-Þ][\w’'-]*\s?(?:of\s|de\s)?)+,\s[A-ZÀ-Þ][\w’'-]*(?:\s[A-ZÀ-Þ][\w’'-]*)?")
_LISTED = re.compile(r"(?:[,;]|\band|\bthen)\s(?:the\s)?$")
_NO_PLACE = re.compile(
    r"(?:January|February|March|April|May|June|July|August|September|October|November|December|Spring|Summer|"
    r"Autumn|Winter|"
    r"President|Premier|Prime|Minister|General|Secretary|Chairman|King|Vice|Foreign|Chinese|The|Its|His|This|"
    r"That|Table|Figure|Annex|Box|Chapter|Section|Article|In|On|At|A|An)\b"
)
# With a capital these are places only with a name: "the Territory", "the Regional Office".
_NAMELESS = re.compile(
    r"(?:(?:Regional|Country|Head|Field|Central|National)\s)?(?:Territor(?:y|ies)|Offices?|Regions?|Provinces?|Districts?|"
    r"Departments?|Ministry|Council|Committee|Commission|Government|State|Countr(?:y|ies)|Area|Zone|Parties|Development|"
    r"Secretariat|Focus|Mission|Convention|Agreement|Security|Peace|Trade|Member|Members|Centre|Center)"
    # "the Ninth Summit", "a State Visit": what takes place is none.
    r"|(?:[\w’'.-]+\s)*(?:Conference|Congress|Summit|Meeting|Forum|Session|Dialogue|Retreat|Visit|Talks|Consultations|Symposium|"
    r"Ministerial|Roundtable)"
)
_SEAT_OF = re.compile(
    r"(?:the\s)?(?P<whole>(?P<before>[A-ZÀ-Þ][\w’'-]*(?:\s[A-ZÀ-Þ][\w’'-]*)?)(?:[’']s)?\s(?:seaside\s)?capital"
    r"|capital\sof\s(?:the\s)?(?P<behind>[A-ZÀ-Þ].*))"
)
_CAPITAL = re.compile(r"(?:[’']s)?\s(?:seaside\s)?capital\b(?!\s(?:market|inflow|control|account|good|cost|stock)s?)")
# "EC-108/4": the symbol of a document.
_SYMBOL = re.compile(r"[A-Z]{1,5}[-/][\w-]*\d")


# "Washington, D.C."
_DISTRICT = re.compile(r",?\sD(?:\.C\b\.?|C\b)")
_CODE = len("PER")
_BEHIND = re.compile(r",\s(?:the\s)?")


@dataclass(frozen=True, slots=True)
class Place:
    """A place at ``span``: what the table writes (``value``), its words, and the country it stands for (may
    be empty)."""

    span: Span
    value: str
    words: str
    country: str

    @property
    def is_state(self) -> bool:
        """Whether the place is a state itself, and none in it."""
        return self.value == self.country


def place_at(sentence: Sentence, start: int) -> Place | None:
    """The place whose name begins at ``start`` (an offset in the paper)."""
    if (seat := _seat_at(sentence, start)) is not None:
        return seat
    for label in ("country", "capital"):
        for mention in sentence.of(label):
            behind = sentence.between(mention.end, sentence.end)
            if mention.start == start and _ACTING.match(behind) is None:
                value = str(mention.value)
                return (
                    Place(mention.span, value, mention.text, value) if label == "country" else _city(sentence, mention)
                )
    # "the Malian President", "(EAS)": whose somebody is, and a short form in brackets.
    if any(m.start == start for m in sentence.of("country")):
        return None
    local = start - sentence.start
    building = _BUILDING.match(sentence.text, local)
    if any(m.start <= start < m.end for m in sentence.of("bloc", "organisation", "date")) and not building:
        return None
    match = building or _NAME.match(sentence.text, local)
    if match is None or _NO_PLACE.match(match[0]) or _SYMBOL.match(match[0]) or _quoted(sentence.text, local):
        return None
    words = match[0].rstrip(".")
    if _NAMELESS.fullmatch(words):
        return None
    if words.isupper() and sentence.text[match.end() : match.end() + 1] == ")":
        return None
    country = _country_behind(sentence, sentence.start + local + len(words))
    return Place(Span(start, start + len(words)), words, words, country)


def _state(mention: Mention) -> Place:
    return Place(mention.span, str(mention.value), mention.text, str(mention.value))


def _city(sentence: Sentence, mention: Mention) -> Place:
    """A capital by its name as printed, with its district."""
    district = _DISTRICT.match(sentence.text, mention.end - sentence.start)
    words = mention.text + (district[0] if district else "")
    return Place(Span(mention.start, mention.start + len(words)), words, words, str(mention.value))


def _quoted(text: str, at: int) -> bool:
    """Whether ``at`` lies inside a quotation, such as the theme of a meeting."""
    return text.count("“", 0, at) > text.count("”", 0, at)


def _country_behind(sentence: Sentence, end: int) -> str:
    """The country that a city is said to lie in: "Lima, Peru", "Samarkand (Uzbekistan)"."""
    for mention in sentence.of("country"):
        if re.fullmatch(r",\s(?:in\s|the\s)?|\s\(|\sin\s|\sof\s", sentence.between(end, mention.start)):
            return str(mention.value)
    return ""


def _lies(city: Place, state: Place) -> Place | None:
    """A city with the state that it is said to lie in; ``None`` where it is known to lie in another."""
    elsewhere = len(city.country) == _CODE and city.country != state.country
    return None if elsewhere else replace(city, country=state.country)


def _seat(sentence: Sentence, start: int, text: str) -> Place | None:
    """ "the Peruvian capital", "the capital of Peru": that capital."""
    match = _SEAT_OF.fullmatch(text)
    state = next((m for m in sentence.of("country") if start <= m.start < start + len(text)), None)
    if match is None or state is None or state.text not in (match["before"] or match["behind"]):
        return None
    span = Span(start + match.start("whole"), start + match.end("whole"))
    return Place(span, seat_of(str(state.value)) or match["whole"], match["whole"], str(state.value))


def _seat_at(sentence: Sentence, start: int) -> Place | None:
    """The capital told by its state, that begins at ``start``: "Peruvian capital"."""
    state = next((m for m in sentence.of("country") if m.start == start), None)
    behind = _CAPITAL.match(sentence.text, state.end - sentence.start) if state else None
    return _seat(sentence, start, sentence.text[start - sentence.start : behind.end()]) if behind else None


def places_in(sentence: Sentence, start: int, end: int, *, head: int) -> list[Place]:
    """The places that a phrase names, a list of them too; none where its head is something else in a place."""
    found: list[Place] = []
    text = sentence.between(start, end)
    if (seat := _seat(sentence, start, text)) is not None:
        return [seat]
    for match in _OPENS.finditer(text):
        place = place_at(sentence, start + match.start())
        if place is None or any(p.span.start <= place.span.start < p.span.end for p in found):
            continue
        if found and _BEHIND.fullmatch(sentence.between(found[-1].span.end, place.span.start)):
            if place.is_state and not found[-1].is_state and (seat := _lies(found[-1], place)):
                found[-1] = seat  # "Hanoi, Vietnam" is one place
                continue
            if not found[-1].country and place.country:
                found.pop()  # "State House, Nairobi": the town that the house stands in
        found.append(place)
    own = [p for p in found if p.span.start <= head < p.span.end] or (found if _HOUSE.fullmatch(text) else [])
    if not own:
        return []
    return [p for p in found if p in own or (p.country and _LISTED.search(text[: p.span.start - start]))]
