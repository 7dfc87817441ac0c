"""The frames of a sentence, from its tree and the lexicon."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property

from policyfacts.frames.clauses import Clauses
from policyfacts.frames.lexicon import Lexicon, Sense, lexicon
from policyfacts.frames.phrases import NOMINAL, VERBAL, Phrase, of_gap, of_noun, of_verb, support
from policyfacts.frames.records import Argument, Form, Frame, Mood, Tense
from policyfacts.language.phrases import MONTHS
from policyfacts.language.syntax import Tree
from policyfacts.records import Span

# Between the words of an idiom others may stand: "broke new ground", "made some 2.5 million euros available".
_LOOSE = 6
# A preposition that stands no further from its verb is the verb's, whatever the parser makes of it.
_APART = 3


def read(text: str, tree: Tree, *, offset: int = 0) -> Reading:
    """The reading of a sentence: ``text`` as it was parsed, and where it starts in the text that offsets count in."""
    return Reading(Clauses.of(text, tree), offset, lexicon())


@dataclass(eq=False)
class Reading:
    """A sentence's frames, and which of them stands over any stretch of it."""

    clauses: Clauses
    offset: int
    words: Lexicon = field(repr=False)
    _phrases: dict[int, Span] = field(default_factory=dict, repr=False)
    _ways: dict[int, tuple[Form, Span, bool, Mood, Tense]] = field(default_factory=dict, repr=False)

    @cached_property
    def frames(self) -> tuple[Frame, ...]:
        """Every frame, by the place of its predicate; a word of several senses has one for each."""
        return tuple(frame for _, frame in self._told)

    def over(self, start: int, end: int) -> list[Frame]:
        """The frames whose predicate stands above ``[start, end)`` in the tree, nearest first."""
        head = self.clauses.tree.head_of(start - self.offset, end - self.offset)
        if head is None:
            return []
        way = {index: depth for depth, index in enumerate((head, *self.clauses.tree.ancestors(head)))}
        found = [(way[index], number) for number, (index, _) in enumerate(self._told) if index in way]
        return [self._told[number][1] for _, number in sorted(found)]

    def taken(self, index: int) -> tuple[Argument, ...]:
        """What the verb or noun at ``index`` takes, known to the lexicon or not, without what it has from others."""
        c = self.clauses
        return self._arguments(
            of_verb(c, index, index) if c.token(index).pos in VERBAL else of_noun(c, index, None), {}
        )

    @cached_property
    def _told(self) -> tuple[tuple[int, Frame], ...]:
        found: list[tuple[int, Frame]] = []
        for index, (word, token) in enumerate(zip(self.clauses.words, self.clauses.tree.tokens, strict=True)):
            pos = token.pos
            if pos in VERBAL and (verb := self._hyphened(index, word)) in self.words.verbs:
                told = tuple(self._of_verb(index, verb))
                found += ((index, frame) for frame in told)
                for noun in self.clauses.children(index, "gap"):
                    found += ((noun, self._gapped(frame, verb, index, noun)) for frame in told)
            if pos in NOMINAL and word in self.words.nouns:
                found += ((index, frame) for frame in self._of_noun(index, word))
        return tuple(found)

    @cached_property
    def _different(self) -> frozenset[str]:
        return frozenset(self.clauses.words)

    def _hyphened(self, index: int, word: str) -> str:
        """A verb with what a hyphen joins to it, where that is one of the lexicon: "rubber-stamped"."""
        if index < 2 or self.clauses.words[index - 1] != "-":
            return word
        whole = f"{self.clauses.words[index - 2]}-{word}"
        return whole if whole in self.words.verbs else word

    def _of_verb(self, index: int, word: str) -> Iterator[Frame]:
        verbs = self.words.verbs[word]
        if self.clauses.token(index).pos == "ADJ":  # "the proposed pact", but no "open question"
            verbs = tuple(verb for verb in verbs if verb.form in {"participle", "ing"})
        here = (verb for verb in verbs if self._different.issuperset(verb.idiom))
        meant = [
            (verb, end) for verb in here if (end := self._idiom(index, verb.idiom) or self._piped(index, verb.idiom))
        ]
        if not meant:
            return
        # An idiom says more than its verb alone, to each part of the lexicon: "broke ground" is no breaking.
        longest = {
            f: max(len(v.idiom) for v, _ in meant if v.sense.family == f) for f in {v.sense.family for v, _ in meant}
        }
        told: set[int] = set()
        for verb, end in meant:
            if len(verb.idiom) == longest[verb.sense.family] and id(verb.sense) not in told:
                told.add(id(verb.sense))
                yield self._verbal(index, verb.lemma, verb.sense, end)

    def _idiom(self, index: int, rest: tuple[str, ...]) -> int:
        """Where an idiom that begins at ``index`` ends (a token's index and one); 0 where its words do not follow."""
        here = index + 1
        intransitive = self.clauses.first(index, "dobj") is None
        if len(rest) == 1 and intransitive and rest[0] not in self.clauses.words[here : here + _LOOSE]:
            # "subscribed, without asking anybody, to the plan"
            far = (p for p in self.clauses.children(index, "prep") if self.clauses.words[p] == rest[0] and p > index)
            return next(far, -1) + 1
        for word in rest:
            behind = self.clauses.words[here : here + _LOOSE]
            if word not in behind:
                return 0
            here += behind.index(word) + 1
        if len(rest) == 1 and self._of_time(here - 1):
            return 0
        if len(rest) == 1 and here - index > _APART and self.clauses.token(here - 1).pos == "ADP":
            # "agreed in a memorandum on fisheries to" is no agreeing on.
            above = self.clauses.token(here - 1).head
            return here if above == index or self.clauses.token(above).pos not in NOMINAL else 0
        return here

    def _of_time(self, preposition: int) -> bool:
        """Whether a preposition only tells the day: "agreed in Lima on 3 May" is no agreeing on."""
        complement = self.clauses.first(preposition, "pobj")
        return complement is not None and (
            self.clauses.words[complement].isdigit() or self.clauses.words[complement].capitalize() in MONTHS
        )

    def _piped(self, index: int, rest: tuple[str, ...]) -> int:
        """Where an idiom ends whose preposition stands before its clause: "the pact to which Peru subscribed"."""
        token = self.clauses.token(index)
        if not rest or token.dep != "relcl" or self.clauses.piped(index) != rest[-1]:
            return 0
        return self._idiom(index, rest[:-1])

    def _verbal(self, index: int, lemma: str, sense: Sense, end: int) -> Frame:
        form, clause, negated, mood, tense = self._way(index)
        return Frame(
            sense.family,
            sense.name,
            sense.event,
            lemma,
            form,
            *self._span(index, end - 1),
            clause,
            self._arguments(of_verb(self.clauses, index, end - 1, own=self._own(index, lemma)), sense.roles),
            negated=negated,
            mood=mood,
            tense=tense,
        )

    def _gapped(self, frame: Frame, word: str, verb: int, noun: int) -> Frame:
        known = ((v.sense.family, v.sense.name, v.sense.roles) for v in self.words.verbs[word])
        roles = next(roles for family, sense, roles in known if (family, sense) == (frame.family, frame.sense))
        phrases = of_gap(self.clauses, verb, noun)
        start, end = self._span(noun, noun)
        told = replace(frame, start=start, end=end, clause=self._clause(noun), verb=frame.span)
        return replace(told, arguments=self._arguments(phrases, roles))

    def _way(self, index: int) -> tuple[Form, Span, bool, Mood, Tense]:
        """How a verb is told, the same in all its senses: its form, its clause, whether it is denied, mood, tense."""
        found = self._ways.get(index)
        if found is None:
            c = self.clauses
            ways = self._form(index), self._clause(index), c.negated(index), c.mood(index), c.tense(index)
            found = self._ways[index] = ways
        return found

    def _own(self, index: int, lemma: str) -> str:
        """The preposition of an idiom that stands before its clause; empty where none does."""
        piped, (_, *rest) = self.clauses.piped(index), lemma.split()
        return piped if rest and rest[-1] == piped and not self._idiom(index, tuple(rest)) else ""

    def _form(self, index: int) -> Form:
        c, token = self.clauses, self.clauses.token(index)
        if token.dep == "relcl":
            return "relative"
        if token.dep in {"acl", "amod"} or c.joined_to_participle(index):
            return "participle"
        subject = c.subject(index)
        return "passive" if c.passive(index) or (subject is not None and subject.passive) else "active"

    def _of_noun(self, index: int, word: str) -> Iterator[Frame]:
        c, verb = self.clauses, support(self.clauses, index)
        for noun in self.words.nouns[word]:
            yield Frame(
                noun.sense.family,
                noun.sense.name,
                noun.sense.event,
                noun.lemma,
                "nominal",
                *self._span(index, index),
                self._phrase(index) if verb is None else self._clause(verb),
                self._arguments(of_noun(c, index, verb), noun.sense.noun_roles),
                negated=verb is not None and c.negated(verb),
                mood="" if verb is None else c.mood(verb),
                tense="" if verb is None else c.tense(verb),
                support="" if verb is None else c.token(verb).lemma,
                verb=None if verb is None else self._span(verb, verb),
            )

    def _arguments(self, phrases: Iterable[Phrase], roles: Mapping[str, str]) -> tuple[Argument, ...]:
        found: dict[tuple[str, int], Argument] = {}
        for phrase in phrases:
            key = phrase.marker, phrase.head
            if key not in found:
                head = self._span(phrase.head, phrase.head)
                found[key] = Argument(
                    roles.get(phrase.marker, ""),
                    phrase.marker,
                    *self._phrase(phrase.head),
                    head.start,
                    phrase.inherited,
                    phrase.nested,
                    head.end,
                )
        return tuple(sorted(found.values(), key=lambda a: (a.nested, a.start, a.end)))

    def _span(self, first: int, last: int) -> Span:
        return Span(self.offset + self.clauses.token(first).start, self.offset + self.clauses.token(last).end)

    def _phrase(self, index: int) -> Span:
        found = self._phrases.get(index)
        if found is None:
            start, end = self.clauses.phrase(index)
            found = self._phrases[index] = Span(self.offset + start, self.offset + end)
        return found

    def _clause(self, index: int) -> Span:
        start, end = self.clauses.extent(index)
        return Span(self.offset + start, self.offset + end)
