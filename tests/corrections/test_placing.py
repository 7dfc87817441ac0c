"""A later run that reads the paper otherwise: judgements find their words again, or it is told that they do not."""

from __future__ import annotations

from dataclasses import replace

import pytest

from policyfacts.corrections.applying import Applied, corrected
from policyfacts.corrections.cases import Case
from policyfacts.corrections.journal import Anchor, Ground, Judgement
from policyfacts.corrections.placing import found_again, sentence_around
from policyfacts.records import Span
from policyfacts.schema import TABLES
from policyfacts.tables import PaperRows
from policyfacts.tables.cells import Row

QUOTE = "Japan lent Kenya 3 billion dollars in 2019."
TEXT = f"A paper.\n\n{QUOTE} More was said in 2019 than before."
FUND = dict.fromkeys(TABLES["funds"].names, "") | {
    "doc": "a",
    "page": "1",
    "name": "loan to Kenya",
    "kind": "loan",
    "amount": "3000000000",
    "providers": "JPN",
    "recipients": "KEN",
    "fact_id": "a:funds:1",
    "certainty": "asserted",
    "rule": "lend",
    "quote": QUOTE,
}


@pytest.mark.parametrize(
    ("text", "words", "start", "expected"),
    [
        (TEXT, QUOTE, 10, QUOTE),
        (f"Foreword.\n\n{TEXT}", QUOTE, 10, QUOTE),
        (TEXT.replace("Kenya 3", "Kenya\n3"), QUOTE, 10, QUOTE.replace("Kenya 3", "Kenya\n3")),
        (TEXT.replace("lent", "gave"), QUOTE, 10, None),
        ("", QUOTE, 10, None),
        (TEXT, "", 10, None),
    ],
)
def test_words_are_found_again(text: str, words: str, start: int, expected: str | None) -> None:
    span = found_again(text, Anchor(start, words))
    assert (None if span is None else text[span.start : span.end]) == expected


@pytest.mark.parametrize(
    ("before", "behind", "earlier"),
    [("dollars in ", ". More was", 0), ("in ", ". Less", None), ("was said in ", " than before", 1)],
)
def test_short_words_need_their_neighbours(before: str, behind: str, earlier: int | None) -> None:
    text = f"Foreword. {TEXT}"
    span = found_again(text, Anchor(0, "2019", before, behind))
    assert (None if span is None else text[: span.start].count("2019")) == earlier


@pytest.mark.parametrize(
    ("words", "sentence"),
    [("Kenya", QUOTE), ("than before", "More was said in 2019 than before."), ("A paper", "A paper.")],
)
def test_the_sentence_around(words: str, sentence: str) -> None:
    span = sentence_around(TEXT, Span(TEXT.index(words), TEXT.index(words) + len(words)))
    assert TEXT[span.start : span.end] == sentence


def _paper(text: str, *funds: Row, sha256: str = "s") -> PaperRows:
    document = dict.fromkeys(TABLES["documents"].names, "") | {"doc": "a", "sha256": sha256, "pages": "1"}
    evidence = [_proof(row["fact_id"], "recipients", "Kenya", text) for row in funds if "Kenya" in text]
    return PaperRows("a", {"documents": [document], "funds": list(funds), "evidence": evidence}, text)


def _proof(number: str, slot: str, words: str, text: str) -> Row:
    start = text.index(words)
    place = {"page": "1", "start": str(start), "end": str(start + len(words)), "text": words}
    return {"fact_id": number, "slot": slot, **place, "x0": "1", "y0": "2", "x1": "3", "y1": "4"}


def _case(verdict: str, **cells: str) -> Case:
    names = TABLES["funds"].gold_names
    proofs = (_proof("a:funds:1", "recipients", "Kenya", TEXT), _proof("a:funds:1", "date", "2019", TEXT))
    ground = Ground({} if verdict == "add" else FUND, proofs, Anchor(TEXT.index(QUOTE), QUOTE), "s")
    number = "a:funds:added-1" if verdict == "add" else "a:funds:1"
    row = {name: FUND.get(name, "") for name in names} | cells
    spans = {"date": [(0, 1)]} if "date" in cells else {}
    said = Judgement("2026-01-01T00:00:00Z", "anna", "accept", "funds", number, row, spans, ground)
    return Case((replace(said, verdict=verdict),))  # type: ignore[arg-type]


def _applied(paper: PaperRows, case: Case) -> tuple[list[Row], list[Row], Applied]:
    applied = Applied()
    made = corrected(paper, [case], applied)
    return list(made.rows["funds"]), list(made.rows["evidence"]), applied


def test_a_row_that_is_called_otherwise_now_is_known_by_its_words() -> None:
    renamed = FUND | {"fact_id": "a:funds:2", "amount": "3", "rule": "other"}
    (row,), evidence, applied = _applied(_paper(f"Foreword. {TEXT}", renamed), _case("correct", kind="grant"))
    assert (row["fact_id"], row["kind"], row["amount"], row["rule"]) == ("a:funds:2", "grant", "3000000000", "other")
    assert {proof["slot"] for proof in evidence} == {"recipients"}
    assert applied.unplaced == []


def test_a_place_that_was_said_to_hold_a_fact_becomes_a_row() -> None:
    case = _case("correct")
    ground = Ground(
        {"doc": "a", "page": "1", "quote": QUOTE, "score": "0.7"}, (), Anchor(TEXT.index(QUOTE), QUOTE), "s"
    )
    said = replace(case.said[0], fact_id="a:funds:candidate-10-53", ground=ground)
    (row,), _, applied = _applied(_paper(TEXT), Case((said,)))
    assert (row["fact_id"], row["quote"], row["rule"]) == ("a:funds:candidate-10-53", QUOTE, "judged by anna")
    assert (row["certainty"], row["amount"]) == ("asserted", "3000000000")
    assert applied.counts["correct"] == 1


def test_another_fact_of_the_same_sentence_stays() -> None:
    other = FUND | {
        "fact_id": "a:funds:3",
        "name": "grant to Peru",
        "kind": "grant",
        "recipients": "PER",
        "amount": "5",
    }
    rows, _, _ = _applied(_paper(TEXT, other), _case("correct", kind="grant"))
    assert {row["fact_id"] for row in rows} == {"a:funds:1", "a:funds:3"}


def test_what_was_read_otherwise_since_is_not_rejected_unseen() -> None:
    changed = FUND | {"fact_id": "a:funds:2", "providers": "CHN"}
    same = FUND | {"fact_id": "a:funds:4", "amount": "3"}
    assert [row["fact_id"] for row in _applied(_paper(TEXT, changed), _case("reject"))[0]] == ["a:funds:2"]
    assert _applied(_paper(TEXT, same), _case("reject"))[0] == []


def test_a_row_of_which_the_giver_is_read_otherwise_since_is_mended_not_doubled() -> None:
    changed = FUND | {"fact_id": "a:funds:2", "providers": "CHN"}
    (row,), _, _ = _applied(_paper(TEXT, changed), _case("correct", kind="grant"))
    assert (row["fact_id"], row["providers"], row["kind"]) == ("a:funds:2", "JPN", "grant")


def test_a_row_that_is_not_found_any_more_stands_while_its_words_do() -> None:
    text = f"Foreword. {TEXT}"
    (row,), evidence, applied = _applied(_paper(text), _case("correct", date="2019"))
    assert (row["fact_id"], row["date"], row["quote"]) == ("a:funds:1", "2019", QUOTE)
    assert {(proof["slot"], text[int(proof["start"]) : int(proof["end"])]) for proof in evidence} == {
        ("recipients", "Kenya"),
        ("date", "2019"),
    }
    assert applied.counts["correct"] == 1


@pytest.mark.parametrize("verdict", ["accept", "correct", "add"])
def test_words_that_stand_there_no_longer_are_told(verdict: str) -> None:
    made = corrected(_paper(TEXT.replace("lent", "owes")), [_case(verdict)], applied := Applied())
    assert made.rows["funds"] == []
    assert applied.counts == dict.fromkeys(applied.counts, 0)
    (said,) = applied.unplaced
    assert f"{verdict} by anna is not placed: its words stand in the paper no longer" in said
    assert [row["reason"] for row in made.rows["ledger"]] == [said]


def test_what_was_rejected_and_is_not_found_any_more_is_settled() -> None:
    rows, _, applied = _applied(_paper(TEXT), _case("reject"))
    assert (rows, applied.unplaced) == ([], [])


def test_boxes_of_another_file_are_not_believed() -> None:
    (row,), evidence, applied = _applied(_paper(TEXT, sha256="other"), _case("correct", date="2019"))
    assert row["date"] == "2019"
    assert evidence == []
    assert "the words marked for date stand there no longer; the cells stand as judged by anna" in applied.unplaced[0]


def test_what_the_machine_has_learned_is_not_added_twice() -> None:
    known = {name: FUND[name] for name in TABLES["funds"].names}
    rows, _, applied = _applied(_paper(TEXT, known), _case("add"))
    assert [row["fact_id"] for row in rows] == ["a:funds:1"]
    assert applied.counts["add"] == 1
