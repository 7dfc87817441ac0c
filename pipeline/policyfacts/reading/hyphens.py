"""Hyphens at line ends: printed by the typesetter, or part of the word?

The paper's own vocabulary decides, without the pieces at line ends. Where it is silent, two words that stand in it
each by itself, or are common English ones, keep their hyphen (second-largest), unless English writes them as one
(framework).
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from functools import cache
from pathlib import Path

from policyfacts.reading.glyphs import HYPHEN_MARK

LINE_END = (chr(HYPHEN_MARK), "-", "\u2010")
_MARKS = (chr(HYPHEN_MARK), "\u2010", "\u2011")
_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?(?:-[^\W\d_]+)*")
_LAST = re.compile(r"([^\W\d_]+(?:-[^\W\d_]+)*)$")
_FIRST = re.compile(r"^([^\W\d_]+)")
_ADDRESS = re.compile(r"(?:https?://|www\.|doi\.org/|doi:\s?10\.)\S*$", re.IGNORECASE)
_LINKS = frozenset("to of the and in by for on up a at".split())
"""Words in the middle of chains such as state-of-the-art."""
_PREFIXES = frozenset("non anti self ex quasi pro well mid co".split())
_SOLID_PREFIXES = frozenset("inter sub super counter trans multi".split())
"""What is put before words without a hyphen, and stands by itself too."""
_SUFFIXES = frozenset(
    "able ability abilities ably age ages ally ant ants ate less ing ings ism ship ships hood ward wards fold".split()
)
"""Endings that stand by themselves too."""
_COMPOUNDING = frozenset("low high long short middle".split())
"""Adjectives that begin many compounds with a hyphen: low-income, long-term."""
_ENDINGS = ("er", "est", "ly", "ness", "ing", "en", "age", "ish")


def vocabulary(lines: Iterable[str]) -> Counter[str]:
    """How often each word occurs, in lower case, apart from the pieces at line ends."""
    whole: list[str] = []
    words: Counter[str] = Counter()
    broken = False
    for text in lines:
        before, broken = broken, text.endswith(LINE_END)
        if before or broken:
            found = _words(text)
            words.update(found[before : len(found) - broken])
        else:
            whole.append(text)
    words.update(_words("\n".join(whole)))
    return words


def _words(text: str) -> list[str]:
    """The words of a line, or of lines parted by line breaks, in lower case."""
    return _WORD.findall(_plain(text.lower()))


def _plain(text: str) -> str:
    """``text`` with all hyphens as on a keyboard."""
    for mark in _MARKS:
        text = text.replace(mark, "-")
    return text


def glue(before: str, after: str, words: Counter[str]) -> tuple[str, bool]:
    """What goes between two lines of a paragraph, and whether the hyphen that ends the first goes away."""
    if not before.endswith(LINE_END):
        return ("", False) if _broken_address(before, after) else (" ", False)
    head = _plain(before[:-1])
    if not head or head.endswith(" "):
        return " ", False  # a dash by itself
    if _ADDRESS.search(before):
        return "", False
    left, right = _LAST.search(head), _FIRST.match(after)
    if left is None or right is None or not after[:1].islower():
        return "", False
    if left[1].isupper() and len(left[1]) > 1:
        return "", False  # an acronym: EU-funded
    if right[1] in _LINKS and after[right.end() :].startswith("-"):
        return "", False  # in mid-chain: out-of-date
    return "", _typeset(left[1].lower(), right[1].lower(), words)


def _typeset(first: str, second: str, words: Counter[str]) -> bool:
    whole, parted = words[first + second], words[f"{first}-{second}"]
    if whole or parted:
        return whole >= parted
    tail = first.rpartition("-")[2]
    if tail != first:
        if tail + second in solid_words():
            return True
        if tail in _LINKS:
            return False
        if words[f"{tail}-{second}"] or words[tail + second]:
            return words[tail + second] >= words[f"{tail}-{second}"]
        return not (_known(tail, words) and _known(second, words))
    if first in _PREFIXES:
        return first + second in solid_words() or not _known(second, words)
    if first in _COMPOUNDING and len(second) > 3 and not second.startswith(_ENDINGS):
        return first + second in solid_words()
    if len(first) < 3 or len(second) < 3 or first in _SOLID_PREFIXES or second in _SUFFIXES:
        return True
    return not (_known(first, words) and _known(second, words)) or first + second in solid_words()


def _known(word: str, words: Counter[str]) -> bool:
    """Whether a word stands in the paper, or is a common one or such a one's past: ``finance`` vouches for financed."""
    return bool(words[word]) or word in common_words() or word.removesuffix("d") in common_words()


@cache
def solid_words() -> frozenset[str]:
    """English words made of two words written together."""
    return _listed("solid_words.txt")


@cache
def common_words() -> frozenset[str]:
    """English words that many texts have, of three letters or more."""
    return _listed("common_words.txt")


def _listed(name: str) -> frozenset[str]:
    text = (Path(__file__).parent / name).read_text(encoding="utf-8")
    return frozenset(line for line in text.splitlines() if line and not line.startswith("#"))


def _broken_address(before: str, after: str) -> bool:
    """Whether a web address runs on over the line end: what follows looks like more of it."""
    match = _ADDRESS.search(before)
    if match is None or after[:1] in "([<":
        return False
    follows = after.split(" ", 1)[0]
    if match[0].endswith(("/", "_", "=", "?", "&", ".", "%")) and not follows[:1].isupper():
        return True
    inner = follows.rstrip(".,;)")
    return bool(re.search(r"[/_=?&%]|\w-\w|\w\.\w|\d", inner)) and not re.fullmatch(r"\(?(?:19|20)\d\d[a-z]?\)?", inner)
