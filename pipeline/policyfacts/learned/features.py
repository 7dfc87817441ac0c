"""What speaks for and against a fact: numbers about the evidence of the rule that made it.

A feature is named ``<what>`` for a measure, ``<what>=<value>`` for a yes, and begins with ``<table>:`` where it means
different things in different tables. Measures count twice, for all tables and for their own, so that a table with few
annotated rows learns from the others. They are scaled to lie about between 0 and 1, so that no scaler is needed.
"""

from __future__ import annotations

import math
import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence

from policyfacts.learned.places import Places
from policyfacts.records import Fact, Mention, Paper, Slot, Span
from policyfacts.schema import TABLES

FORMAT = 3
"""To be raised when the features change their meaning: a model knows the format that it was fitted on."""

Features = dict[str, float]

_SLOTS = {name: table.slots for name, table in TABLES.items()}
_NAMES = ("name", "title")
_CORES = ("amount", "level", "title", "quantity", "name")
_CODED = ("event", "status", "kind", "scope")
_BREAKS = re.compile(r"[;,:–—(]")
_NUMBERS = re.compile(r"\d+")
_YEARS = re.compile(r"\b(?:19|20)\d\d\b")
# A rule that follows the sentence's tree is named by the role and the verb; the role alone is enough.
_BY_TREE = ("nsubj", "csubj", "agent")
_KINDS = {"dates": ("date",), "sums": ("amount",), "parties": ("country", "bloc", "organisation")}
_FAR = 5.0  # logarithm of a distance of 150 characters


def features(paper: Paper, facts: Sequence[Fact], mentions: Sequence[Mention] = ()) -> list[Features]:
    """The features of each of ``facts``, which are all that was found in ``paper``; ``mentions`` are the paper's."""
    places, starts = Places(paper), [mention.start for mention in mentions]
    grades = {page.number: page.grade for page in paper.pages}
    told = Counter((fact.table, fact.quote) for fact in facts)
    quotes = Counter(fact.quote for fact in facts)
    pages = [paper.page_of(fact.quote.start) for fact in facts]
    of_page, of_table = Counter(pages), Counter(fact.table for fact in facts)
    length = max(1, len(paper.pages))
    found = []
    for fact, page in zip(facts, pages, strict=True):
        alike, all_told = told[fact.table, fact.quote], quotes[fact.quote]
        quote = paper.text[fact.quote.start : fact.quote.end]
        passage = places.passage(fact.quote.start)
        inside = mentions[bisect_left(starts, fact.quote.start) : bisect_left(starts, fact.quote.end)]
        measures = {
            "facts alike in the quote": math.log1p(alike - 1),
            "other facts in the quote": math.log1p(all_told - alike),
            # On pages full of facts a row is more often right than where it stands alone.
            "facts on the page": math.log1p(of_page[page]) / 3,
            "facts a page": math.log1p(len(facts) / length) / 3,
            "facts of the table a page": math.log1p(of_table[fact.table] / length) / 3,
            "filled": len(fact.slots) / len(_SLOTS[fact.table]),
            "grade": 1 - grades.get(page, 1.0),
            **dict(_places(fact)),
            **dict(_stands(fact, places)),
            **dict(_competing(fact, inside)),
            **dict(_words(quote)),
            **dict(_name(fact, quote)),
            **dict(_date(fact)),
            **{f"told: {name}": float(value) for name, value in sorted(fact.features.items())},
        }
        found.append(
            {
                f"table={fact.table}": 1.0,
                f"passage={passage.kind if passage else 'prose'}": 1.0,
                f"certainty={fact.certainty}": 1.0,
                **dict(_rule(fact)),
                **dict(_slots(fact)),
                **measures,
                **{f"{fact.table}:{name}": value for name, value in measures.items()},
            }
        )
    return found


Named = Iterator[tuple[str, float]]


def _rule(fact: Fact) -> Named:
    """``fund/sum/signed+nsubj-lend+to`` is a way of finding, a cue, and a role or two."""
    head, *roles = fact.rule.split("+")
    for depth, part in enumerate(head.split("/")[1:], start=1):
        yield f"{fact.table}:rule {depth}={part}", 1.0
    for role in roles:
        yield f"role={role.split('-')[0] if role.startswith(_BY_TREE) else role}", 1.0


def _slots(fact: Fact) -> Named:
    for column in _SLOTS[fact.table]:
        slot = fact.slots.get(column.name)
        if slot is None:
            continue
        yield f"{fact.table}:has={column.name}", 1.0
        if column.name in _CODED:
            yield f"{fact.table}:{column.name}={slot.value}", 1.0
        if column.kind in {"names", "codes"}:
            yield f"{fact.table}:members of {column.name}", math.log1p(str(slot.value).count(";"))


def _places(fact: Fact) -> Named:
    """How far apart the proving words stand, and what is proved by words outside the quote only."""
    inside: list[Span] = []
    outside: list[str] = []
    farthest = 0
    for name, slot in sorted(fact.slots.items()):
        within = [span for span in slot.spans if fact.quote.start <= span.start and span.end <= fact.quote.end]
        if len(within) == len(slot.spans):
            inside += within
        elif not within:
            outside.append(name)
            farthest = max(farthest, min(abs(span.start - fact.quote.start) for span in slot.spans))
    yield "slots proved outside", float(len(outside))
    for name in outside:
        yield f"outside: {name}", 1.0
    yield "distance outside", math.log1p(farthest) / _FAR
    if inside:
        extent = max(span.end for span in inside) - min(span.start for span in inside)
        yield "extent", math.log1p(extent) / _FAR


def _stands(fact: Fact, places: Places) -> Named:
    """How many cells are proved in each place, as shares of those filled."""
    count = Counter(places.of(fact, slot) for slot in fact.slots.values())
    for place, number in sorted(count.items()):
        yield f"stands: {place}", number / len(fact.slots)


def _competing(fact: Fact, inside: Sequence[Mention]) -> Named:
    """How many dates, sums and parties the quote names that prove no cell of the fact."""
    used = [span for slot in fact.slots.values() for span in slot.spans]
    idle = [m for m in inside if not any(s.start < m.end and m.start < s.end for s in used)]
    for what, labels in _KINDS.items():
        yield f"competing {what}", math.log1p(sum(mention.label in labels for mention in idle)) / 2


def _words(quote: str) -> Named:
    yield "words", math.log1p(len(quote.split())) / _FAR
    yield "clauses", len(_BREAKS.findall(quote)) / 10
    yield "numbers", math.log1p(len(_NUMBERS.findall(quote)))
    yield "years", math.log1p(len(_YEARS.findall(quote)))


def _name(fact: Fact, quote: str) -> Named:
    slot = next((fact.slots[name] for name in _NAMES if name in fact.slots), None)
    if slot is None:
        return
    words = str(slot.value).split()
    yield "words of the name", math.log1p(len(words))
    yield "capitals of the name", sum(word[:1].isupper() for word in words) / max(1, len(words))
    yield "name stands in the quote", float(str(slot.value) in quote)


def _date(fact: Fact) -> Named:
    slot = fact.slots.get("date")
    if slot is None:
        return
    yield "precision of the date", min(len(str(slot.value)), 10) / 10
    yield "date worked out", float(len(slot.spans) - 1)
    core = next((fact.slots[name] for name in _CORES if name in fact.slots), None)
    if core is not None:
        yield "distance of the date", math.log1p(min(500, _gap(slot, core))) / _FAR


def _gap(one: Slot, other: Slot) -> int:
    (a, *_), (b, *_) = one.spans, other.spans
    return max(a.start - b.end, b.start - a.end, 0)
