"""Is a sum of money a flow between parties, and of what kind; or a figure of trade, cost or the economy?

The nearest noun decides: an instrument (``knowledge/instruments.toml``) or a measure (``knowledge/measures.toml``).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from policyfacts.facts.context import Sentence
from policyfacts.facts.cues import clause, whole_words
from policyfacts.facts.frames import instruments
from policyfacts.knowledge import compiled, entries, recalled
from policyfacts.knowledge.searches import Family, Search
from policyfacts.records import Span

_RIGHT = re.compile(
    r"\s?(?:\([^)]*\)\s)?(?:(?:in|of|worth of|as|as a|for|by way of)\s)?(?:[\w’'“”\"()&-]+\s){0,7}?", re.IGNORECASE
)
_LEFT = re.compile(
    r"\s(?:(?:[\w’'“”\"()&-]+\s){0,6}?)(?:of|worth|total(?:l?ing|l?ed)?|valued at|amounting to|amounts? to|stands? at|"
    r"estimated at|up to|:|is|was|are|were|with)?[\s:(]*"
    r"(?:a |an |the |about |around |nearly |over |some |more than |approximately )*",
    re.IGNORECASE,
)
_COMPARED = re.compile(
    r"(?:exceed(?:s|ed|ing)?|(?:larger|greater|smaller|higher|lower) than|above|below|under|beyond)"
    r"\s(?:the\s)?$|[<>≥≤]\s?$",
    re.IGNORECASE,
)
# "$2 million in soft loans and $3 million in export credits": the noun behind "in" is the sum's own.
_ITS_OWN = re.compile(r"\s(?:\([^)]*\)\s)?in\s(?:(?!and\b|the\b)[\w’'-]+\s){0,2}")


@dataclass(frozen=True, slots=True)
class Measure:
    """What a sum is a sum of: ``kind`` is the kind of flow, or empty for a figure that is none; ``span`` the noun."""

    kind: str
    name: str
    span: Span
    distance: int
    order: int
    weak: bool = False  # the noun alone does not make it money given: a "project" may only cost it
    verbal: bool = False  # no noun but a verb right beside the sum tells it: "Oman pledged $500 million"


def measure(
    sentence: Sentence, sum_span: Span, *, flows_only: bool = False, packs: tuple[Path, ...] = ()
) -> Measure | None:
    """What the sum at ``sum_span`` is a sum of; ``None`` where no noun of its sentence says.

    ``flows_only`` passes over measures, where something else shows that the sum is a flow.
    """
    found = sorted(
        (m for m in _measures(sentence, sum_span, packs) if m.kind or not flows_only),
        key=lambda m: (m.distance, m.order, m.span.start),
    )
    return found[0] if found else None


def _measures(sentence: Sentence, core: Span, packs: tuple[Path, ...]) -> Iterator[Measure]:
    # "Fund" in an agency's name and "Import" in a bank's are no nouns for money.
    names = [m.span for m in sentence.of("organisation")]
    for found in _nouns(sentence, core, packs):
        if not any(name.start <= found.span.start and found.span.end <= name.end for name in names):
            yield found


def _nouns(sentence: Sentence, core: Span, packs: tuple[Path, ...]) -> Iterator[Measure]:
    within = clause(sentence, core.start, core.end)
    for noun, start, end in _nouns_in(sentence.text, packs):
        span = Span(sentence.start + start, sentence.start + end)
        yield Measure(noun.kind, noun.name, span, _distance(sentence, core, span, within), noun.order, noun.weak)


@dataclass(frozen=True, slots=True)
class _Nouns:
    """Nouns of one kind of flow, or of one kind of figure (``kind`` is empty), and how they rank."""

    kind: str
    name: str
    order: int
    weak: bool
    pattern: Search


@recalled
def _nouns_in(text: str, packs: tuple[Path, ...]) -> tuple[tuple[_Nouns, int, int], ...]:
    """Every noun of flows and figures in ``text``: one sentence may hold many sums, each of which asks for them."""
    return tuple(
        (noun, match.start(), match.end())
        for noun in _every_noun(packs).possible(text)
        for match in noun.pattern.finditer(text)
    )


@compiled
def _every_noun(packs: tuple[Path, ...]) -> Family[_Nouns]:
    money = [_Nouns(m.kind, m.kind, order, m.weak, m.pattern) for order, m in enumerate(instruments(packs))]
    figures = [_Nouns("", name, 0, weak=False, pattern=pattern) for name, pattern in _figures(packs)]
    return Family((noun.pattern, noun) for noun in (*money, *figures))


_SMALL = (
    r"(?:\s(?:it|them|him|a|an|the|another|further|additional|extra|more|than|over|about|around|some|nearly|"
    r"almost|up|to|only|"
    r"at|least|just|roughly|approximately|as|much|total|of|each|with|worth|initial|first|in|all|half))*\s"
)


def given(sentence: Sentence, sum_span: Span, *, packs: tuple[Path, ...] = ()) -> Measure | None:
    """The flow that a verb right beside the sum makes of it: "Oman pledged another $500 million"."""
    before = sentence.between(sentence.start, sum_span.start)
    after = sentence.between(sum_span.end, sentence.end)
    for order, (kind, active, passive) in enumerate(_giving(packs)):
        if match := active.search(before):
            span = Span(sentence.start + match.start("verb"), sentence.start + match.end("verb"))
            return Measure(kind, kind, span, len(before) - match.end("verb"), order, verbal=True)
        if match := passive.match(after):
            span = Span(sum_span.end + match.start("verb"), sum_span.end + match.end("verb"))
            return Measure(kind, kind, span, match.start("verb"), order, verbal=True)
    return None


@compiled
def _giving(packs: tuple[Path, ...]) -> tuple[tuple[str, Search, re.Pattern[str]], ...]:
    """The kinds of flow with the pattern of their verbs before a sum, the receiver between, and behind it."""
    compiled = []
    for entry in entries("giving", packs):
        verbs = "|".join(entry["verbs"])
        receiver = r"(?:\s(?:the\s)?[A-Z][\w’'-]*(?:\s(?:of|and|the|[A-Z][\w’'-]*))*)?"
        active = Search(rf"\b(?P<verb>{verbs}){receiver}{_SMALL}$")
        passive = re.compile(
            rf"^,?\s(?:(?:each|in all|more)\s)?(?:was|were|is|are|has been|have been|had been|to be|will be|would be)"
            rf"(?:\s\w+ly)?\s(?P<verb>{verbs})\b"
        )
        compiled.append((entry["kind"], active, passive))
    return tuple(compiled)


@compiled
def _figures(packs: tuple[Path, ...]) -> tuple[tuple[str, Search], ...]:
    return tuple((entry["name"], whole_words(entry["nouns"])) for entry in entries("measures", packs))


def _distance(sentence: Sentence, core: Span, noun: Span, within: Span) -> int:
    """How far a noun is from the sum, in characters, by the ways in which nouns and sums are tied."""
    if noun.start >= core.end:
        gap = sentence.between(core.end, noun.start)
        base = len(gap) if _RIGHT.fullmatch(gap) else 2 * len(gap) + 40
        if _ITS_OWN.fullmatch(gap):
            base //= 4
    else:
        gap = sentence.between(noun.end, core.start)
        base = len(gap) if _LEFT.fullmatch(gap) else 2 * len(gap) + 20
    outside = noun.start < within.start or noun.end > within.end
    return base + (60 if outside else 0)


def compared(sentence: Sentence, sum_span: Span) -> bool:
    """Whether the sum is a yardstick ("projects larger than $4 billion") rather than what was paid."""
    return _COMPARED.search(sentence.between(sentence.start, sum_span.start)) is not None
