"""Who gives and who receives by the predicates of a sentence: its verbs and its nouns of money with their arguments."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from policyfacts.facts.donors import donors
from policyfacts.facts.money.flows import Flow
from policyfacts.facts.money.lines import Line
from policyfacts.facts.money.promises import promise_of
from policyfacts.facts.money.sides import Side, all_lend, lends, of_states, signing
from policyfacts.facts.parties import Party
from policyfacts.frames import Argument, Frame
from policyfacts.records import Mention

# A named fund may do these as a bank does; money that is given to it goes to nobody that its name names.
_ACTING = frozenset({"provider", "party"})
_PAID_TO = frozenset({"to", "into", "object2"})
_IN_PASSING = 2
_HAVING = frozenset({"have", "take", "secure"})
_WEIGHING = frozenset({"consider", "mull", "explore", "discuss"})
# What is set up or announced gets nothing.
_NAMING = frozenset({"establish", "announce"})
_GIVERS_OWN = frozenset({"invest", "money", "give", "lend", "pledge"})
_NAME = re.compile(
    r"(?:the\s)?(?P<name>[A-Z][\w’'&.-]*(?:\s(?:(?:of|for|and|de)\s(?:the\s)?)?[A-Z][\w’'&.-]*){1,6})(?:\s\([A-Z]\w+\)?)?"
)
# "To help Mali build its roads": who does it with the help of others gets what they give.
_HELPED = re.compile(r"\b(?:help|assist|aid|enable|allow|let|support)(?:s|ed|ing)?\s(?:the\s)?$")
_RECEIVED = re.compile(r"\s(?:that (?:it|they) )?(?:received|raised|mobili[sz]ed|collected)\b")


def by_frames(line: Line, index: int, flow: Flow) -> Iterator[Side]:
    borne = {b.frame.start: b for b in flow.bearings}
    raised = {f.start for f in line.frames if any(f.of("total"))}
    for frame in line.frames:
        bearing = borne.get(frame.start)
        if frame.start in raised and not any(frame.of("total")):
            continue
        if frame.form == "nominal":
            if flow.noun and flow.noun.span.start <= frame.start < flow.noun.span.end and flow.noun.distance <= 160:
                yield from _arguments(line, index, frame, 0.6)
            continue
        if bearing and (promise := promise_of(line, frame)) and promise.giver:
            yield Side("provider", "promise-of", promise.giver, 0.2)
            frame = replace(frame, arguments=tuple(a for a in frame.arguments if a.role != "provider"))
        if bearing:
            yield from _arguments(line, index, frame, 0.8 + 0.25 * bearing.depth)
        elif not any(a.start <= s.start < a.end for a in frame.arguments for s in line.sums) and frame.sense != "go":
            yield from _arguments(line, index, frame, 2.6)


def _arguments(line: Line, index: int, frame: Frame, doubt: float) -> Iterator[Side]:
    for argument in frame.arguments:
        found = _party_of(line, argument)
        if found is None or _no_side(line, frame, argument, found[0]):
            continue
        party, plain = found
        other = any(i != index and argument.start <= s.start < argument.end for i, s in enumerate(line.sums))
        if party.start <= line.sums[index].start < party.end or (
            other and argument.role in {"recipient", "beneficiary"}
        ):
            continue
        rule = f"{frame.sense}-{argument.marker.replace(' ', '-')}"
        place = doubt_of_place(line, index, party) + 0.2 * argument.inherited + 0.3 * argument.nested
        mixed = (
            argument.role == "provider" and frame.sense in {"announce", "establish", "agree"} and len(party.values) > 1
        )
        dealing = argument.role == "recipient" and argument.marker == "subject" and _lend_to_others(party)
        if argument.role == "party" or dealing or (mixed and not set(party.values) <= donors()):
            bodies = all(m.label == "organisation" for m in party.members)
            together = bodies and (mixed or (argument.marker == "with" and len(party.values) > 1 and all_lend(party)))
            if together or plain < 2:
                # Banks that set up a fund together all give.
                acting = [Side("provider", rule, party, -0.3)] if together else signing(party)
                yield from (replace(side, rule=rule, doubt=doubt + place + 0.3 + side.doubt) for side in acting)
            continue
        role, more = _turned(line, frame, argument, party, _role(frame, argument, party, plain))
        if role:
            yield Side(role, rule, party, doubt + place + more)


def _party_of(line: Line, argument: Argument) -> tuple[Party, int] | None:
    """The party that a phrase names, and how plainly; also a fund that gives, and a receiver that no list names."""
    found = line.party_of(argument)
    paid = argument.role == "recipient" and argument.marker in _PAID_TO
    side = argument.role in _ACTING or paid
    if (found is None or found[1] == _IN_PASSING) and side and (fund := line.fund_at(argument)):
        return fund, 0
    if found is None and argument.role == "recipient" and (named := _unlisted(line, argument)):
        return named, 0
    return found


def _unlisted(line: Line, argument: Argument) -> Party | None:
    """A receiver that no list names, where the whole phrase is its name: "lent Arafield Mining $2 million"."""
    start, end = argument.span
    match = _NAME.fullmatch(line.between(start, end))
    if match is None or argument.marker not in {"to", "object2", "into"}:
        return None
    start, end = start + match.start("name"), start + match.end("name")
    if any(m.start < end and start < m.end for m in (*line.names, *line.sentence.of("date", "amount", "capital"))):
        return None
    return Party((Mention("organisation", start, end, match["name"], match["name"]),), (match["name"],))


def _taken(line: Line, frame: Frame, argument: Argument) -> bool:
    """Whether what a party has is what it got: "UNICEF contributions received in 2024"."""
    own = frame.form == "nominal" and argument.marker in {"modifier", "poss"}
    return own and _RECEIVED.match(line.between(frame.end, line.sentence.end)) is not None


def _no_side(line: Line, frame: Frame, argument: Argument, party: Party) -> bool:
    """Whether an argument is a date, or the noun of a frame a part of the party's own name ("the Endowment for")."""
    inside = frame.form == "nominal" and party.start <= frame.start < party.end
    return inside or any(argument.head == d.start for d in line.dates)


def _turned(line: Line, frame: Frame, argument: Argument, party: Party, told: tuple[str, float]) -> tuple[str, float]:
    """The role ``told`` of a party, or the other where the party shows that it is meant the other way round."""
    role, more = told
    if role == "provider" and (line.owes(party) or _taken(line, frame, argument)):
        return "recipient", 0.2
    if role == "provider" and argument.marker == "subject" and _helped(line, party):
        return "recipient", more
    if role == "recipient" and all_lend(party) and frame.sense == "seek" and frame.lemma in _WEIGHING:
        return ("provider" if argument.marker == "subject" else role), more  # "the Bank is considering a loan"
    if role == "recipient" and all_lend(party) and frame.sense in _HAVING:
        # "the Bank has a portfolio of $2 million in Togo": what it holds it has lent
        return ("provider" if frame.sense == "have" else ""), more
    return role, more


def _helped(line: Line, party: Party) -> bool:
    """Whether a party does something only with the help of others: "to help developing countries implement"."""
    return _HELPED.search(line.between(max(line.sentence.start, party.start - 20), party.start)) is not None


def _role(frame: Frame, argument: Argument, party: Party, plain: int) -> tuple[str, float]:
    """The side that an argument tells, and how doubtful it is by how plainly it names the party."""
    role = _of_theme(frame, argument, party, plain)
    if role == "recipient" and frame.sense == "cancel" and argument.marker == "subject" and _gives(party):
        role = "provider"  # "Norway declined Mali's request": who gives by trade refuses what it is asked for
    if role == "provider":
        if frame.form == "nominal" and argument.marker == "modifier" and plain == 2:
            return "", 0.0
        if all(m.label == "bloc" and not str(m.value).isupper() for m in party.members):
            return "", 0.0  # a region does not give
        return "provider", (0.0, 0.1, 1.6)[plain]
    if role == "recipient":
        return "recipient", (0.0, 0.1, 0.9)[plain]
    if role == "beneficiary":
        if plain == 2 and not of_states(party):
            return "", 0.0  # "for projects of small firms": what it is for
        return "recipient", (0.4, 0.4, 1.0)[plain]
    if role in {"place", "purpose"} and of_states(party):
        return "recipient", (1.0, 1.1, 1.4)[plain]
    return "", 0.0


def _of_theme(frame: Frame, argument: Argument, party: Party, plain: int) -> str:
    """The role of an argument, where a party that stands as a theme is a side."""
    if argument.role != "theme" or plain >= _IN_PASSING:
        return argument.role
    if argument.marker == "object" and frame.sense not in _NAMING:
        # "provided Kenya with $2 million", "lent Kenya $2 million"; "asked Norway for $2 million"
        return "provider" if frame.sense == "seek" else "recipient"
    owned = argument.marker == "of" and frame.sense in _GIVERS_OWN and _gives(party)
    return "provider" if owned else "theme"  # "the investments of China", "a grant of the bank"


def _lend_to_others(party: Party) -> bool:
    """Whether some of those who do something together lend and others do not: "Kenya and the Fund won a deal"."""
    pairs = zip(party.members, party.values, strict=True)
    return len({lends(m, v) for m, v in pairs}) > 1


def _gives(party: Party) -> bool:
    return all_lend(party) or set(party.values) <= donors()


def doubt_of_place(line: Line, index: int, party: Party) -> float:
    """How doubtful a party's place makes its tie to a sum: another sum between them, another clause."""
    core, zone = line.sums[index], line.zone(index)
    doubt = min(1.0, abs(party.start - core.start) / 250)
    if party.start >= zone.end:
        # Behind the next sum: shared only where nobody stands nearer ("$2 million and $3 million to Togo").
        doubt += 1.5
    elif party.start < zone.start and index:
        previous = line.sums[index - 1]
        behind = previous.end <= party.start
        doubt += 0.9 if behind else 0.0
    within = line.clause(index)
    if party.start < within.start or party.start >= within.end:
        doubt += 0.5
    return doubt
