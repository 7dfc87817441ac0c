"""Fitting the confidence, and what it is worth on papers that it was not fitted on."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from policyfacts.learned.features import Features
from policyfacts.learned.reliability import Floats
from policyfacts.learned.shifts import Shift, fitted

# Little weight on each of many rare rules. Chosen with APART among .03, .05, .07 and .1 by leaving out documents.
STRENGTH = 0.03
# How often a row of a paper that no rule was made on counts. Chosen among 6, 10 and 15 on such rows, papers left out:
# error of calibration .036, .048, .048, Brier score .178, .179, .180.
APART = 6.0
FOLDS = 20
"""In so many parts documents are left out of a fit that is scored; one at a time where there are no more of them."""
_INNER = 5  # parts in which documents are left out to see how far claims on papers apart are from the truth
# Coefficients are rounded, so that the order in which a machine adds numbers up does not show in the file.
_DECIMALS = 6
_SHRINKAGE = 5  # a rule's rate counts its table's rate as so many rows more


@dataclass(frozen=True, slots=True)
class Judged:
    """A found row, cell or line whose truth is known: whether it is right, its evidence, and where it came from.

    ``apart``: it stands in a paper that no rule was made on.
    """

    doc: str
    table: str
    rule: str
    features: Features
    right: bool
    apart: bool = False


Predict = Callable[[Sequence[Judged], Sequence[Judged]], Floats]
"""Fits on the first rows, and gives the probability that each of the second ones is right."""


def fit(rows: Sequence[Judged]) -> Any:
    """A logistic regression over the features of ``rows``, ready to be stored.

    Rows that stand ``apart`` count six times: the rules know the other papers, and are right there more often than
    elsewhere. What is claimed of rows apart by fits that have not seen their papers is then drawn to what came true of
    them (``shifts``), and that correction is part of the regression.
    """
    return shifted(regression(rows, weights_of(rows)), _shift(rows))


def shifted(model: Any, shift: Shift) -> Any:
    """The regression with a shift folded into its weights; rounded, ready to be stored."""
    vectorizer, regression = model[0], model[-1]
    steps = [shift.tables.get(name.removeprefix("table="), 0.0) for name in vectorizer.feature_names_]
    tables = np.array([name.startswith("table=") for name in vectorizer.feature_names_])
    coefficients = shift.slope * regression.coef_ + np.where(tables, steps, 0.0)
    regression.coef_ = np.round(coefficients, _DECIMALS) + 0.0
    regression.intercept_ = np.round(shift.slope * regression.intercept_ + shift.start, _DECIMALS) + 0.0
    return model


def joined(model: Any, other: Any, bias: str) -> Any:
    """One regression that answers as ``model`` does for rows with its features, and as ``other`` for rows with its own.

    They share no feature. Every row of the other has the feature ``bias``, which makes up for where the two start.
    Rounded, ready to be stored.
    """
    vectorizer, regression = model[0], model[-1]
    names = [*vectorizer.feature_names_, *other[0].feature_names_]
    weights = np.concatenate([regression.coef_[0], np.round(other[-1].coef_[0], _DECIMALS)])
    start = float(other[-1].intercept_[0]) - float(regression.intercept_[0])
    weights[names.index(bias)] = round(float(weights[names.index(bias)]) + start, _DECIMALS)
    order = sorted(range(len(names)), key=lambda n: names[n])
    vectorizer.feature_names_ = [names[n] for n in order]
    vectorizer.vocabulary_ = {name: n for n, name in enumerate(vectorizer.feature_names_)}
    regression.coef_ = weights[order].reshape(1, -1) + 0.0
    regression.n_features_in_ = len(names)
    return model


def regression(rows: Sequence[Judged], weights: Floats, *, strength: float = STRENGTH) -> Any:
    """A logistic regression as scikit-learn fits it; ``weights``: how often each row counts."""
    from sklearn.feature_extraction import DictVectorizer
    from sklearn.linear_model import LogisticRegression
    from sklearn.pipeline import make_pipeline

    model = make_pipeline(DictVectorizer(), LogisticRegression(C=strength, max_iter=5000))
    model.fit([row.features for row in rows], truth(rows), logisticregression__sample_weight=weights)
    return model


def weights_of(rows: Sequence[Judged], *, apart: float = APART) -> Floats:
    """How often each row counts: those apart so many times."""
    return np.array([apart if row.apart else 1.0 for row in rows])


def _shift(rows: Sequence[Judged]) -> Shift:
    """What draws the claims on papers apart to the truth, seen on fits that know other papers only."""
    odds: list[Floats] = []
    asked: list[Judged] = []
    for others, inside in parts(rows, _INNER):
        apart = [row for row in inside if row.apart]
        if apart and len({row.right for row in others}) > 1:
            odds.append(regression(others, weights_of(others)).decision_function([row.features for row in apart]))
            asked += apart
    if len({row.right for row in asked}) < 2:
        return Shift()
    return fitted(np.concatenate(odds), truth(asked), [row.table for row in asked])


def parts(rows: Sequence[Judged], count: int) -> list[tuple[list[Judged], list[Judged]]]:
    """The documents in up to ``count`` parts: for each, the rows of all others, and its own."""
    part = {doc: number % count for number, doc in enumerate(sorted({row.doc for row in rows}))}
    return [
        ([row for row in rows if part[row.doc] != number], [row for row in rows if part[row.doc] == number])
        for number in range(min(count, len(part)))
    ]


def truth(rows: Sequence[Judged]) -> Floats:
    """1 for each right row, 0 for each wrong one."""
    return np.array([float(row.right) for row in rows])


def held_out(rows: Sequence[Judged], predict: Predict, *, asked: Sequence[Judged] | None = None) -> Floats:
    """The probability of each row ``asked`` (of all, by default) by what was fitted on other documents.

    Documents are left out one at a time, or where they are more than ``FOLDS``, in so many parts.
    """
    asked = rows if asked is None else asked
    claimed = np.zeros(len(asked))
    docs = sorted({row.doc for row in asked})
    for number in range(min(FOLDS, len(docs))):
        out = set(docs[number::FOLDS])
        inside = [index for index, row in enumerate(asked) if row.doc in out]
        others = [row for row in rows if row.doc not in out]
        claimed[inside] = predict(others, [asked[index] for index in inside])
    return claimed


def by_model(known: Sequence[Judged], asked: Sequence[Judged]) -> Floats:
    """What the model says."""
    likely: Floats = fit(known).predict_proba([row.features for row in asked])[:, 1]
    return likely


def by_constant(known: Sequence[Judged], asked: Sequence[Judged]) -> Floats:
    """The share of right rows, whatever the row."""
    return np.full(len(asked), truth(known).mean())


def by_table(known: Sequence[Judged], asked: Sequence[Judged]) -> Floats:
    """The share of right rows in the row's table."""
    return np.array([_rate(known, row, of_rule=False) for row in asked])


def by_rule(known: Sequence[Judged], asked: Sequence[Judged]) -> Floats:
    """The share of right rows of the row's rule, drawn towards that of its table where the rule is rare."""
    return np.array([_rate(known, row, of_rule=True) for row in asked])


def _rate(known: Sequence[Judged], asked: Judged, *, of_rule: bool) -> float:
    table = [row.right for row in known if row.table == asked.table] or [row.right for row in known]
    rate = sum(table) / len(table)
    if not of_rule:
        return rate
    rule = asked.rule.split("+")[0]
    own = [row.right for row in known if row.rule.split("+")[0] == rule]
    return (sum(own) + _SHRINKAGE * rate) / (len(own) + _SHRINKAGE)
