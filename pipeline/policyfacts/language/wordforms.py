"""Part of speech and lemma of each word, asked of the pipeline once for each word in each role.

spaCy's attribute ruler tries all its patterns at every word of every sentence. Nearly all of them look at one word, its
tag and its dependency: what comes of those, with the lemma that follows, is kept here. Sentences to which a pattern of
several words applies, and pipelines whose patterns look at other things, go the long way.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.matcher import Matcher
    from spacy.tokens import Doc

COMPONENTS = ("attribute_ruler", "lemmatizer")
"""The components whose work is done here, where they are the last ones of a pipeline."""
_SEEN = frozenset({"ORTH", "TEXT", "LOWER", "TAG", "DEP", "IS_SPACE"})  # what the patterns of one word may look at
_MOST = 100_000

_Role = tuple[int, int, int]  # word, tag, dependency, by the vocabulary's numbers


class Form(NamedTuple):
    """Lemma in small letters, part of speech, dependency label."""

    lemma: str
    pos: str
    dep: str


@dataclass(slots=True)
class WordForms:
    """The forms of words, as ``nlp`` tells them; ``wide``: the patterns of several words; ``rare``: dependencies and
    words in small letters, by number, of which a match of any of those holds one (none where that is not known)."""

    nlp: Language
    wide: Matcher
    rare: frozenset[int]
    known: dict[_Role, Form] = field(default_factory=dict)

    def of(self, docs: Sequence[Doc]) -> Iterator[list[Form]]:
        """The form of each word of ``docs``, which have been parsed, but not seen ``COMPONENTS``."""
        from spacy.attrs import DEP, LOWER, ORTH, TAG  # type: ignore[import-not-found]  # compiled, without stubs

        if len(self.known) > _MOST:
            self.known.clear()
        roles = [list(map(tuple, doc.to_array([ORTH, TAG, DEP]).tolist())) for doc in docs]
        self._learn(dict.fromkeys(role for those in roles for role in those if role not in self.known))
        for doc, those in zip(docs, roles, strict=True):
            possible = not self.rare or not self.rare.isdisjoint(doc.to_array([DEP, LOWER]).ravel().tolist())
            apart = possible and self.wide(doc, allow_missing=True)
            yield self._asked(doc) if apart else [self.known[role] for role in those]

    def _learn(self, roles: Iterable[_Role]) -> None:
        strings = self.nlp.vocab.strings
        new = sorted(((strings[word], strings[tag], strings[dep]), (word, tag, dep)) for word, tag, dep in roles)
        if not new:
            return
        written = [role for role, _ in new]
        listed = self._listed(written)
        # In the order of the alphabet they make no sentence: no pattern may take two of them for neighbours.
        docs = [self._listed([role]) for role in written] if self.wide(listed, allow_missing=True) else [listed]
        forms = (form for doc in docs for form in self._asked(doc))
        self.known.update(zip((role for _, role in new), forms, strict=True))

    def _listed(self, roles: Sequence[tuple[str, str, str]]) -> Doc:
        from spacy.tokens import Doc

        words, tags, dependencies = (list(part) for part in zip(*roles, strict=True))
        return Doc(self.nlp.vocab, words=words, tags=tags, deps=dependencies, heads=list(range(len(words))))

    def _asked(self, doc: Doc) -> list[Form]:
        for name in COMPONENTS:
            doc = self.nlp.get_pipe(name)(doc)
        return [Form(token.lemma_.lower(), token.pos_, token.dep_) for token in doc]


@cache
def word_forms(nlp: Language) -> WordForms | None:
    """How to tell word forms apart from the pipeline; ``None`` where its patterns or components are others."""
    if tuple(nlp.pipe_names[-2:]) != COMPONENTS:
        return None
    from spacy.matcher import Matcher

    ruler: Any = nlp.get_pipe("attribute_ruler")
    patterns = [pattern for rule in ruler.patterns for pattern in rule["patterns"]]
    if not all(set(word) <= _SEEN for pattern in patterns for word in pattern):
        return None
    wide = Matcher(nlp.vocab)
    several = [pattern for pattern in patterns if len(pattern) > 1]
    wide.add("wide", several)
    needed = [_needed(pattern) for pattern in several]
    return WordForms(nlp, wide, frozenset(map(nlp.vocab.strings.add, needed)) if all(needed) else frozenset())


def _needed(pattern: Sequence[dict[str, Any]]) -> str:
    """A dependency or a word in small letters that a match of ``pattern`` holds; empty where it names none."""
    told = (word.get(name) for name in ("DEP", "LOWER") for word in pattern if word.get("OP", "1") == "1")
    return next((one for one in told if isinstance(one, str)), "")
