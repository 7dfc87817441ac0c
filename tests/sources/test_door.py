"""One door: whatever is opened, for whatever purpose, a pipe does not hang it and a device does not fill the memory."""

from __future__ import annotations

import ast
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from policyfacts import errors, limits
from policyfacts.batch.history import LAST, Written, remembered
from policyfacts.batch.store import Store
from policyfacts.compare.files import read_comparison
from policyfacts.evaluate.coded import score_coded
from policyfacts.exchange.brat import read as read_brat
from policyfacts.exchange.labelstudio import read as read_labels
from policyfacts.gold import read_gold
from policyfacts.knowledge import activate
from policyfacts.learned import store as models
from policyfacts.learned.features import FORMAT
from policyfacts.limits import Size
from policyfacts.reading.guard import guarded
from policyfacts.review import Journal
from policyfacts.sources import bytes_of, door, found, located
from policyfacts.tables import read_tables, write_tables
from policyfacts.training.judged import Verdicts
from tests.tables.test_files import RUN, a_paper

pytestmark = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="special files and limits as on Linux")


def _pipe(path: Path) -> None:
    os.mkfifo(path)


def _device(path: Path) -> None:
    path.symlink_to("/dev/zero")


def _sparse(path: Path) -> None:
    with path.open("wb") as file:
        file.truncate(1 << 42)


def _deep(path: Path) -> None:
    path.write_bytes(b"[" * 300_000)


SPECIAL: dict[str, Callable[[Path], object]] = {
    "pipe": _pipe,
    "device": _device,
    "sparse": _sparse,
    "folder": Path.mkdir,
    "deep": _deep,
}


def _tables(folder: Path) -> Path:
    write_tables(folder / "out", [a_paper("a")], run=RUN)
    return folder / "out"


def _model(folder: Path) -> Path:
    (folder / "confidence").mkdir()
    (folder / "confidence" / models.CARD).write_bytes((models.home() / "confidence" / models.CARD).read_bytes())
    return folder


def _state(folder: Path) -> Path:
    (folder / ".policyfacts").mkdir()
    return folder


def _entry(folder: Path) -> Path:
    (folder / "ke").mkdir()
    return folder


Case = tuple[Callable[[Path], Path], str, Callable[[Path], object]]
CASES: dict[str, Case] = {
    "paper": (lambda p: p, "a.pdf", lambda p: bytes_of(located(f"{p}/a.pdf"))),
    "archive": (lambda p: p, "a.zip", lambda p: bytes_of(found([p]).papers[0])),
    "gold": (lambda p: p, "dates.csv", read_gold),
    "pages of gold": (_tables, "pages.csv", lambda p: read_gold(p / "out")),
    "coded values": (lambda p: p, "coded.csv", lambda p: score_coded(p / "coded.csv", p)),
    "verdicts": (lambda p: p, "verdicts.csv", lambda p: Verdicts(p, p / "verdicts.csv").read()),
    "knowledge": (lambda p: p, "levels.toml", lambda p: activate([p])),
    "table of knowledge": (lambda p: p, "countries.csv", lambda p: activate([p])),
    "model": (_model, "confidence/model.skops", lambda p: models.load("confidence", folder=p, format=FORMAT)),
    "card": (_model, "confidence/card.json", lambda p: models.load(
        "confidence", folder=p, format=FORMAT)),
    "journal": (lambda p: p, "judgements.jsonl", lambda p: Journal(p).all()),
    "table": (_tables, "out/dates.csv", lambda p: read_tables(p / "out")),
    "documents": (_tables, "out/documents.csv", lambda p: read_tables(p / "out")),
    "text": (_tables, "out/texts/a.txt", lambda p: read_tables(p / "out")),
    "record": (_state, f".policyfacts/{LAST}", remembered),
    "entry": (_entry, "ke/key", lambda p: Store(p, mark="").get("key")),
    "comparison": (_tables, "out/compare.json", lambda p: read_comparison(p / "out")),
    "brat": (lambda p: p, "a.ann", lambda p: list(read_brat(p, {"a": "text"}))),
    "labels": (lambda p: p, "labels.json", lambda p: list(read_labels(p / "labels.json", {}))),
}  # fmt: skip
"""What is opened: what is there before, the file, and what opens it."""


def _opened(folder: Path, name: str) -> str:
    """What comes of opening: the kind of the error, or what is returned."""
    try:
        opening = CASES[name][2]
        return repr(opening(folder))[:1000]
    except errors.PolicyfactsError as exc:
        return f"{type(exc).__name__}: {exc}"


@pytest.mark.parametrize("special", SPECIAL)
@pytest.mark.parametrize("name", CASES)
def test_whatever_is_opened(tmp_path: Path, name: str, special: str) -> None:
    make, file, _ = CASES[name]
    make(tmp_path)
    path = tmp_path / file
    path.unlink(missing_ok=True)
    SPECIAL[special](path)
    said = guarded(_opened, tmp_path, name, memory=1 << 30, cpu_seconds=30, wall_seconds=120)
    nothing = {"record": repr(Written()), "entry": "None"}  # counts as absent, and is made again
    journal = name == "journal" and special == "deep"  # a line without its end is not read yet
    if name in nothing:
        assert said == nothing[name]
    elif journal:
        assert said == "[]"
    elif special == "deep" and name in {"paper", "text"}:
        assert "[[[" in said or said.startswith("<Tables")  # what a paper is, reading will tell
    else:
        assert said.split(":")[0] in dir(errors), said


SIZE = Size(1 << 20, "a test", "tests")


def test_the_door(tmp_path: Path) -> None:
    path = tmp_path / "file"
    path.write_bytes(b"0123456789")
    assert door.read(path, SIZE) == b"0123456789"
    assert door.read_text(path, SIZE) == "0123456789"
    path.write_bytes(bytes((1 << 20) + 1))
    with pytest.raises(door.Refused, match="more than 1 MB, more than a test may have") as caught:
        door.read(path, SIZE)
    assert caught.value.filename == str(path)
    with path.open("rb") as file, pytest.raises(door.Refused):
        door.taken(file, path, SIZE)
    for name in ("a\0b", "\ud800", "n" * 300, "x/" * 3000):
        with pytest.raises(OSError, match=r"."):
            door.read(tmp_path / name, SIZE)
        assert not door.exists(tmp_path / name)
        assert not door.is_file(tmp_path / name)
    assert [door.exists(tmp_path), door.is_file(tmp_path), door.is_file(path)] == [True, False, True]


def test_a_file_that_becomes_a_pipe_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path, real = tmp_path / "file", os.open
    path.write_bytes(b"")

    def swapped(*arguments: object) -> int:
        path.unlink()
        os.mkfifo(path)
        return real(*arguments)  # type: ignore[arg-type]

    monkeypatch.setattr(os, "open", swapped)
    with pytest.raises(door.Refused, match="a pipe or a device"):
        door.read(path, SIZE)


# Where the files are that come with this program, or that it has just written itself.
_OWN = {
    "batch/child.py", "batch/record.py", "batch/store.py", "compare/files.py", "compare/series.py",
    "evaluate/report.py",
    "exchange/brat.py", "exchange/database.py", "exchange/formats.py", "exchange/labelstudio.py",
    "exchange/webannotations.py", "gold.py", "knowledge/__init__.py", "knowledge/kept.py", "language/pipelines.py",
    "language/syntax.py", "learned/store.py", "learned/weights.py", "parsers.py", "reading/guard.py",
    "reading/hyphens.py", "reading/ocr.py", "reading/repair.py", "report/album.py", "report/charts/worldmap.py",
    "report/page.py",
    "review/app.py", "review/journal.py", "sources/zipped.py", "tables/files.py", "tables/moving.py",
    "tables/sinks.py", "training/__init__.py",
}  # fmt: skip
_READS = {"read_bytes", "read_text", "ZipFile"}


def test_nothing_is_read_past_the_door(root: Path) -> None:
    package = root / "pipeline" / "policyfacts"
    past = []
    for path in sorted(package.rglob("*.py")):
        name = path.relative_to(package).as_posix()
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute)):
                continue
            if node.func.attr in _READS and name not in _OWN and "'door'" not in ast.dump(node.func):
                past.append(f"{name}:{node.lineno} {node.func.attr}")
    assert past == []


def test_the_docs_tell_every_limit(root: Path) -> None:
    page = (root / "docs" / "threat-model.md").read_text(encoding="utf-8")
    for size in limits.FILES:
        assert f"| {size.kind} | {size.told} |" in page
    command = [sys.executable, "-m", "cogapp", "--check", str(root / "docs" / "threat-model.md")]
    assert subprocess.run(command, capture_output=True, check=False).returncode == 0
