"""Those who came to have a title that is told of another: "Peru followed in 2008", "..., and Fiji on 12 July 2024"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from policyfacts.facts.actors import Actor
from policyfacts.facts.context import Sentence, Story
from policyfacts.facts.dates import Dated
from policyfacts.facts.ties.states import placed, run, states_in
from policyfacts.frames.lexicon import lexicon
from policyfacts.records import Span

_GAP = re.compile(
    r"(?:\s(?:side|neighbou?r|government|republic))?,?\s"
    r"(?:only\s|as early as\s)?(?:on|in|by|since|from|as of)\s(?:early\s|late\s|mid-)?"
)
_OPENED = re.compile(r"(?:[;,]|\band)\s(?:and\s|then\s)?(?:its\s|the\s)?$")
_JOINT = re.compile(r"[,\s]*(?:and|,)?\s*(?:the\s)?")
_BRACKETS = re.compile(r"^[^()]*\)|\([^()]*\)")
_COUNTED = re.compile(
    r"\b(?:two|three|four|five|six|seven|eight|nine|ten|several|many|other|others|more|another)\b", re.IGNORECASE
)
_WORD = re.compile(r"[a-z]+")


def followers(sentence: Sentence, story: Story, within: Span, dates: Sequence[Dated]) -> Iterator[tuple[Actor, Dated]]:
    """Each state of ``sentence`` in ``within`` that comes to have the title told before, with the date of that.

    It follows by a verb of following, or by its date alone behind one that does, or behind the title itself. One date
    behind a list is everybody's.
    """
    if listed := list(_listed(sentence, story, within, dates)):
        yield from listed
        return
    states = [a for a in states_in(sentence, story) if within.start <= a.start < within.end and not placed(sentence, a)]
    opened = within.start > sentence.start
    waiting: list[Actor] = []
    for index, actor in enumerate(states):
        waiting.append(actor)
        end = states[index + 1].start if index + 1 < len(states) else within.end
        dated = next((d for d in dates if actor.end <= d.start < end), None)
        if dated is None:
            if not _JOINT.fullmatch(sentence.between(actor.end, end)):
                waiting.clear()
            continue
        told = sentence.between(actor.end, dated.start)
        opens = _OPENED.search(sentence.between(sentence.start, waiting[0].start)) is not None
        bracketed = told.endswith("(") or "(" in told[-12:]
        later = bracketed and _follows(_BRACKETS.sub("", sentence.between(dated.end, sentence.end)).split("; ")[0])
        opened = _follows(told) or later or (opened and opens and _GAP.fullmatch(told) is not None)
        yield from ((one, dated) for one in waiting if opened)
        waiting.clear()


def _listed(sentence: Sentence, story: Story, within: Span, dates: Sequence[Dated]) -> Iterator[tuple[Actor, Dated]]:
    """Those whom a sentence counts, dates and then lists: "Three were added in 2024: Peru, Chile and Fiji"."""
    counted, colon, _ = sentence.between(within.start, within.end).partition(":")
    end = within.start + len(counted)
    states = [a for a in states_in(sentence, story) if within.start <= a.start < within.end]
    ahead = colon and len(dates) == 1 and dates[0].start < end < min((a.start for a in states), default=0)
    if ahead and _COUNTED.search(counted) and _follows(counted):
        yield from ((actor, dates[0]) for actor in run(sentence, states, states[0]))


def _follows(told: str) -> bool:
    """Whether ``told`` holds a verb or noun of following, and no new clause."""
    words = _WORD.findall(told.lower())
    known = lexicon()
    for index, word in enumerate(words):
        verbs = (v for v in known.verbs.get(word, ()) if v.sense.name == "follow")
        if any(set(v.idiom) <= set(words[index + 1 :]) for v in verbs):
            return True
        if any(n.sense.name == "follow" for n in known.nouns.get(word, ())):
            return True
    return False
