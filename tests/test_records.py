"""From offsets to places on the page."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from policyfacts.records import CharacterMap, Paper, Span, overlapping
from tests.builders import make_paper

PAPER = make_paper(["one two\nthree", "four"], ["...five", "six"])


def _lines(paper: Paper, words: str) -> list[tuple[int, float, float]]:
    start = paper.text.index(words)
    return [(place.page, place.box[0], place.box[2]) for place in paper.places(start, start + len(words))]


@pytest.mark.parametrize(
    ("words", "lines"),
    [
        ("one", [(1, 50, 65)]),
        ("two three", [(1, 70, 85), (1, 50, 75)]),
        ("four five", [(1, 50, 70), (2, 50, 70)]),
        ("\n\n", []),
    ],
)
def test_places_are_printed_lines(words: str, lines: list[tuple[int, float, float]]) -> None:
    assert _lines(PAPER, words) == lines


def test_letters_of_a_ligature_share_one_place() -> None:
    boxes = np.array([(50, 60, 55, 70), *[(55, 60, 65, 70)] * 3, (65, 60, 70, 70)], dtype=np.float32)
    characters = CharacterMap(np.ones(5, dtype=np.int32), boxes)
    paper = replace(PAPER, text="offic", characters=characters)
    assert [place.box for place in paper.places(0, 5)] == [(50, 60, 70, 70)]


def test_the_page_of_an_offset() -> None:
    joint = PAPER.text.index("\n\n")
    assert PAPER.page_of(0) == 1
    assert PAPER.page_of(joint) == 1
    assert PAPER.page_of(PAPER.text.index(" five")) == 2
    assert PAPER.page_of(len(PAPER.text)) == 2


@pytest.mark.parametrize(
    ("spans", "expected"),
    [([], False), ([Span(0, 2), Span(2, 4)], False), ([Span(3, 5), Span(0, 4)], True)],
)
def test_overlapping(spans: list[Span], expected: bool) -> None:
    assert overlapping(spans) is expected
