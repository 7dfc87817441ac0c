"""Flows of money from tables: a line for each loan or pledge, or a line for each giver with a column for each year."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from policyfacts.facts.context import PARTY_LABELS, Story
from policyfacts.facts.fundcolumns import FlowColumn, flow_columns, kind_of_table, outcome
from policyfacts.facts.gridsides import Sides, party_slot, sides_of, subject
from policyfacts.facts.money.nouns import instruments
from policyfacts.facts.parties import value_of
from policyfacts.knowledge import entries
from policyfacts.knowledge.searches import whole_words
from policyfacts.records import Fact, Mention, Money, Slot, Span
from policyfacts.tabular import Row, Table, TableCell, role_of, rows_told, share, tables
from policyfacts.tabular.columns import NONE, within
from policyfacts.values.countries import name_of

# A table of those who finance one thing: "Table 2: Financing of the Karuma dam (US$ million)".
_FINANCING = re.compile(
    r"\b(?:[Ff]inancing|[Ff]unding|[Ff]inanciers|[Ff]unders|[Dd]onors|[Cc]ontributions?|[Pp]ledges|[Pp]ayments) "
    r"(?:of|for|to) (?:the )?(?P<name>[A-Z]\w+(?: (?!(?:by|in|from|since|as)\b)[\w’-]+){1,6})"
    # "Table 4 Northern Corridor Facility: pledges"
    r"|(?<![\w-])(?P<headed>[A-Z][\w’-]+(?: (?:(?:of|for|and|the) )*[A-Z][\w’-]+){1,7})[:,–—] ?"
    r"(?:[a-z]+ ){0,2}(?:financing|funding|financiers|donors|contributions?|pledges|payments|commitments)\b",
)
_PAID = re.compile(r"\b(?:contributions?|payments?|receipts?|disbursements?|paid|received)\b", re.IGNORECASE)
_FUND = re.compile(r"\b(?:Fund|Facility|Window|Pool)$")
# A column that tells what became of the works says nothing of the money.
_OF_WORKS = re.compile(r"\b(?:projects?|works?|plants?|construction)\b", re.IGNORECASE)
# Who in the borrowing state signs is not part of the purpose: "Treasury, solar mini-grids".
_BORROWER = re.compile(r"^(?:[Tt]reasury|[Gg]overnment|[Mm]inistry(?: of [A-Z]\w+)?|[Ss]tate|[Ss]overeign),\s")
# "Investment, Ras El-Hekma"
_KIND_FIRST = re.compile(r"^(?:Investment|Loan|Grant|Deposit|Aid|Credit line),\s(?=[A-Z])")
_PERIOD = re.compile(r"\d{4}(?:/\d{4})?")


@dataclass(frozen=True, slots=True)
class _Told:
    """A table of flows: what all lines have in common."""

    story: Story
    table: Table
    kind: str
    columns: tuple[FlowColumn, ...]
    sides: Sides


def grid_funds(story: Story) -> Iterator[Fact]:
    """Flows of money told in tables: one fact for each sum of a line that is no total and has a giver or a receiver."""
    for table in tables(story.paper, story.mentions):
        columns = flow_columns(story, table)
        if not columns:
            continue
        sides = sides_of(story, table, [column.index for column in columns])
        if not sides.told("provider"):  # what works cost, and nobody is said to give
            columns = tuple(c for c in columns if role_of(table.heading(c.index)) != "cost")
        kind = kind_of_table(table, sides) if columns else None
        if kind is None or not (sides.told("provider") or sides.told("recipient")):
            continue
        told = _Told(story, table, kind, columns, sides)
        above: dict[int, TableCell] = {}
        for row, group in rows_told(table):
            row = _with_ditto(told, row, above)
            for column in columns:
                fact = _row_fund(told, row, column, group)
                if fact:
                    yield fact


def _with_ditto(told: _Told, row: Row, above: dict[int, TableCell]) -> Row:
    """``row`` with the party of the line above where a column of parties is left empty."""
    filled = list(row)
    for column in (c for columns in told.sides.columns.values() for c in columns):
        cell = row[column]
        if cell is not None and cell.text:
            above[column] = cell
        elif column in above:
            filled[column] = above[column]
    return tuple(filled)


def _row_fund(told: _Told, row: Row, column: FlowColumn, group: TableCell | None) -> Fact | None:
    table, cell = told.table, row[column.index]
    money = next((m for m in cell.of("amount") if isinstance(m.value, Money)), None) if cell is not None else None
    if cell is None or money is None or not isinstance(money.value, Money):
        return None
    sums = (money.span,)
    slots: dict[str, Slot] = {
        "amount": Slot(money.value.value, sums),
        "currency": Slot(money.value.currency, sums),
        "scope": Slot("total", sums),
        "kind": column.kind or _row_kind(told, row, sums),
    }
    if not money.value.currency:
        del slots["currency"]
    if money.value.value_max is not None:
        slots["amount_max"] = Slot(money.value.value_max, sums)
    if column.year is not None:
        slots |= {
            "date": Slot(str(column.year.value), (column.year.span,)),
            "scope": Slot("annual", (column.year.span,)),
        }
    if column.event:
        slots["event"] = column.event
    elif column.year is not None and table.caption and (paid := _PAID.search(table.title)):
        slots["event"] = Slot("disbursed", (within(table.caption, *paid.span()),))
    slots |= _parties(told, row, column, group)
    if role_of(table.heading(column.index)) == "cost" and not _somebody_pays(told, slots):
        return None
    if not slots.keys() & {"providers", "recipients"}:
        return None
    for other in dict.fromkeys(
        c for c in row if c is not None and c.text and not c.of("amount") and not NONE.fullmatch(c.text)
    ):
        _fill(told, other, slots)
    slots = _of_table(told, column.index, slots)
    slots.setdefault("event", _event(table, column.index, sums))
    slots.setdefault("name", _named_by_kind(table, row, slots))
    return Fact("funds", slots, table.quote(row), "fund/grid/year" if column.year else "fund/grid")


def _parties(told: _Told, row: Row, column: FlowColumn, group: TableCell | None) -> dict[str, Slot]:
    """Giver and receiver of a sum: from its line, its column's heading, the line over its group, table or section."""
    found: dict[str, Slot] = {}
    for role, columns in told.sides.columns.items():
        slot = next((s for c in columns if (s := party_slot(told.story, told.table, c, row))), None)
        slot = slot or column.sides.get(role) or told.sides.common.get(role)
        if slot:
            found[f"{role}s"] = slot
    open_side = next((f"{role}s" for role in ("recipient", "provider") if f"{role}s" not in found), "")
    if column.party and open_side and found:
        found[open_side] = Slot(value_of(column.party, told.story), (column.party.span,))
    elif group is not None and open_side and found and len(named := group.of("country", "bloc")) == 1:
        found[open_side] = Slot(str(named[0].value), (named[0].span,))
    elif "providers" not in found and "recipients" in found and told.kind != "aid" and told.sides.columns["recipient"]:
        taken = {str(m.value) for each in told.table.rows for c in each if c is not None for m in c.of("country")}
        if giver := subject(told.story, told.table, sorted(taken)):
            found["providers"] = giver
    return found


def _somebody_pays(told: _Told, slots: Mapping[str, Slot]) -> bool:
    """Whether a line of what works cost names who bears it: a state, a bank, no "own funds" or "ministry bonds"."""
    spans = slots["providers"].spans if "providers" in slots else ()
    return any(m.label in PARTY_LABELS and m.span == s for s in spans for m in told.story.mentions_in(*s))


def _fill(told: _Told, cell: TableCell, slots: dict[str, Slot]) -> None:
    """What one cell adds to the row's fact, by its heading and by what is in it."""
    table, role = told.table, role_of(told.table.heading(cell.column))
    whole = Slot(re.sub(r"\s+", " ", cell.text).strip(), (cell.span,))
    titles = cell.of("level") or _of_titles(table, cell.column)
    if role == "status":
        if not _OF_WORKS.search(table.heading(cell.column)):
            _fill_status(cell, slots)
    elif titles or any(cell.column in columns for columns in told.sides.columns.values()):
        return
    elif cell.of("date") and (role == "date" or share(table, cell.column, "date") >= 0.8):
        slots.setdefault("date", Slot(str(cell.of("date")[0].value), (cell.of("date")[0].span,)))
    elif role in {"name", "recipient"} and re.search(r"[^\W\d_]{2}", cell.text):
        slots.setdefault("name", Slot(_BORROWER.sub("", str(whole.value)), whole.spans))


def _named_by_kind(table: Table, row: Row, slots: Mapping[str, Slot]) -> Slot:
    """A name for a line that has none: what stands in its column of kinds, or else its kind."""
    for cell in row:
        if cell is not None and cell.text and role_of(table.heading(cell.column)) == "kind":
            whole = re.sub(r"\s+", " ", cell.text).strip()
            text = _KIND_FIRST.sub("", whole) or whole
            return Slot(text if " " in text else text.lower(), (cell.span,))
    kind, receivers = str(slots["kind"].value), slots.get("recipients")
    if receivers is None or ";" in str(receivers.value):
        return Slot(kind, slots["kind"].spans)
    joint = "in" if kind == "investment" else "to"
    return Slot(f"{kind} {joint} {name_of(str(receivers.value))}", receivers.spans)


def _of_table(told: _Told, amount_column: int, slots: Mapping[str, Slot]) -> dict[str, Slot]:
    """``slots`` with what the table as a whole tells of each line: one thing that all finance, and when."""
    full, caption = dict(slots), told.table.caption
    match = _FINANCING.search(caption.text) if caption else None
    group = "name" if match and match["name"] else "headed"
    # What each giver earmarks its part of a fund for ("Earmarked for: Kenya") leaves it a part of the fund.
    open_to = {"name"} if match and _FUND.search(match[group].strip()) else {"name", "recipients"}
    if caption and match and not open_to & full.keys():
        name = match[group].strip()
        start = caption.span.start + match.start(group)
        full["name"] = Slot(name, (Span(start, start + len(name)),))
        full["scope"] = Slot("contribution", full["scope"].spans)
        regions = [m for m in told.story.mentions_in(start, start + len(name)) if m.label in {"bloc", "country"}]
        if _FUND.search(name) and regions:
            full["recipients"] = Slot(str(regions[0].value), (regions[0].span,))
        if _FUND.search(name) and full["kind"].value == "aid":
            full["kind"] = Slot("fund", full["name"].spans)
        elif place := _place_of(told.story, name):
            full["recipients"] = Slot(str(place.value), (place.span,))
    if "date" not in full and (period := _period(told.table, amount_column)):
        full["date"] = Slot(str(period.value), (period.span,))
    return full


def _place_of(story: Story, name: str) -> Mention | None:
    """The country in which the works ``name`` lie, where a sentence that names them tells it."""
    for sentence in story.sentences:
        at = sentence.text.find(name)
        if at >= 0:
            behind = [m for m in sentence.of("country") if m.start >= sentence.start + at + len(name)]
            if behind and re.fullmatch(r"\s(?:in|of)\s(?:the\s)?", sentence.between(
                sentence.start + at + len(name), behind[0].start
            )):  # fmt: skip
                return behind[0]
    return None


def _period(table: Table, amount_column: int) -> Mention | None:
    """The years that the heading of the sums, or else the caption, tells of all lines."""
    if any(role_of(table.heading(c)) == "date" for c in range(table.width) if not _of_titles(table, c)):
        return None
    cells = (table.headings[amount_column], table.caption)
    found = [m for cell in cells if cell is not None for m in cell.of("date")]
    return next((m for m in found if _PERIOD.fullmatch(str(m.value))), None)


def _of_titles(table: Table, column: int) -> bool:
    """Whether the column's dates are those of partnerships in the column before it."""
    return column > 0 and share(table, column - 1, "level") >= 0.3


def _fill_status(cell: TableCell, slots: dict[str, Slot]) -> None:
    """What became of the money, and when, where the cell's date comes with it."""
    cue = outcome(cell)
    if cue is None or "event" in slots:
        return
    slots["event"] = cue
    if cell.of("date") and ("date" not in slots or cue.value == "cancelled"):
        slots["date"] = Slot(str(cell.of("date")[0].value), (cell.of("date")[0].span,))


def _row_kind(told: _Told, row: Row, sums: tuple[Span, ...]) -> Slot:
    """The kind that a cell of the row tells: of the column of kinds first, never of that of the givers."""
    given = set(told.sides.columns["provider"])
    cells = [cell for cell in row if cell is not None]
    for cell in sorted(cells, key=lambda c: role_of(told.table.heading(c.column)) != "kind"):
        # What a bank is called says nothing of its money, what stands in brackets behind it does: "ADB (loan)".
        start = cell.text.find("(") if cell.column in given else 0
        nouns = instruments() if start >= 0 else ()
        hits = [(m.kind, hit) for m in nouns if m.kind != "aid" and (hit := m.pattern.search(cell.text, start))]
        if hits:
            kind, match = hits[0]
            several = {"loan", "grant"} <= {k for k, _ in hits}
            return Slot("package" if several else kind, (within(cell, *match.span()),))
    return Slot(told.kind, sums)


def _event(table: Table, column: int, sums: tuple[Span, ...]) -> Slot:
    columns = (column, *(c for c in range(table.width) if role_of(table.heading(c)) == "date"))
    headed = [(heading.text, heading.span) for c in columns if (heading := table.headings[c])]
    for text, span in (*headed, (table.title, table.grid.caption)):
        for entry in entries("funds_events"):
            if entry["event"] != "proposed" and whole_words(entry["cues"]).search(text):
                return Slot(entry["event"], (span,) if span else sums)
    return Slot("reported", sums)
