"""Policyfacts reads policy papers and writes down, in tables, what they state."""

from __future__ import annotations

__version__ = "0.1.0"
