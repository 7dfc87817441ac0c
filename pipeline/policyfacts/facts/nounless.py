"""Works that are spoken of without a noun of works.

They are known by their figure ("Karuma (600 MW)"), by their likeness to the one before ("the one at Isimba", "its
sister at Corbetti"), or by what only works do ("Karuma came on stream").
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from policyfacts.facts.context import Sentence
from policyfacts.facts.deednames import find_names
from policyfacts.facts.sightings import Project
from policyfacts.language.projectnames import kinds
from policyfacts.language.workwords import CAPITAL
from policyfacts.records import Span

_NAME = rf"{CAPITAL}(?:\s(?:(?:de|del|da|do|la|el|al|of)\s)?{CAPITAL}){{0,3}}(?:[\s-](?:\d{{1,2}}|[IVX]{{1,4}}))?"
_UNITS = {
    "MW": "MW",
    "GW": "GW",
    "megawatts": "MW",
    "km": "km",
    "kilometres": "km",
    "kilometers": "km",
    "TEU": "TEU/yr",
}
_FIGURED = re.compile(
    rf"(?P<name>{_NAME})(?:\s\({_NAME}\),\s|\s\((?:[a-z-]+,\s)?|,\s(?:(?:of|at|rated\sat|with|good\sfor|sized\sat)\s)?)(?:about\s|some\s)?\d[\d.,]*[\s-]?"
    rf"(?P<unit>{'|'.join(_UNITS)})(?=[,;:)]|\sand\s|\s(?:is|was|has|had|will)\s)"
)
# "The 147 MW Bumbuna Extension": the figure opens what the work is called.
_SIZED = re.compile(
    rf"\b(?:[Tt]he|[Aa]n?|[Ii]ts|[’']s)\s\d[\d.,]*[\s-](?P<unit>MW|GW|megawatts?)\s(?P<name>{_NAME})"
    r"(?=[,;.:)]|\s(?:in|on|at|near|is|was|has|had|will|which|and|from)\s)"
)
_MEASURED = re.compile(rf"\d[\s-]?(?:{'|'.join(_UNITS)})(?:[,;:)]|\s(?:and|is|was|has|had|will)\s)")
_MEGAWATTS = re.compile(r"\d[\s-](?:MW|GW|megawatts?)\s[A-Z]")
_OPENING = re.compile(r"(?:^[\W\d]{0,6}(?:\(?[a-z\d]{1,3}[.)]\s)?|[,;:]\s|\b(?:and|like|than|or)\s)$")
_SECOND_END = re.compile(r"\b(?:between|from)\s[^,;.]{2,50}\sand\s$")
_LIKE = re.compile(
    r"\b(?:(?:[Tt]he\s)?one|[Tt]he\sother|[Aa]nother|[Tt]hat|"
    r"(?:[Ii]ts|[Tt]he|[Aa])\s(?:[\w-]+\s){0,2}(?:one|sister|twin|counterpart|sibling|neighbour|cousin))"
    rf"\s(?P<by>at|in|near|on)\s(?P<name>{_NAME})"
)
# Only power stations are measured in these; a work so measured needs none like it before.
_OF_POWER = frozenset({"MW", "GW"})
_POWER = re.compile(r"grid|generat|critical|installed|kilowatt|megawatt|[Pp]ower|[Ff]uel")
_OTHERS = ("country", "bloc", "capital", "organisation", "date", "fund")


@dataclass(frozen=True, slots=True)
class Nounless:
    """A work without its noun at ``span`` (offsets in the sentence); ``unit`` of its figure, empty for a likeness.

    It ``explains`` what stands before a colon: "a solar plant: Sanankoroba, 200 MW". ``deed``: what it is known by.
    """

    span: Span
    name: str
    unit: str
    explains: bool = False
    deed: str = ""


def find_nounless(sentence: Sentence) -> Iterator[Nounless]:
    """Every name with a figure of works, every "one at PLACE" and every name with a deed of works."""
    text = sentence.text
    figured: list[Span] = []
    for match in _FIGURED.finditer(text) if _MEASURED.search(text) else ():
        span = Span(match.start("name"), match.end("name"))
        if _opens(text, span) and not _taken(sentence, span):
            figured.append(span)
            yield Nounless(span, match["name"], _UNITS[match["unit"]], text[: span.start].endswith(": "))
    for match in _SIZED.finditer(text) if _MEGAWATTS.search(text) else ():
        span = Span(match.start("name"), match.end("name"))
        if not _taken(sentence, span) and not any(span.start < o.end and o.start < span.end for o in figured):
            figured.append(span)
            yield Nounless(span, match["name"], "GW" if match["unit"] == "GW" else "MW")
    for match in _LIKE.finditer(text):
        if not _taken(sentence, Span(match.start("name"), match.end("name"))):
            yield Nounless(Span(match.start(), match.end()), match["name"], "")
    for span, deed in find_names(sentence):
        if not _taken(sentence, span) and not any(span.start < o.end and o.start < span.end for o in figured):
            figured.append(span)
            yield Nounless(span, text[span.start : span.end], "", deed=deed)


def _opens(text: str, span: Span) -> bool:
    """Whether a name opens its clause or its item, and is not the second of two ends ("between Kita and Sikasso")."""
    return _OPENING.search(text[: span.start]) is not None and _SECOND_END.search(text[: span.start]) is None


def likened(found: Nounless, seen: Sequence[Project]) -> Project | None:
    """The project that ``found`` is, told by the latest of ``seen`` that is measured like it; ``None`` without one."""
    if found.deed:
        power = _POWER.search(found.deed) is not None
        kind = "power plant" if power else "project"
        return Project(found.name, kind, named=True, soft=not power, programme=False, spans=(found.span,))
    like = next(
        (p for p in reversed(seen) if not p.soft and (found.unit or "") in {"", *kinds()[p.kind].measures}), None
    )
    if like is None and found.unit in _OF_POWER:
        return Project(found.name, "power plant", named=True, soft=False, programme=False, spans=(found.span,))
    if like is None:
        return None
    name = f"{found.name} {_noun(like)}" if not found.unit or (found.explains and not like.named) else found.name
    return Project(name, like.kind, named=True, soft=False, programme=False, spans=(found.span,))


def _noun(project: Project) -> str:
    """The words of a name that tell what the work is: "wind farm" of "wind farm at Ghoubet"."""
    small = re.search(
        r"(?:^|\s)(?P<noun>[a-z][a-z-]+(?:\s[a-z][a-z-]+)?)(?=$|\s(?:at|in|of|to|from|near|on)\s)", project.name
    )
    return small["noun"] if small else project.name.split()[-1]


def _taken(sentence: Sentence, span: Span) -> bool:
    start, end = sentence.start + span.start, sentence.start + span.end
    return any(m.start < end and start < m.end for m in sentence.of(*_OTHERS))
