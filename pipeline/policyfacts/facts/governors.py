"""Roles by the sentence's tree: whose verb governs a sum. Adds to the patterns where a parser is there."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from policyfacts.facts.context import Sentence
from policyfacts.facts.frames import Frame, Role
from policyfacts.facts.parties import Party
from policyfacts.language.syntax import Tree
from policyfacts.records import Span

_GIVING = frozenset(
    (
        "pledge provide offer promise commit extend grant lend donate contribute allocate approve finance "
        "fund invest give award disburse announce earmark guarantee underwrite forgive cancel waive transfer "
        "inject spend support deliver implement launch establish advance channel dedicate sponsor bankroll "
        "make place vote supply hand sink pump pour plow plough unlock release award accord assign devote remit "
        "deposit lodge add condone"
    ).split()
)
_TAKING = frozenset(
    ("receive secure obtain borrow get win draw attract accept request seek negotiate owe repay use").split()
)
_SUBJECTS = frozenset({"nsubj", "nsubjpass", "csubj"})


def governed(sentence: Sentence, framed: Frame, tree: Tree, sums: Sequence[int]) -> Iterator[Role]:
    """The parties that the verbs above each sum make its provider or recipient.

    ``sums`` are indices into ``framed.amounts``. A subject of a giving verb provides, of a taking verb receives; of a
    passive the "by" phrase provides.
    """
    for index in sums:
        amount = framed.amounts[index]
        head = tree.head_of(amount.start - sentence.start, amount.end - sentence.start)
        if head is None:
            continue
        for ancestor in tree.ancestors(head):
            token = tree.tokens[ancestor]
            if token.pos not in {"VERB", "AUX"}:
                continue
            taking = token.lemma in _TAKING
            if not taking and token.lemma not in _GIVING:
                continue
            for child in _arguments(tree, ancestor):
                dependency = tree.tokens[child].dep
                role = "recipient" if taking else "provider"
                if dependency == "nsubjpass":
                    continue
                for party in _named(sentence, framed, tree, child):
                    span = Span(party.start, sentence.start + token.end)
                    yield Role(role, f"{dependency}-{token.lemma}", party, span, (index,))
            break


def path(tree: Tree, start: int, end: int) -> frozenset[int]:
    """The tokens that govern the stretch ``[start, end)`` of the sentence: its head and what stands above it.

    A verb joined to another by "and", with a subject of its own, governs alone.
    """
    head = tree.head_of(start, end)
    if head is None:
        return frozenset()
    found = {head}
    for ancestor in (head, *tree.ancestors(head)):
        found.add(ancestor)
        token = tree.tokens[ancestor]
        if token.dep == "conj" and any(tree.tokens[c].dep in _SUBJECTS for c in tree.children(ancestor)):
            break
    # Auxiliaries and particles belong to their verb: "was set up", "had been disbursed".
    near = {c for i in found for c in tree.children(i) if tree.tokens[c].dep in {"aux", "auxpass", "prt", "neg"}}
    # So does a participle to its noun: "the package, announced in April, is worth ...".
    verbs = [i for i in found if tree.tokens[i].pos in {"VERB", "AUX"}]
    subjects = {c for i in verbs for c in tree.children(i) if tree.tokens[c].dep in _SUBJECTS}
    told = {c for i in (*subjects, head) for c in tree.children(i) if tree.tokens[c].dep == "acl"}
    return frozenset(found | near | told)


def covers(tree: Tree, tokens: frozenset[int], start: int, end: int) -> bool:
    """Whether one of ``tokens`` lies in the stretch ``[start, end)`` of the sentence."""
    return any(tree.tokens[index].start < end and start < tree.tokens[index].end for index in tokens)


def _arguments(tree: Tree, verb: int) -> Iterator[int]:
    """The subject and the agent of ``verb``; the subject of the verb that it is joined to where it has none."""
    found = [c for c in tree.children(verb) if tree.tokens[c].dep in _SUBJECTS or tree.tokens[c].dep == "agent"]
    if not found and tree.tokens[verb].dep in {"conj", "xcomp"}:
        head = tree.tokens[verb].head
        found = [c for c in tree.children(head) if tree.tokens[c].dep in _SUBJECTS]
    yield from found


def _named(sentence: Sentence, framed: Frame, tree: Tree, argument: int) -> Iterator[Party]:
    """The first party that the argument is, or that hangs one or two words under it ("the government of Chad")."""
    for party in framed.parties:
        head = tree.head_of(party.start - sentence.start, party.end - sentence.start)
        if head is not None and argument in (head, tree.tokens[head].head, _second(tree, head)):
            yield party
            return


def _second(tree: Tree, index: int) -> int:
    return tree.tokens[tree.tokens[index].head].head
