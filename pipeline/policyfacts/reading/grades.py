"""How far the text of a page can be trusted: broken text layers give signs that no reader sees on the page."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from policyfacts.reading.characters import Characters
from policyfacts.reading.glyphs import Stream
from policyfacts.reading.languages import COMMON_WORDS
from policyfacts.reading.outcomes import DOUBLE

BROKEN = 0.5
"""Pages with a lower grade have a broken text layer and are read by OCR where that is installed."""
DOUBTFUL = 0.3
"""The grade of pages whose signs are right, but not all of those printed."""
_ENOUGH_WORDS = 60
_FEW_WORDS = 12
_USUAL = frozenset("etaoinsrhld")
_LEAST_USUAL = 0.54
"""The share of these letters in a text of any Latin language; in names and codes it is hardly less."""
_RARE = frozenset("jqx")
_MOST_RARE = 0.08
_VOWELS = frozenset("aeiouy")
_SILENT = 0.08
"""The share of words without a vowel that no language reaches, abbreviations apart."""
_IN_PART = 0.4
"""The grade of pages one of whose fonts is garbled."""
_SHIFTS = (*range(-40, 0), *range(1, 41))
_CHANCE = 0.1
"""The most common words that there are among words of which none is meant; in a text they are a third."""
_SURE = 0.12
_ENOUGH_SIGNS = 40
_LEAST_LOST, _MOST_LOST = 0.1, 0.4
_TOO_OFTEN = 0.7
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
    if garbled(stream):
        return 0.0
    if len(np.unique(stream.style)) > 1 and any(says_other_letters(text) for text in _by_font(stream)):
        return min(value, _IN_PART)
    words = stream.text.lower().split()
    if len(words) < _ENOUGH_WORDS or not COMMON_WORDS.isdisjoint(words):
        return value
    letters = sum(map(str.isalpha, stream.text)) / max(len(printed), 1)
    if letters < 0.55:
        digits = float(((printed >= 0x30) & (printed <= 0x39)).mean())
        value = min(value, letters + digits) if letters + digits > 0.6 else min(value, 0.3)
    return value


def garbled(stream: Stream) -> bool:
    """Whether a page's letters are other ones than those printed, all over it."""
    return says_other_letters(stream.text)


def _by_font(stream: Stream) -> Iterator[str]:
    """What a page says in each of its fonts, where that is much."""
    for font in np.unique(stream.style):
        code = stream.code[stream.style == font]
        if len(code) > _ENOUGH_WORDS:
            yield code.astype("<u4").tobytes().decode("utf-32-le", "replace")


def says_other_letters(text: str) -> bool:
    """Whether a text has the look of one whose letters were exchanged for others."""
    words = text.lower().split()
    common = sum(word in COMMON_WORDS for word in words)
    if len(words) < _FEW_WORDS or common > _CHANCE * len(words):
        return False
    return _shifted(text, common) or (len(words) >= _ENOUGH_WORDS and _scrambled(text))


def _shifted(text: str, chance: int) -> bool:
    """Whether common words appear once all codes are moved by the same number, as those of fonts whose glyphs are
    numbered and not named are. ``chance``: how many there are as it is."""
    codes = np.frombuffer(text.encode("utf-32-le", "replace"), np.uint32).astype(np.int64)
    if np.count_nonzero(codes < 0x100) < 0.5 * len(codes):
        return False
    spaces = codes <= 0x20
    for shift in _SHIFTS:
        moved = np.where(spaces, 0x20, np.clip(codes + shift, 0x20, 0xD7FF)).astype("<u4")
        words = moved.tobytes().decode("utf-32-le").lower().split()
        common = [word for word in words if word in COMMON_WORDS]
        if len(common) >= max(3, 2 * chance, _SURE * len(words)) and len({w for w in common if len(w) > 2}) > 1:
            return True
    return False


def _scrambled(text: str) -> bool:
    """Whether the letters of a text are exchanged for one another: letters that are common everywhere are rare in it,
    or words have no vowels."""
    words = [word for word in text.split() if word.islower()]  # names and codes follow no language
    letters = [sign for word in words for sign in word if "a" <= sign <= "z"]
    foreign = sum(sign.isalpha() for word in words for sign in word) - len(letters)
    if len(letters) < 3 * _ENOUGH_SIGNS or foreign > len(letters):
        return False
    usual, rare = (sum(sign in some for sign in letters) / len(letters) for some in (_USUAL, _RARE))
    words = [word for word in words if len(word) > 3 and word.isascii() and word.isalpha()]
    silent = sum(_VOWELS.isdisjoint(word) for word in words)
    return usual < _LEAST_USUAL or rare > _MOST_RARE or silent > max(_SILENT * len(words), 3)


def overprinted(fates: NDArray[np.uint8]) -> bool:
    """Whether so many single signs of a page were left out as overprint that they were none: in fonts whose widths the
    file does not tell, letters lie on one another. ``fates``: of the page's characters, as the ledger has them.

    What is meant to look bold is printed twice or thrice as a whole, word by word or sign by sign; a page that is
    printed more often than that is a damaged one, whose printings differ.
    """
    double = fates[:-1] == DOUBLE
    count = int(np.count_nonzero(double))
    runs = int(np.count_nonzero(double[1:] & ~double[:-1])) + int(double[:1].any())
    share = count / max(len(double), 1)
    if share > _TOO_OFTEN:
        return count > _ENOUGH_SIGNS
    return count > _ENOUGH_SIGNS and _LEAST_LOST < share < _MOST_LOST and count < 2 * runs


def told(characters: Characters) -> float:
    """The share, 0 to 1, of a page's printed signs of which its text layer tells more than that they are there.

    Of fonts without a Unicode map, PDFium gives NUL and other controls that nothing can be printed for.
    """
    code = characters.code[~characters.generated]
    if len(code) < _ENOUGH_SIGNS:
        return 1.0
    low = code[code < 0x20].tolist()
    return 1.0 - sum(sign not in _SEEN for sign in low) / len(code)
