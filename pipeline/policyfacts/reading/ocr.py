"""Reading scans with tesseract, where it is installed: words with boxes, so that evidence works as for other pages.

200 dots per inch were as good as 300 on the papers tried, and a third faster. Lines of tables are taken from the
picture. The result has the form of a page that PDFium has read, so that all later steps are the same.
"""

from __future__ import annotations

import ctypes
import re
import shutil
import subprocess
import tempfile
from collections import defaultdict
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np
import pypdfium2.raw as pdfium_c
from numpy.typing import NDArray

from policyfacts.reading.characters import Characters, Font
from policyfacts.reading.pdfium import RawPage
from policyfacts.reading.rulings import Rulings

DPI = 200
TIMEOUT = 120.0
"""Seconds after which tesseract is stopped on one page."""
COMMAND = "apt-get install tesseract-ocr"
_MOST_PIXELS = 40_000_000
_LANGUAGES = ("eng", "fra", "spa", "rus")
_LEAST_CONFIDENCE = 25.0
_LINE_LENGTH = 90
"""Shortest line of a table, in pixels."""
_THICK = 12
_HANGING = re.compile(r"[gjpqyQ,;()\[\]]")
_RISING = re.compile(r"[A-ZА-Я0-9bdfhklt()\[\]“”\"'’%$£€&/?!]")


@dataclass(frozen=True, slots=True)
class Scanned:
    """A page read by OCR; ``confidence``: tesseract's mean for its words, 0 to 1."""

    page: RawPage
    drawn: Rulings
    confidence: float


@dataclass(frozen=True, slots=True)
class _Word:
    line: tuple[int, int, int]
    paragraph: tuple[int, int]
    box: tuple[float, float, float, float]
    text: str
    confidence: float


@cache
def tesseract() -> str:
    """The path of the tesseract program; empty where there is none."""
    return shutil.which("tesseract") or ""


def scanned(page: object, raw: RawPage) -> Scanned | None:
    """Read one open page from its picture; ``None`` where tesseract is missing, fails, or finds no words."""
    if not tesseract():
        return None
    scale = DPI / 72
    picture = _picture(page, round(raw.width * scale), round(raw.height * scale))
    if picture is None:
        return None
    drawn, clean = _lines(picture, scale)
    words = _words(clean, scale)
    if not words:
        return None
    confidence = sum(word.confidence * len(word.text) for word in words) / sum(len(word.text) for word in words)
    seen = RawPage(
        raw.number, raw.width, raw.height, 0, (0.0, 0.0, raw.width, raw.height), _characters(words), (_PLAIN,)
    )
    return Scanned(seen, drawn, confidence / 100)


_PLAIN = Font("", bold=False, italic=False)


def _picture(page: object, width: int, height: int) -> NDArray[np.uint8] | None:
    """The page in grey, (height, width), 0 black to 255 white."""
    if width < 20 or height < 20 or width * height > _MOST_PIXELS:
        return None
    bitmap = pdfium_c.FPDFBitmap_CreateEx(width, height, pdfium_c.FPDFBitmap_Gray, None, 0)
    if not bitmap:
        return None
    try:
        pdfium_c.FPDFBitmap_FillRect(bitmap, 0, 0, width, height, 0xFFFFFFFF)
        flags = pdfium_c.FPDF_GRAYSCALE | pdfium_c.FPDF_ANNOT
        pdfium_c.FPDF_RenderPageBitmap(bitmap, page, 0, 0, width, height, 0, flags)
        stride = int(pdfium_c.FPDFBitmap_GetStride(bitmap))
        buffer = ctypes.string_at(pdfium_c.FPDFBitmap_GetBuffer(bitmap), stride * height)
    finally:
        pdfium_c.FPDFBitmap_Destroy(bitmap)
    return np.frombuffer(buffer, np.uint8).reshape(height, stride)[:, :width].copy()


@cache
def _languages() -> str:
    """Those of ``_LANGUAGES`` for which tesseract has data, joined as its option wants them."""
    run = subprocess.run([tesseract(), "--list-langs"], capture_output=True, text=True, check=False, timeout=20)
    present = set(run.stdout.split())
    return "+".join(code for code in _LANGUAGES if code in present) or "eng"


def _words(picture: NDArray[np.uint8], scale: float) -> list[_Word]:
    height, width = picture.shape
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "page.pgm"
        path.write_bytes(b"P5 %d %d 255\n" % (width, height) + picture.tobytes())
        command = [tesseract(), str(path), "-", "--dpi", str(DPI), "--psm", "3", "-l", _languages(), "tsv"]
        try:
            run = subprocess.run(
                command, capture_output=True, check=False, timeout=TIMEOUT, env={"OMP_THREAD_LIMIT": "1"}
            )
        except (subprocess.TimeoutExpired, OSError):
            return []
    found = []
    for row in run.stdout.decode("utf-8", "replace").splitlines()[1:]:
        cells = row.split("\t")
        if len(cells) < 12 or cells[0] != "5" or not cells[11].strip("|_~ ") or float(cells[10]) < _LEAST_CONFIDENCE:
            continue
        block, paragraph, line = (int(cell) for cell in cells[2:5])
        x, y, w, h = (int(cell) / scale for cell in cells[6:10])
        found.append(
            _Word(
                (block, paragraph, line), (block, paragraph), (x, y, x + w, y + h), cells[11].strip(), float(cells[10])
            )
        )
    return found


def _factor(text: str) -> float:
    """The height of a word's picture in ems: letters may rise above, and hang below, the small ones."""
    return 0.46 + (0.22 if _RISING.search(text) else 0.0) + (0.2 if _HANGING.search(text) else 0.0)


def _characters(words: list[_Word]) -> Characters:
    sizes: dict[tuple[int, int], list[float]] = defaultdict(list)
    bases: dict[tuple[int, int, int], list[float]] = defaultdict(list)
    for word in words:
        if word.text.strip(".,;:-–—'\"|•·"):
            sizes[word.paragraph].append((word.box[3] - word.box[1]) / _factor(word.text))
    usual = float(np.median([size for many in sizes.values() for size in many] or [10.0]))
    size_of = {paragraph: float(np.median(many)) for paragraph, many in sizes.items()}
    # Sizes from pictures are rough: near the usual one they are the usual one.
    size_of = {key: usual if abs(size - usual) < 0.1 * usual else size for key, size in size_of.items()}
    for word in words:
        hang = 0.2 * size_of.get(word.paragraph, usual) if _HANGING.search(word.text) else 0.0
        bases[word.line].append(word.box[3] - hang)
    codes: list[int] = []
    boxes: list[tuple[float, float, float, float]] = []
    lines: list[tuple[float, float]] = []
    last: _Word | None = None
    for word in words:
        size = size_of.get(word.paragraph, usual)
        base = float(np.median(bases[word.line]))
        x0, _, x1, _ = word.box
        top, bottom = base - 0.75 * size, base + 0.22 * size
        if last is not None and last.line == word.line:
            codes.append(0x20)
            boxes.append((last.box[2], top, x0, bottom))
            lines.append((base, size))
        step = (x1 - x0) / len(word.text)
        for number, sign in enumerate(word.text):
            codes.append(ord(sign))
            boxes.append((x0 + number * step, top, x0 + (number + 1) * step, bottom))
            lines.append((base, size))
        last = word
    count = len(codes)
    array = np.array(lines, np.float32)
    return Characters(
        np.array(codes, np.uint32), np.array(boxes, np.float32), array[:, 0], array[:, 1],
        np.zeros(count, np.int32), np.zeros(count, np.int8), np.zeros(count, bool),
    )  # fmt: skip


def _lines(picture: NDArray[np.uint8], scale: float) -> tuple[Rulings, NDArray[np.uint8]]:
    """The level and upright lines of a picture, which are long and thin dark runs; and the picture without them, since
    tesseract takes pieces of lines for letters."""
    dark = picture < 140
    across, down = _runs(dark), _runs(dark.T)[:, [1, 0, 3, 2]]
    clean = picture.copy()
    for x0, y0, x1, y1 in np.concatenate([across, down]).astype(int).tolist():
        clean[max(y0 - 3, 0) : y1 + 4, max(x0 - 3, 0) : x1 + 4] = 255
    drawn = Rulings(
        (_middles(across) / scale).astype(np.float32),
        (_middles(down) / scale).astype(np.float32),
        np.zeros((0, 4), np.float32),
    )
    return drawn, clean


def _middles(boxes: NDArray[np.float64]) -> NDArray[np.float64]:
    """Thin boxes as the lines through their middles."""
    x0, y0, x1, y1 = boxes.T
    wide = x1 - x0 >= y1 - y0
    x, y = (x0 + x1) / 2, (y0 + y1) / 2
    return np.stack(
        [np.where(wide, x0, x), np.where(wide, y, y0), np.where(wide, x1, x), np.where(wide, y, y1)], axis=1
    )


def _runs(dark: NDArray[np.bool_]) -> NDArray[np.float64]:
    """Long dark runs along the rows, those of neighbouring rows taken together: boxes (n, 4)."""
    edges = np.diff(np.pad(dark, ((0, 0), (1, 1))).astype(np.int8), axis=1)
    row, start = np.nonzero(edges == 1)
    end = np.nonzero(edges == -1)[1]
    long = end - start >= _LINE_LENGTH
    lines: list[list[float]] = []
    for y, x0, x1 in sorted(zip(row[long].tolist(), start[long].tolist(), end[long].tolist(), strict=True)):
        for line in reversed(lines[-12:]):
            if y - line[3] <= 2 and x0 < line[2] + 4 and x1 > line[0] - 4:
                line[0], line[2], line[3] = min(line[0], x0), max(line[2], x1), y
                break
        else:
            lines.append([x0, y, x1, y])
    return np.array([line for line in lines if line[3] - line[1] < _THICK], np.float64).reshape(-1, 4)
