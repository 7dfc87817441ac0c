"""Whether two rows of one table tell the same fact: a score from 0 to 1, the reason, or what sets them apart.

Rows set apart never come into one cluster, whatever third row is like both. Each table has its own evidence: a named
fund, work or text is known by its name; money, visits and texts that are only described ("loan", "summit meeting") need
the same sum, day or sides besides.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from policyfacts.compare import money, parties
from policyfacts.compare.ladders import one_title
from policyfacts.compare.names import Likeness, likeness
from policyfacts.compare.slots import same_moment
from policyfacts.compare.told import Told, number
from policyfacts.values.countries import find_capitals

SAME = 0.6
"""From this score on two rows tell the same fact."""

_NAMED = 0.72
_GENERIC = frozenset({"agreement", "document"})
_TEXTS = frozenset({"agreement", "document", "plan", "declaration", "joint statement", "policy paper"})


@dataclass(frozen=True, slots=True)
class Verdict:
    """``score`` from 0 to 1; ``why`` in words; ``apart`` where the rows cannot tell the same fact."""

    score: float
    why: str
    apart: bool = False


def alike(a: Told, b: Told) -> Verdict:
    """Whether ``a`` and ``b``, rows of the same table, tell the same fact; the same in either order."""
    if b.fact_id < a.fact_id:
        a, b = b, a
    return _TABLES[a.table.name](a, b)


def _partnerships(a: Told, b: Told) -> Verdict:
    if _pair(a) != _pair(b):
        return _apart("other countries")
    if one_title(a["level"]) != one_title(b["level"]):
        return _apart("another level")
    return Verdict(1.0, "the same countries and level")


def _pair(fact: Told) -> frozenset[str]:
    return parties.sides(fact["country"]) | parties.sides(fact["counterparty"])


def _funds(a: Told, b: Told) -> Verdict:
    names = likeness(a["name"], b["name"])
    if names.apart:
        return _apart(names.apart)
    if not parties.compatible(a["recipients"], b["recipients"]):
        return _apart("other recipients")
    if not parties.compatible(a["providers"], b["providers"]) and "contribution" not in {a["scope"], b["scope"]}:
        return _apart("other providers")
    days = _days(a, b)
    sums = _sums(a, b)
    if names.own and names.score >= _NAMED:
        if "fund" not in {a["kind"], b["kind"]} and days == "apart" and sums == "apart" and same_moment(a, b):
            return Verdict(0.3, "the same name, but another sum at another time")
        return _named(names)
    if sums == "same" and days != "apart":
        return _described(names, [("the same sum", 0.35), *_dated(days), *_shared(a, b, "recipients", "providers")])
    if _converted(a, b):
        return Verdict(0.9, "the same money in another currency")
    return Verdict(round(0.5 * names.score, 3), f"described alike; {names.why}")


def _converted(a: Told, b: Told) -> bool:
    """Whether one sentence gives one sum in two currencies: "RMB 66 billion (about US$9 billion)"."""
    if not (a.doc == b.doc and a["page"] == b["page"] and a["name"] == b["name"] and a["currency"] != b["currency"]):
        return False
    keys = ("date", "event", "scope", "recipients", "quote")
    return bool(a["amount"] and b["amount"]) and all(a[key] == b[key] for key in keys)


def _agreements(a: Told, b: Told) -> Verdict:
    names = likeness(a["title"], b["title"])
    if names.apart:
        return _apart(names.apart)
    if a["kind"] != b["kind"] and not ({a["kind"], b["kind"]} & _GENERIC or {a["kind"], b["kind"]} <= _TEXTS):
        return _apart("another kind of text")
    if not parties.compatible(a["parties"], b["parties"]):
        return _apart("other parties")
    days = _days(a, b)
    if days == "apart" and same_moment(a, b) and not names.own:
        return _apart("signed at another time")
    if a["count"] != b["count"] and a["count"] and b["count"] and days != "same":
        return _apart("other numbers of texts")
    if names.own and names.score >= _NAMED:
        return _named(names)
    both = a["parties"] and b["parties"] and parties.standing(a["parties"], b["parties"]) == "equal"
    if both and a["kind"] == b["kind"] == "free trade agreement":
        return Verdict(0.85, "the trade agreement of the same parties")
    clues = [*_dated(days), *_shared(a, b, "parties")]
    if a["count"] and a["count"] == b["count"]:
        clues.append(("the same number of texts", 0.2))
    return _described(names, clues)


def _projects(a: Told, b: Told) -> Verdict:
    names = likeness(a["name"], b["name"])
    if names.apart:
        return _apart(names.apart)
    if not parties.compatible(a["countries"], b["countries"]):
        return _apart("another country")
    if names.own and names.score >= _NAMED:
        return _named(names)
    clues = _shared(a, b, "countries")
    if a["event"] == b["event"] and _days(a, b) == "same":
        clues.append(("the same milestone at the same time", 0.3))
    if a["event"] == b["event"] and a["quantity"] and number(a["quantity"]) == number(b["quantity"]):
        clues.append(("the same figure", 0.3))
    if a.doc == b.doc:
        clues.append(("one paper", 0.2))
    return _described(names, clues)


def _meetings(a: Told, b: Told) -> Verdict:
    names = likeness(a["name"], b["name"])
    if names.apart:
        return _apart(names.apart)
    days = _days(a, b)
    if days == "apart":
        return _apart("at another time")
    if a["place"] and b["place"] and not _one_place(a["place"], b["place"]):
        return _apart("at another place")
    if not parties.compatible(a["participants"], b["participants"]):
        return _apart("other participants")
    clues = [*_dated(days), *_shared(a, b, "participants")]
    if a["place"] and b["place"]:
        clues.append(("the same place", 0.2))
    if days == "same" and names.own and names.score >= 0.6:
        return _named(names)
    return _described(names, clues if days == "same" else [])


def _one_place(a: str, b: str) -> bool:
    if set(a.casefold().split()) & set(b.casefold().split()):
        return True
    return any(str(m.value) == y for x, y in ((a, b), (b, a)) for m in find_capitals(x))


def _apart(why: str) -> Verdict:
    return Verdict(0.0, why, apart=True)


def _named(names: Likeness) -> Verdict:
    return Verdict(max(SAME, names.score), names.why)


def _described(names: Likeness, clues: list[tuple[str, float]]) -> Verdict:
    score = min(1.0, 0.35 * names.score + sum(weight for _, weight in clues))
    told = "; ".join(clue for clue, _ in clues)
    return Verdict(round(score, 3), "; ".join(filter(None, (told, names.why))))


def _dated(days: str) -> list[tuple[str, float]]:
    return [("the same time", 0.25)] if days == "same" else []


def _shared(a: Told, b: Told, *columns: str) -> list[tuple[str, float]]:
    return [(f"the same {column}", 0.2) for column in columns if a[column] and b[column]]


def _days(a: Told, b: Told) -> str:
    """``same`` where one date lies in the other, ``apart`` where no day is shared, else empty."""
    x, y = a.days, b.days
    if x is None or y is None:
        return ""
    if x[0] > y[1] or y[0] > x[1]:
        return "apart"
    within = (x[0] <= y[0] and y[1] <= x[1]) or (y[0] <= x[0] and x[1] <= y[1])
    return "same" if within else ""


def _sums(a: Told, b: Told) -> str:
    x, y = money.sum_of(a), money.sum_of(b)
    if x is None or y is None or x.currency != y.currency:
        return ""
    return "same" if money.compatible(x, y) else "apart"


_TABLES: Mapping[str, Callable[[Told, Told], Verdict]] = {
    "partnerships": _partnerships,
    "funds": _funds,
    "agreements": _agreements,
    "projects": _projects,
    "meetings": _meetings,
}
