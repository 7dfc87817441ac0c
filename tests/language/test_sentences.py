"""Sentences are split where a reader would split them."""

from __future__ import annotations

import pytest

from policyfacts.language.sentences import sentences

CASES = [
    ("The fund opened. It lends to Chile.", ["The fund opened.", "It lends to Chile."]),
    ("The U.S. Senate ratified it. The House did not.", ["The U.S. Senate ratified it.", "The House did not."]),
    ("Trade with the U.S. The rest followed.", ["Trade with the U.S.", "The rest followed."]),
    (
        "Harbour Works Co., Ltd. signed on 3 May. Work began.",
        ["Harbour Works Co., Ltd. signed on 3 May.", "Work began."],
    ),
    ("Prof. A. B. Lim spoke (see p. 4). Others left.", ["Prof. A. B. Lim spoke (see p. 4).", "Others left."]),
    ("Who pays? Nobody knows! The bank does.", ["Who pays?", "Nobody knows!", "The bank does."]),
    ("He said: “We will sign.” Then he left.", ["He said: “We will sign.”", "Then he left."]),
    ("Resolution No. 5 of 2018 stands. So does No. 6.", ["Resolution No. 5 of 2018 stands.", "So does No. 6."]),
    ("It cost $4.7 billion in 2024. Half was lent.", ["It cost $4.7 billion in 2024.", "Half was lent."]),
    ("It was agreed in 2025.The text is short.", ["It was agreed in 2025.", "The text is short."]),
    ("(It was signed in Lomé.) The rest is known.", ["(It was signed in Lomé.)", "The rest is known."]),
    ("", []),
]


@pytest.mark.parametrize(("text", "expected"), CASES)
def test_sentences(text: str, expected: list[str]) -> None:
    assert [text[span.start : span.end] for span in sentences(text)] == expected
