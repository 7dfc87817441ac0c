"""The model of a flow's status: fitted on coded narratives, and judged on recipients that it has not seen."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from policyfacts.learned.reliability import Floats
from policyfacts.training.narratives import Flow

SEED = 7
FOLDS = 5
LEAST = 20  # narratives that a word must occur in: no narrative can be told from the vocabulary
STRENGTH = 5.0  # chosen among 3, 5, 10, 20 with the folds below: the figures hardly differ
GOAL = 0.75
THRESHOLDS = tuple(round(0.5 + 0.05 * step, 2) for step in range(10))
_DECIMALS = 6  # as for the confidence: the order in which a machine adds up does not show
_Z = 1.96  # the lower bound of an interval of 95 of 100

Texts = NDArray[np.str_]


@dataclass(frozen=True, slots=True)
class HeldOut:
    """Found flows and what was said of each by what had not seen its recipient: the model's answers and how sure it is
    of them, and what needs no model."""

    flows: tuple[Flow, ...]
    answers: Texts
    sure: Floats
    rivals: dict[str, Texts]


def fit(flows: Sequence[Flow]) -> Any:
    """A multinomial logistic regression over the words of ``flows`` that occur in ``LEAST`` of them or more."""
    from sklearn.feature_extraction import DictVectorizer
    from sklearn.linear_model import LogisticRegression
    from sklearn.pipeline import make_pipeline

    counts = Counter(name for flow in flows for name in flow.features)
    rows = [{name: value for name, value in flow.features.items() if counts[name] >= LEAST} for flow in flows]
    model = make_pipeline(DictVectorizer(sparse=False), LogisticRegression(C=STRENGTH, max_iter=5000))
    model.fit(rows, np.array([flow.status for flow in flows]))
    regression = model[-1]
    regression.coef_ = np.round(regression.coef_, _DECIMALS) + 0.0
    regression.intercept_ = np.round(regression.intercept_, _DECIMALS) + 0.0
    return model


def held_out(flows: Sequence[Flow]) -> HeldOut:
    """What is said of the flows that the rules find, in ``FOLDS`` folds. All projects of a recipient are in one fold,
    so that neither a project nor its sister projects, told in much the same words, help to judge it. Narratives whose
    sum the rules do not find are learned from, never judged."""
    from sklearn.model_selection import StratifiedGroupKFold

    truth = np.array([flow.status for flow in flows])
    folds = StratifiedGroupKFold(FOLDS, shuffle=True, random_state=SEED)
    said: dict[int, tuple[str, float, dict[str, str]]] = {}
    for known, asked in folds.split(truth, truth, [flow.group for flow in flows]):
        seen = [flows[index] for index in known]
        indices = [int(index) for index in asked if flows[index].case != "not found"]
        if not indices:
            continue
        model = fit(seen)
        likely = model.predict_proba([flows[index].features for index in indices])
        rival = _rivals(seen)
        for index, row in zip(indices, likely, strict=True):
            simple = {name: answer(flows[index]) for name, answer in rival.items()}
            said[index] = (str(model.classes_[row.argmax()]), float(row.max()), simple)
    order = sorted(said)
    names = list(said[order[0]][2]) if order else []
    return HeldOut(
        tuple(flows[index] for index in order),
        np.array([said[index][0] for index in order]),
        np.array([said[index][1] for index in order]),
        {name: np.array([said[index][2][name] for index in order]) for name in names},
    )


def _rivals(seen: Sequence[Flow]) -> dict[str, Callable[[Flow], str]]:
    """What needs no model: the code of the event; with the most frequent status where it has none; and the most
    frequent status of flows with the same event."""
    most = Counter(flow.status for flow in seen).most_common(1)[0][0]
    by_event: dict[str, Counter[str]] = {}
    for flow in seen:
        if flow.case != "not found":
            by_event.setdefault(flow.event, Counter())[flow.status] += 1
    usual = {event: counts.most_common(1)[0][0] for event, counts in by_event.items()}
    return {
        "cues": lambda flow: flow.code,
        "cues, else the majority": lambda flow: flow.code or most,
        "each event's usual status": lambda flow: usual.get(flow.event, most),
    }


def lower_bound(right: int, of: int) -> float:
    """The lower end of Wilson's interval for a share (95 of 100): what few cases promise at least."""
    if not of:
        return 0.0
    share, spread = right / of, _Z * _Z / of
    margin = _Z * (share * (1 - share) / of + spread / (4 * of)) ** 0.5
    return float((share + spread / 2 - margin) / (1 + spread))


def threshold(found: HeldOut) -> tuple[float, tuple[str, ...]] | None:
    """The least probability from which on the answers are right in ``GOAL`` of the cases or more, by the lower bound,
    both where cues are silent and where they disagree; and the statuses that may be told from there on, those whose
    own share reaches it (the others are answered too seldom or too badly). None where there is none."""
    asked = np.array([flow.asked for flow in found.flows], bool)
    right = found.answers == np.array([flow.status for flow in found.flows])
    cases = np.array([flow.case for flow in found.flows])
    for least in THRESHOLDS:
        sure = asked & (found.sure >= least)
        answered = sorted(set(found.answers[sure].tolist()))
        told = tuple(status for status in answered if right[sure & (found.answers == status)].mean() >= GOAL)
        written = sure & np.isin(found.answers, told)
        by_case = [right[written & (cases == case)] for case in ("silent", "disagree")]
        if all(lower_bound(int(case.sum()), len(case)) >= GOAL for case in by_case):
            return least, told
    return None
