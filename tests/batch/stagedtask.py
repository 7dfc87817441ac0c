"""Stands for ``batch.task.done`` on the workers of a cluster: quick, and deadly where a paper's name says so."""

from __future__ import annotations

import os
import signal
import time

from policyfacts.batch.options import Options
from policyfacts.batch.papers import Source
from policyfacts.batch.task import Sent, Task
from policyfacts.errors import EngineError
from policyfacts.sources import bytes_of
from policyfacts.tables import packed
from policyfacts.tables.packed import to_bytes
from tests.batch.staged import staged_rows


def done(task: Task) -> bytes | None:
    """The rows of ``staged``. ``poison`` kills the worker, ``far`` is only found where it is sent, ``other`` is what a
    worker says that has another version, ``slow`` takes its time."""
    if task.doc.startswith("poison"):
        os.kill(os.getpid(), signal.SIGKILL)
    if task.doc.startswith("other"):
        raise EngineError("A worker has another policyfacts.")
    if task.doc.startswith("odd"):
        raise ModuleNotFoundError("No module named 'odd'")
    if task.doc.startswith("far") and not isinstance(task.at, Sent):
        return None
    time.sleep(0.3 if task.doc.startswith("slow") else 0.02)
    source = Source(task.doc, Sent(task.shown, task.doc, bytes_of(task.at)))
    return to_bytes(packed(staged_rows(source, options=Options("none"))))
