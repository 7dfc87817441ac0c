"""Who gives development money by trade, and so is no receiver unless the text says it (``knowledge/donors.toml``)."""

from __future__ import annotations

from pathlib import Path

from policyfacts.knowledge import compiled, entries


@compiled
def donors(packs: tuple[Path, ...] = ()) -> frozenset[str]:
    """The alpha-3 codes of states, and the short names of blocs, that give by trade."""
    return frozenset(member for entry in entries("donors", packs) for member in entry["members"])
