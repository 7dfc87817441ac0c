"""Dates and titles dealt out to parties: "A in 2010 and B in 2012", "C and D in May and June respectively"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from policyfacts.facts.context import Sentence, Story
from policyfacts.facts.dates import Dated, dates_of
from policyfacts.facts.parties import Party, parties, singles, sovereign, two_sided
from policyfacts.records import Mention, Span

_RESPECTIVELY = re.compile(r"\brespectively\b", re.IGNORECASE)
_RIGHT_BEHIND = re.compile(r"\s\(|,?\s(?:on|in|since|from|as of|dating from)\s(?:early\s|late\s|mid-)?")
# "Colombia obtained a strategic partnership in October and Nicaragua one in December."
_ONE = re.compile(r"\bones?\b(?=,? (?:on|in|since|from|dating|as of|with)\b)")


def titles(sentence: Sentence) -> list[Mention]:
    """The partnership titles of ``sentence``, with the "one" that stands for the title before it."""
    found = sentence.of("level")
    for match in _ONE.finditer(sentence.text) if found else ():
        span = Span(sentence.start + match.start(), sentence.start + match.end())
        before = [level for level in found if level.end <= span.start]
        if before and not any(level.start <= span.start < level.end for level in found):
            found = [*found, replace(before[-1], start=span.start, end=span.end)]
    return sorted(found, key=lambda level: level.start)


def sentence_part(sentence: Sentence, offset: int) -> Span:
    """The part of ``sentence`` between semicolons in which ``offset`` lies."""
    left, right = sentence.start, sentence.end
    for match in re.finditer(";", sentence.text):
        at = sentence.start + match.start()
        left, right = (at + 1, right) if at < offset else (left, min(right, at))
    return Span(left, right)


def dealt_out(sentence: Sentence, story: Story, others: Sequence[Party], within: Span) -> Mapping[int, Dated]:
    """A date for each of ``others`` (by where it starts) where ``within`` deals them out, in turn or respectively."""
    dates = [d for d in dates_of(sentence, story) if within.start <= d.start < within.end]
    if not _RESPECTIVELY.search(sentence.text) and (own := _behind_each(sentence, others, dates)):
        return own
    if len(others) < 2 or len(dates) < len(others):
        return {}
    if word := _RESPECTIVELY.search(sentence.text):
        told = [d for d in dates if d.start < sentence.start + word.start()]
        told = told if len(told) >= len(others) else dates
        return {party.start: date for party, date in zip(others, told[-len(others) :], strict=True)}
    if len(dates) != len(others):
        return {}
    pairs = list(zip(others, dates, strict=True))
    places = [place for party, date in pairs for place in (party.start, date.start)]
    return {party.start: date for party, date in pairs} if places == sorted(places) else {}


def _behind_each(sentence: Sentence, others: Sequence[Party], dates: Sequence[Dated]) -> Mapping[int, Dated]:
    """The date right behind each party ("with Peru in 2013 and with Chile in 2016"), where all have their own."""
    found: dict[int, Dated] = {}
    for party in others:
        for dated in dates:
            if dated.start >= party.end and _RIGHT_BEHIND.fullmatch(sentence.between(party.end, dated.start)):
                found[party.start] = dated
                break
    return found if len(found) == len(others) else {}


def following(sentence: Sentence, story: Story) -> Iterator[tuple[Party, Dated | None]]:
    """Each party of ``sentence``, capitals for their states, with the date behind it and before the next one.

    One date behind a list is everybody's; as many as the list has members are dealt out.
    """
    seats = [Party((m,), (str(m.value),)) for m in sentence.of("capital") if not _visited(sentence, m.start)]
    states = [p for p in parties(sentence, story) if sovereign(p) and not two_sided(sentence, p)]
    found = sorted([*states, *seats], key=lambda p: p.start)
    dates = dates_of(sentence, story)
    waiting: list[Party] = []
    for index, party in enumerate(found):
        waiting.extend(singles([party]))
        end = found[index + 1].start if index + 1 < len(found) else sentence.end
        between = [d for d in dates if party.end <= d.start < end]
        if not between:
            # A place that the event was held at, or a list that goes on.
            if not re.fullmatch(r"[,\s]*(?:and|,)?\s*(?:the\s)?", sentence.between(party.end, end)):
                waiting.clear()
            continue
        for position, member in enumerate(waiting):
            yield member, between[position] if len(between) == len(waiting) else between[0]
        waiting.clear()


def _visited(sentence: Sentence, start: int) -> bool:
    return re.search(r"\b(?:in|at|to|from|near)\s$", sentence.between(sentence.start, start)) is not None


def crossed(
    sentence: Sentence, story: Story, levels: Sequence[Mention], dates: Sequence[Dated]
) -> Mapping[int, list[tuple[Party, Party, Dated | None]]]:
    """Parties, titles and dates that a sentence crosses: by title, each party with the other side and its date.

    "Peru in 2008 and 2013, Mexico in 2003 and 2013" goes by party; "the strategic ones date from 2003 and 2008, the
    comprehensive ones from 4 June and 6 April" by title; "Jamaica and Suriname, with X and Y respectively" has a title
    for each.
    """
    named = [p for p in singles(p for p in parties(sentence, story) if sovereign(p)) if p.values[0] != story.lead]
    if len(levels) < 2 or len(named) < 2:
        return {}
    mention = story.unsaid(sentence, {p.values[0] for p in named})
    if mention is None:
        return {}
    side = Party((mention,), (str(mention.value),))
    table: dict[int, list[tuple[Party, Party, Dated | None]]] = {}
    for level, party, date in _cells(sentence, named, levels, dates):
        table.setdefault(level, []).append((party, side, date))
    return table


def _cells(
    sentence: Sentence, named: Sequence[Party], levels: Sequence[Mention], dates: Sequence[Dated]
) -> Iterator[tuple[int, Party, Dated | None]]:
    width, height = len(levels), len(named)
    if len(dates) == width * height and width * height >= 4:
        by_title = all(
            sum(levels[i].start <= d.start < (levels[i + 1].start if i + 1 < width else sentence.end) for d in dates)
            == height
            for i in range(width)
        )
        for i in range(width):
            for j in range(height):
                yield i, named[j], dates[i * height + j] if by_title else dates[j * width + i]
    elif width == height and _RESPECTIVELY.search(sentence.text) and named[-1].end <= levels[0].start:
        for i in range(width):
            yield i, named[i], dates[i] if len(dates) == width else None
