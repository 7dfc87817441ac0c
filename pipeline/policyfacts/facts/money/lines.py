"""A sentence as money sees it: its sums, the parties around them, named funds, dates, and its frames."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from functools import cached_property
from itertools import pairwise
from typing import Any

from policyfacts.facts.context import Sentence, Story
from policyfacts.facts.cues import clause
from policyfacts.facts.dates import Dated, dates_of
from policyfacts.facts.money.elisions import with_elided
from policyfacts.facts.money.groups import groups_in
from policyfacts.facts.parties import BOARD, Party, is_agency, parties, standing_in
from policyfacts.frames import Argument, Frame, Reading
from policyfacts.frames.lexicon import Sense, lexicon
from policyfacts.records import Mention, Span

# The words before a party that say how it is tied: a preposition, with what may stand between.
_MARKER = re.compile(
    r"(?:^|[\s(])(?P<marker>to|for|from|by|with|in|into|of|on|at|between|through|via|under|towards?|across|within|against|"
    r"among|throughout|inside|outside|near|over|than|like|unlike|as|per|despite|after|besides|including|off)"
    r"\s(?P<words>(?:(?:the|a|an|its|their|his|her|all|both|each|neighbou?ring)\s)?(?:(?!(?:since|when|while|until|because)\b)[a-z][\w’-]*\s){0,2}?"
    r"(?:(?:[Gg]overnments?|[Rr]epublics?|[Ss]tates?|[Kk]ingdoms?|people|peoples|authorities|board|directors|treasury|"
    r"[Mm]inistry|[Mm]inister|benefit|use|part|parts|whole|case|south|north|east|west|rest|most|region|side)"
    r"\s(?:of\s)?(?:the\s)?)?)$",
    re.IGNORECASE,
)
_SEAT = re.compile(r"\b(?P<marker>in|at|to|from|near|outside)\s(?:[A-ZÀ-Þ][\w’.-]*\s?){1,3},\s(?:the\s)?$")
_BODY_NOUN = re.compile(
    r"\s(?:[a-z-]+\s){0,2}(?:(?:vice|deputy|managing|executive|country)[- ])?"
    r"(?:director|representative|governor|chairman|government|treasury|ministry|minister|ministers|side|authorities|leadership|parliament|"
    r"president|premier|prime minister|administration|state|officials?|delegation|cabinet|embassy|ambassador|king|"
    r"leader|leaders|counterparts?|taxpayers?|agency|people|counterpart|lenders?|creditors?|donors?)\b",
    re.IGNORECASE,
)
_FRONT = re.compile(r"(?:\w+, )?(?:In|For|Across|Within|At|From|To|With|During)\s(?:the\s)?")
_COMMA = re.compile(r",\s(?:the\s)?")
_PLACED_BY = frozenset(
    {"in", "at", "near", "outside", "into", "through", "via", "inside", "over", "within", "across", "throughout"}
)
# Names of bodies by what they end in, or by capitals throughout.
_CAP = r"[A-Z][\w&’-]*"
_BODY_NAME = re.compile(
    rf"(?<![\w-])(?P<name>(?:(?!The\s){_CAP}\s(?:(?!and the\s)(?:of|for|and|de|the|&)\s)*){{1,6}}?"
    r"(?:Bank|Corps|Foundation|Agency|Compan(?:y|ies)|Group|Council(?! of (?:Ministers|State))|Initiative|Institute|"
    r"Corporation|Coalition|University|Authority|Trust|Holdings?|Capital|Partners|Energy|Power|Ltd|Limited|Inc|Plc|"
    r"Alliance|Association|Federation|Union|Committee|Network|Society|Consortium|Treasury|Ministry|Department|"
    r"Commission|Organi[sz]ation|Church|Appeal|Relief|International|Forces|Services?|Secretariat)"
    rf"(?:\s(?:of|for)\s(?:the\s)?{_CAP}(?:\s(?:(?:and|of)\s)?{_CAP})*)?|[A-Z][A-Z&]{{2,8}})(?![\w-])"
)
# "Zambia's creditors" are others than Zambia.
_CREDITORS = re.compile(r"[’']s?\s(?:[a-z-]+\s){0,2}(?:creditors?|lenders?|donors?|bondholders)\b")
# How a sum is tied to the noun that it modifies.
_MODIFYING = frozenset({"nmod", "compound", "amod", "nummod", "quantmod"})
_SMALL_FUND = re.compile(
    r"\b[Tt]he\s(?P<name>(?!(?:same|said|first|second|whole|new|other|latter|former)\s)"
    r"(?:(?!of|for|to|in|on|by|with|from|and the)[a-z-]+\s){1,4}?(?:fund|facility))\b(?!-)"
)
_OWN_FUND = re.compile(r"[’']s?\s")
_WORD = re.compile(r"[A-Za-zÀ-ÿ]+(?:[-’'][A-Za-zÀ-ÿ]+)*|[,;:.()]")
_STOPS = frozenset(",;:.()")
_PAIR = 2
# The first or the second of two named together, and no "first tranche".
_ONE_OF_TWO = re.compile(
    r"\b[Tt]he\s(?P<which>former|latter|first|second)\b(?:\sone)?(?=[’']s\s|[,;:.)]|\s(?:and|by|to|with|has|had|will|is|was|"
    r"would|of\swhich|in\s(?:19|20)\d\d|[a-z]+(?:ed|ing|s)\b)|$)"
)
_BE = frozenset("be is are was were been being get got".split())


def _sense_of(word: str, senses: frozenset[str], *, passive: bool) -> Sense | None:
    """The sense of money that a form has by itself, among ``senses``."""
    for verb in lexicon().verbs.get(word, ()):
        fits = verb.sense.family == "money" and verb.sense.name in senses and not verb.idiom
        if fits and (not passive or verb.form == "participle"):
            return verb.sense
    return None


def _nearest(words: str) -> re.Match[str] | None:
    """The preposition nearest to the end of ``words``; before "of" the one of the whole phrase ("to the people of")."""
    match = _MARKER.search(words)
    while match and (inner := _MARKER.search(words, match.end("marker"))) and inner["marker"].lower() != "of":
        match = inner
    return match


@dataclass(eq=False)
class Line:
    """A sentence with what a flow of money is made of. Offsets are the paper's."""

    sentence: Sentence
    story: Story
    core: Mention | None = None  # what stands for the sum where money is told without one
    known: dict[tuple[str, int], Any] = field(default_factory=dict, repr=False)
    """What was found about its sums by functions that are ``asked_once``."""

    @cached_property
    def sums(self) -> tuple[Mention, ...]:
        return (self.core,) if self.core else with_elided(self.sentence)

    def about(self, span: Span) -> Line:
        """The same sentence read around the instrument at ``span``, as if that were its sum."""
        words = self.between(*span)
        return Line(self.sentence, self.story, Mention("amount", span.start, span.end, words, words))

    @cached_property
    def held(self) -> tuple[Span, ...]:
        """Where organisations are named, by their names or as "the Fund"."""
        return tuple(m.span for p in self.parties for m in p.members if m.label == "organisation")

    @cached_property
    def parties(self) -> tuple[Party, ...]:
        """Whoever may give or receive, in order: named, standing for a state, or called by their number."""
        found = [part for party in parties(self.sentence, self.story) for part in self._unlisted(party)]
        for more in (
            standing_in(self.sentence),
            tuple(self._capitals()),
            tuple(groups_in(self.sentence)),
            tuple(self._told_apart()),
        ):
            taken = [Span(p.start, p.end) for p in found]
            found += [p for p in more if not any(p.start < s.end and s.start < p.end for s in taken)]
        return tuple(sorted(found, key=lambda party: party.start))

    @cached_property
    def names(self) -> tuple[Mention, ...]:
        """The named instruments, without those that are organisations first (a UN fund is an agency)."""
        agencies = [m for m in self.sentence.of("organisation") if is_agency(m)]
        named = self.sentence.of("fund", "programme")
        return tuple(m for m in named if not any(a.start < m.end and m.start < a.end for a in agencies))

    @cached_property
    def funds(self) -> tuple[Mention, ...]:
        """The named funds, and those that have no capitals: "the loss and damage fund"."""
        named = [m for m in self.names if m.label == "fund"]
        for match in _SMALL_FUND.finditer(self.sentence.text):
            start, end = (self.sentence.start + match.start("name"), self.sentence.start + match.end("name"))
            if not any(m.start < end and start < m.end for m in named):
                named.append(Mention("fund", start, end, match["name"], match["name"]))
        return tuple(sorted(named, key=lambda m: m.start))

    @cached_property
    def dates(self) -> tuple[Dated, ...]:
        return tuple(dates_of(self.sentence, self.story))

    @cached_property
    def reading(self) -> Reading | None:
        return self.story.reading(self.sentence)

    @cached_property
    def frames(self) -> tuple[Frame, ...]:
        """The frames of money, in order."""
        return tuple(f for f in self.reading.frames if f.family == "money") if self.reading else ()

    def zone(self, index: int) -> Span:
        """The stretch of the sentence that is nearer to sum number ``index`` than to the next: up to its neighbours."""
        start = self.sums[index - 1].end if index else self.sentence.start
        end = self.sums[index + 1].start if index + 1 < len(self.sums) else self.sentence.end
        return Span(start, end)

    def clause(self, index: int) -> Span:
        return clause(self.sentence, self.sums[index].start, self.sums[index].end)

    def between(self, start: int, end: int) -> str:
        return self.sentence.between(start, end)

    def marker(self, party: Party) -> str:
        """The preposition before ``party``; empty where it stands free."""
        return self.marked(party.start)

    def marked(self, start: int) -> str:
        words = self.between(max(self.sentence.start, start - 70), start)
        if seat := _SEAT.search(words):  # "on a visit to Lima, Peru"
            return seat["marker"].lower()
        match = _nearest(words)
        if match is None or match["words"].lower().startswith("way of"):  # "by way of Nairobi" is no doing of theirs
            return "via" if match else ""
        opened = start - len(match["words"])  # "In FY2024 Kenya received": the date is in, and Kenya is free
        return "" if any(opened <= d.start < start for d in self.sentence.of("date")) else match["marker"].lower()

    def verb_near(self, index: int, senses: frozenset[str]) -> tuple[Sense, Span] | None:
        """The verb of one of ``senses`` right before the sum, or passive behind it, by its form alone.

        For sentences without a tree, or whose tree loses the sum: "Oman pledged a further $5 million".
        """
        core = self.sums[index]
        low = max(self.clause(index).start, self.zone(index).start)
        before = [(m.start(), m.end(), m[0].lower()) for m in _WORD.finditer(self.between(low, core.start))]
        for start, end, word in reversed(before[-8:]):
            if word in _STOPS:
                break
            if sense := _sense_of(word, senses, passive=False):
                return sense, Span(low + start, low + end)
        behind = [(m.start(), m.end(), m[0].lower()) for m in _WORD.finditer(self.between(core.end, core.end + 60))][:5]
        for number, (start, end, word) in enumerate(behind):
            if any(w in _BE for _, _, w in behind[:number]) and (sense := _sense_of(word, senses, passive=True)):
                return sense, Span(core.end + start, core.end + end)
        return None

    def modified(self, index: int) -> Span | None:
        """The noun that the sum number ``index`` modifies: "an €8 million trade and market access project"."""
        if self.reading is None:
            return None
        core, base, tree = self.sums[index], self.sentence.start, self.reading.clauses.tree
        here = tree.head_of(core.start - base, core.end - base)
        for _ in range(3):
            if here is None or tree.tokens[here].dep not in _MODIFYING:
                break
            here = tree.tokens[here].head
            token = tree.tokens[here]
            is_head = token.pos in {"NOUN", "PROPN"} and token.dep not in _MODIFYING
            if is_head and base + token.start >= core.end:
                return Span(base + token.start, base + token.end)
        return None

    def acts_by(self, party: Party) -> bool:
        """Whether a state's adjective stands before a body of its own: "the Kenyan treasury", "Chinese lenders"."""
        behind = self.between(party.end, self.sentence.end)
        return _BODY_NOUN.match(behind) is not None and not self.owes(party)

    def owes(self, party: Party) -> bool:
        """Whether a party only owns those who lend to it: "Zambia's creditors"."""
        return _CREDITORS.match(self.between(party.end, self.sentence.end)) is not None

    @cached_property
    def fund_parties(self) -> tuple[Party, ...]:
        """The named funds, each as one who may give or get: by its full name, where that has a capital.

        "Togo’s Water Fund" is Togo's own.
        """
        named = ((m, self.story.long_forms.get(str(m.value), str(m.value))) for m in self.funds)
        return tuple(Party((m,), (name,)) for m, name in named if name[:1].isupper() and not _OWN_FUND.search(name))

    def fund_at(self, argument: Argument) -> Party | None:
        """The named fund that a phrase is, as one who gives or gets: "the Green Climate Fund has approved a grant"."""
        return next((p for p in self.fund_parties if p.start <= argument.head < p.end), None)

    def party_of(self, argument: Argument) -> tuple[Party, int] | None:
        """The party that a phrase names and how plainly: 0 it is one, 1 by a body of its own, 2 it only lies in it."""
        inside = [
            p for p in self.parties if argument.start <= p.start < argument.end or p.start <= argument.head < p.end
        ]
        for party in inside:
            if party.start <= argument.head < party.end:
                return party, 0
        for party in inside:
            joint = self.between(argument.head, party.start)
            if party.start < argument.head and (
                self.acts_by(party) or "’s" not in self.between(party.end, argument.head)
            ):
                return party, 1 if self.acts_by(party) else 2
            board = BOARD.match(self.between(argument.head, party.end))
            if board and board.end() == len(joint):
                return party, 0
            if re.fullmatch(r"\S+\s(?:of|for)\s(?:the\s)?(?:[\w-]+\s)?", joint) and _BODY_NOUN.match(" " + joint):
                return party, 1
        if unlisted := self._unlisted_body(argument):
            return unlisted, 0
        return (inside[0], 2) if inside else None

    def _unlisted_body(self, argument: Argument) -> Party | None:
        """A body that no list names, where the phrase is its name: "Mercy Corps", "the Ziraat Bank", "ADQ"."""
        for match in _BODY_NAME.finditer(self.between(argument.start, argument.end)):
            span = Span(argument.start + match.start("name"), argument.start + match.end("name"))
            if not span.start <= argument.head < span.end or any(
                m.start < span.end and span.start < m.end for m in self.names
            ):
                continue
            if any(span.start < m.end and m.start < span.end for m in self.sentence.of("date", "amount", "capital")):
                continue
            return Party(
                (Mention("organisation", span.start, span.end, match["name"], match["name"]),), (match["name"],)
            )
        return None

    def _unlisted(self, party: Party) -> Iterator[Party]:
        """Members apart that only a comma joins ("In Burma, the United States"), or that follow a fronted place."""
        members = list(zip(party.members, party.values, strict=True))
        joints = [self.between(a.end, b.start) for a, b in pairwise(party.members)]
        fronted = (
            bool(joints)
            and joints[0].startswith(",")
            and _FRONT.fullmatch(self.between(self.sentence.start, party.start))
        )
        if fronted:
            yield Party(party.members[:1], party.values[:1])
            members, joints = members[1:], joints[1:]
        if joints and all(_COMMA.fullmatch(joint) for joint in joints):
            yield from (Party((m,), (v,)) for m, v in members)
        else:
            yield Party(tuple(m for m, _ in members), tuple(v for _, v in members))

    def _capitals(self) -> Iterator[Party]:
        """Capitals that stand for their states, and not for where something took place."""
        for mention in self.sentence.of("capital"):
            if self.marked(mention.start) not in _PLACED_BY:
                named = Mention("country", mention.start, mention.end, mention.text, str(mention.value))
                yield Party((named,), (str(mention.value),))

    def _told_apart(self) -> Iterator[Party]:
        """ "The former", "the second": one of the two whom the sentence, or the one before it, has named together."""
        for match in _ONE_OF_TWO.finditer(self.sentence.text):
            at = self.sentence.start + match.start()
            pair = self._pair_before(at)
            if pair is not None:
                number = 0 if match["which"] in {"former", "first"} else 1
                member = replace(pair.members[number], start=at, end=self.sentence.start + match.end())
                yield Party((member,), (pair.values[number],))

    def _pair_before(self, at: int) -> Party | None:
        """The two who stand joined before ``at``; else the only two whom the sentence names before it."""
        earlier = next((s for s in self.story.before(self.sentence, reach=1)), None)
        near = [self.sentence, *([earlier] if earlier and earlier.passage is self.sentence.passage else [])]
        for sentence in near:
            found = [p for p in parties(sentence, self.story) if p.end <= at]
            joined = [p for p in found if len(p.values) == _PAIR]
            if joined:
                return joined[-1]
            values = {p.values: p for p in found if len(p.values) == 1}
            if len(values) == _PAIR:
                one, other = values.values()
                return Party((*one.members, *other.members), (*one.values, *other.values))
        return None
