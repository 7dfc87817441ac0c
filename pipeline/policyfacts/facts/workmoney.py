"""Money for a work: "a loan of $20 million for a cotton mill", "$5 million to improve the port", "the metro is lent".

Every loan, grant or credit for a work that can be told is a milestone of that work: ``financed``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from policyfacts.facts.context import Sentence
from policyfacts.facts.sightings import Sighting
from policyfacts.facts.workneighbours import listed
from policyfacts.knowledge import compiled
from policyfacts.language.workwords import words
from policyfacts.records import Mention, Span

# From what leads to a work to the work itself: articles, adjectives, and nouns that let it through.
_DESCRIBING = r"(?:(?!(?:of|for|to|in|on|at|by|with|from|and|but|that|which|who|where|into)\s)[\w’'–/.,-]+\s){0,6}?"
_THROUGH = (
    r"(?:(?:(?!(?:for|to|of|in|on)\s)[\w-]+\s){0,3}?(?:construction|building|rehabilitation|reconstruction|renovation|modernisation|modernization|"
    r"expansion|extension|enlargement|development|improvement|completion|upgrade|upgrading|repair|widening|dredging|"
    r"electrification|installation|works?|phase|stage|section|stretch|part|leg|tranche|lot|purchase|equipping|engineering|design|"
    r"\d[\d.,]*[\s-]?(?:km|kilomet(?:re|er)s|miles|m|met(?:re|er)s|hectares|ha))\s"
    r"(?:work\s|(?-i:[A-Z][\w–-]+\s){1,5}(?=of\s))?(?:of|on|at|in)\s(?:(?:the|an?|its)\s)?){0,2}"
)
_CLAUSE_END = re.compile(
    r";\s|:\s(?!(?:[A-Z]{0,3}[$€£¥₹]|\d))|\s[–—]\s|,\s(?:but|while|whereas|although|though|yet|so)\s|,\s(?:which|who|where|when)\s"
    r"|,\sand\s(?=(?:the|a|an|its|it|they|he|she)\s(?:[\w-]+\s){1,3}(?:is|was|are|were|has|have|had|will|would)\b)"
)
_NEXT_NOUN = re.compile(r",\s(?:and\s)?(?:the|an?|its)\s(?=[^,;]{3,60}\s(?:is|was|are|were|has|have|had|will|would)\s)")
_OPENING = re.compile(r"(?:For|Towards?|On)\s$")
# "..., for which the bank lent": the work stands before its money.
_BEHIND = re.compile(
    r"(?:\s\([^)]*\))?[^;:,]{0,70},?\s(?:for|to|towards?|into)\s(?:which|whose\s\w+)\s[^;:]{0,90}?"
    r"\b(?P<cue>lent|gave|given|granted|provided|approved|committed|pledged|invested|loans?|grants?|credits?)\b"
)
_GIVEN = re.compile(
    r"\b(?:g[ai]v(?:e|es|en)|lends?|lent|loans?|loaned|grant(?:s|ed)?|provid(?:e|es|ed)|approv(?:e|es|ed)|commit(?:s|ted)?|"
    r"pledg(?:e|es|ed)|receiv(?:e|es|ed)|gets?|got|obtain(?:s|ed)?|secured|invest(?:s|ed)?|allocat(?:e|es|ed)|borrow(?:s|ed)?|credits?)\b"
)
_LACKING = re.compile(
    r"^[^;]{0,160}?\b(?:could|would|might)\s(?:\w+\s)?(?:generate|save|yield|bring|help|avert|reduce|raise|lift|create|need)\b|"
    r"\b(?:was|were|is|are|has|have|had|will)\s(?:\w+\s)?(?:never|not|no longer|refused|rejected|withdrawn|"
    r"cancell?ed|suspended|"
    r"turned down|sought|requested|needed|under (?:negotiation|discussion))\b"
)
# "..., with which the port is to be built": the money is what the work behind is built with.
_MEANS = (
    r"(?:(?P<means>(?:(?:with|by|from|out of|through)\swhich|so that|whereby)\s"
    r"(?!.*\s(?:whether|if|will|would|can|is|are)\s)(?:[\w-]+\sof\s(?:the\s|an?\s)?)?)|in support of\s|in aid of\s)"
)
_BEING_BUILT = re.compile(
    r"^[^;:]{0,60}?\s(?:will|would|shall|can|could|may|is|are|was|were|has|have|had)\s(?:\w+ly\s|to\s|also\s|now\s)*"
    r"(?:be|been|being\s)?\s?(?:\w+ly\s)?(?:[a-z-]+ed|built|rebuilt|laid|dug|put up|set up)\b"
)
# "The road is rebuilt with a credit of $18 million."
_BUILT_WITH = re.compile(
    r"(?:\s\([^)]*\))?[^;:,]{0,60}?\s(?:be|been|being|is|are|was|were)\s(?:\w+ly\s)?[a-z-]+(?:ed|built|laid|dug)"
    r"(?:\s(?:and|or)\s[a-z-]+(?:ed|built))?\s(?:[^;:,]{0,40}?\s)?(?:with|from|out of|using|through|thanks to)\s"
    r"(?:the\s(?:help|aid|proceeds)\sof\s)?(?:(?:an?|the|its|this|that)\s)?(?:[\w-]+\s){0,3}$"
)
_PRICE_TAG = re.compile(r"(?:^|[,;]|\w)\s(?:at|for)\s(?:(?:about|some|around|nearly|over)\s)?$")
_COMING = re.compile(r"\b(?:will|would|shall|to|being)\b")
_FRONTED_MEANS = re.compile(
    r"^(?:With|From|Out of|Using|Through|Thanks to|Under)\s(?:the|this|that|these|an?|its)\s(?:[\w-]+\s){0,3}?"
    r"(?:loans?|credits?|grants?|money|funds|financing|donation|package|sum)\b[^;:]{0,90}$"
)
_SIGNED = re.compile(
    r"\b(?:sign|conclud|approv|ink|initial|seal|ratif)(?:s|e|es|ed|y|ied)?\b[^;:]{0,80}?\b(?:loan|credit|grant|financing|funding|support)\b"
    r"|\b(?:loan|credit|grant|financing)\b[^;:,]{0,80}?\s(?:was|were|is|been)\s(?:\w+\s)?(?:signed|concluded|approved|sealed|ratified|granted|given)\b",
    re.IGNORECASE,
)
_DOUBLED = frozenset({"set", "dig"})
_MOST_BETWEEN = 150
# "$5 million in a port" is money for it where somebody invests, spends or sinks it.
_SPENT = re.compile(
    r"\b(?:sp[ea]n[dt]\w*|invest\w*|stakes?|equity|puts?|putting|s[aiu]nk\w*|pour\w*|pump\w*|plough\w*)\b"
)
_NEAR_BY = 40
# "The loan for the corridor stands at 130 billion yen."
_STANDS = re.compile(
    r"^[^;,]{0,120}\s(?:stands? at|stood at|amount(?:s|ed) to|comes? to|came to|is worth|was worth|is|was)\s$"
)
_AGREEMENT, _COPULA = len(" agreement worth about "), len(" is a soft ")
# How money is tied to what it is for: "for", "to help build", "supports".
_TO_WORKS = r"(?:for|towards?|into|(?:split|shared|divided)\s(?:between|among)|(?P<on>on|in))"
_HELPS = (
    r"(?:to|that (?:will|would)|which (?:will|would)|(?:will|would|is to)?\s?help(?:s|ed)? to)\s"
    r"(?:[a-z]+ly\s)?(?:help\s)?"
)
_DOING = (
    r"(?:for|on|in|towards|to help (?:in|with)|to assist in|to continue|to keep|to start|to begin|help in|assist in|"
    r"goe?s? into)"
)
_SERVES = (
    r"(?:supports?|pays? for|finances?|funds?|serves?|go(?:es)? to|went to|(?:is|are) paying for|"
    r"(?:is|was|are|were) (?:to go to|going to|spent on)|will (?:support|finance|fund|go to|pay for))"
)


# "..., the expansion of Kita airport, an extension of the metro": more works that the same money is for.
_BUILDING = (
    r"(?:construction|building|rehabilitation|reconstruction|renovation|modernisation|modernization|expansion|extension|"
    r"upgrade|upgrading|development|improvement|completion|widening|electrification|installation|repair)"
)
_NEXT_PURPOSE = re.compile(
    rf"(?:\s\([^)]*\))?(?:[^;:.()]{{0,60}}?)?(?:,|\sand|,\sand)\s(?:(?:the|an?|its)\s)?"
    rf"(?:\d[\d.,]*[\s-]?(?:km|kilomet(?:re|er)s?|miles?)\s)?"
    rf"{_BUILDING}(?:\sand\s{_BUILDING})?\s(?:of|on|for)\s(?:(?:the|an?|its)\s)?{_DESCRIBING}(?:[A-Z][\w’-]+[’']s\s)?{_DESCRIBING}"
)
_SPELT_OUT = re.compile(rf"(?::|,\s(?:including|among\sthem|namely))\s(?:(?:an?|the)\s)?{_DESCRIBING}")
# "(1) Kita Port Project (Phase 2) (loan amount: 5 billion yen)"
_BRACKETED = re.compile(
    r"(?:\s\((?:[A-Z][\w/. ]{0,16}|[IVX]{1,4})\)){0,2}\s\((?:the\s)?(?:loan|grant|credit|financing)(?:\samount)?"
    r"(?:\sof|:)?\s(?:up\sto\s|about\s)?$",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Financed:
    """Money at ``cue`` for the works ``first`` to ``last`` (indices of sightings); ``amount`` where its sum starts.

    ``means``: the works are told to be built with it ("a loan with which the road is rebuilt").
    """

    first: int
    last: int
    cue: Span
    amount: int | None
    means: bool = False


def financed(sentence: Sentence, sightings: Sequence[Sighting]) -> Iterator[Financed]:
    """The works of ``sentence`` that money is said to be for, each list of works once, with the nearest money."""
    money = _money(sentence)
    done = -1
    for index, sighting in enumerate(sightings):
        if index <= done or not money or sighting.form == "alias":
            continue
        first, last = listed(sentence, sightings, index)
        works = sightings[first : last + 1]
        found = (
            _before(sentence, works[0], money)
            or _fronted(sentence, works, money)
            or _bracketed(sentence, works[-1], money)
        )
        if found is not None:
            done = last = _to_last(sentence, sightings, last)
            yield Financed(first, last, *found)
        elif (means := _as_means(sentence, sightings[first : last + 1], money)) is not None:
            done = last
            yield Financed(first, last, *means, means=True)


def _to_last(sentence: Sentence, sightings: Sequence[Sighting], last: int) -> int:
    """The last of the works that the money for the one at ``last`` is for, too, each told with what is done."""
    while last + 1 < len(sightings):
        between = sentence.between(sightings[last].span.end, sightings[last + 1].span.start)
        if not (_NEXT_PURPOSE.fullmatch(between) or _SPELT_OUT.fullmatch(between)):
            break
        last = listed(sentence, sightings, last + 1)[1]
    return last


def _bracketed(
    sentence: Sentence, work: Sighting, money: Sequence[tuple[Span, int | None]]
) -> tuple[Span, int | None] | None:
    """The loan or grant in brackets behind a work: "Kita Port Project (loan amount: $5 million)"."""
    for span, amount in money:
        if amount is not None and amount >= work.span.end:
            return (span, amount) if _BRACKETED.fullmatch(sentence.between(work.span.end, amount)) else None
    return None


def _money(sentence: Sentence) -> list[tuple[Span, int | None]]:
    """The sums and nouns of money of ``sentence`` in order, sums with where they start."""
    sums = [(m.span, m.start) for m in sentence.of("amount")]
    names = sentence.of("organisation", "fund")
    nouns = [
        (Span(sentence.start + m.start(), sentence.start + m.end()), None)
        for m in _grammar().money.finditer(sentence.text)
        if not any(n.start <= sentence.start + m.start() < n.end for n in names)
    ]
    return sorted([*sums, *nouns])


def _before(
    sentence: Sentence, work: Sighting, money: Sequence[tuple[Span, int | None]]
) -> tuple[Span, int | None] | None:
    """The money before a work that "for", "to build" or "into" ties to it."""
    left = sentence.between(sentence.start, work.span.start)
    tied = _grammar().purpose.search(left)
    if tied is None:
        return None
    end = sentence.start + tied.start()
    for span, amount in reversed([m for m in money if m[0].end <= end + 1]):
        between = sentence.between(span.end, end)
        if len(between) > _MOST_BETWEEN or _CLAUSE_END.search(between):
            return None
        if tied["on"] and not _SPENT.search(sentence.between(span.start - _NEAR_BY, end)):
            continue
        before = _own_clause(sentence.between(sentence.start, span.start))
        if _grammar().other.search(before) or _grammar().wished.search(before):
            return None
        if _LACKING.search(_own_words(sentence.between(work.span.end, sentence.end))):
            return None
        return _with_sum(sentence, span, amount, money)
    return None


def _with_sum(
    sentence: Sentence, span: Span, amount: int | None, money: Sequence[tuple[Span, int | None]]
) -> tuple[Span, int | None]:
    """The cue and its sum: "a loan of $20 million" is one; a noun without a sum has none."""
    for other, start in money:
        behind, before = other.start - span.end, span.start - other.end
        if start is not None and amount is None and (0 <= behind <= _AGREEMENT or 0 <= before <= _COPULA):
            return span, start
        if start is not None and amount is None and behind > 0:
            told = _STANDS.search(sentence.between(span.end, other.start))
            return span, start if told else None
    return span, amount


def _fronted(
    sentence: Sentence, works: Sequence[Sighting], money: Sequence[tuple[Span, int | None]]
) -> tuple[Span, int | None] | None:
    """The money behind works: "For the port, Samoa was given $5 million"; "the port, for which it lent"."""
    left = sentence.between(sentence.start, works[0].span.start)
    behind = sentence.between(works[-1].span.end, sentence.end)
    offset = works[-1].span.end
    if re.fullmatch(rf"(?:For|Towards)\s{_THROUGH}{_DESCRIBING}", left):
        clause = _first_clause(behind)
        for span, amount in money if _GIVEN.search(clause) else ():
            if offset <= span.start < offset + len(clause):
                before = sentence.between(offset, span.start)
                return None if _grammar().wished.search(before) or _grammar().other.search(before) else (span, amount)
    if match := _BEHIND.match(behind):
        if _grammar().wished.search(match[0]):
            return None
        cue = Span(offset + match.start("cue"), offset + match.end("cue"))
        return next(((s, a) for s, a in money if a is not None and cue.end <= s.start <= cue.end + 40), (cue, None))
    return None


def _as_means(
    sentence: Sentence, works: Sequence[Sighting], money: Sequence[tuple[Span, int | None]]
) -> tuple[Span, int | None] | None:
    """The money with which works are built: "a loan with which the port will be built", "built with a loan"."""
    left, behind = (
        sentence.between(sentence.start, works[0].span.start),
        sentence.between(works[-1].span.end, sentence.end),
    )
    tied = _grammar().means.search(left)
    if tied is not None and (not tied["means"] or _BEING_BUILT.match(behind)):
        before = [m for m in money if m[0].end <= sentence.start + tied.start() + 1]
        fit = [m for m in before if len(sentence.between(m[0].end, sentence.start + tied.start())) <= _MOST_BETWEEN]
        return _given(sentence, fit[-1], money) if fit else None
    if _FRONTED_MEANS.match(left) and _BEING_BUILT.match(behind):
        return _given(sentence, money[0], money)
    for span, amount in money:
        if span.start >= works[-1].span.end and _COMING.search(sentence.between(works[-1].span.end, span.start)):
            built = _BUILT_WITH.match(sentence.between(works[-1].span.end, span.start))
            return _given(sentence, (span, amount), money) if built else None
    return None


def _given(
    sentence: Sentence, found: tuple[Span, int | None], money: Sequence[tuple[Span, int | None]]
) -> tuple[Span, int | None] | None:
    """``found`` with its sum, unless its clause only wishes for the money, or speaks of a price."""
    before = _own_clause(sentence.between(sentence.start, found[0].start))
    if _grammar().other.search(before) or _grammar().wished.search(before):
        return None
    return _with_sum(sentence, *found, money)


def wished(sentence: Sentence, amount: Mention) -> bool:
    """Whether the clause before a sum only wishes for it or denies it, or tells a price."""
    before = _own_clause(sentence.between(sentence.start, amount.start))
    return _grammar().wished.search(before) is not None or _grammar().other.search(before) is not None


def is_price(sentence: Sentence, amount: Mention) -> bool:
    """Whether a sum is a work's price: "the road, at $5 million", where no loan or grant is spoken of."""
    tagged = _PRICE_TAG.search(sentence.between(sentence.start, amount.start))
    return tagged is not None and _grammar().money.search(sentence.text) is None


def _own_clause(before: str) -> str:
    """The end of ``before`` that belongs to the clause that goes on behind it."""
    return _CLAUSE_END.split(before)[-1][-120:]


def _first_clause(behind: str) -> str:
    return _CLAUSE_END.split(behind)[0]


def _own_words(behind: str) -> str:
    """What is said of the money itself: the first clause, up to the next one that opens with a noun of its own."""
    return _NEXT_NOUN.split(_first_clause(behind))[0]


@dataclass(frozen=True, slots=True)
class _Grammar:
    money: re.Pattern[str]
    purpose: re.Pattern[str]
    means: re.Pattern[str]
    other: re.Pattern[str]
    wished: re.Pattern[str]


def is_signed(sentence: Sentence) -> bool:
    """Whether the sentence says that a loan, a credit or a grant was signed or approved."""
    return _SIGNED.search(sentence.text) is not None


def _ing(verb: str) -> str:
    """The gerund of a verb, of its first word: "setting up"."""
    first, _, rest = verb.partition(" ")
    stem = first + first[-1] if first in _DOUBLED else first.removesuffix("e")
    return f"{stem}ing {rest}".strip()


@compiled
def _grammar() -> _Grammar:
    improve = "|".join(sorted(words("improve"), key=lambda w: (-len(w), w)))
    doing = "|".join(sorted({_ing(w) for w in words("improve")}, key=lambda w: (-len(w), w)))
    return _Grammar(
        re.compile(rf"(?<![\w-])(?:{'|'.join(sorted(words('money')))})(?![\w-])", re.IGNORECASE),
        re.compile(
            rf"(?<![\w-])(?:{_TO_WORKS}|{_HELPS}(?:{improve})(?:\sand\s(?:{improve}))?|{_SERVES}|{_DOING}\s(?:{doing}))\s"
            rf"{_THROUGH}{_DESCRIBING}$",
            re.IGNORECASE,
        ),
        re.compile(rf"(?<![\w-]){_MEANS}{_THROUGH}{_DESCRIBING}$", re.IGNORECASE),
        re.compile(rf"(?<![\w-])(?:{'|'.join(sorted(words('no money')))})(?![\w-])[^,;]{{0,40}}$", re.IGNORECASE),
        re.compile(rf"(?<![\w-])(?:{'|'.join(sorted(words('wished')))})(?![\w-])[^;]{{0,60}}$", re.IGNORECASE),
    )
