"""Write how much of the fixed tenth of the grid comes out right; with ``--all`` print it for the whole grid.

usage: python -m tests.grid.measure [--all]
"""

from __future__ import annotations

import sys
from pathlib import Path

from tests.grid.making import Cell, grid, is_right, share, tenth

HEAD = "# The share of sentences of the grid's fixed tenth that come out right, by family and form.\n"


def main() -> None:
    """Measure, and write or print."""
    every = "--all" in sys.argv[1:]
    found: dict[str, dict[str, list[bool]]] = {}
    parties: dict[str, list[bool]] = {}
    for cell in grid() if every else tenth():
        _note(cell, found, parties)
    if every:
        rows = [(f"{family} / {form}", right) for family, forms in found.items() for form, right in forms.items()]
        everything = [well for _, right in rows for well in right]
        for name, told in [*rows, *parties.items(), ("all", everything)]:
            sys.stdout.write(f"{name:30}{len(told):6}{share(told):7.2f}\n")
        return
    text = HEAD
    for family, forms in found.items():
        text += f"\n[{family}]\n" + "".join(f'"{form}" = {share(right)}\n' for form, right in forms.items())
    (Path(__file__).parent / "measured.toml").write_text(text, encoding="utf-8")


def _note(cell: Cell, found: dict[str, dict[str, list[bool]]], parties: dict[str, list[bool]]) -> None:
    right = is_right(cell)
    found.setdefault(cell.family, {}).setdefault(cell.form, []).append(right)
    parties.setdefault(f"party: {cell.party}", []).append(right)


if __name__ == "__main__":
    main()
