"""Every entry of the knowledge files is tried on its own examples.

A file joins by a line in ``FINDERS``: a function that says whether a sentence holds what the entry is about.
"""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest

from policyfacts.discourse import issuing_state
from policyfacts.facts import facts
from policyfacts.facts.assemblies import names_assembly
from policyfacts.facts.workstages import headed
from policyfacts.frames import read
from policyfacts.frames.lexicon import FAMILIES
from policyfacts.knowledge import Entry, entries
from policyfacts.language.projectnames import find_works
from policyfacts.language.syntax import parse
from policyfacts.language.titles import find_titles
from policyfacts.reading import frontlines
from policyfacts.reading.citations import bibliographic
from policyfacts.records import Money
from policyfacts.values.amounts import find_amounts
from policyfacts.values.countries import find_blocs, find_capitals, find_countries
from policyfacts.values.dates import find_dates
from policyfacts.values.levels import find_levels
from policyfacts.values.organisations import find_organisations
from policyfacts.values.quantities import find_quantities
from tests.builders import make_paper

Holds = Callable[[str, Entry], bool]


def _amount_in(sentence: str, entry: Entry) -> bool:
    return entry["code"] in {m.value.currency for m in find_amounts(sentence) if isinstance(m.value, Money)}


def _any_amount(sentence: str, _: Entry) -> bool:
    return bool(find_amounts(sentence))


def _any_date(sentence: str, _: Entry) -> bool:
    return bool(find_dates(sentence))


def _bloc_in(sentence: str, entry: Entry) -> bool:
    return entry["name"] in {mention.value for mention in find_blocs(sentence)}


def _quantity_in(sentence: str, entry: Entry) -> bool:
    return any(str(m.value).split(" ", 1)[1].startswith(entry["unit"]) for m in find_quantities(sentence))


def _work_in(sentence: str, entry: Entry) -> bool:
    kinds = [work.kind for work in find_works(sentence)]
    return not kinds if entry["kind"] == "none" else entry["kind"] in kinds


def _milestone_in(sentence: str, entry: Entry) -> bool:
    found = (fact for fact in facts(make_paper([sentence])) if fact.table == "projects")
    return any(fact.slots["event"].value == entry["event"] for fact in found)


def _kind_in(knowledge: str) -> Holds:
    """Whether a sentence holds a title with a noun of the entry's kind."""
    return lambda sentence, entry: entry["kind"] in {t.kind for t in find_titles(sentence, knowledge=knowledge)}


def _event_in(table: str) -> Holds:
    """Whether a sentence tells a fact of ``table`` with the entry's event."""

    def holds(sentence: str, entry: Entry) -> bool:
        found = facts(make_paper([sentence]))
        told = [f for f in found if f.table == table]
        if entry["event"] == "own":  # what is understood of such a text
            return any(f"/{entry['name']}" in f.rule for f in told)
        return any(f.slots["event"].value == entry["event"] for f in told)

    return holds


def _front_line(line: str, entry: Entry) -> bool:
    """Whether a line has the entry's role; of roles that stand in front of dates and names, whether it begins so."""
    opening = frontlines.pattern(entry["role"])
    if entry["role"] in {"dated", "other", "author", "publisher"}:
        return re.match(rf"(?:{opening.pattern})[:, ]", line, re.IGNORECASE) is not None
    return frontlines.role(line) == str(entry["role"])


def _cited_in(text: str, entry: Entry) -> bool:
    """Whether a sentence holds a citation, a note is one, or a note has words that tell something."""
    if entry["role"] == "mark":
        return bibliographic(text)
    mind = 0 if entry["role"] == "span" else re.IGNORECASE
    return any(re.search(pattern, text, mind) for pattern in entry["patterns"])


def _group_in(sentence: str, entry: Entry) -> bool:
    return re.search(rf"(?<![\w-])(?:{entry['pattern']})(?!\w)", sentence) is not None


def _member_in(sentence: str, entry: Entry) -> bool:
    named = {str(m.value) for m in (*find_countries(sentence), *find_blocs(sentence))}
    return bool(named & set(entry["members"]))


def _predicate_in(family: str) -> Holds:
    """Whether a sentence holds a predicate of the entry's sense."""

    def holds(sentence: str, entry: Entry) -> bool:
        (tree,) = parse([sentence])
        return tree is not None and any(
            frame.family == family and frame.sense == entry["sense"] for frame in read(sentence, tree).frames
        )

    return holds


FINDERS: dict[str, Holds] = {
    **{f"predicates_{family}": _predicate_in(family) for family in FAMILIES},
    "donors": _member_in,
    "parliaments": lambda sentence, _: names_assembly(sentence),
    "issuers": lambda line, entry: issuing_state(line) == entry["state"],
    "front": _front_line,
    "citations": _cited_in,
    "units": _quantity_in,
    "projects": _work_in,
    "agreements": _kind_in("agreements"),
    "text_states": _event_in("agreements"),
    "meetings": _kind_in("meetings"),
    "standing_bodies": _kind_in("standing_bodies"),
    "meeting_events": _event_in("meetings"),
    "groups": _group_in,
    "project_events": _milestone_in,
    "project_columns": lambda heading, entry: headed(heading) == entry["event"],
    "project_carriers": lambda noun, entry: noun in entry["nouns"],
    "currencies": _amount_in,
    "scales": _any_amount,
    "dates": _any_date,
    "calendars": _any_date,
    "country_contexts": lambda sentence, _: bool(find_countries(sentence)),
    "capital_contexts": lambda sentence, _: bool(find_capitals(sentence)),
    "blocs": _bloc_in,
    "levels": lambda sentence, _: bool(find_levels(sentence)),
    "organisations": lambda sentence, _: bool(find_organisations(sentence)),
}
# Where a "no" sentence must hold nothing of the kind at all, not just nothing of this entry.
NOTHING: dict[str, Holds] = {"currencies": _any_amount}


def _cases(which: str) -> list[tuple[str, str, Entry]]:
    return [(name, example, entry) for name in FINDERS for entry in entries(name) for example in entry.get(which, [])]


@pytest.mark.parametrize(("name", "sentence", "entry"), _cases("yes"), ids=lambda value: str(value)[:40])
def test_yes_sentence_is_found(name: str, sentence: str, entry: Entry) -> None:
    assert FINDERS[name](sentence, entry), sentence


@pytest.mark.parametrize(("name", "sentence", "entry"), _cases("no"), ids=lambda value: str(value)[:40])
def test_no_sentence_is_not(name: str, sentence: str, entry: Entry) -> None:
    assert not NOTHING.get(name, FINDERS[name])(sentence, entry), sentence


@pytest.mark.parametrize("name", sorted(FINDERS))
def test_every_entry_has_an_example(name: str) -> None:
    assert all(entry.get("yes") for entry in entries(name))
