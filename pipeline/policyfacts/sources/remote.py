"""Papers and tables in remote stores, through fsspec: ``s3://``, ``gs://``, ``https://`` and what else it knows.

Credentials are those of the store's own configuration (environment variables, profiles); nothing of them is kept.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Any, BinaryIO
from urllib.parse import unquote

from policyfacts.errors import ReadingError, UsageError
from policyfacts.sources import kinds
from policyfacts.sources.location import Location, Missing

_URL = re.compile(r"[a-z][a-z0-9+.-]+://", re.IGNORECASE)
_EXTRAS = {"s3": "s3", "s3a": "s3", "gs": "gs", "gcs": "gs", "http": "https", "https": "https"}
_MARKS = ("ETag", "etag", "md5Hash", "generation", "LastModified", "mtime", "last_modified")


def is_url(name: str) -> bool:
    """Whether ``name`` is an address rather than a path."""
    return bool(_URL.match(name))


@dataclass(frozen=True, slots=True)
class Remote:
    """A paper at an address. ``length`` and ``state`` are what the store said when it was listed."""

    url: str
    length: int = 0
    state: str = ""

    @property
    def shown(self) -> str:
        return without_secrets(self.url)

    @property
    def stem(self) -> str:
        _, path = _parts(self.url)
        return PurePosixPath((unquote(path) if _on_the_web(self.url) else path) or self.shown).stem

    @contextmanager
    def open(self) -> Iterator[BinaryIO]:
        try:
            system, path = opened(self.url)
            with system.open(path, "rb") as file:
                yield file
        except ReadingError:
            raise
        except Exception as exc:  # every store has errors of its own
            raise ReadingError(f"{self.shown}: cannot be fetched: {said(exc)}") from exc

    def size(self) -> int:
        return self.length

    def mark(self) -> str:
        return self.state


def papers_at(url: str) -> list[Location]:
    """The papers at an address: itself where it names a file, those below it where it names a folder, a glob's; an
    archive among them is a ``Missing``, since it is not fetched to be looked into.

    Raises ``UsageError`` where nothing is there, or the extra that speaks to the store is not installed.
    """
    try:
        system, path = opened(url)
        if any(sign in path for sign in "*["):
            found = system.glob(path, detail=True)
        elif kinds.ending(_name(path)) == kinds.PDF:
            return [_remote(url, _told(system, path))]
        else:
            found = system.find(path, detail=True)
    except UsageError:
        raise
    except Exception as exc:
        raise UsageError(f"{without_secrets(url)}: cannot be listed: {said(exc)}") from exc
    papers = list(_papers(system, found, path))
    if not papers:
        raise UsageError(f"{without_secrets(url)}: no PDF there. Name a paper, or a folder that holds some.")
    return papers


def opened(url: str) -> tuple[Any, str]:
    """The store that an address names, as fsspec's file system, and the path in it.

    Raises ``UsageError`` where fsspec, or what speaks to that store, is not installed.
    """
    scheme = url.split(":", 1)[0].lower()
    try:
        from fsspec.core import url_to_fs

        system, path = url_to_fs(url, **({"skip_instance_cache": True} if scheme in {"http", "https"} else {}))
    except ImportError as exc:
        extra = _EXTRAS.get(scheme, scheme)
        raise UsageError(
            f"{without_secrets(url)}: {scheme}:// needs what is not installed here: pip install 'policyfacts[{extra}]'."
        ) from exc
    except ValueError as exc:
        raise UsageError(f"{without_secrets(url)}: no store of this kind, or no address of one: {said(exc)}.") from exc
    return system, path


def without_secrets(url: str) -> str:
    """An address as tables and messages may show it: without user, password, and signed queries."""
    host, path = _parts(url)
    scheme = url.partition("://")[0].lower()
    return f"{scheme}://{host.rsplit('@', 1)[-1]}{path}" if host else url


def said(exc: Exception) -> str:
    """An error of a store in a few words, on one line."""
    words = " ".join(str(exc).split()) or type(exc).__name__
    return words[:200]


def _on_the_web(url: str) -> bool:
    return url[:4].lower() == "http"


def _parts(url: str) -> tuple[str, str]:
    """Host and path of an address. A query is none of the path on the web; elsewhere ? and # are signs like others."""
    rest = url.partition("://")[2]
    if _on_the_web(url):
        rest = re.split("[?#]", rest, maxsplit=1)[0]
    host, stroke, path = rest.partition("/")
    return host, stroke + path


def _papers(system: Any, found: dict[str, dict[str, Any]], top: str) -> Iterator[Location]:
    names = {path: _name(path) for path, told in found.items() if told.get("type", "file") == "file"}
    outputs = tuple(kinds.outputs_among(names.values()) - {_name(top).rstrip("/") + "/"})
    for path, name in sorted(names.items()):
        if name.startswith(outputs):
            continue
        place = _remote(system.unstrip_protocol(path), found[path])
        # On the web, pages are how one comes to the papers.
        page = kinds.ending(name) in {".html", ".htm"} and place.url.startswith("http") and path != top
        if kinds.ending(name) == kinds.PDF or (kinds.lies_as_paper(name) and not page):
            yield place
        elif kinds.ending(name) == kinds.ARCHIVE:
            yield Missing(place.shown, place.stem, "an archive in a store: fetch it, and name it here")


def _name(path: str) -> str:
    """A path in a store, as its file system tells it: on the web that is an address."""
    return _parts(path)[1] if _on_the_web(path) else path


def _told(system: Any, path: str) -> dict[str, Any]:
    told: dict[str, Any] = system.info(path)
    return told


def _remote(url: str, told: dict[str, Any]) -> Remote:
    marks = [str(told[key]) for key in _MARKS if told.get(key)]
    length = int(told.get("size") or 0)
    return Remote(url, length, f"{length}-{'-'.join(marks)}" if marks else "")
