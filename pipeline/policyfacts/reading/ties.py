"""Notes and the markers that point to them: which note belongs to which word of the text."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from policyfacts.reading.blocks import Block
from policyfacts.records import CharacterMap, NoteLink, Passage, Span

_PRINTED = re.compile(r"^(?:\[(\d{1,3})\]|(\d{1,3}|[*†‡§¶]+)[.)]?)\s")
_HIGH = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789")


@dataclass(frozen=True, slots=True)
class Labelled:
    """A note as composed: which passage it is, the label with which it begins, whether it stands in a list of notes at
    the end rather than at the foot of its page."""

    passage: int
    label: str
    at_end: bool


def label_of(block: Block) -> str:
    """The label with which a note begins, raised or not; empty where it has none."""
    raised = block.lines[0].label
    if raised:
        return raised.translate(_HIGH)
    match = _PRINTED.match(block.text)
    return (match[1] or match[2]) if match else ""


def tied(
    passages: Sequence[Passage], notes: Sequence[Labelled], marks: Sequence[tuple[int, str]], characters: CharacterMap
) -> tuple[list[Passage], list[NoteLink]]:
    """Each marker with its note, by the marker's offset; and the passages, notes in the section of their marker.

    ``marks``: offset behind the marked word, and the marker. A marker belongs to the note of its label on its page,
    else to one that had to be put on the next page, else to the next of that label in a list of notes.
    """
    result = list(passages)
    links: list[NoteLink] = []
    page = characters.page
    holders = iter([*passages, None])
    holder = next(holders)
    for offset, label in sorted(_single(marks)):
        while holder is not None and holder.end < offset:
            holder = next(holders)
        here = int(page[offset - 1])
        found = [note for note in notes if note.label == label and passages[note.passage].start >= offset]
        near = [note for note in found if here <= int(page[passages[note.passage].start]) <= here + 1]
        chosen = next((note for note in (*near, *found) if note.at_end or note in near), None)
        if chosen is None or holder is None:
            continue
        target = passages[chosen.passage]
        links.append(NoteLink(offset, label, Span(target.start, target.end)))
        if not chosen.at_end:
            result[chosen.passage] = replace(result[chosen.passage], section=holder.section)
    return result, links


def _single(marks: Sequence[tuple[int, str]]) -> Iterator[tuple[int, str]]:
    """Markers one by one: ``3,4`` points to two notes."""
    for offset, label in marks:
        for piece in label.translate(_HIGH).split(","):
            if piece:
                yield offset, piece
