"""What nobody sees on a page is left out, and named in the ledger; what can be seen is kept, however it is drawn."""

from __future__ import annotations

import random
from decimal import Decimal
from pathlib import Path

import pytest

from policyfacts.records import Mention, Money, Paper
from policyfacts.tables import paper_rows
from tests.pdfs import raw
from tests.pdfs.accounts import read
from tests.pdfs.hostile import stream

PROSE = [
    "The ministers look at how the two sides have worked together over the last years, and at what",
    "remains to be done in energy, transport and trade. Officials on both sides hold that all goes on.",
]
SECRET = "Norway lent USD 111 million to Fiji in 2001."
_LAYERS = "/OCProperties << /OCGs [500 0 R 501 0 R] /D << /OFF [501 0 R] /Order [] >> >>"
_EXTRA = raw.Extra(
    {
        500: b"<< /Type /OCG /Name (Shown) >>",
        501: b"<< /Type /OCG /Name (Hidden) >>",
        502: stream(
            bytes(random.Random(7).choices((0, 255), k=64 * 16)),
            more=b"/Type /XObject /Subtype /Image /Width 64 /Height 16 /ColorSpace /DeviceGray /BitsPerComponent 8",
        ),
        503: stream(
            bytes(64),
            more=b"/Type /XObject /Subtype /Image /Width 8 /Height 8 /ColorSpace /DeviceGray /BitsPerComponent 8",
        ),
    },
    _LAYERS,
)
_RESOURCES = (
    "/Properties << /On 500 0 R /Off 501 0 R >> /XObject << /Noise 502 0 R /Black 503 0 R >> "
    "/ExtGState << /Faint << /ca 0.3 >> /None << /ca 0 >> /Times << /BM /Multiply >> >>"
)


def _page(path: Path, contents: str, *, rotate: int = 0) -> Paper:
    whole = raw.lines(PROSE, 60, 780) + contents
    page = raw.RawPage(whole, rotate=rotate, more=_RESOURCES)
    return read(raw.written(path / "page.pdf", page, extra=_EXTRA))


def _line(y: float = 600, *, text: str = SECRET, size: float = 10, mode: int = 0) -> str:
    return f"{mode} Tr " + raw.line(text, 60, y, size=size) + "0 Tr "


HIDDEN = {
    "white": ("text without contrast", "1 g " + _line() + "0 g"),
    "white by its components": ("text without contrast", "1 1 1 rg " + _line() + "0 g"),
    "white in CMYK": ("text without contrast", "0 0 0 0 k " + _line() + "0 g"),
    "nearly white": ("text without contrast", "0.985 g " + _line() + "0 g"),
    "black on black": ("text without contrast", "0 g 50 590 400 25 re f " + _line()),
    "blue on blue": ("text without contrast", "0 0 0.6 rg 50 590 400 25 re f " + _line() + "0 g"),
    "white on a white box": ("text without contrast", "0.2 g 40 580 450 45 re f 1 g 50 590 400 25 re f " + _line()),
    "under a black bar": ("covered text", _line() + "0 g 55 595 400 16 re f"),
    "under a tight black bar": ("covered text", _line() + "0 g 58 597.5 230 9.5 re f"),
    "under a grey bar": ("covered text", _line() + "0.5 g 55 595 400 16 re f 0 g"),
    "under a white patch": ("covered text", _line() + "1 g 55 595 400 16 re f 0 g"),
    "under a bar with a border": ("covered text", _line() + "0 g 55 595 400 16 re B"),
    "under two bars": ("covered text", _line() + "0 g 55 595 120 16 re f 174 595 200 16 re f"),
    "under a black picture": ("covered text", _line() + "q 400 0 0 16 55 595 cm /Black Do Q"),
    "clipped to another place": ("clipped text", "q 0 0 10 10 re W n " + _line() + "Q"),
    "clipped to nothing": ("clipped text", "q 100 100 0 0 re W n " + _line() + "Q"),
    "clipped to a line below": ("clipped text", "q 50 570 500 12 re W n " + _line() + "Q"),
    "clipped twice": ("clipped text", "q 0 0 595 842 re W n 20 20 30 30 re W n " + _line() + "Q"),
    "on a layer switched off": ("hidden layer", "/OC /Off BDC " + _line() + "EMC"),
    "deep in a layer switched off": ("hidden layer", "/OC /Off BDC /P << /MCID 0 >> BDC " + _line() + "EMC EMC"),
    "invisible": ("invisible text", _line(mode=3)),
    "for clipping only": ("invisible text", _line(mode=7)),
    "without any opacity": ("invisible text", "q /None gs " + _line() + "Q"),
    "half a point high": ("tiny text", _line(size=0.5)),
    "a point high": ("tiny text", _line(size=1)),
    "scaled down": ("tiny text", "q 0.05 0 0 0.05 60 600 cm " + raw.line(SECRET, 0, 0) + "Q"),
}


@pytest.mark.parametrize("rotate", [0, 90])
@pytest.mark.parametrize("name", HIDDEN)
def test_what_nobody_sees(tmp_path: Path, name: str, rotate: int) -> None:
    region, contents = HIDDEN[name]
    paper = _page(tmp_path, contents, rotate=rotate)
    assert "Norway" not in paper.text
    assert "111" not in paper.text
    assert "remains to be done in energy" in paper.text
    entry = next(entry for entry in paper.ledger if entry.region == region)
    assert entry.outcome == "left out"
    assert entry.characters == len(SECRET.replace(" ", ""))
    assert entry.reason


SEEN = {
    "white on black": "0 g 50 590 400 25 re f 1 g " + _line() + "0 g",
    "white on blue": "0 0 0.5 rg 50 590 400 25 re f 1 g " + _line() + "0 g",
    "light grey": "0.75 g " + _line() + "0 g",
    "yellow": "0.9 0.8 0 rg " + _line() + "0 g",
    "black on grey": "0.8 g 50 590 400 25 re f 0 g " + _line(),
    "outlined": "0.3 w " + _line(mode=1),
    "filled and outlined": _line(mode=2),
    "filled, and kept for clipping": "q " + _line(mode=4) + "Q",
    "in a frame drawn later": _line() + "55 595 400 16 re S",
    "under a transparent bar": _line() + "q /Faint gs 1 1 0 rg 55 595 400 16 re f Q",
    "under a marker's colour": _line() + "q /Times gs 1 1 0 rg 55 595 400 16 re f Q",
    "beside a later bar": _line() + "0 g 60 560 400 16 re f",
    "clipped to the page": "q 0 0 595 842 re W n " + _line() + "Q",
    "clipped to its line": "q 50 592 500 20 re W n " + _line() + "Q",
    "on a layer switched on": "/OC /On BDC " + _line() + "EMC",
    "tagged": "/P << /MCID 0 >> BDC " + _line() + "EMC",
    "small": _line(size=4),
    "scaled up": "q 10 0 0 10 60 600 cm " + raw.line(SECRET, 0, 0, size=1) + "Q",
    "on a picture": "q 400 0 0 40 50 585 cm /Black Do Q 1 g " + _line() + "0 g",
    "turned, white on black": "0 g 290 90 25 400 re f 1 g "
    + raw.turned(raw.line(SECRET, 0, 0), 90, x=306, y=100)
    + "0 g",
}


@pytest.mark.parametrize("name", SEEN)
def test_what_can_be_seen(tmp_path: Path, name: str) -> None:
    assert SECRET in _page(tmp_path, SEEN[name]).text


@pytest.mark.parametrize("first", [0, 14, 28])
def test_a_bar_over_part_of_a_line(tmp_path: Path, first: int) -> None:
    """Of one line, only what lies under the bar is left out."""
    text = "Courier text that is covered in part here"
    x = 60 + 6 * first
    contents = raw.line(text, 60, 600, font=2) + f"0 g {x - 0.5} 597 {6 * 13 + 1} 11 re f"
    paper = _page(tmp_path, contents)
    left = text[:first].rstrip(), text[first + 13 :].lstrip()
    assert all(part in paper.text for part in left)
    assert text[first + 2 : first + 10] not in paper.text


def _layer(offset: tuple[float, float], size: float, *, font: int = 1, mode: int = 3) -> str:
    x, y = offset
    return f"{mode} Tr " + raw.lines([*PROSE, SECRET], 60 + x, 700 + y, size=size, font=font) + "0 Tr "


@pytest.mark.parametrize("size", [9, 9.6, 10, 10.4, 11])
@pytest.mark.parametrize("offset", [(0, 0), (1.2, -1.5), (-2, 2), (3, 1)])
def test_a_layer_of_text_under_the_text(tmp_path: Path, offset: tuple[float, float], size: float) -> None:
    text = raw.lines([*PROSE, SECRET], 60, 700)
    lines = "3 Tr "
    for number, line in enumerate([*PROSE, SECRET]):
        lines += raw.line(line, 60 + offset[0], 700 + offset[1] - 14 * number, size=size, font=1)
    paper = _page(tmp_path, text + lines + "0 Tr")
    assert paper.text.count(SECRET) == 1
    assert paper.text.split() == [*" ".join(PROSE).split(), *" ".join([*PROSE, SECRET]).split()]


@pytest.mark.parametrize("size", [8, 10, 12])
@pytest.mark.parametrize("under", [True, False], ids=["invisible", "under the picture"])
def test_the_text_of_a_picture_is_read(tmp_path: Path, size: int, under: bool) -> None:
    picture = "q 500 0 0 80 50 640 cm /Noise Do Q "
    contents = picture + _layer((0, 0), size) if under else _layer((0, 0), size, mode=0) + picture
    paper = _page(tmp_path, contents)
    assert SECRET in paper.text


@pytest.mark.parametrize("size", [9, 10, 11])
def test_two_layers_of_a_picture_are_read_once(tmp_path: Path, size: float) -> None:
    picture = "q 500 0 0 80 50 640 cm /Noise Do Q "
    paper = _page(tmp_path, picture + _layer((0, 0), 10) + _layer((1, -1), 10, font=0).replace(" 10 Tf", f" {size} Tf"))
    assert paper.text.count("Norway") == 1


STRIKES = {
    "stroked": "60 603 m 251 603 l S",
    "a thin box": "60 602.7 191 0.6 re f",
    "thick": "2 w 60 603 m 251 603 l S",
    "low": "60 601.8 m 251 601.8 l S",
    "high": "60 604 m 251 604 l S",
    "red": "1 0 0 RG 60 603 m 251 603 l S",
    "a little longer": "56 603 m 262 603 l S",
    "in two pieces": "60 603 m 150 603 l S 150 603 m 251 603 l S",
    "twice": "60 602.5 m 251 602.5 l S 60 604 m 251 604 l S",
    "drawn before": "",
}


@pytest.mark.parametrize("name", STRIKES)
def test_what_is_struck_out_is_kept_and_told(tmp_path: Path, name: str) -> None:
    strike = STRIKES[name] or "60 603 m 251 603 l S"
    contents = _line() + strike if STRIKES[name] else strike + " " + _line()
    paper = _page(tmp_path, contents)
    start = paper.text.index("USD 111 million")
    assert any(span.start <= start and span.end >= start + len("USD 111 million") for span in paper.struck)
    assert not any(span.start < paper.text.index(SECRET) for span in paper.struck)


@pytest.mark.parametrize(
    "rule",
    ["60 598 m 251 598 l S", "60 590 m 251 590 l S", "60 608.5 m 251 608.5 l S", "20 603 m 560 603 l S"],
    ids=["underlined", "rule below", "rule above", "rule of a table"],
)
def test_other_rules_strike_nothing_out(tmp_path: Path, rule: str) -> None:
    assert _page(tmp_path, _line() + rule).struck == ()


@pytest.mark.parametrize("top", [609, 610, 611])
def test_a_comment_strikes_out(tmp_path: Path, top: int) -> None:
    extra = raw.Extra(
        {
            600: f"<< /Type /Annot /Subtype /StrikeOut /Rect [100 597 215 {top}] /C [1 0 0] "
            f"/QuadPoints [100 {top} 215 {top} 100 597 215 597] >>".encode()
        }
    )
    page = raw.RawPage(raw.lines(PROSE, 60, 780) + _line(), entries="/Annots [600 0 R]")
    paper = read(raw.written(tmp_path / "page.pdf", page, extra=extra))
    assert len(paper.struck) == 1
    words = paper.text[paper.struck[0].start : paper.struck[0].end]
    assert "USD 111 million" in words
    assert "Norway" not in words
    assert "2001" not in words


@pytest.mark.parametrize(("measures", "before"), [("loan, struck out", "a loan of "), ("struck out", "")])
def test_the_table_says_that_a_sum_is_struck_out(tmp_path: Path, measures: str, before: str) -> None:
    text = f"They saw {before}USD 111 million in it."
    x = 60 + 6 * text.index("USD")
    contents = raw.line(text, 60, 600, font=2) + f"{x} 603 m {x + 6 * 15} 603 l S"
    paper = _page(tmp_path, contents)
    start = paper.text.index("USD 111 million")
    mention = Mention("amount", start, start + 15, "USD 111 million", Money(Decimal(111_000_000), "USD"))
    assert paper_rows(paper, [mention], []).rows["amounts"][0]["measures"] == measures
