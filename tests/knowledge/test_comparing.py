"""The knowledge that comparing rests on is tried on its own examples: "a = b", "a > b", members of regions."""

from __future__ import annotations

import re

import pytest

from policyfacts.compare.clues import NAMED
from policyfacts.compare.ladders import ladder, one_title, rank
from policyfacts.compare.names import likeness
from policyfacts.compare.parties import region
from policyfacts.knowledge import Entry, entries


def _holds(name: str, example: str, entry: Entry) -> bool:
    if name == "regions":
        return example in region(entry["name"])
    a, sign, b = re.split(r" ([=>]) ", example)
    if name == "ladders":
        return ladder(entry["table"]).forward(a, b)
    if name == "title_ranks":
        return one_title(a) == one_title(b) if sign == "=" else rank(a) > rank(b)
    like = likeness(a, b)
    return like.named and like.score >= NAMED and not like.apart and not like.other


def _cases(which: str) -> list[tuple[str, str, Entry]]:
    names = ("ladders", "title_ranks", "regions", "name_words")
    return [(name, example, entry) for name in names for entry in entries(name) for example in entry[which]]


@pytest.mark.parametrize(("name", "example", "entry"), _cases("yes"), ids=lambda value: str(value)[:60])
def test_yes_holds(name: str, example: str, entry: Entry) -> None:
    assert _holds(name, example, entry)


@pytest.mark.parametrize(("name", "example", "entry"), _cases("no"), ids=lambda value: str(value)[:60])
def test_no_does_not_hold(name: str, example: str, entry: Entry) -> None:
    assert not _holds(name, example, entry)
