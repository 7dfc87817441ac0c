"""Projects told in tables: a line for each work, with its size, its cost, its stage, and the days of its milestones."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

from policyfacts.facts.context import SOVEREIGN_LABELS, Story
from policyfacts.facts.workstages import headed, stage
from policyfacts.facts.worktowns import of_cell
from policyfacts.language.projectnames import find_works
from policyfacts.language.workwords import harmed
from policyfacts.records import Fact, Mention, Money, Slot, Span
from policyfacts.tabular import Row, Table, TableCell, tables
from policyfacts.values.quantities import find_quantities, measured

_LASTING = frozenset({"under construction", "suspended"})
_MONEY_STAGES = frozenset({"agreed", "financed", "cancelled", "contract signed", "proposed"})
_NO_DAY = frozenset({"stage", "cost", "when", "country", "name", ""})
# A work that is at such a stage is not finished yet, whatever day a column gives.
_AHEAD = frozenset({"planned", "proposed", "under construction", "construction started", "agreed", "feasibility study"})
_ENDS = frozenset({"completed", "commissioned"})
_FORESEEN = re.compile(
    r"\b(?:planned|expected|due|est\.?|estimated|scheduled|target|foreseen|forecast|tbc|plan)\b", re.IGNORECASE
)
_MANY = re.compile(r"^(?:various|other|several|total|sub-?total|all|misc)", re.IGNORECASE)
_FIGURES = re.compile(r"\s*\((?=[^)]*\d)[^)]*\)\s*$")
_NUMBER = re.compile(r"[~≈<>≥≤]?\s?\d[\d.,\s]*")
_SIZE = re.compile(
    r"\((?P<bracketed>[^()]+)\)|,\s(?P<behind>[^,()]+)$|^(?P<alone>[A-Za-z]+)$|\bin\s(?P<worded>[a-z]+)$"
)
_YEARLY = re.compile(r"\b(?:annual|yearly|per year|a year|per annum|p\.a\.)", re.IGNORECASE)
_STEPS = re.compile(r";\s|,\s(?=[a-z])|\s(?:and|then)\s(?=[a-z])")
# The country in which all works of a table lie, by its caption: "Dams in Kenya", "on Kenyan soil", "Kenya: dams".
_LIES_IN = re.compile(r"\b(?:in|on|across|within|throughout)\s(?:the\s)?$", re.IGNORECASE)
_SOIL = re.compile(r"(?:[’']s?)?\s(?:territory|soil|side|section|part|stretch|portion|bank)\b")
_ENDS_NAME = re.compile(r"\s*(?:$|[,.;:()–—]|\s(?:by|at|as|since|with|under|from|until|\d))")
_LEADS = re.compile(r"(?:Table\s[\w.-]+[.:]?\s)?(?:[–—-]\s)?", re.IGNORECASE)
_EMPTY = re.compile(r"[\s–—.…-]*|n\.?a\.?", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class _Column:
    """What a column holds: ``event`` as in ``knowledge/project_columns.toml``, ``unit`` for a column of bare sizes."""

    event: str
    unit: str = ""


def grid_projects(story: Story) -> Iterator[Fact]:
    """The milestones and figures of every table of projects, line by line."""
    for given in tables(story.paper, story.mentions):
        table = _turned(given)
        columns = [_column(heading) for heading in table.headings]
        name = _name_column(table, columns)
        if name is None or _of_money(table, columns) or _of_attacks(table):
            continue
        group = _host(table)
        for row in table.rows:
            if (heading := _group(row)) is not None:
                group = heading
                continue
            cell = row[name] if name < len(row) else None
            if cell is not None and not _EMPTY.fullmatch(cell.text) and not _MANY.match(cell.text):
                named = _named(row, cell, columns, group)
                if "countries" not in named and (site := of_cell(cell.text, cell.span, story)):
                    named["countries"] = site
                yield from _line(table, row, columns, (cell, named))


def _column(heading: TableCell | None) -> _Column:
    if heading is None or not heading.text:
        return _Column("")
    event = headed(heading.text)
    sizes = [next(group for group in match.groups() if group) for match in _SIZE.finditer(heading.text)]
    for written in (*sizes, *([heading.text] if not event else [])):
        rate = " a year" if _YEARLY.search(heading.text) else ""
        found = find_quantities(f"10 {written}{rate}") or find_quantities(f"10 {written.lower()}{rate}")
        if found:
            return _Column("size", f"{written}{rate}")
    return _Column(event)


def _turned(table: Table) -> Table:
    """``table`` with a line a work, where its columns are the works and its lines what is told of each."""
    stubs = [row[0] for row in table.rows]
    told_of = [s for s in stubs if s is not None and _column(s).event not in {"", "name", "country", "when"}]
    headed = [h for h in table.headings if h is not None and _column(h).event not in {"", "name"}]
    if len(told_of) < 2 or 2 * len(told_of) < len(stubs) or headed:
        return table
    lines = tuple(
        (heading, *(row[column] if column < len(row) else None for row in table.rows))
        for column, heading in enumerate(table.headings)
        if column > 0 and heading is not None
    )
    return replace(table, rows=lines, headings=(table.headings[0], *stubs))


def _of_attacks(table: Table) -> bool:
    """Whether the table lists what was attacked or made safe, so that its figures are no milestones."""
    texts = [table.title, *(heading.text for heading in table.headings if heading is not None)]
    hit = sum(harmed(cell.text) for row in table.rows for cell in row if cell is not None)
    return any(harmed(text) for text in texts) or hit * 2 > len(table.rows)


def _of_money(table: Table, columns: Sequence[_Column]) -> bool:
    """Whether all stages of the table's lines are those of sums, as in a list of loans: signed, cancelled."""
    stages = [
        found.event
        for row in table.rows
        for column, cell in enumerate(row)
        if cell is not None and columns[column].event == "stage" and (found := stage(cell.text))
    ]
    dated = {c.event for c in columns} & {"construction started", "completed", "commissioned", "size"}
    return bool(stages) and set(stages) <= _MONEY_STAGES and not dated


def _name_column(table: Table, columns: Sequence[_Column]) -> int | None:
    """The column of works: its cells are works, or its heading says so and another column tells sizes or stages."""
    width = table.width
    works = [c for c in range(width) if _share(table, c, lambda text: any(True for _ in find_works(text))) >= 0.5]
    headed = [c for c in range(width) if columns[c].event == "name"]
    telling = {c for c in range(width) if columns[c].event not in _NO_DAY}
    telling |= {c for c in range(width) if _share(table, c, lambda t: bool(find_quantities(t))) >= 0.3}
    telling |= {
        c
        for c in range(width)
        if columns[c].event == "stage" and _share(table, c, lambda text: stage(text) is not None) >= 0.4
    }
    for column in (*[c for c in headed if c in works], *headed, *works):
        if telling - {column} or column in telling:
            return column
    return None


def _share(table: Table, column: int, test: Callable[[str], bool]) -> float:
    """The share of the column's filled cells whose text passes ``test``."""
    cells = [row[column] for row in table.rows if column < len(row) and row[column] is not None]
    filled = [cell for cell in cells if cell is not None and not _EMPTY.fullmatch(cell.text)]
    return sum(bool(test(cell.text)) for cell in filled) / len(filled) if filled else 0.0


def _group(row: Row) -> list[Mention] | None:
    """The countries of a line that is only a heading of those below it ("Kenya"); ``None`` for any other line."""
    cells = {cell.span: cell for cell in row if cell is not None and not _EMPTY.fullmatch(cell.text)}
    if len(cells) != 1:
        return None
    cell = next(iter(cells.values()))
    held = cell.of(*SOVEREIGN_LABELS)
    return held if held and _only(cell, held[0].start, held[-1].end) else None


def _host(table: Table) -> list[Mention]:
    """The one country that the caption names as that in which the works lie; none where it names several."""
    caption = table.caption
    named = caption.of(*SOVEREIGN_LABELS) if caption is not None else []
    if caption is None or len(named) != 1:
        return []
    before = caption.text[: named[0].start - caption.span.start]
    behind = caption.text[named[0].end - caption.span.start :]
    placed = _LIES_IN.search(before) and (_SOIL.match(behind) or _ENDS_NAME.match(behind))
    leads = _LEADS.fullmatch(before) and re.match(r"\s?[:–—]\s", behind)
    return named if placed or leads else []


def _line(table: Table, row: Row, columns: Sequence[_Column], of: tuple[TableCell, dict[str, Slot]]) -> Iterator[Fact]:
    """What one line tells of the work in the cell ``of`` it, whose name and countries are given."""
    own, named = of
    quote = table.quote(row)
    stages = [*_stages(table, row, columns)]
    at = {str(slots["event"].value) for slots in stages}
    for slots in stages:
        yield Fact("projects", {**named, **slots}, quote, "project/grid-stage")
    for column, cell in enumerate(row):
        if cell is None or _EMPTY.fullmatch(cell.text) or column >= len(columns):
            continue
        if columns[column].event not in _NO_DAY | {"size"} and cell is not own:
            for slots in _day(table, column, cell, at):
                yield Fact("projects", {**named, **slots}, quote, "project/grid-day")
        for slots in _figures(table, column, cell, columns[column]):
            yield Fact("projects", {**named, **slots}, quote, f"project/grid-{slots['event'].value}")


def _stages(table: Table, row: Row, columns: Sequence[_Column]) -> Iterator[dict[str, Slot]]:
    """Every milestone that the cells of the columns of stages tell, with its day."""
    when = [d for c, cell in enumerate(row) if cell is not None and columns[c].event == "when" for d in cell.of("date")]
    for column, cell in enumerate(row):
        if cell is None or columns[column].event != "stage":
            continue
        for start, step in _steps(cell.text):
            if found := stage(step):
                here = cell.span.start + start
                cue = Span(here + found.cue.start, here + found.cue.end)
                dates = [m for m in cell.of("date") if here <= m.start < here + len(step)]
                dated = _date(table, column, dates or when[:1], found.event)
                yield {"event": Slot(found.event, (cue,)), **({"date": dated} if dated else {})}


def _steps(text: str) -> Iterator[tuple[int, str]]:
    """The steps of a cell and where each begins: "begun 2014; opened 2018"."""
    start = 0
    for match in _STEPS.finditer(text):
        yield start, text[start : match.start()]
        start = match.end()
    yield start, text[start:]


def _day(table: Table, column: int, cell: TableCell, at: set[str]) -> Iterator[dict[str, Slot]]:
    """The milestone of a column of days; what lies ahead by the cell, or by the line's stage, is planned."""
    heading, dates = table.headings[column], cell.of("date")
    if heading is None or not dates:
        return
    event = _column(heading).event
    if event == "period":
        yield from _span_of_work(cell, heading, at)
        return
    if event in _ENDS and (_FORESEEN.search(cell.text) or (at and at <= _AHEAD)):
        event = "planned"
    yield {"event": Slot(event, (heading.span,)), "date": Slot(str(dates[0].value), (dates[0].span,))}


def _span_of_work(cell: TableCell, heading: TableCell, at: set[str]) -> Iterator[dict[str, Slot]]:
    """Both ends of the years in which a work was built: "2009–2013"."""
    for date in cell.of("date")[:1]:
        first, _, last = str(date.value).partition("/")
        ahead = _FORESEEN.search(cell.text) or (at and at <= _AHEAD)
        if last and first not in {"", ".."}:
            yield {"event": Slot("construction started", (heading.span,)), "date": Slot(first, (date.span,))}
            if last != "..":
                event = Slot("planned" if ahead else "completed", (heading.span,))
                yield {"event": event, "date": Slot(last, (date.span,))}


def _figures(table: Table, column: int, cell: TableCell, kind: _Column) -> Iterator[dict[str, Slot]]:
    """The sizes in a cell, by its own unit or its column's, and its cost in a column of costs."""
    span = (cell.span,)
    if kind.unit and _NUMBER.fullmatch(cell.text.strip()):
        found = find_quantities(f"{cell.text.strip()} {kind.unit}") or find_quantities(
            f"{cell.text} {kind.unit.lower()}"
        )
        for mention in found[:1]:
            figure, unit, measure = measured(mention)
            yield {"event": Slot(measure, span), "quantity": Slot(figure, span), "unit": Slot(unit, span)}
        return
    for mention in find_quantities(cell.text):
        figure, unit, measure = measured(mention)
        part = (Span(cell.span.start + mention.start, cell.span.start + mention.end),)
        yield {"event": Slot(measure, part), "quantity": Slot(figure, part), "unit": Slot(unit, part)}
    heading = table.headings[column]
    sums = [m for m in cell.of("amount") if isinstance(m.value, Money)] if kind.event == "cost" else []
    for money in sums[:1]:
        if heading is not None and isinstance(money.value, Money) and money.value.currency:
            told = {
                "quantity": Slot(money.value.value, (money.span,)),
                "unit": Slot(money.value.currency, (money.span,)),
            }
            yield {"event": Slot("cost", (heading.span,)), **told}


def _named(row: Row, cell: TableCell, columns: Sequence[_Column], group: Sequence[Mention]) -> dict[str, Slot]:
    """The name of a line's work, and its countries: those of a cell of their own, its name's, or its group's."""
    name = re.sub(r"\s+", " ", cell.text).strip()
    figures = _FIGURES.search(name) if find_quantities(name) else None
    slots = {"name": Slot(name[: figures.start()] if figures else name, (cell.span,))}
    places: Sequence[Mention] = ()
    for column, other in enumerate(row):
        if not places and other is not None and other is not cell:
            held = other.of(*SOVEREIGN_LABELS)
            told_so = column < len(columns) and columns[column].event == "country"
            if held and (told_so or (_only(other, held[0].start, held[-1].end) and _hosts(columns, column))):
                places = held
    places = places or cell.of("country") or group
    if places:
        slots["countries"] = Slot("; ".join(dict.fromkeys(str(m.value) for m in places)), tuple(m.span for m in places))
    return slots


def _hosts(columns: Sequence[_Column], column: int) -> bool:
    """Whether a column's countries may be those in which works stand: none heads another column as such."""
    return columns[column].event in {"", "name"} and not any(c.event == "country" for c in columns)


def _only(cell: TableCell, start: int, end: int) -> bool:
    """Whether the stretch is all that a cell holds, an article and a note's mark apart."""
    return end - start >= len(cell.text.strip()) - 6


def _date(table: Table, column: int, dates: Sequence[Mention], event: str) -> Slot | None:
    """The day of a stage; for what is still going on, the one as of which the heading or the caption speaks."""
    if dates:
        return Slot(str(dates[0].value), (dates[0].span,))
    heading = table.headings[column]
    as_of = heading.of("date") if heading else []
    if not as_of and table.caption is not None and event in _LASTING:
        as_of = table.caption.of("date")
    return Slot(str(as_of[-1].value), (as_of[-1].span,)) if as_of else None
