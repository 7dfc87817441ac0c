"""Capitals that stand for their states as sides of a relation: "Baku’s partnership with Ankara"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from policyfacts.facts.context import Sentence
from policyfacts.facts.parties import Party
from policyfacts.records import Mention

# A capital stands for its state where it is no place: not "in Lima", "his visit to Lima", "Lima, 3 May 2019".
_SEAT_PLACED = re.compile(
    r"(?:\b(?:broken? with|break with|in|at|to|near|from|visit(?:s|ed|ing)?|for|outside|around|via|into|"
    r"through|toward|towards|of|reached|left|en route)\s(?:the\s)?(?:\w+\s)?|\(|\d\s)$",
    re.IGNORECASE,
)
_SEAT_TIED = re.compile(
    r"\b(?:ties|bind|binds|bound|tied|link|links|linked|joins|joined)\s[A-Z][\w-]+(?:\s[A-Z][\w-]+)?\s(?:to|with|and)\s$|"
    r"\b(?:ties|relations|links|partnerships?)\s(?:to|of)\s$"
)
_SEAT_DATELINE = re.compile(
    r"(?:,|\s\(|\sin)\s(?:early\s|late\s)?(?:\d|[A-Z][a-z]+\s\d)|-based\b|\s(?:summit|declaration)",
    re.IGNORECASE,
)
_WITH = re.compile(r"\bwith\s(?:the\s)?$")


def seats(sentence: Sentence) -> Iterator[Party]:
    """The capitals of ``sentence`` that act for their states, each as the party that it stands for."""
    for mention in sentence.of("capital"):
        behind = sentence.between(mention.end, sentence.end)
        before = sentence.between(sentence.start, mention.start)
        placed = _SEAT_PLACED.search(before) and not _SEAT_TIED.search(before)
        with_day = _SEAT_DATELINE.match(behind) and not _WITH.search(before)
        if not placed and not with_day:
            side = "EU" if mention.text == "Brussels" else str(mention.value)  # where the Union's bodies sit
            yield Party((Mention("country", mention.start, mention.end, mention.text, side),), (side,))
