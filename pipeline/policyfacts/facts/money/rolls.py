"""Rolls: who gave, or got, how much, one after the other: "Norway, $5 million; Japan, $3 million; and Kuwait, $1".

What the entries of a roll have in common is told once, by the words before them (or behind), in the same sentence or in
the one that leads their list: what the money is, who is on the other side, what became of it, and when. A roll is read
as a whole, so that no entry takes its neighbour for its other side.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from policyfacts.facts.context import Story
from policyfacts.facts.dates import Dated
from policyfacts.facts.money.dating import of_work
from policyfacts.facts.money.drafting import sum_slots
from policyfacts.facts.money.fragments import PLEDGED, acts
from policyfacts.facts.money.lines import Line
from policyfacts.facts.money.nouns import instruments
from policyfacts.facts.parties import Party
from policyfacts.records import Fact, Passage, Slot, Span

_SMALL = r"(?:(?:up to|about|around|some|nearly|almost|over|more than|an?|at least|approximately|with)\s)*"
# Between a party and its sum: a bracket, a comma, a colon, a dash, dots, or a blank.
_TIE = re.compile(rf"(?:\s\((?!\d)[^()]*\))?(?:\s\(|,\s|:\s|\s?[–—]\s|\s-\s|\s?\.{{3,}}\s?|\s){_SMALL}")
# Between an entry and the next: what closes its bracket, and a stop.
_JOINT = re.compile(
    r"(?:\s\([^()]*\))?\)?(?:;|,)\s(?:and\s|as well as\s)?(?:the\s)?|\)?\sand\s(?:the\s)?|\)\s(?:the\s)?"
)
_FIRM = re.compile(r"[;:(]")
_ENTRY = re.compile(r"^[\s•·–—*\-()a-z\d.]{0,6}$")
_ENTRY_END = re.compile(r"^\)?[\s;,.]*(?:and)?\s*$")
_LEAD_PASSAGES = 12  # entries of one list that may stand between a lead and an entry

_GIVERS = re.compile(
    r"\b(?:contribut\w+|pledg\w+|donat\w+|donors?|(?:co-)?financiers?|backers?|sponsors?|lenders|promis\w+|"
    r"giv\w+|gave|paid|payments? (?:from|by)|financ\w+ by|"
    r"funders?|received (?:\w+ )?from|came from|come from|were made by|provided by|subscri\w+|replenish\w+)\b",
    re.IGNORECASE,
)
_TAKERS = re.compile(
    r"\b(?:recipients?|beneficiar\w+|borrowers?|(?:to|for|among) the following|(?:grants?|loans?|aid|credits?|"
    r"allocations?|assistance|support|relief|funding|disbursements?|transfers?|payments?) (?:\w+ ){0,3}"
    r"(?:to|for|as follows)|went to|allocat\w+|disburs\w+|approv\w+|lent|lend\w*|award\w+)\b",
    re.IGNORECASE,
)
_GIVING = re.compile(
    r"\s(?:(?:has|had|have|will|would|also|today|then)\s){0,2}(?:announced?|pledged?|promised?|contributed?|donated?|gave|given?|"
    r"provided?|committed?)\b"
)
_FROM = re.compile(r"\b(?:from|by)\s(?:the\sfollowing|[a-z]+\s(?:donors|countries|states|members))")
_EVENTS = (
    PLEDGED,
    ("announced", re.compile(r"\bannounc\w+\b", re.IGNORECASE)),
    (
        "disbursed",
        re.compile(r"\b(?:receiv\w+|paid|disburs\w+|gave|given|provided|donated|contributed|transferred|made)\b", re.I),
    ),
    ("signed", re.compile(r"\bsigned\b", re.IGNORECASE)),
    (
        "committed",
        re.compile(r"\b(?:approv\w+|commit\w+|allocat\w+|award\w+|lent|lends?|lending|extend\w+|granted)\b", re.I),
    ),
)
# "The port of Ilo has three donors behind it: ...": who they are is told, and that they have agreed to give.
_BACKED = re.compile(
    r"\b(?:ha[sd]|have|f(?:ound|inds?)|dr(?:aws?|ew)\son|rel(?:ies|ied|y)\son|(?:is|was|are)\s(?:\w+ed|paid\sfor)\sby)\s"
    r"(?:[\w-]+\s){0,3}?"
    r"(?:donors|(?:co-)?financiers|backers|sponsors|lenders|funders)\b"
)
_ONE = re.compile(
    r"(?P<noun>contribution|pledge|donation|payment|grant|loan|credit|allocation|gift|commitment)s?\b", re.I
)
# "Pledges to the Lake Fund" are no part of its name.
_PLEDGES = re.compile(r"^(?:Pledges?|Contributions?|Donations?|Payments?|Grants?)\s(?:to|for|from)\s(?:the\s)?")
_NOT_MONEY = re.compile(
    r"\b(?:exports?|imports?|trade|GDP|revenues?|budgets?|debts?|population|damage\w*|loss\w*|costs?|prices?|sales|wages|arrears|"
    r"outstanding|assess\w+|unpaid|owed?|owing|expenditures?|spending|reserves|deposits|turnover|profits?|salar\w+)\b",
    re.IGNORECASE,
)
_OPENS = re.compile(r"(?:[Tt]he\s(?:[\w-]+\s){0,3}of\s(?:the\s)?|[Ii]n\s)?")
_FOR_YEAR = re.compile(
    r"\b(?:for|in|during|of|on|at)\s(?:the\s)?(?:years?\s|biennium\s|period\s|fiscal year\s)?$", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry: the sum's number in its line, and the party."""

    line: Line
    index: int
    party: Party


@dataclass(frozen=True, slots=True)
class Roll:
    """The entries of a roll, and the lines whose words they share."""

    entries: tuple[Entry, ...]
    lead: Line
    words: str


def rolls(lines: Sequence[Line], story: Story) -> list[Roll]:
    """Every roll that ``lines`` hold, in order."""
    found: list[Roll] = []
    for before, line in zip([None, *lines], lines, strict=False):
        for roll in _within(line):
            led = before is not None and before.sentence.passage is line.sentence.passage
            if before is not None and led and _role(roll.words) is None and _role(before.sentence.text):
                roll = Roll(roll.entries, before, before.sentence.text)  # the sentence before says what is listed
            found.append(roll)
    return [*found, *_listed(lines, story)]


def rows(roll: Roll) -> Iterator[Fact]:
    """The rows of a roll; none where nothing says that its sums are given, or to whom the parties stand."""
    giver = _giver(roll)
    role = "recipients" if giver else _role(roll.words)
    if role is None or _NOT_MONEY.search(roll.words):
        return
    events = (*_EVENTS, ("committed", _BACKED))
    event = next(((name, m) for name, cue in events if (m := cue.search(roll.words))), None)
    name, fund = _name(roll)
    shared = {"name": name, "kind": _kind(roll, fund=fund)}
    if (other := giver or _other(roll, role)) and (giver or not fund):
        shared["recipients" if role == "providers" else "providers"] = other.slot()
    if dated := _date(roll):
        shared["date"] = Slot(dated.edtf, dated.spans)
    for entry in roll.entries:
        core = entry.line.sums[entry.index]
        told = Slot(event[0], (roll.lead.sentence.span,)) if event else Slot("reported", (core.span,))
        slots = {**shared, **sum_slots(core), "scope": Slot("contribution", (core.span,)), "event": told}
        slots[role] = entry.party.slot()
        yield Fact("funds", slots, entry.line.sentence.span, f"fund/roll+{role}")


def _within(line: Line) -> Iterator[Roll]:
    """The rolls inside one sentence."""
    run: list[Entry] = []
    for index, core in enumerate(line.sums):
        party = _before(line, core.start)
        here = Entry(line, index, party) if party is not None else None
        if here and run and _JOINT.fullmatch(line.between(line.sums[index - 1].end, here.party.start)):
            run.append(here)
            continue
        yield from _closed(line, run)
        run = [here] if here else []
    yield from _closed(line, run)


def _closed(line: Line, run: list[Entry]) -> Iterator[Roll]:
    """``run`` as a roll, where marks of a list part its entries: semicolons, brackets, or a colon before them."""
    if len(run) < 2:
        return
    first, last = run[0], run[-1]
    before = line.between(line.sentence.start, first.party.start)
    behind = line.between(line.sums[last.index].end, line.sentence.end)
    inside = line.between(first.party.end, line.sums[last.index].start)
    if _FIRM.search(inside) or before.rstrip().endswith(":"):
        yield Roll(tuple(run), line, f"{before} {behind}")


def _listed(lines: Sequence[Line], story: Story) -> Iterator[Roll]:
    """The rolls whose entries are the items of a list, each a passage of its own under a lead."""
    by_start = {line.sentence.start: line for line in lines}
    ends = {line.sentence.end: line for line in lines}
    run: list[Entry] = []
    lead: Line | None = None
    for passage in story.paper.passages:
        line = by_start.get(passage.start)
        entry = _item(line, passage) if line is not None else None
        if entry is not None and lead is not None and len(run) < _LEAD_PASSAGES * 10:
            run.append(entry)
            continue
        yield from _led(run, lead)
        run = []
        text = story.paper.text[passage.start : passage.end].rstrip()
        lead = ends.get(passage.start + len(text)) if text.endswith(":") else None
    yield from _led(run, lead)


def _led(run: list[Entry], lead: Line | None) -> Iterator[Roll]:
    if run and lead is not None:
        yield Roll(tuple(run), lead, lead.sentence.text)


def _item(line: Line, passage: Passage) -> Entry | None:
    """The entry that a whole passage is: "• Norway: $5 million;"."""
    if len(line.sums) != 1 or line.sentence.end < passage.end - 2:
        return None
    core = line.sums[0]
    party = _before(line, core.start)
    if party is None or not _ENTRY.match(line.between(line.sentence.start, party.start)):
        return None
    return Entry(line, 0, party) if _ENTRY_END.match(line.between(core.end, line.sentence.end)) else None


def _before(line: Line, start: int) -> Party | None:
    """The party right before a sum."""
    # "Donors: the Green Climate Fund ($5 million)": a fund gives, too, where the words say that donors are listed.
    funds = [Party((m,), (str(m.value),)) for m in line.funds] if _BACKED.search(line.sentence.text) else []
    for party in (*line.parties, *funds):
        if party.end <= start and start - party.end < 60 and _TIE.fullmatch(line.between(party.end, start)):
            return party
    return None


def _role(words: str) -> str | None:
    """Whether those on the roll give or take."""
    if takers := _TAKERS.search(words):
        givers = _GIVERS.search(words)
        return "providers" if givers and givers.start() < takers.start() else "recipients"
    return "providers" if _GIVERS.search(words) else None


def _giver(roll: Roll) -> Party | None:
    """Who announces, pledges or gives what is listed, so that those on the roll get it: "Fiji pledged for 2025:"."""
    listed = {id(entry.party) for entry in roll.entries}
    lead = roll.lead
    for party in lead.parties:
        behind = lead.between(party.end, lead.sentence.end)
        if id(party) not in listed and _GIVING.match(behind) and not _FROM.search(behind) and acts(lead, party):
            return party
    return None


def _other(roll: Roll, role: str) -> Party | None:
    """The party on the other side: behind "to" for those who give, whoever acts for those who take."""
    listed = {id(entry.party) for entry in roll.entries}
    own = [p for p in roll.lead.parties if id(p) not in listed]
    if role == "providers":
        to = next((p for p in own if roll.lead.marker(p) in {"to", "for", "towards"}), None)
        return to or (_backed(roll, own) if _BACKED.search(roll.words) else None)
    return next((p for p in own if roll.lead.marker(p) in {"", "by", "from"}), None)


def _backed(roll: Roll, own: Sequence[Party]) -> Party | None:
    """Who has the donors of a roll: the state that its sentence begins with, "Peru’s new port has three donors"."""
    lead = roll.lead
    first = own[0] if own else None
    opens = first is not None and _OPENS.fullmatch(lead.between(lead.sentence.start, first.start)) is not None
    return first if first and opens and all(m.label == "country" for m in first.members) else None


def _name(roll: Roll) -> tuple[Slot, bool]:
    """What the money of a roll is called, and whether that is a fund's name."""
    lead = roll.lead
    giving = {entry.party.start for entry in roll.entries}
    if fund := next((f for f in lead.funds if f.start not in giving), None):
        name = _PLEDGES.sub("", str(fund.value))
        return Slot(name, (Span(fund.end - len(name), fund.end) if fund.text.endswith(name) else fund.span,)), True
    match = _ONE.search(lead.sentence.text)
    if match is None and (other := _other(roll, "providers")):
        return Slot(f"contribution to {lead.between(other.start, other.end)}", other.spans), False
    if match is None:
        return Slot("contribution", (roll.entries[0].line.sums[roll.entries[0].index].span,)), False
    span = Span(lead.sentence.start + match.start(), lead.sentence.start + match.end())
    noun = match["noun"].lower()
    if (other := _other(roll, "providers")) and _role(roll.words) == "providers":
        return Slot(f"{noun} to {lead.between(other.start, other.end)}", (span, *other.spans)), False
    return Slot(noun, (span,)), False


def _kind(roll: Roll, *, fund: bool) -> Slot:
    sentence = roll.lead.sentence
    for instrument in () if fund else instruments():
        for match in instrument.pattern.finditer(sentence.text):
            span = Span(sentence.start + match.start(), sentence.start + match.end())
            if not any(e.party.start <= span.start < e.party.end for e in roll.entries):  # "the Green Climate Fund"
                return Slot(instrument.kind, (span,))
    return Slot("fund" if fund else "aid", (roll.entries[0].line.sums[roll.entries[0].index].span,))


def _date(roll: Roll) -> Dated | None:
    """The date of the lead, also the year that the money is for; none of a name."""
    lead, first = roll.lead, roll.entries[0]
    told = [d for d in lead.dates if first.line is not lead or d.start < first.party.start]
    told = [d for d in told if not of_work(lead, d, first.party.start)]
    plain = [
        d
        for d in told
        if _FOR_YEAR.search(lead.between(lead.sentence.start, d.start)) or d.start == lead.sentence.start
    ]
    return next(iter(plain or told), None)
