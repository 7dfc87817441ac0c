"""What a pattern needs, read off the pattern itself: words that every match holds, and how every match begins."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib import import_module
from itertools import product
from typing import Any

_MOST_FORMS = 256  # spellings of one stretch of a pattern
_MOST_WORDS = 600
_MOST_SIGNS = 6
_LONG = 20_000  # characters: a whole paper's text is not kept
_RECENT = 1024
HEAD = 3
"""How many letters of a match's beginning are told."""
_FEWEST = 2  # a beginning of one letter would let too many places through
_TOKEN = re.compile(r"\w+|[^\w\s]")

Words = frozenset[str]
# What `re` takes for the same letter without regard to case, and `str.casefold` does not.
_DROPPED = "\u0307"
_DOTS = str.maketrans({"ı": "i", _DROPPED: None})


@dataclass(frozen=True, slots=True)
class Needs:
    """``words``: every match holds one of them, which are folded where ``caseless``; none where none can be told.

    ``heads``: every match begins with one of them, folded, two or three letters long, where a word or a sign of the
    text begins; none where that cannot be told.
    """

    words: tuple[str, ...]
    caseless: bool
    heads: Words


def needs(source: str, flags: int = 0) -> Needs:
    """What the pattern ``source`` needs. Raises ``re.error`` as ``re.compile`` does."""
    tree = _parser().parse(source, flags)
    caseless = bool(tree.state.flags & re.IGNORECASE) or "(?i" in source
    _, words = _sequence(tree, caseless=caseless)
    told = tuple(sorted(shortest(words), key=lambda word: (len(word), word))) if words else ()
    going, cut = _beginning(tree, caseless=caseless)
    return Needs(told, caseless, _heads(going | cut))


def folded(text: str) -> str:
    """``text`` without differences of case, so that plain words are found in it whatever their capitals."""
    return _kept(text) if len(text) <= _LONG else _folded(text)


def places(text: str) -> Sequence[tuple[int, str]] | None:
    """Where words and signs begin in ``text``, each with its first letters, folded; ``None`` where letters that folding
    drops would make those others."""
    return _kept_places(text) if len(text) <= _LONG else _places(text)


@lru_cache(maxsize=_RECENT)
def _kept(text: str) -> str:
    return _folded(text)


@lru_cache(maxsize=_RECENT)
def _kept_places(text: str) -> Sequence[tuple[int, str]] | None:
    return _places(text)


def _folded(text: str) -> str:
    return text.lower() if text.isascii() else text.casefold().translate(_DOTS)


def _places(text: str) -> Sequence[tuple[int, str]] | None:
    if _DROPPED in text:
        return None
    low = folded(text)
    starts = [match.start() for match in _TOKEN.finditer(text)]
    if len(low) == len(text):  # no letter became two
        return [(start, low[start : start + HEAD]) for start in starts]
    return [(start, _folded(text[start : start + HEAD])[:HEAD]) for start in starts]


def _parser() -> Any:
    # `re` has no public way to look into a pattern: what its parser says and is not known here is taken to say nothing.
    return import_module("re._parser")


_Known = tuple[Words | None, Words | None]  # all strings that match; words of which a match holds one
_NOTHING: _Known = (None, None)
_EMPTY: Words = frozenset({""})


def _sequence(items: Iterable[Any], *, caseless: bool) -> _Known:
    run: Words = _EMPTY
    whole = True
    candidates: list[Words] = []
    for operator, argument in items:
        exact, words = _node(str(operator), argument, caseless=caseless)
        if exact is not None and len(run) * len(exact) <= _MOST_FORMS:
            run = frozenset(a + b for a, b in product(run, exact))
            continue
        whole = False
        candidates.append(run)
        if words:
            candidates.append(words)
        run = exact if exact is not None else _EMPTY
    candidates.append(run)
    return run if whole else None, _rarest(candidates)


def _node(operator: str, argument: Any, *, caseless: bool) -> _Known:
    known: _Known = _NOTHING
    if operator in {"ASSERT", "ASSERT_NOT", "AT"}:
        known = _EMPTY, None
    elif operator == "LITERAL":
        known = _signs([argument], caseless=caseless)
    elif operator == "IN":
        if len(argument) <= _MOST_SIGNS and all(str(kind) == "LITERAL" for kind, _ in argument):
            known = _signs([sign for _, sign in argument], caseless=caseless)
    elif operator == "SUBPATTERN":
        known = _sequence(argument[3], caseless=caseless)
    elif operator == "ATOMIC_GROUP":
        known = _sequence(argument, caseless=caseless)
    elif operator == "BRANCH":
        known = _either([_sequence(branch, caseless=caseless) for branch in argument[1]])
    elif operator.endswith("_REPEAT"):
        known = _repeated(*argument, caseless=caseless)
    return known


def _repeated(least: int, most: int, items: Iterable[Any], *, caseless: bool) -> _Known:
    exact, words = _sequence(items, caseless=caseless)
    if least == 0:
        return (exact | _EMPTY if exact is not None and most == 1 else None), None
    return (exact if most == 1 else None), words


def _signs(codes: Sequence[int], *, caseless: bool) -> _Known:
    signs = [chr(code) for code in codes]
    if not caseless:
        return frozenset(signs), None
    if not all(sign.isascii() or sign.upper() == sign.lower() for sign in signs):
        return _NOTHING
    return frozenset(sign.lower() for sign in signs), None


def _either(branches: Sequence[_Known]) -> _Known:
    exacts = [exact for exact, _ in branches]
    exact: Words | None = frozenset().union(*(e for e in exacts if e is not None)) if None not in exacts else None
    needs = [words for _, words in branches]
    words = frozenset().union(*(w for w in needs if w)) if all(needs) else frozenset()
    return (exact if exact is not None and len(exact) <= _MOST_FORMS else None), (
        words if 0 < len(words) <= _MOST_WORDS else None
    )


def _rarest(candidates: Sequence[Words]) -> Words | None:
    """Of several sets of words, each needed, the one that fewest sentences will hold; none where all are idle."""
    useful = [words for words in candidates if words and "" not in words]
    return min(useful, key=lambda words: (sum(8.0 ** -len(word) for word in words), sorted(words)), default=None)


def shortest(words: Iterable[str]) -> Iterator[str]:
    """The words that hold none of the others: where one of those others stands, it stands too."""
    kept: list[str] = []
    for word in sorted(dict.fromkeys(words), key=len):
        if not any(other in word for other in kept):
            kept.append(word)
    return iter(kept)


_EDGE = "\0"  # stands before a beginning that only the edge of a word lets match
_UNKNOWN: tuple[Words, Words] = frozenset(), _EMPTY


def _heads(beginnings: Words) -> Words:
    """The beginnings, folded, if all are long enough and stand where a word or a sign begins; else none."""
    heads = set()
    for beginning in beginnings:
        head = _folded(beginning.removeprefix(_EDGE))[:HEAD]
        in_word = head[:1].isalnum() or head[:1] == "_"
        if len(head) < _FEWEST or head[0].isspace() or (in_word and not beginning.startswith(_EDGE)):
            return frozenset()
        heads.add(head)
    return frozenset(heads)


def _beginning(items: Iterable[Any], *, caseless: bool) -> tuple[Words, Words]:
    """How a match of ``items`` begins: beginnings that what comes next goes on, and those that are cut short."""
    going: Words = _EMPTY
    cut: set[str] = set()
    for operator, argument in items:
        more, last = _opening(str(operator), argument, caseless=caseless)
        cut.update(_joined(a, b) for a, b in product(going, last))
        grown = {_joined(a, b) for a, b in product(going, more)}
        going = frozenset(word for word in grown if len(word) <= HEAD)  # the edge counts as well
        cut.update(grown - going)
        if len(going) + len(cut) > _MOST_WORDS:
            return _UNKNOWN
    return going, frozenset(cut)


def _joined(one: str, other: str) -> str:
    return (one + other.lstrip(_EDGE) if one else other)[: HEAD + 1]


def _opening(operator: str, argument: Any, *, caseless: bool) -> tuple[Words, Words]:
    if operator == "AT" or operator.startswith("ASSERT"):
        return frozenset({_EDGE if _is_edge(operator, argument) else ""}), frozenset()
    if operator in {"SUBPATTERN", "ATOMIC_GROUP"}:
        return _beginning(argument[3] if operator == "SUBPATTERN" else argument, caseless=caseless)
    if operator == "BRANCH":
        branches = [_beginning(branch, caseless=caseless) for branch in argument[1]]
        return frozenset().union(*(going for going, _ in branches)), frozenset().union(*(cut for _, cut in branches))
    if operator.endswith("_REPEAT"):
        least, most, items = argument
        going, cut = _beginning(items, caseless=caseless)
        if most != 1:
            going, cut = frozenset(), going | cut
        return (going | _EMPTY if least == 0 else going), cut
    exact, _ = _node(operator, argument, caseless=caseless)
    return (exact, frozenset()) if exact is not None else _UNKNOWN


def _is_edge(operator: str, argument: Any) -> bool:
    """Whether a condition holds only where the text, a word or a sign begins or ends: ``^``, ``\\b``, ``(?<!\\w)``,
    ``(?<=mega-)``."""
    if operator == "AT":
        return str(argument) in {"AT_BOUNDARY", "AT_BEGINNING", "AT_BEGINNING_STRING"}
    direction, items = argument
    if operator == "ASSERT" and direction == -1 and len(items) and str(items[-1][0]) == "LITERAL":
        before = chr(items[-1][1])
        return not (before.isalnum() or before == "_")
    if operator != "ASSERT_NOT" or direction != -1 or len(items) != 1 or str(items[0][0]) != "IN":
        return False
    signs = [(str(kind), str(sign)) for kind, sign in items[0][1]]
    return ("CATEGORY", "CATEGORY_WORD") in signs and signs[0][0] != "NEGATE"
