"""Works that are spoken of without a noun of works.

They are known by their figure ("Karuma (600 MW)"), by their likeness to the one before ("the one at Isimba", "its
sister at Corbetti", "a third, between Kita and Bla"), or by what only works do ("Karuma came on stream").
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from policyfacts.facts.context import Sentence
from policyfacts.facts.deednames import find_names, own_span
from policyfacts.facts.sightings import Project
from policyfacts.language.projectnames import kinds, single
from policyfacts.language.worknouns import REFER, find_nouns
from policyfacts.language.workwords import CAPITAL
from policyfacts.records import Span
from policyfacts.values.quantities import find_quantities, measured

_NAME = rf"{CAPITAL}(?:\s(?:(?:de|del|da|do|la|el|al|es|of)\s)?{CAPITAL}){{0,3}}(?:[\s-](?:\d{{1,2}}|[IVX]{{1,4}}))?"
# What a figure without a noun is told of, where no work that is measured so was spoken of before.
_MEASURED = {"MW": "power plant", "GW": "power plant", "m3/yr": "pipeline", "TEU/yr": "port"}
_FIGURES = frozenset({*_MEASURED, "km", "TEU"})
_BEFORE_FIGURE = re.compile(
    rf"(?P<name>{_NAME})(?:\s\({_NAME}\),\s|\s\((?:[a-z-]+,\s)?|:\s|,\s(?:(?:of|at|rated\sat|with|good\sfor|sized\sat|all)\s)?)"
    r"(?:about\s|some\s|over\s|nearly\s)?$"
)
_BEHIND_FIGURE = re.compile(
    r"[,;:)]|$|\s(?:and|is|was|has|had|will|the|in\sall|in\slength|long|each)(?!\w)|\s(?:of|between)\s|\sfrom\s[^,;.]{2,40}\sto\s"
)
_WAY = re.compile(r"\s(?:between|from)\s[A-Z]|\slong\b|\sin\slength\b")
_ENDS = re.compile(r"\w[–—-][A-Z]")
# "The 147 MW Bumbuna Extension": the figure opens what the work is called.
_SIZED = re.compile(
    rf"\b(?:[Tt]he|[Aa]n?|[Ii]ts|[’']s)\s\d[\d.,]*[\s-](?P<unit>MW|GW|megawatts?)\s(?P<name>{_NAME})"
    r"(?=[,;.:)]|\s(?:in|on|at|near|is|was|has|had|will|which|and|from)\s)"
)
_MEGAWATTS = re.compile(r"\d[\s-](?:MW|GW|megawatts?)\s[A-Z]")
_OPENING = re.compile(
    r"(?:^[\W\d]{0,6}(?:\(?[a-z\d]{1,3}[.)]\s)?|[,;:]\s|[’']s?\s|\b(?:and|like|than|or|for|of|on|as|is|was|are|were|through|with|by)\s)"
    r"(?:[Tt]he\s)?$"
)
# Behind a preposition what lies so many kilometres away is a place.
_BEHIND_PREPOSITION = re.compile(r"\b(?:for|of|on|as|through|with|by|like|than)\s(?:[Tt]he\s)?$")
_SECOND_END = re.compile(r"\b(?:between|from)\s[^,;.]{2,50}\sand\s$")
_SISTER = r"(?:sister|twin|counterpart|sibling|neighbour|neighbor|cousin|successor)"
_LIKE = re.compile(
    r"\b(?:(?:[Tt]he\s)?one|[Tt]he\sother|[Aa]nother|[Tt]hat|"
    rf"(?:[Ii]ts|[Tt]he|[Aa])\s(?:[\w-]+\s){{0,2}}(?:one|{_SISTER}))"
    rf"\s(?P<by>at|in|near|on)\s(?P<name>{_NAME})"
)
# "A third, between Kita and Bla": one more of the works before it, told by its place alone.
_ORDINAL = r"(?:first|second|third|fourth|fifth|sixth|seventh|next|last|latest|other)"
_ONE_MORE = re.compile(
    rf"\b(?:[Tt]he|[Aa]|[Ii]ts)\s{_ORDINAL}(?:\sone)?(?:,\s|\s)"
    rf"(?P<place>(?:at|near|off|outside)\s{_NAME}|between\s{_NAME}\sand\s{_NAME}|from\s{_NAME}\s(?:in\s{_NAME}\s)?to\s{_NAME})"
)
_POWER_BEHIND = re.compile(r"(?:\s\(|,\s(?:of\s)?)\d[\d.,]*[\s-]?(?:MW|GW|megawatts)")
# "Its neighbour to the north, which ties Kita to Bla".
_TYING = re.compile(
    rf"\b(?:[Ii]ts|[Tt]he)\s(?:\w+\s)?(?:{_SISTER}|{_ORDINAL})(?:\s(?:to|in)\sthe\s[\w-]+)?,?\s(?:which|that)\s"
    rf"(?:links|ties|connects|joins|runs\sfrom|will\slink|will\sconnect|is\sto\slink)\s(?P<one>{_NAME})(?:\sin\s{_NAME})?\s(?:to|with|and)\s(?P<other>{_NAME})"
)
_PARTS = "leg|section|stretch|phase|stage|part|lot|half|portion|segment|end"
# "Its first leg", "the Hungarian part": a part of the work before, with what is told of it alone.
_OF_WORK = re.compile(
    rf"\b(?:[Ii]ts)\s(?P<part>(?:{_ORDINAL}|northern|southern|eastern|western|central)\s(?:{_PARTS}))\b(?!\sof\b)"
)
_EXTENSION = re.compile(
    rf"\b[Ii]ts\s(?:[a-z]+\s)?(?P<part>(?:extension|continuation|branch|spur|prolongation)\s(?:to|towards|from|into)\s{_NAME})"
)
_OF_STATE = re.compile(rf"\s(?P<noun>one|{_PARTS})\b(?!\sof\b)")
_ITS_OR_THE = re.compile(r"\b(?:[Tt]he|[Ii]ts)\s$")
_BUILD = (
    r"(?:lay|lays|laid|laying|build|builds|built|building|constructs?|constructed|constructing|widen(?:s|ed|ing)?|electrif\w+|pav(?:e|es|ed|ing)|"
    r"rebuil[dt]|upgrad(?:e|es|ed|ing)|rehabilitat(?:e|es|ed|ing)|doubl(?:e|es|ed|ing)|open(?:s|ed|ing)?|finish(?:es|ed|ing)?|complet(?:e|es|ed|ing)|"
    r"inaugurat(?:e|es|ed|ing)|commission(?:s|ed|ing)?|add(?:s|ed|ing)?|install(?:s|ed|ing)?|switch(?:es|ed|ing)?\son|brought\son\s?line)"
)
# "To lay 108 km along Corridor VIII": the measure is all that is said of what is built.
_WAY_BUILT = re.compile(
    rf"\b{_BUILD}\s(?:(?:about|some|over|nearly|another|the)\s)?(?P<way>\d[\d.,]*\s(?:km|kilomet(?:re|er)s|miles)\s"
    rf"(?:along\s(?:the\s)?{_NAME}(?:\sand\s[A-Z][\w-]*)?|between\s{_NAME}\sand\s{_NAME}|from\s{_NAME}\sto\s{_NAME}))"
)
# "At Karavasta, a French firm switched on 140 MW"; "switched on 140 MW at Karavasta".
_POWER_AT = re.compile(
    rf"\b(?:[Aa]t|[Nn]ear)\s(?P<name>{_NAME}),\s[^;:.]{{2,70}}?\s{_BUILD}\s(?:(?:about|some|over|nearly|another|its|first)\s){{0,2}}"
    r"(?P<power>\d[\d.,]*\s?(?:MW|GW|megawatts))(?=\s(?:in|on|by|of|for|from)\s|[,;.]|$)"
)
_AT_POWER = re.compile(
    rf"\b{_BUILD}\s(?:(?:about|some|over|nearly|another|its|first)\s){{0,2}}(?P<power>\d[\d.,]*\s?(?:MW|GW|megawatts))"
    rf"(?:\sof\s[a-z]+(?:\s[a-z]+)?)?\s(?:at|near)\s(?P<name>{_NAME})"
)
# "Hungary’s 166 km were contracted": a state's part of the work before, told by its length.
_OF_A_STATE = re.compile(
    r"[’']s?\s\d[\d.,]*\s(?:km|kilomet(?:re|er)s|miles)(?=\s(?:is|are|was|were|has|have|had|will|would)\s)"
)
# "Of the four dams on the river, Kita has gone furthest."
_ONE_OF = re.compile(
    rf"(?:Of|Among)\s(?:the|its|these|those|all)\s[^,;:]{{3,80}},\s(?:only\s)?(?P<name>{_NAME})\s(?=(?:has|is|was|had|will|came|went|stands)\b)"
)
# Only power stations are measured in these; a work so measured needs none like it before.
_OF_POWER = frozenset({"MW", "GW"})
_POWER = re.compile(r"grid|generat|critical|installed|kilowatt|megawatt|[Pp]ower|[Ff]uel")
_OTHERS = ("country", "bloc", "capital", "organisation", "date", "fund")
# Works of these kinds lie in several states, and are told of by the part of each.
_LONG = frozenset({"railway", "road", "pipeline", "cable", "grid", "line", "interconnector", "corridor", "bridge"})


@dataclass(frozen=True, slots=True)
class Nounless:
    """A work without its noun at ``span`` (offsets in the sentence); ``unit`` of its figure, empty for a likeness.

    It ``explains`` what stands before a colon: "a solar plant: Sanankoroba, 200 MW". ``deed``: what it is known by.
    ``near``: it is like the work of the sentence before, or a ``part`` of it, and none without one. ``way``: by its
    words it leads from one place to another. ``alone``: a name that is one of those works by itself.
    """

    span: Span
    name: str
    unit: str
    explains: bool = False
    deed: str = ""
    near: bool = False
    part: str = ""
    alone: bool = False
    way: bool = False


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
        if not _taken(sentence, span):
            yield Nounless(span, match["name"], "GW" if match["unit"] == "GW" else "MW")
    yield from _alike(sentence)
    for span, deed in find_names(sentence):
        if not _taken(sentence, span):
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
        if span is None or _taken(sentence, span):
            continue
        bracketed = (
            unit in _OF_POWER
            and text[match.end("name") :].startswith(" (")
            and not _SECOND_END.search(text[: span.start])
        )
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


def _alike(sentence: Sentence) -> Iterator[Nounless]:
    """What is told to be like the work before, one more of them, or a part of it."""
    text = sentence.text
    for match in _LIKE.finditer(text):
        if not _taken(sentence, Span(match.start("name"), match.end("name"))):
            yield Nounless(Span(match.start(), match.end()), match["name"], "")
    for match in _ONE_MORE.finditer(text):
        power = "MW" if _POWER_BEHIND.match(text, match.end()) else ""
        yield Nounless(Span(match.start(), match.end()), match["place"], power, near=True)
    for match in _TYING.finditer(text):
        yield Nounless(Span(match.start(), match.end()), f"from {match['one']} to {match['other']}", "", near=True)
    for match in (*_OF_WORK.finditer(text), *_EXTENSION.finditer(text)):
        yield Nounless(Span(match.start(), match.end()), "", "", near=True, part=match["part"])
    for match in _WAY_BUILT.finditer(text):
        yield Nounless(Span(match.start("way"), match.end()), match["way"], "km", way=True)
    if (match := _ONE_OF.match(text)) and not _taken(sentence, Span(match.start("name"), match.end("name"))):
        yield Nounless(Span(match.start("name"), match.end("name")), match["name"], "", near=True, alone=True)
    for match in (*_POWER_AT.finditer(text), *_AT_POWER.finditer(text)):
        yield Nounless(Span(match.start("power"), match.end("power")), match["name"], "MW")
    for mention in sentence.of("country"):
        start, end = mention.start - sentence.start, mention.end - sentence.start
        behind, before = _OF_STATE.match(text, end), _ITS_OR_THE.search(text[:start])
        if behind and before and text[start:end].endswith(("n", "h", "e", "i", "c")):
            noun = "section" if behind["noun"] == "one" else behind["noun"]
            yield Nounless(Span(before.start(), behind.end()), "", "", near=True, part=f"{text[start:end]} {noun}")
        elif measure := _OF_A_STATE.match(text, end):
            yield Nounless(Span(start, measure.end()), "", "", near=True, part=f"{text[start:end]}’s section")


def _opens(text: str, span: Span) -> bool:
    """Whether a name opens its clause or its item, and is not the second of two ends ("between Kita and Sikasso")."""
    return _OPENING.search(text[: span.start]) is not None and _SECOND_END.search(text[: span.start]) is None


def likened(found: Nounless, seen: Sequence[Project]) -> Project | None:
    """The project that ``found`` is, told by the latest of ``seen`` that is measured like it; ``None`` without one."""
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
        return None if whole is None else replace(_made(found, _part_name(found.part, whole), whole.kind), whole=whole)
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


def _taken(sentence: Sentence, span: Span) -> bool:
    start, end = sentence.start + span.start, sentence.start + span.end
    return any(m.start < end and start < m.end for m in sentence.of(*_OTHERS))
