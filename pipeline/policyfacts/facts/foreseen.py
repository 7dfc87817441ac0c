"""What is still to come, only wished for, or denied: how a clause puts a milestone."""

from __future__ import annotations

import re

from policyfacts.facts.workframes import Skeleton, Told

_WINDOW = 90
_FUTURE = re.compile(
    r"\b(?:(?:will|would|shall|should|could|may|might|(?:is|are|was|were) (?:\w+ )?(?:to|expected|scheduled|"
    r"due|slated|set|"
    r"planned|supposed|meant|likely|hoped)|expected|scheduled|slated|due|plan(?:s|ned|ning)? (?:to|for)|"
    r"hop(?:es|ed|ing) to|"
    r"aim(?:s|ed|ing)? to|intend(?:s|ed)? to|wants? to|"
    r"wants?\s(?:an?|the|its|their)\b|promised to|vowed to|pledged to|agreed to|set to|about to|"
    r"in order to|ahead of)\b"
    r"(?:(?!\b(?:when|after|since|because|which|who)\b)[^;]){0,60}|(?:before|until|once|if|unless|"
    r"when)\s(?:\w+ly\s)?)$",
    re.IGNORECASE,
)
# "the stadium built in 2008": what governs the work does not govern the participle behind it.
_RIGHT_BEHIND = re.compile(
    r"⟨[SO]\d+⟩(?:\s\([^)]*\))?(?:\s(?:in|at)\s[A-Z][\w’-]+(?:\s[A-Z][\w’-]+){0,2})?,?\s(?:\w+ly\s)?$"
)
# "Groundbreaking is planned for August."
_SET_FOR = re.compile(
    r"(?:\sceremony)?(?:\s(?:for|of|on|at)\s[^,;.]{0,60}?)?\s(?:is|was|are|were|has been|had been)\s(?:now\s)?"
    r"(?:planned|scheduled|expected|due|foreseen|set|slated|put off)\b"
)
_WILL = re.compile(r"\b(?:will|is to|to be)\b")
# "until the pipeline has been built": it has not.
_NOT_YET = re.compile(
    r"\b(?:until|till|before|once|unless|by the time|as soon as)\s(?:\S+\s){0,6}"
    r"(?:has|have|is|are)\s(?:\w+ly\s)?(?:been\s)?$"
)
# "Funds were used to complete the road."
_USED_TO = re.compile(
    r"\b(?:was|were|been)\s(?:\w+ly\s|also\s)?(?:used|spent|needed)\sto\s(?:\w+ly\s)?$", re.IGNORECASE
)
_INFINITIVE = re.compile(r"\bto (?:be )?(?:\w+ly )?$")
_AGREED = re.compile(r"\bagreed\b[^;,]{0,40}\bto (?:\w+ly )?$", re.IGNORECASE)
_DENIED = re.compile(
    r"\b(?:not|no|never|neither|nor|without|fail(?:ed|s|ure)? to|yet to|refus(?:ed|es) to|declin(?:ed|es) to|unable to|"
    r"den(?:y|ies|ied)|hardly|(?:unclear|unknown|uncertain|doubtful) (?:if|whether|when)|instead of|rather than|"
    r"rumou?rs?)\b[^;,]{0,40}$",
    re.IGNORECASE,
)
_NOT_BEFORE = re.compile(r"^[\w\s]{0,40}?\b(?:before|until|earlier than)\b", re.IGNORECASE)
_UNTIL = re.compile(r"\b(?:until|before|by the time)\s(?:\w+\s){0,4}$", re.IGNORECASE)
_WISHED = re.compile(
    r"\b(?:hop(?:e|es|ed|ing) (?:of|for)|in search of|bid for|application for|requests?(?:ed)?(?: for)?|"
    r"appl(?:y|ied) for|"
    r"seek(?:s|ing)?|sought|negotiat\w+|talks (?:on|over|about)|awaiting|asked for|need(?:s|ed)?|if|"
    r"whether)\b[^;,]{0,40}$",
    re.IGNORECASE,
)
_OPEN = re.compile(r"\bunder (?:negotiation|discussion|consideration|review)\b|\bbeing negotiated\b", re.IGNORECASE)
# What is said in the perfect tense is no longer to come, whatever the clause before it hoped for.
_CLAUSE = re.compile(
    r"[;:]|, (?:has|have) (?:been )?(?=\w+, |\w*$)|, (?:and|but|while|whereas|although)\s|\s(?:while|although)\s"
)
_ACTS = frozenset({"financed", "contract signed", "agreed"})


def milestone(frame: Skeleton, told: Told) -> str | None:
    """The milestone that ``told`` amounts to in its clause.

    What will be built, opened or begun is ``planned``; ``None`` where the clause denies it or only wishes for it.
    """
    end = told.position + len(told.words)
    before = _CLAUSE.split(frame.text[max(0, told.position - _WINDOW) : told.position])[-1]
    after = frame.text[end : end + _WINDOW]
    if _DENIED.search(before):
        foreseen = told.future and re.search(r"\bwill not\b", before) and _NOT_BEFORE.match(after)
        return "planned" if foreseen and told.event not in _ACTS else None
    if told.event in _ACTS and (_WISHED.search(before) or _OPEN.search(after)):
        return None
    if told.event == "financed" and _AGREED.search(before):
        return told.event
    if told.event == "construction started" and (_SET_FOR.match(after) or _WILL.search(told.words)):
        return "planned"
    if _NOT_YET.search(before):
        return None
    if _USED_TO.search(before):
        return told.event
    if told.future and not _RIGHT_BEHIND.search(before) and (_FUTURE.search(before) or _INFINITIVE.search(before)):
        return None if _UNTIL.search(before) or told.event in _ACTS else "planned"
    return told.event
