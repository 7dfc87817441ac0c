"""What may be missing: lines that look like a fact of a table and gave none, or one more than they gave, and how much
of each table was found.

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
from policyfacts.learned.further import further_features
from policyfacts.learned.lines import Line, beside, line_features, lines, named, quiet
from policyfacts.records import Fact, Mention, Paper, Span
from policyfacts.schema import FACT_TABLES


@dataclass(frozen=True, slots=True)
class Candidate:
    """A line that looks like a fact of ``table`` and gave none, or like one more. ``score``: how likely it holds it."""

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
    seen = list(lines(paper, mentions, facts))
    asked = list(_asked(paper, seen, models))
    trust = {page.number: page.grade for page in paper.pages if page.ocr}
    least, further = float(model.settings["least"]), float(model.settings["least further"])
    sums = dict.fromkeys(FACT_TABLES, 0.0)
    for _, table, score in asked:
        sums[table] += score
    found = []
    for (line, table, score), bar in (
        *((a, least) for a in asked),
        *((a, further) for a in _further(paper, seen, models)),
    ):
        score = round(score * trust.get(line.page, 1.0), DECIMALS)
        if score >= bar:
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
            if not value:  # adds nothing
                continue
            for table, weight in by_feature.get(name, ()):
                if table in parts:
                    parts[table].append(weight * value)
        for table, mine in parts.items():
            yield line, table, weights.of_parts(mine)


def _further(paper: Paper, seen: Iterable[Line], models: Path | None) -> Iterator[tuple[Line, str, float]]:
    """How likely each line that told a fact of a table holds a further one."""
    weights = candidate_model(models).weights
    for line in seen:
        for table in sorted(line.told):
            yield line, table, weights.of_parts(weights.parts(further_features(paper, line, table)))


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
