"""How a paper is put together: its items (releases, news, entries of a digest) with their datelines."""

from policyfacts.discourse.items import Item, item_at, items_of
from policyfacts.discourse.openings import opening

__all__ = ["Item", "item_at", "items_of", "opening"]
