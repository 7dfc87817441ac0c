"""The counts that every score is made of.

They are MUC's: ``correct``, ``partial``, ``incorrect``, ``missing`` (an omission) and ``spurious`` (an invention). A
partial answer earns its similarity: one half for a date that contains the other, the Jaccard index for a set.
Counts of papers add up to the counts of a corpus.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Counts:
    """How many answers were right, partly right, wrong, left out and made up; ``credit``: what the partial earned."""

    correct: int = 0
    partial: int = 0
    incorrect: int = 0
    missing: int = 0
    spurious: int = 0
    credit: float = 0.0

    def __add__(self, other: Counts) -> Counts:
        return Counts(
            self.correct + other.correct,
            self.partial + other.partial,
            self.incorrect + other.incorrect,
            self.missing + other.missing,
            self.spurious + other.spurious,
            self.credit + other.credit,
        )

    @property
    def gold(self) -> int:
        """What there was to find."""
        return self.correct + self.partial + self.incorrect + self.missing

    @property
    def found(self) -> int:
        """What was answered."""
        return self.correct + self.partial + self.incorrect + self.spurious

    @property
    def earned(self) -> float:
        return self.correct + self.credit

    @property
    def precision(self) -> float | None:
        """What was earned by what was answered; None where nothing was answered."""
        return self.earned / self.found if self.found else None

    @property
    def recall(self) -> float | None:
        """What was earned by what there was to find; None where there was nothing."""
        return self.earned / self.gold if self.gold else None

    @property
    def f1(self) -> float | None:
        """The harmonic mean of precision and recall; None where there was nothing to find and nothing was answered."""
        return 2 * self.earned / (self.gold + self.found) if self.gold + self.found else None


def total(counts: Iterable[Counts]) -> Counts:
    """The sum of counts."""
    result = Counts()
    for each in counts:
        result += each
    return result
