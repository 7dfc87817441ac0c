"""W3C Web Annotations (https://www.w3.org/TR/annotation-model/): one file a paper, one annotation a proved cell.

Each target names the words three times: quoted (TextQuoteSelector), by offset in the paper's text
(TextPositionSelector) and by page and rectangle of the PDF (FragmentSelector of RFC 8118:
``page=3&viewrect=left,top,width,height``, in points).
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from policyfacts.exchange.annotations import Annotated, Proof, Sheet, sheets
from policyfacts.records import Box
from policyfacts.tables import Tables

_AROUND = 32  # characters quoted before and after
_FRAGMENTS = "http://tools.ietf.org/rfc/rfc8118"


def write(tables: Tables, path: Path, dest: Path) -> None:  # noqa: ARG001
    """Write ``<doc>.jsonld`` for each paper into the folder ``path``."""
    path.mkdir()
    for sheet in sheets(tables):
        items = list(_items(sheet))
        page = {
            "@context": "http://www.w3.org/ns/anno.jsonld",
            "id": f"urn:sha256:{sheet.sha256}#annotations",
            "type": "AnnotationPage",
            "items": items,
        }
        text = json.dumps(page, ensure_ascii=False, indent=1) + "\n"
        (path / f"{sheet.doc}.jsonld").write_bytes(text.encode("utf-8"))


def _items(sheet: Sheet) -> Iterator[dict[str, Any]]:
    for fact in sheet.facts:
        for slot, proofs in fact.proofs.items():
            if slot in fact.values:
                yield _annotation(sheet, fact, slot, proofs)


def _annotation(sheet: Sheet, fact: Annotated, slot: str, proofs: tuple[Proof, ...]) -> dict[str, Any]:
    return {
        "id": f"urn:policyfacts:{fact.fact_id}:{slot}",
        "type": "Annotation",
        "motivation": "classifying",
        "body": [
            {"type": "TextualBody", "purpose": "tagging", "value": f"{fact.table}.{slot}"},
            {"type": "TextualBody", "purpose": "classifying", "value": fact.values[slot]},
        ],
        "target": [
            {
                "type": "SpecificResource",
                "source": {"id": f"urn:sha256:{sheet.sha256}", "type": "Text", "format": "application/pdf"},
                "selector": list(_selectors(sheet.text, proof)),
            }
            for proof in proofs
        ],
    }


def _selectors(text: str, proof: Proof) -> Iterator[dict[str, Any]]:
    start, end = proof.span
    yield {
        "type": "TextQuoteSelector",
        "exact": text[start:end],
        "prefix": text[max(0, start - _AROUND) : start],
        "suffix": text[end : end + _AROUND],
    }
    yield {"type": "TextPositionSelector", "start": start, "end": end}
    for page, box in proof.places:
        yield {"type": "FragmentSelector", "conformsTo": _FRAGMENTS, "value": f"page={page}&viewrect={_rectangle(box)}"}


def _rectangle(box: Box) -> str:
    x0, y0, x1, y1 = box
    return ",".join(f"{number:.2f}" for number in (x0, y0, x1 - x0, y1 - y0))
