"""One paper, from its file to its rows."""

from __future__ import annotations

from dataclasses import replace

from policyfacts.batch.options import Options
from policyfacts.batch.papers import Source, sha256_of
from policyfacts.errors import KnowledgeError, ModelError, ReadingError
from policyfacts.facts import facts
from policyfacts.language import paper_mentions
from policyfacts.reading import read
from policyfacts.tables import PaperRows, failed_rows, paper_rows, provable


def rows_of(source: Source, *, options: Options) -> PaperRows:
    """The rows of one paper. A paper that cannot be read is a row that says why, never an exception.

    Raises ``ModelError`` and ``KnowledgeError``, which every other paper would meet too.
    """
    try:
        paper = read(source.path, doc=source.doc, password=options.password)
        paper = replace(paper, path=source.shown)
        mentions = paper_mentions(paper)
        paper, found = provable(paper, facts(paper, mentions, parser=options.parser))
        return paper_rows(paper, mentions, found)
    except (ModelError, KnowledgeError):
        raise
    except ReadingError as exc:
        return unread(source, str(exc))
    except (Exception, RecursionError, MemoryError) as exc:
        return unread(source, f"{source.shown}: {type(exc).__name__}: {exc}. A fault of policyfacts: please report it.")


def unread(source: Source, error: str) -> PaperRows:
    """The one row of a paper that could not be read."""
    return failed_rows(source.doc, path=source.shown, sha256=sha256_of(source.path), error=error)
