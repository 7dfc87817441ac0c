"""Fitting the estimate of how much of each table was found, and how often its interval holds the truth."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from policyfacts.learned.coverage import Estimate, estimate
from policyfacts.learned.reliability import Floats
from policyfacts.training.examined import Examined, Tally

_FACTS = 10  # pairs of paper and table with fewer facts say little of the interval
_MANY = 30
_HELD = 0.9
_SPREADS = np.round(np.arange(0.0, 2.01, 0.1), 2).tolist()
_CLUMPS = (1.0, 2.0, 3.0, 4.0, 5.0, 6.0, 8.0, 10.0)
_DRAWN = 5.0  # facts' worth of evidence that a table is as the others
_DECIMALS = 4


@dataclass(frozen=True, slots=True)
class Shares:
    """``settings`` of the estimate; of pairs of paper and table with ten facts or more, each left out: how many there
    are, how often the interval holds the share truly found, its mean width with thirty facts or more, and the mean
    distance of estimate and truth."""

    settings: dict[str, Any]
    pairs: int
    held: float
    many: int
    width: float
    off: float

    def as_text(self) -> str:
        """In one line, for people."""
        return (
            f"SHARE FOUND\n{self.pairs} pairs of paper and table with {_FACTS} facts or more: the 90 % interval holds "
            f"the truth in {self.held:.2f}; estimate off by {self.off:.3f}; width {self.width:.2f} in {self.many} "
            f"pairs with {_MANY} facts or more"
        )

    def as_card(self) -> dict[str, Any]:
        """As the model's card holds it."""
        return {
            "pairs with ten facts or more": self.pairs,
            "truth within the 90 % interval": round(self.held, 3),
            "mean error": round(self.off, 3),
            "pairs with thirty facts or more": self.many,
            "their mean width": round(self.width, 3),
        }


@dataclass(frozen=True, slots=True)
class _Pair:
    tally: Tally
    claims: tuple[float, ...]
    right: float
    scores: float


def shares(seen: Sequence[Examined], claimed: Floats, sums: Mapping[tuple[str, str], float]) -> Shares:
    """Fit the estimate. ``claimed``: of each found row; ``sums``: of the scores of quiet lines, by paper and table."""
    pairs = _pairs(seen, claimed, sums)
    apart = [pair for pair in pairs if pair.tally.apart] or pairs
    docs = sorted({pair.tally.doc for pair in apart})
    without = {doc: _settings([pair for pair in apart if pair.tally.doc != doc]) for doc in docs}
    tried = [pair for pair in apart if pair.tally.facts >= _FACTS]
    width = _width(tried, without)
    told = [(pair, _estimated(pair, without[pair.tally.doc], width)) for pair in tried]
    held = [_truth(pair) for pair, _ in told]
    inside = [each.low <= truth <= each.high for (_, each), truth in zip(told, held, strict=True)]
    off = [abs(each.share - truth) for (_, each), truth in zip(told, held, strict=True)]
    wide = [each.high - each.low for pair, each in told if pair.tally.facts >= _MANY]
    settings = {
        **_settings(apart),
        "spread": width[0],
        "clumps": width[1],
        "papers": len({p.tally.doc for p in apart if p.tally.facts}),
    }
    return Shares(settings, len(told), _mean(inside), len(wide), _mean(wide), _mean(off))


def _pairs(seen: Sequence[Examined], claimed: Floats, sums: Mapping[tuple[str, str], float]) -> list[_Pair]:
    pairs, first = [], 0
    for paper in seen:
        for tally in paper.tallies:
            claims = tuple(float(claimed[first + number]) for number in tally.rows)
            right = float(sum(paper.rows[number].right for number in tally.rows))
            pairs.append(_Pair(tally, claims, right, sums.get((tally.doc, tally.table), 0.0)))
        first += len(paper.rows)
    return pairs


def _settings(pairs: Sequence[_Pair]) -> dict[str, Any]:
    """What makes told and missed come true over all pairs, then table by table as far as there are facts to tell."""
    rows, right = sum(len(pair.claims) for pair in pairs), sum(pair.right for pair in pairs)
    answered = sum(pair.tally.found for pair in pairs)
    answers = min(1.0, max(0.0, (answered - right) / (rows - right))) if rows > right else 0.0
    told = np.array([sum(p.claims) + answers * (len(p.claims) - sum(p.claims)) for p in pairs])
    scores = np.array([pair.scores for pair in pairs])
    missed = np.array([float(pair.tally.facts - pair.tally.found) for pair in pairs])
    lines, beside = _two(scores, told, missed)
    expected = lines * scores + beside * told
    tables = np.array([pair.tally.table for pair in pairs])
    times = {
        table: float((missed[tables == table].sum() + _DRAWN) / (expected[tables == table].sum() + _DRAWN))
        for table in sorted(set(tables.tolist()))
    }
    return {
        "answers": round(answers, _DECIMALS),
        "lines": {table: round(lines * factor, _DECIMALS) for table, factor in times.items()},
        "beside": {table: round(beside * factor, _DECIMALS) for table, factor in times.items()},
    }


def _two(scores: Floats, told: Floats, missed: Floats) -> tuple[float, float]:
    """The two numbers of 0 or more that make ``missed`` of ``scores`` and ``told``: least squares, a pair of many facts
    counting as its chance allows."""
    from scipy.optimize import nnls

    weight = 1 / np.sqrt(scores + told + 1)
    found, _ = nnls(np.column_stack([scores, told]) * weight[:, None], missed * weight)
    return float(found[0]), float(found[1])


def _width(pairs: Sequence[_Pair], without: Mapping[str, dict[str, Any]]) -> tuple[float, float]:
    """The spread and the clumps with which nine intervals in ten hold the truth, and are narrowest on average."""
    best = (2.0, _SPREADS[-1], _CLUMPS[-1])
    for spread in _SPREADS:
        for clumps in _CLUMPS:
            told = [(_truth(p), _estimated(p, without[p.tally.doc], (spread, clumps))) for p in pairs]
            if _mean([each.low <= truth <= each.high for truth, each in told]) >= _HELD:
                best = min(best, (_mean([each.high - each.low for _, each in told]), spread, clumps))
    return best[1], best[2]


def _estimated(pair: _Pair, settings: Mapping[str, Any], width: tuple[float, float]) -> Estimate:
    given = {**settings, "spread": width[0], "clumps": width[1]}
    return estimate(pair.tally.table, pair.claims, pair.scores, given)


def _truth(pair: _Pair) -> float:
    return pair.tally.found / pair.tally.facts


def _mean(values: Sequence[float]) -> float:
    return sum(values) / len(values) if values else 0.0
