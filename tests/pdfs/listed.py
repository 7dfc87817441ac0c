"""Pages with lists of contents in many layouts, as typst markup; their lines name sums, meetings and agreements.

``AFTER`` follows each: sections under the titles of the list, so that the list sends somewhere.
"""

from __future__ import annotations

TITLES = (
    "Introduction",
    "The agreement signed by China and Peru in May 2017",
    "A loan of \\$2 billion from China to Peru",
    "The summit of Lima on 4 June 2018",
    "A strategic partnership between China and Peru",
    "The railway of the south was completed in 2019",
    "What is left to do",
)
PAGES = (3, 5, 9, 12, 17, 21, 30)
AFTER = "\n".join(f"== {title}\n\nThe port was dredged again, and the ferries went on as before.\n" for title in TITLES)


def _filled(leader: str) -> str:
    fill = f"#box(width: 1fr, repeat[{leader}])"
    return "\n\n".join(f"{title} {fill} {number}" for title, number in zip(TITLES, PAGES, strict=True))


def _pushed(*, labels: bool = False) -> str:
    rows = (
        f"{f'{k}. ' if labels else ''}{title} #h(1fr) {number}"
        for k, (title, number) in enumerate(zip(TITLES, PAGES, strict=True), 1)
    )
    return "\n\n".join(rows)


def _grid(columns: int) -> str:
    cells = [f"[{title}], align(right)[{number}]" for title, number in zip(TITLES, PAGES, strict=True)]
    widths = ", ".join(["1fr, 8mm"] * columns)
    return f"#grid(columns: ({widths}), gutter: 4mm, {', '.join(cells)})"


def _first() -> str:
    cells = ", ".join(f"[{number}], [{title}]" for title, number in zip(TITLES, PAGES, strict=True))
    return f"#grid(columns: (12mm, 1fr), gutter: 4mm, {cells})"


def _roman() -> str:
    romans = ("i", "iii", "iv", "1", "6", "9", "14")
    return "\n\n".join(f"{title} #h(1fr) {number}" for title, number in zip(TITLES, romans, strict=True))


LISTS: dict[str, tuple[str, ...]] = {
    "dots": ("= Contents\n\n" + _filled("."),),
    "dots with blanks": ("= CONTENTS\n\n#align(right)[_Page_]\n\n" + _filled(". "),),
    "middle dots": ("= Table of contents\n\n" + _filled("·"),),
    "a line": ("= Contents\n\n" + _filled("\\_"),),
    "numbers at the margin": ("= Contents\n\n" + _pushed(),),
    "numbered sections": ("= Contents\n\n" + _pushed(labels=True),),
    "numbered sections without leaders or margin": (
        "= Contents\n\n" + "\n\n".join(f"{k}. {t}, {n}" for k, (t, n) in enumerate(zip(TITLES, PAGES, strict=True), 1)),
    ),
    "two columns": ("= Contents\n\n" + _grid(2),),
    "two columns of text": ("= Contents\n\n#columns(2)[" + _pushed() + "]",),
    "page numbers first": ("= In this report\n\n" + _first(),),
    "roman numbers": ("= Contents\n\n" + _roman(),),
    "french": ("= Sommaire\n\n" + _filled("."),),
    "spanish": ("= Índice\n\n" + _pushed(),),
    "no numbers": ("= Contents\n\n" + "\n\n".join(TITLES),),
    "no heading": (_filled("."),),
    "over two pages": (
        "= Contents\n\n" + "\n\n".join(f"Part {k}: port {k} #h(1fr) {k}" for k in range(1, 20)),
        "\n\n".join(f"{t} #h(1fr) {20 + n}" for t, n in zip(TITLES, PAGES, strict=True)),
    ),
    "a list of tables": ("= List of tables\n\n" + "\n\n".join(
        f"Table {k}. {t} #box(width: 1fr, repeat[.]) {n}" for k, (t, n) in enumerate(zip(TITLES, PAGES, strict=True), 1)
    ),),
    "small and grey": ("#text(20pt)[What’s inside]\n\n#text(7pt, fill: luma(90))[" + _pushed() + "]",),
}  # fmt: skip

_LOANS = ((2015, 40), (2016, 55), (2017, 60), (2018, 71))
NO_LISTS: dict[str, str] = {
    "sums behind dots": "= Loans\n\n"
    + "\n\n".join(f"China to Peru in {year} #box(width: 1fr, repeat[.]) \\${sum_} million" for year, sum_ in _LOANS),
    "a word in prose": "= Ports\n\nThe contents of the agreement that China and Peru signed in May 2017 are these: a "
    "loan of \\$2 billion, and a summit.",
    "a budget": "= Budget\n\n#table(columns: 2, [Contents], [US\\$ million], "
    + ", ".join(f"[A loan of China to Peru, {year}], [{sum_}]" for year, sum_ in _LOANS)
    + ")",
    "numbers that grow": "= Loans of China to Peru\n\nUS\\$ million\n\n"
    + "\n\n".join(f"Loans of {year} #h(1fr) {sum_}" for year, sum_ in _LOANS),
}
