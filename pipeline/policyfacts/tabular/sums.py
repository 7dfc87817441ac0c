"""The sums of money in a table's cells: plain numbers under a unit, and sums whose scale stands in the heading."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from policyfacts.limits import LARGEST_SUM
from policyfacts.records import Mention, Money, Paper, Span
from policyfacts.tabular.boards import tables
from policyfacts.tabular.columns import NONE, headed_by, plain_heading, role_of, share, total_column, total_of
from policyfacts.tabular.records import Table, TableCell
from policyfacts.tabular.units import Unit, states_units, unit_of
from policyfacts.values.numbers import DIGITS, SPACED, digits, scales

_SIZED = r"(?:\s?(?P<scale>bn|mn|m|million|billion|thousand|k|crore|lakh|trillion|tn))?"
_NUMBER = re.compile(
    rf"(?P<sign>[~≈<>≥≤]|c\.|ca\.)?\s*(?P<sum>(?P<low>{SPACED}|{DIGITS})(?:\s?[–-]\s?(?P<high>{SPACED}|{DIGITS}))?{_SIZED})"
    r"(?P<rest>(?:\s?[acdefgpr*†‡§]{1,2}|\s?\([^()]*%[^()]*\)|\s?[(\[][a-z*\d]{1,2}[)\]])*)",
)
_BELOW_ZERO = re.compile(r"[(–−-]\s?(\d[\d.,\s]*)\)?")
_YEAR = re.compile(r"(?:19|20)\d\d")
_PERCENT = re.compile(r"%|\bper ?cent", re.IGNORECASE)
_SCALED = re.compile(r"\d\s?(?:k|m|mn|mln|bn|b|tn|thousand|million|billion|trillion|crore|lakh)\b", re.IGNORECASE)
_QUALIFIERS = {"~": "approximate", "≈": "approximate", "c.": "approximate", "ca.": "approximate"} | {
    "<": "at most", "≤": "at most", ">": "at least", "≥": "at least"
}  # fmt: skip
_MOST = 0.6  # of the filled cells of a column of numbers are numbers
_WHOLE_SUM = 100_000  # a sum written with so many units of a currency is written in full
_HALF = 0.5
_BRIEF = 25  # letters: no name of a currency is longer
_SUMS = frozenset({"amount", "stock", "cost", "name"})
_ONES = Unit("", Decimal(1), Span(0, 0))


@dataclass(frozen=True, slots=True)
class MoneyColumn:
    """A column of sums: the unit of its plain numbers (``None`` where the cells have their own), and the cell that
    states it."""

    column: int
    unit: Unit | None
    stated: TableCell | None
    currencies: int | None = None  # the column that tells the currency of each line, if one does


def money_columns(table: Table, *, dollar: str = "USD", whole: str = "") -> list[MoneyColumn]:
    """The columns whose cells are sums of money, in order."""
    around = _around(table, dollar, whole)
    by_line = next((c for c in range(table.width) if _of_currencies(table, c)), None)
    found = []
    for column in range(table.width):
        own = table.headings[column]
        unit = unit_of(own.text, dollar=dollar, whole=whole) if own else None
        written = _written_out(table, column)
        if own and headed_by(own.text, "figure") and not (unit and unit.currency and unit.scaled):
            continue
        told = _told(unit, own, [(u, c) for u, c in around if not u.whose or _names(table, column, u.whose, around)])
        if written:
            found.append(MoneyColumn(column, told[0] if told else None, told[1] if told else None))
        elif told and told[0].currency and _plain(table, column, own_unit=unit is not None and unit.currency != ""):
            found.append(MoneyColumn(column, *told))
        elif by_line is not None and role_of(table.heading(column)) in _SUMS and _plain(table, column, own_unit=True):
            found.append(MoneyColumn(column, told[0] if told else _ONES, own, by_line))
    return found


def with_cells(paper: Paper, mentions: Sequence[Mention], *, dollar: str = "USD") -> list[Mention]:
    """``mentions`` with the sums of the tables' cells, in whole units; years that are such sums are no dates."""
    if not paper.grids:
        return list(mentions)
    sums: dict[int, Mention] = {}
    units: set[Mention] = set()  # "RMB 100 million" in a heading is what the cells count, and no sum
    for table in tables(paper, mentions):
        units |= set(_units_like_sums(table))
        for cell, mention in (*_line_sums(table, dollar, paper.text), *_cell_sums(table, dollar, paper.text)):
            sums[cell.span.start] = mention
    taken = {m.start: m for m in sums.values()}
    spans = [m.span for m in sums.values()]
    kept = [
        m for m in mentions if not (m.label == "amount" and (m.start in taken or m in units)) and not _covered(m, spans)
    ]
    return sorted((*kept, *sums.values()), key=lambda m: (m.start, -m.end, m.label))


def _units_like_sums(table: Table) -> Iterator[Mention]:
    """What reads like a sum in headings, caption and notes, and is what the cells count: "RMB 100 million"."""
    for cell in (*table.headings, table.caption, *table.notes):
        unit = unit_of(cell.text) if cell is not None and cell.of("amount") else None
        if cell is not None and unit is not None and unit.factor > 1:
            counted = cell.text[unit.span.start : unit.span.end]
            yield from (mention for mention in cell.of("amount") if mention.text in counted)


def cell_labels(paper: Paper, mentions: Sequence[Mention]) -> Mapping[int, str]:
    """What the sums in cells are of, by where they start: "total", "subtotal", or the column's heading."""
    found: dict[int, str] = {}
    for table in tables(paper, mentions) if paper.grids else ():
        sums = [column for column in range(table.width) if share(table, column, "amount") >= _HALF]
        for row in table.rows:
            total = total_of(row)
            for column, cell in enumerate(row):
                for mention in cell.of("amount") if cell is not None else ():
                    summed = total_column(table, column) if len(sums) > 1 else ""
                    words = [plain_heading(table.heading(column))]
                    if row[0] is not None and row[0] is not cell:  # what states its own unit says what is counted
                        words.insert(0 if unit_of(row[0].text) else 1, plain_heading(row[0].text))
                    found[mention.start] = total or summed or next(filter(None, words), "")
    return found


def _cell_sums(table: Table, dollar: str, whole: str) -> Iterator[tuple[TableCell, Mention]]:
    for money in money_columns(table, dollar=dollar, whole=whole):
        if money.unit is None:
            continue
        for row in table.rows:
            cell, unit = row[money.column], money.unit
            if cell is None or not cell.text or cell.column != money.column:
                continue
            stub = row[0]
            if stub is not None and stub is not cell and money.stated is not table.headings[money.column]:
                if headed_by(stub.text, "figure") and not unit_of(stub.text):
                    continue
                told = unit_of(stub.text, dollar=dollar, whole=whole)
                unit = told if told and told.currency and told.scaled else unit
            if money.currencies is not None and (said := row[money.currencies]) is not None:
                named = unit_of(said.text, dollar=dollar, whole=whole)
                unit = replace(unit, currency=named.currency if named else "")
            mention = _rescaled(cell, unit) or _counted(cell, unit)
            if mention is not None:
                yield cell, mention


def _line_sums(table: Table, dollar: str, whole: str) -> Iterator[tuple[TableCell, Mention]]:
    """The sums of lines whose first cell states the unit: "Loans (US$ million) | 450 | 510"."""
    columns = [c for c in range(1, table.width) if not headed_by(table.heading(c), "figure")]
    for row in table.rows:
        stub = row[0]
        unit = unit_of(stub.text, dollar=dollar, whole=whole) if stub is not None else None
        if unit is None or not (unit.currency and unit.open):
            continue
        for cell in (cell for c in columns if (cell := row[c]) is not None and cell.column == c):
            mention = None if _YEAR.fullmatch(cell.text) else _rescaled(cell, unit) or _counted(cell, unit)
            if mention is not None:
                yield cell, mention


def _of_currencies(table: Table, column: int) -> bool:
    """Whether the cells of a column are currencies and nothing else: a column headed "Currency"."""
    cells = table.cells(column)
    named = [cell for cell in cells if (unit := unit_of(cell.text)) and unit.currency and len(cell.text) < _BRIEF]
    return bool(cells) and len(named) / len(cells) >= _MOST and not any(map(_NUMBER.search, (c.text for c in named)))


def _rescaled(cell: TableCell, unit: Unit) -> Mention | None:
    """The one sum of a cell that names its currency, in the scale that heading or caption state."""
    found = cell.of("amount")
    if len(found) != 1 or unit.factor == 1 or _SCALED.search(found[0].text) or not isinstance(found[0].value, Money):
        return None
    money = found[0].value
    if money.value >= _WHOLE_SUM or re.search(r"\d", cell.text.replace(found[0].text, "").split("(")[0]):
        return None
    top = money.value_max and money.value_max * unit.factor
    return replace(found[0], value=replace(money, value=_whole(money.value * unit.factor), value_max=top))


def _counted(cell: TableCell, unit: Unit) -> Mention | None:
    """A cell that is a plain number, as so many of ``unit``; ``None`` for zero and for what is no number."""
    match = None if cell.of("amount") else _NUMBER.fullmatch(cell.text)
    if match is None or not unit.currency:
        return None
    factor = scales().factor(match["scale"]) if match["scale"] else unit.factor
    low = digits(match["low"], scaled=factor > 1) * factor
    top = digits(match["high"], scaled=factor > 1) * factor if match["high"] else None
    if low <= 0 or (top is not None and top <= low) or max(low, top or low) >= LARGEST_SUM:
        return None
    value = Money(_whole(low), unit.currency, top and _whole(top), _QUALIFIERS.get(match["sign"] or "", "exact"))
    start = cell.span.start + match.start("sum")
    return Mention("amount", start, start + len(match["sum"]), match["sum"], value)


def _told(
    unit: Unit | None, own: TableCell | None, around: Sequence[tuple[Unit, TableCell]]
) -> tuple[Unit, TableCell] | None:
    """The unit of a column: its heading's, completed by what stands around the table."""
    if unit is None or own is None:
        return around[0] if around else None
    if unit.currency and (unit.scaled or not around):
        return unit, own
    other = next((u for u, _ in around if (u.currency if not unit.currency else u.scaled)), None)
    if other is None:
        return unit, own
    if not unit.currency:
        return replace(unit, currency=other.currency), own
    # A sign alone in a heading, "Amount ($)", under a caption in millions of the same currency or of none.
    same = not other.currency or other.currency == unit.currency
    return (replace(unit, factor=other.factor, scaled=True) if same else unit), own


def _around(table: Table, dollar: str, whole: str) -> list[tuple[Unit, TableCell]]:
    """The units that caption and notes state of the whole table or of some columns; those that are whole first."""
    found = []
    corner = table.headings[0] if states_units(table.heading(0), whole=True) and not _written_out(table, 0) else None
    for cell in (corner, table.caption, *table.notes):
        unit = unit_of(cell.text, dollar=dollar, whole=whole) if cell is not None else None
        if cell is not None and unit is not None and unit.open:
            found.append((unit, cell))
    money = [u for u, _ in found if u.currency]
    scale = next((u for u, _ in found if not u.currency), None)
    if money and scale and not money[0].scaled:
        found = [(replace(u, factor=scale.factor, scaled=True) if u is money[0] else u, c) for u, c in found]
    return sorted(found, key=lambda pair: not pair[0].currency)


def _names(table: Table, column: int, noun: str, around: Sequence[tuple[Unit, TableCell]]) -> bool:
    """Whether a unit told of ``noun`` is that of ``column``: the heading has the noun, or no heading has it."""
    stem = noun[:4]
    headed = [c for c in range(table.width) if stem in table.heading(c).lower()]
    return column in headed or (not headed and len(around) == 1)


def _written_out(table: Table, column: int) -> bool:
    """Whether at least half of a column's cells are sums with a currency of their own."""
    cells = [cell for cell in table.cells(column) if not NONE.fullmatch(cell.text)]
    return bool(cells) and sum(bool(cell.of("amount")) for cell in cells) / len(cells) >= _HALF


def _plain(table: Table, column: int, *, own_unit: bool) -> bool:
    """Whether the cells of ``column`` are plain numbers that a unit may count."""
    heading = table.heading(column)
    if not own_unit and (column == 0 or role_of(heading) == "date" or _PERCENT.search(table.title)):
        return False
    cells = [cell for cell in table.cells(column) if not NONE.fullmatch(cell.text)]
    if _PERCENT.search(heading) and not any(_PERCENT.search(cell.text) for cell in cells):
        return False  # sums and shares side by side under one heading: which are which nothing tells
    numbers = [cell for cell in cells if _NUMBER.fullmatch(_BELOW_ZERO.sub(r"\1", cell.text))]
    years = sum(bool(_YEAR.fullmatch(cell.text)) for cell in numbers)
    return bool(numbers) and len(numbers) / len(cells) >= _MOST and (years < len(numbers) or (own_unit and years < 2))


def _covered(mention: Mention, spans: Sequence[Span]) -> bool:
    return mention.label == "date" and any(s.start <= mention.start and mention.end <= s.end for s in spans)


def _whole(value: Decimal) -> Decimal:
    return Decimal(int(value)) if value == value.to_integral_value() else value.normalize()
