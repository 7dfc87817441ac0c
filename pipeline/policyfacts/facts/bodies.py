"""Bodies of several sides that meet: "the joint commission", "the Council", which are no party of their own.

Those who meet in such a body are the states in its name, else those named together before it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from policyfacts.facts.actors import Actor, antecedents, casts_in
from policyfacts.facts.context import Sentence, Story
from policyfacts.frames import Argument
from policyfacts.records import Span

_HEADS = (
    "commission|committee|council|group|task force|board|cabinet|dialogue|mechanism|panel|forum|platform|taskforce|"
    "subcommittee|sub-committee|subgroup|troika|quartet|quad|secretariat"
)
# What makes a body one of several sides, whatever else it is called.
_JOINT = re.compile(
    r"\b(?:joint|mixed|bi-?national|bilateral|inter-?governmental|inter-?ministerial|tri-?partite|tri-?lateral|"
    r"quadri-?partite|quadri-?lateral|(?:joint )?working|contact|high[- ]level|steering|liaison|boundary|border|"
    rf"task)\s(?:[\w’&-]+\s){{0,5}}?(?:{_HEADS})\b|\btask\s?force\b",
    re.IGNORECASE,
)
_COUNTS = {"tri": 3, "qua": 4}
_SHORT = re.compile(rf"(?:the|this|that)\s(?P<head>{_HEADS.title()})", re.IGNORECASE)
_STATES = len("CHN")
_REACH = 3


@dataclass(frozen=True, slots=True)
class Body:
    """A body of several sides as a phrase calls it, with those who meet in it (may be nobody)."""

    span: Span
    name: str
    members: tuple[Actor, ...]


def joint_body_of(sentence: Sentence, story: Story, argument: Argument) -> Body | None:
    """The body of several sides that the phrase names, by what it is or by a short form of its name."""
    words = re.sub(r"\s+", " ", sentence.between(argument.start, argument.end))
    head = sentence.between(argument.start, argument.head_end)
    joint = _JOINT.search(head) or _JOINT.match(sentence.text, argument.head - sentence.start)
    if joint is None and not (_SHORT.fullmatch(words) and words[4].isupper() and _named_before(sentence, story, words)):
        return None
    own = [a for c in casts_in(sentence, story) for a in c.actors if argument.start <= a.start < argument.end]
    members = [a for a in own if all(len(v) == _STATES or v.isupper() for v in a.values)]
    count = _COUNTS.get(joint[0][:3].lower(), 2) if joint else 2
    members = members or antecedents(sentence, story, argument.start, count)
    name = re.sub(r"^(?:The|An?|Their|Its)\s", lambda m: m[0].lower(), words)
    return Body(argument.span, name, tuple(members))


def _named_before(sentence: Sentence, story: Story, words: str) -> bool:
    """Whether "the Council" is short for a joint body that was named before in full."""
    head = words.split()[-1].lower()
    near = (sentence.text, *(s.text for s in story.before(sentence, reach=_REACH)))
    return any(m[0].lower().endswith(head) for text in near for m in _JOINT.finditer(text))
