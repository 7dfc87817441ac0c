"""Data and code inside one HTML file: nothing that stands in a paper can end its block, and only our code may run."""

from __future__ import annotations

import base64
import hashlib
import json
from typing import Any

from markupsafe import Markup

# "<" would end a script block, "&" starts a reference, U+2028 and U+2029 end a line of JavaScript.
_UNSAFE = {"<": "\\u003c", ">": "\\u003e", "&": "\\u0026", "\u2028": "\\u2028", "\u2029": "\\u2029"}


def json_text(value: Any) -> Markup:
    """``value`` as JSON for a ``<script type="application/json">`` block: the same bytes for the same value."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"), sort_keys=True)
    for sign, escape in _UNSAFE.items():
        text = text.replace(sign, escape)
    # Lone surrogates cannot be written as UTF-8.
    return Markup(text.encode("utf-8", "surrogatepass").decode("utf-8", "replace"))


def base64_text(data: bytes) -> Markup:
    """``data`` as base64, which needs no escaping."""
    return Markup(base64.b64encode(data).decode("ascii"))


def policy(scripts: str, styles: str, *, folder: bool) -> str:
    """The Content-Security-Policy of the file: this script and this style sheet by their hashes, pictures, no more.

    ``folder``: pictures stand beside the file. Nothing may be asked of any other machine.
    """
    pictures = "data: 'self'" if folder else "data:"
    return (
        f"default-src 'none'; img-src {pictures}; script-src {_hash(scripts)}; style-src {_hash(styles)}; "
        "base-uri 'none'; form-action 'none'"
    )


def _hash(code: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(code.encode('utf-8')).digest()).decode('ascii')}'"
