"""What parsers of this size get wrong again and again, mended where the words leave no doubt."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from policyfacts.language.syntax import Token, Tree

_FINITE = frozenset({"VERB", "AUX"})
_NOUNS = frozenset({"NOUN", "PROPN", "PRON"})
_SUBJECTS = frozenset({"nsubj", "nsubjpass", "csubj", "csubjpass", "expl"})


def repaired(tree: Tree, words: tuple[str, ...]) -> Tree:
    """``tree`` with its owners and lost subjects; ``words`` are its tokens in small letters.

    "Egypt's visit": an owner taken for a subject of the noun. "In Lima, Peru and Chile signed": a subject taken for one
    more place behind the comma.
    """
    changes = dict([*_owners(tree, words), *_lost_subjects(tree, words)])
    if not changes:
        return tree
    return Tree(tuple(changes.get(index, token) for index, token in enumerate(tree.tokens)))


def _owners(tree: Tree, words: tuple[str, ...]) -> Iterator[tuple[int, Token]]:
    for index, token in enumerate(tree.tokens[:-1]):
        head = tree.tokens[token.head]
        behind = words[index + 1]
        if token.dep in {"nsubj", "nmod", "dep"} and head.pos in {"NOUN", "PROPN"} and behind in {"’s", "'s", "’", "'"}:
            yield index, replace(token, dep="poss")


def _lost_subjects(tree: Tree, words: tuple[str, ...]) -> Iterator[tuple[int, Token]]:
    for verb, token in enumerate(tree.tokens):
        if token.pos not in _FINITE or token.dep not in {"ROOT", "ccomp", "relcl", "advcl"}:
            continue
        below = [i for i, t in enumerate(tree.tokens) if t.head == verb and i != verb]
        if any(tree.tokens[i].dep in _SUBJECTS for i in below) or words[verb].endswith("ing"):
            continue
        for preposition in (i for i in below if tree.tokens[i].dep == "prep" and i < verb):
            place = next((i for i, t in enumerate(tree.tokens) if t.head == preposition and t.dep == "pobj"), None)
            if place is None:
                continue
            joined = (
                i for i, t in enumerate(tree.tokens) if t.head == place and t.dep in {"conj", "appos"} and i < verb
            )
            first = next((i for i in joined if words[i - 1] in {",", "the"} and tree.tokens[i].pos in _NOUNS), None)
            if first is not None:
                passive = any(tree.tokens[i].dep == "auxpass" for i in below)
                yield first, replace(tree.tokens[first], dep="nsubjpass" if passive else "nsubj", head=verb)
                return
