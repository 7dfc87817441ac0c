"""What can be seen in a picture of a page before any letter is read: lines, light writing on dark, heavy strokes.

Pictures are grey, (height, width), 0 black to 255 white.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from policyfacts.reading.rulings import Rulings

_DARK = 140
_LINE_LENGTH = 90
"""Shortest line of a table, in pixels."""
_THICK = 12
_TILE = 16
_TINT = 4
"""A ground is so much darker than the paper that it was meant to be."""
_BANNER = 6
"""A dark banner is at least so many tiles wide, and two high."""


def upright(picture: NDArray[np.uint8]) -> NDArray[np.uint8]:
    """The picture with its dark banners turned light, so that all writing is dark on light."""
    height, width = picture.shape
    rows, columns = height // _TILE, width // _TILE
    tiles = picture[: rows * _TILE, : columns * _TILE].reshape(rows, _TILE, columns, _TILE)
    dark = (tiles < _DARK).mean(axis=(1, 3)) > 0.5
    result = picture
    for top, bottom, left, right in _blocks(dark):
        if result is picture:
            result = picture.copy()
        # The edge of the banner lies somewhere in the tiles around; what is dark there turns with it.
        y0, x0 = max(top - 1, 0) * _TILE, max(left - 1, 0) * _TILE
        y1, x1 = (bottom + 1) * _TILE, (right + 1) * _TILE
        part = result[y0:y1, x0:x1]
        solid_rows = (part < _DARK).mean(axis=1) > 0.4
        solid_columns = (part[solid_rows] < _DARK).mean(axis=0) > 0.4 if solid_rows.any() else np.zeros(0, bool)
        part[np.ix_(solid_rows, solid_columns)] = 255 - part[np.ix_(solid_rows, solid_columns)]
    return result


def tinted(picture: NDArray[np.uint8], scale: float) -> NDArray[np.float32]:
    """The boxes on a ground darker than the paper, (n, 4) in points."""
    height, width = picture.shape
    rows, columns = height // _TILE, width // _TILE
    tiles = picture[: rows * _TILE, : columns * _TILE].reshape(rows, _TILE, columns, _TILE)
    # The ground is what is lightest in a tile but for a few points.
    ground = np.partition(tiles.swapaxes(1, 2).reshape(rows, columns, -1), -_TILE, axis=2)[:, :, -_TILE]
    paper = float(np.median(ground))
    boxes = [
        (left * _TILE, top * _TILE, right * _TILE, bottom * _TILE)
        for top, bottom, left, right in _blocks((ground < paper - _TINT) & (ground > _DARK))
    ]
    return (np.array(boxes, np.float64).reshape(-1, 4) / scale).astype(np.float32)


def _blocks(dark: NDArray[np.bool_]) -> list[tuple[int, int, int, int]]:
    """Stretches of rows in which one long run of tiles is dark: top, bottom, left, right, half-open."""
    found: list[tuple[int, int, int, int]] = []
    open_: tuple[int, int, int] | None = None  # top, left, right
    for row in range(len(dark) + 1):
        run = _longest(dark[row]) if row < len(dark) else (0, 0)
        wide = run[1] - run[0] >= _BANNER
        if open_ is not None and not (wide and min(run[1], open_[2]) - max(run[0], open_[1]) >= _BANNER):
            if row - open_[0] > 1:
                found.append((open_[0], row, open_[1], open_[2]))
            open_ = None
        if wide:
            open_ = (row, *run) if open_ is None else (open_[0], min(open_[1], run[0]), max(open_[2], run[1]))
    return found


def _longest(row: NDArray[np.bool_]) -> tuple[int, int]:
    """The longest run of dark tiles, gaps of letters in it bridged."""
    where = np.flatnonzero(row)
    if not len(where):
        return (0, 0)
    parts = np.split(where, np.flatnonzero(np.diff(where) > 3) + 1)
    best = max(parts, key=len)
    return (int(best[0]), int(best[-1]) + 1)


def stroke(picture: NDArray[np.uint8], box: tuple[int, int, int, int]) -> float:
    """How wide the upright strokes of a word are, in pixels: the mean length of dark runs along its rows."""
    x0, y0, x1, y1 = box
    dark = picture[y0:y1, x0:x1] < _DARK
    if not dark.any():
        return 0.0
    runs = int((dark[:, 1:] & ~dark[:, :-1]).sum() + dark[:, 0].sum())
    return float(dark.sum()) / max(runs, 1)


def inked(picture: NDArray[np.uint8], box: tuple[int, int, int, int]) -> tuple[int, int]:
    """The rows, half-open, of a word in its box: without specks, and without what hangs into it from the line above.
    Those of the box where it holds no ink."""
    x0, y0, x1, y1 = box
    counts = (picture[y0:y1, x0:x1] < _DARK).sum(axis=1)
    rows = np.flatnonzero(counts > 1)
    if not len(rows):
        return y0, y1
    bands = np.split(rows, np.flatnonzero(np.diff(rows) > 2) + 1)
    main = max(bands, key=lambda band: int(counts[band].sum()))
    return y0 + int(main[0]), y0 + int(main[-1]) + 1


def without(picture: NDArray[np.uint8], boxes: NDArray[np.int64], *, margin: int = 3) -> NDArray[np.uint8]:
    """The picture with ``boxes`` (n, 4) of x0, y0, x1, y1 in pixels painted white."""
    clean = picture.copy()
    for x0, y0, x1, y1 in boxes.tolist():
        clean[max(y0 - margin, 0) : y1 + margin + 1, max(x0 - margin, 0) : x1 + margin + 1] = 255
    return clean


def ink(picture: NDArray[np.uint8]) -> int:
    """How many points are dark."""
    return int((picture < _DARK).sum())


def lines(picture: NDArray[np.uint8], scale: float) -> tuple[Rulings, NDArray[np.uint8]]:
    """The level and upright lines of a picture, which are long and thin dark runs; and the picture without them, since
    tesseract takes pieces of lines for letters."""
    dark = picture < _DARK
    across, down = _runs(dark), _runs(dark.T)[:, [1, 0, 3, 2]]
    clean = without(picture, np.concatenate([across, down]).astype(np.int64))
    drawn = Rulings(
        (_middles(across) / scale).astype(np.float32),
        (_middles(down) / scale).astype(np.float32),
        tinted(picture, scale),
    )
    return drawn, clean


def _middles(boxes: NDArray[np.float64]) -> NDArray[np.float64]:
    """Thin boxes as the lines through their middles."""
    x0, y0, x1, y1 = boxes.T
    wide = x1 - x0 >= y1 - y0
    x, y = (x0 + x1) / 2, (y0 + y1) / 2
    return np.stack(
        [np.where(wide, x0, x), np.where(wide, y, y0), np.where(wide, x1, x), np.where(wide, y, y1)], axis=1
    )


def _runs(dark: NDArray[np.bool_]) -> NDArray[np.float64]:
    """Long dark runs along the rows, those of neighbouring rows taken together: boxes (n, 4)."""
    edges = np.diff(np.pad(dark, ((0, 0), (1, 1))).astype(np.int8), axis=1)
    row, start = np.nonzero(edges == 1)
    end = np.nonzero(edges == -1)[1]
    long = end - start >= _LINE_LENGTH
    lines: list[list[float]] = []
    for y, x0, x1 in sorted(zip(row[long].tolist(), start[long].tolist(), end[long].tolist(), strict=True)):
        for line in reversed(lines[-12:]):
            if y - line[3] <= 2 and x0 < line[2] + 4 and x1 > line[0] - 4:
                line[0], line[2], line[3] = min(line[0], x0), max(line[2], x1), y
                break
        else:
            lines.append([x0, y, x1, y])
    return np.array([line for line in lines if line[3] - line[1] < _THICK], np.float64).reshape(-1, 4)
