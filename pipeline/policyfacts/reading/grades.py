"""How far the text of a page can be trusted: broken text layers give signs that no reader sees on the page."""

from __future__ import annotations

import numpy as np

from policyfacts.reading.characters import Characters
from policyfacts.reading.glyphs import Stream
from policyfacts.reading.languages import COMMON_WORDS

BROKEN = 0.5
"""Pages with a lower grade have a broken text layer and are read by OCR where that is installed."""
_ENOUGH_WORDS = 60
_ENOUGH_SIGNS = 40
_SEEN = (0x02, 0x09, 0x0A, 0x0D)
"""Controls that are there for what can be seen: a hyphen at a line's end, and white space."""


def grade(stream: Stream) -> float:
    """0 (garbage) to 1, from the share of signs without meaning, and, on longer pages, of letters and common words.

    Signs without meaning are U+FFFD and private ones. Where a font has no Unicode map, PDFium gives shifted or random
    signs: then letters are few, and common words none.
    """
    printed = stream.code[stream.source >= 0]
    if len(printed) < _ENOUGH_SIGNS:
        return 1.0
    odd = (printed == 0xFFFD) | ((printed >= 0xE000) & (printed <= 0xF8FF))
    value = 1.0 - min(2.0 * int(np.count_nonzero(odd)) / len(printed), 1.0)
    words = stream.text.lower().split()
    if len(words) < _ENOUGH_WORDS or not COMMON_WORDS.isdisjoint(words):
        return value
    letters = sum(map(str.isalpha, stream.text)) / max(len(printed), 1)
    if letters < 0.55:
        digits = float(((printed >= 0x30) & (printed <= 0x39)).mean())
        value = min(value, letters + digits) if letters + digits > 0.6 else min(value, 0.3)
    return value


def told(characters: Characters) -> float:
    """The share, 0 to 1, of a page's printed signs of which its text layer tells more than that they are there.

    Of fonts without a Unicode map, PDFium gives NUL and other controls that nothing can be printed for.
    """
    code = characters.code[~characters.generated]
    if len(code) < _ENOUGH_SIGNS:
        return 1.0
    low = code[code < 0x20].tolist()
    return 1.0 - sum(sign not in _SEEN for sign in low) / len(code)
