"""Which sums of money are parts of others among those counted: a package and what it is made of, a total over many
years and the loans of those years.

Two rules. A part that a paper gives beside its whole (the same paper and time; "of which", or a scope that says so)
gives way to the whole. A total that is only described ("loans to African borrowers, 2000-2023") gives way to the sums
that it covers, since they say who received what and when.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from policyfacts.compare import money, parties
from policyfacts.compare.names import name
from policyfacts.compare.told import Told

_PARTS = frozenset({"contribution", "tranche", "first phase"})
_DIVIDES = re.compile(
    r"\b(?:of which|including|compris\w+|consist\w+|made up of|divided|among (?:it|them)|thereof|namely)\b"
)
_ALL = 1.05  # parts may be rounded
_FEWEST = 2  # sums that a total must cover to give way


def covered(counted: Iterable[Told]) -> dict[str, str]:
    """Of the sums counted, those that give way, by ``fact_id``, with the reason."""
    facts = sorted(counted, key=lambda fact: fact.fact_id)
    found: dict[str, str] = {}
    whole_of = {part.fact_id: whole.fact_id for whole, part in _wholes(facts)}
    for part in whole_of:
        root = whole_of[part]
        while root in whole_of:
            root = whole_of[root]
        found[part] = f"a part of what is counted as {root}"
    rest = [fact for fact in facts if fact.fact_id not in found]
    by_currency: dict[str, list[Told]] = {}
    for fact in rest:
        by_currency.setdefault(fact["currency"], []).append(fact)
    for same in by_currency.values():
        for umbrella in (fact for fact in same if _described(fact) and fact.fact_id not in whole_of.values()):
            under = [fact for fact in same if fact is not umbrella and _covers(umbrella, fact)]
            if len(under) >= _FEWEST:
                first = ", ".join(fact.fact_id for fact in under[:3])
                found[umbrella.fact_id] = f"an umbrella over {len(under)} sums counted one by one, such as {first}"
    return found


def _wholes(facts: Sequence[Told]) -> Iterator[tuple[Told, Told]]:
    """Pairs of a whole and a part of it that one paper tells together; a whole is larger than its part."""
    by_place: dict[tuple[str, str], list[Told]] = {}
    for fact in facts:
        by_place.setdefault((fact.doc, fact["currency"]), []).append(fact)
    for together in by_place.values():
        yield from _of_which(together)
        for part in together:
            wholes = [whole for whole in together if whole is not part and _is_part(part, whole)]
            if wholes:
                yield min(wholes, key=lambda whole: (_value(whole), whole.fact_id)), part


def _of_which(together: Sequence[Told]) -> Iterator[tuple[Told, Told]]:
    """The largest sum of a sentence that divides it, and the others, where they are no more than it."""
    by_quote: dict[str, list[Told]] = {}
    for fact in together:
        by_quote.setdefault(fact["quote"], []).append(fact)
    for quote, mine in by_quote.items():
        whole, *parts = sorted(mine, key=lambda fact: (-_value(fact), fact.fact_id))
        if parts and _DIVIDES.search(quote) and sum(map(_value, parts)) <= _ALL * _value(whole):
            yield from ((whole, part) for part in parts if _value(part) < _value(whole))


def _is_part(part: Told, whole: Told) -> bool:
    if _value(part) >= _value(whole) or part["scope"] not in _PARTS or whole["scope"] in _PARTS:
        return False
    if abs(part.page - whole.page) > 1:
        return False
    if part["date"] != whole["date"] or part["event"] != whole["event"]:
        return False
    return parties.compatible(part["recipients"], whole["recipients"]) and _given_with(part, whole)


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
