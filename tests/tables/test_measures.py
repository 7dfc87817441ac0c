"""What a sum is of, in the paper's words."""

from __future__ import annotations

import pytest

from policyfacts.tables.measures import measured


@pytest.mark.parametrize(
    ("sentence", "amount", "expected"),
    [
        ("Beijing extended a loan of $2 billion to Quito.", "$2 billion", "loan"),
        ("They promised $2 billion in grants and loans.", "$2 billion", "grants"),
        ("GDP per capita exceeded USD 1,000.", "USD 1,000", "GDP per capita"),
        ("A special $10 billion fund was opened.", "$10 billion", "fund"),
        ("Bilateral trade reached about $95 billion in 2018.", "$95 billion", "Bilateral trade"),
        ("The line will cost $5 billion.", "$5 billion", "line"),
        ("A loan was signed. In all, $5 billion in 2019.", "$5 billion", ""),
        ("$5 billion", "$5 billion", ""),
    ],
)
def test_measured(sentence: str, amount: str, expected: str) -> None:
    start = sentence.index(amount)
    assert measured(sentence, start, start + len(amount)) == expected
