"""What is kept between runs changes nothing but time, whatever became of it meanwhile."""

from __future__ import annotations

import errno
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from policyfacts import knowledge
from policyfacts.knowledge import activate, entries
from policyfacts.knowledge.kept import ENVIRONMENT, folder, keep, mark, recall
from policyfacts.knowledge.needs import needs
from policyfacts.knowledge.remembered import keep_needs, needed

VALUE = {"letters": ["a", "ä"], "number": 3}
PATTERN = r"(?:sign(?:ed|s)?|inked) at (?:last|once)"


@pytest.fixture(autouse=True)
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A folder of the test's own, and nothing in memory before or after."""
    monkeypatch.setenv(ENVIRONMENT, str(tmp_path / "cache"))
    _forget()
    yield tmp_path / "cache"
    _forget()


def _forget() -> None:
    knowledge._ours.cache_clear()
    for forget in knowledge._forget:
        forget()


def _files(place: Path) -> list[Path]:
    return sorted(place.glob("*")) + sorted(place.glob(".*"))


def test_what_was_kept_comes_back(place: Path) -> None:
    assert recall("thing", "one") is None
    keep("thing", "one", VALUE)
    assert recall("thing", "one") == VALUE
    assert recall("thing", "other") is None
    assert len(_files(place)) == 1
    if hasattr(os, "geteuid"):
        assert not place.stat().st_mode & 0o077


@pytest.mark.parametrize("damage", [b"", b"\n", b"[1]", b"0" * 64 + b"\n[1]", b"\x00\xff"])
def test_damaged_files_are_as_none(place: Path, damage: bytes) -> None:
    keep("thing", "one", VALUE)
    (file,) = _files(place)
    file.write_bytes(damage)
    assert recall("thing", "one") is None
    keep("thing", "one", VALUE)
    assert recall("thing", "one") == VALUE


def test_one_changed_letter_is_noticed(place: Path) -> None:
    keep("thing", "one", VALUE)
    (file,) = _files(place)
    file.write_bytes(file.read_bytes().replace(b"letters", b"lettres"))
    assert recall("thing", "one") is None


def test_what_others_may_write_to_is_not_believed(place: Path) -> None:
    keep("thing", "one", VALUE)
    (file,) = _files(place)
    file.chmod(0o666)
    assert recall("thing", "one") is None
    file.chmod(0o600)
    assert recall("thing", "one") == VALUE
    place.chmod(0o777)
    assert recall("thing", "one") is None
    keep("thing", "other", VALUE)
    assert len(_files(place)) == 1


def test_a_place_that_cannot_be_written_does_no_harm(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "file").write_text("in the way")
    monkeypatch.setenv(ENVIRONMENT, str(tmp_path / "file" / "below"))
    keep("thing", "one", VALUE)
    assert recall("thing", "one") is None
    assert needed(PATTERN, 0) == needs(PATTERN, 0)
    keep_needs()
    assert entries("levels")


def test_a_full_disk_leaves_nothing_behind(place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(path: Path, target: Path) -> Path:
        raise OSError(errno.ENOSPC, f"{path} -> {target}")

    monkeypatch.setattr(Path, "replace", full)
    keep("thing", "one", VALUE)
    assert _files(place) == []


def test_nothing_is_kept_where_that_is_asked_for(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(ENVIRONMENT, "")
    assert folder() is None
    keep("thing", "one", VALUE)
    assert recall("thing", "one") is None


def test_what_json_cannot_say_is_not_kept(place: Path) -> None:
    keep("thing", "one", {"bytes": b""})
    assert _files(place) == []


def test_old_files_make_room(place: Path) -> None:
    for number in range(12):
        keep("thing", f"{number:02}", VALUE)
        os.utime(place / f"thing-{number:02}.json", (number, number))
    keep("other", "one", VALUE)
    names = [file.name for file in _files(place)]
    assert len(names) < 11
    assert "thing-11.json" in names
    assert "thing-00.json" not in names


def test_processes_that_write_at_once_leave_one_whole_file(place: Path) -> None:
    code = (
        "import sys; from policyfacts.knowledge.kept import keep, recall\n"
        "value = [sys.argv[1]] * 20_000\n"
        "for _ in range(30):\n"
        "    keep('thing', 'one', value)\n"
        "    found = recall('thing', 'one')\n"
        "    assert len(set(found)) == 1 and len(found) == 20_000\n"
    )
    both = [subprocess.Popen([sys.executable, "-c", code, letter]) for letter in "ab"]
    assert [one.wait(60) for one in both] == [0, 0]
    assert len(_files(place)) == 1


def test_needs_are_the_same_from_memory() -> None:
    told = needed(PATTERN, re.IGNORECASE)
    assert told == needs(PATTERN, re.IGNORECASE)
    keep_needs()
    _forget()
    assert recall("needs", mark(()))
    assert needed(PATTERN, re.IGNORECASE) == told
    assert needed(PATTERN, 0) == needs(PATTERN, 0)


@pytest.mark.parametrize("kept", [[], {"0:a": 1}, {"0:a": [["a"], True]}, {"0:a": [None, 1, 2]}])
def test_memories_of_another_shape_count_for_nothing(kept: object) -> None:
    keep("needs", mark(()), kept)
    assert needed(PATTERN, 0) == needs(PATTERN, 0)


def test_entries_are_the_same_from_memory(place: Path) -> None:
    first = entries("levels"), entries("currencies")
    assert [file.name.split("-")[0] for file in _files(place)] == ["entries"]
    _forget()
    assert (entries("levels"), entries("currencies")) == first


def test_a_pack_is_part_of_what_things_are_derived_from(tmp_path: Path) -> None:
    file = tmp_path / "pack" / "levels.toml"
    file.parent.mkdir()
    file.write_text("", encoding="utf-8")
    empty = mark([file.parent])
    file.write_text("# more", encoding="utf-8")
    assert len({mark(()), empty, mark([file.parent])}) == 3
    activate(())
