"""How papers are read: what a user may choose."""

from __future__ import annotations

import os
from dataclasses import dataclass, field
from pathlib import Path

from policyfacts.errors import UsageError

NO_PARSER = "none"
ENGINES = ("local", "dask")


@dataclass(frozen=True, slots=True)
class Options:
    """``parser``: an installed spaCy pipeline, or ``none``; ``password`` for encrypted papers; ``jobs``: processes.

    ``engine``: ``local`` (processes of this machine) or ``dask`` (a cluster: that of the scheduler at the address
    ``scheduler``, or without one ``jobs`` workers that are started here).
    ``knowledge``: folders of entries that come after our own. ``models``: the folder of the trained models, by default
    those that came with this copy; ``rules_only`` goes without, and leaves ``confidence`` empty. ``min_confidence``:
    facts below it are dropped, and counted in the ledger; ``min_cell_confidence``: cells below it are emptied.
    ``excel``: CSV files begin with a byte order mark.
    """

    parser: str = "en_core_web_sm"
    password: str | None = field(default=None, repr=False)
    jobs: int = 1
    knowledge: tuple[Path, ...] = ()
    models: Path | None = None
    rules_only: bool = False
    min_confidence: float = 0.0
    min_cell_confidence: float = 0.0
    engine: str = "local"
    scheduler: str | None = None
    excel: bool = False

    def __post_init__(self) -> None:
        if self.jobs < 1:
            raise UsageError(f"jobs: {self.jobs} processes cannot read anything. Name 1 or more.")
        if not self.parser:
            raise UsageError("parser: no name given. Name an installed spaCy pipeline, or none.")
        if not 0 <= self.min_confidence <= 1:
            raise UsageError(f"min-confidence: {self.min_confidence:g} is no probability. Name one from 0 to 1.")
        if not 0 <= self.min_cell_confidence <= 1:
            raise UsageError(
                f"min-cell-confidence: {self.min_cell_confidence:g} is no probability. Name one from 0 to 1."
            )
        if self.engine not in ENGINES:
            raise UsageError(f"engine: there is no {self.engine!r}. Name one of {', '.join(ENGINES)}.")
        if self.scheduler and self.engine != "dask":
            raise UsageError("scheduler: only a Dask cluster has one. Add --engine dask, or leave out --scheduler.")
        if self.rules_only and (self.min_confidence or self.min_cell_confidence or self.models):
            raise UsageError(
                "rules-only: without models there is no confidence. Leave out --min-confidence, --min-cell-confidence "
                "and --models."
            )

    @property
    def recorded(self) -> dict[str, str | float | bool]:
        """What ``run.json`` says of them: only what can change a table, and no secrets."""
        said: dict[str, str | float | bool] = {"parser": self.parser}
        if self.rules_only:
            said["rules_only"] = True
        if self.min_confidence:
            said["min_confidence"] = self.min_confidence
        if self.min_cell_confidence:
            said["min_cell_confidence"] = self.min_cell_confidence
        return said


def cores() -> int:
    """How many processors this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0)) or 1
    return os.cpu_count() or 1
