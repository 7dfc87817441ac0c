"""The short forms that a paper defines: "New Development Bank (NDB)" or "NDB (New Development Bank)".

After A. S. Schwartz and M. A. Hearst, "A simple algorithm for identifying abbreviation definitions in biomedical text",
Pacific Symposium on Biocomputing 8 (2003), 451-462.
"""

from __future__ import annotations

import re

_OPENED = re.compile(
    r"\(\s*(?:hereafter|hereinafter|henceforth|or|the)?\s*[\"“”‘’']?([^\W_][\w&./–-]{1,11}?)[\"“”‘’']?\s*[,;)]"
)
_SPELLED = re.compile(r"(?<![\w-])([A-Z][\w&./-]{1,9})\s\(((?:[Tt]he\s)?[A-Z][^()]{5,90})\)")
_WORD = re.compile(r"[^\s(]+")
_NO_FORM = re.compile(r"(?:[IVXLC]+|[A-Z]{2}\$|USD|EUR|RMB|CNY|GBP|JPY|\d.*|[A-Z][a-z]+)$")
_EDGE = " ,;:\"“”‘’'"


def acronyms(text: str) -> dict[str, str]:
    """Short form -> long form, for each definition in ``text``; the first definition of a short form counts."""
    found: dict[str, str] = {}
    for match in _OPENED.finditer(text):
        short = match[1].rstrip(".")
        if short not in found and _is_short(short):
            long = _long_form(short, text[max(0, match.start() - 150) : match.start()])
            if long:
                found[short] = long
    for match in _SPELLED.finditer(text):
        short, long = match[1], re.sub(r"\s+", " ", match[2])
        if short not in found and _is_short(short) and _long_form(short, f"{long} ") == re.sub("^[Tt]he ", "", long):
            found[short] = re.sub("^[Tt]he ", "", long)
    return found


def _is_short(form: str) -> bool:
    capitals = sum(letter.isupper() for letter in form)
    return capitals >= 2 and 2 <= len(form) <= 12 and not _NO_FORM.match(form)


def _long_form(short: str, before: str) -> str:
    """The shortest run of words at the end of ``before`` that holds the letters of ``short`` in order; or nothing."""
    sentence = re.split(r"(?<=[a-z)])[.;:?!]\s|\n\n|\(", before)[-1].rstrip()
    letters = [letter.lower() for letter in short if letter.isalnum()]
    words = list(_WORD.finditer(sentence))
    reach = words[-min(len(letters) + 5, len(letters) * 2) :]
    if not reach:
        return ""
    candidate = sentence[reach[0].start() :]
    at = len(candidate) - 1
    for position in range(len(letters) - 1, -1, -1):
        while at >= 0 and not _fits(candidate, at, letters[position], position):
            at -= 1
        if at < 0:
            return ""
        at -= 1
    long = re.sub(r"\s+", " ", candidate[at + 1 :]).strip(_EDGE)
    long = re.sub("^(?:[Tt]he|[Aa]n?) ", "", long)
    return long if len(long.split()) > 1 or len(long) > 2 * len(short) else ""


def _fits(text: str, at: int, letter: str, position: int) -> bool:
    """Whether ``letter`` stands at ``at``; the first letter of a short form must begin a word."""
    return text[at].lower() == letter and (position > 0 or _starts_word(text, at))


def _starts_word(text: str, at: int) -> bool:
    return at == 0 or text[at - 1] in ' \n\u00a0-\u2010\u2011\u2013/("“‘'
