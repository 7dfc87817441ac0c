"""Judged rows made by hand: what is right follows from the evidence, but for some noise."""

from __future__ import annotations

import random

from policyfacts.learned.fitting import Judged

TABLES = ("funds", "meetings")


def made(count: int = 400, *, docs: int = 8) -> list[Judged]:
    """Rows of which rule ``sure`` is right nine times of ten, rule ``wild`` four times of ten."""
    draw = random.Random(5)
    rows = []
    for number in range(count):
        table, rule = TABLES[number % 2], draw.choice(("sure", "wild"))
        right = draw.random() < (0.9 if rule == "sure" else 0.4)
        evidence = {f"table={table}": 1.0, f"rule={rule}": 1.0, "words": draw.random()}
        rows.append(Judged(f"paper-{number % docs}", table, f"{table}/{rule}", evidence, right))
    return rows
