"""Names found in running text: every name that begins with a word is one small pattern under that word.

A text is walked from capitalised word to capitalised word, so its length and not the number of names costs time. At
each place the longest name wins, and the walk goes on behind it. Of thousands of patterns a paper needs a few dozen:
each is compiled when its word is first met.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

_HYPHENS = "-\u2010\u2011\u2012\u2013\u2212"
_APOSTROPHES = "'\u2019\u2018\u02bc`\u00b4"
_SPACE = r"[\s\u00a0]+"
_SPACED = re.compile(_SPACE)
_PLAIN = str.maketrans(dict.fromkeys(_HYPHENS, "-") | dict.fromkeys(_APOSTROPHES, "'"))
_CAPITALS = "A-ZÀ-ÖØ-ÞĀĂĄĆĈĊČĎĐĒĔĖĘĚĜĞĠĢĤĦĨĪĬĮİĴĶĹĻĽĿŁŃŅŇŊŌŎŐŒŔŖŘŚŜŞŠŢŤŦŨŪŬŮŰŲŴŶŸŹŻŽȘȚ"
_LONG = 4  # a digit that follows so long a name is the mark of a note
# No lookbehind: a pattern that begins with a set of letters is searched several times faster.
_WORD = re.compile(rf"[{_CAPITALS}][^\W\d_]*")
_GLUED = re.compile(rf"(?<=[a-zà-ÿ])(?=[{_CAPITALS}])")


class Hit(NamedTuple):
    """A name at ``text[start:end]``, in the form under which the lexicon knows it."""

    start: int
    end: int
    form: str


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Names, ready to be found: for each word that may open one, the forms that it opens, each with what must follow.

    ``small`` are the opening words that begin with a small letter (``eSwatini``).
    """

    names: Mapping[str, Mapping[str, str]]
    small: tuple[str, ...] = ()
    _patterns: dict[str, re.Pattern[str]] = field(default_factory=dict, repr=False, compare=False)

    def hits(self, text: str) -> Iterator[Hit]:
        """The names in ``text``, in order, none inside another. ``ChinaBrazil`` is read as two glued names."""
        names, done = self.names, 0
        small = tuple(word for word in self.small if word in text)
        words = _opening_words(text, small)
        if not words.glued and names.keys().isdisjoint(words.different):
            return
        for word in words.all:
            start = word.start()
            if start < done:
                continue
            if word[0] in names:
                if end := self._end(text, word):
                    done = end
                    yield Hit(start, done, normal(text[start:end]))
            elif words.glued and _may_be_glued(word[0]):
                for hit in self._glued(text, word):
                    done = hit.end
                    yield hit

    def _glued(self, text: str, word: re.Match[str]) -> Iterator[Hit]:
        """The names in a word whose hyphen or space was lost in print, if all its parts open names."""
        cuts = [word.start() + cut.start() for cut in _GLUED.finditer(word[0])]
        edges = [word.start(), *cuts, word.end()]
        parts = [text[a:b] for a, b in pairwise(edges)]
        if len(parts) < 2 or not all(part in self.names for part in parts):
            return
        for number, part in enumerate(parts):
            limit = edges[number + 1] if number + 1 < len(parts) else len(text)
            if match := self._pattern(part).match(text, edges[number], limit):
                yield Hit(match.start(), match.end(), normal(match[0]))

    def _end(self, text: str, word: re.Match[str]) -> int:
        """Where the longest name ends that ``word`` opens; 0 where none stands there."""
        opening, forms = word[0], self.names[word[0]]
        if len(forms) == 1 and forms.get(opening) == "" and opening not in self.small:  # the name is the word
            end = word.end()
            return 0 if len(opening) < _LONG and text[end : end + 1].isdigit() else end
        match = self._pattern(opening).match(text, word.start())
        return match.end() if match else 0

    def _pattern(self, opening: str) -> re.Pattern[str]:
        """The names that the word ``opening`` opens, as one pattern: the longest first."""
        made = self._patterns.get(opening)
        if made is None:
            ordered = sorted(self.names[opening].items(), key=lambda item: (-len(item[0]), item[0]))
            made = re.compile("|".join(_one(form) + follow for form, follow in ordered))
            self._patterns[opening] = made
        return made


class _Openings(NamedTuple):
    """The words of a text that may open names, ``all`` and the ``different`` ones; whether any may be several names."""

    all: tuple[re.Match[str], ...]
    different: frozenset[str]
    glued: bool


@lru_cache(maxsize=8)
def _opening_words(text: str, small: tuple[str, ...]) -> _Openings:
    """The words of ``text`` that begin with a capital, or are one of ``small``. All lexicons ask for those of one
    text, one after the other."""
    pattern = re.compile(rf"{'|'.join(small)}|{_WORD.pattern}") if small else _WORD
    found = (match for match in pattern.finditer(text) if not (match.start() and text[match.start() - 1].isalpha()))
    words = tuple(found)
    different = frozenset(word[0] for word in words)
    return _Openings(words, different, any(map(_may_be_glued, different)))


def _may_be_glued(word: str) -> bool:
    return not (word.isupper() or word[1:].islower())


def lexicon(names: Mapping[str, str]) -> Lexicon:
    """A lexicon of ``names``, each also in capitals and without its accents.

    The value of a name is what must follow it (a regular expression), as behind ``Sino`` in "Sino-Russian"; mostly
    ``""``.
    """
    found: dict[str, dict[str, str]] = {}
    for name, follow in names.items():
        for form in _forms(name):
            opening = re.match(r"[^\W\d_]+", form)
            if opening is not None:
                found.setdefault(opening[0], {}).setdefault(form, follow)
    return Lexicon(found, tuple(sorted(word for word in found if not _WORD.match(word))))


@lru_cache(maxsize=4096)
def normal(name: str) -> str:
    """``name`` in one way of writing: capitals, plain hyphens and apostrophes, single spaces, no accents."""
    return _SPACED.sub(" ", unaccented(name.translate(_PLAIN))).upper()


def unaccented(name: str) -> str:
    """``name`` without accents: ``Côte`` becomes ``Cote``."""
    if name.isascii():
        return name
    return "".join(c for c in unicodedata.normalize("NFKD", name) if not unicodedata.combining(c))


def _forms(name: str) -> list[str]:
    plain = unaccented(name)
    forms = [name, plain]
    if len(name) > 3 and not name.isupper():
        forms += [name.upper(), plain.upper()]
    return list(dict.fromkeys(forms))


def _one(form: str) -> str:
    escaped = re.sub(rf"[{_APOSTROPHES}]", lambda _: f"[{_APOSTROPHES}]", re.escape(form))
    escaped = escaped.replace(r"\-", f"[{_HYPHENS}]").replace(r"\ ", _SPACE)
    for small in ("of", "the", "and"):
        escaped = escaped.replace(f"{_SPACE}{small}{_SPACE}", f"{_SPACE}(?:{small}|{small.title()}){_SPACE}")
    if form.endswith((".", ")")):
        return escaped
    # A digit glued to a long name is the mark of a note ("China2"); glued to a short one it makes another word ("UK3").
    return escaped + (r"(?![^\W_])" if len(form) < _LONG or form[-1].isdigit() else r"(?![^\W\d_])")
