"""Makes many papers of the corpus's pages, for the measures of ``batch.py``: none of them is kept in the repository.

    python tests/benchmarks/manypapers.py FOLDER [PAPERS [PAGES]]     (default: 2000 papers of 10 pages)

Every paper has pages of its own choice and order, drawn from a seed, and a title of its own: no two files are alike,
and the same call makes papers of the same content.
"""

from __future__ import annotations

import ctypes
import random
import sys
from collections.abc import Sequence
from pathlib import Path

import pypdfium2
import pypdfium2.raw as pdfium_c

ROOT = Path(__file__).resolve().parents[2]


def make(folder: Path, papers: int, pages: int, *, seed: int = 0) -> None:
    """Write ``paper-00000.pdf`` ... of ``pages`` pages each into ``folder``; those that are there stay."""
    folder.mkdir(parents=True, exist_ok=True)
    sources = [pypdfium2.PdfDocument(path) for path in sorted((ROOT / "corpus" / "papers").glob("*.pdf"))]
    places = [(source, number) for source in sources for number in range(len(source))]
    for number in range(papers):
        path = folder / f"paper-{number:05}.pdf"
        if not path.exists():
            _write(path, random.Random(seed + number).sample(places, pages))


def _write(path: Path, places: Sequence[tuple[pypdfium2.PdfDocument, int]]) -> None:
    document = pypdfium2.PdfDocument.new()
    for source, page in places:
        document.import_pages(source, [page])
    name = ctypes.create_string_buffer((path.stem + "\0").encode("utf-16-le"))
    page = document[0]
    mark = pdfium_c.FPDFPageObj_NewTextObj(document, b"Helvetica", 6.0)
    pdfium_c.FPDFText_SetText(mark, ctypes.cast(name, pdfium_c.FPDF_WIDESTRING))
    pdfium_c.FPDFPageObj_Transform(mark, 1, 0, 0, 1, 20, 12)
    pdfium_c.FPDFPage_InsertObject(page, mark)
    page.gen_content()
    document.save(path)
    document.close()


def main(arguments: Sequence[str]) -> None:
    folder, papers, pages = (*arguments, "2000", "10")[:3] if len(arguments) == 1 else (*arguments, "10")[:3]
    make(Path(folder), int(papers), int(pages))


if __name__ == "__main__":
    main(sys.argv[1:])
