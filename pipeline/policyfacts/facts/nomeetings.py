"""What reads like a visit or a meeting and is none: an appeal, a need that is met, a way of doing things, a task.

"Peru called on Chile to act", "they met the conditions", "in consultation with the bank", "the mission of the Fund".
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from policyfacts.facts.actors import Actor
from policyfacts.facts.context import Sentence, Story
from policyfacts.facts.meetingrecords import Encounter
from policyfacts.facts.places import Place
from policyfacts.facts.sessions import Session, overlaps
from policyfacts.facts.sides import of_role
from policyfacts.frames import Argument, Frame
from policyfacts.language.phrases import with_round, words_for
from policyfacts.language.titles import Title
from policyfacts.records import Span

_MANNER = re.compile(r"\bin\s(?:the\s)?(?:\w+\s){0,2}$")
_ASKS = re.compile(r"[^;.]{0,80}?(?:\sto\s(?:\w+ly\s)?[a-z]+\b|\sfor\s)")
# Who does something, whatever it is called: "adopted by the Rivers Forum"; a body as which another one serves.
_AGENT = re.compile(
    r"(?:\b(?:[a-z]+ed|made|taken|given|set|drawn|held)\s(?:[^,;.]{0,30}\s)?by|\bserv(?:e|es|ed|ing)\sas)\s(?:the\s)?$"
)
# What bodies have and meetings have not: "the charter of the Rivers Forum".
_OF_BODY = re.compile(
    r"\b(?:charters?|statutes?|constitution|founding (?:act|treaty|document)|articles of association|"
    r"rules of procedure|secretariat|secretary-general|headquarters|membership|accession)\s(?:of|to)\s(?:the\s)?$",
    re.IGNORECASE,
)
# One more name of a meeting that is told already.
_ALSO_CALLED = re.compile(
    r"\b(?:styled|dubbed|nicknamed|christened|billed as|known as|also called|baptised)\s(?:the\s)?$"
)
# The meetings of a firm or of a state's own offices.
_OF_OWNERS = re.compile(
    r"\b(?:(?:general|shareholders[’']?|stockholders[’']?|board|cabinet|staff|town[- ]hall) meeting)s?\b", re.IGNORECASE
)
# Who joins a series of meetings becomes a member of it.
_MEMBER = re.compile(r"\b(?:joined|joins|left|quit|rejoined|acceded\sto|admitted\sto)\s(?:the\s)?$")
_WITH_MEMBERS = re.compile(r"\b(?:Ministerial|Dialogue|Process|Forum|Assembly|Commission|Council)$")
# Negotiations that go on for years are no meeting: "the trade talks which opened in 2006".
_NEGOTIATED = re.compile(
    r"(?:,?\s(?:which|that))?,?\s(?:had\s|were\s|have\s|has\s)?(?:first\s)?"
    r"(?:opened|began|begun|started|launched|resumed|under\sway|ongoing)\s(?:again\s)?(?:in|since)\s(?:19|20)\d\d\b"
)
_BY_MEANS = re.compile(r"\b(?:by|via|through|over|on)\s(?:a\s)?$")
_DATED = re.compile(
    r",?\s(?:(?:that|which)\s)?(?:held|convened|hosted|met|meeting)\b|,?\s(?:of|in|on)\s(?:[A-Z][a-z]+\s)?\d|\s\("
)
_THERE = re.compile(r"\s(?:in|at)\s(?:the\s)?[A-ZÀ-Þ][a-z]")
_CONSULTS = re.compile(r"(?:\w+\s){0,2}consultations?\b", re.IGNORECASE)
_CONSULTED_ON = re.compile(
    r"\b(?:held|holds?|holding|had|conduct\w*|under(?:took|taken|taking)|conven\w+|hosted|organi[sz]ed|launched|opened|"
    r"facilitat\w+|mediated|brokered|arranged|led|"
    r"part in(?: the)?|during(?: the)?|"
    r"(?:at|after|following|(?:close|end|conclusion|opening|margins|sidelines) of)(?: the| their)?)\s$"
)
_CONSULTED = frozenset({"consultation", "coordination"})
_HELD = frozenset({"hold", "have", "conduct", "undertake", "convene", "host", "organise", "organize", "complete"})
_AT_HOME = frozenset({"be in", "stay in"})
# Of things these nouns tell as well: "the return of the islands to Japan".
_MOVES = frozenset({"return", "arrival", "landing", "descent", "homecoming", "foray"})
# What a mission is for, where it is no journey of those who act for a state.
_TASKS = re.compile(
    r"\b(?:observation|observer|monitoring|peace-?keeping|rescue|space|training|combat|original|core|main|central|basic|"
    r"diplomatic|permanent|visiting|civilian|military)\s$"
)


# A line of a programme: "14:10 Arrival of the President".
_HOUR = re.compile(r"\W*\d{1,2}[:.h]\d\d(?:\s?[ap]\.?m\.?)?(?:\s?[-–]\s?\d{1,2}[:.h]\d\d)?\s*[-–:,]?\s")
_TWO_CAPITALS = re.compile(r"(?:[a-z\d-]+\s)*[A-ZÀ-Þ][\w.’-]*\s[A-ZÀ-Þ]")
_PAIR = 2
_SAID_BEFORE = re.compile(r"\b(?:that|this|the same|the said|such)\s(?:\w+\s)?$", re.IGNORECASE)


def in_programme(sentence: Sentence) -> bool:
    """Whether a sentence is a line of a day's programme, which tells hours and no meeting that took place."""
    return _HOUR.match(sentence.text) is not None


def no_meeting(sentence: Sentence, story: Story, frame: Frame) -> bool:
    """Whether a predicate of meeting tells of none."""
    if frame.form == "nominal":
        before = sentence.between(sentence.start, frame.start)
        placed = any(frame.clause.start <= d.start < frame.clause.end for d in sentence.of("date"))
        if frame.lemma == "meeting":  # "during its meetings": which of them?
            many = sentence.between(*frame.span).endswith("s")
            return many and not (placed or frame.support in _HELD or frame.one("in", "at", "between"))
        if frame.lemma == "negotiation":  # years of them are no meeting
            return frame.support not in _HELD and with_round(sentence.text, frame.start - sentence.start) == (
                frame.start - sentence.start
            )
        if frame.lemma not in _CONSULTED:
            return False
        told = placed or frame.support in _HELD or frame.one("between") is not None
        return _MANNER.search(before) is not None or not told
    if frame.lemma == "call on":
        return _appeals(sentence, story, frame)
    if frame.lemma == "meet" and any(_needs(sentence, a) for a in frame.of("object")):
        return True
    # "met the targets": whom one meets is somebody.
    met = [a for a in frame.of("object") if not a.inherited] if frame.lemma == "meet" and frame.form == "active" else []
    return bool(met) and not of_role(sentence, story, frame, "object") and len(list(frame.of("with"))) == 0


def paid_call(sentence: Sentence, frame: Frame) -> bool:
    """Whether "her call on Lima in May" is paid to a capital: no appeal to it, and told with its day."""
    told = frame.one("on")
    capital = told is not None and any(told.start <= m.start < told.end for m in sentence.of("capital"))
    if told is None or not capital or _ASKS.match(sentence.between(told.end, frame.clause.end)):
        return False
    return any(frame.start <= d.start for d in sentence.of("date"))


def _needs(sentence: Sentence, argument: Argument) -> bool:
    """Whether what is met is a need or a condition: its head, or the noun behind a head that is misread."""
    words = {w.lower() for w in re.findall(r"[A-Za-z-]+", sentence.between(argument.start, argument.end))}
    return bool(words & words_for("met"))


def _appeals(sentence: Sentence, story: Story, frame: Frame) -> bool:
    """Whether somebody is called on to do something, rather than called on at home."""
    last = max((a.end for a in frame.of("object")), default=frame.end)
    people = [a for a in of_role(sentence, story, frame, "object", "subject") if a.sort == "person"]
    return not people or _ASKS.match(sentence.between(last, sentence.end)) is not None


def no_visit(sentence: Sentence, frame: Frame, guests: Sequence[Actor], places: Sequence[Place]) -> bool:
    """Whether a predicate of travelling tells of no visit: a task called a mission, a body that has its seat."""
    moved = frame.form == "nominal" and frame.lemma in _MOVES
    if frame.lemma in _AT_HOME or moved:
        own = not moved or any(not a.inherited for a in frame.of("guest"))
        return not (own and any(g.sort == "person" for g in guests))
    if frame.lemma == "reach" and not any(frame.of("object")):
        return True  # "reached out to Peru"
    if frame.form == "nominal" and not places and _told_already(sentence, frame):
        return True
    if frame.lemma != "mission" or frame.form != "nominal":
        return False
    one = not sentence.between(frame.start, frame.end).endswith("s")
    told = any(frame.start <= d.start < frame.clause.end for d in sentence.of("date"))
    sent = frame.one("to") is not None or told
    task = _TASKS.search(sentence.between(sentence.start, frame.start)) is not None
    return task or not (places and sent and (one or told))


def _told_already(sentence: Sentence, frame: Frame) -> bool:
    """ "the contracts signed on that trip": which was told before, with who made it."""
    own = any(not a.inherited for a in frame.of("guest"))
    return not own and _SAID_BEFORE.search(sentence.between(sentence.start, frame.start)) is not None


def no_occasion(sentence: Sentence, title: Title, span: Span) -> bool:
    """Whether a name or description of a meeting stands for a body, or for a way of doing things."""
    before = sentence.between(sentence.start, span.start)
    if _OF_OWNERS.search(title.text):
        return True
    if title.text.endswith("talks") and _NEGOTIATED.match(sentence.text, span.end - sentence.start):
        return True
    if title.named and _MEMBER.search(before) and _WITH_MEMBERS.search(title.text):
        return not _THERE.match(sentence.text, span.end - sentence.start)
    if _ALSO_CALLED.search(before) or _OF_BODY.search(before) or (title.kind == "call" and _BY_MEANS.search(before)):
        return True
    if _AGENT.search(before) and not _DATED.match(sentence.between(span.end, sentence.end)):
        return True
    if not _CONSULTS.match(title.text) or title.named:
        return False
    held = _CONSULTED_ON.search(before) or re.match(
        r"[^;.]{0,60}?\s(?:was|were)\sheld\b", sentence.between(span.end, sentence.end)
    )
    return held is None


def counted_too(encounter: Encounter, counts: Sequence[Session]) -> bool:
    """Whether a body that met by itself did so at a session of its own that the sentence counts: "met at its 12th"."""
    clause = encounter.frame.clause
    return len(encounter.actors) == 1 and any(
        clause.start <= s.span.start < clause.end and s.body.end <= s.span.start for s in counts
    )


def titled(sentence: Sentence, encounter: Encounter, titles: Sequence[Title]) -> bool:
    """Whether an encounter's noun belongs to a name with capitals: "the U.S.-Japan Summit Meeting between"."""
    start, end = (place - sentence.start for place in encounter.frame.span)
    if encounter.frame.form != "nominal" or not sentence.text[start : start + 1].isupper():
        return False
    return any(t.named and t.start < start and end <= t.end and _TWO_CAPITALS.match(t.text) for t in titles)


def of_nobody(encounter: Encounter, numbered: Sequence[Span]) -> bool:
    """Whether a meeting is called by number alone, and no two sides are told of whom it could be."""
    acting = [a for a in encounter.actors if a.sort != "capital"]
    bodies = any(a.sort != "person" and not v.isupper() for a in acting for v in a.values)
    nobody = bodies or len({v for a in acting for v in a.values}) < _PAIR
    return encounter.frame.form == "nominal" and nobody and overlaps(encounter.frame.span, numbered)
