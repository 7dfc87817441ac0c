"""Patterns that look before they search: most sentences hold none of the words that a pattern cannot do without.

A pattern of twenty verbs with the words around them is tried at every letter of a sentence. Whether one of the verbs
stands there at all is known a hundred times faster. The words are read off the pattern itself, so that a pack's
patterns gain as ours do; what is found is the same as with ``re`` alone.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from typing import Any, Generic, TypeVar
from weakref import WeakSet

from policyfacts.knowledge.needs import Needs, folded, places, shortest
from policyfacts.knowledge.patterncodes import are_new, keep_patterns
from policyfacts.knowledge.remembered import keep_needs, needed

_OPENING = 5  # letters: forms of one word share them, so fewer are looked for first
_GRAM = 4  # letters by which a family of searches is looked through at once
_RECENT = 512
_SHORT_HEAD = 2  # letters: beginnings are told by so many, or by one more

T = TypeVar("T")
_Word = tuple[str, tuple[int, ...]]  # with the searches that need it

_made: WeakSet[Search | Family[Any]] = WeakSet()


class Search:
    """A regular expression that is compiled when it is first needed, and tried only where a match is possible."""

    __slots__ = ("__weakref__", "_flags", "_needs", "_openings", "_pattern", "_source")

    def __init__(self, source: str, flags: int = 0) -> None:
        self._source = source
        self._flags = flags
        self._pattern: re.Pattern[str] | None = None
        self._needs: Needs | None = None
        self._openings: tuple[str, ...] = ()
        _made.add(self)

    def __repr__(self) -> str:
        return f"Search({self._source!r})"

    def prepare(self) -> None:
        """Look at the words, as the first look at a text would."""
        _ = self.needs

    @property
    def pattern(self) -> re.Pattern[str]:
        """The same as ``re`` has it."""
        if self._pattern is None:
            self._pattern = re.compile(self._source, self._flags)
        return self._pattern

    @property
    def needs(self) -> Needs:
        """Words of which every match holds at least one, and how every match begins."""
        if self._needs is None:
            self._needs = needed(self._source, self._flags)
            self._openings = tuple(shortest(word[:_OPENING] for word in self._needs.words))
        return self._needs

    @property
    def groupindex(self) -> Mapping[str, int]:
        """The pattern's named groups, as ``re`` has them."""
        return self.pattern.groupindex

    def possible(self, text: str) -> bool:
        """Whether ``text`` holds one of the words; ``False`` means that no match is in it."""
        told = self._needs or self.needs
        if not told.words:
            return True
        where = folded(text) if told.caseless else text
        # Plain loops: a generator would cost more than most of these looks.
        for opening in self._openings:
            if opening in where:
                break
        else:
            return False
        for word in told.words:  # noqa: SIM110
            if word in where:
                return True
        return False

    def finditer(self, text: str, start: int = 0, end: int | None = None) -> Iterator[re.Match[str]]:
        """As ``re.Pattern.finditer``."""
        if not self.possible(text):
            return iter(())
        return self._found(text, start, len(text) if end is None else end)

    def search(self, text: str, start: int = 0, end: int | None = None) -> re.Match[str] | None:
        """As ``re.Pattern.search``."""
        if not self.possible(text):
            return None
        return next(self._found(text, start, len(text) if end is None else end), None)

    def _found(self, text: str, start: int, end: int) -> Iterator[re.Match[str]]:
        heads = self.needs.heads
        told = places(text) if heads else None
        if told is None:
            return self.pattern.finditer(text, start, end)
        # Most patterns are long lists of words: they are tried where one of those may begin, not at every letter.
        return self._tried([place for place, word in told if word in heads or word[:2] in heads], text, start, end)

    def _tried(self, starts: Sequence[int], text: str, start: int, end: int) -> Iterator[re.Match[str]]:
        match = self.pattern.match
        for place in starts:
            if place >= start and (found := match(text, place, end)):
                yield found
                start = found.end()


class Branches:
    """A long list of patterns as one: ``opening(?:one|other|...)closing``, tried only with those that a word may begin.

    The first in the list that matches counts, as in one pattern. ``opening`` and ``closing`` look, and take nothing.
    """

    __slots__ = ("_around", "_by_head", "_patterns", "_untold", "_whole", "alternatives")

    def __init__(self, opening: str, alternatives: Sequence[str], closing: str) -> None:
        self.alternatives = tuple(alternatives)
        self._around = opening, closing
        self._whole = Search(self._one(alternatives))
        self._by_head: Mapping[str, Sequence[str]] = {}
        self._untold: Sequence[Search] | None = None  # those that may begin anyhow
        self._patterns: dict[str, re.Pattern[str] | None] = {}

    def finditer(self, text: str, printed: str | None = None) -> Iterator[re.Match[str]]:
        """As ``re.Pattern.finditer``. ``printed``: the text of which ``text`` has the letters in small, if any: others
        may have looked at its words before."""
        untold = self._sorted() if self._untold is None else self._untold
        told = None if any(search.possible(text) for search in untold) else places(printed or text)
        if told is None:
            yield from self._whole.finditer(text)
            return
        start = 0
        for place, head in told:
            pattern = self._patterns[head] if head in self._patterns else self._of(head)
            if pattern is not None and place >= start and (found := pattern.match(text, place)):
                yield found
                start = found.end()

    def _sorted(self) -> Sequence[Search]:
        """Sort the alternatives by how they begin; those that do not tell it."""
        by_head: defaultdict[str, list[str]] = defaultdict(list)
        untold = []
        for alternative in self.alternatives:
            search = Search(self._one([alternative]))
            for head in search.needs.heads:
                by_head[head].append(alternative)
            if not search.needs.heads:
                untold.append(search)
        self._by_head, self._untold = by_head, untold
        return untold

    def _of(self, head: str) -> re.Pattern[str] | None:
        """The alternatives that may match where a word begins with ``head``; ``None`` where there are none."""
        those = {*self._by_head.get(head, ()), *self._by_head.get(head[:_SHORT_HEAD], ())}
        chosen = [alternative for alternative in self.alternatives if alternative in those]
        made = self._patterns[head] = re.compile(self._one(chosen)) if chosen else None
        return made

    def _one(self, alternatives: Sequence[str]) -> str:
        opening, closing = self._around
        return f"{opening}(?:{'|'.join(alternatives)}){closing}"


class Family(Generic[T]):
    """Searches that are tried one after another on the same text: one look tells which of them are worth trying."""

    __slots__ = ("__weakref__", "_always", "_grams", "_members", "_prepared", "_short", "_words")

    def __init__(self, members: Iterable[tuple[Search, T]]) -> None:
        """``members``: each search with what it stands for."""
        self._members = tuple(members)
        self._always: frozenset[int] = frozenset()  # searches that tell no words
        self._short: tuple[_Word, ...] = ()
        self._words: Mapping[str, Sequence[_Word]] = {}  # by their first letters
        self._grams: frozenset[str] = frozenset()
        self._prepared = False
        _made.add(self)

    def __iter__(self) -> Iterator[T]:
        return (member for _, member in self._members)

    def prepare(self) -> None:
        """Look at the searches' words, as the first look at a text would."""
        if self._prepared:
            return
        searches = [search for search, _ in self._members]
        of_word: defaultdict[str, list[int]] = defaultdict(list)
        for index, search in enumerate(searches):
            for word in search.needs.words:
                of_word[word.lower() if word.isascii() else folded(word)].append(index)
        words: defaultdict[str, list[_Word]] = defaultdict(list)
        for word, indices in of_word.items():
            words[word[:_GRAM]].append((word, tuple(indices)))
        self._always = frozenset(index for index, search in enumerate(searches) if not search.needs.words)
        self._short = tuple(word for gram, those in words.items() if len(gram) < _GRAM for word in those)
        self._words = {gram: tuple(those) for gram, those in words.items() if len(gram) == _GRAM}
        self._grams = frozenset(self._words)
        self._prepared = True

    def possible(self, text: str) -> list[T]:
        """What the searches stand for that may match in ``text`` or in a part of it, in their order."""
        self.prepare()
        low = folded(text)
        found = set(self._always)
        for word, indices in self._short:
            if word in low:
                found.update(indices)
        for gram in self._grams & _grams(low):
            for word, indices in self._words[gram]:
                if word in low:
                    found.update(indices)
        return [self._members[index][1] for index in sorted(found)]


def whole_words(patterns: Sequence[str]) -> Search:
    """One pattern that matches any of ``patterns`` as whole words, without regard to case."""
    return _caseless(rf"(?<![\w])(?:{'|'.join(patterns)})(?![\w])")


def prepare() -> None:
    """Know of all searches that there are which texts are worth trying, here and in processes forked from this one."""
    for made in list(_made):
        made.prepare()
    keep_needs()
    if are_new():  # a first run compiles for those that follow
        compile_all()
        keep_patterns()


def compile_all() -> None:
    """Compile all searches that there are, so that processes forked from this one need not. A paper or two would not
    need the half of them."""
    for made in list(_made):
        if isinstance(made, Search):
            _ = made.pattern


@lru_cache(maxsize=1024)
def _caseless(pattern: str) -> Search:
    return Search(pattern, re.IGNORECASE)


@lru_cache(maxsize=_RECENT)
def _grams(low: str) -> frozenset[str]:
    return frozenset([low[start : start + _GRAM] for start in range(len(low) - _GRAM + 1)])
