"""What parsers of this size get wrong again and again, mended where the words leave no doubt."""

from __future__ import annotations

import re
from collections.abc import Iterator

from policyfacts.frames.mistaken import PAST, with_verbs
from policyfacts.language.syntax import Token, Tree

_FINITE = frozenset({"VERB", "AUX"})
_NOUNS = frozenset({"NOUN", "PROPN", "PRON"})
_COUNTED = _NOUNS | {"NUM"}
_SUBJECTS = frozenset({"nsubj", "nsubjpass", "csubj", "csubjpass", "expl"})
# So many words a sentence may open with to tell its day, by these words.
_OPENING = 12
_OF_TIME = frozenset({"on", "in", "by", "since", "during", "at", "after", "before", "around"})
_YEAR = re.compile(r"(?:19|20)\d\d")
# How a parser ties a participle that it takes for one more verb.
_LOOSE = frozenset({"dep", "conj", "advcl", "ccomp"})


def repaired(tree: Tree, words: tuple[str, ...]) -> Tree:
    """``tree`` with its verbs (see ``mistaken``), owners, lost subjects, second objects, trailing participles and times
    of relative clauses; ``words`` are its tokens in small letters.

    "Egypt's visit": an owner taken for a subject of the noun. "In Lima, Peru and Chile signed": a subject taken for one
    more place behind the comma. "Peru and Chile were, in that order, admitted": a subject that hangs by the helper. "On
    3 May 2019 Peru signed", "In 2019 $3 million was lent": a subject taken for a part of the day before it. "gave Kenya
    a loan in 2012 and a grant in 2013": an object that has its verb from before (``gap``). "announced a fund, set up by
    two banks": a participle taken for one more verb of who announces. "The loan that Egypt got in 2019 paid for wells":
    a time taken for that of the verb behind it.
    """
    tree = with_verbs(tree, words)
    mended = (
        _second_objects(tree),
        _owners(tree, words),
        _lost_subjects(tree, words),
        _dated_subjects(tree, words),
        _helped_subjects(tree, words),
        _trailing_participles(tree, words),
        _times_before_verbs(tree, words),
    )
    changes = {index: token for found in mended for index, token in found}
    if not changes:
        return tree
    return Tree(tuple(changes.get(index, token) for index, token in enumerate(tree.tokens)))


def _second_objects(tree: Tree) -> Iterator[tuple[int, Token]]:
    """Nouns that are joined to a verb with an object, rather than to that object: the verb goes for them again.

    What stands behind them is theirs (``gprep``): "built a dam in 2012 and a port in 2019".
    """
    for index, token in enumerate(tree.tokens):
        verb = tree.tokens[token.head]
        if token.dep != "conj" or token.pos not in _NOUNS | {"NUM"} or verb.pos != "VERB" or token.head > index:
            continue
        direct = any(t.head == token.head and t.dep == "dobj" for t in tree.tokens[token.head : index])
        if not direct or any(t.head == index and t.dep in _SUBJECTS for t in tree.tokens):
            continue
        yield index, token._replace(dep="gap")
        for behind in range(index + 1, len(tree.tokens)):
            other = tree.tokens[behind]
            if other.head == token.head and other.dep == "conj":
                break
            if other.head == token.head and other.dep == "prep":
                yield behind, other._replace(head=index, dep="gprep")


def _owners(tree: Tree, words: tuple[str, ...]) -> Iterator[tuple[int, Token]]:
    for index, token in enumerate(tree.tokens[:-1]):
        head = tree.tokens[token.head]
        behind = words[index + 1]
        if token.dep in {"nsubj", "nmod", "dep"} and head.pos in {"NOUN", "PROPN"} and behind in {"’s", "'s", "’", "'"}:
            yield index, token._replace(dep="poss")


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
                yield first, tree.tokens[first]._replace(dep="nsubjpass" if passive else "nsubj", head=verb)
                return


def _dated_subjects(tree: Tree, words: tuple[str, ...]) -> Iterator[tuple[int, Token]]:
    """Who acts behind a day without a comma, and the year as what the day's preposition takes."""
    year = next((i for i, word in enumerate(words[:_OPENING]) if _YEAR.fullmatch(word)), None)
    if year is None or words[0] not in _OF_TIME or year + 1 >= len(words):
        return
    before = year - 1
    if words[before] in _OF_TIME and not any(t.head == before and t.dep == "pobj" for t in tree.tokens):
        yield year, tree.tokens[year]._replace(dep="pobj", head=before)
        return
    taken = next((i for i in (year + 1, *tree.ancestors(year + 1)) if tree.tokens[i].dep == "pobj"), None)
    if taken is None or taken <= year or tree.tokens[taken].head >= year or tree.tokens[taken].pos not in _COUNTED:
        return
    verb = next((i for i in tree.ancestors(taken) if tree.tokens[i].pos in _FINITE), None)
    below = [] if verb is None else [t.dep for t in tree.tokens if t.head == verb]
    if verb is None or verb < taken or _SUBJECTS & set(below):
        return
    subject = "nsubjpass" if "auxpass" in below else "nsubj"
    yield taken, tree.tokens[taken]._replace(dep=subject, head=verb)
    yield year, tree.tokens[year]._replace(dep="pobj", head=tree.tokens[taken].head)
    for index in range(tree.tokens[taken].head + 1, year):
        if tree.tokens[index].head == taken:
            yield index, tree.tokens[index]._replace(head=year)


def _times_before_verbs(tree: Tree, words: tuple[str, ...]) -> Iterator[tuple[int, Token]]:
    """Phrases between a relative clause and the verb of its noun, which no comma parts from the clause."""
    for index, token in enumerate(tree.tokens):
        verb = token.head
        if token.dep != "prep" or verb <= index or tree.tokens[verb].pos not in _FINITE:
            continue
        clause = next((i for i in range(index - 1, -1, -1) if tree.tokens[i].dep == "relcl"), None)
        if clause is None or "," in words[clause:index]:
            continue
        subjects = [i for i, t in enumerate(tree.tokens[:verb]) if t.head == verb and t.dep in _SUBJECTS]
        if all(i <= tree.tokens[clause].head for i in subjects):
            yield index, token._replace(head=clause)


def _helped_subjects(tree: Tree, words: tuple[str, ...]) -> Iterator[tuple[int, Token]]:
    for index, token in enumerate(tree.tokens):
        helper = tree.tokens[token.head]
        if token.dep in {"nsubj", "nsubjpass"} and helper.dep in {"aux", "auxpass"} and helper.head != token.head:
            passive = helper.lemma == "be" and not words[helper.head].endswith("ing")
            yield index, token._replace(dep="nsubjpass" if passive else "nsubj", head=helper.head)


def _trailing_participles(tree: Tree, words: tuple[str, ...]) -> Iterator[tuple[int, Token]]:
    """Participles with a doer behind a comma: they belong to the noun before it."""
    below: dict[int, list[int]] = {}
    for index, token in enumerate(tree.tokens):
        if token.head != index:
            below.setdefault(token.head, []).append(index)
    for verb, token in enumerate(tree.tokens):
        if token.pos != "VERB" or token.dep not in _LOOSE or token.head > verb or not words[verb].endswith(PAST):
            continue
        comma = next((i for i in range(verb - 1, 0, -1) if tree.tokens[i].pos != "ADV"), 0)
        if words[comma] != "," or not _has_doer(tree, below, verb):
            continue
        if any(tree.tokens[i].dep in {"auxpass", "nsubjpass"} for i in below.get(token.head, ())):
            continue  # "was planned by Egypt, built by Sudan": one more verb
        if (noun := _phrase_before(tree, comma)) is not None and noun > token.head:
            yield verb, token._replace(dep="acl", head=noun)


def _has_doer(tree: Tree, below: dict[int, list[int]], verb: int) -> bool:
    """Whether a verb, or one joined to it, has a "by" behind it, and neither subject, object nor helper."""
    labels = {tree.tokens[i].dep for i in below.get(verb, ())}
    if labels & (_SUBJECTS | {"aux", "auxpass", "dobj"}):
        return False
    joined = (i for i in below.get(verb, ()) if tree.tokens[i].dep == "conj" and tree.tokens[i].pos == "VERB")
    return "agent" in labels or any(_has_doer(tree, below, i) for i in joined)


def _phrase_before(tree: Tree, comma: int) -> int | None:
    """The head noun of the phrase that ends at ``comma``: "the launch of the fund,": the launch."""
    here, found = comma - 1, None
    while tree.tokens[here].pos in _NOUNS | {"ADP", "NUM", "SYM", "ADJ"}:
        if tree.tokens[here].pos in _NOUNS:
            found = here
        if (head := tree.tokens[here].head) in (here, comma) or head > comma:
            break
        here = head
    return found
