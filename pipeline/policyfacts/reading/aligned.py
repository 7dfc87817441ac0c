"""Tables without upright lines: those with level rules only, and those held together by alignment alone.

Columns are the stretches of x between gaps that (nearly) no row crosses. Rows are the bands between rules where each
row has one, else printed lines, with wrapped lines gathered into their row.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from policyfacts.reading.hyphens import LINE_END
from policyfacts.reading.lines import Sheet
from policyfacts.reading.rulings import Rulings
from policyfacts.reading.tables import (
    Caption,
    FoundCell,
    FoundTable,
    Word,
    header_rows,
    numeric_share,
    text_rows,
    words_text,
)
from policyfacts.records import Box

_SAME = 6.0
_MAX_WORDS = 14
"""More words than this in a typical cell: prose in columns, not a table."""


def by_rules(sheet: Sheet, drawn: Rulings, words: Sequence[Word], captions: Sequence[Caption]) -> list[FoundTable]:
    """The tables between level rules of one width; captions next to them take part in the judgement."""
    tables: list[FoundTable] = []
    for rules in (part for stack in stacks(drawn) for part in _parts(stack, words, captions)):
        left, right = rules[0][0], rules[0][2]
        levels = [rule[1] for rule in rules]
        titled = any(-60 < c.y - levels[0] < 4 or 0 < c.y - levels[-1] < 60 for c in captions)
        inside = [w for w in words if left - 3 <= w.middle <= right + 3 and levels[0] < w.height < levels[-1]]
        if len(inside) < 4 or (len(levels) < 3 and not titled):
            continue
        found = _table(sheet, inside, levels, (left, levels[0], right, levels[-1]))
        if found is not None and (titled or _tabular(sheet, found)):
            tables.append(found)
    return tables


def by_captions(sheet: Sheet, words: Sequence[Word], captions: Sequence[Caption]) -> list[FoundTable]:
    """The unruled tables under captions."""
    tables: list[FoundTable] = []
    for caption in captions:
        below = [
            w for w in words if w.base > caption.y + 0.5 * caption.size and caption.left < w.middle < caption.right
        ]
        chosen = _run(text_rows(below), caption.y)
        if len(chosen) < 2:
            continue
        inside = [word for row in chosen for word in row]
        box = _around(inside)
        found = _table(sheet, inside, [box[1] - 1, box[3] + 1], box)
        if found is not None and found.rows >= 2:
            tables.append(found)
    return tables


def _run(rows: Sequence[list[Word]], y: float) -> list[list[Word]]:
    """The rows from the top on that have gaps as tables do; lines without gaps count as wrapped cells in between."""
    chosen: list[list[Word]] = []
    waiting: list[list[Word]] = []
    starts: list[float] = []
    last = y
    for row in rows:
        em = row[0].size
        if row[0].base - last > (4.0 if not chosen else 2.9) * em:
            break
        phrases = _phrases(row, 1.2 * em)
        if len(phrases) > 1:
            chosen += [*waiting, row]
            waiting = []
            starts += [start for start, _ in phrases[1:]]
        elif any(abs(row[0].x0 - start) < 3 for start in starts):
            chosen += [*waiting, row]
            waiting = []
        elif len(waiting) < 3 and row[-1].x1 - row[0].x0 < 22 * em:
            waiting.append(row)
        else:
            break
        last = row[0].base
    return chosen


def stacks(drawn: Rulings) -> list[list[tuple[float, float, float, float]]]:
    """Groups of level rules of one width, from the top down."""
    rules = _whole(drawn)
    stacks: list[list[tuple[float, float, float, float]]] = []
    for rule in rules:
        for stack in stacks:
            same = abs(stack[0][0] - rule[0]) < _SAME and abs(stack[0][2] - rule[2]) < _SAME
            if same and rule[1] - stack[-1][1] < 420:
                stack.append(rule)
                break
        else:
            stacks.append([rule])
    return [stack for stack in stacks if len(stack) > 1]


def _parts(
    stack: list[tuple[float, float, float, float]], words: Sequence[Word], captions: Sequence[Caption]
) -> list[list[tuple[float, float, float, float]]]:
    """The rules of a stack by table: a caption or a paragraph between two rules parts one table from the next."""
    left, right = stack[0][0], stack[0][2]
    inside = text_rows([w for w in words if left - 3 <= w.middle <= right + 3])
    parts = [[stack[0]]]
    for above, below in pairwise(stack):
        band = [row for row in inside if above[1] < row[0].height < below[1]]
        prose = [row for row in band if _is_prose(row, right - left)]
        titled = any(above[1] < c.y < below[1] for c in captions)
        if titled or (len(prose) > 1 and len(prose) > 0.5 * len(band)):
            parts.append([])
        parts[-1].append(below)
    return [part for part in parts if len(part) > 1]


def _is_prose(row: Sequence[Word], width: float) -> bool:
    """Whether a printed line fills its width without a gap, as the lines of a paragraph do."""
    return row[-1].x1 - row[0].x0 > 0.8 * width and len(_phrases(row, row[0].size)) == 1 and len(row) > 5


def _whole(drawn: Rulings) -> list[tuple[float, float, float, float]]:
    """Level rules from the top down, pieces that meet end to end made one, doubles dropped."""
    pieces = sorted((tuple(line) for line in drawn.across.tolist()), key=lambda r: (round(r[1]), r[0]))
    rules: list[tuple[float, float, float, float]] = []
    for x0, top, x1, _ in pieces:
        if rules and abs(rules[-1][1] - top) < 1.6 and x0 - rules[-1][2] < 7:
            before = rules[-1]
            rules[-1] = (min(before[0], x0), before[1], max(before[2], x1), before[3])
        else:
            rules.append((x0, top, x1, top))
    rules = [rule for rule in rules if rule[2] - rule[0] > 60]
    return [r for k, r in enumerate(rules) if k == 0 or r[1] - rules[k - 1][1] > 2.5 or abs(r[0] - rules[k - 1][0]) > 9]


def _around(words: Sequence[Word]) -> Box:
    return (
        min(w.x0 for w in words),
        min(w.base - 0.75 * w.size for w in words),
        max(w.x1 for w in words),
        max(w.base + 0.22 * w.size for w in words),
    )


def _table(sheet: Sheet, words: list[Word], levels: list[float], box: Box) -> FoundTable | None:
    rows = text_rows(words)
    edges = _true_columns(rows, _columns(rows, box), levels)
    if len(edges) < 3:
        return None
    cells: list[FoundCell] = []
    count = 0
    for number, (top, bottom) in enumerate(pairwise(levels)):
        band = [row for row in rows if top < row[0].height <= bottom]
        if not band:
            continue
        header = number == 0 and len(levels) > 2
        for group in _gathered(sheet, band, edges, header=header):
            cells += _cells(group, edges, count)
            count += 1
    filled = [cell for cell in cells if cell.words]
    if count < 2 or len({cell.column for cell in filled}) < 2:
        return None
    typical = float(np.median([len(cell.words) for cell in filled]))
    if typical > _MAX_WORDS:
        return None
    return FoundTable(sheet.number, box, cells, edges, header_rows(sheet, cells))


def _columns(rows: Sequence[list[Word]], box: Box) -> list[float]:
    """The x of the columns' edges: middles of gaps that at most one row in ten crosses."""
    left, right = int(box[0]) - 2, int(box[2]) + 3
    cover = np.zeros(right - left + 1, np.int32)
    printed = np.zeros(right - left + 1, np.int32)
    em = float(np.median([row[0].size for row in rows]))
    for row in rows:
        for start, end in _phrases(row, em):
            cover[max(int(start) - left, 0) : max(int(np.ceil(end)) - left, 0)] += 1
        for word in row:
            printed[max(int(word.x0) - left, 0) : max(int(np.ceil(word.x1)) - left, 0)] += 1
    free = cover <= (0 if len(rows) < 6 else len(rows) // 8)
    edges = [float(left)]
    least = (0.55 if len(rows) > 4 else 0.9) * em
    turns = np.flatnonzero(np.diff(np.concatenate([[False], free, [False]]).astype(np.int8))).tolist()
    for start, end in zip(turns[::2], turns[1::2], strict=True):
        if start > 0 and end < len(free) and end - start >= least:
            edges.append(left + start + _clearest(printed[start:end]))
    return [*edges, float(right)]


def _true_columns(rows: Sequence[list[Word]], edges: list[float], levels: list[float]) -> list[float]:
    """The edges without those that only part words of one cell, as wide spaces in justified text do.

    Such a column has words either in the heading only or in few rows and not in the heading, always behind words of
    the column before it.
    """
    foot = levels[1] if len(levels) > 2 else rows[0][0].base
    heads = [row for row in rows if row[0].height <= foot]
    body = [row for row in rows if row[0].height > foot]
    kept = list(edges)
    for edge in edges[1:-1]:
        number = kept.index(edge)
        if number == 0 or len(kept) < 4:
            continue
        behind = [[_column(word.middle, kept) for word in row] for row in body]
        filled = [columns for columns in behind if number in columns]
        titled = any(_column(word.middle, kept) == number for row in heads for word in row)
        few = not filled if titled else 0 < len(filled) <= 0.5 * len(body)
        if few and all(number - 1 in columns for columns in filled):
            kept.remove(edge)
    return kept


def _clearest(printed: NDArray[np.int32]) -> float:
    """The middle of the widest stretch of a gap on which the fewest words stand, counted from its start."""
    clear = np.concatenate([[False], printed == printed.min(), [False]])
    turns = np.flatnonzero(clear[1:] != clear[:-1])
    starts, ends = turns[::2], turns[1::2]
    best = int((ends - starts).argmax())
    return float(starts[best] + ends[best]) / 2


def _phrases(row: Sequence[Word], em: float, edges: Sequence[float] = ()) -> list[tuple[float, float]]:
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


def _gathered(sheet: Sheet, band: list[list[Word]], edges: list[float], *, header: bool) -> list[list[list[Word]]]:
    """The printed lines of a band as table rows, wrapped lines together."""
    if len(band) == 1:
        return [band]
    filled = [{_column(word.middle, edges) for word in row} for row in band]
    counts = [sum(column in row for row in filled) for column in range(len(edges) - 1)]
    used = [count for count in counts if count]
    if header:
        spanning = [len(_spans(row, edges)) < len(filled[k]) or _wide(row, edges) for k, row in enumerate(band)]
        head = [[row] for row, wide in zip(band, spanning, strict=True) if wide]
        rest = [row for row, wide in zip(band, spanning, strict=True) if not wide]
        return [*head, rest] if rest else head
    if min(used) == 1 and len(band) <= 4:
        return [band]
    steps = [b[0].base - a[0].base for a, b in pairwise(band)]
    low, high = min(steps), max(steps)
    middle = 0.5 * (low + min(high, 1.8 * low))
    closer = [filled[k + 1] for k, step in enumerate(steps) if step <= middle]
    # Lines that fill every column are rows of their own, however the distances vary.
    spaced = high > 1.12 * low and len(band) > 2 and sum(len(row) == len(used) for row in closer) <= 0.3 * len(closer)
    groups = [[band[0]]]
    for k, row in enumerate(band[1:]):
        if spaced:
            fresh = steps[k] > middle
        else:
            fresh = 0 in filled[k + 1] and not (len(filled[k + 1]) == 1 and _goes_on(sheet, row))
        fresh = fresh and not _hyphenated(sheet, band[k], row, edges)
        if fresh:
            groups.append([row])
        else:
            groups[-1].append(row)
    return groups


def _goes_on(sheet: Sheet, row: Sequence[Word]) -> bool:
    """Whether a line that fills only the first column goes on with the cell above: it starts small or in brackets."""
    first = sheet.stream.text[row[0].first]
    return first.islower() or first in "(&/-–"


def _hyphenated(sheet: Sheet, above: Sequence[Word], row: Sequence[Word], edges: list[float]) -> bool:
    """Whether a word broken on the line above goes on in this one, in the same column."""
    for word in above:
        if sheet.stream.text[word.last - 1] not in LINE_END or word.last - word.first < 2:
            continue
        column = _column(word.middle, edges)
        last = not any(w.x0 > word.x0 and _column(w.middle, edges) == column for w in above)
        below = [w for w in row if _column(w.middle, edges) == column]
        if last and below and sheet.stream.text[below[0].first].islower():
            return True
    return False


def _wide(row: Sequence[Word], edges: list[float]) -> bool:
    """Whether a phrase of the row stands over a gap between columns."""
    em = row[0].size
    return any(start < edge < end for start, end in _phrases(row, em, edges[1:-1]) for edge in edges[1:-1])


def _spans(row: Sequence[Word], edges: list[float]) -> list[tuple[int, int]]:
    em = row[0].size
    return [(_column(a + 1, edges), _column(b - 1, edges)) for a, b in _phrases(row, em, edges[1:-1])]


def _column(x: float, edges: list[float]) -> int:
    return min(max(int(np.searchsorted(edges, x, side="right")) - 1, 0), len(edges) - 2)


def _cells(group: list[list[Word]], edges: list[float], row: int) -> list[FoundCell]:
    """The cells of one table row, empty ones included."""
    total = len(edges) - 1
    cells = {column: FoundCell(row, column) for column in range(total)}
    for line in group:
        em = line[0].size
        phrases = _phrases(line, em, edges[1:-1])
        for word in line:
            start, end = next((a, b) for a, b in phrases if a <= word.x0 <= b)
            first, last = _column(start + 0.2 * em, edges), _column(end - 0.2 * em, edges)
            over = range(first + 1, last + 1)
            cell = cells.get(first)
            if cell is None:
                first = _column(word.middle, edges)
                cell = cells.get(first) or cells[max(k for k in cells if k <= first)]
            elif last > first and len(group) == 1 and not any(cells[k].words for k in over if k in cells):
                for k in over:
                    cells.pop(k, None)
                cell.column_span = max(cell.column_span, last - first + 1)
            elif last > first:
                cell = cells.get(_column(word.middle, edges), cell)
            cell.words.append(word)
    return list(cells.values())


def _tabular(sheet: Sheet, table: FoundTable) -> bool:
    """Without a caption: whether what stands between rules looks like a table all the same."""
    columns = len(table.columns) - 1
    filled = sum(bool(cell.words) for cell in table.cells)
    if table.rows < 3 or filled < 0.5 * len(table.cells):
        return False
    first = sheet.stream.text and words_text(sheet, table.cells[0].words)
    return columns > 2 or numeric_share(sheet, table.cells) > 0.3 or bool(first and columns == 2 and table.rows > 3)
