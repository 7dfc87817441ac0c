"""Pronouns that take up a work: "it", "its", the former and the latter of two."""

from __future__ import annotations

import re
from collections.abc import Sequence

from policyfacts.facts.context import Sentence
from policyfacts.facts.sightings import Project, Sighting
from policyfacts.facts.worksubjects import is_subject
from policyfacts.records import Span

_PRONOUN = re.compile(
    r"(?:^|[;,:]\s(?:and\s|but\s)?|\b(?:and|but|when|after|before|since|because|until|once|that|on|of|for|if|"
    r"which|at|into|across|over|through|suspended|cancell?ed|shelved|scrapped|opened|inaugurated|built|finished|completed|commissioned|"
    r"halted|revived|"
    r"resumed|abandoned|dropped|stopped|axed|ditched|buried|financed|funded|approved|rejected|launched|rebuilt|widened)\s)"
    r"(?<!\b(?:all|one) of )(?<!\b(?:most|much|half|part|some) of )(?P<it>[Ii]ts?)\b"
    r"(?!\s(?:is|was)\s(?:not\s)?(?:reported|likely|possible|unclear|said|believed|thought|hoped|known|"
    r"expected that|announced|"
    r"estimated that|agreed|also reported|unlikely|clear|important|necessary|worth)\b)"
)
# "Rehabilitates its 1,860 kilometres": its own size.
_ITS_SIZE = re.compile(r"\b(?P<it>its)(?=\s(?:\w+\s)?\d[\d.,]*[\s-]?(?:km|kilomet|m\b|MW|GW|megawatt|miles))")
# "The former, meant to carry gas, was launched in 2015".
_OF_TWO = re.compile(
    r"\b(?P<it>[Tt]he\s(?:former|latter))"
    r"(?=,|\s(?:is|are|was|were|has|had|will|would|should|opened|began|cost|came|went|took|to)\b)"
)


def pronouns(text: str) -> list[Span]:
    """Where the pronouns of ``text`` that may speak of a work stand, in order."""
    found = {m.start("it"): m for pattern in (_PRONOUN, _ITS_SIZE, _OF_TWO) for m in pattern.finditer(text)}
    return [Span(m.start("it"), m.end("it")) for _, m in sorted(found.items())]


def taken_up(
    sentence: Sentence, place: Span, here: Sequence[Sighting], previous: Sequence[Sighting]
) -> Sighting | None:
    """The work that the pronoun at ``place`` speaks of: the subject before it, in the sentence or the one before."""
    span = Span(sentence.start + place.start, sentence.start + place.end)
    words = sentence.between(*span).lower()
    if words.endswith(("former", "latter")):
        project = _of_two([s for s in (*previous, *here) if s.form != "reference"], last=words.endswith("latter"))
        return (
            None
            if project is None
            else Sighting(span, project, sentence, "reference", is_subject(sentence, span), span)
        )
    near = [s for s in here if s.subject] or list(here) or [s for s in previous if s.subject] or list(previous)
    near = [s for s in near if s.project.named] or near
    if not near:
        return None
    return Sighting(span, near[0].project, sentence, "reference", words != "its" and is_subject(sentence, span), span)


def _of_two(before: Sequence[Sighting], *, last: bool) -> Project | None:
    """The earlier or the later of the last two works; ``None`` where fewer were told of."""
    distinct = list({id(s.project): s.project for s in reversed(before)}.values())[:2]
    if len(distinct) < 2:
        return None
    return distinct[0] if last else distinct[1]
