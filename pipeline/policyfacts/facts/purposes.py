"""What a flow of money is for, where the noun of money does not say it itself: works named beside it or just before."""

from __future__ import annotations

import re
from collections.abc import Iterator

from policyfacts.facts.context import Sentence, Story
from policyfacts.facts.cues import clause
from policyfacts.language.projectnames import Work, find_works
from policyfacts.records import Span

# "For the port of Patimban, ¥118.9 billion was lent": what the money is for stands first.
_FRONTED = re.compile(
    r"^(?:For|Towards|On)\s(?!(?:example|instance|now|this|that)\b)(?P<object>(?:the\s)?[\w’–-]+(?:\s(?!(?:which|that|to)\b)[\w’–-]+){0,7}),\s"
)
# Works behind these words are a comparison's, a contractor's or another matter's.
_OTHER = re.compile(r"\b(?:than|unlike|like|not|also|which also|whose)\s(?:\w+\s)?$", re.IGNORECASE)
# How far from its sum, in characters, works of the same sentence may stand.
_REACH = 260

Named = tuple[str, tuple[Span, ...]]


def for_works(sentence: Sentence, text: str, span: Span) -> Named | None:
    """A bare noun with the works that the money is for: those that open the sentence, or the nearest that are named.

    Works of the sum's own clause come before those of the rest of the sentence.
    """
    if (match := _FRONTED.match(sentence.text)) and not _dated(sentence, match.end("object")):
        where = Span(sentence.start + match.start("object"), sentence.start + match.end("object"))
        return f"{text} for {match['object']}", (where,)
    within = clause(sentence, span.start, span.end)
    near = [
        (_outside(sentence, work, within), _gap(sentence, work, span), work)
        for work in _named(sentence)
        if text.lower() not in work.name.lower()
    ]
    near = [each for each in near if each[1] <= _REACH and not (each[0] and _of_another(sentence, each[2], span))]
    if not near:
        return None
    return _with_works(sentence, text, min(near, key=lambda each: each[:2])[2])


def for_works_before(sentence: Sentence, story: Story, text: str) -> Named | None:
    """A bare noun with the one work that the sentence before it in the paragraph names."""
    for earlier in story.before(sentence, reach=1):
        works = {work.name: work for work in _named(earlier)} if earlier.passage is sentence.passage else {}
        if len(works) == 1:
            return _with_works(earlier, text, next(iter(works.values())))
    return None


def _named(sentence: Sentence) -> Iterator[Work]:
    for work in find_works(sentence.text):
        if work.form == "named" and not work.soft and not _OTHER.search(sentence.text[: work.start]):
            yield work


def _with_works(sentence: Sentence, text: str, work: Work) -> Named:
    joint = "in" if text.lower().startswith("invest") else "for"
    article = "" if re.match(r"(?:the|a|an)\s|\d", work.name, re.IGNORECASE) else "the "
    where = Span(sentence.start + work.start, sentence.start + work.end)
    return f"{text} {joint} {article}{work.name}", (where,)


def _outside(sentence: Sentence, work: Work, within: Span) -> bool:
    return not within.start <= sentence.start + work.start < within.end


def _of_another(sentence: Sentence, work: Work, span: Span) -> bool:
    """Whether the works stand behind another sum, so that they are what that one is for."""
    others = (m for m in sentence.of("amount") if m.start != span.start)
    return any(m.end <= sentence.start + work.start and not m.start <= span.start < m.end for m in others)


def _gap(sentence: Sentence, work: Work, span: Span) -> int:
    start, end = sentence.start + work.start, sentence.start + work.end
    return start - span.end if start >= span.end else max(0, span.start - end)


def _dated(sentence: Sentence, end: int) -> bool:
    """Whether what stands before ``end`` in the sentence is a time ("For the year 2020, ...")."""
    return any(m.start < sentence.start + end for m in sentence.of("date"))
