"""The licence of a fact: which places of a paper may prove its cells, by where it is told."""

from __future__ import annotations

from dataclasses import replace

import pytest

from policyfacts.discourse import Licences, items_of
from policyfacts.language import paper_mentions
from policyfacts.records import Cell, Grid, NoteLink, Paper, Passage, PassageKind, Slot, Span
from tests.builders import make_paper, span_of

LONG = " It is told at length here, and with many words, as the papers of the ministries of the coast are wont to do."


def _paper(*passages: tuple[PassageKind, str, tuple[str, ...]]) -> Paper:
    paper = make_paper([text for _, text, _ in passages])
    kinds = zip(paper.passages, passages, strict=True)
    return replace(paper, passages=tuple(replace(p, kind=kind, section=path) for p, (kind, _, path) in kinds))


def _licences(paper: Paper) -> Licences:
    mentions = paper_mentions(paper)
    return Licences(paper, mentions, items_of(paper, mentions))


def _holds(paper: Paper, column: str, told: str, words: str) -> bool:
    """Whether ``words`` may prove a cell of ``column`` of a fact that the sentence ``told`` tells."""
    return _licences(paper).proved(span_of(paper, told), column, Slot("x", (span_of(paper, words),)))


SECTION = ("Ports",)
REPORT = _paper(
    ("title", "Togo and the sea", ()),
    ("heading", "Roads", ()),
    ("prose", "Ghana paved the alpha road." + LONG * 3, ("Roads",)),
    ("heading", "Ports", ()),
    ("prose", "Togo leads with the beta quay." + LONG * 3, SECTION),
    ("prose", "Then came the gamma quay." + LONG * 3, SECTION),
    ("prose", "Then came the delta quay." + LONG * 3, SECTION),
    ("prose", "Here is the sum. It paid for the epsilon quay.", SECTION),
    ("prose", "Later came the zeta quay.", SECTION),
)


@pytest.mark.parametrize(
    ("words", "any_cell", "names"),
    [
        ("epsilon", True, True),  # its paragraph
        ("Ports", True, True),  # its heading
        ("beta", True, True),  # its section's lead
        ("delta", False, True),  # the paragraph before
        ("gamma", False, False),
        ("zeta", False, False),  # what comes later
        ("alpha", False, False),  # another section
        ("Roads", False, False),
        ("Togo", False, True),  # the paper's subject, of which the section speaks
    ],
)
def test_of_prose(words: str, any_cell: bool, names: bool) -> None:
    assert _holds(REPORT, "event", "Here is the sum.", words) is any_cell
    assert _holds(REPORT, "recipients", "Here is the sum.", words) is names


def test_the_papers_subject_is_no_side_where_the_section_does_not_speak_of_it() -> None:
    assert not _holds(REPORT, "recipients", "Ghana paved", "Togo")


@pytest.mark.parametrize("kind", ["item", "prose"])
def test_an_item_of_a_list_hangs_by_its_lead(kind: PassageKind) -> None:
    paper = _paper(
        ("prose", "The opening tells of the omega." + LONG * 3, ()),
        ("prose", "Those that the bank paid for alpha were:", ()),
        (kind, "the pier of one;", ()),
        (kind, "the pier of two;", ()),
        (kind, "the pier of three.", ()),
    )
    assert _holds(paper, "event", "the pier of three.", "alpha")
    assert not _holds(paper, "event", "the pier of three.", "pier of two")


def test_a_note_belongs_to_the_paragraph_that_it_is_marked_in() -> None:
    paper = _paper(
        ("prose", "The opening tells of the omega." + LONG * 3, ()),
        ("prose", "It paid for the alpha.", ()),
        ("prose", "It paid for the beta.", ()),
        ("note", "1 The sum is gamma.", ()),
    )
    note = span_of(paper, "1 The sum is gamma.")
    paper = replace(paper, notes=(NoteLink(span_of(paper, "alpha").end, "1", note),))
    assert _holds(paper, "event", "It paid for the alpha.", "gamma")
    assert _holds(paper, "event", "1 The sum", "alpha")
    assert not _holds(paper, "event", "It paid for the beta.", "gamma")
    assert not _holds(paper, "event", "1 The sum", "beta")


def test_of_an_item_of_news_the_headline_the_dateline_and_the_lead() -> None:
    long = LONG * 4
    paper = _paper(
        ("heading", "The alpha loan", ()),
        ("prose", "Accra, 3 May 2022", ()),
        ("prose", "The lead tells of the beta." + long, ()),
        ("prose", "Then comes the gamma." + long, ()),
        ("prose", "Here is the sum." + long, ()),
        ("heading", "The delta loan", ()),
        ("prose", "Lomé, 4 May 2022", ()),
        ("prose", "The next tells of the epsilon." + long, ()),
    )
    told = ["alpha", "3 May 2022", "beta"]
    assert [w for w in (*told, "gamma", "delta", "epsilon") if _holds(paper, "date", "Here is the sum.", w)] == told


def _with_table(rows: list[list[str]]) -> Paper:
    """Two paragraphs, then a table of ``rows``, its first row the headings."""
    cells = [cell for row in rows for cell in row if cell]
    paper = make_paper(
        ["Before the table stands omega." + LONG * 3, "Right before it stands sigma.", "The caption", *cells]
    )
    grid, passages = [], list(paper.passages[:3])
    places = iter(paper.passages[3:])
    for y, row in enumerate(rows):
        for x, cell in enumerate(row):
            place = next(places) if cell else Passage(0, 0, "cell")
            grid.append(Cell(y, x, place.start, place.end))
            passages += [replace(place, kind="cell")] if cell else []
    caption = Span(paper.passages[2].start, paper.passages[2].end)
    table = Grid(1, (0.0, 0.0, 1.0, 1.0), tuple(grid), 1, caption)
    return replace(paper, passages=(*passages[:2], replace(passages[2], kind="caption"), *passages[3:]), grids=(table,))


def test_of_a_table_its_row_headings_group_stub_caption() -> None:
    paper = _with_table(
        [
            ["Donor", "Year", "Sum", "Remark"],
            ["North", "", "", ""],
            ["Delta", "2011", "$1 million", "late"],
            ["", "2012", "$2 million", ""],
            ["Kappa", "2013", "$3 million", "never"],
        ]
    )
    row = Span(span_of(paper, "2012").start, span_of(paper, "$2 million").end)
    licences = _licences(paper)

    def held(words: str) -> bool:
        return licences.proved(row, "event", Slot("x", (span_of(paper, words),)))

    near = ["2012", "Donor", "Year", "Sum", "North", "Delta", "caption", "omega"]
    assert [w for w in (*near, "Remark", "2011", "2013", "Kappa", "never", "sigma") if held(w)] == near


def test_of_a_table_that_is_turned_a_column_with_its_heading_and_stubs() -> None:
    paper = _with_table([["Told", "Alpha", "Beta"], ["Size", "400", "600"], ["Begun", "2011", "2012"]])
    column = Span(span_of(paper, "Alpha").start, span_of(paper, "2011").end)
    licences = _licences(paper)
    words = ["Alpha", "400", "2011", "Size", "Begun", "caption", "Beta", "600", "2012"]
    held = [w for w in words if licences.proved(column, "event", Slot("x", (span_of(paper, w),)))]
    assert held == words[:6]
