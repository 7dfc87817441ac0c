"""The parts of a report to one HTML file."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

import policyfacts
from policyfacts.report.album import Album
from policyfacts.report.embed import json_text, policy
from policyfacts.report.factgrids import Grid
from policyfacts.report.overview import Overview
from policyfacts.report.texts import MARKED, Texts
from policyfacts.report.visible import visible
from policyfacts.values.countries import codes, name_of

_SCRIPTS = ("base.js", "facets.js", "give.js", "cite.js", "grid.js", "fact.js", "reader.js", "search.js", "report.js")


@dataclass(frozen=True, slots=True)
class Part:
    """A section after the tables: its anchor, its name in the navigation, its HTML, and the tables that it shows."""

    id: str
    name: str
    html: Markup
    grids: tuple[Grid, ...] = ()


@dataclass(frozen=True, slots=True)
class Content:
    """All that a report shows: ``answers`` first, then ``papers`` and ``ledger``, then ``facts``; ``texts`` to read.

    ``judges``: of cells that people judged, who did: fact_id, then column.
    """

    overview: Overview
    answers: Sequence[Grid]
    texts: Texts
    papers: Grid
    ledger: Grid
    facts: Sequence[Grid]
    parts: list[Part]
    album: Album
    judges: Mapping[str, Mapping[str, str]]
    trust: Sequence[str] = ()

    @property
    def grids(self) -> list[Grid]:
        return [
            *self.answers,
            self.papers,
            self.ledger,
            *self.facts,
            *(grid for part in self.parts for grid in part.grids),
        ]


@cache
def environment() -> Environment:
    """Templates of this package; what is put into them is escaped unless it is ``Markup``."""
    found = Environment(
        loader=PackageLoader("policyfacts.report", "assets"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=False,
        keep_trailing_newline=True,
    )
    found.filters |= {"json": json_text, "count": _count, "share": _share, "visible": visible}
    return found


def section(template: str, **parts: Any) -> Markup:
    """The HTML of one section."""
    return Markup(environment().get_template(template).render(**parts))


def rendered(content: Content) -> str:
    """The report as HTML."""
    scripts = "\n".join(asset(name) for name in _SCRIPTS)
    styles = asset("report.css")
    first = [("answers", "Answers")] if content.answers else []
    named = [*first, ("papers", "Papers"), ("tables", "Facts"), *((part.id, part.name) for part in content.parts)]
    template = environment().get_template("report.html")
    return template.render(
        policy=policy(scripts, styles, folder=content.album.folder),
        version=policyfacts.__version__,
        title=_title(content.overview),
        lede=_lede(content.overview),
        trust=content.trust,
        sections=named,
        overview=content.overview,
        answers=content.answers,
        about=json_text(content.texts.about),
        marked=json_text(MARKED),
        papers=content.texts.papers,
        facts=content.facts,
        parts=[part.html for part in content.parts],
        folder=content.album.folder,
        grids=content.grids,
        names=json_text({code: name_of(code) for code in codes() if name_of(code) != code}),
        leaves=json_text(_leaves(content.album)),
        judges=json_text(content.judges),
        sources=list(_sources(content.album)),
        scripts=Markup(scripts),
        styles=Markup(styles),
    )


def asset(name: str) -> str:
    """A file of ``assets``."""
    return (resources.files("policyfacts.report") / "assets" / name).read_text(encoding="utf-8")


def _title(overview: Overview) -> str:
    number = len(overview.papers)
    return "What one paper states" if number == 1 else f"What {number:,} papers state"


def _lede(overview: Overview) -> str:
    facts = "One fact" if overview.facts == 1 else f"{overview.facts:,} facts"
    pages = "one page" if overview.pages == 1 else f"{overview.pages:,} pages"
    return f"{facts} from {pages}, each with the words that prove it and their place on the page."


def _leaves(album: Album) -> list[dict[str, object]]:
    found: list[dict[str, object]] = []
    for leaf in album.leaves:
        shown: dict[str, object] = {"doc": visible(leaf.doc, longest=300), "page": leaf.page}
        if leaf.source:
            shown |= {"width": leaf.width, "height": leaf.height}
        else:
            shown["reason"] = visible(leaf.reason, longest=1000)
        if album.folder and leaf.source:
            shown["path"] = leaf.source
        found.append(shown)
    return found


def _sources(album: Album) -> Iterator[tuple[int, Markup]]:
    if not album.folder:
        yield from ((number, Markup(leaf.source)) for number, leaf in enumerate(album.leaves) if leaf.source)


def _count(number: int) -> str:
    return f"{number:,}"


def _share(share: float) -> str:
    return f"{100 * share:.1f}%"
