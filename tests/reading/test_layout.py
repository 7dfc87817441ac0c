"""Reading order, paragraphs, headings, notes and running heads, on papers whose every word is known."""

from __future__ import annotations

from pathlib import Path

import pytest

from policyfacts.records import Paper
from tests.pdfs import made
from tests.pdfs.accounts import read
from tests.pdfs.scores import flow_text, order, recall_precision


def kinds(paper: Paper, kind: str) -> list[str]:
    return [paper.text[p.start : p.end] for p in paper.passages if p.kind == kind]


def typeset(path: Path, source: str) -> Paper:
    path.write_bytes(made.compiled(source))
    return read(path)


@pytest.mark.parametrize("columns", [1, 2, 3])
@pytest.mark.parametrize("seed", [1, 2, 3])
def test_a_paper_in_columns_reads_as_it_was_written(tmp_path: Path, columns: int, seed: int) -> None:
    truth = made.paper(tmp_path / "made.pdf", columns=columns, seed=seed, notes=seed != 2)
    paper = read(truth.path)
    recall, precision = recall_precision("\n".join(truth.flow), flow_text(paper))
    assert min(recall, precision) >= 0.99
    assert order("\n".join(truth.flow), flow_text(paper)) >= 0.98
    assert kinds(paper, "heading") == truth.headings
    assert kinds(paper, "note") == truth.notes
    whole = set(kinds(paper, "prose"))
    paragraphs = [text for text in truth.flow if text not in truth.headings]
    assert sum(text in whole for text in paragraphs) >= 0.95 * len(paragraphs)
    assert paper.title == "On borders and banks"
    assert "Papers on Borders" not in paper.text


TWO_COLUMNS = '#set page(paper: "a4", columns: 2)\n#set text(size: 10pt)\n#set par(justify: true)\n'


def test_a_heading_over_both_columns_cuts_them(tmp_path: Path) -> None:
    filler = "The ministers met again and again before the treaty was signed by all of them. " * 9
    paper = typeset(
        tmp_path / "bands.pdf",
        '#set page(paper: "a4")\n#set par(justify: true)\n'
        f"#columns(2)[Alpha one. {filler} #colbreak() Beta two. {filler}]\n"
        '#text(16pt, weight: "bold")[A heading that runs over the two columns of the page]\n'
        f"#columns(2)[Gamma three. {filler} #colbreak() Delta four. {filler}]\n",
    )
    places = [paper.text.index(word) for word in ("Alpha", "Beta", "A heading that runs", "Gamma", "Delta")]
    assert places == sorted(places)


def test_a_box_between_columns_does_not_break_the_paragraph(tmp_path: Path) -> None:
    before = "The railway was planned for many years before any money had been found for it " * 6
    after = "and the port was opened only when the last of the lenders had agreed to pay " * 4
    paper = typeset(
        tmp_path / "box.pdf",
        '#set page(paper: "a4")\n#set par(justify: true)\n'
        f"{before}\n#place(auto, float: true)[#rect(width: 100%)[*Box one* \\ In short, the bank lent to three states. "
        "It was repaid by two of them, and the third has asked for more time.]]\n"
        f"{after.strip()}.",
    )
    joined = f"{before.strip()} {after.strip()}."
    assert joined in kinds(paper, "prose")
    assert "It was repaid by two of them, and the third has asked for more time." in paper.text


def test_footnote_markers_leave_the_text(tmp_path: Path) -> None:
    paper = typeset(
        tmp_path / "notes.pdf",
        "The loan was signed in 2014#footnote[It was repaid in 2019.] and the area is 300 km#super[2] in all. "
        "Another followed.#footnote[A second note, about the year 2016.]",
    )
    assert kinds(paper, "prose") == ["The loan was signed in 2014 and the area is 300 km2 in all. Another followed."]
    assert kinds(paper, "note") == ["It was repaid in 2019.", "A second note, about the year 2016."]
    assert sum(entry.characters for entry in paper.ledger if entry.region == "note markers") == 4


def test_a_page_that_starts_with_a_title_is_not_joined_to_the_last(tmp_path: Path) -> None:
    pages = "#pagebreak()".join(
        f'#text(13pt, weight: "bold")[Bank lends to country {name}]\n\n'
        f"In 2011 the bank lent ten million to {name} for a road that was never built, and"
        for name in ("Alpha", "Beta", "Gamma")
    )
    paper = typeset(tmp_path / "cards.pdf", pages)
    assert len(kinds(paper, "prose")) == 3
    assert len(kinds(paper, "heading") + kinds(paper, "title")) == 3


def test_run_in_headings_stand_apart(tmp_path: Path) -> None:
    rest = "The two ministers signed the text in May and the parliaments agreed to it within a year of that."
    source = f"*Critical minerals.* {rest}\n\n*Energy.* {rest}\n\nThey met. *Bold* words stay."
    paper = typeset(tmp_path / "run.pdf", source)
    assert kinds(paper, "heading") == ["Critical minerals.", "Energy."]
    assert kinds(paper, "prose") == [rest, rest, "They met. Bold words stay."]


def test_sections_and_reference_lists(tmp_path: Path) -> None:
    text = "The delegates came from nine states and stayed for three days to talk about loans and about railways. " * 3
    paper = typeset(
        tmp_path / "sections.pdf",
        '#set heading(numbering: "1.1")\n#text(20pt, weight: "bold")[Loans and roads of nine states]\n'
        f"= Loans\n{text}\n== Terms\n{text}\n= Roads\n{text}\n"
        "#heading(numbering: none)[References]\nMeyer, T. (2019). _Roads and loans_. Berlin: Nord.\n\n"
        "Okoye, B. (2021). Ports of the west. _Review_ 3(1), pp. 4–9. https://example.org/ports",
    )
    assert [p.section for p in paper.passages if p.kind == "prose"] == [
        ("1 Loans",), ("1 Loans", "1.1 Terms"), ("2 Roads",)
    ]  # fmt: skip
    assert len(kinds(paper, "reference")) == 2


def test_numbered_paragraphs_are_prose_and_lists_are_items(tmp_path: Path) -> None:
    text = "The agency went on with its work in eleven countries and spent more than it had planned to spend there."
    paper = typeset(
        tmp_path / "numbers.pdf",
        f"9.#h(2em)The fund gave money. {text}\n\n10.#h(2em)The bank lent money. {text}\n\n"
        "- a first thing\n- a second thing",
    )
    assert [text[:12] for text in kinds(paper, "prose")] == ["9. The fund ", "10. The bank"]
    assert kinds(paper, "item") == ["• a first thing", "• a second thing"]


@pytest.mark.parametrize("turn", [90, 180, 270])
def test_text_in_other_directions_is_read_and_placed(tmp_path: Path, turn: int) -> None:
    paper = typeset(
        tmp_path / "turned.pdf",
        "#set page(width: 300pt, height: 300pt)\n"
        f"#rotate({turn}deg, reflow: true)[A road was opened in 2016. It is long.]",
    )
    assert "A road was opened in 2016. It is long." in paper.text
    x0, y0, x1, y1 = paper.places(0, 40)[0].box
    assert (y1 - y0 > 100) if turn != 180 else (x1 - x0 > 100)
    assert 0 <= x0 <= x1 <= 300
    assert 0 <= y0 <= y1 <= 300
