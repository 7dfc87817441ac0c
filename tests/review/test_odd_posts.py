"""Whoever has the token may post anything: it is refused with a reason, in little time, and nothing of it is saved."""

from __future__ import annotations

import pytest
from werkzeug.test import Client

from policyfacts.review import Journal
from policyfacts.review.desk import Desk
from tests.review.test_app import HOST, _fact, _of, _post, client

__all__ = ["client"]

ODD: dict[str, tuple[object, ...]] = {
    "verdict": (["accept"], {}, None, 5, "\ud800"),
    "table": (["funds"], {}, None, "meetings", "ledger", "\ud800"),
    "fact_id": ([], None, 7, "\ud800", "one:funds:nothing"),
    "version": ([], None, float("inf")),
    "row": (None, [], "x", {"amount": ["1"]}, {"amount": 7}),
    "spans": (None, 5, {"amount": float("inf")}, {"amount": [float("inf"), 1]}, {"amount": [[]]}),
}


@pytest.mark.parametrize("change", [(key, odd) for key, many in ODD.items() for odd in many])
@pytest.mark.parametrize("verdict", ["accept", "correct"])
def test_what_no_page_sends_is_refused(
    client: Client, desk: Desk, journal: Journal, change: tuple[str, object], verdict: str
) -> None:
    key, odd = change
    answer = _post(client, "/token/judge", _of(_fact(desk, "funds"), verdict) | {key: odd})
    assert answer.status_code in {200, 400, 409, 422}
    assert len(journal.all()) == (answer.status_code == 200)
    if key in {"verdict", "table", "fact_id"}:
        assert answer.status_code != 200


@pytest.mark.parametrize(
    "cells",
    [
        {"page": "9" * 5000},
        {"page": "\ud800"},
        {"amount": "1 " * 400_000},
        {"amount": "1," * 400_000},
        {"amount": "million " * 100_000},
        {"amount": "9" * 800_000},
        {"date": "3 May " * 100_000},
        {"name": "\ud800"},
        {"recipients": "Peru; " * 100_000},
    ],
)
@pytest.mark.parametrize("verdict", ["correct", "add"])
def test_cells_that_no_row_can_have_are_refused(
    client: Client, desk: Desk, journal: Journal, cells: dict[str, str], verdict: str
) -> None:
    fact = _fact(desk, "funds")
    said = _of(fact, verdict) | {"row": {**fact["row"], **cells}}
    answer = _post(client, "/token/judge", said | ({"fact_id": ""} if verdict == "add" else {}))
    assert answer.status_code in {400, 413, 422} or (answer.status_code == 200 and "page" in cells)
    assert len(journal.all()) == (answer.status_code == 200)


@pytest.mark.parametrize("body", [b"[" * 100_000, b'{"verdict": ' * 50_000, b"\xff\xfe", b"9" * 100_000, b"NaN", b""])
def test_bodies_that_are_no_judgement_are_refused(client: Client, journal: Journal, body: bytes) -> None:
    headers = {"Host": HOST, "Origin": f"http://{HOST}", "Content-Type": "application/json"}
    assert client.post("/token/judge", data=body, headers=headers).status_code in {400, 422}
    assert journal.all() == []


@pytest.mark.parametrize(
    "said", [{"table": []}, {"column": {}}, {"words": "x"}, {"words": ["1 "] * 200_000}, {"words": [{}]}]
)
def test_words_that_nobody_marks(client: Client, said: dict[str, object]) -> None:
    asked = {"table": "funds", "column": "amount", "words": ["USD 5 million"]}
    assert _post(client, "/token/read", asked).status_code == 200
    assert _post(client, "/token/read", asked | said).status_code in {200, 400, 422}
