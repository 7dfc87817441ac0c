"""How a paper is put together: its items (releases, news, entries of a digest) with their datelines."""

from policyfacts.discourse.items import Item, item_at, items_of

__all__ = ["Item", "item_at", "items_of"]
