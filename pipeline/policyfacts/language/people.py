"""People who act for states: heads of state and government by name, and office-holders whose country the text tells.

"Xi Jinping" is known from ``knowledge/leaders.csv`` (``alone``: the family name by itself tells who is meant);
"President Xi" too, by title and family name. "The Panamanian president, Juan Pérez" is found by the adjective beside
the office, whoever it is.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from policyfacts.knowledge import compiled, recalled, rows
from policyfacts.knowledge.searches import Search
from policyfacts.records import Mention, Span

_PREFIX = (
    r"(?:[Vv]ice[- ]?|[Dd]eputy |[Aa]cting |[Ii]nterim |[Tt]hen[- ]|[Ff]ormer |[Ss]tate |[Ii]ncoming |[Oo]utgoing )*"
)
OFFICE = (
    rf"(?:{_PREFIX}(?:[Pp]resident(?:-elect)?|[Pp]remier|[Pp]rime [Mm]inister|[Cc]hancellor|[Kk]ing|[Ee]mir|[Ss]ultan|"
    r"[Mm]onarch|[Qq]ueen|[Ee]mperor|[Cc]rown [Pp]rince|[Ff]oreign [Ss]ecretary|[Ss]ecretary of \w+|"
    r"(?:[Ss]tate |[Tt]reasury |[Cc]ommerce |[Dd]efen[cs]e |[Ee]nergy )[Ss]ecretary|[Gg]eneral [Ss]ecretary|"
    r"[Ss]ecretary[- ][Gg]eneral|[Hh]igh [Rr]epresentative|[Ss]tate [Cc]ouncill?or|[Ss]peaker|"
    r"[Mm]inister (?:of|for) [A-Z][\w-]+(?:(?:,| and| &)? [A-Z][\w-]+){0,4}|"
    r"[Mm]inister (?:of|for) (?:[Ff]oreign [Aa]ffairs|[Ff]inance|[Dd]efen[cs]e|[Ee]nergy|[Tt]rade|[Tt]ransport|"
    r"[Cc]ommerce|[Ii]nvestment|[Pp]lanning|[Mm]ining|[Mm]ines)|"
    r"(?:(?:[Ff]oreign(?: [Aa]ffairs)?|[Ff]inance|[Tt]rade|[Dd]efen[cs]e|[Ee]nergy|[Tt]ransport|[Cc]ommerce|[Ee]conomy|"
    r"[Ii]nterior|[Mm]ining|[Ii]nfrastructure|[Ff]isheries|[Cc]limate|[Ee]nvironment|[Aa]griculture|[Ii]nvestment|"
    r"[Ii]ndustry) )?[Mm]inister|[Ll]eader|[Cc]ounterpart|[Cc]olleague|[Oo]pposite [Nn]umber|"
    r"[Hh]ead of (?:state|government)|[Cc]ommission [Pp]resident|[Aa]mbassador|[Ss]pecial [Ee]nvoy|[Ee]nvoy))"
)
# Words that a headline writes with capitals end a name: "Jane Doe With John Roe At the Forum".
_ENDS = r"(?:Before|After|Following|With|Their|At|And|During|On|To|Meets?|Visits?|Holds?)\b"
_WORD = rf"(?!{_ENDS})[A-ZÀ-Þ](?:[\w-]|[’'](?!s\b))+"
NAME = rf"(?:[A-Z]\.?\s){{0,3}}{_WORD}(?:\s(?:de|da|dos|bin|al|el|van|von|der|[A-ZÀ-Þ]\.|{_WORD})){{0,4}}"
# What stands before a name and is none: "Mr. Doe", "Her Excellency Dr Doe".
_HONORIFIC = (
    r"(?:(?:(?:Mr|Mrs|Ms|Dr|Prof|Sir|Dame|Lord|Hon)\b\.?|H\.\s?[EM]\.|"
    r"(?:His|Her)\s(?:Excellency|Majesty|Highness))\s)*"
)
# A plural ("leaders") holds no one person, and in "Leaders’ Summit" it names a meeting.
_AFTER_COUNTRY = re.compile(
    rf"(?:[’']s?)?\s{OFFICE}(?:s(?!\w))?(?!\w|[’']s?\s[A-Z]|\s(?:Summit|Meeting|Forum|Conference|"
    rf"Dialogue))(?P<who>,?\s{_HONORIFIC}(?P<name>{NAME}))?"
)
_OFFICE_OF = Search(rf"{OFFICE}s?(?:,?\s{_HONORIFIC}(?P<name>{NAME}),?)?\sof\s(?:the\s)?$")
# The name beside an office and its state: "the President of Peru, Jane Doe,", "Jane Doe, Prime Minister of Peru".
_NAME_BEHIND = re.compile(rf",\s{_HONORIFIC}(?P<name>{NAME})(?=[,.;)]|$|\s(?:on|in|at|today|yesterday|and)\b)")
_NAME_AHEAD = re.compile(rf"(?<![\w-])(?P<lead>[a-z]+\s)?(?P<name>{NAME}),\s(?:the\s)?(?:then\s|current\s)?$")
_LEAD = re.compile(r",\s(?:the\s)?(?:then\s|current\s)?")
_PLACED = frozenset("in at from to near of for on via".split())
_FULL = re.compile(r"\S+\s\S")
# "Under Secretary of State for Trade Jane Doe", "Ambassador Doe": whose office it is is left to the text to say.
# What an office is for ends with such words, and no name begins with them: "for Political Affairs Jane Doe".
_FIELD = (
    r"(?:Affairs|Policy|Security|Trade|Growth|Rights|Labou?r|Energy|Environment|Resources|Freedom|Issues|Development|"
    r"Management|Control|Cooperation|Programs|Services|Migration|Defen[cs]e|Commerce|Treasury|Finance|International|Foreign)\b"
)
_OFFICIAL = Search(
    r"(?<![\w-])(?:(?:Acting|Deputy|Assistant|Under|Vice|Principal|Permanent|Parliamentary|Special|Chief|Prime|Foreign|"
    r"Finance|Trade|Defen[cs]e|Interior|High|Executive|Managing|Resident|Country|Regional|Presidential|Senior|Cabinet)[\s-])*"
    r"(?:Undersecretary|Secretary(?:[\s-]General)?|President|Minister|Premier|Chancellor|Ambassador|Administrator|Commissioner|"
    r"Envoy|Representative|Director(?:[\s-]General)?|Governor|Coordinator|Counsell?or)"
    r"(?:[\s-]at[\s-][Ll]arge)?"
    r"(?:\s(?:of|for|on|to)\s(?:the\s)?[A-Z][\w-]*(?:(?:,?\s(?:and|for|of)(?:\sthe)?|,)?\s[A-Z][\w-]*)*?)?"
    rf"\s(?:Ambassador\s)?(?P<name>(?!{_FIELD})(?:Dr\.?\s)?{_WORD}(?:\s[A-ZÀ-Þ]\.)?(?:\s{_WORD}){{0,2}})"
    # "for International Rivers and Lake Affairs": what the office is for goes on.
    rf"(?![\w-]|\s(?!{_ENDS})[A-ZÀ-Þ]|\sto\s[A-ZÀ-Þ]|(?:,\s[A-Z][\w-]*)*,?\s(?:and|for|&)\s(?:the\s)?(?:[A-Z][\w-]*\s)*?{_FIELD})"
)
# "Special Envoy for Peru Jane Doe", "Ambassador to Peru": what somebody holds an office for, and not whose.
_FOR = re.compile(r"\b(?:for|to|on)\s(?:the\s)?$")
_CHARGE = re.compile(r"\s(?:for|to|on)\s")
_OWN = re.compile(r"(?:[’']s)?\s")
# Of several who hold an office none is the one named beside it.
_SEVERAL = re.compile(
    r"(?i)(?:presidents|ministers|leaders|premiers|speakers|ambassadors|envoys|secretaries|colleagues|counterparts|heads)\b"
)
_CAPITAL = re.compile(r"(?<![\w-])[A-ZÀ-Þ][\w’.'-]*")
_NOT_A_NAME = re.compile(r"(?:In|On|At|The|And|With|During|After|When|While)\b")


@dataclass(frozen=True, slots=True)
class Person:
    """A person (or the holder of an office) at ``[start, end)`` who acts for ``country``; ``name`` may be empty."""

    start: int
    end: int
    name: str
    country: str

    @property
    def span(self) -> Span:
        return Span(self.start, self.end)

    def parts(self, text: str) -> tuple[Span, ...]:
        """The person's place in ``text``; of a name that stands in apposition to office and state, both places."""
        words, name = text[self.start : self.end], self.name
        if name and words.startswith(f"{name},"):
            return Span(self.start, self.start + len(name)), Span(self._office(text, len(name)), self.end)
        if name and words.endswith(f", {name}") and " of " in words[: -len(name)]:
            return Span(self.start, self.end - len(name) - 2), Span(self.end - len(name), self.end)
        return (self.span,)

    def _office(self, text: str, name: int) -> int:
        """Where the office begins behind the name and the words that only lead to it."""
        lead = _LEAD.match(text, self.start + name)
        return lead.end() if lead else self.start + name


@dataclass(frozen=True, slots=True)
class Official:
    """A person at ``[start, end)`` with an office, of whose state or organisation the words do not tell."""

    start: int
    end: int
    name: str


def find_officials(text: str) -> Iterator[Official]:
    """Everyone in ``text`` who is named with an office, in order."""
    for match in _OFFICIAL.finditer(text):
        yield Official(match.start(), match.end(), match["name"])


def find_people(text: str, countries: Sequence[Mention] = (), *, packs: tuple[Path, ...] = ()) -> list[Person]:
    """Everyone in ``text`` who acts for a state, in order. ``countries``: the mentions of states and blocs in it."""
    found: dict[int, Person] = {}
    for person in (*_told(text, countries), *_known(text, packs)):
        if not any(person.start < other.end and other.start < person.end for other in found.values()):
            found[person.start] = person
    return [found[start] for start in sorted(found)]


@recalled
def _known(text: str, packs: tuple[Path, ...]) -> tuple[Person, ...]:
    return tuple(_leaders_in(text, packs))


def _leaders_in(text: str, packs: tuple[Path, ...]) -> Iterator[Person]:
    full, families = _leaders(packs)
    by_first = _first_words(packs)
    for word in _CAPITAL.finditer(text):
        for name in by_first.get(word[0].split("’s")[0], ()):
            end = word.start() + len(name)
            if text.startswith(name, word.start()) and not text[end : end + 1].isalnum():
                yield Person(word.start(), end, name, full[name])
                break
    for match in _family_pattern(packs).finditer(text):
        yield Person(match.start(), match.end(), match[0], families[match["family"]])


def _told(text: str, countries: Sequence[Mention]) -> Iterator[Person]:
    officials = tuple(find_officials(text)) if countries else ()
    for country in countries:
        if any(o.start < country.start < o.end and _FOR.search(text, o.start, country.start) for o in officials):
            continue
        if own := _with_charge(text, country, officials):
            yield own
            continue
        after = _AFTER_COUNTRY.match(text, country.end)
        if after:
            named = after["name"] if after["name"] and not _NOT_A_NAME.match(after["name"]) else None
            if named and "," in after["who"] and _leaders(())[0].get(named, country.value) != country.value:
                named = None
            end = after.end() if named else after.start("who") if after["who"] else after.end()
            yield _introduced(text, Person(country.start, end, named or "", str(country.value)), countries)
            continue
        before = _OFFICE_OF.search(text, max(0, country.start - 70), country.start)
        if before:
            person = Person(before.start(), country.end, before["name"] or "", str(country.value))
            yield _introduced(text, person, countries)


def _with_charge(text: str, country: Mention, officials: Sequence[Official]) -> Person | None:
    """Who holds an office of ``country`` that is for something: "U.S. Special Envoy for Rivers Jane Doe"."""
    own = next((o for o in officials if _OWN.fullmatch(text, country.end, o.start)), None)
    if own is None or not _CHARGE.search(text, own.start, own.end):
        return None
    return Person(country.start, own.end, own.name, str(country.value))


def _introduced(text: str, person: Person, countries: Sequence[Mention]) -> Person:
    """A person of whom only the office is told, with the name that stands right before or behind it."""
    if person.name or _SEVERAL.search(text, person.start, person.end):
        return person
    behind = _NAME_BEHIND.match(text, person.end)
    if behind and _is_name(behind, person, countries):
        return Person(person.start, behind.end("name"), behind["name"], person.country)
    ahead = _NAME_AHEAD.search(text, max(0, person.start - 60), person.start)
    if ahead and (ahead["lead"] or "").strip() not in _PLACED and _is_name(ahead, person, countries):
        return Person(ahead.start("name"), person.end, ahead["name"], person.country)
    return person


def _is_name(match: re.Match[str], person: Person, countries: Sequence[Mention]) -> bool:
    """Whether the words are a full name, and neither a state's nor that of another state's leader."""
    name = match["name"]
    low, high = match.span("name")
    stated = any(c.start < high and low < c.end for c in countries)
    known = _leaders(())[0].get(name, person.country)
    return _FULL.match(name) is not None and not stated and _NOT_A_NAME.match(name) is None and known == person.country


@compiled
def _leaders(packs: tuple[Path, ...]) -> tuple[dict[str, str], dict[str, str]]:
    table = rows("leaders", packs)
    return {row["name"]: row["country"] for row in table}, {
        row["family"]: row["country"] for row in table if row["family"]
    }


@compiled
def _first_words(packs: tuple[Path, ...]) -> dict[str, tuple[str, ...]]:
    """The names of leaders by their first word, the longest first."""
    found: defaultdict[str, list[str]] = defaultdict(list)
    for name in sorted(_leaders(packs)[0], key=lambda name: (-len(name), name)):
        found[name.split()[0]].append(name)
    return {first: tuple(names) for first, names in found.items()}


@compiled
def _family_pattern(packs: tuple[Path, ...]) -> Search:
    names = sorted(_leaders(packs)[1], key=lambda name: (-len(name), name))
    return Search(rf"\b{OFFICE}\s(?P<family>{'|'.join(map(re.escape, names))})(?![\w-])")
