"""A sentence as the relation patterns see it: parties, sums, names and dates replaced by tokens.

The patterns are data (``knowledge/roles.toml``), each with sentences that it must and must not match.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from policyfacts.facts.context import Sentence, Story
from policyfacts.facts.cues import whole_words
from policyfacts.facts.parties import Party, parties, standing_in, two_sided
from policyfacts.knowledge import compiled, entries
from policyfacts.knowledge.searches import Family, Search
from policyfacts.records import Mention, Span

# Token letters for what is replaced; the number behind it counts within its letter.
_LETTERS = {"amount": "A", "fund": "N", "programme": "N", "date": "D"}
_TOKEN = re.compile(r"⟨([APNCD])(\d+)⟩")

# "China's embassy in Togo gave $2 million": Togo does not give.
_ENVOY = re.compile(
    r"\b(?:embassy|ambassador|envoy|consulate|mission|representative|attach[eé])s?\s(?:in|to)\s(?:the\s)?$",
    re.IGNORECASE,
)
_BRACKETED = re.compile(r"⟨P(?P<party>\d+)⟩\s\([^()⟨]{0,25}⟨A(?P<amount>\d+)⟩[^()]{0,30}\)")

_GAPPED = re.compile(
    r"(?:,|;|\band|\bwhile|\bbut)\s(?:the\s)?⟨P(?P<party>\d+)⟩\s"
    r"(?:(?:up to|about|around|some|nearly|almost|over|another|a further|more than|with|for|only)\s)?⟨A(?P<amount>\d+)⟩"
)
_ADVERBS = (
    r"(?: (?:has|have|had|is|are|was|were|will|would|shall|also|then|both|each|all|been|being|to|further|already|again|"
    r"itself|first|since|together|\w+ly|agreed|decided|promised|plans|pledged|offered|undertook|committed|intends|"
    r"continued|helped|set|now|once|later|in turn|too|reportedly|subsequently))*?"
)
_GIVE = (
    r"(?:pledg|provid|offer|promis|commit(?:t)?|extend|grant|lend|lent|donat|contribut|allocat|approv|financ|"
    r"fund|invest|"
    r"gave|giv|award|disburs|announc|unveil|earmark|guarantee|underwr[io]t|launch|initiat|establish|sign|"
    r"made available|mak(?:e|es|ing) available|forg[ai]v|wr[io]te(?:s)? off|"
    r"cancel(?=\w* (?:\w+ ){0,6}(?:debt|loan|grant|credit|aid))|waiv|transfer|supply|supplie|"
    r"inject|spen[dt]|set aside|undert|agree|subsidi|sponsor|back(?=ed|s)|support|deliver|implement|put up|"
    r"increas|rais|dedicat|plan|advanc|plac|"
    r"suppl(?=y|ie)|hand(?=ed|s|ing)|vot(?=ed)|lodg|deposit(?=ed)|unlock|releas|accord(?=ed|s\b)|assign|condon|s[aiu]nk|pour|"
    r"pump|pl(?:ough|ow)|"
    r"channel|direct|devot|reserv|bankroll|lin(?:ed) up|come up|came up|top)"
    r"(?:s|es|ed|d|ted|ting|led|ling|ing|e|en|ook|ied|ies)?"
)
_TAKE = (
    r"(?:receiv|secur|obtain|borrow|got|get|gets|won|wins|drew|draw|attract|accept|rais|request|sought|seek|ask|"
    r"negotiat|"
    r"ow|repa(?:y|id)|us)(?:s|es|ed|e|ing|n)?"
)


@dataclass(frozen=True, slots=True)
class Frame:
    """The skeleton of a sentence and what its tokens stand for."""

    text: str
    starts: tuple[int, ...]  # for each character of ``text``, the offset in the paper that it comes from
    parties: tuple[Party, ...]
    amounts: tuple[Mention, ...]
    names: tuple[Mention, ...]
    dates: tuple[Mention, ...]

    def offset(self, position: int) -> int:
        """The offset in the paper of the character at ``position`` of the skeleton."""
        return self.starts[min(position, len(self.starts) - 1)]


@dataclass(frozen=True, slots=True)
class Role:
    """A party's part in a flow of money, found by the pattern ``rule`` at ``span`` of the paper.

    ``amounts`` are the indices of the sums inside the match: those that the pattern itself ties to the party.
    """

    role: str
    rule: str
    party: Party
    span: Span
    amounts: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Instrument:
    """A kind of money and its nouns. Beside a ``weak`` noun a sum may also be a cost."""

    kind: str
    pattern: Search
    weak: bool


def frame(sentence: Sentence, story: Story) -> Frame:
    """The frame of ``sentence``. Where mentions overlap the longest stands; a party inside a name is part of it."""
    named = parties(sentence, story)
    taken = [Span(p.start, p.end) for p in named]
    stand_ins = [p for p in standing_in(sentence) if not any(p.start < s.end and s.start < p.end for s in taken)]
    found = tuple(sorted([*named, *stand_ins], key=lambda party: party.start))
    amounts, names, dates = (tuple(sentence.of(*labels)) for labels in (("amount",), ("fund", "programme"), ("date",)))
    # "China-Brazil" is one word for a relation, and no list of two who give: it has a letter of its own.
    pieces: list[tuple[int, int, str]] = [
        (p.start, p.end, f"⟨{'C' if two_sided(sentence, p) else 'P'}{i}⟩") for i, p in enumerate(found)
    ]
    for letter, group in (("A", amounts), ("N", names), ("D", dates)):
        pieces.extend((m.start, m.end, f"⟨{letter}{i}⟩") for i, m in enumerate(group))
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
    return Frame("".join(text), (*starts, sentence.end), found, amounts, names, dates)


def roles(of: Frame, lead: str, *, packs: tuple[Path, ...] = ()) -> Iterator[Role]:
    """Every part that a pattern gives to a party of the frame, in the patterns' order.

    Of two sides joined by a hyphen the one meant is not the ``lead``, the side that the paper is about.
    """
    for name, role, pattern in _patterns(packs).possible(of.text):
        for match in pattern.finditer(of.text):
            tokens = list(_TOKEN.finditer(match[0]))
            amounts = tuple(int(m[2]) for m in tokens if m[1] == "A")
            span = Span(of.offset(match.start()), of.offset(match.end()))
            # "{PN}" takes a party or a named fund; the last such token of the match is the one meant.
            token = next((m for m in tokens if m[1] in "PC"), None) or next(m for m in reversed(tokens) if m[1] == "N")
            if token[1] == "N":
                name_mention = of.names[int(token[2])]
                party = Party((name_mention,), (str(name_mention.value),))
            else:
                party = of.parties[int(token[2])]
            if token[1] == "C":
                pairs = [(m, v) for m, v in zip(party.members, party.values, strict=True) if v != lead]
                if not pairs:
                    continue
                party = Party(tuple(m for m, _ in pairs), tuple(v for _, v in pairs))
            if role == "provider" and _ENVOY.search(of.text[: match.start()]) and token.start() == 0:
                yield Role("recipient", "envoy-to", party, span, amounts)
            else:
                yield Role(role, name, party, span, amounts)


def series(of: Frame) -> Iterator[tuple[Party, int]]:
    """Parties with a sum in brackets behind each, as lists deal them out: "Egypt ($8 million), Mali ($2 million)"."""
    for match in _BRACKETED.finditer(of.text):
        yield of.parties[int(match["party"])], int(match["amount"])


def gapped(of: Frame) -> Iterator[tuple[Party, int]]:
    """Parties with a sum right behind them and no verb: "Norway pledged $5 million, Japan $3 million"."""
    for match in _GAPPED.finditer(of.text):
        yield of.parties[int(match["party"])], int(match["amount"])


@compiled
def instruments(packs: tuple[Path, ...] = ()) -> tuple[Instrument, ...]:
    """The kinds of money with the pattern of their nouns, in the order in which they win."""
    return tuple(
        Instrument(entry["kind"], whole_words(entry["nouns"]), entry.get("weak", False))
        for entry in entries("instruments", packs)
    )


@compiled
def _patterns(packs: tuple[Path, ...]) -> Family[tuple[str, str, Search]]:
    nouns = "|".join(noun for entry in entries("instruments", packs) for noun in entry["nouns"])
    macros: Sequence[tuple[str, str]] = (
        ("{PN}", r"⟨[PN]\d+⟩"),
        ("{P}", r"⟨P\d+⟩"),
        ("{C}", r"⟨C\d+⟩"),
        ("{A}", r"⟨A\d+⟩"),
        ("{N}", r"⟨N\d+⟩"),
        ("{D}", r"⟨D\d+⟩"),
        ("{I}", rf"\b(?:{nouns})\b"),
        ("{GIVE}", rf"\b{_GIVE}\b"),
        ("{TAKE}", rf"\b{_TAKE}\b"),
        ("{ADV}", _ADVERBS),
        ("{BE}", r"(?:(?:has|have|had|will|would|to) (?:since )?be(?:en)?|was|were|is|are)\b"),
        (
            "{GIVEN}",
            r"(?:offered|promised|given|granted|lent|loaned|awarded|allocated|handed|paid|assured of|extended)\b",
        ),
    )
    compiled = []
    for entry in entries("roles", packs):
        pattern = entry["pattern"]
        for macro, replacement in macros:
            pattern = pattern.replace(macro, replacement)
        compiled.append((entry["name"], entry["role"], Search(pattern, re.IGNORECASE)))
    return Family((rule[-1], rule) for rule in compiled)
