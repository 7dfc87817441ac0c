"""Times the whole of extract against pdfplumber's text extraction, on the same papers, in one run, one process each.

    python tests/benchmarks/extract.py [PATH...]        (default: corpus/papers)

Start-up (imports, the parser, knowledge) is timed apart: one run over the first paper goes ahead.
Prints pages a second of processor time for each, their ratio, and the peak memory of the process after each.
"""

from __future__ import annotations

import gc
import os
import resource
import sys
import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path

import pdfplumber

from policyfacts.batch.options import Options
from policyfacts.batch.papers import Source, collect
from policyfacts.batch.run import extract_into

ROOT = Path(__file__).resolve().parents[2]


def timed(work: Callable[[], int]) -> tuple[int, float]:
    """What ``work`` returns (pages), and the seconds of processor time that it took."""
    gc.collect()
    started = _spent()
    pages = work()
    return pages, _spent() - started


def _spent() -> float:
    """Processor seconds of this process and of the workers that have ended."""
    spent = os.times()
    return spent.user + spent.system + spent.children_user + spent.children_system


def plumbed(sources: Sequence[Source]) -> int:
    """Every page's text by pdfplumber; the number of pages."""
    pages = 0
    for source in sources:
        with pdfplumber.open(source.shown) as pdf:
            for page in pdf.pages:
                page.extract_text()
                page.close()
                pages += 1
    return pages


def extracted(sources: Sequence[Source]) -> int:
    """All tables by policyfacts; the number of pages."""
    with tempfile.TemporaryDirectory() as out:
        summary = extract_into(Path(out), sources, options=Options())
    return sum(outcome.pages for outcome in summary.outcomes)


def peak() -> float:
    """The most memory that this process, or a worker of it, has held so far, in MB."""
    size = max(resource.getrusage(who).ru_maxrss for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return size / (1e6 if sys.platform == "darwin" else 1e3)


def main(paths: Sequence[str]) -> None:
    sources = collect(paths or [ROOT / "corpus" / "papers"])
    _, start_up = timed(lambda: extracted(sources[:1]))
    pages, ours = timed(lambda: extracted(sources))
    memory = peak()
    _, theirs = timed(lambda: plumbed(sources))
    print(f"{len(sources)} papers, {pages} pages")
    print(f"first paper, with start-up: {start_up:.2f} s")
    print(f"policyfacts extract:        {ours:.2f} s, {pages / ours:.1f} pages/s, peak {memory:.0f} MB")
    print(f"pdfplumber extract_text:    {theirs:.2f} s, {pages / theirs:.1f} pages/s")
    print(f"ratio:                      {theirs / ours:.2f}")


if __name__ == "__main__":
    main(sys.argv[1:])
