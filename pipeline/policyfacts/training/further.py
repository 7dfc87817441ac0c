"""Fitting what looks like a further fact of a table in a line that told one."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from policyfacts.learned.fitting import Judged, parts, regression, weights_of
from policyfacts.learned.reliability import Floats
from policyfacts.training.examined import JudgedLine

# Chosen by leaving out documents, among .02, .05, .2 and 1.
_STRENGTH = 0.05
_APART = 3.0
_PARTS = 10
_PAPERS = 4


@dataclass(frozen=True, slots=True)
class Further:
    """The lines that told a fact, those of papers apart where there are some, with how likely each holds a further one,
    by a fit that has not seen its paper. ``model``: the fit on all; ``None`` where too few are judged."""

    lines: tuple[JudgedLine, ...] = ()
    scores: Floats | None = None
    model: Any = None

    @property
    def missed(self) -> Floats:
        """1 for each line that holds a missed row, else 0."""
        return np.array([float(bool(line.missed)) for line in self.lines])


def further(lines: Sequence[JudgedLine]) -> Further:
    """Fit it on ``lines``, of which those count that told a fact."""
    told = [line for line in lines if line.further is not None]
    rows = _rows(told)
    if len({row.right for row in rows}) < 2:
        return Further()
    scores = np.zeros(len(rows))
    number = {id(row): n for n, row in enumerate(rows)}
    for others, inside in parts(rows, _PARTS):
        if inside and len({row.right for row in others}) > 1:
            scores[[number[id(row)] for row in inside]] = _fit(others).predict_proba([r.features for r in inside])[:, 1]
    apart = [n for n, row in enumerate(rows) if row.apart] or list(range(len(rows)))
    return Further(tuple(told[n] for n in apart), scores[apart], _fit(rows))


def _rows(told: Sequence[JudgedLine]) -> list[Judged]:
    papers: defaultdict[str, set[str]] = defaultdict(set)
    for line in told:
        for name in line.further or ():
            papers[name].add(line.judged.doc)
    known = {name for name, docs in papers.items() if len(docs) >= _PAPERS}
    return [
        replace(
            line.judged,
            features={name: value for name, value in (line.further or {}).items() if name in known},
            right=bool(line.missed),
        )
        for line in told
    ]


def _fit(rows: Sequence[Judged]) -> Any:
    return regression(rows, weights_of(rows, apart=_APART), strength=_STRENGTH)
