"""Works as text names them: their names, their kinds, and how they are put."""

from __future__ import annotations

from itertools import pairwise

import pytest

from policyfacts.language.projectnames import find_works

CASES: list[tuple[str, list[tuple[str, str, str]]]] = [
    # (text, [(name, kind, form)])
    ("the Kariba dam on the Zambezi", [("Kariba dam", "dam", "named")]),
    ("the Baku–Batumi railway", [("Baku–Batumi railway", "railway", "named")]),
    ("the deep-water port of Lomé", [("port of Lomé", "port", "named")]),
    ("a line of 273 km from Gulu to Arua", [("line from Gulu to Arua", "line", "named")]),
    ("Line B was begun", [("Line B", "line", "named")]),
    ("the Metro Lima Subway", [("Metro Lima Subway", "railway", "named")]),
    ("a “Polar Silk Road” of ice", [("Polar Silk Road", "digital route", "named")]),
    ("the Karachi–Lahore link", [("Karachi–Lahore link", "railway", "named")]),
    ("Tunisia’s Radès power station", [("Radès power station", "power plant", "named")]),
    ("a submarine cable to Fiji", [("submarine cable to Fiji", "cable", "named")]),
    ("a solar desalination plant", [("solar desalination plant", "plant", "described")]),
    ("five warehouses", [("five warehouses", "warehouse", "described")]),
    ("two dams on the Volta", [("two dams on the Volta", "dam", "described")]),
    ("the 472-km line", [("line", "line", "reference")]),
    ("the US$3 billion project", [("project", "project", "reference")]),
    ("its three turbines", [("turbines", "any", "reference")]),
    ("the Maritime Silk Road", []),
    ("the China Railway Group", []),
    ("the port authority", []),
    ("the railways of Europe’s past", []),
    ("a line", []),
    ("projects of all kinds", []),
]


@pytest.mark.parametrize(("text", "expected"), CASES)
def test_works(text: str, expected: list[tuple[str, str, str]]) -> None:
    assert [(work.name, work.kind, work.form) for work in find_works(text)] == expected


def test_works_stand_in_order_and_never_overlap() -> None:
    text = "The Bui dam, the port of Tema and a gas pipeline from Warri to Tema were built."
    works = list(find_works(text))
    assert len(works) == 3
    assert all(before.end <= after.start for before, after in pairwise(works))


def test_a_noun_that_only_takes_up_another_may_stand_behind_a_short_form() -> None:
    assert [work.name for work in find_works("The Karuma Hydropower Project (KHP) works began in 2013.")]
