"""Mentions of one text, reconciled."""

from __future__ import annotations

import pytest

from policyfacts.language import mentions


@pytest.mark.parametrize(
    ("sentence", "places"),
    [
        ("It gave AU$4.5 million.", []),
        ("It gave NZ$8bn.", []),
        ("It gave $US 4.5 million.", []),
        ("It gave $NZ 4.5 million.", []),
        ("It gave UK£5 million.", []),
        ("It gave US-$ 5 million.", []),
        ("It gave AU $5 million in the name of the AU.", ["AU"]),
        ("The UAE gave $5 million.", ["ARE"]),
        ("China, $5 million; Japan ¥5 billion.", ["CHN", "JPN"]),
    ],
)
def test_the_letters_of_a_sign_name_no_place(sentence: str, places: list[str]) -> None:
    assert [m.value for m in mentions(sentence) if m.label in {"country", "bloc"}] == places
