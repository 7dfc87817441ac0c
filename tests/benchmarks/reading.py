"""Reading's speed beside pdfplumber's ``extract_text()``, in one run over the same files.

    python tests/benchmarks/reading.py FILE.pdf ...

Prints pages per second of processor time for both, and the profile of reading by module with ``--profile``.
"""

from __future__ import annotations

import argparse
import cProfile
import pstats
import time
from collections import Counter
from collections.abc import Callable, Sequence
from pathlib import Path

import pdfplumber

from policyfacts.reading import read


def pages_of(path: Path) -> int:
    """Read a paper; its number of pages."""
    return len(read(path).pages)


def plumbed(path: Path) -> int:
    """Extract a paper's text with pdfplumber; its number of pages."""
    with pdfplumber.open(path) as pdf:
        for page in pdf.pages:
            page.extract_text()
            page.close()
        return len(pdf.pages)


def speed(function: Callable[[Path], int], paths: Sequence[Path]) -> float:
    """Pages per second of processor time."""
    start = time.process_time()
    pages = sum(function(path) for path in paths)
    return pages / (time.process_time() - start)


def profile(paths: Sequence[Path]) -> None:
    """Print where reading's time goes, by module."""
    profiler = cProfile.Profile()
    profiler.enable()
    for path in paths:
        read(path)
    profiler.disable()
    times: Counter[str] = Counter()
    for (file, _, _), (_, _, own, _, _) in pstats.Stats(profiler).stats.items():  # type: ignore[attr-defined]
        times[Path(file).name] += own
    whole = sum(times.values())
    for name, own in times.most_common(15):
        print(f"{own / whole:6.1%}  {name}")


def main() -> None:
    """Run from the command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("paths", nargs="+", type=Path)
    parser.add_argument("--profile", action="store_true")
    options = parser.parse_args()
    read(options.paths[0])  # first use loads things
    if options.profile:
        profile(options.paths)
        return
    ours, theirs = speed(pages_of, options.paths), speed(plumbed, options.paths)
    print(f"reading: {ours:.0f} pages/s   pdfplumber: {theirs:.1f} pages/s   {ours / theirs:.1f} times")


if __name__ == "__main__":
    main()
