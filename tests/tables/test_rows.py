"""From records to rows: what stands in each table, and what is refused."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import numpy as np
import pytest

from policyfacts.errors import TableError
from policyfacts.records import Fact, LedgerEntry, Money, Slot, Span
from policyfacts.tables import failed_rows, paper_rows, provable
from tests.builders import fact_of, make_paper, mention_of, span_of

SIGNED = "In May 2017 China and Peru agreed on\na strategic partnership."
LENT = "China lent Peru $2 billion in 2018."
PAPER = make_paper([SIGNED], [LENT, "Peru thanked China."])
PARTNERSHIP = fact_of(
    PAPER,
    "partnerships",
    PAPER.text[: len(SIGNED)],
    {
        "country": ("PER", "Peru"),
        "counterparty": ("CHN", "China"),
        "level": ("strategic", "agreed on a strategic partnership"),
        "date": ("2017-05", "May 2017"),
    },
)
LOAN = fact_of(
    PAPER,
    "funds",
    LENT,
    {"amount": (Decimal("2E+9"), "$2 billion"), "currency": ("USD", "$2 billion"), "kind": ("loan", "lent")},
)


def test_dates_have_place_and_value() -> None:
    rows = paper_rows(PAPER, [mention_of(PAPER, "date", "May 2017", "2017-05")], []).rows
    assert rows["dates"] == [
        {"doc": "paper", "page": "1", "text": "May 2017", "edtf": "2017-05", "start": "3", "end": "11"}
    ]
    assert rows["evidence"] == [
        {
            "fact_id": "paper:dates:3-11",
            "slot": "edtf",
            "page": "1",
            "start": "3",
            "end": "11",
            "text": "May 2017",
            "x0": "65",
            "y0": "64",
            "x1": "105",
            "y1": "74",
        }
    ]


def test_countries_are_counted_page_by_page() -> None:
    second = len(SIGNED) + 2
    mentions = [
        mention_of(PAPER, "country", "China", "CHN"),
        mention_of(PAPER, "country", "China", "CHN", after=second),
        mention_of(PAPER, "country", "Peru", "PER", after=second),
        mention_of(PAPER, "country", "China", "CHN", after=second + 20),
    ]
    rows = paper_rows(PAPER, reversed(mentions), []).rows
    assert [(row["page"], row["country"], row["mentions"]) for row in rows["countries"]] == [
        ("1", "CHN", "1"),
        ("2", "CHN", "2"),
        ("2", "PER", "1"),
    ]
    assert [row["fact_id"] for row in rows["evidence"]].count("paper:countries:2-CHN") == 2


def test_amounts_are_plain_numbers() -> None:
    money = Money(Decimal("2E+9"), "USD", Decimal("3E+9"), "approximate")
    rows = paper_rows(PAPER, [mention_of(PAPER, "amount", "$2 billion", money)], []).rows
    (row,) = rows["amounts"]
    assert (row["value"], row["value_max"], row["qualifier"]) == ("2000000000", "3000000000", "approximate")


def test_a_fact_and_its_evidence_over_two_lines() -> None:
    rows = paper_rows(PAPER, [], [PARTNERSHIP]).rows
    (row,) = rows["partnerships"]
    assert row["quote"] == SIGNED.replace("\n", " ")
    assert row["fact_id"].startswith("paper:partnerships:")
    assert len(row["fact_id"].rsplit(":", 1)[1]) == 10
    level = [line for line in rows["evidence"] if line["slot"] == "level"]
    assert [(line["y0"], line["y1"]) for line in level] == [("64", "74"), ("78", "88")]
    assert {line["text"] for line in level} == {"agreed on a strategic partnership"}


def test_a_sentence_over_a_page_break_belongs_to_the_page_it_starts_on() -> None:
    paper = make_paper(["In 2018 China and Peru agreed on"], ["...a strategic partnership in Lima."])
    fact = fact_of(
        paper,
        "partnerships",
        paper.text,
        {"country": ("PER", "Peru"), "level": ("strategic", "a strategic partnership")},
    )
    rows = paper_rows(paper, [], [fact]).rows
    assert rows["partnerships"][0]["page"] == "1"
    assert {line["page"] for line in rows["evidence"] if line["slot"] == "level"} == {"2"}


def test_rows_are_sorted_and_the_order_of_facts_does_not_matter() -> None:
    both = paper_rows(PAPER, [], [LOAN, PARTNERSHIP]).rows
    assert both == paper_rows(PAPER, [], [PARTNERSHIP, LOAN]).rows
    places = [(int(row["page"]), int(row["start"])) for row in both["evidence"]]
    assert places == sorted(places)


@pytest.mark.parametrize(
    ("label", "table", "words", "value"),
    [
        ("date", "dates", "2016", "2016"),
        ("amount", "amounts", "$3 billion", Money(Decimal(3_000_000_000), "USD")),
    ],
)
def test_mentions_are_sorted_by_page_where_notes_stand_after_later_pages(
    label: str, table: str, words: str, value: str | Money
) -> None:
    paper = make_paper(["In 2016 Peru got $3 billion."], ["In 2016 Chile got $3 billion."])
    half = len("In 2016 Peru got $3 billion.") + 2
    swapped = np.where(paper.characters.page > 0, 3 - paper.characters.page, 0)
    paper = replace(paper, characters=replace(paper.characters, page=swapped))
    mentions = [mention_of(paper, label, words, value, after=after) for after in (0, half)]
    rows = paper_rows(paper, mentions, []).rows[table]
    assert [row["page"] for row in rows] == ["1", "2"]
    assert int(rows[0]["start"]) > int(rows[1]["start"])


def test_evidence_has_no_blanks_around_it() -> None:
    words = " agreed on "
    fact = replace(PARTNERSHIP, slots={**PARTNERSHIP.slots, "status": Slot("established", (span_of(PAPER, words),))})
    (line,) = [line for line in paper_rows(PAPER, [], [fact]).rows["evidence"] if line["slot"] == "status"]
    assert line["text"] == "agreed on"
    assert PAPER.text[int(line["start"]) : int(line["end"])] == "agreed on"


def test_a_fact_made_twice_is_one_row() -> None:
    assert len(paper_rows(PAPER, [], [LOAN, replace(LOAN, rule="other")]).rows["funds"]) == 1


def _slot(name: str, value: str, *spans: Span) -> Fact:
    return replace(LOAN, slots={**LOAN.slots, name: Slot(value, spans)})


@pytest.mark.parametrize(
    ("fact", "message"),
    [
        (_slot("name", "loan", Span(5, 5)), "name has no words that prove it"),
        (_slot("name", "loan"), "name has no words that prove it"),
        (_slot("name", "loan", Span(0, 10_000)), "name has no words that prove it"),
        (_slot("name", "loan", Span(len(SIGNED), len(SIGNED) + 2)), "name has no words that prove it"),
        (_slot("kind", "gift", Span(0, 5)), "'gift' is not in the vocabulary of kind"),
        (_slot("colour", "red", Span(0, 5)), "the table has no column colour"),
        (replace(LOAN, quote=Span(-1, 5)), "its quote is empty or lies outside the text"),
        (replace(LOAN, table="loans"), "there is no such table"),
        (replace(PARTNERSHIP, slots={"country": PARTNERSHIP.slots["country"]}), "level is not filled"),
    ],
)
def test_what_cannot_be_proved_is_refused_and_ledgered(fact: Fact, message: str) -> None:
    with pytest.raises(TableError, match=message):
        paper_rows(PAPER, [], [fact])
    paper, kept = provable(PAPER, [PARTNERSHIP, fact])
    assert kept == [PARTNERSHIP]
    (row,) = paper_rows(paper, [], kept).rows["ledger"]
    assert (row["region"], row["outcome"]) == ("fact", "left out")
    assert message in row["reason"]


def test_a_mention_that_the_text_does_not_bear_is_an_error() -> None:
    wrong = replace(mention_of(PAPER, "date", "May 2017", "2017-05"), text="June 2017")
    with pytest.raises(TableError, match="not what the text says"):
        paper_rows(PAPER, [wrong], [])


def test_pages_left_out_make_a_paper_partly_read() -> None:
    paper = replace(PAPER, ledger=(LedgerEntry(2, "page", 0, "left out", "no text layer"),))
    (row,) = paper_rows(paper, [], []).rows["documents"]
    assert (row["status"], row["error"]) == ("partly read", "pages 2: no text layer")


def test_a_failed_paper_is_a_row() -> None:
    paper = failed_rows("x", path="in/x.pdf", sha256="ab", error="not a PDF")
    assert paper.text is None
    assert [row["status"] for row in paper.rows["documents"]] == ["failed"]


def test_the_span_of_words_can_be_found() -> None:
    assert PAPER.text[slice(*span_of(PAPER, "strategic"))] == "strategic"


def test_the_speaker_is_proved_like_a_cell() -> None:
    paper = make_paper(["The two\nministers said that China lent Peru $2 billion."])
    said = fact_of(paper, "funds", paper.text, {"kind": ("loan", "lent")})
    rows = paper_rows(paper, [], [replace(said, speaker=Span(0, 17))]).rows
    assert rows["funds"][0]["speaker"] == "The two ministers"
    proofs = [row for row in rows["evidence"] if row["slot"] == "speaker"]
    assert {row["text"] for row in proofs} == {"The two ministers"}
    assert len(proofs) == 2  # one a line
