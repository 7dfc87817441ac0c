"""Verbs that parsers of this size take for something else: passives for adjectives or actives, main verbs for clauses;
and verbs with two objects.

"$3 million was underwritten by Norway": a participle taken for an adjective. "A grant, contributed by Norway in 2019,
paid for wells": a participle with its doer, taken for what the grant did. "The loan that Norway gave in 2019 paid for
wells", "The aid that the state used paid for wells": a sentence that is left without a main verb. "Norway
accorded Malawi a grant": two direct objects, or a clause ("Malawi is a grant").
"""

from __future__ import annotations

from collections.abc import Iterator

from policyfacts.language.syntax import Token, Tree

PAST = ("ed", "en", "up", "wn", "ought", "ld", "lt", "ent", "nt", "id", "ade", "un", "et")
"""How forms of the past end."""
_ADJECTIVAL = ("ed", "tten")
_HEADS = frozenset({"NOUN", "PROPN", "NUM"})
_RELATIVE = frozenset({"that", "which"})


def with_verbs(tree: Tree, words: tuple[str, ...]) -> Tree:
    """``tree`` with such verbs as what they are; ``words`` are its tokens in small letters."""
    for mend in (_adjectives, _actives, _clauses, _receivers):
        if changes := dict(mend(tree, words)):
            tree = Tree(tuple(changes.get(index, token) for index, token in enumerate(tree.tokens)))
    return tree


def _doers(tree: Tree, words: tuple[str, ...]) -> Iterator[tuple[int, int]]:
    """Each "by" that names somebody, with what it hangs by."""
    for index, token in enumerate(tree.tokens):
        if words[index] == "by" and token.dep in {"agent", "prep"} and token.head < index:
            named = (i for i, t in enumerate(tree.tokens) if t.head == index and t.dep == "pobj")
            if any(not words[i].isdigit() for i in named):
                yield index, token.head


def _adjectives(tree: Tree, words: tuple[str, ...]) -> Iterator[tuple[int, Token]]:
    for by, verb in _doers(tree, words):
        token = tree.tokens[verb]
        if token.pos != "ADJ" or not words[verb].endswith(_ADJECTIVAL) or token.dep not in {"acomp", "acl"}:
            continue
        yield by, tree.tokens[by]._replace(dep="agent")
        if token.dep == "acl":
            yield verb, token._replace(pos="VERB", lemma="")
        elif tree.tokens[token.head].lemma == "be":
            yield from _passive(tree, verb, by)


def _passive(tree: Tree, verb: int, by: int) -> Iterator[tuple[int, Token]]:
    """The participle ``verb`` behind a "be" in place of it: what hung by the one hangs by the other."""
    be = tree.tokens[verb].head
    copula = tree.tokens[be]
    above = verb if copula.head == be else copula.head
    yield verb, tree.tokens[verb]._replace(pos="VERB", lemma="", dep=copula.dep, head=above)
    yield be, copula._replace(dep="auxpass", head=verb)
    for index, token in enumerate(tree.tokens):
        if token.head == be and index not in {be, verb, by}:
            yield index, token._replace(head=verb, dep="nsubjpass" if token.dep == "nsubj" else token.dep)


def _actives(tree: Tree, words: tuple[str, ...]) -> Iterator[tuple[int, Token]]:
    """Subjects of participles that have a doer, and neither helper nor object."""
    for by, verb in _doers(tree, words):
        below = {t.dep: i for i, t in enumerate(tree.tokens) if t.head == verb}
        if tree.tokens[by].dep != "agent" or not words[verb].endswith(PAST) or {"aux", "auxpass", "dobj"} & set(below):
            continue
        subject = below.get("nsubj")
        if subject is not None and words[verb - 1] == ",":
            yield subject, tree.tokens[subject]._replace(dep="nsubjpass")


def _clauses(tree: Tree, words: tuple[str, ...]) -> Iterator[tuple[int, Token]]:
    """The main verb of a sentence that has none: the last verb of its noun, behind a relative clause."""
    root = next((i for i, t in enumerate(tree.tokens) if t.head == i and t.pos in _HEADS), None)
    if root is None:
        return
    tied = [i for i, t in enumerate(tree.tokens) if t.head == root and t.dep in {"relcl", "acl"} and t.pos == "VERB"]
    last = tied[-1] if tied else root
    if not words[last].endswith(PAST) or "," in words[root:last] or _has(tree, last, "aux", "auxpass", "agent"):
        return
    if len(tied) > 1 and tree.tokens[last].dep == "acl" and tree.tokens[tied[0]].dep == "relcl":
        inner: list[tuple[int, Token]] = []
    elif not (inner := list(_reduced(tree, words, root, last))):
        return
    yield last, tree.tokens[last]._replace(dep="ROOT", head=last)
    yield root, tree.tokens[root]._replace(dep="nsubj", head=last)
    yield from inner


def _reduced(tree: Tree, words: tuple[str, ...], root: int, last: int) -> Iterator[tuple[int, Token]]:
    """The relative clause whose verb is taken for one that describes its own subject: "that the state used"."""
    tokens = tree.tokens
    pronoun = next((i for i in range(root, last) if tokens[i].head == last and words[i] in _RELATIVE), None)
    subject = next((i for i in range(root, last) if tokens[i].head == last and tokens[i].dep == "nsubj"), None)
    if pronoun is None or subject is None or subject < pronoun:
        return
    verb = next((i for i in range(subject, last) if tokens[i].head == subject and tokens[i].dep == "acl"), None)
    if verb is not None and words[verb].endswith(PAST) and not _has(tree, verb, "agent"):
        yield verb, tokens[verb]._replace(dep="relcl", head=root)
        yield subject, tokens[subject]._replace(head=verb)
        yield pronoun, tokens[pronoun]._replace(dep="dobj", head=verb)


def _receivers(tree: Tree, words: tuple[str, ...]) -> Iterator[tuple[int, Token]]:
    """The first of two objects of a verb that nothing parts, and the subject of a noun that is taken for a clause."""
    for index, token in enumerate(tree.tokens):
        verb = tree.tokens[token.head]
        if token.pos not in _HEADS or verb.pos != "VERB" or index < token.head or token.dep not in {"dobj", "ccomp"}:
            continue
        above, label = (token.head, "dobj") if token.dep == "dobj" else (index, "nsubj")
        first = next((i for i in range(token.head + 1, index) if _is(tree.tokens[i], above, label)), None)
        if first is None or not _opens(tree.tokens[first + 1], words[first + 1]):
            continue
        if {",", "and", "or", "that"} & set(words[token.head : index]) or _has(tree, index, "aux", "cop"):
            continue
        yield first, tree.tokens[first]._replace(dep="dative", head=token.head)
        yield index, token._replace(dep="dobj")


def _opens(token: Token, word: str) -> bool:
    """Whether a phrase of its own starts here: "Malawi a grant", but "the Mapai dam"."""
    return token.dep == "det" or token.pos in {"SYM", "NUM"} or word in {"its", "their", "another"}


def _is(token: Token, head: int, label: str) -> bool:
    return token.head == head and token.dep == label and token.pos in _HEADS


def _has(tree: Tree, index: int, *labels: str) -> bool:
    return any(t.head == index and t.dep in labels for t in tree.tokens)
