"""Works that are spoken of without a noun of works.

They are known by their figure ("Karuma (600 MW)"), by their likeness to the one before ("the one at Isimba", "its
sister at Corbetti", "a third, between Kita and Bla"), or by what only works do ("Karuma came on stream").
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from policyfacts.facts.context import Sentence
from policyfacts.facts.deednames import find_names, own_span
from policyfacts.facts.sightings import Project
from policyfacts.facts.worklikes import NAME, Nounless, alike, is_taken
from policyfacts.facts.worksites import known_works
from policyfacts.language.projectnames import kinds
from policyfacts.language.worknouns import REFER, find_nouns
from policyfacts.language.workphrases import single
from policyfacts.records import Span
from policyfacts.values.quantities import find_quantities, measured

# What a figure without a noun is told of, where no work that is measured so was spoken of before.
_MEASURED = {"MW": "power plant", "GW": "power plant", "m3/yr": "pipeline", "TEU/yr": "port"}
_FIGURES = frozenset({*_MEASURED, "km", "TEU"})
_BEFORE_FIGURE = re.compile(
    rf"(?P<name>{NAME})(?:\s\({NAME}\),\s|\s\((?:[a-z-]+,\s)?|:\s|,\s(?:(?:of|at|rated\sat|with|good\sfor|sized\sat|all)\s)?)"
    r"(?:about\s|some\s|over\s|nearly\s)?$"
)
_BEHIND_FIGURE = re.compile(
    r"[,;:)]|$|\s(?:and|is|was|has|had|will|the|in\sall|in\slength|long|each)(?!\w)|\s(?:of|between)\s|\sfrom\s[^,;.]{2,40}\sto\s"
)
_WAY = re.compile(r"\s(?:between|from)\s[A-Z]|\slong\b|\sin\slength\b")
_ENDS = re.compile(r"\w[–—-][A-Z]")
# "The 147 MW Bumbuna Extension": the figure opens what the work is called.
_SIZED = re.compile(
    rf"\b(?:[Tt]he|[Aa]n?|[Ii]ts|[’']s)\s\d[\d.,]*[\s-](?P<unit>MW|GW|megawatts?)\s(?P<name>{NAME})"
    r"(?=[,;.:)]|\s(?:in|on|at|near|is|was|has|had|will|which|and|from)\s)"
)
_MEGAWATTS = re.compile(r"\d[\s-](?:MW|GW|megawatts?)\s[A-Z]")
_OPENING = re.compile(
    r"(?:^[\W\d]{0,6}(?:\(?[a-z\d]{1,3}[.)]\s)?|[,;:]\s|[’']s?\s|\b(?:and|like|than|or|for|of|on|as|is|was|are|were|through|with|by)\s)"
    r"(?:[Tt]he\s)?$"
)
# Behind a preposition what lies so many kilometres away is a place.
_BEHIND_PREPOSITION = re.compile(r"\b(?:for|of|on|as|through|with|by|like|than)\s(?:[Tt]he\s)?$")
_LIES = re.compile(
    r"\b(?:at|in|near|on|from|to|into|outside|off)\s(?:the\s)?$|\b(?:between|from)\s[^,;.]{2,50}\sand\s$"
)
_SECOND_END = re.compile(r"\b(?:between|from)\s[^,;.]{2,50}\sand\s$")
# Only power stations are measured in these; a work so measured needs none like it before.
_OF_POWER = frozenset({"MW", "GW"})
_POWER = re.compile(r"grid|generat|critical|installed|kilowatt|megawatt|[Pp]ower|[Ff]uel")
# Works of these kinds lie in several states, and are told of by the part of each.
_LONG = frozenset({"railway", "road", "pipeline", "cable", "grid", "line", "interconnector", "corridor", "bridge"})


def find_nounless(sentence: Sentence) -> Iterator[Nounless]:
    """Every name with a figure of works, every "one at PLACE" and every name with a deed of works."""
    found: list[Nounless] = []
    for each in _every(sentence):
        if not any(each.span.start < o.span.end and o.span.start < each.span.end for o in found):
            found.append(each)
            yield each


def _every(sentence: Sentence) -> Iterator[Nounless]:
    text = sentence.text
    yield from _figured(sentence)
    for match in _SIZED.finditer(text) if _MEGAWATTS.search(text) else ():
        span = Span(match.start("name"), match.end("name"))
        if not is_taken(sentence, span):
            yield Nounless(span, match["name"], "GW" if match["unit"] == "GW" else "MW")
    yield from alike(sentence)
    yield from known_works(sentence)
    for span, deed in find_names(sentence):
        if not is_taken(sentence, span):
            yield Nounless(span, text[span.start : span.end], "", deed=deed)


def _figured(sentence: Sentence) -> Iterator[Nounless]:
    """The names whose figure stands right behind them."""
    text = sentence.text
    for quantity in find_quantities(text):
        unit = measured(quantity)[1]
        match = _BEFORE_FIGURE.search(text[: quantity.start]) if unit in _FIGURES else None
        if match is None or not _BEHIND_FIGURE.match(text, quantity.end):
            continue
        span = own_span(text, match)
        if span is None or is_taken(sentence, span):
            continue
        before = text[: span.start]
        bracketed = unit in _OF_POWER and text[match.end("name") :].startswith(" (") and not _LIES.search(before)
        if not (bracketed or _opens(text, span)):
            continue
        if match[0].rstrip().endswith(":") and (sentence.passage.kind != "item" or text[: span.start].strip(" •–-*")):
            continue
        if unit != "km" or not _BEHIND_PREPOSITION.search(text[: span.start]):
            name, way = text[span.start : span.end], _WAY.match(text, quantity.end) is not None
            explains = text[: span.start].endswith(": ")
            yield Nounless(span, name, "TEU/yr" if unit == "TEU" else unit, explains, way=way or _ends_in(name))


def _ends_in(name: str) -> bool:
    """Whether a name is that of two ends: "Kita–Bla"."""
    return _ENDS.search(name) is not None


def _opens(text: str, span: Span) -> bool:
    """Whether a name opens its clause or its item, and is not the second of two ends ("between Kita and Sikasso")."""
    return _OPENING.search(text[: span.start]) is not None and _SECOND_END.search(text[: span.start]) is None


def likened(found: Nounless, seen: Sequence[Project]) -> Project | None:
    """The project that ``found`` is, told by the latest of ``seen`` that is measured like it; ``None`` without one."""
    if found.kind:
        return _made(found, found.name, found.kind)
    if found.deed:
        power = _POWER.search(found.deed) is not None
        return _made(found, found.name, "power plant" if power else "project", soft=not power)
    like = next(
        (p for p in reversed(seen) if not p.soft and (found.unit or "") in {"", *kinds()[p.kind].measures}), None
    )
    if found.unit in _OF_POWER and like is not None and like.kind in _LONG:
        like = None  # a power station, not one more of the lines
    if found.part:
        whole = (like.whole or like) if like is not None and like.named and like.kind in _LONG else None
        return (
            None
            if whole is None
            else replace(_made(found, found.name or _part_name(found.part, whole), whole.kind), whole=whole)
        )
    if found.near:
        if like is None:
            return _made(found, f"power plant {found.name}", "power plant") if found.unit in _OF_POWER else None
        return _made(found, found.name if found.alone else f"{_noun(like)} {found.name}", like.kind)
    if like is None:
        kind = "line" if found.unit == "km" and found.way else _MEASURED.get(found.unit)
        return _made(found, found.name, kind) if kind else None
    name = f"{found.name} {_noun(like)}" if not found.unit or (found.explains and not like.named) else found.name
    return _made(found, name, like.kind)


def _made(found: Nounless, name: str, kind: str, *, soft: bool = False) -> Project:
    return Project(name, kind, named=True, soft=soft, programme=False, spans=(found.span,))


def _part_name(part: str, whole: Project) -> str:
    """ "First leg of the Kita–Bla railway", but "of Karuma"."""
    noun = any(kind != REFER for kind, _ in find_nouns(whole.name, ()))
    return f"{part} of the {whole.name}" if noun else f"{part} of {whole.name}"


def _noun(project: Project) -> str:
    """The words of a name that tell what the work is: "wind farm" of "wind farm at Ghoubet"."""
    small = re.search(
        r"(?:^|\s)(?P<noun>[a-z][a-z-]+(?:\s[a-z][a-z-]+)?)(?=$|\s(?:at|in|of|to|from|near|on|between|off)\s)",
        project.name,
    )
    nouns = [noun.lower for kind, noun in find_nouns(project.name, ()) if kind not in {REFER, "none"}]
    return single(small["noun"] if small else nouns[-1] if nouns else project.kind)
