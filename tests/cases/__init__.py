"""Cases of the fact tables as data: sentences and small tables with the rows that they must give."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any


def cases(table: str) -> list[dict[str, Any]]:
    """The cases of ``table``, in their order in ``tests/cases/<table>.toml``."""
    return list(tomllib.loads((Path(__file__).parent / f"{table}.toml").read_text(encoding="utf-8"))["case"])
