"""Numbers as written: grouping styles, decimals, words."""

from __future__ import annotations

import re
from decimal import Decimal

import pytest

from policyfacts.values.numbers import DIGITS, WORDED, digits, scales, worded


@pytest.mark.parametrize(
    ("written", "scaled", "expected"),
    [
        ("5", False, "5"),
        ("1,234", False, "1234"),
        ("1,234.5", False, "1234.5"),
        ("1.234,5", False, "1234.5"),
        ("1,00,000", False, "100000"),
        ("1'000'000", False, "1000000"),
        ("1\u00a0000", False, "1000"),
        ("1.200", False, "1200"),
        ("1.200", True, "1.200"),
        ("0.125", False, "0.125"),
        ("3,5", True, "3.5"),
        ("12.50", False, "12.50"),
    ],
)
def test_digits(written: str, scaled: bool, expected: str) -> None:
    assert re.fullmatch(DIGITS, written)
    assert digits(written, scaled=scaled) == Decimal(expected)


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("a", "1"),
        ("half a", "0.5"),
        ("two", "2"),
        ("twenty-five", "25"),
        ("two and a half", "2.5"),
        ("one hundred and fifty", "150"),
    ],
)
def test_words(written: str, expected: str) -> None:
    assert re.fullmatch(WORDED, written)
    assert worded(written) == Decimal(expected)


@pytest.mark.parametrize(
    ("written", "expected"), [("million", 10**6), (" lakh crore", 10**12), ("-billion", 10**9), ("BILLION", 10**9)]
)
def test_scales(written: str, expected: int) -> None:
    assert scales().factor(written) == expected
