"""One paper's rows while judgements are worked into them."""

from __future__ import annotations

import sys
from collections.abc import Collection, Iterable, Mapping

from policyfacts.knowledge.codes import codes_of
from policyfacts.schema import GOLD_TABLES, MENTION_TABLES, TABLES
from policyfacts.tables import PaperRows
from policyfacts.tables.cells import Row
from policyfacts.tables.ids import fact_id


class Sheet:
    """The rows of one paper by ``fact_id``, those of its tables that people judge, and their evidence."""

    def __init__(self, paper: PaperRows) -> None:
        self._paper = paper
        self.rows: dict[str, list[Row]] = {name: list(paper.rows.get(name, ())) for name in GOLD_TABLES}
        self.evidence: list[Row] = list(paper.rows.get("evidence", ()))
        self.ledger: list[Row] = list(paper.rows.get("ledger", ()))
        self.corrections: list[Row] = []

    @property
    def doc(self) -> str:
        return self._paper.doc

    @property
    def text(self) -> str:
        return self._paper.text or ""

    @property
    def document(self) -> Row:
        return self._paper.rows["documents"][0]

    def find(self, table: str, number: str) -> Row | None:
        """The row called ``number``."""
        return next((row for row in self.rows[table] if fact_id(table, row) == number), None)

    def proofs(self, number: str) -> list[Row]:
        """The evidence of a row."""
        return [row for row in self.evidence if row["fact_id"] == number]

    def remove(self, table: str, row: Row) -> None:
        """Take a row out, with its evidence."""
        number = fact_id(table, row)
        self.rows[table] = [one for one in self.rows[table] if one is not row]
        if number:
            self.evidence = [one for one in self.evidence if one["fact_id"] != number]

    def mend(self, table: str, row: Row, cells: Mapping[str, str]) -> Row:
        """Give a row other cells, and the codes that follow from them; returns the row as it is now."""
        mended = {**row, **cells, **_codes(table, row, cells)}
        self.rows[table] = [mended if one is row else one for one in self.rows[table]]
        old, new = fact_id(table, row), fact_id(table, mended)
        gone = {name for name in mended if row.get(name) and not mended[name]}
        self.unprove(old, {*gone, *_codes(table, row, cells)})
        if old != new:
            self.evidence = [{**one, "fact_id": new} if one["fact_id"] == old else one for one in self.evidence]
            return self._joined(table, mended, new)
        return mended

    def insert(self, table: str, row: Row, start: int) -> None:
        """Put a row where it stands in the paper: ``start`` is the offset of its first proof, -1 for one without."""
        page = int(row["page"])
        firsts: dict[str, int] = {}
        for proof in self.evidence:
            firsts[proof["fact_id"]] = min(int(proof["start"]), firsts.get(proof["fact_id"], int(proof["start"])))
        place = 0
        for number, other in enumerate(self.rows[table], start=1):
            there = int(other["page"])
            before = start < 0 or firsts.get(fact_id(table, other), -1) <= start
            if there < page or (there == page and before):
                place = number
        self.rows[table].insert(place, row)

    def unprove(self, number: str, slots: Collection[str]) -> None:
        """Take away the evidence of some cells."""
        self.evidence = [one for one in self.evidence if one["fact_id"] != number or one["slot"] not in slots]

    def prove(self, number: str, proofs: Iterable[Row]) -> None:
        """Add evidence for cells of a row."""
        self.evidence += [{**proof, "fact_id": number} for proof in proofs]

    def note(self, page: str, reason: str) -> None:
        """An entry in the ledger for a judgement that has no effect."""
        entry = {"doc": self.doc, "page": page, "region": "judgement", "characters": "0", "outcome": "left out"}
        self.ledger.append({**entry, "reason": reason})

    def finished(self) -> PaperRows:
        """The paper's rows as they are now."""
        rows = {**self._paper.rows, **self.rows, "corrections": self.corrections}
        rows["countries"] = sorted(self.rows["countries"], key=lambda row: (int(row["page"]), row["country"]))
        for name in ("dates", "amounts"):
            rows[name] = sorted(self.rows[name], key=_stands)
        rows["evidence"] = sorted(self.evidence, key=_place)
        rows["ledger"] = sorted(self.ledger, key=lambda row: int(row["page"]))
        paper = self._paper
        return PaperRows(paper.doc, rows, paper.text, settled=paper.settled, encrypted=paper.encrypted)

    def _joined(self, table: str, row: Row, number: str) -> Row:
        """Two rows of one country and page are one."""
        same = [one for one in self.rows[table] if one is not row and fact_id(table, one) == number]
        if not same:
            return row
        counts = (int(one["mentions"] or 0) for one in (row, *same))
        joined = {**same[0], "mentions": str(sum(counts))}
        left = [one for one in self.rows[table] if one is not row]
        self.rows[table] = [joined if one is same[0] else one for one in left]
        return joined


def _codes(table: str, row: Row, cells: Mapping[str, str]) -> dict[str, str]:
    """The codes that change with the cells they follow from; one that the paper itself tells stays while they do."""
    if table in MENTION_TABLES:
        return {}
    names = [column.name for column in TABLES[table].columns]
    old, new = codes_of(table, row), codes_of(table, {**row, **cells})
    return {name: new.get(name, "") for name in names if old.get(name) != new.get(name)}


def _stands(row: Row) -> tuple[int, int, int]:
    """Page and place of a mention; one without a place comes last on its page."""
    start, end = (int(row[side]) if row[side] else sys.maxsize for side in ("start", "end"))
    return int(row["page"]), start, end


def _place(row: Row) -> tuple[int, int, str, str]:
    return int(row["page"]), int(row["start"]), row["fact_id"], row["slot"]
