"""Papers laid out as policy papers are, from seeds: every word read, in order; what stands aside kept whole."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pypdfium2
import pytest
from rapidfuzz.distance import LCSseq

from policyfacts.records import Paper
from tests.pdfs import layouts
from tests.pdfs.accounts import read

SEEDS = range(1, 9)
HYPHENS = "line-end hyphens"


def flow_of(paper: Paper, made: layouts.Layout) -> tuple[list[str], list[str]]:
    """The passages that are none of the asides, in order; and the asides that are no passage."""
    asides = Counter(made.asides)
    flow = []
    for passage in paper.passages:
        text = paper.text[passage.start : passage.end]
        if asides[text]:
            asides[text] -= 1
        else:
            flow.append(text)
    return flow, list(asides.elements())


@pytest.mark.parametrize("columns", [1, 2, 3])
def test_words_and_order(tmp_path: Path, columns: int) -> None:
    hyphens = wrong = 0
    features: set[str] = set()
    for seed in SEEDS:
        made = layouts.laid_out(tmp_path / f"{seed}.pdf", columns=columns, seed=seed)
        paper = read(made.path)
        truth, found = Counter(layouts.words([*made.flow, *made.asides])), Counter(paper.text.split())
        shared = sum((truth & found).values())
        assert shared >= 0.99 * sum(truth.values()), (seed, truth - found)
        assert shared >= 0.99 * sum(found.values()), (seed, found - truth)
        flow, lost = flow_of(paper, made)
        assert LCSseq.normalized_similarity(layouts.words(made.flow), layouts.words(flow)) >= 0.98, seed
        assert len(lost) <= 0.05 * len(made.asides), (seed, lost)
        assert not any(head in paper.text for head in made.furniture)
        hyphens += sum(entry.characters for entry in paper.ledger if entry.region == HYPHENS)
        wrong += sum((truth - found).values())
        features |= made.features
    assert {"box", "sidebar", "quote", "inset", "table", "figure", "footnote", "list"} <= features
    assert hyphens > 80
    assert wrong < 0.02 * hyphens


@pytest.mark.parametrize("quarter", [1, 3])
@pytest.mark.parametrize("columns", [1, 2, 3])
def test_pages_shown_turned_read_the_same(tmp_path: Path, columns: int, quarter: int) -> None:
    made = layouts.laid_out(tmp_path / "made.pdf", columns=columns, seed=3)
    document = pypdfium2.PdfDocument(made.path)
    for page in document:
        page.set_rotation(90 * quarter)
    document.save(tmp_path / "turned.pdf")
    document.close()
    assert read(tmp_path / "turned.pdf").text == read(made.path).text
