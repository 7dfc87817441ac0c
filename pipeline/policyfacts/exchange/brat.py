"""brat standoff (https://brat.nlplab.org/standoff.html): ``<doc>.txt`` and ``<doc>.ann``, written and read back.

A mention is a text-bound annotation typed by its table. A fact is an event typed by its table, its slots are roles, its
vocabulary columns attributes. The values, the page and the words they were proved by go along as JSON in a note.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from policyfacts.errors import UsageError
from policyfacts.exchange.annotations import Annotated, Sheet, sheets
from policyfacts.exchange.marks import PROVED, Mark, proved_by, recall, remembered, words_of
from policyfacts.limits import ANNOTATIONS
from policyfacts.records import Span
from policyfacts.schema import FACT_TABLES, GOLD_TABLES, MENTION_TABLES, TABLES
from policyfacts.sources import door
from policyfacts.tables import Tables

_WORDS = "Words"
_ROLE = re.compile(r"(\D+?)\d*")


def write(tables: Tables, path: Path, dest: Path) -> None:  # noqa: ARG001
    """Write a text and an annotation file for each paper, and brat's configuration, into the folder ``path``."""
    path.mkdir()
    for sheet in sheets(tables):
        (path / f"{sheet.doc}.txt").write_bytes(sheet.text.encode("utf-8"))
        (path / f"{sheet.doc}.ann").write_bytes("".join(_Writer(sheet).lines()).encode("utf-8"))
    (path / "annotation.conf").write_text(_configuration(), encoding="utf-8")


def read(folder: Path, texts: dict[str, str]) -> Iterator[Mark]:
    """The facts marked in a folder of brat files; ``texts`` are those that were exported.

    Raises ``UsageError`` where a file is no standoff, or speaks of another text than the one exported.
    """
    for path in sorted(folder.glob("*.ann")):
        text = texts.get(path.stem)
        if text is None:
            raise UsageError(f"{path}: no paper is called {path.stem!r} in the output folder. Name the right --out.")
        beside = path.with_suffix(".txt")
        if door.exists(beside) and _text(beside) != text:
            raise UsageError(
                f"{beside}: not the text that the output folder has. Export again, or name the right --out."
            )
        yield from _Reader(path, text).marks()


def _text(path: Path) -> str:
    try:
        return door.read_text(path, ANNOTATIONS)
    except OSError as exc:
        raise UsageError(f"{path}: cannot be read: {exc.strerror or exc}.") from exc
    except UnicodeDecodeError as exc:
        raise UsageError(f"{path}: not UTF-8 (byte {exc.start}). Save it as UTF-8.") from exc


class _Writer:
    """The lines of one paper's annotation file."""

    def __init__(self, sheet: Sheet) -> None:
        self._sheet = sheet
        self._bound: dict[tuple[str, Span], str] = {}
        self._lines: list[str] = []
        self._notes = self._events = self._attributes = 0

    def lines(self) -> list[str]:
        for fact in self._sheet.facts:
            if fact.first is None:
                continue
            if fact.table in MENTION_TABLES:
                self._mention(fact)
            else:
                self._event(fact)
        return self._lines

    def _mention(self, fact: Annotated) -> None:
        spans = sorted({proof.span for proofs in fact.proofs.values() for proof in proofs})
        for span in spans:
            words = words_of(self._sheet.text, [span])
            self._note(self._text_bound(fact.table, span), remembered(fact, dict.fromkeys(fact.proofs, words)))

    def _event(self, fact: Annotated) -> None:
        assert fact.first is not None
        trigger = self._text_bound(fact.table, fact.first)
        roles = []
        for slot, proofs in fact.proofs.items():
            for number, proof in enumerate(proofs, start=1):
                roles.append(f"{slot}{number if number > 1 else ''}:{self._text_bound(_WORDS, proof.span)}")
        self._events += 1
        name = f"E{self._events}"
        self._lines.append(f"{name}\t{' '.join([f'{fact.table}:{trigger}', *roles])}\n")
        for column in TABLES[fact.table].slots:
            if column.vocabulary and column.name in fact.values:
                self._attributes += 1
                code = fact.values[column.name].replace(" ", "_")
                self._lines.append(f"A{self._attributes}\t{fact.table}_{column.name} {name} {code}\n")
        self._note(name, remembered(fact, proved_by(self._sheet.text, fact)))

    def _text_bound(self, kind: str, span: Span) -> str:
        if (kind, span) not in self._bound:
            name = self._bound[kind, span] = f"T{len(self._bound) + 1}"
            parts = list(_lines_of(self._sheet.text, span))
            ranges = ";".join(f"{start} {end}" for start, end in parts)
            words = " ".join(self._sheet.text[start:end] for start, end in parts)
            self._lines.append(f"{name}\t{kind} {ranges}\t{words}\n")
        return self._bound[kind, span]

    def _note(self, name: str, note: str) -> None:
        self._notes += 1
        self._lines.append(f"#{self._notes}\tAnnotatorNotes {name}\t{note}\n")


class _Reader:
    """One annotation file, taken apart."""

    def __init__(self, path: Path, text: str) -> None:
        self._path, self._text = path, text
        self._bound: dict[str, tuple[str, list[Span]]] = {}
        self._events: dict[str, list[tuple[str, str]]] = {}
        self._codes: dict[str, dict[str, str]] = {}
        self._notes: dict[str, list[str]] = {}
        for number, line in enumerate(_text(path).split("\n"), start=1):
            try:
                self._take(line.rstrip("\r"))
            except (ValueError, IndexError) as exc:
                raise UsageError(f"{path}, line {number}: not brat standoff: {line[:80]!r}.") from exc

    def marks(self) -> Iterator[Mark]:
        for name, (kind, spans) in self._bound.items():
            if kind in MENTION_TABLES:
                yield self._mention(name, kind, spans)
        for name, roles in self._events.items():
            yield self._event(name, roles)

    def _mention(self, name: str, kind: str, spans: list[Span]) -> Mark:
        return self._noted(Mark(self._path.stem, kind, name, spans={PROVED[kind]: spans}))

    def _event(self, name: str, roles: list[tuple[str, str]]) -> Mark:
        (table, _), *slots = roles
        if table not in FACT_TABLES:
            raise UsageError(f"{self._path}, {name}: no table is called {table!r}. Tables: {', '.join(FACT_TABLES)}.")
        mark = Mark(self._path.stem, table, name)
        for role, target in slots:
            found = _ROLE.fullmatch(role)
            slot = found.group(1) if found else role
            if slot not in TABLES[table].names or target not in self._bound:
                raise UsageError(f"{self._path}, {name}: {role}:{target} names no column of {table}, or no words.")
            mark.spans.setdefault(slot, []).extend(self._bound[target][1])
        for attribute, code in self._codes.get(name, {}).items():
            mark.codes[attribute.removeprefix(f"{table}_")] = code.replace("_", " ")
        return self._noted(mark)

    def _noted(self, mark: Mark) -> Mark:
        for note in self._notes.get(mark.name, ()):
            recall(mark, note)
        return mark

    def _take(self, line: str) -> None:
        if not line.strip():
            return
        name, said, *rest = line.split("\t")
        if name.startswith("T"):
            kind, ranges = said.split(" ", 1)
            spans = [Span(*map(int, part.split(" "))) for part in ranges.split(";")]
            if not all(0 <= start < end <= len(self._text) for start, end in spans):
                raise ValueError(said)
            self._bound[name] = kind, [Span(spans[0].start, spans[-1].end)] if len(spans) > 1 else spans
        elif name.startswith("E"):
            parts = [part.split(":", 1) for part in said.split()]
            self._events[name] = [(role, target) for role, target in parts]
        elif name.startswith(("A", "M")):
            attribute, target, *code = said.split(" ", 2)
            self._codes.setdefault(target, {})[attribute] = code[0] if code else ""
        elif name.startswith("#"):
            self._notes.setdefault(said.split(" ")[1], []).append(rest[0])


def _lines_of(text: str, span: Span) -> Iterator[tuple[int, int]]:
    """The stretches of a span between line ends, which brat does not allow inside one."""
    start = span.start
    for piece in text[span.start : span.end].split("\n"):
        if piece:
            yield start, start + len(piece)
        start += len(piece) + 1


def _configuration() -> str:
    lines = ["[entities]", *MENTION_TABLES, _WORDS, "", "[relations]", "", "[events]"]
    for name in FACT_TABLES:
        roles = ", ".join(f"{column.name}*:{_WORDS}" for column in TABLES[name].slots)
        lines.append(f"{name}\t{roles}")
    lines += ["", "[attributes]"]
    for name in GOLD_TABLES:
        for column in TABLES[name].slots:
            if column.vocabulary and name in FACT_TABLES:
                codes = "|".join(code.replace(" ", "_") for code in column.vocabulary)
                lines.append(f"{name}_{column.name}\tArg:{name}, Value:{codes}")
    return "\n".join(lines) + "\n"
