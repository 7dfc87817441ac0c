"""Front pages with known titles, dates, authors, publishers and symbols, from ``fronts.toml``."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from pathlib import Path

_STORY = (
    "The two governments had talked about the harbour since 4 March 1998, when a loan of \\$12 million was signed in "
    "Lomé. The works were handed over on 9 May 2003, and the last of the ministers who had opened them left office in "
    "2011. What was promised, what was paid and what came of it is told in this paper, region by region."
)
_MACROS = f"""
#let story = [{_STORY}]
#let big(size, it) = text(size, weight: "bold", it)
#let masthead(name, symbol, organ, ..lines) = {{
  grid(columns: (1fr, auto), text(14pt, name), text(9pt, symbol))
  line(length: 100%)
  grid(columns: (1fr, 32mm), big(20pt, organ), lines.pos().join(linebreak()))
  line(length: 100%)
}}
"""
FIELDS = ("title", "published", "authors", "publisher", "identifier")


@dataclass(frozen=True, slots=True)
class Front:
    """A front page: its markup, and what it says of itself, by field; fields that are missing are not asked."""

    kind: str
    name: str
    markup: str
    said: dict[str, str]


def fronts() -> list[Front]:
    """All front pages of the file, each with a story under its own lines."""
    entries = tomllib.loads(Path(__file__).with_suffix(".toml").read_text(encoding="utf-8"))["front"]
    return [
        Front(
            entry["kind"],
            entry["name"],
            _MACROS + "\n\n".join([*entry["lines"], "#story", "#story"]),
            {field: entry[field] for field in FIELDS if field in entry},
        )
        for entry in entries
    ]
