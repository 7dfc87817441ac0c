"""Items: the releases, reports or news of a digest, each with its headline and the date under which it stands.

A dateline is a line of its own ("Ministry of Finance, Tue, 3 May 2022", "After The Daily Star, December 2022") or opens
a paragraph ("ACCRA, 3 May 2022 -"). What an item tells without a date of its own it tells of that day.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from policyfacts.discourse.bylines import byline
from policyfacts.records import Mention, Paper, Passage, Span

_HEADS = frozenset({"heading", "title", "front"})
_READ = _HEADS | {"prose", "item"}
# A dateline of its own is short and made of names: of those of its words that are no date, so many are capitalised.
_LINE = 160
_CAPITALISED = 0.7
_WORD = re.compile(r"[^\W\d_][\w’'.&-]*")
_SMALL = frozenset(
    "of the and for on in at by from after to de la le des updated published posted issued dated".split()
)
_DAY_NAMES = re.compile(r"(?:Mon|Tues?|Wed(?:nes)?|Thu(?:rs)?|Fri|Sat(?:ur)?|Sun)(?:day)?\b\.?")
# "WASHINGTON, May 3, 2022 -", "Accra/Lomé (3 May 2022):" at the start of a paragraph.
_PLACE = r"[A-ZÀ-Þ][\w’'.-]*(?:[ ,/]+[A-ZÀ-Þ(][\w’'.)-]*){0,6}"
# "3. ACCRA, 3 May 2022. ": the items may be counted.
_COUNT = r"(?:No\.\s?)?\(?\d{1,3}[.)]\s|[•▪●◦‣·*–—-]\s"
_OPENING = re.compile(rf"(?:{_COUNT})?(?:{_PLACE})?,?\s*\(?$")
_BEHIND = re.compile(r"\)?[^\w.]{0,3}(?:\([A-Z][\w ]{1,20}\)\s*)?\s*(?:–|—|--|-|:)\s|\.\s(?=[A-Z“\"])")
_NEAR = 70
# "After a press release of the bank, 3 May 2019": such a line needs no names, and may tell years only.
_SOURCE = re.compile(
    r"(?:After|Sources?:?|From|Based on|By|Posted|Published|Issued|Released|Press [Rr]elease|News [Rr]elease|"
    r"Media (?:[Rr]elease|[Nn]ote)|Statement|Fact [Ss]heet|Communiqu[ée]|Dispatch|Adapted from|Compiled from)\b"
)
_PUBLISHED = re.compile(r"(?:Posted|Published|Issued|Released|Updated|Dated|Date|Press [Rr]elease)(?: on| of|:)?")
_APART = (",", "|", "(", "·", "•", "–", "—", ";", ":", "]", ")")
# Two headings at the most belong to one item: a headline and a line below it.
_HEADLINES = 2
_HEADLINE = 220
_DAY_OR_MONTH = re.compile(r"\d{4}-(?:0[1-9]|1[0-2])(?:-\d{2})?")
_YEARS = re.compile(r"\d{4}(?:/\d{4})?")
# "Peru and Chile sign a pact (3 May 2019)": the title of a release that tells its day.
_TITLES = frozenset({"title"})
_BRACKETED = re.compile(r"\s*\)\s*")
# What is shorter than this is a letterhead, and no item.
_LEAST = 200
RELEASE = 12_000
"""Characters: as long as releases and briefs are, at most."""


@dataclass(frozen=True, slots=True)
class Item:
    """One item at ``[start, end)`` of the paper's text: its headline (a range, empty where it has none), the passage
    with its dateline, and the day or month of that, ``None`` where it tells years only; the lines behind it that tell
    who issued it (a range, empty where none do)."""

    start: int
    end: int
    headline: Span
    dateline: Span
    date: Mention | None
    byline: Span

    @property
    def short(self) -> bool:
        """Whether the item is no longer than releases are."""
        return self.end - self.start <= RELEASE

    @property
    def news(self) -> bool:
        """Whether the item is a release: what it tells without a date it tells of its own day."""
        return self.date is not None and self.short


def items_of(paper: Paper, mentions: Sequence[Mention]) -> tuple[Item, ...]:
    """The items of ``paper`` in order; ``mentions`` are the paper's. None where it has no dateline."""
    passages = [p for p in paper.passages if p.kind in _READ]
    dates = [m for m in mentions if m.label == "date"]
    starts = [m.start for m in dates]
    found: list[tuple[int, int, Mention]] = []
    for index, passage in enumerate(passages):
        here = dates[bisect_left(starts, passage.start) : bisect_left(starts, passage.end)]
        date = _dateline(paper, passage, here) if here else None
        if date is None:
            continue
        first = _headline(paper, passages, index)
        if _DAY_OR_MONTH.fullmatch(str(date.value)) or (first < index and _SOURCE.match(paper.text, passage.start)):
            found.append((first, index, date))
    return tuple(_between(paper, passages, found))


def _between(paper: Paper, passages: Sequence[Passage], found: Sequence[tuple[int, int, Mention]]) -> Iterator[Item]:
    ends = [*(passages[first].start for first, _, _ in found), len(paper.text)]
    for (first, line, date), end in zip(found, ends[1:], strict=True):
        own, dateline = passages[first], passages[line]
        titled = first < line or _BRACKETED.fullmatch(paper.text, date.end, dateline.end)
        headline = Span(own.start, own.end if titled else own.start)
        if end - own.start >= _LEAST:
            told = date if _DAY_OR_MONTH.fullmatch(str(date.value)) else None
            yield Item(
                own.start, end, headline, Span(dateline.start, dateline.end), told, byline(paper, passages, line)
            )


def item_at(items: Sequence[Item], start: int) -> Item | None:
    """The item of ``items`` that holds the place ``start``."""
    index = bisect_right(items, start, key=lambda item: item.start) - 1
    return items[index] if index >= 0 and start < items[index].end else None


def _dateline(paper: Paper, passage: Passage, dates: Sequence[Mention]) -> Mention | None:
    """The date of a passage that is a dateline, or opens with one."""
    text = paper.text[passage.start : passage.end]
    first, last = dates[0], dates[-1]
    if passage.kind in _TITLES and _BRACKETED.fullmatch(paper.text, last.end, passage.end):
        bracket = paper.text.rfind("(", passage.start, last.start)
        return last if bracket >= 0 and _DAY_OR_MONTH.fullmatch(str(last.value)) else None
    if first.start - passage.start <= _NEAR and passage.kind in {"prose", "item"}:
        before = paper.text[passage.start : first.start]
        opens = _OPENING.fullmatch(_DAY_NAMES.sub("", before)) and _BEHIND.match(paper.text, first.end)
        if opens and _DAY_OR_MONTH.fullmatch(str(first.value)):
            return first
    if not (_DAY_OR_MONTH.fullmatch(str(last.value)) or _YEARS.fullmatch(str(last.value))):
        return None
    if len(text) > _LINE or (text.rstrip().endswith((".", ";", ":")) and not text.rstrip().endswith("D.C.")):
        return None
    edges = [0, *(place for d in dates for place in (d.start - passage.start, d.end - passage.start)), len(text)]
    rest = "".join(text[a:b] for a, b in zip(edges[::2], edges[1::2], strict=True))
    # A heading that only holds a date ("Events of May 2022") has words of its own; a dateline ends with its date.
    if _WORD.search(_DAY_NAMES.sub("", text[last.end - passage.start :])) or not (
        _apart(text, first, passage) or _apart(text, last, passage)
    ):
        return None
    words = [w for w in _WORD.findall(_DAY_NAMES.sub("", rest)) if w.lower() not in _SMALL]
    named = sum(w[0].isupper() for w in words)
    return last if named >= _CAPITALISED * len(words) or _SOURCE.match(text) else None


def _apart(text: str, date: Mention, passage: Passage) -> bool:
    """Whether a comma, a bar, a bracket, or nothing stands before the date (and the name of its day)."""
    before = _DAY_NAMES.sub("", text[: date.start - passage.start]).strip()
    return (
        not before
        or _PUBLISHED.fullmatch(before) is not None
        or before.endswith((",", "|", "(", "·", "•", "–", "—", ";", ":", "]", ")"))
    )


def _headline(paper: Paper, passages: Sequence[Passage], index: int) -> int:
    """The index of the passage with which an item begins whose dateline is ``passages[index]``."""
    first = index
    for before in range(index - 1, max(-1, index - 1 - _HEADLINES), -1):
        passage = passages[before]
        text = paper.text[passage.start : passage.end].rstrip()
        title = passage.kind in _HEADS or (len(text) < _HEADLINE and not text.endswith((".", ";", ":", ",")))
        if not title or passage.kind == "item":
            break
        first = before
    return first
