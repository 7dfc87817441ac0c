"""The output folder: tables, texts, the data package; written whole or not at all, and read back.

A run is written whole beside what stands there; ``switch`` then puts it into the place of the run before in one step,
or ``moving`` file by file where the file system has no links. A run that is killed, or that the disk has no room for,
leaves the old tables, or the new ones.

Of papers in which people's judgements changed something, ``<out>/machine`` holds the tables as the machine wrote them.
"""

from __future__ import annotations

import contextlib
import csv
import io
import json
import os
import shutil
from collections.abc import Container, Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from policyfacts.errors import OutputError
from policyfacts.limits import TABLE, TEXT
from policyfacts.schema import TABLES
from policyfacts.sources import door
from policyfacts.tables.cells import Row, parse_csv, restored
from policyfacts.tables.codebook import NAME as CODEBOOK
from policyfacts.tables.codebook import codebook
from policyfacts.tables.dataframes import Tables
from policyfacts.tables.datapackage import datapackage
from policyfacts.tables.ids import doc_of
from policyfacts.tables.marks import BYTE_ORDER_MARK, follow
from policyfacts.tables.moving import move, settle
from policyfacts.tables.packed import Packed, packed
from policyfacts.tables.rows import PaperRows
from policyfacts.tables.sinks import Sink
from policyfacts.tables.switch import HOME, TEXTS, behind, kept, possible, sweep, switch
from policyfacts.tables.switch import standing as in_place

STATE = ".policyfacts"
"""The folder within the output folder that holds what is not for users."""
_NEW, _READY = f"{HOME}/new", f"{STATE}/ready"
_TRIES = 5
MACHINE = "machine"
"""The folder within the output folder that holds the machine's own rows of papers that people changed."""
_held: set[int] = set()


def write_tables(out: Path | str, papers: Iterable[PaperRows], *, run: Mapping[str, Any], excel: bool = False) -> None:
    """Write every table, the texts, ``datapackage.json`` and ``run.json`` into the folder ``out``.

    ``papers`` come sorted by ``doc`` and may be a generator: one paper at a time is held. ``run`` becomes ``run.json``.
    Files in ``out`` that are not ours stay; texts of papers that are gone go. Raises ``OutputError`` where the folder
    cannot be written or another run writes to it; what stood there is then as it was. ``excel``: CSV files begin with a
    byte order mark, by which Excel knows them for UTF-8.
    """
    with alone(out):
        write_packed(Path(out), map(packed, papers), run=run, excel=excel)


def write_packed(
    out: Path,
    papers: Iterable[Packed],
    *,
    run: Mapping[str, Any],
    standing: Container[str] = frozenset(),
    excel: bool = False,
) -> None:
    """What ``write_tables`` does, for papers that are packed, and for who holds the folder (``alone``) already.

    ``standing``: papers whose text is in ``out`` already, just as it is to be.
    """
    with writing(out):
        links = possible(out)
        new = out / (_NEW if links else f"{STATE}/new")
        shutil.rmtree(new, ignore_errors=True)
        try:
            _write_new(new, papers, run, standing, BYTE_ORDER_MARK if excel else b"")
            before, after = _docs(out), _docs(new)
            changed = (new / MACHINE).is_dir()
            if links:
                kept(out, new, sorted(after - {path.stem for path in (new / TEXTS).iterdir()}))
                switch(out, new, before)
            else:
                gone = [f"{TEXTS}/{doc}.txt" for doc in sorted(before - after)]
                move(out, new, out / _READY, gone if changed else [*gone, MACHINE])
            if not changed and (out / MACHINE).is_dir():  # the folder is a copy, in which it is no link
                shutil.rmtree(out / MACHINE)
            follow(out)
        except BaseException:
            shutil.rmtree(new, ignore_errors=True)
            raise
        finally:
            _tidy(out)


def read_tables(out: Path | str, *, machine: bool = False) -> Tables:
    """The tables that ``extract`` wrote into the folder ``out``, with the papers' texts, as people corrected them.

    ``machine``: without what people judged, as the machine wrote them. Raises ``OutputError`` where a file is missing,
    ``TableError`` where one does not fit the schema.
    """
    out = Path(out)
    if (out / _READY).is_dir():
        with alone(out):
            pass
    for _ in range(_TRIES):
        folder = in_place(out)
        try:
            return _read_all(out, folder, machine=machine)
        except OutputError:
            if folder == in_place(out):  # else a run has put others into their place just now
                raise
    raise OutputError(f"{out}: the tables change while they are read: wait until no run writes here.")


def _read_all(out: Path, folder: Path, *, machine: bool) -> Tables:
    """The tables as the run has them whose folder this is."""
    rows = _rows(out, folder)
    if machine and (out / MACHINE).is_dir():
        place = behind(out, folder, MACHINE)
        rows = _as_machine(rows, _rows(place, place))
    docs = [row["doc"] for row in rows["documents"] if row["status"] != "failed"]
    return Tables(rows, texts={doc: _read(out, folder, f"{TEXTS}/{doc}.txt") for doc in docs})


def _rows(out: Path, folder: Path) -> dict[str, list[Row]]:
    return {
        name: parse_csv(table, _read(out, folder, f"{name}.csv"), where=f"{out}/{name}.csv")
        for name, table in TABLES.items()
    }


def _as_machine(rows: Mapping[str, list[Row]], own: Mapping[str, list[Row]]) -> dict[str, list[Row]]:
    """The rows of all papers, of those in ``own`` the machine's; papers in the order of ``documents``."""
    changed = {row["doc"] for row in own["documents"]}
    place = {row["doc"]: number for number, row in enumerate(rows["documents"])}
    found = {}
    for name in rows:
        kept = [row for row in rows[name] if doc_of(row) not in changed]
        found[name] = sorted([*kept, *own[name]], key=lambda row: place.get(doc_of(row), len(place)))
    return found


@contextmanager
def alone(out: Path | str) -> Iterator[None]:
    """Hold the folder ``out`` against a second run, make it where it is missing, complete what a killed run left.

    The hold ends with the process, however that ends. Raises ``OutputError`` where another run holds it.
    """
    out = Path(out)
    with writing(out):
        out.mkdir(parents=True, exist_ok=True)
        handle = _locked(out)
    try:
        with writing(out):
            settle(out, out / _READY)
            sweep(out)
            follow(out)
            _tidy(out)
        yield
    finally:
        if handle is not None:
            _held.discard(handle)
            os.close(handle)


@contextmanager
def writing(out: Path) -> Iterator[None]:
    """Turns what the system says of ``out`` into an ``OutputError``."""
    try:
        yield
    except OSError as exc:
        raise OutputError(
            f"{out}: cannot be written: {exc.strerror or exc}. Make room or name another folder with --out; "
            "the tables that stood there are as they were, and papers read so far are kept for the next run."
        ) from exc


def _read(out: Path, folder: Path, name: str) -> str:
    try:
        size, encoding = (TEXT, "utf-8") if name.startswith(TEXTS) else (TABLE, "utf-8-sig")
        return door.read_text(behind(out, folder, name), size, encoding=encoding)
    except OSError as exc:
        raise OutputError(
            f"{out / name}: {exc.strerror or exc}. Run 'policyfacts extract PAPERS --out {out}' first."
        ) from exc
    except UnicodeDecodeError as exc:
        raise OutputError(f"{out / name}: not UTF-8 any more. Run 'policyfacts extract' again.") from exc


def _write_new(
    new: Path, papers: Iterable[Packed], run: Mapping[str, Any], standing: Container[str], mark: bytes
) -> None:
    (new / "texts").mkdir(parents=True)
    with _sinks(new, mark) as tables, contextlib.ExitStack() as later:
        machine: dict[str, Sink] = {}
        for paper in papers:
            _add(tables, paper)
            if paper.own is not None:
                machine = machine or later.enter_context(_sinks(new / MACHINE, mark))
                _add(machine, paper.own)
            if paper.text is not None and paper.doc not in standing:
                (new / "texts" / f"{paper.doc}.txt").write_bytes(paper.text)
    (new / CODEBOOK).write_bytes(mark + codebook().encode("utf-8"))
    _write_json(new / "datapackage.json", datapackage(TABLES.values()))
    _write_json(new / "run.json", run)


@contextmanager
def _sinks(folder: Path, mark: bytes) -> Iterator[dict[str, Sink]]:
    """The files of every table in ``folder``, complete once they are left; CSV begins with ``mark``."""
    folder.mkdir(exist_ok=True)
    tables: dict[str, Sink] = {}
    try:
        for name, table in TABLES.items():
            tables[name] = Sink(folder, table, mark=mark)
        yield tables
        for sink in tables.values():
            sink.finish()
    except BaseException:
        for sink in tables.values():
            with contextlib.suppress(OSError):  # a full disk has been told already
                sink.abandon()
        raise


def _add(tables: Mapping[str, Sink], paper: Packed) -> None:
    for name, sink in tables.items():
        sink.add(paper.lines.get(name, b""), paper.counts.get(name, 0))


def _write_json(path: Path, content: Mapping[str, Any]) -> None:
    path.write_bytes((json.dumps(content, ensure_ascii=False, indent=2) + "\n").encode("utf-8"))


def _docs(folder: Path) -> set[str]:
    """The papers whose texts ``documents.csv`` vouches for; none where there is no such file.

    An earlier version's file may lack columns, and a run may not fail for what was in the folder before it: of a file
    that cannot be read nothing is vouched for.
    """
    path = folder / "documents.csv"
    if not door.exists(path):
        return set()
    try:
        with io.TextIOWrapper(door.opened(path, TABLE), encoding="utf-8-sig", newline="") as file:
            return {restored(row["doc"]) for row in csv.DictReader(file) if row["status"] != "failed"}
    except (csv.Error, KeyError, UnicodeDecodeError, door.Refused):
        return set()


def _tidy(out: Path) -> None:
    for name in (STATE, HOME):
        with contextlib.suppress(OSError):  # there is more in it
            (out / name).rmdir()


def _locked(out: Path) -> int | None:
    try:
        import fcntl
    except ImportError:  # Windows: no hold
        return None
    handle = os.open(out, os.O_RDONLY)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as exc:
        os.close(handle)
        raise OutputError(f"{out}: another run writes to this folder. Wait for it, or name another --out.") from exc
    _held.add(handle)
    return handle


def _let_go() -> None:
    """In a forked worker: a hold ends when the last copy of its handle is closed, and the run must not outlive it."""
    while _held:
        with contextlib.suppress(OSError):
            os.close(_held.pop())


if hasattr(os, "register_at_fork"):
    os.register_at_fork(after_in_child=_let_go)
