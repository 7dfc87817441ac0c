"""Limits around one paper: memory, processor time and wall clock, in a process of its own.

PDFium aborts its process when memory runs out, and no Python code can catch that; so whatever may meet a hostile file
runs in a child, and the child's death is turned into an error with a reason. On Linux and macOS the limits are those
of ``setrlimit``; elsewhere only the wall clock holds.
"""

from __future__ import annotations

import contextlib
import faulthandler
import multiprocessing
import os
import pickle
import signal
import sys
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from multiprocessing.connection import Connection, wait
from multiprocessing.context import ForkProcess, SpawnProcess
from typing import Any, TypeVar

from policyfacts.errors import DamagedPdf, LimitExceeded, PolicyfactsError, ReadingError
from policyfacts.limits import CPU_PER_PAGE, CPU_SECONDS, LEAST_PAGES, MEMORY, WALL

T = TypeVar("T")

_GRACE = 2.0
_PAGES = 10
"""More time is given for so many pages at once."""
_SLICE = 1.0
"""Seconds that are waited in one go."""
_LATE = 0.5
"""Seconds by which a wait may end late on a busy machine; what is more, the machine or the run was stopped for."""


def guarded(
    function: Callable[..., T],
    *args: Any,
    memory: int = MEMORY,
    cpu_seconds: float = CPU_SECONDS,
    wall_seconds: float | None = None,
) -> T:
    """Call ``function(*args)`` in a child process under limits and return what it returns.

    ``memory``: bytes beyond what the process already has; ``cpu_seconds``: processor time; ``wall_seconds``: time by
    the clock, by default four times ``cpu_seconds``. Result and arguments must be picklable. Raises what ``function``
    raises; ``LimitExceeded`` when a limit is hit; ``DamagedPdf`` when the child dies of something else.
    """
    wall = WALL * cpu_seconds if wall_seconds is None else wall_seconds
    here, there = multiprocessing.Pipe(duplex=False)
    worker = _process()(target=_child, args=(there, function, args, (memory, cpu_seconds)), daemon=True)
    worker.start()
    there.close()
    try:
        answer = _answer(here, wall)
    finally:
        here.close()
        if worker.is_alive():
            worker.join(_GRACE if sys.exc_info()[0] is None else 0)
        if worker.is_alive():
            worker.kill()
        worker.join()
    if answer is None:
        raise _death(worker.exitcode, (memory, cpu_seconds))
    ok, value = answer
    if ok:
        return value  # type: ignore[no-any-return]
    raise value


@dataclass(slots=True)
class _Time:
    """The time that the paper in hand has. ``spent``: what the process had used when it began; ``seconds``: what the
    paper may use, those for so many ``pages`` among them; ``read``: its pages so far; ``told``: who hears of more."""

    spent: float
    seconds: float
    pages: int
    told: Callable[[int], None]
    read: int = 0


_time: _Time | None = None


def page_read() -> None:
    """Say that a page of the paper in hand has been read: beyond the pages that it had time for from the start, it has
    more with each. So long papers are read whole, and what stands still on one page is given up early."""
    if _time is None:
        return
    _time.read += 1
    if _time.read < _time.pages:
        return
    _time.pages += _PAGES
    _time.seconds += _PAGES * CPU_PER_PAGE
    with contextlib.suppress(ImportError):
        import resource

        _set(resource.RLIMIT_CPU, int(_time.spent + _time.seconds) + 1)
    _time.told(_PAGES)


@contextlib.contextmanager
def limits(
    *,
    memory: int = MEMORY,
    cpu_seconds: float = CPU_SECONDS,
    pages: int = LEAST_PAGES,
    told: Callable[[int], None] = lambda _: None,
) -> Iterator[None]:
    """Set the limits on the present process while the block runs, for workers that serve many papers.

    They are soft limits, put back afterwards. Exceeding ``memory`` raises ``MemoryError`` or kills the process;
    exceeding ``cpu_seconds``, which is time for ``pages``, sends SIGXCPU, which kills it. ``told`` is called with the
    number of further pages for which there is more time.
    """
    global _time
    try:
        import resource
    except ImportError:  # Windows
        _time = _Time(0.0, cpu_seconds, pages, told)
        yield
        _time = None
        return
    before = {kind: resource.getrlimit(kind) for kind in (resource.RLIMIT_AS, resource.RLIMIT_CPU)}
    usage = resource.getrusage(resource.RUSAGE_SELF)
    spent = usage.ru_utime + usage.ru_stime
    _set(resource.RLIMIT_AS, _mapped() + memory)
    _set(resource.RLIMIT_CPU, int(spent + cpu_seconds) + 1)
    _time = _Time(spent, cpu_seconds, pages, told)
    try:
        yield
    finally:
        _time = None
        for kind, value in before.items():
            with contextlib.suppress(ValueError, OSError):
                resource.setrlimit(kind, value)


def cpu_limit(pages: int) -> float:
    """Processor seconds that a paper of ``pages`` pages may take."""
    return CPU_SECONDS + CPU_PER_PAGE * pages


def waited(pipes: Sequence[Connection], seconds: float) -> tuple[list[Connection], float]:
    """Those of ``pipes`` that speak, or have been closed, and for how long that was waited: ``seconds`` at most.

    Time by the clock; but while the machine or this process was stopped (a laptop's lid, a debugger, a virtual machine
    that is moved) the others could not work either, and it does not count.
    """
    passed = 0.0
    while True:
        part = min(_SLICE, max(0.0, seconds - passed))
        before = time.monotonic()
        speaking = wait(pipes, part)
        passed += min(time.monotonic() - before, part + _LATE)
        if speaking or passed >= seconds:
            return [pipe for pipe in pipes if pipe in speaking], passed


def _process() -> type[ForkProcess | SpawnProcess]:
    """A fork is quick, but only safe while a single thread runs, and where the platform offers it."""
    single = threading.active_count() == 1
    return ForkProcess if single and sys.platform.startswith("linux") else SpawnProcess


def _set(kind: int, value: int) -> None:
    import resource

    _soft, hard = resource.getrlimit(kind)
    if hard != resource.RLIM_INFINITY:
        value = min(value, hard)
    with contextlib.suppress(ValueError, OSError):
        resource.setrlimit(kind, (value, hard))


def _mapped() -> int:
    """Bytes of address space that this process has already."""
    try:
        with open("/proc/self/statm", "rb") as file:  # noqa: PTH123 (not a user's file)
            return int(file.read().split()[0]) * os.sysconf("SC_PAGE_SIZE")
    except (OSError, ValueError):
        return 1 << 30


def _child(pipe: Connection, function: Callable[..., Any], args: tuple[Any, ...], terms: tuple[int, float]) -> None:
    memory, cpu_seconds = terms
    with contextlib.suppress(ValueError, OSError):
        signal.signal(signal.SIGINT, signal.SIG_IGN)
    _quiet_death()
    answer: tuple[bool, Any]
    with limits(memory=memory, cpu_seconds=cpu_seconds):
        try:
            answer = (True, function(*args))
        except MemoryError:
            answer = (False, LimitExceeded(_too_much(memory)))
        except RecursionError:
            answer = (False, LimitExceeded("the file is nested too deeply: open it in a viewer and save it anew"))
        except PolicyfactsError as exc:
            answer = (False, exc)
        except Exception as exc:
            answer = (False, ReadingError(f"reading failed ({type(exc).__name__}: {exc}): please report it"))
    try:
        payload = pickle.dumps(answer, protocol=pickle.HIGHEST_PROTOCOL)
    except Exception as exc:
        payload = pickle.dumps((False, ReadingError(f"the result cannot be sent back ({exc})")))
    pipe.send_bytes(payload)
    pipe.close()


def _quiet_death() -> None:
    """A child that dies leaves neither a core file nor a stack on the terminal: its parent says what happened."""
    faulthandler.disable()
    with contextlib.suppress(ImportError, ValueError, OSError):
        import resource

        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _answer(pipe: Connection, wall: float) -> tuple[bool, Any] | None:
    """What the child sends; ``None`` when it dies without a word. Raises ``LimitExceeded`` after ``wall`` seconds."""
    if not waited([pipe], wall)[0]:
        raise LimitExceeded(f"reading took longer than {wall:g} s: the file is damaged or made to harm; leave it out")
    try:
        answer: tuple[bool, Any] = pickle.loads(pipe.recv_bytes())
    except (EOFError, OSError):
        return None
    return answer


def _death(code: int | None, terms: tuple[int, float]) -> ReadingError:
    """The error for a child that died with ``code``."""
    memory, cpu_seconds = terms
    number = -(code or 0)
    if number == getattr(signal, "SIGXCPU", -1):
        return LimitExceeded(f"reading took more than {cpu_seconds:g} s of processor time: leave the file out")
    # PDFium ends its process (SIGILL, SIGTRAP or SIGABRT) when an allocation fails; the system's killer uses SIGKILL.
    if number in {signal.SIGILL, getattr(signal, "SIGTRAP", 5), signal.SIGABRT, getattr(signal, "SIGKILL", 9)}:
        return LimitExceeded(_too_much(memory))
    name = signal.Signals(number).name if number in set(signal.Signals) else f"exit code {code}"
    return DamagedPdf(f"the file crashes the reader ({name}): open it in a viewer and save it anew, or leave it out")


def _too_much(memory: int) -> str:
    size = f"{memory / (1 << 30):.3g} GB"
    return f"reading needs more than {size} of memory: the file is damaged or made to harm; leave it out"
