"""Models on disk: the same bytes for the same model, no code in them, and clear words where one does not fit."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from sklearn.naive_bayes import GaussianNB
from skops.io import dumps

from policyfacts.errors import ModelError, OutputError
from policyfacts.knowledge.kept import ENVIRONMENT, keep
from policyfacts.learned.fitting import fit
from policyfacts.learned.store import CARD, MODEL, load, save
from tests.learned.rows import made

FITTED = fit(made(100))


class Stranger:
    """A type that nobody trusts."""


def _stored(folder: Path, **card: Any) -> Path:
    return save(folder, "odds", estimator=FITTED, card={"format": 7, **card})


def test_what_is_stored_comes_back(tmp_path: Path) -> None:
    place = _stored(tmp_path, right="when it is right")
    model = load("odds", folder=tmp_path, format=7)
    assert model.card["right"] == "when it is right"
    assert model.sha256 == hashlib.sha256((place / MODEL).read_bytes()).hexdigest()
    evidence = [{"rule=sure": 1.0, "words": 0.3}]
    assert model.weights.likely(evidence) == pytest.approx(FITTED.predict_proba(evidence)[:, 1], abs=1e-12)


@pytest.mark.parametrize(
    "kept", [None, [], {"weights": {}}, {"weights": ["a"], "start": 1}, {"weights": {"a": "b"}, "start": 1}]
)
def test_weights_are_the_same_from_memory(kept: object, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(ENVIRONMENT, str(tmp_path / "cache"))
    _stored(tmp_path)
    first = load.__wrapped__("odds", folder=tmp_path, format=7)
    if kept is not None:  # what cannot be weights counts for nothing
        (file,) = (tmp_path / "cache").glob("weights-*")
        keep("weights", file.stem.removeprefix("weights-"), kept)
    again = load.__wrapped__("odds", folder=tmp_path, format=7)
    assert again.weights == first.weights
    assert again.weights.weights


def test_the_same_model_is_the_same_bytes(tmp_path: Path) -> None:
    one = _stored(tmp_path / "one")
    other = save(tmp_path / "other", "odds", estimator=fit(made(100)), card={"format": 7})
    assert [(one / name).read_bytes() for name in (MODEL, CARD)] == [
        (other / name).read_bytes() for name in (MODEL, CARD)
    ]


def _gone(place: Path) -> None:
    (place / CARD).unlink()


def _no_model(place: Path) -> None:
    (place / MODEL).unlink()


def _cut(place: Path) -> None:
    (place / MODEL).write_bytes((place / MODEL).read_bytes()[:-50])


def _scribbled(place: Path) -> None:
    (place / CARD).write_text("{", encoding="utf-8")


def _listed(place: Path) -> None:
    (place / CARD).write_text("[]", encoding="utf-8")


def _aged(place: Path) -> None:
    card = json.loads((place / CARD).read_text(encoding="utf-8"))
    (place / CARD).write_text(json.dumps({**card, "format": 6}), encoding="utf-8")


def _swapped(data: bytes) -> Callable[[Path], None]:
    def swap(place: Path) -> None:
        card = json.loads((place / CARD).read_text(encoding="utf-8"))
        (place / MODEL).write_bytes(data)
        (place / CARD).write_text(json.dumps({**card, "sha256": hashlib.sha256(data).hexdigest()}), encoding="utf-8")

    return swap


@pytest.mark.parametrize(
    ("harm", "message"),
    [
        (_gone, "no model here"),
        (_no_model, "cannot be read"),
        (_cut, "may be damaged"),
        (_scribbled, "damaged"),
        (_listed, "not a JSON object"),
        (_aged, "made for another version of policyfacts"),
        (_swapped(b"no archive"), "cannot be loaded"),
        (_swapped(dumps(GaussianNB())), "holds sklearn.naive_bayes.GaussianNB"),
        (_swapped(dumps(Stranger())), "Stranger, which no model of policyfacts does"),
        (_swapped(dumps([print])), "cannot be loaded"),
    ],
)
def test_a_model_that_does_not_fit_says_so(harm: Callable[[Path], None], message: str, tmp_path: Path) -> None:
    harm(_stored(tmp_path))
    with pytest.raises(ModelError, match=message) as caught:
        load("odds", folder=tmp_path, format=7)
    assert "--rules-only" in str(caught.value)


def test_a_folder_that_cannot_be_written_says_so(tmp_path: Path) -> None:
    (tmp_path / "odds").write_text("a file", encoding="utf-8")
    with pytest.raises(OutputError, match="cannot be written"):
        _stored(tmp_path)
