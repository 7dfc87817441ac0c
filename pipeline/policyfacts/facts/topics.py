"""What a sentence is about, by its headings, its paragraph and the paper's title: who receives where nobody says so."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterator
from dataclasses import replace

from policyfacts.facts.context import SOVEREIGN_LABELS, Sentence, Story
from policyfacts.facts.donors import donors
from policyfacts.facts.parties import Party
from policyfacts.records import Mention, Passage

# "Since Norway’s attack on Iceland" tells when, and not what a paragraph is about.
_SINCE = re.compile(r"\b[Ss]ince\s(?!(?:its|their|the) )[^,.;]*$")
# A country is what a paragraph is about where it makes up such a share of what the paragraph names beside the giver.
_SHARE = 0.6


def only_other(sentence: Sentence, story: Story, provider: Party) -> Party | None:
    """The only country of the paragraph and its heading beside the giver's and the paper's own."""
    passage = sentence.passage
    start = passage.start
    for other in story.paper.passages:
        if other.end <= passage.start and other.kind in {"heading", "title"} and other.end + 3 > passage.start:
            start = other.start
    taken = nations(story, provider) | donors()
    here = [m for m in _countries(story, start, passage.end) if m.value not in taken]
    outside = (
        [m for m in here if m.value != story.lead] if story.lead in taken or len({m.value for m in here}) > 1 else here
    )
    if len({m.value for m in outside}) != 1:
        return None
    # What is named only behind the sentence is not what it speaks of.
    before = [m for m in outside if m.start < sentence.end]
    if not before:
        return None
    mention = before[-1]
    regions = [m for m in story.mentions_in(passage.start, passage.end) if m.label == "bloc" and m.value not in taken]
    if regions and mention.start < sentence.start:
        # A paragraph on a region, in which a state is named once, does not go on with that state.
        return None
    return Party((mention,), (str(mention.value),))


def nations(story: Story, party: Party) -> set[str]:
    """The values of ``party``, and the states that its members' names point to."""
    inside = {
        str(m.value) for each in party.members for m in story.mentions_in(each.start, each.end) if m.label == "country"
    }
    return {*party.values, *inside}


def topic(sentence: Sentence, story: Story, taken: Collection[str]) -> Mention | None:
    """The state, bloc or region that ``sentence`` is about, none of those ``taken``.

    The one that the nearest heading with such a name names; of several the last that the paragraph has named so far;
    else the one that the paragraph names most; else the one that the paper's title names.
    """
    taken = {*taken, *donors()}
    for heading in _headings(sentence, story):
        named = _named(story, heading, taken)
        values = dict.fromkeys(str(m.value) for m in named)
        if len(values) == 1:
            return named[0]
        told = [m for m in _so_far(sentence, story) if str(m.value) in values]
        if told:
            return told[-1]
        if values:
            break
    regions = [m for m in story.mentions_in(sentence.passage.start, sentence.end) if _region(m)]
    here = [m for m in (*_so_far(sentence, story), *regions) if m.value not in taken]
    counts = Counter(str(m.value) for m in here)
    if counts:
        best = min(counts, key=lambda value: (-counts[value], value))
        # A region that a paragraph is about only says that it is about no one state.
        if counts[best] >= _SHARE * counts.total() and not any(m.value == best for m in regions):
            return next(m for m in here if m.value == best)
    seats = [m for m in _seats(story, sentence) if m.value not in taken]
    if seats and not counts and len({m.value for m in seats}) == 1:
        return seats[-1]
    titled = [m for p in story.paper.passages if p.kind == "title" for m in _named(story, p, taken)]
    return titled[0] if len({m.value for m in titled}) == 1 else None


def _seats(story: Story, sentence: Sentence) -> list[Mention]:
    """The states whose capitals the paragraph has named up to the end of ``sentence``."""
    told = story.mentions_in(sentence.passage.start, sentence.end)
    return [replace(m, label="country") for m in told if m.label == "capital"]


def _region(mention: Mention) -> bool:
    """Whether a name is a region's, in which states lie, and no bloc's that acts."""
    value = str(mention.value)
    return mention.label == "bloc" and (value == "LAC" or not value.isupper())


def titled_alone(story: Story) -> Mention | None:
    """The state that the paper is mostly about, where its title names it and no other but such as give by trade."""
    titled = [m for p in story.paper.passages if p.kind == "title" for m in _named(story, p, donors())]
    return titled[0] if {str(m.value) for m in titled} == {story.lead} and titled[0].label == "country" else None


def other_side(sentence: Sentence, story: Story, receivers: Collection[str]) -> Mention | None:
    """The giver where the nearest heading with names, or else the title, names two sides, one of them the receiver."""
    if len(set(receivers)) != 1:
        return None
    titles = [p for p in story.paper.passages if p.kind == "title"]
    for heading in (*_headings(sentence, story), *titles):
        named = [m for m in _named(story, heading, ()) if m.label == "country"]
        values = {str(m.value) for m in named}
        if not values or values == set(receivers):
            continue
        others = [m for m in named if m.value not in receivers and m.value in donors()]
        return others[0] if len(values) == 2 and len({m.value for m in others}) == 1 else None
    return None


def headed_by(sentence: Sentence, story: Story) -> Mention | None:
    """The one that gives by trade and stands alone in the nearest heading that names such: "Relations with France"."""
    for heading in _headings(sentence, story):
        named = {str(m.value): m for m in _named(story, heading, ()) if m.value in donors()}
        if named:
            return next(iter(named.values())) if len(named) == 1 else None
    return None


def _headings(sentence: Sentence, story: Story) -> Iterator[Passage]:
    """The headings above ``sentence``, the nearest first."""
    above = [p for p in story.paper.passages if p.kind == "heading" and p.start < sentence.start]
    for title in reversed(sentence.passage.section):
        found = [p for p in above if story.paper.text[p.start : p.end].strip() == title.strip()]
        if found:
            yield found[-1]


def _named(story: Story, passage: Passage, taken: Collection[str]) -> list[Mention]:
    return [
        m for m in story.mentions_in(passage.start, passage.end) if m.label in SOVEREIGN_LABELS and m.value not in taken
    ]


def _so_far(sentence: Sentence, story: Story) -> list[Mention]:
    """The countries that the paragraph has named up to the end of ``sentence``."""
    return _countries(story, sentence.passage.start, sentence.end)


def _countries(story: Story, start: int, end: int) -> list[Mention]:
    """The countries named from ``start`` to ``end``, but for those that only stand in a bank's or agency's name."""
    told = story.mentions_in(start, end)
    names = [m for m in told if m.label == "organisation"]
    return [
        m
        for m in told
        if m.label == "country"
        and not any(name.start <= m.start and m.end <= name.end for name in names)
        and _SINCE.search(story.paper.text, max(start, m.start - 60), m.start) is None
    ]
