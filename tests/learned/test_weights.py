"""A stored regression answers as scikit-learn does, without scikit-learn."""

from __future__ import annotations

import subprocess
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sklearn.feature_extraction import DictVectorizer
from sklearn.linear_model import LogisticRegression, Ridge
from sklearn.pipeline import make_pipeline
from skops.io import dumps, loads

from policyfacts.learned.confidence import model_of
from policyfacts.learned.fitting import fit
from policyfacts.learned.store import MODEL, home
from policyfacts.learned.weights import Weights, read_weights
from tests.learned.rows import made

FITTED = fit(made(100))
READ = read_weights(dumps(FITTED))
NAMES = st.sampled_from([*sorted(READ.weights), "never seen"])


@given(st.lists(st.dictionaries(NAMES, st.floats(-3, 3)), min_size=1, max_size=5))
def test_the_answers_are_those_of_the_fitted_model(rows: list[dict[str, float]]) -> None:
    assert READ.likely(rows) == pytest.approx(FITTED.predict_proba(rows)[:, 1], abs=1e-12)


def test_the_model_that_comes_with_us_answers_as_scikit_learn_does() -> None:
    weights = model_of().weights
    whole = loads((home() / "confidence" / MODEL).read_bytes(), trusted=[])
    rows = [dict.fromkeys(list(weights.weights)[start::7], 0.5) for start in range(7)]
    assert weights.likely(rows) == pytest.approx(whole.predict_proba(rows)[:, 1], abs=1e-12)


@given(st.dictionaries(st.sampled_from(["a", "b", "c"]), st.floats(-3, 3)))
def test_weights_of_one_opening_answer_for_features_without_it(row: dict[str, float]) -> None:
    whole = Weights({"x:a": 0.3, "x:b": -0.7, "y:a": 2.0, "b": 0.1}, 0.2)
    assert (
        whole.of_parts(whole.below("x:").parts(row)) == whole.likely([{f"x:{name}": v for name, v in row.items()}])[0]
    )


@pytest.mark.parametrize("start", [-800.0, 0.0, 800.0])
def test_no_odds_are_too_great(start: float) -> None:
    (likely,) = Weights({}, start).likely([{}])
    assert likely == pytest.approx({-800.0: 0.0, 0.0: 0.5, 800.0: 1.0}[start])


@pytest.mark.parametrize(
    "model",
    [
        LogisticRegression(),
        make_pipeline(DictVectorizer(), Ridge()).fit([{"a": 1.0}, {"b": 1.0}], [0, 1]),
        make_pipeline(DictVectorizer(), LogisticRegression()).fit([{"a": 1.0}, {"b": 1.0}], ["no", "yes"]),
        make_pipeline(DictVectorizer(), LogisticRegression()).fit([{"a": 1.0}, {"b": 1.0}, {}], [0, 1, 2]),
    ],
    ids=["not fitted", "no regression of classes", "other classes", "three classes"],
)
def test_another_model_is_refused(model: object) -> None:
    with pytest.raises((ValueError, KeyError)):
        read_weights(dumps(model))


def test_using_a_model_loads_neither_scikit_learn_nor_skops() -> None:
    code = (
        "import sys; from policyfacts.learned import model_hashes; model_hashes(); "
        "print(sorted({'sklearn', 'skops', 'scipy', 'pandas'} & set(sys.modules)))"
    )
    told = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert told.stdout.strip() == "[]"
