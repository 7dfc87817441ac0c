"""The scores as people read them: a table for a terminal, a Markdown report, two CSV files."""

from __future__ import annotations

import os
import tempfile
from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path

from policyfacts.errors import OutputError
from policyfacts.evaluate.errors import ERRORS, Miss
from policyfacts.evaluate.figures import SCORES, Figures, main_measure
from policyfacts.schema import MENTION_TABLES
from policyfacts.tables import marks
from policyfacts.tables.cells import cell, csv_header, csv_text

_HEAD = ("table", "measure", "precision", "recall", "F1", "95% interval", "gold", "found", "omitted", "invented")
_SHOWN = ("value", "strict", "partial", "type", "qualifier", "mentions", "detection", "slot")
_EXAMPLES = 5


def as_text(scores: Figures) -> str:
    """The main measures of every table, as aligned columns."""
    rows = _summary(scores)
    widths = [max(len(row[i]) for row in (_HEAD, *rows)) for i in range(len(_HEAD))]
    lines = []
    for row in (_HEAD, *rows):
        cells = [cell.ljust(w) if i < 2 else cell.rjust(w) for i, (cell, w) in enumerate(zip(row, widths, strict=True))]
        lines.append("  ".join(cells).rstrip())
    lines.insert(1, "-" * max(map(len, lines)))
    if scores.unread:
        lines += ["", f"Annotated papers not read (all their rows count as omitted): {', '.join(scores.unread)}"]
    return "\n".join(lines)


def as_markdown(scores: Figures) -> str:
    """The report: what was measured and how, by table, by slot and by paper, and the errors by kind with examples."""
    parts = [
        "# Evaluation",
        _METHOD.format(papers=len(scores.docs)),
        "## All papers",
        _markdown(_HEAD, _summary(scores)),
    ]
    if scores.unread:
        parts.append(f"Annotated papers that were not read: {', '.join(scores.unread)}. All their rows are omissions.")
    parts += [f"**Gate not reached:** {failure}." for failure in scores.failures]
    slots = _slots(scores)
    if slots:
        head = ("table", "slot", "F1", "correct", "partial", "incorrect", "missing", "spurious")
        parts += ["## By slot", _markdown(head, slots)]
    parts += ["## By paper", _by_paper(scores), "## Errors", _errors(scores)]
    return "\n\n".join(parts) + "\n"


def write_report(scores: Figures, out: Path) -> None:
    """Write ``scores.csv``, ``errors.csv`` and ``evaluation.md`` into ``out``, each whole or not at all."""
    tidy = ({name: _cell(getattr(score, name)) for name in SCORES.names} for score in scores.tidy())
    write_csv(out / marks.SCORES, csv_header(SCORES) + csv_text(SCORES, tidy))
    write_errors(scores.misses, out / marks.ERRORS)
    write_text(out / "evaluation.md", as_markdown(scores))


def write_errors(misses: Iterable[Miss], path: Path) -> None:
    """Write errors as a CSV file, one row each, whole or not at all."""
    write_csv(path, csv_header(ERRORS) + csv_text(ERRORS, (miss.as_row() for miss in misses)))


def write_csv(path: Path, text: str) -> None:
    """Write a CSV file whole, with a byte order mark where the tables that it stands beside have one."""
    write_text(path, marks.mark_of(path.parent).decode("utf-8") + text)


_METHOD = """\
{papers} annotated papers. Mentions (dates, countries, amounts) are right where their value is, page by page. Facts are
aligned one to one with gold, page by page, so that the sum of similarities is greatest; *detection* counts pairs of
similarity .5 or more, *slot* the filled cells of all rows, *strict* the rows of which every cell that gold fills is
right. The three are never mixed. Optional gold rows, and found rows that answer them, count on neither side. Intervals
hold 95% of a bootstrap over papers; with few papers they are wide, and say so."""


def _summary(scores: Figures) -> list[tuple[str, ...]]:
    rows = []
    for table, measures in scores.counts.items():
        for measure in [name for name in _order(table) if name in measures]:
            counts = scores.of(table, measure)
            interval = scores.interval(table, measure)
            rows.append(
                (
                    table,
                    measure,
                    *(_figure(value) for value in (counts.precision, counts.recall, counts.f1)),
                    f"{_figure(interval[0])}-{_figure(interval[1])}" if interval else "",
                    *(str(number) for number in (counts.gold, counts.found, counts.missing, counts.spurious)),
                )
            )
    return rows


def _order(table: str) -> tuple[str, ...]:
    return _SHOWN if table in MENTION_TABLES else ("detection", "slot", "strict")


def _slots(scores: Figures) -> list[tuple[str, ...]]:
    rows = []
    for table, measures in scores.counts.items():
        for measure in measures:
            counts = scores.of(table, measure)
            if not measure.startswith("slot.") or not counts.gold + counts.found:
                continue
            muc = (counts.correct, counts.partial, counts.incorrect, counts.missing, counts.spurious)
            rows.append((table, measure.removeprefix("slot."), _figure(counts.f1), *map(str, muc)))
    return rows


def _by_paper(scores: Figures) -> str:
    measures = [(t, m) for t in scores.counts for m in ((main_measure(t),) if t in MENTION_TABLES else _order(t))]
    head = ("paper", *(f"{table} {measure}" if measure != "value" else table for table, measure in measures))
    rows = [(doc, *(_figure(scores.f1(table, measure, doc=doc)) for table, measure in measures)) for doc in scores.docs]
    return "F1:\n\n" + _markdown(head, rows)


def _errors(scores: Figures) -> str:
    if not scores.misses:
        return "None."
    kinds = Counter((miss.table, miss.kind, miss.slot) for miss in scores.misses)
    ranked = sorted(kinds.items(), key=lambda item: (-item[1], item[0]))
    rows = [(table, kind, slot, str(number)) for (table, kind, slot), number in ranked]
    whole = [miss for miss in scores.misses if not miss.slot]
    examples = [
        (miss.table, f"{miss.doc}, p. {miss.page}", miss.kind, miss.gold, miss.found)
        for table in scores.counts
        for miss in [miss for miss in whole if miss.table == table][:_EXAMPLES]
    ]
    parts = ["All of them, with quotes, are in `errors.csv`.", _markdown(("table", "kind", "slot", "number"), rows)]
    if examples:
        head = ("table", "where", "kind", "gold", "found")
        parts += [f"The first {_EXAMPLES} rows of each table that were omitted or invented:", _markdown(head, examples)]
    return "\n\n".join(parts)


def _figure(value: float | None) -> str:
    return "" if value is None else f"{value:.3f}"


def _cell(value: str | int | float | None) -> str:
    return cell(round(value, 6) if isinstance(value, float) else value)


def _markdown(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join("| " + " | ".join(_escaped(cell) for cell in line) + " |" for line in lines)


def _escaped(cell: str) -> str:
    plain = " ".join(cell.split())
    for mark in ("\\", "|", "<", "*", "_", "`", "["):
        plain = plain.replace(mark, f"\\{mark}")
    return plain


def write_text(path: Path, text: str) -> None:
    """Write a file whole: readers see the old text or the new one, never a part."""
    try:
        handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
        try:
            with os.fdopen(handle, "w", encoding="utf-8", newline="") as file:
                file.write(text)
            os.chmod(name, 0o644)  # noqa: PTH101
            os.replace(name, path)  # noqa: PTH105
        except BaseException:
            Path(name).unlink(missing_ok=True)
            raise
    except OSError as exc:
        raise OutputError(f"{path}: cannot be written: {exc.strerror}. Check the folder and its free space.") from exc
