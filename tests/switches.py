"""What a longer look is taken at when it is asked for: ``POLICYFACTS_MUTANTS=2000 pytest tests/fuzz tests/batch``."""

from __future__ import annotations

import os

MUTANTS = int(os.environ.get("POLICYFACTS_MUTANTS", "80"))
"""How many mutants of papers are read."""
MUCH = MUTANTS >= 1000
"""Whether other tests that try many times do so too."""
