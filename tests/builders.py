"""Small papers, mentions and facts made by hand, for tests of the stages behind reading."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal

import numpy as np

from policyfacts.records import CharacterMap, Fact, Mention, Money, Page, Paper, Passage, Slot, Span

WIDTH, HEIGHT = 5.0, 10.0
"""Every character is printed in a cell of this size; a line starts 50 points from the left."""


def make_paper(*pages: Sequence[str], doc: str = "paper", sha256: str = "0" * 64) -> Paper:
    """A paper of ``pages``, each a sequence of passages; ``\\n`` in a passage is a line's end, and a space in the text.

    A passage that begins with ``...`` goes on from the last one of the page before.
    """
    text = ""
    page_numbers: list[int] = []
    boxes: list[tuple[float, float, float, float]] = []
    passages: list[Passage] = []
    for number, page in enumerate(pages, start=1):
        row = 0
        for content in page:
            joined = content.startswith("...")
            content = content.removeprefix("...")
            if text:
                joint = " " if joined else "\n\n"
                text += joint
                page_numbers += [0] * len(joint)
                boxes += [(0.0, 0.0, 0.0, 0.0)] * len(joint)
            start = len(text)
            for index, line in enumerate(content.split("\n")):
                if index:
                    text += " "
                    page_numbers.append(0)
                    boxes.append((0.0, 0.0, 0.0, 0.0))
                row += 1
                for place, sign in enumerate(line):
                    left, top = 50 + place * WIDTH, 50 + 14.0 * row
                    text += sign
                    page_numbers.append(number)
                    boxes.append((left, top, left + WIDTH, top + HEIGHT))
            if joined:
                start = passages.pop().start
            passages.append(Passage(start, len(text), "prose"))
    return Paper(
        doc=doc,
        path=f"{doc}.pdf",
        sha256=sha256,
        text=text,
        pages=tuple(Page(number, 595.0, 842.0) for number in range(1, len(pages) + 1)),
        passages=tuple(passages),
        characters=CharacterMap(
            np.array(page_numbers, dtype=np.int32), np.array(boxes, dtype=np.float32).reshape(-1, 4)
        ),
    )


def span_of(paper: Paper, words: str, *, after: int = 0) -> Span:
    """Where ``words`` stand in the paper's text, first from offset ``after`` on."""
    start = paper.text.index(words, after)
    return Span(start, start + len(words))


def mention_of(paper: Paper, label: str, words: str, value: str | Money, *, after: int = 0) -> Mention:
    """A mention of ``words``."""
    span = span_of(paper, words, after=after)
    return Mention(label, span.start, span.end, words, value)


def fact_of(paper: Paper, table: str, quote: str, slots: Mapping[str, tuple[str | int | Decimal, str]]) -> Fact:
    """A fact stated by ``quote``; ``slots`` maps columns to (value, the words within the quote that prove it)."""
    where = span_of(paper, quote)
    filled = {name: Slot(value, (span_of(paper, words, after=where.start),)) for name, (value, words) in slots.items()}
    return Fact(table, filled, where, rule="test")
