"""Labels of notes are told from the text's own figures and letters, whatever they look like."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.pdfs import made, raw
from tests.pdfs.accounts import read

PROSE = raw.lines(
    [
        "The ministers look at how the two sides have worked together over the last years, and at what",
        "remains to be done in energy, transport and trade. Officials on both sides hold that all goes on.",
    ],
    60,
    780,
)
LABELLED = [
    "China lent Kenya $320^1^ million and $4 billion^2^ in 2016^12^ for the railway.",
    "Japan gave Laos $1,000^3^ and India gave Nepal USD 5,500^4^.",
    "China lent Kenya USD 7^b^ million in 2016^a^.",
    "India lent Nepal USD 9^i^ million in 2018^ii^.",
    "France lent Togo USD 6m^c^ in 2015^d^, it is said.",
    "Norway^*^ and Peru^†^ met in 2014^‡^ in Lima.",
    "The treaty of 1999^10^ was ratified by 45^11^ states.",
    "The bank^e^ of Ghana paid EUR 25^f^ million.",
    "In 2003^iii^ the fund rose to 12^iv^ per cent.",
    "The sum was USD 1.5^1,2^ billion in 2011^3^.",
]
TEXT = [
    "They met on 5^th^ May 2017 and on the 3^rd^ of June 2018.",
    "The 1^st^ and 2^nd^ rounds ended on 22^nd^ May.",
    "The lake lost 40 km^2^ and 12 m^3^ of water.",
    "The XIX^e^ century ended there.",
]


def _plain(text: str, *, labels: bool) -> str:
    parts = text.split("^")
    return "".join(parts[::2]) if labels else "".join(parts)


def _raised(text: str, look: tuple[float, float, int]) -> str:
    size, rise, font = look
    shown = ""
    for number, part in enumerate(text.split("^")):
        small, up = (size, rise) if number % 2 else (10, 0)
        shown += f"/F{font} {small:g} Tf {up:g} Ts {raw.shown(part)} Tj "
    return f"BT 1 0 0 1 60 700 Tm {shown} ET\n"


@pytest.mark.parametrize("look", [(6, 4, 0), (7, 3.3, 1), (5, 5, 3), (8, 3, 1), (10, 3, 0), (10, 4, 2)])
@pytest.mark.parametrize(("text", "labels"), [*((t, True) for t in LABELLED), *((t, False) for t in TEXT)])
def test_labels_set_high(tmp_path: Path, text: str, labels: bool, look: tuple[float, float, int]) -> None:
    """``look``: the labels' size, how high they are set, and the font."""
    paper = read(raw.written(tmp_path / "page.pdf", raw.RawPage(PROSE + _raised(text, look))))
    assert _plain(text, labels=labels) in paper.text


@pytest.mark.parametrize("font", ["Libertinus Serif", "New Computer Modern", "DejaVu Sans Mono"])
@pytest.mark.parametrize(("text", "labels"), [*((t, True) for t in LABELLED), *((t, False) for t in TEXT)])
def test_labels_of_a_typesetter(tmp_path: Path, text: str, labels: bool, font: str) -> None:
    marked = "".join(f"#super[{part}]" if n % 2 else part for n, part in enumerate(text.replace("$", "\\$").split("^")))
    path = tmp_path / "page.pdf"
    marked = marked.replace("*", "\\*")
    path.write_bytes(made.compiled(f'#set text(font: "{font}")\nThe ministers met. {marked} They met again.'))
    assert _plain(text, labels=labels) in " ".join(read(path).text.split())


@pytest.mark.parametrize("lower", ["CO~2~ fell by 14 million tonnes in 2017.", "The H~2~O share was 11 per cent."])
def test_lowered_figures_make_no_labels_of_others(tmp_path: Path, lower: str) -> None:
    for size, fall in ((6, -2), (10, -3)):
        contents = _raised(lower.replace("~", "^"), (size, fall, 0))
        paper = read(raw.written(tmp_path / "page.pdf", raw.RawPage(PROSE + contents)))
        assert lower.replace("~", "") in paper.text
