"""How far the giver and the receiver of the sum told last reach: not into a clause with a subject of its own.

"China lent Chad $2 million. Its stock of investment in Gabon stood at $5 million" says nothing of Chad.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from policyfacts.facts.context import PARTY_LABELS, Sentence, Story
from policyfacts.facts.frames import Role
from policyfacts.facts.parties import value_of
from policyfacts.language.syntax import Tree
from policyfacts.records import Mention

_SUBJECTS = frozenset({"nsubj", "nsubjpass", "csubj"})
# A subject that goes on with what was told, or the words of one more sum of the same undertaking.
_GOES_ON = re.compile(
    r"^(?:it|they|this|that|these|those|he|she|which|both|another|each|some|more|of (?:this|that|which|these))\b|"
    r"^(?:the|its|their|his|her|this|that|these|those|such)\s(?:[\w’'-]+\s){0,4}?(?:loans?|credits?|grants?|"
    r"packages?|aid|assistance|money|funds?|funding|financing|deals?|agreements?|projects?|programmes?|programs?|"
    r"banks?|lenders?|donors?|facilit\w+|lines?|tranches?|sums?|rest|remainder|remaining|balance|amounts?|pledges?|"
    r"investments?|contributions?|support|works?|second|first|third|latter|former|government|visit|sides?|package)\b",
    re.IGNORECASE,
)
_AGAIN = re.compile(
    r"\b(?:another|additional(?:ly)?|further|second|third|more|also|later|then|followed|again|remaining|rest|"
    r"of (?:this|that|these|which)|the (?:loan|credit|grant|project|deal|package|same|country)|its|their|there)\b",
    re.IGNORECASE,
)


def carried(
    sentence: Sentence, story: Story, amount: Mention, before: Mapping[str, Role], tied: Mapping[str, Role]
) -> Mapping[str, Role]:
    """Those of the roles told ``before`` that still hold for ``amount``; ``tied`` are those of its own sentence."""
    if not before:
        return before
    tree = story.tree(sentence)
    subject = _subject(sentence, tree, amount) if tree else None
    if subject is None:
        return before
    start, end = subject
    if start <= amount.start < end or _GOES_ON.search(sentence.between(start, end)):
        return before
    sides = {value_of(m, story) for m in sentence.of(*PARTY_LABELS) if start <= m.start < end}
    if "recipient" in tied and sides & set(tied["recipient"].party.values):
        # "Chad received $3 million": it goes on with who gives.
        return before
    again = _AGAIN.search(sentence.text) is not None
    return {
        role: told
        for role, told in before.items()
        if start <= told.party.start < amount.start or _holds(told, sides, again=again)
    }


def _holds(told: Role, sides: set[str], *, again: bool) -> bool:
    """Whether a role told before holds where another subject, with ``sides`` of its own, goes on."""
    if told.role == "provider":
        return bool(sides & set(told.party.values))
    return not sides or again


def _subject(sentence: Sentence, tree: Tree, amount: Mention) -> tuple[int, int] | None:
    """Where the subject of the clause that holds ``amount`` stands, by offsets in the paper."""
    head = tree.head_of(amount.start - sentence.start, amount.end - sentence.start)
    if head is None:
        return None
    for index in (head, *tree.ancestors(head)):
        if tree.tokens[index].dep in _SUBJECTS:
            low, high = tree.extent(index)
            return sentence.start + low, sentence.start + high
        found = [c for c in tree.children(index) if tree.tokens[c].dep in _SUBJECTS]
        if found:
            low, high = tree.extent(found[0])
            return sentence.start + low, sentence.start + high
    return None
