"""Pages written by hand, operator by operator: text turned, hidden, spaced and raised as our typesetter never does."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from math import cos, radians, sin
from pathlib import Path

from tests.pdfs.hostile import assembled, stream

WIDTH, HEIGHT = 595.0, 842.0
FONTS = ("Helvetica", "Times-Roman", "Courier", "Helvetica-Bold", "Times-Italic")
"""Fonts that every reader of PDFs has; on a page they are named F0, F1 and so on."""


@dataclass
class RawPage:
    """A page to write. ``rotate``: degrees clockwise by which it is displayed; ``more``: entries of its resources."""

    contents: str
    rotate: int = 0
    more: str = ""
    box: tuple[float, float, float, float] = (0.0, 0.0, WIDTH, HEIGHT)
    entries: str = ""


@dataclass
class Extra:
    """Objects beside the pages, by number (from 500 on), and entries of the catalogue."""

    objects: dict[int, bytes] = field(default_factory=dict)
    catalogue: str = ""


def written(path: Path, *pages: RawPage, extra: Extra | None = None) -> Path:
    """Write a PDF of ``pages``."""
    extra = extra or Extra()
    kids = " ".join(f"{10 + 2 * number} 0 R" for number in range(len(pages)))
    objects: dict[int, bytes] = {
        1: f"<< /Type /Catalog /Pages 2 0 R {extra.catalogue} >>".encode(),
        2: f"<< /Type /Pages /Kids [{kids}] /Count {len(pages)} >>".encode(),
    }
    fonts = ""
    for number, name in enumerate(FONTS):
        fonts += f"/F{number} {4 + number} 0 R "
        objects[4 + number] = f"<< /Type /Font /Subtype /Type1 /BaseFont /{name} /Encoding /WinAnsiEncoding >>".encode()
    for number, page in enumerate(pages):
        box = " ".join(f"{side:g}" for side in page.box)
        objects[10 + 2 * number] = (
            f"<< /Type /Page /Parent 2 0 R /MediaBox [{box}] /Rotate {page.rotate} /Contents {11 + 2 * number} 0 R "
            f"/Resources << /Font << {fonts} >> {page.more} >> {page.entries} >>"
        ).encode()
        objects[11 + 2 * number] = stream(page.contents.encode("cp1252"))
    path.write_bytes(assembled(objects | extra.objects))
    return path


def shown(text: str) -> str:
    """A string as PDF writes it."""
    return "(" + text.replace("\\", r"\\").replace("(", r"\(").replace(")", r"\)") + ")"


def line(text: str, x: float, y: float, *, size: float = 10, font: int = 0) -> str:
    """One printed line, its start on its baseline at ``x``, ``y`` (from the bottom left)."""
    return f"BT /F{font} {size:g} Tf 1 0 0 1 {x:g} {y:g} Tm {shown(text)} Tj ET\n"


def lines(texts: Sequence[str], x: float, y: float, *, size: float = 10, font: int = 0) -> str:
    """Lines under one another, 1.4 ems apart."""
    return "".join(line(text, x, y - 1.4 * size * number, size=size, font=font) for number, text in enumerate(texts))


def turned(contents: str, degrees: float, *, x: float = 0, y: float = 0) -> str:
    """``contents`` turned counter-clockwise around the origin, which is then moved to ``x``, ``y``."""
    a, b = cos(radians(degrees)), sin(radians(degrees))
    return f"q {a:.6f} {b:.6f} {-b:.6f} {a:.6f} {x:g} {y:g} cm\n{contents}Q\n"


def upright(contents: str, rotate: int) -> str:
    """``contents`` turned so that they stand upright on a page of A4 displayed with ``/Rotate`` ``rotate``."""
    x, y = {0: (0.0, 0.0), 90: (WIDTH, 0.0), 180: (WIDTH, HEIGHT), 270: (0.0, HEIGHT)}[rotate]
    return turned(contents, rotate, x=x, y=y)


def resources(entries: Mapping[str, str]) -> str:
    """Entries of a page's resources."""
    return " ".join(f"/{name} << {value} >>" for name, value in entries.items())
