"""What has changed between two states of the tables, as text and as a table."""

from __future__ import annotations

from policyfacts.diff import CHANGES, diff
from policyfacts.tables import Tables
from policyfacts.tables.cells import Row, parse_csv

Loan = tuple[str, str]  # paper, amount


def _tables(*loans: Loan) -> Tables:
    funds: list[Row] = [
        {
            "doc": doc,
            "page": "1",
            "name": "Delta Dam Loan",
            "kind": "loan",
            "amount": amount,
            "currency": "USD",
            "date": "2016",
            "event": "signed",
            "providers": "CHN",
            "recipients": "PER",
            "fact_id": f"{doc}:funds:{number}",
            "certainty": "asserted",
            "rule": "test",
            "quote": f"China signed the Delta Dam Loan of ${amount} with Peru in 2016.",
        }
        for number, (doc, amount) in enumerate(loans)
    ]
    documents = [{"doc": doc, "status": "read", "pages": "1"} for doc in dict.fromkeys(doc for doc, _ in loans)]
    whole = {"funds": funds, "documents": documents}
    rows = {name: [dict.fromkeys(_names(name), "") | row for row in found] for name, found in whole.items()}
    return Tables(rows, texts={row["doc"]: "\n\n".join(f["quote"] for f in funds) for row in documents})


def _names(table: str) -> tuple[str, ...]:
    from policyfacts.schema import TABLES

    return TABLES[table].names


def test_nothing_changed() -> None:
    same = _tables(("a", "10"), ("b", "10"))
    assert diff(same, same).as_text() == "0 newly agreed\n0 newly contradicted"


def test_by_paper_and_between_papers() -> None:
    found = diff(_tables(("a", "10000000")), _tables(("a", "10000000"), ("b", "70000000")))
    lines = found.as_text().splitlines()
    assert lines[0] == "b: 1 new"
    assert lines[1].startswith("  + funds, p. 1: Delta Dam Loan")
    assert {(v.relation, v.row["slot"]) for v in found.verdicts} >= {("conflict", "amount"), ("agree", "date")}
    assert "1 newly contradicted:" in lines
    assert "  funds, amount: USD 10000000 (a)" in lines


def test_a_cell_that_changed_is_named() -> None:
    found = diff(_tables(("a", "10000000")), _tables(("a", "12000000")))
    assert "      amount: 10000000 -> 12000000" in found.as_text().splitlines()
    (row,) = parse_csv(CHANGES, found.as_csv(), where="changes")
    assert (row["change"], row["column"], row["before"], row["after"]) == ("changed", "amount", "10000000", "12000000")


def test_what_would_steer_a_terminal_or_a_spreadsheet_is_inert() -> None:
    before, after = _tables(("a", "1")), _tables(("a", "1"))
    after.rows("funds")[0]["kind"] = "\x1b[31m=1+1"
    found = diff(before, after)
    assert "\x1b" not in found.as_text()
    after.rows("funds")[0]["kind"] = "=1+1"
    assert "'=1+1" in diff(before, after).as_csv()
