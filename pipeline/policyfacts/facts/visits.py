"""Visits, journeys and receptions: who travels, whither, and who receives whom."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from policyfacts.facts.actors import Actor, actors_in, collective
from policyfacts.facts.context import Sentence, Story
from policyfacts.facts.meetingrecords import (
    ARTICLE,
    Encounter,
    called,
    listed,
    place_next,
    place_where,
    places_of,
    somebody,
    told_encounter,
    values_of,
    words_of,
)
from policyfacts.facts.nomeetings import no_visit, paid_call
from policyfacts.facts.places import Place
from policyfacts.facts.sides import acting_nouns, of_role, sides
from policyfacts.frames import Argument, Frame
from policyfacts.values.countries import seat_of
from policyfacts.values.sites import find_sites

_POINTING = re.compile(r"(?:these|those|this|that|such|both|all|several|some)\b", re.IGNORECASE)
_SITES = frozenset(
    "centre center prison facility camp site hospital school headquarters border region district province city town "
    "village port base palace airport plant factory area territory territorie capital settlement".split()
)
_SITE_NAME = 60
CODE = len("CHN")
_SECTION = 12
# "Mr. Doe of KfW", whatever office he holds.
_TITLED = re.compile(r"(?:H\.\s?E\.|Mr|Mrs|Ms|Dr|Prof|Sir|Sheikh|Sheikha|Dame|Lord)\b\.?\s")
_HIS = frozenset({"his", "her", "their", "its"})
_PRONOUNS = frozenset({"he", "she", "they", "it"})
_OPENS_WITH = re.compile(
    r"(?:[^;.]{0,40},\s)?(?:[Dd]uring|[Oo]n|[Ii]n|[Aa]t|[Aa]fter|[Bb]efore|[Ff]ollowing|[Ww]ith)\s(?:the\s\w+\sof\s)?"
)
_ELSEWHERE = re.compile(r"\b(?:there|thither)$")
_FULL_NAME = re.compile(r"[A-ZÀ-Þ][\w’-]+(?:\s[A-ZÀ-Þ][\w’-]+){1,2}")


def visit(sentence: Sentence, story: Story, frame: Frame) -> Encounter | None:
    """ "X visited Y", "X's visit to Y"."""
    own = [a for a in frame.of("guest") if not a.inherited] if frame.form == "nominal" else []
    guests = sides(sentence, story, _behind(sentence, frame, own) or own or list(frame.of("guest")))
    places = (
        places_of(sentence, frame, "place")
        or _places_meant(sentence, story, frame)
        or _site(sentence, story, frame, guests)
    )
    if not places and _ELSEWHERE.search(sentence.between(frame.start, frame.end)):
        places = _there(sentence, story, frame, guests)
    if frame.form == "nominal":
        places = places or place_next(sentence, frame.end) or place_where(sentence, frame.start)
    places = _lying(story, places)
    guests = guests or _strangers(sentence, story, frame, places)
    if frame.form == "nominal" and not places and any(not a.inherited and a.marker == "to" for a in frame.of("place")):
        return None  # "her trip to the country": it is not told which
    if frame.form == "nominal" and frame.lemma == "call" and not (any(frame.of("at")) or paid_call(sentence, frame)):
        return None  # the telephone's
    guests = tuple(g for g in guests if not any(p.span.start <= g.start < p.span.end for p in places))
    hosts_too = {p.country for p in places if p.country}
    guests = tuple(g for g in guests if not set(g.values) & hosts_too) or _others(sentence, story, frame, hosts_too)
    if not guests or (not places and not somebody(guests)) or no_visit(sentence, frame, guests, places):
        return None
    if frame.form != "nominal" and not _official(sentence, frame, guests):
        return None
    if not places and frame.form != "nominal":
        return None
    hosts = tuple(
        Actor(*p.span, (p.country,), (p.span,))
        for p in places
        if p.country and not any(p.country in g.values for g in guests)
    )
    if not places and (home := _home(sentence, story, guests)):
        hosts = (home,)
    where = " and ".join(dict.fromkeys(p.words for p in places))
    name = f"{frame.lemma if frame.form == 'nominal' else 'visit'} of {listed(sentence, guests)}"
    return told_encounter(sentence, frame, f"{name} to {where}" if where else name, (*guests, *hosts), places)


def _behind(sentence: Sentence, frame: Frame, own: Sequence[Argument]) -> list[Argument]:
    """The subject of the clause that a phrase with "his" opens: "On his tour of May 2019, President Doe pledged"."""
    if not any(sentence.between(a.start, a.end).lower() in _HIS for a in own):
        return []
    opens = _OPENS_WITH.fullmatch(sentence.between(sentence.start, min(a.start for a in own))) is not None
    subjects = [a for a in frame.of("guest") if a.inherited and a.marker == "subject" and a.start > frame.end]
    return [a for a in subjects if opens and sentence.between(a.start, a.end).lower() not in _PRONOUNS]


def _lying(story: Story, places: Sequence[Place]) -> tuple[Place, ...]:
    """The places, towns with the state that they lie in, if the paper names it and no other that has such a town."""
    return tuple(p if p.country else replace(p, country=_state_of(story, p.words)) for p in places)


def _state_of(story: Story, town: str) -> str:
    sites = [s for s in find_sites(town) if s.start == 0 and s.end == len(town) and not s.kind]
    states = sites[0].of(story.prominence) if sites else ()
    return states[0] if len(states) == 1 else ""


def _strangers(sentence: Sentence, story: Story, frame: Frame, places: Sequence[Place]) -> tuple[Actor, ...]:
    """Somebody whom the paper does not introduce ("Jane Doe's trip"): he acts for whom the paragraph is about."""
    for argument in frame.of("poss") if frame.form == "nominal" and places else ():
        name = re.sub(r"[’']s?$", "", sentence.between(argument.start, argument.end))
        here = story.mentions_in(sentence.passage.start, sentence.passage.end)
        lead = next((m for m in here if m.value == story.lead and m.label == "country"), None)
        if _FULL_NAME.fullmatch(name) and lead and story.lead not in {p.country for p in places}:
            return (Actor(*argument.span, (story.lead,), (argument.span, lead.span), "person", name),)
    return ()


def _there(sentence: Sentence, story: Story, frame: Frame, guests: Sequence[Actor]) -> tuple[Place, ...]:
    """The capital, or else the country, named last before "there", that is not the guest's own."""
    for near in (sentence, *story.before(sentence, reach=1)):
        named = [m for m in near.of("capital", "country") if m.end <= frame.start]
        named = [m for m in named if str(m.value) not in values_of(guests)]
        for mention in sorted(named, key=lambda m: (m.label != "capital", -m.start)):
            value = mention.text if mention.label == "capital" else str(mention.value)
            return (Place(mention.span, value, mention.text, str(mention.value)),)
    return ()


def sending(sentence: Sentence, story: Story, frame: Frame) -> Encounter | None:
    """ "X sent its minister to Y"."""
    people = of_role(sentence, story, frame, "host")
    told = next(frame.of("guest"), None)
    places = _lying(story, places_of(sentence, frame, "place"))
    head = re.match(r"[\w-]+", sentence.between(told.head, told.head_end)) if told else None
    if not people or told is None or head is None or not places or head[0].lower() not in acting_nouns() - {"mission"}:
        return None
    hosts = tuple(
        Actor(*p.span, (p.country,), (p.span,)) for p in places if p.country and p.country not in values_of(people)
    )
    name = f"visit of the {words_of(sentence, told)} of {called(sentence, people[0])} to {places[0].words}"
    return told_encounter(sentence, frame, name, (*people[:1], *hosts), places)


def _home(sentence: Sentence, story: Story, guests: Sequence[Actor]) -> Actor | None:
    """The state that the section is about, where nothing says whither a visit led."""
    if not story.lead.isupper() or len(story.lead) != CODE or story.lead in values_of(guests):
        return None
    for near in (sentence, *story.before(sentence, reach=_SECTION)):
        for mention in near.of("country"):
            if mention.value == story.lead:
                return Actor(mention.start, mention.end, (story.lead,), (mention.span,))
    return None


def _others(sentence: Sentence, story: Story, frame: Frame, hosts: set[str]) -> tuple[Actor, ...]:
    """Whose visit it is where the nearest person is at home there: "he signed it with his counterpart on his visit"."""
    people = (a for a in actors_in(sentence, story) if a.sort == "person" and not set(a.values) & hosts)
    return tuple(a for a in people if a.end <= frame.start)[:1]


def reception(sentence: Sentence, story: Story, frame: Frame) -> Encounter | None:
    """ "X received Y", "Y was received in Lima": a guest is somebody."""
    frame = _received(frame)
    guests = of_role(sentence, story, frame, "guest")
    titled = any(_TITLED.match(sentence.between(a.start, a.end)) for a in frame.of("guest"))
    sent = any(sentence.between(a.head, a.end).startswith("delegation") for a in frame.of("guest"))
    if not guests or not (titled or sent or any(g.sort == "person" for g in guests)):
        return None
    hosts = tuple(h for h in of_role(sentence, story, frame, "host") if not set(h.values) & values_of(guests))
    places = _lying(story, places_of(sentence, frame, "place"))
    if not hosts and not places:
        return None
    seats = () if hosts or any(p.country for p in places) else _capital_of_dateline(sentence, story, guests)
    there = tuple(
        Actor(*p.span, (p.country,), (p.span,))
        for p in (*places, *seats)
        if p.country and p.country not in values_of(guests)
    )
    by = f" by {listed(sentence, hosts)}" if hosts else f" in {places[0].words}"
    name = f"reception of {listed(sentence, guests)}{by}"
    return told_encounter(sentence, frame, name, (*hosts, *guests, *(() if hosts else there)), places)


def _received(frame: Frame) -> Frame:
    """ "the premier's reception by the king": whose reception it is is the guest where another one receives."""
    if frame.form != "nominal" or frame.one("by") is None:
        return frame
    told = (replace(a, role="guest") if a.marker == "poss" else a for a in frame.arguments)
    return replace(frame, arguments=tuple(told))


def _official(sentence: Sentence, frame: Frame, guests: Sequence[Actor]) -> bool:
    """Whether those who travel do so for their state: people in office, delegations, bodies."""
    if any(g.sort == "person" or (len(g.values[0]) > len("CHN") and g.sort != "crowd") for g in guests):
        return True
    heads = [re.match(r"[\w-]+", sentence.between(a.head, a.end)) for a in frame.of("guest")]
    return any(h and h[0].lower() in {"delegation", "delegations", "officials", "ministers", "leaders"} for h in heads)


def _places_meant(sentence: Sentence, story: Story, frame: Frame) -> tuple[Place, ...]:
    """The states that "the two countries" in a visit's phrase stand for."""
    text = story.paper.text
    for argument in frame.of("to", "object"):
        both = collective(sentence, story, argument.span)
        if both and both.start <= argument.head < both.end:
            told = zip(both.values, both.spans[1:], strict=False)
            return tuple(Place(span, value, text[span.start : span.end], value) for value, span in told)
    return ()


def _capital_meant(sentence: Sentence, story: Story, argument: Argument, guests: Sequence[Actor]) -> tuple[Place, ...]:
    """ "the besieged capital": that of the state named last which is not the guest's own."""
    for near in (sentence, *story.before(sentence, reach=1)):
        named = [m for m in near.of("country") if m.end <= argument.start and str(m.value) not in values_of(guests)]
        for mention in reversed(named):
            seat, words = seat_of(str(mention.value)), sentence.between(argument.start, argument.end)
            return (Place(argument.span, seat, ARTICLE.sub("", words), str(mention.value)),) if seat else ()
    return _capital_of_dateline(sentence, story, guests)


def _capital_of_dateline(sentence: Sentence, story: Story, guests: Sequence[Actor]) -> tuple[Place, ...]:
    """The capital in which a release was issued, for "the capital" where no state is named before it."""
    item = story.item(sentence)
    for mention in story.mentions_in(item.dateline.start, item.dateline.end) if item else ():
        if mention.label == "capital" and str(mention.value) not in values_of(guests):
            return (Place(mention.span, mention.text, mention.text, str(mention.value)),)
    return ()


def _site(sentence: Sentence, story: Story, frame: Frame, guests: Sequence[Actor]) -> tuple[Place, ...]:
    """A place that is told by what it is: "the Mpanda prison", "a camp near the border"."""
    for argument in frame.of("place"):
        head = sentence.between(argument.head, argument.head_end).lower()
        if not argument.inherited and head == "capital":
            return _capital_meant(sentence, story, argument, guests)
        if not argument.inherited and head.rstrip("s") in _SITES:
            words = re.sub(r"\s+", " ", sentence.between(argument.start, argument.end))
            name = ARTICLE.sub("", words)
            if _POINTING.match(name) or " " not in name:
                return ()  # "those prisons", "the camp": it is not told which
            return (Place(argument.span, name, name, ""),) if len(name) < _SITE_NAME else ()
    return ()
