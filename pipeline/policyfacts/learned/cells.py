"""What speaks for and against a single cell: where its proof stands, what competes with it, what sort of cell it is.

The row's own evidence enters as one number, the log-odds that the model of rows gives it: a cell of a row that nobody
tells is wrong whatever stands in it.
"""

from __future__ import annotations

import math
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

import numpy as np

from policyfacts.learned.features import Features
from policyfacts.learned.places import Places, core_of, outside
from policyfacts.learned.reliability import Floats
from policyfacts.records import Fact, Mention, Paper, Slot
from policyfacts.schema import TABLES

CELLS_FORMAT = 1
"""To be raised when the features change their meaning."""

_SCORED = {name: tuple(c.name for c in table.slots if c.compare != "none") for name, table in TABLES.items()}
_PARTIES = ("country", "bloc", "organisation")
_COMPETING: Mapping[str, tuple[str, ...]] = {
    "date": ("date",),
    "amount": ("amount",),
    "amount_max": ("amount",),
    "currency": ("amount",),
    "level": ("level",),
    "level_text": ("level",),
    "place": ("country",),
    **dict.fromkeys(
        ("country", "counterparty", "countries", "providers", "recipients", "parties", "participants"), _PARTIES
    ),
}
"""The labels of the mentions that might have filled a column instead."""
_CODED = ("event", "status", "kind", "scope", "currency", "unit")
_FAR = 8.0  # logarithm of a distance of 3,000 characters
_ALIKE = 2.0
_LEAST = 0.3  # cells of rows that are hardly right may be right all the same: that many are, in papers apart


class Cell(NamedTuple):
    """One filled cell that is scored: the fact's number in its paper, and the column."""

    fact: int
    slot: str


def cells_of(facts: Sequence[Fact]) -> list[Cell]:
    """The cells of ``facts`` that have a right and a wrong: those that gold is held against."""
    return [Cell(n, slot) for n, fact in enumerate(facts) for slot in _SCORED[fact.table] if slot in fact.slots]


def cell_features(paper: Paper, facts: Sequence[Fact], mentions: Sequence[Mention] = ()) -> list[Features]:
    """The features of each cell of ``cells_of(facts)``, but for what ``with_row`` adds.

    ``mentions`` are the paper's, by place: those in the quote that a cell does not use compete with it.
    """
    places, starts = Places(paper), [mention.start for mention in mentions]
    grades = {page.number: page.grade for page in paper.pages}
    shared = Counter((f.table, f.quote, name, str(slot.value)) for f in facts for name, slot in f.slots.items())
    in_quote = Counter((fact.table, fact.quote) for fact in facts)
    found = []
    for number, name in cells_of(facts):
        fact = facts[number]
        slot = fact.slots[name]
        said = str(slot.value)
        inside = mentions[bisect_left(starts, fact.quote.start) : bisect_left(starts, fact.quote.end)]
        passage = places.passage(fact.quote.start)
        alike = in_quote[fact.table, fact.quote]
        measures = {
            "distance outside": math.log1p(outside(fact, slot.spans)) / _FAR,
            "distance of the core": _apart(fact, slot),
            "competing": math.log1p(_rivals(name, slot, inside)),
            "rows in the quote": math.log1p(alike - 1) / _ALIKE,
            "same in other rows": (shared[fact.table, fact.quote, name, said] - 1) / alike,
            "members": math.log1p(said.count(";")),
            "words": math.log1p(len(said.split())) / _ALIKE,
            "places": math.log1p(len(slot.spans) - 1),
            "grade": 1 - grades.get(paper.page_of(fact.quote.start), 1.0),
            "verbatim": float(any(said == paper.text[s.start : s.end] for s in slot.spans)),
        }
        kind = passage.kind if passage else "prose"
        signs = [f"stands={places.of(fact, slot)}", f"passage={kind}", *_signs(fact, name, slot)]
        found.append(
            {
                f"table={fact.table}": 1.0,
                f"{fact.table}:{name}": 1.0,
                **dict.fromkeys(signs, 1.0),
                **{f"{fact.table}:{name}:{sign}": 1.0 for sign in signs},
                **measures,
                **{f"{name}:{what}": value for what, value in measures.items()},
            }
        )
    return found


def with_row(features: Features, slot: str, likely: float) -> Features:
    """The features of a cell of a column whose row is right with the probability ``likely``."""
    odds = row_odds(likely)
    return {**features, "row": odds, f"{slot}:row": odds}


def within_row(claims: Floats, likely: Floats) -> Floats:
    """What is claimed of cells, at most what their rows allow: a cell of a row that nobody tells is wrong.

    ``likely``: what is claimed of the row of each cell.
    """
    return np.minimum(claims, _LEAST + (1 - _LEAST) * likely)


def _signs(fact: Fact, name: str, slot: Slot) -> Iterator[str]:
    yield f"certainty={fact.certainty}"
    yield f"form={'/'.join(fact.rule.split('+')[0].split('/')[1:3])}"
    if name in _CODED:
        yield f"value={slot.value}"
    if name == "date":
        yield f"precision={min(len(str(slot.value)), 10)}"


def _rivals(name: str, slot: Slot, inside: Sequence[Mention]) -> int:
    """How many mentions of the quote might have filled the cell, and do not."""
    labels = _COMPETING.get(name, ())
    rivals = (m for m in inside if m.label in labels)
    return sum(not any(s.start < m.end and m.start < s.end for s in slot.spans) for m in rivals)


def _apart(fact: Fact, slot: Slot) -> float:
    core = core_of(fact)
    if core is None:
        return 0.0
    gap = min(max(core.start - span.end, span.start - core.end, 0) for span in slot.spans)
    return math.log1p(gap) / _FAR


def row_odds(likely: float) -> float:
    """What a cell's features hold of its row, which is right with the probability ``likely``."""
    likely = min(max(likely, 0.005), 0.995)
    return math.log(likely / (1 - likely)) / _ALIKE
