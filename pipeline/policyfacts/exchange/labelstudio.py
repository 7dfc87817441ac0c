"""Label Studio: ``tasks.json`` with a task a paper and ``config.xml``, written; its JSON exports, read back.

A fact is a region labelled with its table, over its first words; relations lead from there to the regions of its slots
and bear the columns' names; vocabulary columns are choices of the region. Values and page stand in its ``meta``.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any
from xml.sax.saxutils import quoteattr

from policyfacts.errors import UsageError
from policyfacts.exchange.annotations import Annotated, Sheet, sheets
from policyfacts.exchange.marks import PROVED, Mark, proved_by, recall, remembered
from policyfacts.limits import ANNOTATIONS
from policyfacts.records import Span
from policyfacts.schema import FACT_TABLES, GOLD_TABLES, MENTION_TABLES, TABLES
from policyfacts.sources import door
from policyfacts.tables import Tables

_WORDS = "words"
_Result = dict[str, Any]


def write(tables: Tables, path: Path, dest: Path) -> None:  # noqa: ARG001
    """Write tasks, with what was found as predictions, and the labelling interface into the folder ``path``."""
    path.mkdir()
    tasks = [_task(sheet) for sheet in sheets(tables)]
    text = json.dumps(tasks, ensure_ascii=False, indent=1) + "\n"
    (path / "tasks.json").write_bytes(text.encode("utf-8"))
    (path / "config.xml").write_text(_configuration(), encoding="utf-8")


def read(path: Path, texts: dict[str, str]) -> Iterator[Mark]:
    """The facts marked in a JSON export of Label Studio; ``texts`` are those that were exported.

    The last annotation of a task counts, cancelled ones do not; a task without any is taken as it was predicted.
    Raises ``UsageError`` where the file is no such export, or speaks of another text.
    """
    try:
        tasks = json.loads(door.read(path, ANNOTATIONS))
        for task in tasks:
            doc = task["data"]["doc"]
            if texts.get(doc) != task["data"]["text"]:
                raise UsageError(f"{path}: {doc!r} is not a paper of the output folder, or not its text. Name --out.")
            yield from _marks(doc, texts[doc], _results(task))
    except (OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError) as exc:
        raise UsageError(f"{path}: no JSON export of Label Studio ({type(exc).__name__}: {exc}).") from exc


def _task(sheet: Sheet) -> dict[str, Any]:
    results: list[_Result] = []
    for number, fact in enumerate(sheet.facts):
        if fact.first is not None:
            results += _fact(sheet.text, fact, f"f{number}")
    data = {"doc": sheet.doc, "path": sheet.path, "sha256": sheet.sha256, "text": sheet.text}
    return {"data": data, "predictions": [{"model_version": "policyfacts", "result": results}]}


def _fact(text: str, fact: Annotated, name: str) -> Iterator[_Result]:
    assert fact.first is not None
    meta = {"meta": {"text": [remembered(fact, proved_by(text, fact))]}}
    yield _region(text, name, fact.first, fact.table) | meta
    for column in TABLES[fact.table].slots:
        if column.vocabulary and column.name in fact.values and fact.table in FACT_TABLES:
            place = {"start": fact.first.start, "end": fact.first.end}
            yield {
                "id": name,
                "from_name": f"{fact.table}_{column.name}",
                "to_name": "text",
                "type": "choices",
                "value": {**place, "choices": [fact.values[column.name]]},
            }
    for slot, proofs in fact.proofs.items():
        for number, proof in enumerate(proofs):
            part = f"{name}-{slot}-{number}"
            yield _region(text, part, proof.span, _WORDS)
            yield {"type": "relation", "from_id": name, "to_id": part, "direction": "right", "labels": [slot]}


def _region(text: str, name: str, span: Span, label: str) -> _Result:
    value = {"start": span.start, "end": span.end, "text": text[span.start : span.end], "labels": [label]}
    return {"id": name, "from_name": "label", "to_name": "text", "type": "labels", "value": value}


def _results(task: Mapping[str, Any]) -> list[_Result]:
    done = [one for one in task.get("annotations") or () if not one.get("was_cancelled")]
    chosen = done or task.get("predictions") or ()
    results: list[_Result] = list(chosen[-1]["result"]) if chosen else []
    return results


def _marks(doc: str, text: str, results: list[_Result]) -> Iterator[Mark]:
    regions = {one["id"]: one for one in results if one["type"] == "labels"}
    marks: dict[str, Mark] = {}
    for name, region in regions.items():
        label = region["value"]["labels"][0]
        if label in GOLD_TABLES:
            marks[name] = Mark(doc, label, f"region {name}")
            for note in (region.get("meta") or {}).get("text") or ():
                recall(marks[name], note)
    _choices(marks, results)
    for one in results:
        if one["type"] == "relation" and one["from_id"] in marks and one["to_id"] in regions:
            for slot in one.get("labels") or ():
                if slot in TABLES[marks[one["from_id"]].table].names:
                    marks[one["from_id"]].spans.setdefault(slot, []).append(_span(regions[one["to_id"]], text))
    for name, mark in marks.items():
        if mark.table in MENTION_TABLES and not mark.spans:
            mark.spans[PROVED[mark.table]] = [_span(regions[name], text)]
        yield mark


def _choices(marks: Mapping[str, Mark], results: list[_Result]) -> None:
    for one in results:
        if one["type"] == "choices" and one.get("id") in marks:
            mark = marks[one["id"]]
            mark.codes[one["from_name"].removeprefix(f"{mark.table}_")] = one["value"]["choices"][0]


def _span(region: _Result, text: str) -> Span:
    span = Span(int(region["value"]["start"]), int(region["value"]["end"]))
    if not 0 <= span.start < span.end <= len(text):
        raise ValueError(f"{span.start}-{span.end} is not in the text")
    return span


def _configuration() -> str:
    labels = "".join(f"<Label value={quoteattr(name)}/>" for name in (*GOLD_TABLES, _WORDS))
    slots = sorted({column.name for name in GOLD_TABLES for column in TABLES[name].slots})
    relations = "".join(f"<Relation value={quoteattr(name)}/>" for name in slots)
    choices = "".join(
        f'<Choices name="{name}_{column.name}" toName="text" perRegion="true" showInline="true" '
        f'whenTagName="label" whenLabelValue="{name}">'
        + "".join(f"<Choice value={quoteattr(code)}/>" for code in column.vocabulary)
        + "</Choices>\n"
        for name in FACT_TABLES
        for column in TABLES[name].slots
        if column.vocabulary
    )
    return (
        f'<View>\n<Labels name="label" toName="text">{labels}</Labels>\n'
        f'<Relations>{relations}</Relations>\n<Text name="text" value="$text"/>\n{choices}</View>\n'
    )
