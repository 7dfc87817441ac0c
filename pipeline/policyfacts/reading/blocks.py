"""Lines to blocks: where one paragraph, heading, list item or note ends and the next begins."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from policyfacts.reading.lines import Line, Region, Sheet
from policyfacts.records import PassageKind

BULLET = re.compile(r"^[+•●▪■◦‣∙·⁃o–—➢✓*\-\uf0b7\uf0a7](?=\s)")
CAPTION = re.compile(
    r"^(?:table|figure|fig\.|box|chart|map|graph|exhibit|photo|tableau|tabla|figura|таблица|рис(?:унок|\.))"
    r"\s*(?:[A-Z]?\d+(?:[.-]\d+)*|[IVX]+)\b\s*(?P<rest>.*)",
    re.IGNORECASE | re.DOTALL,
)
_NUMBERED = re.compile(r"^(?:\(?(?:\d{1,2}|[a-z]|[ivx]{1,4})\)|\d{1,2}\.|[a-z]\.)\s")
_SECTION = re.compile(r"^(?:\d{1,2}(?:\.\d{1,2})*\.?|[IVX]{1,4}\.|[A-Z]\.)\s+\S")
_TERMINAL = tuple(".!?:;。！？…")
_CLOSING = "\"'”’»)]"


@dataclass(slots=True)
class Style:
    """What is usual in this paper: size of most text, distance of its baselines, whether most of it is bold."""

    size: float
    leading: float
    bold: bool


@dataclass(slots=True)
class Block:
    """Lines that belong together. ``full`` tells whether its last line reaches the right margin."""

    lines: list[Line]
    kind: PassageKind = "prose"
    left: float = 0.0
    right: float = 0.0
    section: tuple[str, ...] = ()
    tags: set[str] = field(default_factory=set)

    @property
    def text(self) -> str:
        return " ".join(line.text for line in self.lines)

    @property
    def page(self) -> int:
        return self.lines[0].page

    @property
    def size(self) -> float:
        counts: Counter[float] = Counter()
        for line in self.lines:
            counts[round(line.size, 1)] += len(line.text) or 1
        return counts.most_common(1)[0][0]

    @property
    def bold(self) -> bool:
        return all(line.bold for line in self.lines)


def usual(sheets: Sequence[Sheet]) -> Style:
    """The paper's usual style, weighted by characters."""
    sizes: Counter[float] = Counter()
    bold: Counter[bool] = Counter()
    for sheet in sheets:
        for line in (line for line in sheet.lines if line.text):
            sizes[round(line.size * 2) / 2] += len(line.text)
            bold[line.bold] += len(line.text)
    size = sizes.most_common(1)[0][0] if sizes else 10.0
    steps: Counter[float] = Counter()
    for sheet in sheets:
        for region in sheet.regions:
            for above, below in pairwise(region.lines):
                if not (above.role or below.role) and abs(above.size - size) < 0.6 and abs(below.size - size) < 0.6:
                    steps[round((below.base - above.base) * 2) / 2] += 1
    usual_steps = [step for step, _ in steps.most_common() if 0.9 * size < step < 3 * size]
    return Style(size, usual_steps[0] if usual_steps else 1.2 * size, bold[True] > bold[False])


def blocks(region: Region, style: Style) -> list[Block]:
    """The blocks of one region, in order."""
    result: list[Block] = []
    rights = _rights(region)
    for number, line in enumerate(region.lines):
        following = region.lines[number + 1] if number + 1 < len(region.lines) else None
        if result and not _breaks(result[-1], line, following, (region, style, rights[number - 1])):
            result[-1].lines.append(line)
        else:
            result.append(Block([line], left=region.left, right=region.right))
    return result


def _rights(region: Region) -> list[float]:
    """The right margin of each line: the region's, or that of a passage set in on both sides, three lines or more."""
    lines, width = region.lines, region.right - region.left
    rights = [region.right] * len(lines)
    start = 0
    for number in range(1, len(lines) + 1):
        first = lines[start]
        if number < len(lines) and not lines[number].role and abs(lines[number].x0 - first.x0) < 0.3 * first.size:
            continue
        own = max(line.x1 for line in lines[start:number])
        inset = first.x0 > region.left + 0.8 * first.size and own > region.right - 4.5 * first.size
        if inset and number - start > 2 and own - first.x0 > 0.6 * width:
            rights[start:number] = [own] * (number - start)
        start = number
    return rights


def ends_sentence(text: str) -> bool:
    """Whether ``text`` ends as a sentence does, closing quotes and brackets apart."""
    return text.rstrip().rstrip(_CLOSING).endswith(_TERMINAL)


def reaches(line: Line, right: float, em: float) -> bool:
    """Whether a line runs to the right margin."""
    return line.x1 > right - em


def _breaks(block: Block, line: Line, following: Line | None, frame: tuple[Region, Style, float]) -> bool:
    region, style, right = frame
    above = block.lines[-1]
    if line.role or above.role or line.label or _other_style(above, line) or _starts_caption(line, above):
        return True
    em = max(line.size, above.size)
    leading = style.leading * (em / style.size) if abs(em - style.size) > 0.6 else style.leading
    step = line.base - above.base
    if step > 1.28 * max(leading, 1.1 * em) or step < -0.5 * em:
        return True
    if len(block.lines) > 1 and step > 1.25 * (above.base - block.lines[-2].base) + 0.1 * em:
        return True
    if BULLET.match(line.text) and (ends_sentence(above.text) or line.text[0] not in "-–—o*·"):
        return True
    if _headlike(above, style) and _headlike(line, style):
        return bool(_SECTION.match(line.text)) and line.x0 <= block.lines[0].x0 + 0.5 * em
    short = _fits(above, line, right)
    if _centred(block, line, region, em):
        return False
    if _NUMBERED.match(line.text) and short and line.x0 <= block.lines[0].x0 + em:
        return True
    if short and not _runs_on(above.text, line.text):
        return True
    return _indented(block, line, following, em) and not _runs_on(above.text, line.text)


def _starts_caption(line: Line, above: Line) -> bool:
    """Whether a line begins as captions do ("Table 3: ...") and is no part of the sentence above."""
    match = CAPTION.match(line.text)
    return match is not None and match["rest"][:1] in {":", "."} and ends_sentence(above.text)


def _centred(block: Block, line: Line, region: Region, em: float) -> bool:
    """Whether a line goes on with centred ones: with a sentence, or with a caption in the middle of its column."""
    above = block.lines[-1]
    centred = abs(above.x0 + above.x1 - line.x0 - line.x1) < 1.2 * em and above.x0 > region.left + em
    if centred and not ends_sentence(above.text):
        return True
    inside = abs(line.x0 + line.x1 - region.left - region.right) < 1.6 * em
    return inside and CAPTION.match(block.lines[0].text) is not None


def _other_style(above: Line, line: Line) -> bool:
    """Whether the size changes between two lines, or bold ends or begins: one of them wholly bold, the other not, and
    no sentence running on."""
    if abs(line.size - above.size) > 0.1 * max(line.size, above.size):
        return True
    heavy, light = max(above.weight, line.weight), min(above.weight, line.weight)
    if heavy < 0.97 or light > 0.5 or min(len(above.text), len(line.text)) < 3:
        return False
    return not (line.lead and above.weight > line.weight and _runs_on(above.text, line.text))


def _headlike(line: Line, style: Style) -> bool:
    """Whether a line is set as headings are: bold where the text is not, or larger."""
    return (line.weight > 0.9 and not style.bold) or line.size > 1.08 * style.size


def _fits(above: Line, line: Line, right: float) -> bool:
    """Whether the line's first word would have fitted on the line above: then the break there was wanted."""
    word = line.text.split(" ", 1)[0]
    width = (line.x1 - line.x0) * (len(word) + 1) / max(len(line.text), 1)
    return above.x1 + width + 0.6 * line.size < right


def _runs_on(before: str, after: str) -> bool:
    """Whether the words themselves tell that a sentence goes on."""
    return not ends_sentence(before) and after[:1].islower()


def _indented(block: Block, line: Line, following: Line | None, em: float) -> bool:
    """Whether the line's indent tells of a new paragraph: a first line set in, or a hanging or inset one that ends."""
    first, above = block.lines[0], block.lines[-1]
    if line.x0 > above.x0 + 0.8 * em:
        if len(block.lines) > 1:
            return True
        if following is None or (not ends_sentence(above.text) and reaches(above, block.right, 3 * em)):
            return ends_sentence(above.text)
        return abs(following.x0 - line.x0) > 0.5 * em or following.base - line.base > 2 * em
    if line.x0 < above.x0 - 0.8 * em and len(block.lines) > 1:
        inset = all(abs(other.x0 - above.x0) < 0.3 * em for other in block.lines)
        return first.x0 < above.x0 - 0.8 * em or (inset and ends_sentence(above.text))
    return False
