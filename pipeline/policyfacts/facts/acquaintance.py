"""People whom a paper introduces: by office and state or body, by full name, and by family name ever after."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import lru_cache

from policyfacts.discourse import issuing_state, lacks
from policyfacts.facts.context import PARTY_LABELS, SOVEREIGN_LABELS, Sentence, Story
from policyfacts.facts.parties import value_of
from policyfacts.knowledge import rows
from policyfacts.language.people import NAME, Person, find_officials, find_people
from policyfacts.records import Mention, Span

# Whom one meets is a guest, or at home where one goes.
_MET = re.compile(
    r"\b(?:(?:met|meets?|meeting|spoke|speaks?|speak|talks?|call|calls|discussions?|consult\w*|lunch|dinner)\s(?:\w+\s){0,3}?with|"
    r"met|hosted|hosts?|received|welcom\w+|counterparts?)\b(?:[^.]{0,250}?,|[^.]{0,250}?\band)?\s(?:the\s|his\s|her\s|their\s)?$"
)
# "In a meeting with the premier, Secretary Doe said": who acts is none of those before.
_OPENING = re.compile(r"(?:In|At|During|After|Following|Ahead\sof|On)\s[^,]*,\s(?:the\s)?")
_THERE = re.compile(
    r"\b(?:[Ii]n|to|visit(?:s|ed|ing)?)\s(?:the\s)?(?:[A-ZÀ-Þ][\w’'-]+(?:\s[A-ZÀ-Þ][\w’'-]+)*,\s(?:the\s)?)?$"
)
_ENVOY = re.compile(
    r"(?:(?:Acting|Deputy|Special|Personal)\s)+(?:Representative|Envoy|Adviser|Coordinator)\sof\sthe\sSecretary-General"
    r"(?:\s(?:for|on)\s(?:the\s)?[A-ZÀ-Þ][\w’-]+(?:\s(?:and\s|of\s|the\s)*[A-ZÀ-Þ][\w’-]+)*?)?"
    rf"(?:\sand\sHead\sof\s(?:the\s)?[A-Z][\w-]+)?(?:,\s(?P<name>{NAME}))?"
)
_OFFICE_WORD = re.compile(r"[Pp]resident|[Mm]inister|[Pp]remier|[Cc]hancellor|[Ss]ecretary|[Ll]eader|[Kk]ing\b")
_CAPITALISED = re.compile(r"(?<![\w-])[A-ZÀ-Þ][\w.-]*")
# A family name is longer than this.
_INITIALS = 2
# So many sentences back a paragraph, or a release, tells where somebody is.
_PARAGRAPH = 4
_ITEM = 12


@lru_cache(maxsize=64)
def person_at(sentence: Sentence) -> tuple[Person, ...]:
    """The people of ``sentence``, by offsets in the paper."""
    base = sentence.start
    local = [
        Mention(m.label, m.start - base, m.end - base, m.text, m.value) for m in sentence.of(*sorted(SOVEREIGN_LABELS))
    ]
    return tuple(Person(p.start + base, p.end + base, p.name, p.country) for p in find_people(sentence.text, local))


def of_bodies(sentence: Sentence, story: Story) -> Iterator[Person]:
    """Those whose office stands beside their body: "ADB Vice-President Jane Doe", "the President of the ADB"."""
    bodies = sentence.of("organisation")
    local = [replace(m, start=m.start - sentence.start, end=m.end - sentence.start) for m in bodies]
    for person in find_people(sentence.text, local) if bodies else ():
        start, end = sentence.start + person.start, sentence.start + person.end
        own = next((m for m in bodies if start <= m.start and m.end <= end), None)
        if own is not None:
            yield Person(start, end, person.name, _served(own, story))
    for official in find_officials(sentence.text) if bodies else ():
        start, end = sentence.start + official.start, sentence.start + official.end
        own = next((m for m in bodies if m.end < start and holds_office_at(sentence, m, start)), None)
        if own is not None:
            yield Person(own.start, end, official.name, _served(own, story))


def envoys(sentence: Sentence, story: Story) -> Iterator[Person]:
    """Those who act for the UN's mission, or for the UN: "the Special Representative of the Secretary-General"."""
    for match in _ENVOY.finditer(sentence.text) if "Secretary-General" in sentence.text else ():
        yield Person(
            sentence.start + match.start(), sentence.start + match.end(), match["name"] or "", mission(story)[0]
        )


@lru_cache(maxsize=1)
def mission(story: Story) -> tuple[str, Span | None]:
    """The mission that a UN report tells of by its title, with that; else the UN."""
    for passage in story.paper.passages:
        name = re.sub(r"\s+", " ", story.paper.text[passage.start : passage.end])
        if passage.kind == "title" and name in story.long_forms.values():
            return story.full_name(name), Span(passage.start, passage.end)
    return "UN", None


def _served(body: Mention, story: Story) -> str:
    """Whom the people of a body act for: the union or state whose office it is, else the body."""
    name = value_of(body, story)
    return issuing_state(name) or name


def of_issuer(sentence: Sentence, story: Story) -> Iterator[tuple[Person, Mention]]:
    """Office-holders of whose state a release says nothing, each with the words that tell whose they are.

    They are of the state that issued it; whom these meet are of the state where they meet.
    """
    issuer = story.issuer(sentence)
    if issuer is None:
        return
    for official in find_officials(sentence.text):
        span = Span(sentence.start + official.start, sentence.start + official.end)
        known = [p for p in person_at(sentence) if p.start < span.end and span.start < p.end]
        introduced = met_before(story).get(official.name.rpartition(" ")[2])
        states = {p.country for p in known} | ({introduced[1]} if introduced else set())
        whose = _whose(sentence, story, span) if not states else issuer if states == {str(issuer.value)} else None
        if whose is not None and not _told_whose(sentence, span.start):
            yield Person(*span, full_name(story, official.name), str(whose.value)), whose


def _told_whose(sentence: Sentence, start: int) -> bool:
    """Whether the words before an office tell whose it is: "Chilean Minister", "her counterpart, Minister"."""
    own = (m for m in sentence.of(*PARTY_LABELS) if m.end < start and holds_office_at(sentence, m, start))
    return any(own) or "counterpart" in sentence.between(start - 25, start)


def _whose(sentence: Sentence, story: Story, span: Span) -> Mention | None:
    """The state of an office-holder at ``span``: that of the release, or of a guest the one where the two meet."""
    issuer = story.issuer(sentence)
    text = sentence.between(*span)
    before = sentence.between(sentence.start, span.start)
    guest = _MET.search(before) is not None and _OPENING.fullmatch(before) is None
    if issuer is None or not (guest or lacks(str(issuer.value), text)):
        return issuer
    return next((m for m in visited(sentence, story, span) if m.value != issuer.value), None)


def visited(sentence: Sentence, story: Story, span: Span) -> Iterator[Mention]:
    """The states and capitals where the paragraph was before ``span``, nearest first, and where its sentence goes.

    Of a release, which tells one story, also where it was before, if that is one state.
    """
    earlier = list(story.before(sentence, reach=_ITEM))
    here = [s for s in earlier[:_PARAGRAPH] if s.passage is sentence.passage]
    for near in (sentence, *here):
        there = _gone_to(near)
        yield from (m for m in reversed(there) if m.end <= span.start)
        yield from (m for m in there if m.start >= span.end)
    item = story.item(sentence)
    told = [m for s in earlier for m in _gone_to(s)] if item is not None and item.news else []
    issuer = story.issuer(sentence)
    abroad = [m for m in told if issuer is None or m.value != issuer.value]
    if len({m.value for m in abroad}) == 1:
        yield abroad[0]


def _gone_to(sentence: Sentence) -> list[Mention]:
    named = sentence.of("country", "capital")
    return [m for m in named if _THERE.search(sentence.between(sentence.start, m.start))]


def holds_office_at(sentence: Sentence, mention: Mention, start: int) -> bool:
    """Whether an office stands right behind ``mention``: "the World Bank’s Director", "Chilean Minister"."""
    return (
        re.fullmatch(r"(?:[’']s?)?\s(?:(?:Acting|Deputy|Executive|Managing)\s)*", sentence.between(mention.end, start))
        is not None
    )


@lru_cache(maxsize=1)
def met_before(story: Story) -> dict[str, tuple[str, str]]:
    """Family names that tell who is meant: family name to name and country.

    Those of leaders whom the paper names in full; those of office-holders that it introduces with their country ("the
    Kenyan president, Jane Doe"); and those that need no introduction.
    """
    known = {row["family"]: (row["family"], row["country"]) for row in rows("leaders") if row.get("alone")}
    for sentence in story.sentences:
        for person in person_at(sentence) if _OFFICE_WORD.search(sentence.text) else ():
            first, _, family = person.name.rpartition(" ")
            if first and person.country and len(family) > _INITIALS:
                known[family] = (person.name, person.country)
        for person in of_bodies(sentence, story):
            first, _, family = person.name.rpartition(" ")
            if first and len(family) > _INITIALS:
                known.setdefault(family, (person.name, person.country))
    text = story.paper.text
    written = {word[0] for word in _CAPITALISED.finditer(text)}  # most names are told by their first word to be absent
    for row in rows("leaders"):
        if row["family"] and row["name"].split()[0] in written and row["name"] in text:
            known[row["family"]] = (row["name"], row["country"])
    return {family: told for family, told in known.items() if family.split()[0] in written or family in text}


def full_name(story: Story, name: str) -> str:
    """An office-holder told by family name ("Counselor Doe") by the one full name that the paper gives its bearer."""
    return name if " " in name else _full_names(story).get(name, name)


@lru_cache(maxsize=1)
def _full_names(story: Story) -> dict[str, str]:
    """Family names of office-holders whom the paper introduces by one full name only."""
    found: dict[str, set[str]] = {}
    for sentence in story.sentences:
        for name in (official.name for official in find_officials(sentence.text)):
            found.setdefault(name.rpartition(" ")[2], set()).update({name} if " " in name else ())
    return {family: next(iter(names)) for family, names in found.items() if len(names) == 1}


def holder(sentence: Sentence, story: Story, person: Person) -> str:
    """The name of an office-holder whom the paper names elsewhere with the same office; empty where it does not."""
    office = _OFFICE_WORD.search(sentence.between(person.start, person.end))
    names = _holders(story).get((person.country, office[0].lower()), set()) if office else set()
    return next(iter(names)) if len(names) == 1 else ""


@lru_cache(maxsize=1)
def _holders(story: Story) -> dict[tuple[str, str], set[str]]:
    """The names that the paper gives the holders of offices: by country and the word for the office."""
    found: dict[tuple[str, str], set[str]] = {}
    for sentence in story.sentences:
        for person in person_at(sentence) if _OFFICE_WORD.search(sentence.text) else ():
            office = _OFFICE_WORD.search(sentence.between(person.start, person.end))
            if office and " " in person.name:
                found.setdefault((person.country, office[0].lower()), set()).add(person.name)
    return found


@lru_cache(maxsize=1)
def family_names(story: Story) -> re.Pattern[str]:
    names = sorted(met_before(story), key=lambda name: (-len(name), name))
    office = r"(?:(?:President|Premier|Prime Minister|Chancellor|Minister|Secretary|Mr\.?|Mrs\.?|Ms\.?)\s)?"
    return re.compile(
        rf"(?<![\w-]){office}(?P<family>{'|'.join(map(re.escape, names))})(?![\w-]|[’'](?!s?\b)\w|\s[A-Z])"
    )
