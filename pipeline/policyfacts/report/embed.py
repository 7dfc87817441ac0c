"""Data and code inside one HTML file: nothing that stands in a paper can end its block, and only our code may run."""

from __future__ import annotations

import base64
import hashlib
import json
import re
from typing import Any

from markupsafe import Markup

# "<" would end a script block, "&" starts a reference, U+2028 and U+2029 end a line of JavaScript; and names of files
# may hold signs that turn the direction of writing, for whoever looks at the source.
_UNSAFE = re.compile("[<>&\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]")


def json_text(value: Any) -> Markup:
    """``value`` as JSON for a ``<script type="application/json">`` block: the same bytes for the same value."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"), sort_keys=True)
    text = _UNSAFE.sub(lambda sign: f"\\u{ord(sign.group()):04x}", text)
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
