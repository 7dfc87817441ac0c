"""What patterns need, remembered from one run to the next: reading it off thousands of words takes a quarter second."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from policyfacts.knowledge import active, compiled
from policyfacts.knowledge.kept import keep, mark, recall
from policyfacts.knowledge.needs import Needs, needs

_NAME = "needs"


@dataclass(slots=True)
class _Memory:
    """What is known of the patterns of the active packs, by flags and source; ``grown``: more than is kept."""

    mark: str
    known: dict[str, Needs] = field(default_factory=dict)
    grown: bool = False


def needed(source: str, flags: int) -> Needs:
    """As ``needs.needs``, but read off the pattern only where no run before has done it."""
    memory, key = _memory(), f"{flags}:{source}"
    found = memory.known.get(key)
    if found is None:
        found = memory.known[key] = needs(source, flags)
        memory.grown = True
    return found


def keep_needs() -> None:
    """Keep for other runs what was read off patterns in this one."""
    memory = _memory()
    if memory.grown:
        keep(_NAME, memory.mark, {key: [one.words, one.caseless, sorted(one.heads)] for key, one in _sorted(memory)})
        memory.grown = False


def _sorted(memory: _Memory) -> list[tuple[str, Needs]]:
    return sorted(memory.known.items())


@compiled
def _memory() -> _Memory:
    under = mark(active())
    kept = recall(_NAME, under)
    return _Memory(under, _checked(kept) if isinstance(kept, dict) else {})


def _checked(kept: dict[str, Any]) -> dict[str, Needs]:
    """What was kept, or nothing where it is not as it was written."""
    try:
        return {
            key: Needs(tuple(words), bool(caseless), frozenset(heads)) for key, (words, caseless, heads) in kept.items()
        }
    except (TypeError, ValueError):
        return {}
