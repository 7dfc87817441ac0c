"""Whether two rows of one table tell the same fact: a score from 0 to 1, the reason, or what sets them apart.

Rows set apart never come into one cluster, whatever third row is like both. Each table has its own evidence: a named
fund, work or text is known by its name; money, visits and texts that are only described ("loan", "summit meeting") need
the same sum, day or sides besides.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from policyfacts.compare import parties
from policyfacts.compare.alike_funds import alike_funds
from policyfacts.compare.clues import NAMED, Verdict, apart, days, described, named
from policyfacts.compare.ladders import ladder, one_title
from policyfacts.compare.names import likeness, name
from policyfacts.compare.slots import one_place, same_moment
from policyfacts.compare.told import Told, number

_GENERIC = frozenset({"agreement", "document"})
_TEXTS = frozenset({"agreement", "document", "plan", "declaration", "joint statement", "policy paper"})
_MET = 0.6  # a meeting of a known day needs less of a name
_FEW = 2  # sides of a meeting that is no summit of many


def alike(a: Told, b: Told) -> Verdict:
    """Whether ``a`` and ``b``, rows of the same table, tell the same fact; the same in either order."""
    if b.fact_id < a.fact_id:
        a, b = b, a
    return _TABLES[a.table.name](a, b)


def _partnerships(a: Told, b: Told) -> Verdict:
    if _pair(a) != _pair(b):
        return apart("other countries")
    if one_title(a["level"]) != one_title(b["level"]):
        return apart("another level")
    return Verdict(1.0, "the same countries and level")


def _pair(fact: Told) -> frozenset[str]:
    return parties.sides(fact["country"]) | parties.sides(fact["counterparty"])


def _agreements(a: Told, b: Told) -> Verdict:
    names = likeness(a["title"], b["title"])
    when = days(a, b)
    equal = bool(a["parties"] and b["parties"]) and parties.standing(a["parties"], b["parties"]) == "equal"
    titled = names.named and (equal or _titled(a["title"], b["title"]))
    sure = titled and (equal or bool(name(a["title"]).own & name(b["title"]).own))
    reason = names.apart or names.other or _other_text(a, b, one_name=names.score >= NAMED and titled)
    if reason:
        return apart(reason)
    if when == "apart" and same_moment(a, b) and not sure:
        return apart("signed at another time")
    if a["count"] != b["count"] and a["count"] and b["count"] and when != "same":
        return apart("other numbers of texts")
    if titled and names.score >= NAMED:
        return named(names)
    if equal and a["kind"] == b["kind"] == "free trade agreement":
        return Verdict(0.85, "the trade agreement of the same parties")
    clues = [("the same time", 0.25 * (when == "same")), ("the same parties", 0.2 * equal)]
    if a["count"] and a["count"] == b["count"]:
        clues.append(("the same number of texts", 0.2))
    return described(names, 0.35, clues)


def _titled(a: str, b: str) -> bool:
    """Whether two titles are names, and not only descriptions such as "free trade agreement"."""
    left, right = name(a), name(b)
    return bool(left.own and right.own) or (left.proper and right.proper)


def _other_text(a: Told, b: Told, *, one_name: bool) -> str:
    """What makes two rows speak of different texts; from a text of many, one party alone may withdraw."""
    if a["kind"] != b["kind"] and not ({a["kind"], b["kind"]} & _GENERIC or {a["kind"], b["kind"]} <= _TEXTS):
        return "another kind of text"
    steps = ladder("agreements")
    if one_name and any(steps.ended(x["event"]) and parties.many(y["parties"]) for x, y in ((a, b), (b, a))):
        return ""
    if not parties.compatible(a["parties"], b["parties"]) or parties.rivals(a["parties"], b["parties"]):
        return "other parties"
    return ""


def _projects(a: Told, b: Told) -> Verdict:
    names = likeness(a["name"], b["name"])
    if names.apart or names.other:
        return apart(names.apart or names.other)
    if not parties.compatible(a["countries"], b["countries"]):
        return apart("another country")
    if names.score >= (NAMED if names.named else 1.0):
        return named(names)
    together = a["event"] == b["event"] and days(a, b) == "same"
    figure = a["event"] == b["event"] and bool(a["quantity"]) and number(a["quantity"]) == number(b["quantity"])
    clues = [
        ("the same country", 0.2 * bool(a["countries"] and b["countries"])),
        ("the same milestone at the same time", 0.3 * together),
        ("the same figure", 0.3 * figure),
        ("one paper", 0.2 * (a.doc == b.doc)),
    ]
    return described(names, 0.35, clues)


def _meetings(a: Told, b: Told) -> Verdict:
    names = likeness(a["name"], b["name"])
    when = days(a, b)
    same_sides = bool(a["participants"]) and parties.sides(a["participants"]) == parties.sides(b["participants"])
    one_day = when == "same" and _closeness(a, b) >= 0.3
    reason = names.apart or _other_meeting(a, b, when) or ("" if one_day and same_sides else names.other)
    if reason:
        return apart(reason)
    if when == "same" and names.named and names.score >= _MET:
        return named(names)
    if when != "same":
        return described(names, 0.35, [])
    clues = [
        ("the same time", _closeness(a, b)),
        ("the same participants", 0.25 * same_sides),
        ("participants in common", 0.1 * (not same_sides and bool(a["participants"] and b["participants"]))),
        ("the same place", 0.15 * bool(a["place"] and b["place"])),
    ]
    return described(names, 0.35 if names.named else 0.2, clues)


def _other_meeting(a: Told, b: Told, when: str) -> str:
    if when == "apart":
        return "at another time"
    if a["place"] and b["place"] and not one_place(a["place"], b["place"]):
        return "at another place"
    few = all(len(parties.sides(fact["participants"])) <= _FEW for fact in (a, b))
    if not parties.compatible(a["participants"], b["participants"]):
        return "other participants"
    return "other participants" if few and parties.rivals(a["participants"], b["participants"]) else ""


def _closeness(a: Told, b: Told) -> float:
    """What a common time tells: a day more than a month, a month more than a year."""
    widths = [(last - first).days for first, last in filter(None, (a.days, b.days))]
    longest = max(widths, default=0)
    return 0.3 if longest <= 7 else 0.2 if longest <= 31 else 0.1


_TABLES: Mapping[str, Callable[[Told, Told], Verdict]] = {
    "partnerships": _partnerships,
    "funds": alike_funds,
    "agreements": _agreements,
    "projects": _projects,
    "meetings": _meetings,
}
