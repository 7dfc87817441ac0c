"""What a line of a front page is: the name of the body above the title, an issue line, a stamp, a kind of report ...

The words are in ``knowledge/front.toml``.
"""

from __future__ import annotations

import re

from policyfacts.knowledge import compiled, entries, rows
from policyfacts.reading.issued import dates_in
from policyfacts.reading.symbols import is_symbol, without_symbols

_WHOLE = ("masthead", "stamp", "issue", "item", "heading", "series", "genre", "body", "thing")
"""The roles of whole lines, in the order in which they are tried."""
NEVER = frozenset({"masthead", "stamp", "issue", "item", "heading", "date", "symbol", "place"})
"""The roles of lines that are no title."""
_JOINT = r"(?:\s*[,/·|•–—-]\s*|\s+)"
_SHORTEST = 2
_WORDS = 14
"""Joined lines of letterheads have fewer words than this."""
_DISTRIBUTED = re.compile(r"\bDistr\.")
_MARKS = " *†‡§|·•,;:.–—-"


def role(text: str) -> str:
    """The role of a line (see ``front.toml``; also ``date`` and ``symbol``), or empty.

    Issue lines that the layout has joined to others ("General Assembly Distr.: General") do not hide these.
    """
    line = plain(text)
    if not line or len(line) > 300:
        return ""
    if is_symbol(line):
        return "symbol"
    rest = _rest(line)
    if not rest or (rest != line and pattern("dated").fullmatch(rest)):
        return "date"
    for name in _WHOLE:
        if whole(name).fullmatch(line) or (rest != line and whole(name).fullmatch(rest)):
            return name
    if pattern("place").fullmatch(rest):
        return "place"
    if rest.lower() in _countries():
        return "country"
    return _joined(rest)


def plain(text: str) -> str:
    """A line with one sort of apostrophe and blank, and without marks of notes around it."""
    return " ".join(text.replace("'", "’").split()).strip(_MARKS)


@compiled
def pattern(name: str) -> re.Pattern[str]:
    """The patterns of all entries of one role, as one."""
    found = [p for entry in entries("front") if entry["role"] == name for p in entry["patterns"]]
    return re.compile("|".join(f"(?:{p})" for p in found), re.IGNORECASE)


@compiled
def whole(name: str) -> re.Pattern[str]:
    """A line of one role; of mastheads, several in a row."""
    return _in_a_row(pattern(name).pattern) if name == "masthead" else pattern(name)


def issuer(text: str) -> str:
    """The publisher whose masthead a line is: by the name under which it publishes, else as printed; or empty."""
    rest = _rest(plain(text))
    if len(rest) < _SHORTEST:
        return ""
    return next((name or rest for mastheads, name in _issuers() if mastheads.fullmatch(rest)), "")


@compiled
def _issuers() -> tuple[tuple[re.Pattern[str], str], ...]:
    """The mastheads of each entry, and the publisher that it names."""
    return tuple(
        (_in_a_row("|".join(f"(?:{p})" for p in entry["patterns"])), str(entry.get("publisher", "")))
        for entry in entries("front")
        if entry["role"] == "masthead"
    )


def _in_a_row(one: str) -> re.Pattern[str]:
    return re.compile(f"(?:{one})(?:{_JOINT}(?:{one}))*", re.IGNORECASE)


@compiled
def _countries() -> frozenset[str]:
    return frozenset(value.lower() for row in rows("countries") for value in row.values() if value)


def _rest(line: str) -> str:
    """A line without symbols and dates, with what is left tidy."""
    bare = without_symbols(line)
    for found in reversed(dates_in(bare)):
        bare = f"{bare[: found.start]} {bare[found.end :]}"
    return " ".join(bare.split()).strip(_MARKS + "()[]")


def _joined(rest: str) -> str:
    """The role of a line that begins or ends with an issue line: that of the other part."""
    words = rest.split()
    for cut in range(1, len(words) if len(words) < _WORDS else 0):
        head, tail = " ".join(words[:cut]).strip(_MARKS), " ".join(words[cut:]).strip(_MARKS)
        for part, other in ((tail, head), (head, tail)):
            if whole("issue").fullmatch(part) and (
                whole("masthead").fullmatch(other) or whole("issue").fullmatch(other)
            ):
                return "masthead" if whole("masthead").fullmatch(other) else "issue"
    return "issue" if _DISTRIBUTED.search(rest) else ""
