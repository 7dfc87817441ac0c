"""How papers are read: what a user may choose."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from policyfacts.errors import UsageError

NO_PARSER = "none"


@dataclass(frozen=True, slots=True)
class Options:
    """``parser``: an installed spaCy pipeline, or ``none``; ``password`` for encrypted papers; ``jobs``: processes.

    ``knowledge``: folders of entries that come after our own.
    """

    parser: str = "en_core_web_sm"
    password: str | None = field(default=None, repr=False)
    jobs: int = 1
    knowledge: tuple[Path, ...] = ()

    def __post_init__(self) -> None:
        if self.jobs < 1:
            raise UsageError(f"jobs: {self.jobs} processes cannot read anything. Name 1 or more.")
        if not self.parser:
            raise UsageError("parser: no name given. Name an installed spaCy pipeline, or none.")

    @property
    def recorded(self) -> dict[str, str]:
        """What ``run.json`` says of them: only what can change a table, and no secrets."""
        return {"parser": self.parser}
