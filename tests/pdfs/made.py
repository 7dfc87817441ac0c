"""Papers made for the tests of reading, with typst: every word, cell and note in them is known."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

import typst

_WORDS = (
    "government ministers agreement announced investment development cooperation infrastructure negotiations railway "
    "partnership strategic comprehensive delegation parliament ratified commission framework understanding however "
    "disbursement concessional commitment establishment international administration implementation memorandum "
    "renewable electricity transmission agricultural manufacturing neighbouring outstanding supplementary declaration "
    "the of and in to for with from under between after before during its their which that was were had been will "
    "credit bank loan grant port dam road bridge company province capital border region summit treaty budget year "
    "long-term second-largest high-level state-owned low-income multi-year decision-making policy-makers "
    "environmental responsibility communication intergovernmental sustainability reconstruction opportunities "
    "financing guarantees procurement settlement monitoring evaluation transparency sovereignty consultation "
    "Kenya Peru Brazil Vietnam Kazakhstan Ethiopia Mongolia Uruguay Beijing Nairobi Lima Hanoi"
).split()


@dataclass
class Made:
    """A paper made by a test: its file and what stands in it."""

    path: Path
    flow: list[str] = field(default_factory=list)
    headings: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    tables: list[list[list[str]]] = field(default_factory=list)
    captions: list[str] = field(default_factory=list)


def compiled(source: str) -> bytes:
    """A PDF of typst markup, with the fonts that typst brings."""
    return typst.compile(source.encode("utf-8"), ignore_system_fonts=True)


def sentence(rng: random.Random, words: int) -> str:
    """A sentence without sense, of the words of policy papers."""
    chosen = [rng.choice(_WORDS) for _ in range(words)]
    if rng.random() < 0.4:
        chosen.insert(rng.randrange(1, len(chosen)), str(rng.randrange(1990, 2026)))
    if rng.random() < 0.3:
        chosen[rng.randrange(len(chosen) - 1)] += ","
    return chosen[0][0].upper() + " ".join(chosen)[1:] + "."


def paragraph(rng: random.Random, sentences: int) -> str:
    """A paragraph of such sentences."""
    return " ".join(sentence(rng, rng.randrange(8, 22)) for _ in range(sentences))


def paper(path: Path, *, columns: int, seed: int, heads: bool = True, notes: bool = False) -> Made:
    """A paper of several pages: title over all columns, headings, paragraphs, running heads, footnotes if asked."""
    rng = random.Random(seed)
    made = Made(path)
    parts = [
        f'#set page(paper: "a4", columns: {columns}, margin: 2cm, numbering: "1"'
        + (", header: [#h(1fr) #text(8pt)[Papers on Borders and Banks]]" if heads else "")
        + ")",
        '#set text(size: 10pt, font: "Libertinus Serif", lang: "en")',
        f"#set par(justify: true, first-line-indent: {'1em' if seed % 2 else '0pt'}"
        + (")" if seed % 2 else ", spacing: 1.2em)"),
        "#show heading: set text(11pt)",
        '#place(top + center, scope: "parent", float: true)[#text(18pt, weight: "bold")[On borders and banks]]',
    ]
    for number in range(1, 8):
        heading = f"{number} {sentence(rng, 4).rstrip('.').replace(',', '')}"
        made.headings.append(heading)
        made.flow.append(heading)
        parts.append(f"= {heading}".replace(f"= {number} ", f"= {number} "))
        for index in range(3):
            text = paragraph(rng, rng.randrange(3, 7))
            made.flow.append(text)
            if notes and index == 1:
                note = paragraph(rng, 1)
                made.notes.append(note)
                text += f"#footnote[{note}]"
            parts.append(text)
    path.write_bytes(compiled("\n\n".join(parts)))
    return made


def table_rows(rng: random.Random, *, rows: int, columns: int, empty: float = 0.1) -> list[list[str]]:
    """A header row and body rows: a name, then years, sums and short phrases, some cells empty."""
    header = ["Country", *(rng.choice(("Year signed", "Amount", "Stage of work", "Level")) for _ in range(columns - 1))]
    body = []
    for number in range(rows):
        row = [f"{rng.choice(_WORDS[-12:-4])} {number + 1}"]
        for column in range(1, columns):
            kind = (column + len(header[column])) % 3
            value = (
                str(rng.randrange(1990, 2026)) if kind == 0
                else f"{rng.randrange(2, 900)}.{rng.randrange(10)}" if kind == 1
                else " ".join(rng.choice(_WORDS[:24]) for _ in range(rng.randrange(1, 5)))
            )  # fmt: skip
            row.append("" if rng.random() < empty and column > 1 else value)
        body.append(row)
    return [header, *body]


RULED, LEVEL, BARE = "ruled", "level", "bare"


def table_markup(rows: Sequence[Sequence[str]], style: str, *, caption: str = "", narrow: bool = False) -> str:
    """A typst table: ``ruled`` on all sides, ``level`` rules above, below and under the header, or ``bare``."""
    columns = len(rows[0])
    widths = ", ".join(["1fr"] * columns) if narrow else ", ".join(["auto"] * columns)
    cells = ["table.header(" + ", ".join(f"[*{cell}*]" for cell in rows[0]) + ")"]
    if style == LEVEL:
        cells = ["table.hline()", *cells, "table.hline()"]
    cells += [f"[{cell}]" for row in rows[1:] for cell in row]
    if style == LEVEL:
        cells.append("table.hline()")
    stroke = "0.5pt" if style == RULED else "none"
    table = f"table(columns: ({widths}), stroke: {stroke}, align: left, {', '.join(cells)})"
    if not caption:
        return f"#{table}"
    return f"#figure({table}, kind: table, supplement: [Table], caption: figure.caption(position: top)[{caption}])"


def paper_with_tables(path: Path, style: str, *, seed: int, columns: int = 1) -> Made:
    """A paper whose prose is interrupted by captioned tables of one style."""
    rng = random.Random(seed)
    made = Made(path)
    parts = [
        f'#set page(paper: "a4", columns: {columns}, margin: 2.2cm)',
        '#set text(size: 10pt, font: "Libertinus Serif", lang: "en")',
        "#set par(justify: true)",
    ]
    for number in range(4):
        text = paragraph(rng, 5)
        made.flow.append(text)
        parts.append(text)
        rows = table_rows(rng, rows=rng.randrange(4, 9), columns=rng.randrange(3, 6) if columns == 1 else 3)
        caption = f"Signed agreements by year, list {number + 1}"
        made.tables.append(rows)
        made.captions.append(f"Table {number + 1}: {caption}")
        parts.append(table_markup(rows, style, caption=caption, narrow=number % 2 == 0))
    text = paragraph(rng, 5)
    made.flow.append(text)
    parts.append(text)
    path.write_bytes(compiled("\n\n".join(parts)))
    return made
