"""Scores: the figures, and how people read them."""

from __future__ import annotations

from dataclasses import dataclass

from policyfacts.evaluate.figures import Figures
from policyfacts.evaluate.report import as_markdown, as_text


@dataclass(frozen=True)
class Scores(Figures):
    """How well found tables answer gold: the figures, as text and as a report."""

    def as_text(self) -> str:
        """The scores as a table for a terminal, plain text of at most 100 characters a line."""
        return as_text(self)

    def as_markdown(self) -> str:
        """The scores and the most frequent errors as a Markdown report."""
        return as_markdown(self)
