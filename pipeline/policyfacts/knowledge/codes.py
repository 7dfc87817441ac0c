"""The field's own codes beside a row: AidData's TUFF status, IATI's transaction type, PLOVER's event type.

They follow from the row's other cells by ``knowledge/codes.toml``; they add nothing that the paper does not say.
"""

from __future__ import annotations

from collections.abc import Mapping

from policyfacts.knowledge import entries


def codes_of(table: str, row: Mapping[str, str]) -> dict[str, str]:
    """The codes of a row of ``table``, by column; columns without a code for the row's values are absent."""
    found: dict[str, str] = {}
    for entry in entries("codes"):
        if entry["table"] != table or entry["column"] in found:
            continue
        if any(row.get(name) != value for name, value in entry.get("where", {}).items()):
            continue
        code = entry["codes"].get(row.get(entry["from"], ""))
        if code:
            found[entry["column"]] = code
    return found
