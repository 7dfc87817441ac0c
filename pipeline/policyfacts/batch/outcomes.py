"""What comes of a run, and who is told meanwhile."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of one paper: how many pages and facts, or why it could not be read."""

    doc: str
    pages: int
    facts: int
    error: str = ""


@dataclass(frozen=True, slots=True)
class Summary:
    """What came of a run: an outcome for each paper, by ``doc``.

    ``read``: how many papers were read, the others being taken from the store; ``gone``: those of the last run that are
    no more. ``changed``: by paper, how many facts are ``new``, ``gone`` and ``changed`` since the last run; None for a
    first run.
    """

    outcomes: tuple[Outcome, ...]
    seconds: float
    read: int
    gone: tuple[str, ...] = ()
    changed: Mapping[str, Counter[str]] | None = None

    @property
    def failed(self) -> tuple[Outcome, ...]:
        return tuple(outcome for outcome in self.outcomes if outcome.error)


def _unplanned(_unread: int, _kept: int) -> None:
    pass


def _unwatched(_: Outcome) -> None:
    pass


@dataclass(frozen=True, slots=True)
class Watch:
    """Who is told how far a run is: ``planned``, once, of how many papers are to be read and how many are taken from
    the store; ``done`` of each paper when it has been read."""

    planned: Callable[[int, int], None] = _unplanned
    done: Callable[[Outcome], None] = _unwatched
