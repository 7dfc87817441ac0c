"""The versions that a model's card names."""

from __future__ import annotations

import platform
from importlib.metadata import version

import policyfacts


def versions() -> dict[str, str]:
    """Of this program, of Python and of the libraries that a fit depends on."""
    libraries = {name: version(name) for name in ("numpy", "scikit-learn", "scipy", "skops", "spacy")}
    return {"policyfacts": policyfacts.__version__, "python": platform.python_version(), **libraries}
