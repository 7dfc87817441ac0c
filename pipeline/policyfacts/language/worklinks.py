"""Nouns that take up a work ("the link") and, behind a name, close one of their own: "the Akhaura–Agartala link"."""

from __future__ import annotations

import re

from policyfacts.language.worknouns import Noun

# Nouns of ``refers`` that close a name of their own ("the Akhaura–Agartala link"), with the kind that they name.
NAMING = {
    "link": "railway",
    "route": "road",
    "terminal": "port",
    "crossing": "bridge",
    "connection": "railway",
    "station": "power plant",
    "section": "railway",
    "segment": "railway",
    "stretch": "railway",
    "rail": "railway",
    "field": "refinery",
    "unit": "power plant",
    "train": "refinery",
    "axis": "road",
    "artery": "road",
    "spur": "railway",
    "trunk": "railway",
    "interconnection": "interconnector",
    "scheme": "project",
    "pipe": "pipeline",
}
# Those of them before which only the name itself may stand ("the North Field", not "the Bui turbine unit").
BARE = frozenset({"section", "segment", "stretch", "rail", "field", "unit", "train", "scheme", "pipe"})
# Those of them whose place alone tells which one is meant ("the terminal at Lamu").
PLACED = frozenset({"terminal", "crossing", "station", "link"})
_OF_CURRENT = re.compile(r"\b(?:[MG]W|k[Vv]|megawatts?|electricity|power (?:grid|system)s?|HVDC)\b")


def kind_named(text: str, noun: Noun) -> str:
    """The kind that a noun closing a name tells; a link of megawatts carries power."""
    carries = noun.lower in {"link", "connection"} and _OF_CURRENT.search(text) is not None
    return "interconnector" if carries else NAMING[noun.lower]
