"""Projects told in tables: a line for each work, with its size, its cost and its stage."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from policyfacts.facts.context import SOVEREIGN_LABELS, Story
from policyfacts.facts.tabular import TableCell, Tabular, tables
from policyfacts.facts.workframes import Skeleton, Told, told
from policyfacts.language.projectnames import find_works
from policyfacts.language.workwords import harmed
from policyfacts.records import Fact, Mention, Money, Slot, Span
from policyfacts.values.amounts import find_amounts
from policyfacts.values.quantities import find_quantities, measured

Row = tuple[TableCell | None, ...]

_NAME_HEADING = re.compile(
    r"\b(?:projects?|works?|plants?|dams?|railways?|lines?|ports?|roads?|corridors?|mines?|sites?|facilit(?:y|ies)|"
    r"schemes?|purpose|investments?|infrastructure|zones?|parks?|cables?|pipelines?|asset|object)\b",
    re.IGNORECASE,
)
_COST_HEADING = re.compile(r"\b(?:costs?|price|budget|capex|(?:project|contract) value|value)\b", re.IGNORECASE)
_STAGE_HEADING = re.compile(
    r"\b(?:stage|status|state|progress|phase|milestones?|situation|outcome|event)\b", re.IGNORECASE
)
_LASTING = frozenset({"under construction", "suspended"})
_MONEY_STAGES = frozenset({"agreed", "financed", "cancelled", "contract signed", "proposed"})
_MANY = re.compile(r"^(?:various|other|several|total|sub-?total|all|misc)", re.IGNORECASE)
_PARTLY = re.compile(r"\b(?:in part|part(?:ly|ially)|not|no|never)\b", re.IGNORECASE)
_FIGURES = re.compile(r"\s*\((?=[^)]*\d)[^)]*\)\s*$")
_NUMBER = re.compile(r"\d[\d.,\s]*")
_UNIT = re.compile(
    r"(?P<currency>[A-Z]{0,3}[$€£¥]|USD|EUR|GBP|CNY|RMB|JPY|INR|Rs)\s?(?P<scale>million|billion|bn|mn|m|"
    r"trillion|thousand|crore)?\b"
)
_WORD = re.compile(r"(?<![\w-])[^\W\d_]")


def grid_projects(story: Story) -> Iterator[Fact]:
    """The milestones and figures of every table of projects, line by line."""
    for table in tables(story):
        column = _name_column(table)
        if column is None:
            continue
        if _of_money(table) or _of_attacks(story, table):
            continue
        for row in table.rows:
            cell = row[column] if column < len(row) else None
            if cell is None or not cell.text or _MANY.match(cell.text):
                continue
            yield from _row(story, table, row, cell)


def _of_money(table: Tabular) -> bool:
    """Whether all stages of the table's lines are those of sums, as in a list of loans: signed, cancelled."""
    stages = [
        found.event
        for row in table.rows
        for column, cell in enumerate(row)
        if cell is not None and _is_stage(table, column) and (found := _stage(cell.text))
    ]
    return bool(stages) and set(stages) <= _MONEY_STAGES


def _of_attacks(story: Story, table: Tabular) -> bool:
    """Whether the table lists what was attacked or made safe, so that its figures are no milestones."""
    caption = table.grid.caption
    told = story.paper.text[caption.start : caption.end] if caption else ""
    return (
        harmed(told)
        or any(h is not None and harmed(h.text) for h in table.headings)
        or (sum(harmed(cell.text) for row in table.rows for cell in row if cell is not None) * 2 > len(table.rows))
    )


def _name_column(table: Tabular) -> int | None:
    """The column of works: its cells are works, or its heading says so and another column tells sizes or stages."""
    width = len(table.headings)
    works = [c for c in range(width) if _share(table, c, lambda text: any(True for _ in find_works(text))) >= 0.5]
    headed = [c for c, h in enumerate(table.headings) if h is not None and _NAME_HEADING.search(h.text)]
    told_of = [
        c for c in range(width) if _is_stage(table, c) or _share(table, c, lambda t: bool(find_quantities(t))) >= 0.3
    ]
    for column in (*[c for c in headed if c in works], *headed, *works):
        if any(c != column for c in told_of) or _share(table, column, lambda t: bool(find_quantities(t))) >= 0.3:
            return column
    return None


def _is_stage(table: Tabular, column: int) -> bool:
    heading = table.headings[column]
    return (
        heading is not None
        and _STAGE_HEADING.search(heading.text) is not None
        and _share(table, column, lambda text: _stage(text) is not None) >= 0.4
    )


def _share(table: Tabular, column: int, test: Callable[[str], bool]) -> float:
    """The share of the column's filled cells whose text passes ``test``."""
    cells = [row[column] for row in table.rows if column < len(row) and row[column] is not None]
    filled = [cell for cell in cells if cell is not None and cell.text and cell.text not in {"–", "-", "—"}]
    return sum(bool(test(cell.text)) for cell in filled) / len(filled) if filled else 0.0


def _row(story: Story, table: Tabular, row: Row, cell: TableCell) -> Iterator[Fact]:
    named = _named(row, cell)
    quote = table.quote(row)
    for column, stage in enumerate(row):
        if stage is None or stage is cell or not _is_stage(table, column):
            continue
        if found := _stage(stage.text):
            start = stage.span.start
            slots = {**named, "event": Slot(found.event, (Span(start + found.cue.start, start + found.cue.end),))}
            if dated := _date(story, table, stage, found):
                slots["date"] = dated
            yield Fact("projects", slots, quote, "project/grid-stage")
    for column, other in enumerate(row):
        if other is None or not other.text:
            continue
        for mention in find_quantities(other.text):
            figure, unit, measure = measured(mention)
            span = (Span(other.span.start + mention.start, other.span.start + mention.end),)
            slots = {**named, "event": Slot(measure, span), "quantity": Slot(figure, span), "unit": Slot(unit, span)}
            yield Fact("projects", slots, quote, f"project/grid-{measure}")
        yield from _cost(table, column, other, named, quote)


def _cost(table: Tabular, column: int, cell: TableCell, named: dict[str, Slot], quote: Span) -> Iterator[Fact]:
    heading = table.headings[column] if column < len(table.headings) else None
    if heading is None or not _COST_HEADING.search(heading.text):
        return
    money = _money(cell, heading.text)
    if money is not None:
        span = (cell.span,)
        slots = {**named, "event": Slot("cost", (heading.span,)), "quantity": Slot(money.value, span)}
        yield Fact("projects", {**slots, "unit": Slot(money.currency, span)}, quote, "project/grid-cost")


def _money(cell: TableCell, heading: str) -> Money | None:
    """The sum in the cell; a bare number takes currency and scale from its heading ("Cost (US$ million)")."""
    found = [m.value for m in cell.of("amount")]
    unit = _UNIT.search(heading)
    if not found and unit and _NUMBER.fullmatch(cell.text):
        found = [m.value for m in find_amounts(f"{unit['currency']} {cell.text} {unit['scale'] or ''}".strip())]
    return next((value for value in found if isinstance(value, Money)), None)


def _named(row: Row, cell: TableCell) -> dict[str, Slot]:
    name = re.sub(r"\s+", " ", cell.text).strip()
    figures = _FIGURES.search(name) if find_quantities(name) else None
    slots = {"name": Slot(name[: figures.start()] if figures else name, (cell.span,))}
    places: list[Mention] = []
    for other in row:
        if not places and other is not None and other is not cell:
            held = other.of(*SOVEREIGN_LABELS)
            if held and _only(other, held[0].start, held[-1].end):
                places = held
    places = places or cell.of("country")
    if places:
        slots["countries"] = Slot("; ".join(dict.fromkeys(str(m.value) for m in places)), tuple(m.span for m in places))
    return slots


def _only(cell: TableCell, start: int, end: int) -> bool:
    """Whether the stretch is all that a cell holds, an article and a note's mark apart."""
    return end - start >= len(cell.text.strip()) - 6


def _date(story: Story, table: Tabular, stage: TableCell, found: Told) -> Slot | None:
    """The date in the cell; for what is still going on, the date as of which the heading or the caption speaks."""
    dates = stage.of("date")
    if dates:
        return Slot(str(dates[0].value), (dates[0].span,))
    heading = table.headings[stage.column]
    as_of = heading.of("date") if heading else []
    caption = table.grid.caption
    if not as_of and caption and found.event in _LASTING:
        as_of = [m for m in story.mentions_in(caption.start, caption.end) if m.label == "date"]
    return Slot(str(as_of[-1].value), (as_of[-1].span,)) if as_of else None


def _stage(text: str) -> Told | None:
    """The milestone that a cell tells ("Opened May 2017", "First phase completed"), its cue by offsets in the cell."""
    if _PARTLY.search(text):
        return None
    for word in _WORD.finditer(text):
        opening = "⟨S0⟩ is "
        frame = Skeleton(
            opening + text[word.start() :], (*[word.start()] * len(opening), *range(word.start(), len(text) + 1))
        )
        found = sorted((t for t in told(frame) if t.event != "cost"), key=lambda t: t.position)
        if found:
            return found[0]
    return None
