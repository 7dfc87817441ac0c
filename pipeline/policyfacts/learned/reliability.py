"""How far probabilities can be taken at their word: what they claim against what came true."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]

BINS = 10
_DRAWS = 500


@dataclass(frozen=True, slots=True)
class Bin:
    """Rows of like confidence: how many, what they claim on average, and the share of them that is right."""

    rows: int
    claimed: float
    right: float


def bins(claimed: Floats, right: Floats, *, count: int = BINS) -> list[Bin]:
    """The rows, least claimed first, in ``count`` bins of equal mass; fewer where there are fewer rows."""
    order = np.argsort(claimed, kind="stable")
    parts = [part for part in np.array_split(order, count) if len(part)]
    return [Bin(len(part), float(claimed[part].mean()), float(right[part].mean())) for part in parts]


def perfect_error(claimed: Floats, *, count: int = BINS) -> float:
    """The calibration error that these claims would show on as many rows if each came true as often as it says.

    It is never 0: ten rows that claim .7 are seldom right seven times. The mean of 500 draws from a fixed seed.
    """
    draw = np.random.default_rng(0)
    told = ((draw.random(len(claimed)) < claimed).astype(float) for _ in range(_DRAWS))
    return float(np.mean([calibration_error(claimed, right, count=count) for right in told]))


def calibration_error(claimed: Floats, right: Floats, *, count: int = BINS) -> float:
    """Expected calibration error: the mean distance between claim and truth over bins of equal mass (0 is best)."""
    return sum(part.rows * abs(part.claimed - part.right) for part in bins(claimed, right, count=count)) / len(claimed)


def brier(claimed: Floats, right: Floats) -> float:
    """The mean squared distance between claim and truth, row by row (0 is best; .25 is what a coin says)."""
    return float(np.mean((claimed - right) ** 2))


def plot(found: list[Bin]) -> str:
    """A reliability plot (SVG): a point for each bin, claim to the right, truth upwards; on the diagonal is best."""
    side, edge = 320, 40
    points = [(edge + side * part.claimed, edge + side * (1 - part.right), part) for part in found]
    ticks = "".join(
        f'<text x="{edge + side * t / 5:.0f}" y="{edge + side + 18}" text-anchor="middle">{t / 5:g}</text>'
        f'<text x="{edge - 8}" y="{edge + side * (1 - t / 5) + 4:.0f}" text-anchor="end">{t / 5:g}</text>'
        for t in range(6)
    )
    dots = "".join(
        f'<circle cx="{x:.1f}" cy="{y:.1f}" r="5"><title>{part.rows} rows: claimed {part.claimed:.2f}, '
        f"right {part.right:.2f}</title></circle>"
        for x, y, part in points
    )
    full = side + 2 * edge
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {full} {full}" '
        f'font-family="sans-serif" font-size="12">\n'
        f'<rect width="{full}" height="{full}" fill="white"/>\n'
        f'<rect x="{edge}" y="{edge}" width="{side}" height="{side}" fill="none" stroke="#999"/>\n'
        f'<path d="M{edge} {edge + side}L{edge + side} {edge}" stroke="#999" stroke-dasharray="4"/>\n'
        f'{ticks}\n<g fill="#1f5f99">{dots}</g>\n'
        f'<text x="{full / 2:.0f}" y="{full - 6}" text-anchor="middle">confidence claimed</text>\n'
        f'<text x="12" y="{full / 2:.0f}" text-anchor="middle" transform="rotate(-90 12 {full / 2:.0f})">'
        f"share of rows right</text>\n</svg>\n"
    )
