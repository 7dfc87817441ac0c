"""How two values of one slot of the same fact compare, by their type: typed values are held together, never strings.

Each comparison gives a relation and the reason, or None where the two do not speak of the same thing. ``differ`` marks
values that cannot both be true at one time; whether that is a conflict or a revision, the papers' dates tell
(``relations``).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Literal

from policyfacts.columns import Column
from policyfacts.compare import money, parties
from policyfacts.compare.ladders import ladder, one_title
from policyfacts.compare.names import likeness, name
from policyfacts.compare.told import Told, days, number
from policyfacts.evaluate.similarity import words
from policyfacts.values import edtf
from policyfacts.values.countries import find_capitals

Outcome = Literal["agree", "refine", "different scope", "differ"]

_VAGUE_KINDS = ("document", "agreement", "aid", "package", "fund")
_PAID = frozenset({"disbursed", "repaid"})
_LASTING = frozenset({"under construction", "negotiating", "reported"})  # what goes on may be dated at any time
_WHOLE = frozenset({"total", ""})


@dataclass(frozen=True, slots=True)
class Held:
    """What two values are to one another. ``changing``: a later paper may say otherwise without contradiction."""

    outcome: Outcome
    why: str
    changing: bool = False


def held(column: Column, a: Told, b: Told) -> Held | None:
    """How ``a`` and ``b`` compare in ``column``; None where one is empty or they speak of different things."""
    if not a[column.name] or not b[column.name]:
        return None
    compare = _SLOTS.get(column.name) or _KINDS[column.compare]
    return compare(column, a, b)


def same_moment(a: Told, b: Told) -> bool:
    """Whether two rows speak of the same step: the same status, or two names for it."""
    steps = ladder(a.table.name)
    x, y = a[steps.column], b[steps.column]
    if x == y or not x or not y:
        return True
    return steps.step(x) is not None and steps.step(x) == steps.step(y) and not steps.ended(x)


def _date(column: Column, a: Told, b: Told) -> Held | None:
    if not same_moment(a, b):
        return None
    x, y = a[column.name], b[column.name]
    if x == y:
        return Held("agree", "the same date")
    left, right = days(x), days(y)
    if left is None or right is None:
        return None
    if edtf.contains(x, y) or edtf.contains(y, x):
        wide, narrow = (x, y) if edtf.contains(x, y) else (y, x)
        return Held("refine", f"{narrow} lies within {wide}")
    if _near(x, y):
        return Held("refine", f"{x} and {y}: an approximate date within a year")
    if left[0] <= right[1] and right[0] <= left[1]:
        return Held("different scope", f"{x} and {y}: periods that overlap")
    status = a[ladder(a.table.name).column]
    if status in _LASTING:
        return None
    return Held("differ", f"{x} and {y} have no day in common", changing=status in {"planned", "proposed"})


def _near(x: str, y: str) -> bool:
    """Whether one date is approximate and the other no more than a year off."""
    if not (set("~%") & set(x + y)):
        return False
    left, right = edtf.bounds(x), edtf.bounds(y)
    return abs(left[0].year - right[0].year) <= 1


def _amount(_: Column, a: Told, b: Told) -> Held | None:
    x, y = money.sum_of(a), money.sum_of(b)
    if x is None or y is None:
        return None
    if x.currency != y.currency:
        return Held("different scope", f"{x.currency} and {y.currency}: another currency")
    if (x.value, x.value_max) == (y.value, y.value_max):
        if (x.qualifier or "exact") == (y.qualifier or "exact"):
            return Held("agree", "the same sum")
        return Held("refine", f"the same sum, {x.qualifier} and {y.qualifier}")
    if money.compatible(x, y):
        return Held("refine", "the same sum at the precision stated")
    return _other_scope(a, b) or Held("differ", "different sums of the same scope", changing=_moved(a, b))


def _other_scope(a: Told, b: Told) -> Held | None:
    """Why two different sums of one fund may both be true at once."""
    scope, other = a["scope"], b["scope"]
    if scope != other and not {scope, other} <= _WHOLE:
        return Held("different scope", f"{scope or 'no scope stated'} and {other or 'no scope stated'}")
    if (a["event"] in _PAID) != (b["event"] in _PAID) and "reported" not in {a["event"], b["event"]}:
        return Held("different scope", f"what was {a['event']} and what was {b['event']}")
    if scope in {"annual", "tranche"} and not _share_days(a, b):
        return Held("different scope", f"{scope} sums of {a['date']} and {b['date']}")
    if "/" in a["date"] + b["date"] and a["date"] != b["date"]:
        return Held("different scope", f"periods {a['date']} and {b['date']}")
    if scope == other and scope in {"contribution", "tranche"} and not _same_giver(a, b):
        return Held("different scope", f"parts given by {a['providers']} and {b['providers']}")
    return None


def _same_giver(a: Told, b: Told) -> bool:
    return parties.compatible(a["providers"], b["providers"])


def _share_days(a: Told, b: Told) -> bool:
    x, y = a.days, b.days
    return x is None or y is None or (x[0] <= y[1] and y[0] <= x[1])


def _moved(a: Told, b: Told) -> bool:
    """Whether the sums belong to different moments, so that the later one supersedes the earlier."""
    return bool(a.days and b.days) and (not _share_days(a, b) or not same_moment(a, b))


def _quantity(column: Column, a: Told, b: Told) -> Held | None:
    if a["event"] != b["event"]:
        return None
    x, y = number(a[column.name]), number(b[column.name])
    if x is None or y is None:
        return None
    if a["unit"] != b["unit"]:
        return Held("different scope", f"in {a['unit']} and in {b['unit']}")
    left, right = (money.interval(value, None, "", fact.printed) for value, fact in ((x, a), (y, b)))
    if x == y:
        return Held("agree", "the same number")
    if money.compatible(left, right):
        return Held("refine", "the same number at the precision stated")
    return Held("differ", "different numbers", changing=a["event"] in {"cost", "jobs"})


def _count(column: Column, a: Told, b: Told) -> Held | None:
    if not same_moment(a, b):
        return None
    return _equal(column, a, b) if number(a["count"]) == number(b["count"]) else Held("differ", "different numbers")


def _equal(column: Column, a: Told, b: Told) -> Held | None:
    x, y = a[column.name], b[column.name]
    return Held("agree", "the same") if x == y else Held("differ", f"{x} and {y}")


def _kind(column: Column, a: Told, b: Told) -> Held | None:
    x, y = a[column.name], b[column.name]
    vague = next((kind for kind in _VAGUE_KINDS if kind in {x, y}), "")
    if x != y and vague:
        return Held("refine", f"{y if vague == x else x} is more exact than {vague}")
    return _equal(column, a, b)


def _scope(column: Column, a: Told, b: Told) -> Held | None:
    x, y = a[column.name], b[column.name]
    return Held("agree", "the same") if x == y else Held("different scope", f"{x} and {y}")


def _level(column: Column, a: Told, b: Told) -> Held | None:
    x, y = a[column.name], b[column.name]
    if x == y:
        return Held("agree", "the same level")
    if one_title(x) == one_title(y):
        return Held("refine", f"{x} and {y} are renderings of one title")
    return Held("differ", f"{x} and {y}", changing=True)


def _status(column: Column, a: Told, b: Told) -> Held | None:
    x, y = a[column.name], b[column.name]
    steps = ladder(a.table.name)
    before, after = steps.step(x), steps.step(y)
    if before is None or after is None:
        return None
    if x == y:
        return Held("agree", "the same")
    if before == after and not steps.ended(x):
        return Held("refine", f"{x} and {y} are one step")
    return Held("differ", f"{x} and {y}", changing=True)


def _name(column: Column, a: Told, b: Told) -> Held | None:
    x, y = a[column.name], b[column.name]
    left, right = words(x), words(y)
    if left == right or set(name(x).words) == set(name(y).words):
        return Held("agree", "the same name")
    like = likeness(x, y)
    if like.score >= 1:
        return Held("agree", like.why)
    return Held("refine", f"two names for it; {like.why}")


def _place(column: Column, a: Told, b: Told) -> Held | None:
    x, y = a[column.name], b[column.name]
    left, right = set(words(x)), set(words(y))
    if left == right:
        return Held("agree", "the same place")
    return Held("refine", "one place within the other") if one_place(x, y) else Held("differ", f"{x} and {y}")


def one_place(x: str, y: str) -> bool:
    """Whether two places may be one: a word in common, or a capital and its country."""
    return bool(set(words(x)) & set(words(y))) or _seat(x) == y or _seat(y) == x


def _seat(place: str) -> str:
    return next((str(mention.value) for mention in find_capitals(place)), "")


def _parties(column: Column, a: Told, b: Told) -> Held | None:
    if a.table.name == "funds" and not same_moment(a, b):
        return None
    standing = parties.standing(a[column.name], b[column.name])
    if standing == "equal":
        return Held("agree", "the same sides")
    if standing in {"part", "overlap"}:
        return Held("refine", "one names more, or more exactly")
    if {a["scope"], b["scope"]} - _WHOLE:
        return Held("different scope", "who gave or received a part of it")
    return Held("differ", "no side in common")


_SLOTS: Mapping[str, Callable[[Column, Told, Told], Held | None]] = {
    "amount": _amount,
    "quantity": _quantity,
    "count": _count,
    "kind": _kind,
    "scope": _scope,
    "level": _level,
    "status": _status,
    "event": _status,
    "place": _place,
}
_KINDS: Mapping[str, Callable[[Column, Told, Told], Held | None]] = {
    "edtf": _date,
    "equal": _equal,
    "name": _name,
    "set": _parties,
    "number": _equal,
}
