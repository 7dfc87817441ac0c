"""What a short text tells, as the tests of the fact rules compare it: one mapping from column to value for each row."""

from __future__ import annotations

from dataclasses import replace

from policyfacts.facts import facts
from policyfacts.language.syntax import DEFAULT_PARSER
from policyfacts.records import Cell, Grid, Paper, Passage, Span
from tests.builders import make_paper


def told(
    table: str, *passages: str, about: str = "", published: str = "", parser: str = DEFAULT_PARSER
) -> list[dict[str, str]]:
    """The rows of ``table`` that a paper of ``passages``, issued on ``published``, tells.

    ``about`` is an opening sentence that sets what the paper is about; a passage with a bullet is an item.
    """
    paper = make_paper([about, *passages] if about else list(passages))
    items = {p for p in paper.passages if paper.text.startswith("• ", p.start)}
    paper = replace(paper, passages=tuple(replace(p, kind="item") if p in items else p for p in paper.passages))
    return rows_of(table, replace(paper, published=published), parser=parser)


def titled(title: str, *passages: str) -> Paper:
    """A paper of ``passages`` under ``title``."""
    paper = make_paper([title, *passages])
    head, *others = paper.passages
    return replace(paper, passages=(replace(head, kind="title"), *others))


def rows_of(table: str, paper: Paper, *, parser: str = DEFAULT_PARSER) -> list[dict[str, str]]:
    """The rows of ``table`` that ``paper`` tells."""
    found = [fact for fact in facts(paper, parser=parser) if fact.table == table]
    return [{name: str(slot.value) for name, slot in fact.slots.items()} for fact in found]


def paper_of_table(rows: list[list[str]], caption: str) -> Paper:
    """A paper that holds one table, its first row the headings."""
    cells, passages = [], []
    text = caption
    passages.append(Passage(0, len(caption), "caption"))
    for y, row in enumerate(rows):
        for x, content in enumerate(row):
            text += "\n\n"
            cells.append(Cell(y, x, len(text), len(text) + len(content)))
            passages.append(Passage(len(text), len(text) + len(content), "cell"))
            text += content
    grid = Grid(1, (0.0, 0.0, 1.0, 1.0), tuple(cells), 1, Span(0, len(caption)))
    paper = make_paper([text.replace("\n\n", "  ")])
    return replace(paper, text=text, passages=tuple(passages), grids=(grid,))


def cut(rows: list[dict[str, str]], *columns: str) -> list[tuple[str, ...]]:
    """The values of ``columns`` of each row; an empty string for a slot that is not filled."""
    return [tuple(row.get(column, "") for column in columns) for row in rows]
