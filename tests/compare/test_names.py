"""Two names: are they names of one thing?"""

from __future__ import annotations

import pytest

from policyfacts.compare.clues import NAMED
from policyfacts.compare.names import likeness, name


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("China–Brazil Cooperation Fund", "China-Brazil Cooperation Fund"),
        ("Karlo dam", "hydropower plant at Karlo"),
        ("Asian Infrastructure Investment Bank", "AIIB"),
        ("third session of the Karlo Forum", "3rd Karlo Forum"),
        ("Karlo Plan, phase II", "second phase of the Karlo Plan"),
        ("Señora Pilar dam", "Senora Pilar Dam"),
        ("China–CELAC Karlo Fund", "China–Latin America Karlo Fund"),
        ("Action Plan for 2019–2021", "Action Plan (2019-2021)"),
    ],
)
def test_one_thing(a: str, b: str) -> None:
    like = likeness(a, b)
    assert like.score >= NAMED
    assert not like.apart
    assert not like.other


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("21st session of the Karlo Commission", "22nd session of the Karlo Commission"),
        ("Karlo metro, phase I", "Karlo metro, phase II"),
        ("Karlo Fund, first phase", "Karlo Fund, second phase"),
        ("Action Plan (2015–2019)", "Action Plan (2019–2021)"),
        ("China–Peru Cooperation Fund", "China–Brazil Cooperation Fund"),
        ("China–Brazil Production Capacity Fund", "China–Latin America Production Capacity Fund"),
        ("China–Peru Cooperation Fund", "China–Peru Production Capacity Cooperation Fund"),
        ("North Karlo road", "South Karlo road"),
        ("Karlo–Merin railway", "Merin–Tolo railway"),
        ("loan for the Karlo bridge", "loan for the Merin bridge"),
    ],
)
def test_two_things(a: str, b: str) -> None:
    like = likeness(a, b)
    assert like.apart or like.other
    assert like == likeness(b, a)


def test_the_reason_names_what_differs() -> None:
    assert likeness("21st session", "22nd session").apart == "number 21 and 22"
    assert likeness("Karlo dam", "Karlo dam").why == "the same name"
    assert "karlo" in likeness("Karlo dam", "the dam of Karlo").why


@pytest.mark.parametrize(
    ("text", "telling"),
    [
        ("loan", False),
        ("credit line", False),
        ("special loan for infrastructure", True),
        ("Karlo loan", True),
        ("", False),
    ],
)
def test_what_tells_a_thing_by_itself(text: str, telling: bool) -> None:
    assert name(text).telling is telling
