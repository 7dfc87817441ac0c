"""Where the processor time of extract goes, by stage, in one process.

The functions that pass a paper on are timed where they are called: what one spends in another is counted there only.
"""

from __future__ import annotations

import gc
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from functools import wraps
from importlib import import_module
from typing import Any
from unittest.mock import patch

from policyfacts.batch.one import packed_of, warm_up
from policyfacts.batch.options import Options
from policyfacts.batch.papers import Source

STAGES: dict[str, Sequence[tuple[str, str]]] = {
    "reading: PDFium's characters": [("reading.pdfium", "raw_page"), ("reading.load", "rulings")],
    "reading: signs, words, lines": [("reading.load", "_add")],
    "reading: columns, tables, blocks": [("reading.paper", "arranged")],
    "reading: the rest": [("batch.one", "read_bytes")],
    "mentions": [("batch.one", "paper_mentions")],
    "sentences": [("facts.context", "_sentences")],
    "parser": [("facts.context", "parse")],
    "partnerships": [("facts", "partnerships")],
    "funds": [("facts", "funds")],
    "agreements": [("facts", "agreements")],
    "meetings": [("facts", "meetings")],
    "projects": [("facts", "projects")],
    "facts from tables": [("facts", f"grid_{name}") for name in ("partnerships", "funds", "agreements", "projects")],
    "modality, merging": [("facts", "judged"), ("facts", "merged")],
    "confidence": [("batch.one", "confident")],
    "rows, evidence": [("batch.one", "provable"), ("batch.one", "paper_rows")],
    "lines of CSV": [("batch.one", "packed")],
}


def profile(sources: Sequence[Source]) -> list[tuple[str, float]]:
    """Processor seconds of each stage of reading ``sources``, and of what lies between them."""
    options = Options()
    warm_up(options)
    packed_of(sources[0], options=options)
    gc.collect()
    spent = dict.fromkeys(STAGES, 0.0)
    started = time.process_time()
    with _timed(spent):
        for source in sources:
            packed_of(source, options=options)
    whole = time.process_time() - started
    return [*((stage, spent[stage]) for stage in STAGES), ("between", whole - sum(spent.values()))]


@contextmanager
def _timed(spent: dict[str, float]) -> Iterator[None]:
    inner: list[float] = []
    patches = [
        patch.object(module, name, _clocked(getattr(module, name), stage, spent, inner))
        for stage, functions in STAGES.items()
        for module, name in ((import_module(f"policyfacts.{home}"), name) for home, name in functions)
    ]
    try:
        for one in patches:
            one.start()
        yield
    finally:
        for one in patches:
            one.stop()


def _clocked(
    function: Callable[..., Any], stage: str, spent: dict[str, float], inner: list[float]
) -> Callable[..., Any]:
    """``function`` with its time, less that of what is clocked within it, counted for ``stage``."""

    @wraps(function)
    def clocked(*arguments: Any, **options: Any) -> Any:
        started = time.process_time()
        inner.append(0.0)
        try:
            result = function(*arguments, **options)
            return iter(list(result)) if isinstance(result, Iterator) else result
        finally:
            whole = time.process_time() - started
            spent[stage] += whole - inner.pop()
            if inner:
                inner[-1] += whole

    return clocked
