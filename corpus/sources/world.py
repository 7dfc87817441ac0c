"""Makes the map that the report draws: countries' outlines and, for small states, points.

python corpus/sources/world.py FOLDER     (FOLDER: the npm package world-atlas, unpacked; writes assets/world.json)

world-atlas is Natural Earth (public domain) as TopoJSON. Outlines come from its 1:110m map, and the middle of each
state that is too small for it from the 1:50m map. Codes become ISO 3166-1 alpha-3.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from babel.core import get_global

TARGET = Path(__file__).resolve().parents[2] / "pipeline" / "policyfacts" / "report" / "assets" / "world.json"
NAMED = {"Kosovo": "XKX"}  # has no number
MISSING = {"TUV": [179.2, -8.52]}  # Funafuti; on neither map
Point = tuple[float, float]


def codes() -> dict[str, str]:
    """Numbers of ISO 3166-1 to alpha-3."""
    aliases = get_global("territory_aliases")
    by_region: dict[str, str] = {}
    numbers: dict[str, str] = {}
    for alias, regions in aliases.items():
        if len(regions) != 1:
            continue
        if len(alias) == 3 and alias.isalpha():
            by_region.setdefault(regions[0], alias)
        elif alias.isdigit():
            numbers[alias] = regions[0]
    return {number: by_region[region] for number, region in numbers.items() if region in by_region}


def arcs(world: dict[str, Any]) -> list[list[Point]]:
    """The lines of a quantised topology in degrees."""
    (sx, sy), (tx, ty) = world["transform"]["scale"], world["transform"]["translate"]
    lines = []
    for arc in world["arcs"]:
        x = y = 0
        line = []
        for dx, dy in arc:
            x, y = x + dx, y + dy
            line.append((x * sx + tx, y * sy + ty))
        lines.append(line)
    return lines


def outlines(shape: dict[str, Any], lines: list[list[Point]]) -> Iterator[list[Point]]:
    """The outer ring of each part of a country."""
    parts = shape["arcs"] if shape["type"] == "MultiPolygon" else [shape["arcs"]]
    for part in parts:
        yield [point for number in part[0] for point in (lines[number] if number >= 0 else lines[~number][::-1])]


def middle(ring: list[Point]) -> tuple[float, Point]:
    """A ring's area, in square degrees, and its centre."""
    area = x = y = 0.0
    for (x0, y0), (x1, y1) in zip(ring, [*ring[1:], ring[0]], strict=True):
        cross = x0 * y1 - x1 * y0
        area, x, y = area + cross, x + (x0 + x1) * cross, y + (y0 + y1) * cross
    return abs(area) / 2, (x / (3 * area), y / (3 * area)) if area else ring[0]


def main(folder: Path) -> None:
    large = json.loads((folder / "countries-110m.json").read_text())
    fine = json.loads((folder / "countries-50m.json").read_text())
    known = codes()
    shapes = large["objects"]["countries"]["geometries"]
    for shape in shapes:
        shape["id"] = known.get(shape.get("id", ""), NAMED.get(shape["properties"]["name"], ""))
        del shape["properties"]
    drawn = {shape["id"] for shape in shapes}
    lines = arcs(fine)
    points = dict(MISSING)
    for shape in fine["objects"]["countries"]["geometries"]:
        code = known.get(shape.get("id", ""), NAMED.get(shape["properties"]["name"], ""))
        if code and code not in drawn and shape.get("arcs"):
            _, (x, y) = max(middle(ring) for ring in outlines(shape, lines))
            points[code] = [round(x, 2), round(y, 2)]
    del large["objects"]["land"]
    world = {"points": dict(sorted(points.items())), "topology": large}
    TARGET.write_text(json.dumps(world, separators=(",", ":"), sort_keys=True) + "\n", encoding="utf-8")
    sys.stdout.write(f"{TARGET.name}: {len(shapes)} outlines, {len(points)} points\n")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
