"""Fitting the confidence, and what it is worth on papers that it was not fitted on."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from policyfacts.learned.features import Features
from policyfacts.learned.reliability import Floats

# Little weight on each of many rare rules. Chosen among .03, .05 and .1 by leaving out documents: all three keep the
# error of calibration below .06, and with this one, rows above .8 are .85 right in every table.
STRENGTH = 0.05
# How often a row of a paper that no rule was made on counts. Chosen among 1, 3, 6 and 10 on such rows, a tenth of their
# papers left out at a time: error of calibration .101, .097, .078, .076, Brier score .195, .182, .177, .175.
APART = 10.0
# Coefficients are rounded, so that the order in which a machine adds numbers up does not show in the file.
_DECIMALS = 6
_SHRINKAGE = 5  # a rule's rate counts its table's rate as so many rows more


@dataclass(frozen=True, slots=True)
class Judged:
    """A found row whose truth is known: whether it is right, its evidence, and where it came from.

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

    Rows that stand ``apart`` count ten times: the rules know the other papers, and are right there more often than
    elsewhere.
    """
    from sklearn.feature_extraction import DictVectorizer
    from sklearn.linear_model import LogisticRegression
    from sklearn.pipeline import make_pipeline

    model = make_pipeline(DictVectorizer(sparse=False), LogisticRegression(C=STRENGTH, max_iter=5000))
    weights = np.array([APART if row.apart else 1.0 for row in rows])
    model.fit([row.features for row in rows], truth(rows), logisticregression__sample_weight=weights)
    regression = model[-1]
    regression.coef_ = np.round(regression.coef_, _DECIMALS) + 0.0
    regression.intercept_ = np.round(regression.intercept_, _DECIMALS)
    return model


def truth(rows: Sequence[Judged]) -> Floats:
    """1 for each right row, 0 for each wrong one."""
    return np.array([float(row.right) for row in rows])


def held_out(rows: Sequence[Judged], predict: Predict, *, asked: Sequence[Judged] | None = None) -> Floats:
    """The probability of each row ``asked`` (of all, by default), each document's by what was fitted on all others."""
    asked = rows if asked is None else asked
    claimed = np.zeros(len(asked))
    for doc in dict.fromkeys(row.doc for row in asked):
        inside = [index for index, row in enumerate(asked) if row.doc == doc]
        others = [row for row in rows if row.doc != doc]
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
