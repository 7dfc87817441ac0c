"""Which partnerships stand, with whom, at which level: what the timeline and the map show."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from policyfacts.compare.ladders import rank
from policyfacts.tables.cells import Row
from policyfacts.values import edtf
from policyfacts.values.countries import name_of

OTHER = "other titles"
_UNSAID = frozenset({"hypothetical", "denied"})
_LEFT = frozenset({"ended", "denied", "proposed"})


@dataclass(frozen=True, slots=True)
class Step:
    """What became of a relation at one time, seen from one side, ``hub``.

    ``year`` is the date as a decimal, None where there is none; ``fact_id`` names the first row that tells the step,
    ``where`` all papers that do.
    """

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
        said = " ".join(filter(None, (self.status, self.date)))
        return f"{self.name}: {self.level}, {said} ({self.where})"


def steps(timeline: Iterable[Row], rows: Iterable[Row]) -> list[Step]:
    """The steps of ``timeline`` (a table of ``compare``), each from both sides, in order of date.

    ``rows`` are the partnerships; steps that papers only suppose or deny are left out.
    """
    said = {row["fact_id"]: row for row in rows if row["certainty"] not in _UNSAID}
    found = [step for row in timeline if row["table"] == "partnerships" for step in _steps(row, said)]
    return sorted(found, key=lambda step: (step.year or 0.0, step.hub, step.country, rank(step.level), step.fact_id))


def hubs(found: Sequence[Step], *, most: int) -> list[str]:
    """The sides with most partners, two or more, most first."""
    counted = Counter(hub for hub, _ in {(step.hub, step.country) for step in found})
    ranked = sorted(counted.items(), key=lambda item: (-item[1], item[0]))
    return [hub for hub, partners in ranked[:most] if partners > 1]


def standing(found: Iterable[Step], hub: str) -> dict[str, Step]:
    """Each partner's present title, by the step that first reached it: the highest that has not ended.

    ``found`` is in order of time. A lower title that is told later is taken for a looser word for the same relation,
    unless the paper says that it was downgraded.
    """
    reached: dict[str, Step] = {}
    for step in found:
        if step.hub != hub or step.status == "proposed":
            continue
        now = reached.get(step.country)
        if step.status in _LEFT:
            reached.pop(step.country, None)
        elif now is None or step.status == "downgraded" or _replaces(step.level, now.level):
            reached[step.country] = step
    return reached


def _replaces(level: str, now: str) -> bool:
    return level != now and rank(level) >= rank(now)


def levels(found: Iterable[Step], *, most: int) -> list[str]:
    """The levels to tell apart: the most frequent ones, from the highest down."""
    counted = Counter(step.level for step in found)
    frequent = [level for level, _ in sorted(counted.items(), key=lambda item: (-item[1], item[0]))[:most]]
    return sorted(frequent, key=lambda level: (-rank(level), level))


def _steps(row: Row, said: Mapping[str, Row]) -> Iterator[Step]:
    facts = [said[fact] for fact in row["fact_ids"].split("; ") if fact in said]
    sides = row["countries"].split("; ")
    if not facts or len(sides) != 2:
        return
    places = "; ".join(dict.fromkeys(f"{fact['doc']}, p. {fact['page']}" for fact in facts))
    for country, hub in (sides, reversed(sides)):
        yield Step(
            fact_id=facts[0]["fact_id"],
            country=country,
            hub=hub,
            level=row["state"],
            status=row["status"],
            date=row["date"],
            year=year_of(row["date"]),
            where=places,
        )


def year_of(when: str) -> float | None:
    """The first day that an EDTF date may mean, as a decimal year; None for dates that are none, or open."""
    try:
        first, _ = edtf.bounds(when)
    except ValueError:
        return None
    if not 1000 <= first.year < date.max.year:
        return None
    days = (date(first.year + 1, 1, 1) - date(first.year, 1, 1)).days
    return round(first.year + (first.timetuple().tm_yday - 1) / days, 3)
