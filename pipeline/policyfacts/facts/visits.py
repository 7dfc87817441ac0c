"""Visits, journeys and encounters of people who act for states: who, to whom, where."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from policyfacts.facts.actors import Actor, actors_in, collective
from policyfacts.facts.context import Sentence, Story
from policyfacts.facts.places import Place, place_at
from policyfacts.records import Span

_NOUN = re.compile(
    r"\b(?P<kind>(?:(?:official|state|working|historic|first|second|last|three-day|two-day|four-day|private|"
    r"return|reciprocal|brief|recent|surprise) )*)"
    r"(?P<noun>visits?|trips?|journeys?|tours?)(?=\s(?:to|by|of|in|from)\b|[,.;]|\s(?:on|that|and)\b|$)"
)
_TO = re.compile(r"\s(?:by\s[^,;.]{3,70}?\s)?(?:to|of|in)\s(?:the\s)?")
_BY = re.compile(r"\s(?:to\s[^,;.]{3,50}?\s)?(?:by|of|from)\s(?:the\s)?(?:then[- ])?")
_VERB = re.compile(
    r"\b(?:(?P<visit>visit(?:ed|s|ing)|tour(?:ed|s|ing))|(?:travel(?:l?ed|s|l?ing)|fl(?:ew|ies|ying)|went|"
    r"came|journeyed|paid (?:a |an )?(?:\w+ )?visit|(?:made|makes|undertook) (?:a |an )?(?:\w+ ){0,2}(?:visit|"
    r"trip|journey))"
    r"(?: on (?:a |an )?(?:\w+ )?visit)? to)\s(?:the\s)?(?=[A-Z])"
)
_RECEIVED = re.compile(r"\s(?:was|were)\s(?:received|welcomed|hosted)\sin\s(?=[A-Z])")
_HOST = re.compile(r"\b(?:received|hosted|welcomed)\s(?:the\s|his\s|its\s)?(?=[A-Z])")
_MET = re.compile(
    r"\b(?:met(?: with)?|meets(?: with)?|held (?:\w+ )?(?:talks|a (?:\w+ )?meeting|(?:\w+ )?meetings) with|"
    r"spoke (?:by (?:\w+ )?(?:phone|telephone|video) )?(?:with|to)|telephoned|sat down with)\s(?:the\s|his\s|"
    r"her\s|its\s)?"
)
_MEETING_WITH = re.compile(
    r"\b(?P<noun>(?:bilateral |summit |private |first |virtual )?(?:meeting|talks|phone call|"
    r"telephone conversation|conversation|call|summit))\s(?:with|between)\s(?:the\s|his\s|her\s)?"
)
_GATHER = re.compile(
    r"(?<!will\s)\b(?:(?:will|to|would|are to|were to)\s(?:gather|meet|convene|assemble)|gathered|convened|"
    r"assembled|met|meeting)\s"
    r"(?P<in>(?:again\s)?(?:in|at)\s(?:the\s)?)(?=[A-Z])"
)
_LEADERS = re.compile(
    r"(?P<who>(?:the\s)?(?:(?!on\b|in\b|at\b|when\b)[\w’'-]+\s){0,3}?(?:leaders|presidents|premiers|ministers|"
    r"monarchs|sides|envoys|officials|chancellors|"
    r"heads of (?:state|government)(?: and government)?|heads|delegations|governors|"
    r"donors)\b(?:(?!,\s(?:which|who|when)).)*?),?\s$"
)
_OFFICE = re.compile(
    r"(?:the\s)?(?P<who>(?:Prime Minister|President|Foreign Minister|Premier|Chancellor|King|Emir|"
    r"Crown Prince)(?:\s(?P<name>[A-Z][\w-]+(?:\s[A-Z][\w-]+)?))?)[’']s?\s(?:[\w-]+\s){0,2}$"
)
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


def encounters(sentence: Sentence, story: Story) -> list[Encounter]:
    """Every visit and encounter that ``sentence`` tells, in order."""
    actors = actors_in(sentence, story)
    found = [
        *_visits(sentence, story, actors),
        *_travels(sentence, actors),
        *_receptions(sentence, actors),
        *_received(sentence, actors),
        *_meetings(sentence, actors),
        *_gatherings(sentence, story),
    ]
    kept: list[Encounter] = []
    for encounter in sorted(found, key=lambda e: e.span):
        if not any(e.span.start < encounter.span.end and encounter.span.start < e.span.end for e in kept):
            kept.append(encounter)
    return kept


def _visits(sentence: Sentence, story: Story, actors: Sequence[Actor]) -> Iterator[Encounter]:
    """ "X's state visit to Y", "a visit by X to Y", "his visit to Y"."""
    for match in _NOUN.finditer(sentence.text):
        start, end = sentence.start + match.start(), sentence.start + match.end()
        kind = re.sub(r"\b(?:first|second|last|recent|private|return|brief|surprise|historic)\s", "", match["kind"])
        places = _destinations(sentence, story, end)
        before = sentence.between(sentence.start, start)
        owner: Actor | None = None
        verbatim = False
        if _GENITIVE.search(before):
            owner = next(
                (a for a in reversed(actors) if a.end <= start and _GENITIVE.fullmatch(sentence.between(a.end, start))),
                None,
            )
            verbatim = owner is not None
        if owner is None and (by := _BY.match(sentence.text, match.end())):
            owner = next(
                (a for a in actors if abs(a.start - (sentence.start + by.end())) < 14 and a.sort != "capital"), None
            )
        if owner is None:
            owner = _subject(actors, start, end)
        if owner is None:
            owner = _office_holder(sentence, story, start)
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
            Span(start, max(p.span.end for p in places)), name, _sides(owner, places), places, "visit", spans
        )


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


def _stayed(sentence: Sentence) -> Place | None:
    """The capital that a sentence on a visit says things happened in ("it was in Lima that")."""
    for mention in sentence.of("capital"):
        if re.search(r"\b[Ii]n\s$", sentence.between(sentence.start, mention.start)):
            return Place(mention.span, mention.text, mention.text, str(mention.value))
    return None


def _gatherings(sentence: Sentence, story: Story) -> Iterator[Encounter]:
    """ "The heads of state of X will gather in Lima", "the ministers of A and B, meeting in Rome"."""
    for match in _GATHER.finditer(sentence.text):
        start, end = sentence.start + match.start(), sentence.start + match.end()
        subject = _LEADERS.search(sentence.between(sentence.start, start))
        place = place_at(sentence, sentence.start + match.end("in"))
        if subject is None or place is None:
            continue
        begin = sentence.start + subject.start("who")
        who = re.sub(r"\s+", " ", sentence.between(begin, sentence.start + subject.end("who"))).strip(" ,")
        who = re.sub(r"^(?:The|Both|All)\b", lambda m: m[0].lower(), who)
        sides = tuple(a for a in actors_in(sentence, story) if begin <= a.start and a.end <= start)
        if not sides and (both := collective(sentence, story, Span(begin - 4, start))):
            sides = (both,)
        noun = "gathering" if "gather" in match[0] else "meeting"
        proof = Span(begin, sentence.start + subject.end("who"))
        yield Encounter(Span(start, end), f"{noun} of {who}", sides, (place,), "gathering", (proof, Span(start, end)))


def _travels(sentence: Sentence, actors: Sequence[Actor]) -> Iterator[Encounter]:
    """ "President X visited Y", "X travelled to Y"."""
    for match in _VERB.finditer(sentence.text):
        start, end = sentence.start + match.start(), sentence.start + match.end()
        owner = next((a for a in reversed(actors) if a.end <= start and start - a.end < 60), None)
        places = _listed(sentence, end)
        if owner is None or owner.sort != "person" or not places:
            continue
        who = owner.name or sentence.between(owner.start, owner.end)
        where = " and ".join(dict.fromkeys(p.words for p in places))
        yield Encounter(
            Span(start, max(p.span.end for p in places)),
            f"{who} visit to {where}",
            _sides(owner, places),
            places,
            "travel",
            (owner.spans[0], Span(start, end), *(p.span for p in places)),
        )


def _receptions(sentence: Sentence, actors: Sequence[Actor]) -> Iterator[Encounter]:
    """ "X received President Y"."""
    for match in _HOST.finditer(sentence.text):
        start, end = sentence.start + match.start(), sentence.start + match.end()
        host = next((a for a in reversed(actors) if a.end <= start and start - a.end < 40), None)
        guest = next((a for a in actors if a.start >= end and a.start - end < 12), None)
        if host is None or guest is None or guest.sort != "person" or set(host.values) == set(guest.values):
            continue
        who = guest.name or sentence.between(guest.start, guest.end)
        by = host.name or sentence.between(host.start, host.end)
        yield Encounter(
            Span(start, guest.end),
            f"reception of {who} by {by}",
            (host, guest),
            (),
            "reception",
            (host.spans[0], Span(start, end), guest.spans[0]),
        )


def _received(sentence: Sentence, actors: Sequence[Actor]) -> Iterator[Encounter]:
    """ "President Y was received in Lima"."""
    for guest in actors:
        match = _RECEIVED.match(sentence.text, guest.end - sentence.start)
        place = place_at(sentence, sentence.start + match.end()) if match else None
        if match is None or place is None or guest.sort != "person":
            continue
        who = guest.name or sentence.between(guest.start, guest.end)
        spans = (guest.spans[0], Span(guest.end + 1, sentence.start + match.end()), place.span)
        name = f"reception of {who} in {place.words}"
        yield Encounter(Span(guest.end, place.span.end), name, _sides(guest, (place,)), (place,), "reception", spans)


def _meetings(sentence: Sentence, actors: Sequence[Actor]) -> Iterator[Encounter]:
    """ "X met Y", "at a meeting with Y, X said"; the leaders of A and B, meeting in C."""
    for match in _MET.finditer(sentence.text):
        start, end = sentence.start + match.start(), sentence.start + match.end()
        one = next((a for a in reversed(actors) if a.end <= start and start - a.end < 50), None)
        other = next((a for a in actors if a.start >= end and a.start - end < 25), None)
        if one and other and "person" in {one.sort, other.sort}:
            yield _pair(sentence, Span(start, end), (one, other), "met")
    for match in _MEETING_WITH.finditer(sentence.text):
        start, end = sentence.start + match.start(), sentence.start + match.end()
        other = next((a for a in actors if a.start >= end and a.start - end < 12), None)
        if other is None or other.sort != "person":
            continue
        if "between" in match[0]:
            one = next((a for a in actors if a.start >= other.end and a.start - other.end < 25), None)
        else:
            one = _subject(actors, start, other.end)
        if one and (one.sort == "person" or "between" in match[0]):
            first, second = (other, one) if "between" in match[0] else (one, other)
            yield _pair(sentence, Span(start, end), (first, second), "meeting-with")


def _pair(sentence: Sentence, cue: Span, pair: tuple[Actor, Actor], rule: str) -> Encounter:
    one, other = (a.name or sentence.between(a.start, a.end) for a in pair)
    spans = (pair[0].spans[0], cue, pair[1].spans[0])
    return Encounter(
        Span(cue.start, max(cue.end, pair[1].end)), f"meeting of {one} with {other}", pair, (), rule, spans
    )


def _subject(actors: Sequence[Actor], start: int, end: int) -> Actor | None:
    """Whose visit it is: the person who acts in the sentence, nearest before it, else behind it."""
    people = [a for a in actors if a.sort == "person"]
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


def _sides(owner: Actor, places: Sequence[Place]) -> tuple[Actor, ...]:
    hosts = tuple(
        Actor(p.span.start, p.span.end, (p.country,), (p.span,))
        for p in places
        if p.country and p.country not in owner.values
    )
    return (owner, *hosts)
