"""Visits and journeys of people who act for states: who, to whom, where."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from policyfacts.facts.actors import Actor, actors_in, collective
from policyfacts.facts.context import Sentence, Story
from policyfacts.facts.places import Place, place_at
from policyfacts.knowledge.searches import Search
from policyfacts.records import Span

_NOUN = Search(
    r"\b(?P<kind>(?:(?:official|state|working|historic|first|second|third|last|\w+-day|private|landmark|planned|"
    r"return|reciprocal|brief|recent|surprise|rare|maiden|inaugural|high-profile|goodwill|friendly|subsequent|earlier|"
    r"later|latest|own) )*)"
    r"(?P<noun>visits?|trips?|journeys?|tours?|stopovers?|stop-overs?|sojourns?)(?=\s(?:to|by|of|in|from)\b|[,.;]|\s(?:on|that|and)\b|$)"
)
_TO = re.compile(r"\s(?:by\s[^,;.]{3,70}?\s)?(?:to|of|in)\s(?:the\s)?")
_BY = re.compile(r"\s(?:to\s[^,;.]{3,50}?\s)?(?:by|of|from)\s(?:the\s)?(?:then[- ])?")
_VERB = Search(
    r"\b(?:(?P<visit>visit(?:ed|s|ing)?|tour(?:ed|s|ing))|(?:(?:stopped|stayed)(?: over)?|arrived|landed|(?:was|"
    r"were)(?: again| back)?|called on (?:his|her|their) (?:[\w-]+ )?(?:counterpart|host|colleague)s?) in|"
    r"(?:returned|came (?:home|back)|flew home)(?: home)? from|(?:travel(?:l?ed|s|l?ing)?|fl(?:ew|ies|y|ying)|go|went|"
    r"head(?:ed|s)?|"
    r"came|journeyed|paid (?:a |an )?(?:[\w-]+ ){0,2}visits?|(?:made|makes|undertook) (?:a |"
    r"an )?(?:[\w-]+ ){0,2}(?:visit|"
    r"trip|journey))(?: together| on to| jointly| back)?"
    r"(?: on (?:a |an )?(?:[\w-]+ )?visit)? to)\s(?:both\s)?(?:the\s)?(?=[A-Z])"
)
_OFFICE = Search(
    r"(?:the\s)?(?P<who>(?:Prime Minister|President|Foreign Minister|Premier|Chancellor|King|Emir|"
    r"Crown Prince)(?:\s(?P<name>[A-Z][\w-]+(?:\s[A-Z][\w-]+)?))?)[’']s?\s(?:[\w-]+\s){0,2}$"
)
_CLAUSE = re.compile(r"[;:]|,\s(?:when|while|and the|but|as|so)\s|\b(?:when|while|that|which|where)\b(?!,)")
_FORMER = re.compile(r"\bthe former[’']s\s(?:[\w-]+\s){0,2}$")
_TITLED = (
    r"(?:President|Prime Minister|Premier|Chancellor|King|Queen|Sultan|Emir|Amir|Crown Prince|Foreign Minister|"
    r"Finance Minister|"
    r"Vice President|Secretary)\s[A-ZÀ-Þ](?:[\w-]|[’'](?!s\b))+(?:\s(?:bin\s|al\s|de\s)?[A-ZÀ-Þ](?:[\w-]|"
    r"[’'](?!s\b))+){0,3}"
)
_STRANGER_OF = Search(
    rf"(?P<who>{_TITLED})(?:[’']s?\s(?:[\w-]+\s){{0,2}}|\s(?:paid|made|began|ended)\s(?:a|an|his|"
    rf"her)\s(?:[\w-]+\s){{0,2}})$"
)
_STRANGER_BY = re.compile(rf"\s(?:of|by)\s(?P<who>{_TITLED})(?=\s(?:to|in)\b|[,.;]|$)")
_GENITIVE = re.compile(r"[’']s?\s(?:[\w-]+\s){0,2}$")


@dataclass(frozen=True, slots=True)
class Encounter:
    """A visit or a meeting of people: its name, the words that tell it, who takes part, and where (if told)."""

    span: Span
    name: str
    actors: tuple[Actor, ...]
    places: tuple[Place, ...]
    rule: str
    proofs: tuple[Span, ...]


def visits(sentence: Sentence, story: Story, actors: Sequence[Actor]) -> Iterator[Encounter]:
    """ "X's state visit to Y", "a visit by X to Y", "his visit to Y"."""
    for match in _NOUN.finditer(sentence.text):
        start, end = sentence.start + match.start(), sentence.start + match.end()
        kind = "".join(re.findall(r"\b(?:official|state|working)\s", match["kind"]))
        places = _destinations(sentence, story, end)
        owner, verbatim = _owner(sentence, story, actors, (Span(start, end), places))
        if owner is None or owner.sort == "company" or not owner.values:
            continue
        if not places and (place := _stayed(sentence)):
            places = (place,)
        if not places:
            yield from _unplaced(sentence, story, owner, Span(start, end), (kind + match["noun"]).strip())
            continue
        if owner.sort != "person" and not match["kind"] and not verbatim and not _BY.match(sentence.text, match.end()):
            continue
        who = owner.name or sentence.between(owner.start, owner.end)
        where = " and ".join(dict.fromkeys(p.words for p in places))
        noun = (kind + match["noun"]).strip()
        name = f"{who} {noun} to {where}"
        spans = (owner.spans[0], Span(start, end), *(p.span for p in places))
        yield Encounter(
            Span(start, max(p.span.end for p in places)), name, sides_of(owner, places), places, "visit", spans
        )


def _owner(
    sentence: Sentence, story: Story, actors: Sequence[Actor], visit: tuple[Span, Sequence[Place]]
) -> tuple[Actor | None, bool]:
    """Whose visit it is, and whether the words right before it say so ("X's visit")."""
    (start, end), places = visit
    before = sentence.between(sentence.start, start)
    if _FORMER.search(before):
        return _first_of_two(actors, start), False
    if _GENITIVE.search(before):
        for actor in reversed(actors):
            if actor.end <= start and _GENITIVE.fullmatch(sentence.between(actor.end, start)):
                return actor, True
    by = _BY.match(sentence.text, end - sentence.start)
    near = [a for a in actors if by and abs(a.start - (sentence.start + by.end())) < 14 and a.sort != "capital"]
    hosts = {p.country for p in places if p.country}
    owner = near[0] if near else subject(actors, start, end, hosts) or _office_holder(sentence, story, start)
    if owner is None or (owner.sort == "person" and not owner.name):
        owner = _stranger(sentence, story, Span(start, end), places) or owner
    return owner, False


def _unplaced(sentence: Sentence, story: Story, owner: Actor, span: Span, noun: str) -> Iterator[Encounter]:
    """A visit of which only the visitor is told ("during the Saudi crown prince's visit"): it led to the other side."""
    if not _GENITIVE.fullmatch(sentence.between(owner.end, span.start)):
        return
    host = _host_side(sentence, story, owner)
    who = owner.name or sentence.between(owner.start, owner.end)
    sides = (owner, host) if host else (owner,)
    yield Encounter(Span(span.start, span.end), f"{noun} of {who}", sides, (), "visit", (owner.spans[0], span))


def _host_side(sentence: Sentence, story: Story, owner: Actor) -> Actor | None:
    """The state visited, where no place is told: another one in the sentence, else the one that the paper is about."""
    before = [a for a in actors_in(sentence, story) if a.end <= owner.start and a.sort == "party"]
    other = [a for a in before if len(a.values[0]) == 3 and a.values[0] not in owner.values]
    if other:
        return other[-1]
    first = story.first_mention(story.lead)
    if first is not None and story.lead not in owner.values and first.label == "country":
        return Actor(first.start, first.end, (story.lead,), (first.span,))
    return None


def _office_holder(sentence: Sentence, story: Story, start: int) -> Actor | None:
    """ "the Prime Minister's visit" of a state that the paper is about; "President Doe's" of the state named before."""
    match = _OFFICE.search(sentence.between(sentence.start, start))
    if match is None:
        return None
    span = Span(sentence.start + match.start("who"), sentence.start + match.end("who"))
    words = sentence.between(*span)
    if match["name"]:
        near = [
            a for a in actors_in(sentence, story) if a.end <= span.start and a.sort == "party" and len(a.values[0]) == 3
        ]
        foreign = [a for a in near if story.lead not in a.values]
        return (
            Actor(span.start, span.end, foreign[-1].values, (span, *foreign[-1].spans), "person", words)
            if foreign
            else None
        )
    first = story.first_mention(story.lead)
    if first is None or first.label != "country":
        return None
    return Actor(span.start, span.end, (story.lead,), (span, first.span), "person", f"the {words}")


def _first_of_two(actors: Sequence[Actor], start: int) -> Actor | None:
    """ "The former’s visit": the first of the two people named last."""
    people = [a for a in actors if a.sort == "person" and a.end <= start]
    return people[-2] if len(people) > 1 else None


def _stranger(sentence: Sentence, story: Story, visit: Span, places: Sequence[Place]) -> Actor | None:
    """Someone of whom only office and name are told: of the paper's country abroad, else of the state named before."""
    behind = _STRANGER_BY.match(sentence.text, visit.end - sentence.start)
    before = _STRANGER_OF.search(sentence.between(sentence.start, visit.start))
    match = behind or before
    if match is None:
        return None
    offset = sentence.start
    span = Span(offset + match.start("who"), offset + match.end("who"))
    visited = {p.country for p in places}
    first = story.first_mention(story.lead)
    if first is not None and first.label == "country" and story.lead not in visited and places:
        return Actor(span.start, span.end, (story.lead,), (span, first.span), "person", match["who"])
    states = [m for m in story.mentions_in(sentence.passage.start, span.start) if m.label == "country"]
    foreign = [m for m in states if str(m.value) not in visited | {story.lead}]
    if not foreign:
        return None
    return Actor(span.start, span.end, (str(foreign[-1].value),), (span, foreign[-1].span), "person", match["who"])


def _stayed(sentence: Sentence) -> Place | None:
    """The capital that a sentence on a visit says things happened in ("it was in Lima that")."""
    for mention in sentence.of("capital"):
        if re.search(r"\b[Ii]n\s$", sentence.between(sentence.start, mention.start)):
            return Place(mention.span, mention.text, mention.text, str(mention.value))
    return None


def travels(sentence: Sentence, actors: Sequence[Actor]) -> Iterator[Encounter]:
    """ "President X visited Y", "X travelled to Y"."""
    for match in _VERB.finditer(sentence.text):
        start, end = sentence.start + match.start(), sentence.start + match.end()
        owner = next((a for a in reversed(actors) if a.end <= start and start - a.end < 60), None)
        places = _listed(sentence, end)
        if owner is None or owner.sort != "person" or not places or _CLAUSE.search(sentence.between(owner.end, start)):
            continue
        owners = _together(sentence, actors, owner)
        who = " and ".join(dict.fromkeys(a.name or sentence.between(a.start, a.end) for a in owners))
        where = " and ".join(dict.fromkeys(p.words for p in places))
        yield Encounter(
            Span(start, max(p.span.end for p in places)),
            f"{who} visit to {where}",
            tuple(dict.fromkeys((*owners, *sides_of(owner, places)))),
            places,
            "travel",
            (*(a.spans[0] for a in owners), Span(start, end), *(p.span for p in places)),
        )


def _together(sentence: Sentence, actors: Sequence[Actor], owner: Actor) -> tuple[Actor, ...]:
    """The people of the list that ``owner`` closes: "the French president and the head of the Commission"."""
    found = [owner]
    for actor in reversed([a for a in actors if a.end <= owner.start and a.sort == "person"]):
        joint = sentence.between(actor.end, found[0].start)
        if not re.fullmatch(r",?\s(?:and\s)?(?:the\s|his\s|her\s)?", joint):
            break
        if "and" not in joint and actor.values == found[0].values:
            # "Jane Doe, President of Mali, visited": one person.
            found[0] = actor
            continue
        found.insert(0, actor)
    return tuple(found)


def subject(actors: Sequence[Actor], start: int, end: int, hosts: Collection[str] = ()) -> Actor | None:
    """Whose visit it is: the person who acts in the sentence, nearest before it, else behind it.

    Nobody of the ``hosts`` where somebody else acts: "he signed it with his counterpart at the end of his visit".
    """
    people = [a for a in actors if a.sort == "person"]
    people = [a for a in people if not set(a.values) & set(hosts)] or people
    before = [a for a in people if a.end <= start]
    after = [a for a in people if a.start >= end and a.start - end < 60]
    if before:
        return before[-1]
    return after[0] if after else None


def _destinations(sentence: Sentence, story: Story, end: int) -> tuple[Place, ...]:
    """Where a visit leads, from the words behind its noun."""
    match = _TO.match(sentence.text, end - sentence.start)
    if match is None:
        return ()
    start = sentence.start + match.end()
    if sentence.text[match.end() :].startswith(("two ", "three ", "both ")):
        gathered = collective(sentence, story, Span(start - 4, start + 20))
        if gathered:
            return tuple(
                Place(Span(gathered.start, gathered.end), value, words, value)
                for value, words in _named_values(story, gathered)
            )
    return _listed(sentence, start)


def _named_values(story: Story, gathered: Actor) -> Iterator[tuple[str, str]]:
    text = story.paper.text
    for value, span in zip(gathered.values, gathered.spans[1:], strict=False):
        yield value, text[span.start : span.end]


def _listed(sentence: Sentence, start: int) -> tuple[Place, ...]:
    """The place at ``start`` and those joined to it by "and" or a comma."""
    places: list[Place] = []
    while place := place_at(sentence, start):
        places.append(place)
        joint = re.match(
            r"(?:,\s(?:and\s)?|\sand\s)(?:the\s)?(?=[A-Z])", sentence.between(place.span.end, sentence.end)
        )
        if joint is None:
            break
        start = place.span.end + joint.end()
    return tuple(places)


def _known(sentence: Sentence, start: int) -> bool:
    return any(m.start == start for m in sentence.of("country", "capital"))


def sides_of(owner: Actor, places: Sequence[Place]) -> tuple[Actor, ...]:
    hosts = tuple(
        Actor(p.span.start, p.span.end, (p.country,), (p.span,))
        for p in places
        if p.country and p.country not in owner.values
    )
    return (owner, *hosts)
