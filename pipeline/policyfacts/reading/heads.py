"""Headings of columns in two storeys: above a short rule what several columns share, under it what each has."""

from __future__ import annotations

from collections.abc import Sequence

from policyfacts.reading.tables import FoundCell, Word

Rule = tuple[float, float, float, float]

_NEAR = 2.2
"""What a rule stands under is at most so many ems above it."""


def short_rules(rules: Sequence[Rule], whole: Sequence[Rule]) -> list[Rule]:
    """The rules in the first band between the rules of a table (``whole``) that are much shorter than these."""
    left, top, right, _ = whole[0]
    bottom = whole[1][1]
    return [
        rule
        for rule in rules
        if top + 2 < rule[1] < bottom - 2 and left - 3 < rule[0] and rule[2] < right + 3
        and rule[2] - rule[0] < 0.9 * (right - left)
    ]  # fmt: skip


def above(words: Sequence[Word], rules: Sequence[Rule]) -> dict[int, list[Word]]:
    """The words that stand on each of ``rules``, by its number."""
    found: dict[int, list[Word]] = {}
    for word in words:
        for number, (x0, y, x1, _) in enumerate(rules):
            if x0 - 2 <= word.middle <= x1 + 2 and -1 < y - word.base < _NEAR * word.size:
                found.setdefault(number, []).append(word)
                break
    return found


def in_storeys(band: Sequence[Word], rules: Sequence[Rule], edges: Sequence[float], row: int) -> list[FoundCell]:
    """The cells of two heading rows, ``row`` and the next: shared headings, those under them, and those of both."""
    upper = above(band, rules)
    taken = {id(word) for words in upper.values() for word in words}
    columns = len(edges) - 1
    middles = [(edges[k] + edges[k + 1]) / 2 for k in range(columns)]
    cells: list[FoundCell] = []
    under: set[int] = set()
    for number, words in upper.items():
        x0, _, x1, _ = rules[number]
        over = [k for k in range(columns) if x0 - 2 < middles[k] < x1 + 2 and k not in under]
        if over:
            under |= set(over)
            cells.append(FoundCell(row, over[0], 1, over[-1] - over[0] + 1, words))
    for column in range(columns):
        mine = [w for w in band if id(w) not in taken and edges[column] <= w.middle < edges[column + 1]]
        low = column in under
        cells.append(FoundCell(row + low, column, 1 if low else 2, 1, mine))
    return cells
