"""What people type into a cell, as the column writes it: ``1,500,000``, ``16 July 2023``, ``Tunisia``, ``Exim Bank``.

Nothing is guessed: what might mean two things, or of which only a part can be read, comes back as a problem.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from babel.numbers import list_currencies

from policyfacts.columns import Column
from policyfacts.gold import problems_of
from policyfacts.language import mentions
from policyfacts.limits import LONGEST_CELL
from policyfacts.records import Mention, Money
from policyfacts.review.parties import Parties, code_list, code_of, named
from policyfacts.schema import TABLES
from policyfacts.tables.cells import cell
from policyfacts.values import edtf

_NUMERIC_DAY = re.compile(r"(\d{1,2})([./-])(\d{1,2})\2\d{2,4}")
_ABOUT = re.compile(r"(?i)^(?:about|around|nearly|some|over|at least|up to|more than)\s+")
_STAND_IN = "USD "
"""A number is read as a sum of money is, so that millions and separators are read alike everywhere."""


@dataclass(frozen=True, slots=True)
class Typed:
    """A cell as it would be saved (``value``), for people (``shown``: with names beside codes), and what is wrong."""

    value: str
    shown: str = ""
    problem: str = ""


def read_typed(table: str, name: str, text: str, *, doc: str, parties: Parties) -> Typed:
    """What was typed into the column ``name`` of ``table``, in a row of the paper ``doc``."""
    column = TABLES[table].column(name)
    text = " ".join(text.split())
    if not text:
        return Typed("")
    if len(text) > LONGEST_CELL:
        return Typed(text, problem=f"{name}: more than {LONGEST_CELL:,} characters, more than any cell has.")
    problem = _ambiguous(column, text)
    value = text if problem else _value(column, text, doc, parties)
    problem = problem or _problem(table, column, value)
    shown = named(value) if column.kind in {"code", "codes", "names"} and not column.vocabulary else ""
    return Typed(value, "" if shown == text else shown, problem)


def _value(column: Column, text: str, doc: str, parties: Parties) -> str:
    """The column's way to write ``text``; ``text`` itself where it cannot be read so."""
    if column.vocabulary:
        return text.lower() if text.lower() in column.vocabulary else text
    if column.kind == "edtf":
        return text if edtf.is_valid(text) else _date(text)
    if column.kind in {"number", "integer"}:
        return _number(column, text)
    if column.name == "currency":
        return _currency(text)
    if column.kind in {"code", "codes"}:
        return code_list(text) or text
    if column.kind == "names":
        parts = [part.strip() for part in text.split(";")]
        return "; ".join(dict.fromkeys(parties.spelled(part, doc) for part in parts if part))
    if column.name == "place":
        return code_of(text) or text
    return _level(text) if column.name == "level" else text


def _ambiguous(column: Column, text: str) -> str:
    """Why a cell may mean two things; empty where it does not."""
    if column.kind in {"number", "integer"} and text.startswith(("-", "−", "–", "(")):
        return f"{column.name}: {text!r} is below zero. Write how much, and tell the rest by the event."
    match = _NUMERIC_DAY.fullmatch(text) if column.kind == "edtf" else None
    if match and int(match[1]) <= 12 and int(match[3]) <= 12 and match[1] != match[3]:
        return f"{column.name}: {text!r} may be two days. Write the month as a word, or year-month-day."
    if column.kind == "number" and not column.name.endswith("_max"):
        money = _sum(text)
        if money is not None and money.value_max is not None:
            return f"{column.name}: {text!r} is a range. Write its lower end here and the upper one in its own cell."
    return ""


def _problem(table: str, column: Column, value: str) -> str:
    """Why the column cannot hold ``value``."""
    row = dict.fromkeys(TABLES[table].gold_names, "") | {"doc": "x", "page": "1", "note": "optional"}
    found = problems_of(row | {column.name: value}, TABLES[table])
    return found[0] if found else ""


def _whole(found: Iterable[Mention], text: str) -> Mention | None:
    """The one mention that is all of ``text``, but for an article, a preposition or a full stop."""
    for mention in found:
        rest = (text[: mention.start] + text[mention.end :]).strip(" .")
        if rest.lower() in {"", "the", "on", "in", "since"}:
            return mention
    return None


def _date(text: str) -> str:
    form = text.title() if text.islower() else text
    found = _whole((one for one in mentions(form) if one.label == "date"), form)
    return str(found.value) if found is not None else text


def _sum(text: str) -> Money | None:
    """The number that ``text`` is, with or without a currency."""
    plain = text.replace("\u202f", " ").replace("\u00a0", " ")
    for form in (plain, _STAND_IN + _ABOUT.sub("", plain)):
        found = _whole((one for one in mentions(form) if isinstance(one.value, Money)), form)
        if found is not None and isinstance(found.value, Money):
            return found.value
    return None


def _number(column: Column, text: str) -> str:
    money = _sum(text)
    if money is None:
        return text
    upper = column.name.endswith("_max") and money.value_max is not None
    return cell(money.value_max if upper else money.value)


def _currency(text: str) -> str:
    if text.upper() in list_currencies():
        return text.upper()
    for form in (f"1 million {text}", f"{text} 1 million"):
        found = _whole((one for one in mentions(form) if isinstance(one.value, Money)), form)
        if found is not None and isinstance(found.value, Money) and found.value.currency:
            return found.value.currency
    return text


def _level(text: str) -> str:
    for form in (text, f"{text} partnership"):
        found = _whole((one for one in mentions(form) if one.label == "level"), form)
        if found is not None:
            return str(found.value)
    return text.lower()
