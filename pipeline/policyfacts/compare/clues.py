"""What speaks for and against two rows telling the same fact: verdicts, and the clues that they are made of."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from policyfacts.compare.names import Likeness
from policyfacts.compare.told import Told

SAME = 0.6
"""From this score on two rows tell the same fact."""

NAMED = 0.72
"""From this likeness on two names that tell a thing by themselves are names of one thing."""

Clue = tuple[str, float]


@dataclass(frozen=True, slots=True)
class Verdict:
    """``score`` from 0 to 1; ``why`` in words; ``apart`` where the rows cannot tell the same fact."""

    score: float
    why: str
    apart: bool = False


def apart(why: str) -> Verdict:
    """The rows cannot tell the same fact."""
    return Verdict(0.0, why, apart=True)


def named(names: Likeness) -> Verdict:
    """The name tells it."""
    return Verdict(max(SAME, names.score), names.why)


def described(names: Likeness, weight: float, clues: Sequence[Clue]) -> Verdict:
    """The name, by ``weight``, and the clues that hold (those that do not weigh 0) tell it together."""
    score = max(0.0, min(1.0, weight * names.score + sum(value for _, value in clues)))
    told = "; ".join(clue for clue, value in clues if value)
    return Verdict(round(score, 3), "; ".join(filter(None, (told, names.why))))


def days(a: Told, b: Told) -> str:
    """``same`` where one date lies in the other, ``apart`` where no day is shared, else empty."""
    x, y = a.days, b.days
    if x is None or y is None:
        return ""
    if x[0] > y[1] or y[0] > x[1]:
        return "apart"
    within = (x[0] <= y[0] and y[1] <= x[1]) or (y[0] <= x[0] and x[1] <= y[1])
    return "same" if within else ""
