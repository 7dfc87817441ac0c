"""How the clause around a named meeting tells of it: the verb that says that it took place, its days, its places.

"The summit, over which Peru presided, unfolded in Lima from 3 to 5 May": day and place hang by the meeting's noun or by
the verb whose subject, object or occasion it is, whatever that verb.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from policyfacts.facts.context import Sentence, Story
from policyfacts.facts.dates import Dated
from policyfacts.facts.occasiondates import lasting
from policyfacts.facts.places import Place, places_in
from policyfacts.frames import Reading
from policyfacts.frames.clauses import Clauses
from policyfacts.records import Span

_VERBAL = frozenset({"VERB", "AUX"})
_OCCASION = frozenset({"at", "during", "on", "in", "after", "following", "before", "over"})
# "at the close of the summit", "on the margins of the summit": the summit's own.
_PARTS = frozenset(
    "close end opening margins margin sidelines sideline fringes edges conclusion start beginning eve course occasion "
    "framework midst day wake closing outset round".split()
)
_SUBJECTS = frozenset({"nsubj", "nsubjpass"})
_TIMELY = frozenset({"prep", "npadvmod", "advmod", "nmod", "pobj", "nummod", "pcomp", "appos", "conj"})
_THERE = frozenset({"in", "at"})
_SMALL = frozenset({"ADP", "SCONJ", "NUM"})
# What is done once to a series of meetings, or to the body that meets.
_FOUNDING = frozenset(
    "found establish institutionalise institutionalize institute create set launch initiate name".split()
)
_FOUNDED = _FOUNDING & {"found", "establish", "institutionalise", "institutionalize", "institute", "create"}
_HOLDING = frozenset(
    "hold host convene convoke open close conclude end begin start take unfold meet gather assemble attend stage "
    "complete finish inaugurate resume".split()
)
_STEPS = 6


@dataclass(frozen=True, slots=True)
class Setting:
    """The clause of a meeting: the meeting's noun and its verb (indices of tokens) with what the verb does to it.

    ``role`` is "subject", "object" or "at" (something else was done there), empty where no verb stands over it.
    """

    reading: Reading
    noun: int
    verb: int | None
    role: str

    @property
    def clauses(self) -> Clauses:
        return self.reading.clauses

    @property
    def words(self) -> Span | None:
        """Where the verb stands."""
        if self.verb is None:
            return None
        token = self.clauses.token(self.verb)
        return Span(self.reading.offset + token.start, self.reading.offset + token.end)

    @property
    def happened(self) -> bool:
        """Whether the verb tells of something that was done at the meeting."""
        if self.verb is None or self.role != "at" or self.clauses.negated(self.verb):
            return False
        return not self.clauses.mood(self.verb) and self.clauses.tense(self.verb) == "past"

    @property
    def founding(self) -> bool:
        """Whether the verb tells how the body came about that meets: "the Forum was founded in 2000"."""
        return (
            self.verb is not None
            and self.role in {"subject", "object"}
            and self.clauses.token(self.verb).lemma in _FOUNDED
        )

    @property
    def outlook(self) -> str:
        """ "held" where the verb says that the meeting took place, "planned" where it says that it will."""
        if self.verb is None or self.role == "at" or self.clauses.negated(self.verb):
            return ""
        if self.clauses.token(self.verb).lemma not in _HOLDING:
            return ""
        helpers = {self.clauses.words[i] for i in self.clauses.children(self.verb, "aux", "auxpass")}
        if helpers == {"be"}:
            return ""  # "asked that it be held"
        mood = self.clauses.mood(self.verb)
        if mood:
            return "planned" if mood == "planned" else ""
        return "held" if self.clauses.tense(self.verb) == "past" else ""


def setting_of(sentence: Sentence, story: Story, span: Span) -> Setting | None:
    """The setting of the meeting named at ``span``; ``None`` where the sentence has no tree."""
    reading = story.reading(sentence)
    if reading is None:
        return None
    c = reading.clauses
    noun = c.tree.head_of(span.start - reading.offset, span.end - reading.offset)
    if noun is None:
        return None
    here, role = noun, ""
    for _ in range(_STEPS):
        token = c.token(here)
        above = c.token(token.head)
        if token.dep in _SUBJECTS and above.pos in _VERBAL:
            return Setting(reading, noun, token.head, "object" if c.passive(token.head) else "subject")
        if token.dep == "dobj" and above.pos in _VERBAL:
            return Setting(reading, noun, token.head, role or "object")
        if token.dep != "pobj":
            break
        if c.words[token.head] in _OCCASION and c.token(above.head).pos in _VERBAL:
            return Setting(reading, noun, above.head, "at")
        if c.words[token.head] != "of" or c.words[above.head] not in _PARTS:
            break
        here = above.head
    return Setting(reading, noun, None, "")


def date_in(sentence: Sentence, setting: Setting, dates: Sequence[Dated]) -> Dated | None:
    """The first of ``dates`` that hangs by the meeting's noun, else by its verb; with all days of the meeting."""
    own = next(_hanging(setting, dates, setting.noun), None) or next(_hanging(setting, dates, setting.verb), None)
    whole = (lasting(sentence, dated, dates) for dated in dates) if own else ()
    return next((w for w in whole if own and w.start <= own.start and own.end <= w.end), own)


def places_of_setting(sentence: Sentence, setting: Setting) -> tuple[Place, ...]:
    """The places behind "in" or "at" that hang by the meeting's noun, its own clauses, else by its verb."""
    c, offset = setting.clauses, setting.reading.offset
    for over in (setting.noun, *_own_clauses(setting), setting.verb):
        for preposition in c.children(over, "prep") if over is not None else ():
            place = c.first(preposition, "pobj")
            if c.words[preposition] not in _THERE or place is None:
                continue
            start, end = c.phrase(place)
            if c.token(setting.noun).start in range(start, end):
                continue
            found = places_in(sentence, offset + start, offset + end, head=offset + c.token(place).start)
            if found:
                return tuple(found)
    return ()


def _hanging(setting: Setting, dates: Sequence[Dated], over: int | None) -> Iterator[Dated]:
    """Those of ``dates`` below ``over`` without a verb or another noun between; below the noun also in its clauses."""
    c, offset = setting.clauses, setting.reading.offset
    for dated in dates if over is not None else ():
        head = c.tree.head_of(dated.start - offset, dated.end - offset)
        if head is None:
            continue
        way = [head]
        for index in c.tree.ancestors(head):
            if index == over:
                if _direct(setting, way, dated):
                    yield dated
                break
            way.append(index)


def _direct(setting: Setting, way: Sequence[int], dated: Dated) -> bool:
    c, offset = setting.clauses, setting.reading.offset
    own = [i for i in way if not dated.start <= c.token(i).start + offset < dated.end]
    clauses = set(_own_clauses(setting))
    return all(i in clauses or (c.token(i).dep in _TIMELY and c.token(i).pos in _SMALL) for i in own)


def _own_clauses(setting: Setting) -> Iterator[int]:
    """The verbs of the clauses on the meeting itself: "which met in", "convened in", but not "founded in"."""
    c = setting.clauses
    for verb in c.children(setting.noun, "relcl", "acl"):
        if c.token(verb).lemma not in _FOUNDING:
            yield verb
