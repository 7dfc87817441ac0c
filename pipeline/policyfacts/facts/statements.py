"""Texts that an item of news gives in full: its headline is their title, its dateline the day of their release."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from policyfacts.facts.actors import Actor, actors_in, casts_in, joined, placed
from policyfacts.facts.context import Sentence, Story
from policyfacts.facts.newsitems import NewsItem, news_items
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
_ACTING = frozenset({"party", "group", "person"})
_KINDS = {"declaration": "declaration"}


def statements(story: Story) -> Iterator[Fact]:
    """One fact for each item whose headline is the title of a joint statement, a communiqué or a declaration."""
    by_start = {s.start: s for s in story.sentences}
    for item in news_items(story):
        headline = by_start.get(item.headline.start)
        title = _title(story, item)
        if headline is None or title is None or item.day is None:
            continue
        text, noun = title
        whole = Span(item.headline.start, item.headline.end)
        slots = {
            "title": Slot(text, (whole,)),
            "kind": Slot(_KINDS.get(story.paper.text[noun.start : noun.end].lower(), "joint statement"), (noun,)),
            "date": Slot(item.day.edtf, item.day.spans),
            "event": Slot("released", (noun,)),
        }
        sides = _sides(story, item)
        if len({v for a in sides for v in a.values}) == 1 and sides[0].sort != "group" and len(sides[0].values[0]) == 3:
            continue  # two ministries of one state speak with one voice
        if sides:
            slots["parties"] = joined(sides)
        yield Fact("agreements", slots, headline.span, "agreement/headline/statement")


def _title(story: Story, item: NewsItem) -> tuple[str, Span] | None:
    """The headline as a title, and the noun in it that says what it is; ``None`` where it is none."""
    text = story.paper.text[item.headline.start : item.headline.end]
    match = _NOUN.search(text)
    if match is None or not _JOINT.search(text) or _TELLS.search(text[: match.start()]):
        return None
    words = re.sub(r"\s+", " ", text.replace("\xad ", "").replace("\xad", "")).strip()
    return words, Span(item.headline.start + match.start("noun"), item.headline.start + match.end("noun"))


def _sides(story: Story, item: NewsItem) -> Sequence[Actor]:
    """Who speaks: whom the line "released by the Governments of ..." names, else the headline, else the opening."""
    body = [s for s in story.sentences if item.headline.end <= s.start < item.end and s.start >= item.body][:4]
    for sentence in body[:2]:
        if _HANDED_ON.search(sentence.text) and (named := _listed(sentence, story)):
            return named
    headline = next((s for s in story.sentences if s.start == item.headline.start), None)
    named = [a for a in actors_in(headline, story) if a.sort in _ACTING] if headline else []
    before = [a for a in named if not re.search(r"\b(?:in|against|on|about)\s(?:the\s)?$", _lead(headline, a))]
    if len({v for a in before for v in a.values}) > 1 or (before and before[0].sort == "group"):
        return before
    for sentence in body:
        told = _listed(sentence, story)
        if told and (_SPEAKING.search(sentence.text[:200]) or told[0].start - sentence.start < 90):
            return told
    return before


def _lead(headline: Sentence | None, actor: Actor) -> str:
    return headline.between(headline.start, actor.start) if headline else ""


def _listed(sentence: Sentence, story: Story) -> Sequence[Actor]:
    """The first list of two or more states, blocs or their people in ``sentence``."""
    for cast in casts_in(sentence, story):
        acting = [a for a in cast.actors if a.sort in _ACTING]
        if len({v for a in acting for v in a.values}) > 1 and not placed(sentence, acting[0]):
            return acting
    return ()
