"""How many papers tell a fact, and how many of them independently: copies and citations of one another count once."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from itertools import combinations

from policyfacts.compare.clusters import Cluster
from policyfacts.compare.copies import Tie, shingles, ties
from policyfacts.compare.told import Told
from policyfacts.tables import Tables
from policyfacts.tables.cells import Row

_SAME_WORDS = 0.6  # share of the runs of five words that two quotes have in common
_LONG_ENOUGH = 6  # runs; shorter quotes are alike by chance, table rows above all


def triangulation(found: Iterable[Cluster], tables: Tables) -> Iterator[Row]:
    """The rows of ``triangulation``: one a cluster."""
    titles = {row["doc"]: row["title"] for row in tables.rows("documents")}
    by_pair: dict[tuple[str, str], list[str]] = {}
    for tie in ties(tables.texts, titles):
        by_pair.setdefault((tie.left, tie.right), []).append(tie.why)
    for cluster in found:
        yield _row(cluster, list(_own_ties(cluster, by_pair)))


def _own_ties(cluster: Cluster, known: Mapping[tuple[str, str], Sequence[str]]) -> Iterator[Tie]:
    """Why papers of one cluster are not independent: of one another as a whole, or in this fact."""
    if len(cluster.docs) == 1:
        return
    by_doc: dict[str, list[Told]] = {}
    for fact in cluster.facts:
        by_doc.setdefault(fact.doc, []).append(fact)
    runs = {doc: [shingles(quote) for quote in {fact["quote"] for fact in facts}] for doc, facts in by_doc.items()}
    speakers = {doc: {fact["speaker"] for fact in facts} - {""} for doc, facts in by_doc.items()}
    for left, right in combinations(cluster.docs, 2):
        for why in known.get((left, right), ()):
            yield Tie(left, right, why)
        if any(_copied(a, b) for a in runs[left] for b in runs[right]):
            yield Tie(left, right, f"{left} and {right} tell it in the same words")
        for speaker in sorted(speakers[left] & speakers[right]):
            yield Tie(left, right, f"{left} and {right} both report {speaker}")


def _copied(a: frozenset[int], b: frozenset[int]) -> bool:
    least = min(len(a), len(b))
    return least >= _LONG_ENOUGH and len(a & b) >= _SAME_WORDS * least


def _row(cluster: Cluster, found: Sequence[Tie]) -> Row:
    groups = {doc: {doc} for doc in cluster.docs}
    for tie in found:
        left, right = groups[tie.left], groups[tie.right]
        if left is not right:
            left |= right
            groups.update(dict.fromkeys(right, left))
    unique = {id(group): group for group in groups.values()}
    kept = {min(group, key=lambda doc: _age(cluster, doc)) for group in unique.values()}
    return {
        "cluster": cluster.name,
        "table": cluster.table,
        "label": cluster.label,
        "papers": str(len(cluster.docs)),
        "independent": str(len(unique)),
        "fact_ids": "; ".join(fact.fact_id for fact in cluster.facts),
        "docs": "; ".join(cluster.docs),
        "discounted": "; ".join(doc for doc in cluster.docs if doc not in kept),
        "why": "; ".join(dict.fromkeys(tie.why for tie in found)),
    }


def _age(cluster: Cluster, doc: str) -> tuple[date, str]:
    """Orders papers by publication; those without a date come last."""
    bounds = next((fact.published for fact in cluster.facts if fact.doc == doc), None)
    return (bounds[0] if bounds else date.max), doc
