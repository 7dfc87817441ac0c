"""A project as a paper speaks of it, and each place where it does."""

from __future__ import annotations

from dataclasses import dataclass, field

from policyfacts.facts.context import Sentence
from policyfacts.records import Slot, Span


@dataclass(slots=True, eq=False)
class Project:
    """One project of a paper: what it is called, its kind, and where it is spoken of, in order.

    ``many``: works told without number or name ("rural clinics"). ``paid`` are the countries that money for it goes to,
    once a flow of money has told them. ``whole``: the work of which this one is a part.
    """

    name: str
    kind: str
    named: bool
    soft: bool
    programme: bool
    spans: tuple[Span, ...]
    sightings: list[Sighting] = field(default_factory=list)
    many: bool = False
    paid: Slot | None = None
    whole: Project | None = None


@dataclass(frozen=True, slots=True, eq=False)
class Sighting:
    """One mention of a project: its place in the paper, its sentence, and how it is put.

    ``subject``: it can be its clause's subject, for it does not hang by another noun ("a loan for the dam").
    ``reach`` is the stretch of the sentence that may speak of it: up to the projects before and behind it.
    """

    span: Span
    project: Project
    sentence: Sentence
    form: str
    subject: bool
    reach: Span
    tail: Span | None = None

    @property
    def proof(self) -> tuple[Span, ...]:
        """The words that prove the project's name: the mention, and for a reference what it stands for."""
        return (self.span,) if self.form != "reference" else (self.span, *self.project.spans[:1])
