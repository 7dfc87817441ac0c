"""Who gives and who receives by the words around a sum: prepositions, possessives, the order of subject and verb."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from policyfacts.facts.donors import donors
from policyfacts.facts.money.evidence import doubt_of_place
from policyfacts.facts.money.flows import TELLING, Flow
from policyfacts.facts.money.lines import Line
from policyfacts.facts.money.series import dealt, gapped, owner_of
from policyfacts.facts.money.sides import Side, all_lend, of_states
from policyfacts.facts.parties import Party, two_sided
from policyfacts.values.countries import is_adjective

# A preposition between a sum and a party behind it: which side it tells, and how doubtful that is.
_TAIL = {
    "to": ("recipient", 0.3),
    "for": ("recipient", 0.9),
    "into": ("recipient", 0.8),
    "in": ("recipient", 1.6),
    "across": ("recipient", 1.6),
    "throughout": ("recipient", 1.6),
    "within": ("recipient", 1.8),
    "inside": ("recipient", 1.8),
    "towards": ("recipient", 0.9),
    "toward": ("recipient", 0.9),
    "from": ("provider", 0.3),
    "by": ("provider", 0.4),
}
# A named fund behind one of these gives or gets, and who is named in its name does not.
_TO_FUNDS = frozenset({"to", "into", "for", "from"})
# What is somebody's because it was lent to him: "Hanoi's borrowing".
_TAKEN = re.compile(r"(?:borrowings?|drawings?|drawdowns?|debts?|repayments?|arrears)\b", re.IGNORECASE)
_FUNDED = re.compile(r"[’']?s?-(?:co-)?(?:funded|financed|backed|sponsored|supported|donated|led)\b")
# "for projects of small firms": what it is for, and no receiver.
_OF_SOMEBODY = re.compile(r"\bfor\s[\w\s-]*\bof\s(?:the\s)?$")
_POSSESSIVE = re.compile(r"[’']s?(?!\w)")
_NOUN_GAP = re.compile(r"(?:[’']s?)?\s(?:[\w’'“”\"$€£¥.,()-]+\s){0,6}?")
_FRONTED = re.compile(r"^(?:Meanwhile, |Also |Similarly, |Elsewhere, )?(?:In|For|Across|Within|Throughout)\s")
_ENVOY = re.compile(
    r"(?:[’']s)?\s(?:[Dd]eputy\s|[Cc]harg[eé]\s)?(?:[Ee]mbassy|[Aa]mbassador|[Ee]nvoy|[Cc]onsulate|[Cc]onsul|[Mm]ission|[Cc]ounsell?or)s?\s(?:in|to)\s(?:the\s)?"
)
# What is told behind a sum as somebody's doing, and is no giving.
_BY_OTHERS = re.compile(
    r"\b(?:built|constructed|led|won|said|run|operated|owed|due|signed|affected|hit|struck|caused|displaced|threatened|"
    r"ravaged|destroyed|damaged|occupied|posed|inflicted|torn)\b"
)
_TAKING = frozenset({"receive", "take", "secure", "borrow", "draw", "seek", "repay", "have"})
_PEOPLE = re.compile(
    r"\s(?:[\w-]+\s){0,2}?(?:refugees|migrants|asylum[- ]seekers|exiles|returnees|evacuees|displaced|nationals|"
    r"citizens)\b"
)
_HOSTING = frozenset({"in", "across", "throughout", "inside", "within"})
# So far behind the people the land that hosts them may be named.
_HOST_REACH = 130
# "$2 million in aid, support to the mission": what goes to somebody else.
_NEXT_ITEM = re.compile(
    r",\s(?:and\s)?(?:[\w-]+\s){0,2}(?:support|assistance|aid|help)\s(?:to|for)\b|\baccording to\s(?:the\s)?$"
)
_A_NOUN = re.compile(r"\s(?!(?:member|candidate|partner|accession|neighbou?r|budget)\w*\b)[a-z]{3,}")
# "The Togo Relief Act", "the United States Army base", "from the Ministry’s stocks": what only names a law, a place or
# where things lie.
_IN_TITLE = re.compile(
    r"(?:\s(?:(?:and|of|for)\s(?:the\s)?)?[A-Z][\w’-]*){1,6}\s(?:Act|Law|Bill)\b"
    r"|\s(?:[A-Z]\w+\s){0,2}(?:[a-z]+\s)?(?:bases?|District Court)\b"
    r"|(?:\s\([^)]*\))?(?:[’']s?)?\s(?:[a-z]+\s)?(?:inventor(?:y|ies)|stocks|stockpiles?|arsenals?)\b"
)
_SHORT_FORM = re.compile(r"(?:[A-Z]\.?){2,4}")
_PASSIVE = re.compile(r"\b(?:was|were|is|are|been|be|being)\s(?:\w+ly\s)?$")
_NOT_A_SIDE = re.compile(
    r"\b(?:according to|unlike|like|than|as in|visit(?:ed|ing)? to|trip to|capital of|"
    r"since(?:\s[^,.;]{1,60}\s(?:of|on|against|in))?|invasion of|war (?:on|against)|sanctions (?:on|against))"
    r"\s(?:the\s)?$",
    re.IGNORECASE,
)
# Banks that only say or count are no givers.
_SAID = re.compile(
    r"\b(?:according to|estimat\w+|forecasts?|calculat\w+|reckon\w*|put the|warn\w*|found that|"
    r"reports? that|shares? in)\b",
    re.IGNORECASE,
)
_WITH_OTHERS = re.compile(r"\b(?:co-?financ\w+|co-?fund\w+|in parallel|together|along|jointly) (?:with|by)\b[^.;]*$")
# A programme that is a condition, a member and an adviser give nothing here.
_ELSEWHERE = re.compile(
    r"\b(?:if|once|unless|until|provided|without|except|like|unlike|than|member of|advice of|besides)"
    r"\s(?:an?\s|the\s)?$",
    re.IGNORECASE,
)


def behind_sum(line: Line, index: int, flow: Flow) -> Iterator[Side]:
    """Parties behind a sum, or behind the noun that follows it, by the preposition before them."""
    core, zone = line.sums[index], line.zone(index)
    end = min(zone.end, line.clause(index).end)
    funds = [p for p in line.fund_parties if line.marker(p) in _TO_FUNDS]
    others = [p for p in line.parties if not any(f.start <= p.start < f.end for f in funds)]
    for party in (*others, *funds):
        if not core.end <= party.start < end or two_sided(line.sentence, party):
            continue
        marker = line.marker(party)
        if marker not in _TAIL or any(party.end < m.start < party.end + 2 for m in line.sums):
            continue
        role, doubt = _TAIL[marker]
        if flow.sense in {"repay", "owe"}:  # what is paid back goes to who gave it
            role = "provider" if marker == "to" else "recipient" if marker == "by" else ""
        if flow.sense == "receive" and marker == "by":  # "contributions were received by the agency"
            role = "recipient"
        if not role:
            continue
        gap = line.between(core.end, party.start)
        doubt += 0.5 * gap.count(",") + min(1.2, len(gap) / 120)
        if _POSSESSIVE.match(line.between(party.end, line.sentence.end)) and role == "recipient" and marker != "to":
            doubt += 0.3
        if _of_another(role, marker, gap):
            continue
        if marker == "of" or (not of_states(party) and _OF_SOMEBODY.search(gap)):
            continue
        yield Side(role, f"sum-{marker}", party, doubt)


def _of_another(role: str, marker: str, gap: str) -> bool:
    """Whether the words between a sum and a party tell of what somebody else did, or of what else is given."""
    if role == "provider":
        return marker == "by" and _BY_OTHERS.search(gap) is not None
    return _NEXT_ITEM.search(gap) is not None


def host_of(line: Line, party: Party) -> Party | None:
    """The state that has taken in the people of the nation that ``party`` names: "Malian refugees in Chad"."""
    words = line.between(party.end, line.sentence.end)
    if not (_PEOPLE.match(words) or (is_adjective(party.members[-1].text) and party.members[-1].text.endswith("s"))):
        return None
    behind = (p for p in line.parties if party.end < p.start < party.end + _HOST_REACH and p.values != party.values)
    hosts = (p for p in behind if of_states(p) and line.marker(p) in _HOSTING)
    return next((p for p in hosts if "." not in line.between(party.end, p.start)), None)


def own_matter(line: Line, party: Party) -> bool:
    """Whether a giver's adjective only tells whose matter something is: "to boost Norwegian production"."""
    word = party.members[-1].text
    adjectival = set(party.values) <= donors() and (is_adjective(word) or _SHORT_FORM.fullmatch(word))
    behind = line.between(party.end, line.sentence.end)
    return (
        bool(adjectival)
        and line.marker(party) in {"to", "for"}
        and not line.acts_by(party)
        and _A_NOUN.match(behind) is not None
    )


def in_title(line: Line, party: Party) -> bool:
    """Whether a party only stands in the name of a law or a base, or before its stocks, and does nothing itself."""
    return _IN_TITLE.match(line.between(party.end, line.sentence.end)) is not None


def beside_sum(line: Line, index: int) -> Iterator[Side]:
    """The party right before a sum: "from the Fund $2 million and from the Bank $3 million"."""
    core = line.sums[index]
    for party in line.parties:
        marker = line.marker(party) if party.end <= core.start else ""
        if marker in {"from", "to"} and not line.between(party.end, core.start).strip():
            yield Side(_TAIL[marker][0], "beside-sum", party, 0.1)
    last = index
    while last + 1 < len(line.sums) and gapped(line, last + 1):
        last += 1
    if last > index:  # "Togo gets $2 million and Mali $3 million from the Bank"
        behind = (p for p in line.parties if p.start >= line.sums[last].end and line.marker(p) == "from")
        yield from (Side("provider", "shared-from", p, 1.0) for p in [*behind][:1])


def around_noun(line: Line, index: int, flow: Flow) -> Iterator[Side]:
    """Parties that own, modify or fund the noun of the sum: "China's $2 million loan", "a Chinese-funded project"."""
    if owner := owner_of(line, index):
        yield Side("provider", "owned-sum", owner, 0.3)
    if flow.noun is None or flow.noun.distance > 160:
        return
    noun = flow.noun.span
    for party in line.parties:
        if _FUNDED.match(line.between(party.end, line.sentence.end)):
            yield Side("provider", "party-funded", party, 0.4 + doubt_of_place(line, index, party))
            continue
        if party.end > noun.start:
            continue
        gap = line.between(party.end, noun.start)
        if _NOUN_GAP.fullmatch(gap) and line.marker(party) in {
            "",
            "in",
            "with",
            "on",
            "under",
            "through",
            "from",
            "of",
            "as",
        }:
            if re.search(
                r"\b(?:and|to|by|with|is|was|are|were|has|have|had|will|would|which|that|of|in|for|on|at|into|over|under|between|"
                r"as|from|an?|the)\b",
                gap,
            ):
                continue
            if two_sided(line.sentence, party):
                continue
            owned = gap.startswith(("’s", "'s", "’ ", "' "))
            adjectival = not owned and party.members[-1].label == "country" and is_adjective(party.members[-1].text)
            if owned or adjectival or all_lend(party):
                role = "recipient" if _TAKEN.match(line.between(noun.start, line.sentence.end)) else "provider"
                yield Side(role, "party-money", party, 0.5 + doubt_of_place(line, index, party))


def named_here(line: Line, index: int) -> Iterator[Side]:
    """Those whom no word ties to the sum: a bank gives, and so does a state that gives by trade; any other receives."""
    said = _SAID.search(line.sentence.text)
    signing = [a for f in line.frames for a in f.arguments if a.role == "party" and f.sense == "contract"]
    boxed = {d.start for i in range(len(line.sums)) if (d := dealt(line, i))}
    listed = {d.start for i in range(len(line.sums)) if (d := gapped(line, i))}  # "..., and Fiji one of $2 million"
    for party in line.parties:
        before = line.between(line.sentence.start, party.start)
        if party.start in boxed or (party.start > line.sums[index].start and party.start in listed):
            continue
        if len(party.values) > 1 and any(a.start <= party.start < a.end for a in signing):
            continue
        # "Connecting Europe Facility": what a fund is named for is no side either.
        named_for = of_states(party) and any(m.start < party.end < m.end for m in line.names)
        if named_for or _NOT_A_SIDE.search(before) or two_sided(line.sentence, party):
            continue
        if all_lend(party):
            with_others = party.start > line.sums[index].end and _WITH_OTHERS.search(before)
            if not said and not with_others and not _ELSEWHERE.search(before):
                yield Side("provider", "lender-named", party, 2.9 + doubt_of_place(line, index, party))
        elif of_states(party) and set(party.values) <= donors():
            if not line.marker(party) and party.end <= line.sums[index].start and not said:
                yield Side("provider", "donor-named", party, 3.0 + doubt_of_place(line, index, party))
        elif of_states(party) and not set(party.values) & donors():
            place = 0.4 if line.marker(party) in {"in", "at", "near", "on", "over"} else 0.0
            yield Side("recipient", "state-named", party, 2.9 + place + doubt_of_place(line, index, party))


def envoys(line: Line) -> Iterator[Side]:
    """ "China's ambassador to Togo handed over $2 million": the one who sends gives, and the host receives."""
    for one, other in pairwise(line.parties):
        if of_states(other) and one.values[-1] != "UN" and _ENVOY.fullmatch(line.between(one.end, other.start)):
            yield Side("provider", "envoy-of", one, 0.9)
            yield Side("recipient", "envoy-to", other, 2.0)


def in_order(line: Line, index: int, flow: Flow) -> Iterator[Side]:
    """What the order of words tells where the frames say nothing: a fronted place, the subject before a verb."""
    yield from _fronted(line)
    if flow.sense in {"go", "arrive", "amount"}:
        return
    core = line.sums[index]
    near = line.verb_near(index, TELLING)
    told = next((b.frame.span for b in flow.bearings), near[1] if near else None)
    verb = flow.span if flow.verbal else told
    if verb is None:
        return
    taking = (flow.sense or (near[0].name if near else "")) in _TAKING
    signing = [a for f in line.frames for a in f.arguments if a.role == "party"]
    for party in line.parties:
        if party.start >= core.start or party.end > verb.start:
            break
        free = (
            not line.marker(party)
            and not line.owes(party)
            and not _NOT_A_SIDE.search(line.between(line.sentence.start, party.start))
        )
        others = (gapped(line, i) for i in range(len(line.sums)) if i != index)
        if (
            not free
            or any(p is not None and p.start == party.start for p in others)
            or any(a.start <= party.start < a.end for a in signing)
            or _other_verb(line, party.end, verb.start)
        ):
            continue
        gap = line.between(party.end, verb.start)
        if gap.startswith(":"):  # "Ghana: a loan was approved": the label of an entry
            yield Side("recipient", "label", party, 1.0)
            continue
        passive = _PASSIVE.search(gap)
        if passive and core.start < verb.start:
            continue
        role = "recipient" if taking or (passive and core.start > verb.end) else "provider"
        yield Side(role, "before-verb", party, 1.8 + doubt_of_place(line, index, party) + min(1.0, len(gap) / 80))


def _other_verb(line: Line, start: int, end: int) -> bool:
    return any(start <= f.start < end for f in line.frames if f.form != "nominal")


def _fronted(line: Line) -> Iterator[Side]:
    """ "In Burma, ...": where what follows goes."""
    match = _FRONTED.match(line.sentence.text)
    at = line.sentence.start + match.end() if match else line.sentence.end
    party = next((p for p in line.parties if at <= p.start <= at + 20 and of_states(p)), None)
    if party and "," in line.between(at, party.start):
        return  # "In May, China gave": the one behind the comma acts
    if party and re.match(r"[^,]{0,40},", line.between(party.end, line.sentence.end)):
        yield Side("recipient", "fronted-in", party, 1.4)
