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
_MOST = 4
"""Signs that one glyph stands for at most: three letters in a ligature, and one to spare."""
_LETTERS = frozenset({"Lu", "Ll", "Lo", "Nd"})
_BLANK = " "


def overlaid(page: RawPage) -> bool:
    """Whether different letters of one piece of text are printed on one another on an open page.

    Those of a ligature share one box: they are one glyph. Accents may be printed over their letter.
    """
    same = _on_one_spot(page)
    if not same.any():
        return False
    box = page.characters.box
    apart = same & (np.abs(box[1:] - box[:-1]).max(axis=1) > _SPOT)
    return any(_is_pair(*page.characters.code[k : k + 2].tolist()) for k in np.flatnonzero(apart).tolist())


def clumped(page: RawPage) -> bool:
    """Whether one glyph of an open page is said to stand for more signs than any glyph does."""
    ends = np.flatnonzero(~np.concatenate([[False], _on_one_spot(page), [False]]))
    return bool(np.diff(ends).max() > _MOST)


def _on_one_spot(page: RawPage) -> NDArray[np.bool_]:
    """Which signs, all but the last, have the next one of their piece on their spot; none where nothing tells which
    signs are of one piece."""
    chars = page.characters
    if page.pieces is None or len(chars.code) < 2:
        return np.zeros(max(len(chars.code) - 1, 0), bool)
    own, of = ~chars.generated, page.pieces.of
    near = (np.abs(np.diff(chars.x0)) < _SPOT) & (np.abs(np.diff(chars.baseline)) < _SPOT)
    result: NDArray[np.bool_] = near & own[1:] & own[:-1] & (of[1:] == of[:-1])
    return result


def _is_pair(one: int, other: int) -> bool:
    """Whether two signs are such as are never printed on one another: two letters or figures, or one and a space."""
    first, second = (chr(code) if code < 0x110000 else "" for code in (one, other))
    letters = [bool(sign) and unicodedata.category(sign) in _LETTERS for sign in (first, second)]
    return all(letters) or (any(letters) and _BLANK in {first, second})
