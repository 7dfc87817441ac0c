"""How a paper is put together: its items (releases, news, entries of a digest) with their datelines."""

from policyfacts.discourse.bylines import issuing_state, lacks, place_start
from policyfacts.discourse.items import Item, item_at, items_of
from policyfacts.discourse.licence import NAMING, SIDES, Licence, Licences
from policyfacts.discourse.openings import entry_opening, opening

__all__ = [
    "NAMING",
    "SIDES",
    "Item",
    "Licence",
    "Licences",
    "entry_opening",
    "issuing_state",
    "item_at",
    "items_of",
    "lacks",
    "opening",
    "place_start",
]
