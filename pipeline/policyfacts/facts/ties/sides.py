"""The two sides of a tie, by what its title takes and by what governs it.

The phrases around a title are asked from the inside out: its own ("with Peru", "Peru's", "that bind them"), those of
the verb that it hangs by, those of the verbs above that. The first that names states gives one side, or both; the next
the other.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from policyfacts.facts.actors import Actor, casts_in
from policyfacts.facts.context import Sentence, Story
from policyfacts.facts.sides import side
from policyfacts.facts.ties.states import acting, is_state, run, singles, states_in
from policyfacts.facts.ties.titles import Title, part_of, rooted
from policyfacts.frames import Argument, Reading
from policyfacts.frames.clauses import PASSIVE_SUBJECTS, SUBJECTS
from policyfacts.frames.lexicon import lexicon
from policyfacts.frames.phrases import VERBAL
from policyfacts.records import Span

_LINK = re.compile(
    r"[”’\"')\s]*(?:(?!(?:with|between|of|to)\s)(?-i:[a-z])[\w-]*\s){0,4}?"
    r"(?P<how>with|between|of|link(?:ing|s|ed)|b(?:inding|inds|ound)|unit(?:ing|es|ed)|join(?:ing|s|ed)|t(?:ies|ying|ied)|among|to|"
    r"(?:reserved|kept)\sfor)\s"
    r"(?:both\s)?(?:the\s)?"
    r"(?:(?:governments?|republic|kingdom)\sof\s(?:the\s)?)?",
    re.IGNORECASE,
)
_LIST = re.compile(
    r"[”’\"')]*(?:\s\([^)]*\))?(?::|\s[–—-]|,?\s(?:namely|including|such as)|\sincluded?|"
    r"(?:\sin\s[\w\s]+)?\s(?:are|is|were)(?:\sas\sfollows)?:?)"
    r"\s(?:\w+,\s)?(?:the\s)?"
)
_OWNED = re.compile(r"(?:[’']s?\s[“‘\"']?(?:[\w-]+\s){0,2}|\s\(?)[“‘\"']?", re.IGNORECASE)
# "..., and Japan its extensive strategic partner", "... and Oman one": the verb is that of the clause before.
_GAPPED = re.compile(r"\s(?:(?:its|their|his|her|an?)\s)?[“‘\"']?")
_JOINED = re.compile(r"(?:,|;|\band)\s(?:and\s)?(?:the\s)?$")
# "As a strategic partner of Japan, Peru ...", "As strategic partners, we, the ministers of Peru and Chile, ...".
_AS = re.compile(r"As\s(?:an?\s|the\s|its\s|two\s|each other[’']s\s)?(?:[\w-]+\s){0,2}[“‘\"']?")
_DOERS = re.compile(
    r"[^,;:]{0,60},\s(?:we,\s)?(?:both\s)?(?:the\s)?(?:(?:governments?|republic)\sof\s(?:the\s)?)?", re.IGNORECASE
)
_ENUMERATED = re.compile(r"(?::|,\s(?:namely|viz\.|i\.e\.)|\((?:namely|viz\.))\s(?:the\s)?$")
_COUNTED = re.compile(
    r"\b(?:two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|several|many|other|more)\b[^,:;]*$", re.IGNORECASE
)
# What a title's verb takes, and in which order it is asked; anything else tells where, when or how.
_ASKED = (
    "with",
    "between",
    "along with",
    "together with",
    "of",
    "object",
    "object2",
    "to",
    "by",
    "subject",
    "poss",
    "modifier",
)
_MUTUAL = frozenset({"between", "subject", "by", "object", "list", "of", "poss", "modifier"})
# What a noun for a relation takes: "its ties with Peru", "relations between Peru and Chile".
_OF_NOUN = ("with", "between", "of", "to", "poss", "modifier")
_EQUAL = frozenset({"be", "become", "remain"})
_ITS = re.compile(r"\b(?:its|his|her)\s")
_IT = frozenset({"it", "its", "itself"})
_DEEP = 2
_TWO = 2
_UP = 6  # verbs and nouns above a title that are asked


class Group(NamedTuple):
    """Parties that one phrase names. ``how`` is the phrase's marker, ``tier`` how far out it stands from the title."""

    actors: tuple[Actor, ...]
    how: str
    tier: int


def groups(sentence: Sentence, story: Story, title: Title, *, far: bool = False) -> Iterator[Group]:
    """The phrases around ``title`` that name states, from the inside out.

    ``far``: also those on the far side of another title.
    """
    own = list(_own(sentence, story, title))
    if doers := _doers(sentence, story, title):
        comma = doers.actors[0].start
        yield from (g._replace(actors=tuple(a for a in g.actors if a.start < comma)) for g in own)
        yield doers
        return
    yield from own
    if not any(g.how == "list" for g in own):
        yield from _enumerated(sentence, story, own)
    if title.stands_in and any(g.how in {"with", "gap"} for g in own):
        return  # "that with Peru": the other side is that of the title before
    root = rooted(sentence, story, title)
    if root is None:
        return
    reading, head = root
    part = part_of(sentence, title.start)
    walk = _Walk(sentence, story, reading, title, frozenset(a.values[0] for g in own for a in g.actors))
    tier = 1
    below = reading.clauses.children(head, "acl", "relcl")
    for index in (*below, head, *_above(reading, head)):
        for group in walk.taken(index, tier):
            actors = tuple(
                a
                for a in group.actors
                if _of_part(sentence, part, a) and (far or not _beyond(sentence, title, a, group))
            )
            if group.how == "subject" and any(a.start < title.start for a in actors):
                actors = tuple(a for a in actors if a.start < title.start)
            yield group._replace(actors=actors)
        tier += reading.clauses.token(index).pos in VERBAL


def _doers(sentence: Sentence, story: Story, title: Title) -> Group | None:
    """Those who do something as what the title that opens the sentence calls them."""
    if not _AS.fullmatch(sentence.between(sentence.start, _owner_start(sentence, story, title))):
        return None
    states = states_in(sentence, story)
    for actor in (a for a in states if a.start >= title.end):
        if _DOERS.fullmatch(sentence.between(title.end, actor.start)):
            return Group(singles(run(sentence, states, actor)), "subject", 0)
    return None


def _owner_start(sentence: Sentence, story: Story, title: Title) -> int:
    """Where the phrase of a title begins: with the state that owns it, or with itself."""
    before = [a for a in states_in(sentence, story) if a.end <= title.start]
    owned = before and _OWNED.fullmatch(sentence.between(before[-1].end, title.start))
    return before[-1].start if owned else title.start


def _of_part(sentence: Sentence, part: Span, actor: Actor) -> bool:
    """Whether ``actor`` is not told in another part of the sentence, which has a title and sides of its own."""
    return part.start <= actor.start < part.end or not sentence.start <= actor.start < sentence.end


def _enumerated(sentence: Sentence, story: Story, own: Sequence[Group]) -> Iterator[Group]:
    """Those whom a sentence counts first and names then: "three states hold the rank: Peru, Chile and Fiji"."""
    states = states_in(sentence, story)
    known = {a.values for g in own for a in g.actors}
    for actor in states:
        opened = _ENUMERATED.search(sentence.between(sentence.start, actor.start))
        if opened and _COUNTED.search(sentence.text[: opened.start()]):
            found = singles(a for a in run(sentence, states, actor) if a.values not in known)
            if len(found) > 1:
                yield Group(found, "list", 0)
                return


def _above(reading: Reading, head: int) -> list[int]:
    """The words above a title of which the phrases may name its sides: those of its clause and of what governs it."""
    c = reading.clauses
    found: list[int] = []
    here = head
    for index in c.tree.ancestors(head):
        dep, pos = c.token(here).dep, c.token(here).pos
        if dep in {"relcl", "parataxis"} or (
            dep in {"conj", "advcl"} and pos in VERBAL and c.first(here, *SUBJECTS, *PASSIVE_SUBJECTS) is not None
        ):
            break
        found.append(index)
        here = index
    return found[:_UP]


def _beyond(sentence: Sentence, title: Title, actor: Actor, group: Group) -> bool:
    """Whether a phrase other than the doer's stands on the far side of another title, whose it is."""
    if group.how == "subject":
        return False
    low, high = sorted((title.start, actor.start))
    return any(low < m.start < high and m.start != title.start for m in sentence.of("level")) and group.how != "poss"


class _Walk(NamedTuple):
    """The tree around a title; ``known`` are the sides that its own phrase names."""

    sentence: Sentence
    story: Story
    reading: Reading
    title: Title
    known: frozenset[str]

    def taken(self, index: int, tier: int) -> Iterator[Group]:
        """The states in what the word at ``index`` takes, or in what its nouns take: "its ties with Peru"."""
        start = self.reading.offset + self.reading.clauses.token(index).start
        frames = [f for f in self.reading.frames if f.family == "relations" and f.start == start]
        own = {a.marker for f in frames for a in f.arguments if a.role == "side"} - set(_ASKED)
        yield from self._named(self.reading.taken(index), tier, (*_ASKED, *sorted(own)), _DEEP)

    def _named(self, taken: Sequence[Argument], tier: int, markers: Sequence[str], deep: int) -> Iterator[Group]:
        told = [a for a in taken if a.marker in markers and not self._of_title(a)]
        for argument in sorted(told, key=lambda a: (markers.index(a.marker), a.nested, a.start)):
            if found := self._states(argument):
                yield Group(singles(a for a in found if is_state(self.story, a)), argument.marker, tier)
            elif deep and self._is_relation(argument):
                token = self.reading.clauses.tree.at(argument.head - self.reading.offset)
                yield from self._named(self.reading.taken(token or 0), tier, _OF_NOUN, deep - 1)

    def _is_relation(self, argument: Argument) -> bool:
        """Whether the noun of a phrase is one for a relation or its title, of which the sides hang by it."""
        word = self.sentence.between(argument.head, argument.head_end).lower()
        return any(noun.sense.name == "relation" for noun in lexicon().nouns.get(word, ()))

    def _states(self, argument: Argument) -> tuple[Actor, ...]:
        for actor in states_in(self.sentence, self.story):
            if actor.sort == "capital" and actor.start == argument.head:
                return (actor,)
        if self.sentence.between(argument.head, argument.head_end).lower() in _IT:
            return self._it(argument)
        found = side(self.sentence, self.story, argument)
        others = _ITS.search(
            self.sentence.between(argument.start, argument.head)
        )  # "its two neighbours": whoever they are
        return () if others and any(a.sort == "collective" for a in found) else found

    def _it(self, argument: Argument) -> tuple[Actor, ...]:
        """Whom "it" stands for: who does what stands above, the party named last, or whom the sentence before names."""
        c, tree = self.reading.clauses, self.reading.clauses.tree
        at = tree.at(argument.head - self.reading.offset)
        verbs = [i for i in tree.ancestors(at) if c.token(i).pos in VERBAL] if at is not None else []
        for index in verbs:
            if index == verbs[0] and c.token(index).lemma in _EQUAL:
                continue
            subject = c.subject(index)
            here = self.reading.offset + c.token(subject.noun).start if subject else argument.start
            if here < argument.start:
                found = [a for a in states_in(self.sentence, self.story) if a.start <= here < a.end]
                if found and found[0].values[0] not in self.known:
                    return tuple(found)
        told = () if self._in_equation(at) else side(self.sentence, self.story, argument)
        if told and not self.known & {v for a in told for v in a.values}:
            return told
        named = {v for a in states_in(self.sentence, self.story) if a.start < argument.start for v in a.values}
        for earlier in self.story.before(self.sentence):
            free = [a for a in singles(acting(earlier, self.story, earlier.span)) if a.values[0] not in named]
            if free and earlier.passage is self.sentence.passage:
                return (free[0],)
        return ()

    def _in_equation(self, at: int | None) -> bool:
        """Whether the word stands in what something is said to be: "Peru is its partner" is of another than Peru."""
        c = self.reading.clauses
        way = [at, *c.tree.ancestors(at)] if at is not None else []
        verb = next((i for i in way if c.token(i).pos in VERBAL), None)
        subject = c.subject(verb) if verb is not None else None
        return verb is not None and c.token(verb).lemma in _EQUAL and subject is not None and subject.noun not in way

    def _of_title(self, argument: Argument) -> bool:
        return argument.start <= self.title.start < argument.end and argument.head >= self.title.start


def _own(sentence: Sentence, story: Story, title: Title) -> Iterator[Group]:
    """The parties right behind a title ("with Peru", ": Peru, Chile") and right before it ("Peru's", "Sino-Indian")."""
    states = states_in(sentence, story)
    for actor in (a for a in states if a.start >= title.end):
        between = sentence.between(title.end, actor.start)
        if match := _LINK.fullmatch(between):
            how = match["how"].lower()
            two = how == "between" or (title.of_relation and how not in {"with", "to"} and not how.endswith("for"))
            yield Group(singles(run(sentence, states, actor)), "between" if two else "to" if how == "to" else "with", 0)
            break
        if _LIST.fullmatch(between):
            yield Group(singles(run(sentence, states, actor)), "list", 0)
            break
    for actor in reversed([a for a in states if a.end <= title.start]):
        if _GAPPED.fullmatch(sentence.between(actor.end, title.start)) and _JOINED.search(
            sentence.between(sentence.start, actor.start)
        ):
            yield Group((actor,), "gap", 0)
            break
        if _OWNED.fullmatch(sentence.between(actor.end, title.start)):
            cast = next((c for c in casts_in(sentence, story) if c.start <= actor.start < c.end), None)
            yield Group(singles(a for a in cast.actors if is_state(story, a)) if cast else (actor,), "poss", 0)
            break


class Pair(NamedTuple):
    """The two sides of a tie, ``one`` told nearer to its title, and the rule that found them."""

    one: Actor
    other: Actor
    rule: str

    def shared(self, *, of_relation: bool) -> Actor | None:
        """The side that those who follow have too: whom the sentence left unsaid, or of whom one "is a partner"."""
        inner, _, outer = self.rule.partition("-")
        if outer in {"assumed", "shared", "following", "spoken-of"} or self.rule == "following":
            return self.other
        return self.one if inner in {"with", "of", "poss"} and not of_relation else None


def barred(sentence: Sentence, story: Story, title: Title) -> bool:
    """Whether the title is told of somebody named who is no state: "a strategic partnership with Acme of Peru"."""
    root = rooted(sentence, story, title)
    if root is None:
        return False
    reading, head = root
    states = states_in(sentence, story)
    for argument in reading.taken(head):
        token = reading.clauses.tree.at(argument.head - reading.offset)
        named = token is not None and reading.clauses.token(token).pos == "PROPN" and argument.start >= title.end
        if (
            named
            and argument.marker in {"with", "between"}
            and not any(a.start <= argument.head < a.end for a in states)
        ):
            return True
    return False


def told_pairs(found: Sequence[Group]) -> tuple[list[Pair], Group | None]:
    """The ties between the sides that ``found`` names; where it names one side only, none and that side."""
    first: Group | None = None
    for group in found:
        if not group.actors:
            continue
        if first is None:
            first = group
            if len(group.actors) == _TWO and group.how in {"between", "poss", "modifier"}:
                return [Pair(group.actors[0], group.actors[1], f"both-{group.how}")], first
            continue
        known = {a.values for a in first.actors}
        others = [a for a in group.actors if a.values not in known]
        if not others or (group.how == first.how and group.how in {"with", "of", "to"}):  # parallel, never opposite
            continue
        if len(first.actors) == _TWO and first.how in _MUTUAL and group.tier > first.tier:
            break
        rule = f"{first.how}-{group.how}"
        return [Pair(one, other, rule) for one in first.actors for other in others], first
    if first and len(first.actors) == _TWO and first.how in _MUTUAL:
        return [Pair(first.actors[0], first.actors[1], f"mutual-{first.how}")], first
    return [], first
