"""The columns of tables without upright lines: the stretches of x between gaps that (nearly) no row crosses."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from policyfacts.reading.tables import Word
from policyfacts.records import Box


def gaps_between(rows: Sequence[list[Word]], box: Box) -> list[float]:
    """The x of the columns' edges: middles of gaps that at most one row in ten crosses."""
    left, right = int(box[0]) - 2, int(box[2]) + 3
    cover = np.zeros(right - left + 1, np.int32)
    printed = np.zeros(right - left + 1, np.int32)
    em = float(np.median([row[0].size for row in rows]))
    several = [row for row in rows if len(phrases(row, em)) > 1]
    for row in several if len(several) > 3 else rows:
        for start, end in phrases(row, em):
            cover[max(int(start) - left, 0) : max(int(np.ceil(end)) - left, 0)] += 1
        for word in row:
            printed[max(int(word.x0) - left, 0) : max(int(np.ceil(word.x1)) - left, 0)] += 1
    free = cover <= (0 if len(rows) < 6 else len(rows) // 8)
    edges = [float(left)]
    least = 0.55 * em
    turns = np.flatnonzero(np.diff(np.concatenate([[False], free, [False]]).astype(np.int8))).tolist()
    for start, end in zip(turns[::2], turns[1::2], strict=True):
        if start > 0 and end < len(free) and end - start >= least:
            edges.append(left + start + _clearest(printed[start:end]))
    return [*edges, float(right)]


def columns(rows: Sequence[list[Word]], box: Box, levels: list[float]) -> list[float]:
    """The x of the columns' edges of a table; ``levels``: the y of its rules.

    Gaps that only part words of one column are none.

    Wide spaces in justified text make a column that has words either in the heading only, or in few rows and not in the
    heading, always behind words of the column before it. Headings to the left of figures to the right make one of
    headings only, and behind it one of figures only.
    """
    edges = gaps_between(rows, box)
    foot = levels[1] if len(levels) > 2 else rows[0][0].base
    heads = [row for row in rows if row[0].height <= foot]
    body = [row for row in rows if row[0].height > foot]
    kept = list(edges)
    for wrong in (_parts_figures, _spills):
        for edge in edges[1:-1]:
            if edge in kept and len(kept) > 3:
                titled, filled = ([{column_at(w.middle, kept) for w in row} for row in part] for part in (heads, body))
                if wrong(kept.index(edge), titled, filled):
                    kept.remove(edge)
    return kept


def _parts_figures(number: int, titled: list[set[int]], filled: list[set[int]]) -> bool:
    """Whether column ``number`` has no heading, and the one before it nothing but a heading."""
    heads, body = set[int]().union(*titled), set[int]().union(*filled)
    return number - 1 in heads and number not in heads and number - 1 not in body and number in body


def _spills(number: int, titled: list[set[int]], filled: list[set[int]]) -> bool:
    """Whether a column has but a heading, or few words and no heading, always behind those of the one before."""
    rows = [row for row in (titled if any(number in row for row in titled) else filled) if number in row]
    few = not any(number in row for row in filled) or (
        not any(number in row for row in titled) and len(rows) <= 0.5 * len(filled)
    )
    return few and all(number - 1 in row for row in rows)


def _clearest(printed: NDArray[np.int32]) -> float:
    """The middle of the widest stretch of a gap on which the fewest words stand, counted from its start."""
    clear = np.concatenate([[False], printed == printed.min(), [False]])
    turns = np.flatnonzero(clear[1:] != clear[:-1])
    starts, ends = turns[::2], turns[1::2]
    best = int((ends - starts).argmax())
    return float(starts[best] + ends[best]) / 2


def phrases(row: Sequence[Word], em: float, edges: Sequence[float] = ()) -> list[tuple[float, float]]:
    """Words of a row joined over ordinary spaces, but not over a space at the edge between two columns."""
    found: list[tuple[float, float]] = []
    for word in row:
        gap = word.x0 - found[-1][1] if found else 0.0
        parted = gap > 0.36 * em and any(found[-1][1] - 0.3 * em < edge < word.x0 + 0.3 * em for edge in edges)
        if found and gap < 0.7 * em and not parted:
            found[-1] = (found[-1][0], max(found[-1][1], word.x1))
        else:
            found.append((word.x0, word.x1))
    return found


def column_at(x: float, edges: list[float]) -> int:
    """The number of the column that ``x`` stands in; the outermost ones go on beyond their edges."""
    return min(max(bisect_right(edges, x) - 1, 0), len(edges) - 2)
