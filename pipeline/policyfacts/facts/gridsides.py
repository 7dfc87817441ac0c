"""Who gives and who receives in a table: told by its columns, its headings, its caption, or its section's subject.

Nothing outside the table and the prose of its own section names a side.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from policyfacts.facts.context import PARTY_LABELS, SOVEREIGN_LABELS, Story
from policyfacts.facts.parties import value_of
from policyfacts.records import Mention, Slot
from policyfacts.tabular import Row, Table, TableCell, role_of, share
from policyfacts.tabular.columns import NONE

SIDES = ("provider", "recipient")
# Headings that name states without saying what they do: the rest of the table decides.
_WEAK = re.compile(
    r"(?:partner |member )?(?:countr(?:y|ies)|economy|economies|states?|nations?|regions?|governments?)\W*", re.I
)
_GIVING = re.compile(
    r"\b(?:contributions?|contributed|pledges?|pledged|donations?|donated|donors?|givers?|subscriptions?|"
    r"provided by|given by|paid by|received from)\b",
    re.IGNORECASE,
)
_TO = re.compile(r"\b(?:to|for|in|into|lent to|given to|received by|by borrowers? in)\s+(?:the\s)?$", re.IGNORECASE)
_FROM = re.compile(
    r"\b(?:from|by|(?:loans?|lending|credits?|grants?|aid|investments?|financing|funding|contributions?|pledges?|operations?|"
    r"portfolio|commitments?|disbursements?|donations?|assistance|deposits?|guarantees?) of)\s+(?:the\s)?$",
    re.IGNORECASE,
)
_OWN = re.compile(
    r"(?:[’']s?)?(?:[\s-](?!to\b|for\b|in\b|and\b)\w+){0,3}?[\s-](?:loans?|lending|credits?|grants?|aid|investments?|"
    r"financing|finance|funding|funded|financed|contributions?|pledges?|commitments?|assistance|operations?|portfolio|"
    r"disbursements?|lines? of credit|debt (?:relief|cancell?ations?|forgiveness)|deposits?|guarantees?|donations?|"
    r"support|help|(?:technical |development )?cooperation|ODA|FDI|amounts?|part)\b",
    re.IGNORECASE,
)
_OWES = re.compile(
    r"(?:[’']s?)?(?:\s\w+)?\s(?:borrowings?|debts?|receipts|indebtedness)\s(?:to|from|by|of|with)\b", re.IGNORECASE
)
# "Contracts of Chinese firms": whose somebody is, and no party.
_WHOSE = re.compile(
    r"[\s-](?:\w+\s)?(?:firms?|compan(?:y|ies)|contractors?|builders?|enterprises?|workers?|nationals?|students?|investors?|"
    r"cit(?:y|ies)|provinces?|regions?)\b",
    re.IGNORECASE,
)
_JOINT = re.compile(r"\s*(?:,|and|&|,\s?and|/|–|-)\s*(?:the\s)?")
# The state of a company in brackets behind it is no party: "ACWA Power (Saudi Arabia)".
_ORIGIN = re.compile(r"(?<=\w)\s\([^()]+\)$")
_MORE = re.compile(r"\band others\b")
_PARTIES_AT_LEAST = 0.5  # of the cells under a heading that only says "Country"


@dataclass(frozen=True, slots=True)
class Sides:
    """Where a table tells its sides: the columns of each role, and the parties that hold for every line."""

    columns: dict[str, list[int]]
    common: dict[str, Slot]

    def told(self, role: str) -> bool:
        """Whether the table tells anything of ``role``."""
        return bool(self.columns[role]) or role in self.common


def sides_of(story: Story, table: Table, sums: Sequence[int]) -> Sides:
    """The sides of ``table``; ``sums`` are its columns of sums, whose headings may name a party."""
    columns: dict[str, list[int]] = {role: [] for role in SIDES}
    weak: list[int] = []
    for column in range(table.width):
        if column in sums or share(table, column, "amount") >= _PARTIES_AT_LEAST:
            continue
        heading, role = table.heading(column), role_of(table.heading(column))
        states = share(table, column, *SOVEREIGN_LABELS) >= _PARTIES_AT_LEAST
        if _WEAK.fullmatch(heading) or (not heading and column == 0) or (role == "" and states):
            weak += [column] if states else []
        elif role in SIDES:
            columns[role].append(column)
    common = _common(story, table, sums)
    if weak and (role := _role_of_weak(table, columns, common)):
        columns[role] += weak[:1]
    return Sides(columns, {role: slot for role, slot in common.items() if not columns[role]})


def _role_of_weak(table: Table, columns: dict[str, list[int]], common: dict[str, Slot]) -> str:
    """What the states of a column headed "Country" do: the other side is told, or the words of giving are."""
    if columns["recipient"]:
        return "" if columns["provider"] else "provider"
    if columns["provider"] or "provider" in common:
        return "recipient"
    about = " ".join((table.title, *(table.heading(column) for column in range(table.width))))
    return "provider" if "recipient" in common or _GIVING.search(about) else "recipient"


def _common(story: Story, table: Table, sums: Sequence[int]) -> dict[str, Slot]:
    """The parties that the heading of the first sums, or else the caption, names for every line."""
    found: dict[str, Slot] = {}
    heading = table.headings[sums[0]] if sums else None
    for cell in (heading, table.caption):
        if cell is not None:
            for role, slot in named_sides(story, cell).items():
                found.setdefault(role, slot)
    return found


def named_sides(story: Story, cell: TableCell) -> dict[str, Slot]:
    """The sides that a heading or caption names: "Chinese loans to Kenya and Togo", "Operations of the World Bank"."""
    roles: dict[str, list[Mention]] = {}
    last: tuple[str, int] | None = None
    for mention in _outer(cell.of(*PARTY_LABELS, "fund")):
        before, behind = cell.text[: mention.start - cell.span.start], cell.text[mention.end - cell.span.start :]
        if _WHOSE.match(behind):
            continue
        role = "recipient" if _TO.search(before) else ""
        role = role or ("recipient" if _OWES.match(behind) else "")
        role = role or ("provider" if _OWN.match(behind) or _FROM.search(before) else "")
        if (
            not role
            and last
            and _JOINT.fullmatch(cell.text[last[1] - cell.span.start : mention.start - cell.span.start])
        ):
            role = last[0]
        if role:
            roles.setdefault(role, []).append(mention)
            last = (role, mention.end)
    return {role: _slot(story, found) for role, found in roles.items()}


def subject(story: Story, table: Table, taken: Sequence[str]) -> Slot | None:
    """The paper's own state as the giver of every line, where the prose of the table's section speaks of it."""
    lead, section = story.lead, table.grid.section
    if lead in taken or (table.caption is not None and any(m.label == "country" for m in table.caption.mentions)):
        return None
    first = min(cell.start for cell in table.grid.cells)
    named = [
        mention
        for passage in story.paper.passages
        if passage.section == section and passage.kind in {"prose", "item", "heading"}
        for mention in story.mentions_in(passage.start, passage.end)
        if mention.value == lead and mention.label == "country"
    ]
    before = [mention for mention in named if mention.start < first]
    return Slot(lead, (before[-1].span,)) if before else None


def party_slot(story: Story, table: Table, column: int, row: Row) -> Slot | None:
    """The parties in a cell of a column of parties: who is named, or the whole text of a firm's cell."""
    cell = row[column]
    if cell is None or not cell.text or NONE.fullmatch(cell.text) or cell.of("amount"):
        return None
    parties = [] if _MORE.search(cell.text) else _outer(cell.of(*PARTY_LABELS))
    if _ORIGIN.search(cell.text):
        parties = [m for m in parties if m.label == "organisation"]
    if parties:
        return _slot(story, parties)
    if _WEAK.fullmatch(table.heading(column)) or not re.search(r"[^\W\d_]{2}", cell.text):
        return None
    return Slot(_ORIGIN.sub("", re.sub(r"\s+", " ", cell.text).strip()), (cell.span,))


def headed_party(table: Table, column: int) -> Mention | None:
    """The one party that is all that a heading of sums says: a column for each giver or receiver."""
    heading = table.headings[column]
    named = _outer(heading.of(*PARTY_LABELS)) if heading is not None else []
    whole = len(named) == 1 and heading is not None and len(heading.text) - len(named[0].text) <= len("the ") + 1
    return named[0] if whole else None


def _outer(parties: Sequence[Mention]) -> list[Mention]:
    """The mentions that do not lie within another: the bank, not the country in its name."""
    return [m for m in parties if not any(o is not m and o.start <= m.start and m.end <= o.end for o in parties)]


def _slot(story: Story, parties: Sequence[Mention]) -> Slot:
    return Slot("; ".join(dict.fromkeys(value_of(m, story) for m in parties)), tuple(m.span for m in parties))
