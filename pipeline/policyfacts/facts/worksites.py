"""Works that are known by their bare name ("Karuma was commissioned in 2024"), from the list of the world's works.

A name that nearly always means a work counts where it is not part of another name and no noun hangs on it ("the Rogun
talks"); one that is first of all a town's or a river's only where its words say so, as in ``workcalls``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from policyfacts.facts.context import Sentence
from policyfacts.facts.workcalls import speaks_of_works
from policyfacts.facts.worklikes import Nounless, is_taken
from policyfacts.records import Span
from policyfacts.values.sites import Site, find_sites

# What may follow a work's name: the end of a clause, a verb, or what leads on from a noun.
_FREE = re.compile(
    r"(?:[’']s?)?(?=$|\s?[,;:.()\[\]–—]|\s(?:and|or|but|nor|in|on|at|to|by|of|off|from|with|for|near|through|into|as|after|"
    r"before|since|until|between|that|which|whose|where|when|while|because|though|is|are|was|were|be|has|had|have|will|"
    r"would|can|could|should|shall|may|might|must|did|does|do|not|also|now|then|still|alone|itself|\d[\d.,]*|[a-z]+ed|"
    r"went|came|goes|comes|costs?|began|begins|lies|lay|stands|stood|remains|generates|produces|handles|carries|serves|"
    r"opens)(?!\w))"
)
_NAME_BEFORE = re.compile(r"(?:[A-Z][\w’'-]*\s|[“\"‘(]|-)$")
_OWNER = re.compile(r"[’']s?\s$")
_OPENER = re.compile(
    r"(?:^|[.;:•–—]\s)(?:In|At|On|The|For|When|After|Since|By|Of|And|But|With|From|As|While|Both|Its|Until|Before|Like|"
    r"Once)\s$"
)


def known_works(sentence: Sentence) -> Iterator[Nounless]:
    """Every bare name in ``sentence`` of a work of the list."""
    for site in find_sites(sentence.text):
        span = Span(site.start, site.end)
        if site.alone in {"yes", "place"} and _counts(sentence, site) and not is_taken(sentence, span, whole=True):
            yield Nounless(span, sentence.text[site.start : site.end], "", kind=site.kind)


def _counts(sentence: Sentence, site: Site) -> bool:
    text = sentence.text
    before = text[: site.start]
    if _NAME_BEFORE.search(before) and not (_OPENER.search(before) or _OWNER.search(before)):
        return False
    if site.alone == "place":
        return speaks_of_works(text, site.start, site.end)
    return _FREE.match(text, site.end) is not None
