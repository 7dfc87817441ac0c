"""Works that are known by what only a work does, or what is done at one.

"Tala came on stream", "Ostrovets-2 joined the grid", "they broke ground at Weda Bay"
(``knowledge/project_words.toml``).
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from policyfacts.facts.context import Sentence
from policyfacts.knowledge import compiled
from policyfacts.language.workwords import CAPITAL, capital_words, words
from policyfacts.records import Span

_NUMBER = r"(?:[\s-](?:\d{1,2}|[IVX]{1,4}))?"
_NAME = rf"{CAPITAL}(?:\s(?:(?:de|del|da|do|la|el|al)\s)?{CAPITAL}){{0,3}}{_NUMBER}"
# "Tala, all 1,020 MW of it, came on stream"; "Tala (1,020 MW), in Bhutan, finally came on stream".
_BETWEEN = re.compile(
    rf"(?P<name>{_NAME})(?:\s\([^()]{{1,60}}\))?(?:,\s(?!(?:and|but|or)\s)[^;:]{{2,80}},)?\s"
    r"(?:(?:\w+ly|also|then|at last|only|first)\s)?$"
)
_AT = re.compile(
    rf"\s(?:the\s)?(?P<name>{_NAME})"
    r"(?=[,;.:)]|$|\s(?:in|on|from|since|after|by|and|was|were|has|had|is|began|started|stopped|near)\s)"
)
_PARTS = re.compile(
    r"(?:Units?|Phases?|Blocks?|Trains?|Stages?|Lines?|Turbines?|Reactors?|Sections?|Lots?|Terminals?)\b"
)
_OPENS = re.compile(r"(?:^[\W\d]{0,6}|[,;:]\s|[’']s\s|\b(?:and|but|while|when|that|after|before|until|since|of|as)\s)$")


def find_names(sentence: Sentence) -> Iterator[tuple[Span, str]]:
    """Where each such name stands in the sentence (offsets in it), with the words of the deed."""
    text = sentence.text
    for deed in _grammar()[0].finditer(text):
        match = _BETWEEN.search(text[: deed.start()])
        if match is not None and (span := own_span(text, match)) and _OPENS.search(text[: span.start]):
            yield span, deed[0]
    for deed in _grammar()[1].finditer(text):
        match = _AT.match(text, deed.end())
        if match is not None and (span := own_span(text, match)):
            yield span, deed[0]


def own_span(text: str, match: re.Match[str]) -> Span | None:
    """The name without the words before it that only open a sentence; ``None`` where none is left, or a part's."""
    number = re.search(r"[\s-](?:\d{1,2}|[IVX]{1,4})$", match["name"])
    end = match.end("name") - (len(number[0]) if number else 0)
    start = max(match.start("name"), capital_words(f"{text[:end]} ", end + 1, 0))
    if start >= end or _PARTS.match(text, start) or text[start:end].lower() in words("of works"):
        return None
    return Span(start, match.end("name"))


@compiled
def _grammar() -> tuple[re.Pattern[str], re.Pattern[str]]:
    return _any("only works do"), _any("done at works")


def _any(name: str) -> re.Pattern[str]:
    return re.compile(rf"(?<![\w-])(?:{'|'.join(sorted(words(name), key=lambda w: (-len(w), w)))})(?!\w)")
