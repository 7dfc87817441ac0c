"""Mutants of the corpus' papers: what transfers that break, bad disks and people who mean harm make of a file.

A mutant follows from its number alone, so that one that breaks something can be made again.
"""

from __future__ import annotations

import io
import random
import re
from collections.abc import Callable
from functools import cache
from pathlib import Path

import pikepdf

_NUMBERS = (
    b"0",
    b"-1",
    b"1",
    b"65536",
    b"2147483647",
    b"-2147483648",
    b"4294967296",
    b"99999999999999",
    b"1e38",
    b".5",
)
_NUMBER = re.compile(rb"(?<![\w.])-?\d+(?:\.\d+)?(?![\w.])")
_NAME = re.compile(rb"/[A-Za-z]\w+")
_OPERATOR = re.compile(rb"(?<=[\s\])>])(?:T[jJdDmfcwzL*]|re|cm|Do|q|Q|BT|ET|W|n|gs|rg|BDC|EMC)(?=\s)")

Change = Callable[[bytearray, random.Random], bytes]


def mutant(corpus: Path, number: int) -> bytes:
    """The mutant of a number."""
    chance = random.Random(number)
    data = two_pages(chance.choice(_papers(corpus)), chance.random() < 0.5, chance.randrange(3))
    for _ in range(chance.choice((1, 1, 1, 2, 3))):
        data = chance.choice(CHANGES)(bytearray(data), chance)
    return data


@cache
def _papers(corpus: Path) -> tuple[Path, ...]:
    return tuple(sorted(corpus.glob("*.pdf")))


@cache
def two_pages(path: Path, plain: bool, first: int) -> bytes:
    """Two pages of a paper; ``plain``: with streams unpacked, so that what is changed is what is drawn."""
    out = io.BytesIO()
    with pikepdf.open(path) as pdf:
        kept = min(first, len(pdf.pages) - 2)
        del pdf.pages[kept + 2 :]
        del pdf.pages[:kept]
        pdf.remove_unreferenced_resources()
        if plain:
            modes = pikepdf.StreamDecodeLevel.generalized, pikepdf.ObjectStreamMode.disable
            pdf.save(
                out,
                compress_streams=False,
                stream_decode_level=modes[0],
                object_stream_mode=modes[1],
                deterministic_id=True,
            )
        else:
            pdf.save(out, deterministic_id=True)
    return out.getvalue()


def _block(data: bytearray, chance: random.Random) -> slice:
    start = chance.randrange(len(data))
    return slice(start, start + chance.choice((1, 10, 100, 1000, 10_000)))


def _flips(data: bytearray, chance: random.Random) -> bytes:
    for _ in range(chance.choice((1, 3, 10, 40))):
        data[chance.randrange(len(data))] ^= 1 << chance.randrange(8)
    return bytes(data)


def _cut(data: bytearray, chance: random.Random) -> bytes:
    return bytes(data[: chance.randrange(1, len(data))])


def _hole(data: bytearray, chance: random.Random) -> bytes:
    block = _block(data, chance)
    data[block] = chance.choice((b"\0", b" ", b"\xff", b"9")) * len(data[block])
    return bytes(data)


def _noise(data: bytearray, chance: random.Random) -> bytes:
    block = _block(data, chance)
    data[block] = chance.randbytes(len(data[block]))
    return bytes(data)


def _drop(data: bytearray, chance: random.Random) -> bytes:
    del data[_block(data, chance)]
    return bytes(data) or b"%PDF-"


def _twice(data: bytearray, chance: random.Random) -> bytes:
    block = _block(data, chance)
    data[block.start : block.start] = data[block] * chance.choice((1, 2, 50))
    return bytes(data)


def _swap(data: bytearray, chance: random.Random) -> bytes:
    one, other = sorted((chance.randrange(len(data)), chance.randrange(len(data))))
    size = chance.choice((1, 50, 2000))
    return bytes(
        data[:one]
        + data[other : other + size]
        + data[one + size : other]
        + data[one : one + size]
        + data[other + size :]
    )


def _spliced(data: bytearray, chance: random.Random) -> bytes:
    start = chance.randrange(len(data))
    other = bytearray(data)
    chance.shuffle(blocks := [other[n : n + 4096] for n in range(0, len(other), 4096)])
    return bytes(data[:start]) + b"".join(blocks)[start:]


def _tokens(pattern: re.Pattern[bytes], others: tuple[bytes, ...] = ()) -> Change:
    """Puts others in the place of some tokens: given ones, or such as the file has elsewhere."""

    def change(data: bytearray, chance: random.Random) -> bytes:
        found = [match.span() for match in pattern.finditer(data)]
        if not found:
            return bytes(data)
        for _ in range(chance.choice((1, 1, 5, 30))):
            start, end = chance.choice(found)
            new = chance.choice(others) if others else bytes(data[slice(*chance.choice(found))])
            data[start:end] = new.ljust(end - start)[: max(end - start, len(new) if chance.random() < 0.3 else 0)]
        return bytes(data)

    return change


CHANGES: tuple[Change, ...] = (
    _flips, _cut, _hole, _noise, _drop, _twice, _swap, _spliced,
    _tokens(_NUMBER, _NUMBERS), _tokens(_NUMBER), _tokens(_NAME), _tokens(_OPERATOR),
)  # fmt: skip
