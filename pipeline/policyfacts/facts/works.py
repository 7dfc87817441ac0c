"""Which project is meant: every mention of a work in a paper, tied to the project that it speaks of.

"The railway", "the line", "its", "it" and "construction" are tied to the nearest earlier project of a fitting kind within the section,
headings included.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from policyfacts.facts.context import Sentence, Story
from policyfacts.language.projectnames import REFER, Work, find_works, kinds
from policyfacts.records import Span

_REACH = 12  # sentences
_TOPIC_REACH = 3
_PRONOUN = re.compile(
    r"(?:^|[;,]\s(?:and\s|but\s)?|\b(?:and|but|when|after|before|since|because|until|once|that|on|of|for)\s)(?P<it>[Ii]ts?)\b(?!\s(?:is|was)\s(?:not\s)?(?:reported|likely|possible|unclear|said|believed|thought|hoped|known|expected that|announced|estimated that|agreed|also reported|unlikely|clear|important|necessary|worth))"
)
_GENERIC = frozenset(
    "the a an of and in at to for from on project projects railway railroad line road highway dam port airport plant station power hydropower "
    "hydroelectric gas oil pipeline programme program scheme zone park corridor bridge hospital school centre center "
    "stadium refinery mine cable network system facility complex international deep sea water rail expressway motorway development construction".split()
)
_ALIKE = (
    frozenset({"dam", "power plant", "water"}),
    frozenset({"railway", "line"}),
    frozenset({"pipeline", "line"}),
    frozenset({"plant", "power plant", "refinery", "mine", "zone"}),
    frozenset({"road", "bridge", "line"}),
    frozenset({"port", "zone"}),
    frozenset({"zone", "railway"}),
    frozenset({"school", "building", "hospital", "network"}),
    frozenset({"grid", "line", "cable", "network"}),
)


@dataclass(slots=True, eq=False)
class Project:
    """One project of a paper: what it is called, its kind, and where it is spoken of, in order."""

    name: str
    kind: str
    named: bool
    soft: bool
    programme: bool
    spans: tuple[Span, ...]
    sightings: list[Sighting] = field(default_factory=list)


@dataclass(frozen=True, slots=True, eq=False)
class Sighting:
    """One mention of a project: its place in the paper, its sentence, and how it is put."""

    span: Span
    project: Project
    sentence: Sentence
    form: str
    tail: Span | None = None

    @property
    def proof(self) -> tuple[Span, ...]:
        """The words that prove the project's name: the mention, and for a reference what it stands for."""
        return (self.span,) if self.form != "reference" else (self.span, *self.project.spans[:1])


class Works:
    """The projects of a paper and all their mentions."""

    def __init__(self, story: Story) -> None:
        self._story = story
        self._by_sentence: dict[int, list[Sighting]] = {}
        self._topics: dict[int, Project] = {}
        self.projects: list[Project] = []
        self._read()

    def of(self, sentence: Sentence) -> list[Sighting]:
        """The mentions of projects in ``sentence``, in order."""
        return self._by_sentence.get(sentence.start, [])

    def topic(self, sentence: Sentence) -> Project | None:
        """The project that the sentences before ``sentence`` were last about."""
        return self._topics.get(sentence.start)

    def _read(self) -> None:
        recent: list[tuple[int, Project]] = []
        last_heading = 0
        for index, sentence in enumerate(self._story.sentences):
            kind = sentence.passage.kind
            if kind in {"front", "caption", "note"} and not sentence.text:
                continue
            recent = [(at, project) for at, project in recent if index - at <= _REACH]
            if kind in {"heading", "title"}:
                if index - last_heading > 1:
                    recent = []
                last_heading = index
            near = [project for at, project in recent if index - at <= _TOPIC_REACH]
            if near:
                self._topics[sentence.start] = near[-1]
            for sighting in self._sightings(sentence, [project for _, project in recent]):
                self._by_sentence.setdefault(sentence.start, []).append(sighting)
                sighting.project.sightings.append(sighting)
                recent = [(at, p) for at, p in recent if p is not sighting.project]
                recent.append((index, sighting.project))

    def _sightings(self, sentence: Sentence, recent: list[Project]) -> Iterator[Sighting]:
        text = sentence.text
        heading = sentence.passage.kind in {"heading", "title"}
        if heading and text.isupper():
            text = _titled(text)
        bodies = [m for m in sentence.of("organisation")]
        works = [
            w
            for w in find_works(text)
            if not any(b.start < w.end + sentence.start and w.start + sentence.start < b.end for b in bodies)
        ]
        works = [w for w in works if not _company(sentence, w)]
        seen = list(recent)
        taken = [w.span for w in works]
        pronouns = [] if heading else [m for m in _PRONOUN.finditer(text)]
        events: list[tuple[int, Work | re.Match[str]]] = [(w.start, w) for w in works]
        events += [(m.start("it"), m) for m in pronouns if not any(s.start <= m.start("it") < s.end for s in taken)]
        said = False
        for _, event in sorted(events, key=lambda e: e[0]):
            if isinstance(event, re.Match):
                if not seen:
                    continue
                project = seen[-1]
                place = Span(sentence.start + event.start("it"), sentence.start + event.end("it"))
                yield Sighting(place, project, sentence, "reference")
                continue
            place = Span(sentence.start + event.start, sentence.start + event.end)
            project_or_none = self._project(event, place, seen, heading=heading, here=said)
            if project_or_none is None:
                continue
            project = project_or_none
            seen = [p for p in seen if p is not project] + [project]
            said = True
            tail = Span(sentence.start + event.tail.start, sentence.start + event.tail.end) if event.tail else None
            yield Sighting(place, project, sentence, event.form, tail)

    def _programme(self, sentence: Sentence, work: Work) -> Work:
        """A programme of many words ("the Market Access programme") is called by its whole name."""
        for mention in sentence.of("programme", "fund"):
            start, end = mention.start - sentence.start, mention.end - sentence.start
            if work.soft and work.form == "named" and start <= work.start and work.end <= end and start < work.start:
                return replace(work, start=start, end=end, name=str(mention.value), programme=True)
        return work

    def _project(self, work: Work, place: Span, recent: list[Project], *, heading: bool, here: bool) -> Project | None:
        if work.form == "reference" or (work.form == "described" and work.definite):
            known = _referred(work, recent)
            if known is not None:
                return known
        if work.form == "described" and recent and here and recent[-1].kind == work.kind:
            return recent[-1]  # "the railway will be a line of 5,000 km"
        if work.form == "reference":
            return None
        if work.form == "named":
            known = next((p for p in reversed(self.projects) if _same(p, work)), None)
            if known is not None:
                if _fuller(known.name, work.name):
                    known.name, known.spans = work.name, (place,)
                return known
        if heading and work.form != "named":
            return None
        project = Project(work.name, work.kind, work.form == "named", work.soft, work.programme, (place,))
        self.projects.append(project)
        return project


def _company(sentence: Sentence, work: Work) -> bool:
    """Whether a name is a country and a noun in capitals, as companies are called ("China Harbour")."""
    if work.form != "named" or not work.name.split()[-1][:1].isupper() or len(work.name.split()) != 2:
        return False
    start = sentence.start + work.start
    return any(m.start == start and m.end == start + len(work.name.split()[0]) for m in sentence.of("country"))


def _titled(text: str) -> str:
    """A heading's capitals as a name would be written; as long as before."""
    return re.sub(r"[^\W\d_]+", lambda m: m[0] if len(m[0]) == 1 and m[0] == "I" else _small(m[0]), text)


def _small(word: str) -> str:
    return (
        word.lower()
        if word in {"THE", "OF", "AND", "IN", "ON", "FOR", "TO", "A", "AN", "OR", "BY", "AT"}
        else word.capitalize()
    )


def _referred(work: Work, recent: list[Project]) -> Project | None:
    """The nearest earlier project that ``work`` can stand for."""
    nouns = kinds()
    closing = work.noun.removesuffix(" project")
    for project in reversed(recent):
        own = nouns[project.kind]
        if work.kind == project.kind and (work.form == "reference" or work.name.lower() in project.name.lower()):
            return project
        if work.form != "reference":
            continue
        if closing in own.refers or any(closing == r for r in own.refers):
            return project
        if (work.kind == REFER or work.soft) and (work.noun in nouns["project"].refers or work.soft):
            return project
        if project.soft and work.kind != REFER and not project.named:
            continue
        if (
            frozenset({work.kind, project.kind}) in {a & frozenset({work.kind, project.kind}) for a in _ALIKE}
            and work.kind != project.kind
        ):
            return project
    return None


def _same(project: Project, work: Work) -> bool:
    """Whether two names name one project: the same own words and kinds that go together."""
    if not project.named:
        return False
    mine, theirs = own_words(project.name), own_words(work.name)
    if not mine or not theirs:
        return project.name.casefold() == work.name.casefold()
    if (
        mine != theirs
        and not (len(mine) > 1 and theirs and theirs < mine and _last(project.name) == _last(work.name))
        and not (len(theirs) > 1 and mine < theirs and _last(project.name) == _last(work.name))
    ):
        return False
    together = {project.kind, work.kind}
    return len(together) == 1 or project.soft or work.soft or any(together <= alike for alike in _ALIKE)


def _last(name: str) -> str:
    return name.split()[-1].casefold()


def own_words(name: str) -> frozenset[str]:
    """The words of a name that are its own: without kinds and small words."""
    return frozenset(w for w in re.findall(r"[\w’']+", name.casefold()) if w not in _GENERIC)


def _fuller(name: str, other: str) -> bool:
    return own_words(name) < own_words(other)
