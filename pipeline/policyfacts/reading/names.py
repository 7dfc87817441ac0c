"""Names of people on a front page: behind "By", or on a line of their own beside the title."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from policyfacts.knowledge import compiled
from policyfacts.reading import frontlines
from policyfacts.reading.issued import dates_in

_TITLE = r"(?:(?:Dr|Prof|Mr|Ms|Mrs|Mx|Sir|Amb|H\.E|Professor|Ambassador)\.? )*"
_PARTICLE = r"(?:de|van|von|der|den|da|dos|do|al|bin|ibn|la|le|du|di|del|el|ten|ter|y|e|zu)"
_WORD = r"(?:(?:[A-Z\u00c0-\u00de]|Mc|Mac|O’|D’|d’)[\w’\u00c0-\u024f-]*|[A-Z]\.(?:[ -]?[A-Z]\.)*)"
_NAME = re.compile(rf"{_TITLE}{_WORD}(?: (?:{_PARTICLE} )*{_WORD}){{1,4}}(?:,? (?:Jr|Sr|PhD|MD|II|III)\.?)?")
_NUMERAL = re.compile(r"[IVX]+\.? ")
_BETWEEN = re.compile(r"\s*(?:,|;|·|\||&|\band\b|\bAND\b|\bet\b|\bund\b|\by\b(?= [A-Z]))\s*(?:and |et |& )?")
_MARKS = re.compile(r"(?<=[^\W\d_])[*†‡§\d]+(?=[\s,;]|$)|\((?!.*\bed).{0,40}\)$")
_NEAR = 4
"""Lines between the title and the names under it, at most."""
_MOST = 12


def is_name(text: str) -> bool:
    """Whether ``text`` looks like the name of one person: two to five words with capitals first, and no country."""
    line = frontlines.plain(_MARKS.sub("", text))
    return (
        bool(_NAME.fullmatch(line)) and frontlines.role(line) not in {"country", "thing"} and not _NUMERAL.match(line)
    )


def authors(lines: Sequence[str], title: int, words: frozenset[str]) -> tuple[str, ...]:
    """The authors that a front page names, in its order, without degrees and affiliations.

    ``title``: which of ``lines`` is the title; ``words``: those that the paper has in small letters inside its
    sentences: what they are made of ("Strategic Partnership") is no name of a person.
    """
    above = [piece for line in lines[: max(title, 0)] for piece in line.split("\n")]
    below = [piece for line in lines[title + 1 :] for piece in line.split("\n")]
    for line in (*below, *above):
        match = _opening().match(frontlines.plain(line))
        if match:
            found = list(_people(match["rest"], words))
            if found and frontlines.role(match["rest"]) in {"", "genre"}:
                return tuple(found)
    near = (below[:_NEAR], above[-1:]) if title >= 0 else ()
    for group in near:
        found = []
        for line in group:
            mine = list(_people(line, words)) if _is_list(line, words) else []
            if found and not mine:
                break
            found += mine
        if found:
            return tuple(dict.fromkeys(found))[:_MOST]
    return ()


@compiled
def _opening() -> re.Pattern[str]:
    return re.compile(rf"(?:{frontlines.pattern('author').pattern}) (?P<rest>.+)", re.IGNORECASE)


def _people(line: str, words: frozenset[str]) -> Iterator[str]:
    """The names of people on a line, up to the first piece that is none."""
    for piece in _BETWEEN.split(_MARKS.sub("", line)):
        name = piece.strip(" .:")
        if not name:
            continue
        if not _person(name, words):
            return
        yield name


def _person(name: str, words: frozenset[str]) -> bool:
    if not is_name(name) or frontlines.role(name) not in {"", "genre"}:
        return False
    return not any(word.lower() in words for word in re.findall(r"[^\W\d_]{3,}", name) if word[0].isupper())


def _is_list(line: str, words: frozenset[str]) -> bool:
    """Whether a line begins with the name of a person and names no more than people, their bodies and places."""
    pieces = [p.strip(" .:") for p in _BETWEEN.split(_MARKS.sub("", line)) if p.strip(" .:")]
    if not pieces or len(line) > 200 or not _person(pieces[0], words):
        return False
    rest = [p for p in pieces if not _person(p, words)]
    return all(frontlines.role(p) in {"body", "masthead", "place", "date"} or dates_in(p) or _is_title(p) for p in rest)


def _is_title(piece: str) -> bool:
    """Whether a piece is what somebody is: "Senior Fellow", "Analyst in Trade"."""
    return bool(
        re.search(
            r"\b(?:fellow|analyst|specialist|professor|director|researcher|economist|attorney|phd|lecturer|advis[eo]r|officer|associate)\b",
            piece,
            re.IGNORECASE,
        )
    )
