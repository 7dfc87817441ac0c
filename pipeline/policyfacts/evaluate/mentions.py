"""Mention tables: exact values, page by page.

Dates and amounts are multisets a page, countries a set. ``value`` is the score proper. The others follow SemEval-2013
task 9, with the value in the place of the entity's type and the words in the place of its boundaries (gold has no
offsets): ``strict`` the same words and value, ``exact`` the same words, ``partial`` the same words, or half for words
in common, ``type`` the same value and words in common.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from scipy.optimize import linear_sum_assignment

from policyfacts.columns import Table
from policyfacts.evaluate.counts import Counts
from policyfacts.evaluate.errors import Miss, row_text
from policyfacts.evaluate.similarity import number, words
from policyfacts.gold import optional
from policyfacts.tables.cells import Row

Key = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Matched:
    """One page of a mention table: (gold, found) pairs of one value, gold rows left over, found rows left over.

    Optional gold rows and the found rows that answer them are in none of the three.
    """

    pairs: tuple[tuple[Row, Row], ...]
    missed: tuple[Row, ...]
    invented: tuple[Row, ...]

    @property
    def gold(self) -> list[Row]:
        return [*(row for row, _ in self.pairs), *self.missed]

    @property
    def found(self) -> list[Row]:
        return [*(row for _, row in self.pairs), *self.invented]


def count_mentions(table: Table, gold: list[Row], found: list[Row]) -> tuple[dict[str, Counts], list[Miss]]:
    """The counts of one page by measure, and what went wrong there.

    Beside ``value``: the SemEval variants where the table has words; for amounts ``qualifier`` (value and qualifier
    right); for countries ``mentions`` (the country found, and as often as the page names it).
    """
    value = _reader(table, [column.name for column in table.slots if column.identity])
    if table.name == "countries":
        gold, found = _one_each(gold, value), _one_each(found, value)
    matched = match(gold, found, value)
    missing, spurious = len(matched.missed), len(matched.invented)
    counts = {"value": Counts(correct=len(matched.pairs), missing=missing, spurious=spurious)}
    for extra in _extras(table):
        right = sum(_same(gold, found, extra) for gold, found in matched.pairs)
        wrong = len(matched.pairs) - right
        counts[extra] = Counts(correct=right, incorrect=wrong, missing=missing, spurious=spurious)
    if "text" in table.names:
        counts |= _variants(matched, value)
    return counts, _misses(table, matched)


def match(gold: Iterable[Row], found: Iterable[Row], value: Callable[[Row], Key]) -> Matched:
    """Pair gold and found rows of one value: required before optional ones, the same words first."""
    golds, founds = _grouped(gold, value), _grouped(found, value)
    pairs: list[tuple[Row, Row]] = []
    missed: list[Row] = []
    invented: list[Row] = []
    for key in sorted(golds.keys() | founds.keys()):
        ours, theirs = golds.get(key, []), founds.get(key, [])
        weights = [[2.0 - optional(a) + 1e-4 * _alike(a, b) for b in theirs] for a in ours]
        chosen = _assign(weights)
        pairs += [(ours[i], theirs[j]) for i, j in chosen if not optional(ours[i])]
        answered, used = {i for i, _ in chosen}, {j for _, j in chosen}
        missed += [row for i, row in enumerate(ours) if i not in answered and not optional(row)]
        invented += [row for j, row in enumerate(theirs) if j not in used]
    return Matched(tuple(pairs), tuple(missed), tuple(invented))


def _variants(matched: Matched, value: Callable[[Row], Key]) -> dict[str, Counts]:
    gold, found = matched.gold, matched.found
    counts: dict[str, Counts] = {}
    for name, key in (("strict", lambda row: (_plain(row), *value(row))), ("exact", lambda row: (_plain(row),))):
        right = _in_common(gold, found, key)
        counts[name] = Counts(correct=right, missing=len(gold) - right, spurious=len(found) - right)

    def same_type(gold: Row, found: Row) -> float:
        return float(value(gold) == value(found) and _overlap(gold, found) > 0)

    for name, score in (("partial", _overlap), ("type", same_type)):
        weights = [[score(a, b) for b in found] for a in gold]
        scores = [weights[i][j] for i, j in _assign(weights) if weights[i][j]]
        right = sum(each == 1 for each in scores)
        partial = len(scores) - right
        missing, spurious = len(gold) - len(scores), len(found) - len(scores)
        counts[name] = Counts(right, partial, 0, missing, spurious, credit=sum(scores) - right)
    return counts


def _extras(table: Table) -> list[str]:
    """What is scored apart from the value: an amount's qualifier, how often a page names a country."""
    return [name for name in ("qualifier", "mentions") if name in table.names]


def _same(gold: Row, found: Row, name: str) -> bool:
    return number(gold.get(name, "")) == number(found.get(name, ""))


def _alike(gold: Row, found: Row) -> int:
    return (_plain(gold) == _plain(found)) + _same(gold, found, "qualifier") + _same(gold, found, "mentions")


def _reader(table: Table, names: Iterable[str]) -> Callable[[Row], Key]:
    """A function from a row to the value of its columns ``names``, numbers in one spelling."""
    wanted = [(name, table.column(name).kind in {"number", "integer"}) for name in names]

    def read(row: Row) -> Key:
        return tuple(number(row.get(name, "")) if numeric else row.get(name, "") for name, numeric in wanted)

    return read


def _one_each(rows: Iterable[Row], value: Callable[[Row], Key]) -> list[Row]:
    """One row a value, a required one before an optional one."""
    kept: dict[Key, Row] = {}
    for row in sorted(rows, key=lambda row: (value(row), optional(row), row.get("mentions", ""))):
        kept.setdefault(value(row), row)
    return list(kept.values())


def _grouped(rows: Iterable[Row], value: Callable[[Row], Key]) -> dict[Key, list[Row]]:
    """Rows by value, each group in an order of its own that does not depend on theirs."""
    groups: dict[Key, list[Row]] = {}
    for row in sorted(rows, key=lambda row: (optional(row), sorted(row.items()))):
        groups.setdefault(value(row), []).append(row)
    return groups


def _assign(weights: Sequence[Sequence[float]]) -> list[tuple[int, int]]:
    if not weights or not weights[0]:
        return []
    rows, columns = linear_sum_assignment(np.array(weights), maximize=True)
    return [(int(i), int(j)) for i, j in zip(rows, columns, strict=True)]


def _in_common(gold: Iterable[Row], found: Iterable[Row], key: Callable[[Row], Key]) -> int:
    return (Counter(map(key, gold)) & Counter(map(key, found))).total()


def _plain(row: Row) -> str:
    return " ".join(row.get("text", "").split())


def _overlap(gold: Row, found: Row) -> float:
    a, b = _plain(gold), _plain(found)
    if a == b:
        return 1.0
    return 0.5 if set(words(a)) & set(words(b)) else 0.0


def _misses(table: Table, matched: Matched) -> list[Miss]:
    """The rows omitted and invented, and the qualifiers and numbers of mentions that are wrong."""
    columns = [column.name for column in table.slots if column.name not in {"measures", "mentions"}]
    misses = [
        Miss.at(table.name, row, kind="missed row", gold=row_text(row, columns), quote=_plain(row))
        for row in matched.missed
    ]
    misses += [
        Miss.at(table.name, row, kind="invented row", found=row_text(row, columns), quote=_plain(row), answer=row)
        for row in matched.invented
    ]
    for gold, found in matched.pairs:
        for slot in _extras(table):
            a, b = gold.get(slot, ""), found.get(slot, "")
            if not _same(gold, found, slot):
                kind = "wrong slot" if a and b else "missing slot" if a else "invented slot"
                quote = _plain(found)
                misses.append(
                    Miss.at(table.name, gold, kind=kind, slot=slot, gold=a, found=b, quote=quote, answer=found)
                )
    return misses
