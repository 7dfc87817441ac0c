"""Looks at each amount found in real papers: is a piece of its number left beside it, and what tells its currency?

    python -m tests.benchmarks.sums [PATH...]
    (default: corpus/papers, and papers, digests and releases in ../shared where they are)

PATHs are folders of PDFs, or files of releases (.jsonl with a ``text`` a line). Prints totals a PATH, and the amounts
that fail with a few characters around them.
"""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from policyfacts.language import readable
from policyfacts.reading import read
from policyfacts.records import Money
from policyfacts.values.amounts import document_dollar, find_amounts
from policyfacts.values.currencies import DOLLARS, currencies

ROOT = Path(__file__).resolve().parents[2]
SHARED = ROOT.parent / "shared"
TEXTS = (
    ROOT / "corpus" / "papers",
    SHARED / "papers",
    SHARED / "digests" / "papers",
    SHARED / "releases" / "us-state-department-2021-2022.jsonl",
)
_SCALE = r"(?:[Tt]housand|[MmBb]illion|[Tt]rillion|[Cc]rore|[Ll]akh)"
_DIGIT = r"[0-9½¼¾⅓⅔]"
# What stands before an amount that begins with its number, with its sign, or with either.
_BEFORE_NUMBER = re.compile(rf"{_DIGIT}\Z|[0-9][.,]\Z|[0-9][ ]?{_SCALE} \Z|(?<![\w.,/$€-])[0-9]{{1,3}} \Z")
_BEFORE_SIGN = re.compile(r"[0-9]\Z")
_MINUS = re.compile(r"(?<![0-9])(?:^|(?<![0-9mna])[\s(])[-\u2212]\Z|\b(?:minus|negative) \Z")
# What stands behind one that ends with a scale word, and with a digit.
_AFTER = re.compile(rf"{_DIGIT}|[ -]?{_SCALE}(?!s? of)|\+|[a-z]")
_AFTER_DIGIT = re.compile(
    rf"{_AFTER.pattern}|[ ]?[½¼¾⅓⅔]|[.,][0-9]|[ ][1-9]/[2-9](?![\d/])|[ ][0-9]{{1,3}}[ ]?{_SCALE}|[ ]0"
    rf"|[ ]?[.,][ ]?[0-9]{{1,3}}[ ]{_SCALE}"
)
_LISTED = re.compile(rf"[ ]?(?:,|and|or|to)[ ][^.;]{{0,60}}{_SCALE}|m\b|bn\b")


class Found(NamedTuple):
    """An amount at ``text[start:end]`` of a passage of a paper, whose text is ``whole``."""

    text: str
    start: int
    end: int
    money: Money
    whole: str

    @property
    def shown(self) -> str:
        return f"{self.text[max(0, self.start - 20) : self.start]}[{self.words}]{self.text[self.end : self.end + 20]}"

    @property
    def words(self) -> str:
        return self.text[self.start : self.end]


def outside(found: Found) -> str:
    """The piece of the number of ``found`` that stands outside its text; empty where there is none.

    What follows a space and a number of its own ("in phase 2 5 million dollars") is judged by the words before it.
    """
    number_first = found.words[0].isdigit() or found.words[0].islower()
    back = max(0, found.start - 24)
    for pattern in (_MINUS, _BEFORE_NUMBER if number_first else _BEFORE_SIGN):
        before = pattern.search(found.text, back, found.start)
        if before and not _labelled(found.text, before.start()):
            return before[0]
    if not re.search(rf"(?:{_DIGIT}|{_SCALE})\Z", found.words):
        return ""
    ends_in_digit = re.search(rf"{_DIGIT}\Z", found.words)
    after = (_AFTER_DIGIT if ends_in_digit else _AFTER).match(found.text, found.end)
    return after[0] if after and not _LISTED.match(found.text, found.end) else ""


def _labelled(text: str, end: int) -> bool:
    return re.search(r"(?:[A-Z][\w.]*|phase|page|no\.)[ \n]$", text[max(0, end - 20) : end]) is not None


def told(found: Found) -> bool:
    """Whether the paper tells the currency of ``found``: by a sign, code or noun of its own, or, where several
    countries share it, by one of these; a bare dollar by what the paper means with it. No currency claims none.
    """
    known, code = currencies(), found.money.currency
    own = [token for token, codes in known.meanings.items() if codes == (code,) and token not in DOLLARS]
    signs = "|".join(re.escape(token) for token in own)
    if not code or (code == "USD" and re.search(r"\$|dollar", found.whole)):
        return True
    if re.search(rf"(?<![^\W\d_])(?:{signs})(?![^\W\d_])", found.whole):
        return True
    return bool(known.named(found.whole, (code,)))


def amounts(path: Path) -> Iterator[Found]:
    """The amounts of a PDF, or of each release in a file of them."""
    if path.suffix == ".jsonl":
        texts = [json.loads(line)["text"] for line in path.read_text(encoding="utf-8").splitlines()]
        passages = [(text, text) for text in texts]
    else:
        paper = read(path)
        passages = [(paper.text[passage.start : passage.end], paper.text) for passage in readable(paper)]
    for text, whole in passages:
        for mention in find_amounts(text, dollar=document_dollar(whole), whole=whole):
            assert isinstance(mention.value, Money)
            yield Found(text, mention.start, mention.end, mention.value, whole)


def main(paths: Sequence[Path]) -> None:
    for path in paths:
        files = sorted(path.glob("*.pdf")) if path.is_dir() else [path]
        found = [one for file in files for one in amounts(file)]
        cut, untold = [one for one in found if outside(one)], [one for one in found if not told(one)]
        print(
            f"{path}: {len(found)} amounts, {len(cut)} with a piece left beside them, {len(untold)} untold currencies"
        )
        for one in (*cut, *untold):
            print(f"  {one.shown!r} {one.money.currency}")


if __name__ == "__main__":
    main([Path(name) for name in sys.argv[1:]] or [path for path in TEXTS if path.exists()])
