"""The titles of a sentence: told in full, or by a word that stands for one told before ("one", "the same rank")."""

from __future__ import annotations

import re
from dataclasses import dataclass

from policyfacts.facts.context import SOVEREIGN_LABELS, Sentence, Story
from policyfacts.facts.dates import Dated
from policyfacts.facts.texts import in_longer_name
from policyfacts.frames import Reading
from policyfacts.records import Mention, Span

_STANDS_IN = re.compile(
    # "one in December", "has been one since"
    r"\bones?\b(?=,? (?:on|in|since|from|dating|as of|with)\b)|"
    # "that with Peru", "those with"
    r"\b(?:[Tt]hat|[Tt]hose)\b(?= (?:with|between)\s(?:the\s)?[A-Z])|"
    r"(?<!\bof )\b(?:(?:[Tt]he|[Tt]his|[Tt]hat|[Aa]n?)\s(?:very\s)?(?:(?:same|equal|said|similar|like)\s)?|such an? )"
    r"(?:titles?|ranks?|status|labels?|levels?|designation|epithet|honou?r|distinction|grade)\b(?!\sof\b|\s[“\"‘])|"
    # "Peru’s dates from June 2008"
    r"(?<=[’'])s?(?=\s(?:was|were|dates?|came|followed|goes)\b)"
)
# "the Division of Policy and Strategic Partnerships"
_UNIT = re.compile(
    r"\b(?:Division|Department|Office|Unit|Bureau|Directorate|Branch|Section|Team|Director|Head|Chief|Coalition|Centre)\s"
    r"(?:of|for)\s(?:the\s)?(?:[A-Z][\w-]*,?\s(?:and\s|of\s)?)*$"
)


_PARTED = re.compile(r"\([^()]*\)|;")


@dataclass(frozen=True, slots=True)
class Telling:
    """A sentence with its titles and its dates, in order."""

    sentence: Sentence
    story: Story
    titles: tuple[Title, ...]
    dates: tuple[Dated, ...]

    def part(self, offset: int) -> Span:
        """The part of the sentence between semicolons in which ``offset`` lies."""
        return part_of(self.sentence, offset)


@dataclass(frozen=True, slots=True)
class Title:
    """A title at ``span``; ``level`` tells it in full, there or, where it only ``stands_in``, before.

    ``parallel``: it stands beside the title before, whose verb it shares ("that with Peru").
    """

    span: Span
    level: Mention
    stands_in: bool = False
    parallel: bool = False

    @property
    def start(self) -> int:
        return self.span.start

    @property
    def end(self) -> int:
        return self.span.end

    @property
    def plural(self) -> bool:
        return self.level.text.rstrip('”"’').endswith("s")

    @property
    def of_relation(self) -> bool:
        """Whether it names what binds two ("partnership") and not one of them ("partner")."""
        return "ship" in self.level.text.lower() or "partner" not in self.level.text.lower()


def titles(sentence: Sentence, before: Mention | None) -> list[Title]:
    """The titles of ``sentence`` in order; ``before`` is the one that its paragraph told last."""
    found = [Title(m.span, m) for m in sentence.of("level") if not _of_no_pair(sentence, m)]
    if not found and before is None:
        return []
    for match in _STANDS_IN.finditer(sentence.text):
        span = Span(sentence.start + match.start(), sentence.start + match.end())
        told = [t for t in found if t.end <= span.start]
        level = told[-1].level if told else before
        inside = any(t.start < span.end and span.start < t.end for t in found)
        leading = any(span.end <= t.start <= span.end + len(" of a ") for t in found)  # "the rank of ..."
        if level is not None and not inside and not leading:
            found.append(Title(span, level, stands_in=True, parallel=match[0].lower() in {"that", "those"}))
    return sorted(found, key=lambda title: title.start)


def _of_no_pair(sentence: Sentence, level: Mention) -> bool:
    """Whether a title is part of a unit's name, or plain talk of partnerships with nobody in particular."""
    if in_longer_name(sentence, level.span) or _UNIT.search(sentence.between(sentence.start, level.start)):
        return True
    plural = level.text.rstrip('”"’').endswith("s")
    states = {str(m.value) for m in sentence.of(*SOVEREIGN_LABELS, "capital") if not level.start <= m.start < level.end}
    return plural and len(str(level.value).split("-")) == 1 and len(states) < len({"one", "other"})


def rooted(sentence: Sentence, story: Story, title: Title) -> tuple[Reading, int] | None:
    """The sentence's reading with the index of the word that ``title`` hangs by; ``None`` where it was not parsed."""
    reading = story.reading(sentence)
    head = reading.clauses.tree.head_of(title.start - reading.offset, title.end - reading.offset) if reading else None
    return None if reading is None or head is None else (reading, head)


def part_of(sentence: Sentence, offset: int) -> Span:
    """The part of ``sentence`` between semicolons in which ``offset`` lies."""
    ends = [sentence.start + m.start() for m in _PARTED.finditer(sentence.text) if m[0] == ";"]
    left = max((e + 1 for e in ends if e < offset), default=sentence.start)
    return Span(left, min((e for e in ends if e >= offset), default=sentence.end))
