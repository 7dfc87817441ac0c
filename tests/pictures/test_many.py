"""Pages of many papers: the pictures of each are those that it has by itself, whatever the others do."""

from __future__ import annotations

import pytest

from policyfacts.pictures import Asked, Picture, Undrawn, View, draw, draw_each
from policyfacts.reading.guard import guarded
from tests.pdfs import beside, hostile

SHORT = beside.pages("Peru", "Chile")
LONG = beside.pages(*[f"Page {number}" for number in range(20)])
ONE, TWO = (View(1),), (View(1), View(2))


@pytest.mark.parametrize(
    "papers",
    [
        [],
        [Asked(SHORT, ())],
        [Asked(SHORT, TWO)],
        [Asked(SHORT, TWO), Asked(beside.paper(), ONE), Asked(SHORT, ())],
        [Asked(SHORT, TWO)] * 20,
        [Asked(SHORT, ONE), Asked(LONG, tuple(map(View, range(1, 21)))), Asked(SHORT, TWO)],
        [Asked(SHORT, ONE), Asked(b"no paper", TWO), Asked(SHORT, (View(7), View(2)))],
        [Asked(SHORT, ONE), Asked(hostile.encrypted("secret"), ONE), Asked(hostile.no_pages(), ONE)],
    ],
)
def test_each_has_its_own_pictures(papers: list[Asked]) -> None:
    assert list(draw_each(papers)) == [list(draw(paper.data, paper.views)) for paper in papers]


def test_reasons_pass_through() -> None:
    papers = [Asked(SHORT, ONE), Asked(b"", TWO, reason="it is gone"), Asked(SHORT, ONE)]
    first, gone, last = draw_each(papers)
    assert gone == [Undrawn(View(1), "it is gone"), Undrawn(View(2), "it is gone")]
    assert first == last
    assert isinstance(first[0], Picture)


def test_a_paper_that_does_harm_costs_its_own_pictures(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("policyfacts.pictures.drawing._CPU_SECONDS", 1.0)
    monkeypatch.setattr("policyfacts.pictures.drawing._CPU_PER_PAGE", 0.2)
    papers = [Asked(SHORT, ONE), Asked(hostile.exponential_forms(26), ONE), Asked(SHORT, TWO)]
    found = list(draw_each(papers))
    assert [[type(one) for one in each] for each in found] == [[Picture], [Undrawn], [Picture, Picture]]


def test_short_papers_share_a_child(monkeypatch: pytest.MonkeyPatch) -> None:
    children: list[int] = []

    def counting(function: object, group: tuple[Asked, ...], *args: object, **limits: float) -> object:
        children.append(len(group))
        return guarded(function, group, *args, **limits)  # type: ignore[arg-type]

    monkeypatch.setattr("policyfacts.pictures.many.guarded", counting)
    assert len(list(draw_each([Asked(SHORT, ONE)] * 40))) == 40
    assert children == [16, 16, 8]
