"""Papers as policy papers are laid out, made with typst from a seed: every word, and its order, is known."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from tests.pdfs.made import compiled, paragraph, sentence, table_markup, table_rows


@dataclass
class Layout:
    """A paper and its truth. ``flow``: headings, paragraphs, items in order; ``asides``: boxes, pull quotes, notes,
    captions and cells, whose place in the order is free, each whole; ``furniture``: what must not be in the text."""

    path: Path
    columns: int
    features: set[str] = field(default_factory=set)
    flow: list[str] = field(default_factory=list)
    asides: list[str] = field(default_factory=list)
    furniture: list[str] = field(default_factory=list)


_FONTS = ("Libertinus Serif", "New Computer Modern", "DejaVu Sans Mono")


def laid_out(path: Path, *, columns: int, seed: int) -> Layout:
    """A paper of some pages with whatever the seed chooses of the features below."""
    rng = random.Random(1000 * columns + seed)
    made = Layout(path, columns)
    head = f"Papers on Borders, Banks and Ports | Issue {rng.randrange(3, 60)}"
    made.furniture.append(head)
    title = sentence(rng, rng.randrange(4, 10)).rstrip(".").replace(",", "")
    made.flow.append(title)
    where = '#place(top + center, scope: "parent", float: true)' if columns > 1 else "#align(center)"
    parts = [
        _setup(rng, columns, head),
        f'{where}[#set par(justify: false)\n#text(20pt, weight: "bold", hyphenate: false)[{title}]]',
    ]
    for number in range(1, rng.randrange(4, 7)):
        parts.append(_heading(rng, made, number))
        for _ in range(rng.randrange(2, 5)):
            parts.append(_piece(rng, made))
    path.write_bytes(compiled("\n\n".join(parts)))
    return made


def _setup(rng: random.Random, columns: int, head: str) -> str:
    size = rng.choice((9, 10, 10.5, 11))
    flipped = rng.random() < 0.15
    paper = rng.choice(("a4", "us-letter"))
    gutter = rng.choice(("4%", "14pt", "1cm"))
    foot = rng.choice(('numbering: "1"', 'numbering: "1 / 1"', "footer: align(center)[#context here().page()]"))
    rule = "#v(-6pt)#line(length: 100%, stroke: 0.4pt)" if rng.random() < 0.4 else ""
    indent = rng.choice(("first-line-indent: 1em, spacing: 0.65em", "spacing: 1.2em", "first-line-indent: 1.4em"))
    return (
        f'#set page(paper: "{paper}", columns: {columns}, flipped: {str(flipped).lower()}, margin: 2cm, {foot}, '
        f"header: [#text(8pt)[{head}]{rule}])\n#set columns(gutter: {gutter})\n"
        f'#set text(size: {size}pt, font: "{rng.choice(_FONTS[:2])}", lang: "en")\n'
        f"#set par(justify: {str(rng.random() < 0.75).lower()}, {indent})\n"
        f"#show heading: set text({rng.choice((size, size + 1, size + 3))}pt)\n#show heading: set par(justify: false)\n"
        "#show figure.caption: set par(justify: false)\n#set list(indent: 6pt)\n#set enum(indent: 6pt)\n"
    )  # fmt: skip


def _heading(rng: random.Random, made: Layout, number: int) -> str:
    text = f"{number}. {sentence(rng, rng.randrange(3, 9)).rstrip('.').replace(',', '')}"
    made.flow.append(text)
    return f"#heading(level: 1)[{text.replace('. ', chr(92) + '. ', 1)}]"


def _piece(rng: random.Random, made: Layout) -> str:
    choice = rng.random()
    if choice < 0.45:
        return _prose(rng, made)
    maker = rng.choice((_list, _box, _quote, _table, _sidebar, _inset, _figure))
    made.features.add(maker.__name__.strip("_"))
    return maker(rng, made) + "\n\n" + _prose(rng, made)


def _prose(rng: random.Random, made: Layout) -> str:
    text = paragraph(rng, rng.randrange(3, 8))
    made.flow.append(text)
    if rng.random() < 0.4:
        note = paragraph(rng, rng.randrange(1, 3))
        made.asides.append(note)
        made.features.add("footnote")
        cut = text.index(". ") + 1
        return f"{text[:cut]}#footnote[{note}]{text[cut:]}"
    return text


def _list(rng: random.Random, made: Layout) -> str:
    items = [sentence(rng, rng.randrange(4, 26)) for _ in range(rng.randrange(2, 6))]
    sign = rng.choice(("-", "+"))
    made.flow += [f"• {item}" if sign == "-" else f"{n}. {item}" for n, item in enumerate(items, 1)]
    return "\n".join(f"{sign} {item}" for item in items)


def _box(rng: random.Random, made: Layout) -> str:
    """A framed or shaded box over the page's width at its top or foot, or in the column."""
    title = f"Box {rng.randrange(1, 9)}: {sentence(rng, 4).rstrip('.').replace(',', '')}"
    texts = [paragraph(rng, rng.randrange(2, 4)) for _ in range(rng.randrange(1, 3))]
    made.asides += [title, *texts]
    paint = rng.choice(("stroke: 0.7pt", 'fill: rgb("#e4ecf4")', 'fill: rgb("#eeeeee"), stroke: 0.5pt, radius: 4pt'))
    block = f"#block(width: 100%, inset: 8pt, {paint})[#align(left)[*{title}*\n\n" + "\n\n".join(texts) + "]]"
    scope = rng.choice(("column", "parent"))
    place = rng.choice(("top", "bottom", "auto"))
    return f'#place({place}, scope: "{scope}", float: true)[{block}]'


def _sidebar(rng: random.Random, made: Layout) -> str:
    """A box without a frame, with a thick rule at its left only."""
    text = paragraph(rng, 2)
    made.asides.append(text)
    return f"#block(inset: (left: 10pt, y: 4pt), stroke: (left: 3pt + navy))[#text(0.9em)[{text}]]"


def _quote(rng: random.Random, made: Layout) -> str:
    """A pull quote: large, slanted, between rules."""
    text = f"“{sentence(rng, rng.randrange(8, 16))}”"
    made.asides.append(text)
    side = rng.choice(("center", "left"))
    words = f"#set par(justify: false, first-line-indent: 0pt)\n{text}"
    shown = f'#align({side})[#text(1.5em, style: "italic", hyphenate: false)[{words}]]'
    rule = "#line(length: 100%)"
    return f"#block(above: 1.6em, below: 1.6em, breakable: false)[{rule}{shown}{rule}]"


def _inset(rng: random.Random, made: Layout) -> str:
    """A passage quoted in smaller type, set in on both sides."""
    text = paragraph(rng, 2)
    made.asides.append(text)
    return f"#pad(x: 1.5em)[#text(0.92em)[{text}]]"


def _table(rng: random.Random, made: Layout) -> str:
    rows = table_rows(rng, rows=rng.randrange(3, 7), columns=rng.randrange(3, 5 if made.columns == 1 else 4))
    caption = f"Agreements by year, list {rng.randrange(100)}"
    made.asides += [cell for row in rows for cell in row if cell]
    count = sum("Agreements by year" in text for text in made.asides) + 1
    made.asides.append(f"Table {count}: {caption}")
    style = rng.choice(("ruled", "level"))
    markup = table_markup(rows, style, caption=caption, narrow=True)
    if made.columns > 1 and rng.random() < 0.6:
        return f'#place(auto, scope: "parent", float: true)[{markup}]'
    return markup


def _figure(rng: random.Random, made: Layout) -> str:
    """A drawing with a caption under it."""
    caption = sentence(rng, rng.randrange(5, 14)).rstrip(".")
    count = sum(text.startswith("Figure ") for text in made.asides) + 1
    made.asides.append(f"Figure {count}: {caption}")
    bars = ", ".join(f"rect(width: 12pt, height: {rng.randrange(10, 60)}pt, fill: navy)" for _ in range(6))
    scope = "parent" if made.columns > 1 and rng.random() < 0.5 else "column"
    return (
        f'#place(auto, scope: "{scope}", float: true)[#figure(stack(dir: ltr, spacing: 4pt, {bars}), '
        f'kind: image, supplement: [Figure], caption: [{caption}])]'
    )  # fmt: skip


def words(texts: Sequence[str]) -> list[str]:
    """The words of some texts, in order."""
    return " ".join(texts).split()
