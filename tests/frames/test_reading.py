"""Sentence -> predicates with their arguments: one row a frame, whatever its form."""

from __future__ import annotations

import pytest

from policyfacts.frames import Frame, Reading, read
from policyfacts.language.syntax import parse

CASES = [
    (
        "Norway donated $2 million to Malawi.",
        "give",
        {"provider": "Norway", "theme": "$2 million", "recipient": "Malawi"},
    ),
    ("Malawi was given $2 million by Norway.", "give", {"provider": "Norway", "recipient": "Malawi"}),
    ("Norway chipped in $2 million.", "give", {"provider": "Norway", "theme": "$2 million"}),
    ("The bank, which lent Togo $5 million, is old.", "lend", {"provider": "The bank", "recipient": "Togo"}),
    ("Norway is ready to help, donating $2 million to Malawi.", "give", {"provider": "Norway", "recipient": "Malawi"}),
    ("A trade pact signed by Peru and Chile is old.", "sign", {"text": "A trade pact", "party": "Peru and Chile"}),
    ("Peru plans to sign a trade pact with Chile.", "sign", {"party": "Peru", "text": "a trade pact with Chile"}),
    ("Peru entered into a trade pact with Chile.", "sign", {"text": "a trade pact with Chile"}),
    ("The signing of the pact by Peru took a day.", "sign", {"text": "the pact by Peru"}),
    ("The bridge that Egypt built is long.", "build", {"work": "The bridge", "builder": "Egypt"}),
    ("Chile was asked to build the dam.", "build", {"builder": "Chile", "work": "the dam"}),
    ("The dam is being built by a Turkish firm.", "build", {"work": "The dam", "builder": "a Turkish firm"}),
    (
        "The United States and Japan were, in that order, granted a loan of $5 million by Norway.",
        "grant",
        {"recipient": "The United States and Japan"},
    ),
    ("In 2019 $2 million was donated to Malawi by Norway.", "give", {"theme": "$2 million", "provider": "Norway"}),
    ("In 2019 Norway prolonged Malawi a grant of $2 million.", "forgive", {"recipient": "Malawi"}),
    ("The loan was underwritten by Norway.", "guarantee", {"theme": "The loan", "provider": "Norway"}),
    (
        "A grant of $2 million, contributed to Malawi by Norway in 2019, paid for wells.",
        "give",
        {"theme": "A grant of $2 million", "provider": "Norway", "recipient": "Malawi"},
    ),
    (
        "The $40 million that the Malawian government utilised from Norway in 2019 paid for wells.",
        "draw",
        {"recipient": "the Malawian government", "provider": "Norway"},
    ),
    ("Ministers held talks in Accra with their guests.", "meet", {"participant": "Ministers", "place": "Accra"}),
]


def _reading(sentence: str, *, offset: int = 0) -> Reading:
    (tree,) = parse([sentence])
    assert tree is not None
    return read(sentence, tree, offset=offset)


def _frame(sentence: str, sense: str) -> Frame:
    return next(frame for frame in _reading(sentence).frames if frame.sense == sense)


@pytest.mark.parametrize(("sentence", "sense", "roles"), CASES)
def test_roles_follow_from_the_grammar(sentence: str, sense: str, roles: dict[str, str]) -> None:
    frame = _frame(sentence, sense)
    found = {a.role: sentence[a.start : a.end] for a in reversed(frame.arguments) if a.role}
    assert {role: found.get(role) for role in roles} == roles


@pytest.mark.parametrize(
    ("sentence", "sense", "told"),
    [
        ("Peru signed the pact.", "sign", ("active", "", False)),
        ("The pact was signed.", "sign", ("passive", "", False)),
        ("Peru has not signed the pact.", "sign", ("active", "", True)),
        ("Peru refused to sign the pact.", "sign", ("active", "", True)),
        ("Peru will sign the pact.", "sign", ("active", "planned", False)),
        ("Peru agreed to sign the pact.", "sign", ("active", "planned", False)),
        ("If Peru signed the pact, Chile would gain.", "sign", ("active", "possible", False)),
        ("The pact that Peru signed is old.", "sign", ("relative", "", False)),
        ("The pact signed in Lima is old.", "sign", ("participle", "", False)),
    ],
)
def test_form_mood_and_negation(sentence: str, sense: str, told: tuple[str, str, bool]) -> None:
    frame = _frame(sentence, sense)
    assert (frame.form, frame.mood, frame.negated) == told


def test_offsets_count_from_where_the_sentence_stands() -> None:
    sentence = "Norway donated $2 million to Malawi."
    for offset in (0, 1000):
        frame = next(f for f in _reading(sentence, offset=offset).frames if f.sense == "give")
        assert sentence[frame.start - offset : frame.end - offset] == "donated"
        assert all(offset <= a.start < a.end <= offset + len(sentence) for a in frame.arguments)


def test_what_stands_over_a_sum() -> None:
    sentence = "Norway gave $2 million, and Peru signed a pact."
    start = sentence.index("$2")
    over = _reading(sentence).over(start, start + len("$2 million"))
    assert [frame.sense for frame in over][:1] == ["give"]
    assert "sign" not in {frame.sense for frame in over[:1]}


def test_words_that_are_none_of_the_lexicon_give_no_frame() -> None:
    assert _reading("Norway earned $2 million.").frames == ()


def test_a_verb_that_is_not_said_again_goes_for_one_more_object() -> None:
    sentence = "Egypt completed the Menouf dam in 2012 and the Abu Qir port in 2019."
    first, second = (f for f in _reading(sentence).frames if f.sense == "finish")
    assert [(f.one("object") or first).start for f in (first, second)] == [16, 43]
    assert sentence[second.start : second.end] == "port"
    assert second.verb == first.span
    assert [a.span for a in second.of("in")] == [(sentence.index("2019"), sentence.index("2019") + 4)]
    assert second.one("subject") is not None
