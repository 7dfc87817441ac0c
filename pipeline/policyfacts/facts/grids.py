"""Facts from tables: one row of a table, one fact (or one for each title in it)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from decimal import Decimal

from policyfacts.facts.context import SOVEREIGN_LABELS, Story
from policyfacts.facts.cues import whole_words
from policyfacts.facts.frames import instruments
from policyfacts.facts.parties import value_of
from policyfacts.facts.tabular import TableCell, Tabular, tables
from policyfacts.knowledge import entries
from policyfacts.records import Fact, Mention, Money, Slot, Span
from policyfacts.values.amounts import find_amounts
from policyfacts.values.levels import find_levels

_TOTAL = re.compile(r"^\s*(?:grand |sub-?)?(?:total|sum|average|all)\b", re.IGNORECASE)
_NUMBER = re.compile(
    r"^[~≈<>≥≤]?\s*[\d.,\s\u00a0]+(?:\s*[–-]\s*[\d.,]+)?\s*(?:bn|mn|m|million|billion)?$", re.IGNORECASE
)

# A table of those who finance one thing: "Table 2: Financing of the Karuma dam (US$ million)".
_FINANCING = re.compile(
    r"\b(?:[Ff]inancing|[Ff]unding|[Ff]inanciers|[Ff]unders|[Dd]onors|[Cc]ontributions?|[Pp]ledges) "
    r"(?:of|for|to) (?:the )?"
    r"(?P<name>[A-Z]\w+(?: (?!(?:by|in|from|since|as)\b)[\w’-]+){1,6})",
)
# The state of a company in brackets behind it is no party: "ACWA Power (Saudi Arabia)".
_ORIGIN = re.compile(r"(?<=\w)\s\([^()]+\)$")
_MORE = re.compile(r"\band others\b")

Row = tuple[TableCell | None, ...]


def grid_partnerships(story: Story) -> Iterator[Fact]:
    """Partnerships told in tables: a country's row with its titles and years, or a title's with its countries."""
    for table in tables(story):
        width = len(table.headings)
        level_columns = [c for c in range(width) if table.share(c, "level") >= 0.3]
        party_columns = [c for c in range(width) if c not in level_columns and table.share(c, "country", "bloc") >= 0.6]
        if not party_columns:
            continue
        yield from _headed_partnerships(story, table, party_columns[0])
        for row in table.rows:
            for column in level_columns:
                cell = row[column]
                if cell is not None:
                    yield from _row_partnerships(story, table, row, cell, party_columns[0])


def _headed_partnerships(story: Story, table: Tabular, party_column: int) -> Iterator[Fact]:
    """Partnerships of a table whose columns are headed by titles and whose cells hold the years."""
    for column, heading in enumerate(table.headings):
        titles = find_levels(heading.text) if heading else []
        if heading is None or not titles or table.share(column, "date") < 0.5:
            continue
        for row in table.rows:
            party_cell, cell = row[party_column], row[column]
            found = party_cell.of(*SOVEREIGN_LABELS) if party_cell else []
            dates = cell.of("date") if cell else []
            other = _other_side(story, table, found[0]) if found else None
            if dates and other is not None:
                slots = {
                    "country": Slot(str(found[0].value), (found[0].span,)),
                    "counterparty": Slot(str(other.value), (other.span,)),
                    "level": Slot(str(titles[0].value), (heading.span,)),
                    "level_text": Slot(titles[0].text, (heading.span,)),
                    "date": Slot(str(dates[0].value), (dates[0].span,)),
                    "status": Slot("established", (heading.span,)),
                }
                yield Fact("partnerships", slots, table.quote(row), "partnership/grid-heading")


def _row_partnerships(story: Story, table: Tabular, row: Row, cell: TableCell, party_column: int) -> Iterator[Fact]:
    party_cell = row[party_column]
    if party_cell is None:
        return
    found = [m for m in party_cell.of(*SOVEREIGN_LABELS) if m.value != story.lead]
    for level in cell.of("level"):
        for position, party in enumerate(found):
            dated = _own_date(party_cell, found, position) if len(found) > 1 else _row_date(table, row, cell, level)
            other = _other_side(story, table, party)
            if other is None:
                continue
            status, proof = _grid_status(table, cell, dated)
            slots = {
                "country": Slot(str(party.value), (party.span,)),
                "counterparty": Slot(str(other.value), (other.span,)),
                "level": Slot(str(level.value), (level.span,)),
                "level_text": Slot(level.text, (level.span,)),
                "status": Slot(status, (proof or level.span,)),
            }
            if dated:
                slots["date"] = Slot(str(dated[0].value), (dated[0].span,))
            yield Fact("partnerships", slots, table.quote(row), "partnership/grid")


def _own_date(cell: TableCell, found: list[Mention], position: int) -> tuple[Mention, int] | None:
    """In a list of countries in one cell, the date behind each: "Brazil (2012), Chile (2016)"."""
    end = found[position + 1].start if position + 1 < len(found) else cell.span.end
    dates = [m for m in cell.of("date") if found[position].end <= m.start < end]
    return (dates[0], cell.column) if dates else None


def _row_date(table: Tabular, row: Row, cell: TableCell, level: Mention) -> tuple[Mention, int] | None:
    """The date of a title: in its own cell, else in the next date column to its right before another title."""
    inside = [m for m in cell.of("date") if m.start >= level.end] or cell.of("date")
    if inside:
        return inside[0], cell.column
    for column in range(cell.column + 1, len(row)):
        other = row[column]
        if table.share(column, "level") >= 0.3:
            return None
        if other is not None and other.of("date") and table.share(column, "date") >= 0.5:
            return other.of("date")[0], column
        if table.share(column, "date") >= 0.5:
            return None
    return None


def _other_side(story: Story, table: Tabular, party: Mention) -> Mention | None:
    """The side that the caption names beside the row's country, else the side that the paper is about."""
    if table.grid.caption:
        named = [
            m
            for m in story.mentions_in(table.grid.caption.start, table.grid.caption.end)
            if m.label in SOVEREIGN_LABELS and m.value != party.value
        ]
        lead = next((m for m in named if m.value == story.lead), None)
        if lead or named:
            return lead or named[0]
    first = story.first_mention(story.lead)
    return first if first is not None and first.value != party.value else None


def _grid_status(table: Tabular, cell: TableCell, dated: tuple[Mention, int] | None) -> tuple[str, Span | None]:
    """The status that the headings over the date and the title state; ``established`` where they state none."""
    columns = [dated[1]] if dated else []
    for column in (*columns, cell.column):
        heading = table.headings[column]
        if heading is None:
            continue
        for entry in entries("statuses"):
            if entry["status"] != "denied" and whole_words(entry["cues"]).search(heading.text):
                return str(entry["status"]), heading.span
    return "established", None


def grid_funds(story: Story) -> Iterator[Fact]:
    """Flows of money told in tables: one fact a line that has a sum."""
    for table in tables(story):
        kind = _table_kind(table)
        amount_column = _amount_column(table)
        if kind is None or amount_column is None:
            continue
        for row in table.rows:
            first = next((c for c in row if c is not None and c.text), None)
            if first is not None and not _TOTAL.match(first.text):
                fact = _row_fund(story, table, row, amount_column, kind)
                if fact:
                    yield fact


def _table_kind(table: Tabular) -> str | None:
    """The kind of money that the caption and headings speak of; ``None`` where they speak of none."""
    about = " ".join((table.caption, *(h.text for h in table.headings if h is not None)))
    found = [(m.start(), order, i.kind) for order, i in enumerate(instruments()) if (m := i.pattern.search(about))]
    if not found:
        return None
    strong = [f for f in found if f[2] != "aid"]
    told = re.search(r"\b(?:pledg|commit|aid|assist|financ|fund|donor|lender)\w*", about, re.IGNORECASE)
    banked = any(h is not None and h.of("organisation", "fund") for h in table.headings)
    if not strong and not told and not banked:
        return None
    return min(strong or found, key=lambda f: (f[1], f[0]))[2]


def _amount_column(table: Tabular) -> int | None:
    """The column of sums: with currencies in its cells, or numbers under a heading (or caption) that names one."""
    width = len(table.headings)
    for column in range(width):
        if table.share(column, "amount") >= 0.5:
            return column
    for column in range(width):
        cells = [row[column] for row in table.rows]
        filled = [c for c in cells if c is not None and c.text]
        numbers = sum(bool(_NUMBER.match(c.text)) for c in filled)
        if filled and numbers / len(filled) >= 0.6 and _unit(table, column) and table.role(column) not in {"date"}:
            return column
    return None


def _unit(table: Tabular, column: int) -> str:
    """The currency and scale that the heading of ``column`` states, else the caption: "US$ million"."""
    heading = table.headings[column]
    for text in (heading.text if heading else "", table.caption):
        match = re.search(
            r"(?P<unit>(?:[A-Z]{1,3}[$]|[$€£¥]|USD|EUR|GBP|CNY|RMB|JPY|INR|CHF|AUD|SDR)\s?"
            r"(?:million|billion|bn|mn|m|trillion|thousand|crore)?|(?:million|billion|bn|mn|thousand|crore)s?\s(?:of\s)?"
            r"(?:US\s|U\.S\.\s)?(?:dollars|euros?|yuan|renminbi|yen|rupees|USD|EUR|CNY|RMB))",
            text,
        )
        if match:
            return match["unit"].strip()
    return ""


def _row_fund(story: Story, table: Tabular, row: Row, amount_column: int, table_kind: str) -> Fact | None:
    cell = row[amount_column]
    if cell is None or not cell.text:
        return None
    money = _money(table, cell, amount_column)
    if money is None:
        return None
    sums = (Span(cell.span.start, cell.span.end),)
    slots: dict[str, Slot] = {
        "amount": Slot(money.value, sums),
        "currency": Slot(money.currency, sums),
        "scope": Slot("total", sums),
        "kind": _row_kind(table, row, table_kind, sums),
    }
    if money.value_max is not None:
        slots["amount_max"] = Slot(money.value_max, sums)
    for column, other in enumerate(row):
        if column != amount_column and other is not None and other.text:
            _fill(story, table, column, other, slots)
    slots = _of_table(story, table, amount_column, slots)
    if "event" not in slots:
        slots["event"] = _event(table, amount_column, sums)
    if "name" not in slots:
        slots["name"] = Slot(str(slots["kind"].value), slots["kind"].spans)
    return Fact("funds", slots, table.quote(row), "fund/grid")


def _of_table(story: Story, table: Tabular, amount_column: int, slots: Mapping[str, Slot]) -> dict[str, Slot]:
    """``slots`` with what the table as a whole tells of each line: one thing that all finance, and who gives."""
    full = dict(slots)
    if table.grid.caption and (match := _FINANCING.search(table.caption)) and not {"name", "recipients"} & full.keys():
        start = table.grid.caption.start + match.start("name")
        full["name"] = Slot(match["name"].strip(), (Span(start, start + len(match["name"].strip())),))
        full["scope"] = Slot("contribution", full["scope"].spans)
    if "providers" not in full and (giver := _giver(story, table, amount_column)):
        full["providers"] = Slot(value_of(giver, story), (giver.span,))
    return full


def _giver(story: Story, table: Tabular, amount_column: int) -> Mention | None:
    """Who gives in every line: the organisation that the heading of the sums names, else whom the paper is about."""
    heading = table.headings[amount_column]
    if heading and (named := heading.of("organisation", "fund")):
        return named[0]
    if any(table.role(column) == "provider" for column in range(len(table.headings))):
        return None
    lead = story.first_mention(story.lead)
    borrowing = any(table.role(column) == "recipient" for column in range(len(table.headings)))
    return lead if lead and lead.label == "country" and borrowing else None


def _fill(story: Story, table: Tabular, column: int, cell: TableCell, slots: dict[str, Slot]) -> None:
    """What one cell adds to the row's fact, by its heading and by what is in it."""
    role = table.role(column)
    parties = [m for m in cell.mentions if m.label in {"country", "bloc", "organisation"}]
    outer = [m for m in parties if not any(o is not m and o.start <= m.start and m.end <= o.end for o in parties)]
    named = Slot("; ".join(dict.fromkeys(value_of(m, story) for m in outer)), tuple(m.span for m in outer))
    whole = Slot(_ORIGIN.sub("", re.sub(r"\s+", " ", cell.text).strip()), (cell.span,))
    if _ORIGIN.search(cell.text):
        outer = [m for m in outer if m.label == "organisation"]
    if _MORE.search(cell.text):
        outer = []
    if role == "provider" and "providers" not in slots:
        slots["providers"] = named if outer else whole
    elif role == "recipient" and "recipients" not in slots:
        slots["recipients"] = named if outer else whole
    elif role == "status" and "event" not in slots and (cue := _cue(cell)):
        slots["event"] = cue
        if cell.of("date") and "date" not in slots:
            slots["date"] = Slot(str(cell.of("date")[0].value), (cell.of("date")[0].span,))
    elif (
        cell.of("date")
        and role != "status"
        and (role == "date" or table.share(column, "date") >= 0.8)
        and "date" not in slots
    ):
        dates = cell.of("date")
        slots["date"] = Slot(str(dates[0].value), (dates[0].span,))
    elif role == "name" and "name" not in slots:
        slots["name"] = whole
    elif role == "" and outer and len(outer) == len(parties) and "recipients" not in slots:
        slots["recipients"] = named


def _cue(cell: TableCell) -> Slot | None:
    """What became of the money, by the words of one cell: "Contract signed in 2024"."""
    for rule in entries("funds_events"):
        # What is opened or founded in a column of states is the works, not the money.
        if rule["event"] != "established" and (match := whole_words(rule["cues"]).search(cell.text)):
            return Slot(rule["event"], (Span(cell.span.start + match.start(), cell.span.start + match.end()),))
    return None


def _money(table: Tabular, cell: TableCell, column: int) -> Money | None:
    for mention in cell.of("amount"):
        if isinstance(mention.value, Money):
            return mention.value
    unit = _unit(table, column)
    if not unit or not _NUMBER.match(cell.text):
        return None
    number = re.sub(r"[\s\u00a0~≈<>≥≤]", "", cell.text)
    leading = re.match(r"(?:[A-Z]{0,3}[$€£¥]|[A-Z]{3})", unit)
    scale = unit[leading.end() :].strip() if leading else unit
    written = f"{leading[0]} {number} {scale}".strip() if leading else f"{number} {unit}"
    found = [m.value for m in find_amounts(written) if isinstance(m.value, Money)]
    return found[0] if found and found[0].value > Decimal(0) else None


def _row_kind(table: Tabular, row: Row, table_kind: str, sums: tuple[Span, ...]) -> Slot:
    """The kind that a cell of the row tells: of the column of kinds first, never of that of the givers."""
    rank = {"kind": 0, "provider": 2}
    cells = sorted((c for c in row if c is not None), key=lambda c: rank.get(table.role(c.column), 1))
    for cell in cells:
        if table.role(cell.column) == "provider" and len(cells) > 1 and table_kind != "aid":
            continue
        for money in instruments():
            match = money.pattern.search(cell.text)
            if match and money.kind != "aid":
                return Slot(money.kind, (Span(cell.span.start + match.start(), cell.span.start + match.end()),))
    return Slot(table_kind, sums)


def _event(table: Tabular, column: int, sums: tuple[Span, ...]) -> Slot:
    columns = (column, *(c for c in range(len(table.headings)) if table.role(c) == "date"))
    headed = [(heading.text, heading.span) for c in columns if (heading := table.headings[c])]
    for text, span in (*headed, (table.caption, table.grid.caption)):
        for entry in entries("funds_events"):
            if entry["event"] != "proposed" and whole_words(entry["cues"]).search(text):
                return Slot(entry["event"], (span,) if span else sums)
    return Slot("reported", sums)
