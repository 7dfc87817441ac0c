"""Parties that have no name of their own: "25 countries", "commercial banks", "the Ruvu sub-region"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from policyfacts.facts.context import Sentence
from policyfacts.facts.parties import Party
from policyfacts.records import Mention, Span

_MORE = r"(?:[Mm]ore than |[Oo]ver |[Nn]early |[Aa]t least |[Aa]lmost |[Ss]ome |[Aa]bout )?"
# Regions that the list of blocs names are parties by their names.
_KNOWN = "Africa|Asia|Pacific|Europe|America|East|Caribbean|Gulf|Balkan|Sahel|Arctic"
_GROUP = re.compile(
    rf"(?<![\w-])(?:(?:{_MORE}(?:\d+|[Tt]wo|[Tt]hree|[Ff]our|[Ff]ive|[Ss]ix|[Ss]even|[Ee]ight|[Nn]ine|[Tt]en|"
    r"[A-Z]?[a-z]+teen|[Tt]wenty|"
    r"[Ss]everal|other|many|most))\s(?:[\w’-]+\s){0,2}?(?:countries|states|nations|governments|donors|islands|economies|"
    r"republics|banks|lenders|creditors|partners|companies|firms|investors)(?:\sand\sterritories)?"
    rf"|(?<!of )(?!{_KNOWN})[A-Z][a-z]+\s(?:sub-?)?region(?:al)?(?:\s(?:countries|states|partners))?|[A-Z][a-z]+\sBasin"
    r"|(?:[Cc]ommercial|[Oo]fficial|[Bb]ilateral|[Ii]nternational|[Pp]rivate|[Ll]ocal|[Ff]oreign|[Mm]ultilateral|"
    r"[A-Z][a-z]+(?:ese|ish|ian|can|ean|ch))\s(?:[a-z-]+\s)?(?:banks|lenders|creditors|donors|companies|investors|firms|"
    r"bondholders)"
    r"|(?:[Tt]he\s)?(?:[Ll]east[- ][Dd]eveloped|[Dd]eveloping|[Ll]ow(?:er)?-(?:and-)?(?:middle-)?income|"
    r"[Mm]iddle-income|[Ss]mall [Ii]sland(?: [Dd]eveloping)?|[Ll]andlocked(?: [Dd]eveloping)?|[Pp]artner|"
    r"[Pp]oor(?:er|est)?|[Vv]ulnerable)\s(?:[Cc]ountries|[Ss]tates|[Nn]ations|[Ii]slands)|civil society|donors(?!\w))\b"
)

_MEANT = re.compile(r"(?:two|three|four)\s(?:[a-z]+\s)?(?:banks|lenders|creditors)\b")
_DEFINITE = re.compile(r"\b(?:[Tt]he|[Tt]hese|[Bb]oth)\s(?:same\s)?$")


def groups_in(sentence: Sentence) -> Iterator[Party]:
    """The groups that ``sentence`` names by what they are, in order."""
    for match in _GROUP.finditer(sentence.text):
        if _MEANT.match(match[0]) and _DEFINITE.search(sentence.text, max(0, match.start() - 12), match.start()):
            continue  # "the two banks" are those of whom the text has told
        span = Span(sentence.start + match.start(), sentence.start + match.end())
        yield Party((Mention("group", span.start, span.end, match[0], match[0]),), (match[0],))
