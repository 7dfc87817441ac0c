"""The sentences of the grid, from the templates and the lexicon, and whether the tables hold what they say."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from policyfacts.facts import facts
from policyfacts.frames.inflection import verb_forms
from policyfacts.frames.lexicon import senses
from policyfacts.knowledge import entries
from policyfacts.language.syntax import DEFAULT_PARSER
from tests.builders import make_paper

TEMPLATES = tomllib.loads((Path(__file__).parent / "templates.toml").read_text(encoding="utf-8"))
# The lexicon's file for each family of the grid.
_FILES = {
    "money": "money",
    "taking": "money",
    "texts": "texts",
    "works": "works",
} | (
    dict.fromkeys(("ties", "raising", "lowering"), "relations")
    | dict.fromkeys(("meetings", "holding", "gathering", "attending"), "meetings")
)


# What these events happen to is new: "a treaty" is signed, "the treaty" is left.
_NEW = frozenset({"signed", "negotiating", "released", "adopted"})
_WITHOUT_ARTICLE = frozenset({"support", "aid", "assistance"})


@dataclass(frozen=True, slots=True)
class Cell:
    """One sentence of the grid: its row (family and predicate), its columns (form and sort of party), its facts."""

    family: str
    predicate: str
    form: str
    party: str
    table: str
    text: tuple[str, ...]
    rows: int
    row: int
    cells: tuple[tuple[str, str], ...]

    @property
    def name(self) -> str:
        return f"{self.family}/{self.predicate}/{self.form}/{self.party}"


def grid() -> Iterator[Cell]:
    """Every sentence of the grid, in the order of the templates and the lexicon."""
    for family in TEMPLATES["family"]:
        for noun in family.get("words", ()):
            yield from _of(family, {"roles": {}}, noun)
        if "senses" not in family:
            continue
        known = {sense.name for sense in senses() if sense.family == _FILES[family["name"]]}
        assert set(family["senses"]) <= known, family["name"]
        seen: set[str] = set()
        for entry in entries(f"predicates_{_FILES[family['name']]}"):
            if entry["sense"] not in family["senses"]:
                continue
            for predicate in (*entry.get("verbs", ()), *entry.get("idioms", ())):
                if predicate not in seen and predicate not in family["without"] and _fits(entry, predicate):
                    seen.add(predicate)
                    yield from _of(family, entry, predicate)


def _fits(entry: dict[str, Any], predicate: str) -> bool:
    """Whether a predicate takes an object as its theme: those that need other words of their own do not."""
    return predicate in entry.get("verbs", ()) and "object" in entry["roles"]


def _of(family: dict[str, Any], entry: dict[str, Any], predicate: str) -> Iterator[Cell]:
    roles = entry["roles"]
    to = next((marker for marker in ("to", "for", "in") if roles.get(marker) in {"recipient", "beneficiary"}), "to")
    words = {"to": to, "det": "a" if entry.get("event") in _NEW else "the", **_forms(predicate)}
    for party in family.get("parties", TEMPLATES["parties"]):
        sides = TEMPLATES["parties"][party]
        giver = sides["giver"]
        shown = {**words, "P": giver, "Ps": giver[0].upper() + giver[1:], "R": sides["receiver"]}
        meant = {"P": sides["giver_code"], "R": sides["receiver_code"], "event": entry.get("event", "")}
        for form in family["form"]:
            fits = all(_has(roles, need) for need in form.get("needs", ()))
            if not fits or party not in form.get("parties", (party,)):
                continue
            lines = form["text"] if isinstance(form["text"], list) else [form["text"]]
            yield Cell(
                family["name"],
                predicate,
                form["name"],
                party,
                family["table"],
                tuple(" ".join(line.format(**shown).split()) for line in lines),
                form.get("rows", 1),
                form.get("row", 0),
                tuple((column, value.format(**meant)) for column, value in form.get("cells", {}).items()),
            )


def _has(roles: dict[str, str], need: str) -> bool:
    marker, _, role = need.partition("=")
    return marker in roles and role in {"", roles[marker]}


def _forms(predicate: str) -> dict[str, str]:
    """The forms of a verb with the words of its idiom behind it; a noun with its article."""
    lemma, *rest = predicate.split()
    forms = {form: word for word, form in reversed(verb_forms(lemma))}
    tail = "".join(f" {word}" for word in rest)
    article = "" if predicate.split()[-1] in _WITHOUT_ARTICLE else "an" if predicate[0] in "aeiou" else "a"
    return {
        "base": lemma + tail,
        "past": forms["past"] + tail,
        "pp": forms["participle"] + tail,
        "noun": predicate,
        "a": article,
        "As": article.capitalize(),
    }


def is_right(cell: Cell) -> bool:
    """Whether the table holds as many rows as the sentence tells, and the row in question its cells.

    What is denied is no fact: no row, or one that says that it is denied.
    """
    found = [f for f in facts(make_paper(list(cell.text)), parser=DEFAULT_PARSER) if f.table == cell.table]
    if not cell.rows:
        return all(f.certainty == "denied" for f in found)
    if len(found) != cell.rows:
        return False
    told = {column: str(slot.value) for column, slot in found[cell.row].slots.items()}
    told["sides"] = f"{told.get('country')}; {told.get('counterparty')}"  # in any order
    return all(set(told.get(column, "").split("; ")) == set(value.split("; ")) for column, value in cell.cells)


def tenth() -> Iterator[Cell]:
    """Every tenth sentence of each form of a family, so that each is among them."""
    counts: dict[tuple[str, str], int] = {}
    for cell in grid():
        number = counts[cell.family, cell.form] = counts.get((cell.family, cell.form), -1) + 1
        if number % 10 == 0:
            yield cell


def share(right: Iterable[bool]) -> float:
    """How many are true, rounded down to two digits."""
    told = list(right)
    return int(100 * sum(told) / len(told)) / 100
