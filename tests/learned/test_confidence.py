"""Facts get the confidence that their evidence earns; the model that comes with us keeps what its card says."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from policyfacts.errors import ModelError
from policyfacts.learned import believed, confident, model_hashes
from policyfacts.learned.confidence import model_of
from policyfacts.learned.features import features
from policyfacts.records import Page
from tests.builders import fact_of, make_paper

LENT = "In 2018 China lent Peru $2 billion; the two met in Lima."
PAPER = make_paper([LENT], ["China and Peru are neighbours across an ocean."])
SLOTS = {"kind": ("loan", "lent"), "date": ("2018", "2018"), "providers": ("CHN", "China"), "event": ("signed", "lent")}
LOAN = replace(fact_of(PAPER, "funds", LENT, SLOTS), rule="fund/sum/signed+nsubj-lend+to")
TALK = replace(fact_of(PAPER, "meetings", LENT, {"place": ("Lima", "Lima")}), rule="meeting/talk/held")


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("table=funds", 1.0),
        ("passage=prose", 1.0),
        ("certainty=asserted", 1.0),
        ("funds:rule 1=sum", 1.0),
        ("funds:rule 2=signed", 1.0),
        ("role=nsubj", 1.0),
        ("role=to", 1.0),
        ("funds:has=providers", 1.0),
        ("funds:kind=loan", 1.0),
        ("filled", 0.4),
        ("funds:filled", 0.4),
        ("facts alike in the quote", 0.0),
        ("other facts in the quote", pytest.approx(0.693, abs=0.001)),
        ("precision of the date", 0.4),
        ("slots proved outside", 0.0),
        ("clauses", 0.1),
        ("told: ocr", 0.5),
    ],
)
def test_features(name: str, value: float) -> None:
    found, _ = features(PAPER, [replace(LOAN, features={"ocr": 0.5}), TALK])
    assert found[name] == value


def test_proof_outside_the_quote_is_told() -> None:
    far = replace(
        LOAN,
        quote=TALK.quote,
        slots={
            **LOAN.slots,
            "recipients": fact_of(
                PAPER, "funds", "China and Peru are neighbours", {"recipients": ("PER", "Peru")}
            ).slots["recipients"],
        },
    )
    (found,) = features(PAPER, [far])
    assert found["outside: recipients"] == found["slots proved outside"] == 1
    assert found["distance outside"] > 0.5


def test_every_fact_gets_a_probability_of_three_decimals() -> None:
    found = confident(PAPER, [LOAN, TALK])
    assert [fact.table for fact in found] == ["funds", "meetings"]
    for fact in found:
        assert fact.confidence is not None
        assert 0 <= fact.confidence <= 1
        assert fact.confidence == round(fact.confidence, 3)
    assert confident(PAPER, [LOAN, TALK]) == found
    assert confident(PAPER, []) == []


def test_doubts_of_the_ocr_count() -> None:
    scan = replace(PAPER, pages=(Page(1, 595, 842, grade=0.5, ocr=True), *PAPER.pages[1:]))
    (clear,), (blurred,) = confident(PAPER, [LOAN]), confident(scan, [LOAN])
    assert clear.confidence is not None
    assert blurred.confidence == pytest.approx(clear.confidence / 2, abs=0.001)


def test_what_is_not_believed_is_in_the_ledger() -> None:
    facts = [replace(LOAN, confidence=0.4), replace(TALK, confidence=0.7), replace(LOAN, confidence=0.3)]
    paper, kept = believed(PAPER, facts, least=0.6)
    assert kept == [facts[1]]
    (entry,) = paper.ledger
    assert (entry.page, entry.outcome, entry.reason) == (1, "left out", "2 funds: confidence below 0.6")
    assert believed(PAPER, facts, least=0.3) == (PAPER, facts)


def test_without_models_the_message_says_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match=r"no model here .* --rules-only"):
        confident(PAPER, [LOAN], models=tmp_path)


def test_the_model_that_comes_with_us_reaches_its_goal() -> None:
    model = model_of()
    scores = model.card["scores"]["model and rivals"]
    assert model_hashes()["confidence"] == model.card["sha256"]
    assert list(model_hashes()) == ["confidence", "cells", "candidates"]
    assert scores["model"]["ece"] <= min(0.06, scores["model"]["ece of perfect claims"] + 0.03)
    assert scores["model"]["brier"] < min(line["brier"] for name, line in scores.items() if name != "model")


def test_rows_above_four_fifths_are_right_as_often_as_asked() -> None:
    assert model_of().card["scores"]["model and rivals"]["model"]["above .8, right"] >= 0.85
