"""Statuses are learned only for flows that cues leave open, and only told where the model is sure."""

from __future__ import annotations

import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from sklearn.feature_extraction import DictVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.pipeline import make_pipeline
from skops.io import dumps

from policyfacts.errors import ModelError
from policyfacts.learned.status import status_model, unsettled, with_status
from policyfacts.learned.store import CARD, MODEL, STATUS, home, save
from policyfacts.learned.weights import read_choice
from policyfacts.learned.wording import FORMAT, wording
from policyfacts.records import Fact
from policyfacts.tables import paper_rows
from tests.builders import fact_of, make_paper

GIVEN = "China gave Peru $2 million for a clinic."
PAPER = make_paper([f"{GIVEN} The clinic was finished and opened its doors to patients in 2012."], [GIVEN])
TEXTS = {
    "Completion": ["it was finished and opened its doors", "the bridge was finished and handed over"],
    "Implementation": ["work goes on and half of the road is laid", "work goes on at the site"],
    "Pipeline: Commitment": ["nothing was paid so far", "no work was begun so far"],
}


def _fitted() -> object:
    rows = [wording(text) for texts in TEXTS.values() for text in texts]
    labels = np.array([status for status, texts in TEXTS.items() for _ in texts])
    return make_pipeline(DictVectorizer(sparse=False), LogisticRegression(C=100)).fit(rows, labels)


def _models(folder: Path, *, least: float, told: tuple[str, ...] = tuple(TEXTS)) -> Path:
    save(folder, STATUS, estimator=_fitted(), card={"format": FORMAT, "threshold": least, "told": list(told)})
    return folder


def _flow(event: str = "", *, certainty: str = "asserted") -> Fact:
    slots: dict[str, tuple[str | int, str]] = {"kind": ("grant", "gave"), "amount": (2000000, "$2 million")}
    if event:
        slots["event"] = (event, "gave")
    return replace(fact_of(PAPER, "funds", GIVEN, slots), certainty=certainty)  # type: ignore[arg-type]


DONE = fact_of(
    PAPER, "projects", "The clinic was finished", {"name": ("clinic", "clinic"), "event": ("completed", "finished")}
)


@pytest.mark.parametrize(
    ("facts", "codes"),
    [
        ([_flow()], [""]),
        ([_flow("reported"), DONE], [""]),
        ([_flow("disbursed")], []),
        ([_flow("disbursed"), DONE], ["Implementation"]),
        ([_flow("repaid"), DONE], []),
        ([_flow("proposed"), DONE], []),
        ([_flow("reported", certainty="hypothetical")], []),
        ([_flow("reported", certainty="denied")], []),
        ([DONE], []),
    ],
)
def test_what_cues_leave_open(facts: list[Fact], codes: list[str]) -> None:
    assert [flow.code for flow in unsettled(PAPER, facts)] == codes


def test_a_paragraph_that_says_no_more_than_the_quote_leaves_it_open() -> None:
    alone = replace(_flow("reported"), quote=fact_of(make_paper([GIVEN]), "funds", GIVEN, {}).quote)
    assert not list(unsettled(make_paper([GIVEN]), [alone]))


@pytest.mark.parametrize(
    ("least", "told", "status"),
    [(0.5, tuple(TEXTS), "Completion"), (0.9999, tuple(TEXTS), ""), (0.5, ("Implementation",), "")],
)
def test_only_what_is_sure_is_told(least: float, told: tuple[str, ...], status: str, tmp_path: Path) -> None:
    models = _models(tmp_path, least=least, told=told)
    given = [_flow("reported"), DONE]
    found = with_status(PAPER, given, models=models)
    assert [fact.status for fact in found] == [status, ""]
    assert found == with_status(PAPER, given, models=models)
    assert paper_rows(PAPER, [], found).rows["funds"][0].get("tuff_status", "") == status


def test_one_cue_stays_as_it_is(tmp_path: Path) -> None:
    found = with_status(PAPER, [_flow("disbursed")], models=_models(tmp_path, least=0.5))
    assert found == [_flow("disbursed")]
    assert paper_rows(PAPER, [], found).rows["funds"][0]["tuff_status"] == "Implementation"


def test_a_folder_without_statuses_changes_nothing(tmp_path: Path) -> None:
    assert with_status(PAPER, [_flow()], models=tmp_path) == [_flow()]


def test_a_damaged_model_says_so(tmp_path: Path) -> None:
    (_models(tmp_path, least=0.5) / STATUS / MODEL).write_bytes(b"")
    with pytest.raises(ModelError, match="may be damaged"):
        with_status(PAPER, [_flow()], models=tmp_path)


def test_the_answers_are_those_of_the_fitted_model() -> None:
    fitted = _fitted()
    read = read_choice(dumps(fitted))
    rows = [wording("the bridge was finished"), wording("half of it"), wording("never seen"), {}]
    assert read.answers == tuple(fitted.classes_)  # type: ignore[attr-defined]
    assert read.likely(rows) == pytest.approx(fitted.predict_proba(rows), abs=1e-12)  # type: ignore[attr-defined]


def test_a_regression_of_two_classes_is_refused() -> None:
    two = make_pipeline(DictVectorizer(), LogisticRegression()).fit([{"a": 1.0}, {"b": 1.0}], np.array(["no", "yes"]))
    with pytest.raises(ValueError, match="three texts"):
        read_choice(dumps(two))


def test_the_model_that_comes_with_us_beats_the_cues() -> None:
    model = status_model()
    assert model is not None
    scores = model.card["scores"]["model and rivals"]
    for case in ("silent", "disagree"):
        rivals = [line for name, line in scores[case].items() if not name.startswith(("model", "cues, model"))]
        assert scores[case]["model"]["right"] > max(line["right"] for line in rivals)
        assert scores[case]["model"]["macro-F1"] > max(line["macro-F1"] for line in rivals)
        assert model.card["scores"]["filled"][case]["right"] >= 0.75
    assert "ODC-By" in model.card["data"]["source"]
    assert (home() / STATUS / MODEL).stat().st_size < 1_000_000
    assert (home() / STATUS / CARD).is_file()


def test_it_keeps_words_and_pairs_only() -> None:
    model = status_model()
    assert model is not None
    assert max(name.count(" ") for name in model.weights.weights) == 1
    assert all(name == name.lower() for name in model.weights.weights)


def test_using_it_loads_neither_scikit_learn_nor_skops() -> None:
    code = (
        "import sys; from policyfacts.learned.status import status_model; status_model(); "
        "print(sorted({'sklearn', 'skops', 'scipy', 'pandas'} & set(sys.modules)))"
    )
    told = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert told.stdout.strip() == "[]"
