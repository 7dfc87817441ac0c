"""What one sentence tells of one work, and how it becomes a row."""

from __future__ import annotations

import re
from dataclasses import dataclass

from policyfacts.facts.context import Sentence, Story
from policyfacts.facts.sightings import Project, Sighting
from policyfacts.facts.workplaces import countries
from policyfacts.records import Fact, Slot, Span

# A sentence about the work of the one before opens like this, not with another name.
GOES_ON = re.compile(
    r"[“\"‘]?(?:It|Its|The|This|That|These|With|At|An?|In|On|Some|About|Over|More|When|Once|By|After|Before|Since|"
    r"Additionally|"
    r"Moreover|Also|Nearly|Almost|Total|Their|Engineering|Construction|Works?|Building|Ground|Trains?|Traffic|"
    r"First|Employment|"
    r"Further|Meanwhile|Up|Around|However|Although|EPC|Through|From|To|As|Today|Now|Originally|Initially|"
    r"Completed|Completion|Operations?|Rehabilitation|Units?|Phases?|Turbines?|Reactors?|Prime|President|Output|Capacity|Nameplate|Annual|Daily|Production|Jobs|Blocks?|Trains?|Of|Against|"
    r"(?i:two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|"
    r"nineteen|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety|one)(?:-\w+)?|[a-z\d])"
)
_NUMBER = r"(?:\d{1,2}|[IVX]{1,4}|one|two|three|four|five|six)"
_PHASE = re.compile(
    rf"\b(?P<phase>(?:[Pp]hase|[Ss]tage|[Uu]nit|[Ss]ection|[Ll]ot|[Tt]rain|[Bb]lock)\s{_NUMBER}\sof\s(?:the|an?))\s$|"
    r"\b(?P<ordinal>(?:first|second|third|fourth|fifth|sixth|seventh|final|last|further|next|northern|southern|eastern|western|"
    r"central|\d+(?:st|nd|rd|th))\s(?:phase|stage|section|stretch|extension|part|leg|lot|segment)\sof\s(?:the|an?))\s$"
)
# A part of the work of the sentence before, by itself: "The second stage, for which", "Unit 2 was".
_PART = re.compile(
    r"(?:The|Its)\s(?P<part>(?:first|second|third|fourth|fifth|final|last)\s(?:phase|stage|section|stretch|extension|leg|lot))\b"
)


@dataclass(frozen=True, slots=True, eq=False)
class Part:
    """What one sentence tells of one project: the project and its mention there (``None``: the sentences before it)."""

    project: Project
    sighting: Sighting | None
    sentence: Sentence
    story: Story

    def fact(self, rule: str, **slots: Slot) -> Fact:
        named = {"name": self._name()}
        if where := countries(self.project, self.story):
            named["countries"] = where
        return Fact("projects", {**named, **slots}, self.sentence.span, f"project/{rule}")

    def _name(self) -> Slot:
        """The project's name, with the phase or section of it that the sentence speaks of."""
        sighting, opening = self.sighting, self.sentence.start
        if sighting is None:
            part = _PART.match(self.sentence.text)
            if part is None:
                return Slot(self.project.name, self._proof())
            span = Span(opening + part.start("part"), opening + part.end("part"))
            return Slot(f"{part['part']} of the {self.project.name}", (span, *self._proof()))
        if sighting.form == "reference":
            return Slot(self.project.name, self._proof())
        phase = _PHASE.search(self.sentence.between(opening, sighting.span.start))
        if phase is None:
            return Slot(self.project.name, self._proof())
        group = "phase" if phase["phase"] else "ordinal"
        start = opening + phase.start(group)
        return Slot(f"{phase[group]} {self.project.name}", (Span(start, sighting.span.start), *self._proof()))

    def _proof(self) -> tuple[Span, ...]:
        own = self.project.spans[0]
        if self.sighting is None:
            return (own,)
        return tuple(dict.fromkeys((self.sighting.span, own)))
