"""Whether two rows of ``funds`` tell of the same fund or the same piece of money."""

from __future__ import annotations

from policyfacts.compare import money, parties
from policyfacts.compare.clues import NAMED, Clue, Verdict, apart, days, described, named
from policyfacts.compare.names import Likeness, likeness, name
from policyfacts.compare.slots import same_moment
from policyfacts.compare.told import Told, number

_VAGUE = frozenset({"aid", "package"})
_PARTS = frozenset({"contribution", "tranche", "first phase"})
_CREDIT = frozenset({"loan", "credit line"})
_MONTH = 31  # days
_STRANGE = 0.5  # likeness of names under which one paper would not call one thing by both


def alike_funds(a: Told, b: Told) -> Verdict:
    """Whether ``a`` and ``b`` tell of the same money; the same in either order."""
    names = likeness(a["name"], b["name"])
    when, sums = days(a, b), _sums(a, b)
    if _one_breath(a, b, when):
        return Verdict(0.95, "one paper, the same name")
    by_name = names.named and names.score >= NAMED
    sure = when == sums == "same" and (by_name or _exact(a, b))
    reason = names.apart or names.other or ("" if sure else _others(a, b))
    if reason:
        return apart(reason)
    if by_name:
        return _by_name(names, (a, b), when, sums)
    if _converted(a, b):
        return Verdict(0.9, "the same money in another currency")
    if sums != "same" or when == "apart":
        return described(names, 0.5, [])
    return described(names, 0.3, _clues(a, b, names))


def _one_breath(a: Told, b: Told, when: str) -> bool:
    """Whether one paper tells of one instrument under one name, its parts by giver and receiver among it."""
    if not (a.doc == b.doc and a["name"] == b["name"] and a["name"]):
        return False
    parts = bool({a["scope"], b["scope"]} & _PARTS)
    if not _compatible(a, b) or not name(a["name"]).telling:
        return when == "same" and parts and (_compatible(a, b) or name(a["name"]).telling)
    return not (when == "apart" and (_yearly(a, b) or (same_moment(a, b) and a["kind"] != "fund")))


def _exact(a: Told, b: Told) -> bool:
    """Whether two rows give the very same sum of two digits or more, of the same month or day.

    Then a side that differs is more likely misread than another: it speaks against them, but does not set them apart.
    """
    narrow = all(days_of and (days_of[1] - days_of[0]).days <= _MONTH for days_of in (a.days, b.days))
    return narrow and number(a["amount"]) == number(b["amount"]) and _odd(a["amount"])


def _yearly(a: Told, b: Told) -> bool:
    return "annual" in {a["scope"], b["scope"]}


def _compatible(a: Told, b: Told) -> bool:
    return parties.compatible(a["recipients"], b["recipients"])


def _others(a: Told, b: Told) -> str:
    if not _compatible(a, b):
        return "other recipients"
    if not parties.compatible(a["providers"], b["providers"]) and not {a["scope"], b["scope"]} & _PARTS:
        return "other providers"
    return ""


def _by_name(names: Likeness, pair: tuple[Told, Told], when: str, sums: str) -> Verdict:
    a, b = pair
    if sums == "apart" and _other_kind(a, b):
        return Verdict(0.4, "the same name, but another kind of money and another sum")
    lasting = "fund" in {a["kind"], b["kind"]} or "tranche" in {a["scope"], b["scope"]}
    if when == "apart" and sums == "apart" and (_yearly(a, b) or (not lasting and same_moment(a, b))):
        return Verdict(0.3, "the same name, but another sum at another time")
    return named(names)


def _converted(a: Told, b: Told) -> bool:
    """Whether one sentence gives one sum in two currencies: "RMB 66 billion (about US$9 billion)"."""
    if not (a.doc == b.doc and a["page"] == b["page"] and a["name"] == b["name"] and a["currency"] != b["currency"]):
        return False
    keys = ("date", "event", "scope", "recipients", "quote")
    return bool(a["amount"] and b["amount"]) and all(a[key] == b[key] for key in keys)


def _clues(a: Told, b: Told, names: Likeness) -> list[Clue]:
    """The clues for two rows that give the same sum, neither known by its name."""
    exact = number(a["amount"]) == number(b["amount"])
    strange = a.doc == b.doc and names.score < _STRANGE
    telling = name(a["name"]).telling and name(b["name"]).telling
    return [
        ("a name that tells nothing", 0.3 * max(0.0, 0.5 - names.score) * (not telling)),
        ("the same sum", 0.3 if exact and _odd(a["amount"]) else 0.2),
        ("the same time", 0.2 * (days(a, b) == "same")),
        ("the same recipients", _sides(a["recipients"], b["recipients"])),
        ("the same providers", _sides(a["providers"], b["providers"])),
        ("other recipients", -0.3 * (not _compatible(a, b))),
        ("another kind of money", -0.3 * _other_kind(a, b)),
        ("one paper, but another name", -0.25 * strange),
        ("nothing in common between the names", -0.1 * (telling and names.score < 0.3)),
    ]


def _odd(amount: str) -> bool:
    """Whether a sum has two digits or more: many funds are of US$10 billion, few of US$6.3 billion."""
    return len(amount.partition(".")[0].rstrip("0")) > 1


def _sides(a: str, b: str) -> float:
    if not a or not b:
        return 0.0
    return 0.15 if parties.standing(a, b) == "equal" else 0.05


def _other_kind(a: Told, b: Told) -> bool:
    kinds = {a["kind"], b["kind"]} - {""}
    return len(kinds) > 1 and not kinds & _VAGUE and not kinds <= _CREDIT


def _sums(a: Told, b: Told) -> str:
    x, y = money.sum_of(a), money.sum_of(b)
    if x is None or y is None or x.currency != y.currency:
        return ""
    return "same" if money.compatible(x, y) else "apart"
