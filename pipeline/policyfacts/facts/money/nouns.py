"""The nouns of money: which instruments and which figures a sentence names, and which of them a sum is a sum of.

An instrument (``knowledge/instruments.toml``) makes a sum money that changes hands; a figure
(``knowledge/measures.toml``) of trade, cost or the economy makes it none.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from policyfacts.facts.context import Sentence
from policyfacts.facts.cues import clause, whole_words
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
    r"(?:exceed(?:s|ed|ing)?|(?:larger|greater|smaller|higher|lower|less) than|above|below|beyond)"
    r"\s(?:the\s)?$|[<>≥≤]\s?$",
    re.IGNORECASE,
)
# "$5 million in 2024 (2023: $4 million)": the year before, for comparison.
_OTHER_YEAR = re.compile(
    r"\((?:in )?(?:19|20)\d\d(?:[-–/]\d+)?:?\s?$|\b(?:down|up) from\s(?:\w+\s)?$|\bcompared (?:with|to)\s(?:the\s)?$"
)
# "$2 million is urgently needed": nobody gives it.
_NEEDED = re.compile(
    r"[^,;.]{0,60}?\s(?:is|are|was|were|will be|would be|remains?)\s(?:\w+ly\s)?"
    r"(?:needed|required|lacking|missing|unfunded)\b"
    r"|\s(?:needed|required)\b"
    r"|\sthat\s[^,;.]{1,50}\s(?:estimated|expected|said|thought) to (?:require|need|cost|take)\b"
)
# "$17 an hour": a price.
_RATE = re.compile(
    r"\s?(?:/|per\s|an?\s)(?:hour|day|night|head|person|barrel|tonne|ton|unit|kilo|kg|litre|gallon|share)\b"
)
_LISTING = re.compile(
    r"(?:\s(?:in|during|for)\s(?:(?:19|20)\d\d|the year))?\s(?:include[sd]?|compris\w+|consist\w*\sof)\b"
)
# "$2 million in soft loans and $3 million in export credits": the noun behind "in" is the sum's own.
_ITS_OWN = re.compile(
    r"\s(?:\([^)]*\)\s)?(?:in|of|as an?|worth of)\s(?:(?!and\b|the\b)[\w’'-]+\s){0,3}"
    r"|\sin\s(?:(?!and\b|the\b|total\b|all\b)[a-z-]+,?\s){1,3}and\s(?!two\b|three\b|an?\b|the\b)(?:[a-z-]+\s)?"
)


@dataclass(frozen=True, slots=True)
class Instrument:
    """A kind of money and its nouns. Beside a ``weak`` noun a sum may also be a cost."""

    kind: str
    pattern: Search
    weak: bool


@dataclass(frozen=True, slots=True)
class Noun:
    """A noun near a sum: ``kind`` is the kind of flow, empty for a figure; ``distance`` in characters, by its tie."""

    kind: str
    name: str
    span: Span
    distance: int
    order: int
    weak: bool = False


def noun_of(
    sentence: Sentence, sum_span: Span, *, flows_only: bool = False, packs: tuple[Path, ...] = ()
) -> Noun | None:
    """The noun that says what the sum at ``sum_span`` is a sum of; ``None`` where its sentence has none.

    ``flows_only`` passes over figures, where something else shows that money changes hands.
    """
    found = sorted(
        (m for m in nouns_of(sentence, sum_span, packs=packs) if m.kind or not flows_only),
        key=lambda m: (m.distance, m.order, m.span.start),
    )
    return found[0] if found else None


def nouns_of(
    sentence: Sentence, core: Span, names: Sequence[Span] = (), packs: tuple[Path, ...] = ()
) -> Iterator[Noun]:
    """Every noun of money and of figures in ``sentence``, with its distance from ``core``.

    ``names``: where parties are named. "Fund" in an agency's name and "Import" in a bank's are no nouns for money.
    """
    names = [*names, *(m.span for m in sentence.of("organisation"))]
    within = clause(sentence, core.start, core.end)
    for noun, start, end in _nouns_in(sentence.text, packs):
        span = Span(sentence.start + start, sentence.start + end)
        if not any(name.start <= span.start and span.end <= name.end for name in names):
            yield Noun(noun.kind, noun.name, span, _distance(sentence, core, span, within), noun.order, noun.weak)


def names_money(text: str, kinds: Collection[str]) -> bool:
    """Whether ``text`` holds a noun of one of ``kinds`` of money."""
    return any(noun.kind in kinds for noun, _, _ in _nouns_in(text, ()))


@compiled
def instruments(packs: tuple[Path, ...] = ()) -> tuple[Instrument, ...]:
    """The kinds of money with the pattern of their nouns, in the order in which they win."""
    return tuple(
        Instrument(entry["kind"], whole_words(entry["nouns"]), entry.get("weak", False))
        for entry in entries("instruments", packs)
    )


def compared(sentence: Sentence, sum_span: Span) -> bool:
    """Whether the sum is a yardstick ("larger than $4 billion"), a need or an item of accounts, and was not paid."""
    before = sentence.between(sentence.start, sum_span.start)
    if _COMPARED.search(before) or _OTHER_YEAR.search(before):
        return True
    behind = sentence.between(sum_span.end, sentence.end)
    return _RATE.match(behind) is not None or _NEEDED.match(behind) is not None or _itemised(before)


def _itemised(before: str) -> bool:
    """Whether the sum is an item of accounts: "assets include cash of $2 million and investments of $3 million"."""
    listing = list(_LISTING.finditer(before))
    if not listing:
        return False
    lead = before[: listing[0].start()]
    return any(noun.name == "accounts" and not lead[end:].strip() for noun, _, end in _nouns_in(lead, ()))


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
    figures = [
        _Nouns("", entry["name"], 0, weak=False, pattern=whole_words(entry["nouns"]))
        for entry in entries("measures", packs)
    ]
    return Family((noun.pattern, noun) for noun in (*money, *figures))


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
