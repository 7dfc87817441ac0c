"""Facts of scans: pages of the corpus as pictures of 200 dots per inch give the rows that their text gives."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from policyfacts.batch.run import extract
from policyfacts.reading import ocr
from policyfacts.schema import FACT_TABLES
from policyfacts.tables import Tables
from tests.pdfs.scans import scan

pytestmark = pytest.mark.skipif(not ocr.tesseract(), reason="needs tesseract (apt-get install tesseract-ocr)")

PLACES = {"doc", "start", "end", "fact_id", "confidence", "rule", "quote", "certainty", "speaker"}
"""What a row says of the paper rather than of the world, or follows from the wording of the sentence."""
SAME_SIGN = str.maketrans({"–": "-", "’": "'"})
"""Signs that a picture of 200 dots per inch hardly tells apart."""


def rows_of(tables: Tables) -> Counter[tuple[str, ...]]:
    """The rows of all fact tables, less their places."""
    rows: Counter[tuple[str, ...]] = Counter()
    for name in FACT_TABLES:
        for row in getattr(tables, name).to_dict("records"):
            rows[name, *(str(v).translate(SAME_SIGN) for k, v in row.items() if k not in PLACES)] += 1
    return rows


@pytest.mark.parametrize(
    "name",
    ["china-latin-america-titles-2025", "gulf-deposits-debt-relief-2024"],
    ids=["one column and a table", "two columns, a box and a table"],
)
def test_a_scan_gives_the_facts_of_its_text(root: Path, tmp_path: Path, name: str) -> None:
    path = root / "corpus" / "papers" / f"{name}.pdf"
    (tmp_path / "scans").mkdir()
    printed, seen = extract(path), extract(scan(path, tmp_path / "scans" / f"{name}.pdf", dpi=200))
    text, picture = rows_of(printed), rows_of(seen)
    shared = sum((text & picture).values())
    assert sum(text.values()) > 70
    assert shared >= 0.95 * sum(text.values()), text - picture
    assert shared >= 0.95 * sum(picture.values()), picture - text
