"""Pictures show what is printed, where it is printed; a page that does harm costs its own picture."""

from __future__ import annotations

import io
from pathlib import Path

import pikepdf
import pytest
from PIL import Image

from policyfacts.pictures import Picture, Undrawn, View, draw
from policyfacts.pictures.drawing import LONGEST, packed
from tests.pdfs import hostile
from tests.typeset import typeset

SQUARE = "#place(top + left, dx: {x}pt, dy: {y}pt, rect(width: 40pt, height: 20pt, fill: {fill}))"
SETUP = "#set page(margin: 0pt)\n"


def _image(picture: Picture | Undrawn) -> Image.Image:
    assert isinstance(picture, Picture)
    image = Image.open(io.BytesIO(picture.webp)).convert("RGB")
    assert image.size == (picture.width, picture.height)
    return image


def _inked(image: Image.Image) -> tuple[int, int, int, int]:
    """The box around all that is not white."""
    box = image.convert("L").point([255 if shade < 200 else 0 for shade in range(256)]).getbbox()
    assert box is not None
    return box


@pytest.fixture(scope="module")
def page(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    path = tmp_path_factory.mktemp("pdf") / "square.pdf"
    markup = SQUARE.format(x=100, y=300, fill="black")
    return typeset(path, markup, SQUARE.format(x=10, y=20, fill="red"), setup=SETUP).read_bytes()


def _together(*files: bytes) -> bytes:
    """One PDF of the pages of several."""
    whole = pikepdf.Pdf.new()
    for data in files:
        whole.pages.extend(pikepdf.open(io.BytesIO(data)).pages)
    out = io.BytesIO()
    whole.save(out)
    return out.getvalue()


@pytest.mark.parametrize(
    ("view", "scale", "inked"),
    [
        (View(1), 1.0, (100, 300, 140, 320)),
        (View(1), 2.0, (200, 600, 280, 640)),
        (View(1, top=290, bottom=330), 1.0, (100, 10, 140, 30)),
        (View(1, top=310), 2.0, (200, 0, 280, 20)),
        (View(2, bottom=30), 1.0, (10, 20, 50, 30)),
    ],
)
def test_what_is_printed_stands_where_it_is_printed(
    page: bytes, view: View, scale: float, inked: tuple[int, int, int, int]
) -> None:
    (picture,) = draw(page, [view], scale=scale)
    found = _inked(_image(picture))
    assert found == pytest.approx(inked, abs=1)
    assert isinstance(picture, Picture)
    left, top, right, bottom = picture.region
    assert (right - left) * picture.scale == pytest.approx(picture.width, abs=1)
    assert (bottom - top) * picture.scale == pytest.approx(picture.height, abs=1)


@pytest.mark.parametrize("quarter", [0, 1, 2, 3])
def test_pages_are_drawn_as_they_are_displayed(page: bytes, quarter: int) -> None:
    pdf = pikepdf.open(io.BytesIO(page))
    pdf.pages[0].rotate(90 * quarter, relative=False)
    out = io.BytesIO()
    pdf.save(out)
    (picture,) = draw(out.getvalue(), [View(1)], scale=1.0)
    width, height = (420, 595) if quarter % 2 == 0 else (595, 420)
    assert (picture.width, picture.height) == (width, height) if isinstance(picture, Picture) else False
    turned = {
        0: (100, 300, 140, 320),
        1: (595 - 320, 100, 595 - 300, 140),
        2: (420 - 140, 595 - 320, 420 - 100, 595 - 300),
        3: (300, 420 - 140, 320, 420 - 100),
    }
    assert _inked(_image(picture)) == pytest.approx(turned[quarter], abs=1.5)


def test_views_come_in_their_order_with_those_that_are_not_there(page: bytes) -> None:
    found = list(draw(page, [View(2), View(9), View(1), View(0)]))
    assert [type(each) for each in found] == [Picture, Undrawn, Picture, Undrawn]
    assert [each.page for each in found] == [2, 9, 1, 0]
    assert isinstance(found[1], Undrawn)
    assert found[1].reason == "the file has no page 9"


def test_colours_stay(page: bytes) -> None:
    (picture,) = draw(page, [View(2)], scale=1.0)
    red, green, blue = _image(picture).getpixel((30, 30))  # type: ignore[misc]
    assert red > 200
    assert green < 90
    assert blue < 90


def test_same_file_same_bytes(page: bytes) -> None:
    assert list(draw(page, [View(1), View(2)])) == list(draw(page, [View(1), View(2)]))


def test_photographs_are_packed_with_loss() -> None:
    noise = Image.effect_noise((600, 600), 90).convert("RGB")
    assert len(packed(noise)) < 200_000


@pytest.mark.parametrize(
    ("harm", "drawn"),
    [
        (hostile.simple(), True),
        (hostile.wrong_xref(), True),
        (hostile.self_form(), True),
        (hostile.deep_state(), True),
        (hostile.huge_box(), True),
        (hostile.truncated(hostile.simple(), 1), False),
        (hostile.encrypted(), False),
        (b"", False),
        (b"%PDF-1.7\nnothing", False),
    ],
    ids=["sound", "xref", "form", "state", "box", "truncated", "encrypted", "empty", "nothing"],
)
def test_hostile_files_give_a_picture_or_a_reason(harm: bytes, drawn: bool) -> None:
    (found,) = draw(harm, [View(1)])
    if isinstance(found, Undrawn):
        assert found.reason
    else:
        assert max(found.width, found.height) <= LONGEST
    assert isinstance(found, Picture) is drawn


def test_a_password_opens_an_encrypted_file() -> None:
    (found,) = draw(hostile.encrypted("secret"), [View(1)], password="secret")
    assert isinstance(found, Picture)


def test_a_page_that_does_harm_costs_its_own_picture(monkeypatch: pytest.MonkeyPatch, page: bytes) -> None:
    monkeypatch.setattr("policyfacts.pictures.drawing._CPU_SECONDS", 1.0)
    monkeypatch.setattr("policyfacts.pictures.drawing._CPU_PER_PAGE", 0.2)
    bad = hostile.exponential_forms(26)
    found = list(draw(_together(page, bad, page), [View(number) for number in range(1, 6)]))
    assert [type(each) for each in found] == [Picture, Picture, Undrawn, Picture, Picture]
    assert isinstance(found[2], Undrawn)
    assert "more time or memory" in found[2].reason


def test_a_paper_full_of_harm_is_given_up(monkeypatch: pytest.MonkeyPatch, page: bytes) -> None:
    monkeypatch.setattr("policyfacts.pictures.drawing._CPU_SECONDS", 0.0)
    monkeypatch.setattr("policyfacts.pictures.drawing._CPU_PER_PAGE", 0.1)
    data = _together(*[hostile.exponential_forms(26)] * 6, page)
    found = list(draw(data, [View(number) for number in range(1, 7)]))
    assert [type(each) for each in found] == [Undrawn] * 6
    reasons = [each.reason.partition(":")[0] for each in found if isinstance(each, Undrawn)]
    assert reasons == ["drawing the page takes more time or memory than a page may"] * 3 + ["not drawn"] * 3


def test_large_pages_are_drawn_smaller(tmp_path: Path) -> None:
    poster = typeset(tmp_path / "poster.pdf", "x", setup="#set page(width: 4000pt, height: 1000pt)\n")
    (found,) = draw(poster.read_bytes(), [View(1)])
    assert isinstance(found, Picture)
    assert (found.width, found.height) == (LONGEST, LONGEST // 4)
    assert found.scale == pytest.approx(0.6)
