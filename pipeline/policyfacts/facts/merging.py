"""One fact told twice on one page is one row."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Any

from policyfacts.records import Fact, Paper, Slot
from policyfacts.schema import FACT_TABLES, TABLES

# A value that says less than any other of its column: it yields where the same fact is told with more.
_WEAK = {("funds", "event"): "reported", ("funds", "kind"): "aid", ("partnerships", "status"): "established"}
_UNCOMPARED = frozenset({"level_text", "scope"})


def merged(paper: Paper, facts: Iterable[Fact]) -> list[Fact]:
    """``facts`` with those of one page that tell the same made one, ordered by table, page and place."""
    pages: dict[tuple[str, int], list[Fact]] = {}
    for fact in sorted(facts, key=lambda f: (FACT_TABLES.index(f.table), f.quote.start, f.start)):
        bucket = pages.setdefault((fact.table, paper.page_of(fact.quote.start)), [])
        for index, known in enumerate(bucket):
            if _same(known, fact):
                bucket[index] = _joined(known, fact)
                break
        else:
            bucket.append(fact)
    ordered = sorted(pages.items(), key=lambda item: (FACT_TABLES.index(item[0][0]), item[0][1]))
    return [fact for _, bucket in ordered for fact in sorted(bucket, key=lambda f: (f.quote.start, f.start))]


def _same(one: Fact, other: Fact) -> bool:
    """Whether two facts of a page agree wherever both say something, and share what identifies them."""
    if one.table == "funds":
        return _same_fund(one, other)
    keys = [c.name for c in TABLES[one.table].slots if c.identity]
    if any(_value(one, key) != _value(other, key) for key in keys):
        return False
    return _compatible(one, other)


def _same_fund(one: Fact, other: Fact) -> bool:
    """The same sum under the same name, or a name without a sum that another sentence gives one."""
    if _folded(_value(one, "name")) != _folded(_value(other, "name")):
        return False
    return _compatible(one, other)


def _compatible(one: Fact, other: Fact) -> bool:
    for column in TABLES[one.table].slots:
        mine, theirs = _value(one, column.name), _value(other, column.name)
        if column.name in _UNCOMPARED or mine is None or theirs is None or mine == theirs:
            continue
        weak = _WEAK.get((one.table, column.name))
        if weak is not None and weak in (mine, theirs):
            continue
        if column.compare in {"name", "set"} and _folded(mine) == _folded(theirs):
            continue
        if column.compare == "edtf" and (str(mine).startswith(str(theirs)) or str(theirs).startswith(str(mine))):
            continue
        return False
    return True


def _joined(one: Fact, other: Fact) -> Fact:
    """One fact with the fuller value of each slot."""
    slots: dict[str, Slot] = dict(one.slots)
    for name, slot in other.slots.items():
        if name not in slots or _fuller(one.table, name, slots[name], slot):
            slots[name] = slot
    return replace(one, slots=slots)


def _fuller(table: str, name: str, mine: Slot, theirs: Slot) -> bool:
    weak = _WEAK.get((table, name))
    if weak is not None and mine.value == weak:
        return theirs.value != weak
    column = TABLES[table].column(name)
    return column.compare == "edtf" and len(str(theirs.value)) > len(str(mine.value))


def _value(fact: Fact, name: str) -> Any:
    slot = fact.slots.get(name)
    return slot.value if slot else None


def _folded(value: Any) -> str:
    parts: Sequence[str] = sorted(part.strip().casefold() for part in str(value).split(";"))
    return "; ".join(" ".join(part.replace("-", " ").replace("–", " ").split()) for part in parts)
