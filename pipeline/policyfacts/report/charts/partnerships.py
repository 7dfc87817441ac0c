"""Which partnerships stand, with whom, at which level: what the timeline and the map show."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from policyfacts.tables.cells import Row
from policyfacts.values import edtf
from policyfacts.values.countries import name_of

OTHER = "other titles"
_ENDS = frozenset({"ended", "denied"})


@dataclass(frozen=True, slots=True)
class Step:
    """One dated or undated statement about a partnership; ``year`` is a decimal, None where there is no date."""

    fact_id: str
    country: str
    hub: str
    level: str
    status: str
    date: str
    year: float | None
    where: str

    @property
    def name(self) -> str:
        return name_of(self.country)

    def __str__(self) -> str:
        said = f"{self.name}: {self.level}, {self.status}"
        return f"{said} {self.date} ({self.where})" if self.date else f"{said} ({self.where})"


def steps(rows: Iterable[Row]) -> list[Step]:
    """The partnerships that papers assert or report, in order of date."""
    found = [_step(row) for row in rows if row["certainty"] not in {"hypothetical", "denied"}]
    return sorted(found, key=lambda step: (step.year or 0.0, step.country, step.level, step.fact_id))


def hubs(found: Sequence[Step], *, most: int) -> list[str]:
    """The sides with most partners, most first."""
    partners = {(step.hub, step.country) for step in found}
    counted = Counter(hub for hub, _ in partners)
    return [hub for hub, _ in sorted(counted.items(), key=lambda item: (-item[1], item[0]))[:most]]


def standing(found: Iterable[Step], hub: str) -> dict[str, Step]:
    """Each partner's present title: the latest that was reached and has not ended."""
    reached: dict[str, Step] = {}
    for step in found:
        if step.hub != hub or step.status == "proposed":
            continue
        if step.status in _ENDS:
            reached.pop(step.country, None)
        else:
            reached[step.country] = step
    return reached


def levels(found: Iterable[Step], *, most: int) -> list[str]:
    """The levels to tell apart: the most frequent ones, from the longest title down."""
    counted = Counter(step.level for step in found)
    frequent = [level for level, _ in sorted(counted.items(), key=lambda item: (-item[1], item[0]))[:most]]
    return sorted(frequent, key=lambda level: (-level.count("-"), -counted[level], level))


def _step(row: Row) -> Step:
    return Step(
        fact_id=row["fact_id"],
        country=row["country"],
        hub=row["counterparty"] or "not stated",
        level=row["level"] or "not stated",
        status=row["status"] or "stated",
        date=row["date"],
        year=year_of(row["date"]),
        where=f"{row['doc']}, p. {row['page']}",
    )


def year_of(when: str) -> float | None:
    """The first day that an EDTF date may mean, as a decimal year; None for dates that are none, or open."""
    try:
        first, _ = edtf.bounds(when)
    except ValueError:
        return None
    if first.year < 1000:
        return None
    days = (date(first.year + 1, 1, 1) - date(first.year, 1, 1)).days if first.year < date.max.year else 366
    return round(first.year + (first.timetuple().tm_yday - 1) / days, 3)
