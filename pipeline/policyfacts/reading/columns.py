"""The order of reading: segments to columns, top to bottom.

Pairs of segments on one row vote for a gutter. A gutter counts only over stretches of the page with at least
``MIN_VOTES`` votes that no segment crosses; what crosses it (a heading over both columns, a wide table) cuts the page
into bands. The two sides are then looked at again, which gives three columns and more.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

MIN_VOTES = 3
MIN_GAP = 0.75
"""Narrowest gutter, in ems of the page's usual size."""
MIN_SIDE = 6.0
"""A column is at least this many ems wide; narrower strips are labels of a list or a table."""
_DEPTH = 12

Floats = NDArray[np.float32]


@dataclass(slots=True)
class Setting:
    """What a page's columns are judged by: ``em``, its usual size; ``gutters``, the x found on earlier pages."""

    em: float
    gutters: list[float]


def regions(box: Floats, setting: Setting) -> list[list[int]]:
    """Groups of boxes (n, 4), each one column's stretch, in reading order; boxes inside a group are unsorted.

    Gutters found are added to ``setting.gutters``: on a page where one column is all but empty, a single vote is
    enough for a gutter that the paper has elsewhere.
    """
    if not len(box):
        return []
    return _split(np.arange(len(box)), box, setting, _DEPTH)


def _split(which: NDArray[np.int64], box: Floats, setting: Setting, depth: int) -> list[list[int]]:
    here = box[which]
    if len(which) < 4 or depth == 0:
        return [which.tolist()]
    everything = votes = _votes(here, setting.em)
    while len(votes) >= MIN_VOTES:
        x = _busiest(votes)
        bands = _bands(here, votes, x, (setting.em, MIN_VOTES))
        if bands:
            setting.gutters.append(x)
            return _ordered(which, box, (bands, x), setting, depth)
        votes = votes[(votes[:, 0] > x) | (votes[:, 1] < x)]
    if len(everything):
        for x in sorted(set(setting.gutters[-6:])):
            bands = _bands(here, everything, x, (setting.em, 1))
            if bands:
                return _ordered(which, box, (bands, x), setting, depth)
    return [which.tolist()]


def _votes(box: Floats, em: float) -> Floats:
    """Gaps between neighbours on a row: (v, 4) of gap start, gap end, top, bottom."""
    x0, top, x1, bottom = box.T
    height = bottom - top
    overlap = np.minimum(bottom[:, None], bottom) - np.maximum(top[:, None], top)
    beside = (overlap > 0.2 * np.minimum(height[:, None], height)) & (x0[None, :] >= x1[:, None] - 0.1 * em)
    left = beside.any(axis=1).nonzero()[0]
    if not len(left):
        return np.zeros((0, 4), np.float32)
    right = np.where(beside[left], x0[None, :], np.inf).argmin(axis=1)
    votes = np.stack(
        [x1[left], x0[right], np.maximum(top[left], top[right]), np.minimum(bottom[left], bottom[right])], axis=1
    )
    wide: Floats = votes[votes[:, 1] - votes[:, 0] >= MIN_GAP * em]
    return wide


def _busiest(votes: Floats) -> float:
    """The x that lies in most gaps; the middle of the widest stretch of such x."""
    start, end = votes[:, 0], votes[:, 1]
    points = np.unique(np.concatenate([start, end]))
    middles = (points[1:] + points[:-1]) / 2 if len(points) > 1 else points
    inside = ((start[:, None] <= middles) & (end[:, None] >= middles)).sum(axis=0)
    best = np.flatnonzero(inside == inside.max())
    widths = np.diff(points)[best] if len(points) > 1 else np.zeros(1)
    return float(middles[best[widths.argmax()]])


def _bands(box: Floats, votes: Floats, x: float, terms: tuple[float, int]) -> list[tuple[float, float]]:
    """The stretches (top, bottom) over which a gutter at ``x`` is real: an em, and the votes it needs."""
    em, least = terms
    crossing = (box[:, 0] < x - 0.05 * em) & (box[:, 2] > x + 0.05 * em)
    cuts = box[crossing][:, [1, 3]]
    cuts = cuts[np.argsort(cuts[:, 0], kind="stable")]
    edges = [-np.inf, *np.maximum.accumulate(cuts[:, 1]).tolist()] if len(cuts) else [-np.inf]
    starts = [*cuts[:, 0].tolist(), np.inf]
    mine = votes[(votes[:, 0] <= x) & (votes[:, 1] >= x)]
    middle = (mine[:, 2] + mine[:, 3]) / 2
    found = []
    for low, high in zip(edges, starts, strict=True):
        if ((middle > low) & (middle < high)).sum() < least:
            continue
        centre = (box[:, 1] + box[:, 3]) / 2
        inside = (centre > low) & (centre < high) & ~crossing
        left, right = inside & (box[:, 2] <= x + 0.1 * em), inside & (box[:, 0] >= x - 0.1 * em)
        if _column(box[left], em, least) and _column(box[right], em, least):
            found.append((low, high))
    return found


def _column(box: Floats, em: float, least: int) -> bool:
    """Whether these boxes are wide enough to be the lines of a column rather than labels or cells."""
    if len(box) < least or box[:, 2].max() - box[:, 0].min() < MIN_SIDE * em:
        return False
    return bool(np.median(box[:, 2] - box[:, 0]) >= 0.6 * MIN_SIDE * em)


def _ordered(
    which: NDArray[np.int64],
    box: Floats,
    cut: tuple[Sequence[tuple[float, float]], float],
    setting: Setting,
    depth: int,
) -> list[list[int]]:
    bands, x = cut
    em = setting.em
    here = box[which]
    centre = (here[:, 1] + here[:, 3]) / 2
    middle = (here[:, 0] + here[:, 2]) / 2
    result: list[list[int]] = []
    done = np.zeros(len(which), bool)
    for low, high in bands:
        inside = (centre > low) & (centre < high) & ~done
        right = inside & (middle > x)
        right &= ~_early(here, inside & ~right, right, em)
        left = inside & (middle <= x)
        above = ~done & ~left & ~right & (centre < high)
        for part in (above, left, right):
            if part.any():
                result += _split(which[part], box, setting, depth - 1)
                done |= part
    if not done.all():
        result += _split(which[~done], box, setting, depth - 1)
    return result


def _early(box: Floats, left: NDArray[np.bool_], right: NDArray[np.bool_], em: float) -> NDArray[np.bool_]:
    """Up to three lines on the right that stand above both columns (a date in the corner), apart from the rest."""
    none = np.zeros(len(box), bool)
    if not left.any():
        return none
    top = box[left, 1].min()
    early = right & (box[:, 3] < top + 0.2 * em)
    if not early.any() or early.sum() > 3 or not (right & ~early).any():
        return none
    apart = box[right & ~early, 1].min() - box[early, 3].max() > 0.8 * em
    return early if apart else none
