"""Works in a list under words that say at once what became of all of them.

"In the pipeline are a port, a road and the Abra dam"; "Projects that it has funded include", with an item for each.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from policyfacts.facts.context import Sentence, Story
from policyfacts.facts.sightings import Sighting
from policyfacts.knowledge import compiled, entries
from policyfacts.records import Span

_EVENTS = {
    "heads financed": "financed",
    "heads planned": "planned",
    "heads going on": "under construction",
    "heads completed": "completed",
    "heads suspended": "suspended",
    "heads cancelled": "cancelled",
}
# From the head, or from the work before, to a work of the list.
_TO_FIRST = re.compile(
    r":?\s(?:(?:an?|the|its|their|also)\s)?(?:(?!(?:of|for|to|in|on|at|by|with)\s)[\w’'–/-]+\s){0,4}"
    r"(?:(?:phase|stage|section|stretch|part)\sof\s(?:(?:the|an?)\s)?)?"
)
_TO_NEXT = re.compile(
    r"(?:[,;]|\sand|[,;]\sand)\s(?:(?:an?|the|its|one|two|three|four|five|six|another|\d+)\s)?"
    r"(?:(?!(?:of|for|to|in|on|at|by|with|and)\s)[\w’'–/-]+\s){0,3}$"
)
_OTHER_CLAUSE = re.compile(r";\s(?!(?:and\s)?(?:an?|the|its|\d)\s)|[,;]\s(?:but|while|whereas|although|though)\s")
_BULLET = re.compile(r"[\W\d]{0,6}(?:\(?[a-z\d]{1,3}[.)]\s)?")
_MOST_ITEMS = 15


@dataclass(frozen=True, slots=True)
class Headed:
    """The milestone ``event`` that the words at ``cue`` tell of the works ``sightings`` (indices) of a sentence."""

    event: str
    cue: Span
    sightings: tuple[int, ...]


def headed_works(sentence: Sentence, story: Story, sightings: Sequence[Sighting]) -> Iterator[Headed]:
    """What the words over a list tell of the works of ``sentence``: its own opening, or the head of its items."""
    if not sightings:
        return
    if sentence.passage.kind == "item":
        yield from _of_item(sentence, story, sightings)
    for event, pattern in _heads():
        head = pattern.match(sentence.text)
        works = _behind(sentence, sightings, sentence.start + head.end()) if head else ()
        if head and works:
            yield Headed(event, Span(sentence.start + head.start("cue"), sentence.start + head.end("cue")), works)
            return


def _of_item(sentence: Sentence, story: Story, sightings: Sequence[Sighting]) -> Iterator[Headed]:
    """The work that opens an item, by the sentence over the items."""
    if sentence.start != sentence.passage.start:
        return
    bullet = _BULLET.match(sentence.text)
    works = _behind(sentence, sightings, sentence.start + (bullet.end() if bullet else 0) - 1)
    head = _head_of(sentence, story) if works else None
    for event, pattern in _heads() if head else ():
        found = pattern.match(head.text) if head else None
        if head and found and re.fullmatch(r"\s?:?\s*", head.text[found.end() :]):
            yield Headed(event, Span(head.start + found.start("cue"), head.start + found.end("cue")), works)
            return


def _head_of(sentence: Sentence, story: Story) -> Sentence | None:
    """The sentence that stands over the items to which ``sentence`` belongs."""
    before = story.before(sentence, reach=_MOST_ITEMS)
    return next((s for s in before if s.passage.kind != "item"), None)


def _behind(sentence: Sentence, sightings: Sequence[Sighting], head: int) -> tuple[int, ...]:
    """The works of the list that opens at the offset ``head``; none where something else stands there."""
    first = next((i for i, s in enumerate(sightings) if s.span.start >= head), None)
    if first is None:
        return ()
    leading = " " + sentence.between(head, sightings[first].span.start).lstrip(" ")
    if _TO_FIRST.fullmatch(leading) is None:
        return ()
    found = [first]
    for i in range(first + 1, len(sightings)):
        between = sentence.between(sightings[i - 1].span.end, sightings[i].span.start)
        if _OTHER_CLAUSE.search(between):
            break
        if _TO_NEXT.search(between) and sightings[i].form != "alias":
            found.append(i)
    return tuple(found)


@compiled
def _heads() -> tuple[tuple[str, re.Pattern[str]], ...]:
    lists = {entry["name"]: entry["words"] for entry in entries("project_words")}
    return tuple((event, _pattern(lists[name])) for name, event in _EVENTS.items())


def _pattern(words: Sequence[str]) -> re.Pattern[str]:
    return re.compile(
        rf"(?:(?:Also|Still|Now|Already|Long|In \d{{4}})\s)?(?P<cue>{'|'.join(words)})(?!\w)", re.IGNORECASE
    )
