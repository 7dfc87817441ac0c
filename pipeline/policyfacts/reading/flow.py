"""The flow of blocks through the paper: kinds, sections, paragraphs that run on over columns and pages."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from policyfacts.reading.blocks import Block, ends_sentence, reaches
from policyfacts.reading.hyphens import LINE_END
from policyfacts.reading.lines import Line
from policyfacts.reading.tables import CAPTION as TABLE_CAPTION
from policyfacts.reading.ties import label_of
from policyfacts.records import PassageKind

_NUMBER = re.compile(r"^(\d{1,2}(?:\.\d{1,2})*)\.?\s+\S")
_UNIT = re.compile(r"[(\[][^()\[\]]{3,70}[)\]]")
_SERIES = re.compile(r"(?:(?P<roman>[IVX]{1,5})\.|(?P<letter>[A-Z])\.|(?P<figure>\d{1,2}(?:\.\d{1,2})*)\.?)(?=\s)")
_TABLE_NOTE = re.compile(
    r"^(?:sources?|notes?|as (?:of|at)|data|compiled|figures|n\.?b\.?|\*+|†|[a-d]\)|\(?[a-d1-9]\)?\s|fuente|источник)",
    re.IGNORECASE,
)
_REFERENCES = re.compile(
    r"^\W*(?:\d+\.?\s*)?(?:(?:selected |list of |cited )?(?:references|bibliography|works cited|literature|sources)"
    r"(?: cited| consulted)?|список литературы|литература|referencias|bibliografía|références|bibliographie"
    r"|literatur(?:verzeichnis)?)\W*$",
    re.IGNORECASE,
)
_ENDNOTES = re.compile(
    r"^\W*(?:\d+\.?\s*)?(?:(?:end)?notes|notes and references|notas(?: finales)?|notes de fin|примечания|anmerkungen)"
    r"\W*$",
    re.IGNORECASE,
)
_NOTE_NUMBER = re.compile(r"^\[?(\d{1,3})[.)\]]?\s")


def flowing(blocks: Sequence[Block]) -> list[Block]:
    """The blocks, whose kinds are known, in their final order, with sections, broken paragraphs made whole."""
    _tied_to_tables(blocks)
    ordered = _whole_notes(_notes_last(blocks))
    _sections(ordered)
    return _joined(_endnotes(ordered))


def _tied_to_tables(blocks: Sequence[Block]) -> None:
    """Captions and notes next to a table become part of it."""
    for number, block in enumerate(blocks):
        if "table" not in block.tags:
            continue
        before = blocks[number - 1] if number else None
        if before is not None and number > 1 and _is_unit(before, blocks[number - 2]):
            before.kind = "caption"
            before.tags.add("of table")
            before = blocks[number - 2]
        after = list(blocks[number + 1 : number + 5])
        if before is not None and before.kind == "caption" and (before.page == block.page or _waits(before, block)):
            before.tags.add("of table")
        elif (
            before is not None
            and before.kind == "heading"
            and before.page == block.page
            and not (after and after[0].kind == "caption")
        ):
            before.tags.add("heads table")
        elif after and after[0].kind == "caption" and after[0].page == block.page:
            after.pop(0).tags.add("of table")
        _tie_notes(block, after)


def _tie_notes(table: Block, after: Sequence[Block]) -> None:
    """Make notes of the table of what stands close under it and looks like one."""
    bottom = table.lines[0].bottom
    for candidate in after:
        first = candidate.lines[0]
        if candidate.page != table.page or first.role or first.top - bottom > 2.2 * first.size:
            break
        if not (first.label or _TABLE_NOTE.match(candidate.text)) or len(candidate.text) > 900:
            break
        if candidate.kind == "heading":
            break
        candidate.kind = "note"
        candidate.tags.add("of table")
        bottom = candidate.lines[-1].bottom


def _is_unit(block: Block, above: Block) -> bool:
    """Whether ``block`` is a line of units between a caption and its table: "(United States dollars)"."""
    return above.kind == "caption" and above.page == block.page and _UNIT.fullmatch(block.text.strip()) is not None


def _waits(caption: Block, table: Block) -> bool:
    """Whether the caption at a page's end is that of the table at the top of the next, which found no room."""
    return caption.page + 1 == table.page and TABLE_CAPTION.match(caption.text) is not None


def _notes_last(blocks: Sequence[Block]) -> list[Block]:
    """Footnotes after the main flow of their page; the notes of tables stay with these."""
    pages: dict[int, tuple[list[Block], list[Block]]] = {}
    for block in blocks:
        aside = block.kind == "note" and "of table" not in block.tags
        pages.setdefault(block.page, ([], []))[aside].append(block)
    return [block for flow, notes in pages.values() for block in (*flow, *notes)]


def _whole_notes(blocks: Sequence[Block]) -> list[Block]:
    """Footnotes that break off at the end of their column or page, together with their rest on the next."""
    result: list[Block] = []
    last: Block | None = None
    for block in blocks:
        if "foot" not in block.tags:
            result.append(block)
            continue
        if last is not None and not label_of(block) and _breaks_off(last, block):
            last.lines += block.lines
            last.right = block.right
            continue
        result.append(block)
        last = block
    return result


def _breaks_off(note: Block, rest: Block) -> bool:
    """Whether a note goes on in ``rest``, the first lines of the next column's or page's notes."""
    end, start = note.lines[-1], rest.lines[0]
    moved = end.region != start.region if end.page == start.page else end.page + 1 == start.page
    if not moved or abs(end.size - start.size) > 0.1 * end.size:
        return False
    return not ends_sentence(end.text) or reaches(end, note.right, 1.5 * end.size)


def _sections(blocks: Sequence[Block]) -> None:
    path: list[tuple[tuple[float, ...], str]] = []
    listing: tuple[tuple[float, ...], PassageKind] | None = None
    known: dict[str, tuple[float, ...]] = {}
    for number, block in enumerate(blocks):
        text = block.text
        if block.kind == "heading" and "box" not in block.tags:
            rank = _ranked(block, known)
            path = [entry for entry in path if entry[0] < rank]
            block.section = tuple(title for _, title in path)
            path.append((rank, text))
            if _REFERENCES.match(text):
                listing = rank, "reference"
            elif _ENDNOTES.match(text) and number + 1 < len(blocks) and _numbered(blocks[number + 1].lines[0]) == 1:
                listing = rank, "note"
            elif listing is not None and rank <= listing[0]:
                listing = None
            continue
        block.section = tuple(title for _, title in path)
        if listing is not None and block.kind in {"prose", "item", "note"} and "of table" not in block.tags:
            block.kind = listing[1]
            block.tags |= {"endnote"} if listing[1] == "note" and "foot" not in block.tags else set()


def _endnotes(blocks: Sequence[Block]) -> list[Block]:
    """The blocks, those that hold several endnotes parted where the next number begins a line."""
    result: list[Block] = []
    last = 0
    for block in blocks:
        if "endnote" not in block.tags:
            result.append(block)
            continue
        start = 0
        for number, line in enumerate(block.lines):
            value = _numbered(line)
            if value != last + 1 and not (number == 0 and value == 1):
                continue
            last = value
            if number > start:
                result.append(replace(block, lines=block.lines[start:number]))
                start = number
        result.append(replace(block, lines=block.lines[start:]))
    return result


def _numbered(line: Line) -> int:
    """The number with which an endnote begins, raised or not; 0 where there is none."""
    match = _NOTE_NUMBER.match(f"{line.label} " if line.label.isdecimal() else line.text)
    return int(match[1]) if match else 0


def _ranked(block: Block, known: dict[str, tuple[float, ...]]) -> tuple[float, ...]:
    """The rank of a heading: that of the one before it which was numbered in the same way and set about as large."""
    rank = _rank(block)
    match = _SERIES.match(block.text)
    if match is None or "run-in" in block.tags:
        return rank
    series = f"{match.lastgroup}{match[0].count('.')}"
    before = known.get(series)
    if before is not None and abs(before[0] - rank[0]) <= 0.2 * -before[0]:
        return before
    known[series] = rank
    return rank


def _rank(block: Block) -> tuple[float, ...]:
    if "run-in" in block.tags:
        return (0.0, 0.0, 0.0, 0.0)
    number = _NUMBER.match(block.text)
    depth = number[1].count(".") if number else 0
    capitals = block.text.upper() == block.text
    plain = 0.0 if capitals and not number else 1.0
    return (-float(round(block.size)), plain, 0.0 if block.bold else 1.0, float(depth))


def _joined(blocks: Sequence[Block]) -> list[Block]:
    result: list[Block] = []
    open_block: Block | None = None
    interrupted = False
    for block in blocks:
        aside = block.kind in {"note", "caption", "cell"} or block.tags & {"table", "box"}
        if aside:
            result.append(block)
            interrupted = True
            continue
        if open_block is not None and block.kind == open_block.kind == "reference":
            pass
        elif open_block is not None and block.kind == "prose" and _continues(open_block, block, moved=interrupted):
            open_block.lines += block.lines
            open_block.right = block.right
            interrupted = False
            continue
        result.append(block)
        interrupted = False
        open_block = block if block.kind in {"prose", "item"} else None
    return result


def _continues(before: Block, after: Block, *, moved: bool) -> bool:
    """Whether ``after`` is the rest of the paragraph ``before``; ``moved``: something stands between them."""
    last, first = before.lines[-1], after.lines[0]
    if abs(last.size - first.size) > 0.1 * first.size or last.bold != first.bold:
        return False
    moved = moved or (last.page, last.region) != (first.page, first.region)
    if not ends_sentence(last.text) and (first.text[:1].islower() or last.text.endswith(LINE_END)):
        return True
    if not moved:
        return False
    em = first.size
    flush = len(after.lines) == 1 or first.x0 < after.lines[1].x0 + 0.5 * em
    if not ends_sentence(last.text):
        return flush and reaches(last, before.right, 2 * em)
    return flush and len(before.lines) > 1 and len(after.lines) > 1 and reaches(last, before.right, 0.4 * em)
