"""Texts that an item of news gives in full: its headline is their title, its dateline the day of their release."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from policyfacts.discourse import Item
from policyfacts.facts.actors import Actor, actors_in, casts_in, joined, placed
from policyfacts.facts.context import Sentence, Story
from policyfacts.records import Fact, Slot, Span

_NOUN = re.compile(
    r"\b(?:(?:Joint|Common|Trilateral|Quadrilateral|Ministerial|Concluding|Final|Summit|Presidential|Leaders[’']|"
    r"Ministers[’']|Chairs?[’']s?|Co-?[Cc]hairs[’']?|Troika|Press)\s)*"
    r"(?P<noun>Statement|Communiqu[eé]|Press Release|Declaration)\b(?!\sto\b)"
)
_JOINT = re.compile(
    r"\b(?:Joint|Common|Trilateral|Quadrilateral|Ministerial|Troika|Communiqu[eé]|Declaration|(?:Ministers|Leaders)(?=[’']))\b"
)
# A headline that tells of a statement ("X Welcomes the Joint Statement of ...") is not its title.
_TELLS = re.compile(
    r"\b(?:[Ww]elcom|[Ii]ssu|[Aa]dopt|[Ss]ign|[Rr]eleas|[Ee]ndors|[Rr]emarks?\b|[Bb]riefing\b|[Pp]ress [Aa]vailabilit|"
    r"[Ff]act [Ss]heet\b|[Cc]omments? on\b|[Rr]esponse to\b|[Oo]n the [Aa]nniversary|[Aa]nniversary of)"
)
_HANDED_ON = re.compile(
    r"\b(?:statement|communiqu[eé]|declaration|text)\b.{0,60}?\b(?:released|issued|adopted|made|agreed|by)\b",
    re.IGNORECASE,
)
_SPEAKING = re.compile(r"\b(?:We|[Tt]he undersigned)\b,?\s")
_ABOUT = re.compile(r"\b(?:in|against|on|about)\s(?:the\s)?$")
# So far into the opening its speakers are told.
_OPENS = 90
_ACTING = frozenset({"party", "group", "person"})
_KINDS = {"declaration": "declaration"}


def statements(story: Story) -> Iterator[Fact]:
    """One fact for each item whose headline is the title of a joint statement, a communiqué or a declaration."""
    for headline in story.sentences:
        item = story.item(headline)
        if item is None or headline.start != item.headline.start or item.date is None or not item.headline[1]:
            continue
        text = story.paper.text[item.headline.start : item.headline.end]
        noun = titled(text)
        sides = _speakers(story, headline, item) if noun else ()
        if noun is None or _of_one_state(sides):
            continue
        place = Span(headline.start + noun.start, headline.start + noun.end)
        words = re.sub(r"\s+", " ", text.replace("\xad ", "").replace("\xad", "")).strip()
        slots = {
            "title": Slot(words, (item.headline,)),
            "kind": Slot(_KINDS.get(text[noun.start : noun.end].lower(), "joint statement"), (place,)),
            "date": Slot(str(item.date.value), (item.date.span,)),
            "event": Slot("released", (place,)),
        }
        yield Fact(
            "agreements",
            {**slots, "parties": joined(sides)} if sides else slots,
            headline.span,
            "agreement/headline/statement",
        )


def titled(headline: str) -> Span | None:
    """The noun by which a headline is the title of such a text; ``None`` where it is none."""
    match = _NOUN.search(headline)
    if match is None or not _JOINT.search(headline) or _TELLS.search(headline[: match.start()]):
        return None
    return Span(*match.span("noun"))


def _of_one_state(sides: Sequence[Actor]) -> bool:
    """Whether all who speak are of one state: two ministries speak with one voice."""
    said = {v for a in sides for v in a.values}
    return len(said) == 1 and sides[0].sort != "group" and len(sides[0].values[0]) == len("PER")


def _speakers(story: Story, headline: Sentence, item: Item) -> Sequence[Actor]:
    """Who speaks: whom the line "released by the Governments of ..." names, else the headline, else the opening."""
    body = [s for s in story.sentences if item.dateline.end <= s.start < item.end][:4]
    for sentence in body[:2]:
        if _HANDED_ON.search(sentence.text) and (named := _listed(sentence, story)):
            return named
    before = [a for a in actors_in(headline, story) if a.sort in _ACTING and not _dealt_with(headline, a)]
    if len({v for a in before for v in a.values}) > 1 or (before and before[0].sort == "group"):
        return before
    for sentence in body:
        told = _listed(sentence, story)
        if told and (_SPEAKING.search(sentence.text[:200]) or told[0].start - sentence.start < _OPENS):
            return told
    return before


def _dealt_with(headline: Sentence, actor: Actor) -> bool:
    """Whether the statement is about ``actor``: "Joint Statement on Peru"."""
    return _ABOUT.search(headline.between(headline.start, actor.start)) is not None


def _listed(sentence: Sentence, story: Story) -> Sequence[Actor]:
    """The first list of two or more states, blocs or their people in ``sentence``."""
    for cast in casts_in(sentence, story):
        acting = [a for a in cast.actors if a.sort in _ACTING]
        if len({v for a in acting for v in a.values}) > 1 and not placed(sentence, acting[0]):
            return acting
    return ()
