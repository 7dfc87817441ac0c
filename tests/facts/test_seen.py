"""Facts of pages that were read from their picture know how sure the OCR was of its words."""

from __future__ import annotations

from dataclasses import replace

from policyfacts.facts import facts
from policyfacts.learned import confident
from tests.builders import make_paper

SENTENCE = "In May 2017 China and Peru established a strategic partnership."


def test_the_confidence_of_the_ocr_is_a_feature_and_lowers_that_of_the_row() -> None:
    printed = make_paper([SENTENCE], [SENTENCE.replace("Peru", "Chile")])
    first, second = printed.pages
    seen = replace(printed, pages=(first, replace(second, ocr=True, grade=0.8)))
    found = facts(seen, parser="none")
    assert [dict(fact.features) for fact in found if fact.table == "partnerships"] == [{}, {"ocr": 0.8}]
    sure = [fact.confidence for fact in confident(printed, facts(printed, parser="none"))]
    unsure = [fact.confidence for fact in confident(seen, found)]
    assert all(a is not None and b is not None and b <= a for a, b in zip(sure, unsure, strict=True))
    assert sum(a != b for a, b in zip(sure, unsure, strict=True)) == len(found) // 2
