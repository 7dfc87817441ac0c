"""Holds what papers say of one fact together, slot by slot: agree, refine, conflict, revision, different scope, single
source.

Only rows of different papers are compared, but a paper that dates one relation twice is shown. Rows that say the same
in all that matters for a slot are compared once, whatever their number. What cannot be true at one time is a revision
where it may have changed and every paper that says the one is older than every paper that says the other; else a
conflict, unless one of the papers tells both.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import combinations

from policyfacts.columns import Column
from policyfacts.compare import parties
from policyfacts.compare.clusters import Cluster
from policyfacts.compare.ladders import ladder, rank
from policyfacts.compare.slots import Held, held
from policyfacts.compare.told import Told, days
from policyfacts.schema import TABLES
from policyfacts.tables.cells import Row

_SKIPPED = frozenset({"level_text", "amount_max", "currency", "unit", "country", "counterparty", "edtf"})
_FINISHED = frozenset({"completed", "commissioned"})
_VOICES = 12  # of more different values, each is held against those that most papers tell
# What a slot's comparison looks at besides the slot itself.
_CONTEXT = {
    "date": ("status", "event"),
    "amount": ("amount_max", "currency", "scope", "event", "date", "providers"),
    "quantity": ("unit", "event"),
    "count": ("event",),
}


@dataclass(frozen=True, slots=True, eq=False)
class Voice:
    """Rows that say the same of a slot."""

    facts: tuple[Told, ...]

    @property
    def docs(self) -> tuple[str, ...]:
        """Their papers, sorted."""
        return tuple(sorted({fact.doc for fact in self.facts}))

    @property
    def published(self) -> tuple[date, date] | None:
        """From the first day on which the first may be published to the last of the last; None where one is unknown."""
        found = [fact.published for fact in self.facts]
        known = [bounds for bounds in found if bounds is not None]
        if not known or len(known) < len(found):
            return None
        return min(first for first, _ in known), max(last for _, last in known)

    def before(self, other: Voice) -> bool:
        """Whether all its papers are older than all of ``other``."""
        mine, theirs = self.published, other.published
        return mine is not None and theirs is not None and mine[1] < theirs[0]


def comparisons(found: Sequence[Cluster]) -> Iterator[Row]:
    """The rows of ``comparisons`` for clusters of all tables."""
    for cluster in found:
        if len(cluster.docs) == 1:
            yield _row(cluster, "", "single source", (Voice(cluster.facts),), "only this paper speaks of it")
        yield from _slots(cluster)
    yield from _levels([cluster for cluster in found if cluster.table == "partnerships"])


def _slots(cluster: Cluster) -> Iterator[Row]:
    status = ladder(cluster.table).column
    for column in TABLES[cluster.table].slots:
        if column.name in _SKIPPED or column.compare == "none":
            continue
        facts = _furthest(cluster, status) if column.name == status else cluster.facts
        filled = [fact for fact in facts if fact[column.name]]
        if filled:
            yield from _slot(cluster, column, _voices(column, filled))


def _slot(cluster: Cluster, column: Column, voices: Sequence[Voice]) -> Iterator[Row]:
    docs = {doc for voice in voices for doc in voice.docs}
    if len(docs) == 1 and len(cluster.docs) > 1:
        facts = tuple(fact for voice in voices for fact in voice.facts)
        yield _row(cluster, column.name, "single source", (Voice(facts),), "the other papers do not say")
    for voice in voices:
        first, *others = voice.docs
        if others:
            left = Voice(tuple(fact for fact in voice.facts if fact.doc == first))
            right = Voice(tuple(fact for fact in voice.facts if fact.doc != first))
            outcome = held(column, left.facts[0], right.facts[0])
            if outcome is not None:
                yield _row(cluster, column.name, "agree", _ordered(left, right), outcome.why)
    told_most = sorted(voices, key=lambda voice: -len(voice.docs))
    for place, left in enumerate(told_most[:_VOICES]):
        for right in told_most[place + 1 :]:
            yield from _pair(cluster, column, *_ordered(left, right))


def _pair(cluster: Cluster, column: Column, left: Voice, right: Voice) -> Iterator[Row]:
    outcome = held(column, left.facts[0], right.facts[0])
    if outcome is None:
        return
    one_paper = left.docs == right.docs and len(left.docs) == 1
    if one_paper and (outcome.outcome != "differ" or outcome.changing):
        return
    relation, why = _judged(cluster, column, outcome, (left, right))
    if relation:
        yield _row(cluster, column.name, relation, (left, right), why)


def _judged(cluster: Cluster, column: Column, outcome: Held, voices: tuple[Voice, Voice]) -> tuple[str, str]:
    """The relation and the reason; the first voice is the earlier where the papers' dates tell."""
    left, right = voices
    if outcome.outcome != "differ":
        return outcome.outcome, outcome.why
    if column.name in {"status", "event"}:
        return _status(outcome, left, right)
    if _told_both(cluster, column, left, right):
        return "", ""
    changing = outcome.changing and not (column.name == "quantity" and _done(cluster, left))
    if changing and left.before(right):
        return "revision", f"{outcome.why}; the later paper moves on"
    return "conflict", outcome.why


def _told_both(cluster: Cluster, column: Column, left: Voice, right: Voice) -> bool:
    """Whether every paper of one side tells the other's value too, as of two studies or two payments.

    A relation begins once: a paper that dates it twice contradicts itself.
    """
    if cluster.table == "partnerships" and left.docs == right.docs:
        return False
    return any(
        all(_tells(cluster, column, doc, theirs.facts[0]) for doc in mine.docs)
        for mine, theirs in ((left, right), (right, left))
    )


def _tells(cluster: Cluster, column: Column, doc: str, other: Told) -> bool:
    """Whether a row of ``doc`` agrees with ``other`` in ``column``, or refines it."""
    mine = (fact for fact in cluster.facts if fact.doc == doc)
    found = (other if fact is other else held(column, fact, other) for fact in mine)
    return any(one is other or (isinstance(one, Held) and one.outcome in {"agree", "refine"}) for one in found)


def _done(cluster: Cluster, voice: Voice) -> bool:
    """Whether the work was finished before ``voice`` spoke: its figures change no more."""
    published = voice.published
    for fact in cluster.facts:
        if fact["event"] in _FINISHED:
            days_of = fact.days
            if fact.doc in voice.docs or (days_of and published and days_of[1] <= published[0]):
                return True
    return False


def _status(outcome: Held, left: Voice, right: Voice) -> tuple[str, str]:
    """What two papers tell last: a move forward, a contradiction, or nothing, where one only tells of an earlier step.

    A later paper moves on where it tells a later step, or an end, or that something goes on after an end; of papers of
    which neither is older, the dates tell which step came last.
    """
    a, b = left.facts[0], right.facts[0]
    steps = ladder(a.table.name)
    old, new = a[steps.column], b[steps.column]
    if left.before(right):
        moved = steps.forward(old, new) or steps.ended(old)
        return ("revision", f"{outcome.why}; the later paper moves on") if moved else ("", "")
    x, y = a.days, b.days
    if x and y and (x[1] < y[0] or y[1] < x[0]):
        earlier, later = (old, new) if x[1] < y[0] else (new, old)
        if steps.forward(earlier, later) or steps.ended(earlier):
            return "revision", f"{outcome.why}; from {earlier} to {later} in time"
    return ("conflict", outcome.why) if steps.ended(old) or steps.ended(new) else ("", "")


def _furthest(cluster: Cluster, status: str) -> list[Told]:
    """Of each paper, the rows that tell what has become of the fact at last."""
    steps = ladder(cluster.table)
    kept: list[Told] = []
    facts = [fact for fact in cluster.facts if not _one_left(cluster, fact)]
    for doc in cluster.docs:
        mine = [fact for fact in facts if fact.doc == doc and steps.step(fact[status]) is not None]
        dated = all(_stands(fact, status) and fact.days for fact in mine)
        if mine:
            last = max(mine, key=lambda fact: _reached(fact, status, dated=dated))
            step = steps.step(last[status])
            kept += [fact for fact in mine if steps.step(fact[status]) == step]
    return kept


def _one_left(cluster: Cluster, fact: Told) -> bool:
    """Whether one party left a text of many, which goes on without it."""
    if fact["event"] != "withdrawn" or cluster.table != "agreements":
        return False
    return any(parties.many(other["parties"]) for other in cluster.facts if other["event"] != "withdrawn")


def _stands(fact: Told, status: str) -> bool:
    """Whether the row tells what is, not what is planned."""
    return fact[status] not in {"planned", "proposed"}


def _reached(fact: Told, status: str, *, dated: bool) -> tuple[bool, date, int, str]:
    """Orders the rows of one paper by what they tell last: by date where all have one, else by step."""
    step = ladder(fact.table.name).step(fact[status]) or 0
    last = fact.days[1] if fact.days and dated else date.min
    return _stands(fact, status), last, step, fact.fact_id


def _voices(column: Column, facts: Iterable[Told]) -> list[Voice]:
    by_value: dict[tuple[str, ...], list[Told]] = {}
    context = _CONTEXT.get(column.name, ())
    for fact in facts:
        value = (fact[column.name], *(fact[name] for name in context), fact.printed.qualifier if context else "")
        by_value.setdefault(value, []).append(fact)
    return [Voice(tuple(group)) for _, group in sorted(by_value.items())]


def _ordered(left: Voice, right: Voice) -> tuple[Voice, Voice]:
    """The earlier published first; else by papers and rows."""
    if right.before(left):
        return right, left
    if left.before(right):
        return left, right
    a, b = (_first(voice) for voice in (left, right))
    return (left, right) if a <= b else (right, left)


def _first(voice: Voice) -> tuple[date, str]:
    return (voice.published[0] if voice.published else date.min), voice.facts[0].fact_id


def _levels(found: Sequence[Cluster]) -> Iterator[Row]:
    """What each paper gives as the present level of two sides, where papers differ."""
    by_pair: dict[tuple[str, ...], list[tuple[Cluster, Told]]] = {}
    for cluster in found:
        for fact in cluster.facts:
            if fact["status"] in {"established", "upgraded", "downgraded"}:
                pair = tuple(sorted({fact["country"], fact["counterparty"]}))
                by_pair.setdefault(pair, []).append((cluster, fact))
    for _, rows in sorted(by_pair.items()):
        docs = sorted({fact.doc for _, fact in rows})
        by_level: dict[str, tuple[Cluster, list[Told]]] = {}
        for doc in docs:
            mine = [row for row in rows if row[1].doc == doc]
            last, _ = _present(mine)
            by_level.setdefault(last.name, (last, []))[1].extend(fact for cluster, fact in mine if cluster is last)
        for (old, a), (new, b) in combinations(by_level.values(), 2):
            yield from _raised((old, Voice(tuple(a))), (new, Voice(tuple(b))))


def _present(rows: Sequence[tuple[Cluster, Told]]) -> tuple[Cluster, Told]:
    """The last level that one paper gives: by date, else by rank."""
    return max(rows, key=lambda row: (row[1].days[1] if row[1].days else date.min, rank(row[1]["level"])))


def _raised(one: tuple[Cluster, Voice], other: tuple[Cluster, Voice]) -> Iterator[Row]:
    (_, left), (_, right) = one, other
    if right.before(left):
        one, other = other, one
    (_, left), (cluster, right) = one, other
    a, b = left.facts[0], right.facts[0]
    column = TABLES["partnerships"].column("level")
    if left.before(right):
        since = b.days or days(b["date"])
        if since and left.published and since[0] > left.published[0]:
            why = f"{b['level']} since {b['date']}, after the earlier paper"
            yield _row(cluster, column.name, "revision", (left, right), why)
            return
    if a.days and b.days and a.days[0] <= b.days[1] and b.days[0] <= a.days[1]:
        yield _row(cluster, column.name, "conflict", (left, right), f"{a['level']} and {b['level']} at the same time")


def _row(cluster: Cluster, slot: str, relation: str, voices: tuple[Voice, ...], why: str) -> Row:
    sides = dict(zip(("left", "right"), voices, strict=False))
    row = {"cluster": cluster.name, "table": cluster.table, "slot": slot, "relation": relation, "why": why}
    for side in ("left", "right"):
        voice = sides.get(side)
        facts = voice.facts if voice else ()
        row[side] = _shown(facts[0], slot) if facts and slot else (cluster.label if facts else "")
        row[f"{side}_facts"] = "; ".join(fact.fact_id for fact in facts)
        row[f"{side}_docs"] = "; ".join(voice.docs) if voice else ""
        row[f"{side}_quote"] = facts[0]["quote"] if facts else ""
    return row


def _shown(fact: Told, slot: str) -> str:
    """The value as a reader wants it: a sum with its currency and qualifier."""
    value = fact[slot]
    if slot == "amount":
        top = f"-{fact['amount_max']}" if fact["amount_max"] else ""
        qualifier = "" if fact.printed.qualifier in {"", "exact"} else f"{fact.printed.qualifier} "
        return f"{qualifier}{fact['currency']} {value}{top}"
    return f"{value} {fact['unit']}" if slot == "quantity" and fact["unit"] else value
