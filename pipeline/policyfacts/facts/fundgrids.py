"""Flows of money from tables: a line for each loan or pledge, or a line for each giver with a column for each year."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from policyfacts.facts.context import Story
from policyfacts.facts.cues import whole_words
from policyfacts.facts.frames import instruments
from policyfacts.facts.parties import value_of
from policyfacts.facts.sumcolumns import money_of, sum_column, year_columns
from policyfacts.facts.tabular import TableCell, Tabular, tables
from policyfacts.knowledge import entries
from policyfacts.records import Fact, Mention, Slot, Span
from policyfacts.values.countries import name_of
from policyfacts.values.organisations import organisation

_TOTAL = re.compile(r"^\s*(?:grand |sub-?)?(?:total|sum|average|all)\b", re.IGNORECASE)
# A table of those who finance one thing: "Table 2: Financing of the Karuma dam (US$ million)".
_FINANCING = re.compile(
    r"\b(?:[Ff]inancing|[Ff]unding|[Ff]inanciers|[Ff]unders|[Dd]onors|[Cc]ontributions?|[Pp]ledges|[Pp]ayments) "
    r"(?:of|for|to) (?:the )?"
    r"(?P<name>[A-Z]\w+(?: (?!(?:by|in|from|since|as)\b)[\w’-]+){1,6})"
    # "Table 4 Northern Corridor Facility: pledges"
    r"|(?<![\w-])(?P<headed>[A-Z][\w’-]+(?: (?:(?:of|for|and|the) )*[A-Z][\w’-]+){1,7})[:,–—] ?"
    r"(?:[a-z]+ ){0,2}(?:financing|funding|financiers|donors|contributions?|pledges|payments|commitments)\b",
)
_MONEY_TALK = re.compile(r"\b(?:pledg|commit|aid|assist|financ|fund|donor|lender|contribut|support)\w*", re.IGNORECASE)
_PAID = re.compile(r"\b(?:contributions?|payments?|receipts?|disbursements?|paid|received)\b", re.IGNORECASE)
_FUND = re.compile(r"\b(?:Fund|Facility|Window|Pool)$")
# The state of a company in brackets behind it is no party: "ACWA Power (Saudi Arabia)".
_ORIGIN = re.compile(r"(?<=\w)\s\([^()]+\)$")
_MORE = re.compile(r"\band others\b")
# A column that tells what became of the works says nothing of the money.
_OF_WORKS = re.compile(r"\b(?:projects?|works?|plants?|construction)\b", re.IGNORECASE)
# Who in the borrowing state signs is not part of the purpose: "Treasury, solar mini-grids".
_BORROWER = re.compile(r"^(?:[Tt]reasury|[Gg]overnment|[Mm]inistry(?: of [A-Z]\w+)?|[Ss]tate|[Ss]overeign),\s")
# "Investment, Ras El-Hekma"
_KIND_FIRST = re.compile(r"^(?:Investment|Loan|Grant|Deposit|Aid|Credit line),\s(?=[A-Z])")
_NONE = re.compile(r"\s*(?:[–—-]+|n\.?a\.?|\.\.\.|…)\s*")
_LENDERS = frozenset({"lender", "multilateral"})

_COST = re.compile(r"(?:Total |Estimated |Project |Final |Contract )?(?:[Cc]osts?|[Bb]udget|[Pp]rice)\b")

Row = tuple[TableCell | None, ...]


@dataclass(frozen=True, slots=True)
class _Sum:
    """A sum in a table: its cell, and for a column headed by a year the heading."""

    cell: TableCell
    column: int
    year: TableCell | None = None


def grid_funds(story: Story) -> Iterator[Fact]:
    """Flows of money told in tables: one fact for each sum of a line that is no total."""
    for table in tables(story):
        kind = _table_kind(table)
        if kind is None:
            continue
        for row in table.rows:
            first = next((c for c in row if c is not None and c.text), None)
            if first is not None and not _TOTAL.match(first.text):
                for told in _sums(table, row):
                    fact = _row_fund(story, table, row, told, kind)
                    if fact:
                        yield fact


def _sums(table: Tabular, row: Row) -> Iterator[_Sum]:
    column = sum_column(table)
    years = year_columns(table)
    for each in years or ([column] if column is not None else []):
        cell = row[each]
        if cell is not None and cell.text:
            yield _Sum(cell, each, table.headings[each] if years else None)


def _table_kind(table: Tabular) -> str | None:
    """The kind of money that the caption and headings speak of; ``None`` where they speak of none."""
    if _only_costs(table):
        return None
    about = " ".join((table.caption, *(h.text for h in table.headings if h is not None)))
    found = [(m.start(), order, i.kind) for order, i in enumerate(instruments()) if (m := i.pattern.search(about))]
    named = {table.role(column) for column in range(len(table.headings))}
    if not found:
        lent = any(organisation(m.text) is not None for m in _lenders(table))
        if "recipient" in named and lent:
            return "loan"
        return "aid" if {"provider", "recipient", "amount"} <= named else None
    strong = [f for f in found if f[2] != "aid"]
    banked = any(h is not None and h.of("organisation", "fund") for h in table.headings)
    if not strong and not _MONEY_TALK.search(about) and not banked:
        return None
    return min(strong or found, key=lambda f: (f[1], f[0]))[2]


def _only_costs(table: Tabular) -> bool:
    """Whether the sums are what the works of a list cost, and nobody is said to give: a table of projects."""
    column = sum_column(table)
    heading = table.headings[column] if column is not None else None
    named = {table.role(c) for c in range(len(table.headings))}
    return heading is not None and _COST.match(heading.text) is not None and "provider" not in named


def _lenders(table: Tabular) -> list[Mention]:
    """The banks that the caption names."""
    named = (m for m in table.caption_mentions if m.label == "organisation")
    return [m for m in named if (known := organisation(m.text)) and known.kind in _LENDERS]


def _row_fund(story: Story, table: Tabular, row: Row, told: _Sum, table_kind: str) -> Fact | None:
    money = money_of(table, told.cell, told.column)
    if money is None:
        return None
    sums = (Span(told.cell.span.start, told.cell.span.end),)
    slots: dict[str, Slot] = {
        "amount": Slot(money.value, sums),
        "currency": Slot(money.currency, sums),
        "scope": Slot("total", sums),
        "kind": _row_kind(table, row, table_kind, sums),
    }
    if money.value_max is not None:
        slots["amount_max"] = Slot(money.value_max, sums)
    if told.year is not None:
        slots |= _of_year(table, told.year)
    skipped = set(year_columns(table)) if told.year else {told.column}
    for column, other in enumerate(row):
        if column not in skipped and other is not None and other.text and not _NONE.fullmatch(other.text):
            _fill(story, table, column, other, slots)
    slots = _of_table(story, table, told.column, slots)
    if "event" not in slots:
        slots["event"] = _event(table, told.column, sums)
    if "name" not in slots:
        slots["name"] = _described(table, row, slots)
    return Fact("funds", slots, table.quote(row), "fund/grid/year" if told.year else "fund/grid")


def _of_year(table: Tabular, heading: TableCell) -> dict[str, Slot]:
    """What the heading of a year's column tells of its sums: "2024 (pledged)"."""
    date = heading.of("date")[0]
    slots = {"date": Slot(str(date.value), (date.span,)), "scope": Slot("annual", (heading.span,))}
    if cue := _cue(heading):
        slots["event"] = cue
    elif _PAID.search(table.caption):
        slots["event"] = Slot("disbursed", (heading.span,))
    return slots


def _described(table: Tabular, row: Row, slots: Mapping[str, Slot]) -> Slot:
    """A name for a line that has none: what stands in its column of kinds, or else its kind."""
    for cell in row:
        if cell is not None and cell.text and table.role(cell.column) == "kind":
            whole = re.sub(r"\s+", " ", cell.text).strip()
            text = _KIND_FIRST.sub("", whole) or whole
            return Slot(text if " " in text else text.lower(), (cell.span,))
    kind, receivers = str(slots["kind"].value), slots.get("recipients")
    if receivers is None or ";" in str(receivers.value):
        return Slot(kind, slots["kind"].spans)
    joint = "in" if kind == "investment" else "to"
    return Slot(f"{kind} {joint} {name_of(str(receivers.value))}", receivers.spans)


def _of_table(story: Story, table: Tabular, amount_column: int, slots: Mapping[str, Slot]) -> dict[str, Slot]:
    """``slots`` with what the table as a whole tells of each line: one thing that all finance, who gives, when."""
    full = dict(slots)
    match = _FINANCING.search(table.caption)
    group = "name" if match and match["name"] else "headed"
    # What each giver earmarks its part of a fund for ("Earmarked for: Kenya") leaves it a part of the fund.
    open_to = {"name"} if match and _FUND.search(match[group].strip()) else {"name", "recipients"}
    if table.grid.caption and match and not open_to & full.keys():
        start = table.grid.caption.start + match.start(group)
        name = match[group].strip()
        full["name"] = Slot(name, (Span(start, start + len(name)),))
        full["scope"] = Slot("contribution", full["scope"].spans)
        regions = [m for m in story.mentions_in(start, start + len(name)) if m.label in {"bloc", "country"}]
        if _FUND.search(name) and regions:
            full["recipients"] = Slot(str(regions[0].value), (regions[0].span,))
        if _FUND.search(name) and full["kind"].value == "aid":
            full["kind"] = Slot("fund", full["name"].spans)
        elif place := _place_of(story, name):
            full["recipients"] = Slot(str(place.value), (place.span,))
    if "providers" not in full and (giver := _giver(story, table, amount_column)):
        full["providers"] = Slot(value_of(giver, story), (giver.span,))
    if "date" not in full and (period := _period(table, amount_column)):
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


def _period(table: Tabular, amount_column: int) -> Mention | None:
    """The years that the heading of the sums, or else the caption, tells of all lines."""
    if any(table.role(c) == "date" for c in range(len(table.headings)) if not _of_titles(table, c)):
        return None
    heading = table.headings[amount_column]
    headed = heading.of("date") if heading else []
    titled = [m for m in table.caption_mentions if m.label == "date"]
    found = [m for m in (*headed, *titled) if re.fullmatch(r"\d{4}(?:/\d{4})?", str(m.value))]
    return found[0] if found else None


def _of_titles(table: Tabular, column: int) -> bool:
    """Whether the column's dates are those of partnerships in the column before it."""
    return column > 0 and table.share(column - 1, "level") >= 0.3


def _giver(story: Story, table: Tabular, amount_column: int) -> Mention | None:
    """Who gives in every line: the organisation in the heading of the sums or the caption, else the paper's own."""
    heading = table.headings[amount_column]
    if heading and (named := heading.of("organisation", "fund")):
        return named[0]
    if any(table.role(column) == "provider" for column in range(len(table.headings))):
        return None
    if lenders := _lenders(table):
        return lenders[0]
    lead = story.first_mention(story.lead)
    borrowing = any(table.role(column) == "recipient" for column in range(len(table.headings)))
    return lead if lead and lead.label == "country" and borrowing else None


def _fill(story: Story, table: Tabular, column: int, cell: TableCell, slots: dict[str, Slot]) -> None:
    """What one cell adds to the row's fact, by its heading and by what is in it."""
    role = table.role(column)
    parties = [m for m in cell.mentions if m.label in {"country", "bloc", "organisation"}]
    outer = [m for m in parties if not any(o is not m and o.start <= m.start and m.end <= o.end for o in parties)]
    if _ORIGIN.search(cell.text):
        outer = [m for m in outer if m.label == "organisation"]
    if _MORE.search(cell.text):
        outer = []
    named = Slot("; ".join(dict.fromkeys(value_of(m, story) for m in outer)), tuple(m.span for m in outer))
    whole = Slot(_ORIGIN.sub("", re.sub(r"\s+", " ", cell.text).strip()), (cell.span,))
    if role in {"provider", "recipient"} and f"{role}s" not in slots:
        slots[f"{role}s"] = named if outer else whole
    elif role == "status":
        heading = table.headings[column]
        if heading is None or not _OF_WORKS.search(heading.text):
            _fill_status(cell, slots)
    elif cell.of("level") or _of_titles(table, column):
        return
    elif cell.of("date") and (role == "date" or table.share(column, "date") >= 0.8) and "date" not in slots:
        dates = cell.of("date")
        slots["date"] = Slot(str(dates[0].value), (dates[0].span,))
    elif role in {"name", "recipient"} and "name" not in slots:
        slots["name"] = Slot(_BORROWER.sub("", str(whole.value)), whole.spans)
    elif role == "" and outer and len(outer) == len(parties) and "recipients" not in slots:
        slots["recipients"] = named


def _fill_status(cell: TableCell, slots: dict[str, Slot]) -> None:
    """What became of the money, and when, where the cell's date comes with it."""
    cue = _cue(cell)
    if cue is None or "event" in slots:
        return
    slots["event"] = cue
    if cell.of("date") and ("date" not in slots or cue.value == "cancelled"):
        slots["date"] = Slot(str(cell.of("date")[0].value), (cell.of("date")[0].span,))


def _cue(cell: TableCell) -> Slot | None:
    """What became of the money, by the words of one cell: "Contract signed in 2024"."""
    for rule in entries("funds_events"):
        # What is opened or founded in a column of states is the works, not the money.
        if rule["event"] != "established" and (match := whole_words(rule["cues"]).search(cell.text)):
            return Slot(rule["event"], (Span(cell.span.start + match.start(), cell.span.start + match.end()),))
    return None


def _row_kind(table: Tabular, row: Row, table_kind: str, sums: tuple[Span, ...]) -> Slot:
    """The kind that a cell of the row tells: of the column of kinds first, never of that of the givers."""
    rank = {"kind": 0, "provider": 2}
    cells = sorted((c for c in row if c is not None), key=lambda c: rank.get(table.role(c.column), 1))
    for cell in cells:
        if table.role(cell.column) == "provider" and len(cells) > 1 and table_kind != "aid":
            continue
        hits = [(m.kind, hit) for m in instruments() if m.kind != "aid" and (hit := m.pattern.search(cell.text))]
        if hits:
            kind, match = hits[0]
            several = {"loan", "grant"} <= {k for k, _ in hits}
            span = Span(cell.span.start + match.start(), cell.span.start + match.end())
            return Slot("package" if several else kind, (span,))
    return Slot(table_kind, sums)


def _event(table: Tabular, column: int, sums: tuple[Span, ...]) -> Slot:
    columns = (column, *(c for c in range(len(table.headings)) if table.role(c) == "date"))
    headed = [(heading.text, heading.span) for c in columns if (heading := table.headings[c])]
    for text, span in (*headed, (table.caption, table.grid.caption)):
        for entry in entries("funds_events"):
            if entry["event"] != "proposed" and whole_words(entry["cues"]).search(text):
                return Slot(entry["event"], (span,) if span else sums)
    return Slot("reported", sums)
