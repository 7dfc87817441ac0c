"""A paper's rows with what people judged of them.

A judgement finds its row by its id; in a later run, which may have read the row otherwise, by the words that state the
fact. Where the machine finds the fact no longer but its words still stand there, the row stands as people judged it.
What cannot be placed is told, and stands in the ledger.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from policyfacts.columns import Table
from policyfacts.corrections.cases import Case, right_row
from policyfacts.corrections.journal import Judgement
from policyfacts.corrections.placing import found_again, proofs_again, slots_of
from policyfacts.corrections.sheet import Sheet
from policyfacts.gold import problems_of
from policyfacts.knowledge.codes import codes_of
from policyfacts.records import Span
from policyfacts.schema import FACT_TABLES, MENTION_TABLES, TABLES
from policyfacts.tables import PaperRows
from policyfacts.tables.cells import Row
from policyfacts.tables.ids import fact_id

PROVED = {"dates": "edtf", "countries": "country", "amounts": "value"}
"""Which column of a mention its words prove; the others follow from them."""
_ALIKE = 0.5  # of their cells that two rows of one sentence have in common if they tell the same fact


@dataclass(slots=True)
class Applied:
    """What became of the judgements: how many rows are as people have them, and what was left aside, in sentences.

    ``differ``: rows on which reviewers differ and nobody has decided; they stand as the machine wrote them.
    ``unplaced``: judgements of which the words stand there no longer, and marked words that do so no longer.
    """

    counts: dict[str, int] = field(default_factory=lambda: dict.fromkeys(("accept", "correct", "reject", "add"), 0))
    differ: int = 0
    unplaced: list[str] = field(default_factory=list)

    def as_text(self) -> str:
        """In one line, for people; empty where nothing was judged."""
        said = {"accept": "found right", "correct": "corrected", "reject": "taken out", "add": "added"}
        counts = ", ".join(f"{self.counts[verdict]} {words}" for verdict, words in said.items() if self.counts[verdict])
        rest = f"{self.differ} on which reviewers differ stand as found" if self.differ else ""
        rest = "; ".join(filter(None, (counts, rest, f"{len(self.unplaced)} not placed" if self.unplaced else "")))
        return f"Judged rows: {rest}." if rest else ""


def corrected(paper: PaperRows, cases: Iterable[Case], applied: Applied) -> PaperRows:
    """The rows of ``paper`` with what ``cases`` settle; ``applied`` is told what became of each."""
    sheet = Sheet(paper)
    cases = list(cases)
    taken = {case.fact_id for case in cases}
    for case in cases:
        judgement = case.settled
        if judgement is None:
            applied.differ += 1
            said = ", ".join(f"{one.who}: {one.verdict}" for one in case.said)
            sheet.note(case.said[0].row["page"], f"{case.fact_id}: reviewers differ ({said}); the row stands as found")
            continue
        reason = _Work(sheet, case, judgement, applied).done(taken)
        if reason:
            applied.unplaced.append(told(case, judgement, reason))
            sheet.note(judgement.row["page"], told(case, judgement, reason))
    return sheet.finished()


def told(case: Case, judgement: Judgement, reason: str) -> str:
    """A judgement that has no effect, in a sentence."""
    return f"{case.fact_id}: {judgement.verdict} by {case.by} is not placed: {reason}"


@dataclass(slots=True)
class _Work:
    """One judgement being worked into a paper."""

    sheet: Sheet
    case: Case
    judgement: Judgement
    applied: Applied

    def done(self, taken: set[str]) -> str:
        """Work it in; returns why it cannot be placed, empty where it is."""
        judgement, table = self.judgement, self.judgement.table
        anchor = judgement.ground.anchor
        place = found_again(self.sheet.text, anchor) if anchor is not None else None
        target = self.sheet.find(table, judgement.fact_id)
        if target is None and judgement.verdict != "add":
            target = self._renamed(place, taken)
        right = right_row(judgement)
        if right is None:
            if target is not None:
                self._reject(target)
            return ""  # what the machine finds no longer is out already
        problems = problems_of(right, TABLES[table]) if judgement.verdict in {"correct", "add"} else []
        if problems:
            return f"it breaks the schema: {problems[0]}"
        if target is None and judgement.verdict == "add":
            target = self._twin(right)
        if target is not None:
            self._mend(target, right, place)
        elif place is not None or (judgement.verdict == "add" and anchor is None):
            return self._insert(right, place)
        else:
            return "its words stand in the paper no longer"
        return ""

    def _renamed(self, place: Span | None, taken: set[str]) -> Row | None:
        """The row that a later run made of the same words, if it tells the same fact.

        What was rejected is known again by its identity columns alone: a row that says something else was not judged.
        Of rows that people hold right, the one that has most of its cells in common with what was found or judged.
        """
        judgement, sheet = self.judgement, self.sheet
        found = judgement.ground.found
        if place is None or not found or judgement.table not in FACT_TABLES:
            return None
        table = TABLES[judgement.table]
        quote = _plain(sheet.text[place.start : place.end])
        free = [row for row in sheet.rows[table.name] if row["fact_id"] not in taken and _plain(row["quote"]) == quote]
        if judgement.verdict == "reject":
            return next((row for row in free if _same_identity(table, row, found)), None)
        near = [(max(_likeness(table, row, other) for other in (found, judgement.row)), row) for row in free]
        best = max(near, key=lambda pair: pair[0], default=(0.0, None))
        return best[1] if best[0] >= _ALIKE else None

    def _twin(self, right: Row) -> Row | None:
        """The row that says what was added: the machine has learned, or two reviewers added the same."""
        table = TABLES[self.judgement.table]
        rows = (row for row in self.sheet.rows[table.name] if row["page"] == right["page"])
        return next((row for row in rows if all(row[c.name] == right[c.name] for c in table.slots)), None)

    def _reject(self, row: Row) -> None:
        table = TABLES[self.judgement.table]
        for column in table.slots:
            if row[column.name]:
                self._record(fact_id(table.name, row), column.name, row[column.name], "")
        self.sheet.remove(table.name, row)
        self.applied.counts["reject"] += 1

    def _mend(self, row: Row, right: Row, place: Span | None) -> None:
        table = TABLES[self.judgement.table]
        number = fact_id(table.name, row)
        marked = {slot for slot, spans in self.judgement.spans.items() if spans}
        cells = {c.name: right[c.name] for c in table.slots if right[c.name] != row[c.name]}
        again = [proof for proof in self._proofs(place) if proof["slot"] in marked]
        if table.name in MENTION_TABLES:
            again = [{**proof, "slot": PROVED[table.name]} for proof in again]
            mended = self.sheet.mend(table.name, row, cells | _span(row, again))
            unproved = {PROVED[table.name]} if again else set()
        else:
            mended = self.sheet.mend(table.name, row, cells)
            unproved = {*cells, *marked}
        now = fact_id(table.name, mended)
        self.sheet.unprove(now, unproved)
        self.sheet.prove(now, (proof for proof in again if mended.get(proof["slot"])))
        self._lost(marked & {name for name, cell in mended.items() if cell}, again)
        for column in table.slots:
            if column.name in cells or (column.name in marked and mended[column.name]):
                self._record(now or number, column.name, row[column.name], mended[column.name])
        if not cells and not marked:
            self._record(number, "", "", "")
        self.applied.counts[self.judgement.verdict] += 1

    def _insert(self, right: Row, place: Span | None) -> str:
        """Put a row in that the machine has not; returns why it cannot be, empty where it is."""
        judgement, table = self.judgement, TABLES[self.judgement.table]
        found = judgement.ground.found
        cells = {column.name: right[column.name] for column in table.slots}
        proofs = list(self._proofs(place))
        row = dict.fromkeys(table.names, "") | _told(found) | {"doc": self.sheet.doc, "page": right["page"]} | cells
        if "start" in row and not proofs:
            return "a date or a sum is where its words stand, and none are marked"
        if table.name in MENTION_TABLES:
            proofs = [{**proof, "slot": PROVED[table.name]} for proof in proofs]
            row |= _span(row, proofs)
        else:
            quote = self.sheet.text[place.start : place.end] if place is not None else f"judged by {self.case.by}"
            row |= {"fact_id": judgement.fact_id, "quote": quote, **codes_of(table.name, cells)}
            if not row["rule"]:
                row |= {"certainty": "asserted", "rule": f"judged by {self.case.by}"}
        number = fact_id(table.name, row)
        starts = [int(proof["start"]) for proof in proofs] or [place.start if place is not None else -1]
        self.sheet.insert(table.name, row, min(starts))
        if number:
            self.sheet.prove(number, (proof for proof in proofs if row.get(proof["slot"])))
        self._lost({slot for slot, spans in judgement.spans.items() if spans and row.get(slot)}, proofs)
        for column in table.slots:
            if cells[column.name]:
                self._record(number or judgement.fact_id, column.name, "", cells[column.name])
        self.applied.counts[judgement.verdict] += 1
        return ""

    def _proofs(self, place: Span | None) -> list[Row]:
        """The evidence that the reviewer marked or kept; none where the file is another one: boxes would lie."""
        ground = self.judgement.ground
        if ground.sha256 and ground.sha256 != self.sheet.document["sha256"]:
            return []
        return list(proofs_again(self.sheet.text, ground, place))

    def _lost(self, marked: set[str], proofs: Iterable[Row]) -> None:
        """Say of which marked cells the words stand there no longer."""
        missing = sorted(marked - slots_of(proofs))
        if missing and self.judgement.ground.proofs and self.judgement.table not in MENTION_TABLES:
            said = f"the words marked for {', '.join(missing)} stand there no longer; the cells stand as judged"
            self.applied.unplaced.append(f"{self.case.fact_id}: {said} by {self.case.by}")
            self.sheet.note(self.judgement.row["page"], f"{self.case.fact_id}: {said} by {self.case.by}")

    def _record(self, number: str, slot: str, before: str, after: str) -> None:
        said = {"fact_id": number, "slot": slot, "before": before, "after": after}
        told = {"verdict": self.judgement.verdict, "judged_by": self.case.by, "judged_at": self.case.at}
        self.sheet.corrections.append({**said, **told})


def _same_identity(table: Table, row: Row, other: Row) -> bool:
    return all(row[column.name] == other.get(column.name, "") for column in table.slots if column.identity)


def _likeness(table: Table, row: Row, other: Row) -> float:
    """The share of cells that are the same, of those that either row fills."""
    pairs = [(row[column.name], other.get(column.name, "")) for column in table.slots]
    filled = [one == two for one, two in pairs if one or two]
    return sum(filled) / len(filled) if filled else 0.0


def _span(row: Row, proofs: Sequence[Row]) -> Row:
    """Where a mention stands, for tables that say so: at the first of its proofs."""
    return {side: proofs[0][side] for side in ("start", "end")} if proofs and "start" in row else {}


def _told(found: Row) -> Row:
    """What the machine told of a fact besides its cells, and nobody judged."""
    return {name: found[name] for name in ("certainty", "speaker", "rule") if found.get(name)}


def _plain(text: str) -> str:
    return " ".join(text.split())
