"""How texts stand by words that are no predicate of theirs: "a pact, in force since 2004", "a joint statement says"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from policyfacts.facts.context import Sentence
from policyfacts.facts.cues import whole_words
from policyfacts.facts.scenes import Deed
from policyfacts.facts.textnames import Text
from policyfacts.frames.lexicon import lexicon
from policyfacts.knowledge import compiled, entries
from policyfacts.knowledge.searches import Family, Search
from policyfacts.records import Span

FAMILY = "texts"
OWN = "own"
CAME = "come-beside"
"""The sense of what came beside or after something else, told only of a text that is new to the story."""
SPEAKING, WELCOMED = "speaking", "welcomed"
"""The senses of a text that is quoted, news only of one that has not been told before, and of one that is welcomed,
news only where its sides are told."""
_WORD = re.compile(r"[a-z-]+")
_LAST_WORD = re.compile(r"\b(?P<verb>[A-Z][a-z]+)\s(?:(?:the|an?|[Nn]ew)\s)*$", re.IGNORECASE)
_DENIED = re.compile(r"\b(?:not|never|no longer|yet to|will|would|should|once|if|until|to be)\s(?:\w+\s){0,3}$")
# Whose a text is, between its name and what it says: "the communiqué of the two governments", "..., issued in Lima,".
_WHOSE = (
    r"[”\"’]?(?:\s(?:of|by|from|after|at|between|issued)(?:\s(?!(?:was|were|is|are|has|have|had|be|been|that)\b)[^\s,;:.]+){1,12}?"
    r"|,\s[^,;:.]{3,80},)?"
)
# "has had since 3 May 2015 a pact": how far behind such words the text may stand.
_NEAR = 40
# What parts a phrase from the text named before it.
_OTHER = re.compile(r";|\.\s")


def events_worded(text: str) -> Iterator[tuple[str, int, int]]:
    """The events that the words of ``text`` tell, as a heading or a cell has them, with where they stand in it."""
    for _, event, pattern in _states().possible(text):
        yield from ((event, match.start(), match.end()) for match in pattern.finditer(text))
    known = lexicon()
    for word in _WORD.finditer(text.lower()):
        told = [v.sense for v in known.verbs.get(word[0], ()) if not v.idiom and v.form in {"past", "participle"}]
        told += [n.sense for n in known.nouns.get(word[0], ())]
        sense = next((s for s in told if s.family == FAMILY and s.event and s.event != OWN), None)
        if sense is not None:
            yield sense.event, word.start(), word.end()


def standing(sentence: Sentence, texts: Sequence[Text]) -> Iterator[Deed]:
    """Texts of which a phrase without a verb of its own tells how they stand: "a pact, in force since 2004"."""
    for name, event, pattern in _states().possible(sentence.text):
        for match in pattern.finditer(sentence.text):
            start, end = sentence.start + match.start(), sentence.start + match.end()
            index = max((i for i, t in enumerate(texts) if t.span.start < end), default=0)
            lead = sentence.between(min(texts[index].after, start), start)
            if texts[index].span.start > end + _NEAR:
                continue
            if not _OTHER.search(lead.removesuffix("; ")) and not _DENIED.search(
                sentence.between(sentence.start, start)
            ):
                yield Deed(index, texts[index].event if event == OWN else event, name, Span(start, end))


def speaking(sentence: Sentence, texts: Sequence[Text]) -> Iterator[Deed]:
    """Joint texts that are cited with their words, and so have been made: "a joint communiqué says that"."""
    for state in _words_of_texts():
        for index, text in enumerate(texts):
            if text.kind not in state.kinds or (text.kind == "declaration" and "joint" not in text.name.lower()):
                continue
            lead = sentence.between(sentence.start, text.span.start)
            match = state.behind.match(sentence.text, text.after - sentence.start) or state.ahead.search(lead)
            if match and not (state.sided and _DENIED.search(lead, 0, match.start())):
                place = Span(sentence.start + match.start("told"), sentence.start + match.end("told"))
                own = text.event if state.sided else _put_out(text)
                yield Deed(index, own if state.event == OWN else state.event, state.name, place)


def _put_out(text: Text) -> str:
    """What has been done to a text that is quoted: a declaration is adopted, a statement released."""
    return "adopted" if text.kind == "declaration" else "released"


@dataclass(frozen=True, slots=True)
class _Words:
    """Words right behind or before a text of some kinds that tell how it stands."""

    name: str
    event: str
    kinds: frozenset[str]
    sided: bool
    behind: re.Pattern[str]
    ahead: re.Pattern[str]


@compiled
def _words_of_texts(packs: tuple[Path, ...] = ()) -> tuple[_Words, ...]:
    return tuple(
        _Words(
            entry["name"],
            entry["event"],
            frozenset(entry["kinds"]),
            entry.get("sided", False),
            re.compile(rf"{_WHOSE}(?:\s\w+ly|\s(?:also|then|further))?\s(?P<told>{_either(entry, 'behind')})"),
            re.compile(rf"(?P<told>(?i:\b{_either(entry, 'ahead')}))\s(?:the\s|an?\s|their\s|its\s)?[“\"]?$"),
        )
        for entry in entries("text_states", packs)
        if "kinds" in entry
    )


def _either(entry: Mapping[str, Any], key: str) -> str:
    """Any of an entry's patterns; one that nothing matches, where it has none."""
    return "|".join(entry.get(key, ())) or "(?!)"


def headlined(sentence: Sentence, texts: Sequence[Text]) -> Iterator[Deed]:
    """What the verb right before a text in a headline tells, capital or not: "Peru and Chile Sign a Memorandum"."""
    for index, text in enumerate(texts):
        word = _LAST_WORD.search(sentence.between(sentence.start, text.span.start))
        if word is None or sentence.passage.kind not in {"heading", "title"}:
            continue
        for verb in lexicon().verbs.get(word["verb"].lower(), ()):
            if verb.sense.family == FAMILY and verb.sense.event and not verb.idiom and verb.form in {"base", "third"}:
                start = sentence.start + word.start("verb")
                event = text.event if verb.sense.event == OWN else verb.sense.event
                yield Deed(index, event, verb.sense.name, Span(start, start + len(word["verb"])))
                break


@compiled
def _states(packs: tuple[Path, ...] = ()) -> Family[tuple[str, str, Search]]:
    found = (
        (entry["name"], entry["event"], whole_words(entry["phrases"]))
        for entry in entries("text_states", packs)
        if "phrases" in entry
    )
    return Family((state[-1], state) for state in found)
