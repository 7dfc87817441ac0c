"""Works called by the bare name that they bear before their noun: "El Kheir" of "El Kheir port".

A bare name is often that of a town as well. It calls a work only where its words say so: where what is told of it, or
what leads to it, belongs to works (``knowledge/project_words.toml``: "told of works", "leads to works").
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from policyfacts.facts.context import Sentence, Story
from policyfacts.facts.sightings import Project
from policyfacts.facts.worknames import called_again
from policyfacts.knowledge import compiled
from policyfacts.language.projectnames import find_works
from policyfacts.language.workwords import CAPITAL, words
from policyfacts.records import Slot, Span
from policyfacts.tabular import Row, tables

_BARE = re.compile(rf"(?P<bare>{CAPITAL}(?:\s{CAPITAL}){{0,3}})\s[a-z][a-z-]+(?:\s[a-z][a-z-]+){{0,2}}")
_LEAST = len("Tala")
_OTHERS = ("country", "bloc", "organisation", "date", "fund")


def bare_name(project: Project) -> str:
    """The capitalised words before the noun that closes a work's name; empty where there are none."""
    match = _BARE.fullmatch(project.name) if project.named and not (project.soft or project.many) else None
    return match["bare"] if match and len(match["bare"]) >= _LEAST else ""


def named_in_tables(story: Story) -> Iterator[Project]:
    """The works that the first cells of the paper's tables name."""
    for table in tables(story.paper, story.mentions):
        for row in table.rows:
            cell = row[0] if row else None
            for work in find_works(cell.text) if cell is not None else ():
                if cell is not None and work.form == "named" and work.start == 0:
                    yield Project(
                        work.name,
                        work.kind,
                        named=True,
                        soft=work.soft,
                        programme=False,
                        spans=(cell.span,),
                        paid=_host(row),
                    )


def _host(row: Row) -> Slot | None:
    """The countries that the other cells of a work's line name."""
    held = [m for cell in row[1:] if cell is not None for m in cell.of("country")]
    found = {str(m.value): m.span for m in reversed(held)}
    return Slot("; ".join(reversed(found)), tuple(reversed(found.values()))) if found else None


def bare_calls(sentence: Sentence, names: Mapping[str, Project]) -> Iterator[tuple[str, Span]]:
    """Each place where one of the bare ``names`` stands for its work in ``sentence``."""
    for name, span in called_again(sentence, names):
        start, end = sentence.start + span.start, sentence.start + span.end
        if any(m.start < end and start < m.end for m in sentence.of(*_OTHERS)):
            continue
        if speaks_of_works(sentence.text, span.start, span.end):
            yield name, span


def speaks_of_works(text: str, start: int, end: int) -> bool:
    """Whether what is told of the name at ``text[start:end]``, or what leads to it, belongs to works."""
    told, leads = _grammar()
    return bool(told.match(text, end) or leads.search(text[:start]))


@compiled
def _grammar() -> tuple[re.Pattern[str], re.Pattern[str]]:
    told = "|".join(sorted(words("told of works"), key=lambda w: (-len(w), w)))
    leads = "|".join(sorted(words("leads to works"), key=lambda w: (-len(w), w)))
    return re.compile(rf"(?:\s\([^()]*\))?,?\s(?:{told})(?!\w)"), re.compile(rf"(?<![\w-])(?:{leads})\s(?:the\s)?$")
