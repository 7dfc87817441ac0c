"""Which columns of a table hold flows of money, what their headings tell of them, and what kind of money it is."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from policyfacts.facts.context import Story
from policyfacts.facts.gridsides import SIDES, Sides, headed_party, named_sides
from policyfacts.facts.money.nouns import instruments
from policyfacts.knowledge import entries
from policyfacts.knowledge.searches import whole_words
from policyfacts.records import Mention, Slot
from policyfacts.tabular import Table, TableCell, headed_by, money_columns, share
from policyfacts.tabular.columns import plain_heading, total_column, within, without_names

_MONEY_TALK = re.compile(
    r"\b(?:pledg|commit|aid|assist|financ|fund|donor|lender|contribut|support|donat)\w*", re.IGNORECASE
)
_DONOR = re.compile(r"\b(?:donors?|contributors?|pledged by|givers?)\b", re.IGNORECASE)
# Other words beside the year in the heading of a year's column are no longer than this.
_BESIDE_YEAR = 16


@dataclass(frozen=True, slots=True)
class FlowColumn:
    """A column of sums that are flows: the year, party (or sides), event and kind that its heading tells."""

    index: int
    year: Mention | None = None
    party: Mention | None = None
    event: Slot | None = None
    kind: Slot | None = None
    sides: Mapping[str, Slot] = field(default_factory=dict)


def flow_columns(story: Story, table: Table) -> tuple[FlowColumn, ...]:
    """The columns of sums that somebody gives: one for each year, party, event or kind that headings tell; else one."""
    sums = [money.column for money in money_columns(table, whole=story.paper.text)]
    if not sums:
        sums = [column for column in range(table.width) if share(table, column, "amount") >= 0.5]
    flows = [column for column in sums if _flows(table, column)]
    if len(flows) > 1:
        flows = [column for column in flows if not total_column(table, column)] or flows[:1]
    described = [_described_column(story, table, column) for column in flows]
    apart: list[FlowColumn] = []
    for column in described:
        if not apart or all(_differ(column, other) for other in apart):
            apart.append(column)
    return tuple(apart)


def _flows(table: Table, column: int) -> bool:
    """Whether a column's sums can be flows: no holdings, balances, needs, budgets or trade by heading or caption."""
    heading = without_names(table.headings[column])
    if headed_by(heading, "stock"):
        return False
    flow = any(m.pattern.search(heading) for m in instruments()) or _MONEY_TALK.search(heading) is not None
    return flow or not headed_by(without_names(table.caption), "stock")


def _described_column(story: Story, table: Table, column: int) -> FlowColumn:
    heading = table.headings[column]
    if heading is None:
        return FlowColumn(column)
    dates = heading.of("date")
    # "2024 (pledged)", "Pledged, 2025"
    words = plain_heading(heading.text) or heading.text
    yearly = len(dates) == 1 and len(words) - len(dates[0].text) < _BESIDE_YEAR
    kinds = [(i.kind, m) for i in instruments() if i.kind != "aid" and (m := i.pattern.search(heading.text))]
    kind = Slot(kinds[0][0], (within(heading, *kinds[0][1].span()),)) if kinds else None
    year, party = dates[0] if yearly else None, headed_party(table, column)
    return FlowColumn(column, year, party, outcome(heading), kind, {} if party else named_sides(story, heading))


def _differ(one: FlowColumn, other: FlowColumn) -> bool:
    """Whether two columns of sums tell of different money, and not of one sum in two currencies."""
    pairs = ((one.year, other.year), (one.party, other.party), (one.event, other.event), (one.kind, other.kind))
    sides = [(one.sides.get(role), other.sides.get(role)) for role in SIDES]
    return any(a is not None and b is not None and a.value != b.value for a, b in (*pairs, *sides))


def kind_of_table(table: Table, sides: Sides) -> str | None:
    """The kind of money that the caption and headings speak of; ``None`` where they speak of none."""
    headings = [table.heading(column) for column in range(table.width)]
    about = " ".join((table.title, *headings))
    found = [(m.start(), order, i.kind) for order, i in enumerate(instruments()) if (m := i.pattern.search(about))]
    both = sides.told("provider") and sides.told("recipient")
    if not found:
        lent = "provider" in sides.common and bool(sides.columns["recipient"])
        banked = lent and table.caption is not None and table.caption.of("organisation")
        given = any(_DONOR.search(table.heading(column)) for column in sides.columns["provider"])
        return "loan" if banked else "aid" if both or given else None
    strong = [f for f in found if f[2] != "aid"]
    if not strong and not both and not _MONEY_TALK.search(about):
        return None
    return min(strong or found, key=lambda f: (f[1], f[0]))[2]


def outcome(cell: TableCell) -> Slot | None:
    """What became of the money by the words of one cell: "Contract signed in 2024"."""
    for rule in entries("funds_events"):
        # What is opened or founded in a column of states is the works, not the money.
        if rule["event"] != "established" and (match := whole_words(rule["cues"]).search(cell.text)):
            return Slot(rule["event"], (within(cell, *match.span()),))
    return None
