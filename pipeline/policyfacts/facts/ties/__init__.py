"""Ties between states that bear a title: who, with whom, at what level, since when, and what became of them.

``titles`` finds the titles and the words that stand for them, ``sides`` the two sides of each, ``dating`` its date,
``standing`` its status; ``recipe`` makes the rows of prose, ``tables`` those of tables.
"""

from policyfacts.facts.ties.grids import grid_partnerships
from policyfacts.facts.ties.recipe import partnerships

__all__ = ["grid_partnerships", "partnerships"]
