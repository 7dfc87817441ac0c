"""Writing that does not run level to the right: by how much each stretch of it is turned, and where it stands once it
is laid level.

*Displayed* coordinates are points from the top left of the page as it is shown; *layout* coordinates those of the page
turned so that one direction of writing runs to the right. Directions 0 to 3 are quarters, counter-clockwise: to the
right, upwards, to the left, downwards. Writing that is a few degrees off (a scan laid down askew) belongs to its
quarter, and is levelled around its own middle; what slants by more has a direction of its own, from 4 on.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Corners = tuple[float, float, float, float]

ASKEW = 12.0
"""Writing that is up to so many degrees off its quarter is meant to be level."""
_LEVEL = 0.03
"""Degrees that nobody sees: over a whole line, less than a third of a point."""
_APART = 0.3
"""Tilts that differ by more degrees than this belong to different stretches of writing."""
_STEP = 5.0
"""Slanting writing is told apart by steps of so many degrees."""
_LETTERS = 2
_BEND = 20.0
"""Along a curve, a letter is turned by at most so many degrees against the one before it."""


def directions(angle: NDArray[np.float64]) -> tuple[NDArray[np.int8], NDArray[np.float64]]:
    """The direction of writing turned by ``angle`` (n,) degrees, counter-clockwise, and the degrees beyond it."""
    quarter = np.round(angle / 90)
    tilt = angle - 90 * quarter
    tilt[np.abs(tilt) < _LEVEL] = 0
    direction = (quarter % 4).astype(np.int8)
    slanted = np.abs(tilt) > ASKEW
    if slanted.any():
        whole = np.where(slanted, (angle + 180) % 360 - 180, 0)
        steps, number = np.unique(np.round(whole[slanted] / _STEP), return_inverse=True)
        direction[slanted] = 4 + number if len(steps) < 100 else 4
        tilt = np.where(slanted, whole, tilt)
    return direction, tilt


def straightened(angle: NDArray[np.float64], count: NDArray[np.int64]) -> NDArray[np.float64]:
    """The angles (n,) of pieces of text, of ``count`` (n,) signs each, those of letters along a curve made one.

    Names of rivers and seas on a map are set letter by letter, each turned a little more than the one before it.
    """
    step = np.abs(np.diff(angle))
    linked = (count[1:] <= _LETTERS) & (count[:-1] <= _LETTERS) & (step > _LEVEL) & (step < _BEND)
    if not linked.any():
        return angle
    run = np.concatenate([[0], np.cumsum(~linked)])
    size = np.bincount(run)
    mean = np.bincount(run, weights=angle) / size
    return np.where(size[run] > _LETTERS, mean[run], angle)


def displayed(box: NDArray[np.float32], origin: Corners, rotation: int) -> NDArray[np.float32]:
    """Boxes (n, 4) of left, bottom, right, top in PDF space as x0, y0, x1, y1 from the top left of the page shown."""
    left, bottom, right, top = origin
    x0, y0, x1, y1 = box[:, 0], box[:, 1], box[:, 2], box[:, 3]
    columns = {
        0: (x0 - left, top - y1, x1 - left, top - y0),
        1: (y0 - bottom, x0 - left, y1 - bottom, x1 - left),
        2: (right - x1, y0 - bottom, right - x0, y1 - bottom),
        3: (top - y1, right - x1, top - y0, right - x0),
    }[rotation]
    return np.stack(columns, axis=1)


def displayed_points(points: NDArray[np.float64], origin: Corners, rotation: int) -> NDArray[np.float64]:
    """Points (n, 2) in PDF space as ``displayed`` moves them."""
    left, bottom, right, top = origin
    x, y = points[:, 0], points[:, 1]
    columns = {0: (x - left, top - y), 1: (y - bottom, x - left), 2: (right - x, y - bottom), 3: (top - y, right - x)}
    return np.stack(columns[rotation], axis=1)


def turned_box(box: NDArray[np.float32], quarter: int, page: tuple[float, float]) -> NDArray[np.float32]:
    """Displayed boxes (n, 4) in layout coordinates for writing in direction ``quarter``; ``page``: width, height."""
    width, height = page
    x0, y0, x1, y1 = box[:, 0], box[:, 1], box[:, 2], box[:, 3]
    if quarter not in {1, 2, 3}:
        return box
    columns = {
        1: (height - y1, x0, height - y0, x1),
        2: (width - x1, height - y1, width - x0, height - y0),
        3: (y0, width - x1, y1, width - x0),
    }[quarter]
    return np.stack(columns, axis=1)


def turned_points(points: NDArray[np.float64], quarter: int, page: tuple[float, float]) -> NDArray[np.float64]:
    """Displayed points (n, 2) as ``turned_box`` moves them."""
    width, height = page
    x, y = points[:, 0], points[:, 1]
    columns = {1: (height - y, x), 2: (width - x, height - y), 3: (y, width - x)}.get(quarter, (x, y))
    return np.stack(columns, axis=1)


def displayed_box(box: Corners, quarter: int, page: tuple[float, float]) -> Corners:
    """The inverse of ``turned_box`` for one box."""
    width, height = page
    x0, y0, x1, y1 = box
    if quarter == 1:
        return (y0, height - x1, y1, height - x0)
    if quarter == 2:
        return (width - x1, height - y1, width - x0, height - y0)
    if quarter == 3:
        return (width - y1, x0, width - y0, x1)
    return box


def levelled(points: NDArray[np.float64], tilt: NDArray[np.float64]) -> NDArray[np.float64]:
    """Points (n, 2) in layout coordinates, turned level: those of (nearly) one tilt around their common middle.

    What is askew on a page that otherwise is level so keeps its place among the rest.
    """
    result = points.copy()
    values = np.unique(tilt)
    groups = np.split(values, np.flatnonzero(np.diff(values) > _APART) + 1)
    for group in groups:
        mine = (tilt >= group[0]) & (tilt <= group[-1])
        middle = (points[mine].min(axis=0) + points[mine].max(axis=0)) / 2
        away = points[mine] - middle
        turn = np.radians(tilt[mine])
        cos, sin = np.cos(turn), np.sin(turn)
        result[mine, 0] = middle[0] + away[:, 0] * cos - away[:, 1] * sin
        result[mine, 1] = middle[1] + away[:, 0] * sin + away[:, 1] * cos
    return result
