"""Meetings that only the headline of a release tells, because what follows is what was said there.

"Secretary Doe And Peruvian Foreign Minister Roe Before Their Meeting", "Secretary Doe at a Round Table on Rivers": the
day is the release's, the place that of its byline.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from policyfacts.discourse import Item, place_start
from policyfacts.facts.actors import Actor, actors_in, joined
from policyfacts.facts.context import Sentence, Story
from policyfacts.facts.meetingrecords import called, listed, values_of
from policyfacts.facts.places import Place, place_at
from policyfacts.language.meetingnames import find_meetings
from policyfacts.records import Fact, Mention, Slot, Span

# "Before Their Meeting", "at a Joint Press Availability": two who stand before the press have met, or are about to.
_TOGETHER = re.compile(
    r"\b(?:[Bb]efore|[Aa]fter|[Ff]ollowing|[Aa]t the [Tt]op of|[Aa]t)\s(?:(?:[Tt]heir|[Aa]|[Tt]he)\s)?"
    r"(?:(?:Bilateral|Virtual|Trilateral|Joint|Working)\s)*"
    r"(?:(?P<meeting>Meeting|Talks|Luncheon|Lunch|Dinner|Consultations|Discussion)s?|Press\s(?:Availability|Conference|"
    r"Statements?|Briefing))$"
)
# What somebody does at a meeting: "Opening Remarks at the Forum".
_AT = re.compile(r"\b(?:[Aa]t|[Dd]uring)\s(?:(?:the|a|an|its)\s)?$", re.IGNORECASE)
_AHEAD = re.compile(r"\b[Tt]o\s[A-Z][a-z]+|\b(?:[Uu]pcoming|[Bb]riefing|[Pp]review\w*|[Ww]ill)\b")
# Behind these nobody takes part: "on the ninth Forum", "the signing of", "with Jane Doe of the Daily Star".
_BESIDE = re.compile(r"\b(?:of|on|in|to|for|about|regarding)\s(?:the\s)?$")
_WITH = re.compile(r"\s[Ww]ith\s")
# What the item itself tells: "Secretary Doe’s Call with the Peruvian Minister".
_NAMED = re.compile(r"[’']s?\s(?:\w+\s){0,2}(?:Calls?|Meetings?|Travel|Visit|Trip|Discussions?|Talks|Consultations?)\b")
_PEOPLE = frozenset({"person", "party", "group"})
_NO_MEETING = re.compile(r"\b(?:Press|Media|Ceremony|Staff|Celebration|Launch|Release|Site)\b")
_PAIR = 2


def headline_meetings(story: Story, told: Sequence[Fact]) -> Iterator[Fact]:
    """The meetings of headlines of releases, save those that the items themselves tell (``told``)."""
    for headline in story.sentences:
        item = story.item(headline)
        if item is None or not item.news or headline.span != item.headline or _AHEAD.search(headline.text):
            continue
        fact = _of_several(story, headline, item) or _of_title(story, headline, item)
        if fact is not None and not any(
            _same(fact, other) for other in told if item.start <= other.quote.start < item.end
        ):
            yield fact


def _of_several(story: Story, headline: Sentence, item: Item) -> Fact | None:
    """ "X And Y Before Their Meeting", "X With Y": people of two states."""
    together = _TOGETHER.search(headline.text)
    end = headline.start + together.start() if together else headline.end
    named = [a for a in actors_in(headline, story) if a.start < end]
    if not together and (
        find_meetings(headline.text) or _NAMED.search(headline.text) or not _WITH.search(headline.text)
    ):
        return None
    people = [a for a in named if a.sort in _PEOPLE and not _BESIDE.search(headline.between(headline.start, a.start))]
    if len(values_of(people)) < _PAIR or not any(a.sort == "person" for a in people):
        return None
    name = f"meeting of {called(headline, people[0])} with {listed(headline, people[1:])}"
    span = Span(headline.start + together.start(), headline.end) if together else people[0].spans[0]
    return _fact(story, headline, item, Slot(name, (span, *(a.spans[0] for a in people))), people)


def _of_title(story: Story, headline: Sentence, item: Item) -> Fact | None:
    """ "X at a Round Table on Rivers": the meeting, with those whom the headline names and who issued the release."""
    for title in find_meetings(headline.text):
        span = Span(headline.start + title.start, headline.start + title.end)
        if not _AT.search(headline.between(headline.start, span.start)) or _NO_MEETING.search(headline.text):
            continue
        acting = [a for a in actors_in(headline, story) if a.sort == "person" and a.end <= span.start]
        named = [
            m for m in headline.of("country", "bloc") if span.start <= m.start < span.end and not _place_of(headline, m)
        ]
        ones = [*acting, *(Actor(m.start, m.end, (str(m.value),), (m.span,)) for m in named)]
        return _fact(story, headline, item, Slot(title.text, (span,)), ones) if acting else None
    return None


def _place_of(headline: Sentence, mention: Mention) -> bool:
    """Whether a state in a meeting's name is what it is about or where it is: "a Round Table on Peru"."""
    return _BESIDE.search(headline.between(headline.start, mention.start)) is not None


def _fact(story: Story, headline: Sentence, item: Item, name: Slot, ones: Sequence[Actor]) -> Fact:
    assert item.date is not None
    slots = {
        "name": name,
        "date": Slot(str(item.date.value), (item.date.span,)),
        "participants": joined(ones),
        "event": Slot("held", (name.spans[0],)),
    }
    if place := _place(story, item, ones):
        slots["place"] = Slot(place.value, (place.span,))
    return Fact("meetings", slots, headline.span, "meeting/headline/held")


def _place(story: Story, item: Item, ones: Sequence[Actor]) -> Place | None:
    """Where the lines behind the dateline say that something was said; ``ones`` are people, and no places."""
    people = {one.name for one in ones}
    for line in story.sentences:
        if item.byline.start <= line.start < item.byline.end:
            start = place_start(line.text)
            place = place_at(line, line.start + start) if start is not None else None
            if place and place.value not in people:
                return place
    return None


def _same(fact: Fact, other: Fact) -> bool:
    """Whether the item itself tells a meeting of the same participants on the day of the release."""
    if other.table != "meetings" or "participants" not in other.slots:
        return False
    mine, theirs = (set(str(f.slots["participants"].value).split("; ")) for f in (fact, other))
    dated = "date" not in other.slots or other.slots["date"].value == fact.slots["date"].value
    return dated and (mine <= theirs or fact.slots["name"].value == other.slots["name"].value)
