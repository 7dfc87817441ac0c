"""The predicate lexicon: which words have which sense, and what their arguments are called."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from policyfacts.frames.inflection import VerbForm, noun_forms, verb_forms
from policyfacts.knowledge import Entry, compiled, entries

FAMILIES = ("money", "texts", "works", "meetings", "relations")
"""The parts of the lexicon: ``predicates_<family>.toml`` each."""
# "The premier was in Oslo": the one thing that "be" tells by itself.
_IS_IN = re.compile(r"\b(?:was|were|is|are|been)\s(?:back\s|again\s)?in\s[A-Z]|\bbeen\sto\s(?:the\s)?[A-Z]")
_LITTLE = 2
_WORD = re.compile(r"[a-zà-ÿ]+(?:-[a-zà-ÿ]+)*")


@dataclass(frozen=True, slots=True)
class Sense:
    """One sense of some verbs, nouns and idioms: its name, the event it tells, and its roles by marker.

    ``roles`` maps markers (see ``Argument``) to names of roles; ``noun_roles`` those of the nouns, where they differ.
    """

    family: str
    name: str
    event: str
    roles: Mapping[str, str]
    noun_roles: Mapping[str, str]


class Verb(NamedTuple):
    """A form of a verb of the lexicon; ``idiom`` are the words that must follow it, empty for the verb alone."""

    lemma: str
    form: VerbForm
    idiom: tuple[str, ...]
    sense: Sense


class Noun(NamedTuple):
    """A noun of the lexicon in one of its forms."""

    lemma: str
    sense: Sense


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Verbs and nouns by their forms, in small letters.

    ``forms`` are those that make a sentence worth reading: all but those of entries that are marked ``common``, whose
    words ("have", "go") tell something only beside what another entry or a sum tells, and of "be", which is everywhere.
    """

    verbs: Mapping[str, tuple[Verb, ...]]
    nouns: Mapping[str, tuple[Noun, ...]]
    forms: frozenset[str]


def senses(packs: tuple[Path, ...] = ()) -> Iterator[Sense]:
    """Every sense of the lexicon, family by family."""
    for family in FAMILIES:
        for entry in entries(f"predicates_{family}", packs):
            yield _sense(family, entry)


@compiled
def lexicon(packs: tuple[Path, ...] = ()) -> Lexicon:
    """The lexicon of our files and those of ``packs``."""
    verbs: defaultdict[str, list[Verb]] = defaultdict(list)
    nouns: defaultdict[str, list[Noun]] = defaultdict(list)
    telling: set[str] = set()
    for family in FAMILIES:
        for entry in entries(f"predicates_{family}", packs):
            sense, own = _sense(family, entry), set[str]()
            for phrase in (*entry.get("verbs", ()), *entry.get("idioms", ())):
                lemma, *rest = phrase.split()
                for form, kind in verb_forms(lemma):
                    verbs[form].append(Verb(phrase, kind, tuple(rest), sense))
                    own.add(form)
                if lemma == "be" and (len(rest) > _LITTLE or (len(rest) == _LITTLE and rest[-1] == "to")):
                    own.add(rest[-_LITTLE])  # "was the guest of", "are parties to": the noun tells it
            for noun in entry.get("nouns", ()):
                for form in noun_forms(noun):
                    nouns[form].append(Noun(noun, sense))
                    own.add(form)
            if not entry.get("common", False):
                telling |= own
    return Lexicon(
        {form: tuple(found) for form, found in verbs.items()},
        {form: tuple(found) for form, found in nouns.items()},
        frozenset(telling) - {form for form, _ in verb_forms("be")},
    )


def may_tell(text: str) -> bool:
    """Whether a form of a word of the lexicon stands in ``text`` that is not too common to tell something by itself."""
    if _IS_IN.search(text):
        return True
    low = text.lower()
    known = lexicon().forms
    return not known.isdisjoint(_WORD.findall(low)) or ("-" in low and not known.isdisjoint(re.split(r"\W+", low)))


def has_verb(text: str, family: str) -> bool:
    """Whether a form of a verb of ``family`` stands in ``text``, however common."""
    known = lexicon().verbs
    return any(verb.sense.family == family for word in _WORD.findall(text.lower()) for verb in known.get(word, ()))


def _sense(family: str, entry: Entry) -> Sense:
    roles = dict(entry.get("roles", {}))
    return Sense(family, entry["sense"], entry.get("event", ""), roles, {**roles, **entry.get("noun_roles", {})})
