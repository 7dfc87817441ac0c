"""What a file's name tells: a PDF, an archive, or a paper of another kind, which stands in the tables unread."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import PurePosixPath

PDF, ARCHIVE = ".pdf", ".zip"
OTHERS = {
    ".docx": "a Word document",
    ".doc": "a Word document",
    ".odt": "an OpenDocument text",
    ".rtf": "a rich text document",
    ".html": "a web page",
    ".htm": "a web page",
    ".txt": "a plain text",
    ".md": "a Markdown text",
    ".epub": "an e-book",
}
"""The endings of other papers than PDFs, and what they are."""
RUN = "run.json"
"""What tells a folder that holds tables of an earlier run: its texts and pages are no papers."""
COMPARED = "compare"
"""Where it has what ``compare`` told sums in, and from which rates and prices."""
_DEBRIS = ("._", "~$", ".~lock.")
"""What systems and word processors leave beside a file, under its name and ending."""


HEAD = 1024
"""Bytes: what tells a PDF stands among the first ones."""


def begins_as_pdf(head: bytes) -> bool:
    """Whether a file of which ``head`` are the first bytes, ``HEAD`` or more, may be a PDF."""
    return b"%PDF" in head[:HEAD]


def ending(name: str) -> str:
    """The ending of a file's name or path, in lower case."""
    return PurePosixPath(name.replace("\\", "/")).suffix.lower()


def is_other(name: str) -> bool:
    """Whether a file looks like a paper of another kind than PDF."""
    return ending(name) in OTHERS


def lies_as_paper(name: str) -> bool:
    """Whether a file at the path ``name`` below a named folder looks like a paper of another kind that people laid
    there: not so what programs leave beside files, or keep in folders that are hidden."""
    *folders, last = PurePosixPath(name.replace("\\", "/")).parts or ("",)
    hidden = any(part.startswith(".") and part.strip(".") for part in folders)
    return is_other(last) and not last.startswith(_DEBRIS) and not hidden and "__MACOSX" not in folders


def advice(name: str) -> str:
    """Why a paper of another kind cannot be read, and what to do."""
    return f"{OTHERS[ending(name)]}, not a PDF: save it as PDF, and name that"


def outputs_among(names: Iterable[str]) -> set[str]:
    """The folders (with ``/`` at the end; without the topmost) that hold tables of an earlier run, of all paths."""
    return {name[: -len(RUN)] for name in names if name.endswith(f"/{RUN}")}
