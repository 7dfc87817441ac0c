"""What a predicate takes: the phrases around a verb or a noun, by the markers of the active voice."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from policyfacts.frames.clauses import Clauses, Subject

VERBAL = frozenset({"VERB", "AUX", "ADJ"})
NOMINAL = frozenset({"NOUN", "PROPN"})
# How deep phrases that hang by an object, and by what hangs by it, are still looked for.
_DEEP = 3
_MODIFIERS = ("amod", "compound", "nmod", "npadvmod")
# "During a visit to Peru, the premier signed": the visit is the premier's.
_OCCASIONS = frozenset({"on", "in", "during", "at", "after", "following", "before"})
# "Peru went further with the signing of a pact": the signing is Peru's.
_MEANS = frozenset({"with", "through", "upon"})
_DEEDS = frozenset("signing signature conclusion adoption ratification exchange".split())
# "A round of talks was held": the talks were held. "The venue of the talks was Lima": they were not.
_COUNTING = frozenset(
    "series round rounds number set day days session sessions pair part string course start opening end conclusion "
    "signing outbreak couple dozens hours weeks".split()
)
# Verbs that only carry their noun: "paid a visit", "hold talks".
_CARRYING = frozenset("make pay hold have undertake effect effectuate conduct perform carry take begin end".split())
_TIMES = frozenset(
    "day week month year spring summer autumn fall winter morning afternoon evening night time monday tuesday "
    "wednesday thursday friday saturday sunday today yesterday tomorrow".split()
)
_RELATIVE = frozenset({"that", "which", "who", "whom"})


class Phrase(NamedTuple):
    """A phrase by its head's index; ``inherited`` and ``nested`` as ``Argument`` has them."""

    marker: str
    head: int
    inherited: bool = False
    nested: bool = False


def of_verb(c: Clauses, verb: int, last: int, *, own: str = "") -> Iterator[Phrase]:
    """What ``verb`` takes; ``last`` is the last word of its idiom, ``own`` its preposition if that stands before."""
    subject = c.subject(verb)
    passive = subject is not None and subject.passive
    direct = next((d for d in c.children(verb, "dobj", "attr", "oprd") if _is_object(c, d)), None)
    if subject is not None:
        yield Phrase(_marker(c, verb, subject), subject.noun, subject.inherited)
    if direct is not None:
        yield Phrase("object", direct)
    if (relative := c.relative_object(verb)) is not None:
        yield Phrase("object" if own and relative[0] == own else relative[0], relative[1])
    yield from _datives(c, verb)
    for phrase in _prepositions(c, verb):
        inner = last > verb and c.words[last] == phrase.marker and c.token(phrase.head).head == last
        if phrase.marker == "by" and passive:
            yield phrase._replace(marker="subject")
        elif inner and phrase.marker != "with":
            yield phrase._replace(marker="object")  # "entered into a pact": the idiom's own preposition
        else:
            yield phrase
    if last > verb and c.token(last).pos == "NOUN":
        yield from _prepositions(c, last)  # "took effect for Peru"
    if direct is None and not passive and (joined := _joined_object(c, verb)) is not None:
        yield Phrase("object", joined, inherited=True)
    yield from _below(c, direct, subject)


def _below(c: Clauses, direct: int | None, subject: Subject | None) -> Iterator[Phrase]:
    """What hangs by the object of a verb, and by the subject of a passive one."""
    for noun in (direct, subject.noun if subject and subject.passive else None):
        if noun is not None:
            yield from _nested(c, noun, _DEEP)


def of_gap(c: Clauses, verb: int, noun: int) -> Iterator[Phrase]:
    """What ``verb`` takes where it is left out before one more object: "gave it a loan, and a grant in 2012"."""
    for phrase in of_verb(c, verb, verb):
        if phrase.marker in {"subject", "object2"}:
            yield phrase._replace(inherited=True)
    yield Phrase("object", noun)
    for phrase in (*_prepositions(c, noun), *_prepositions(c, noun, "gprep")):
        yield phrase
        yield from _nested(c, phrase.head, _DEEP)


def of_noun(c: Clauses, noun: int, support: int | None) -> Iterator[Phrase]:
    """What ``noun`` takes, and what it has from the verb ``support`` that it hangs by."""
    for child in c.children(noun, "poss"):
        yield Phrase("poss", child)
    for child in c.children(noun, *_MODIFIERS):
        yield Phrase("modifier", child)
    own = list(_prepositions(c, noun))
    yield from own
    for phrase in own:
        if phrase.marker in {"of", "for", "on", "into"}:  # "entry into force of the pact"
            yield from _nested(c, phrase.head, 1)
    if support is not None:
        yield from _supported(c, noun, support)


def support(c: Clauses, noun: int) -> int | None:
    """The verb whose subject or object a noun is, by itself or in a list, or below "series of", "round of".

    Of "the visit that she paid to Lima" it is the verb that does nothing but carry the noun.
    """
    if (carrying := _carrying(c, noun)) is not None:
        return carrying
    here = noun
    for _ in range(_DEEP):
        token = c.token(here)
        above = c.token(token.head)
        if token.dep in {"dobj", "nsubj", "nsubjpass", "attr"} and above.pos in VERBAL:
            return token.head
        if token.dep == "conj" and above.pos in NOMINAL:
            here = token.head
        elif token.dep == "pobj" and c.words[here] in _DEEDS and c.words[token.head] in _MEANS:
            return _above_means(c, above.head)
        elif token.dep == "pobj" and c.words[token.head] in _OCCASIONS | {"of", "for"}:
            if c.token(above.head).pos in {"VERB", "AUX"}:
                return above.head if c.words[token.head] in _OCCASIONS else None
            if c.words[above.head] not in _COUNTING:
                return None
            here = above.head
        else:
            return None
    return None


def _carrying(c: Clauses, noun: int) -> int | None:
    """The verb of a relative clause that does nothing but carry ``noun``, its object."""
    for clause in c.children(noun, "relcl"):
        for verb in (clause, *c.children(clause, "xcomp")):
            told = c.relative_object(clause)
            if told is not None and told[0] == "object" and c.token(verb).lemma in _CARRYING:
                return verb
    return None


def _above_means(c: Clauses, index: int) -> int | None:
    """The verb of which something is the means; the parser may hang it by the verb's object: "took a step with"."""
    token = c.token(index)
    if token.pos in NOMINAL and token.dep == "dobj":
        index = token.head
    return index if c.token(index).pos in {"VERB", "AUX"} else None


def _supported(c: Clauses, noun: int, verb: int) -> Iterator[Phrase]:
    is_subject = c.token(noun).dep in {"nsubj", "nsubjpass"} and noun not in c.tree.ancestors(verb)
    subject = c.subject(verb)
    if subject is not None and not is_subject and not subject.passive:
        yield Phrase("subject", subject.noun, inherited=True)
    for child in c.children(verb, "agent"):
        if (complement := c.first(child, "pobj")) is not None:
            yield Phrase("subject", complement, inherited=True)
    for phrase in _prepositions(c, verb):
        if phrase.head != noun and phrase.marker != "of":
            yield phrase._replace(inherited=True)
    direct = c.first(verb, "dobj")
    if direct is not None and is_subject:
        yield Phrase("object", direct, inherited=True)


def _marker(c: Clauses, verb: int, subject: Subject) -> str:
    if not subject.passive:
        return "subject"
    given = any(_is_object(c, d) for d in c.children(verb, "dobj"))
    return "object2" if given else "object"  # "Kenya was given a loan", but "it was signed the next autumn"


def _is_object(c: Clauses, index: int) -> bool:
    """Whether what the parser takes for an object is one, and no relative pronoun or time ("signed the next day")."""
    return c.words[index] not in _RELATIVE and c.words[index] not in _TIMES


def _datives(c: Clauses, verb: int) -> Iterator[Phrase]:
    for child in c.children(verb, "dative"):
        complement = c.first(child, "pobj")
        yield Phrase("object2", child) if complement is None else Phrase(c.words[child], complement)
    for child in c.children(verb, "agent"):
        if (complement := c.first(child, "pobj")) is not None:
            yield Phrase("subject", complement)


def _prepositions(c: Clauses, index: int, label: str = "prep", *, nested: bool = False) -> Iterator[Phrase]:
    for preposition in c.children(index, label):
        marker, complement = c.words[preposition], c.first(preposition, "pobj")
        if complement is None and (inner := c.first(preposition, "prep")) is not None:
            marker, complement = f"{marker} {c.words[inner]}", c.first(inner, "pobj")  # "along with", "out of"
        if complement is not None:
            yield Phrase(marker, complement, nested=nested)


def _nested(c: Clauses, noun: int, deep: int) -> Iterator[Phrase]:
    """Phrases that hang by an object: parsers seldom know whether "to Kenya" belongs to the loan or to the lending."""
    for phrase in _prepositions(c, noun, nested=True):
        yield phrase
        if deep:
            yield from _nested(c, phrase.head, deep - 1)


def _joined_object(c: Clauses, verb: int) -> int | None:
    """In "designed and built the bridge" the object of the verb behind serves the one before."""
    for child in c.children(verb, "conj"):
        if c.token(child).pos == "VERB" and c.first(child, "nsubj", "nsubjpass") is None:
            between = c.text[c.token(verb).end : c.token(child).start]
            if len(between) <= len(" and jointly "):
                return c.first(child, "dobj")
    return None
