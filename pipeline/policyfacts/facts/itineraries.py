"""Several meetings or stops in one sentence, each with its own day: "in Lima on 3 May and in Quito on 7 June"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from policyfacts.facts.context import Sentence
from policyfacts.facts.dates import Dated
from policyfacts.facts.occasiondates import lasting
from policyfacts.facts.places import Place, place_at
from policyfacts.records import Span

_CAPITAL = re.compile(r"(?<![\w’'-])[A-ZÀ-Þ]")
_TO_DAY = re.compile(r"(?:,?\s(?:on|in|from)\s(?:the\s)?|,\s|\s\()")
_JOINT = r"\)?(?:,|;)?(?:\s(?:and|then|finally|again|lastly|before|followed\sby))*"
_TO_PLACE = re.compile(rf"{_JOINT}\s(?:(?:to|in|at|for|of)\s)?(?:the\s)?")
_BEFORE_DAY = re.compile(rf"{_JOINT}\s(?:on|in|from)\s")
_FROM_DAY = re.compile(r"\s(?:in|at)\s")
_SEVERAL = 2


class Stop(NamedTuple):
    """One stop of a journey, or one meeting of a series."""

    place: Place
    dated: Dated


def stops_in(sentence: Sentence, span: Span, dates: Sequence[Dated]) -> list[Stop]:
    """The stops told in ``span``, if there are several, each with its day behind it, or each with its day before it."""
    days: list[Dated] = []
    for dated in (d for d in dates if span.start <= d.start and d.end <= span.end):
        if not days or dated.start >= days[-1].end:
            days.append(lasting(sentence, dated, dates))
    for read in (_day_behind, _day_before):
        found = read(sentence, span, days) if len(days) >= _SEVERAL else []
        if len(found) >= _SEVERAL:
            return found
    return []


def _day_behind(sentence: Sentence, span: Span, days: Sequence[Dated]) -> list[Stop]:
    found: list[Stop] = []
    low = span.start
    for dated in days:
        place = _last_place(sentence, low, dated.start)
        if (
            place is None
            or _FROM_DAY.match(sentence.text, dated.end - sentence.start)
            or (found and not _TO_PLACE.fullmatch(sentence.between(low, place.span.start)))
        ):
            break
        found.append(Stop(place, dated))
        low = dated.end
    return found


def _day_before(sentence: Sentence, span: Span, days: Sequence[Dated]) -> list[Stop]:
    found: list[Stop] = []
    for dated in days:
        if found and not _BEFORE_DAY.fullmatch(sentence.between(found[-1].place.span.end, dated.start)):
            break
        there = _FROM_DAY.match(sentence.text, dated.end - sentence.start)
        place = place_at(sentence, sentence.start + there.end()) if there else None
        if place is None or place.span.end > span.end:
            break
        found.append(Stop(place, dated))
    return found


def _last_place(sentence: Sentence, low: int, high: int) -> Place | None:
    """The place that leads right to the day at ``high``."""
    for match in _CAPITAL.finditer(sentence.between(low, high)):
        place = place_at(sentence, low + match.start())
        if place is not None and _TO_DAY.fullmatch(sentence.between(place.span.end, high)):
            return place
    return None
