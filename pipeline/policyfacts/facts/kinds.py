"""The kind of a flow where its noun leaves it open: by its name, by who lends, by the fund its paragraph is about."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace

from policyfacts.facts.context import Sentence, Story
from policyfacts.facts.flows import Measure
from policyfacts.facts.frames import Role, instruments
from policyfacts.facts.fundnames import FundName, spoken_of
from policyfacts.facts.parties import is_agency
from policyfacts.records import Mention, Span
from policyfacts.values.organisations import organisation

# Nearer than this, the noun beside the sum tells its kind, whatever the name says ("a loan under its ... Facility").
_BESIDE = 25
# What a bank of many states does where it lends; what it "provides" may be anything.
_LENDING = re.compile(r"(?:approv|extend|obtain|secur|sign|borrow|unlock|vot|underwr)\w*", re.IGNORECASE)
_NAMED_KINDS = ("credit line", "loan", "debt relief")
# The Fund lends, whatever its arrangement is called (Articles of Agreement of the IMF, article V).
_ONLY_LENDS = frozenset({"International Monetary Fund", "IMF"})
# "Australia has pledged A$100 million": to the fund that the paragraph is about.
_SHARES = re.compile(
    r"(?:pledg|contribut|promis|paid|pays|put|added|adds|committed|announced|gave|giv|donat)\w*", re.IGNORECASE
)
# These say where something lies rather than who receives.
_WEAK_RECEIPT = frozenset({"money-in", "only-other", "told-before"})


def kind_of(kind: Measure, name: FundName) -> str:
    """The kind of a flow: what its name says, where that is a loan's or the noun beside the sum says little."""
    if name.mention:
        for money in instruments():
            if money.kind in _NAMED_KINDS and money.pattern.search(name.text):
                return money.kind
    return name.kind if name.kind and (kind.kind in {"aid", "fund"} or kind.distance > _BESIDE) else kind.kind


def lent(sentence: Sentence, kind: Measure, tied: Mapping[str, Role]) -> Measure:
    """``kind`` as a loan, where only a verb tells of money that a bank for development or export gives.

    What a company puts up is an investment.
    """
    provider = tied.get("provider")
    told_so = kind.kind == "fund" or (kind.kind == "aid" and (kind.weak or kind.verbal))
    if provider and told_so and set(provider.party.values) <= _ONLY_LENDS:
        return replace(kind, kind="loan")
    if kind.kind != "aid" or not kind.verbal or provider is None:
        return kind
    known = [organisation(value) for value in provider.party.values]
    if all(k and k.kind == "company" for k in known):
        return replace(kind, kind="investment")
    lenders = {"lender"} if not _LENDING.fullmatch(sentence.between(*kind.span)) else {"lender", "multilateral"}
    return replace(kind, kind="loan") if any(k and k.kind in lenders for k in known) else kind


def gives(span: Span, tied: Mapping[str, Role]) -> bool:
    """Whether the words at ``span`` are part of the name of who gives ("the Saudi Fund for Development lent ...")."""
    provider = tied.get("provider")
    return provider is not None and any(s.start <= span.start and span.end <= s.end for s in provider.party.spans)


def contributed_to(sentence: Sentence, story: Story, kind: Measure, tied: Mapping[str, Role]) -> FundName | None:
    """The fund that the paragraph is about, where a party's verb alone says what becomes of the sum."""
    told = tied.get("recipient")
    if kind.kind != "aid" or "provider" not in tied or (told and told.rule not in _WEAK_RECEIPT):
        return None
    if not _SHARES.fullmatch(sentence.between(*kind.span)):
        return None
    mention = _topic(sentence, story)
    return replace(spoken_of(story, mention), shared=True) if mention else None


def _topic(sentence: Sentence, story: Story) -> Mention | None:
    """The one named fund of the paragraph so far."""
    so_far = [m for m in story.mentions_in(sentence.passage.start, sentence.end) if m.label == "fund"]
    funds = [m for m in so_far if not is_agency(m)]
    if not funds or len({str(m.value) for m in funds}) > 1:
        return None
    return funds[-1]
