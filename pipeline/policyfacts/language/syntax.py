"""The parser, only over the sentences that can hold a fact.

spaCy's objects end here: what leaves is a ``Tree`` of plain tokens.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from policyfacts.language.pipelines import load
from policyfacts.language.products import one_thread
from policyfacts.language.steps import PARSER, parse_by_steps, step_parser
from policyfacts.language.wordforms import COMPONENTS, Form, word_forms
from policyfacts.records import Span

if TYPE_CHECKING:
    from spacy.language import Language

DEFAULT_PARSER = "en_core_web_sm"
NO_PARSER = "none"
_LONGEST = 3000
# Names of so many words are shortened.
_FEW = 2
# What parsers make nothing of in a sum: its code or rarer sign, and short words of scale.
_SIGN = re.compile(r"(?P<sign>[^\d\s$,.()-][^\d\s,.()-]{0,5}|[^\d\s,.()-]{1,5}[^\d\s$,.()-])(?=\s?\d)")
_KNOWN = frozenset({"US$", "€", "£"})
_SCALE = re.compile(r"(?<=\d)(?P<scale>m|mn|mln|bn|bln|tn|trn)\b", re.IGNORECASE)
_CODE = re.compile(r"(?<=\s)(?P<code>[A-Z]{2,5})$")
_SCALES = {"m": " million", "b": " billion", "t": " trillion"}


class Token(NamedTuple):
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


def parse(
    texts: Sequence[str],
    *,
    parser: str = DEFAULT_PARSER,
    names: Sequence[Sequence[Span]] = (),
    sums: Sequence[Sequence[Span]] = (),
    pauses: Sequence[Sequence[int]] = (),
) -> list[Tree | None]:
    """A tree for each of ``texts``; ``None`` for each where ``parser`` is ``"none"``.

    ``names``: for each text the ranges of long names in it, in order and apart from one another. The parser sees one
    word for each, since names of ten words lead it astray; in the tree such a name is one token. ``sums``: the ranges
    of sums of money, which the parser sees in dollars and with plain words of scale: "KD 9mn" as "$ 9 million".
    ``pauses``: the places of spaces that the parser sees as commas, since it takes what stands on both sides for one
    name: "On 4 May 2016 Bolivia signed".

    Raises ``ModelError`` where the parser is not installed.
    """
    if parser == NO_PARSER or not texts:
        return [None] * len(texts)
    nlp = load(parser)
    none: list[Sequence[Span]] = [()] * len(texts)
    still: list[Sequence[int]] = [()] * len(texts)
    each = zip(texts, names or none, sums or none, pauses or still, strict=True)
    short = [shortened(text, named, told, places) for text, named, told, places in each]
    # Sentences of 400 words and more are lists gone wrong: the parser's time grows and its trees are no help.
    shown = [one.text if len(one.text) < _LONGEST else "" for one in short]
    with one_thread():
        return [one.whole(tree) if tree else None for one, tree in zip(short, _trees(nlp, shown), strict=True)]


@dataclass(frozen=True, slots=True)
class Shortened:
    """A text with plain words for names and sums; ``edges``: where stretches start in it and in the text as it was."""

    text: str
    edges: tuple[tuple[int, int], ...]

    def whole(self, tree: Tree) -> Tree:
        """``tree`` with the offsets of the text as it was."""
        if len(self.edges) == 1:
            return tree
        starts = [edge for edge, _ in self.edges]

        def back(offset: int, *, end: bool) -> int:
            index = bisect_left(starts, offset) - 1 if end else bisect_right(starts, offset) - 1
            here, there = self.edges[index]
            if index % 2 and end:  # the end of a plain word is the end of what it stands for
                return self.edges[index + 1][1]
            return there if index % 2 else there + offset - here

        return Tree(
            tuple(
                Token(back(t.start, end=False), back(t.end, end=True), t.lemma, t.pos, t.dep, t.head)
                for t in tree.tokens
            )
        )


def shortened(text: str, names: Sequence[Span], sums: Sequence[Span] = (), pauses: Sequence[int] = ()) -> Shortened:
    """``text`` with plain ``sums``, with each of ``names`` by the one word that its grammar hangs by, and with pauses.

    "In 2009 the Ministry of Mines got KD 9mn" -> "In 2009, the Ministry got $ 9 million".
    """
    named = ((Span(start, end), _one_word(text[start:end])) for start, end in names)
    plain = [(span, word) for span, word in named if word] + [p for span in sums for p in _plain(text, span)]
    plain += [(Span(place, place + 1), ", ") for place in pauses]
    pieces: list[str] = []
    edges = [(0, 0)]
    length, here = 0, 0
    for (start, end), word in sorted(plain):
        if start < here:
            continue
        pieces += [text[here:start], word]
        edges += [(length + start - here, start), (length + start - here + len(word), end)]
        length, here = length + start - here + len(word), end
    return Shortened("".join((*pieces, text[here:])), tuple(edges))


def _plain(text: str, span: Span) -> Iterator[tuple[Span, str]]:
    """The stretches of the sum at ``span`` that stand in the parser's way, each with a plain word for it."""
    words = text[span.start : span.end]
    if (match := _SIGN.match(words)) and match["sign"] not in _KNOWN:
        yield Span(span.start + match.start(), span.start + match.end()), "$"
    for match in _SCALE.finditer(words):
        yield Span(span.start + match.start(), span.start + match.end()), _SCALES[match["scale"][0].lower()]
    if match := _CODE.search(words):
        yield Span(span.start + match.start(), span.start + match.end()), "dollars"


def _one_word(name: str) -> str:
    """The head of a name; empty where the name is one word already."""
    words = name.split()
    if len(words) < _FEW:
        return ""
    first = re.split(r"\s(?:of|for|on|in|and|&|to|against)\s", name)[0].split()
    word = (first if len(first) < len(words) and len(words[-1]) > 1 and first[-1][0].isupper() else words)[-1]
    return word.strip(".,()’'") if word[:1].isupper() else ""


def _trees(nlp: Language, texts: Sequence[str]) -> Iterator[Tree | None]:
    from spacy.attrs import HEAD, IDX, LENGTH  # type: ignore[import-not-found]  # compiled, without stubs

    forms = word_forms(nlp)
    parser = step_parser(nlp) if forms else None
    ours = (*COMPONENTS, PARSER) if parser else COMPONENTS if forms else ()
    docs = list(nlp.pipe(texts, batch_size=64, disable=ours))
    if parser:
        parse_by_steps(parser, docs)
    told = forms.of(docs) if forms else ([Form(t.lemma_.lower(), t.pos_, t.dep_) for t in doc] for doc in docs)
    for doc, words in zip(docs, told, strict=True):
        places = doc.to_array([IDX, LENGTH, HEAD]).astype("int64").tolist()
        tokens = (
            Token(start, start + length, *form, index + head)
            for index, ((start, length, head), form) in enumerate(zip(places, words, strict=True))
        )
        yield Tree(tuple(tokens)) if len(doc) else None
