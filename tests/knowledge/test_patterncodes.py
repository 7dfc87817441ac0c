"""Patterns that an earlier run compiled are the same as those that `re` compiles now."""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from policyfacts.knowledge import patterncodes
from policyfacts.knowledge.kept import ENVIRONMENT, keep, recall
from policyfacts.knowledge.patterncodes import are_new, keep_patterns, remembered_patterns

# pattern, flags; none of them compiled by anybody before
PATTERNS = [
    (r"(?P<sum>\d+) (?:million|billion)", 0),
    (r"(?i:lent)|GAVE(?=s)", 0),
    (r"(?<![\w-])(?P<who>Peru|Chile)(?P<tail>’s)?(?!\w)", re.IGNORECASE),
    (r"""  a [b-d]{2,3}+  # a comment
    """, re.VERBOSE | re.MULTILINE),
    ("[“”é\U0001f30d]+?", re.DOTALL),
    (r"(a)|b(?(1)c|d)", re.ASCII),
    ("", 0),
]  # fmt: skip
TEXTS = ["Chile’s port: 12 million", "PERU LENT", "abb acd", "“é🌍", "gaves GAVEs", "ac bd"]


@pytest.fixture(autouse=True)
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A folder of the test's own; what `re` keeps in memory is forgotten."""
    monkeypatch.setenv(ENVIRONMENT, str(tmp_path / "cache"))
    re.purge()
    yield tmp_path / "cache"
    re.purge()


def _first_run() -> str:
    """Compile all patterns as a first run does; the mark under which they are kept."""
    with remembered_patterns():
        for source, flags in PATTERNS:
            re.compile(source, flags)
        assert are_new()
        keep_patterns()
        assert not are_new()
        memory = patterncodes._memory
        assert memory is not None
        mark = memory.mark
    re.purge()
    return mark


@pytest.mark.parametrize(("source", "flags"), PATTERNS)
def test_a_remembered_pattern_is_the_one_that_re_compiles(source: str, flags: int) -> None:
    _first_run()
    plain = re.compile(source, flags)
    re.purge()
    with remembered_patterns():
        again = re.compile(source, flags)
        assert not are_new()
    assert again == plain  # `re` compares the whole program
    assert (again.groups, again.groupindex, again.flags) == (plain.groups, plain.groupindex, plain.flags)
    for text in TEXTS:
        assert [m.groupdict() for m in again.finditer(text)] == [m.groupdict() for m in plain.finditer(text)]
        assert [m.lastgroup for m in again.finditer(text)] == [m.lastgroup for m in plain.finditer(text)]


def test_new_patterns_and_bytes_are_compiled_as_ever(place: Path) -> None:
    _first_run()
    with remembered_patterns():
        assert re.compile(rb"new\d").match(b"new1")
        assert not are_new()
        assert all(re.search(rf"new{number}\s\d", f"new{number} 1") for number in range(9))
        assert are_new()
        with pytest.raises(re.error):
            re.compile("(")
    assert len(list(place.glob("patterns-*"))) == 1


def test_afterwards_re_is_as_it_was() -> None:
    compiler: Any = patterncodes._compiler()
    before = compiler.compile, compiler._sre
    with remembered_patterns(), remembered_patterns():
        assert compiler.compile is not before[0]
    assert (compiler.compile, compiler._sre) == before


@pytest.mark.parametrize(
    "kept",
    [[], {"0:": 1}, {"0:": [0, "?", 0, {}]}, {"0:": [0, "eJxjYGBgAAAABAAB", 0, {}]}, {"0:": [0, "", 9, {"a": 99}]}],
)
def test_what_is_no_program_is_passed_over(kept: object) -> None:
    mark = _first_run()
    keep("patterns", mark, kept)
    with remembered_patterns():
        assert re.compile("").match("any")


def test_without_a_place_nothing_is_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(ENVIRONMENT, "")
    mark = _first_run()
    assert recall("patterns", mark) is None


def test_patterns_that_nobody_asks_for_make_room(monkeypatch: pytest.MonkeyPatch) -> None:
    mark = _first_run()
    monkeypatch.setattr(patterncodes, "_MOST", 2)
    with remembered_patterns():
        more = [re.compile(f"{number} more").pattern for number in range(9)]
        keep_patterns()
    assert list(recall("patterns", mark)) == [f"0:{source}" for source in more]


def test_where_re_is_built_otherwise_it_compiles_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(patterncodes, "_compiler", lambda: None)
    with remembered_patterns():
        assert re.compile(r"built (?:other)?wise").match("built wise")
        assert not are_new()


def test_the_second_start_of_the_program_compiles_nothing_of_ours(place: Path) -> None:
    code = (
        "from policyfacts.knowledge.patterncodes import are_new, remembered_patterns\n"
        "with remembered_patterns():\n"
        "    from policyfacts.batch.one import warm_up\n"
        "    from policyfacts.batch.options import Options\n"
        "    from policyfacts.knowledge import searches\n"
        "    kept = searches.keep_patterns\n"
        "    searches.keep_patterns = lambda: (print('new'), kept())\n"
        "    warm_up(Options())\n"
    )
    told = [subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True) for _ in range(2)]
    assert [one.stdout.split() for one in told] == [["new"], []]
    assert list(place.glob("patterns-*"))
