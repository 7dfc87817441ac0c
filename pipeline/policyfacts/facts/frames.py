"""A sentence as the relation patterns see it: parties, sums, names and dates replaced by tokens.

The patterns are data (``knowledge/roles.toml``), each with sentences that it must and must not match.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from policyfacts.facts.context import Sentence, Story
from policyfacts.facts.cues import whole_words
from policyfacts.facts.parties import Party, parties
from policyfacts.knowledge import entries
from policyfacts.records import Mention, Span

# Token letters for what is replaced; the number behind it counts within its letter.
_LETTERS = {"amount": "A", "fund": "N", "programme": "N", "date": "D"}
_TOKEN = re.compile(r"⟨([APND])(\d+)⟩")

_ADVERBS = r"(?: (?!by\b|to\b|from\b)[\w-]+){0,3}?"
_GIVE = (
    r"(?:pledg|provid|offer|promis|commit(?:t)?|extend|grant|lend|lent|donat|contribut|allocat|approv|financ|fund|invest|"
    r"gave|giv|award|disburs|announc|unveil|earmark|guarantee|underwr[io]t|launch|initiat|establish|sign|made available|"
    r"mak(?:e|es|ing) available|forg[ai]v|wr[io]te(?:s)? off|cancel|waiv|transfer|supply|supplie|inject|spen[dt]|set aside|"
    r"undert|agree|subsidi|sponsor|back(?=ed|s)|support|deliver|implement|put up|increas|rais|dedicat|plan|advanc|"
    r"channel|direct|devot|reserv|bankroll|lin(?:ed) up|come up|came up|top)(?:s|es|ed|d|ted|ting|ing|e|en|ook|ied|ies)?"
)
_TAKE = (
    r"(?:receiv|secur|obtain|borrow|got|get|gets|won|wins|drew|draw|attract|accept|rais|request|sought|seek|ask|negotiat|"
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


def frame(sentence: Sentence, story: Story) -> Frame:
    """The frame of ``sentence``. Where mentions overlap the longest stands; a party inside a name is part of it."""
    found = tuple(parties(sentence, story))
    amounts, names, dates = (tuple(sentence.of(*labels)) for labels in (("amount",), ("fund", "programme"), ("date",)))
    pieces: list[tuple[int, int, str]] = [(p.start, p.end, f"⟨P{i}⟩") for i, p in enumerate(found)]
    for letter, group in (("A", amounts), ("N", names), ("D", dates)):
        pieces.extend((m.start, m.end, f"⟨{letter}{i}⟩") for i, m in enumerate(group))
    text, starts, here = [], [], sentence.start
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


def roles(of: Frame, *, packs: tuple[Path, ...] = ()) -> Iterator[Role]:
    """Every part that a pattern gives to a party of the frame, in the patterns' order."""
    for name, role, pattern in _patterns(packs):
        for match in pattern.finditer(of.text):
            party = next(m for m in _TOKEN.finditer(match[0]) if m[1] == "P")
            amounts = tuple(int(m[2]) for m in _TOKEN.finditer(match[0]) if m[1] == "A")
            yield Role(
                role, name, of.parties[int(party[2])], Span(of.offset(match.start()), of.offset(match.end())), amounts
            )


@cache
def instruments(packs: tuple[Path, ...] = ()) -> tuple[tuple[str, re.Pattern[str]], ...]:
    """The kinds of money with the pattern of their nouns, in the order in which they win."""
    return tuple((entry["kind"], whole_words(entry["nouns"])) for entry in entries("instruments", packs))


@cache
def _patterns(packs: tuple[Path, ...]) -> tuple[tuple[str, str, re.Pattern[str]], ...]:
    nouns = "|".join(noun for entry in entries("instruments", packs) for noun in entry["nouns"])
    macros: Sequence[tuple[str, str]] = (
        ("{P}", r"⟨P\d+⟩"),
        ("{A}", r"⟨A\d+⟩"),
        ("{N}", r"⟨N\d+⟩"),
        ("{D}", r"⟨D\d+⟩"),
        ("{I}", rf"\b(?:{nouns})\b"),
        ("{GIVE}", rf"\b{_GIVE}\b"),
        ("{TAKE}", rf"\b{_TAKE}\b"),
        ("{ADV}", _ADVERBS),
    )
    compiled = []
    for entry in entries("roles", packs):
        pattern = entry["pattern"]
        for macro, replacement in macros:
            pattern = pattern.replace(macro, replacement)
        compiled.append((entry["name"], entry["role"], re.compile(pattern, re.IGNORECASE)))
    return tuple(compiled)
