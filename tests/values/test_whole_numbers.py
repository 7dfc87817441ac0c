"""No piece of an amount's number stands outside its text, and the paper tells its currency."""

from __future__ import annotations

import csv
from pathlib import Path

from hypothesis import example, given, settings
from hypothesis import strategies as st

from policyfacts.records import Money
from policyfacts.values.amounts import find_amounts
from tests.benchmarks.sums import ROOT, Found, amounts, outside, told

WRITTEN = st.tuples(
    st.sampled_from(["", "-", "\u2212", "minus ", "3 ", "2 million ", "1 ", "½ ", "1/", "about ", "from ", "three "]),
    st.sampled_from(["$", "€", "USD ", "US$ ", ""]),
    st.sampled_from(
        [
            "5",
            "12",
            "1,250",
            "3.5",
            "1 250",
            "2½",
            "2 1/2",
            "2,5000",
            "1 4",
            "4. 5",
            "2, 500",
            "1,2 00",
            "5-7",
            "5, 7 and 9",
        ]
    ),
    st.sampled_from(
        ["", " million", "m", " billion", "-plus million", "+ million", " million 500 thousand", "-million"]
    ),
    st.sampled_from(["", "", "2", "b", "½", " 000", ",000", ".5", "/2", " thousand", " 5", " 2017"]),
    st.sampled_from(["", " dollars", " euros", " (EUR)"]),
)
SAMPLE = 4  # one release in so many; `python -m tests.benchmarks.sums` looks at all of them, and at all papers


@settings(max_examples=500)
@given(WRITTEN.map("".join))
@example("USD 2, 500 million")
@example("$5 billion 600 million")
@example("$4. 5 million2")
@example("minus 5, 7 and 9 million euros")
def test_no_piece_of_a_number_is_left_out(written: str) -> None:
    text = f"It lent {written} in all."
    for mention in find_amounts(text):
        assert isinstance(mention.value, Money)
        found = Found(text, mention.start, mention.end, mention.value, text)
        assert not outside(found), found.shown


def test_no_piece_of_a_number_is_left_out_in_our_papers() -> None:
    found = [one for path in sorted((ROOT / "corpus" / "papers").glob("*.pdf")) for one in amounts(path)]
    assert len(found) > 200
    assert [one.shown for one in found if outside(one) or not told(one)] == []


def test_no_piece_of_a_number_is_left_out_in_releases(shared: Path, tmp_path: Path) -> None:
    (path,) = (shared / "releases").glob("*.jsonl")
    lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
    sample = tmp_path / path.name
    sample.write_text("".join(lines[::SAMPLE]), encoding="utf-8")
    found = list(amounts(sample))
    assert len(found) > 100
    assert [one.shown for one in found if outside(one) or not told(one)] == []


def test_the_currency_of_amounts_in_papers_as_they_come_is_told(shared: Path) -> None:
    with (shared / "wild" / "split.csv").open(encoding="utf-8-sig", newline="") as file:
        docs = [row["doc"] for row in csv.DictReader(file) if row["use"] == "read"]
    paths = [path for doc in docs if (path := shared / "wild" / f"{doc}.pdf").exists()]
    found = [one for path in paths for one in amounts(path)]
    assert len(found) > 500
    assert [f"{one.shown} {one.money.currency}" for one in found if outside(one) or not told(one)] == []
    assert not [one.shown for one in found if one.money.currency == "PEN"]  # symbols of documents, such as "S/2025/138"
