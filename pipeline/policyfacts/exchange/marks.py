"""Facts as annotators marked them, in whatever program, and the gold rows that follow.

What a mark still says as the tables said it keeps the tables' value; words that an annotator moved or added are read by
the same grammars as a paper's text; vocabulary columns take the code that was chosen.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field

from policyfacts.columns import Column
from policyfacts.exchange.annotations import Annotated
from policyfacts.language import mentions
from policyfacts.records import Mention, Money, Span
from policyfacts.schema import MENTION_TABLES, TABLES
from policyfacts.tables.cells import Row, cell

PROVED = {"dates": "edtf", "countries": "country", "amounts": "value"}
"""Which column of a mention the words themselves prove; the others follow from them."""
_SPACE = re.compile(r"\s+")
_WHOLE = re.compile(r"\d[\d,]*(?:\.\d+)?")


@dataclass(slots=True)
class Mark:
    """One marked fact. ``spans``: the words of each slot; ``codes``: chosen values; ``note``: the annotator's remark.

    ``values`` and ``words`` are what an export said of it: each slot's value, and the words that it was proved by.
    """

    doc: str
    table: str
    name: str  # how the annotation file calls it, for messages
    spans: dict[str, list[Span]] = field(default_factory=dict)
    codes: dict[str, str] = field(default_factory=dict)
    values: Mapping[str, str] = field(default_factory=dict)
    words: Mapping[str, str] = field(default_factory=dict)
    page: int = 0
    note: str = ""

    @property
    def first(self) -> int:
        """Where its first words stand."""
        return min((span.start for spans in self.spans.values() for span in spans), default=0)


def words_of(text: str, spans: list[Span]) -> str:
    """The words of a slot, several stretches joined by a stroke: what an export remembers and an import compares."""
    return " | ".join(text[span.start : span.end] for span in sorted(spans))


def proved_by(text: str, fact: Annotated) -> dict[str, str]:
    """The words of each slot of a fact."""
    return {slot: words_of(text, [proof.span for proof in proofs]) for slot, proofs in fact.proofs.items()}


def remembered(fact: Annotated, words: Mapping[str, str]) -> str:
    """A fact's id, page, values and the words of each slot, on one line of JSON: what ``recall`` reads."""
    said = {"fact_id": fact.fact_id, "page": fact.page, "values": fact.values, "words": dict(words)}
    return json.dumps(said, ensure_ascii=False)


def recall(mark: Mark, note: str) -> None:
    """Give a mark what ``remembered`` wrote; anything else in a note is the annotator's remark."""
    try:
        said = json.loads(note)
        values, words, page = said["values"], said["words"], int(said["page"])
    except (ValueError, TypeError, KeyError):
        mark.note = " ".join(filter(None, (mark.note, note.strip())))
        return
    if isinstance(values, dict) and isinstance(words, dict):
        mark.values = {str(key): str(value) for key, value in values.items()}
        mark.words = {str(key): str(value) for key, value in words.items()}
        mark.page = page


def row_of(mark: Mark, text: str, page: Callable[[int], int]) -> tuple[Row, list[str]]:
    """The gold row of a mark, and what could not be read in it. ``page`` tells on which page an offset stands."""
    table = TABLES[mark.table]
    unread: list[str] = []
    proved = PROVED.get(mark.table)
    if proved and mark.words.get(proved) != words_of(text, mark.spans.get(proved, [])):
        mark.values = {}  # other words: nothing of the old mention holds
    row: Row = {"doc": mark.doc, "page": str(mark.page or page(mark.first)), "note": mark.note}
    for column in table.slots:
        value = _value(mark, column, text)
        if value is None:
            said = words_of(text, mark.spans[column.name])
            unread.append(
                f"{mark.doc}, {mark.name}: {column.name}: {said!r} cannot be read as {column.meaning.lower()}"
            )
        row[column.name] = value or ""
    if mark.table in MENTION_TABLES:
        _complete(mark, row, text)
    return row, unread


def _value(mark: Mark, column: Column, text: str) -> str | None:
    """What stands in a column; empty where nothing is marked, ``None`` where the words cannot be read."""
    name = column.name
    spans = mark.spans.get(name, [])
    if name in mark.codes:
        return mark.codes[name]
    if not spans:
        return mark.values.get(name, "") if name not in mark.words else ""
    if mark.words.get(name) == words_of(text, spans):
        return mark.values.get(name, "")
    return read_words(column, [_SPACE.sub(" ", text[span.start : span.end]).strip() for span in sorted(spans)])


def read_words(column: Column, pieces: list[str]) -> str | None:
    """The words of a slot as its column writes them; ``None`` where they cannot be read so."""
    words = " ".join(pieces)
    if column.vocabulary:
        return words.lower() if words.lower() in column.vocabulary else None
    found = mentions(words)
    if column.kind == "edtf":
        return next((str(one.value) for one in found if one.label == "date"), None)
    if column.name == "currency":
        return next((one.value.currency for one in found if isinstance(one.value, Money)), None)
    if column.kind in {"number", "integer"}:
        return _number(column, words, found)
    if column.kind in {"codes", "code"}:
        return "; ".join(dict.fromkeys(str(one.value) for one in found if one.label in {"country", "bloc"})) or None
    if column.kind == "names":
        return "; ".join(dict.fromkeys(name for piece in pieces for name in _names(piece)))
    if column.name == "level":
        return next((str(one.value) for one in found if one.label == "level"), None)
    return words


def _number(column: Column, words: str, found: list[Mention]) -> str | None:
    money = next((one.value for one in found if isinstance(one.value, Money)), None)
    if money is not None:
        highest = column.name.endswith("_max")
        return cell(money.value_max if highest else money.value)
    plain = _WHOLE.search(words)
    return plain.group().replace(",", "") if plain else None


def _names(piece: str) -> Iterator[str]:
    """A party that is a country or a bloc by its code, others by their name."""
    found = [one for one in mentions(piece) if one.label in {"country", "bloc"}]
    if found:
        yield from (str(one.value) for one in found)
    else:
        yield piece


def _complete(mark: Mark, row: Row, text: str) -> None:
    """Fill what follows from the words of a mention alone."""
    spans = sorted(span for spans in mark.spans.values() for span in spans)
    if "text" in row and spans:
        row["text"] = _SPACE.sub(" ", text[spans[0].start : spans[0].end])
    if "mentions" in row:
        row["mentions"] = str(len(set(spans)))
    if mark.table == "amounts" and not row["currency"]:
        money = next((one.value for one in mentions(row["text"]) if isinstance(one.value, Money)), None)
        if money is not None:
            row |= {"currency": money.currency, "qualifier": money.qualifier, "value_max": cell(money.value_max)}
