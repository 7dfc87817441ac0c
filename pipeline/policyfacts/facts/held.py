"""Whether a meeting was held, is planned or was cancelled: by the words near it, by what governs it, or by its date."""

from __future__ import annotations

import re

from policyfacts.facts.context import Sentence
from policyfacts.facts.cues import whole_words
from policyfacts.facts.occasions import Occasion
from policyfacts.knowledge import entries
from policyfacts.records import Span

# What a leader will do, and a list of what is to come; and the words that turn from it to what has been.
_AHEAD = re.compile(
    r"\b(?:is|are)\s(?:scheduled|due|expected|set|slated|to)\s(?:to\s)?(?:attend|visit|pay|travel|make|hold|host)\b|"
    r"\bwill\s(?:then\s|also\s)?(?:take part|attend|visit|pay|travel|make|hold|host|participate)\b|"
    r"\b(?:upcoming|forthcoming|future)\s(?:\w+\s){1,3}?(?:such as|including|like|notably)\b"
)
_LOOKS_BACK = re.compile(
    r"[.;]\s|\b(?:held|took|was|were|had|after|since|last|following|agreed|at which|where|which|that|who|announced)\b"
)
# What shall be done at a meeting told first: "At its third session, the Board will ...".
_OPENS = re.compile(r"^(?:[Aa]t|[Dd]uring|[Ii]n)\s[^,;]{0,80}$")
_SHALL = re.compile(r"[^;.]{0,100}?\b(?:will|should|shall|(?:is|are) (?:to|expected to|due to))\s(?:\w+ly\s)?[a-z]")
_DID = re.compile(r"[^;.]{0,100}?\b(?:[a-z]{2,}ed|was|were|held|met|took|had|made|gave)\b")
# "The Lima Summit will offer a chance".
_WILL = re.compile(r"(?:\s[A-Z][\w’-]*){0,3}(?:\s\([^()]*\))?\s(?:will|shall|is to|are to)\s(?!not\b)[a-z]+")
# "the summit, which Peru is to host in May", "the forum, at which she will speak"
_WHICH_WILL = re.compile(
    r"(?:\s\([^()]*\))?,?\s(?:(?:at|of|for|to|during)\s)?(?:which|that)\s(?:[^,;.]{2,40}?\s)?"
    r"(?:will|shall|(?:is|are)\s(?:to|due\sto|set\sto|expected\sto))\s(?!not\b)[a-z]+"
)
NUMBERED = re.compile(
    r"\d|\b(?:first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|\w+teenth|\w+ieth)\b", re.IGNORECASE
)
_AT = re.compile(r"\W*(?:At|During)\s(?:the\s)?(?:[^a-z]|\band\b)*$")
# What ends a clause; the stop of "Antony J. Doe" does not.
_APART = re.compile(r";\s|(?<![A-Z])\.\s")
_WITH_IT = re.compile(r"\band\swith\sit\s(?:the\s)?$")
_REACH = (70, 60)


def outcome(
    sentence: Sentence, meeting: Occasion, limits: tuple[int, int], *, since: str, now: str
) -> tuple[str, Span, str]:
    """What became of the meeting, with the words that prove it and the name of the cue.

    ``since`` is its date and ``now`` that of the paper (EDTF, or empty): what begins after the paper was issued is
    planned.
    """
    if meeting.outlook in {"moved", "cancelled"}:
        return "planned" if meeting.outlook == "moved" else "cancelled", meeting.spans[0], meeting.outlook
    if off := _called_off(sentence, meeting.verb) or _gone_with(sentence, meeting):
        return "cancelled", off, "cancelled"
    low, high = max(limits[0], meeting.span.start - _REACH[0]), min(limits[1], meeting.span.end + _REACH[1])
    window = sentence.between(low, high)
    for entry in entries("meeting_events"):
        if meeting.outlook == "held" and entry["event"] == "planned":
            continue
        for match in whole_words(entry["cues"]).finditer(window):
            between = window[min(match.end(), meeting.span.start - low) : max(match.start(), meeting.span.end - low)]
            if _APART.search(between):
                continue
            return entry["event"], Span(low + match.start(), low + match.end()), entry["name"]
    if meeting.outlook:
        return meeting.outlook, meeting.spans[0], meeting.outlook
    if ahead := _foretold(sentence, meeting):
        return "planned", ahead, "planned"
    if _later(since, now):
        return "planned", meeting.spans[0], "date"
    return "held", meeting.spans[0], "held"


def _gone_with(sentence: Sentence, meeting: Occasion) -> Span | None:
    """The words that call off something else and the meeting: "called off the trip, and with it the summit"."""
    before = sentence.between(sentence.start, meeting.span.start)
    for entry in entries("meeting_events") if _WITH_IT.search(before) else ():
        for match in whole_words(entry["cues"]).finditer(before) if entry["event"] == "cancelled" else ():
            return Span(sentence.start + match.start(), sentence.start + match.end())
    return None


def _called_off(sentence: Sentence, verb: Span | None) -> Span | None:
    """The words that call a meeting off, where they begin at the verb that governs it, or at its helpers."""
    for entry in entries("meeting_events") if verb else ():
        for match in whole_words(entry["cues"]).finditer(sentence.text) if entry["event"] == "cancelled" else ():
            span = Span(sentence.start + match.start(), sentence.start + match.end())
            if verb and span.start < verb.end and verb.start < span.end:
                return span
    return None


def done_at(sentence: Sentence, meeting: Occasion) -> bool:
    """Whether the sentence opens with a meeting of a number, or a list of them: "At COP26 and COP27, states agreed"."""
    before = sentence.between(sentence.start, meeting.span.start)
    behind = sentence.between(meeting.span.end, sentence.end)
    if not (NUMBERED.search(meeting.name) and _AT.match(before)):
        return False
    shall, did = _SHALL.match(behind), _DID.match(behind)
    return did is not None and (shall is None or did.end() < shall.end())


def _later(since: str, now: str) -> bool:
    """Whether a meeting begins after the day, month or year of ``now``, told as exactly as both are."""
    exact = min(len(since.split("/")[0]), len(now))
    return bool(exact) and since[:4].isdigit() and now[:4].isdigit() and since[:exact] > now[:exact]


def _foretold(sentence: Sentence, meeting: Occasion) -> Span | None:
    """The words that put a meeting, or a whole list of them, ahead: "is to attend the summit and visit Peru"."""
    before = sentence.between(sentence.start, meeting.span.start)
    match = _AHEAD.search(before)
    if match is not None and not _LOOKS_BACK.search(before[match.end() :]):
        return Span(sentence.start + match.start(), sentence.start + match.end())
    behind = sentence.between(meeting.span.end, sentence.end)
    if will := _WILL.match(behind) or _WHICH_WILL.match(behind):
        return Span(meeting.span.end + will.start(), meeting.span.end + will.end())
    shall = _SHALL.match(behind) if _OPENS.match(before) else None
    if shall is None or ((did := _DID.match(behind)) is not None and did.end() < shall.end()):
        return None
    return Span(meeting.span.end + shall.start(), meeting.span.end + shall.end())
