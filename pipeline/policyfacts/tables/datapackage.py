"""The description of the output folder that other programs read: a Frictionless Data Package, from the schema.

https://specs.frictionlessdata.io/tabular-data-package/
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from policyfacts.columns import Column, Table

_TYPES = {"integer": "integer", "number": "number", "day": "date"}
_FORMATS = {
    "edtf": "EDTF (ISO 8601-2), level 1 with the quarters and halves of level 2.",
    "codes": "Several are joined by '; '.",
    "names": "Several are joined by '; '.",
}


def datapackage(tables: Iterable[Table]) -> dict[str, Any]:
    """``datapackage.json`` for an output folder that holds ``tables``."""
    return {
        "profile": "tabular-data-package",
        "name": "policyfacts",
        "title": "Facts read from policy papers",
        "description": "Offsets count characters of texts/<doc>.txt from 0, half-open. An empty cell: not stated.",
        "resources": [_resource(table) for table in tables],
    }


def _resource(table: Table) -> dict[str, Any]:
    schema: dict[str, Any] = {"fields": [_field(column) for column in table.columns], "missingValues": [""]}
    if table.name == "documents":
        schema["primaryKey"] = "doc"
    elif table.name == "parties":
        schema["primaryKey"] = ["fact_id", "role", "party"]
    elif "doc" in table.names:
        reference = {"resource": "documents", "fields": "doc"}
        schema["foreignKeys"] = [{"fields": "doc", "reference": reference}]
    return {
        "profile": "tabular-data-resource",
        "name": table.name,
        "description": table.meaning,
        "path": f"{table.name}.csv",
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "dialect": {"delimiter": ",", "lineTerminator": "\n", "quoteChar": '"', "doubleQuote": True, "header": True},
        "schema": schema,
    }


def _field(column: Column) -> dict[str, Any]:
    constraints: dict[str, Any] = {}
    if column.required:
        constraints["required"] = True
    if column.vocabulary:
        constraints["enum"] = list(column.vocabulary)
    field = {
        "name": column.name,
        "type": _TYPES.get(column.kind, "string"),
        "description": " ".join(filter(None, (column.meaning, _FORMATS.get(column.kind)))),
    }
    return {**field, "constraints": constraints} if constraints else field
