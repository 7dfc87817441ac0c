"""The text of a predicate of which the parser found none, or the wrong one: by the words between the two."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from policyfacts.facts.assemblies import is_assembly
from policyfacts.facts.context import Sentence
from policyfacts.facts.elided import of_none
from policyfacts.facts.textnames import Text
from policyfacts.frames import Frame

BY_HAND = frozenset({"sign", "agree", "adopt", "ratify", "release", "announce"})
"""What is done by hand to a text, and so not by the text itself."""
# A predicate right before a title, and one right behind it, whatever the parser makes of a long sentence.
_BEFORE = re.compile(
    r"(?:,?\s(?:on|in|at|this|last|late\son)\s(?:[^,;:.]{2,30}?\d(?:,\s\d{4})?|[A-Z]\w+)(?=,?\s(?:an?|the|its|their|another|\w+\s\w+s)\s),?)?"
    r"\s(?:(?:an?|the|its|their|his|another|several|both|\w+ly)\s)?"
    r"(?:(?!(?:to|of|in|on|for|with|by|from|at|under|since|after|before|until|during|and|or|that|as)\b)[\w-]+\s){0,3}[“\"‘]?"
)
_BEHIND = re.compile(
    r"(?:\s(?:with|between|worth|of|for|on)\s(?:[^;:.,]|,(?=\s(?:the\s|and\s)?[A-Z])){2,60}?)?[”\"’]?,?\s"
    r"(?:(?:(?:which|that)\s)?(?:was|were|is|are|has been|have been|had been)\s)?(?:\w+ly\s|finally\s|first\s)?"
)
_PRONOUN = re.compile(
    r"it|they|both|which|that|all(?: (?:two|three|four|five|six))?|the (?:latter|former|two|three|four|five|six|seven)",
    re.IGNORECASE,
)
_WHICH = re.compile(r"(?:\s(?:in|on|with|between|of)\s[^,;:]{2,50}?)*,?\s(?:which|that)\s[^,;:]{0,60}")
_ALL = re.compile(r"they|both|all.*", re.IGNORECASE)
# One of two texts named before, by its place: "the former signed by all members, the latter adopted".
_ONE_OF_TWO = re.compile(
    r"(?:the|The)\s(?:(?P<first>former|first(?!-)(?:\sof\s(?:these|them|the\stwo))?|one)|(?P<last>latter|second|other))"
    r"(?:\s(?:two|text|pact|accord|agreement|treaty|one))?"
    r"(?=[,\s]|$)(?!\s(?:time|part|phase|stage|half|quarter|round|[a-z]+ing)\b)"
)
# What stands between a noun for a deed and its text: "the conclusion in Lima, between Peru and Chile, of a treaty".
_INTERPOSED = re.compile(
    r"(?:,?\s(?:in|at|on|between|by|with|last|this)\s(?:[^,;:.]|,\s(?=[A-Z])(?![^,]{0,40}\sof\b)){2,60}?)"
    r"(?:,?\s(?:in|at|on|between|by|with)\s(?:[^;:.]){2,60}?)?,?\s(?:of|to)\s(?:an?\s|the\s|its\s|their\s)?[“\"‘]?"
)
# What may stand between a text and its passive: "a treaty, forty articles long and with no clause on war, was signed".
_ASIDE = re.compile(
    r"[”\"’]?,\s(?!(?:and|but|or|when|while|which|who|whose|where|as)\b)[^;:.]{3,90},\s"
    r"(?:was|were|has been|have been|is|are)\s(?:\w+ly\s)?"
)
# What parts a phrase from the text named before it, and what denies it or puts it ahead.
_OTHER = re.compile(r";|\.\s")
_TWO = 2
# Senses of plain words, whose text the parser must have found.
_PLAIN = frozenset(
    {
        "leave",
        "end",
        "pull",
        "back",
        "opt",
        "bow",
        "drop",
        "walk",
        "void",
        "give up",
        "give back",
        "hand back",
        "exit",
        "quit",
    }
)
# What only a text does.
_ITS_OWN = frozenset({"enter-into-force", "expire"})
_LOOSELY = frozenset(
    {"let", "go-to", "made-at", "undertake", "start", "tie", "bind", "win", "apply", "withdraw", "end-in"}
)


def one_of_two(sentence: Sentence, frame: Frame, texts: Sequence[Text]) -> int | None:
    """Which of the two texts named before a predicate takes, if it says so: "the former signed, the latter adopted"."""
    for argument in frame.of("text"):
        told = _ONE_OF_TWO.match(sentence.text, argument.start - sentence.start)
        before = [i for i, t in enumerate(texts) if t.after <= argument.start]
        if told is not None and not argument.nested and len(before) >= _TWO:
            return before[-_TWO] if told["first"] else before[-1]
    return None


def beside(sentence: Sentence, frame: Frame, frames: Sequence[Frame], texts: Sequence[Text]) -> Iterator[int]:
    """The text of a predicate of which the parser found none: for "it", or right before or behind the predicate."""
    if elided := [i for i, t in enumerate(texts) if t.elided and t.span.start == frame.start]:
        yield from elided
        return
    named = [a for a in frame.of("text") if not a.nested]
    before = [i for i, t in enumerate(texts) if t.after <= frame.start]
    lead = sentence.between(texts[before[-1]].after, frame.start) if before else ""
    if any(_PRONOUN.fullmatch(sentence.between(a.start, a.end)) for a in named):
        many = any(_ALL.fullmatch(sentence.between(a.start, a.end)) for a in named)
        yield from before[-1:] if not many or (before and texts[before[-1]].plural) else before
    elif frame.form == "nominal":
        if before and not _OTHER.search(lead) and _of_it(sentence, frame):
            yield before[-1]  # "the pact survived the withdrawal of Peru", "the pact, after approval by the Senate"
        elif not named:
            yield from _behind_aside(sentence, frame, texts)
    elif before and (of_none(sentence, frame) or _trails(sentence, frame, texts[before[-1]])):
        yield before[-1]
    elif frame.sense in _LOOSELY and (frame.sense != "withdraw" or frame.lemma in _PLAIN):
        return
    elif not named or any(a.start <= t.span.start < a.end for a in frame.arguments for t in texts):
        behind = next((i for i, t in enumerate(texts) if t.span.start >= frame.end), None)
        start = frame.end if behind is None else texts[behind].span.start
        others = any(frame.end <= f.start < start for f in frames)
        if behind is not None and not others and _BEFORE.fullmatch(sentence.between(frame.end, start)):
            yield behind


def _of_it(sentence: Sentence, frame: Frame) -> bool:
    """Whether a noun for a deed tells of the text before it without saying so."""
    if frame.sense == "withdraw" and not any(not a.nested for a in frame.of("text")):
        return True
    return frame.sense in {"adopt", "ratify"} and any(is_assembly(sentence, a) for a in frame.of("text", "party"))


def _behind_aside(sentence: Sentence, frame: Frame, texts: Sequence[Text]) -> Iterator[int]:
    """The text of a noun for a deed behind where and between whom it was done: "the signing in Lima of a pact"."""
    behind = next((i for i, t in enumerate(texts) if t.span.start >= frame.end), None)
    if behind is not None and _INTERPOSED.fullmatch(sentence.between(frame.end, texts[behind].span.start)):
        yield behind


def _trails(sentence: Sentence, frame: Frame, text: Text) -> bool:
    """Whether a predicate speaks of the text before it: "..., which Peru left", "... ; Peru walked out"."""
    gap = sentence.between(text.after, frame.start)
    whose = sentence.between(sentence.start, text.span.start).endswith("whose ")
    if gap == " " and frame.sense in BY_HAND and frame.lemma != sentence.between(frame.start, frame.end):
        return True  # "under the pact signed in 2012 by Peru, boats must ...", whatever the parser makes of it
    taken = any(sentence.between(a.end, text.span.start) == " " for a in frame.of("text"))
    if gap == " " and frame.sense in _ITS_OWN and taken:
        return True  # "the EU–Peru FTA entered into force", where the parser takes the EU and Peru for what did
    if frame.form == "relative" and any(a.marker == "object" and a.start >= frame.end for a in frame.of("text")):
        return False  # "a text that would defer payments"
    if frame.form in {"relative", "participle"} and (whose or _WHICH.fullmatch(gap)):
        return True
    if frame.form == "passive" and gap != " " and _ASIDE.fullmatch(gap):
        return True
    named = any(not a.nested for a in frame.of("text"))
    if not named and frame.lemma == "walk out":
        return True
    return (not named or frame.form == "participle") and frame.sense in BY_HAND and bool(_BEHIND.fullmatch(gap))
