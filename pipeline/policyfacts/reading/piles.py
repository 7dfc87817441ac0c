"""Signs piled on one spot: what a page says there is not what is printed on it.

Where a file has lost the widths of a font, its letters lie on one another, and PDFium gives a letter that comes again
on one spot only once: "2022" becomes "20", and nothing tells of it. Where it has lost what the glyphs of a font stand
for, one glyph may be said to stand for a whole line. No sound paper does either.
"""

from __future__ import annotations

import unicodedata

import numpy as np
from numpy.typing import NDArray

from policyfacts.reading.pdfium import RawPage

_SPOT = 0.01
"""Points: what begins as close as this begins at one spot."""
_CLOSE, _LEVEL = 0.08, 0.05
"""Ems between letters, along their line and across it, that are as good as none: PDFium takes two that are alike for
one, and no letter of any font is so narrow."""
_MOST = 4
"""Signs that one glyph stands for at most: three letters in a ligature, and one to spare."""
_LETTERS = frozenset({"Lu", "Ll", "Lo", "Nd"})
_BLANK = 0x20


def overlaid(page: RawPage) -> bool:
    """Whether different letters of one piece of text are printed on one another on an open page.

    Those of a ligature share one box: they are one glyph. Accents may be printed over their letter.
    """
    chars = page.characters
    one, em = _of_one_piece(page), chars.size[:-1]
    along, across = np.abs(np.diff(chars.x0)), np.abs(np.diff(chars.baseline))
    one &= (along < _CLOSE * em) & (across < _LEVEL * em)
    if not one.any():
        return False
    one &= np.abs(chars.box[1:] - chars.box[:-1]).max(axis=1) > _SPOT
    return any(
        _is_letter(code) and (_is_letter(after) or (after == _BLANK and along[k] < _SPOT))
        for k in np.flatnonzero(one).tolist()
        for code, after in [chars.code[k : k + 2].tolist()]
    )


def clumped(page: RawPage) -> bool:
    """Whether one glyph of an open page is said to stand for more signs than any glyph does."""
    box = page.characters.box
    one = _of_one_piece(page) & (np.abs(np.diff(box, axis=0)).max(axis=1, initial=0) < _SPOT)
    ends = np.flatnonzero(~np.concatenate([[False], one, [False]]))
    return bool(np.diff(ends).max() > _MOST)


def _of_one_piece(page: RawPage) -> NDArray[np.bool_]:
    """Which signs, all but the last, are of one piece of text with the next one; none where nothing tells."""
    count = max(len(page.characters.code) - 1, 0)
    if page.pieces is None:
        return np.zeros(count, bool)
    own, of = ~page.characters.generated, page.pieces.of
    result: NDArray[np.bool_] = own[1:] & own[:-1] & (of[1:] == of[:-1])
    return result


def _is_letter(code: int) -> bool:
    """Whether a sign is a letter or a figure."""
    return code < 0x110000 and unicodedata.category(chr(code)) in _LETTERS
