"""The server answers whoever has the token, under its own name, and nobody else; and it checks what it is told."""

from __future__ import annotations

import http.client
from pathlib import Path
from typing import Any

import pytest
from werkzeug.test import Client, TestResponse

from policyfacts.cli import main
from policyfacts.errors import StaleRow, UsageError
from policyfacts.review import Journal
from policyfacts.review.app import application
from policyfacts.review.desk import Desk

HOST = "127.0.0.1:8321"


@pytest.fixture
def client(desk: Desk) -> Client:
    return Client(application(desk, token="token", hosts=frozenset({HOST})))


def _get(client: Client, path: str, **headers: str) -> TestResponse:
    return client.get(path, headers={"Host": HOST, **headers})


def _post(client: Client, path: str, said: object, **headers: str) -> TestResponse:
    return client.post(path, json=said, headers={"Host": HOST, "Origin": f"http://{HOST}", **headers})


def _fact(desk: Desk, table: str) -> dict[str, Any]:
    number = next(row["id"] for row in desk.overview()["rows"] if row["table"] == table)
    return desk.row(number)


def _of(fact: dict[str, Any], verdict: str) -> dict[str, Any]:
    """The judgement of a row as the page sends it."""
    return {"verdict": verdict, **{name: fact[name] for name in ("table", "fact_id", "row", "version")}, "spans": {}}


@pytest.mark.parametrize("path", ["/token/", "/token/rows", "/token/static/review.js", "/token/page/1/one"])
def test_who_has_the_token_is_answered_with_a_strict_policy(client: Client, path: str) -> None:
    answer = _get(client, path)
    assert answer.status_code == 200
    assert "default-src 'none'" in answer.headers["Content-Security-Policy"]
    assert answer.headers["Referrer-Policy"] == "no-referrer"
    assert answer.headers["Cache-Control"] == "no-store"


@pytest.mark.parametrize(
    ("path", "host"),
    [
        ("/", HOST),
        ("/rows", HOST),
        ("/tokenx/rows", HOST),
        ("/Token/rows", HOST),
        ("/favicon.ico", HOST),
        ("/token/rows", "evil.example"),
        ("/token/rows", "evil.example:8321"),
        ("/token/rows", "127.0.0.1"),
    ],
)
def test_others_are_not(client: Client, path: str, host: str) -> None:
    answer = _get(client, path, Host=host)
    assert answer.status_code == 403
    assert b"CHN" not in answer.data


@pytest.mark.parametrize("origin", ["http://evil.example", "null", "", "https://127.0.0.1:8321", "http://127.0.0.1"])
def test_another_page_cannot_judge(client: Client, desk: Desk, journal: Journal, origin: str) -> None:
    fact = _fact(desk, "funds")
    said = _of(fact, "accept")
    assert _post(client, "/token/judge", said, Origin=origin).status_code == 403
    assert journal.all() == []
    assert _post(client, "/token/judge", said).status_code == 200
    assert len(journal.all()) == 1


def test_a_form_cannot_judge(client: Client, journal: Journal) -> None:
    headers = {"Host": HOST, "Origin": f"http://{HOST}"}
    assert client.post("/token/judge", data="{}", headers=headers).status_code == 415
    assert journal.all() == []


@pytest.mark.parametrize(
    "path",
    [
        "/token/static/../app.py",
        "/token/static/..%2fapp.py",
        "/token/static/%2e%2e/app.py",
        "/token/page/1/..%2f..%2fetc%2fpasswd",
        "/token/page/99/one",
        "/token/words/1/gone",
        "/token/row/one:funds:gone",
    ],
)
def test_what_is_not_there(client: Client, path: str) -> None:
    answer = _get(client, path)
    assert answer.status_code in {404, 422}
    assert b"import" not in answer.data


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"kind": "lone"}, "column 'kind': 'lone' is not in the vocabulary. Is 'loan' meant?"),
        ({"date": "some day"}, "is not EDTF"),
        ({"amount": "a lot"}, "is not a number"),
        ({"currency": "XXD"}, "is not an ISO 4217 code"),
        ({"page": "7"}, "page: '7' is no page of "),
        ({"doc": "gone"}, "no paper called 'gone'"),
    ],
)
def test_a_correction_that_breaks_the_schema_is_refused(
    client: Client, desk: Desk, journal: Journal, change: dict[str, str], message: str
) -> None:
    fact = _fact(desk, "funds")
    said = _of(fact, "correct") | {"row": {**fact["row"], **change}}
    if "doc" in change or "page" in change:
        said |= {"verdict": "add", "fact_id": ""}
    answer = _post(client, "/token/judge", said)
    assert answer.status_code == 422
    assert message in answer.get_json()["error"]
    assert journal.all() == []


@pytest.mark.parametrize("said", [[], "x", None, {}, {"verdict": "praise"}, {"verdict": "accept", "table": "ledger"}])
def test_nonsense_is_refused(client: Client, journal: Journal, said: object) -> None:
    assert _post(client, "/token/judge", said).status_code in {400, 415, 422}
    assert journal.all() == []


def test_typed_values_are_saved_as_codes(client: Client, desk: Desk, journal: Journal) -> None:
    fact = _fact(desk, "funds")
    cells = {"amount": "1,500,000", "date": "16 July 2023", "recipients": "Tunisia; china", "currency": "euros"}
    for column, text in cells.items():
        said = {"table": "funds", "column": column, "text": text, "doc": "one"}
        assert _post(client, "/token/typed", said).get_json()["problem"] == ""
    assert _post(client, "/token/judge", _of(fact, "correct") | {"row": {**fact["row"], **cells}}).status_code == 200
    saved = {name: journal.all()[-1].row[name] for name in cells}
    assert saved == {"amount": "1500000", "date": "2023-07-16", "recipients": "TUN; CHN", "currency": "EUR"}


def test_a_row_that_is_not_as_it_was_shown_is_not_judged(client: Client, desk: Desk, journal: Journal) -> None:
    fact, other = _fact(desk, "funds"), _fact(desk, "meetings")
    first = _of(fact, "accept")
    assert _post(client, "/token/judge", first).status_code == 200
    for stale in (first, _of(other, "reject") | {"version": fact["version"]}, _of(other, "reject") | {"version": None}):
        answer = _post(client, "/token/judge", stale)
        assert (answer.status_code, answer.get_json()["stale"]) == (409, True)
        assert "nothing was saved" in answer.get_json()["error"]
    assert [(one.verdict, one.fact_id) for one in journal.all()] == [("accept", fact["fact_id"])]


def test_tables_that_are_written_anew_are_read_anew(desk: Desk, out: Path) -> None:
    fact = _fact(desk, "funds")
    for name in ("funds.csv", "run.json"):
        path = out / name
        path.write_text(path.read_text(encoding="utf-8").replace("loan", "grant") + "\n" * (name == "run.json"))
    with pytest.raises(StaleRow, match="nothing was saved"):
        desk.judge(_of(fact, "accept"))
    assert desk.row(fact["fact_id"])["row"]["kind"] == "grant"


def test_a_row_sent_twice_is_added_once(desk: Desk, journal: Journal) -> None:
    row = {"doc": "one", "page": "1", "title": "trade pact", "kind": "agreement"}
    said = {"verdict": "add", "table": "agreements", "fact_id": "", "row": row, "spans": {}, "key": "0123456789ab"}
    assert desk.judge(said)["fact_id"] == desk.judge(said)["fact_id"] == "one:agreements:added-0123456789ab"
    assert len(journal.all()) == 1


def test_all_of_a_session_is_taken_back_step_by_step(client: Client, desk: Desk, journal: Journal) -> None:
    funds, meeting = _fact(desk, "funds"), _fact(desk, "meetings")
    _post(client, "/token/judge", _of(funds, "accept"))
    _post(client, "/token/judge", _of(meeting, "reject"))
    _post(client, "/token/judge", _of(_fact(desk, "funds"), "reject"))
    seen = []
    while last := desk.overview()["last"]:
        answer = _post(client, "/token/take-back", last).get_json()
        seen.append((last["verdict"], answer["fact_id"], answer["verdict"]))
    assert seen == [
        ("reject", funds["fact_id"], "accept"),
        ("reject", meeting["fact_id"], ""),
        ("accept", funds["fact_id"], ""),
    ]
    assert journal.standing() == {}
    assert _post(client, "/token/take-back", {"fact_id": funds["fact_id"], "at": "x"}).status_code == 409


def test_an_empty_row_is_no_fact(desk: Desk) -> None:
    said = {"verdict": "add", "table": "funds", "fact_id": "", "row": {"doc": "one", "page": "1"}, "spans": None}
    with pytest.raises(UsageError, match="The row is empty"):
        desk.judge(said)


def test_marked_words_are_read_as_the_column_writes_them(client: Client, desk: Desk) -> None:
    words = {text: word for word in desk.words("one", 2) for text in desk.texts("one", [[word["start"], word["end"]]])}
    spans = [[words["4"]["start"], words["2018."]["end"]]]
    texts = _post(client, "/token/texts/one", {"spans": spans}).get_json()
    assert texts == ["4 June 2018."]
    for column, given, value in [
        ("date", texts, "2018-06-04"),
        ("place", ["Peru"], "Peru"),
        ("participants", ["Brazil", "the Nordic Forum"], "BRA; the Nordic Forum"),
        ("date", ["soon"], None),
    ]:
        answer = _post(client, "/token/read", {"table": "meetings", "column": column, "words": given})
        assert answer.get_json() == {"value": value}


def test_two_reviewers_do_not_see_each_other(out: Path) -> None:
    anna, ben = (Desk(out, who=who) for who in ("anna", "ben"))
    fact = _fact(anna, "funds")
    anna.judge(_of(fact, "accept"))
    assert anna.row(fact["fact_id"])["verdict"] == "accept"
    assert ben.row(fact["fact_id"])["verdict"] == ""


def test_a_paper_that_is_gone_can_still_be_judged(out: Path) -> None:
    path = out / "documents.csv"
    path.write_text(path.read_text(encoding="utf-8").replace("one.pdf", "gone.pdf"), encoding="utf-8")
    desk = Desk(out, who="anna")
    fact = _fact(desk, "partnerships")
    assert fact["boxes"] == {}
    client = Client(application(desk, token="token", hosts=frozenset({HOST})))
    answer = _get(client, "/token/page/1/one")
    assert answer.status_code == 422
    assert "run this from where extract was run" in answer.get_json()["error"]


@pytest.mark.enable_socket
def test_it_listens_on_loopback_alone(address: str) -> None:
    host, port = address.removeprefix("http://").split("/")[0].split(":")
    assert host == "127.0.0.1"
    connection = http.client.HTTPConnection(host, int(port))
    connection.request("GET", "/", headers={"Host": "evil.example"})
    assert connection.getresponse().status == 403
    connection.close()


@pytest.mark.parametrize(("port", "code"), [("-1", 2), ("99999", 2), ("x", 2)])
def test_no_port(out: Path, port: str, code: int, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["review", "--out", str(out), "--port", port]) == code
    assert "port" in capsys.readouterr().err


@pytest.mark.enable_socket
def test_a_port_that_is_taken(out: Path, address: str, capsys: pytest.CaptureFixture[str]) -> None:
    port = address.split(":")[2].split("/")[0]
    assert main(["review", "--out", str(out), "--port", port]) == 1
    assert "Name another with --port" in capsys.readouterr().err
