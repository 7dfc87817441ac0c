"""Brings together the rows of a table that tell the same fact.

Rows that say the same in every slot are one profile; profiles that share a key (``blocks``) are held together
(``alike``) and linked from the best pair down. Two groups become one only if no row of the one is set apart from any
row of the other: a third name that is like both of two names never joins what contradicts (no chaining).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from policyfacts.compare.alike import alike
from policyfacts.compare.blocks import candidates, keys, named
from policyfacts.compare.clues import SAME, Verdict
from policyfacts.compare.told import Told

Gist = tuple[str, ...]


@dataclass(frozen=True, slots=True, eq=False)
class Member:
    """One row in a cluster: how like the rest it is, and why it is there."""

    fact: Told
    score: float
    why: str


@dataclass(frozen=True, slots=True, eq=False)
class Cluster:
    """One fact and the rows that tell it, in the order of paper, page and ``fact_id``."""

    members: tuple[Member, ...]

    @property
    def name(self) -> str:
        """The ``fact_id`` of the first row."""
        return self.members[0].fact.fact_id

    @property
    def table(self) -> str:
        """The table of its rows."""
        return self.members[0].fact.table.name

    @property
    def facts(self) -> tuple[Told, ...]:
        """Its rows."""
        return tuple(member.fact for member in self.members)

    @property
    def docs(self) -> tuple[str, ...]:
        """The papers that tell it, sorted."""
        return tuple(sorted({fact.doc for fact in self.facts}))

    @property
    def label(self) -> str:
        """The words that most rows have for it; of these the longest."""
        counts = Counter(fact.label for fact in self.facts)
        return min(counts, key=lambda label: (-counts[label], -len(label), label))


@dataclass(eq=False)
class _Profile:
    """Rows that say the same in every slot and tell one fact."""

    gist: Gist
    facts: list[Told]
    by_doc: dict[str, Told] = field(init=False)

    def __post_init__(self) -> None:
        self.by_doc = {fact.doc: fact for fact in reversed(self.facts)}


def clusters(facts: Iterable[Told]) -> list[Cluster]:
    """The clusters of the rows of one table, in the order of their first rows; every row is in one."""
    profiles = _profiles(sorted(facts, key=_order))
    links = _Links()
    pairs = []
    for a, b in candidates([(one, keys(one.facts[0]), named(one.facts[0])) for one in profiles]):
        verdict = links.verdict(a, b)
        if verdict.score >= SAME and not verdict.apart:
            pairs.append((-verdict.score, a.facts[0].fact_id, b.facts[0].fact_id, a, b))
    groups = {id(profile): [profile] for profile in profiles}
    for *_, a, b in sorted(pairs, key=lambda pair: pair[:3]):
        left, right = groups[id(a)], groups[id(b)]
        if left is not right and not links.apart(left, right):
            left += right
            groups.update(dict.fromkeys(map(id, right), left))
    unique = {id(group): group for group in groups.values()}
    found = [_cluster(group, links) for group in unique.values()]
    return sorted(found, key=lambda cluster: _order(cluster.members[0].fact))


def _order(fact: Told) -> tuple[str, int, str]:
    return fact.doc, fact.page, fact.fact_id


def _gist(fact: Told) -> Gist:
    return tuple(fact[column.name] for column in fact.table.slots)


def _profiles(facts: Sequence[Told]) -> list[_Profile]:
    by_gist: dict[Gist, list[Told]] = {}
    for fact in facts:
        by_gist.setdefault(_gist(fact), []).append(fact)
    found: list[_Profile] = []
    for gist, same in sorted(by_gist.items()):
        if len(same) == 1 or alike(same[0], same[1]).score >= SAME:
            found.append(_Profile(gist, same))
        else:
            found += [_Profile(gist, [fact]) for fact in same]
    return found


class _Links:
    """Verdicts on pairs of profiles, each worked out once."""

    def __init__(self) -> None:
        self._known: dict[tuple[int, int], Verdict] = {}

    def verdict(self, a: _Profile, b: _Profile) -> Verdict:
        """Whether two profiles tell one fact, by rows of one paper where there are any."""
        key = (id(a), id(b)) if id(a) < id(b) else (id(b), id(a))
        if key not in self._known:
            pair = a.facts[0], b.facts[0]
            if a.by_doc.keys() & b.by_doc.keys():
                pair = next((a.by_doc[fact.doc], fact) for fact in b.facts if fact.doc in a.by_doc)
            self._known[key] = alike(*pair)
        return self._known[key]

    def apart(self, left: Sequence[_Profile], right: Sequence[_Profile]) -> bool:
        """Whether any profile of one group is set apart from any of the other."""
        return any(self.verdict(a, b).apart for a in left for b in right)


def _cluster(group: Sequence[_Profile], links: _Links) -> Cluster:
    members = []
    for profile in group:
        verdicts = [(links.verdict(profile, other), other) for other in group if other is not profile]
        best = max(verdicts, key=lambda found: (found[0].score, found[1].facts[0].fact_id), default=None)
        for fact in profile.facts:
            if len(profile.facts) > 1:
                members.append(Member(fact, 1.0, "told alike in every slot"))
            elif best is None:
                members.append(Member(fact, 1.0, "no other row tells it"))
            else:
                members.append(Member(fact, best[0].score, best[0].why))
    return Cluster(tuple(sorted(members, key=lambda member: _order(member.fact))))
