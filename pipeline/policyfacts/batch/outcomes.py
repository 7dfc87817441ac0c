"""What comes of a run, and who is told meanwhile."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Protocol

from policyfacts.corrections import Applied


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of one paper: how many pages and facts; why it could not be read (``error``), or only in part
    (``partly``). ``lies``: the ending of a file that is no PDF, and that nobody named."""

    doc: str
    pages: int
    facts: int
    error: str = ""
    partly: str = ""
    lies: str = ""


@dataclass(frozen=True, slots=True)
class Summary:
    """What came of a run: an outcome for each paper, by ``doc``.

    ``read``: how many papers were read, the others being taken from the store; ``gone``: those of the last run that are
    no more. ``changed``: by paper, how many facts are ``new``, ``gone`` and ``changed`` since the last run; None for a
    first run. ``judged``: what became of the judgements of people, where the tables were written anew.
    """

    outcomes: tuple[Outcome, ...]
    seconds: float
    read: int
    gone: tuple[str, ...] = ()
    changed: Mapping[str, Counter[str]] | None = None
    judged: Applied = field(default_factory=Applied)

    @property
    def failed(self) -> tuple[Outcome, ...]:
        return tuple(outcome for outcome in self.outcomes if outcome.error)

    @property
    def in_part(self) -> tuple[Outcome, ...]:
        return tuple(outcome for outcome in self.outcomes if outcome.partly)


class Told(Protocol):
    """A paper as it is packed, or remembered: both tell what came of it."""

    @property
    def pages(self) -> int: ...

    @property
    def facts(self) -> int: ...

    @property
    def error(self) -> str: ...

    @property
    def status(self) -> str: ...


def outcome_of(doc: str, paper: Told, *, lies: str = "") -> Outcome:
    """What came of a paper."""
    failed = paper.status == "failed"
    error, partly = (paper.error, "") if failed else ("", paper.error)
    return Outcome(doc, paper.pages, paper.facts, error, partly, lies)


def _unplanned(_unread: int, _kept: int) -> None:
    pass


def _unmissed(_: tuple[str, ...]) -> None:
    pass


def _unwatched(_: Outcome) -> None:
    pass


@dataclass(frozen=True, slots=True)
class Watch:
    """Who is told how far a run is: ``planned``, once, of how many papers are to be read and how many are taken from
    the store; ``done`` of each paper when it has been read; ``leaving``, before all that, of the papers that were in
    the tables and will not be."""

    planned: Callable[[int, int], None] = _unplanned
    done: Callable[[Outcome], None] = _unwatched
    leaving: Callable[[tuple[str, ...]], None] = _unmissed
