"""A sentence as money sees it: its sums, the parties around them, named funds, dates, and its frames."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from policyfacts.facts.context import Sentence, Story
from policyfacts.facts.cues import clause
from policyfacts.facts.dates import Dated, dates_of
from policyfacts.facts.parties import Party, is_agency, parties, standing_in
from policyfacts.frames import Argument, Frame, Reading, read
from policyfacts.records import Mention, Span

# Parties that have no name: "25 countries", "commercial banks", "official creditors".
_GROUP = re.compile(
    r"(?<![\w-])(?:(?:\d+|[Tt]wo|[Tt]hree|[Ff]our|[Ff]ive|[Ss]ix|[Ss]even|[Ee]ight|[Nn]ine|[Tt]en|[A-Z]?[a-z]+teen|[Tt]wenty|"
    r"[Ss]everal|other|many|most)\s(?:[\w’-]+\s){0,2}?(?:countries|states|nations|governments|donors|islands|economies|"
    r"republics|banks|lenders|creditors|partners|companies|firms|investors)"
    r"|(?:[Cc]ommercial|[Oo]fficial|[Bb]ilateral|[Ii]nternational|[Pp]rivate|[Ll]ocal|[Ff]oreign|[Mm]ultilateral|"
    r"[A-Z][a-z]+(?:ese|ish|ian|can|ean|ch))\s(?:[a-z-]+\s)?(?:banks|lenders|creditors|donors|companies|investors|firms|bondholders))\b"
)
# The words before a party that say how it is tied: a preposition, with what may stand between.
_MARKER = re.compile(
    r"(?:^|[\s(])(?P<marker>to|for|from|by|with|in|into|of|on|at|between|through|via|under|towards?|across|within|against|"
    r"among|throughout|inside|outside|near|over|than|like|unlike|as|per|despite|after|besides|including|off)"
    r"\s(?P<words>(?:(?:the|a|an|its|their|his|her|all|both|each|neighbou?ring)\s)?(?:[a-z][\w’-]*\s){0,2}?"
    r"(?:(?:[Gg]overnments?|[Rr]epublics?|[Ss]tates?|[Kk]ingdoms?|people|peoples|authorities|board|directors|treasury|"
    r"[Mm]inistry|[Mm]inister|benefit|use|part|parts|whole|case|south|north|east|west|rest|most|region|side)"
    r"\s(?:of\s)?(?:the\s)?)?)$",
    re.IGNORECASE,
)
_BODY_NOUN = re.compile(
    r"\s(?:[a-z-]+\s){0,2}(?:government|treasury|ministry|minister|ministers|side|authorities|leadership|parliament|president|premier|"
    r"prime minister|administration|companies|company|banks?|lenders?|firms?|creditors?|donors?|investors?|state|officials?|"
    r"delegation|cabinet|embassy|ambassador|king|leader|leaders|counterparts?|taxpayers?|agency|group|giant|builder|developer)\b"
)


@dataclass(eq=False)
class Line:
    """A sentence with what a flow of money is made of. Offsets are the paper's."""

    sentence: Sentence
    story: Story

    @cached_property
    def sums(self) -> tuple[Mention, ...]:
        return tuple(self.sentence.of("amount"))

    @cached_property
    def parties(self) -> tuple[Party, ...]:
        """Whoever may give or receive, in order: named, standing for a state, or called by their number."""
        found = parties(self.sentence, self.story)
        for more in (standing_in(self.sentence), tuple(self._groups())):
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
    def dates(self) -> tuple[Dated, ...]:
        return tuple(dates_of(self.sentence, self.story))

    @cached_property
    def reading(self) -> Reading | None:
        tree = self.story.tree(self.sentence)
        return read(self.sentence.text, tree, offset=self.sentence.start) if tree is not None else None

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
        match = _MARKER.search(self.between(max(self.sentence.start, start - 70), start))
        return match["marker"].lower() if match else ""

    def acts_by(self, party: Party) -> bool:
        """Whether a state's adjective stands before a body of its own: "the Kenyan treasury", "Chinese lenders"."""
        return _BODY_NOUN.match(self.between(party.end, self.sentence.end)) is not None

    def party_of(self, argument: Argument) -> tuple[Party, int] | None:
        """The party that a phrase names and how plainly: 0 it is one, 1 by a body of its own, 2 it only lies in it."""
        inside = [p for p in self.parties if argument.start <= p.start < argument.end or p.start <= argument.head < p.end]
        for party in inside:
            if party.start <= argument.head < party.end:
                return party, 0
        for party in inside:
            joint = self.between(argument.head, party.start)
            if party.start < argument.head and (self.acts_by(party) or "’s" not in self.between(party.end, argument.head)):
                return party, 1 if self.acts_by(party) else 2
            if re.fullmatch(r"\S+\s(?:of|for)\s(?:the\s)?(?:[\w-]+\s)?", joint) and _BODY_NOUN.match(" " + joint):
                return party, 1
        return (inside[0], 2) if inside else None

    def _groups(self) -> Iterator[Party]:
        for match in _GROUP.finditer(self.sentence.text):
            span = Span(self.sentence.start + match.start(), self.sentence.start + match.end())
            yield Party((Mention("group", span.start, span.end, match[0], match[0]),), (match[0],))
