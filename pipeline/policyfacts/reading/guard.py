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
from collections.abc import Callable, Iterator
from multiprocessing.connection import Connection
from multiprocessing.context import ForkProcess, SpawnProcess
from typing import Any, TypeVar

from policyfacts.errors import DamagedPdf, LimitExceeded, PolicyfactsError, ReadingError

T = TypeVar("T")

MEMORY = 2 << 30
"""Bytes that one paper may use beyond what the process has when it starts on it."""
CPU_SECONDS = 30.0
"""Processor seconds for one paper, apart from those for its pages."""
CPU_PER_PAGE = 0.5
_GRACE = 2.0


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
    wall = 4 * cpu_seconds if wall_seconds is None else wall_seconds
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


@contextlib.contextmanager
def limits(*, memory: int = MEMORY, cpu_seconds: float = CPU_SECONDS) -> Iterator[None]:
    """Set the limits on the present process while the block runs, for workers that serve many papers.

    They are soft limits, put back afterwards. Exceeding ``memory`` raises ``MemoryError`` or kills the process;
    exceeding ``cpu_seconds`` sends SIGXCPU, which kills it.
    """
    try:
        import resource
    except ImportError:  # Windows
        yield
        return
    before = {kind: resource.getrlimit(kind) for kind in (resource.RLIMIT_AS, resource.RLIMIT_CPU)}
    usage = resource.getrusage(resource.RUSAGE_SELF)
    spent = usage.ru_utime + usage.ru_stime
    _set(resource.RLIMIT_AS, _mapped() + memory)
    _set(resource.RLIMIT_CPU, int(spent + cpu_seconds) + 1)
    try:
        yield
    finally:
        for kind, value in before.items():
            with contextlib.suppress(ValueError, OSError):
                resource.setrlimit(kind, value)


def cpu_limit(pages: int) -> float:
    """Processor seconds that a paper of ``pages`` pages may take."""
    return CPU_SECONDS + CPU_PER_PAGE * pages


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
    if not pipe.poll(wall):
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
