"""Items of news: a headline, the line below it that tells the day, and what follows up to the next such headline.

Releases and reports of several papers are often gathered into one file; each is then a text of its own. A paper that is
one release is one item.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from policyfacts.facts.context import Story
from policyfacts.facts.dates import Dated
from policyfacts.records import Mention, Passage, Span

# "Ministry of Finance, Tue, 3 May 2022" below a headline: names, weekdays and the date, and no verb.
_LONGEST_LINE = 120
_PLAIN = re.compile(
    r"\b(?!(?:after|released|published|posted|updated|issued|press|release|news|statement|from|with|and|for|the|of|on|by|at"
    r"|in|de|du|la)\b)[a-z]{3,}\b"
)
# "LIMA, 3 May 2019 (Agency) - The ministers ...": the line that tells the day opens the story itself.
_OPENING = re.compile(
    r"(?:[A-ZÀ-Þ][\w.’'-]*(?:\s[A-ZÀ-Þ][\w.’'-]*){0,3}(?:,\s|\s\(|/)){1,3}"
    r"(?P<date>[^–—:()]{4,24}?)\)?(?:\s?\([^()]{2,30}\)|/[A-Z][\w/ -]{2,30})?\s?(?:[–—:]|-{1,2}\s)\s?"
)
_DAY = re.compile(r"\d{4}-\d\d-\d\d")


@dataclass(frozen=True, slots=True)
class NewsItem:
    """An item from its headline to ``end``; ``dated`` is what the line below tells, ``body`` where the story begins."""

    headline: Passage
    dated: Dated
    body: int
    end: int

    @property
    def day(self) -> Dated | None:
        """The day of the item's own news, where its line tells one ("After two papers, 2019-2020" does not)."""
        return self.dated if _DAY.fullmatch(self.dated.edtf) else None


def item_at(story: Story, offset: int) -> NewsItem | None:
    """The item in which ``offset`` lies."""
    return next((i for i in news_items(story) if i.headline.start <= offset < i.end), None)


@lru_cache(maxsize=4)
def news_items(story: Story) -> tuple[NewsItem, ...]:
    """The items of the paper, in order; none where it has no headline with a day below it."""
    opened = list(_opened(story))
    ends = [*(headline.start for headline, _, _ in opened[1:]), len(story.paper.text)][: len(opened)]
    return tuple(
        NewsItem(headline, Dated(day.start, day.end, str(day.value), (day.span,)), body, end)
        for (headline, day, body), end in zip(opened, ends, strict=True)
    )


def _opened(story: Story) -> Iterator[tuple[Passage, Mention, int]]:
    """Each headline with the day told below it, and where its story begins."""
    passages = [p for p in story.paper.passages if p.kind not in {"cell", "note", "reference", "caption"}]
    for headline, line in pairwise(passages):
        if headline.kind not in {"heading", "title"}:
            continue
        dates = [m for m in story.mentions_in(line.start, line.end) if m.label == "date"]
        days = [m for m in dates if _DAY.fullmatch(str(m.value))]
        text = story.paper.text[line.start : line.end]
        if len(dates) == 1 and len(text) <= _LONGEST_LINE and not _PLAIN.search(_without(text, line, dates[0].span)):
            yield headline, dates[0], line.end
        elif days and (opening := _OPENING.match(text)) and days[0].start < line.start + opening.end():
            yield headline, days[0], line.start + opening.end()


def _without(text: str, line: Passage, span: Span) -> str:
    return text[: span.start - line.start] + text[span.end - line.start :]
