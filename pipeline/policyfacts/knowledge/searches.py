"""Patterns that look before they search: most sentences hold none of the words that a pattern cannot do without.

A pattern of twenty verbs with the words around them is tried at every letter of a sentence. Whether one of the verbs
stands there at all is known a hundred times faster. The words are read off the pattern itself, so that a pack's
patterns gain as ours do; what is found is the same as with ``re`` alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from importlib import import_module
from itertools import product
from typing import Any
from weakref import WeakSet

_MOST_FORMS = 256  # spellings of one stretch of a pattern
_MOST_WORDS = 600
_LONG = 20_000  # characters: a whole paper's text is not kept
_MOST_SIGNS = 6
_OPENING = 5  # letters: forms of one word share them, so fewer are looked for first

Words = frozenset[str]
# What `re` takes for the same letter without regard to case, and `str.casefold` does not.
_DOTS = str.maketrans({"ı": "i", "\u0307": None})


_made: WeakSet[Search] = WeakSet()


class Search:
    """A regular expression that is compiled when it is first needed, and tried only where a match is possible."""

    __slots__ = ("__weakref__", "_caseless", "_flags", "_openings", "_pattern", "_source", "_words")

    def __init__(self, source: str, flags: int = 0) -> None:
        self._source = source
        self._flags = flags
        self._pattern: re.Pattern[str] | None = None
        self._words: tuple[str, ...] | None = None
        self._openings: tuple[str, ...] = ()
        self._caseless = False
        _made.add(self)

    def __repr__(self) -> str:
        return f"Search({self._source!r})"

    @property
    def pattern(self) -> re.Pattern[str]:
        """The same as ``re`` has it."""
        if self._pattern is None:
            self._pattern = re.compile(self._source, self._flags)
        return self._pattern

    @property
    def words(self) -> tuple[str, ...]:
        """Stretches of text of which every match holds at least one, folded where case does not count; or none."""
        if self._words is None:
            self._words, self._caseless = needed(self._source, self._flags)
            self._openings = tuple(_shortest(word[:_OPENING] for word in self._words))
        return self._words

    @property
    def groupindex(self) -> Mapping[str, int]:
        """The pattern's named groups, as ``re`` has them."""
        return self.pattern.groupindex

    def possible(self, text: str) -> bool:
        """Whether ``text`` holds one of the words; ``False`` means that no match is in it."""
        words = self._words if self._words is not None else self.words
        if not words:
            return True
        where = folded(text) if self._caseless else text
        # Plain loops: a generator would cost more than most of these looks.
        for opening in self._openings:
            if opening in where:
                break
        else:
            return False
        for word in words:  # noqa: SIM110
            if word in where:
                return True
        return False

    def finditer(self, text: str, start: int = 0, end: int | None = None) -> Iterator[re.Match[str]]:
        """As ``re.Pattern.finditer``."""
        if not self.possible(text):
            return iter(())
        return self.pattern.finditer(text, start, len(text) if end is None else end)

    def search(self, text: str, start: int = 0, end: int | None = None) -> re.Match[str] | None:
        """As ``re.Pattern.search``."""
        if not self.possible(text):
            return None
        return self.pattern.search(text, start, len(text) if end is None else end)


def prepare() -> None:
    """Compile all searches that there are, so that processes forked from this one need not."""
    for search in list(_made):
        _ = search.words, search.pattern


def folded(text: str) -> str:
    """``text`` without differences of case, so that plain words are found in it whatever their capitals."""
    if len(text) > _LONG:
        return _folded(text)
    return _kept(text)


@lru_cache(maxsize=512)
def _kept(text: str) -> str:
    return _folded(text)


def _folded(text: str) -> str:
    return text.lower() if text.isascii() else text.casefold().translate(_DOTS)


def needed(source: str, flags: int = 0) -> tuple[tuple[str, ...], bool]:
    """The words of ``source`` of which every match holds at least one, and whether they are folded.

    No words where none can be told. Raises ``re.error`` as ``re.compile`` does.
    """
    tree = _parser().parse(source, flags)
    caseless = bool(tree.state.flags & re.IGNORECASE) or "(?i" in source
    _, words = _sequence(tree, caseless=caseless)
    return tuple(sorted(_shortest(words), key=lambda word: (len(word), word))) if words else (), caseless


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


def _shortest(words: Iterable[str]) -> Iterator[str]:
    """The words that hold none of the others: where one of those others stands, it stands too."""
    kept: list[str] = []
    for word in sorted(dict.fromkeys(words), key=len):
        if not any(other in word for other in kept):
            kept.append(word)
    return iter(kept)
