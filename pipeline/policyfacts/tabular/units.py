"""Currency and scale, as headings, captions, stubs and notes of tables state them: "(USD billions)", "Rs crore".

``in millions of euros``, ``thousands of United States dollars``, ``US$'000``, ``€bn``, ``$ million unless stated
otherwise``, ``(in millions)`` with the currency elsewhere.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from pathlib import Path

from policyfacts.knowledge import compiled, recalled
from policyfacts.records import Span
from policyfacts.values.currencies import UNTOLD, currencies
from policyfacts.values.numbers import either, scales

# What may stand between a currency and its scale: "$, rounded in millions", "millions of current US dollars".
_GAP = re.compile(
    r"[\s,(/–—-]*(?:(?:of|in|rounded|to|the|nearest|constant|current|nominal|real|equivalent|at|prices|(?:19|20)\d\d)[\s,]+)*[(]?"
)
_THOUSANDS = r"[’'‘]\s?000s?|000s|(?<=[\s(])000(?=\s?[)\]]|$)"
_BEHIND_FIGURE = re.compile(r"(?<![\d.,])(?!(?:19|20)\d\d[,;]?\s)\d[\d.,]*[\s-]*$")
_PER = re.compile(r"(?:\bper|/|\ba|\beach|\bto (?:the|one|1))\s*$", re.IGNORECASE)
# Where a scale without a currency is a statement of units: "in millions", "(thousands)", "Loans, millions".
_LONE_SCALE = re.compile(r"(?:\bin|[(\[,:]|^|\brounded (?:to|in)|\bnearest)\s*$", re.IGNORECASE)
_OPEN = re.compile(
    r"(?:\bin|[(\[,:;–—-]|^|\bunits?:?)\s*(?:of\s)?(?:constant |current |(?:19|20)\d\d )*$", re.IGNORECASE
)
_CLOSED = re.compile(r"\s*(?:$|[)\],.;:]|unless|except|equivalent|at|\n)", re.IGNORECASE)
_LONG = 4  # letters: "million", not "m"
# A line that does nothing but state units.
_SAID = (
    r"(?:(?:note|source|unit|units|currency|all|the|figures?|amounts?|values?|sums?|numbers?|data|totals?|table|dollars?|"
    r"are|is|shown|given|expressed|stated|reported|presented|in|of|and|rounded|to|nearest|unless|otherwise|noted|"
    r"indicated|specified|stated|except|where|equivalent|current|constant|prices|(?:19|20)\d\d)[\s:;,.()]*)*"
)
_SAID_ONLY = re.compile(rf"[\s*(\[]*{_SAID}", re.IGNORECASE)
_WHOSE = re.compile(r"(?P<noun>[A-Za-z]{4,})\s(?:(?:is|are|were|shown|given|expressed|stated)\s)*in\s(?:the\s)?$")
ALL = frozenset(
    "note source figure figures amount amounts value values sums sum numbers data totals units unit currency money "
    "given shown expressed stated reported presented rounded".split()
)
"""Words before "in millions of euros" that speak of all sums of a table."""


@dataclass(frozen=True, slots=True)
class Unit:
    """What plain numbers count: ``currency`` (ISO 4217; empty where only the scale is told) times ``factor``.

    ``scaled``: a scale is told, which may be that of single units. ``span``: the words, by offsets in their text.
    ``open``: stands where a text states its units (in brackets, after "in", at an end), not in passing.
    ``whose``: the noun that the unit is told of ("cost in USD million"); empty where of all.
    """

    currency: str
    factor: Decimal
    span: Span
    whose: str = ""
    scaled: bool = False
    open: bool = True


def unit_of(text: str, *, dollar: str = "USD", whole: str = "", packs: tuple[Path, ...] = ()) -> Unit | None:
    """The unit that ``text`` states; ``None`` where none. ``dollar`` and ``whole`` are as for ``find_amounts``."""
    found = _units(text, dollar, whole, packs)
    return next((unit for unit in found if unit.scaled and unit.currency), None) or _joined(found)


def states_units(text: str, *, whole: bool = False) -> bool:
    """Whether ``text`` states a unit of money; with ``whole``, whether it does nothing else."""
    unit = unit_of(text)
    if unit is None or not whole:
        return unit is not None
    ahead, behind = text[: unit.span.start], text[unit.span.end :]
    return _SAID_ONLY.fullmatch(ahead) is not None and re.fullmatch(rf"[\s)\].,;:]*{_SAID}", behind, re.I) is not None


def _joined(found: Sequence[Unit]) -> Unit | None:
    """A currency and a scale that stand apart: "Loans in US$ (figures in millions)"."""
    money = next((unit for unit in found if unit.currency), None)
    scale = next((unit for unit in found if not unit.currency), None)
    if money is None or scale is None:
        return money or scale
    span = Span(min(money.span.start, scale.span.start), max(money.span.end, scale.span.end))
    return replace(money, factor=scale.factor, scaled=True, span=span, whose=money.whose or scale.whose)


@recalled
def _units(text: str, dollar: str, whole: str, packs: tuple[Path, ...]) -> tuple[Unit, ...]:
    """Every unit in ``text``: a cell is asked for its own by all that look at its column, its row and its table."""
    return tuple(_stated(text, dollar, whole, packs))


def _stated(text: str, dollar: str, whole: str, packs: tuple[Path, ...]) -> Iterator[Unit]:
    currency, scale = _patterns(packs)
    sizes = [m for m in scale.finditer(text) if not _BEHIND_FIGURE.search(text, 0, m.start())]
    sizes.sort(key=lambda m: (len(m[0]) < _LONG, m.start()))
    taken: set[int] = set()
    for match in currency.finditer(text):
        if _BEHIND_FIGURE.search(text, 0, match.start()) or _PER.search(text, 0, match.start()):
            continue
        code = currencies(packs).code(_plain(match["token"]), _plain(match["qualifier"] or ""), (text, whole), dollar)
        near = next((m for m in sizes if _beside(text, match, m)), None)
        alone = _OPEN.search(text, 0, match.start()) is not None and _CLOSED.match(text, match.end()) is not None
        if code in {"", UNTOLD} or _word(match, packs) or (near is None and _guarded(match, packs) and not alone):
            continue
        start, end = (min(match.start(), near.start()), max(match.end(), near.end())) if near else match.span()
        if near:
            taken.add(near.start())
        shut = _OPEN.search(text, 0, start) is not None and _CLOSED.match(text, end) is not None
        if near and near["times"] and not shut:
            continue  # "loans above US$ 10 million"
        factor = (_factor(near, packs) if near else Decimal(1)) * _multiple(match["token"], packs)
        said = _OPEN.search(text, 0, start) is not None or _CLOSED.match(text, end) is not None
        yield Unit(code, factor, Span(start, end), _whose(text, start), scaled=factor > 1, open=said)
    for match in sizes:
        lone = match.start() not in taken and len(match[0]) > 1 and not match["times"]
        if lone and _LONE_SCALE.search(text, 0, match.start()) and _CLOSED.match(text, match.end()):
            yield Unit("", _factor(match, packs), Span(*match.span()), _whose(text, match.start()), scaled=True)


def _whose(text: str, start: int) -> str:
    match = _WHOSE.search(text, 0, start)
    return "" if match is None or match["noun"].lower() in ALL else match["noun"].lower()


def _beside(text: str, money: re.Match[str], size: re.Match[str]) -> bool:
    if size.start() >= money.end():
        return _GAP.fullmatch(text, money.end(), size.start()) is not None
    return size.end() <= money.start() and _GAP.fullmatch(text, size.end(), money.start()) is not None


def _word(match: re.Match[str], packs: tuple[Path, ...]) -> bool:
    """Whether a token is an everyday word that no country stands before: "Sum", "pounds"."""
    token = _plain(match["token"])
    return not match["qualifier"] and (token in currencies(packs).guarded or token.lower() in ALL)


def _guarded(match: re.Match[str], packs: tuple[Path, ...]) -> bool:
    """Whether a token is a currency's only beside a scale, or where units are stated: "ALL", "R"."""
    known = currencies(packs)
    token = _plain(match["token"])
    rare = token in known.codes and token not in known.common
    return rare or (token.isalpha() and len(token) < 3)


def _factor(size: re.Match[str], packs: tuple[Path, ...]) -> Decimal:
    word, known = size["word"] or size["short"] or "", scales(packs).values
    if not word:
        return Decimal(1000)
    value = next(known[form] for form in (word, word.lower(), word.lower().rstrip("s")) if form in known)
    return value * Decimal(size["times"] or 1)


def _multiple(token: str, packs: tuple[Path, ...]) -> Decimal:
    """What "MEUR" and "kUSD" multiply by."""
    known = currencies(packs)
    coded = token not in known.codes and token[1:] in known.codes and token[0] in "kKTmM"
    return Decimal(10**6 if token[0] in "mM" else 1000) if coded else Decimal(1)


def _plain(token: str) -> str:
    return re.sub(r"\s+", " ", token)


@compiled
def _patterns(packs: tuple[Path, ...]) -> tuple[re.Pattern[str], re.Pattern[str]]:
    """The expressions of a currency (``qualifier``, ``token``) and of a scale."""
    known, sizes = currencies(packs), scales(packs)
    tokens = either({t for t in known.meanings if t}).replace(r"\ ", r"\s+")
    tokens = re.sub(r"(?<=[A-Z.s])\\\$", r"\\s?\\$", tokens)
    long = {form for word in sizes.words for form in (word, f"{word}s", word.upper(), f"{word}s".upper())}
    short = {word for word in sizes.values if word not in sizes.words}
    glued = either(short)
    currency = re.compile(
        rf"(?<![^\W\d_])(?:(?P<qualifier>(?i:{either(set(known.qualifiers))}))[\s-]+)?(?P<token>{tokens})"
        rf"(?=(?:{glued})?(?![^\W\d_]))(?!\s?(?!000|100?\s|(?:19|20)\d\d(?!\d))\d)"
    )
    scale = re.compile(
        rf"(?<![^\W\d_])(?:(?P<times>100?)\s)?(?P<word>{either(long)})(?![^\W\d_])|(?P<zeros>{_THOUSANDS})"
        rf"|(?<=[$€£¥A-Z(\s])(?P<short>{glued})(?![\w’'])"
    )
    return currency, scale
