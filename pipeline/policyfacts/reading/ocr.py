"""Reading scans with tesseract, where it is installed: words with boxes, so that evidence works as for other pages.

200 dots per inch were as good as 300 on the papers tried, and a third faster. Lines of tables are taken from the
picture. The result has the form of a page that PDFium has read, so that all later steps are the same.
"""

from __future__ import annotations

import re
import shutil
import subprocess
import tempfile
from collections import defaultdict
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from policyfacts.reading.asking import Font
from policyfacts.reading.characters import Characters
from policyfacts.reading.pdfium import RawPage, picture_of
from policyfacts.reading.pictures import ink, inked, lines, stroke, upright, without
from policyfacts.reading.rulings import Rulings

DPI = 200
TIMEOUT = 120.0
"""Seconds after which tesseract is stopped on one page."""
COMMAND = "apt-get install tesseract-ocr"
_LANGUAGES = ("eng", "fra", "spa", "rus")
_LEAST_CONFIDENCE = 25.0
_SURE = 50.0
"""Least confidence of a word that stands alone: specks and pieces of pictures have less."""
_PAGE, _SPARSE = "3", "11"
"""Tesseract's modes: a page with its layout, and words wherever they are."""
_LEFT_OVER = 400
"""Points of ink in no word from which on the page is read a second time, for words that stand alone."""
_MANY = 15
"""From so many words on a page's own font tells how high words of their shape are."""
_HEAVY = 1.25
"""Strokes that are so many times as wide as usual are bold."""
_DASH = re.compile(r"(?<=\w)(?:~-?|—)(?=\w)")
"""What tesseract takes a dash between two words for: "Lima~Callao"."""
_BULLETS = frozenset("+*¢°»«•")
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
    weight: float = 0.0  # width of its strokes, in ems
    bold: bool = False


@cache
def tesseract() -> str:
    """The path of the tesseract program; empty where there is none."""
    return shutil.which("tesseract") or ""


def scanned(page: object, raw: RawPage) -> Scanned | None:
    """Read one open page from its picture; ``None`` where tesseract is missing, fails, or finds no words."""
    if not tesseract():
        return None
    scale = DPI / 72
    picture = picture_of(page, round(raw.width * scale), round(raw.height * scale))
    if picture is None:
        return None
    drawn, clean = lines(upright(picture), scale)
    words = _all_words(clean, scale)
    if not words:
        return None
    confidence = sum(word.confidence * len(word.text) for word in words) / sum(len(word.text) for word in words)
    seen = RawPage(
        raw.number, raw.width, raw.height, 0, (0.0, 0.0, raw.width, raw.height), _characters(words), (_PLAIN, _BOLD)
    )
    return Scanned(seen, drawn, confidence / 100)


_PLAIN, _BOLD = Font("", bold=False, italic=False), Font("", bold=True, italic=False)


@cache
def _languages() -> str:
    """Those of ``_LANGUAGES`` for which tesseract has data, joined as its option wants them."""
    run = subprocess.run([tesseract(), "--list-langs"], capture_output=True, text=True, check=False, timeout=20)
    present = set(run.stdout.split())
    return "+".join(code for code in _LANGUAGES if code in present) or "eng"


def _all_words(picture: NDArray[np.uint8], scale: float) -> list[_Word]:
    """The words of a page. Tesseract passes over cells and ends of lines that stand apart: what ink is in no word is
    looked at once more, without any thought of columns."""
    words = _with_bullets(_words(picture, scale, mode=_PAGE))
    rest = without(picture, np.array([[side * scale for side in w.box] for w in words], np.int64).reshape(-1, 4))
    if not words or ink(rest) < _LEFT_OVER:
        return _measured(words, picture, scale)
    last = max(word.line[0] for word in words)
    more = [
        replace(
            word, line=(word.line[0] + last, *word.line[1:]), paragraph=(word.paragraph[0] + last, word.paragraph[1])
        )
        for word in _words(rest, scale, mode=_SPARSE)
        if word.confidence >= _SURE
    ]
    return _measured([*words, *more], picture, scale)


def _with_bullets(words: list[_Word]) -> list[_Word]:
    """The words, with a bullet for each sign by itself at the start of a line that tesseract may take one for."""
    return [
        replace(word, text="•")
        if word.text in _BULLETS and (number == 0 or words[number - 1].line != word.line)
        else word
        for number, word in enumerate(words)
    ]


def _moved(word: _Word, blocks: int) -> _Word:
    """A word of the second reading, its block counted after those of the first."""
    block, paragraph, line = word.line
    return replace(word, line=(block + blocks, paragraph, line), paragraph=(block + blocks, paragraph))


def _measured(words: list[_Word], picture: NDArray[np.uint8], scale: float) -> list[_Word]:
    """The words in boxes as high as their ink, with the width of their strokes, and whether that makes them bold."""
    result = []
    for word in words:
        x0, y0, x1, y1 = (round(side * scale) for side in word.box)
        top, bottom = inked(picture, (x0, y0, x1, y1))
        size = (bottom - top) / _factor(word.text)
        weight = stroke(picture, (x0, top, x1, bottom)) / max(size, 1.0)
        result.append(replace(word, box=(word.box[0], top / scale, word.box[2], bottom / scale), weight=weight))
    lettered = [word.weight for word in result if sum(c.isalpha() for c in word.text) > 2]
    usual = float(np.median(lettered)) if lettered else 0.0
    return [replace(word, bold=_smoothed(result, number) > _HEAVY * usual) for number, word in enumerate(result)]


def _smoothed(words: list[_Word], number: int) -> float:
    """The width of a word's strokes, and of its neighbours' on the line, in the middle: of one word it is rough."""
    near = [w for w in words[max(number - 1, 0) : number + 2] if w.line == words[number].line]
    lettered = [w.weight for w in near if any(c.isalnum() for c in w.text)]
    return float(np.median(lettered)) if lettered else words[number].weight


def _words(picture: NDArray[np.uint8], scale: float, *, mode: str) -> list[_Word]:
    height, width = picture.shape
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "page.pgm"
        path.write_bytes(b"P5 %d %d 255\n" % (width, height) + picture.tobytes())
        command = [tesseract(), str(path), "-", "--dpi", str(DPI), "--psm", mode, "-l", _languages(), "tsv"]
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
                (block, paragraph, line),
                (block, paragraph),
                (x, y, x + w, y + h),
                _DASH.sub("–", cells[11].strip()),
                float(cells[10]),
            )
        )
    return found


def _shape(text: str) -> tuple[bool, bool]:
    """Whether letters of a word rise above the small ones, and whether some hang below the line."""
    return bool(_RISING.search(text)), bool(_HANGING.search(text))


def _factor(text: str) -> float:
    """The height of a word's picture in ems, in most fonts."""
    rising, hanging = _shape(text)
    return 0.46 + 0.22 * rising + 0.2 * hanging


def _factors(words: list[_Word]) -> dict[tuple[bool, bool], float]:
    """The same in the page's own font, by shape: told from the words of usual size."""
    heights: dict[tuple[bool, bool], list[float]] = defaultdict(list)
    for word in words:
        if sum(c.isalpha() for c in word.text) > 2:
            heights[_shape(word.text)].append(word.box[3] - word.box[1])
    middles = {shape: float(np.median(many)) for shape, many in heights.items() if len(many) >= _MANY}
    if not middles:
        return {}
    first = max(middles, key=lambda shape: len(heights[shape]))
    usual = middles[first] / (0.46 + 0.22 * first[0] + 0.2 * first[1])
    return {shape: middle / usual for shape, middle in middles.items()}


def _alike(sizes: dict[tuple[int, int], float], usual: float) -> dict[tuple[int, int], float]:
    """Sizes from pictures are rough: near the usual one they are the usual one, others near one another the same."""
    result = {key: usual for key, size in sizes.items() if abs(size - usual) < 0.1 * usual}
    group: list[tuple[int, int]] = []
    for key in sorted(sizes.keys() - result.keys(), key=lambda k: (sizes[k], k)):
        if group and sizes[key] > 1.07 * sizes[group[0]]:
            group = []
        group.append(key)
        middle = float(np.median([sizes[member] for member in group]))
        result.update(dict.fromkeys(group, middle))
    return result


def _characters(words: list[_Word]) -> Characters:
    sizes: dict[tuple[int, int], list[float]] = defaultdict(list)
    plain: dict[tuple[int, int], list[float]] = defaultdict(list)
    bases: dict[tuple[int, int, int], list[float]] = defaultdict(list)
    factors = _factors(words)
    for word in words:
        if word.text.strip(".,;:-–—'\"|•·"):
            height = word.box[3] - word.box[1]
            size = height / factors.get(_shape(word.text), _factor(word.text))
            sizes[word.paragraph].append(size)
            if "f" not in word.text:  # hangs below the line where it slants
                plain[word.paragraph].append(size)
    usual = float(np.median([size for many in sizes.values() for size in many] or [10.0]))
    size_of = _alike({paragraph: float(np.median(many)) for paragraph, many in (sizes | plain).items()}, usual)
    for word in words:
        hang = 0.2 * size_of.get(word.paragraph, usual) if _HANGING.search(word.text) else 0.0
        bases[word.line].append(word.box[3] - hang)
    codes: list[int] = []
    bold: list[bool] = []
    boxes: list[tuple[float, float, float, float]] = []
    lines: list[tuple[float, float]] = []
    last: _Word | None = None
    for word in words:
        size = size_of.get(word.paragraph, usual)
        base = float(np.median(bases[word.line]))
        x0, _, x1, _ = word.box
        if last is not None and last.line == word.line and x0 - last.box[0] > 0:
            x0 = min(max(x0, last.box[2] + 0.1 * size), x1 - 0.1 * size)  # boxes may touch; the word ends all the same
        top, bottom = base - 0.75 * size, base + 0.22 * size
        if last is not None and last.line == word.line:
            codes.append(0x20)
            bold.append(word.bold)
            boxes.append((last.box[2], top, x0, bottom))
            lines.append((base, size))
        step = (x1 - x0) / len(word.text)
        for number, sign in enumerate(word.text):
            codes.append(ord(sign))
            bold.append(word.bold)
            boxes.append((x0 + number * step, top, x0 + (number + 1) * step, bottom))
            lines.append((base, size))
        last = word
    count = len(codes)
    places, array = np.array(boxes, np.float32), np.array(lines, np.float32)
    return Characters(
        np.array(codes, np.uint32), places, places[:, 0], places[:, 2], array[:, 0], array[:, 1],
        np.array(bold, np.int32), np.zeros(count, np.int8), np.zeros(count, bool),
    )  # fmt: skip
