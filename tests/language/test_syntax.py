"""What the parser is shown of a sentence: names by one word, sums in plain signs and words."""

from __future__ import annotations

import pytest

from policyfacts.language.syntax import parse, shortened
from policyfacts.records import Span

SUMS = [
    ("KD 9 million", "$ 9 million"),
    ("CFAF 22 billion", "$ 22 billion"),
    ("RUB 7.5bn", "$ 7.5 billion"),
    ("A$24m", "$24 million"),
    ("300 million FCFA", "300 million dollars"),
    ("EUR 30,000", "$ 30,000"),
    ("US$5 billion", "US$5 billion"),
    ("€5 million", "€5 million"),
    ("12 million dollars", "12 million dollars"),
]


@pytest.mark.parametrize(("told", "plain"), SUMS)
def test_the_parser_sees_sums_in_plain_words(told: str, plain: str) -> None:
    text = f"The bank lent {told} to Togo."
    start = text.index(told)
    assert shortened(text, (), [Span(start, start + len(told))]).text == text.replace(told, plain)


@pytest.mark.parametrize("told", [told for told, _ in SUMS])
def test_the_tree_has_the_offsets_of_the_text_as_it_was(told: str) -> None:
    text = f"The bank lent {told} to the Ministry of Mines of Togo."
    start, name = text.index(told), text.index("Ministry of Mines")
    names = [Span(name, name + len("Ministry of Mines"))]
    (tree,) = parse([text], names=[names], sums=[[Span(start, start + len(told))]])
    assert tree is not None
    words = {text[t.start : t.end] for t in tree.tokens}
    assert {"lent", "Ministry of Mines", "Togo"} <= words
    head = tree.tokens[tree.head_of(start, start + len(told)) or 0]
    assert (head.dep, text[tree.tokens[head.head].start : tree.tokens[head.head].end]) == ("dobj", "lent")


@pytest.mark.parametrize(
    ("text", "subject"),
    [
        ("On 4 May 2016 Bolivia used financing from the fund.", "Bolivia"),
        ("On 11 March Eximbank visited Tokyo.", "Eximbank"),
        ("On 4 May 2016 the two countries visited Tokyo.", "countries"),
    ],
)
def test_a_comma_left_out_behind_the_opening_date_is_put_in(text: str, subject: str) -> None:
    place = text.index(subject if subject[0].isupper() else "the two") - 1
    (tree,) = parse([text], pauses=[(place,)])
    assert tree is not None
    (token,) = (t for t in tree.tokens if t.dep == "nsubj")
    assert text[token.start : token.end] == subject
