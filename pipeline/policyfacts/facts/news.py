"""What a release or a news item tells as its own news, and so of its own day (corpus/GUIDELINES.md).

"PARIS, 3 May 2022 - The Bank approved a loan": the loan was approved on the 3rd. What an item tells besides has the
date that it is told with, or none ("the treaty has entered into force").
"""

from __future__ import annotations

import re

from policyfacts.facts.context import Sentence, Story
from policyfacts.facts.dates import Dated, issued
from policyfacts.frames import Frame

_PERFECT = re.compile(r"\b(?:has|have|had|is|are)\s(?:\w+\s){0,2}$")
# So many characters behind its dateline an item still tells its news.
_OPENING = 1500


def day_of_news(sentence: Sentence, story: Story, frame: Frame | None) -> Dated | None:
    """The day of the item of ``sentence``, where the predicate of ``frame`` tells its news; else ``None``.

    The headline and the first paragraph tell news in any form but the future; what follows close behind, as done ("was
    signed") and not as having been done ("has been signed").
    """
    item = story.item(sentence)
    if item is None or not item.news:
        return None
    if item.headline.start <= sentence.start < item.headline.end:
        return issued(sentence, story)
    near = sentence.start - item.dateline.end < _OPENING
    if frame is None:  # the words of a text are told: "they said in a joint statement"
        return issued(sentence, story) if near else None
    if frame.mood or frame.tense == "future" or frame.form in {"nominal", "relative"}:
        return None
    if opens_item(sentence, story):
        return issued(sentence, story)
    perfect = _PERFECT.search(sentence.between(sentence.start, frame.start)) is not None
    return issued(sentence, story) if near and frame.tense == "past" and not perfect else None


def opens_item(sentence: Sentence, story: Story) -> bool:
    """Whether ``sentence`` is the first behind its item's dateline, or stands in its first paragraph."""
    item = story.item(sentence)
    if item is None:
        return False
    bodies = (p for p in story.paper.passages if p.kind in {"prose", "item"} and p.start >= item.start)
    first = next((p for p in bodies if p.end > item.dateline.end), None)
    return first is not None and first.start == sentence.passage.start
