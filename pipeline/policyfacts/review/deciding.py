"""Where reviewers differ: what each of them said, and who decides between them. All of it is kept."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, replace
from typing import Any

from policyfacts.corrections.cases import Case, cases
from policyfacts.corrections.journal import Judgement, now
from policyfacts.errors import StaleRow, UsageError
from policyfacts.review.desk import Desk
from policyfacts.review.rows import Found
from policyfacts.schema import TABLES
from policyfacts.tables.cells import Row


class DecidingDesk(Desk):
    """The rows of an output folder on which reviewers differ, with what each said. A decision stands above them."""

    decides = True

    def row(self, fact_id: str) -> dict[str, Any]:
        """As ``Desk.row``, with what each reviewer said (``said``), and the columns in which they differ."""
        case = self._case(fact_id)
        said = [{"who": one.who, "at": one.at, "verdict": one.verdict, "row": dict(one.row)} for one in case.said]
        return {**super().row(fact_id), "said": said, "differ": _differing(case)}

    def judge(self, said: Mapping[str, Any]) -> dict[str, Any]:
        """As ``Desk.judge``; with ``take``, the judgement of the reviewer of that name becomes the decision."""
        case = self._case(str(said["fact_id"] or ""))
        if not said.get("take"):
            if said["verdict"] == "add":
                raise UsageError("Rows are added in 'policyfacts review' without --decide.")
            return super().judge(said)
        with self._held:
            self._fresh()
            found, standing = self._at(case.fact_id)
            theirs = next((one for one in case.said if one.who == said["take"]), None)
            if theirs is None or said.get("version") != self._version(found, standing):
                raise StaleRow("What reviewers said of this row has changed, and nothing was saved. It is shown anew.")
            decision = replace(theirs, at=now(), who=self.who, decides=True)
            self.journal.append(decision)
            return self._answer(decision)

    def _mine(self) -> dict[str, Judgement]:
        return self.journal.decisions()

    def _rows(self) -> Iterable[Found]:
        return [self._row_of(case) for case in cases(self.journal) if _open(case)]

    def _at(self, fact_id: str) -> tuple[Found, Judgement | None]:
        return self._row_of(self._case(fact_id)), self._mine().get(fact_id)

    def _case(self, fact_id: str) -> Case:
        case = next((case for case in cases(self.journal) if case.fact_id == fact_id and _open(case)), None)
        if case is None:
            raise UsageError(f"There is no row {fact_id!r} on which reviewers differ.")
        return case

    def _row_of(self, case: Case) -> Found:
        """The machine's row; where a later run has it no longer, as the first of the reviewers had it before them."""
        first = case.said[0]
        return self._found.get(case.fact_id) or Found(case.fact_id, case.table, {**first.row, **first.ground.found})

    def _evidence(self, fact_id: str, said: Judgement | None) -> Sequence[Row]:
        if said is None and fact_id not in self._proofs:
            return self._case(fact_id).said[0].ground.proofs
        return super()._evidence(fact_id, said)

    def _version(self, found: Found, said: Judgement | None) -> str:
        theirs = [asdict(one) for one in self._case(found.fact_id).said]
        return hashlib.sha256(f"{super()._version(found, said)}{theirs}".encode()).hexdigest()[:20]


def _open(case: Case) -> bool:
    """Whether there is something to decide, or was: a decision can be taken back though reviewers agree by now."""
    return case.differ or case.decision is not None


def _differing(case: Case) -> list[str]:
    """The columns in which the rows that reviewers hold right are not the same; a rejected row has none."""
    rows = [one.row for one in case.said if one.verdict != "reject"]
    return [column.name for column in TABLES[case.table].slots if len({row.get(column.name, "") for row in rows}) > 1]
