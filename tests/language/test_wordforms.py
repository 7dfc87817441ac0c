"""Word forms asked for once are those that the pipeline gives word by word."""

from __future__ import annotations

import pytest
from spacy.language import Language

from policyfacts.language.pipelines import load
from policyfacts.language.syntax import parse
from policyfacts.language.wordforms import COMPONENTS, WordForms, word_forms

SENTENCES = [
    "China lent Peru two billion dollars and has promised to lend more.",
    "The banks were to have been lending since 2015; lending fell.",
    "There are loans that the funds found too dear, and there is a fund.",
    "Let's say that the minister's office got the loans, then found them wanting.",
    "The\n\nloan  was signed.",
    "Both had found what they were found to have.",
]


@pytest.fixture
def forms() -> WordForms:
    found = word_forms(load("en_core_web_sm"))
    assert found is not None
    return WordForms(found.nlp, found.wide, found.rare)


def _asked_plainly(nlp: Language, texts: list[str]) -> list[list[tuple[str, str, str]]]:
    return [[(token.lemma_.lower(), token.pos_, token.dep_) for token in doc] for doc in nlp.pipe(texts)]


@pytest.mark.parametrize("order", [1, -1])
def test_the_forms_are_those_of_the_pipeline_in_any_order(forms: WordForms, order: int) -> None:
    texts = SENTENCES[::order]
    for several in (texts, [texts[0]], texts):  # what is known already, and what is new
        docs = list(forms.nlp.pipe(several, disable=COMPONENTS))
        assert [[tuple(form) for form in those] for those in forms.of(docs)] == _asked_plainly(forms.nlp, several)


def test_neighbours_in_a_list_of_new_words_are_none(forms: WordForms) -> None:
    (apart,) = forms.nlp.pipe(["gon and na."], disable=COMPONENTS)
    told = dict(zip((token.text for token in apart), next(iter(forms.of([apart]))), strict=True))
    assert told["gon"].lemma != "go"


def test_a_tree_has_the_words_of_its_sentence() -> None:
    (tree, empty) = parse([SENTENCES[0], ""])
    assert tree is not None
    assert [SENTENCES[0][token.start : token.end] for token in tree.tokens][:3] == ["China", "lent", "Peru"]
    assert [token.lemma for token in tree.tokens if token.pos == "VERB"] == ["lend", "promise", "lend"]
    assert empty is None


def test_pipelines_of_other_components_are_left_alone() -> None:
    from spacy.lang.en import English

    assert word_forms(English()) is None
