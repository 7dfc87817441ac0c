"""Compiled patterns, remembered from one run of a command to the next: compiling them is a fifth of getting ready.

``re`` makes a pattern into a list of numbers, and its engine checks the list before it makes a pattern of it. The lists
are what is kept, by the patterns' sources. A pattern that is not known yet is compiled as ever, and so is every one
where this Python's ``re`` is built otherwise.
"""

from __future__ import annotations

import base64
import re
import sys
import zlib
from array import array
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from importlib import import_module
from types import SimpleNamespace
from typing import Any

from policyfacts.knowledge.kept import keep, mark, recall

_NAME = "patterns"
_KIND = "I"  # how wide the numbers of a list are; the engine says whether its own are
_SWIFT = 1  # zlib's level: the first start has to wait for it
_FEW = 4  # patterns: so many are new in every run, where libraries join words in no certain order
_MOST = 6_000  # patterns: above it, those that this run did not ask for are forgotten

_Code = Sequence[Any]  # flags, the packed list, count of groups, their names


@dataclass(slots=True)
class _Memory:
    """The lists that are known. ``compiler``: the module with which ``re`` compiles, ``plain`` and ``engine`` as they
    stand in it; ``asked``: the lists that this run used; ``fresh``: how many of them are not kept."""

    mark: str
    compiler: Any
    plain: Callable[..., re.Pattern[Any]]
    engine: Any
    known: Mapping[str, _Code]
    asked: dict[str, _Code] = field(default_factory=dict)
    fresh: int = 0

    def compile(self, source: Any, flags: int = 0) -> re.Pattern[Any]:
        """As ``re``'s own, which it stands in for."""
        if not isinstance(source, str) or flags & re.DEBUG:
            return self.plain(source, flags)
        key = f"{int(flags)}:{source}"
        return self._recalled(source, key) or self._learned(source, flags, key)

    def _recalled(self, source: str, key: str) -> re.Pattern[str] | None:
        """The pattern of a list that is known; ``None`` where none is, or what was kept is no such list."""
        code = self.asked.get(key) or self.known.get(key)
        if code is None:
            return None
        try:
            flags, packed, groups, named = code
            numbers = array(_KIND, zlib.decompress(base64.b64decode(packed))).tolist()
            names: list[str | None] = [None] * (groups + 1)
            for name, index in named.items():
                names[index] = name
            found: re.Pattern[str] = self.engine.compile(source, flags, numbers, groups, named, tuple(names))
        except (ArithmeticError, AttributeError, LookupError, RuntimeError, TypeError, ValueError, zlib.error):
            return None
        self.asked[key] = code
        return found

    def _learned(self, source: str, flags: int, key: str) -> re.Pattern[str]:
        """The pattern as ``re`` compiles it, and remember what that hands to the engine."""

        def told(*parts: Any) -> re.Pattern[str]:
            _, flags, numbers, groups, named, _ = parts
            packed = base64.b64encode(zlib.compress(array(_KIND, numbers).tobytes(), _SWIFT)).decode()
            self.asked[key] = flags, packed, groups, dict(named)
            self.fresh += 1
            found: re.Pattern[str] = self.engine.compile(*parts)
            return found

        self.compiler._sre = SimpleNamespace(**{**vars(self.engine), "compile": told})
        try:
            return self.plain(source, flags)
        finally:
            self.compiler._sre = self.engine


_memory: _Memory | None = None


@contextmanager
def remembered_patterns() -> Iterator[None]:
    """``re.compile`` knows the patterns of earlier runs meanwhile, in this process and those forked from it."""
    global _memory
    compiler = _compiler()
    if compiler is None or _memory is not None:
        yield
        return
    engine = compiler._sre
    under = mark((), f"{sys.byteorder} {engine.MAGIC} {engine.CODESIZE}")
    kept = recall(_NAME, under)
    _memory = _Memory(under, compiler, compiler.compile, engine, kept if isinstance(kept, dict) else {})
    compiler.compile = _memory.compile
    try:
        yield
    finally:
        compiler.compile, _memory = _memory.plain, None


def are_new() -> bool:
    """Whether this run has compiled so many patterns that no run before has kept that they are worth keeping."""
    return _memory is not None and _memory.fresh > _FEW


def keep_patterns() -> None:
    """Keep for other runs what was compiled in this one."""
    if _memory is None or not are_new():
        return
    whole = {**_memory.known, **_memory.asked}
    keep(_NAME, _memory.mark, dict(sorted((whole if len(whole) <= _MOST else _memory.asked).items())))
    _memory.fresh = 0


def _compiler() -> Any:
    """What ``re`` compiles with, where it is built as is known here: ``re`` has no public way to what it makes."""
    try:
        found = import_module("re._compiler")
        fits = array(_KIND).itemsize == found._sre.CODESIZE and callable(found._sre.compile) and callable(found.compile)
    except (AttributeError, ImportError):
        return None
    return found if fits else None
