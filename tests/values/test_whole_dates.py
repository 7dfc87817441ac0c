"""No part of a date stands outside of what is written: no digit, ordinal ending, month, calendar or second half.

Run over all papers of ``corpus/`` and, where they lie beside the checkout, over real papers and a sample of releases.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import pytest

from policyfacts import read
from policyfacts.records import Mention
from policyfacts.values.dates import find_dates
from policyfacts.values.datewords import MONTH

EVERY = 8  # of the releases, one in so many

_DASH = r"[-\u2010-\u2015\u2212~]"
_DAY = r"(?<![\w,./-])(?:0?[1-9]|[12]\d|3[01])(?: ?(?:st|nd|rd|th))?"
_YEAR = r"(?:1[89]|20)\d\d(?!\d)"
_BEFORE_ANY = re.compile(rf"(?:[^\W_]|\d[./:,]|(?<![^\W_]){MONTH}\.?[ \n]*(?:\d\d?[ \n]*)?(?:,|{_DASH}|to)?[ \n]*)$")
_BEFORE_MONTH = re.compile(rf"{_DAY}[ \n]*(?:(?:{_DASH}|to|and|of)[ \n]*)?$")
_BEFORE_YEAR = re.compile(rf"(?<![\d/.-]){_YEAR}[ \n]?(?:{_DASH}|/)[ \n]?$")
_AFTER = re.compile(
    rf"[^\W_]|[./:]\d|[ \n]?(?:st|nd|rd|th)\b|[ \n]?(?:B\.S\.|BS|E\.C\.|B\.E\.|BE|A\.H\.|AH)(?![\w.])"
    rf"|[ \n]?(?:{_DASH}|/)[ \n]?(?:\d|{MONTH}[ \n]\d)|,?[ \n]{_YEAR}"
    rf"|[ \n](?:to|until|through)[ \n](?:\d\d?[ \n]{MONTH}|{MONTH}[ \n]\d|{_YEAR})|[ \n]{MONTH}[ \n]\d"
)


def cut(text: str, found: list[Mention]) -> Iterator[str]:
    """The surroundings of each date of ``found`` that seems to go on outside of its text, and not in another date."""
    edges = [0, *(mention.end for mention in found)]
    starts = [*(mention.start for mention in found), len(text)]
    for mention, before, (_, after) in zip(found, edges, pairwise(starts), strict=False):
        ahead, behind = text[max(before, mention.start - 24) : mention.start], text[mention.end : after][:24]
        year = re.fullmatch(r"\d{4}", mention.text) is not None
        inside = (_BEFORE_YEAR if year else _BEFORE_MONTH).search(ahead)
        if _BEFORE_ANY.search(ahead) or (inside and not _numbered(ahead[: inside.start()])) or _AFTER.match(behind):
            yield text[max(0, mention.start - 30) : mention.end + 30]


def _numbered(before: str) -> bool:
    return re.search(r"\b(?:resolutions?|decisions?|No\.|of)[ \n]+$", before) is not None


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("on 3 rd May 2017", "May 2017"),
        ("on May 3, 2017", "2017"),
        ("from May 30-June 2, 2017", "June 2, 2017"),
        ("in 2016/17 only", "2016"),
        ("in 2074 B.S. there", "2074"),
        ("from 4 May to 5 June 2017", "5 June 2017"),
        ("between 2015-2018 only", "2018"),
        ("since 12 May 2014 to 3 June 2015", "12 May 2014"),
    ],
)
def test_a_cut_date_is_noticed(text: str, written: str) -> None:
    start = text.index(written)
    assert list(cut(text, [Mention("date", start, start + len(written), written, "")]))


def _cut_in(paths: list[Path]) -> list[str]:
    papers = [read(path) for path in paths]
    texts = [paper.text[p.start : p.end] for paper in papers for p in paper.passages if p.language in {"en", "und"}]
    assert texts
    return [around for text in texts for around in cut(text, find_dates(text))]


def test_no_date_of_the_corpus_is_cut(root: Path) -> None:
    assert _cut_in(sorted((root / "corpus" / "papers").glob("*.pdf"))) == []


@pytest.mark.parametrize("folder", ["papers", "digests/papers"])
def test_no_date_of_real_papers_is_cut(shared: Path, folder: str) -> None:
    assert _cut_in(sorted((shared / folder).glob("*.pdf"))) == []


def test_no_date_of_releases_is_cut(shared: Path) -> None:
    lines = [
        line for path in sorted((shared / "releases").glob("*.jsonl")) for line in path.read_text("utf-8").splitlines()
    ]
    if not lines:
        pytest.skip(f"needs the releases in {shared.name}/ beside the checkout, which are not part of this repo")
    texts = [json.loads(line)["text"] for line in lines[::EVERY]]
    assert [around for text in texts for around in cut(text, find_dates(text))] == []
