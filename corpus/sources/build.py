"""Typeset the corpus: ``python corpus/sources/build.py`` writes corpus/papers/NAME.pdf for every NAME.typ beside it.

Only the fonts that the ``typst`` package brings are used, and each source fixes its own date, so that the same sources
and the same version of the package (see VERSION) give the same bytes on every machine.
"""

from __future__ import annotations

import sys
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path

import typst

VERSION = "0.15.2"
SOURCES = Path(__file__).resolve().parent
PAPERS = SOURCES.parent / "papers"
STAMP = datetime(2025, 1, 1, tzinfo=UTC)


def build(source: Path, target: Path) -> None:
    """Typeset one paper; raises ``typst.TypstError`` where the source is at fault."""
    pdf = typst.compile(source, root=SOURCES, ignore_system_fonts=True, format="pdf", timestamp=STAMP)
    target.write_bytes(pdf)


def main() -> int:
    """Typeset every paper; 1 if the package's version would change the bytes of the papers."""
    installed = version("typst")
    if installed != VERSION:
        sys.stderr.write(f"typst {installed} is installed, the papers need pip install typst=={VERSION}\n")
        return 1
    PAPERS.mkdir(exist_ok=True)
    for source in sorted(SOURCES.glob("*.typ")):
        build(source, PAPERS / f"{source.stem}.pdf")
        sys.stdout.write(f"{source.stem}.pdf\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
