"""A sentence with the texts that it names, what is done to each of them, and its dates."""

from __future__ import annotations

from dataclasses import dataclass

from policyfacts.facts.context import Sentence, Story
from policyfacts.facts.dates import Dated
from policyfacts.facts.textnames import Text
from policyfacts.frames import Frame
from policyfacts.records import Span

# Kinds whose nouns are also plain talk ("a strategy of openness"): without parties or a date such a text is no fact.
LOOSE = frozenset({"plan", "policy paper", "treaty", "contract", "document"})


@dataclass(frozen=True, slots=True)
class Deed:
    """What a predicate at ``span`` tells of the text number ``index``: ``event`` as the table writes it.

    ``sense`` is the lexicon's name for it; ``frames`` the predicate with its arguments and, behind it, the nouns for
    steps that it is about ("suspended the talks on a pact"); none for a phrase without a predicate.
    """

    index: int
    event: str
    sense: str
    span: Span
    frames: tuple[Frame, ...] = ()

    @property
    def frame(self) -> Frame | None:
        return self.frames[0] if self.frames else None


@dataclass(frozen=True, slots=True)
class Scene:
    """A sentence with the texts, deeds and dates in it."""

    sentence: Sentence
    story: Story
    texts: tuple[Text, ...]
    deeds: tuple[Deed, ...]
    dates: tuple[Dated, ...]

    def limit(self, text: Text) -> int:
        """Where the next text begins: what stands behind it belongs to that one."""
        return min((t.span.start for t in self.texts if t.span.start > text.span.start), default=self.sentence.end)

    def leads(self, deed: Deed) -> bool:
        """Whether the deed is told before its text ("signed the pact") rather than behind it."""
        return deed.span.start < self.texts[deed.index].span.start
