"""One switch for all tables of an output folder, so that whoever looks sees those of one run and never parts of two.

The files of a run stand in a folder of their own, ``.policyfacts-tables/<number>``. What users open beside it
(``dates.csv``, ``texts/<doc>.txt``) are links that lead there through one further link, ``current``:

    out/dates.csv -> .policyfacts-tables/current/dates.csv      current -> 7

A new run is written whole as ``8``; then ``current`` is put anew, which is one step for the file system, and ``7``
goes. A run that is killed before that step has changed nothing, one that is killed after it all; what is left over is
swept away by the next run. Links and all move with the folder. Where there are none (``possible``), ``moving`` is used.
"""

from __future__ import annotations

import contextlib
import errno
import os
import shutil
from collections.abc import Iterable, Iterator
from pathlib import Path

HOME = ".policyfacts-tables"
TEXTS = "texts"
_CURRENT = "current"
_GOING = "going-"
_NO_LINKS = {errno.EPERM, errno.EINVAL, errno.ENOSYS, errno.ENOTSUP, errno.EOPNOTSUPP}
"""What the system says where there are no links; Windows among it, where they need a right that few people have."""


def possible(out: Path) -> bool:
    """Whether the file system of ``out`` has links; not so on memory sticks, and for most users of Windows. Raises
    ``OSError`` where nothing can be written."""
    probe = out / HOME / "probe"
    try:
        probe.parent.mkdir(exist_ok=True)
        probe.unlink(missing_ok=True)
        probe.symlink_to(_CURRENT)
        probe.unlink()
    except NotImplementedError:
        return False
    except OSError as exc:
        if exc.errno not in _NO_LINKS:
            raise
        return False
    return True


def standing(out: Path) -> Path:
    """The folder in which the files of ``out`` stand, all of one run, for as long as it is there; ``out`` itself where
    they are no links."""
    try:
        return out / HOME / (out / HOME / _CURRENT).readlink()
    except OSError:
        return out


def behind(out: Path, folder: Path, name: str) -> Path:
    """Where the file ``name`` of ``out`` is, as the run has it whose ``folder`` this is; a file that somebody put in
    the place of a link is what it is."""
    return folder / name if _is_ours(out / name) else out / name


def kept(out: Path, new: Path, docs: Iterable[str]) -> None:
    """Let texts that stand in ``out`` stand in the folder ``new`` too, without copying them where that can be."""
    for doc in docs:
        _same(out / TEXTS / f"{doc}.txt", new / TEXTS / f"{doc}.txt")


def switch(out: Path, new: Path, old_docs: Iterable[str]) -> None:
    """Make the folder ``new`` the one that all files of ``out`` come from. ``old_docs``: the papers whose texts stand
    in ``out``. Raises ``OSError``; what is seen is then as it was."""
    names = list(_names(new))
    home = out / HOME
    coming = home / str(1 + max((int(path.name) for path in _runs(home)), default=0))
    new.rename(coming)
    _sync(coming)
    (out / TEXTS).mkdir(exist_ok=True)
    if not (home / _CURRENT).is_symlink():
        tables = [name for name in names if not name.startswith(f"{TEXTS}/")]
        _adopt(out, [*tables, *(f"{TEXTS}/{doc}.txt" for doc in old_docs)])
    for name in names:
        _lead(out, name)
    _point(home / _CURRENT, coming.name)
    _sync(home)
    _sync(out)
    sweep(out)


def sweep(out: Path) -> None:
    """Remove what a killed run left: its folder, that of the run before, and links that lead nowhere."""
    home = out / HOME
    current = standing(out)
    left = [path for path in home.glob("*") if path.name != _CURRENT and path != current]
    if not left:
        return
    for folder in (out, out / TEXTS):
        for path in folder.iterdir() if folder.is_dir() else ():
            if _is_ours(path) and not path.exists():
                path.unlink()  # of a paper that has gone
    for path in left:
        if path.is_dir() and not path.is_symlink():
            _remove(path)
        else:
            path.unlink()


def _remove(folder: Path) -> None:
    """Remove a folder in one step for those who look into it: while its files go one by one, it has another name."""
    going = folder.with_name(f"{_GOING}{folder.name}") if not folder.name.startswith(_GOING) else folder
    if going != folder:
        shutil.rmtree(going, ignore_errors=True)
        folder.rename(going)
    shutil.rmtree(going)


def _is_ours(path: Path) -> bool:
    """Whether a file is a link that leads to those of a run."""
    return path.is_symlink() and HOME in path.readlink().parts


def _names(folder: Path) -> Iterator[str]:
    """What ``out`` is to show of a run: its tables (files, or folders of parts) and its texts."""
    for path in sorted(folder.iterdir()):
        if path.name == TEXTS:
            yield from sorted(f"{TEXTS}/{text.name}" for text in path.iterdir())
        else:
            yield path.name


def _runs(home: Path) -> Iterator[Path]:
    return (path for path in home.iterdir() if path.name.isdecimal())


def _adopt(out: Path, names: Iterable[str]) -> None:
    """Turn files that stand in ``out`` itself (an earlier version wrote them, or the folder is a copy) into a run's
    folder, and links to it; what is seen stays the same."""
    home = out / HOME
    if (home / _CURRENT).exists():  # a copy of the folder, in which it is none any more
        shutil.rmtree(home / _CURRENT)
    earlier = home / "0"
    shutil.rmtree(earlier, ignore_errors=True)
    (earlier / TEXTS).mkdir(parents=True)
    found = [name for name in names if (out / name).exists()]
    for name in found:
        _same(out / name, earlier / name)
    _point(home / _CURRENT, earlier.name)
    for name in found:
        _lead(out, name)


def _same(path: Path, other: Path) -> None:
    """A file, or a folder of files, under another name too."""
    if path.is_dir():
        other.mkdir()
        for part in path.iterdir():
            _same(part, other / part.name)
        return
    try:
        other.hardlink_to(os.path.realpath(path))
    except (OSError, NotImplementedError) as exc:
        if isinstance(exc, FileNotFoundError):
            raise
        shutil.copy2(path, other)


def _lead(out: Path, name: str) -> None:
    """Let ``name`` in ``out`` be a link to the file of the run that is current."""
    place = out / name
    target = "/".join([*[".."] * name.count("/"), HOME, _CURRENT, name])
    if place.is_symlink() and place.readlink().as_posix() == target:
        return
    if place.is_dir() and not place.is_symlink():
        place.rename(out / HOME / f"stray-{place.name}")
    _point(place, target)


def _point(link: Path, target: str) -> None:
    """Put a link in the place of whatever is there, in one step."""
    passing = link.with_name(f".{link.name[:200]}.new")
    passing.unlink(missing_ok=True)
    passing.symlink_to(target)
    passing.replace(link)


def _sync(folder: Path) -> None:
    """See to it that what a folder holds is on the disk."""
    with contextlib.suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
