"""Partnerships from tables: one row of a table, one fact for each title in it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from policyfacts.facts.context import SOVEREIGN_LABELS, Story
from policyfacts.frames.lexicon import lexicon
from policyfacts.records import Fact, Mention, Slot, Span
from policyfacts.tabular import Row, Table, TableCell, headed_by, share, tables
from policyfacts.values.levels import find_levels

_EARLIER = re.compile(
    r"\b(?:earlier|previous(?:ly)?|former(?:ly)?|prior|before)\b.*\b(?:rank|title|level|status|designation|"
    r"label|grade)s?\b",
    re.IGNORECASE,
)
_STATUS = re.compile(r"\b(?:status|state|standing|remarks?|notes?|now|today)\b", re.IGNORECASE)
_WORD = re.compile(r"[a-z]+")
_SENSES = ("deny", "end", "lower", "propose", "raise")
_BARE = re.compile(r"(?P<words>[A-Za-z][A-Za-z -]+?)(?=\s*(?:\(|,|$|\d))")


def grid_partnerships(story: Story) -> Iterator[Fact]:
    """Partnerships told in tables: a country's row with its titles and years, or a title's with its countries."""
    for table in tables(story.paper, story.mentions):
        width = table.width
        level_columns = [c for c in range(width) if share(table, c, "level") >= 0.3]
        party_columns = [
            c for c in range(width) if c not in level_columns and share(table, c, "country", "bloc") >= 0.6
        ]
        if not party_columns:
            continue
        yield from _headed_partnerships(story, table, party_columns[0])
        earlier = [c for c, h in enumerate(table.headings) if h is not None and _EARLIER.search(h.text)]
        level_columns += [c for c in earlier if c not in (*level_columns, *party_columns)]
        for row in table.rows:
            for column in level_columns:
                cell = row[column]
                if cell is not None:
                    yield from _row_partnerships(story, table, row, cell, party_columns[0])


def _headed_partnerships(story: Story, table: Table, party_column: int) -> Iterator[Fact]:
    """Partnerships of a table whose columns are headed by titles and whose cells hold the years."""
    for column, heading in enumerate(table.headings):
        titles = find_levels(heading.text) if heading else []
        if heading is None or not titles or share(table, column, "date") < 0.5:
            continue
        for row in table.rows:
            party_cell, cell = row[party_column], row[column]
            found = party_cell.of(*SOVEREIGN_LABELS) if party_cell else []
            dates = cell.of("date") if cell else []
            other = _other_side(story, table, found[0], column) if found else None
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


def _row_partnerships(story: Story, table: Table, row: Row, cell: TableCell, party_column: int) -> Iterator[Fact]:
    party_cell = row[party_column]
    if party_cell is None:
        return
    found = party_cell.of(*SOVEREIGN_LABELS)
    pair = len(found) == 2 and headed_by(table.heading(party_column), "pair")
    if pair:
        found = sorted(found, key=lambda m: (m.value == story.lead, str(m.value)))[:1]
    else:
        named = table.caption is not None and len(table.caption.of(*SOVEREIGN_LABELS)) == 1
        other_side = table.caption.of(*SOVEREIGN_LABELS)[0].value if named and table.caption else story.lead
        found = [m for m in found if m.value != other_side] or found
    for level in _levels(table, cell):
        for position, party in enumerate(found):
            dated = _own_date(party_cell, found, position) if len(found) > 1 else _row_date(table, row, cell, level)
            both = [m for m in party_cell.of(*SOVEREIGN_LABELS) if m.value != party.value]
            other = both[0] if pair and both else _other_side(story, table, party, cell.column)
            if other is None:
                continue
            status, proof = _grid_status(table, row, cell, dated)
            if proof is None and dated and len(found) == 1 and _raised(table, row, cell, dated[0]):
                status = "upgraded"
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


def _levels(table: Table, cell: TableCell) -> list[Mention]:
    """The titles in a cell; under "Earlier rank" also qualifiers alone: "strategic (1993)"."""
    found = cell.of("level")
    heading = table.headings[cell.column]
    bare = _BARE.match(cell.text)
    if found or bare is None or heading is None or not _EARLIER.search(heading.text):
        return found
    whole = find_levels(f"{bare['words']} partnership")
    if len(whole) != 1 or whole[0].start:
        return []
    start = cell.span.start
    return [Mention("level", start, start + bare.end("words"), bare["words"], whole[0].value)]


def _raised(table: Table, row: Row, cell: TableCell, date: Mention) -> bool:
    """Whether the row tells, under a heading such as "Earlier rank", a title of an earlier date."""
    for other in row:
        heading = table.headings[other.column] if other is not None else None
        if other is None or other is cell or heading is None or not _EARLIER.search(heading.text):
            continue
        for level in _levels(table, other):
            before = _row_date(table, row, other, level)
            if before is not None and before[0] is not date and str(before[0].value)[:4] < str(date.value)[:4]:
                return True
    return False


def _own_date(cell: TableCell, found: list[Mention], position: int) -> tuple[Mention, int] | None:
    """In a list of countries in one cell, the date behind each: "Brazil (2012), Chile (2016)"."""
    end = found[position + 1].start if position + 1 < len(found) else cell.span.end
    dates = [m for m in cell.of("date") if found[position].end <= m.start < end]
    return (dates[0], cell.column) if dates else None


def _row_date(table: Table, row: Row, cell: TableCell, level: Mention) -> tuple[Mention, int] | None:
    """The date of a title: in its own cell, else in the next date column to its right before another title."""
    inside = [m for m in cell.of("date") if m.start >= level.end] or cell.of("date")
    if inside:
        return inside[0], cell.column
    for column in range(cell.column + 1, len(row)):
        other = row[column]
        if share(table, column, "level") >= 0.3:
            return None
        if other is not None and other.of("date") and share(table, column, "date") >= 0.5:
            return other.of("date")[0], column
        if share(table, column, "date") >= 0.5:
            return None
    return None


def _other_side(story: Story, table: Table, party: Mention, column: int) -> Mention | None:
    """The side that the heading of the title's column names, or the caption; else the side that the paper is about."""
    heading = table.headings[column] if column < len(table.headings) else None
    headed = [m for m in heading.of(*SOVEREIGN_LABELS) if m.value != party.value] if heading is not None else []
    if len({m.value for m in headed}) == 1:
        return headed[0]
    if table.caption is not None:
        named = [m for m in table.caption.of(*SOVEREIGN_LABELS) if m.value != party.value]
        lead = next((m for m in named if m.value == story.lead), None)
        if lead or named:
            return lead or named[0]
    first = story.first_mention(story.lead)
    return first if first is not None and first.value != party.value else None


def _grid_status(table: Table, row: Row, cell: TableCell, dated: tuple[Mention, int] | None) -> tuple[str, Span | None]:
    """The status that the title's cell states, or one under a heading for it, or the headings over date and title;
    ``established`` where none does."""
    for other in (cell, *(c for c in row if c is not None and c is not cell and _tells_status(table, c))):
        if event := _event(other.text):
            return event, other.span
    for column in (*([dated[1]] if dated else []), cell.column):
        heading = table.headings[column]
        if heading is not None and (event := _event(heading.text)):
            return event, heading.span
    return "established", None


def _tells_status(table: Table, cell: TableCell) -> bool:
    heading = table.headings[cell.column]
    return heading is not None and _STATUS.search(heading.text) is not None


def _event(text: str) -> str:
    """What a participle ("upgraded", "proposed") or a noun for raising, lowering or ending in ``text`` tells."""
    known = lexicon()
    words = _WORD.findall(text.lower())
    verbs = [v.sense for w in words for v in known.verbs.get(w, ()) if v.form in {"past", "participle"} and not v.idiom]
    nouns = [n.sense for w in words for n in known.nouns.get(w, ()) if n.sense.name != "propose"]
    told = {sense.name: sense.event for sense in (*nouns, *verbs) if sense.family == "relations"}
    return next((told[name] for name in _SENSES if name in told), "")
