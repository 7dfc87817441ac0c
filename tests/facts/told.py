"""What a short text tells, as the tests of the fact rules compare it: one mapping from column to value for each row."""

from __future__ import annotations

from policyfacts.facts import facts
from policyfacts.language.syntax import DEFAULT_PARSER
from tests.builders import make_paper


def told(table: str, *passages: str, about: str = "", parser: str = DEFAULT_PARSER) -> list[dict[str, str]]:
    """The rows of ``table`` that a paper of ``passages`` tells; ``about`` is an opening sentence that sets its lead."""
    paper = make_paper([about, *passages] if about else list(passages))
    found = [fact for fact in facts(paper, parser=parser) if fact.table == table]
    return [{name: str(slot.value) for name, slot in fact.slots.items()} for fact in found]


def cut(rows: list[dict[str, str]], *columns: str) -> list[tuple[str, ...]]:
    """The values of ``columns`` of each row; an empty string for a slot that is not filled."""
    return [tuple(row.get(column, "") for column in columns) for row in rows]
