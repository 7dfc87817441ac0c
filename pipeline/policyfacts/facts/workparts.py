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
_PHASE = re.compile(
    r"\b(?P<phase>(?:first|second|third|fourth|fifth|sixth|seventh|final|last|further|next|northern|southern|eastern|western|"
    r"central|\d+(?:st|nd|rd|th))\s(?:phase|stage|section|stretch|extension|part|leg|lot|segment)\sof\s(?:the|an?))\s$"
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
        sighting = self.sighting
        if sighting is None or sighting.form == "reference":
            return Slot(self.project.name, self._proof())
        phase = _PHASE.search(self.sentence.between(self.sentence.start, sighting.span.start))
        if phase is None:
            return Slot(self.project.name, self._proof())
        start = self.sentence.start + phase.start("phase")
        return Slot(f"{phase['phase']} {self.project.name}", (Span(start, sighting.span.start), *self._proof()))

    def _proof(self) -> tuple[Span, ...]:
        own = self.project.spans[0]
        if self.sighting is None:
            return (own,)
        return tuple(dict.fromkeys((self.sighting.span, own)))
