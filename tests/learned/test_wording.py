"""A paragraph's words and pairs: no names, years and numbers alike, any length of the same weight."""

from __future__ import annotations

import pytest

from policyfacts.learned.wording import wording


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", set()),
        ("1,5", {"<number>", "<number> <number>"}),
        ("Work began in 2011.", {"work", "work began", "began", "began in", "in", "in <year>", "<year>"}),
        ("paid to Peru", {"paid", "paid to", "to", "to "}),
        ("It ended. Later on", {"it", "it ended", "ended", "ended later", "later", "later on", "on"}),
        ("Foo Bar", {"foo", "foo "}),
    ],
)
def test_words(text: str, words: set[str]) -> None:
    assert set(wording(text)) == words


@pytest.mark.parametrize("text", ["paid", "The school opened in May 2011 and was handed over."])
def test_every_paragraph_weighs_the_same(text: str) -> None:
    assert sum(value**2 for value in wording(text).values()) == pytest.approx(1)
