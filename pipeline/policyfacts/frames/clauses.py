"""A sentence's tree as clauses: who is the subject of a verb, what is its object, whatever the form.

Dependency labels are those of spaCy's English pipelines (ClearNLP style: nsubj, nsubjpass, dobj, dative, agent, prep,
pobj, acl, relcl, advcl, xcomp, conj ...), and two of our own: ``gap`` is one more object of a verb that is not said
again, ``gprep`` what such a verb takes besides it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

from policyfacts.frames.records import Mood, Tense
from policyfacts.frames.repairs import repaired
from policyfacts.language.syntax import Token, Tree

SUBJECTS = frozenset({"nsubj", "csubj"})
PASSIVE_SUBJECTS = frozenset({"nsubjpass", "csubjpass"})
_VERBAL = frozenset({"VERB", "AUX"})
# Verbs of which the plain form is that of the past too: papers tell what was done ("the ministers put their names to").
_SAME_IN_PAST = frozenset({"put", "set", "cut", "let", "hit", "shut", "split"})
_PARTS = frozenset("half third quarter most much part all some share portion majority bulk".split())
_RELATIVE = frozenset({"that", "which", "who", "whom", "whose"})
# Verbs that may have their subject from the verb above.
_DEPENDENT = frozenset({"xcomp", "conj", "advcl", "ccomp", "dep"})
# Clauses inside a phrase: what they name is not what the phrase names.
_CLAUSES = frozenset({"relcl", "acl", "advcl", "ccomp", "parataxis", "csubj", "mark", "gprep"})
# The object of these is the subject of the infinitive behind: "asked Egypt to build".
_OBJECT_CONTROL = frozenset(
    "allow ask authorize authorise call cause commission commit contract direct enable encourage expect force get help "
    "hire instruct invite lead let mandate oblige order permit persuade press require request see task tell urge "
    "want".split()
)
# What stands behind these is not done yet.
_AHEAD = frozenset(
    "agree aim anticipate aspire consider decide envisage envision expect hope intend look need offer plan pledge "
    "prepare promise propose resolve schedule seek set slate start suppose undertake vow want wish".split()
)
# "is to sign", "was invited to sign".
_BIDDING = frozenset("be invite instruct ask request mandate urge task call require oblige beseech".split())
# What stands behind these was not done.
_UNDONE = frozenset("fail refuse decline neglect omit cease".split())
# Their participle is their base form.
_UNCHANGED = frozenset({"set", "put", "cut", "let", "read"})
_POSSIBLE = frozenset({"would", "could", "may", "might", "should", "can"})
_WILL = frozenset({"will", "shall", "’ll", "'ll", "won"})
# "Convention No. 190" denies nothing.
_NUMBERED = re.compile(r"No\.?\s?\d")
_CONDITIONS = frozenset({"if", "unless", "whether", "should", "lest"})


class Subject(NamedTuple):
    """The subject of a verb as it is written: its noun's index, whether the verb is passive for it, and whether it is
    taken over from another clause."""

    noun: int
    passive: bool
    inherited: bool = False


@dataclass(frozen=True, slots=True)
class Clauses:
    """A tree with its words and the way from each to those below it. Indices are of tokens."""

    text: str
    tree: Tree
    words: tuple[str, ...]
    below: tuple[tuple[int, ...], ...] = field(repr=False)
    _subjects: dict[int, Subject | None] = field(default_factory=dict, repr=False, compare=False)

    @classmethod
    def of(cls, text: str, tree: Tree) -> Clauses:
        words = tuple(text[token.start : token.end].lower() for token in tree.tokens)
        tree = repaired(tree, words)
        below: list[list[int]] = [[] for _ in tree.tokens]
        for index, token in enumerate(tree.tokens):
            if token.head != index:
                below[token.head].append(index)
        return cls(text, tree, words, tuple(map(tuple, below)))

    def token(self, index: int) -> Token:
        return self.tree.tokens[index]

    def children(self, index: int, *labels: str) -> Iterator[int]:
        """Those directly below ``index`` with one of ``labels``."""
        tokens = self.tree.tokens
        return iter([child for child in self.below[index] if tokens[child].dep in labels])

    def first(self, index: int, *labels: str) -> int | None:
        tokens = self.tree.tokens
        for child in self.below[index]:
            if tokens[child].dep in labels:
                return child
        return None

    def phrase(self, index: int) -> tuple[int, int]:
        """The range of characters of what hangs by ``index``, without the clauses in it."""
        tokens = self.tree.tokens
        inside, queue = [index], [index]
        while queue:
            for child in self.below[queue.pop()]:
                token = tokens[child]
                if token.dep in _CLAUSES or token.dep == "punct" or (token.dep == "conj" and token.pos in _VERBAL):
                    continue
                inside.append(child)
                queue.append(child)
        return tokens[min(inside)].start, tokens[max(inside)].end

    def extent(self, index: int) -> tuple[int, int]:
        """The range of characters of the clause of ``index``: what hangs by it, without the verbs joined to it."""
        tokens = self.tree.tokens
        joined = {
            c
            for c in self.below[index]
            if tokens[c].dep == "gap" or (tokens[c].dep == "conj" and tokens[c].pos in _VERBAL)
        }
        inside, queue = [index], [child for child in self.below[index] if child not in joined]
        while queue:
            here = queue.pop()
            inside.append(here)
            queue += self.below[here]
        return tokens[min(inside)].start, tokens[max(inside)].end

    def subject(self, verb: int) -> Subject | None:
        """The subject of ``verb``.

        Relative pronouns are taken for the noun that they stand for; a verb without a subject has that of the verb that
        it is joined to or controlled by, a participle the noun that it hangs by.
        """
        if verb not in self._subjects:
            self._subjects[verb] = self._subject(verb, frozenset())
        return self._subjects[verb]

    def _subject(self, verb: int, seen: frozenset[int]) -> Subject | None:
        token = self.token(verb)
        own = self.first(verb, *SUBJECTS, *PASSIVE_SUBJECTS)
        if own is not None:
            meant = self._meant(own, verb)
            return Subject(meant, self.passive(verb)) if meant is not None else None
        if verb in seen or token.head == verb:
            return None
        if token.dep in {"acl", "relcl"}:
            return Subject(token.head, self.passive(verb) or (token.dep == "acl" and self.is_participle(verb)))
        if token.dep == "amod":
            return Subject(token.head, not self.words[verb].endswith("ing"))
        return self._taken_over(verb, seen | {verb})

    def _taken_over(self, verb: int, seen: frozenset[int]) -> Subject | None:
        """The subject that ``verb`` has from the verb above it."""
        token, passive = self.token(verb), self.passive(verb)
        head, above = token.head, self.token(token.head)
        if token.dep == "xcomp" and above.lemma in _OBJECT_CONTROL:
            controlled = self.first(head, "dobj", "dative")
            if controlled is not None:
                return Subject(controlled, passive, inherited=True)
        if token.dep == "pcomp" and self.token(above.head).pos in _VERBAL:  # "credited with building"
            found = self._subject(above.head, seen)
        elif token.dep in _DEPENDENT and above.pos in _VERBAL | {"ADJ"}:
            found = self._subject(head, seen)
        else:
            return None
        if found is None:
            return None
        # "Received in Lima, the premier ..."
        passive = passive or (token.dep == "advcl" and not self._active(verb) and self.first(verb, "mark") is None)
        joined = token.dep == "conj" and found.passive and not self._active(verb)
        return Subject(found.noun, passive or joined, inherited=True)

    def _active(self, verb: int) -> bool:
        """Whether a verb joined to a passive one has an object or a helper of its own: "was signed and took effect"."""
        if any(True for _ in self.children(verb, "dobj", "aux")):
            return True
        return not self.is_participle(verb)

    def _meant(self, subject: int, verb: int) -> int | None:
        """The noun that a relative pronoun stands for; any other subject is meant itself."""
        if self.words[subject] not in _RELATIVE:
            return subject
        for index in (verb, *self.tree.ancestors(verb)):
            if self.token(index).dep == "relcl":
                return self.token(index).head
        return None

    def relative_object(self, verb: int) -> tuple[str, int] | None:
        """In "the bridge that Egypt built", "the pact under which it pays": the marker and the noun that is meant."""
        token = self.token(verb)
        if token.dep != "relcl" or not any(True for _ in self.children(verb, *SUBJECTS, *PASSIVE_SUBJECTS)):
            return None
        own = next(self.children(verb, *SUBJECTS, *PASSIVE_SUBJECTS))
        if self.words[own] in _RELATIVE:
            return None
        if preposition := self.piped(verb):
            return "object" if preposition == "of" and self._part(token.head, verb) else preposition, token.head
        if self.first(verb, "dobj") is None or self.words[self.first(verb, "dobj") or 0] in _RELATIVE:
            return "object", token.head
        return None

    def _part(self, head: int, verb: int) -> bool:
        """Whether a clause says what was done to a part: "$2 million of which Norway lent", "half of which it paid"."""
        counted = self.token(head).pos == "NUM" or self.words[head] in _PARTS
        return counted and self.words[head + 1] == "of" and self.first(verb, "dobj") is None

    def piped(self, verb: int) -> str:
        """The preposition before the relative pronoun of a clause: "the pact to which Peru subscribed"; else empty.

        A parser may tie it to the object: "to which both gave their consent".
        """
        for above in (verb, *self.children(verb, "dobj")):
            for preposition in self.children(above, "prep"):
                complement = self.first(preposition, "pobj")
                if complement is not None and preposition < verb and self.words[complement] in _RELATIVE:
                    return self.words[preposition]
        return ""

    def passive(self, verb: int) -> bool:
        return any(True for _ in self.children(verb, "auxpass", *PASSIVE_SUBJECTS))

    def joined_to_participle(self, verb: int) -> bool:
        """Whether a verb stands beside a participle that describes a noun: "a fund, planned and set up by banks"."""
        token = self.token(verb)
        if token.dep != "conj" or token.head == verb or self.token(token.head).dep != "acl":
            return False
        return self.is_participle(verb) and not any(True for _ in self.children(verb, "aux", "auxpass", *SUBJECTS))

    def is_participle(self, verb: int) -> bool:
        """Whether a verb's form may be a past participle."""
        word = self.words[verb]
        return (not word.endswith("ing") and word != self.token(verb).lemma) or word in {
            "set",
            "put",
            "cut",
            "let",
            "read",
        }

    def negated(self, verb: int) -> bool:
        below = [c for c in self.below[verb] if not _NUMBERED.match(self.text, self.token(c).start)]
        if any(self.token(c).dep == "neg" or self.words[c] in {"no", "neither", "never", "nor"} for c in below):
            return True
        if verb > 2 and self.words[verb - 1] == "-" and self.words[verb - 3] in {"not", "never"}:
            return True  # "never re-signed", which parsers take apart
        subject = self.first(verb, *SUBJECTS, *PASSIVE_SUBJECTS)
        if subject is not None and any(self.words[c] in {"no", "neither"} for c in self.below[subject]):
            return True
        token = self.token(verb)
        above = self.token(token.head)
        if token.dep == "xcomp" and above.lemma in _UNDONE:
            return True
        if token.dep == "xcomp" and above.lemma in _AHEAD | _OBJECT_CONTROL and token.head != verb:
            return any(True for _ in self.children(token.head, "neg"))
        return token.dep == "pcomp" and self.words[token.head] == "without"

    def mood(self, verb: int) -> Mood:
        """How surely a verb is told, by its helpers, its conjunction and the verbs that it hangs by."""
        helpers = {self.words[c] for c in self.children(verb, "aux", "auxpass")}
        if helpers & _POSSIBLE or any(self.words[c] in _CONDITIONS for c in self.children(verb, "mark", "aux")):
            return "possible"
        if helpers & _WILL:
            return "planned"
        token = self.token(verb)
        if token.head == verb:
            return ""
        if token.dep == "acl":
            return "planned" if "to" in helpers else ""
        above = self.token(token.head)
        if token.dep == "pcomp" and self.token(above.head).pos in _VERBAL:
            return self.mood(above.head)
        return self._mood_above(verb, helpers) if above.pos in _VERBAL else ""

    def _mood_above(self, verb: int, helpers: set[str]) -> Mood:
        """What a verb has of its mood from the verb above it."""
        token, above = self.token(verb), self.token(self.token(verb).head)
        if token.dep == "xcomp":
            ahead = above.lemma in _AHEAD - {"start"} or (above.lemma in _BIDDING and "to" in helpers)
            return "planned" if ahead else self.mood(token.head)
        if token.dep == "conj":
            own = any(True for _ in self.children(verb, *SUBJECTS, *PASSIVE_SUBJECTS, "aux"))
            return "" if own else self.mood(token.head)
        return "possible" if token.dep in {"ccomp", "advcl"} and self.mood(token.head) == "possible" else ""

    def tense(self, verb: int) -> Tense:
        """The tense of a verb, or of the verb that helps it or that it is joined to."""
        token = self.token(verb)
        helpers = [self.words[c] for c in self.children(verb, "aux", "auxpass")]
        if _WILL & set(helpers):
            return "future"
        if {"had", "was", "were", "did", "has", "have"} & set(helpers):
            return "past"
        if helpers and helpers[0] in {"is", "are", "am", "do", "does"}:
            return "present"
        if token.dep in {"conj", "xcomp", "advcl", "acl"} and "to" in helpers and token.head != verb:
            return "" if token.dep == "acl" else self.tense(token.head)
        word = self.words[verb]
        if word.endswith("ing"):
            return self.tense(token.head) if token.head != verb and self.token(token.head).pos in _VERBAL else ""
        if word in _SAME_IN_PAST:
            return "past"
        if word in {token.lemma, f"{token.lemma}s", f"{token.lemma}es"} or word.endswith("ies"):
            return "present"
        return "past"
