"""The field's codes follow from a row's other cells."""

from __future__ import annotations

import pytest

from policyfacts.knowledge import entries
from policyfacts.knowledge.codes import codes_of
from policyfacts.schema import TABLES


@pytest.mark.parametrize(
    ("table", "row", "codes"),
    [
        (
            "funds",
            {"kind": "loan", "event": "signed"},
            {"tuff_status": "Pipeline: Commitment", "iati_transaction": "2", "plover": "AGREE"},
        ),
        (
            "funds",
            {"kind": "guarantee", "event": "committed"},
            {"tuff_status": "Pipeline: Commitment", "iati_transaction": "10", "plover": "AGREE"},
        ),
        ("funds", {"kind": "aid", "event": "reported"}, {}),
        ("projects", {"event": "commissioned"}, {"tuff_status": "Completion"}),
        ("projects", {"event": "capacity"}, {}),
        ("partnerships", {"status": "denied"}, {"plover": "REJECT"}),
        ("meetings", {"event": "held"}, {"plover": "CONSULT"}),
    ],
)
def test_codes(table: str, row: dict[str, str], codes: dict[str, str]) -> None:
    assert codes_of(table, row) == codes


def test_every_entry_speaks_of_columns_and_values_that_there_are() -> None:
    for entry in entries("codes"):
        table = TABLES[entry["table"]]
        assert entry["column"] in table.names
        for column, values in ((entry["from"], entry["codes"]), *entry.get("where", {}).items()):
            listed = [values] if isinstance(values, str) else list(values)
            assert set(listed) <= set(table.column(column).vocabulary)
