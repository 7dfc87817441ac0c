"""The wheel holds only the package, and works where nothing of the checkout is at hand."""

from __future__ import annotations

import os
import subprocess
import sys
import zipfile
from pathlib import Path

from tests.typeset import LOAN, typeset


def test_the_wheel_works_in_an_empty_folder(root: Path, tmp_path: Path) -> None:
    wheels, site, work = tmp_path / "wheels", tmp_path / "site", tmp_path / "work"
    build = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(wheels)]
    subprocess.run(build, cwd=root, check=True, capture_output=True)
    (wheel,) = wheels.glob("*.whl")
    with zipfile.ZipFile(wheel) as archive:
        tops = {name.split("/")[0] for name in archive.namelist()}
        archive.extractall(site)
    assert len(tops) == 2
    assert {top.split("-")[0] for top in tops} == {"policyfacts"}
    typeset(work / "paper.pdf", LOAN)
    environment = {**os.environ, "PYTHONPATH": str(site)}
    code = "import sys, policyfacts; from policyfacts.cli import main; print(policyfacts.__file__); sys.exit(main())"
    command = [sys.executable, "-c", code, "extract", "paper.pdf"]
    done = subprocess.run(command, cwd=work, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith(str(site))
    assert (work / "outputs" / "evidence.csv").stat().st_size > 100
