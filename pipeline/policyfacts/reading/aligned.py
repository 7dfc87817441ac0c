"""Tables without upright lines: those with level rules only, and those held together by alignment alone.

Columns are the stretches of x between gaps that (nearly) no row crosses. Rows are the bands between rules where each
row has one, else printed lines, with wrapped lines gathered into their row.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

import numpy as np

from policyfacts.reading.gaps import column_at, columns, phrases
from policyfacts.reading.heads import Rule, above, in_storeys, short_rules
from policyfacts.reading.hyphens import LINE_END
from policyfacts.reading.lines import Sheet
from policyfacts.reading.rulings import Rulings
from policyfacts.reading.tables import (
    MAX_WORDS,
    Caption,
    FoundCell,
    FoundTable,
    Word,
    header_rows,
    is_bold,
    numeric_share,
    text_rows,
    words_text,
)
from policyfacts.records import Box

_SAME = 6.0
_APART = 1.5
"""Lines that are all so many ems apart are rows, not wrapped lines, which stand as close as lines of text."""


def by_rules(sheet: Sheet, drawn: Rulings, words: Sequence[Word], captions: Sequence[Caption]) -> list[FoundTable]:
    """The tables between level rules of one width; captions next to them take part in the judgement."""
    tables: list[FoundTable] = []
    short = _whole(drawn, least=20.0)
    for rules in (part for stack in stacks(drawn) for part in _parts(stack, words, captions)):
        left, right = rules[0][0], rules[0][2]
        levels = [rule[1] for rule in rules]
        mine = _beside(captions, left, right)
        titled = any(-60 < c.y - levels[0] < 4 or 0 < c.y - levels[-1] < 60 for c in mine)
        if titled and len(levels) == 2:
            levels += _open_foot(words, (left, levels[0], right, levels[1]))
        inside = [w for w in words if left - 3 <= w.middle <= right + 3 and levels[0] < w.height < levels[-1]]
        if len(inside) < 4 or (len(levels) < 3 and not titled):
            continue
        parted = short_rules(short, rules) if len(levels) > 2 else []
        found = _table(sheet, inside, (levels, parted), (left, levels[0], right, levels[-1]))
        if found is not None and len(levels) > 2 and not parted:
            head = _open_head(words, found)
            if head and not is_bold(sheet, [w for cell in found.cells if cell.row == 0 for w in cell.words]):
                levels = [min(w.base - 0.8 * w.size for w in head), *levels]
                found = _table(sheet, [*head, *inside], (levels, parted), (left, levels[0], right, levels[-1])) or found
        if found is not None and (titled or _tabular(sheet, found)):
            tables.append(found)
    return tables


def _open_foot(words: Sequence[Word], head: Box) -> list[float]:
    """Where the rows end that go on under the rule below the headings, of a table that breaks off with its column: no
    rule ends it. None where nothing of the kind is there."""
    left, top, right, bottom = head
    mine = [w for w in words if left - 3 <= w.middle <= right + 3]
    heading = text_rows([w for w in mine if top < w.height < bottom])
    below = _run(text_rows([w for w in mine if w.height > bottom]), bottom)
    if not heading or len(heading) > 4 or len(phrases(heading[0], heading[0][0].size)) < 2 or not below:
        return []
    return [max(word.base for row in below for word in row) + 2]


def _open_head(words: Sequence[Word], table: FoundTable) -> list[Word]:
    """The line of headings that stands on a table's first rule, where rules only part the rows: a phrase to a column.

    Empty where the line above is a caption or running text.
    """
    left, top, right, _ = table.box
    near = [w for w in words if left - 3 <= w.middle <= right + 3 and top - 1.6 * w.size < w.base < top + 0.2 * w.size]
    rows = text_rows(near)
    if not rows:
        return []
    parts = phrases(rows[-1], rows[-1][0].size)
    over = {column_at((start + end) / 2, table.columns) for start, end in parts}
    return rows[-1] if len(parts) == len(over) >= max(2, len(table.columns) - 2) else []


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
        found = _table(sheet, inside, ([box[1] - 1, box[3] + 1], []), box)
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
        parts = phrases(row, 1.2 * em)
        if len(parts) > 1:
            chosen += [*waiting, row]
            waiting = []
            starts += [start for start, _ in parts[1:]]
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
    captions = _beside(captions, left, right)
    parts = [[stack[0]]]
    for upper, lower in pairwise(stack):
        band = [row for row in inside if upper[1] < row[0].height < lower[1]]
        prose = [row for row in band if _is_prose(row, right - left)]
        titled = any(upper[1] < c.y < lower[1] for c in captions)
        if titled or (len(prose) > 1 and len(prose) > 0.5 * len(band)):
            parts.append([])
        parts[-1].append(lower)
    return [part for part in parts if len(part) > 1]


def _beside(captions: Sequence[Caption], left: float, right: float) -> list[Caption]:
    """The captions in the column of what stands from ``left`` to ``right``."""
    return [c for c in captions if min(c.right, right) - max(c.left, left) > 0.5 * min(c.right - c.left, right - left)]


def _is_prose(row: Sequence[Word], width: float) -> bool:
    """Whether a printed line fills its width without a gap, as the lines of a paragraph do."""
    return row[-1].x1 - row[0].x0 > 0.8 * width and len(phrases(row, row[0].size)) == 1 and len(row) > 5


def _whole(drawn: Rulings, *, least: float = 60.0) -> list[tuple[float, float, float, float]]:
    """Level rules of ``least`` points or more from the top down, pieces that meet made one, doubles dropped."""
    pieces = sorted((tuple(line) for line in drawn.across.tolist()), key=lambda r: (round(r[1]), r[0]))
    rules: list[tuple[float, float, float, float]] = []
    for x0, top, x1, _ in pieces:
        if rules and abs(rules[-1][1] - top) < 1.6 and x0 - rules[-1][2] < 7:
            before = rules[-1]
            rules[-1] = (min(before[0], x0), before[1], max(before[2], x1), before[3])
        else:
            rules.append((x0, top, x1, top))
    rules = [rule for rule in rules if rule[2] - rule[0] > least]
    return [r for k, r in enumerate(rules) if k == 0 or r[1] - rules[k - 1][1] > 2.5 or abs(r[0] - rules[k - 1][0]) > 9]


def _around(words: Sequence[Word]) -> Box:
    return (
        min(w.x0 for w in words),
        min(w.base - 0.75 * w.size for w in words),
        max(w.x1 for w in words),
        max(w.base + 0.22 * w.size for w in words),
    )


def _table(sheet: Sheet, words: list[Word], rules: tuple[list[float], list[Rule]], box: Box) -> FoundTable | None:
    """``rules``: the y of those as wide as the table, and the short ones among its headings."""
    levels, parted = rules
    shared = {id(word) for part in above(words, parted).values() for word in part}
    rows = text_rows([word for word in words if id(word) not in shared])
    edges = columns(rows, box, levels)
    if len(edges) < 3:
        return None
    cells: list[FoundCell] = []
    count = 0
    bands = [[row for row in rows if top < row[0].height <= bottom] for top, bottom in pairwise(levels)]
    depths = [len(band) for band in bands[1:] if band]
    each = len(depths) > 3 and float(np.median(depths)) <= 2  # a rule under every row
    for number, (band, top, bottom) in enumerate(zip(bands, levels, levels[1:], strict=False)):
        if not band:
            continue
        if number == 0 and shared:
            cells += in_storeys([w for w in words if top < w.height <= bottom], parted, edges, 0)
            count = 2
            continue
        header = number == 0 and len(levels) > 2
        groups = [band] if each and number else _gathered(sheet, band, edges, header=header)
        for group in groups:
            cells += _cells(group, edges, count)
            count += 1
    filled = [cell for cell in cells if cell.words]
    if count < 2 or len({cell.column for cell in filled}) < 2:
        return None
    typical = float(np.median([len(cell.words) for cell in filled]))
    if typical > MAX_WORDS:
        return None
    return FoundTable(sheet.number, box, cells, edges, header_rows(sheet, cells))


def _gathered(sheet: Sheet, band: list[list[Word]], edges: list[float], *, header: bool) -> list[list[list[Word]]]:
    """The printed lines of a band as table rows, wrapped lines together."""
    if len(band) == 1:
        return [band]
    filled = [{column_at(word.middle, edges) for word in row} for row in band]
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
        elif low > _APART * row[0].size and high < 1.12 * low:
            fresh = True
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
        column = column_at(word.middle, edges)
        last = not any(w.x0 > word.x0 and column_at(w.middle, edges) == column for w in above)
        below = [w for w in row if column_at(w.middle, edges) == column]
        if last and below and sheet.stream.text[below[0].first].islower():
            return True
    return False


def _wide(row: Sequence[Word], edges: list[float]) -> bool:
    """Whether a phrase of the row stands over a gap between columns."""
    em = row[0].size
    return any(start < edge < end for start, end in phrases(row, em, edges[1:-1]) for edge in edges[1:-1])


def _spans(row: Sequence[Word], edges: list[float]) -> list[tuple[int, int]]:
    em = row[0].size
    return [(column_at(a + 1, edges), column_at(b - 1, edges)) for a, b in phrases(row, em, edges[1:-1])]


def _cells(group: list[list[Word]], edges: list[float], row: int) -> list[FoundCell]:
    """The cells of one table row, empty ones included."""
    total = len(edges) - 1
    if len(group) == 1 and total > 2 and _over_all(group[0], edges):
        return [FoundCell(row, 0, 1, total, list(group[0]))]
    cells = {column: FoundCell(row, column) for column in range(total)}
    for line in group:
        em = line[0].size
        parts = phrases(line, em, edges[1:-1])
        for word in line:
            start, end = next((a, b) for a, b in parts if a <= word.x0 <= b)
            first, last = column_at(start + 0.2 * em, edges), column_at(end - 0.2 * em, edges)
            over = range(first + 1, last + 1)
            cell = cells.get(first)
            if cell is None:
                first = column_at(word.middle, edges)
                cell = cells.get(first) or cells[max(k for k in cells if k <= first)]
            elif last > first and len(group) == 1 and not any(cells[k].words for k in over if k in cells):
                for k in over:
                    cells.pop(k, None)
                cell.column_span = max(cell.column_span, last - first + 1)
            elif last > first:
                cell = cells.get(column_at(word.middle, edges), cell)
            cell.words.append(word)
    return list(cells.values())


def _over_all(line: Sequence[Word], edges: Sequence[float]) -> bool:
    """Whether a line is one phrase in the middle of the table: a heading over the rows below it."""
    em = line[0].size
    if len(phrases(line, em)) > 1 or line[0].x0 < edges[1]:
        return False
    return abs((line[0].x0 + line[-1].x1) / 2 - (edges[0] + edges[-1]) / 2) < 1.2 * em


def _tabular(sheet: Sheet, table: FoundTable) -> bool:
    """Without a caption: whether what stands between rules looks like a table all the same."""
    columns = len(table.columns) - 1
    filled = sum(bool(cell.words) for cell in table.cells)
    if table.rows < 3 or filled < 0.5 * len(table.cells):
        return False
    first = sheet.stream.text and words_text(sheet, table.cells[0].words)
    return columns > 2 or numeric_share(sheet, table.cells) > 0.3 or bool(first and columns == 2 and table.rows > 3)
