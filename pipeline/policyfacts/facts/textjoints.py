"""Lists of texts of which one predicate tells: "signed a treaty in 2002 and a pact on visas in 2014"."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace

from policyfacts.facts.context import Sentence
from policyfacts.facts.scenes import Deed
from policyfacts.facts.textnames import Text

# What parts a phrase from the text named before it.
_OTHER = re.compile(r";|\.\s")
# What stands between the titles of a list.
_JOINED = re.compile(
    r"[\s,”\"’‘']*(?:and|or|as well as|,)?[\s,“\"‘]*"
    r"(?:(?!(?:by|under|of|in|to|with|for|on|at|from|through|via)\b)\w+\s){0,2}[“\"‘]?"
)
_JOINT_LENGTH = 30
# What a text of a list is worth parts it from the next no more: "three loans of 250 million euros in total and".
_SUMMED = re.compile(
    r"\s(?:of|worth|for|totall?ing|over)\s(?:[^,;]|(?<=\d),(?=\d)){1,24}?\b(?:million|billion|thousand|\d{3})\b(?:\s(?!and\b)\w+)?"
    r"(?:\s(?:in total|altogether|each|in all))?"
)
# "signed a treaty with Peru in 2002 and a pact in 2014": between the titles only parties, places, dates and matters.
_AND_ANOTHER = re.compile(
    r"(?:\s(?:with|between|in|on|at|of|for)\s(?:[^,;:]|,\s(?=[A-Z])){2,80}|(?:,?\s(?:and\s)?[A-Z][\w’-]*){1,6})?"
    r"(?:,\s(?:(?:and|as\swell\sas)\s)?|;\s(?:and|as\swell\sas)\s|\s(?:and|as\swell\sas)\s)(?:(?:in|on)\s[\w\s]{4,16},?\s)?"
    r"(?:then\s)?(?:an?|another|a\s(?:second|third))\s(?:[a-z-]+\s)?"
)
# "signed a pact on gas, and a treaty on water was rejected": what has a verb of its own is no part of the list.
_OWN_VERB = re.compile(r"\s(?:was|were|is|are|has|have|had|will|would|could|should|may|might|remains?|remained)\b")
# "six documents, among them an agreement on visas"
_AMONG = re.compile(r",\s(?:among\s(?:them|these|which)|including|notably)\s(?:(?:an?|the)\s)?(?:[a-z-]+\s)?")


def joined_on(sentence: Sentence, texts: Sequence[Text], told: Sequence[Deed]) -> Iterator[Deed]:
    """The deeds of a text for those joined to it by "and" or a comma, where nothing else is told of them."""
    known = {deed.index for deed in told}
    for deed in told:
        if _right_behind(sentence, texts[deed.index], deed):
            continue
        leads = deed.span.start < texts[deed.index].span.start
        for step in (1,) if leads else (-1, 1):
            yield from _in_one_direction(sentence, texts, deed, step, known)


def _in_one_direction(
    sentence: Sentence, texts: Sequence[Text], deed: Deed, step: int, known: Collection[int]
) -> Iterator[Deed]:
    """The deed for the texts that follow one another from its own in one direction, none beyond a deed behind them."""
    leads = deed.span.start < texts[deed.index].span.start
    here = deed.index + step
    while 0 <= here < len(texts) and here not in known:
        if step > 0 and not leads and (texts[here].span.start > deed.span.start or texts[here].borrowed):
            return
        low, high = sorted((texts[here - step], texts[here]), key=lambda t: t.span)
        gap = _SUMMED.sub("", sentence.between(low.after or low.span.end, high.span.start))
        again = step > 0 and (
            _AMONG.fullmatch(gap) or _AND_ANOTHER.fullmatch(gap) or (high.elliptic and not _OTHER.search(gap))
        )
        if leads and _OWN_VERB.match(sentence.text, high.after - sentence.start):
            return
        if not again and (len(gap) > _JOINT_LENGTH or not _JOINED.fullmatch(gap)):
            return
        yield replace(deed, index=here)
        here += step


def _right_behind(sentence: Sentence, text: Text, deed: Deed) -> bool:
    """Whether a predicate stands right behind a name, and so speaks of that one of a list alone."""
    return text.named and sentence.between(text.after, deed.span.start) == " "
