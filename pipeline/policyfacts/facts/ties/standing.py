"""What became of a tie, by the predicate that its title hangs by: set up, raised, offered, lowered, ended, denied."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from policyfacts.facts.context import Sentence, Story
from policyfacts.facts.ties.titles import Title, rooted
from policyfacts.frames import Argument, Frame, Reading
from policyfacts.frames.clauses import PASSIVE_SUBJECTS, SUBJECTS
from policyfacts.records import Span

# A title inside these tells of its noun by the way; what stands above is told of something else.
_ASIDE = frozenset({"relcl", "acl", "appos", "parataxis"})
_WHEN = frozenset({"after", "before", "since", "under", "during", "following", "besides", "despite", "beyond", "until"})
_LEADING = frozenset({"from", "of", "on", "to", "for"})
_BEING = frozenset({"be", "have", "exist", "become", "remain", "enjoy", "hold", "maintain", "get", "obtain", "receive"})
_RESOLVED = frozenset({"agree", "decide", "resolve", "undertake", "commit"})
_OWN = frozenset({"their", "its", "this", "that", "these", "our", "his", "her", "your"})


_OWNER = re.compile(r"[’']s?\s[“‘\"']?(?:\w+\s)?[“‘\"']?$")


class Standing(NamedTuple):
    """A status with the words that prove it, and the predicate that tells it (its lemma and place), if one does.

    ``source``: it is what a relation was raised from, or what gave way to another title. ``owned``: the title is told
    as one that somebody has ("their partnership").
    """

    status: str
    proof: Span
    name: str = ""
    predicate: Span | None = None
    source: bool = False
    owned: bool = False


def standing(sentence: Sentence, story: Story, title: Title, part: Span) -> Standing:
    """The status of the tie that ``title`` names; ``part`` is the part of the sentence that tells of it."""
    root = rooted(sentence, story, title)
    if root is None:
        return Standing("established", title.span)
    reading, head = root
    found = [s for s in _told(reading, title, head) if part.start <= s.proof.start < part.end]
    for status in ("denied", "ended", "downgraded", "proposed", "upgraded"):
        if told := next((s for s in found if s.status == status), None):
            return told
    if found:
        return found[0]
    for frame in reading.frames if len(sentence.of("level")) == 1 else ():
        if (
            frame.event in {"ended", "downgraded"}
            and not frame.negated
            and any(_points_back(sentence, a) for a in frame.of("title"))
        ):
            return _by(frame, frame.event)
    return Standing("established", title.span, owned=_owned(reading, title, head))


def _told(reading: Reading, title: Title, head: int) -> Iterator[Standing]:
    """What the words above a title say of it, nearest first, and those behind that it is an argument of."""
    c = reading.clauses
    owned = _owned(reading, title, head)
    definite = any(c.words[child] == "the" for child in c.below[head])
    if any(c.words[child] == "no" for child in c.below[head]):
        yield Standing("denied", title.span, "no")
    first = True
    for index in _climb(reading, head):
        for frame in _frames_at(reading, index):
            known = owned or (definite and (frame.form == "nominal" or not first))
            status = _status(frame, title, owned=known, near=first)
            if status:
                yield _by(frame, status)
        if index != head and c.token(index).pos in {"VERB", "AUX"}:
            yield from _mood(reading, title, index, owned=owned, near=first)
            first = False
    word = reading.offset + c.token(head).start
    for frame in reading.frames:  # of a clause behind: "set up in 2008, was suspended"
        behind = frame.family == "relations" and any(a.head == word for a in frame.arguments)
        status = _status(frame, title, owned=False, near=True) if behind and frame.event != "proposed" else ""
        if status:
            yield _by(frame, status)


def _owned(reading: Reading, title: Title, head: int) -> bool:
    """Whether the title is told as one that somebody has: "their partnership", "Peru's strategic partnership"."""
    c = reading.clauses
    before = c.text[: title.start - reading.offset]
    return _OWNER.search(before) is not None or any(c.words[child] in _OWN for child in c.below[head])


def _points_back(sentence: Sentence, argument: Argument) -> bool:
    return sentence.between(argument.head, argument.head_end).lower() in {"it", "this", "that", "which", "partnership"}


def _by(frame: Frame, status: str) -> Standing:
    source = frame.event == "upgraded" and status == "established"
    return Standing(status, frame.span, frame.lemma, frame.span, source)


def _climb(reading: Reading, head: int) -> Iterator[int]:
    """The words above a title that speak of it, nearest first."""
    c = reading.clauses
    here = head
    joined = False  # one more verb beside another: what stands above both speaks of both, the other does not
    for index in (head, *c.tree.ancestors(head)):
        dep, verbal = c.token(here).dep, c.token(here).pos in {"VERB", "AUX"}
        if index > here and c.words[here] == "as":  # "As strategic partners, they want peace"
            return
        if index != here and (dep in _ASIDE or c.words[here] in _WHEN or (verbal and dep == "advcl")):
            return
        if index != here and verbal and dep == "conj":
            if c.first(here, *SUBJECTS, *PASSIVE_SUBJECTS) is not None:
                return
            joined = True
        else:
            joined = False
        if not joined:
            yield index
        here = index


def _frames_at(reading: Reading, index: int) -> list[Frame]:
    start = reading.offset + reading.clauses.token(index).start
    return [f for f in reading.frames if f.family == "relations" and f.start == start]


def _status(frame: Frame, title: Title, *, owned: bool, near: bool) -> str:
    """What ``frame`` says of the title, by the role that it gives it; empty where it says nothing of it."""
    if frame.negated and frame.event in {"ended", "downgraded", "denied"}:
        return ""
    role = _role(frame, title)
    if not role and frame.end <= title.start and frame.lemma.split()[-1] in _LEADING:
        role = "title"  # the idiom's own preposition, whatever it hangs by: "walked away from"
    if frame.event == "upgraded":
        if role in {"old", "origin"}:
            raised = role == "old" and not _other_title(frame, title) and frame.sense == "raise"
            return "upgraded" if raised and frame.lemma in _RAISING else "established"
        return "upgraded" if role == "new" else ""
    if frame.event == "ended":
        return "ended" if role == "title" and not _agent(frame, title) else ""
    if frame.event == "proposed":
        return (
            "proposed"
            if (role == "title" or (not role and (frame.form != "nominal" or not near))) and not owned
            else ""
        )
    if frame.event == "downgraded" or frame.event == "denied":
        return frame.event if role == "title" or not near else ""
    return frame.event if role == "title" else ""


_RAISING = frozenset("raise elevate upgrade lift promote upgrading elevation upgrade".split())


def _agent(frame: Frame, title: Title) -> bool:
    """Whether the title is only the subject of a verb that has an object: "the partnership ended a quarrel"."""
    subject = frame.one("subject")
    return subject is not None and subject.start <= title.start < subject.end and frame.one("object") is not None


def _role(frame: Frame, title: Title) -> str:
    """The role of the smallest phrase that holds the title; empty where none does."""
    holding = sorted((a for a in frame.arguments if a.start <= title.start < a.end), key=lambda a: a.end - a.start)
    return next((a.role for a in holding if a.role), "")


def _other_title(frame: Frame, title: Title) -> bool:
    return any(a.role == "new" and not a.start <= title.start < a.end for a in frame.arguments)


def _mood(reading: Reading, title: Title, verb: int, *, owned: bool, near: bool) -> Iterator[Standing]:
    """What the verb's helpers say: not done, or still to come."""
    c = reading.clauses
    token = c.token(verb)
    span = Span(reading.offset + token.start, reading.offset + token.end)
    frames = _frames_at(reading, verb)
    makes = any(f.event in {"established", "upgraded"} for f in frames)
    if (
        (makes or token.lemma in _BEING)
        and c.negated(verb)
        and not re.match(r"\W*(?:not\s)?only\b", c.text[token.end :])
    ):
        yield Standing("denied", span, "negated", span)
    if not makes and not (token.lemma in _BEING and near):
        return
    if owned and not makes:
        return
    above = c.token(token.head)
    mood = c.mood(verb)
    if mood and not (above.lemma in _RESOLVED and token.dep == "xcomp"):
        if any(_role(f, title) == "old" for f in frames):
            return
        yield Standing("proposed", span, "ahead", span)
