"""Footnotes: the small print at the foot of a column that begins with a marker, or stands under a short rule."""

from __future__ import annotations

import re

import numpy as np
from numpy.typing import NDArray

from policyfacts.reading.blocks import Block, Style, ends_sentence
from policyfacts.reading.lines import Line, Region, Sheet

_LABEL = re.compile(r"^(?:\d{1,3}|[*†‡§¶]+|\[\d{1,3}\])[.)]?\s+\S")


def mark_notes(sheet: Sheet, style: Style, across: NDArray[np.float32]) -> None:
    """Give the lines of a page's footnotes the role ``note``; ``across``: the level rules on the page."""
    for region in sheet.regions:
        start = _start(region, style, across)
        if start is not None:
            for line in region.lines[start:]:
                if not line.role:
                    line.role = "note"


def _start(region: Region, style: Style, across: NDArray[np.float32]) -> int | None:
    """The first line of the notes at the foot of a region, or none."""
    lines = region.lines
    start = len(lines)
    while start and lines[start - 1].size < 0.93 * style.size and not lines[start - 1].role:
        start -= 1
    if start == len(lines):
        return _below_rule(lines, across)
    for number in range(start, len(lines)):
        line = lines[number]
        if line.label or (_LABEL.match(line.text) and (number == start or ends_sentence(lines[number - 1].text))):
            return number
        if number == start and _under_rule(line, lines[start - 1] if start else None, across):
            return number
    return None


def _below_rule(lines: list[Line], across: NDArray[np.float32]) -> int | None:
    """Notes in the size of the text: the lines under a short rule, if the first has a marker."""
    for number in range(len(lines) - 1, max(len(lines) - 12, 0), -1):
        if not lines[number].role and _under_rule(lines[number], lines[number - 1], across):
            return number if lines[number].label or _LABEL.match(lines[number].text) else None
    return None


def _under_rule(line: Line, above: Line | None, across: NDArray[np.float32]) -> bool:
    """Whether a short rule stands between a line and the one above it."""
    if not len(across):
        return False
    top = above.bottom - 1 if above is not None and above.bottom < line.top else line.top - 30
    near = (across[:, 1] > top) & (across[:, 1] < line.top + 2) & (np.abs(across[:, 0] - line.x0) < 25)
    return bool((near & (across[:, 2] - across[:, 0] < 0.45 * 600)).any())


def note_blocks(lines: list[Line], region: Region) -> list[Block]:
    """The notes among ``lines``, one block each."""
    result: list[Block] = []
    for line in lines:
        far = bool(result) and line.base - result[-1].lines[-1].base > 1.7 * line.size
        labelled = bool(result) and bool(_LABEL.match(line.text)) and not _wraps(result[-1].lines[-1], region)
        fresh = not result or far or line.label or labelled
        if fresh:
            result.append(Block([line], "note", region.left, region.right, tags={"foot"}))
        else:
            result[-1].lines.append(line)
    return result


def _wraps(above: Line, region: Region) -> bool:
    """Whether a line after ``above`` merely goes on with it, though it begins with a number."""
    return above.x1 > region.right - 3 * above.size and not above.text.endswith((".", ")"))
