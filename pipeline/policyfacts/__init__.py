"""Policyfacts reads policy papers and writes down, in tables, what they state.

    paper = policyfacts.read("paper.pdf")               # its text, pages, passages and tables
    found = policyfacts.mentions("signed in May 2017")  # dates, countries, amounts ... in any string
    facts = policyfacts.facts(paper)                    # what the paper states, each slot with its words
    tables = policyfacts.extract(["papers/"])           # all of it, as DataFrames
    scores = policyfacts.evaluate("gold/", tables)      # against tables annotated by hand
    across = policyfacts.compare(tables)                # what papers agree on, and where they differ

Nothing heavy is loaded before it is used.
"""

from __future__ import annotations

import sys
from importlib import import_module
from types import ModuleType
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from policyfacts.batch.run import extract
    from policyfacts.compare import Comparison, compare
    from policyfacts.errors import PolicyfactsError
    from policyfacts.evaluate import Scores, evaluate
    from policyfacts.facts import facts
    from policyfacts.language import mentions
    from policyfacts.reading import read
    from policyfacts.records import Fact, Grid, Mention, Money, Page, Paper, Passage, Slot, Span
    from policyfacts.tables import Tables

__version__ = "0.1.0"

__all__ = [
    "Comparison",
    "Fact",
    "Grid",
    "Mention",
    "Money",
    "Page",
    "Paper",
    "Passage",
    "PolicyfactsError",
    "Scores",
    "Slot",
    "Span",
    "Tables",
    "compare",
    "evaluate",
    "extract",
    "facts",
    "mentions",
    "read",
]

_HOMES = {
    "Comparison": "compare",
    "PolicyfactsError": "errors",
    "Scores": "evaluate",
    "Tables": "tables",
    "compare": "compare",
    "evaluate": "evaluate",
    "extract": "batch.run",
    "facts": "facts",
    "mentions": "language",
    "read": "reading",
}


def __getattr__(name: str) -> Any:
    if name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    value = getattr(import_module(f"{__name__}.{_HOMES.get(name, 'records')}"), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})


class _Package(ModuleType):
    """Keeps the verbs ``facts``, ``evaluate`` and ``compare`` what they are: importing the subpackages of these names
    would put those in their places. ``from policyfacts.facts import ...`` works as ever."""

    def __setattr__(self, name: str, value: object) -> None:
        if not (name in __all__ and isinstance(value, ModuleType)):
            super().__setattr__(name, value)


sys.modules[__name__].__class__ = _Package
