"""What may be missing: lines that look like a fact of a table and gave none, and how much of each table was found.

The estimate (``coverage``) weighs the confidences of the rows against the scores of all lines that gave nothing,
however small. How both make facts, and how far the estimate lies from the truth, is learned on papers apart.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from policyfacts.learned.confidence import DECIMALS, candidate_model
from policyfacts.learned.coverage import Estimate, estimate
from policyfacts.learned.lines import Line, beside, line_features, lines, named, quiet
from policyfacts.records import Fact, Mention, Paper, Span
from policyfacts.schema import FACT_TABLES


@dataclass(frozen=True, slots=True)
class Candidate:
    """A line that looks like a fact of ``table`` and gave none. ``score``: how likely it holds one."""

    table: str
    quote: Span
    page: int
    score: float


@dataclass(frozen=True, slots=True)
class Missing:
    """The candidates of a paper, by place, and the estimate of how much of each table was found."""

    candidates: tuple[Candidate, ...] = ()
    found: Mapping[str, Estimate] | None = None


def missing(paper: Paper, mentions: Sequence[Mention], facts: Sequence[Fact], *, models: Path | None = None) -> Missing:
    """What may be missing in ``facts``, which are all that was found in ``paper``, with their confidence.

    Raises ``ModelError``.
    """
    model = candidate_model(models)
    asked = list(_asked(paper, lines(paper, mentions, facts), models))
    trust = {page.number: page.grade for page in paper.pages if page.ocr}
    least = float(model.settings["least"])
    found, sums = [], dict.fromkeys(FACT_TABLES, 0.0)
    for line, table, score in asked:
        sums[table] += score
        score = round(score * trust.get(line.page, 1.0), DECIMALS)
        if score >= least:
            found.append(Candidate(table, line.span, line.page, score))
    claims = {name: [f.confidence or 0.0 for f in facts if f.table == name] for name in FACT_TABLES}
    shares = {name: estimate(name, claims[name], sums[name], model.settings["found"]) for name in FACT_TABLES}
    return Missing(tuple(sorted(found, key=lambda each: (each.quote, each.table))), shares)


def _asked(paper: Paper, found: Iterable[Line], models: Path | None) -> Iterator[tuple[Line, str, float]]:
    """How likely each line holds a fact of each table that has none there."""
    weights, by_feature = candidate_model(models).weights, _by_feature(models)
    for line in found:
        parts = {table: weights.parts(beside(line, table)) for table in quiet(line)}
        for name, value in line_features(paper, line).items() if parts else ():
            for table, weight in by_feature.get(name, ()):
                if table in parts:
                    parts[table].append(weight * value)
        for table, mine in parts.items():
            yield line, table, weights.of_parts(mine)


@cache
def _by_feature(models: Path | None) -> Mapping[str, Sequence[tuple[str, float]]]:
    """The weights of what a line shows, by feature, with their tables.

    ``for_table`` names features for a table; to take those names from the weights once costs less than to give them to
    the features of every line.
    """
    found: dict[str, list[tuple[str, float]]] = {}
    for table in FACT_TABLES:
        for name, weight in candidate_model(models).weights.below(named(table)).weights.items():
            found.setdefault(name, []).append((table, weight))
    return found
