"""Looking before searching changes how long a search takes, never what it finds."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policyfacts.knowledge.needs import folded, needs
from policyfacts.knowledge.searches import Branches, Family, Search

WORDS = [
    # pattern, flags, the words of which a match holds one
    (r"(?<!\w)(?:sign(?:ed|s)?|inked|deal was struck)(?!\w)", re.I, ("sign", "inked", "deal was struck")),
    (r"\b(?:gave|giv(?:es|en))\b", 0, ("gave", "given", "gives")),
    (r"moderni[sz]ed|restored", 0, ("restored", "modernised", "modernized")),
    (r"(?:re-?)?built", re.I, ("built",)),
    (r"[Pp]resident", re.I, ("president",)),
    (r"[Pp]resident", 0, ("President", "president")),
    (r"⟨P\d+⟩ (?:has |had )?lent", re.I, ("⟩ lent", "⟩ had lent", "⟩ has lent")),
    (r"(?:credit )+facility", 0, ("facility",)),
    (r"port(?=s of)", 0, ("port",)),
    (r"\d+ (?:km|MW)", 0, (" MW", " km")),
    (r"\w+", 0, ()),
    (r"loan|\d+", 0, ()),
    (r"(?:loan)?", 0, ()),
    (r"É(?i:té)", 0, ("t",)),
]
PATTERNS = [
    r"(?<![\w])(?:sign(?:ed|s)?|inked|put (?:his|her) name to)(?![\w])",
    r"⟨[PN]\d+⟩(?: has)? (?:lent|lends|moderni[sz]ed) (?P<sum>⟨A\d+⟩)",
    r"(?:(?:revolving |stand-?by )+(?:facility|line)|LO?Cs?)",
    r"(?:a|an|the) (?:new )?(?:sake|silk)\b",
    r"(?:(?<![\w-])|(?<=\bmega-)|(?<=\())(?:port|dam)s?(?!\w)",
]


@pytest.mark.parametrize(("pattern", "flags", "words"), WORDS, ids=[pattern for pattern, _, _ in WORDS])
def test_the_words_that_a_pattern_cannot_do_without(pattern: str, flags: int, words: tuple[str, ...]) -> None:
    assert needs(pattern, flags).words == words


@pytest.mark.parametrize("pattern", PATTERNS)
@given(data=st.data())
def test_what_matches_is_possible_and_found_as_by_re(pattern: str, data: st.DataObject) -> None:
    search, plain = Search(pattern, re.IGNORECASE), re.compile(pattern, re.IGNORECASE)
    text = data.draw(st.text(max_size=5)) + data.draw(st.from_regex(plain)) + data.draw(st.text(max_size=5))
    assert search.possible(text) or not plain.search(text)
    assert [m.span() for m in search.finditer(text)] == [m.span() for m in plain.finditer(text)]
    assert (search.search(text) is None) == (plain.search(text) is None)


@pytest.mark.parametrize("sign", ["ſ", "K", "İ", "ı", "S", "k", "I"])
def test_letters_that_re_takes_for_others_are_folded_likewise(sign: str) -> None:
    for word in ("silk", "sink"):
        for index, letter in enumerate(word):
            text = f"the {word[:index]}{sign}{word[index + 1 :]}"
            if re.search(word, text, re.IGNORECASE):
                assert word in folded(text), (text, letter)


def test_a_wrong_pattern_is_refused_as_by_re() -> None:
    with pytest.raises(re.error):
        _ = Search("(").needs


HEADS = [
    # pattern, flags, how a match begins, where a word or a sign begins; none where that cannot be told
    (r"(?<!\w)(?:Lent|granted)", 0, {"len", "gra"}),
    (r"\bgr?ants?\b", re.I, {"gra", "gan"}),
    (r"(?<![\w-])[“\"]?⟨S\d+⟩", re.I, {"“⟨s", '"⟨s', "⟨s"}),
    (r"(?:new )?loan", re.I, set()),
    (r"(?<!\w)(?:new )?loan", re.I, {"new", "loa"}),
    (r"(?<![^\w])loan", re.I, set()),
    (r"(?<!\w)(?:a\w+|loan)", re.I, set()),
    (r"(?<!\w)\w+ loan", re.I, set()),
    (r"(?:\b)? loan", re.I, set()),
    (r"^(?:On|In) ", 0, {"on ", "in "}),
    (r"(?:(?<![\w-])|(?<=\bmega-))(?:port|dam)s?", 0, {"por", "dam"}),
    (r"(?<=\(i )port", 0, {"por"}),
    (r"(?<=air)port", 0, set()),
    (r"(?<=_)port", 0, set()),
]


@pytest.mark.parametrize(("pattern", "flags", "heads"), HEADS, ids=[pattern for pattern, _, _ in HEADS])
def test_how_every_match_begins(pattern: str, flags: int, heads: set[str]) -> None:
    assert needs(pattern, flags).heads == heads


@given(text=st.text(alphabet="aeglnrtsſıİ \u0307-“’K\n", max_size=30), start=st.integers(0, 8))
def test_words_are_found_in_any_part_of_a_text_as_by_re(text: str, start: int) -> None:
    for pattern in (r"(?<!\w)(?:grants?|re-?lent|le|is)(?!\w)", r"\b(?:ten|eager|sin|kin)", r"^\s?(?:st|la)"):
        search, plain = Search(pattern, re.IGNORECASE), re.compile(pattern, re.IGNORECASE)
        end = max(start, len(text) - 2)
        assert [m.span() for m in search.finditer(text)] == [m.span() for m in plain.finditer(text)]
        assert [m.span() for m in search.finditer(text, start, end)] == [
            m.span() for m in plain.finditer(text, start, end)
        ]


def test_a_family_tells_which_of_its_searches_may_match() -> None:
    family = Family((Search(word, re.IGNORECASE), word) for word in ("signed", "is", r"\d+", "Granted|lent"))
    assert list(family) == ["signed", "is", r"\d+", "Granted|lent"]
    assert family.possible("It was LENT.") == [r"\d+", "Granted|lent"]
    assert family.possible("This was signed") == ["signed", "is", r"\d+"]
    assert family.possible("") == [r"\d+"]


LOOK, LIST, END = (
    r"(?:(?<![\w-])|(?<=\bmega-))",
    ["ports?", "power (?:plant|station)s?", "po", "dams?", "port area"],
    r"(?!\w)",
)


@pytest.mark.parametrize("more", [[], [r"(?:\d+ )?kv lines?"]], ids=["all tell how they begin", "one begins anyhow"])
@given(
    words=st.lists(
        st.sampled_from("port ports mega-port po Power power plant stations dam dams area , - 12 kv line é".split()),
        max_size=9,
    )
)
def test_branches_are_found_as_by_one_pattern(more: list[str], words: list[str]) -> None:
    branches, plain = Branches(LOOK, [*LIST, *more], END), re.compile(f"{LOOK}(?:{'|'.join([*LIST, *more])}){END}")
    text = " ".join(words)
    assert [m.span() for m in branches.finditer(text)] == [m.span() for m in plain.finditer(text)]
    low = text.lower()
    assert [m.span() for m in branches.finditer(low, text)] == [m.span() for m in plain.finditer(low)]
