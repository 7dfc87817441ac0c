"""Text of papers as it may be shown: whatever it holds, it does nothing.

Markup is harmless by the way it is written into the page (``embed``, and Jinja's escaping). Here goes what would fool a
reader or a browser all the same: signs that turn the direction of writing or control a terminal are shown by their
code points, and one cell does not fill the page.
"""

from __future__ import annotations

LONGEST = 20_000
"""Most characters of one cell that the report holds; the tables have the rest."""

STEERING = [*range(0x00, 0x09), 0x0B, 0x0C, *range(0x0E, 0x20), *range(0x7F, 0xA0), *range(0x202A, 0x202F)]
STEERING += [*range(0x2066, 0x206A), *range(0xD800, 0xE000), 0xFFFE, 0xFFFF]
"""Signs that turn the direction of writing or control a terminal, by their code points."""
_SIGNS = {code: f"[U+{code:04X}]" for code in STEERING} | {0x0D: " ", 0x2028: " ", 0x2029: " "}


def visible(text: str, *, longest: int = LONGEST) -> str:
    """``text`` with control signs and overrides of direction written as ``[U+202E]``, cut after ``longest`` characters.

    What is cut says how much is missing.
    """
    left = len(text) - longest
    shown = text[:longest].translate(_SIGNS)
    return f"{shown} … ({left:,} more characters in the tables)" if left > 0 else shown
