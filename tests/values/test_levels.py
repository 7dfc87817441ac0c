"""Titles of partnerships: sentence -> (text, level)."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policyfacts.errors import KnowledgeError
from policyfacts.values.levels import find_levels


@pytest.mark.parametrize(
    ("sentence", "text", "level"),
    [
        ("They formed a strategic partnership.", "strategic partnership", "strategic"),
        ("They are Strategic Partners now.", "Strategic Partners", "strategic"),
        ("A COMPREHENSIVE STRATEGIC PARTNERSHIP", "COMPREHENSIVE STRATEGIC PARTNERSHIP", "comprehensive-strategic"),
        (
            "It is a comprehensive strategic partnership of coordination.",
            "comprehensive strategic partnership of coordination",
            "comprehensive-strategic-coordination",
        ),
        (
            "a strategic partnership of coordination for a new era",
            "strategic partnership of coordination for a new era",
            "strategic-coordination",
        ),
        (
            "a strategic partner for joint development",
            "strategic partner for joint development",
            "strategic-joint-development",
        ),
        (
            "an “all-weather strategic cooperative partnership”",
            "all-weather strategic cooperative partnership",
            "all-weather-strategic-cooperative",
        ),
        (
            "a permanent comprehensive\nstrategic partnership",
            "permanent comprehensive\nstrategic partnership",
            "permanent-comprehensive-strategic",
        ),
        (
            "a Special and Privileged Strategic Partnership",
            "Special and Privileged Strategic Partnership",
            "special-privileged-strategic",
        ),
        (
            "a Special Strategic and Global Partnership",
            "Special Strategic and Global Partnership",
            "special-strategic-global",
        ),
        (
            "a global comprehensive strategic partnership",
            "global comprehensive strategic partnership",
            "global-comprehensive-strategic",
        ),
        ("an innovative comprehensive partnership", "innovative comprehensive partnership", "innovative-comprehensive"),
        (
            "a partnership of friendship and cooperation",
            "partnership of friendship and cooperation",
            "friendship-cooperation",
        ),
        ("a friendly co-operative partnership", "friendly co-operative partnership", "friendly-cooperative"),
        ("an all weather strategic partnership", "all weather strategic partnership", "all-weather-strategic"),
        ("a strategic partnership in raw materials", "strategic partnership", "strategic"),
        ("a Strategic Partnership Agreement", "Strategic Partnership", "strategic"),
        ("a privileged partnership", "privileged partnership", "privileged"),
    ],
)
def test_one_title(sentence: str, text: str, level: str) -> None:
    assert [(m.text, m.value) for m in find_levels(sentence)] == [(text, level)]


@pytest.mark.parametrize(
    ("sentence", "levels"),
    [
        (
            "A strategic partner in 2012, it became a comprehensive strategic one in 2016.",
            ["strategic", "comprehensive-strategic"],
        ),
        (
            "Strategic partnerships came first; the comprehensive strategic grade followed.",
            ["strategic", "comprehensive-strategic"],
        ),
        ("It rose from strategic to comprehensive strategic partner.", ["strategic", "comprehensive-strategic"]),
        ("They have strategic and comprehensive strategic partners.", ["strategic", "comprehensive-strategic"]),
        ("The partnership was raised to the strategic level.", ["strategic"]),
        ("The partnership is discussed at the strategic level.", []),
        ("Comprehensive strategic", ["comprehensive-strategic"]),
        ("Comprehensive", []),
        ("Comprehensive strategic planning", []),
    ],
)
def test_titles_without_their_noun(sentence: str, levels: list[str]) -> None:
    assert [m.value for m in find_levels(sentence)] == levels


@pytest.mark.parametrize(
    "sentence",
    [
        "China is the largest trading partner.",
        "It values its partners and every partnership.",
        "A public-private partnership builds the road.",
        "The Trans-Pacific Partnership was left.",
        "The Regional Comprehensive Economic Partnership is in force.",
        "The Economic Partnership Agreement entered into force.",
        "The Comprehensive Economic Partnership Agreement entered into force.",
        "Partnership and Cooperation Agreements were signed.",
        "The Enhanced Partnership and Cooperation Agreement was signed.",
        "The Global Partnership for Education paid.",
        "The Eastern Partnership met.",
        "A development partner paid.",
        "A joint venture partner was found.",
    ],
)
def test_no_title(sentence: str) -> None:
    assert find_levels(sentence) == []


def test_a_pack_adds_a_title(tmp_path: Path) -> None:
    entry = '[[entry]]\nrole = "title"\nwords = ["iridescent"]\n'
    tmp_path.joinpath("levels.toml").write_text(entry, encoding="utf-8")
    assert find_levels("An iridescent partnership was declared.") == []
    assert [m.value for m in find_levels("An iridescent partnership.", packs=(tmp_path,))] == ["iridescent"]


@pytest.mark.parametrize("entry", ['role = "tilte"\nwords = ["x"]', 'role = "title"', 'role = "title"\nwords = ["("]'])
def test_a_pack_that_cannot_be_used_is_refused(tmp_path: Path, entry: str) -> None:
    tmp_path.joinpath("levels.toml").write_text(f"[[entry]]\n{entry}\n", encoding="utf-8")
    with pytest.raises(KnowledgeError, match="levels"):
        find_levels("A strategic partnership.", packs=(tmp_path,))


@given(
    st.lists(
        st.sampled_from(
            ["strategic", "comprehensive", "partner", "one", "and", ",", "of", "coordination", "from", "to"]
        )
    )
)
def test_mentions_quote_the_text(words: list[str]) -> None:
    text = " ".join(words)
    for mention in find_levels(text):
        assert mention.text == text[mention.start : mention.end]
        assert mention.value
