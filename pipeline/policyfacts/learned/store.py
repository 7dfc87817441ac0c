"""Models on disk: ``<name>/model.skops`` and ``<name>/card.json``, which says what the model is and was made from.

skops files hold data and no code. Of a file with only the types named here the numbers are read; nothing is built from
it or unpickled. A model's bytes depend on its content alone, so that training twice gives the same file.
"""

from __future__ import annotations

import contextlib
import hashlib
import io
import json
import re
import zipfile
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from policyfacts.errors import ModelError, OutputError
from policyfacts.knowledge.kept import keep, recall
from policyfacts.learned.weights import Weights, read_weights
from policyfacts.limits import MODEL as MODEL_SIZE
from policyfacts.sources import door

CONFIDENCE, CELLS, CANDIDATES = "confidence", "cells", "candidates"
_WEIGHTS = "weights"
_WEIGHTS_FORMAT = 1  # to be raised when other things are read from a model's file, or not taken from it any more
LINES_FORMAT = 2
"""To be raised when the features of lines (``lines``) change their meaning."""
MODEL, CARD = "model.skops", "card.json"

_TRUSTED = frozenset(
    {
        "builtins.dict",
        "builtins.list",
        "builtins.tuple",
        "numpy.ndarray",
        "sklearn.feature_extraction._dict_vectorizer.DictVectorizer",
        "sklearn.linear_model._logistic.LogisticRegression",
        "sklearn.pipeline.Pipeline",
    }
)
_EPOCH = (1980, 1, 1, 0, 0, 0)  # the earliest that a ZIP archive can write
_REMEDY = "Make it with 'policyfacts train', name another folder with --models, or go without: --rules-only."


@dataclass(frozen=True, slots=True)
class Model:
    """A fitted model and its card; ``sha256`` is that of the model's file."""

    name: str
    weights: Weights
    card: dict[str, Any]
    sha256: str

    @property
    def settings(self) -> dict[str, Any]:
        """The numbers beside the weights that what is made with the model depends on."""
        found = self.card.get("settings", {})
        return found if isinstance(found, dict) else {}


def home() -> Path:
    """Where the models are that came with this copy: in the package as installed, beside it in a checkout."""
    package = Path(__file__).resolve().parents[1]
    installed = package / "models"
    return installed if installed.is_dir() else package.parents[1] / "models"


@cache
def load(name: str, *, folder: Path | None = None, format: int) -> Model:
    """The model ``name`` in ``folder`` (default: ``home()``).

    ``format`` is the one that the caller's features have. Raises ``ModelError`` where the model is missing, damaged,
    of other types than expected, or made for other features.
    """
    place = (home() if folder is None else folder) / name
    card = _card(place, format)
    try:
        data = door.read(place / MODEL, MODEL_SIZE)
    except OSError as exc:
        raise ModelError(f"{place / MODEL}: cannot be read: {exc.strerror}. {_REMEDY}") from exc
    digest = hashlib.sha256(data).hexdigest()
    if digest != card.get("sha256"):
        raise ModelError(f"{place / MODEL}: not the file that {CARD} describes; it may be damaged. {_REMEDY}")
    return Model(name, _remembered(place / MODEL, data, digest), card, digest)


def rebuilt(name: str, *, folder: Path | None = None) -> Any:
    """The fitted model itself, as scikit-learn has it, of a folder that ``load`` has accepted."""
    from skops.io import loads

    return loads(door.read((home() if folder is None else folder) / name / MODEL, MODEL_SIZE), trusted=[])


def save(folder: Path, name: str, *, estimator: Any, card: dict[str, Any]) -> Path:
    """Write a fitted model and its card, to which the file's SHA-256 is added; returns the model's folder."""
    from skops.io import dumps

    data = _settled(dumps(estimator))
    place = folder / name
    text = json.dumps({**card, "sha256": hashlib.sha256(data).hexdigest()}, indent=2, ensure_ascii=False)
    try:
        place.mkdir(parents=True, exist_ok=True)
        (place / MODEL).write_bytes(data)
        (place / CARD).write_text(text + "\n", encoding="utf-8")
    except OSError as exc:
        raise OutputError(f"{place}: cannot be written: {exc.strerror}. Name another folder with --out.") from exc
    return place


def _card(place: Path, format: int) -> dict[str, Any]:
    try:
        card = json.loads(door.read_text(place / CARD, MODEL_SIZE))
    except OSError as exc:
        raise ModelError(f"{place}: no model here ({CARD}: {exc.strerror}). {_REMEDY}") from exc
    except (ValueError, RecursionError) as exc:
        raise ModelError(f"{place / CARD}: damaged: {exc}. {_REMEDY}") from exc
    if not isinstance(card, dict):
        raise ModelError(f"{place / CARD}: damaged: not a JSON object. {_REMEDY}")
    if card.get("format") != format:
        raise ModelError(
            f"{place}: made for another version of policyfacts (features of format {card.get('format')}, "
            f"not {format}). {_REMEDY}"
        )
    return card


def _remembered(path: Path, data: bytes, digest: str) -> Weights:
    """The weights in a model's file, found in it only where no run before has: thousands of names take their time."""
    under = hashlib.sha256(f"{_WEIGHTS_FORMAT} {digest}".encode()).hexdigest()
    kept = recall(_WEIGHTS, under)
    with contextlib.suppress(AttributeError, KeyError, TypeError, ValueError):
        return Weights({str(name): float(value) for name, value in kept["weights"].items()}, float(kept["start"]))
    found = _weights(path, data)
    keep(_WEIGHTS, under, {"weights": dict(found.weights), "start": found.start})
    return found


def _weights(path: Path, data: bytes) -> Weights:
    try:
        strange = sorted(set(_types(data)) - _TRUSTED)
        if strange:
            raise ModelError(f"{path}: holds {strange[0]}, which no model of policyfacts does. {_REMEDY}")
        return read_weights(data)
    except ModelError:
        raise
    except Exception as exc:  # whatever a strange file makes zipfile, json and NumPy say
        raise ModelError(f"{path}: cannot be loaded: {type(exc).__name__}: {exc}. {_REMEDY}") from exc


def _types(data: bytes) -> list[str]:
    """The full names of all types in a skops file."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        schema = archive.read("schema.json").decode("utf-8")
    found: list[str] = []

    def look(node: Any) -> Any:
        if isinstance(node, dict) and "__class__" in node and node.get("__loader__") not in {"JsonNode", "TypeNode"}:
            found.append(f"{node.get('__module__')}.{node['__class__']}")
        return node

    json.loads(schema, object_hook=look)
    return found


def _settled(data: bytes) -> bytes:
    """A skops file without what changes from run to run: the addresses of objects in memory, and the time."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        contents = {entry.filename: archive.read(entry) for entry in archive.infolist()}
    schema = contents.pop("schema.json").decode("utf-8")
    addresses = dict.fromkeys(re.findall(r'"__id__": (\d+)', schema))
    numbers = {address: str(number) for number, address in enumerate(addresses, start=1)}
    schema = re.sub(r'("__id__": )(\d+)', lambda match: match[1] + numbers[match[2]], schema)
    files = {name: f"array-{number}.npy" for number, name in enumerate(re.findall(r'"file": "([^"]+)"', schema), 1)}
    schema = re.sub(r'("file": ")([^"]+)', lambda match: match[1] + files[match[2]], schema)
    settled = io.BytesIO()
    with zipfile.ZipFile(settled, "w") as archive:
        for name in sorted(contents, key=lambda name: files[name]):
            archive.writestr(zipfile.ZipInfo(files[name], _EPOCH), contents[name])
        # Some lines for each feature's name, all alike: a twentieth of the size.
        archive.writestr(zipfile.ZipInfo("schema.json", _EPOCH), schema, zipfile.ZIP_DEFLATED)
    return settled.getvalue()
