"""Physical quantities of works: megawatts, kilometres, tonnes a year, beds, jobs.

``1,500 MW``, ``a 472-km line``, ``55 billion cubic metres a year``, ``an annual capacity of 300 million doses``.
The units are data (``knowledge/units.toml``).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

from policyfacts.knowledge import compiled, entries
from policyfacts.limits import LARGEST_SUM
from policyfacts.records import Mention
from policyfacts.values.numbers import DIGITS, WORDED, digits, scales, worded
from policyfacts.values.numerals import labelled

_RATE = re.compile(
    r"^(?:\s\([^()]*\))?(?:\s(?:of\s(?:[\w-]+\s){0,3}?[\w-]+|each|worth))??\s?(?:(?:a|per|each|every|/)\s?(?P<unit>year|annum|"
    r"day|month|hour)"
    r"|(?P<annual>annually|yearly)|(?P<daily>daily)|/(?P<short>yr|y|a|d)\b)",
    re.IGNORECASE,
)
_RATE_BEFORE = re.compile(
    r"\b(?:(?P<annual>annual|yearly)|(?P<daily>daily))\s(?:[\w-]+\s){0,4}(?:of|is|at|to|reach(?:es|ed)?)?\s?"
    r"(?:up to |about |around |some |nearly |over |more than |at least )?$",
    re.IGNORECASE,
)
# "can handle 6 million TEU": without more, what a port or an airport takes in a year.
_HANDLED = re.compile(
    r"\bhandl(?:e|es|ing)\s(?:(?:about|around|some|nearly|almost|over|more|than|up|to|at|least|as|many)\s)*$"
)
_RATES = {
    "year": "yr",
    "annum": "yr",
    "day": "day",
    "month": "month",
    "hour": "h",
    "yr": "yr",
    "y": "yr",
    "a": "yr",
    "d": "day",
}
_LOOK_BACK = 60
_THOUSANDS = re.compile(r"(?<![\w.,/-])\d{1,3} (?:\d{3} )*$")
_SEVERAL = re.compile(r"[ ](?:\w+[ ])?(?:units|turbines|sets|plants|generators|blocks)\b")  # "20 300 MW units"
_HUNDREDS = re.compile(r"\d{3}(?:[.,]\d+)?")
_TOO_LONG = re.compile(r",\d{4,}$")
_TIMES = re.compile(r"(?<![\w.,])(?P<times>\d{1,2})\s?[x×]\s?(?P<figure>\d[\d.,]*)\s?-?MW(?!\w)")
_EMPLOYED = re.compile(
    r"\b(?:employ(?:ed|s|ing)?|hired?|engaged)\s(?:about\s|some\s|around\s|nearly\s|over\s|more than\s|up to\s|"
    r"at least\s|a total of\s)?"
    rf"(?P<figure>{DIGITS})(?=\s(?:[\w-]+\s){{0,5}}(?:workers|people|labourers|laborers|employees|staff|locals|"
    rf"engineers|nationals|citizens)\b|\s(?:\w+\s)?[A-Z][a-z]+(?:ns|ese|is)\b)"  # "over 6,000 Ugandans"
)


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit as a table writes it, what it measures (``capacity``, ``length``, ``jobs``), and how it is written.

    Without a word that ``beside`` matches somewhere in its text it measures nothing.
    """

    name: str
    measure: str
    factor: Decimal
    rate: str
    needs_rate: bool
    beside: re.Pattern[str] | None


def find_quantities(text: str, *, packs: tuple[Path, ...] = ()) -> list[Mention]:
    """Every quantity in ``text``: label ``quantity``, the value a number and a unit ("1500 MW", "300000000 doses/yr").

    Tonnes, cubic metres, barrels, passengers, vehicles and doses count only as a rate, for what was once shipped is no
    measure of a work. Units stay as written; bcm a year become m3/yr, Mt a year t/yr.
    """
    found: list[Mention] = []
    for mention in sorted((*_found(text, packs), *_employed(text), *_times(text)), key=lambda m: (m.start, -m.end)):
        if not found or mention.start >= found[-1].end:
            found.append(mention)
    return found


def measured(mention: Mention) -> tuple[Decimal, str, str]:
    """The figure, the unit and what it measures, of a mention that ``find_quantities`` made."""
    figure, unit = str(mention.value).split(" ", 1)
    return Decimal(figure), unit, measure_of(unit)


@compiled
def measure_of(unit: str, packs: tuple[Path, ...] = ()) -> str:
    """What ``unit`` measures: ``capacity``, ``length`` or ``jobs``; a rate measures a capacity."""
    return next((entry["measure"] for entry in entries("units", packs) if entry["unit"] == unit), "capacity")


def _found(text: str, packs: tuple[Path, ...]) -> Iterator[Mention]:
    table, pattern = _grammar(packs)
    for match in pattern.finditer(text):
        unit = table[str(match.lastgroup)]
        start, written = _written(text, match)
        figure = _number(written, match, packs)
        if figure is None or figure >= LARGEST_SUM or (unit.beside is not None and not unit.beside.search(text)):
            continue
        name, end = unit.name, match.end()
        if unit.rate:
            rate, end = _rate(text, match, unit)
            if unit.needs_rate and not rate:
                continue
            name = f"{unit.name}/{rate}" if rate else unit.name
        value = (figure * unit.factor).normalize()
        yield Mention("quantity", start, end, text[start:end], f"{value:f} {name}")


def _times(text: str) -> Iterator[Mention]:
    """Several units of one size: "2 x 110 MW" is 220 MW."""
    for match in _TIMES.finditer(text):
        value = digits(match["times"], scaled=False) * digits(match["figure"], scaled=False)
        yield Mention("quantity", match.start(), match.end(), match[0], f"{value.normalize():f} MW")


def _employed(text: str) -> Iterator[Mention]:
    """Jobs told by the verb: "it employed 1,100 Kenyan and 90 foreign workers" (the first number)."""
    for match in _EMPLOYED.finditer(text):
        value = digits(match["figure"], scaled=False)
        yield Mention("quantity", match.start("figure"), match.end("figure"), match["figure"], f"{value:f} jobs")


def _written(text: str, match: re.Match[str]) -> tuple[int, str]:
    """Where the digits of a quantity begin, and they: with the thousands before a space, "1 500 MW"; "" for words."""
    start, figure = match.start(), match["figure"] or ""
    thousands = _THOUSANDS.search(text, max(0, start - _LOOK_BACK), start) if _HUNDREDS.fullmatch(figure) else None
    if thousands is None or labelled(text, thousands.start()) or _SEVERAL.match(text, match.end()):
        return start, figure
    return thousands.start(), thousands[0] + figure


def _number(written: str, match: re.Match[str], packs: tuple[Path, ...]) -> Decimal | None:
    scale = match["scale"]
    if _TOO_LONG.search(written):
        return None  # "12,5000 MW" is no whole number
    value = digits(written, scaled=bool(scale)) if written else worded(match["worded"])
    if scale:
        value *= scales(packs).factor(scale)
    return value if value > 0 else None


def _rate(text: str, match: re.Match[str], unit: Unit) -> tuple[str, int]:
    """The rate stated behind the unit, or before the number ("an annual capacity of"), and where the quantity ends."""
    behind = _RATE.match(text[match.end() : match.end() + _LOOK_BACK])
    if behind:
        told = behind["unit"] or behind["short"]
        rate = _RATES[told.lower()] if told else ("day" if behind["daily"] else unit.rate)
        return rate, match.end() + behind.end()
    said = text[max(0, match.start() - _LOOK_BACK) : match.start()]
    before = _RATE_BEFORE.search(said) or (_HANDLED.search(said) if unit.name == "TEU" else None)
    if before and before.re is _HANDLED:
        return unit.rate, match.end()
    if before:
        return ("day" if before["daily"] else "yr"), match.end()
    return "", match.end()


@compiled
def _grammar(packs: tuple[Path, ...]) -> tuple[dict[str, Unit], re.Pattern[str]]:
    table: dict[str, Unit] = {}
    forms: list[str] = []
    for index, entry in enumerate(entries("units", packs)):
        group = f"u{index}"
        table[group] = Unit(
            entry["unit"],
            entry["measure"],
            Decimal(entry.get("factor", "1")),
            entry.get("rate", ""),
            bool(entry.get("needs_rate", False)),
            re.compile(rf"\b(?:{entry['beside']})\b", re.IGNORECASE) if "beside" in entry else None,
        )
        ways = [*entry.get("exact", ()), *(f"(?i:{word})" for word in entry.get("words", ()))]
        forms.append(rf"(?P<{group}>(?:{'|'.join(ways)})(?![\w²³]|[- ]hours?\b))")
    known = scales(packs)
    return table, re.compile(
        rf"(?<![\w.,$€£¥₱-])(?:(?P<figure>{DIGITS})|(?P<worded>(?i:{WORDED})))"
        rf"(?:[\s-](?P<scale>(?:{known.long})))?[\s\u00a0-]?(?:{'|'.join(forms)})"
    )
