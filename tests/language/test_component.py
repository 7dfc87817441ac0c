"""The mention rules in a spaCy pipeline."""

from __future__ import annotations

import spacy
from spacy.tokens import DocBin

TEXT = "In May 2017 China lent Peru $2 billion."


def test_mentions_become_spans() -> None:
    nlp = spacy.blank("en")
    nlp.add_pipe("policyfacts")
    doc = nlp(TEXT)
    found = {(span.text, span.label_, span.id_) for span in doc.spans["policyfacts"]}
    assert {
        ("May 2017", "date", "2017-05"),
        ("China", "country", "CHN"),
        ("Peru", "country", "PER"),
        ("$2 billion", "amount", "USD 2000000000"),
    } <= found


def test_the_key_can_be_chosen_and_the_spans_can_be_stored() -> None:
    nlp = spacy.blank("en")
    nlp.add_pipe("policyfacts", config={"spans_key": "facts"})
    stored = DocBin(docs=[nlp(TEXT)]).to_bytes()
    (doc,) = DocBin().from_bytes(stored).get_docs(nlp.vocab)
    assert ("Peru", "PER") in {(span.text, span.id_) for span in doc.spans["facts"]}
