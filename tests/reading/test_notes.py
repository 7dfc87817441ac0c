"""Footnotes, endnotes and the notes of tables: out of the flow, read, placed, and tied to the word that is marked."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from policyfacts.records import Paper
from tests.pdfs import made
from tests.pdfs.accounts import read

FILLER = "The ministers of the two states met and agreed on the terms of the loan for the port. " * 3


def typeset(path: Path, source: str) -> Paper:
    path.write_bytes(made.compiled(source))
    return read(path)


def tied(paper: Paper) -> list[tuple[str, str, str]]:
    """The marked word, the label, and how the note begins."""
    return [
        (paper.text[: link.marker].split()[-1], link.label, paper.text[link.note.start : link.note.end][:20].strip())
        for link in paper.notes
    ]


@pytest.mark.parametrize("columns", [1, 2, 3])
@pytest.mark.parametrize("seed", [1, 2])
def test_every_footnote_is_tied_to_its_word(tmp_path: Path, columns: int, seed: int) -> None:
    rng = random.Random(seed)
    marked: list[tuple[str, str, str]] = []
    paragraphs: list[str] = []
    parts: list[str] = []
    for number in range(6):
        sentences = []
        for place in range(12):
            words = made.sentence(rng, rng.randrange(8, 20))
            if place % 3 == 1:
                note = f"Remark {number}.{place}. {made.sentence(rng, rng.randrange(4, 24))}"
                marked.append((words.split()[-1], str(len(marked) + 1), note[:20].strip()))
                words += f"#footnote[{note}]"
            sentences.append(words)
        parts.append(" ".join(sentences))
        paragraphs.append(" ".join(text.split("#")[0] for text in sentences))
    paper = typeset(
        tmp_path / "notes.pdf",
        f'#set page(paper: "a4", columns: {columns})\n#set text(10pt, lang: "en")\n#set par(justify: true)\n'
        + "\n\n".join(parts),
    )
    assert tied(paper) == marked
    # A marker at the end of a line breaks no paragraph, and no note stands in one.
    assert [paper.text[p.start : p.end] for p in paper.passages if p.kind == "prose"] == paragraphs
    for link in paper.notes:
        assert paper.page_of(link.note.start) in {paper.page_of(link.marker), paper.page_of(link.marker) + 1}


def test_a_note_is_in_the_section_of_its_marker(tmp_path: Path) -> None:
    paper = typeset(
        tmp_path / "sections.pdf",
        f"#title[On roads and ports]\n= Roads\nThe road was opened.#footnote[It is long.] {FILLER}\n= Ports\n"
        "The port was built.",
    )
    sections = {paper.text[p.start : p.end]: p.section for p in paper.passages}
    assert sections["It is long."] == ("Roads",)
    assert sections["The port was built."] == ("Ports",)


def test_signs_as_markers(tmp_path: Path) -> None:
    paper = typeset(
        tmp_path / "signs.pdf",
        '#set page(paper: "a5")\n#set footnote(numbering: "*")\n'
        "The bank#footnote[It was founded in 1994.] lent to Peru."
        "#footnote[Peru repaid in 2011.] The area is 300 km#super[2].",
    )
    assert tied(paper) == [("bank", "*", "It was founded in 19"), ("Peru.", "†", "Peru repaid in 2011.")]
    assert "The area is 300 km2." in paper.text


@pytest.mark.parametrize("form", ["{}. ", "#super[{}] ", "[{}] "])
def test_endnotes(tmp_path: Path, form: str) -> None:
    notes = [
        "It was repaid in 2019 by the ministry of finance.",
        "The port was opened by the two ministers in 2016, and has been widened twice since then, in 2018 and in 2021.",
        "No sum was told.",
    ]
    listed = "\n\n".join(form.format(number) + note for number, note in enumerate(notes, 1))
    paper = typeset(
        tmp_path / "endnotes.pdf",
        '#set page(paper: "a5")\n= Loans\nThe loan was signed in 2014#super[1] and the port was built#super[2] at once.'
        f" Another loan followed.#super[3]\n\n= Notes\n{listed}",
    )
    assert [(word, label) for word, label, _ in tied(paper)] == [("2014", "1"), ("built", "2"), ("followed.", "3")]
    found = [paper.text[link.note.start : link.note.end] for link in paper.notes]
    assert [text.removeprefix(form.format(n)) for n, text in enumerate(found, 1)] == notes
    assert all(p.kind == "note" for p in paper.passages if p.section == ("Notes",))


def test_one_marker_for_two_notes(tmp_path: Path) -> None:
    paper = typeset(
        tmp_path / "two.pdf",
        f"{FILLER} The loan was signed.#super[1,2]\n\n#line(length: 30%)\n#text(8pt)[#super[1] In Lima.\n\n"
        "#super[2] In May 2014.]",
    )
    assert tied(paper) == [("signed.", "1", "In Lima."), ("signed.", "2", "In May 2014.")]


def test_notes_of_a_table_are_tied_to_its_cells(tmp_path: Path) -> None:
    paper = typeset(
        tmp_path / "table.pdf",
        f"{FILLER}\n\n"
        "#figure(table(columns: 3, align: left, [*State*], [*Year*], [*Sum*], [Peru], [2011], [12.5#super[1]], "
        "[Laos], [2013#super[2]], [310.0]), caption: figure.caption(position: top)[Loans], supplement: [Table])\n"
        "#text(8pt)[#super[1] Repaid in 2019.\n\n#super[2] Signed a year before.]\n\nThe prose goes on here.",
    )
    assert tied(paper) == [("12.5", "1", "Repaid in 2019."), ("2013", "2", "Signed a year before")]
    assert [paper.text[a:b] for a, b in paper.grids[0].notes] == ["Repaid in 2019.", "Signed a year before."]


def test_a_marker_without_a_note_ties_nothing(tmp_path: Path) -> None:
    assert typeset(tmp_path / "none.pdf", "The loan was signed.#super[7] It was large.").notes == ()
