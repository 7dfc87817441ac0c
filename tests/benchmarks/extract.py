"""Times reading and the whole of extract against pdfplumber's ``extract_text()``, on the same papers in one run.

    python -m tests.benchmarks.extract [PATH...]
    (default: corpus/papers, and ../shared/papers and ../shared/narratives where they are)

Start-up (imports, the parser, knowledge) is timed apart, and so is everything's first use: each runs over one paper
before it is timed. All times are processor seconds. Prints pages a second, their ratios, where extract's time goes, and
the most memory that extract's processes held.
"""

from __future__ import annotations

import gc
import os
import resource
import subprocess
import sys
import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path

import pdfplumber

from policyfacts.batch.options import Options
from policyfacts.batch.papers import Source, collect
from policyfacts.batch.run import extract_into
from policyfacts.reading import read
from tests.benchmarks.stages import profile

ROOT = Path(__file__).resolve().parents[2]
PAPERS = (ROOT / "corpus" / "papers", ROOT.parent / "shared" / "papers", ROOT.parent / "shared" / "narratives")


def timed(work: Callable[[Sequence[Source]], int], sources: Sequence[Source]) -> tuple[int, float]:
    """How many pages ``work`` got through, and the processor seconds that it took, once it had done one paper."""
    work(sources[:1])
    gc.collect()
    gc.freeze()  # what is loaded by now costs no later collection
    started = _spent()
    pages = work(sources)
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


def reading(sources: Sequence[Source]) -> int:
    """Every paper as ``policyfacts.read`` returns it; the number of pages."""
    return sum(len(read(source.shown).pages) for source in sources)


def extracted(sources: Sequence[Source]) -> int:
    """All tables by policyfacts; the number of pages."""
    with tempfile.TemporaryDirectory() as out:
        summary = extract_into(Path(out), sources, options=Options())
    return sum(outcome.pages for outcome in summary.outcomes)


def command(source: Source) -> float:
    """Processor seconds of the command on one paper: start-up, nearly all of it."""
    started = _spent()
    with tempfile.TemporaryDirectory() as out:
        subprocess.run(
            [sys.executable, "-m", "policyfacts", "extract", source.shown, "--out", out, "--quiet"], check=True
        )
    return _spent() - started


def peak() -> float:
    """The most memory that this process, or a worker of it, has held so far, in MB."""
    size = max(resource.getrusage(who).ru_maxrss for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return size / (1e6 if sys.platform == "darwin" else 1e3)


def main(paths: Sequence[str]) -> None:
    sources = collect(paths or [path for path in PAPERS if path.is_dir()])
    started = command(sources[0])
    pages, whole = timed(extracted, sources)
    memory = peak()
    _, read_only = timed(reading, sources)
    _, theirs = timed(plumbed, sources)
    print(f"{len(sources)} papers, {pages} pages; processor seconds")
    print(f"pdfplumber extract_text  {theirs:7.2f}  {pages / theirs:6.1f} pages/s")
    for name, ours in (("reading", read_only), ("extract", whole)):
        print(f"policyfacts {name}      {ours:7.2f}  {pages / ours:6.1f} pages/s  {theirs / ours:5.2f} times")
    print(f"the command on one paper {started:7.2f}")
    print(f"peak memory              {memory:7.0f} MB")
    stages = profile(sources)
    total = sum(seconds for _, seconds in stages)
    print("extract by stage:")
    for stage, seconds in stages:
        print(f"  {stage:33} {seconds:6.2f}  {seconds / total:6.1%}")


if __name__ == "__main__":
    main(sys.argv[1:])
