"""What looks like a fact and gave none, or like one more, and how much of a table was found."""

from __future__ import annotations

import math

import pytest

from policyfacts.language import paper_mentions
from policyfacts.learned.candidates import missing
from policyfacts.learned.confidence import candidate_model
from policyfacts.learned.coverage import Estimate, estimate, interval, together
from policyfacts.learned.further import NAMED, further_features
from policyfacts.learned.likely import likely_right
from policyfacts.learned.lines import for_table, line_features, lines, quiet
from policyfacts.schema import FACT_TABLES
from policyfacts.tables import paper_rows
from tests.builders import fact_of, make_paper

LENT = "In 2018 Chile lent Peru $2 billion for a port."
IDLE = "It rained in Norland."
PAPER = make_paper([f"{LENT} {IDLE} The Treaty of Lima was signed by Peru and Chile on 4 June 2019."])
LOAN = fact_of(
    PAPER,
    "funds",
    LENT,
    {
        "amount": ("2000000000", "$2 billion"),
        "date": ("2018", "2018"),
        "providers": ("CHL", "Chile"),
        "recipients": ("PER", "Peru"),
    },
)
BOTH = "In 2018 Chile lent Peru $2 billion for a port, and in 2020 Norway gave Togo $3 million for a road."
SETTINGS = {
    "answers": 0.5,
    "lines": dict.fromkeys(FACT_TABLES, 1.0),
    "beside": {},
    "spread": 0.5,
    "clumps": 2.0,
    "papers": 20,
}


def test_lines_are_sentences_in_which_something_is_named() -> None:
    found = list(lines(PAPER, paper_mentions(PAPER), [LOAN]))
    said = [PAPER.text[line.span.start : line.span.end] for line in found]
    assert said[0] == LENT
    assert IDLE not in said
    assert "funds" not in quiet(found[0])
    assert quiet(found[1]) == FACT_TABLES


def test_mentions_and_figures_are_masked() -> None:
    line = next(iter(lines(PAPER, paper_mentions(PAPER), [])))
    names = {name for name in line_features(PAPER, line) if name.startswith("word ")}
    assert {"word <date>", "word <country>", "word <amount>", "word lent", "word port"} <= names
    assert not {"word chile", "word peru", "word 2018", "word billion"} & names


def test_candidates_are_scored_by_the_features_that_their_model_was_fitted_on() -> None:
    model, mentions = candidate_model(), paper_mentions(PAPER)
    asked = [(line, table) for line in lines(PAPER, mentions, [LOAN]) for table in quiet(line)]
    rows = [for_table(line_features(PAPER, line), line, table) for line, table in asked]
    scored = zip(asked, model.weights.likely(rows).tolist(), strict=True)
    likely = {(table, line.span): round(score, 3) for (line, table), score in scored}
    found = missing(PAPER, mentions, [LOAN]).candidates
    assert {(each.table, each.quote): each.score for each in found if each.quote != LOAN.quote} == {
        key: score for key, score in likely.items() if score >= model.settings["least"] and key[1] != LOAN.quote
    }


def test_a_line_that_told_one_fact_may_hold_a_further_one() -> None:
    paper = make_paper([BOTH])
    cells = {"amount": ("2000000000", "$2 billion"), "providers": ("CHL", "Chile"), "recipients": ("PER", "Peru")}
    one = fact_of(paper, "funds", BOTH, cells | {"date": ("2018", "2018")})
    (line,) = lines(paper, paper_mentions(paper), [one])
    shown = further_features(paper, line, "funds")
    assert all(name.startswith(NAMED) for name in shown)
    for label in ("amount", "date"):
        assert shown[f"{NAMED}left {label}"] == pytest.approx(math.log(2))
    assert shown[f"{NAMED}left country"] == pytest.approx(math.log(3))
    weights = candidate_model().weights
    (found,) = (each for each in missing(paper, paper_mentions(paper), [one]).candidates if each.table == "funds")
    assert found.score == round(weights.of_parts(weights.parts(shown)), 3)
    other = {"amount": ("3000000", "$3 million"), "providers": ("NOR", "Norway"), "recipients": ("TGO", "Togo")}
    both = [one, fact_of(paper, "funds", BOTH, other | {"date": ("2020", "2020")})]
    (line,) = lines(paper, paper_mentions(paper), both)
    assert not [name for name in further_features(paper, line, "funds") if "left" in name]


def test_candidates_are_no_rows_of_facts() -> None:
    found = missing(PAPER, paper_mentions(PAPER), [LOAN])
    settings = candidate_model().settings
    assert all(each.score >= min(settings["least"], settings["least further"]) for each in found.candidates)
    assert not any(each.quote == LOAN.quote and each.table == "funds" for each in found.candidates)
    rows = paper_rows(PAPER, [], [LOAN], missing=found).rows
    assert [row["quote"] for row in rows["candidates"]] == [
        PAPER.text[each.quote.start : each.quote.end] for each in found.candidates
    ]
    assert len(rows["funds"]) == 1
    assert not rows["agreements"]
    assert rows["coverage"][0]["table"] == "funds"
    assert found == missing(PAPER, paper_mentions(PAPER), [LOAN])


@pytest.mark.parametrize(
    ("claims", "scores", "told", "missed"),
    [([1.0] * 10, 0.0, 10.0, 0.0), ([0.5] * 10, 5.0, 7.5, 5.0), ([], 3.0, 0.0, 3.0)],
)
def test_told_and_missed(claims: list[float], scores: float, told: float, missed: float) -> None:
    found = estimate("funds", claims, scores, SETTINGS)
    assert (found.told, found.missed) == (told, missed)
    assert found.low <= found.share <= found.high


def test_the_more_facts_the_narrower() -> None:
    few, many = (interval(told, told / 2, spread=0.1, clumps=1.0) for told in (4, 400))
    assert many[1] - many[0] < (few[1] - few[0]) / 3
    assert interval(0.0, 0.2, spread=0.1, clumps=1.0) == (0.0, 1.0)


def test_papers_together_say_more_than_one() -> None:
    one = estimate("funds", [0.8] * 20, 5.0, SETTINGS)
    all_of_them = together([one] * 10, SETTINGS)
    assert all_of_them.share == pytest.approx(one.share, abs=0.02)
    assert all_of_them.high - all_of_them.low < one.high - one.low
    assert all_of_them.rows == 200
    assert isinstance(together([], SETTINGS), Estimate)


def test_rows_likely_right() -> None:
    settings = {"alike": 0.1, "mean": 0.02}
    found = likely_right([[0.5] * 10, [1.0] * 10], settings)
    assert (found.rows, found.right) == (20, 15.0)
    assert found.low < 15 < found.high <= 20
    alone = likely_right([[0.5]] * 10 + [[1.0]] * 10, settings)
    assert alone.high - alone.low < found.high - found.low  # rows of one paper are right and wrong together
