"""Who is at home where somebody goes: "she travelled to Peru and met with the governors" of Peru, whom else.

The people met must be such as act for a state; those of firms, schools and churches do not.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from policyfacts.facts.acquaintance import visited
from policyfacts.facts.actors import Actor, casts_in, placed
from policyfacts.facts.context import Sentence, Story
from policyfacts.facts.sides import acting_nouns, side
from policyfacts.frames import Argument
from policyfacts.records import Span

_PRIVATE = re.compile(
    r"\b(?:business|private|company|corporate|industry|civil|community|student|youth|religious|faith|alumni|staff|labou?r|"
    r"tribal|women|media|academic|NGOs?|embassy|mission)\b",
    re.IGNORECASE,
)
_PUBLIC = re.compile(
    r"\b(?:governments?|officials?|ministers?|ministries|authorit\w+|parliament\w*|presidents?|governors?|opposition|"
    r"lawmakers?|institutions)\b",
    re.IGNORECASE,
)
_ARTICLE = re.compile(r"^(?:the|a|an|other|several|various)\s")
_TOPIC = re.compile(r",?\s(?:for|to|on|about|in|at|during|including|who|as\swell\sas)\s")
_TEAM = re.compile(r"\b[Tt]he\s(?:accompanying\s)?(?:delegation|team)\b")
_PHRASE = 90
# So many sentences back a paragraph, or a section, tells who travels.
_PARAGRAPH = 4
_SECTION = 10


def at_home(sentence: Sentence, story: Story, told: Sequence[Argument], guests: Sequence[Actor]) -> Iterator[Actor]:
    """The state where ``guests`` are, for the one of ``told`` that acts for a state and does not say for which."""
    own = {value for guest in guests for value in guest.values}
    for argument in told:
        head = acting_head(sentence, argument)
        words = officials_called(sentence, argument)
        if argument.marker not in {"with", "object"} or argument.inherited or len(words) > _PHRASE:
            continue
        if not head or side(sentence, story, argument):
            continue
        if _PRIVATE.search(words) and not _PUBLIC.search(words):
            continue
        there = next((m for m in visited(sentence, story, argument.span) if m.value not in own), None)
        if there is not None:
            spans = (Span(argument.head, argument.head + len(head)), there.span)
            yield Actor(*argument.span, (str(there.value),), spans, "party", words)
            return


def acting_head(sentence: Sentence, argument: Argument) -> str:
    """The head of a phrase, where it is a noun for those who act for somebody; else empty."""
    head = re.match(r"[\w’-]+", sentence.between(argument.head, argument.end))
    return head[0] if head and head[0].lower() in acting_nouns() else ""


def officials_called(sentence: Sentence, argument: Argument) -> str:
    """What a meeting's name calls people of no name: "Peruvian government officials", without what they met for."""
    words = _ARTICLE.sub("", re.sub(r"\s+", " ", sentence.between(argument.start, argument.end)), count=1)
    return _TOPIC.split(words, maxsplit=1)[0].rstrip(" ,")


def travellers(sentence: Sentence, story: Story) -> tuple[Actor, ...]:
    """Whom "they" are who meet somebody else: the people who acted last in the paragraph, if they are of one side.

    Who "the delegation" is, a paragraph before may have told.
    """
    team = _TEAM.search(sentence.text) is not None
    for earlier in story.before(sentence, reach=_SECTION if team else _PARAGRAPH):
        if earlier.passage is not sentence.passage and not team:
            break
        people = [a for c in casts_in(earlier, story) if not placed(earlier, c) for a in c.actors if a.sort == "person"]
        if people:
            return (people[0],) if len({a.values for a in people}) == 1 else ()
    return ()
