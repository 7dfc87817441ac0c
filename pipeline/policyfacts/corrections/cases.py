"""All that reviewers said of one row, and what stands of it: what they agree on, or what was decided between them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from policyfacts.corrections.journal import Journal, Judgement
from policyfacts.gold import optional
from policyfacts.schema import TABLES
from policyfacts.tables.cells import Row


@dataclass(frozen=True, slots=True)
class Case:
    """One row that was judged. ``said``: what stands of each reviewer, by name; ``decision``: what settles it."""

    said: tuple[Judgement, ...]
    decision: Judgement | None = None

    @property
    def fact_id(self) -> str:
        return self.said[0].fact_id

    @property
    def table(self) -> str:
        return self.said[0].table

    @property
    def doc(self) -> str:
        return self.said[0].doc

    @property
    def differ(self) -> bool:
        """Whether reviewers differ in what the row should be: in a cell, in whether it stands, or is optional."""
        return len({_outcome(one) for one in self.said}) > 1

    @property
    def settled(self) -> Judgement | None:
        """The judgement that stands; ``None`` where reviewers differ and nobody has decided."""
        if self.decision is not None:
            return self.decision
        if self.differ:
            return None
        # Of those who say the same, one that has marked words proves more.
        return max(self.said, key=lambda one: bool(one.spans))

    @property
    def by(self) -> str:
        """Who stands behind it."""
        names = [self.decision.who] if self.decision is not None else [one.who for one in self.said]
        return "; ".join(name.replace(";", ",") for name in names)

    @property
    def at(self) -> str:
        """When it was settled: at the last of what it rests on."""
        return max(one.at for one in ([self.decision] if self.decision is not None else self.said))


def cases(journal: Journal) -> list[Case]:
    """Every row of which something stands, in the order in which they were first judged."""
    standing = journal.standing()
    said: dict[str, list[Judgement]] = {}
    for mine in standing.values():
        for number, judgement in mine.items():
            said.setdefault(number, []).append(judgement)
    decisions = journal.decisions()
    first = {number: place for place, number in reversed(list(enumerate(one.fact_id for one in journal.all())))}
    return [_case(said[number], decisions) for number in sorted(said, key=first.__getitem__)]


def right_row(judgement: Judgement) -> Row | None:
    """The row as it is right by one judgement, as gold has it; ``None`` where there should be none."""
    if judgement.verdict == "reject":
        return None
    return {name: judgement.row.get(name, "") for name in TABLES[judgement.table].gold_names}


def _case(said: list[Judgement], decisions: Mapping[str, Judgement]) -> Case:
    return Case(tuple(said), decisions.get(said[0].fact_id))


def _outcome(judgement: Judgement) -> tuple[str, ...]:
    row = right_row(judgement)
    if row is None:
        return ()
    return ("optional" if optional(row) else "", *(row[column.name] for column in TABLES[judgement.table].slots))
