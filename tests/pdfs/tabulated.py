"""Tables as policy papers print them, made with typst from a seed: every cell, span, caption and note is known."""

from __future__ import annotations

import random
from dataclasses import dataclass, field
from pathlib import Path

from tests.pdfs.made import compiled, paragraph

RULED, LEVEL, ROWS, UNDER, BARE, SHADED = "ruled", "level", "rows", "under", "bare", "shaded"
"""Lines on all sides; above, below and under the heading; above the heading and under every row; under every row; none;
none, but every other row shaded."""
STYLES = (RULED, LEVEL, ROWS, BARE, SHADED)

_STATES = (
    "Kenya", "Peru", "Brazil", "Vietnam", "Kazakhstan", "Ethiopia", "Mongolia", "Uruguay", "Papua New Guinea",
    "Trinidad and Tobago", "Bosnia and Herzegovina", "Dominican Republic", "Côte d’Ivoire", "Lao PDR", "Chile",
    "United Republic of Tanzania", "Saudi Arabia", "Sri Lanka",
)  # fmt: skip
_WORKS = (
    "road", "port", "railway line between the two capitals", "hydropower station", "gas pipeline to the coast",
    "bridge", "second phase of the airport", "water supply of the northern districts", "transmission line", "hospital",
)  # fmt: skip
_LEVELS = ("strategic", "comprehensive strategic", "all-round cooperative", "friendly", "comprehensive")
_MONTHS = ("January", "March", "May", "July", "September", "November")
_HEADS = {
    "year": ("Year", "Signed", "Year of signature", "Established"),
    "sum": ("Amount", "Loan (US\\$ million)", "Total commitments", "Value"),
    "share": ("Share", "Share (%)", "Rate"),
    "date": ("Date", "Date signed", "Date of the visit"),
    "work": ("Project", "Purpose of the loan", "What was built"),
    "level": ("Level", "Title held", "Level of partnership"),
}


@dataclass
class Printed:
    """One table: its rows of cells (``None`` where a cell to the left or above spans), header rows, caption, note."""

    rows: list[list[str | None]]
    header_rows: int
    caption: str = ""
    note: str = ""


@dataclass
class Tabulated:
    """A paper of such tables between paragraphs."""

    path: Path
    style: str
    tables: list[Printed] = field(default_factory=list)
    flow: list[str] = field(default_factory=list)


def tabulated(path: Path, style: str, *, seed: int, columns: int = 1) -> Tabulated:
    """A paper with four tables of one style; ``columns`` of text."""
    rng = random.Random(f"{style} {seed} {columns}")
    made = Tabulated(path, style)
    size = rng.choice((9, 10, 11))
    small = rng.choice((size, size, size - 1))
    parts = [
        f'#set page(paper: "a4", columns: {columns}, margin: 2cm, numbering: "1")\n#set text({size}pt, lang: "en", '
        f'font: "{rng.choice(("Libertinus Serif", "New Computer Modern"))}")\n#set par(justify: true)\n'
        f"#show table: set text({small}pt, hyphenate: false)\n#show table: set par(justify: false)\n"
        "#show figure: set block(breakable: true)\n#show figure.caption: set par(justify: false)"
    ]
    for number in range(1, 5):
        text = paragraph(rng, 4)
        made.flow.append(text)
        table = _table(rng, style, narrow=columns > 1)
        table.caption = f"Table {number}: Loans and partnerships, list {rng.randrange(10, 99)}"
        made.tables.append(table)
        parts += [text, _markup(rng, table, style, narrow=columns > 1)]
    text = paragraph(rng, 4)
    made.flow.append(text)
    parts.append(text)
    path.write_bytes(compiled("\n\n".join(parts)))
    return made


def _table(rng: random.Random, style: str, *, narrow: bool) -> Printed:
    kinds = [rng.choice(tuple(_HEADS)) for _ in range(rng.randrange(2, 3 if narrow else 6))]
    heads: list[list[str | None]] = [["Country", *(rng.choice(_HEADS[kind]) for kind in kinds)]]
    if len(kinds) > 2 and rng.random() < 0.4 and style not in {BARE, SHADED}:
        # A heading over two columns or more, with headings of their own under it.
        start = rng.randrange(1, len(kinds))
        over = rng.randrange(2, len(kinds) - start + 2) if len(kinds) - start + 1 > 2 else 2
        end = min(start + over, len(kinds) + 1)
        top: list[str | None] = [*heads[0]]
        below: list[str | None] = [None] * len(top)
        for column in range(start, end):
            below[column], top[column] = heads[0][column], None
        top[start] = rng.choice(("First period", "Promised by the lender", "2010–2019"))
        heads = [top, below]
    body: list[list[str | None]] = []
    used: set[str] = set()
    while len(body) < rng.randrange(4, 10):
        state = rng.choice(_STATES)
        if state in used:
            continue
        used.add(state)
        row: list[str | None] = [state, *(_cell(rng, kind) for kind in kinds)]
        for column in range(2, len(row)):
            if rng.random() < 0.1:
                row[column] = ""
        body.append(row)
    if rng.random() < 0.25 and style in {RULED, ROWS, LEVEL}:
        group: list[str | None] = [rng.choice(("Sub-Saharan Africa", "Other states")), *([None] * len(kinds))]
        body.insert(rng.randrange(1, len(body) - 1), group)
    note = rng.choice(
        ("", "Source: ministries of finance, as of March 2020.", "Note: sums are in millions of US dollars.")
    )
    return Printed([*heads, *body], len(heads), note=note)


def _cell(rng: random.Random, kind: str) -> str:
    if kind == "year":
        return str(rng.randrange(1990, 2026))
    if kind == "sum":
        return f"{rng.randrange(1, 90)},{rng.randrange(100, 999)}.{rng.randrange(10)}" if rng.random() < 0.3 else str(
            rng.randrange(2, 999))  # fmt: skip
    if kind == "share":
        return f"{rng.randrange(1, 99)}.{rng.randrange(10)}%"
    if kind == "date":
        return f"{rng.randrange(1, 29)} {rng.choice(_MONTHS)} {rng.randrange(2000, 2026)}"
    return rng.choice(_WORKS if kind == "work" else _LEVELS)


def _markup(rng: random.Random, table: Printed, style: str, *, narrow: bool) -> str:
    count = len(table.rows[0])
    bold = rng.random() < 0.7 or style in {BARE, SHADED}
    aligned = rng.choice(("left", "left", "(x, y) => if x == 0 or y == 0 { left } else { right }", "center"))
    if style == BARE and "center" in aligned:
        aligned = "left"
    widths = ", ".join([rng.choice(("auto", "1fr")) if not narrow else "auto"] * count)
    fill = ', fill: (_, y) => if calc.odd(y) { rgb("#e8eef6") }' if style == SHADED else ""
    stroke = "0.5pt" if style == RULED else "none"
    cells = []
    for number, row in enumerate(table.rows):
        shown = [_spanned(table, number, column, bold=bold) for column in range(count) if row[column] is not None]
        if number == 0:
            cells += ["table.header("] + ["table.hline()"] * (style in {LEVEL, ROWS})
        cells += shown
        if number == 0 and table.header_rows > 1 and style != RULED:
            cells.append(_under_heading(row))
        if (
            style in {LEVEL, ROWS, UNDER}
            and number >= table.header_rows - 1
            and (style != LEVEL or number < table.header_rows)
        ):
            cells.append("table.hline()")
        if number == table.header_rows - 1:
            cells.append(")")
    if style == LEVEL:
        cells.append("table.hline()")
    inner = ", ".join(cells).replace("table.header(, ", "table.header(").replace(", )", ")")
    space = rng.choice((4, 5, 7) if style == RULED else (5, 6, 7))
    markup = f"table(columns: ({widths},), stroke: {stroke}, inset: {space}pt, align: {aligned}{fill}, {inner})"
    caption = table.caption.partition(": ")[2]
    figure = f"#figure({markup}, kind: table, supplement: [Table], caption: figure.caption(position: top)[{caption}])"
    return figure + (f"\n#text(0.8em)[{table.note}]" if table.note else "")


def _under_heading(row: list[str | None]) -> str:
    """A rule under a heading over several columns, as wide as these."""
    end = max(column for column, text in enumerate(row) if text is None) + 1
    start = max(column for column, text in enumerate(row[:end]) if text is not None)
    return f"table.hline(start: {start}, end: {end}, stroke: 0.4pt)"


def _spanned(table: Printed, row: int, column: int, *, bold: bool) -> str:
    """A cell with the span that the ``None`` right of it and below it make."""
    rows = table.rows
    text = rows[row][column] or ""
    text = f"[*{text}*]" if bold and text and row < table.header_rows else f"[{text}]"
    across = 1
    under = 0 < row < table.header_rows  # there, what is empty belongs to cells that span down
    while not under and column + across < len(rows[row]) and rows[row][column + across] is None:
        across += 1
    down = 1
    if across == 1:
        while row + down < table.header_rows and rows[row + down][column] is None:
            down += 1
    if across == down == 1:
        return text
    align = ", align: center" if across > 1 and row < table.header_rows else ""
    return f"table.cell(colspan: {across}, rowspan: {down}{align}){text}"
