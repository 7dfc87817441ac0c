"""The records of a reading: a frame for each predicate, an argument for each phrase that it takes."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from policyfacts.records import Span

Form = Literal[
    "active",
    "passive",
    "participle",  # "the bridge built by Egypt", "the firm building it": no subject of its own, hangs by a noun
    "relative",  # "the bridge that Egypt built"
    "nominal",  # "Egypt's visit to Oman", "the signing of the pact"
]
Mood = Literal[
    "",  # told as it is or was
    "planned",  # will, is to, plans to, agreed to
    "possible",  # would, may, could, if, unless
]
Tense = Literal["past", "present", "future", ""]


@dataclass(frozen=True, slots=True)
class Argument:
    """A phrase that a predicate takes.

    ``marker`` is the grammatical role in the active voice: ``subject`` (also the agent of a passive), ``object`` (also
    the subject of a passive), ``object2`` (the receiver in "gave Kenya a loan"), the preposition (``to``, ``with``), or
    for nouns also ``poss`` ("Egypt's visit") and ``modifier`` ("the Chinese loan"). ``role`` is what the lexicon calls
    it, empty where it names none. ``start`` to ``end`` is the phrase without its relative and other clauses, ``head``
    to ``head_end`` its head word (or the name that it is); all are offsets in the text that was read. ``inherited``:
    taken over from another clause, by coordination or control. ``nested``: hangs by the object rather than by the
    predicate itself.
    """

    role: str
    marker: str
    start: int
    end: int
    head: int
    inherited: bool = False
    nested: bool = False
    head_end: int = 0

    @property
    def span(self) -> Span:
        return Span(self.start, self.end)


@dataclass(frozen=True, slots=True)
class Frame:
    """A predicate with its arguments.

    ``family`` and ``sense`` come from the lexicon, ``event`` too (empty where the sense brings none). ``start`` to
    ``end`` are the predicate's own words (where a verb goes for one more object without being said again, that
    object's), ``clause`` the range of what hangs by it. ``support`` is the lemma of the verb that a nominal predicate
    hangs by ("paid" in "paid a visit"), ``verb`` the place of that verb, or of the one that is not said again.
    """

    family: str
    sense: str
    event: str
    lemma: str
    form: Form
    start: int
    end: int
    clause: Span
    arguments: tuple[Argument, ...]
    negated: bool = False
    mood: Mood = ""
    tense: Tense = ""
    support: str = ""
    verb: Span | None = None

    @property
    def span(self) -> Span:
        return Span(self.start, self.end)

    def of(self, *names: str) -> Iterator[Argument]:
        """The arguments whose role, or marker, is one of ``names``: in the order of ``names``, then of the text."""
        for name in names:
            for argument in self.arguments:
                if name in (argument.role, argument.marker):
                    yield argument

    def one(self, *names: str) -> Argument | None:
        """The first of ``of(*names)``."""
        return next(self.of(*names), None)
