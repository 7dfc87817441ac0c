"""A text that a sentence leaves unsaid, since the one before it named it, and those who act on one in turn.

"The parliament in Lima gave its consent in May, the Chilean one in June"; "Signature followed in 2012"; "ratified by
Peru in 2014 and by Chile in 2016".
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from policyfacts.facts.actors import Actor, casts_in
from policyfacts.facts.assemblies import assemblies_in, is_assembly
from policyfacts.facts.context import Sentence, Story
from policyfacts.facts.dates import Dated
from policyfacts.facts.scenes import Deed, Scene
from policyfacts.facts.textnames import Text
from policyfacts.facts.textstates import FAMILY
from policyfacts.frames import Frame
from policyfacts.records import Span

# Kinds of which it is said that somebody signed or approved them, without saying what.
_RATIFIED = frozenset(
    {"agreement", "free trade agreement", "treaty", "protocol", "memorandum of understanding", "contract"}
)
_STEPS = frozenset({"sign", "ratify", "entry-into-force"})
_CONSENT = frozenset({"adopt", "ratify", "clear"})
# "Peru deposited its instrument of ratification": of which text, the sentence has told before.
_HANDED_IN = "deposit"
_PAPERS = re.compile(r"(?:\w+\s)?(?:ratification|accession|acceptance|approval|adherence)\b|the depositary\b")
# Before a noun for a step that stands alone: "Signature followed", "..., and ratification by both came in 2014".
_ALONE = re.compile(
    r"(?:^|[,;]\s(?:and\s)?|\band\s|\b(?:after|before|following|until|upon|its|their)\s)(?:the\s)?$", re.IGNORECASE
)
_OF = re.compile(r"\s(?:of|to|on)\s")
_AHEAD = re.compile(
    r"(?:\s(?:into\s(?:force|effect)|by\s[^,;]{2,40}))?\s(?:is|are|was|were|remains?|will|would|may|might|must|has\syet|had\syet|can|could|should)\s"
    r"(?!(?:followed|completed|done|held|given|obtained|secured)\b)"
)
# Who does the same, where the parser takes him for what it is done to: "in May, the Chilean one in June".
_ANOTHER = re.compile(r"\bones?\b")
# As far as the sentence may stand from the text that it leaves unsaid.
_REACH = 420
# Between the date of one and the date of the next who does the same; "@" stands for who.
_TURN = re.compile(
    r"[)\]]?[,;]?\s(?:(?:and|but|while|whereas|with|followed|then)\s)*(?:(?:by|for)\s)?(?:(?:the|that|those|its)\s)*@(?:[’']s?)?"
    r"(?:\s(?:in|of)\s[A-Z]\w+)?(?:\s(?:ones?|[Pp]arliaments?|[Ss]enate|[Cc]ongress|[Aa]ssembly|deputies|[Gg]overnment|side|following|followed|did\sso|doing\sso|"
    r"likewise|too|suit|its|their|only|and))*,?\s(?:\(|(?:on|in|since|from|as\sof|only\sin)\s)?(?:the\s)?"
)
_IN_TURN = frozenset({"ratified", "withdrawn", "in force"})


def elided(sentence: Sentence, story: Story, memory: Sequence[Text]) -> list[Text]:
    """The text named last, where a predicate of ``sentence`` speaks of it without a word for it."""
    last = memory[-1]
    far = sentence.start - last.span.end > _REACH or last.span.start < sentence.passage.start
    if far or last.kind not in _RATIFIED:
        return []
    places = dict.fromkeys(f.start for f in story.frames(sentence, FAMILY) if of_none(sentence, f))
    said = replace(last, spans=last.spans[:1], borrowed=True, elided=True, count=None)
    return [replace(said, span=Span(place, place), after=place) for place in places]


def of_none(sentence: Sentence, frame: Frame) -> bool:
    """Whether a predicate takes a text and names none."""
    if frame.form == "nominal":
        alone = _ALONE.search(sentence.between(sentence.start, frame.start)) is not None
        behind = sentence.between(frame.end, sentence.end)
        return frame.sense in _STEPS and alone and not (_OF.match(behind) or _AHEAD.match(behind))
    told = [a for a in frame.of("text") if not (frame.start <= a.head < frame.end or a.nested)]
    told = [a for a in told if not _ANOTHER.search(sentence.between(a.start, a.end))]
    told = [a for a in told if not _PAPERS.match(sentence.between(a.start, a.end))]
    by_assembly = any(is_assembly(sentence, a) for a in frame.of("party") if a.marker == "subject")
    return not told and ((frame.sense in _CONSENT and by_assembly) or frame.sense == _HANDED_IN)


def in_turn(scene: Scene, deed: Deed, dated: Dated | None) -> Iterator[tuple[tuple[Actor, ...], Dated]]:
    """Who else did it, each with a date behind: "ratified by Peru in 2014, by Chile in 2016 and by Fiji in 2017"."""
    if dated is None or deed.event not in _IN_TURN:
        return
    dates = [d for d in scene.dates if d.start >= dated.start]
    for before, here in pairwise(dates):
        who = _who_between(scene.sentence, scene.story, before, here)
        if who is None or any(before.end <= d.span.start < here.start for d in scene.deeds):
            return
        yield (who,), here


def _who_between(sentence: Sentence, story: Story, before: Dated, here: Dated) -> Actor | None:
    """The one party that stands between two dates, with nothing else beside it than small words."""
    told = [a for c in casts_in(sentence, story) for a in c.actors] + list(assemblies_in(sentence))
    told = [a for a in told if before.end <= a.start and a.end <= here.start]
    for actor in told:
        gap = f"{sentence.between(before.end, actor.start)}@{sentence.between(actor.end, here.start)}"
        if len(actor.values) == 1 and _TURN.fullmatch(gap):
            return actor
    return None
