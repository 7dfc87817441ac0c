"""Text layers that say other letters than those printed are not taken for what is on the page."""

from __future__ import annotations

import random
import string
from pathlib import Path

import numpy as np
import pytest

from policyfacts.errors import NoTextLayer
from policyfacts.reading import ocr, read
from policyfacts.reading.grades import overprinted, says_other_letters
from policyfacts.reading.outcomes import DOUBLE
from policyfacts.tables.standing import standing
from tests.pdfs import beside, hostile

pytestmark = pytest.mark.usefixtures("_no_ocr")

TEXT = " ".join(
    [beside.WORDS, beside.TYPED, "A port was opened by the president after long talks about the terms."] * 2
)
MORE = (
    "Several ministries take part, and the embassies report on progress from time to time. A loan for the railway was "
    "signed in the capital. Those who had asked for lower interest were given a longer term, which their parliament "
    "approved before the end of the year, although some of its members had doubts about how it would be repaid."
)
SHIFTS = (1, 2, 3, 4, 5, 7, 13, -1, -2, -3, -5, -29)


@pytest.fixture
def _no_ocr(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ocr, "tesseract", lambda: "")


def shifted(text: str, by: int) -> str:
    """The text with all signs that are no spaces moved, but for those that would be controls."""
    moved = (" " if sign == " " else chr(ord(sign) + by) if ord(sign) + by > 0x20 else "" for sign in text)
    return "".join(sign for sign in moved if sign not in "()\\\x7f" and (sign < "\x7f"))


def scrambled(text: str, seed: int) -> str:
    letters = list(string.ascii_lowercase)
    random.Random(seed).shuffle(letters)
    whole = "".join(letters)
    return text.translate(str.maketrans(string.ascii_letters, whole + whole.upper()))


def told(tmp_path: Path, *pages: str) -> str:
    """What is said of a paper of such pages."""
    path = tmp_path / "paper.pdf"
    path.write_bytes(beside.pages(*pages))
    try:
        paper = read(path)
    except NoTextLayer as exc:
        return str(exc)
    assert set(paper.text.split()) <= set(TEXT.split())
    return ": ".join(standing(paper))


@pytest.mark.parametrize("by", SHIFTS)
def test_shifted_letters(tmp_path: Path, by: int) -> None:
    assert told(tmp_path, shifted(TEXT, by)).startswith("paper.pdf: the text layer is broken: install tesseract")
    said = told(tmp_path, TEXT, shifted(TEXT, by))
    assert said.startswith("partly read: pages 2: the text layer is broken: install tesseract")


@pytest.mark.parametrize("seed", [0, 1, 2, 3])
def test_scrambled_letters(tmp_path: Path, seed: int) -> None:
    assert "pages 2: the text layer is broken" in told(tmp_path, TEXT, scrambled(TEXT, seed))


def test_nearly_all_ways_to_scramble_letters_are_noticed() -> None:
    long = f"{TEXT} {MORE}"
    assert sum(says_other_letters(scrambled(long, seed)) for seed in range(200)) >= 180
    assert not says_other_letters(long)


@pytest.mark.parametrize(
    "text",
    [
        TEXT,
        TEXT.upper(),
        "USD EUR JPY CNY GBP AUD CAD CHF SEK NOK DKK PLN CZK HUF RON BGN TRY ZAR " * 5,
        "Bhutan Brunei Djibouti Kyrgyzstan Kiribati Vanuatu Qatar Mozambique Zimbabwe Uzbekistan " * 8,
        "Les deux gouvernements ont signé un accord sur les échanges et le ministre a promis un prêt. " * 6,
        "Obe vlady podepsaly dohodu o obchodu a ministr slibil pujcku na dalnici ktera spojuje mesto s hlavnim " * 6,
        "Mindket kormany megallapodast irt ala, es a miniszter hitelt igert a vasutra, amely a varosba visz. " * 6,
        "Molemmat hallitukset allekirjoittivat sopimuksen, ja ministeri lupasi lainan radalle satamaan. " * 6,
        "Serikali hizo mbili zilitia saini makubaliano ya biashara na waziri aliahidi mkopo kwa ajili ya reli. " * 6,
        "12.5 310 45.1 2016 99 7 " * 20,
    ],
)
def test_what_is_only_strange_is_kept(text: str) -> None:
    assert not says_other_letters(text)


@pytest.mark.parametrize("by", SHIFTS)
def test_one_of_two_fonts_is_garbled(tmp_path: Path, by: int) -> None:
    path = tmp_path / "paper.pdf"
    font = hostile.FONT.replace(b"Helvetica", b"Times-Roman")
    upper = beside.shown(TEXT)
    lower = beside.shown(shifted(TEXT, by), at=(60, 500)).replace(b"/F ", b"/G ", 1)
    resources = b"/Font << /F 5 0 R /G 8 0 R >>"
    data = beside.paper(upper + b" " + lower, extra={8: font}).replace(b"/Font << /F 5 0 R >>", resources)
    path.write_bytes(data)
    assert standing(read(path))[1].startswith("pages 1: the text layer is broken: install tesseract")


@pytest.mark.parametrize(
    ("dropped", "lost"),
    [
        ([0, 0, 1] * 100, True),
        ([0, 0, 0, 1] * 100, True),
        ([0, 0, 0, 0, 1, 0, 0, 1] * 40, True),
        ([0, 1] * 150, False),  # each sign printed twice
        ([0] * 150 + [1] * 150, False),  # the page printed twice
        ([0] * 150 + [1] * 300, False),  # three times
        ([0] * 150 + [1] * 750, True),  # six times
        ([0] * 20 + [1] * 5 + [0] * 20 + [1] * 8, False),  # some words printed twice
        ([0] * 300, False),
        ([0] * 300 + [0, 1] * 10, False),
        ([1, 0, 0, 0], False),
        ([], False),
    ],
)
def test_letters_that_lie_on_one_another(dropped: list[int], lost: bool) -> None:
    fates = np.array([*dropped, 0], np.uint8) * DOUBLE
    assert overprinted(fates.astype(np.uint8)) == lost
