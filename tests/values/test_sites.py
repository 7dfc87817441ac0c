"""Works and places that a text names, and which of the states that a paper speaks of they lie in."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from policyfacts.knowledge import rows
from policyfacts.language.worknouns import kinds
from policyfacts.values.sites import find_sites, plain

KNOWLEDGE = Path(__file__).resolve().parents[2] / "pipeline" / "policyfacts" / "knowledge"


@pytest.mark.parametrize(
    ("text", "words", "states"),
    [
        ("The turbines of Rogun turn.", "Rogun", ("TJK",)),
        ("Rogun’s turbines turn.", "Rogun", ("TJK",)),
        ("The Mombasa–Nairobi line was extended.", "Mombasa–Nairobi", ("KEN",)),
        ("The Mombasa-Nairobi line was extended.", "Mombasa-Nairobi", ("KEN",)),
        ("A bypass of Mbeya was tendered.", "Mbeya", ("TZA",)),
        ("Two wells in Oromia ran dry.", "Oromia", ("ETH",)),
        ("a school in Chişinău", "Chişinău", ("MDA",)),
        ("a quay at Port-au-Prince", "Port-au-Prince", ("HTI",)),
        ("the ROGUN dam", "ROGUN", ("TJK",)),
    ],
)
def test_a_name_is_found_with_its_states(text: str, words: str, states: tuple[str, ...]) -> None:
    found = [site for site in find_sites(text) if text[site.start : site.end] == words]
    assert [site.states for site in found] == [states]


@pytest.mark.parametrize("text", ["the metro was late", "rogun is written small", "A man, a plan, a canal.", ""])
def test_what_is_no_name_is_none(text: str) -> None:
    assert find_sites(text) == ()


def test_the_longest_name_counts() -> None:
    text = "The Lobito Corridor runs east of Lobito."
    assert [text[s.start : s.end] for s in find_sites(text)] == ["Lobito Corridor", "Lobito"]


def test_only_a_state_that_the_paper_names_is_told() -> None:
    (site,) = find_sites("The Lobito Corridor is long.")
    assert site.of({"AGO", "KEN"}) == ("AGO",)
    assert site.of({"ZMB", "AGO", "COD"}) == ("AGO", "COD", "ZMB")
    assert site.of({"KEN"}) == ()


def test_a_place_of_several_states_is_in_the_one_that_is_named() -> None:
    (site,) = find_sites("Fields in Punjab were flooded.")
    assert site.of({"IND"}) == ("IND",)
    assert site.of({"PAK", "KEN"}) == ("PAK",)
    assert site.of({"IND", "PAK"}) == ()


@pytest.mark.parametrize("name", ["works", "places", "cities"])
def test_states_and_kinds_are_known(name: str) -> None:
    codes = {row["code"] for row in rows("countries")}
    for row in rows(name):
        states = row["country"] if name == "cities" else row["countries"]
        others = row.get("others", "").replace(";", " ").split()
        assert {*states.split(";"), *others} <= codes, row
        if name == "works":
            assert row["kind"] in kinds(), row
            assert row["alone"] in {"yes", "place", "word"}, row


@pytest.mark.parametrize("name", ["works", "places"])
def test_no_name_stands_twice(name: str) -> None:
    names = [plain(row["name"]) for row in rows(name)]
    assert sorted(names) == sorted(set(names))


def test_towns_are_written_as_they_are_looked_up() -> None:
    with (KNOWLEDGE / "cities.csv").open(encoding="utf-8", newline="") as file:
        assert [row["name"] for row in csv.DictReader(file) if plain(row["name"]) != row["name"]] == []
