"""Fitting what looks like a missed fact, and what that is worth on papers that the fit has not seen."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np

from policyfacts.learned.features import Features
from policyfacts.learned.fitting import Judged, joined, parts, regression, shifted, truth
from policyfacts.learned.further import BIAS
from policyfacts.learned.lines import WORD, for_table
from policyfacts.learned.reliability import Floats, bins, calibration_error, plot
from policyfacts.learned.shifts import Shift, fitted, probability
from policyfacts.learned.store import CANDIDATES, LINES_FORMAT, save
from policyfacts.training.cards import Made, card
from policyfacts.training.examined import Examined, JudgedLine
from policyfacts.training.found import Shares, shares
from policyfacts.training.further import Further, further

MISSED = (
    "the line holds a gold row of its page and table that no found row is aligned with: its sum, or its date and one "
    "of its parties, or three quarters of the words of its name"
)
# Chosen by leaving out documents, for the most missed rows at a precision of one half.
_STRENGTH = 0.05
_APART, _TOLD = 3.0, 0.3  # how often lines of papers apart count, and lines of which the rules found a fact
_PARTS = 10
_PAPERS = 4  # a word that stands in fewer papers says more about them than about facts
_PRECISION, _FEWEST = 0.5, 20
_NEVER = 1.0


@dataclass(frozen=True, slots=True)
class Gaps:
    """What the candidates are worth: how many there are above the thresholds, the share of them that holds a missed
    fact, the share of missed facts that they hold, and that any line holds; the estimate's own figures.

    ``least``: the threshold of lines that gave none, and of those that gave one. ``further``: how many candidates are
    of the latter. All of papers apart where there are some, each scored by a fit that has not seen it.
    """

    least: tuple[float, float]
    lines: int
    candidates: int
    further: int
    precision: float
    recall: float
    reachable: float
    error: float
    shares: Shares

    def as_text(self) -> str:
        """In a few lines, for people."""
        return (
            f"CANDIDATES\n{self.candidates} of {self.lines} lines score {self.least[0]:.2f} or more, or "
            f"{self.least[1]:.2f} where they told a fact ({self.further}): {self.precision:.2f} hold a missed fact, "
            f"{self.recall:.2f} of the missed facts are in them ({self.reachable:.2f} are in any line); "
            f"ECE {self.error:.3f}\n{self.shares.as_text()}"
        )

    def as_card(self) -> dict[str, Any]:
        """As the model's card holds it."""
        return {
            "by": f"leaving documents out, in {_PARTS} parts",
            "lines": self.lines,
            "candidates": self.candidates,
            "of lines that told a fact": self.further,
            "precision": round(self.precision, 3),
            "recall": round(self.recall, 3),
            "missed facts that any line holds": round(self.reachable, 3),
            "ece": round(self.error, 4),
            "share found": self.shares.as_card(),
        }


def save_gaps(made: Made, seen: Sequence[Examined], claimed: Floats, *, out: Path) -> Gaps:
    """Fit the model of candidates and the estimate of what was found, and write them into ``out``.

    ``claimed``: what was claimed of each found row by a model that had not seen its paper.
    """
    lines = [line for paper in seen for line in paper.lines if not line.optional]
    rows = _rows(lines)
    odds = _held_out(rows, lines)
    scores = _scores(odds, rows, lines)
    told = shares(seen, claimed, _sums(lines, scores))
    asked = _asked(lines)
    more = further(lines)
    least = (
        _least(scores[asked], truth_of(lines)[asked]),
        _least(more.scores, more.missed) if more.scores is not None else _NEVER,
    )
    gaps = _gaps((lines, scores, asked), more, least, (seen, told))
    model = shifted(_fit(rows, lines), _shift(odds, rows, lines))
    if more.model is not None:
        model = joined(model, more.model, BIAS)
    said = card(made, CANDIDATES, rows, None) | {
        "format": LINES_FORMAT,
        "right": MISSED,
        "settings": {"least": least[0], "least further": least[1], "found": told.settings},
        "scores": gaps.as_card(),
    }
    place = save(out, CANDIDATES, estimator=model, card=said)
    picture = plot(bins(scores[asked], truth_of(lines)[asked]))
    (place / "reliability.svg").write_text(picture, encoding="utf-8")
    return gaps


def _rows(lines: Sequence[JudgedLine]) -> list[Judged]:
    """The lines with their features, for the table that each is judged for; words of few papers are left out."""
    papers: defaultdict[str, set[str]] = defaultdict(set)
    for line in lines:
        for name in line.shown:
            papers[name].add(line.judged.doc)
    known = {name for name, docs in papers.items() if not name.startswith(WORD) or len(docs) >= _PAPERS}

    def shown(line: JudgedLine) -> Features:
        kept = {name: value for name, value in line.shown.items() if name in known}
        return for_table(kept, line.line, line.judged.table)

    rows = [replace(line.judged, features=shown(line)) for line in lines]
    seen: defaultdict[str, set[str]] = defaultdict(set)
    for row in rows:
        for name, value in row.features.items():
            if value:
                seen[name].add(row.doc)
    # What a few papers show of a table is little to go by, and makes the model large.
    rare = {name for name, docs in seen.items() if len(docs) < _PAPERS}
    return [replace(row, features={n: v for n, v in row.features.items() if v and n not in rare}) for row in rows]


def truth_of(lines: Sequence[JudgedLine]) -> Floats:
    """1 for each line that holds a missed row, else 0."""
    return np.array([float(bool(line.missed)) for line in lines])


def _fit(rows: Sequence[Judged], lines: Sequence[JudgedLine]) -> Any:
    """What tells a line that holds a fact, found or missed: there are too few that were missed to learn from alone."""
    weights = [(_APART if line.judged.apart else 1.0) * (1.0 if line.quiet else _TOLD) for line in lines]
    return regression(rows, np.array(weights), strength=_STRENGTH)


def _held_out(rows: Sequence[Judged], lines: Sequence[JudgedLine]) -> Floats:
    """The log-odds of each line, from a fit that has not seen its document."""
    odds = np.zeros(len(rows))
    number = {id(row): n for n, row in enumerate(rows)}
    for others, inside in parts(rows, _PARTS):
        if inside and len({row.right for row in others}) > 1:
            model = _fit(others, [lines[number[id(row)]] for row in others])
            odds[[number[id(row)] for row in inside]] = model.decision_function([row.features for row in inside])
    return odds


def _shift(
    odds: Floats, rows: Sequence[Judged], lines: Sequence[JudgedLine], *, out: frozenset[str] = frozenset()
) -> Shift:
    """What draws "holds a fact" to "holds a missed fact" on quiet lines, of papers apart where there are some."""
    asked = _asked(lines) & np.array([row.doc not in out for row in rows])
    missed = truth_of(lines)[asked]
    if not 0 < missed.sum() < len(missed):
        return Shift()
    return fitted(odds[asked], missed, [row.table for row, mine in zip(rows, asked, strict=True) if mine])


def _scores(odds: Floats, rows: Sequence[Judged], lines: Sequence[JudgedLine]) -> Floats:
    """The probability of each line, its document left out of the fit and of what draws it to the truth."""
    docs = sorted({row.doc for row in rows})
    scores = np.zeros(len(rows))
    for number in range(min(_PARTS, len(docs))):
        out = frozenset(docs[number::_PARTS])
        inside = np.array([row.doc in out for row in rows])
        tables = [row.table for row in rows if row.doc in out]
        scores[inside] = probability(_shift(odds, rows, lines, out=out).moved(odds[inside], tables))
    return scores


def _asked(lines: Sequence[JudgedLine]) -> Any:
    """Which lines count: quiet ones, of papers apart where there are some."""
    apart = np.array([line.judged.apart for line in lines])
    quiet = np.array([line.quiet for line in lines])
    return quiet & (apart if apart.any() else ~apart)


def _sums(lines: Sequence[JudgedLine], scores: Floats) -> dict[tuple[str, str], float]:
    """The sum of the scores of quiet lines, by paper and table."""
    sums: defaultdict[tuple[str, str], float] = defaultdict(float)
    for line, score in zip(lines, scores, strict=True):
        if line.quiet:
            sums[line.judged.doc, line.judged.table] += float(score)
    return dict(sums)


def _least(scores: Floats, missed: Floats) -> float:
    """The lowest threshold above which one candidate of two holds a missed fact."""
    scores = np.floor(scores * 1000) / 1000
    order = np.argsort(-scores, kind="stable")
    precise = np.cumsum(missed[order]) / np.arange(1, len(order) + 1)
    last = np.append(np.diff(scores[order]) < 0, True)
    enough = np.flatnonzero((precise >= _PRECISION) & last)
    enough = enough[enough >= min(_FEWEST, len(order)) - 1]
    return float(round(scores[order[enough[-1]]], 3)) if len(enough) else _NEVER


def _gaps(
    told: tuple[Sequence[JudgedLine], Floats, Any],
    more: Further,
    least: tuple[float, float],
    judged: tuple[Sequence[Examined], Shares],
) -> Gaps:
    lines, scores, asked = told
    seen, share = judged
    quiet = [line for line, mine in zip(lines, asked, strict=True) if mine]
    above = [line for line, score in zip(quiet, scores[asked], strict=True) if score >= least[0]]
    some = more.scores if more.scores is not None else np.zeros(0)
    again = [line for line, score in zip(more.lines, some, strict=True) if score >= least[1]]
    apart = {line.judged.doc for line in quiet}
    every = sum(tally.facts - tally.found for paper in seen for tally in paper.tallies if tally.doc in apart)

    def held(which: Sequence[JudgedLine]) -> float:
        found = {(line.judged.doc, line.judged.table, row) for line in which for row in line.missed}
        return len(found) / every if every else 0.0

    shown = [*above, *again]
    return Gaps(
        least,
        len(quiet) + len(more.lines),
        len(shown),
        len(again),
        float(truth_of(shown).mean()) if shown else 0.0,
        held(shown),
        held([*quiet, *more.lines]),
        calibration_error(scores[asked], truth_of(lines)[asked]),
        share,
    )


__all__ = ["Gaps", "save_gaps", "truth"]
