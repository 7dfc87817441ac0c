"""PDFs made by the tests, with typst: what stands in them is known."""

from __future__ import annotations

from pathlib import Path

import typst

PARTNERSHIP = "In May 2017 China and Peru established a strategic partnership."
LOAN = "China lent Peru \\$2 billion in 2018."


def typeset(path: Path, *pages: str, setup: str = "") -> Path:
    """Write a PDF with one page for each of ``pages`` (typst markup), A5, ``setup`` ahead of them."""
    head = "#set page(width: 148mm, height: 210mm)\n#set document(date: none)\n"
    source = head + setup + "\n#pagebreak()\n".join(pages)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(typst.compile(source.encode("utf-8"), ignore_system_fonts=True))
    return path
