"""One fact told twice on one page is one row."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from functools import lru_cache
from typing import Any

from policyfacts.discourse import Licences
from policyfacts.records import Fact, Paper, Slot
from policyfacts.schema import FACT_TABLES, TABLES

# A value that says less than any other of its column: it yields where the same fact is told with more.
_WEAK = {("funds", "event"): "reported", ("funds", "kind"): "aid", ("partnerships", "status"): "established"}
_TOLD_OF = {"agreements": ("title", "parties"), "meetings": ("name", "participants")}
_OWN_NAME = 2  # words: fewer only say what sort of money it is
_UNCOMPARED = frozenset({"level_text", "scope"})


def merged(paper: Paper, facts: Iterable[Fact], licences: Licences) -> list[Fact]:
    """``facts`` with those of one page that tell the same made one, ordered by table, page and place.

    The one has from the others what may prove it where it stands itself.
    """
    pages: dict[tuple[str, int], list[Fact]] = {}
    for fact in sorted(facts, key=lambda f: (FACT_TABLES.index(f.table), f.quote.start, f.start)):
        bucket = pages.setdefault((fact.table, paper.page_of(fact.quote.start)), [])
        for index, known in enumerate(bucket):
            if _same(known, fact):
                bucket[index] = joined(known, fact, licences)
                break
        else:
            bucket.append(fact)
    ordered = sorted(pages.items(), key=lambda item: (FACT_TABLES.index(item[0][0]), item[0][1]))
    return [fact for _, bucket in ordered for fact in sorted(bucket, key=lambda f: (f.quote.start, f.start))]


def _same(one: Fact, other: Fact) -> bool:
    """Whether two facts of a page agree wherever both say something, and share what identifies them."""
    if one.table == "funds":
        return _same_fund(one, other)
    if one.table in _TOLD_OF:
        return _same_title(one, other)
    keys = [c.name for c in TABLES[one.table].slots if c.identity]
    if any(_value(one, key) != _value(other, key) for key in keys):
        return False
    return _compatible(one, other)


def _same_title(one: Fact, other: Fact) -> bool:
    """The same title or name, the same event, and parties of which one telling names some and the other all."""
    title, sides = _TOLD_OF[one.table]
    if _folded(_value(one, title)) != _folded(_value(other, title)) or _value(one, "event") != _value(other, "event"):
        return False
    mine, theirs = ({p.strip() for p in str(_value(f, sides) or "").split(";") if p.strip()} for f in (one, other))
    return (mine <= theirs or theirs <= mine) and _compatible(one, other, leaving=frozenset({sides}))


def _same_fund(one: Fact, other: Fact) -> bool:
    """The same name and nothing against it; or the same sum, told of parties and days that go together."""
    if _founding(one, other) or _founding(other, one):
        return False
    if _folded(_value(one, "name")) == _folded(_value(other, "name")) and _compatible(one, other):
        return True
    return same_sum(one, other) and _linked(one, other) and _compatible(one, other, leaving=_loose(one, other))


def _linked(one: Fact, other: Fact) -> bool:
    """Whether more than the sum ties two flows: a side or a day that both tell, or a telling that says next to nothing.

    "The special loan was to amount to $2 billion", "CDB lent Peru $2 billion": round sums are many.
    """
    told = ("providers", "recipients", "date")
    if any(column in one.slots and column in other.slots for column in told):
        return True
    bare = [f for f in (one, other) if len(str(_value(f, "name") or "").split()) < _OWN_NAME]
    return any(not any(column in f.slots for column in told) for f in bare)


def _founding(one: Fact, other: Fact) -> bool:
    """Whether ``one`` tells that a fund was set up, and ``other``, elsewhere, what it holds."""
    founded = _value(one, "event") == "established" and "amount" not in one.slots
    return founded and "amount" in other.slots and one.quote != other.quote


def same_sum(one: Fact, other: Fact) -> bool:
    """Whether two flows are of the same sum and currency."""
    sums = ("amount", "amount_max", "currency")
    return "amount" in one.slots and all(_value(one, c) == _value(other, c) for c in sums)


def _loose(one: Fact, other: Fact) -> frozenset[str]:
    """The columns in which two tellings of one sum may differ.

    Each may name it in its own words; without a day of its own, another word for the event is no other event.
    """
    return frozenset({"name"} if "date" in one.slots and "date" in other.slots else {"name", "event"})


def _compatible(one: Fact, other: Fact, *, leaving: frozenset[str] = frozenset()) -> bool:
    for column in TABLES[one.table].slots:
        mine, theirs = _value(one, column.name), _value(other, column.name)
        if column.name in _UNCOMPARED | leaving or mine is None or theirs is None or mine == theirs:
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


def joined(one: Fact, other: Fact, licences: Licences) -> Fact:
    """One fact with the fuller value of each slot, of the other only what is proved within the licence of the one."""
    slots: dict[str, Slot] = dict(one.slots)
    for name, slot in other.slots.items():
        fuller = name not in slots or _fuller(one.table, name, slots[name], slot)
        if fuller and licences.proved(one.quote, name, slot):
            slots[name] = slot
    return replace(one, slots=slots)


def _fuller(table: str, name: str, mine: Slot, theirs: Slot) -> bool:
    weak = _WEAK.get((table, name))
    if weak is not None and mine.value == weak:
        return theirs.value != weak
    if (table, name) == ("funds", "name"):
        return _proper(str(theirs.value)) > _proper(str(mine.value))
    column = TABLES[table].column(name)
    if table in _TOLD_OF and column.compare == "set":
        return str(theirs.value).count(";") > str(mine.value).count(";")
    return column.compare == "edtf" and len(str(theirs.value)) > len(str(mine.value))


def _proper(name: str) -> tuple[bool, bool]:
    """How much a name tells: a proper name most, a description of several words more than a bare noun."""
    words = name.split()
    return sum(word[:1].isupper() for word in words[1:]) >= 1 and words[0][:1].isupper(), 1 < len(words) <= 10


def _value(fact: Fact, name: str) -> Any:
    slot = fact.slots.get(name)
    return slot.value if slot else None


def _folded(value: Any) -> str:
    return _folded_text(str(value))


@lru_cache(maxsize=1024)  # each fact is held against all others of its page
def _folded_text(text: str) -> str:
    parts: Sequence[str] = sorted(part.strip().casefold() for part in text.split(";"))
    return "; ".join(" ".join(part.replace("-", " ").replace("–", " ").split()) for part in parts)
