"""Which sums of money are parts of others among those counted: a package and what it is made of, a total over many
years and the loans of those years.

Two rules. A part that a paper gives beside its whole (the same paper and time; "of which", or a scope that says so)
gives way to the whole. A total that is only described ("loans to African borrowers, 2000-2023") gives way to the sums
that it covers, since they say who received what and when.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from policyfacts.compare import money, parties
from policyfacts.compare.names import name
from policyfacts.compare.told import Told

_PARTS = frozenset({"contribution", "tranche", "first phase"})
_DIVIDES = re.compile(
    r"\b(?:of which|including|compris\w+|consist\w+|made up of|divided|among (?:it|them)|thereof|namely)\b"
)
_FEWEST = 2  # sums that a total must cover to give way


def covered(counted: Iterable[Told]) -> dict[str, str]:
    """Of the sums counted, those that give way, by ``fact_id``, with the reason."""
    facts = sorted(counted, key=lambda fact: fact.fact_id)
    found: dict[str, str] = {}
    for whole, part in _wholes(facts):
        found.setdefault(part.fact_id, f"a part of what is counted as {whole.fact_id}")
    rest = [fact for fact in facts if fact.fact_id not in found]
    by_currency: dict[str, list[Told]] = {}
    for fact in rest:
        by_currency.setdefault(fact["currency"], []).append(fact)
    for same in by_currency.values():
        for umbrella in filter(_described, same):
            under = [fact for fact in same if fact is not umbrella and _covers(umbrella, fact)]
            if len(under) >= _FEWEST:
                first = ", ".join(fact.fact_id for fact in under[:3])
                found[umbrella.fact_id] = f"an umbrella over {len(under)} sums counted one by one, such as {first}"
    return found


def _wholes(facts: Sequence[Told]) -> Iterable[tuple[Told, Told]]:
    """Pairs of a whole and a part of it that one paper tells together."""
    by_place: dict[tuple[str, str], list[Told]] = {}
    for fact in facts:
        by_place.setdefault((fact.doc, fact["currency"]), []).append(fact)
    for together in by_place.values():
        for part in together:
            wholes = [whole for whole in together if whole is not part and _is_part(part, whole)]
            if wholes:
                yield min(wholes, key=lambda whole: (_value(whole), whole.fact_id)), part


def _is_part(part: Told, whole: Told) -> bool:
    if _value(part) >= _value(whole) or whole["scope"] in _PARTS:
        return False
    if abs(int(part["page"] or 0) - int(whole["page"] or 0)) > 1:
        return False
    if not (parties.compatible(part["recipients"], whole["recipients"]) and _given_with(part, whole)):
        return False
    one_sentence = bool(part["quote"]) and part["quote"] == whole["quote"]
    if one_sentence and _DIVIDES.search(part["quote"]):
        return True
    return part["scope"] in _PARTS and part["date"] == whole["date"] and part["event"] == whole["event"]


def _given_with(part: Told, whole: Told) -> bool:
    """Whether the part's givers may be among the whole's."""
    return part["scope"] == "contribution" or parties.compatible(part["providers"], whole["providers"])


def _described(fact: Told) -> bool:
    """Whether a sum may be an umbrella: a total without a name of its own, over years or over many recipients."""
    if name(fact["name"]).proper or fact["scope"] not in {"total", ""}:
        return False
    days = fact.days
    return (days is not None and days[1].year - days[0].year > 1) or bool(_many(fact["recipients"]))


def _many(recipients: str) -> frozenset[str]:
    """The states that a list of recipients stands for, where they are several."""
    found: set[str] = set()
    for side in parties.states(recipients):
        found |= parties.region(side)
    return frozenset(found)


def _covers(umbrella: Told, fact: Told) -> bool:
    if _value(fact) > _value(umbrella) or not fact["recipients"]:
        return False
    under = parties.states(fact["recipients"])
    over = parties.states(umbrella["recipients"]) | _many(umbrella["recipients"])
    if not under or not under <= over:
        return False
    if not (umbrella["providers"] and fact["providers"]):
        return False
    if not parties.states(fact["providers"]) <= parties.states(umbrella["providers"]):
        return False
    outer, inner = umbrella.days, fact.days
    return outer is None or (inner is not None and outer[0] <= inner[0] and inner[1] <= outer[1])


def _value(fact: Told) -> float:
    found = money.sum_of(fact)
    return float(found.value_max) if found else 0.0
