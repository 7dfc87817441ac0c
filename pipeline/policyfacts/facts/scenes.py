"""A sentence with the texts that it names, tied to the cues that tell what became of them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from policyfacts.facts.context import Sentence, Story
from policyfacts.facts.dates import Dated, dates_of
from policyfacts.facts.milestones import OWN, Milestone, bound, gap_between, lists_texts
from policyfacts.facts.texts import Text

# Kinds whose nouns are also plain talk ("a strategy of openness"): a description counts only right beside its cue.
LOOSE = frozenset({"plan", "policy paper", "treaty", "contract", "document"})
# "Talks on a pact were launched", "its withdrawal took effect": the second cue speaks of the first one's step.
_STEPS = frozenset({"feasibility study", "negotiating", "withdrawn", "suspended", "ratified"})
_OF_THE_STEP = frozenset({"announced", "in force", "released", "expired"})
_SINCE = re.compile(r"\s(?:(?:with|between)\s[^,;]{2,40}\s)?")
_JOINED = re.compile(
    r"[\s,”“\"’‘']*(?:and|or|as well as|,)?[\s,“\"‘]*"
    r"(?:(?!(?:by|under|of|in|to|with|for|on|at|from|through|via)\b)\w+\s){0,2}[“\"‘]?"
)
_IT = re.compile(r"\s(?:it|them)\b(?!\s(?:would|will|was|is|had|has)\b)")
_WHICH = re.compile(r",\swhich\s(?:the\s)?[A-Z][\w’\s-]{1,40}?\s(?:(?:then|later|has|had|also)\s)*$")
# "signed a treaty with Peru in 2002 and a pact in 2014": between the titles only parties, places and dates.
_AND_ANOTHER = re.compile(
    r"(?:\s(?:with|between|in|on|at|of)\s[^,;:]{2,50})?(?:,\s(?:and\s)?|\sand\s)(?:(?:in|on)\s[\w\s]{4,16},?\s)?"
    r"(?:then\s)?(?:an?|another|a\s(?:second|third))\s(?:[a-z-]+\s)?"
)


@dataclass(frozen=True, slots=True)
class Bound:
    """A cue tied to the text number ``index``; ``side`` tells whether it leads the title or trails it."""

    index: int
    side: str
    cue: Milestone


@dataclass(frozen=True, slots=True)
class Scene:
    """A sentence with the texts, cues and dates in it."""

    sentence: Sentence
    story: Story
    texts: tuple[Text, ...]
    bounds: tuple[Bound, ...]
    dates: tuple[Dated, ...]

    def limit(self, text: Text) -> int:
        """Where the next text begins: what stands behind it belongs to that one."""
        return min((t.span.start for t in self.texts if t.span.start > text.span.start), default=self.sentence.end)


def scene_of(sentence: Sentence, story: Story, texts: Sequence[Text], cues: Sequence[Milestone]) -> Scene:
    """``sentence`` with each of ``cues`` tied to the one of ``texts`` that it speaks of."""
    spans = [t.span for t in texts]
    tied: list[Bound] = []
    for cue in cues:
        found = bound(sentence, cue, spans, cues) or _taken_up(sentence, texts, cue)
        if found is not None and cue.event == OWN:
            cue = replace(cue, event=texts[found[0]].event)
        if found is None or any(b.index == found[0] and b.cue.event == cue.event for b in tied):
            continue
        if cue.name == "since" and (
            any(b.index == found[0] for b in tied)
            or not _SINCE.fullmatch(gap_between(sentence, texts[found[0]].after, cue.span.start))
        ):
            continue
        step = cue.event in _OF_THE_STEP or sentence.between(*cue.span).endswith(("concluded", "completed"))
        if step and any(b.index == found[0] and b.side == "leads" and b.cue.event in _STEPS for b in tied):
            continue
        if not _beside(sentence, texts[found[0]], cue, found[1]):
            continue
        tied.append(Bound(found[0], found[1], cue))
    tied = [t for t in tied if not _of_the_broken(sentence, story, t, tied)]
    everything = [b for t in tied for b in _spread(sentence, texts, t)]
    for index, text in enumerate(texts):
        if text.elliptic and index and not any(b.index == index for b in everything):
            everything += [Bound(index, "leads", b.cue) for b in everything if b.index == index - 1][:1]
    return Scene(sentence, story, tuple(texts), tuple(everything), tuple(dates_of(sentence, story)))


def _taken_up(sentence: Sentence, texts: Sequence[Text], cue: Milestone) -> tuple[int, str] | None:
    """The text of a cue whose object is a pronoun: "...; the Senate ratified it", "..., which Peru terminated"."""
    before = [i for i, t in enumerate(texts) if t.after <= cue.span.start and not t.borrowed]
    if not before or not cue.leads:
        return None
    gap = sentence.between(texts[before[-1]].after, cue.span.start)
    again = _IT.match(sentence.between(cue.span.end, sentence.end)) or _WHICH.search(gap)
    return (before[-1], "leads") if again and len(gap) <= 160 else None


def _of_the_broken(sentence: Sentence, story: Story, tied: Bound, others: Sequence[Bound]) -> bool:
    """Whether a cue only says what broke off: "the talks on a pact were suspended" tells of no talks that began."""
    if tied.side != "leads" or tied.cue.event != "negotiating":
        return False
    broken = [b.cue.span.start for b in others if b.index == tied.index and b.cue.event == "suspended"]
    return any(
        not any(tied.cue.span.start <= d.start < at for d in dates_of(sentence, story))
        for at in broken
        if at > tied.cue.span.start
    )


def _beside(sentence: Sentence, text: Text, cue: Milestone, side: str) -> bool:
    """Whether the cue stands near enough to speak of a title that may be plain talk, or of a plan for the future."""
    low, high = (cue.span.end, text.span.start) if side == "leads" else (text.after, cue.span.start)
    if lists_texts(gap_between(sentence, low, high)):
        return True
    gap = len(gap_between(sentence, low, high))
    if side == "leads" and cue.event in {"proposed", "released", "announced"} and gap > 45:
        return False
    clause = side == "trails" and re.match(
        r",?\s(?:(?:to|on|under|of)\s)?(?:that|which|whose)\s", sentence.between(low, high)
    )
    awarded = text.kind == "contract" and not re.search(r"\b(?:to|under)\b", sentence.between(low, high))
    reach = (60 if awarded else 30) if side == "leads" else 150 if clause else 60
    return text.named or text.kind not in LOOSE or gap <= reach


def _spread(sentence: Sentence, texts: Sequence[Text], tied: Bound) -> Iterator[Bound]:
    """A cue, and the same for the titles joined to its own by "and" or a comma."""
    yield tied
    step = -1 if tied.side == "trails" else 1
    here = tied.index
    while 0 <= here + step < len(texts):
        low, high = sorted((texts[here], texts[here + step]), key=lambda t: t.span)
        gap = gap_between(sentence, low.after or low.span.end, high.span.start)
        another = step > 0 and _AND_ANOTHER.fullmatch(gap)
        if low.span != high.span and not another and (not _JOINED.fullmatch(gap) or len(gap) > 30):
            return
        here += step
        yield replace(tied, index=here)
