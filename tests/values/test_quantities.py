"""Quantities of works in text: figure, unit, rate."""

from __future__ import annotations

import pytest

from policyfacts.values.quantities import find_quantities, measured

CASES: list[tuple[str, list[str]]] = [
    ("A plant of 1,500MW was built.", ["1500 MW"]),
    ("It adds 2.4 GW.", ["2.4 GW"]),
    ("The 472-km line is single-track.", ["472 km"]),
    ("It carries 55 billion cubic metres a year.", ["55000000000 m3/yr"]),
    ("It has an annual capacity of 300 million doses.", ["300000000 doses/yr"]),
    ("It refines 650,000 barrels per day.", ["650000 barrels/day"]),
    ("Some 8,000 jobs were created.", ["8000 jobs"]),
    ("A 150-bed hospital opened.", ["150 beds"]),
    ("It makes 5 million tonnes of steel per year.", ["5000000 t/yr"]),
    ("It shipped 5 million tonnes.", []),
    ("Trains run at 160 km/h.", []),
    ("It used 600 MWh.", []),
    ("The 1 500 MW plant was built.", ["1500 MW"]),
    ("In phase 2 500 MW were added.", ["500 MW"]),
    ("It has 20 300 MW units.", ["300 MW"]),
    ("A plant of 12,5000 MW was built.", []),
    ("A sum of $600 million was paid.", []),
]


@pytest.mark.parametrize(("text", "expected"), CASES)
def test_quantities(text: str, expected: list[str]) -> None:
    found = find_quantities(text)
    assert [m.value for m in found] == expected
    assert all(text[m.start : m.end] == m.text for m in found)


def test_what_a_quantity_measures() -> None:
    (mention,) = find_quantities("It is 12 km long.")
    assert [str(part) for part in measured(mention)] == ["12", "km", "length"]
