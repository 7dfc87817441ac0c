"""One paper, from its file to its rows, and what stands for one that could not be read."""

from __future__ import annotations

import re
from dataclasses import replace

import numpy as np

from policyfacts.batch.options import Options
from policyfacts.batch.papers import Source
from policyfacts.errors import KnowledgeError, ModelError, ReadingError
from policyfacts.facts import facts
from policyfacts.knowledge import activate
from policyfacts.knowledge.searches import compile_all, prepare
from policyfacts.language import paper_mentions, unsearched, with_unread
from policyfacts.learned import believed, confident
from policyfacts.learned.candidates import missing
from policyfacts.reading import read_bytes
from policyfacts.records import CharacterMap, Page, Paper, Passage
from policyfacts.sources import bytes_of, sha256_of
from policyfacts.tables import PaperRows, failed_rows, packed, paper_rows, provable
from policyfacts.tables.packed import to_bytes

_STEERING = re.compile(r"[\x00-\x1f\x7f-\x9f\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff]")
_LOCKED = b"/Encrypt"  # stands in the trailer, which is never compressed
_SAMPLE = (
    "In May 2017 Norland and Peru established a strategic partnership. Peru signed a trade agreement with Chile on "
    "4 June 2018. The Norland Fund lent Peru $2 billion for a dam, which was completed in 2019 and generates 30 MW. "
    "The presidents of Peru and Chile met in Lima. In 2018 Peru completed the Norland Railway, and construction of the "
    "Norland Port started. The Norland Railway cost $3 billion."
)


def packed_of(source: Source, *, options: Options) -> bytes:
    """What ``rows_of`` returns, as the bytes that travel between processes and are kept in the store."""
    try:
        return to_bytes(packed(rows_of(source, options=options)))
    except (ModelError, KnowledgeError):
        raise
    except Exception as exc:
        return to_bytes(packed(_fault(source, exc)))


def rows_of(source: Source, *, options: Options) -> PaperRows:
    """The rows of one paper. A paper that cannot be read is a row that says why, never an exception.

    Raises ``ModelError`` and ``KnowledgeError``, which every other paper would meet too.
    """
    try:
        activate(options.knowledge)
        data = bytes_of(source.at)
    except ReadingError as exc:
        return unread(source, str(exc))
    encrypted = _LOCKED in data
    try:
        paper = read_bytes(data, doc=source.doc, path=source.shown, password=options.password)
        paper = replace(paper, ledger=(*paper.ledger, *unsearched(paper)))
        mentions = paper_mentions(paper)
        paper = with_unread(paper)
        paper, found = provable(paper, facts(paper, mentions, parser=options.parser))
        lost = None
        if not options.rules_only:
            found = confident(paper, found, mentions, models=options.models)
            lost = missing(paper, mentions, found, models=options.models)
            paper, found = believed(paper, found, least=options.min_confidence, least_cell=options.min_cell_confidence)
        return replace(paper_rows(paper, mentions, found, missing=lost), encrypted=encrypted)
    except (ModelError, KnowledgeError):
        raise
    except ReadingError as exc:
        return replace(unread(source, str(exc), settled=True), encrypted=encrypted)
    except MemoryError:
        return unread(source, f"{source.shown}: took more memory than a paper may: leave it out, or split it")
    except RecursionError:
        return unread(source, f"{source.name}: nested too deeply: open it in a viewer and save it anew", settled=True)
    except Exception as exc:
        return _fault(source, exc)


def warm_up(options: Options) -> None:
    """Load the parser, the knowledge and the models, so that workers forked from this process have them.

    Raises ``ModelError`` and ``KnowledgeError``.
    """
    count = len(_SAMPLE)
    paper = Paper(
        doc="sample",
        path="",
        sha256="",
        text=_SAMPLE,
        pages=(Page(1, 595, 842),),
        passages=(Passage(0, count, "prose"),),
        characters=CharacterMap(np.ones(count, np.int32), np.zeros((count, 4), np.float32)),
    )
    activate(options.knowledge)
    found = facts(paper, paper_mentions(paper), parser=options.parser)
    if not options.rules_only:
        missing(paper, [], confident(paper, found, models=options.models), models=options.models)
    prepare()


def warm_up_for_many() -> None:
    """Get ready what some papers need and others do not: all patterns, and what reading loads with its first table."""
    compile_all()
    import numpy.ma  # noqa: F401
    import pdfplumber.table  # noqa: F401


def unread(source: Source, error: str, *, settled: bool = False) -> PaperRows:
    """The one row of a paper that could not be read; ``settled`` where trying again would come to the same.

    What would steer a terminal is out of its ``error``.
    """
    error = _STEERING.sub("_", error)
    failed = failed_rows(source.doc, path=source.shown, sha256=sha256_of(source.at), error=error)
    return replace(failed, settled=settled)


def _fault(source: Source, exc: Exception) -> PaperRows:
    said = f"{source.name}: {type(exc).__name__}: {exc}. A fault of policyfacts: please report it."
    return unread(source, said, settled=not isinstance(exc, MemoryError))
