"""What becomes of each of PDFium's characters, as the books of reading keep it until the ledger is written.

From ``KEPT`` on: kept as part of a passage, ``KEPT`` + the index of its kind. All others but accents are left out.
"""

from __future__ import annotations

PENDING, SPACE, SILENT, DOUBLE, OUTSIDE, HYPHEN, MARKER, HEAD, NUMBER, REPEATED, ACCENT = range(11)
WATERMARK, LINE_NUMBER = 11, 12
INVISIBLE, SWITCHED_OFF, CLIPPED, COVERED, PALE, TINY, SECOND_LAYER = range(13, 20)
SYMBOL = 20
KEPT = 21

LEFT_OUT = {
    PENDING: ("other", "not part of any line"),
    SPACE: ("white space", "the text has its own spaces"),
    SILENT: ("control signs", "nothing is printed for them"),
    DOUBLE: ("overprint", "the same sign printed twice on one spot"),
    OUTSIDE: ("outside", "beyond the edge of the page"),
    HYPHEN: ("line-end hyphens", "the word is put together again"),
    MARKER: ("note markers", "raised figures and signs that point to a note"),
    HEAD: ("running head", "repeated at the edge of the pages"),
    NUMBER: ("page number", "the number of the page"),
    SYMBOL: ("symbol", "symbol of a document, at the edge of the pages"),
    REPEATED: ("repeated heading", "headings of columns printed again where a table goes on"),
    WATERMARK: ("watermark", "large letters printed across the text"),
    LINE_NUMBER: ("line numbers", "figures in the margin that count the lines"),
    INVISIBLE: ("invisible text", "written so that nothing of it is shown, and no picture shows it either"),
    SWITCHED_OFF: ("hidden layer", "on a layer that is switched off"),
    CLIPPED: ("clipped text", "cut away by the frame that it stands in"),
    COVERED: ("covered text", "what is drawn over it hides it"),
    PALE: ("text without contrast", "in the colour of its ground"),
    TINY: ("tiny text", "too small to be seen"),
    SECOND_LAYER: ("second text layer", "the same words stand in the text that is read"),
}
"""Region and reason, for the ledger, of what is left out."""

KEPT_AS = {
    "contents": "table of contents: no sums and no facts are looked for in it",
    "reference": "list of references or note that only cites: nothing is looked for in it",
    "front": "front matter: the body, the symbol, the date of issue, the authors",
}
"""What the ledger says of passages that are kept in the text, but are no source of facts."""
