"""Arabic and Hebrew words among English ones: each in its order, and the English as it stands."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.pdfs import made
from tests.pdfs.accounts import read

ENGLISH = (
    "The paper looks at how the two governments have worked together over the last years, and what remains to be done "
    "in energy, transport and trade. Officials on both sides hold that the work goes on as planned."
)
SENTENCES = [
    "Egypt and China (مصر والصين) signed an agreement on 5 May 2017 worth USD 120 million.",
    "The word معاهدة stands for a treaty, and اتفاق for an agreement of 11 June 2018.",
    "Kenya (كينيا) and Mali (مالي) met in 2014, 2015 and 2016.",
    "The sum of 120 مليون was paid in 2019.",
    "Its name, الاتفاقية, is that of 3 March 2001.",
    "They said شكرا and left on 4 April 2004.",
]
ARABIC = [
    "وقعت مصر والصين اتفاقا",
    "في 5 مايو 2017 بقيمة 120 مليون دولار",
    "المادة 14 من الاتفاقية",
    "كينيا ومالي وتوغو",
]


def _read(path: Path, text: str, width: int) -> str:
    """What is read of a page in the one font of typst's that has Arabic letters."""
    path.write_bytes(
        made.compiled(
            f'#set page(width: {width}mm, height: 160mm)\n#set text(font: "DejaVu Sans Mono", size: 9pt)\n' + text
        )
    )
    return " ".join(read(path).text.split())


@pytest.mark.parametrize("width", [100, 140, 210])
@pytest.mark.parametrize("sentence", SENTENCES)
def test_words_written_to_the_left(tmp_path: Path, sentence: str, width: int) -> None:
    escaped = sentence.replace("(", "\\(").replace(")", "\\)")
    text = _read(tmp_path / "page.pdf", f"{ENGLISH}\n\n{escaped}\n\n{ENGLISH}", width)
    assert text == f"{ENGLISH} {sentence} {ENGLISH}"


@pytest.mark.parametrize("width", [140, 210])
@pytest.mark.parametrize("line", ARABIC)
def test_lines_written_to_the_left(tmp_path: Path, line: str, width: int) -> None:
    body = f"{ENGLISH}\n\n#[#set text(dir: rtl)\n{line}]\n\n{ENGLISH}"
    assert _read(tmp_path / "page.pdf", body, width) == f"{ENGLISH} {line} {ENGLISH}"
