"""From rows of ``evidence`` to boxes on a picture, and back to points."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from policyfacts.pictures.drawing import Picture, View
from policyfacts.tables.cells import Row

MARGIN = 48.0
"""Points above and below the evidence that a band shows: some three lines of print."""


@dataclass(frozen=True, slots=True)
class Box:
    """Where words that prove ``slot`` stand on a picture: percent of its width and height, from its top left.

    ``text`` is the evidence row's words. A slot over several lines has a box for each of them.
    """

    slot: str
    text: str
    left: float
    top: float
    width: float
    height: float


def boxes(evidence: Iterable[Row], picture: Picture) -> tuple[Box, ...]:
    """The boxes of those evidence rows that lie on what ``picture`` shows, in their order, cut at its edges.

    Percent, so that they hold at whatever size a browser shows the picture.
    """
    return tuple(box for row in evidence for box in _box(row, picture))


def _box(row: Row, picture: Picture) -> tuple[Box, ...]:
    corners = rectangle(row)
    if row["page"] != str(picture.page) or corners is None:
        return ()
    left, top, right, bottom = picture.region
    x0, x1 = (min(max(x, left), right) for x in (corners[0], corners[2]))
    y0, y1 = (min(max(y, top), bottom) for y in (corners[1], corners[3]))
    if x0 >= x1 or y0 >= y1:
        return ()
    across, down = 100 / (right - left), 100 / (bottom - top)
    sides = ((x0 - left) * across, (y0 - top) * down, (x1 - x0) * across, (y1 - y0) * down)
    return (Box(row["slot"], row["text"], *(round(side, 3) for side in sides)),)


def rectangle(row: Row) -> tuple[float, float, float, float] | None:
    """The row's rectangle in points (x0, y0, x1, y1); None where it has none."""
    try:
        x0, y0, x1, y1 = (float(row[name]) for name in ("x0", "y0", "x1", "y1"))
    except ValueError:
        return None
    return x0, y0, x1, y1


def to_points(box: Sequence[float], picture: Picture) -> tuple[float, float, float, float]:
    """A rectangle on the picture, ``(left, top, width, height)`` in percent, as ``x0, y0, x1, y1`` in points."""
    left, top, right, bottom = picture.region
    across, down = (right - left) / 100, (bottom - top) / 100
    x, y, width, height = box
    return left + x * across, top + y * down, left + (x + width) * across, top + (y + height) * down


def views(evidence: Iterable[Row], *, margin: float | None = None) -> tuple[View, ...]:
    """What to draw to show the evidence: its pages, in order; with ``margin``, a band around it on each of them.

    ``margin`` is points above and below (``MARGIN`` is a good one).
    """
    spans: dict[int, tuple[float, float]] = {}
    for row in evidence:
        page, corners = int(row["page"]), rectangle(row)
        if corners is not None:
            top, bottom = spans.get(page, (corners[1], corners[3]))
            spans[page] = min(top, corners[1]), max(bottom, corners[3])
    if margin is None:
        return tuple(View(page) for page in sorted(spans))
    return tuple(View(page, max(0.0, top - margin), bottom + margin) for page, (top, bottom) in sorted(spans.items()))
