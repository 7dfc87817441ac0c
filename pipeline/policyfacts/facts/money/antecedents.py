"""What "the loan", "the special facility" stand for: the phrase before them that names the same money more fully."""

from __future__ import annotations

import re
from collections.abc import Iterator

from policyfacts.facts.money.flows import Flow
from policyfacts.facts.money.lines import Line
from policyfacts.facts.money.nouns import nouns_of
from policyfacts.records import Span

_DEFINITE = re.compile(r"(?:^|\s)(?:the|this|that|these|those|said)\s(?P<words>(?:[a-z-]+\s){0,3})$", re.IGNORECASE)
_WORD = re.compile(r"[a-z]+")
# Nouns that only say that there is an arrangement.
_SHELLS = frozenset({"facility", "line", "programme", "program", "package", "arrangement", "scheme", "deal"})
_REACH = 2


def fuller_name(line: Line, flow: Flow) -> tuple[str, Span] | None:
    """The words before that name the money of ``flow`` with a name of their own, where the sum's noun is definite."""
    if flow.noun is None or flow.verbal:
        return None
    words = _definite_words(line, flow.span)
    if not words:
        return None
    for text, span in _phrases_before(line, flow.span.start):
        if words <= set(_WORD.findall(text.lower())) and _has_a_name(line, span):
            return text, span
    return None


def _definite_words(line: Line, noun: Span) -> set[str]:
    """The words of a definite phrase that say which money is meant; empty where it is none."""
    match = _DEFINITE.search(line.between(line.sentence.start, noun.start))
    if match is None:
        return set()
    told = set(_WORD.findall(f"{match['words']} {line.between(*noun)}".lower()))
    return told - _SHELLS


def _phrases_before(line: Line, start: int) -> Iterator[tuple[str, Span]]:
    """The phrases of money before ``start``, nearest first: in the sentence, then in those before it."""
    lines = [line, *(Line(s, line.story) for s in line.story.before(line.sentence, reach=_REACH))]
    for here in lines:
        if here.sentence.passage is not line.sentence.passage or here.reading is None:
            continue
        clauses, base = here.reading.clauses, here.sentence.start
        nouns = [n for n in nouns_of(here.sentence, here.sentence.span, here.held) if n.kind and n.span.end < start]
        for noun in sorted(nouns, key=lambda n: -n.span.start):
            head = clauses.tree.head_of(noun.span.start - base, noun.span.end - base)
            if head is None or clauses.token(head).pos not in {"NOUN", "PROPN"}:
                continue
            first, last = clauses.phrase(head)
            text = re.sub(r"^(?:the|a|an)\s", "", re.sub(r"\s+", " ", here.between(base + first, base + last)))
            yield re.sub(r"\s(?=-\S)", "", text), Span(base + first, base + last)


def _has_a_name(line: Line, span: Span) -> bool:
    """Whether a phrase tells its money from any other: it names a side or is a title, and holds no sum."""
    inside = line.story.mentions_in(span.start, span.end)
    return any(m.label in {"country", "bloc", "programme", "fund"} for m in inside) and not any(
        m.label == "amount" for m in inside
    )
