"""What a visit lends to the meetings held on it: its days and its place.

"She travelled to Lima from 3 to 5 May. She met with the minister of trade": the meeting was in Lima, in these days.
Only where the words go on from the visit ("she met"), or say so ("during the visit").
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from policyfacts.facts.context import Sentence, Story
from policyfacts.facts.dates import Dated, of_event
from policyfacts.facts.meetingtimes import date_told, places_told
from policyfacts.facts.occasions import Occasion
from policyfacts.facts.places import Place
from policyfacts.records import Fact

_ON_IT = re.compile(
    r"\b(?:[Dd]uring|[Oo]n|[Ww]hile\son|[Tt]hroughout)\s(?:the|this|that|his|her|their|its)\s(?:\w+[\s-]){0,2}"
    r"(?:visit|trip|stay|travels?|journey|tour|mission)\b|\b[Ww]hile\s(?:there|in)\b"
)

# "She met", right behind the visit; but "later she met".
_GOES_ON = re.compile(
    r"(?:[^,;]{0,60},\s)?(?:[Hh]e|[Ss]he|[Tt]hey)\b|(?:In|At|During)\s(?:a|the|his|her|their)\s(?:\w+\s)?meetings?\swith\b"
)
# "In Peru, the delegation will meet": a stop of the journey told before.
_OPENS_THERE = re.compile(r"(?:While\s)?[Ii]n\s(?:the\s)?[A-ZÀ-Þ][\w’ -]{2,30},\s")
_CODE = len("PER")
# "Secretary Doe’s Travel to Peru"
_JOURNEY = re.compile(r"\b(?:Travels?|Trip|Visits?|Journey|Tour)\sto\b")
_LATER = re.compile(r"\b(?:later|then|subsequently|afterwards?|next)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Stay:
    """A visit as far as it is told: its sentence, its days, its place, and who takes part in it.

    ``whole``: the release tells of nothing else, as its headline says.
    """

    sentence: Sentence
    dated: Dated | None
    place: Place | None
    values: frozenset[str]
    whole: bool

    @classmethod
    def of(cls, fact: Fact, sentence: Sentence, story: Story, places: Sequence[Place]) -> Stay:
        """The stay that a visit's row tells; ``places`` are those of the visit."""
        date, there = fact.slots.get("date"), fact.slots.get("place")
        dated = Dated(*date.spans[0], str(date.value), date.spans) if date else None
        place = next((p for p in places if there and p.value == there.value), None)
        told = str(fact.slots["participants"].value) if "participants" in fact.slots else ""
        item = story.item(sentence)
        headline = (
            story.paper.text[item.headline.start : item.headline.end] if item and item.news and item.headline else ""
        )
        whole = _JOURNEY.search(headline) is not None and all(p.country for p in places)
        return cls(sentence, dated, place, frozenset(told.split("; ")), whole)


def on_visit(
    sentence: Sentence, meeting: Occasion, limits: tuple[int, int], dates: Sequence[Dated], stays: Sequence[Stay]
) -> Occasion:
    """``meeting`` with the days and the place of the visit on which it was held, where it has none of its own."""
    if not meeting.personal or meeting.rule.startswith(("visit", "receive", "call", "send")):
        return meeting
    places = meeting.places or places_told(sentence, meeting, limits[1])
    own = date_told(sentence, meeting, limits, dates)
    stay = next(_fitting(sentence, meeting, places, stays, undated=own is None), None)
    if stay is None:
        return meeting
    return replace(
        meeting,
        date=own or stay.dated,
        places=places or ((stay.place,) if stay.place else ()),
    )


def _fitting(
    sentence: Sentence, meeting: Occasion, places: Sequence[Place], stays: Sequence[Stay], *, undated: bool
) -> Iterator[Stay]:
    """The visits, the latest first, on which ``meeting`` may have been held: by who took part, and where."""
    said = _ON_IT.search(sentence.text) is not None
    goes_on = _GOES_ON.match(sentence.text) is not None and not _LATER.search(sentence.text)
    met = {v for a in meeting.actors for v in a.values}
    states = {v for v in met if len(v) == _CODE and v.isupper()}
    there = _OPENS_THERE.match(sentence.text) is not None and places[:1] == meeting.places[:1]
    for stay in reversed(stays):
        if there and places and places[0].country in stay.values and met <= stay.values:
            yield stay if stay.place else replace(stay, dated=stay.dated and of_event(stay.dated))
        here = stay.place is None or not places or stay.place.value == places[0].value
        near = stay.sentence is sentence or (goes_on and stay.sentence.passage is sentence.passage)
        if here and (said or near) and met <= stay.values:
            yield stay
        elif here and stay.whole and undated and states <= stay.values:
            yield replace(stay, dated=stay.dated and of_event(stay.dated))
