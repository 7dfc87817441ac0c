"""Tables as they are printed: units in captions, headings and notes of a PDF, and over a page break."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from policyfacts.facts import facts
from policyfacts.language import paper_mentions
from policyfacts.reading import read
from policyfacts.records import Money, Paper
from policyfacts.tabular import cell_labels
from tests.typeset import typeset

_LENDERS = ("China", "Japan", "France", "India")
_BORROWERS = ("Kenya", "Laos", "Togo", "Nepal", "Mali")
_LONG = [
    (_LENDERS[i % len(_LENDERS)], _BORROWERS[i % len(_BORROWERS)], f"{i % 28 + 1} May {2000 + i % 20}", str(100 + i))
    for i in range(40)
]


def test_a_unit_above_the_columns_counts_the_rows_of_the_next_page_too(tmp_path: Path) -> None:
    heads = ("Lender", "Borrower", "Signed", "Sum (USD million)")
    paper = read(typeset(tmp_path / "long.pdf", _printed("Loans", heads, _LONG, repeat=True)))
    found = [fact.slots for fact in facts(paper, parser="none") if fact.table == "funds"]
    assert len(paper.pages) > 1
    assert [str(slots["amount"].value) for slots in found] == [f"{row[3]}000000" for row in _LONG]
    assert {str(slots["currency"].value) for slots in found} == {"USD"}


def test_a_unit_in_the_caption_counts_pages_without_headings_too(tmp_path: Path) -> None:
    heads = ("Lender", "Borrower", "Signed", "Sum")
    paper = read(typeset(tmp_path / "long.pdf", _printed("Loans (EUR million)", heads, _LONG, repeat=False)))
    assert len(paper.pages) > 1
    assert _sums(paper) == [(row[3], int(row[3]) * 10**6, "EUR", "Sum") for row in _LONG]


def test_a_note_below_the_table_tells_its_unit(tmp_path: Path) -> None:
    rows = [("Norway", "4.5", "12"), ("Total", "4.5", "12")]
    table = _printed("Grants by donor", ("Donor", "2023", "Number of grants"), rows, repeat=False)
    paper = read(typeset(tmp_path / "note.pdf", table + "\n\n#text(7pt)[Note: Amounts in thousands of euros.]"))
    assert _sums(paper) == [("4.5", 4500, "EUR", "Norway"), ("4.5", 4500, "EUR", "total")]


def _sums(paper: Paper) -> list[tuple[str, int, str, str]]:
    mentions = paper_mentions(paper)
    labels = cell_labels(paper, mentions)
    return [
        (m.text, int(m.value.value), m.value.currency, labels.get(m.start, ""))
        for m in mentions
        if isinstance(m.value, Money)
    ]


def _printed(caption: str, heads: Sequence[str], rows: Sequence[Sequence[str]], *, repeat: bool) -> str:
    cells = "".join(f"[{text}], " for row in rows for text in row)
    header = f"table.header(repeat: {str(repeat).lower()}, {', '.join(f'[*{head}*]' for head in heads)})"
    return (
        "#show figure: set block(breakable: true)\n"
        f"#figure(kind: table, supplement: [Table], caption: figure.caption(position: top)[{caption}], "
        f"table(columns: {len(heads)}, align: left, {header}, {cells}))"
    )
