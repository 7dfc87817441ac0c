"""Level or status over time: for each pair of sides their titles, for each fund or text or work what happened."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from policyfacts.compare import parties
from policyfacts.compare.clusters import Cluster
from policyfacts.compare.ladders import ladder, one_title
from policyfacts.compare.told import Told
from policyfacts.tables.cells import Row
from policyfacts.values import edtf

_COUNTRIES = {
    "partnerships": ("country", "counterparty"),
    "funds": ("providers", "recipients"),
    "agreements": ("parties",),
    "projects": ("countries",),
    "meetings": ("participants",),
}


def timeline(found: Iterable[Cluster]) -> list[Row]:
    """The rows of ``timeline``, by table, subject and date; what is not dated comes last."""
    rows = [row for cluster in found for row in _of_cluster(cluster)]
    return sorted(rows, key=lambda row: (row["table"], row["subject"], row["cluster"] * _named(row), *_when(row)))


def _named(row: Row) -> bool:
    """Whether the row's subject is one cluster: the levels of two sides are several."""
    return row["table"] != "partnerships"


def _of_cluster(cluster: Cluster) -> Iterator[Row]:
    steps = ladder(cluster.table)
    column = steps.column
    by_state: dict[str, list[Told]] = {}
    for fact in cluster.facts:
        if steps.step(fact[column]) is not None:  # a length or a cost is no state
            by_state.setdefault(fact[column], []).append(fact)
    if cluster.table == "partnerships":
        by_state = _one_rise(by_state)
    for state, facts in by_state.items():
        for date_text, same in _dates(facts):
            yield _row(cluster, state, date_text, same)


def _one_rise(by_state: dict[str, list[Told]]) -> dict[str, list[Told]]:
    """A level reached by upgrade is established: both under one status, the more telling one."""
    if "upgraded" in by_state and "established" in by_state:
        by_state["upgraded"] += by_state.pop("established")
    return by_state


def _dates(facts: Sequence[Told]) -> list[tuple[str, list[Told]]]:
    """The facts by date; a date that lies within another takes its place, and undated ones join the only date."""
    dated = [fact for fact in facts if fact.days]
    exact = sorted({fact["date"] for fact in dated}, key=lambda text: (_width(text), text))
    kept: list[str] = []
    for text in exact:
        if not any(edtf.contains(text, inner) for inner in kept):
            kept.append(text)
    groups: dict[str, list[Told]] = {text: [] for text in kept}
    for fact in dated:
        groups[next(text for text in kept if edtf.contains(fact["date"], text))].append(fact)
    undated = [fact for fact in facts if not fact.days]
    if undated and len(kept) == 1:
        groups[kept[0]] += undated
    elif undated:
        groups[""] = undated
    return list(groups.items())


def _width(text: str) -> int:
    first, last = edtf.bounds(text)
    return (last - first).days


def _when(row: Row) -> tuple[date, int, str]:
    bounds = edtf.bounds(row["date"]) if row["date"] else (date.max, date.max)
    return bounds[0], ladder(row["table"]).step(row["status"] or row["state"]) or 0, row["state"]


def _row(cluster: Cluster, state: str, date_text: str, facts: Sequence[Told]) -> Row:
    sides: set[str] = set()
    for fact in facts:
        for column in _COUNTRIES[cluster.table]:
            sides |= parties.states(fact[column])
    level = cluster.table == "partnerships"
    ordered = sorted(facts, key=lambda fact: fact.fact_id)
    return {
        "table": cluster.table,
        "subject": " – ".join(sorted(sides)) if level else cluster.label or cluster.name,
        "countries": "; ".join(sorted(sides)),
        "date": date_text,
        "state": one_title(ordered[0]["level"]) if level else state,
        "status": state if level else "",
        "cluster": cluster.name,
        "fact_ids": "; ".join(fact.fact_id for fact in ordered),
        "docs": "; ".join(sorted({fact.doc for fact in facts})),
    }
