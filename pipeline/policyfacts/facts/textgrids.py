"""Agreements and meetings told in tables: a line for each treaty, pact or summit, with its dates, sides and place."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from policyfacts.facts.actors import Actor, actors_in, joined
from policyfacts.facts.context import PARTY_LABELS, SOVEREIGN_LABELS, Sentence, Story
from policyfacts.facts.places import Place, place_at
from policyfacts.facts.textstates import events_worded
from policyfacts.language.meetingnames import find_meetings
from policyfacts.language.titles import Title, find_titles
from policyfacts.records import Fact, Mention, Passage, Slot, Span
from policyfacts.tabular import Row, Table, TableCell, headed_by, share, tables
from policyfacts.tabular.columns import within

# The share of a column's cells that must name a text for it to be a column of texts without a heading that says so.
_SHARE = 0.6
_SEVERAL = re.compile(
    r"\b(?:treaties|agreements|accords|pacts|conventions|memoranda|declarations|protocols)\b", re.IGNORECASE
)
_NAME = re.compile(r"[A-ZÀ-Þ]")


def grid_agreements(story: Story) -> Iterator[Fact]:
    """A fact for each dated milestone of each text that a line of a table names."""
    for table in tables(story.paper, story.mentions):
        column = _title_column(table)
        if column is None:
            yield from _by_state(table)
            continue
        for row in table.rows:
            cell = row[column]
            titles = find_titles(cell.text) if cell is not None else []
            if cell is not None and titles and _NAME.search(titles[0].text):
                yield from _milestones(story, table, row, cell, titles[0])


def grid_meetings(story: Story) -> Iterator[Fact]:
    """A fact for each meeting that a line of a table names, or whose day and place stand under such a heading."""
    for table in tables(story.paper, story.mentions):
        for column, heading in enumerate(table.headings):
            if heading is None or not headed_by(heading.text, "occasion"):
                continue
            general = find_meetings(_lowered(heading.text))
            for row in table.rows:
                cell = row[column]
                if cell is not None and cell.text:
                    fact = _meeting(story, table, row, cell, (heading, general))
                    if fact:
                        yield fact


def _by_state(table: Table) -> Iterator[Fact]:
    """The states of one text that the caption names, with the days on which each signed or ratified it."""
    titles = find_titles(table.title)
    states = next((c for c in range(table.width) if share(table, c, "country") >= _SHARE), None)
    one = len(titles) == 1 and _NAME.match(titles[0].text) and not _SEVERAL.search(titles[0].text)
    if table.caption is None or states is None or not one:
        return
    named = within(table.caption, titles[0].start, titles[0].end)
    title = {"title": Slot(titles[0].text, (named,)), "kind": Slot(titles[0].kind, (named,))}
    events = [(c, e) for c, h in enumerate(table.headings) if c != states and (e := _headed_event(h))]
    for row in table.rows:
        state = row[states]
        for party in state.of("country")[:1] if state is not None else ():
            parties = Slot(str(party.value), (party.span,))
            for column, event in events:
                cell = row[column]
                for date in cell.of("date")[:1] if cell is not None else ():
                    when = Slot(str(date.value), (date.span,))
                    slots = {**title, "parties": parties, "date": when, "event": event}
                    yield Fact("agreements", slots, table.quote(row), "agreement/grid/state")


def _title_column(table: Table) -> int | None:
    """The column of texts: most of its cells have titles of texts, or some, and its heading says so."""
    for column in range(table.width):
        cells = table.cells(column)
        titled = sum(bool(find_titles(cell.text)) for cell in cells) / len(cells) if cells else 0.0
        if titled >= _SHARE or (titled > 0 and headed_by(table.heading(column), "text")):
            return column
    return None


def _milestones(story: Story, table: Table, row: Row, cell: TableCell, title: Title) -> Iterator[Fact]:
    span = Span(cell.span.start + title.start, cell.span.start + title.end)
    slots = {"title": Slot(title.text, (span,)), "kind": Slot(title.kind, (span,))}
    if sides := _parties(table, row, cell) or _sides(story, _without_places(table, row), cell):
        slots["parties"] = joined(sides)
    told = False
    for column, other in enumerate(row):
        if other is None or other is cell or not other.of("date"):
            continue
        heading = table.headings[column]
        event = _event_of(other, None) or _headed_event(heading) or _status(table, row, cell)
        date = other.of("date")[0]
        told = True
        yield Fact(
            "agreements",
            {**slots, "date": Slot(str(date.value), (date.span,)), "event": event or Slot(title.event, (date.span,))},
            table.quote(row),
            "agreement/grid/date",
        )
    if not told:
        event = next((e for c in row if c is not None and (e := _event_of(c, span))), None)
        dates = cell.of("date")
        outside = [d for d in dates if not (span.start <= d.start < span.end)]
        if outside:
            slots["date"] = Slot(str(outside[0].value), (outside[0].span,))
        if outside or event:
            slots["event"] = event or Slot(title.event, (outside[0].span,))
            yield Fact("agreements", slots, table.quote(row), "agreement/grid/line")


def _event_of(cell: TableCell, title: Span | None) -> Slot | None:
    """The event that a cell or a heading tells ("Signed", "In force since", "Ratification")."""
    for event, start, end in events_worded(cell.text):
        span = Span(cell.span.start + start, cell.span.start + end)
        if title is None or span.end <= title.start or title.end <= span.start:
            return Slot(event, (span,))
    return None


def _headed_event(heading: TableCell | None) -> Slot | None:
    """The event of which the heading of a column of dates speaks ("Signed", "Entered into force")."""
    if heading is not None and headed_by(heading.text, "in force"):
        return Slot("in force", (heading.span,))
    return _event_of(heading, None) if heading is not None else None


def _status(table: Table, row: Row, title: TableCell) -> Slot | None:
    """What a column of statuses, which has no dates, tells of the text of its line."""
    others = (cell for cell in row if cell is not None and cell is not title and not cell.of("date"))
    told = (_event_of(cell, None) for cell in others if headed_by(table.heading(cell.column), "status"))
    return next((event for event in told if event), None)


def _parties(table: Table, row: Row, title: TableCell) -> tuple[Actor, ...]:
    """The states and bodies in the columns that are headed as those of parties, where these name two or more."""
    found: dict[str, Actor] = {}
    for cell in dict.fromkeys(row):
        if cell is None or cell is title or not headed_by(table.heading(cell.column), "parties"):
            continue
        named = cell.of(*PARTY_LABELS)
        for m in named:
            if not any(o is not m and o.start <= m.start and m.end <= o.end for o in named):
                found.setdefault(str(m.value), Actor(m.start, m.end, (str(m.value),), (m.span,)))
    return tuple(found.values()) if len(found) > 1 else ()


def _meeting(
    story: Story, table: Table, row: Row, cell: TableCell, under: tuple[TableCell, Sequence[Title]]
) -> Fact | None:
    heading, general = under
    sentence = _as_sentence(cell)
    titles = find_meetings(cell.text) or find_meetings(_lowered(cell.text))
    if titles:
        span = Span(cell.span.start + titles[0].start, cell.span.start + titles[0].end)
        name = Slot(cell.text[titles[0].start : titles[0].end], (span,))
        behind = span.end
    elif general and (cell.of("date") or cell.of("capital", "country")):
        name = Slot(general[0].text, (heading.span,))
        behind = cell.span.start
    elif headed_by(cell.text, "occasion") and _date_beside(row, cell) and _place_beside(table, row, cell):
        name = Slot(re.sub(r"\s+", " ", cell.text).strip(), (cell.span,))
        behind = cell.span.end
    else:
        return None
    slots = {"name": name}
    date = next(iter(cell.of("date")), None) or _date_beside(row, cell)
    if date is not None:
        slots["date"] = Slot(str(date.value), (date.span,))
    if place := _place(sentence, behind, at_once=not titles) or _place_beside(table, row, cell):
        slots["place"] = Slot(place.value, (place.span,))
    sides = list(_parties(table, row, cell) or _sides(story, _without_places(table, row), cell))
    taken = {v for a in sides for v in a.values}
    sides += [
        a
        for a in actors_in(sentence, story)
        if titles and a.sort in {"party", "group", "person"} and not set(a.values) & taken
    ]
    if not (date and place and behind > cell.span.start) and ((not date and not place) or not sides):
        return None
    if sides:
        slots["participants"] = joined(sides)
    slots["event"] = Slot("held", name.spans)
    return Fact("meetings", slots, table.quote(row), "meeting/grid")


def _place_beside(table: Table, row: Row, cell: TableCell) -> Place | None:
    """The place in the line's column of places."""
    for other in row:
        if other is not None and other is not cell and other.text and headed_by(table.heading(other.column), "place"):
            return place_at(_as_sentence(other), other.span.start)
    return None


def _date_beside(row: Row, cell: TableCell) -> Mention | None:
    """The last date of the line before the cell, else the first one behind it."""
    before = [m for c in row[: cell.column] if c is not None for m in c.of("date")]
    after = [m for c in row[cell.column + 1 :] if c is not None for m in c.of("date")]
    return before[-1] if before else after[0] if after else None


def _place(sentence: Sentence, behind: int, *, at_once: bool) -> Place | None:
    """The place in a cell: right at its start, or behind the meeting's name and a comma or "in"."""
    if at_once:
        return place_at(sentence, behind)
    match = re.search(r"(?:,\s|\sin\s|\sat\s|\s\()(?=[A-ZÀ-Þ])", sentence.between(behind, sentence.end))
    return place_at(sentence, behind + match.end()) if match else None


def _without_places(table: Table, row: Row) -> Row:
    """``row`` without its cells of places: where a meeting was held takes no part."""
    return tuple(None if c is not None and headed_by(table.heading(c.column), "place") else c for c in row)


def _sides(story: Story, row: Row, cell: TableCell) -> tuple[Actor, ...]:
    """The states of the line's other cells, and the side that the paper is about where they name only one."""
    found: list[Actor] = []
    for other in row:
        if other is None or other is cell or other.of("date", "amount") or len(other.text) > 80:
            continue
        found.extend(Actor(m.start, m.end, (str(m.value),), (m.span,)) for m in other.of(*sorted(SOVEREIGN_LABELS)))
    found = list({a.values: a for a in reversed(found)}.values())[::-1]
    named = {str(m.value) for m in cell.of(*sorted(SOVEREIGN_LABELS))}
    values = {v for a in found for v in a.values}
    if len(values | named) == 1 and story.lead not in values | named:
        first = story.first_mention(story.lead)
        if first is not None:
            found.append(Actor(first.start, first.end, (story.lead,), (first.span,)))
    if named and not values:
        found += [Actor(m.start, m.end, (str(m.value),), (m.span,)) for m in cell.of(*sorted(SOVEREIGN_LABELS))]
    return tuple(found)


def _as_sentence(cell: TableCell) -> Sentence:
    return Sentence(
        cell.span.start, cell.span.end, cell.text, Passage(cell.span.start, cell.span.end, "cell"), cell.mentions
    )


def _lowered(text: str) -> str:
    """A cell or heading as it would stand in a sentence: its first letter small, where the second is."""
    return text[:1].lower() + text[1:] if text[1:2].islower() else text
