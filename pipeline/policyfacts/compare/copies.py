"""Which papers do not speak for themselves: copies of one another, and papers that cite one another.

Texts are held together by runs of five words (shingles; A. Z. Broder, "On the resemblance and containment of
documents", 1997), of which one in four is kept by its hash, so that many papers stay cheap.
"""

from __future__ import annotations

import re
import unicodedata
import zlib
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import combinations

import numpy as np
from numpy.typing import NDArray

_RUN = 5
_KEPT = 4
_COPIED = 0.5  # share of the shorter text that stands in the other
_FEWEST = 10  # shingles that must be common
_TITLE_WORDS = 4
_COMMON = 50  # papers in which a shingle stands, from which on it tells nothing
_WORD = re.compile(r"\w+")
_FACTORS = np.array([31**power for power in range(_RUN)], dtype=np.uint64)


@dataclass(frozen=True, slots=True)
class Tie:
    """Why two papers are not independent of one another."""

    left: str
    right: str
    why: str


def ties(texts: Mapping[str, str], titles: Mapping[str, str]) -> list[Tie]:
    """The pairs of papers that copy or cite one another; ``texts`` and ``titles`` are by paper."""
    return sorted([*_copies(texts), *_citations(texts, titles)], key=lambda tie: (tie.left, tie.right, tie.why))


def shingles(text: str) -> frozenset[int]:
    """The hashes of all runs of five words in ``text``, case and punctuation apart."""
    return frozenset(_hashes(text).tolist())


def _copies(texts: Mapping[str, str]) -> list[Tie]:
    kept: dict[str, frozenset[int]] = {}
    holders: dict[int, list[str]] = {}
    first: dict[str, str] = {}
    found = []
    for doc in sorted(texts):
        same = first.setdefault(texts[doc], doc)
        if same != doc:
            if texts[doc].strip():
                found.append(Tie(same, doc, f"{same} and {doc} have the same text"))
            continue
        hashes = _hashes(texts[doc])
        kept[doc] = frozenset(hashes[hashes % np.uint64(_KEPT) == 0].tolist())
        for value in kept[doc]:
            holders.setdefault(value, []).append(doc)
    common: Counter[tuple[str, str]] = Counter()
    for docs in holders.values():
        if 1 < len(docs) <= _COMMON:
            common.update(combinations(docs, 2))
    for (left, right), count in common.items():
        share = count / min(len(kept[left]), len(kept[right]))
        if count >= _FEWEST and share >= _COPIED:
            found.append(Tie(left, right, f"{left} and {right} have {share:.0%} of the shorter text in common"))
    return found


def _citations(texts: Mapping[str, str], titles: Mapping[str, str]) -> list[Tie]:
    plain = {doc: f" {_plain(text)} " for doc, text in texts.items()}
    found = []
    for doc, title in sorted(titles.items()):
        words = _plain(title)
        if len(words.split()) < _TITLE_WORDS:
            continue
        for other in sorted(texts):
            if other != doc and f" {words} " in plain[other]:
                left, right = sorted((doc, other))
                found.append(Tie(left, right, f"{other} names {doc} by its title"))
    return found


def _hashes(text: str) -> NDArray[np.uint64]:
    codes = np.array([zlib.crc32(word.encode()) for word in _plain(text).split()], dtype=np.uint64)
    if len(codes) < _RUN:
        return np.empty(0, dtype=np.uint64)
    runs = np.lib.stride_tricks.sliding_window_view(codes, _RUN)
    mixed = (runs * _FACTORS).sum(axis=1, dtype=np.uint64)
    spread: NDArray[np.uint64] = np.unique((mixed ^ (mixed >> np.uint64(17))) * np.uint64(0x9E3779B97F4A7C15))
    return spread


def _plain(text: str) -> str:
    folded = unicodedata.normalize("NFKC", text).casefold()
    return " ".join(_WORD.findall(folded))
