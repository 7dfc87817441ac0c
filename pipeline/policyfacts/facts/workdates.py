"""Which date of a sentence is that of what it tells of a work."""

from __future__ import annotations

import re
from collections.abc import Sequence

from policyfacts.facts.context import Sentence, Story
from policyfacts.facts.dates import Dated, dates_of
from policyfacts.records import Span

# A date before these belongs to the clause before: "was signed in 2021, and a railway is under construction".
_OTHER_CLAUSE = re.compile(r";|,\s(?:and|but|while|whereas)\s(?:a|an|its|this|that|these|two|three|his|her|their)\s")
_DATE_REACH = 140


def dates_in(sentence: Sentence, story: Story) -> list[Dated]:
    """The dates of ``sentence``, without those in square brackets: numbers of loans and sources."""
    return [d for d in dates_of(sentence, story) if not _bracketed(sentence, d.start)]


def _bracketed(sentence: Sentence, offset: int) -> bool:
    before = sentence.between(sentence.start, offset)
    return before.count("[") > before.count("]")


def date_of(sentence: Sentence, dates: Sequence[Dated], cue: Span, cues: Sequence[Span]) -> Dated | None:
    """The date of the cue's own stretch: the first one behind it before another cue, else the nearest one before it."""
    following = min((c.start for c in cues if c.start >= cue.end), default=sentence.end)
    previous = max((c.end for c in cues if c.end <= cue.start), default=sentence.start)
    for dated in dates:
        if cue.start <= dated.start < following:
            between = sentence.between(cue.end, dated.start)
            if ";" in between or len(between) > _DATE_REACH or re.search(r",? (?:and|but) (?:in|on|by) $", between):
                break
            return dated
    earlier = [d for d in dates if previous <= d.start < cue.start]
    if earlier and previous > sentence.start and "," in sentence.between(earlier[-1].end, cue.start):
        earlier = [d for d in earlier if "," in sentence.between(previous, d.start)]  # the date of the cue before
    if earlier and _OTHER_CLAUSE.search(sentence.between(earlier[-1].end, cue.start)) is None:
        return earlier[-1]
    # "In May 2016 the dam was finished and opened": two cues in one verb phrase share a date.
    opening = [d for d in dates if d.end <= previous]
    return opening[-1] if opening and len(sentence.between(previous, cue.start)) < len(" and formally ") else None
