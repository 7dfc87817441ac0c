"""A sentence as the project patterns see it: works, sums, quantities and dates replaced by tokens.

The patterns are data (``knowledge/project_events.toml``), each with sentences that it must and must not match.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from policyfacts.facts.context import Sentence
from policyfacts.facts.dates import Dated
from policyfacts.facts.sightings import Sighting
from policyfacts.knowledge import compiled, entries
from policyfacts.knowledge.searches import Family, Search
from policyfacts.records import Mention, Span

_TOKEN_MACROS = {"{S}": "S", "{W}": "SO", "{A}": "A"}
_OPTIONAL = re.compile(r"\((?:[^()]|\((?:[^()]|\([^()]*\))*\))*\)[?*]|\((?:[^()]|\([^()]*\))*\|[^()]*\)")
_PARENTHESES = re.compile(r"\([^()]*\)")
# "the line’s first section": what is said of the part is said of the work.
_PART = re.compile(
    r"(?:[’']s?|,?\swhose)\s(?:(?:first|second|third|fourth|fifth|sixth|seventh|eighth|last|final|northern|southern|eastern|"
    r"western|central|initial|"
    r"main|new|remaining|\d+-?\w*)\s){1,2}(?:sections?|units?|phases?|stages?|segments?|stretch(?:es)?|"
    r"reactors?|turbines?|"
    r"parts?|legs?|halves|half|terminals?|berths?|tracks?|lines?)(?!\w)"
)
_RISEN = re.compile(r"(?P<old>from ⟨A\d+⟩(?: in ⟨D\d+⟩)?)(?P<rest> to (?:(?:about|some|nearly|around|over) )?⟨A\d+⟩)")
_BRACKETS = re.compile(r"\[[^\]]*\]")
# "The scheme — 1,800 MW on the Omo — was begun": what stands between dashes parts no subject from its verb.
_DASHED = re.compile(r"\s[–—]\s(?P<told>[^–—;.]{3,120})\s[–—]\s")
_TOKEN = re.compile(r"⟨(?P<letter>[SOAQD])(?P<index>\d+)⟩")
_BUILT = (
    r"(?:re-?)?built|constructed|reconstructed|rehabilitated|renovated|moderni[sz]ed|upgraded|refurbished|"
    r"expanded|enlarged|"
    r"restored|repaired|extended|widened|electrified"
)
_GAP = (
    r"(?:(?!⟨[SO]|;|\s[–—]\s|: |, (?:but|while|whereas|although|though|so)\b|, and (?:the|a|an|its|in|on)\b).){0,150}?"
)
# What is said of a study, a loan or a contract is not said of the work that it is for.
_OTHER_HEADS = (
    r"stud(?:y|ies)|surveys?|agreements?|loans?|credits?|contracts?|negotiations?|talks|tenders?|designs?|"
    r"memorand\w+|deals?|"
    r"protocols?|plans?|proposals?|ceremon(?:y|ies)|payments?|grants?|documents?|reviews?|assessments?|study work"
)
_PASSIVE_GAP = (
    r"(?:(?!⟨[SO]|;|\s[–—]\s|: |, (?:but|while|whereas|although|though|so|when)\b|"
    r", and (?:the|a|an|its|in|on|\d[\d.,]*)\b|"
    rf"\b(?:{_OTHER_HEADS})\b(?:\s(?:of|on|for)\s[^,;⟨]{{0,40}})?\s(?:was|were|has|have|had|is|are|will|"
    rf"would)\b).){{0,150}}?"
)
_ADV = (
    r"(?:[\w-]+ly |also |then |first |at last |finally |since |now |later |already |once |again |soon |"
    r"(?:in|on|by) ⟨D\d+⟩,? )*"
)
_BE = r"(?:is|are|was|were|be|been|being|gets?|got)"
_MACROS: tuple[tuple[str, str], ...] = (
    (
        "{VP}",
        rf"(?:{_PASSIVE_GAP}\b(?:{_BE}) {_ADV}|{_PASSIVE_GAP}\b(?:{_BE})\b[^;⟨]{{0,70}}(?:⟨D\d+⟩)?(?:,)? (?:and|but|"
        rf"or) {_ADV}|(?: \([^)]*\))?,? {_ADV})",
    ),
    (
        "{APPOSED}",
        rf"(?: (?:in|at|near) [A-Z][\w’-]+(?: [A-Z][\w’-]+){{0,2}})?(?: \([^)]*\))?"
        rf"(?:, (?:of |some |about )?[\d.,]+[ -]?[A-Za-z]+(?: (?:long|in all))?(?=,| and))?(?:,| and)? {_ADV}",
    ),
    ("{GAP}", _GAP),
    (
        "{NP}",
        r"(?:⟨[AQ]\d+⟩[ -]|(?!(?:to|and|but|with|from|while|by|which|that|where|until|or|on|against|into|over|about|"
        r"for|of)\s|(?:in|at|near|inside)\s(?!⟨D))[^\s;:⟨]+ ){0,7}?",
    ),
    ("{NPLACE}", r"(?: (?:in|at|near|on|between|from|to) [^,;⟨.]{2,40}?)?"),
    ("{FEW}", r"(?: [\w’'-]+){0,5}? "),
    ("{ADV}", _ADV),
    ("{BE}", _BE),
    (
        "{BUILT_ACTIVE}",
        r"(?:(?:re)?built|constructed|rehabilitated|renovated|moderni[sz]ed|upgraded|installed|erected|refurbished|"
        r"established(?= two| three| four| five| six| seven| a| an))",
    ),
    ("{BUILT}", rf"(?:{_BUILT})"),
    (
        "{BUILDING}",
        r"(?:(?:re)?building|constructing|developing|upgrading|rehabilitating|expanding|extending|laying|"
        r"moderni[sz]ing)",
    ),
    ("{BUILD}", r"(?:(?:re)?build|construct|develop|upgrade|rehabilitate|expand|extend|lay|moderni[sz]e|renovate)"),
    (
        "{WORK}",
        r"(?<!study )(?<!studies )(?<!design )(?<!preparatory )(?<!at )(?:[Cc]onstruction(?: work| works)?|"
        r"[Bb]uilding(?: work| works)?|[Cc]ivil works|(?<!\w)[Ww]orks?|[Ll]aying|[Rr]ehabilitation(?: work|"
        r" works)?|[Ii]nstallation|"
        r"[Rr]econstruction|[Dd]redging|[Tt]unnel?ling|[Rr]enovation|[Ee]xpansion(?: work)?)",
    ),
    ("{S}", r"[“\"‘]?⟨S\d+⟩[”\"’]?(?![’']s?\s)"),
    ("{W}", r"[“\"‘]?⟨[SO]\d+⟩[”\"’]?"),
    ("{A}", r"⟨A\d+⟩"),
    ("{D}", r"⟨D\d+⟩"),
)


@dataclass(frozen=True, slots=True)
class Skeleton:
    """A sentence with tokens, and the offset in the paper that each of its characters comes from."""

    text: str
    starts: tuple[int, ...]

    def offset(self, position: int) -> int:
        """The offset in the paper of the character at ``position``."""
        return self.starts[min(position, len(self.starts) - 1)]


@dataclass(frozen=True, slots=True)
class Told:
    """What a pattern found: the event, its cue in the paper, the work and the sum in the match (by index), if any."""

    event: str
    name: str
    cue: Span
    position: int  # of the cue in the skeleton
    words: str
    work: int | None
    amount: int | None
    future: bool


def skeleton(
    sentence: Sentence, works: Sequence[Sighting], amounts: Sequence[Mention], dates: Sequence[Dated]
) -> Skeleton:
    """``sentence`` with its works, sums and dates replaced by numbered tokens; of two that overlap the first stands."""
    pieces = []
    for i, work in enumerate(w for w in works if w.form != "alias"):
        part = _PART.match(sentence.text, work.span.end - sentence.start)
        subject = work.subject or part is not None
        end = sentence.start + part.end() if part else work.span.end
        pieces.append((work.span.start, end, f"⟨{'S' if subject else 'O'}{i}⟩"))
    pieces += [(m.start, m.end, f"⟨A{i}⟩") for i, m in enumerate(amounts)]
    pieces += [(d.start, d.end, f"⟨D{i}⟩") for i, d in enumerate(dates)]
    text: list[str] = []
    starts: list[int] = []
    here = sentence.start
    for start, end, token in sorted(pieces, key=lambda piece: (piece[0], -piece[1])):
        if start < here:
            continue
        text.append(sentence.between(here, start))
        starts.extend(range(here, start))
        text.append(token)
        starts.extend([start] * len(token))
        here = end
    text.append(sentence.between(here, sentence.end))
    starts.extend(range(here, sentence.end))
    joined = _PARENTHESES.sub(lambda m: m[0].replace(";", ",").replace(":", ","), "".join(text).replace("\n", " "))
    # What a cost has risen from is no cost any more; both keep their length, for offsets.
    joined = _RISEN.sub(lambda m: "x" * len(m["old"]) + m["rest"], joined)
    joined = _DASHED.sub(lambda m: f" ( {m['told']} ) ", joined)
    joined = _BRACKETS.sub(lambda m: m[0].replace(" ", "_"), joined)
    return Skeleton(joined, (*starts, sentence.end))


def told(frame: Skeleton, *, packs: tuple[Path, ...] = ()) -> Iterator[Told]:
    """What the patterns find, in their order; a stretch that serves one entry as its cue serves no later one."""
    present = frozenset(match["letter"] for match in _TOKEN.finditer(frame.text))
    used: list[Span] = []
    for rule in _worth_trying(present, packs).possible(frame.text):
        for match in rule.pattern.finditer(frame.text):
            group = next((g for g in rule.pattern.groupindex if match[g] is not None), None)
            if group is None:
                continue
            start, end = match.span(group)
            if rule.event == "cost" or not any(start < span.end and span.start < end for span in used):
                used.append(Span(start, end))
                yield _told(frame, rule, match, Span(start, end))


@dataclass(frozen=True, slots=True)
class _Rule:
    """One pattern of one entry; ``needs`` are the tokens without which it cannot match, each as a choice of letters."""

    name: str
    event: str
    future: bool
    pattern: Search
    needs: tuple[frozenset[str], ...]


def _told(frame: Skeleton, rule: _Rule, match: re.Match[str], cue: Span) -> Told:
    tokens = list(_TOKEN.finditer(match[0]))
    sums = [int(t["index"]) for t in tokens if t["letter"] == "A"]
    # A token stands for words of the paper: the cue then ends where they end.
    end = frame.offset(cue.end) if frame.text[cue.end - 1] == "⟩" else frame.offset(cue.end - 1) + 1
    return Told(
        rule.event,
        rule.name,
        Span(frame.offset(cue.start), end),
        cue.start,
        frame.text[cue.start : cue.end],
        next((int(t["index"]) for t in tokens if t["letter"] in "SO"), None),
        sums[-1] if sums else None,
        rule.future,
    )


@compiled
def _worth_trying(present: frozenset[str], packs: tuple[Path, ...]) -> Family[_Rule]:
    """The patterns that a sentence with the tokens ``present`` may match."""
    met = (rule for rule in _rules(packs) if all(present & letters for letters in rule.needs))
    return Family((rule.pattern, rule) for rule in met)


@compiled
def _rules(packs: tuple[Path, ...]) -> tuple[_Rule, ...]:
    return tuple(
        _Rule(entry["name"], entry["event"], bool(entry.get("future", False)), _compiled(form), _needs(form))
        for entry in entries("project_events", packs)
        for pattern in entry["patterns"]
        for form in _forms(pattern)
    )


def _forms(pattern: str) -> tuple[str, ...]:
    """A pattern with ``{VP}`` also with the participle right behind the work, which a later verb must not hide."""
    return (pattern.replace("{VP}", "{APPOSED}"), pattern) if "{VP}" in pattern else (pattern,)


def _needs(pattern: str) -> tuple[frozenset[str], ...]:
    """The tokens outside the pattern's optional groups."""
    fixed = _OPTIONAL.sub("", pattern)
    return tuple(frozenset(letters) for macro, letters in _TOKEN_MACROS.items() if macro in fixed)


def _compiled(pattern: str) -> Search:
    for macro, replacement in _MACROS:
        pattern = pattern.replace(macro, replacement)
    first, *rest = pattern.split("«")
    text = first
    for number, part in enumerate(rest):
        name = "cue" if number == 0 else f"cue{number + 1}"
        edge = r"(?<![\w-])" if re.match(r"[\w(]", part) else ""
        text += f"{edge}(?P<{name}>" + part.replace("»", ")", 1)
    # Words at either end are whole words.
    opening = r"(?<![\w-])" if re.match(r"[\w\[]|\(\?P<cue>[\w(]", text) else ""
    return Search(f"{opening}{text}(?!\\w)" if re.search(r"[\w)]$", text) else opening + text, re.IGNORECASE)
