"""The side that a sentence leaves unsaid: whom the ties before share, whom its paragraph and its paper speak of."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field

from policyfacts.facts.actors import Actor
from policyfacts.facts.context import Sentence, Story
from policyfacts.facts.cues import clause
from policyfacts.facts.ties.sides import Group, Pair
from policyfacts.facts.ties.states import acting, singles, states_in
from policyfacts.facts.ties.titles import Title, part_of
from policyfacts.records import Mention, Span
from policyfacts.values.levels import rank

_PARAGRAPH = 4
_BOTH = re.compile(r"\b(?:the two|both|their|each other)\b", re.IGNORECASE)
# "our strategic partnership": of those for whom the text speaks.
_OUR = re.compile(r"\b[Oo]ur\s[“‘\"']?$")


@dataclass(slots=True)
class Memory:
    """The ties told so far, by where their sentences start, in order; ``mutual`` the last that named a relation."""

    told: list[tuple[int, Pair]] = field(default_factory=list)
    of_relation: bool = True

    def of(self, start: int, end: int) -> list[Pair]:
        """The ties of the sentences that start in ``[start, end)``."""
        return [pair for at, pair in self.told if start <= at < end]


def completed(sentence: Sentence, story: Story, title: Title, first: Group | None, memory: Memory) -> list[Pair]:
    """The ties of the sides in ``first`` (``None``: none is told) with whom the sentence leaves unsaid."""
    if first is None and (two := _two(sentence, story, title) or _the_two(sentence, story, title)):
        return [Pair(two[0], two[1], "near-near")]
    if first is None:
        one = _near(sentence, story, title, ()) or next(_spoken_of(sentence, story, title, (), memory), None)
        if one is None or not (sentence.of("capital", "date") or states_in(sentence, story)):
            return []
        first = Group((one,), "spoken-of", 0)
    known = {a.values[0] for a in first.actors}
    told = memory.of(sentence.start, sentence.end)
    if told and told[-1].rule.endswith("-assumed") and told[-1].other.values[0] not in known:
        return [Pair(one, told[-1].other, f"{first.how}-assumed") for one in first.actors]
    if (
        title.plural and len(known) == 1 and not (title.of_relation or title.stands_in)
    ):  # "its strategic partners": whoever they are
        return []
    if not rank(str(title.level.value)):  # of one field of work: nobody's where not told
        return []
    if title.stands_in and (mutual := shared(sentence, story, known, memory, first.how)):
        return [Pair(one, mutual, f"{first.how}-shared") for one in first.actors]
    other, rule = _other(sentence, story, title, known, memory)
    if other is None:
        return []
    return [Pair(one, other, f"{first.how}-{rule}") for one in first.actors if one.values != other.values]


def _other(
    sentence: Sentence, story: Story, title: Title, known: Collection[str], memory: Memory
) -> tuple[Actor | None, str]:
    if owner := _list_owner(sentence, story, title, known):
        return owner, "owner"
    if near := _near(sentence, story, title, known):
        return near, "near"
    if story.lead in known:
        return next(_spoken_of(sentence, story, title, known, memory), None), "spoken-of"
    return _assumed(sentence, story, known, memory), "assumed"


def _the_two(sentence: Sentence, story: Story, title: Title) -> list[Actor]:
    """The two that the sentence before names, guest and host among them, where this names none: "the two leaders"."""
    ours = _OUR.search(sentence.between(sentence.start, title.start))
    if not (ours or _BOTH.search(sentence.text)) or states_in(sentence, story):
        return []
    for earlier in story.before(sentence):
        found = singles(states_in(earlier, story))
        if found:
            return list(found) if len(found) == len({"one", "other"}) else []
    return []


def _two(sentence: Sentence, story: Story, title: Title) -> list[Actor]:
    """The two that act before the title, or else behind it, where nothing else tells its sides."""
    part = Span(part_of(sentence, title.start).start, title.start)
    for within in (part, Span(title.end, part_of(sentence, title.start).end)):
        found = singles(acting(sentence, story, within))
        if found:
            return list(found) if len(found) == len({"one", "other"}) else []
    return []


def _near(sentence: Sentence, story: Story, title: Title, known: Collection[str]) -> Actor | None:
    """The one other state that acts before the title in its clause, or else in the sentence.

    It does so only where the paragraph does not speak of whom the paper is about, or that one is known.
    """
    passage = sentence.passage
    led = story.lead not in known and any(m.value == story.lead for m in story.mentions_in(passage.start, passage.end))
    own = clause(sentence, title.start, title.end).start
    for start in (own,) if led and known else (own, sentence.start):
        found = [a for a in singles(acting(sentence, story, Span(start, title.start))) if a.values[0] not in known]
        if len(found) == 1:
            return found[0]
    return None


def _list_owner(sentence: Sentence, story: Story, title: Title, known: Collection[str]) -> Actor | None:
    """Whose list it is that a colon opens: "Korea's partners are: Oman, strategic partnership, 2012; Peru, ..."."""
    colon = sentence.between(sentence.start, title.start).rfind(": ")
    found = singles(acting(sentence, story, Span(sentence.start, sentence.start + max(colon, 0))))
    return found[0] if len(found) == 1 and found[0].values[0] not in known else None


def shared(sentence: Sentence, story: Story, known: Collection[str], memory: Memory, how: str = "") -> Actor | None:
    """Of the sides of the tie told last the one that others come to share: the paper's, else the one told most.

    ``how`` those others are told: "one with Peru" stands beside the "with" before, and shares its doer.
    """
    passage = sentence.passage
    told = memory.of(passage.start, sentence.end)
    if not told:
        return None
    sides = [side for pair in told for side in (pair.one, pair.other)]
    counts = Counter(side.values[0] for side in sides)
    last = [s for s in (told[-1].one, told[-1].other) if s.values[0] not in known]
    beside = how == "with" and memory.of(sentence.start, sentence.end)
    held = told[-1].other if beside else told[-1].shared(of_relation=memory.of_relation)
    weight = story.prominence
    ranked = sorted(
        last, key=lambda s: (s is not held, s.values[0] != story.lead, -counts[s.values[0]], -weight[s.values[0]])
    )
    return ranked[0] if ranked else None


def _spoken_of(
    sentence: Sentence, story: Story, title: Title, known: Collection[str], memory: Memory
) -> Iterator[Actor]:
    """The states that the sentence speaks of, but not as sides: where it happened, and whom those before tell of."""
    taken = {*known, story.lead}
    seats = [a for a in states_in(sentence, story) if a.values[0] not in taken and a.sort == "capital"]
    yield from sorted(seats, key=lambda a: abs(a.start - title.start))
    for earlier in story.before(sentence):
        for pair in reversed(memory.of(earlier.start, earlier.end)):
            yield from (a for a in (pair.one, pair.other) if a.values[0] not in taken)
        yield from (a for a in singles(acting(earlier, story, earlier.span)) if a.values[0] not in taken)


def _assumed(sentence: Sentence, story: Story, known: Collection[str], memory: Memory) -> Actor | None:
    """The side that the paragraph's ties so far share, where it does not name the paper's lead; else the lead, or whom
    the paragraph speaks of where not of it."""
    passage = sentence.passage
    told = memory.of(passage.start, sentence.start)
    if not told and sentence.start == passage.start:  # a paragraph that goes on with the list of the one before
        before = [s.start for s in story.before(sentence, reach=_PARAGRAPH)]
        told = memory.of(min(before, default=sentence.start), sentence.start)
    sides = [s for p in reversed(told) for s in (p.other, p.one)]
    counts = Counter(side.values[0] for side in sides)
    free = [side for side in sides if side.values[0] not in known]
    best = max(free, key=lambda side: counts[side.values[0]], default=None)
    named = any(m.value == story.lead for m in story.mentions_in(passage.start, passage.end))
    if best and (
        (not named and memory.of(passage.start, sentence.start))
        or (counts[best.values[0]] > 1 and counts[best.values[0]] > counts[story.lead])
    ):
        return best
    weight = story.prominence
    for earlier in story.before(sentence):
        topic = [a for a in singles(acting(earlier, story, earlier.span)) if a.values[0] not in known]
        if topic and earlier.passage is passage and weight[topic[0].values[0]] >= weight[story.lead]:
            return topic[0]
    mention, lead = story.unsaid(sentence, known), story.first_mention(story.lead)
    later = mention is not None and sentence.start <= mention.start  # named only from here on, and little beside it
    if mention and lead and later and story.lead not in known and weight[str(mention.value)] * 2 < weight[story.lead]:
        mention = lead
    acts = mention is not None and (mention.label == "country" or str(mention.value).isupper())
    return meant(mention) if mention and acts else None


def meant(mention: Mention) -> Actor:
    """The state that a mention proves to be meant."""
    return Actor(mention.start, mention.end, (str(mention.value),), (mention.span,))
