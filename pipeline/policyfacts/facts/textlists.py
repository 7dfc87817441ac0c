"""Lists of texts: items under a line that tells what became of them ("The following documents were signed:")."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from policyfacts.facts.actors import Actor, actors_in, joined, placed
from policyfacts.facts.context import Sentence, Story
from policyfacts.facts.dates import Dated, dates_of, issued, of_event
from policyfacts.facts.deeds import deeds, events_worded
from policyfacts.facts.signatories import BILATERAL, attached, values
from policyfacts.facts.texts import Text, texts_in
from policyfacts.records import Fact, Slot, Span

# What may stand before the title with which an item begins: a number, a bullet, an article.
_OPENING = re.compile(r"[\W\d_]*(?:\(?[a-zA-Z]{1,3}[.)]\s)?(?i:(?:an?|the|signing of|exchange of)\s(?:the\s|an?\s)?)?")
_TEXTS = re.compile(
    r"\b(?:agreements?|documents?|memorand(?:um|a|ums)|mous?|treaties|instruments|texts|accords|protocols|declarations|"
    r"outcomes|deliverables|pacts|contracts)\b|\bthe following\b",
    re.IGNORECASE,
)
_MADE = frozenset({"signed", "adopted", "released", "announced", "proposed", "negotiating", "in force"})
_LEADING = frozenset({"heading", "title", "caption"})
_ACTING = frozenset({"party", "group", "person"})
_LONGEST = 300


@dataclass(frozen=True, slots=True)
class _Lead:
    """What a line above a list tells of each of its items: the event, who and when."""

    event: Slot
    actors: tuple[Actor, ...]
    dated: Dated | None


def listed(story: Story) -> Iterator[Fact]:
    """A fact for each item of a list that begins with a text, under a line that tells what became of them all."""
    lead: _Lead | None = None
    for sentence in story.sentences:
        opens = sentence.start == sentence.passage.start
        if sentence.passage.kind in _LEADING or sentence.text.rstrip().endswith(":"):
            lead = _lead(sentence, story)
        elif lead is not None and opens:
            fact = _item(sentence, story, lead)
            if fact is not None:
                yield fact
            elif sentence.passage.kind != "item":
                lead = None


def _lead(sentence: Sentence, story: Story) -> _Lead | None:
    if len(sentence.text) > _LONGEST or not _TEXTS.search(sentence.text):
        return None
    told = [(e, Span(sentence.start + a, sentence.start + b)) for e, a, b in events_worded(sentence.text) if e in _MADE]
    if not told:
        return None
    event, span = told[0]
    acting = [a for a in actors_in(sentence, story) if a.sort in _ACTING and not placed(sentence, a)]
    dates = dates_of(sentence, story)
    return _Lead(Slot(event, (span,)), tuple(acting), of_event(dates[0]) if dates else issued(sentence, story))


def _item(sentence: Sentence, story: Story, lead: _Lead) -> Fact | None:
    """The fact of an item that begins with a text and tells nothing else of it."""
    texts = texts_in(sentence, story, (), {})
    first = texts[0] if texts else None
    if first is None or not _OPENING.fullmatch(sentence.between(sentence.start, first.span.start)):
        return None
    if deeds(sentence, story, texts):
        return None
    own = [d for d in dates_of(sentence, story) if d.start >= first.after and not d.relative]
    dated = own[0] if own else lead.dated
    slots = {"title": Slot(first.name, first.spans), "kind": Slot(first.kind, first.spans[:1]), "event": lead.event}
    if sides := _sides(sentence, story, first, lead.actors):
        slots["parties"] = joined(sides)
    if dated is not None:
        slots["date"] = Slot(dated.edtf, dated.spans)
    return Fact("agreements", slots, sentence.span, "agreement/list/item")


def _sides(sentence: Sentence, story: Story, text: Text, leading: Sequence[Actor]) -> tuple[Actor, ...]:
    """The sides that the item tells; with one or none of its own, and those of the line above."""
    own = attached(sentence, story, text)
    if len(values(own)) > 1 or text.kind not in BILATERAL | {"joint statement", "contract", "plan"}:
        return own
    return (*own, *(a for a in leading if not set(a.values) <= values(own)))
