"""A fitted logistic regression as what it is: a weight for each feature, and a constant.

A skops file is a ZIP archive with a JSON tree of the fitted objects and their NumPy arrays. The few numbers that make
the answer are read from it as data: nothing is built from names in the file, and neither skops nor scikit-learn, which
take seconds to load, is needed to use a model.
"""

from __future__ import annotations

import io
import json
import math
import zipfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from policyfacts.learned.features import Features
from policyfacts.learned.reliability import Floats

_VECTORIZER = "sklearn.feature_extraction._dict_vectorizer.DictVectorizer"
_REGRESSION = "sklearn.linear_model._logistic.LogisticRegression"
_CLASSES = [0.0, 1.0]


@dataclass(frozen=True, slots=True)
class Weights:
    """What each feature adds to the logarithm of the odds that a row is right, and where they start."""

    weights: Mapping[str, float]
    start: float

    def likely(self, rows: Sequence[Features]) -> Floats:
        """The probability of each row of features, as ``predict_proba`` of the fitted model gives it (its second
        column). Features without a weight say nothing.

        The sum is exact before it is rounded, so that no machine's order of adding shows.
        """
        return np.array([self.of_parts(self.parts(row)) for row in rows])

    def parts(self, row: Features) -> list[float]:
        """What each of a row's features adds."""
        known = self.weights.get
        return [weight * value for name, value in row.items() if (weight := known(name))]

    def of_parts(self, parts: Sequence[float]) -> float:
        """The probability of a row whose features add ``parts``."""
        return _probability(math.fsum([self.start, *parts]))

    def below(self, opening: str) -> Weights:
        """The weights of the features whose names begin with ``opening``, by the rest of their names."""
        own = {name.removeprefix(opening): weight for name, weight in self.weights.items() if name.startswith(opening)}
        return Weights(own, self.start)


def read_weights(data: bytes) -> Weights:
    """The weights in a skops file of a DictVectorizer and a LogisticRegression in one pipeline.

    Raises ``ValueError`` (or what ``zipfile``, ``json`` and NumPy say) where the file holds something else.
    """
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        steps = _plain(_parts(json.loads(archive.read("schema.json")), "sklearn.pipeline.Pipeline")["steps"])
        (_, vectorizer), (_, regression) = steps
        names = _plain(_parts(vectorizer, _VECTORIZER)["feature_names_"])
        fitted = _parts(regression, _REGRESSION)
        classes, weights, start = (_array(archive, fitted[part]) for part in ("classes_", "coef_", "intercept_"))
    if classes.tolist() != _CLASSES or weights.shape != (1, len(names)) or start.shape != (1,):
        raise ValueError("not a regression of right and wrong over named features")
    return Weights(dict(zip(names, weights[0].tolist(), strict=True)), float(start[0]))


def _parts(node: Any, kind: str) -> dict[str, Any]:
    """The attributes of an object of the type ``kind``."""
    found = f"{node['__module__']}.{node['__class__']}"
    if found != kind:
        raise ValueError(f"{found} stands where {kind} should")
    parts = node["content"]["content"]
    if not isinstance(parts, dict):
        raise ValueError(f"{kind} without parts")
    return parts


def _plain(node: Any) -> Any:
    """Lists, tuples and JSON values of the tree as Python has them; objects stay nodes."""
    if node["__loader__"] == "JsonNode":
        return json.loads(node["content"])
    if node["__loader__"] in {"ListNode", "TupleNode"}:
        return [_plain(item) for item in node["content"]]
    return node


def _array(archive: zipfile.ZipFile, node: Any) -> Floats:
    array = np.load(io.BytesIO(archive.read(node["file"])), allow_pickle=False)
    return np.asarray(array, dtype=np.float64)


def _probability(log_odds: float) -> float:
    if log_odds >= 0:
        return 1 / (1 + math.exp(-log_odds))
    odds = math.exp(log_odds)
    return odds / (1 + odds)
