"""Agreements and meetings told in tables: a line for each treaty, pact or summit, with its dates, sides and place."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from policyfacts.facts.actors import Actor, actors_in, joined
from policyfacts.facts.context import SOVEREIGN_LABELS, Sentence, Story
from policyfacts.facts.deeds import events_worded
from policyfacts.facts.places import Place, place_at
from policyfacts.facts.tabular import TableCell, Tabular, tables
from policyfacts.language.meetingnames import find_meetings
from policyfacts.language.titles import Title, find_titles
from policyfacts.records import Fact, Mention, Passage, Slot, Span

Row = tuple[TableCell | None, ...]

_TEXT_HEADING = re.compile(
    r"\b(?:agreements?|treat(?:y|ies)|accords?|pacts?|conventions?|memorand(?:um|a)|instruments?|texts?|documents?|"
    r"declarations?|ftas?|title)\b",
    re.IGNORECASE,
)
_OCCASION_HEADING = re.compile(
    r"\b(?:occasions?|events?|venues?|where|meetings?|summits?|visits?|forum)\b", re.IGNORECASE
)
# The share of a column's cells that must name a text for it to be a column of texts without a heading that says so.
_SHARE = 0.6


def grid_agreements(story: Story) -> Iterator[Fact]:
    """A fact for each dated milestone of each text that a line of a table names."""
    for table in tables(story):
        column = _title_column(table, "agreements", _TEXT_HEADING)
        if column is None:
            continue
        for row in table.rows:
            cell = row[column]
            titles = find_titles(cell.text) if cell is not None else []
            if cell is not None and titles:
                yield from _milestones(story, table, row, cell, titles[0])


def grid_meetings(story: Story) -> Iterator[Fact]:
    """A fact for each meeting that a line of a table names, or whose day and place stand under such a heading."""
    for table in tables(story):
        for column, heading in enumerate(table.headings):
            if heading is None or not _OCCASION_HEADING.search(heading.text):
                continue
            general = find_meetings(_lowered(heading.text))
            for row in table.rows:
                cell = row[column]
                if cell is not None and cell.text:
                    fact = _meeting(story, table, row, cell, (heading, general))
                    if fact:
                        yield fact


def _title_column(table: Tabular, knowledge: str, headed: re.Pattern[str]) -> int | None:
    for column in range(len(table.headings)):
        heading = table.headings[column]
        filled = [row[column] for row in table.rows if row[column] is not None]
        cells = [cell for cell in filled if cell is not None and cell.text]
        share = sum(bool(find_titles(c.text, knowledge=knowledge)) for c in cells) / len(cells) if cells else 0.0
        if share >= _SHARE or (share > 0 and heading is not None and headed.search(heading.text)):
            return column
    return None


def _milestones(story: Story, table: Tabular, row: Row, cell: TableCell, title: Title) -> Iterator[Fact]:
    span = Span(cell.span.start + title.start, cell.span.start + title.end)
    slots = {"title": Slot(title.text, (span,)), "kind": Slot(title.kind, (span,))}
    if sides := _sides(story, row, cell):
        slots["parties"] = joined(sides)
    told = False
    for column, other in enumerate(row):
        if other is None or other is cell or not other.of("date"):
            continue
        heading = table.headings[column]
        event = _event_of(other, None) or (_event_of(heading, None) if heading else None)
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


def _meeting(
    story: Story, table: Tabular, row: Row, cell: TableCell, under: tuple[TableCell, Sequence[Title]]
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
    else:
        return None
    slots = {"name": name}
    date = next(iter(cell.of("date")), None) or _date_beside(row, cell)
    if date is not None:
        slots["date"] = Slot(str(date.value), (date.span,))
    if place := _place(sentence, behind, at_once=not titles):
        slots["place"] = Slot(place.value, (place.span,))
    sides = list(_sides(story, row, cell))
    taken = {v for a in sides for v in a.values}
    sides += [
        a
        for a in actors_in(sentence, story)
        if titles and a.sort in {"party", "group", "person"} and not set(a.values) & taken
    ]
    if (not date and not place) or not sides:
        return None
    slots["participants"] = joined(sides)
    slots["event"] = Slot("held", name.spans)
    return Fact("meetings", slots, table.quote(row), "meeting/grid")


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
