"""Whether two mentions of works mean one project: by their names, or because the later one takes up the earlier."""

from __future__ import annotations

import re
from collections.abc import Sequence

from policyfacts.facts.sightings import Project
from policyfacts.language.projectnames import REFER, Work, kinds

_GENERIC = frozenset(
    "the a an of and in at to for from on project projects railway railroad line road highway dam port "
    "airport plant station "
    "power hydropower hydroelectric gas oil pipeline programme program scheme zone park corridor bridge "
    "hospital school "
    "centre center stadium refinery mine cable network system facility complex international deep sea water rail "
    "expressway motorway development construction camp camps refugee transit market store depot school academy".split()
)
# Words that tell what is built, whatever else a name holds.
_THINGS = frozenset(
    "railway railroad road highway motorway expressway port airport power hydropower solar wind gas oil water bridge "
    "hospital school stadium refinery mine health irrigation sanitation metro transit housing".split()
)
# Kinds that papers call by one another's nouns.
_ALIKE = (
    frozenset({"dam", "power plant", "water"}),
    frozenset({"railway", "line", "zone", "corridor"}),
    frozenset({"road", "corridor"}),
    frozenset({"interconnector", "grid", "line", "cable", "pipeline"}),
    frozenset({"pipeline", "line"}),
    frozenset({"plant", "power plant", "refinery", "mine", "zone"}),
    frozenset({"road", "bridge", "line"}),
    frozenset({"port", "zone"}),
    frozenset({"school", "building", "hospital", "network"}),
    frozenset({"grid", "line", "cable", "network"}),
)


_TELLING = len("interna")


def referred(work: Work, recent: Sequence[Project]) -> Project | None:
    """The nearest earlier project that ``work`` can stand for."""
    nouns = kinds()
    closing = work.noun.removesuffix(" project")
    named = [project for project in recent if project.named and not project.soft]
    if work.form == "reference" and closing in {"project", "scheme"} and named and not recent[-1].named:
        return named[-1]  # a work of a name before one that is only described
    one = not closing.endswith("s")
    for project in reversed(recent):
        own = nouns[project.kind]
        if project.many and one and work.form == "reference":
            continue  # "the project" is none of "rural clinics"
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
            not _of_its_own(work, project)
            and frozenset({work.kind, project.kind}) in {a & frozenset({work.kind, project.kind}) for a in _ALIKE}
            and work.kind != project.kind
        ):
            return project
    return None


def _of_its_own(work: Work, project: Project) -> bool:
    """Whether a reference tells by a word of its own which work it is: "the interoceanic canal" is no power station."""
    own = own_words(work.name) - own_words(work.noun) - own_words(project.name)
    return work.form == "reference" and any(len(word) >= _TELLING for word in own)


def same(project: Project, work: Work) -> bool:
    """Whether two names name one project: the same own words and kinds that go together."""
    if not project.named:
        return False
    mine, theirs = own_words(project.name), own_words(work.name)
    if not mine or not theirs:
        return project.name.casefold() == work.name.casefold()
    if _unlike(project.name, work.name, mine & theirs):
        return False
    if mine != theirs:
        part, whole = sorted((mine, theirs), key=len)
        alike = _last(project.name) == _last(work.name) or len(part) > 1
        if not part < whole or not alike or project.programme:
            return False
    together = {project.kind, work.kind}
    return len(together) == 1 or project.soft or work.soft or any(together <= alike for alike in _ALIKE)


def _unlike(one: str, other: str, shared: frozenset[str]) -> bool:
    """Whether two names that share but a place tell of different things: "Kita Port Project", "Kita Power Project"."""
    things = [_THINGS & frozenset(name.casefold().split()) for name in (one, other)]
    return len(shared) == 1 and all(things) and not things[0] & things[1]


def _last(name: str) -> str:
    return name.split()[-1].casefold()


def own_words(name: str) -> frozenset[str]:
    """The words of a name that are its own: without kinds and small words."""
    return frozenset(w for w in re.findall(r"[\w’']+", re.sub(r"[’']s\b", "", name.casefold())) if w not in _GENERIC)
