"""What sort of party a name is."""

from __future__ import annotations

import pytest

from policyfacts.knowledge import Entry, entries
from policyfacts.values.partykinds import by_words, party_kind
from policyfacts.vocabularies import PARTY_KINDS


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("CHN", "country"),
        ("XKX", "country"),
        ("EU", "bloc"),
        ("Export-Import Bank of China", "lender"),
        ("Sinosure", "insurer"),
        ("World Bank", "multilateral"),
        ("Ministry of Works", "government"),
        ("Bank of Ghana", "central bank"),
        ("Lakeside Harbour Company", "company"),
        ("Somebody", "other"),
        ("", "other"),
        ("x" * 1_000_000, "other"),
    ],
)
def test_a_party_is_of_a_kind(name: str, kind: str) -> None:
    assert party_kind(name) == kind


@pytest.mark.parametrize("entry", entries("party_kinds"), ids=lambda entry: str(entry["kind"]))
def test_words_tell_the_kind(entry: Entry) -> None:
    assert entry["yes"]
    assert [by_words(name) for name in entry["yes"]] == [entry["kind"]] * len(entry["yes"])
    assert entry["kind"] not in [by_words(name) for name in entry["no"]]


def test_every_kind_is_in_the_vocabulary() -> None:
    listed = {
        party_kind(name)
        for entry in entries("organisations")
        for group in entry.get("organisations", ())
        for name in group
    }
    assert listed | {str(entry["kind"]) for entry in entries("party_kinds")} <= set(PARTY_KINDS)
