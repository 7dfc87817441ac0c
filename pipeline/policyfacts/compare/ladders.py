"""Steps and ranks: how far a status has moved on, and which title stands higher (``knowledge``)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from policyfacts.knowledge import compiled, entries

_END = 99


@dataclass(frozen=True, slots=True)
class Ladder:
    """The steps of one table's status column: each value's step; ends stand above all steps."""

    column: str
    steps: Mapping[str, int]

    def step(self, value: str) -> int | None:
        """The step of ``value``; None where it tells none."""
        return self.steps.get(value)

    def ended(self, value: str) -> bool:
        """Whether ``value`` closes the matter."""
        return self.steps.get(value) == _END

    def forward(self, old: str, new: str) -> bool:
        """Whether ``new`` is a later step than ``old``."""
        before, after = self.steps.get(old), self.steps.get(new)
        return before is not None and after is not None and before < after


@compiled
def ladder(table: str) -> Ladder:
    """The ladder of ``table``; raises ``KeyError``."""
    return _ladders()[table]


@compiled
def _ladders() -> dict[str, Ladder]:
    found = {}
    for entry in entries("ladders"):
        steps = {value: number for number, values in enumerate(entry["steps"]) for value in values}
        steps |= dict.fromkeys(entry["ends"], _END)
        found[entry["table"]] = Ladder(entry["column"], steps)
    return found


@compiled
def one_title(level: str) -> str:
    """The level that stands for ``level`` and its other renderings."""
    return _titles()[1].get(level, level)


@compiled
def rank(level: str) -> int:
    """How high a level stands: the sum of what its qualifiers add."""
    ranks = _titles()[0]
    return sum(value for word, value in ranks.items() if f"-{word}-" in f"-{level}-")


@compiled
def _titles() -> tuple[dict[str, int], dict[str, str]]:
    ranks: dict[str, int] = {}
    same: dict[str, str] = {}
    for entry in entries("title_ranks"):
        if entry["role"] == "rank":
            ranks.update(dict.fromkeys(entry["words"], entry["rank"]))
        else:
            same.update(dict.fromkeys(entry["words"], entry["words"][0]))
    return ranks, same
