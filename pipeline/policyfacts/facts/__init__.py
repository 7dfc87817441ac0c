"""From mentions to facts: one module a fact table, and the machinery that they share."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from policyfacts.facts.agreements import agreements
from policyfacts.facts.context import Story
from policyfacts.facts.fundgrids import grid_funds
from policyfacts.facts.headlines import headline_meetings
from policyfacts.facts.locality import local
from policyfacts.facts.meetings import meetings
from policyfacts.facts.merging import merged
from policyfacts.facts.modality import judged
from policyfacts.facts.money.recipe import funds
from policyfacts.facts.outcomes import with_outcomes
from policyfacts.facts.projectgrids import grid_projects
from policyfacts.facts.projects import projects
from policyfacts.facts.statements import statements
from policyfacts.facts.textgrids import grid_agreements, grid_meetings
from policyfacts.facts.textlists import listed
from policyfacts.facts.ties import grid_partnerships, partnerships
from policyfacts.language import paper_mentions
from policyfacts.language.syntax import DEFAULT_PARSER
from policyfacts.records import Fact, Mention, Paper


def facts(paper: Paper, mentions: Sequence[Mention] | None = None, *, parser: str = DEFAULT_PARSER) -> list[Fact]:
    """Every fact that ``paper`` states, ordered by table and place; each told once a page.

    Args:
        paper: as ``policyfacts.read`` returns it.
        mentions: those of ``policyfacts.language.paper_mentions(paper)``, if they are there already.
        parser: the spaCy pipeline that parses the sentences that can hold a fact; ``"none"`` for rules alone.

    Raises:
        ModelError: ``parser`` is not installed.
    """
    story = Story(paper, paper_mentions(paper) if mentions is None else mentions, parser=parser)
    near = merged(paper, local(story, judged(story, _found(story))), story.licences)
    return list(_seen(paper, with_outcomes(paper, near)))


def _seen(paper: Paper, found: Iterable[Fact]) -> Iterator[Fact]:
    """The facts; those of pages that were read from their picture with the OCR's confidence among their features."""
    trust = {page.number: page.grade for page in paper.pages if page.ocr}
    for fact in found:
        grade = trust.get(paper.page_of(fact.quote.start)) if trust else None
        yield fact if grade is None else replace(fact, features={**fact.features, "ocr": grade})


def _found(story: Story) -> Iterator[Fact]:
    yield from partnerships(story)
    yield from grid_partnerships(story)
    flows = list(funds(story))
    yield from flows
    yield from grid_funds(story)
    yield from agreements(story)
    yield from statements(story)
    yield from listed(story)
    yield from grid_agreements(story)
    held = list(meetings(story))
    yield from held
    yield from headline_meetings(story, held)
    yield from grid_meetings(story)
    yield from projects(story, flows)
    yield from grid_projects(story)


__all__ = ["Story", "facts"]
