"""What only speaks of a text: predicates that deny, foresee or ask, and texts that are named for something else.

"Rather than extend the treaty", "once ratified", "called for the convention to remain a guide", "the parties to the
accord", "persons entering into an agreement", "a silent agreement procedure".
"""

from __future__ import annotations

import re

from policyfacts.facts.context import Sentence
from policyfacts.facts.textnames import Text
from policyfacts.frames import Frame

# Before a predicate these deny it, make it a condition, or say that it is only sought.
_NOT_DONE = re.compile(
    r"\b(?:rather than|instead of)\s(?:\w+ly\s)?$"
    r"|\b(?:not|never|nor)(?:\syet)?\s\w+\s(?:or|nor|and)\s(?:\w+\s)?$"
    r"|\bmust\b[^;:.]{0,120}\sand\s(?:\w+ly\s)?$"
    r"|\b(?:process|way|prospects?|hopes?|interest|intention|possibility|chances?|purpose|aim|readiness|willingness|steps|"
    r"progress|view|right|path)\s(?:of|in|for|towards?|to)\s(?:the\s)?(?:\w+ly\s)?$"
)
_ONCE = re.compile(r"\b(?:[Ww]hen|[Oo]nce|[Ii]f|[Uu]ntil|[Uu]nless)\s(?:\w+ly\s)?$")
# What is told in the present behind these is how it goes each time: "once notes are exchanged, it signs a contract".
_EACH_TIME = re.compile(
    r"(?:[Ww]hen(?:ever)?|[Oo]nce|[Ii]f|[Aa]s\ssoon\sas|[Aa]fter|[Bb]efore)\s[^,;]*\b(?:is|are|has|have)\b[^,;]*,[^;]*$"
)
# "checks the contract before it takes effect"
_BEFORE_IT = re.compile(
    r"\b(?:[Bb]efore|[Uu]ntil|[Uu]nless|[Oo]nce|[Ww]hen|[Ii]f)\s(?:it|they|(?:the|such|an?)(?:\s[\w’-]+){1,6})\s$"
)
# Who might enter into something, but is nobody.
_ANYONE = re.compile(
    r"\b(?:persons?|individuals?|entit(?:y|ies)|those|anyone|partners?|contractors?|[Ss]tates|countries|governments|"
    r"organi[sz]ations|compan(?:y|ies)|suppliers?|staff|firms?|members)\s$"
)
# "called for the convention to remain the guide": what is called for is not the text.
_TO_BE = re.compile(
    r"\sto\s(?:be\s|have\s|been\s)*(?!\w*(?:sign|ratif|adopt|conclu|enter|approv|finali|agree|implement|extend|renew|"
    r"replace|amend|come|include))[a-z]+\b"
)
_COMES_OUT = re.compile(r"\b[Oo]ut\sof\b|\bon\stop\sof\b")
_MEMBERS = re.compile(
    r"\b(?:[Pp]art(?:y|ies)|[Ss]ignator(?:y|ies)|[Mm]embers?|[Dd]epositary|[Aa]nnex|[Aa]mendments?|[Aa]rticles?(?:\s\w+)?)"
    r"\s(?:of|to)\s(?:the\s)?$"
)
_STEPS_TO = frozenset({"accede", "accession", "join", "amend", "amendment", "adhere"})
# "an agreement procedure", "agreement language": the text is no text.
_QUALIFIES = re.compile(
    r"\s(?:procedures?|templates?|holders?|numbers?|periods?|rates?|language|clauses?|principles?|mechanisms?)\b"
)
_CONSENSUS = re.compile(r"\b(?:is|was|be|been|general|broad|wide|full|no)\s$")
# "It is by treaty, not by contract, that ...": what it is not.
_NOT_BY = re.compile(r"\bnot\s(?:by|in|through|as|under)\s(?:an?\s|the\s)?$")
# "... for the Peoples of the Andes – Peoples’ Trade Agreement": the second half of a body's name.
_DASHED = re.compile(r"[A-Z][\w’]*\s[–—]\s$")


def undone(sentence: Sentence, frame: Frame, text: Text) -> bool:
    """Whether a predicate tells of ``text`` nothing that was done, is planned or called for."""
    before = sentence.between(sentence.start, frame.start)
    if _NOT_DONE.search(before) or _ONCE.search(before):
        return True
    if frame.tense == "present" and (_EACH_TIME.match(before) or _BEFORE_IT.search(before)):
        return True
    words = sentence.between(*frame.span)
    if words.split()[0].endswith("ing") and not text.named and _ANYONE.search(before):
        return True
    if frame.lemma == "enter" and text.kind in {"plan", "policy paper"}:
        return True  # "enters its next plan"
    if frame.lemma == "come" and not _COMES_OUT.search(sentence.between(*frame.clause)):
        return True  # "the truce came hours after the strike"
    if frame.sense == "lay-down" and frame.tense == "present":
        return True  # "disputes are settled in an agreement"
    if frame.sense in {"award", "let"} and frame.form == "relative" and frame.tense == "present":
        return True  # "the lease, which Peru grants a firm, was renewed"
    if frame.sense in {"undertake", "lay-down"} and text.opener not in {"a", "an"}:
        return True  # "agreed to meet under the treaty": an old one
    return _about_other(sentence, frame, text)


def _about_other(sentence: Sentence, frame: Frame, text: Text) -> bool:
    """Whether it is done to something that only has to do with ``text``: its parties, its project, its role."""
    words = sentence.between(*frame.span)
    behind = text.span.start >= frame.end
    if frame.sense == "propose" and behind and _TO_BE.match(sentence.between(text.after, sentence.end)):
        return True
    if behind and frame.lemma not in _STEPS_TO:
        return _MEMBERS.search(sentence.between(frame.end, text.span.start)) is not None
    if (
        frame.sense != "sign"
        and frame.form != "relative"
        and _MEMBERS.search(sentence.between(sentence.start, text.span.start))
    ):
        return True
    if frame.sense in {"bind", "tie"}:
        return False
    # "the memorandum formalizes the project": the text is not what it is done to.
    lead = sentence.between(text.after, frame.start)
    return not behind and lead == " " and words.endswith("s") and frame.form == "active" and frame.lemma != words


def no_text(sentence: Sentence, text: Text) -> bool:
    """Whether the words of ``text`` stand for no text: for consensus, for a procedure, for half of a body's name."""
    before = sentence.between(sentence.start, text.span.start)
    if text.named:
        return _DASHED.search(before) is not None
    if _QUALIFIES.match(sentence.between(text.span.end, sentence.end)):
        return True
    if _NOT_BY.search(before):
        return True
    plain = not text.opener and not text.plural and text.name.startswith("agreement")
    return plain and _CONSENSUS.search(before) is not None
