"""How a paper puts what it tells: asserted, reported, hypothetical, denied; and who says so."""

from __future__ import annotations

import pytest

from policyfacts.facts import facts
from policyfacts.language.syntax import DEFAULT_PARSER
from tests.builders import make_paper

CASES = [
    ("Japan signed a loan of $5 million with Laos.", "asserted", ""),
    ("According to the finance ministry, Japan paid a loan of $5 million to Laos.", "reported", "the finance ministry"),
    ("The ambassador said that Japan had granted a loan of $5 million to Laos.", "reported", "The ambassador"),
    ("Japan reportedly granted a loan of $5 million to Laos.", "reported", ""),
    ("Japan may grant a loan of $5 million to Laos.", "hypothetical", ""),
    ("Japan proposed a loan of $5 million to Laos.", "hypothetical", ""),
    ("If the Diet agrees, Japan will grant a loan of $5 million to Laos.", "hypothetical", ""),
    ("Officials denied that a strategic partnership links Japan and Laos.", "denied", ""),
    ("Peru has never had a strategic partnership with Laos.", "denied", ""),
]


@pytest.mark.parametrize(("sentence", "certainty", "speaker"), CASES)
def test_judgement(sentence: str, certainty: str, speaker: str) -> None:
    paper = make_paper([sentence])
    parser = DEFAULT_PARSER if "partnership" in sentence else "none"
    (found,) = (f for f in facts(paper, parser=parser) if f.table in {"funds", "partnerships"})
    said = paper.text[found.speaker.start : found.speaker.end] if found.speaker else ""
    assert (found.certainty, said) == (certainty, speaker)


def test_a_cue_does_not_reach_over_a_clause() -> None:
    text = "Chile might join one day, but Japan granted a loan of $5 million to Laos."
    assert [f.certainty for f in facts(make_paper([text]), parser="none") if f.table == "funds"] == ["asserted"]
