"""The wheel holds only the package, and works where nothing else is but what it says that it needs.

An environment is made of it as pip makes one, but without a network: the distributions that its metadata name, and
those that these name, are linked into it from the one that the tests run in.
"""

from __future__ import annotations

import os
import subprocess
import sys
import venv
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from importlib.metadata import Distribution, PackageNotFoundError, PathDistribution, distribution
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from tests.typeset import LOAN, typeset

# What each extra is for, as a program that fails where it is not there.
EXTRAS = {
    "": "import policyfacts.cli",
    "ocr": "import policyfacts.reading.ocr",
    "repair": "import pikepdf",
    "s3": "import fsspec; fsspec.get_filesystem_class('s3')",
    "https": "import fsspec; fsspec.get_filesystem_class('https')",
    "dask": "import distributed",
}
# Of these the tests' own environment has nothing: what the metadata say is all that is looked at.
UNTRIED = {"gs": {"fsspec", "gcsfs"}}


@pytest.fixture(scope="module")
def wheel(root: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel, built from the checkout."""
    folder = tmp_path_factory.mktemp("wheels")
    build = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)]
    subprocess.run(build, cwd=root, check=True, capture_output=True)
    (built,) = folder.glob("*.whl")
    return built


@pytest.fixture(scope="module")
def metadata(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Distribution:
    """What the wheel says of itself."""
    folder = tmp_path_factory.mktemp("unpacked")
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(folder)
    (place,) = folder.glob("*.dist-info")
    return PathDistribution(place)


def test_the_wheel_holds_the_package_only(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        tops = {name.split("/")[0] for name in archive.namelist()}
    assert len(tops) == 2
    assert {top.split("-")[0] for top in tops} == {"policyfacts"}


def test_every_extra_is_declared(metadata: Distribution) -> None:
    extras = set(metadata.metadata.get_all("Provides-Extra") or ())
    assert extras == {*EXTRAS, *UNTRIED} - {""}
    for extra, names in UNTRIED.items():
        assert {canonicalize_name(r.name) for r in _wanted(metadata, (extra,))} == names


@pytest.fixture(scope="module")
def bare(wheel: Path, metadata: Distribution, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The Python of an environment with the wheel and no extra."""
    return _environment(tmp_path_factory.mktemp("bare"), wheel, metadata, extras=[""])


@pytest.fixture(scope="module")
def full(wheel: Path, metadata: Distribution, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The Python of an environment with the wheel and every extra that can be tried."""
    return _environment(tmp_path_factory.mktemp("full"), wheel, metadata, extras=EXTRAS)


@pytest.mark.parametrize("environment", ["bare", "full"])
def test_extract_works_in_a_folder_of_its_own(environment: str, request: pytest.FixtureRequest, tmp_path: Path) -> None:
    python: Path = request.getfixturevalue(environment)
    typeset(tmp_path / "one.pdf", LOAN)
    done = _run([str(python.with_name("policyfacts")), "extract", "one.pdf"], tmp_path)
    assert done.returncode == 0, done.stderr
    assert (tmp_path / "outputs" / "evidence.csv").stat().st_size > 100
    assert (tmp_path / "outputs" / "funds.csv").read_text(encoding="utf-8").count("\n") > 1
    again = _run([str(python.with_name("policyfacts")), "extract", "one.pdf"], tmp_path)
    assert "0 papers read, 1 read before" in again.stdout
    where = _run([str(python), "-c", "import policyfacts; print(policyfacts.__file__)"], tmp_path)
    assert where.stdout.startswith(str(python.parents[1]))


@pytest.mark.parametrize("extra", EXTRAS)
def test_an_extra_brings_what_it_is_for(extra: str, full: Path, tmp_path: Path) -> None:
    done = _run([str(full), "-c", EXTRAS[extra]], tmp_path)
    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize("extra", ["repair", "dask", "s3"])
def test_what_only_an_extra_brings_is_missing_without(extra: str, bare: Path, tmp_path: Path) -> None:
    assert _run([str(bare), "-c", EXTRAS[extra]], tmp_path).returncode == 1


def _run(command: Sequence[str], folder: Path) -> subprocess.CompletedProcess[str]:
    environment = {name: value for name, value in os.environ.items() if not name.startswith("PYTHON")}
    return subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, check=False)


def _environment(folder: Path, wheel: Path, metadata: Distribution, *, extras: Iterable[str]) -> Path:
    """An environment with the wheel, ``extras`` of it, and all that these need; returns its Python."""
    venv.create(folder, with_pip=False)
    python = folder / "bin" / "python"
    (site,) = folder.glob("lib/python*/site-packages")
    for one in _closure(_wanted(metadata, extras)):
        for name in {path.parts[0] for path in one.files or () if path.parts[0] not in {"..", "__pycache__"}}:
            here = site / name
            if not here.exists():
                here.symlink_to(Path(str(one.locate_file(name))).resolve())
    install = [sys.executable, "-m", "pip", "--python", str(python), "install", "--quiet", "--no-index", "--no-deps"]
    done = subprocess.run([*install, str(wheel)], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return python


def _closure(wanted: Iterable[Requirement]) -> list[Distribution]:
    """The distributions that ``wanted`` name, each of a version that will do, and all that those need."""
    found: dict[tuple[str, str], Distribution] = {}
    queue = [(wish, extra) for wish in wanted for extra in ("", *wish.extras)]
    while queue:
        wish, extra = queue.pop()
        key = canonicalize_name(wish.name), extra
        if key in found:
            continue
        try:
            one = found[key] = distribution(wish.name)
        except PackageNotFoundError:
            pytest.fail(f"{wish} is needed, and not among what the tests run with")
        assert wish.specifier.contains(one.version, prereleases=True), f"{wish}: {one.version} is here"
        queue += [(more, also) for more in _wanted(one, (extra,)) for also in ("", *more.extras)]
    return list(found.values())


def _wanted(one: Distribution, extras: Iterable[str]) -> Iterator[Requirement]:
    """What a distribution needs here for ``extras``; the empty one stands for what it needs by itself."""
    for wish in map(Requirement, one.requires or ()):
        always = _applies(wish, "")
        if any(_applies(wish, extra) and (extra == "" or not always) for extra in extras):
            yield wish


def _applies(wish: Requirement, extra: str) -> bool:
    return wish.marker is None or wish.marker.evaluate({"extra": extra})
