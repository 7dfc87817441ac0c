"""Which project is meant: every mention of a work in a paper, tied to the project that it speaks of.

"The railway", "the line", "its", "it" and "construction" are tied to the nearest earlier project of a fitting kind
within the section, headings included.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from policyfacts.facts.context import Sentence, Story
from policyfacts.facts.nounless import find_nounless, likened
from policyfacts.facts.sameworks import own_words, referred, same
from policyfacts.facts.sightings import Project, Sighting
from policyfacts.facts.workcalls import bare_calls, bare_name, named_in_tables
from policyfacts.facts.worklikes import Nounless
from policyfacts.facts.worknames import (
    LEADS_ON,
    called_again,
    is_foreign,
    own_name,
    placed_name,
    short_form,
    titled,
    without_meeting_place,
)
from policyfacts.facts.workneighbours import distinct, listed, named_behind, says_what
from policyfacts.facts.workpronouns import pronouns, taken_up
from policyfacts.facts.worksubjects import is_subject
from policyfacts.language.projectnames import REFER, Work, find_works
from policyfacts.records import Span

_FIELD = re.compile(r"[A-Z][A-Za-z /()]{2,40}:\s")
_REACH = 12  # sentences
_TOPIC_REACH = 3
_NAMED_SOON = 250  # characters
# A line of credit told of before the sentence makes "nine earlier lines" no works.
_OF_CREDIT = re.compile(r"\b(?:lines?\sof\scredit|credit\slines?|swap\slines?)\b", re.IGNORECASE)
# Such a sentence goes on about the work before it without naming it.
_ELLIPTIC = re.compile(r"(?:\w+ )?(?:[Cc]onstruction|[Ww]orks?|[Bb]uilding|[Gg]round|[Rr]ehabilitation)\b")
_PURPOSE = re.compile(
    r"\b(?:purpose|aim|objective|goal|scope)s?\s(?:of\s(?:the|this)\s(?:\w+\s)?(?:project|loan|scheme|"
    r"grant)\s)?(?:is|was|were|are)\b"
    r"|\b(?:[Tt]he|[Tt]his)\s(?:\w+\s){0,3}(?:project|scheme)\s(?:\w+ly\s)?(?:involve[sd]?|consist(?:s|ed)\sof|"
    r"compris(?:es|ed)|cover(?:s|ed)|includ(?:es|ed)|entail(?:s|ed)|will\s(?:have|involve|include|consist\sof|comprise)|(?:is|was)\sto\s\w+|"
    r"(?:is|was)\s(?:designed|meant|intended|expected)\sto)\b"
)
_THE = re.compile(r"\b[Tt]he\s$")
_ALIAS = re.compile(r"\s?\((?:formerly|also|known|or|the former|previously|once)\b[^()⟨]{0,30}$", re.IGNORECASE)


class Works:
    """The projects of a paper and all their mentions."""

    def __init__(self, story: Story) -> None:
        self._story = story
        self._by_sentence: dict[int, list[Sighting]] = {}
        self._topics: dict[int, Project] = {}
        self._names: dict[str, Project] = {}  # names without a work's noun, by which projects are called again
        self._bare: dict[str, Project] = {}  # what stands before the noun of a name, by which a work may be called
        self.projects: list[Project] = []
        self._subject: Project | None = None  # while the title is read, nothing stands for it yet
        self._subject = self._of_title()
        self._bare = {bare: p for p in named_in_tables(story) if (bare := bare_name(p))}
        self._read()

    def of(self, sentence: Sentence) -> list[Sighting]:
        """The mentions of projects in ``sentence``, in order."""
        return self._by_sentence.get(sentence.start, [])

    def within(self, where: Span) -> list[Sighting]:
        """The mentions of projects that ``where`` holds, wholly or in part, in order."""
        return [s for p in self.projects for s in p.sightings if s.span.start < where.end and where.start < s.span.end]

    def topic(self, sentence: Sentence) -> Project | None:
        """The project that the sentences before ``sentence`` were last about."""
        return self._topics.get(sentence.start)

    def _of_title(self) -> Project | None:
        """The one work with a name that the paper's title names, so that it is what the paper is about."""
        titles = [s for s in self._story.sentences if s.passage.kind == "title"]
        named = [sighting.project for s in titles for sighting in self._sightings(s, [], []) if sighting.project.named]
        self.projects, self._names, self._bare = [], {}, {}
        only = len({p.name for p in named}) == 1
        return named[0] if only and not (named[0].soft or named[0].programme or named[0].many) else None

    def _taken_from_title(self, work: Work) -> Project | None:
        """The work of the title, where "the dam" stands for it and no other is spoken of before."""
        subject = self._subject
        if subject is None or work.form != "reference" or work.noun.split()[-1] != subject.name.split()[-1].lower():
            return None
        if referred(work, [subject]) is None:
            return None
        if not any(p is subject for p in self.projects):
            self.projects.append(subject)
        return subject

    def _read(self) -> None:
        recent: list[tuple[int, Project]] = []
        previous: list[Sighting] = []
        last_heading = 0
        for index, sentence in enumerate(self._story.sentences):
            kind = sentence.passage.kind
            if kind in {"title", "front"}:
                continue
            recent = [(at, project) for at, project in recent if index - at <= _REACH]
            if kind == "heading":
                if index - last_heading > 1:
                    recent = []
                last_heading = index
            near = [project for at, project in recent if index - at <= _TOPIC_REACH]
            if near:
                self._topics[sentence.start] = near[-1]
                if _FIELD.match(sentence.text):
                    recent.append((index, near[-1]))  # the next field speaks of the same work
            here = _bounded(sentence, [*self._sightings(sentence, [project for _, project in recent], previous)])
            if here:
                self._by_sentence[sentence.start] = here
            for sighting in here:
                sighting.project.sightings.append(sighting)
                recent = [(at, p) for at, p in recent if p is not sighting.project]
                recent.append((index, sighting.project))
            if kind not in {"note", "caption"} and (here or not _ELLIPTIC.match(sentence.text)):
                previous = here

    def _sightings(
        self, sentence: Sentence, recent: Sequence[Project], previous: Sequence[Sighting]
    ) -> Iterator[Sighting]:
        """The mentions in ``sentence``; ``recent`` are the projects before it, ``previous`` the mentions just
        before."""
        text = sentence.text
        heading = sentence.passage.kind in {"heading", "title"}
        if heading and text.isupper():
            text = titled(text)
        found_works = (without_meeting_place(sentence, w) for w in find_works(text))
        lent = _OF_CREDIT.search(self._story.paper.text, sentence.passage.start, sentence.end) is not None
        works = [
            self._programme(sentence, w)
            for w in found_works
            if not is_foreign(sentence, w) and not (lent and w.kind == "line" and w.form != "named")
        ]
        bare = [] if heading else [*find_nounless(sentence)]
        works = [w for w in works if not _overlaps(w.span, [n.span for n in bare if n.part or n.near])]
        taken = [work.span for work in works]
        found: list[tuple[int, Work | Span | Project | Nounless]] = [(work.start, work) for work in works]
        names = self._bare | self._names
        calls = (*called_again(sentence, self._names), *bare_calls(sentence, self._bare))
        again = {span.start: (name, span) for name, span in calls if not _overlaps(span, taken)}.values()
        found += [(span.start, names[name]) for name, span in again]
        places = {span.start: span for _, span in again}
        taken += places.values()
        bare = [n for n in bare if not _overlaps(n.span, taken)]
        found += [(each.span.start, each) for each in bare]
        taken += [each.span for each in bare]
        found += [(span.start, span) for span in ([] if heading else pronouns(text)) if not _overlaps(span, taken)]
        seen, here = list(recent), list[Sighting]()
        for at, each in sorted(found, key=lambda item: item[0]):
            if isinstance(each, Project):
                if not any(p is each for p in self.projects):
                    self.projects.append(each)
                span = Span(sentence.start + at, sentence.start + places[at].end)
                sighting: Sighting | None = Sighting(span, each, sentence, "named", is_subject(sentence, span), span)
            elif isinstance(each, Nounless):
                sighting = self._of_nounless(sentence, each, [*self._near(sentence, here)] if each.near else seen)
            elif isinstance(each, Work):
                sighting = self._of_work(sentence, each, seen, here)
            else:
                sighting = taken_up(sentence, each, here, previous)
            if sighting is None:
                continue
            seen = [*(p for p in seen if p is not sighting.project), sighting.project]
            here.append(sighting)
            yield sighting

    def _near(self, sentence: Sentence, here: Sequence[Sighting]) -> Iterator[Project]:
        """The work that the sentences just before are about, and those that this one has named already."""
        topic = self.topic(sentence)
        if topic is not None:
            yield topic
        yield from (sighting.project for sighting in here)

    def _of_nounless(self, sentence: Sentence, found: Nounless, seen: Sequence[Project]) -> Sighting | None:
        place = Span(sentence.start + found.span.start, sentence.start + found.span.end)
        new = likened(found, seen)
        if new is None:
            return None
        project = next((p for p in self.projects if own_words(p.name) == own_words(new.name)), None)
        if project is None:
            project = replace(new, spans=(place,), sightings=[])
            self.projects.append(project)
            if found.unit or found.deed or found.alone or found.kind:
                self._names.setdefault(found.name, project)
        return Sighting(place, project, sentence, "named", is_subject(sentence, place), place)

    def _of_work(
        self, sentence: Sentence, work: Work, seen: Sequence[Project], here: Sequence[Sighting]
    ) -> Sighting | None:
        place = Span(sentence.start + work.start, sentence.start + work.end)
        if here and _ALIAS.search(sentence.between(here[-1].span.end, place.start)):
            project: Project | None = here[-1].project
            return Sighting(place, here[-1].project, sentence, "alias", subject=False, reach=place)
        defined = own_name(sentence, work, place) if work.definite and work.kind != REFER else None
        if defined is not None:
            project = self._called(sentence.between(*defined), work, defined)
        else:
            project = self._project(work, place, seen, sentence, here)
        if project is None:
            return None
        if work.form == "described" and seen and self._purpose(sentence, work, seen[-1], project):
            self.projects.remove(project)
            project = seen[-1]  # "the project was to build a treatment plant"
        elif (
            here
            and sentence.between(*here[-1].span).lower() != "its"
            and project.spans[0] == place
            and says_what(sentence, here[-1], work, place)
        ):
            self.projects.remove(project)
            project = here[-1].project  # "the railway will be a line of 5,000 km"
        tail = Span(sentence.start + work.tail.start, sentence.start + work.tail.end) if work.tail else None
        return Sighting(place, project, sentence, work.form, is_subject(sentence, place), place, tail)

    def _purpose(self, sentence: Sentence, work: Work, topic: Project, project: Project) -> bool:
        """Whether the sentence only says what the project before it builds: "The project involves a plant"."""
        new = project is self.projects[-1] and project is not topic and project.spans[0].start >= sentence.start
        before = sentence.between(sentence.start, sentence.start + work.start)
        return new and topic.named and _PURPOSE.search(before) is not None

    def _programme(self, sentence: Sentence, work: Work) -> Work:
        """A programme of many words ("the Market Access programme") is called by its whole name."""
        for mention in sentence.of("programme", "fund"):
            start, end = mention.start - sentence.start, mention.end - sentence.start
            extra = sentence.text[start : work.start]
            owner = extra.rstrip().endswith(("’s", "'s"))
            if (
                work.soft
                and work.form == "named"
                and extra
                and not owner
                and work.end <= end
                and not LEADS_ON.search(extra)
            ):
                return replace(work, start=start, end=end, name=str(mention.value), programme=True)
        return work

    def _project(
        self, work: Work, place: Span, recent: Sequence[Project], sentence: Sentence, here: Sequence[Sighting]
    ) -> Project | None:
        """The project that ``work`` speaks of: a known one, or a new one; ``None`` where it cannot be told."""
        heading = sentence.passage.kind == "heading"
        bare = work.tail is not None and not work.definite and not work.article and work.form == "named"
        if work.form == "reference" or (work.form == "described" and work.definite):
            known = referred(work, recent) or self._taken_from_title(work)
            if known is not None or (work.form == "reference" and (heading or not distinct(sentence, work))):
                return known
        elif bare and recent and recent[-1].kind == work.kind and work.name[:1].islower():
            return recent[-1]  # "2,250 km of cable to Kosrae"
        own = own_name(sentence, work, place)
        if own and not any(own != s.span and own.start < s.span.end and s.span.start < own.end for s in here):
            return self._called(sentence.between(*own), work, own)
        if work.form == "named":
            if known := (
                self._known(work, place)
                or self._told_before(sentence, work, place, recent)
                or named_behind(sentence, work, place, here)
            ):
                return known
        elif (there := placed_name(sentence, work, place)) and not heading:
            return self._called(there[0], work, there[1])
        elif heading and not (work.form == "described" and work.tail and not work.soft):
            return None
        named = work.form == "named"
        project = Project(work.name, work.kind, named, work.soft, work.programme, (place,), many=work.many)
        self.projects.append(project)
        self._remember(project, sentence, place)
        return project

    def _remember(self, project: Project, sentence: Sentence, place: Span) -> None:
        """Keep by which shorter names a new project may be called."""
        if project.named and (short := short_form(sentence, place)):
            self._names.setdefault(short, project)
        if bare := bare_name(project):
            self._bare[bare] = project

    def _known(self, work: Work, place: Span) -> Project | None:
        """The project that bears the name already; by its fuller name from now on."""
        known = next((p for p in reversed(self.projects) if same(p, work)), None)
        if known is not None and own_words(known.name) < own_words(work.name):
            known.name, known.spans = work.name, (place,)
        return known

    def _told_before(self, sentence: Sentence, work: Work, place: Span, recent: Sequence[Project]) -> Project | None:
        """The work just described ("a bridge was opened") that "the Demerara bridge" names only now."""
        last = recent[-1] if recent else None
        if (
            last is None
            or last.named
            or last.kind != work.kind
            or work.soft
            or work.noun.split()[-1] not in last.name.lower()
            or not _THE.search(sentence.text[: work.start])
        ):
            return None
        near = sentence.start - last.sightings[-1].sentence.end < _NAMED_SOON if last.sightings else False
        if not near or re.search(
            r"\s(?:at|in|of|off|to|from|near|over|between|on|outside|along|across)\s|^\w+\s\w*s$", last.name
        ):
            return None
        last.name, last.named, last.spans = work.name, True, (place,)
        return last

    def _called(self, name: str, work: Work, place: Span) -> Project:
        """The project that a description gives the name ``name``."""
        known = next((p for p in reversed(self.projects) if p.name == name), None)
        if known is None:
            known = Project(name, work.kind, named=True, soft=work.soft, programme=work.programme, spans=(place,))
            self.projects.append(known)
            self._names.setdefault(name, known)
        return known


def _overlaps(span: Span, others: Sequence[Span]) -> bool:
    return any(span.start < other.end and other.start < span.end for other in others)


def _bounded(sentence: Sentence, found: Sequence[Sighting]) -> list[Sighting]:
    """The mentions, each with the stretch of the sentence between the other projects around it."""
    bounded: list[Sighting] = []
    for index, sighting in enumerate(found):
        first, last = listed(sentence, found, index)
        before = [s.span.end for s in found[:first] if s.project is not sighting.project]
        behind = [s.span.start for s in found[last + 1 :] if s.project is not sighting.project]
        reach = Span(max(before, default=sentence.start), min(behind, default=sentence.end))
        bounded.append(replace(sighting, reach=reach))
    return bounded
