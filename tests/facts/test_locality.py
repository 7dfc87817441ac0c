"""The law of locality: no cell of a fact is proved by words outside its licence."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from policyfacts.facts import Story, facts
from policyfacts.facts.locality import local
from policyfacts.language import paper_mentions
from policyfacts.reading.paper import read
from policyfacts.records import Fact, Paper, Slot, Span
from tests.builders import make_paper, span_of

ROOT = Path(__file__).resolve().parents[2]
CORPUS = sorted((ROOT / "corpus" / "papers").glob("*.pdf"))


def _breaches(path: Path) -> list[str]:
    """What is proved from too far in the rows of a paper: table, rule, column, and the words."""
    paper = read(path)
    mentions = paper_mentions(paper)
    licences = Story(paper, mentions).licences
    return [
        f"{fact.table} {fact.rule} {column}: {paper.text[span.start : span.end]!r}"
        for fact in facts(paper, mentions)
        for column, spans in licences.outside(fact).items()
        for span in spans
    ]


@pytest.mark.parametrize("path", CORPUS, ids=lambda path: path.stem)
def test_no_cell_of_the_corpus_is_proved_from_too_far(path: Path) -> None:
    assert _breaches(path) == []


def test_no_cell_of_an_annotated_paper_is_proved_from_too_far(shared: Path) -> None:
    paths = sorted([*(shared / "papers").glob("*.pdf"), *(shared / "digests" / "papers").glob("*.pdf")])
    assert {path.stem: found for path in paths if (found := _breaches(path))} == {}


FAR = "Chile and Peru met."
FILLER = "The weather was fair on the coast, and the harbour was full of boats that had come in from the open sea. " * 4
TOLD = "In 2019 Norway gave the island $2 million for its school."


def _paper(*passages: str) -> Paper:
    return make_paper([*passages])


def _fund(paper: Paper, **more: Slot) -> Fact:
    amount = Slot(2_000_000, (span_of(paper, "$2 million"),))
    return Fact("funds", {"amount": amount, **more}, span_of(paper, TOLD), "test")


def _kept(paper: Paper, fact: Fact) -> dict[str, str]:
    story = Story(paper, paper_mentions(paper), parser="none")
    return {name: str(slot.value) for kept in local(story, [fact]) for name, slot in kept.slots.items()}


def test_what_is_near_stays() -> None:
    paper = _paper(FAR, TOLD)
    fact = _fund(paper, providers=Slot("NOR", (span_of(paper, "Norway"),)))
    assert _kept(paper, fact) == {"amount": "2000000", "providers": "NOR"}


def test_a_side_from_paragraphs_away_is_emptied() -> None:
    paper = _paper("The bay is wide and blue.", FILLER, FAR, FILLER, TOLD)
    fact = _fund(paper, recipients=Slot("PER", (span_of(paper, "Peru"),)))
    assert _kept(paper, fact) == {"amount": "2000000"}


def test_a_side_from_another_section_is_emptied() -> None:
    paper = _paper("Chile", FAR, "Norway", TOLD)
    one, two, three, four = paper.passages
    headed = (replace(one, kind="heading"), replace(two, section=("Chile",)), replace(three, kind="heading"))
    paper = replace(paper, passages=(*headed, replace(four, section=("Norway",))))
    fact = _fund(paper, recipients=Slot("PER", (span_of(paper, "Peru"),)))
    assert _kept(paper, fact) == {"amount": "2000000"}


def test_a_side_from_afar_is_proved_again_by_nearer_words() -> None:
    paper = _paper("The bay is wide and blue.", FILLER, "Norway has fjords.", FILLER, TOLD)
    fact = _fund(paper, providers=Slot("NOR", (span_of(paper, "Norway"),)))
    story = Story(paper, paper_mentions(paper), parser="none")
    (kept,) = local(story, [fact])
    assert kept.slots["providers"] == Slot("NOR", (span_of(paper, "Norway", after=paper.passages[4].start),))


def test_of_a_list_of_parties_the_far_ones_go() -> None:
    paper = _paper("The bay is wide and blue.", FILLER, FAR, FILLER, TOLD)
    spans = (span_of(paper, "Norway"), span_of(paper, "Chile"))
    assert _kept(paper, _fund(paper, providers=Slot("NOR; CHL", spans)))["providers"] == "NOR"


def test_a_date_from_the_paragraph_before_is_emptied_unless_it_is_worked_out_from_it() -> None:
    paper = _paper("The bay is wide and blue.", FILLER, "In 2018 the pier was built.", TOLD)
    year, near = span_of(paper, "2018"), span_of(paper, "school")
    assert "date" not in _kept(paper, _fund(paper, date=Slot("2018", (year,))))
    assert _kept(paper, _fund(paper, date=Slot("2018-05-03", (near, year))))["date"] == "2018-05-03"


def test_a_year_is_proved_again_by_a_nearer_date_of_it() -> None:
    paper = _paper("The bay is wide and blue.", FILLER, "It was 2019.", FILLER, TOLD)
    far, near = span_of(paper, "2019"), span_of(paper, "school")
    assert _kept(paper, _fund(paper, date=Slot("2019-05-03", (near, far))))["date"] == "2019-05-03"


def test_a_row_that_hangs_by_far_words_is_none() -> None:
    paper = _paper("The bay is wide and blue.", FILLER, "The pier of Arica is long.", FILLER, TOLD)
    work = Slot("pier of Arica", (span_of(paper, "pier of Arica"),))
    fact = Fact("projects", {"name": work, "event": Slot("financed", (span_of(paper, "gave"),))}, Span(0, 1), "test")
    assert _kept(paper, replace(fact, quote=span_of(paper, TOLD))) == {}
