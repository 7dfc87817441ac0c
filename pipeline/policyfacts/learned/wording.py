"""A paragraph as words and pairs of words: what the status of a flow is learned from.

Names are left out, so that what is learned is how a status is told, not which country or firm a coder saw: a word with
a capital counts only where a sentence begins. Years are one word, other numbers another.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator
from itertools import pairwise

from policyfacts.learned.features import Features

FORMAT = 1
"""To be raised when the features change their meaning: a model knows the format that it was fitted on."""

YEAR, NUMBER = "<year>", "<number>"
_NAME = ""
_WORDS = re.compile(r"[^\W\d_]+|\d+")
_YEAR = re.compile(r"(?:19|20)\d\d")
_BEGINNINGS = ".;:!?"


def wording(text: str) -> Features:
    """The words and the pairs of neighbouring words of ``text``, each once and with the same weight; a long paragraph
    weighs as much as a short one (the squares add up to 1)."""
    words = list(_words(text))
    told = {word for word in words if word} | {f"{one} {two}" for one, two in pairwise(words) if one or two}
    return dict.fromkeys(sorted(told), 1 / math.sqrt(len(told))) if told else {}


def _words(text: str) -> Iterator[str]:
    end = 0
    begins = True
    for match in _WORDS.finditer(text):
        word = match.group()
        begins = begins or any(sign in _BEGINNINGS for sign in text[end : match.start()])
        if word[0].isdigit():
            yield YEAR if _YEAR.fullmatch(word) else NUMBER
        else:
            yield word.lower() if begins or word.islower() else _NAME
        begins, end = False, match.end()
